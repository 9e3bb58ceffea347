//===- Solve.h - One search of a plan ---------------------------*- C++ -*-===//
//
// Part of acpc, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A search has axes that only figures hang on, which are the kernel's, and axes
// that structure hangs on: the plan is elaborated for each combination of their
// values, and what the kernel finds there is put together.
//
//===----------------------------------------------------------------------===//

#ifndef ACP_SWEEP_SOLVE_H
#define ACP_SWEEP_SOLVE_H

#include "Report/Report.h"
#include "Sweep/PlanMaker.h"

namespace acp {

/// What a search found, and what it took.
struct FoundSearch : ReportSearch {
  Span Where;
  /// Operations of a point in all three stages, and rows of tables.
  uint64_t Steps = 0;
  uint64_t TableRows = 0;
};

struct SolveOptions {
  unsigned Threads = 1;
  /// Points of a search that are shown.
  unsigned Top = 1;
  /// How what is uncertain is drawn.
  kernel::SampleOptions Draws;
  /// See kernel::SearchOptions. What was stopped has no meaning.
  bool (*Stop)() = nullptr;
  /// Where a person sees how far a search is; may be null.
  llvm::raw_ostream *Progress = nullptr;
};

struct Solution {
  FoundSearch Search;
  /// The axes at the best point; nothing if none is feasible.
  std::optional<Choices> Best;
  /// A point where the fewest requirements fail, if none is feasible.
  std::string Nearest;
};

/// Solves a search of a plan that was made with these choices; nothing if the
/// plan is wrong, which Wrong then is.
std::optional<Solution> solve(Made &Here, uint32_t Search, const Choices &At,
                              PlanMaker &Maker, const SolveOptions &Options,
                              Made &Wrong);

} // namespace acp

#endif // ACP_SWEEP_SOLVE_H
