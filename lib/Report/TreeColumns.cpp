//===- TreeColumns.cpp - Columns that say something -----------------------===//
//
// Part of acpc, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Columns are compared as they would be printed.
//
//===----------------------------------------------------------------------===//

#include "Report/TreeColumns.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/Format.h"
#include "llvm/Support/raw_ostream.h"

using namespace acp;

TreeColumns acp::tellingColumns(const ReportView &V) {
  TreeColumns Out;
  auto TextOf = [&](const ReportRow &Row, size_t C) {
    return V.Columns[C].Common ? Row.Totals[C].Short : Row.Totals[C].Text;
  };
  auto Add = [](std::string &List, const std::string &Name) {
    List += (List.empty() ? "" : ", ") + Name;
  };
  for (size_t C = 0; C != V.Columns.size(); ++C) {
    std::string Name = V.Columns[C].Name.str();
    // Of a model without data flow no layer has an output.
    if (llvm::all_of(V.Rows, [&](const ReportRow &Row) {
          return Row.Totals[C].Kind == FigureKind::Absent;
        }))
      continue;
    bool IsZero = llvm::all_of(V.Rows, [&](const ReportRow &Row) {
      const Figure &F = Row.Totals[C];
      return F.Kind == FigureKind::Absent || (F.isNumber() && F.Value == 0);
    });
    if (IsZero) {
      Add(Out.Zero, Name);
      continue;
    }
    auto Twin = llvm::find_if(Out.Shown, [&](size_t Other) {
      return V.Columns[Other].CommonUnit == V.Columns[C].CommonUnit &&
             llvm::all_of(V.Rows, [&](const ReportRow &Row) {
               return TextOf(Row, Other) == TextOf(Row, C);
             });
    });
    if (Twin == Out.Shown.end())
      Out.Shown.push_back(C);
    else
      Add(Out.Same, Name + " as " + V.Columns[*Twin].Name.str());
  }
  return Out;
}

std::string acp::shareText(double Share) {
  if (Share < 0)
    return "";
  if (Share == 0)
    return "-";
  std::string Text;
  llvm::raw_string_ostream(Text) << llvm::format("%.1f", Share * 100);
  return Text == "0.0" ? "<0.1" : Text;
}
