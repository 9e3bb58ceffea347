//===- Mismatch.cpp - Two dimensions side by side -------------------------===//
//
// Part of acpc, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The table under a diagnostic that two dimensions differ:
//
//     left   byte/s
//     right  FLOP/s
//     byte:   1 against  0   <-
//     FLOP:   0 against  1   <-
//     s:     -1 against -1
//
// What differs comes first. Widths are columns of a terminal, and no line is
// wider than 80 of them.
//
//===----------------------------------------------------------------------===//

#include "Quantity/Dimension.h"
#include "llvm/Support/Unicode.h"
#include <algorithm>
#include <map>

using namespace acp;
using llvm::StringRef;

namespace {
constexpr int LineWidth = 80;
/// Names beyond this are cut; those of a user's own can have any length.
constexpr int NameWidth = 36;
constexpr int Indent = 2;
constexpr int Gap = 2;

int columns(StringRef Text) {
  int Width = llvm::sys::unicode::columnWidthUTF8(Text);
  return Width < 0 ? static_cast<int>(Text.size()) : Width;
}

/// At most Width columns, the last three of them dots where something is lost.
std::string cut(StringRef Text, int Width) {
  if (columns(Text) <= Width)
    return Text.str();
  while (!Text.empty() && columns(Text) > Width - 3) {
    bool Tail = true;
    while (Tail && !Text.empty()) {
      Tail = (Text.back() & 0xc0) == 0x80;
      Text = Text.drop_back();
    }
  }
  return Text.str() + "...";
}

std::string padded(StringRef Text, int Width) {
  return Text.str() +
         std::string(static_cast<size_t>(std::max(0, Width - columns(Text))),
                     ' ');
}

std::string aligned(int64_t Power, size_t Width) {
  std::string Out = std::to_string(Power);
  return std::string(Width - Out.size(), ' ') + Out;
}
} // namespace

std::string DimensionTable::mismatch(Dim A, StringRef NameA, Dim B,
                                     StringRef NameB) const {
  std::map<uint32_t, std::pair<int64_t, int64_t>> Powers;
  for (DimFactor F : factors(A))
    Powers[F.Base].first = F.Power;
  for (DimFactor F : factors(B))
    Powers[F.Base].second = F.Power;

  std::string Sides[] = {cut(NameA, NameWidth), cut(NameB, NameWidth)};
  int Name = std::max(columns(Sides[0]), columns(Sides[1]));
  size_t Left = 1, Right = 1;
  for (auto &[Base, Power] : Powers) {
    Name = std::max(Name, columns(cut(Bases[Base].Name, NameWidth)) + 1);
    Left = std::max(Left, std::to_string(Power.first).size());
    Right = std::max(Right, std::to_string(Power.second).size());
  }

  std::string Out;
  auto Head = [&](StringRef Side, Dim D) {
    std::string Text = D == one() ? "a plain number" : text(D);
    Out.append(Indent, ' ');
    Out += padded(Side, Name + Gap);
    Out += cut(Text, LineWidth - Indent - Name - Gap) + "\n";
  };
  Head(Sides[0], A);
  Head(Sides[1], B);
  for (bool Differing : {true, false})
    for (auto &[Base, Power] : Powers) {
      if ((Power.first != Power.second) != Differing)
        continue;
      Out.append(Indent, ' ');
      Out += padded(cut(Bases[Base].Name, NameWidth) + ":", Name + Gap);
      Out += aligned(Power.first, Left) + " against " +
             aligned(Power.second, Right);
      Out += Differing ? "   <-\n" : "\n";
    }
  Out.pop_back();
  return Out;
}
