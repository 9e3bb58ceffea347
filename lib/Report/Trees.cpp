//===- Trees.cpp - Models layer by layer ----------------------------------===//
//
// Part of acpc, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Rows stand in the order of the text, or each model's layers by their share of
// a column. Columns that can be are shown as totals and shares (TreeShape.h).
//
//===----------------------------------------------------------------------===//

#include "Report/TreeShape.h"
#include "Report/Views.h"
#include "llvm/ADT/STLExtras.h"

using namespace acp;

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
      : Make(Make), M(Make.module()), V(V), Out(Out), Shape(TreeShape(M, V)),
        Whole(V.Columns.size()), Units(V.Columns.size()) {
    MaxRows =
        Options.MaxRows && !Options.DepthIsFixed ? Options.MaxRows : ~size_t(0);
  }
  void run(const ReportOptions &Options);

private:
  std::vector<size_t> order(const ReportOptions &Options) const;
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
  bool Once = Number::identical(*Shape.Times[Row], Number(1));
  Number Total = Shape.total(Row, Column);
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
      Units[C].add(Make, Saved[C], M.Cells[V.Rows[I].FirstCell + C],
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

/// The rows in the order in which they are shown.
std::vector<size_t> TreeMaker::order(const ReportOptions &Options) const {
  size_t Size = V.Rows.size();
  std::vector<size_t> Order;
  Order.reserve(Size);
  std::optional<size_t> Column = columnOf(M, V, Options.SortBy);
  if (!Column || !Out.Columns[*Column].Additive) {
    for (size_t I = 0; I != Size; ++I)
      Order.push_back(I);
    return Order;
  }
  std::vector<std::vector<size_t>> Children(Size);
  std::vector<size_t> Todo;
  std::vector<double> Totals(Size);
  for (size_t I = 0; I != Size; ++I) {
    Totals[I] = Shape.total(I, *Column).toDouble();
    (Shape.Parent[I] == ir::None ? Todo : Children[Shape.Parent[I]])
        .push_back(I);
  }
  // What comes last is taken first.
  std::reverse(Todo.begin(), Todo.end());
  while (!Todo.empty()) {
    size_t I = Todo.back();
    Todo.pop_back();
    Order.push_back(I);
    llvm::stable_sort(
        Children[I], [&](size_t A, size_t B) { return Totals[A] > Totals[B]; });
    Todo.insert(Todo.end(), Children[I].rbegin(), Children[I].rend());
  }
  return Order;
}

void TreeMaker::run(const ReportOptions &Options) {
  for (const ir::Row &Row : V.Rows)
    Out.Levels = std::max(Out.Levels, Row.Depth);
  Out.ShownLevels = levelsToShow(V, Options, Out.Levels);
  for (size_t C = 0; C != V.Columns.size(); ++C) {
    Units[C].Unit = V.Columns[C].Unit;
    Out.Columns[C].Additive = Shape.isAdditive(C);
    if (Out.Columns[C].Additive)
      Whole[C] = numberOf(M, M.Cells[V.Rows[0].FirstCell + C])->toDouble();
  }
  size_t Kept = std::min(MaxRows, V.Rows.size());
  ShareUnits = Kept <= RowsOfOneUnit;
  Out.Rows.reserve(Kept);
  for (size_t I : order(Options))
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
  if (Options.ByKind)
    makeKinds(Make, V, Options, Out);
  else
    TreeMaker(Make, V, Options, Out).run(Options);
}
