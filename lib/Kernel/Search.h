//===- Search.h - The best points of a space --------------------*- C++ -*-===//
//
// Part of acpc, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Looks at every point of a range. A point that a filter leaves out costs no
// constraint, one that a constraint leaves out costs no objective. The result
// does not hang on how the range is cut: of two points of equal objectives the
// first counts.
//
//===----------------------------------------------------------------------===//

#ifndef ACP_KERNEL_SEARCH_H
#define ACP_KERNEL_SEARCH_H

#include "Kernel/Reduce.h"
#include "Kernel/Space.h"
#include <array>

namespace acp::kernel {

struct Goal {
  ir::ValueId Value = ir::None;
  bool Maximize = false;
};

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
};

struct Candidate {
  uint64_t Point = 0;
  /// Values of the goals, and of more that somebody asked for.
  std::vector<double> Goals;
};

/// What a search of part of a space found. Outcomes of parts that do not
/// overlap can be merged in any order.
struct Outcome {
  /// Points looked at, of these left out by filters, and what is left that
  /// meets every constraint and has every goal.
  uint64_t Points = 0;
  uint64_t Filtered = 0;
  uint64_t Feasible = 0;
  /// How often each constraint failed.
  std::vector<uint64_t> Failed;
  /// The best, the first one first.
  std::vector<Candidate> Best;
  /// Of several goals: points that no other one is as good as in all of them
  /// and better in one.
  std::vector<Candidate> Front;
  /// A point with the fewest constraints that fail, and how many these are.
  uint64_t Nearest = 0;
  uint32_t NearestFails = ~0u;
  /// More points were on the front than it keeps.
  bool FrontIsCut = false;
  /// Of each column, over all feasible points that have it.
  std::vector<ColumnSummary> Columns;
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
  unsigned MostOnFront = 1000;
  /// Added to the number of a point.
  uint64_t Base = 0;
  /// Of one thread only.
  PointSink *Sink = nullptr;
  bool Summaries = false;
};

/// Less than 0 if A is better in the first goal that tells them apart, 0 if
/// none does.
int compareGoals(llvm::ArrayRef<double> A, llvm::ArrayRef<double> B,
                 llvm::ArrayRef<Goal> Goals);
/// True if B is better than A in no goal.
bool isAsGoodInAll(llvm::ArrayRef<double> A, llvm::ArrayRef<double> B,
                   llvm::ArrayRef<Goal> Goals);

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
  const Problem &P;
  Lattice Filters, Constraints, Figures;
};

/// Adds what another part found.
void merge(Outcome &Into, const Outcome &Part, const Problem &P,
           const SearchOptions &Options);

} // namespace acp::kernel

#endif // ACP_KERNEL_SEARCH_H
