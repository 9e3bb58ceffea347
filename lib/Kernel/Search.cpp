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
#include "llvm/ADT/bit.h"
#include <atomic>
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

/// Without the last bits, which rounding on the way makes: goals that are equal
/// in exact arithmetic are equal here.
static double settled(double X) {
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

/// The first of equals comes first.
static bool isBetter(const Candidate &A, const Candidate &B,
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
  Into.Columns.resize(std::max(Into.Columns.size(), Part.Columns.size()));
  for (size_t C = 0; C != Part.Columns.size(); ++C)
    Into.Columns[C].add(Part.Columns[C]);
  if (std::pair(Part.NearestFails, Part.Nearest) <
      std::pair(Into.NearestFails, Into.Nearest)) {
    Into.NearestFails = Part.NearestFails;
    Into.Nearest = Part.Nearest;
  }
}

namespace {

/// The goals, then the columns.
std::vector<ir::ValueId> figuresOf(const Problem &P) {
  std::vector<ir::ValueId> Values;
  for (const Goal &G : P.Goals)
    Values.push_back(G.Value);
  llvm::append_range(Values, P.Columns);
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
  const double *column(size_t Result) const { return Columns[Result].data(); }

private:
  const Lattice &L;
  Lattice::Scratch With;
  std::vector<std::vector<double>> Columns;
};

class Searcher {
public:
  Searcher(const Problem &P, const SearchOptions &Options,
           const Lattice &Filters, const Lattice &Constraints,
           const Lattice &Figures)
      : P(P), Options(Options), Filters(Filters, P.Filters.size()),
        Constraints(Constraints, P.Constraints.size()),
        Figures(Figures, P.Goals.size() + P.Columns.size()) {
    Found.Failed.resize(P.Constraints.size());
    if (Options.Summaries)
      Found.Columns.resize(P.Columns.size());
  }

  void run(uint64_t First, uint64_t End) {
    for (uint64_t At = First; At < End; At += BlockPoints) {
      size_t Count = size_t(std::min<uint64_t>(BlockPoints, End - At));
      block(At, Count);
      Found.Points += Count;
    }
  }

  Outcome Found;

private:
  void block(uint64_t First, size_t Count) {
    At.fill(P.Points, First, Count);
    if (Filters.results()) {
      Filters.run(At);
      failures(Filters, nullptr);
      keep();
      Found.Filtered += Count - At.size();
      if (At.size() == 0)
        return;
    }
    if (Constraints.results()) {
      Constraints.run(At);
      failures(Constraints, Found.Failed.data());
      uint32_t Fewest = ~0u;
      for (uint32_t F : Fails)
        Fewest = std::min(Fewest, F);
      if (Fewest < Found.NearestFails) {
        Found.NearestFails = Fewest;
        Found.Nearest =
            Options.Base +
            At.Points[size_t(llvm::find(Fails, Fewest) - Fails.begin())];
      }
      keep();
      if (At.size() == 0)
        return;
    }
    Figures.run(At);
    Fails.assign(At.size(), 0);
    for (size_t G = 0; G != P.Goals.size(); ++G) {
      const double *Column = Figures.column(G);
      for (size_t Row = 0; Row != At.size(); ++Row)
        Fails[Row] += !(Column[Row] < Absent);
    }
    keep();
    Found.Feasible += At.size();
    candidates();
    columns();
  }

  /// How many of the conditions fail at each point, and at how many points each
  /// condition does.
  void failures(const Stage &Of, uint64_t *Counts) {
    size_t Points = At.size();
    Fails.assign(Points, 0);
    for (size_t C = 0; C != Of.results(); ++C) {
      const double *Column = Of.column(C);
      uint32_t Failed = 0;
      for (size_t Row = 0; Row != Points; ++Row) {
        uint32_t Bad = !(Column[Row] == 1);
        Fails[Row] += Bad;
        Failed += Bad;
      }
      if (Counts)
        Counts[C] += Failed;
    }
  }

  /// Keeps the points where nothing fails.
  void keep() {
    Kept.clear();
    for (size_t Row = 0; Row != Fails.size(); ++Row)
      if (Fails[Row] == 0)
        Kept.push_back(uint32_t(Row));
    if (Kept.size() != At.size())
      At.keep(Kept);
  }

  void candidates() {
    if (P.Goals.empty() && Found.Best.size() == Options.Top)
      return;
    for (size_t I = 0; I != Kept.size(); ++I) {
      size_t Row = Kept[I];
      bool CanBeBest =
          Found.Best.size() < Options.Top ||
          compare(settled(Figures.get(0, Row)), Found.Best.back().Goals[0],
                  P.Goals[0].Maximize) <= 0;
      if (!CanBeBest && P.Goals.size() < 2)
        continue;
      Now.Point = Options.Base + At.Points[I];
      Now.Goals.resize(P.Goals.size());
      for (size_t G = 0; G != P.Goals.size(); ++G)
        Now.Goals[G] = settled(Figures.get(G, Row));
      addBest(Found.Best, Now, P.Goals, Options.Top);
      if (P.Goals.size() > 1)
        addFront(Found, Now, P.Goals, Options.MostOnFront);
      if (P.Goals.empty() && Found.Best.size() == Options.Top)
        return;
    }
  }

  void columns() {
    if (!Options.Summaries && !Options.Sink)
      return;
    if (Options.Summaries)
      for (size_t C = 0; C != P.Columns.size(); ++C)
        for (size_t I = 0; I != Kept.size(); ++I) {
          double X = Figures.get(P.Goals.size() + C, Kept[I]);
          if (X < Absent)
            Found.Columns[C].add(X, Options.Base + At.Points[I]);
        }
    if (!Options.Sink || Kept.empty())
      return;
    std::vector<std::vector<double>> Rows(P.Columns.size());
    std::vector<llvm::ArrayRef<double>> Refs;
    for (size_t C = 0; C != P.Columns.size(); ++C) {
      for (uint32_t Row : Kept)
        Rows[C].push_back(Figures.get(P.Goals.size() + C, Row));
      Refs.push_back(Rows[C]);
    }
    Options.Sink->take(At, Refs);
  }

  const Problem &P;
  const SearchOptions &Options;
  Stage Filters, Constraints, Figures;
  Places At;
  /// Conditions that fail at each point, and the rows of those that are left.
  std::vector<uint32_t> Fails;
  std::vector<uint32_t> Kept;
  Candidate Now;
};

} // namespace

Engine::Engine(const ir::Module &M, const Problem &P)
    : P(P), Filters(M, P.Points, P.Filters),
      Constraints(M, P.Points, P.Constraints),
      Figures(M, P.Points, figuresOf(P)) {}

Outcome Engine::run(const SearchOptions &Options) const {
  uint64_t End = std::min(Options.End, P.Points.size().value_or(~uint64_t(0)));
  std::atomic<uint64_t> Next{Options.First};
  auto Work = [&](Searcher &S) {
    for (;;) {
      uint64_t First = Next.fetch_add(RunPoints);
      if (First >= End)
        return;
      S.run(First, std::min(End, First + RunPoints));
    }
  };
  uint64_t Runs =
      End > Options.First ? (End - Options.First) / RunPoints + 1 : 1;
  size_t Threads =
      size_t(std::min<uint64_t>(std::max(Options.Threads, 1u), Runs));
  std::vector<Searcher> Searchers;
  for (size_t T = 0; T != Threads; ++T)
    Searchers.emplace_back(P, Options, Filters, Constraints, Figures);
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
