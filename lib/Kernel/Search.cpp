//===- Search.cpp - The best points of a space ----------------------------===//
//
// Part of acpc, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Threads take runs of points from a counter, and what each found is merged in
// the end.
//
//===----------------------------------------------------------------------===//

#include "Kernel/Search.h"
#include "llvm/ADT/STLExtras.h"
#include <thread>

using namespace acp;
using namespace acp::kernel;

/// Points of a block, and of a run that a thread takes at once.
static constexpr size_t BlockPoints = 2048;
static constexpr uint64_t RunPoints = 64 * BlockPoints;

/// Less than 0 if A is better in a goal, 0 for equals.
static int compare(double A, double B, bool Maximize) {
  if (A == B)
    return 0;
  return (A < B) != Maximize ? -1 : 1;
}

bool kernel::isBetter(const Candidate &A, const Candidate &B,
                      llvm::ArrayRef<Goal> Goals) {
  for (size_t G = 0; G != Goals.size(); ++G)
    if (int Order = compare(A.Goals[G], B.Goals[G], Goals[G].Maximize))
      return Order < 0;
  return A.Point < B.Point;
}

/// True if A is as good as B in all goals and better in one, or the same and
/// before it.
static bool dominates(const Candidate &A, const Candidate &B,
                      llvm::ArrayRef<Goal> Goals) {
  bool Better = false;
  for (size_t G = 0; G != Goals.size(); ++G) {
    int Order = compare(A.Goals[G], B.Goals[G], Goals[G].Maximize);
    if (Order > 0)
      return false;
    Better |= Order < 0;
  }
  return Better || A.Point < B.Point;
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

static void addFront(Outcome &O, const Candidate &C, llvm::ArrayRef<Goal> Goals,
                     unsigned Most) {
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
  if (O.Front.size() > Most) {
    O.FrontIsCut = true;
    O.Front.pop_back();
  }
}

void kernel::merge(Outcome &Into, const Outcome &Part, const Problem &P,
                   const SearchOptions &Options) {
  Into.Points += Part.Points;
  Into.Filtered += Part.Filtered;
  Into.Feasible += Part.Feasible;
  Into.Failed.resize(P.Constraints.size());
  for (size_t C = 0; C != Part.Failed.size(); ++C)
    Into.Failed[C] += Part.Failed[C];
  for (const Candidate &C : Part.Best)
    addBest(Into.Best, C, P.Goals, Options.Top);
  for (const Candidate &C : Part.Front)
    addFront(Into, C, P.Goals, Options.MostOnFront);
  Into.FrontIsCut |= Part.FrontIsCut;
  if (std::pair(Part.NearestFails, Part.Nearest) <
      std::pair(Into.NearestFails, Into.Nearest)) {
    Into.NearestFails = Part.NearestFails;
    Into.Nearest = Part.Nearest;
  }
}

namespace {

std::vector<ir::ValueId> valuesOf(llvm::ArrayRef<Goal> Goals) {
  std::vector<ir::ValueId> Values;
  for (const Goal &G : Goals)
    Values.push_back(G.Value);
  return Values;
}

/// A lattice with the columns of its results.
class Stage {
public:
  Stage(const Lattice &L, size_t Results) : L(L), Columns(Results) {
    for (std::vector<double> &C : Columns)
      C.resize(BlockPoints);
  }

  void run(const Places &At) {
    std::vector<double *> Out;
    for (std::vector<double> &C : Columns)
      Out.push_back(C.data());
    L.evaluate(At, With, Out);
  }
  size_t results() const { return Columns.size(); }
  double get(size_t Result, size_t Row) const { return Columns[Result][Row]; }

private:
  const Lattice &L;
  Lattice::Scratch With;
  std::vector<std::vector<double>> Columns;
};

class Searcher {
public:
  Searcher(const Problem &P, const SearchOptions &Options,
           const Lattice &Filters, const Lattice &Constraints,
           const Lattice &Goals)
      : P(P), Options(Options), Filters(Filters, P.Filters.size()),
        Constraints(Constraints, P.Constraints.size()),
        Goals(Goals, P.Goals.size()) {
    Found.Failed.resize(P.Constraints.size());
  }

  void run(uint64_t First, uint64_t End) {
    for (uint64_t At = First; At < End; At += BlockPoints) {
      if (Options.Stop && Options.Stop->load(std::memory_order_relaxed))
        return;
      size_t Count = size_t(std::min<uint64_t>(BlockPoints, End - At));
      block(At, Count);
      Found.Points += Count;
      if (Options.Done)
        Options.Done->fetch_add(Count, std::memory_order_relaxed);
    }
  }

  Outcome Found;

private:
  void block(uint64_t First, size_t Count) {
    At.fill(P.Points, First, Count);
    if (Filters.results()) {
      Filters.run(At);
      keepWhere([&](size_t Row) {
        for (size_t F = 0; F != Filters.results(); ++F)
          if (Filters.get(F, Row) != 1)
            return false;
        return true;
      });
      Found.Filtered += Count - At.size();
      if (At.size() == 0)
        return;
    }
    if (Constraints.results()) {
      Constraints.run(At);
      keepWhere([&](size_t Row) {
        uint32_t Fails = 0;
        for (size_t C = 0; C != Constraints.results(); ++C)
          if (Constraints.get(C, Row) != 1) {
            ++Found.Failed[C];
            ++Fails;
          }
        if (Fails < Found.NearestFails) {
          Found.NearestFails = Fails;
          Found.Nearest = At.Points[Row];
        }
        return Fails == 0;
      });
      if (At.size() == 0)
        return;
    }
    Goals.run(At);
    for (size_t Row = 0; Row != At.size(); ++Row) {
      bool Has = true;
      for (size_t G = 0; G != Goals.results(); ++G)
        Has &= Goals.get(G, Row) == Goals.get(G, Row) &&
               Goals.get(G, Row) != Absent;
      if (!Has)
        continue;
      ++Found.Feasible;
      bool CanBeBest = Found.Best.size() < Options.Top ||
                       Goals.results() == 0 ||
                       compare(Goals.get(0, Row), Found.Best.back().Goals[0],
                               P.Goals[0].Maximize) <= 0;
      if (!CanBeBest && P.Goals.size() < 2)
        continue;
      Now.Point = At.Points[Row];
      Now.Goals.resize(Goals.results());
      for (size_t G = 0; G != Goals.results(); ++G)
        Now.Goals[G] = Goals.get(G, Row);
      addBest(Found.Best, Now, P.Goals, Options.Top);
      if (P.Goals.size() > 1)
        addFront(Found, Now, P.Goals, Options.MostOnFront);
    }
  }

  template <typename Predicate> void keepWhere(Predicate Is) {
    Rows.clear();
    for (size_t Row = 0; Row != At.size(); ++Row)
      if (Is(Row))
        Rows.push_back(uint32_t(Row));
    if (Rows.size() != At.size())
      At.keep(Rows);
  }

  const Problem &P;
  const SearchOptions &Options;
  Stage Filters, Constraints, Goals;
  Places At;
  std::vector<uint32_t> Rows;
  Candidate Now;
};

} // namespace

Outcome kernel::search(const ir::Module &M, const Problem &P,
                       const SearchOptions &Options) {
  Lattice Filters(M, P.Points, P.Filters);
  Lattice Constraints(M, P.Points, P.Constraints);
  Lattice Goals(M, P.Points, valuesOf(P.Goals));
  uint64_t End = std::min(Options.End, P.Points.size().value_or(~uint64_t(0)));
  std::atomic<uint64_t> Next{Options.First};
  auto Work = [&](Searcher &S) {
    for (;;) {
      uint64_t First = Next.fetch_add(RunPoints);
      if (First >= End || (Options.Stop && *Options.Stop))
        return;
      S.run(First, std::min(End, First + RunPoints));
    }
  };
  std::vector<Searcher> Searchers;
  uint64_t Runs =
      End > Options.First ? (End - Options.First) / RunPoints + 1 : 1;
  size_t Threads =
      size_t(std::min<uint64_t>(std::max(Options.Threads, 1u), Runs));
  for (size_t T = 0; T != Threads; ++T)
    Searchers.emplace_back(P, Options, Filters, Constraints, Goals);
  std::vector<std::thread> Running;
  for (size_t T = 1; T < Threads; ++T)
    Running.emplace_back([&, T] { Work(Searchers[T]); });
  Work(Searchers[0]);
  for (std::thread &T : Running)
    T.join();
  Outcome Found;
  Found.Failed.resize(P.Constraints.size());
  for (const Searcher &S : Searchers)
    merge(Found, S.Found, P, Options);
  return Found;
}
