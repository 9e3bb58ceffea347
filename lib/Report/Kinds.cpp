//===- Kinds.cpp - A model by kind of layer -------------------------------===//
//
// Part of acpc, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// One row for each op, however many layers apply it: what they add up to, and
// how often they are run. What does not add up, as a shape, has no place here.
//
//===----------------------------------------------------------------------===//

#include "Report/TreeShape.h"
#include "llvm/ADT/MapVector.h"
#include "llvm/ADT/STLExtras.h"

using namespace acp;

namespace {
struct KindRow {
  Number Times;
  std::vector<Number> Totals;
};
} // namespace

void acp::makeKinds(FigureMaker &Make, const ir::View &V,
                    const ReportOptions &Options, ReportView &Out) {
  const ir::Module &M = Make.module();
  TreeShape Shape(M, V);
  size_t Width = V.Columns.size();
  std::vector<uint32_t> Units(Width, ir::None);
  std::vector<Dim> Dims(Width);
  for (size_t C = 0; C != Width; ++C) {
    Out.Columns[C].Additive = Shape.isAdditive(C);
    if (!Out.Columns[C].Additive)
      continue;
    const ir::Definition &D = M.Definitions[M.Cells[V.Rows[0].FirstCell + C]];
    Units[C] = V.Columns[C].Unit == ir::None ? D.Unit : V.Columns[C].Unit;
    Dims[C] = M.type(D.Value).dim();
  }
  auto Add = [&](KindRow &To, size_t I) {
    To.Totals.resize(Width, Number(0));
    if (Shape.Times[I])
      To.Times = To.Times + *Shape.Times[I];
    for (size_t C = 0; C != Width; ++C)
      if (Out.Columns[C].Additive)
        To.Totals[C] = To.Totals[C] + Shape.total(I, C);
  };
  KindRow Whole{Number(0), {}};
  Add(Whole, 0);
  llvm::MapVector<uint32_t, KindRow> Kinds;
  for (size_t I = 0; I != V.Rows.size(); ++I) {
    uint32_t L = V.Rows[I].Layer;
    if (L < M.Layers.size() && !M.Layers[L].IsModel)
      Add(Kinds.try_emplace(M.Layers[L].Op, KindRow{Number(0), {}})
              .first->second,
          I);
  }
  auto Rows = Kinds.takeVector();
  if (std::optional<size_t> By = columnOf(M, V, Options.SortBy);
      By && Out.Columns[*By].Additive)
    llvm::stable_sort(Rows, [&](const auto &A, const auto &B) {
      return A.second.Totals[*By].toDouble() > B.second.Totals[*By].toDouble();
    });

  std::vector<FigureColumn> Columns(Width);
  for (size_t C = 0; C != Width; ++C) {
    Columns[C].Unit = Units[C];
    Columns[C].Dimension = Dims[C];
  }
  auto AddRow = [&](uint32_t Label, const KindRow &Kind) {
    ReportRow R;
    R.Label = R.Op = Make.save(M.Texts.get(Label));
    R.Depth = !Out.Rows.empty();
    R.IsModel = Out.Rows.empty();
    R.Times = Make.number(Kind.Times, DimensionTable::one(), ir::None);
    R.Count = R.Times;
    std::vector<Figure> Cells(Width);
    std::vector<double> Shares(Width, -1);
    for (size_t C = 0; C != Width; ++C) {
      if (!Out.Columns[C].Additive)
        continue;
      Cells[C] = Make.number(Kind.Totals[C], Dims[C], Units[C]);
      if (double All = Whole.Totals[C].toDouble(); All != 0)
        Shares[C] = Kind.Totals[C].toDouble() / All;
    }
    llvm::MutableArrayRef<Figure> Saved = Make.save(Cells);
    R.Totals = R.Cells = Saved;
    R.Shares = llvm::ArrayRef(Shares).copy(Make.memory());
    for (size_t C = 0; C != Width; ++C)
      if (Out.Columns[C].Additive) {
        Columns[C].Figures.push_back(&Saved[C]);
        Columns[C].Numbers.push_back(Kind.Totals[C]);
      }
    Out.Rows.push_back(R);
  };
  AddRow(V.Rows[0].Label, Whole);
  for (auto &[Op, Kind] : Rows)
    AddRow(Op, Kind);
  Out.Levels = Out.ShownLevels = 1;
  for (size_t C = 0; C != Width; ++C)
    if (Out.Columns[C].Additive)
      shareUnit(Make, Columns[C], Out.Columns[C], Options.Exact);
}
