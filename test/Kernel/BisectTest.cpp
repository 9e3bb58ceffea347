//===- BisectTest.cpp - Bisecting against looking at every point ----------===//
//
// Part of acpc, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Problems of random formulas, each searched in both ways. What is proved of a
// formula is checked at every place, too.
//
//===----------------------------------------------------------------------===//

#include "Kernel/Bisect.h"
#include "IR/Builder.h"
#include "gtest/gtest.h"
#include <random>

using namespace acp;
using namespace acp::kernel;
using ir::Opcode;
using ir::ValueId;

namespace {

/// A problem of random formulas.
class Random {
public:
  explicit Random(unsigned Seed) : Draw(Seed), B(M) {
    unsigned Axes = 1 + below(3);
    unsigned Long = below(Axes);
    for (unsigned A = 0; A != Axes; ++A)
      addAxis(A == Long ? 17 + below(60) : 1 + below(4));
    for (unsigned I = below(2); I != 0; --I)
      P.Filters.push_back(condition(2));
    for (unsigned I = below(4); I != 0; --I)
      P.Constraints.push_back(condition(3));
    for (unsigned I = below(3); I != 0; --I)
      P.Goals.push_back({formula(2), below(2) == 0});
  }

  /// Conditions on something uncertain, too.
  void addChances() {
    Uncertain = B.leaf("u", ir::LeafKind::Draw,
                       ir::Type::quantity(DimensionTable::one()), {});
    Leaves.push_back(B.make(Opcode::Mul, number(20), Uncertain, {}));
    for (unsigned I = 1 + below(2); I != 0; --I)
      P.Chances.push_back({condition(2), 0.1 * (1 + below(9))});
    P.WithDraws = &M;
    P.Draws.Draws = 100;
  }

  /// Whether a condition holds in so many draws, one after another.
  bool holds(const Chance &C, uint64_t Point) const {
    std::vector<ValueId> All{Uncertain};
    std::vector<std::vector<double>> Columns{drawsOf("u", P.Draws)};
    std::vector<uint32_t> Places = P.Points.at(Point);
    for (size_t A = 0; A != P.Points.Axes.size(); ++A)
      for (size_t L = 0; L != P.Points.Axes[A].Leaves.size(); ++L) {
        All.push_back(P.Points.Axes[A].Leaves[L]);
        Columns.emplace_back(P.Draws.Draws,
                             P.Points.Axes[A].Values[L].at(Places[A]));
      }
    std::vector<const double *> In;
    for (const std::vector<double> &Column : Columns)
      In.push_back(Column.data());
    std::vector<double> Out(P.Draws.Draws);
    double *To = Out.data();
    evaluate(makeTape(M, All, C.Condition), P.Draws.Draws, In, To);
    return double(llvm::count(Out, 1.0)) / P.Draws.Draws >= C.Share;
  }

  unsigned below(unsigned N) {
    return std::uniform_int_distribution<unsigned>(0, N - 1)(Draw);
  }

  ValueId formula(unsigned Depth) {
    if (Depth == 0 || below(6) == 0)
      return below(3) ? Leaves[below(unsigned(Leaves.size()))] : constant();
    ValueId X = formula(Depth - 1);
    switch (below(19)) {
    case 0:
    case 1:
      return B.make(Opcode::Add, X, formula(Depth - 1), {});
    case 2:
      return B.make(Opcode::Sub, X, formula(Depth - 1), {});
    case 3:
    case 4:
      return B.make(Opcode::Mul, X, formula(Depth - 1), {});
    case 5:
    case 6:
      return B.make(Opcode::Div, X, formula(Depth - 1), {});
    case 7:
      return B.make(Opcode::Min, X, formula(Depth - 1), {});
    case 8:
      return B.make(Opcode::Max, X, formula(Depth - 1), {});
    case 9:
      return B.make(Opcode::Neg, X, {});
    case 10:
      return B.make(Opcode::Abs, X, {});
    case 11:
      return B.make(Opcode::Ceil, X, {});
    case 12:
      return B.make(Opcode::Floor, X, {});
    case 13:
      return B.make(Opcode::Round, X, {});
    case 14:
      return B.make(Opcode::Sqrt, X, {});
    case 15:
      return B.make(Opcode::Pow, X, number(int(below(5)) - 1), {});
    case 16:
      return B.make(Opcode::Log2, X, {});
    case 17:
      return B.make(Opcode::Pow,
                    two(Opcode::Div, number(1 + int(below(4))),
                        [&] { return number(1 + int(below(4))); }),
                    bounded(X), {});
    default: {
      ValueId All[] = {condition(1), X, formula(Depth - 1)};
      return B.make(Opcode::Select, All, {});
    }
    }
  }

  ValueId condition(unsigned Depth) {
    if (Depth > 1 && below(4) == 0)
      return two(below(2) ? Opcode::And : Opcode::Or, condition(Depth - 1),
                 [&] { return condition(Depth - 1); });
    if (below(8) == 0)
      return B.make(Opcode::Not, condition(Depth), {});
    static constexpr Opcode Kinds[] = {Opcode::Lt, Opcode::Le, Opcode::Lt,
                                       Opcode::Le, Opcode::Eq, Opcode::Divides};
    Opcode Kind = Kinds[below(6)];
    return two(Kind, formula(Depth), [&] { return formula(Depth - 1); });
  }

  ir::Module M;
  Problem P;

private:
  std::mt19937 Draw;

  /// An exponent under which no power of a few passes all bounds.
  ValueId bounded(ValueId X) {
    return B.make(Opcode::Max, number(-20),
                  B.make(Opcode::Min, number(20), X, {}), {});
  }
  /// An operation whose second operand is drawn after the first.
  ValueId two(Opcode Op, ValueId X, llvm::function_ref<ValueId()> Y) {
    return B.make(Op, X, Y(), {});
  }
  ValueId number(int N) {
    return B.number(Number(N), DimensionTable::one(), {});
  }
  ValueId constant() { return number(int(below(40)) - 5); }

  void addAxis(unsigned Length) {
    SpaceAxis A;
    A.Length = Length;
    // A few go in step.
    for (unsigned I = below(5) == 0 ? 2 : 1; I != 0; --I) {
      ValueId Leaf = B.leaf("x", ir::LeafKind::Solve,
                            ir::Type::quantity(DimensionTable::one()), {});
      Leaves.push_back(Leaf);
      A.Leaves.push_back(Leaf);
      AxisValues Values;
      int First = int(below(12)) - 3;
      if (below(2)) {
        Values.First = First;
      } else {
        int Value = First, Step = below(2) ? 1 : -1;
        for (unsigned V = 0; V != Length; ++V, Value += Step * int(below(4)))
          Values.List.push_back(Value);
      }
      A.Values.push_back(std::move(Values));
    }
    P.Points.Axes.push_back(std::move(A));
  }

  ir::Builder B;
  std::vector<ValueId> Leaves;
  ValueId Uncertain = ir::None;
};

/// A module with a leaf.
struct OneLeaf {
  ir::Module M;
  ir::Builder B{M};
  ValueId X = B.leaf("x", ir::LeafKind::Solve,
                     ir::Type::quantity(DimensionTable::one()), {});
  ValueId number(int64_t N) {
    return B.number(Number(N), DimensionTable::one(), {});
  }
};

Outcome search(const Random &R, unsigned Top, unsigned Threads, bool Bisect) {
  SearchOptions How;
  How.Top = Top;
  How.Threads = Threads;
  How.ShortestBisected = Bisect ? 8 : ~0u;
  return Engine(R.M, R.P).run(How);
}

std::vector<std::pair<uint64_t, std::vector<double>>>
plain(llvm::ArrayRef<Candidate> Of) {
  std::vector<std::pair<uint64_t, std::vector<double>>> All;
  for (const Candidate &C : Of)
    All.push_back({C.Point, C.Goals});
  return All;
}

} // namespace

TEST(Bisect, FindsWhatEveryPointSays) {
  unsigned Saved = 0;
  for (unsigned Seed = 0; Seed != 10'000; ++Seed) {
    SCOPED_TRACE(Seed);
    Random R(Seed);
    unsigned Top = 1 + Seed % 5;
    Outcome All = search(R, Top, 1, false);
    Outcome Few = search(R, Top, Seed % 100 == 0 ? 2 : 1, true);
    ASSERT_EQ(All.Points, Few.Points);
    ASSERT_EQ(All.Filtered, Few.Filtered);
    ASSERT_EQ(All.Feasible, Few.Feasible);
    ASSERT_EQ(All.Failed, Few.Failed);
    ASSERT_EQ(plain(All.Best), plain(Few.Best));
    ASSERT_EQ(plain(All.Front), plain(Few.Front));
    ASSERT_EQ(All.NearestFails, Few.NearestFails);
    ASSERT_EQ(All.Nearest, Few.Nearest);
    ASSERT_EQ(All.Evaluated, All.Points);
    Saved += Few.Evaluated < All.Points;
  }
  // Enough of them are bisected for the comparison to mean something.
  EXPECT_GT(Saved, 2'000u);
}

TEST(Bisect, WhatIsProvedHoldsAtEveryPlace) {
  unsigned Proved = 0, Falling = 0;
  for (unsigned Seed = 0; Seed != 10'000; ++Seed) {
    SCOPED_TRACE(Seed);
    Random R(Seed);
    ValueId V = R.formula(4);
    uint32_t Axis = 0;
    for (uint32_t A = 0; A != R.P.Points.Axes.size(); ++A)
      if (R.P.Points.Axes[A].Length > R.P.Points.Axes[Axis].Length)
        Axis = A;
    if (R.M.known(V))
      continue;
    ValueId Wanted[] = {V};
    TrendFinder Finder(R.M, R.P.Points, Axis, Wanted);
    Lattice Values(R.M, R.P.Points, Wanted);
    Stage Evaluated(Values, 1);
    Lines Along(R.P.Points, Axis);
    for (uint64_t Line = 0; Line != Along.Count; ++Line) {
      Trend T = Finder.along(R.P.Points.at(Along.point(Line, 0)))[0];
      std::vector<uint64_t> Points;
      for (uint64_t Place = 0; Place != Along.Length; ++Place)
        Points.push_back(Along.point(Line, Place));
      Places At;
      At.set(R.P.Points, Points);
      Evaluated.run(At);
      for (size_t I = 0; T.IsSure && I != Points.size(); ++I) {
        double X = Evaluated.get(0, I);
        double Near = 1e-12 * std::fabs(X);
        ASSERT_TRUE(!T.IsWhole || X == std::floor(X));
        ASSERT_GE(X, T.Low - Near);
        ASSERT_LE(X, T.High + Near);
        if (I == 0)
          continue;
        double Before = Evaluated.get(0, I - 1);
        ASSERT_TRUE(T.MayRise || X <= Before + Near);
        ASSERT_TRUE(T.MayFall || X >= Before - Near);
      }
      Proved += T.isMonotone() && !T.isFixed();
      Falling += T.isMonotone() && T.MayFall;
    }
  }
  EXPECT_GT(Proved, 5'000u);
  EXPECT_GT(Falling, 1'500u);
}

TEST(Bisect, WhatIsKeptHoldsInDraws) {
  unsigned Saved = 0, Some = 0;
  for (unsigned Seed = 0; Seed != 1'500; ++Seed) {
    SCOPED_TRACE(Seed);
    Random R(Seed);
    R.addChances();
    unsigned Top = 1 + Seed % 3;
    Outcome Few = search(R, Top, Seed % 100 == 0 ? 2 : 1, true);
    Outcome All = search(R, Top, 1, false);
    ASSERT_EQ(All.Feasible, Few.Feasible);
    ASSERT_EQ(plain(All.Best), plain(Few.Best));
    ASSERT_EQ(plain(All.Front), plain(Few.Front));
    Saved += Few.Bisected != 0;
    // All feasible points, the best first, without those that draws rule out.
    std::vector<Chance> Chances;
    std::swap(Chances, R.P.Chances);
    Outcome Feasible = search(R, 100'000, 1, false);
    std::vector<Candidate> Left;
    for (const Candidate &C : Feasible.Best)
      if (Left.size() < Top && llvm::all_of(Chances, [&](const Chance &Each) {
            return R.holds(Each, C.Point);
          }))
        Left.push_back(C);
    ASSERT_EQ(plain(Left), plain(All.Best));
    Some += !Left.empty() && Left.size() < Feasible.Best.size() &&
            Left[0].Point != Feasible.Best[0].Point;
  }
  EXPECT_GT(Saved, 60u);
  EXPECT_GT(Some, 25u);
}

TEST(Bisect, PowersCancel) {
  OneLeaf In;
  ir::Module &M = In.M;
  ir::Builder &B = In.B;
  ValueId X = In.X;
  Space S;
  S.Axes.push_back({{X}, {{{}, 1}}, 1000});
  // x * (8 / x) stays, x * (8 / x + 2) rises, (x - 1) / x rises, x - 8 / x
  // rises, 8 / x + x does not go one way.
  ValueId Part = B.make(Opcode::Div, In.number(8), X, {});
  ValueId Bill =
      B.make(Opcode::Mul, X, B.make(Opcode::Add, Part, In.number(2), {}), {});
  ValueId Share =
      B.make(Opcode::Div, B.make(Opcode::Sub, X, In.number(1), {}), X, {});
  // Both at least so much: what is rounded on the way does not matter.
  ValueId Both =
      B.make(Opcode::And, B.make(Opcode::Le, In.number(20), Bill, {}),
             B.make(Opcode::Lt, In.number(0), Share, {}), {});
  ValueId Values[] = {
      B.make(Opcode::Mul, X, Part, {}), Bill, Share,
      B.make(Opcode::Sub, X, Part, {}), Both, B.make(Opcode::Add, X, Part, {}),
  };
  for (bool Falls : {false, true}) {
    if (Falls) {
      S.Axes[0].Values[0].List = {9, 7, 7, 1};
      S.Axes[0].Length = 4;
    }
    std::vector<Trend> T = TrendFinder(M, S, 0, Values).along({0});
    EXPECT_TRUE(T[0].isFixed());
    for (size_t I : {1, 2, 3, 4}) {
      EXPECT_EQ(T[I].MayRise, !Falls);
      EXPECT_EQ(T[I].MayFall, Falls);
    }
    EXPECT_TRUE(T[5].IsSure);
    EXPECT_FALSE(T[5].isMonotone());
  }
}

TEST(Bisect, FewPointsOfABillion) {
  OneLeaf In;
  ir::Module &M = In.M;
  ir::Builder &B = In.B;
  ValueId X = In.X;
  Problem P;
  SpaceAxis A;
  A.Leaves = {X};
  A.Values.resize(1);
  A.Values[0].First = 1;
  A.Length = 1'000'000'000;
  P.Points.Axes.push_back(std::move(A));
  // 7.5e11 / x <= 1e4, and ceil(x / 8) is made small.
  P.Constraints.push_back(
      B.make(Opcode::Le, B.make(Opcode::Div, In.number(750'000'000'000), X, {}),
             In.number(10'000), {}));
  P.Goals.push_back(
      {B.make(Opcode::Ceil, B.make(Opcode::Div, X, In.number(8), {}), {}),
       false});
  Engine E(M, P);
  Outcome Least = E.run({});
  EXPECT_EQ(Least.Points, 1'000'000'000u);
  EXPECT_EQ(Least.Feasible, 925'000'001u);
  EXPECT_EQ(Least.Failed, std::vector<uint64_t>{74'999'999});
  ASSERT_EQ(Least.Best.size(), 1u);
  EXPECT_EQ(Least.Best[0].Point, 74'999'999u);
  EXPECT_LT(Least.Evaluated, 100u);

  // The greatest of it comes first where it is reached first.
  P.Goals[0].Maximize = true;
  Outcome Greatest = Engine(M, P).run({});
  ASSERT_EQ(Greatest.Best.size(), 1u);
  EXPECT_EQ(Greatest.Best[0].Point, 999'999'992u);
  EXPECT_LT(Greatest.Evaluated, 200u);
}
