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
#include "Report/Figures.h"
#include "Report/TextWriter.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include <cmath>

using namespace acp;

/// Of a view and those in it, the figures that more than chance spreads.
static void collectSpread(const ReportView &V,
                          std::vector<std::vector<std::string>> &Rows) {
  std::string Name = V.Title.str();
  auto Add = [&](const std::string &Figure_, const Figure &F) {
    if (!F.Range || F.Range->Drivers.empty())
      return;
    std::string Causes;
    double Rest = 1;
    for (const ReportDriver &D : F.Range->Drivers.take_front(3)) {
      if (D.Share < 0.01)
        continue;
      Causes += (Causes.empty() ? "" : ", ") + D.Leaf.str() + " " +
                partText(std::round(D.Share * 100) / 100);
      Rest -= D.Share;
    }
    // A quantity that is drawn is its own cause.
    bool IsLeaf = F.Range->Drivers[0].Leaf == Figure_;
    if (Causes.empty() || IsLeaf)
      return;
    if (F.Range->Drivers.size() > 1 && Rest > 0.05)
      Causes += ", others " + partText(std::round(Rest * 100) / 100);
    Rows.push_back({Figure_, Causes});
  };
  for (const Figure &F : V.Fields)
    Add(Name + "." + F.Name.str(), F);
  for (const ReportRow &Row : V.Rows)
    for (size_t C = 0; C != Row.Cells.size(); ++C)
      Add(V.Columns.size() == 1 && V.Rows.size() == 1
              ? Name
              : (Row.Label.empty() ? Name : Row.Label.str()) + "." +
                    V.Columns[C].Name.str(),
          Row.Cells[C]);
}

void TextWriter::spread() {
  if (R.Draws == 0)
    return;
  std::vector<std::vector<std::string>> Rows;
  for (const ReportView &V : R.Views)
    collectSpread(V, Rows);
  if (Rows.empty())
    return;
  heading("spread", "", "");
  paragraph("median and 90 % interval of " + grouped(llvm::utostr(R.Draws)) +
                " draws; what causes their variance:",
            2, true);
  // One line for figures that the same leaves spread in the same way.
  std::vector<std::pair<std::string, std::string>> Lines;
  for (const std::vector<std::string> &Row : Rows) {
    auto Same =
        llvm::find_if(Lines, [&](const auto &L) { return L.second == Row[1]; });
    if (Same == Lines.end())
      Lines.push_back({plain(Row[0]), Row[1]});
    else if (!llvm::is_contained(llvm::split(Same->first, ", "), Row[0]))
      Same->first += ", " + plain(Row[0]);
  }
  for (const auto &[Names, Causes] : Lines) {
    std::vector<std::string> Wrapped = wrapped(Causes, Width - 2);
    for (const std::string &Line : Wrapped)
      OS.indent(2) << Line << '\n';
    for (const std::string &Line : wrapped(Names, Width - 4))
      OS.indent(4) << Marks.dim(Line) << '\n';
  }
}
