//===- Nearest.cpp - The name that was probably meant ---------------------===//
//
// Part of acpc, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A name that differs in case alone is meant for sure. Otherwise the least
// number of letters put in, left out, changed or swapped with the next decides,
// as long as at most a third of the letters is wrong.
//
//===----------------------------------------------------------------------===//

#include "Basic/Diagnostic.h"
#include "Basic/Unicode.h"
#include "llvm/ADT/StringExtras.h"

using namespace acp;
using llvm::StringRef;

namespace {
using Letters = llvm::SmallVector<uint32_t, 32>;

/// Longer words are names of machines, which nobody mistypes by one letter.
constexpr size_t LongestWord = 64;

Letters letters(StringRef Word, bool Lower = true) {
  Letters Out;
  while (!Word.empty()) {
    CodePoint C = decode(Word);
    Out.push_back(Lower && C.Value < 0x80 ? llvm::toLower(char(C.Value))
                                          : C.Value);
    Word = Word.drop_front(C.Size);
  }
  return Out;
}

/// Edits that turn one word into the other, where swapping two neighbours is
/// one edit. Keeps the last three rows of the usual table.
unsigned distance(const Letters &A, const Letters &B) {
  size_t Width = B.size() + 1;
  llvm::SmallVector<unsigned, 3 * 34> Rows(3 * Width);
  auto At = [&](size_t I, size_t J) -> unsigned & {
    return Rows[I % 3 * Width + J];
  };
  for (size_t I = 0; I <= A.size(); ++I)
    for (size_t J = 0; J <= B.size(); ++J) {
      if (I == 0 || J == 0) {
        At(I, J) = static_cast<unsigned>(I + J);
        continue;
      }
      bool Same = A[I - 1] == B[J - 1];
      unsigned Best = At(I - 1, J - 1) + (Same ? 0 : 1);
      Best = std::min({Best, At(I - 1, J) + 1, At(I, J - 1) + 1});
      bool Swapped =
          I > 1 && J > 1 && A[I - 1] == B[J - 2] && A[I - 2] == B[J - 1];
      if (Swapped)
        Best = std::min(Best, At(I - 2, J - 2) + 1);
      At(I, J) = Best;
    }
  return At(A.size(), B.size());
}
} // namespace

std::string acp::nearest(StringRef Word, llvm::ArrayRef<StringRef> Names) {
  StringRef Best;
  auto Take = [&](StringRef Name) {
    if (Best.empty() || Name < Best)
      Best = Name;
  };
  for (StringRef Name : Names)
    if (Name != Word && Name.equals_insensitive(Word))
      Take(Name);
  if (!Best.empty())
    return Best.str();

  Letters Wrong = letters(Word.take_front(4 * LongestWord));
  if (Wrong.size() > LongestWord)
    return "";
  unsigned Least = static_cast<unsigned>(Wrong.size() / 3);
  // Of names as near, those that differ less in case.
  unsigned LeastByCase = 0;
  for (StringRef Name : Names) {
    if (Name == Word || Name.size() > 4 * LongestWord)
      continue;
    Letters Right = letters(Name);
    size_t Apart = Right.size() > Wrong.size() ? Right.size() - Wrong.size()
                                               : Wrong.size() - Right.size();
    if (Apart > Least)
      continue;
    unsigned Edits = distance(Wrong, Right);
    if (Edits > Least || Edits == 0)
      continue;
    unsigned ByCase = distance(letters(Word, false), letters(Name, false));
    if (Edits < Least || ByCase < LeastByCase)
      Best = {};
    else if (!Best.empty() && ByCase > LeastByCase)
      continue;
    Least = Edits;
    LeastByCase = ByCase;
    Take(Name);
  }
  return Best.str();
}
