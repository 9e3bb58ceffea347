//===- CSV.cpp - A table for a spreadsheet --------------------------------===//
//
// Part of acpc, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// RFC 4180. A column has one unit, which stands in its head, so that the cells
// are numbers.
//
//===----------------------------------------------------------------------===//

#include "Report/Digits.h"
#include "Report/Write.h"

using namespace acp;
using llvm::StringRef;

std::string acp::csvText(StringRef Text) {
  if (Text.find_first_of(",\"\r\n") == StringRef::npos)
    return Text.str();
  std::string Out = "\"";
  for (char C : Text)
    Out.append(C == '"' ? 2 : 1, C);
  return Out + "\"";
}

/// A value with all its digits; nothing where there is none.
static std::string valueText(const Figure &F) {
  switch (F.Kind) {
  case FigureKind::Number:
    if (F.IsWhole)
      return std::to_string(F.Whole);
    if (!F.Exact.empty())
      return F.Exact.str();
    return shortestDecimal(F.Value);
  case FigureKind::Bool:
    return F.Truth ? "true" : "false";
  case FigureKind::Absent:
  case FigureKind::Unknown:
  case FigureKind::Error:
    return "";
  default:
    return csvText(F.Text);
  }
}

static void head(llvm::raw_ostream &OS, const ReportView &V) {
  for (size_t C = 0; C != V.Columns.size(); ++C) {
    std::string Name = V.Columns[C].Name.str();
    for (const ReportRow &Row : V.Rows)
      if (StringRef Unit =
              Row.Totals.empty() ? Row.Cells[C].Unit : Row.Totals[C].Unit;
          !Unit.empty()) {
        Name += " (" + Unit.str() + ")";
        break;
      }
    OS << ',' << csvText(Name);
  }
  OS << "\r\n";
}

void acp::writeCSV(llvm::raw_ostream &OS, const Report &R) {
  for (const ReportView &V : R.Views) {
    if (V.Kind == ir::ViewKind::Record)
      continue;
    bool IsTree = V.Kind == ir::ViewKind::Tree;
    OS << (IsTree ? "path,op,model,depth,times" : "name");
    head(OS, V);
    for (const ReportRow &Row : V.Rows) {
      if (IsTree)
        OS << csvText(Row.Path.empty() ? Row.Label : Row.Path) << ','
           << csvText(Row.Op) << ',' << (Row.IsModel ? "true" : "false") << ','
           << Row.Depth << ',' << valueText(Row.Times);
      else
        OS << csvText(Row.Label);
      for (size_t C = 0; C != V.Columns.size(); ++C)
        OS << ',' << valueText(IsTree ? Row.Totals[C] : Row.Cells[C]);
      OS << "\r\n";
    }
    return;
  }
}
