//===- Views.cpp - Records and tables -------------------------------------===//
//
// Part of acpc, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A record is a list of figures. A table keeps the first rows up to a limit;
// each of its columns is given one unit if one suits.
//
//===----------------------------------------------------------------------===//

#include "Report/Views.h"
#include "Report/Digits.h"

using namespace acp;

std::optional<Number> acp::numberOf(const ir::Module &M, ir::DefId D) {
  if (D >= M.Definitions.size() || M.Definitions[D].Value >= M.Values.size())
    return std::nullopt;
  ir::ValueId V = M.Definitions[D].Value;
  ir::Tag Known = M.Values[V].Known;
  if (Known != ir::Tag::Int && Known != ir::Tag::Double &&
      Known != ir::Tag::Ratio)
    return std::nullopt;
  if (M.type(V).Kind != ir::TypeKind::Quantity)
    return std::nullopt;
  return M.number(V);
}

void FigureColumn::add(const FigureMaker &Make, Figure &F, ir::DefId D,
                       const Number &Times) {
  const ir::Module &M = Make.module();
  if (F.Kind == FigureKind::Absent || F.Kind == FigureKind::Unknown) {
    Figures.push_back(&F);
    return;
  }
  std::optional<Number> N = D < M.Definitions.size()
                                ? Make.numberOf(M.Definitions[D].Value)
                                : std::nullopt;
  if (!N || Mixed) {
    Mixed = true;
    return;
  }
  Dim Of = M.type(M.Definitions[D].Value).dim();
  if (Numbers.empty())
    Dimension = Of;
  Mixed = !(Dimension == Of);
  if (Unit == ir::None)
    Unit = M.Definitions[D].Unit;
  Figures.push_back(&F);
  Numbers.push_back(*N * Times);
  // The ends of a range are in the unit of the column too.
  if (F.Range) {
    Numbers.push_back(Number::inexact(F.Range->Low) * Times);
    Numbers.push_back(Number::inexact(F.Range->High) * Times);
  }
}

void acp::shareUnit(FigureMaker &Make, const FigureColumn &Column,
                    ReportColumn &Out, bool Exact) {
  if (Column.Mixed || Column.Figures.size() > RowsOfOneUnit)
    return;
  ColumnTexts Texts =
      columnTexts(Column.Numbers, Column.Dimension, Make.unit(Column.Unit),
                  Make.module().Scope, Exact);
  if (!Texts.Common)
    return;
  Out.Common = true;
  Out.CommonUnit = Make.save(Texts.Unit);
  size_t Next = 0;
  for (Figure *F : Column.Figures) {
    F->Short = F->isNumber() ? Make.save(Texts.Texts[Next++]) : F->Text;
    if (!F->isNumber() || !F->Range)
      continue;
    auto *Range = new (Make.memory()) FigureRange(*F->Range);
    const std::string &Low = Texts.Texts[Next++], &High = Texts.Texts[Next++];
    Range->Text = Low == High ? "" : Make.save(Low + " to " + High);
    F->Range = Range;
  }
}

static void makeTable(FigureMaker &Make, const ir::View &V,
                      const ReportOptions &Options, ReportView &Out) {
  const ir::Module &M = Make.module();
  size_t Shown = V.Rows.size();
  if (Options.MaxRows && Shown > Options.MaxRows)
    Shown = Options.MaxRows;
  Out.HiddenRows = V.Rows.size() - Shown;

  Out.Rows.reserve(Shown);
  std::vector<FigureColumn> Columns(V.Columns.size());
  for (size_t C = 0; C != V.Columns.size(); ++C)
    Columns[C].Unit = V.Columns[C].Unit;
  for (const ir::Row &Row : llvm::ArrayRef(V.Rows).take_front(Shown)) {
    ReportRow R;
    R.Label = Make.save(M.Texts.get(Row.Label));
    std::vector<Figure> Cells;
    for (size_t C = 0; C != V.Columns.size(); ++C)
      Cells.push_back(Make.cell(M.Cells[Row.FirstCell + C], V.Columns[C].Unit));
    llvm::MutableArrayRef<Figure> Saved = Make.save(Cells);
    for (size_t C = 0; C != V.Columns.size(); ++C) {
      Columns[C].add(Make, Saved[C], M.Cells[Row.FirstCell + C]);
      if (!R.Place.valid())
        R.Place = Saved[C].Place;
    }
    R.Cells = Saved;
    Out.Rows.push_back(R);
  }
  for (size_t C = 0; C != V.Columns.size(); ++C)
    shareUnit(Make, Columns[C], Out.Columns[C], Options.Exact);
}

ReportView acp::makeView(FigureMaker &Make, const ir::View &V,
                         const ReportOptions &Options) {
  const ir::Module &M = Make.module();
  ReportView Out;
  Out.Kind = V.Kind;
  Out.Title = Make.save(M.Texts.get(V.Title));
  Out.Schema = Make.save(M.Texts.get(V.Schema));
  Out.Doc = Make.save(M.Texts.get(V.Doc));
  Out.Place = Make.spot(V.Where);
  for (const ir::Column &C : V.Columns) {
    ReportColumn Column;
    Column.Name = Make.save(M.Texts.get(C.Name));
    if (const Unit *U = Make.unit(C.Unit))
      Column.Unit = Make.save(U->Text);
    Out.Columns.push_back(Column);
  }
  switch (V.Kind) {
  case ir::ViewKind::Record:
    for (const ir::Row &Row : V.Rows) {
      uint32_t Unit = V.Columns.empty() ? ir::None : V.Columns[0].Unit;
      Out.Fields.push_back(Make.definition(M.Cells[Row.FirstCell], Unit));
      if (Row.Label != ir::None)
        Out.Fields.back().Name = Make.save(M.Texts.get(Row.Label));
    }
    break;
  case ir::ViewKind::Table:
    makeTable(Make, V, Options, Out);
    break;
  case ir::ViewKind::Tree:
    makeTree(Make, V, Options, Out);
    break;
  }
  return Out;
}
