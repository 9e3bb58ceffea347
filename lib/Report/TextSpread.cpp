//===- TextSpread.cpp - What spreads the figures --------------------------===//
//
// Part of acpc, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Figures that the same leaves spread in the same way take one line: they are
// one another times something known.
//
//===----------------------------------------------------------------------===//

#include "Basic/Source.h"
#include "Report/Digits.h"
#include "Report/Spread.h"
#include "Report/TextWriter.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"

using namespace acp;
using llvm::StringRef;

/// Groups of figures with the same causes that are shown.
static constexpr size_t GroupsShown = 12;

void TextWriter::spread() {
  if (R.Draws == 0)
    return;
  std::vector<SpreadRow> Rows =
      spreadRows(R, [](StringRef Leaf) { return Leaf.str(); });
  if (Rows.empty())
    return;
  heading("spread", "", "");
  paragraph("median and 90 % interval of " + grouped(llvm::utostr(R.Draws)) +
                " draws; what causes their variance:",
            2, true);
  // One line for figures that the same leaves spread in the same way.
  std::vector<std::pair<std::string, std::string>> Lines;
  for (const SpreadRow &Row : Rows) {
    auto Same = llvm::find_if(
        Lines, [&](const auto &L) { return L.second == Row.Causes; });
    if (Same == Lines.end())
      Lines.push_back({plain(Row.Figure), Row.Causes});
    else if (!llvm::is_contained(llvm::split(Same->first, ", "), Row.Figure))
      Same->first += ", " + plain(Row.Figure);
  }
  for (const auto &[Names, Causes] :
       llvm::ArrayRef(Lines).take_front(GroupsShown)) {
    std::vector<std::string> Wrapped = wrapped(Causes, Width - 2);
    for (const std::string &Line : Wrapped)
      OS.indent(2) << Line << '\n';
    for (const std::string &Line : wrapped(Names, Width - 4))
      OS.indent(4) << Marks.dim(Line) << '\n';
  }
  if (Lines.size() > GroupsShown)
    OS.indent(2) << "... " << Lines.size() - GroupsShown
                 << " more; all are in `--format=markdown`\n";
}
