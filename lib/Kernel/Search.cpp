//===- Search.cpp - The best points of a space ----------------------------===//
//
// Part of acpc, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Threads take runs of points, or lines, from a counter, and what each found is
// merged in the end.
//
//===----------------------------------------------------------------------===//

#include "Kernel/Search.h"
#include "Kernel/Bisect.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/STLFunctionalExtras.h"
#include <atomic>
#include <thread>

using namespace acp;
using namespace acp::kernel;

/// Points of a run that a thread takes at once.
static constexpr uint64_t RunPoints = 64 * BlockPoints;
/// Lines that are too few to give each to one thread.
static constexpr uint64_t FewLines = 1024;

namespace {

/// The goals, then the columns.
std::vector<ir::ValueId> figuresOf(const Problem &P) {
  std::vector<ir::ValueId> Values;
  for (const Goal &G : P.Goals)
    Values.push_back(G.Value);
  llvm::append_range(Values, P.Columns);
  return Values;
}

class Searcher {
public:
  /// Along is null where nothing is bisected, and Chances where all is sure.
  Searcher(const ir::Module &M, const Problem &P, const SearchOptions &Options,
           const Lattice &OfFilters, const Lattice &OfConstraints,
           const Lattice &OfFigures, const ChanceCheck *Chances,
           const Lines *Along)
      : P(P), Options(Options), Chances(Chances), Along(Along),
        Filters(OfFilters, P.Filters.size()),
        Constraints(OfConstraints, P.Constraints.size()),
        Figures(OfFigures, P.Goals.size() + P.Columns.size()) {
    Found.Failed.resize(P.Constraints.size());
    if (Options.Summaries)
      Found.Columns.resize(P.Columns.size());
    if (Along)
      Bisector.emplace(M, P, Options, *Along, Filters, Constraints, Figures,
                       Chances);
  }

  /// All points from First up to End.
  void points(uint64_t First, uint64_t End) {
    for (uint64_t Next = First; Next < End; Next += BlockPoints) {
      At.fill(P.Points, Next,
              size_t(std::min<uint64_t>(BlockPoints, End - Next)));
      block();
    }
  }

  /// Places of a line from First up to End.
  void places(uint64_t Line, uint64_t First, uint64_t End) {
    std::vector<uint64_t> Points;
    while (First < End) {
      Points.clear();
      for (; Points.size() != BlockPoints && First != End; ++First)
        Points.push_back(Along->point(Line, First));
      At.set(P.Points, Points);
      block();
    }
  }

  /// False for a line that has to be looked at place by place.
  bool bisect(uint64_t Line) { return Bisector->search(Line, Found); }

  Outcome Found;

private:
  /// The points of At.
  void block() {
    size_t Count = At.size();
    Found.Points += Count;
    Found.Evaluated += Count;
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
      addNearest(
          Found,
          Options.Base +
              At.Points[size_t(llvm::find(Fails, Fewest) - Fails.begin())],
          Fewest);
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
    Block.clear();
    for (size_t I = 0; I != Kept.size(); ++I) {
      size_t Row = Kept[I];
      Now.Point = Options.Base + At.Points[I];
      if (Found.Best.size() == Options.Top) {
        const Candidate &Last = Found.Best.back();
        // Without a goal, the first points are the best.
        if (P.Goals.empty() && Now.Point > Last.Point)
          break;
        if (P.Goals.size() == 1 &&
            compareGoals(settled(Figures.get(0, Row)), Last.Goals, P.Goals) > 0)
          continue;
      }
      Now.Goals.resize(P.Goals.size());
      for (size_t G = 0; G != P.Goals.size(); ++G)
        Now.Goals[G] = settled(Figures.get(G, Row));
      if (Chances)
        Block.push_back(Now);
      else
        addCandidate(Found, Now, P.Goals, Options.Top);
    }
    // Draws take long: the best of a block first, and only those it keeps.
    llvm::sort(Block, [&](const Candidate &A, const Candidate &B) {
      return isBetter(A, B, P.Goals);
    });
    for (const Candidate &C : Block)
      if (isKept(Found, C, P.Goals, Options.Top) &&
          Chances->allHold(C.Point - Options.Base))
        addCandidate(Found, C, P.Goals, Options.Top);
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
  const ChanceCheck *Chances;
  const Lines *Along;
  Stage Filters, Constraints, Figures;
  Places At;
  /// Conditions that fail at each point, and the rows of those that are left.
  std::vector<uint32_t> Fails;
  std::vector<uint32_t> Kept;
  Candidate Now;
  /// Candidates that are to be judged over draws.
  std::vector<Candidate> Block;
  std::optional<LineBisector> Bisector;
};

} // namespace

Engine::Engine(const ir::Module &M, const Problem &P)
    : M(M), P(P), Filters(M, P.Points, P.Filters),
      Constraints(M, P.Points, P.Constraints),
      Figures(M, P.Points, figuresOf(P)) {
  if (!P.Chances.empty())
    Chances.emplace(*P.WithDraws, P.Points, P.Chances, P.Draws);
}

/// The longest axis that can be bisected at all; none if every point is wanted.
static std::optional<Lines> linesOf(const ir::Module &M, const Problem &P,
                                    const SearchOptions &Options,
                                    uint64_t Points) {
  if (Options.First != 0 || Options.End < Points || Options.Sink ||
      Options.Summaries)
    return std::nullopt;
  uint32_t Longest = Options.ShortestBisected - 1, Axis = ir::None;
  for (uint32_t A = 0; A != P.Points.Axes.size(); ++A)
    if (P.Points.Axes[A].Length > Longest &&
        hasDirection(M, P.Points.Axes[A])) {
      Longest = P.Points.Axes[A].Length;
      Axis = A;
    }
  if (Axis == ir::None)
    return std::nullopt;
  return Lines(P.Points, Axis);
}

Outcome Engine::run(const SearchOptions &Options) const {
  uint64_t Points = P.Points.size().value_or(~uint64_t(0));
  std::optional<Lines> Along = linesOf(M, P, Options, Points);
  std::vector<std::unique_ptr<Searcher>> Searchers;
  // No more than have a run each.
  uint64_t Last = std::min(Options.End, Points);
  uint64_t Runs =
      Last > Options.First ? (Last - Options.First - 1) / RunPoints + 1 : 1;
  for (uint64_t T = 0;
       T != std::min<uint64_t>(std::max(Options.Threads, 1u), Runs); ++T)
    Searchers.push_back(std::make_unique<Searcher>(
        M, P, Options, Filters, Constraints, Figures,
        Chances ? &*Chances : nullptr, Along ? &*Along : nullptr));
  // Each thread takes one run after another.
  auto All = [&](uint64_t First, uint64_t End, uint64_t AtOnce,
                 llvm::function_ref<void(Searcher &, uint64_t, uint64_t)> Do) {
    // A line is worth its points.
    uint64_t Worth = Along && AtOnce == 1 ? Along->Length : 1;
    std::atomic<uint64_t> Next{First};
    auto Work = [&](Searcher &S) {
      for (;;) {
        uint64_t From = Next.fetch_add(AtOnce);
        if (From >= End || (Options.Stop && Options.Stop()))
          return;
        if (Options.Done && &S == Searchers[0].get())
          Options.Done((From - First) * Worth, (End - First) * Worth);
        Do(S, From, std::min(End, From + AtOnce));
      }
    };
    uint64_t Runs = End > First ? (End - First - 1) / AtOnce + 1 : 0;
    std::vector<std::thread> Running;
    for (size_t T = 1; T < std::min<uint64_t>(Searchers.size(), Runs); ++T)
      Running.emplace_back([&, T] { Work(*Searchers[T]); });
    Work(*Searchers[0]);
    for (std::thread &T : Running)
      T.join();
  };
  if (!Along) {
    All(Options.First, Last, RunPoints,
        [](Searcher &S, uint64_t From, uint64_t To) { S.points(From, To); });
  } else {
    // Of few lines each is shared by all threads.
    bool Few = Along->Count < FewLines;
    std::vector<uint8_t> Refused(Few ? Along->Count : 0);
    All(0, Along->Count, 1, [&](Searcher &S, uint64_t Line, uint64_t) {
      if (S.bisect(Line))
        return;
      if (Few)
        Refused[Line] = true;
      else
        S.places(Line, 0, Along->Length);
    });
    for (uint64_t Line = 0; Line != Refused.size(); ++Line)
      if (Refused[Line])
        All(0, Along->Length, RunPoints,
            [&](Searcher &S, uint64_t From, uint64_t To) {
              S.places(Line, From, To);
            });
  }
  Outcome Found;
  Found.Failed.resize(P.Constraints.size());
  for (const std::unique_ptr<Searcher> &S : Searchers)
    merge(Found, S->Found, P.Goals, Options.Top);
  return Found;
}
