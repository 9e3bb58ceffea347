//===- Summary.cpp - What all points of a sweep come to -------------------===//
//
// Part of acpc, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Report/Digits.h"
#include "Report/Layout.h"
#include "Report/Write.h"
#include "Sweep/Part.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/JSON.h"
#include <cmath>

using namespace acp;
using llvm::StringRef;

void acp::writeSummaryJSON(llvm::raw_ostream &OS, const SweepPart &P) {
  llvm::json::OStream J(OS, 2);
  auto Number = [&](StringRef Key, double X) {
    J.attributeBegin(Key);
    writeNumber(J, X);
    J.attributeEnd();
  };
  auto Point = [&](StringRef Key, uint64_t At) {
    std::vector<std::string> Values = P.Plan.at(At);
    J.attributeObject(Key, [&] {
      for (size_t A = 0; A != Values.size(); ++A)
        J.attribute(P.Plan.Axes[A].Name, Values[A]);
    });
  };
  auto Candidates = [&](StringRef Key, llvm::ArrayRef<kernel::Candidate> List) {
    J.attributeArray(Key, [&] {
      for (const kernel::Candidate &C : List)
        J.object([&] {
          J.attribute("point", int64_t(C.Point));
          Point("axes", C.Point);
          J.attributeObject("objectives", [&] {
            for (size_t G = 0; G != C.Goals.size(); ++G)
              Number(P.Plan.Objectives[G].Text, C.Goals[G]);
          });
        });
    });
  };
  J.object([&] {
    J.attribute("schema", "acpc.sweep/1");
    J.attribute("plan", P.Plan.Name);
    J.attribute("points", int64_t(P.Plan.Points));
    J.attribute("filtered", int64_t(P.Found.Filtered));
    J.attribute("feasible", int64_t(P.Found.Feasible));
    J.attributeObject("failed", [&] {
      for (const auto &[Text, Count] : P.Found.FailedBy)
        J.attribute(Text, int64_t(Count));
    });
    if (!P.Plan.Objectives.empty())
      Candidates("best", P.Found.Best);
    if (P.Plan.Objectives.size() > 1)
      Candidates("front", P.Found.Front);
    J.attributeArray("columns", [&] {
      for (size_t C = 0; C != P.Found.Columns.size(); ++C) {
        const kernel::ColumnSummary &S = P.Found.Columns[C];
        J.object([&] {
          J.attribute("name", P.Plan.Columns[C].Name);
          J.attribute("unit", P.Plan.Columns[C].Unit);
          J.attribute("count", int64_t(S.Count));
          if (S.Count == 0)
            return;
          Number("least", S.Least);
          Point("least_at", S.LeastAt);
          Number("greatest", S.Greatest);
          Point("greatest_at", S.GreatestAt);
          Number("mean", S.Sum.value() / double(S.Count));
          for (auto [Key, Part] :
               {std::pair("q05", 0.05), {"q50", 0.5}, {"q95", 0.95}})
            Number(Key, S.quantile(Part));
        });
      }
    });
  });
  OS << '\n';
}

void acp::writeSummary(llvm::raw_ostream &OS, const SweepPart &P,
                       unsigned Width) {
  Style Plain{false};
  auto Count = [](uint64_t N) { return grouped(llvm::utostr(N)); };
  OS << P.Plan.Name << ": " << Count(P.Plan.Points) << " points";
  if (P.Found.Filtered)
    OS << ", " << Count(P.Found.Filtered) << " left out by `where`";
  OS << ", " << Count(P.Found.Feasible) << " feasible\n";
  std::vector<std::pair<uint64_t, StringRef>> Failed;
  for (const auto &[Text, Times] : P.Found.FailedBy)
    Failed.push_back({Times, Text});
  llvm::stable_sort(
      Failed, [](const auto &A, const auto &B) { return A.first > B.first; });
  for (const auto &[Times, Text] : Failed)
    OS << "  " << Count(Times) << " fail  " << Text << '\n';
  auto WithUnit = [](double X, StringRef Unit) {
    // A count is no rounded figure.
    bool IsCount = std::abs(X) < 1e6 && X == std::floor(X);
    return (IsCount ? grouped(llvm::itostr(int64_t(X))) : shortDecimal(X)) +
           (Unit.empty() ? "" : " ") + Unit.str();
  };
  auto Candidates = [&](llvm::ArrayRef<kernel::Candidate> List) {
    Grid G;
    for (const SweepPlan::Axis &A : P.Plan.Axes)
      G.Columns.push_back({A.Name, "", GridColumn::Number});
    for (const SweepPlan::Objective &O : P.Plan.Objectives)
      G.Columns.push_back({O.Text, "", GridColumn::Number});
    for (const kernel::Candidate &C : List) {
      std::vector<std::string> Row = P.Plan.at(C.Point);
      for (size_t I = 0; I != C.Goals.size(); ++I)
        Row.push_back(WithUnit(C.Goals[I], P.Plan.Objectives[I].Unit));
      G.Rows.push_back(std::move(Row));
    }
    G.print(OS, 2, Width, Plain);
  };
  if (!P.Plan.Objectives.empty() && !P.Found.Best.empty()) {
    OS << "\nbest\n";
    Candidates(P.Found.Best);
    if (P.Plan.Objectives.size() > 1) {
      OS << "\nPareto front\n";
      Candidates(P.Found.Front);
    }
  }
  Grid G;
  G.Columns = {{"figure"}};
  for (StringRef Name : {"least", "5 %", "median", "95 %", "greatest", "mean"})
    G.Columns.push_back({Name.str(), "", GridColumn::Number});
  G.Columns.push_back({"unit"});
  for (size_t C = 0; C != P.Found.Columns.size(); ++C) {
    const kernel::ColumnSummary &S = P.Found.Columns[C];
    if (S.Count == 0)
      continue;
    G.Rows.push_back({P.Plan.Columns[C].Name, shortDecimal(S.Least),
                      shortDecimal(S.quantile(0.05)),
                      shortDecimal(S.quantile(0.5)),
                      shortDecimal(S.quantile(0.95)), shortDecimal(S.Greatest),
                      shortDecimal(S.Sum.value() / double(S.Count)),
                      P.Plan.Columns[C].Unit});
  }
  if (G.Rows.empty())
    return;
  OS << "\nfigures of feasible points\n";
  G.print(OS, 2, Width, Plain);
}
