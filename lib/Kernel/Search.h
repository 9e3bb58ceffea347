//===- Search.h - The best points of a space --------------------*- C++ -*-===//
//
// Part of acpc, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Looks at every point of a range, or along a long axis on which everything is
// proved to go one way, at those that decide (Bisect.h). A point that a filter
// leaves out costs no constraint, one that a constraint leaves out costs no
// objective. The result hangs neither on that nor on how the range is cut.
//
//===----------------------------------------------------------------------===//

#ifndef ACP_KERNEL_SEARCH_H
#define ACP_KERNEL_SEARCH_H

#include "Kernel/Chance.h"
#include "Kernel/Outcome.h"
#include "Kernel/Space.h"
#include "llvm/ADT/STLFunctionalExtras.h"

namespace acp::kernel {

struct Problem {
  Space Points;
  /// What leaves a point out without counting it.
  std::vector<ir::ValueId> Filters;
  /// What must hold, in the order in which failures are counted.
  std::vector<ir::ValueId> Constraints;
  /// The first decides, the next among its equals. None: any feasible point.
  std::vector<Goal> Goals;
  /// What else is wanted of each feasible point.
  std::vector<ir::ValueId> Columns;
  /// What has to hold in draws, too, at the points that are kept: conditions of
  /// the same module as it is before what is uncertain is set to its middle.
  const ir::Module *WithDraws = nullptr;
  std::vector<Chance> Chances;
  SampleOptions Draws;
};

/// Takes the feasible points as they come, a block at once.
class PointSink {
public:
  virtual ~PointSink() = default;
  /// One list of values a column.
  virtual void take(const Places &At,
                    llvm::ArrayRef<llvm::ArrayRef<double>> Columns) = 0;
};

struct SearchOptions {
  uint64_t First = 0;
  uint64_t End = ~uint64_t(0);
  unsigned Threads = 1;
  /// Of the best points, so many are kept.
  unsigned Top = 1;
  /// Added to the number of a point.
  uint64_t Base = 0;
  /// Of one thread only.
  PointSink *Sink = nullptr;
  bool Summaries = false;
  /// Asked between two runs of points: true ends the search, which has then
  /// looked at some points only.
  bool (*Stop)() = nullptr;
  /// Told between two runs how many points of how many are done. On the thread
  /// that searches; it must outlive the search.
  llvm::function_ref<void(uint64_t, uint64_t)> Done;
  /// An axis of so many values is bisected where that is possible: shorter
  /// ones are looked at in the time that the proof takes.
  uint32_t ShortestBisected = 4096;
};

/// A problem made ready: what hangs on few axes is worked out once.
class Engine {
public:
  /// Both must outlive the engine, and not change.
  Engine(const ir::Module &M, const Problem &P);
  Outcome run(const SearchOptions &Options) const;
  /// Operations of a point that gets through all three stages.
  size_t steps() const {
    return Filters.steps() + Constraints.steps() + Figures.steps();
  }
  size_t tableRows() const {
    return Filters.tableRows() + Constraints.tableRows() + Figures.tableRows();
  }

private:
  const ir::Module &M;
  const Problem &P;
  Lattice Filters, Constraints, Figures;
  std::optional<ChanceCheck> Chances;
};

} // namespace acp::kernel

#endif // ACP_KERNEL_SEARCH_H
