//===- Spread.cpp - What causes the spread of figures ---------------------===//
//
// Part of acpc, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Report/Spread.h"
#include "Report/Figures.h"
#include <cmath>

using namespace acp;
using llvm::StringRef;

/// Leaves that are named of a figure.
static constexpr size_t LeavesShown = 3;
/// Parts of the variance that are not worth a word: of a leaf, of all others.
static constexpr double LeastPart = 0.01;
static constexpr double LeastRest = 0.05;

std::vector<SpreadRow>
acp::spreadRows(const Report &R,
                llvm::function_ref<std::string(StringRef)> Name) {
  std::vector<SpreadRow> Rows;
  auto Part = [](double Share) {
    return partText(std::round(Share * 100) / 100);
  };
  auto Add = [&](const std::string &Of, const Figure &F) {
    // A quantity that is drawn is its own cause.
    if (!F.Range || F.Range->Drivers.empty() || F.Range->Drivers[0].Leaf == Of)
      return;
    std::string Causes;
    double Rest = 1;
    for (const ReportDriver &D : F.Range->Drivers.take_front(LeavesShown)) {
      if (D.Share < LeastPart)
        continue;
      Causes += (Causes.empty() ? "" : ", ") + Name(D.Leaf) + " ";
      if (!D.Range.empty())
        Causes += "(" + D.Range.str() + ") ";
      Causes += Part(D.Share);
      Rest -= D.Share;
    }
    if (Causes.empty())
      return;
    if (F.Range->Drivers.size() > 1 && Rest > LeastRest)
      Causes += ", others " + Part(Rest);
    Rows.push_back({Of, F.Range->Text, Causes});
  };
  for (const ReportView &V : R.Views) {
    std::string Title = V.Title.str();
    for (const Figure &F : V.Fields)
      Add(Title + "." + F.Name.str(), F);
    bool IsOne = V.Columns.size() == 1 && V.Rows.size() == 1;
    for (const ReportRow &Row : V.Rows)
      for (size_t C = 0; C != Row.Cells.size(); ++C) {
        std::string Of = Row.Label.empty() ? Title : Row.Label.str();
        Add(IsOne ? Title : Of + "." + V.Columns[C].Name.str(), Row.Cells[C]);
      }
  }
  return Rows;
}
