//===- Chance.cpp - Conditions that hold in part of the draws -------------===//
//
// Part of acpc, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Draws are counted a block at a time, until it is sure how it ends.
//
//===----------------------------------------------------------------------===//

#include "Kernel/Chance.h"
#include "llvm/ADT/STLExtras.h"
#include <cmath>

using namespace acp;
using namespace acp::kernel;
using ir::ValueId;

/// Draws between two looks at the count.
static constexpr size_t BlockDraws = 1024;

ChanceCheck::ChanceCheck(const ir::Module &M, const Space &S,
                         llvm::ArrayRef<Chance> Chances,
                         const SampleOptions &Options)
    : M(M), S(S), Chances(Chances), Draws(Options.Draws) {
  ValueId End = 0;
  for (const Chance &C : Chances)
    End = std::max(End, C.Condition + 1);
  enum : uint8_t { OnAxes = 1, OnDraws = 2 };
  std::vector<uint8_t> Hangs(End);
  std::vector<ValueId> AxisLeaves, DrawLeaves;
  for (const SpaceAxis &A : S.Axes)
    for (ValueId Leaf : A.Leaves) {
      AxisLeaves.push_back(Leaf);
      if (Leaf < End)
        Hangs[Leaf] = OnAxes;
    }
  for (const ir::Leaf &L : M.Leaves)
    if (L.Kind == ir::LeafKind::Draw && L.Value < End) {
      DrawLeaves.push_back(L.Value);
      Hangs[L.Value] = OnDraws;
    }
  for (ValueId V = 0; V != End; ++V)
    if (!M.known(V))
      for (ValueId O : M.operands(M.Values[V]))
        Hangs[V] |= Hangs[O];
  // Going down from the conditions, the first values that one side decides.
  std::vector<bool> Needed(End);
  for (const Chance &C : Chances)
    Needed[C.Condition] = true;
  std::vector<ValueId> Inputs;
  for (ValueId V = End; V-- != 0;) {
    if (!Needed[V] || M.known(V))
      continue;
    if (Hangs[V] == OnAxes && hasColumn(M, V))
      Inputs.push_back(V);
    else if (Hangs[V] == OnDraws && hasColumn(M, V))
      Drawn.push_back(V);
    else
      for (ValueId O : M.operands(M.Values[V]))
        Needed[O] = true;
  }
  OfAxes = makeTape(M, AxisLeaves, Inputs);
  AxisValues = Inputs.size();
  llvm::append_range(Inputs, Drawn);
  for (const Chance &C : Chances)
    Conditions.push_back(makeTape(M, Inputs, C.Condition));

  std::vector<std::vector<double>> Leaves;
  std::vector<const double *> In;
  for (ValueId Leaf : DrawLeaves)
    Leaves.push_back(
        drawsOf(M.Texts.get(M.Leaves[M.Values[Leaf].Attribute].Name), Options));
  for (const std::vector<double> &Column : Leaves)
    In.push_back(Column.data());
  std::vector<double *> Out;
  Columns.assign(Drawn.size(), std::vector<double>(Draws));
  for (std::vector<double> &Column : Columns)
    Out.push_back(Column.data());
  evaluate(makeTape(M, DrawLeaves, Drawn), Draws, In, Out);
}

bool ChanceCheck::holds(size_t C, uint64_t Point) const {
  std::vector<uint32_t> Places = S.at(Point);
  std::vector<double> Leaves;
  for (size_t A = 0; A != S.Axes.size(); ++A)
    for (const struct AxisValues &Of : S.Axes[A].Values)
      Leaves.push_back(Of.at(Places[A]));
  std::vector<const double *> In;
  for (const double &X : Leaves)
    In.push_back(&X);
  std::vector<double> There(AxisValues);
  std::vector<double *> Out;
  for (double &X : There)
    Out.push_back(&X);
  evaluate(OfAxes, 1, In, Out);

  // The same in every draw.
  std::vector<double> Same(AxisValues * BlockDraws);
  for (size_t A = 0; A != AxisValues; ++A)
    std::fill_n(&Same[A * BlockDraws], BlockDraws, There[A]);
  std::vector<double> Holds(BlockDraws);
  size_t Held = 0;
  auto Enough = [&](size_t Times) {
    return double(Times) / double(Draws) >= Chances[C].Share;
  };
  for (size_t First = 0; First < Draws; First += BlockDraws) {
    size_t Count = std::min(BlockDraws, Draws - First);
    In.clear();
    for (size_t A = 0; A != AxisValues; ++A)
      In.push_back(&Same[A * BlockDraws]);
    for (const std::vector<double> &Column : Columns)
      In.push_back(&Column[First]);
    evaluate(Conditions[C], Count, In, Holds.data());
    Held += size_t(
        std::count(Holds.begin(), Holds.begin() + ptrdiff_t(Count), 1.0));
    if (Enough(Held))
      return true;
    if (!Enough(Held + (Draws - First - Count)))
      return false;
  }
  return false;
}

bool ChanceCheck::allHold(uint64_t Point) const {
  for (size_t C = 0; C != size(); ++C)
    if (!holds(C, Point))
      return false;
  return true;
}

TrendFinder ChanceCheck::trends(uint32_t Axis) const {
  std::vector<ValueId> Results;
  for (const Chance &C : Chances)
    Results.push_back(C.Condition);
  llvm::DenseMap<ValueId, Trend> Given;
  for (size_t D = 0; D != Drawn.size(); ++D) {
    auto [Low, High] =
        std::minmax_element(Columns[D].begin(), Columns[D].end());
    Trend T;
    T.Low = *Low;
    T.High = *High;
    T.IsSure = llvm::all_of(Columns[D],
                            [](double X) { return std::fabs(X) < Absent; });
    Given[Drawn[D]] = T;
  }
  return TrendFinder(M, S, Axis, Results, std::move(Given));
}
