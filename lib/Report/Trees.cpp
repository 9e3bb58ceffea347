//===- Trees.cpp - Models layer by layer ----------------------------------===//
//
// Part of acpc, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The figures of a layer are for one run of it. What the whole model is made of
// are its layers, each as often as it is run; so a column is shown as totals
// and shares, if it can be: if the figure of every model in it is the sum of
// those of its layers, times their counts. That is found out from the figures,
// not from the names of the columns.
//
//===----------------------------------------------------------------------===//

#include "Report/Views.h"
#include "llvm/ADT/DenseMap.h"
#include <cmath>

using namespace acp;

/// Relative distance at which a sum is still the figure of its model.
static constexpr double SumTolerance = 1e-9;

namespace {
/// What the rows of a tree have in common, by row.
struct TreeShape {
  /// Row of the model that a layer stands in, or None.
  std::vector<uint32_t> Parent;
  /// How often it is run in its parent and in the whole; unknown: nothing.
  std::vector<std::optional<Number>> Count;
  std::vector<std::optional<Number>> Times;
};
} // namespace

static TreeShape shapeOf(const ir::Module &M, const ir::View &V) {
  TreeShape Shape;
  Shape.Parent.reserve(V.Rows.size());
  Shape.Count.reserve(V.Rows.size());
  Shape.Times.reserve(V.Rows.size());
  llvm::DenseMap<uint32_t, uint32_t> RowOf;
  for (uint32_t I = 0; I != V.Rows.size(); ++I) {
    uint32_t Parent = ir::None;
    std::optional<Number> Count = Number(1);
    if (V.Rows[I].Layer < M.Layers.size()) {
      const ir::Layer &L = M.Layers[V.Rows[I].Layer];
      RowOf[V.Rows[I].Layer] = I;
      if (L.Parent < M.Layers.size())
        if (auto Found = RowOf.find(L.Parent); Found != RowOf.end())
          Parent = Found->second;
      if (L.Count != ir::None && !M.known(L.Count))
        Count = std::nullopt;
      // The outermost model is shown for one run, however often a plan runs it.
      else if (L.Count != ir::None && Parent != ir::None)
        Count = M.number(L.Count);
    }
    std::optional<Number> Times = Count;
    if (Parent != ir::None) {
      const std::optional<Number> &Around = Shape.Times[Parent];
      Times = Times && Around ? std::optional(*Times * *Around) : std::nullopt;
    }
    Shape.Parent.push_back(Parent);
    Shape.Count.push_back(Count);
    Shape.Times.push_back(Times);
  }
  return Shape;
}

/// True if the figures of each model in a column are sums over its layers.
static bool isAdditive(const ir::Module &M, const ir::View &V,
                       const TreeShape &Shape, size_t Column) {
  std::vector<double> Sums(V.Rows.size());
  std::vector<bool> HasLayers(V.Rows.size());
  std::vector<double> Values(V.Rows.size());
  for (size_t I = 0; I != V.Rows.size(); ++I) {
    std::optional<Number> N =
        numberOf(M, M.Cells[V.Rows[I].FirstCell + Column]);
    if (!N || !Shape.Times[I])
      return false;
    Values[I] = N->toDouble();
    if (uint32_t Parent = Shape.Parent[I]; Parent != ir::None) {
      Sums[Parent] += Values[I] * Shape.Count[I]->toDouble();
      HasLayers[Parent] = true;
    }
  }
  bool Any = false;
  for (size_t I = 0; I != V.Rows.size(); ++I) {
    if (!HasLayers[I])
      continue;
    Any |= Values[I] != 0;
    if (std::abs(Values[I] - Sums[I]) > SumTolerance * std::abs(Values[I]))
      return false;
  }
  return Any;
}

/// How many levels below the model to keep, so that its rows are not too many.
static uint32_t levelsToShow(const ir::View &V, const ReportOptions &Options,
                             uint32_t Levels) {
  uint32_t Shown = Options.Depth ? std::min(Levels, Options.Depth) : Levels;
  if (Options.DepthIsFixed || !Options.MaxRows)
    return Shown;
  std::vector<size_t> AtLevel(Levels + 1);
  for (const ir::Row &Row : V.Rows)
    ++AtLevel[Row.Depth];
  size_t Rows = AtLevel[0];
  for (uint32_t Level = 1; Level <= Shown; ++Level) {
    Rows += AtLevel[Level];
    if (Rows > Options.MaxRows)
      return std::max(Level - 1, 1u);
  }
  return Shown;
}

namespace {
/// Makes the rows of one tree.
class TreeMaker {
public:
  TreeMaker(FigureMaker &Make, const ir::View &V, const ReportOptions &Options,
            ReportView &Out)
      : Make(Make), M(Make.module()), V(V), Out(Out), Shape(shapeOf(M, V)),
        Whole(V.Columns.size()), Units(V.Columns.size()) {
    MaxRows =
        Options.MaxRows && !Options.DepthIsFixed ? Options.MaxRows : ~size_t(0);
  }
  void run(const ReportOptions &Options);

private:
  ReportRow row(size_t I);
  void figures(size_t I, ReportRow &R);
  Figure total(const Figure &Cell, size_t Row, size_t Column, double &Share);

  FigureMaker &Make;
  const ir::Module &M;
  const ir::View &V;
  ReportView &Out;
  TreeShape Shape;
  size_t MaxRows;
  /// Of each additive column, the figure of the whole model.
  std::vector<double> Whole;
  std::vector<FigureColumn> Units;
  bool ShareUnits = true;
};
} // namespace

/// A figure for all runs, and its part of the whole.
Figure TreeMaker::total(const Figure &Cell, size_t Row, size_t Column,
                        double &Share) {
  if (!Out.Columns[Column].Additive)
    return Cell;
  ir::DefId D = M.Cells[V.Rows[Row].FirstCell + Column];
  const Number &Times = *Shape.Times[Row];
  bool Once = Number::identical(Times, Number(1));
  Number Total = *numberOf(M, D);
  if (!Once)
    Total = Total * Times;
  if (Whole[Column] != 0)
    Share = Total.toDouble() / Whole[Column];
  if (Once)
    return Cell;
  const ir::Definition &Def = M.Definitions[D];
  uint32_t Unit = V.Columns[Column].Unit;
  return Make.number(Total, M.type(Def.Value).dim(),
                     Unit == ir::None ? Def.Unit : Unit);
}

void TreeMaker::figures(size_t I, ReportRow &R) {
  size_t Width = V.Columns.size();
  std::vector<Figure> Cells;
  std::vector<Figure> Totals;
  std::vector<double> Shares(Width, -1);
  for (size_t C = 0; C != Width; ++C) {
    Cells.push_back(
        Make.cell(M.Cells[V.Rows[I].FirstCell + C], V.Columns[C].Unit));
    Totals.push_back(total(Cells.back(), I, C, Shares[C]));
  }
  llvm::MutableArrayRef<Figure> Saved = Make.save(Totals);
  R.Totals = Saved;
  // What is run once is its own total.
  bool Once = Shape.Times[I] && Number::identical(*Shape.Times[I], Number(1));
  R.Cells = Once ? R.Totals : Make.save(Cells);
  R.Shares = llvm::ArrayRef(Shares).copy(Make.memory());
  if (ShareUnits)
    for (size_t C = 0; C != Width; ++C)
      Units[C].add(M, Saved[C], M.Cells[V.Rows[I].FirstCell + C],
                   Out.Columns[C].Additive ? *Shape.Times[I] : Number(1));
}

ReportRow TreeMaker::row(size_t I) {
  const ir::Row &Row = V.Rows[I];
  ReportRow R;
  R.Label = Make.save(M.Texts.get(Row.Label));
  R.Depth = Row.Depth;
  if (Row.Layer < M.Layers.size()) {
    const ir::Layer &L = M.Layers[Row.Layer];
    if (R.Label.empty())
      R.Label = Make.save(M.Texts.get(L.Name));
    R.Path = Make.save(M.Texts.get(L.Path));
    R.Op = Make.save(M.Texts.get(L.Op));
    R.IsModel = L.IsModel;
    R.Repeated = L.Repeated;
    R.Place = Make.spot(L.Where);
    if (L.Count != ir::None)
      R.Count = Make.value(L.Count, ir::None);
  }
  if (Shape.Times[I])
    R.Times = Make.number(*Shape.Times[I], DimensionTable::one(), ir::None);
  figures(I, R);
  return R;
}

void TreeMaker::run(const ReportOptions &Options) {
  for (const ir::Row &Row : V.Rows)
    Out.Levels = std::max(Out.Levels, Row.Depth);
  Out.ShownLevels = levelsToShow(V, Options, Out.Levels);
  for (size_t C = 0; C != V.Columns.size(); ++C) {
    Units[C].Unit = V.Columns[C].Unit;
    Out.Columns[C].Additive = isAdditive(M, V, Shape, C);
    if (Out.Columns[C].Additive)
      Whole[C] = numberOf(M, M.Cells[V.Rows[0].FirstCell + C])->toDouble();
  }
  size_t Kept = std::min(MaxRows, V.Rows.size());
  ShareUnits = Kept <= RowsOfOneUnit;
  Out.Rows.reserve(Kept);
  for (size_t I = 0; I != V.Rows.size(); ++I)
    if (V.Rows[I].Depth > Out.ShownLevels || Out.Rows.size() >= MaxRows)
      ++Out.HiddenRows;
    else
      Out.Rows.push_back(row(I));
  if (ShareUnits)
    for (size_t C = 0; C != V.Columns.size(); ++C)
      shareUnit(Make, Units[C], Out.Columns[C], Options.Exact);
}

void acp::makeTree(FigureMaker &Make, const ir::View &V,
                   const ReportOptions &Options, ReportView &Out) {
  TreeMaker(Make, V, Options, Out).run(Options);
}
