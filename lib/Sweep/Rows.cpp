//===- Rows.cpp - Points of a sweep as rows -------------------------------===//
//
// Part of acpc, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A figure that is not there is an empty cell, or null.
//
//===----------------------------------------------------------------------===//

#include "Sweep/Rows.h"
#include "IR/Date.h"
#include "Report/Digits.h"
#include "Report/Write.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/JSON.h"
#include <cmath>

using namespace acp;
using llvm::StringRef;

void CellWriter::put(std::string &Row, ir::Type T, double X, bool JSON) const {
  if (X != X || X == kernel::Absent) {
    Row += JSON ? "null" : "";
    return;
  }
  switch (T.Kind) {
  case ir::TypeKind::Bool:
    Row += X == 1 ? "true" : "false";
    return;
  case ir::TypeKind::Text:
  case ir::TypeKind::Enum:
    return text(Row, M.Texts.get(ir::TextId(X)), JSON);
  case ir::TypeKind::Date:
    return text(Row, dateText(Number::inexact(X)).value_or(""), JSON);
  default: {
    bool IsWhole = std::abs(X) < 1e15 && X == double(int64_t(X));
    Row += IsWhole ? llvm::itostr(int64_t(X)) : shortestDecimal(X);
  }
  }
}

void CellWriter::text(std::string &Row, StringRef Text, bool JSON) {
  if (JSON) {
    llvm::raw_string_ostream OS(Row);
    OS << llvm::json::Value(llvm::json::fixUTF8(Text));
    return;
  }
  Row += csvText(Text);
}

void SweepRows::take(const kernel::Places &At,
                     llvm::ArrayRef<llvm::ArrayRef<double>> Columns) {
  CellWriter Cell(M);
  for (size_t Row = 0; Row != At.size(); ++Row) {
    bool First = true;
    auto Next = [&](StringRef Name) {
      if (!First)
        Text += JSON ? ", " : ",";
      First = false;
      if (JSON) {
        CellWriter::text(Text, Name, true);
        Text += ": ";
      }
    };
    if (JSON)
      Text += "{";
    for (const auto &[Name, Value] : Fixed) {
      Next(Name);
      Text += Value;
    }
    for (size_t A = 0; A != P.Axes.size(); ++A) {
      const ir::Axis &Axis = M.Axes[P.Axes[A]];
      for (const ir::AxisColumn &C : Axis.Columns) {
        Next(M.Texts.get(C.Name));
        uint32_t Place = At.Of[A][Row];
        ir::ValueId V = C.isRange() ? C.Value : C.Values[Place];
        double X =
            C.isRange() ? double(C.First) + Place : kernel::columnOf(M, V);
        Cell.put(Text, M.type(V), X, JSON);
      }
    }
    for (size_t C = 0; C != Columns.size(); ++C) {
      Next(Plan.Columns[C].Name);
      Cell.put(Text, M.type(P.Problem.Columns[C]), Columns[C][Row], JSON);
    }
    Text += JSON ? "}\n" : "\r\n";
  }
}
