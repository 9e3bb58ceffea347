//===- Bisect.cpp - The best points of a line -----------------------------===//
//
// Part of acpc, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A block of points costs little more than one, so each round cuts what is left
// of a line in eight, for all conditions at once.
//
//===----------------------------------------------------------------------===//

#include "Kernel/Bisect.h"
#include "llvm/ADT/STLExtras.h"

using namespace acp;
using namespace acp::kernel;

/// Parts into which a round cuts what is left.
static constexpr uint64_t Cuts = 8;

Lines::Lines(const Space &S, uint32_t Axis)
    : Axis(Axis), Length(S.Axes[Axis].Length) {
  for (uint32_t A = 0; A != S.Axes.size(); ++A) {
    Inside *= A > Axis ? S.Axes[A].Length : 1;
    Count *= A != Axis ? S.Axes[A].Length : 1;
  }
}

static std::vector<ir::ValueId> deciding(const Problem &P) {
  std::vector<ir::ValueId> Values = P.Filters;
  llvm::append_range(Values, P.Constraints);
  for (const Goal &G : P.Goals)
    Values.push_back(G.Value);
  return Values;
}

LineBisector::LineBisector(const ir::Module &M, const Problem &P,
                           const SearchOptions &Options, const Lines &Along,
                           Stage &Filters, Stage &Constraints, Stage &Figures,
                           const ChanceCheck *Chances)
    : P(P), Options(Options), Along(Along), Filters(Filters),
      Constraints(Constraints), Figures(Figures),
      Trends(M, P.Points, Along.Axis, deciding(P)), Chances(Chances) {
  if (Chances)
    InDraws.emplace(Chances->trends(Along.Axis));
}

/// Where the best point of a run is: goals that want different ends have none.
LineBisector::Direction
LineBisector::improves(llvm::ArrayRef<Trend> Goals) const {
  bool UpIsBetter = false, UpIsWorse = false;
  for (size_t G = 0; G != Goals.size(); ++G) {
    bool Maximize = P.Goals[G].Maximize;
    UpIsBetter |= Maximize ? Goals[G].MayRise : Goals[G].MayFall;
    UpIsWorse |= Maximize ? Goals[G].MayFall : Goals[G].MayRise;
    if (!Goals[G].IsSure)
      return Direction::None;
  }
  if (UpIsBetter && UpIsWorse)
    return Direction::None;
  return UpIsBetter ? Direction::Up : Direction::Down;
}

bool LineBisector::search(uint64_t Number, Outcome &Into) {
  Line = Number;
  Evaluated = 0;
  std::vector<Trend> All = Trends.along(P.Points.at(Along.point(Number, 0)));
  llvm::ArrayRef<Trend> Rest = All;
  llvm::ArrayRef<Trend> OfFilters = Rest.take_front(P.Filters.size());
  Rest = Rest.drop_front(P.Filters.size());
  llvm::ArrayRef<Trend> OfConstraints = Rest.take_front(P.Constraints.size());
  Direction Better = improves(Rest.drop_front(P.Constraints.size()));
  if (Better == Direction::None ||
      !llvm::all_of(llvm::ArrayRef(All).drop_back(P.Goals.size()),
                    [](const Trend &T) { return T.isMonotone(); }))
    return false;

  Outcome Found;
  Found.Points = Found.Bisected = Along.Length;
  Run Left{0, Along.Length};
  std::vector<Run> Holding;
  if (!holding(Filters, OfFilters, Holding))
    return false;
  for (Run R : Holding)
    Left = Left & R;
  Found.Filtered = Along.Length - Left.size();
  Found.Failed.resize(P.Constraints.size());
  if (Left.size()) {
    if (!holding(Constraints, OfConstraints, Holding))
      return false;
    Run Feasible = Left;
    for (size_t C = 0; C != Holding.size(); ++C) {
      Found.Failed[C] = Left.size() - (Left & Holding[C]).size();
      Feasible = Feasible & Holding[C];
    }
    Found.Feasible = Feasible.size();
    if (!Holding.empty())
      nearest(Left, Holding, Found);
    if (Chances && Feasible.size() && !likely(Feasible))
      return false;
    if (Feasible.size() && !best(Feasible, Better, Found))
      return false;
  }
  Found.Evaluated = Evaluated;
  merge(Into, Found, P.Goals, Options.Top);
  return true;
}

void LineBisector::evaluate(Stage &With, llvm::ArrayRef<uint64_t> AtPlaces) {
  std::vector<uint64_t> Points;
  for (uint64_t Place : AtPlaces)
    Points.push_back(Along.point(Line, Place));
  At.set(P.Points, Points);
  With.run(At);
  Evaluated += Points.size();
}

namespace {

/// Where a condition turns over: the last place known to be before that, and
/// the first known to be behind.
struct Turn {
  uint64_t Before = 0;
  uint64_t Behind = 0;
  /// Whether it holds at the ends of the line.
  bool Starts = false;
  bool Ends = false;

  bool isThere() const { return Starts != Ends; }
  bool isOpen() const { return isThere() && Behind - Before > 1; }
  /// False if what holds at a place speaks against a single turn.
  bool learn(uint64_t Place, bool Holds) {
    if (!isThere() || Place <= Before)
      return Holds == Starts;
    if (Place >= Behind)
      return Holds == Ends;
    (Holds == Starts ? Before : Behind) = Place;
    return true;
  }
};

/// Places that cut what lies between two in equal parts.
void addCuts(uint64_t Before, uint64_t Behind, std::vector<uint64_t> &To) {
  uint64_t Parts = std::min(Cuts, Behind - Before);
  for (uint64_t Cut = 1; Cut < Parts; ++Cut)
    To.push_back(Before + (Behind - Before) * Cut / Parts);
}

} // namespace

bool LineBisector::holding(Stage &Of, llvm::ArrayRef<Trend> Allowed,
                           std::vector<Run> &Runs) {
  Runs.clear();
  if (Of.results() == 0)
    return true;
  if (Of.results() > BlockPoints / Cuts)
    return false;
  uint64_t Last = Along.Length - 1;
  evaluate(Of, {0, Last});
  std::vector<Turn> Turns;
  for (size_t C = 0; C != Of.results(); ++C) {
    Turns.push_back({0, Last, Of.get(C, 0) == 1, Of.get(C, 1) == 1});
    const Turn &T = Turns.back();
    if (T.isThere() && !(T.Ends ? Allowed[C].MayRise : Allowed[C].MayFall))
      return false;
  }
  std::vector<uint64_t> Samples;
  auto Learn = [&] {
    llvm::sort(Samples);
    Samples.erase(llvm::unique(Samples), Samples.end());
    evaluate(Of, Samples);
    for (size_t C = 0; C != Turns.size(); ++C)
      for (size_t I = 0; I != Samples.size(); ++I)
        if (!Turns[C].learn(Samples[I], Of.get(C, I) == 1))
          return false;
    Samples.clear();
    return true;
  };
  while (llvm::any_of(Turns, [](const Turn &T) { return T.isOpen(); })) {
    for (const Turn &T : Turns)
      if (T.isOpen())
        addCuts(T.Before, T.Behind, Samples);
    if (!Learn())
      return false;
  }
  // What is proved of real numbers may fail by a bit for doubles.
  for (const Turn &T : Turns)
    if (T.isThere())
      for (uint64_t Place : {T.Before - 1, T.Before, T.Behind, T.Behind + 1})
        if (Place <= Last)
          Samples.push_back(Place);
  if (!Samples.empty() && !Learn())
    return false;
  for (const Turn &T : Turns) {
    Run Starts{0, T.isThere() ? T.Behind : Along.Length};
    Run Ends{T.isThere() ? T.Behind : 0, Along.Length};
    Runs.push_back(T.Starts ? Starts : T.Ends ? Ends : Run());
  }
  return true;
}

/// The first place with the fewest that fail is where one begins to hold, or
/// the first of all.
void LineBisector::nearest(Run Left, llvm::ArrayRef<Run> Holding,
                           Outcome &Into) const {
  auto Look = [&](uint64_t Place) {
    if (Left.has(Place))
      addNearest(Into, Options.Base + Along.point(Line, Place),
                 uint32_t(llvm::count_if(
                     Holding, [&](Run R) { return !R.has(Place); })));
  };
  Look(Left.First);
  for (Run R : Holding)
    Look(R.First);
}

/// Leaves of a run what holds in enough draws. What goes one way in each of
/// them does so in the count.
bool LineBisector::likely(Run &Of) {
  std::vector<Trend> All = InDraws->along(P.Points.at(Along.point(Line, 0)));
  for (size_t C = 0; C != Chances->size() && Of.size(); ++C) {
    if (!All[C].isMonotone())
      return false;
    auto Holds = [&](uint64_t Place) {
      return Chances->holds(C, Along.point(Line, Place));
    };
    Turn T{Of.First, Of.End - 1, Holds(Of.First), Holds(Of.End - 1)};
    while (T.isOpen()) {
      uint64_t Middle = T.Before + (T.Behind - T.Before) / 2;
      T.learn(Middle, Holds(Middle));
    }
    if (!T.isThere())
      Of.End = T.Starts ? Of.End : Of.First;
    else
      (T.Starts ? Of.End : Of.First) = T.Behind;
  }
  return true;
}

bool LineBisector::candidates(uint64_t First, uint64_t Count,
                              std::vector<Candidate> &Into) {
  std::vector<uint64_t> Block;
  for (uint64_t I = 0; I != Count; ++I)
    Block.push_back(First + I);
  Into.clear();
  for (llvm::ArrayRef<uint64_t> Rest = Block; !Rest.empty();) {
    llvm::ArrayRef<uint64_t> Now = Rest.take_front(BlockPoints);
    Rest = Rest.drop_front(Now.size());
    evaluate(Figures, Now);
    for (size_t I = 0; I != Now.size(); ++I) {
      Candidate C;
      C.Point = Options.Base + Along.point(Line, Now[I]);
      for (size_t G = 0; G != P.Goals.size(); ++G) {
        if (!(Figures.get(G, I) < Absent))
          return false;
        C.Goals.push_back(settled(Figures.get(G, I)));
      }
      Into.push_back(std::move(C));
    }
  }
  return true;
}

bool LineBisector::best(Run Of, Direction Better, Outcome &Into) {
  std::vector<Candidate> Found;
  uint64_t Wanted = std::min<uint64_t>(Options.Top, Of.size());
  if (Better == Direction::Down) {
    if (!candidates(Of.First, Wanted, Found))
      return false;
    for (const Candidate &C : Found)
      addCandidate(Into, C, P.Goals, Options.Top);
    return true;
  }
  // From the end on, places with equal goals from their first.
  while (Wanted) {
    std::optional<uint64_t> First = firstOfEquals(Of);
    if (!First)
      return false;
    uint64_t Count = std::min(Wanted, Of.End - *First);
    if (!candidates(*First, Count, Found))
      return false;
    for (const Candidate &C : Found)
      addCandidate(Into, C, P.Goals, Options.Top);
    Wanted -= Count;
    Of.End = *First;
  }
  return true;
}

/// The first place of a run with the goals of its last.
std::optional<uint64_t> LineBisector::firstOfEquals(Run Of) {
  std::vector<Candidate> Found;
  if (!candidates(Of.End - 1, 1, Found))
    return std::nullopt;
  Candidate Last = Found[0];
  auto IsEqual = [&](uint64_t Place) -> std::optional<bool> {
    if (!candidates(Place, 1, Found))
      return std::nullopt;
    return compareGoals(Found[0].Goals, Last.Goals, P.Goals) == 0;
  };
  Turn T{Of.First, Of.End - 1, false, true};
  std::optional<bool> AtFirst = IsEqual(Of.First);
  if (!AtFirst)
    return std::nullopt;
  if (*AtFirst)
    return Of.First;
  while (T.isOpen()) {
    uint64_t Middle = T.Before + (T.Behind - T.Before) / 2;
    std::optional<bool> Equal = IsEqual(Middle);
    if (!Equal)
      return std::nullopt;
    T.learn(Middle, *Equal);
  }
  return T.Behind;
}
