//===- Explore.h - Plans with axes ------------------------------*- C++ -*-===//
//
// Part of acpc, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Sweeps are outermost: the plan is looked at for each of their points. There,
// one search after another is solved, over a tape where only figures hang on
// its axes, by elaborating where structure does. With all axes at a value the
// plan is elaborated once more, and that is what is reported: exact, and with
// every requirement checked as in a plan without axes.
//
//===----------------------------------------------------------------------===//

#ifndef ACP_SWEEP_EXPLORE_H
#define ACP_SWEEP_EXPLORE_H

#include "Elaborate/Elaborate.h"
#include "Sweep/Solve.h"

namespace acp {

/// The plan at one point of the sweeps.
struct ExploredPoint {
  std::unique_ptr<SourceManager> Sources;
  std::unique_ptr<DiagnosticEngine> Diags;
  ElaborationResult Result;
  std::vector<FoundSearch> Searches;
  /// What rules it out, "" if nothing does.
  std::string Infeasible;
  /// Names and values of the axes that are swept.
  std::vector<std::pair<std::string, std::string>> Axes;
};

struct ExploreOptions : SolveOptions {
  /// Points of the sweeps at most.
  uint64_t MostPoints = 1000;
};

/// All points of a plan that has axes, in their order. Faults of the plan are
/// in Diags, with places in Sources; there are no points then.
std::vector<ExploredPoint>
explore(llvm::StringRef Path, const ElaborationOptions &Plan,
        const ExploreOptions &Options, const FileSystem &Files,
        SourceManager &Sources, DiagnosticEngine &Diags);

/// Says that one value of a plan that sweeps is that at its first point.
void warnOfFirstPoint(const ExploredPoint &P, size_t Points,
                      DiagnosticEngine &Diags);
/// Says that every point of the sweeps is ruled out, and the first by what.
void reportNothingFeasible(llvm::ArrayRef<ExploredPoint> Points,
                           DiagnosticEngine &Diags);

/// Puts what searches found into a report.
void addSearches(Report &R, llvm::ArrayRef<FoundSearch> Searches,
                 const SourceManager &Sources);

} // namespace acp

#endif // ACP_SWEEP_EXPLORE_H
