//===- Outcome.h - What a search found --------------------------*- C++ -*-===//
//
// Part of acpc, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Counts, the best points and the front. What parts of a space found can be put
// together in any order: of two points of equal objectives the first counts.
//
//===----------------------------------------------------------------------===//

#ifndef ACP_KERNEL_OUTCOME_H
#define ACP_KERNEL_OUTCOME_H

#include "IR/IR.h"
#include "Kernel/Reduce.h"

namespace acp::kernel {

struct Goal {
  ir::ValueId Value = ir::None;
  bool Maximize = false;
};

struct Candidate {
  uint64_t Point = 0;
  /// Values of the goals, and of more that somebody asked for.
  std::vector<double> Goals;
};

/// What a search of part of a space found. Outcomes of parts that do not
/// overlap can be merged in any order.
struct Outcome {
  /// All points, of these left out by filters, and what is left that meets
  /// every constraint and has every goal.
  uint64_t Points = 0;
  uint64_t Filtered = 0;
  uint64_t Feasible = 0;
  /// Points at which something was worked out, and points of the lines that
  /// were bisected, of which these are few.
  uint64_t Evaluated = 0;
  uint64_t Bisected = 0;
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

/// Points that a front keeps.
inline constexpr size_t MostOnFront = 1000;

/// Less than 0 if A is better in the first goal that tells them apart, 0 if
/// none does.
int compareGoals(llvm::ArrayRef<double> A, llvm::ArrayRef<double> B,
                 llvm::ArrayRef<Goal> Goals);
/// True if A comes before B: of equals, the first point.
bool isBetter(const Candidate &A, const Candidate &B,
              llvm::ArrayRef<Goal> Goals);
/// True if B is better than A in no goal.
bool isAsGoodInAll(llvm::ArrayRef<double> A, llvm::ArrayRef<double> B,
                   llvm::ArrayRef<Goal> Goals);

/// Without the last bits, which rounding on the way makes: goals that are equal
/// in exact arithmetic are equal here.
double settled(double X);

/// True if a feasible point, with settled goals, would be kept.
bool isKept(const Outcome &In, const Candidate &C, llvm::ArrayRef<Goal> Goals,
            unsigned Top);
/// Adds a feasible point, with settled goals; so many of the best are kept.
void addCandidate(Outcome &Into, const Candidate &C, llvm::ArrayRef<Goal> Goals,
                  unsigned Top);
/// Adds a point at which so many constraints fail.
void addNearest(Outcome &Into, uint64_t Point, uint32_t Fails);
/// Adds what another part found.
void merge(Outcome &Into, const Outcome &Part, llvm::ArrayRef<Goal> Goals,
           unsigned Top);

} // namespace acp::kernel

#endif // ACP_KERNEL_OUTCOME_H
