//===- Outcome.cpp - What a search found ----------------------------------===//
//
// Part of acpc, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A list of the best is short, and a front thin: both are sorted lists.
//
//===----------------------------------------------------------------------===//

#include "Kernel/Outcome.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/bit.h"

using namespace acp;
using namespace acp::kernel;

/// Less than 0 if A is better in a goal, 0 for equals.
static int compare(double A, double B, bool Maximize) {
  if (A == B)
    return 0;
  return (A < B) != Maximize ? -1 : 1;
}

double kernel::settled(double X) {
  constexpr uint64_t Last = 0xff;
  return llvm::bit_cast<double>((llvm::bit_cast<uint64_t>(X) + Last / 2 + 1) &
                                ~Last);
}

int kernel::compareGoals(llvm::ArrayRef<double> A, llvm::ArrayRef<double> B,
                         llvm::ArrayRef<Goal> Goals) {
  for (size_t G = 0; G != Goals.size(); ++G)
    if (int Order = compare(A[G], B[G], Goals[G].Maximize))
      return Order;
  return 0;
}

bool kernel::isAsGoodInAll(llvm::ArrayRef<double> A, llvm::ArrayRef<double> B,
                           llvm::ArrayRef<Goal> Goals) {
  for (size_t G = 0; G != Goals.size(); ++G)
    if (compare(A[G], B[G], Goals[G].Maximize) > 0)
      return false;
  return true;
}

bool kernel::isBetter(const Candidate &A, const Candidate &B,
                      llvm::ArrayRef<Goal> Goals) {
  int Order = compareGoals(A.Goals, B.Goals, Goals);
  return Order ? Order < 0 : A.Point < B.Point;
}

/// True if A is as good as B in all goals and better in one, or the same and
/// before it.
static bool dominates(const Candidate &A, const Candidate &B,
                      llvm::ArrayRef<Goal> Goals) {
  return isAsGoodInAll(A.Goals, B.Goals, Goals) && isBetter(A, B, Goals);
}

static void addBest(std::vector<Candidate> &Best, const Candidate &C,
                    llvm::ArrayRef<Goal> Goals, unsigned Top) {
  if (Best.size() == Top && !isBetter(C, Best.back(), Goals))
    return;
  auto At =
      llvm::upper_bound(Best, C, [&](const Candidate &A, const Candidate &B) {
        return isBetter(A, B, Goals);
      });
  Best.insert(At, C);
  if (Best.size() > Top)
    Best.pop_back();
}

static void addFront(Outcome &O, const Candidate &C,
                     llvm::ArrayRef<Goal> Goals) {
  for (const Candidate &Other : O.Front)
    if (dominates(Other, C, Goals))
      return;
  llvm::erase_if(O.Front, [&](const Candidate &Other) {
    return dominates(C, Other, Goals);
  });
  auto At = llvm::upper_bound(O.Front, C,
                              [&](const Candidate &A, const Candidate &B) {
                                return isBetter(A, B, Goals);
                              });
  O.Front.insert(At, C);
  if (O.Front.size() > MostOnFront) {
    O.FrontIsCut = true;
    O.Front.pop_back();
  }
}

bool kernel::isKept(const Outcome &In, const Candidate &C,
                    llvm::ArrayRef<Goal> Goals, unsigned Top) {
  if (In.Best.size() < Top || isBetter(C, In.Best.back(), Goals))
    return true;
  return Goals.size() > 1 &&
         llvm::none_of(In.Front, [&](const Candidate &Other) {
           return dominates(Other, C, Goals);
         });
}

void kernel::addCandidate(Outcome &Into, const Candidate &C,
                          llvm::ArrayRef<Goal> Goals, unsigned Top) {
  addBest(Into.Best, C, Goals, Top);
  if (Goals.size() > 1)
    addFront(Into, C, Goals);
}

void kernel::addNearest(Outcome &Into, uint64_t Point, uint32_t Fails) {
  if (std::pair(Fails, Point) < std::pair(Into.NearestFails, Into.Nearest)) {
    Into.NearestFails = Fails;
    Into.Nearest = Point;
  }
}

void kernel::merge(Outcome &Into, const Outcome &Part,
                   llvm::ArrayRef<Goal> Goals, unsigned Top) {
  Into.Points += Part.Points;
  Into.Evaluated += Part.Evaluated;
  Into.Bisected += Part.Bisected;
  Into.Filtered += Part.Filtered;
  Into.Feasible += Part.Feasible;
  Into.Failed.resize(std::max(Into.Failed.size(), Part.Failed.size()));
  for (size_t C = 0; C != Part.Failed.size(); ++C)
    Into.Failed[C] += Part.Failed[C];
  for (const Candidate &C : Part.Best)
    addBest(Into.Best, C, Goals, Top);
  for (const Candidate &C : Part.Front)
    addFront(Into, C, Goals);
  Into.FrontIsCut |= Part.FrontIsCut;
  Into.Columns.resize(std::max(Into.Columns.size(), Part.Columns.size()));
  for (size_t C = 0; C != Part.Columns.size(); ++C)
    Into.Columns[C].add(Part.Columns[C]);
  addNearest(Into, Part.Nearest, Part.NearestFails);
}
