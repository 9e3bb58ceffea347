//===- TextSearch.cpp - What searches found, on a terminal ----------------===//
//
// Part of acpc, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// How many points there were and which requirement rules out most of them; the
// best point stands in the record itself, more of them in a table here.
//
//===----------------------------------------------------------------------===//

#include "Basic/Source.h"
#include "Report/Digits.h"
#include "Report/TextWriter.h"
#include "llvm/ADT/StringExtras.h"

using namespace acp;
using llvm::StringRef;

/// Requirements named of those that fail.
static constexpr size_t ShownFailures = 4;

void TextWriter::candidates(const ReportSearch &S,
                            llvm::ArrayRef<ReportCandidate> Rows) {
  Grid G;
  for (StringRef Axis : S.Axes)
    G.Columns.push_back({plain(Axis), "", GridColumn::Number});
  for (StringRef Objective : S.Objectives)
    G.Columns.push_back(
        {plain(Objective.split(' ').second), "", GridColumn::Number});
  for (const ReportCandidate &C : Rows) {
    std::vector<std::string> Line;
    for (StringRef Value : C)
      Line.push_back(plain(Value));
    G.Rows.push_back(std::move(Line));
  }
  G.print(OS, 4, Width, Marks);
}

void TextWriter::searches() {
  if (R.Searches.empty())
    return;
  heading("searches", "", "");
  for (const ReportSearch &S : R.Searches) {
    std::string Head = S.Name.empty() ? "the plan" : plain(S.Name);
    // `minimize devices, then tpot`.
    for (size_t I = 0; I != S.Objectives.size(); ++I) {
      StringRef Objective = S.Objectives[I];
      if (I && Objective.split(' ').first ==
                   StringRef(S.Objectives[I - 1]).split(' ').first)
        Objective = Objective.split(' ').second;
      Head += (I ? ", then " : ": ") + plain(Objective);
    }
    if (S.Objectives.empty())
      Head += ": the first feasible point";
    paragraph(Head, 2, false);
    std::string Counts = grouped(llvm::utostr(S.Points)) +
                         (S.Points == 1 ? " point" : " points");
    if (S.Filtered)
      Counts +=
          ", " + grouped(llvm::utostr(S.Filtered)) + " left out by `where`";
    Counts += ", " + grouped(llvm::utostr(S.Feasible)) + " feasible";
    paragraph(Counts, 4, true);
    if (S.Bisected)
      paragraph("by bisection: " + grouped(llvm::utostr(S.Evaluated)) +
                    " points evaluated",
                4, true);
    size_t Shown = std::min(S.Failed.size(), ShownFailures);
    unsigned Digits = 0;
    for (const auto &[Text, Count] : llvm::ArrayRef(S.Failed).take_front(Shown))
      Digits = std::max(Digits, displayWidth(grouped(llvm::utostr(Count))));
    for (const auto &[Text, Count] : llvm::ArrayRef(S.Failed).take_front(Shown))
      paragraph(paddedLeft(grouped(llvm::utostr(Count)), Digits) + " fail  " +
                    plain(Text),
                4, true);
    if (S.Failed.size() > Shown)
      paragraph("and " + llvm::utostr(S.Failed.size() - Shown) +
                    " more requirements fail somewhere",
                4, true);
    if (!S.Drawn.empty())
      paragraph("also holds in draws: " + plain(llvm::join(S.Drawn, "; ")), 4,
                true);
    if (S.Best.size() > 1)
      candidates(S, S.Best);
    if (S.Objectives.size() > 1 && S.Front.size() > 1) {
      paragraph("Pareto front: no other point is as good in all and better in "
                "one",
                4, true);
      candidates(S, llvm::ArrayRef(S.Front).take_front(20));
      if (S.Front.size() > 20)
        paragraph("... and " + llvm::utostr(S.Front.size() - 20) +
                      " more; --format=json has all",
                  4, true);
    }
  }
}

void TextWriter::infeasible() {
  if (R.Infeasible.empty())
    return;
  heading("ruled out", "", "");
  paragraph(llvm::utostr(R.Infeasible.size()) + " of " +
                llvm::utostr(R.Points) + " points of the sweep:",
            2, true);
  Grid G;
  G.Columns = {{}, {}};
  for (const auto &[Point, Why] : llvm::ArrayRef(R.Infeasible).take_front(20))
    G.Rows.push_back({plain(Point), plain(Why)});
  G.print(OS, 2, Width, Marks);
  if (R.Infeasible.size() > 20)
    paragraph("... and " + llvm::utostr(R.Infeasible.size() - 20) + " more", 2,
              true);
}
