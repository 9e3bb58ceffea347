//===- Views.h - Records, tables and trees ----------------------*- C++ -*-===//
//
// Part of acpc, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A view of the module as a view of the report: figures in place of
// definitions, columns with a common unit where there is one, and for trees
// the totals over repeats.
//
//===----------------------------------------------------------------------===//

#ifndef ACP_REPORT_VIEWS_H
#define ACP_REPORT_VIEWS_H

#include "Report/Figures.h"

namespace acp {

/// One view without those inside it.
ReportView makeView(FigureMaker &Make, const ir::View &V,
                    const ReportOptions &Options);

/// Fills in the rows of a tree.
void makeTree(FigureMaker &Make, const ir::View &V,
              const ReportOptions &Options, ReportView &Out);

/// One column of figures and the numbers behind them, to be given a common
/// unit.
struct FigureColumn {
  std::vector<Figure *> Figures;
  std::vector<Number> Numbers;
  Dim Dimension;
  uint32_t Unit = ir::None;
  /// It has something else than numbers of one dimension.
  bool Mixed = false;

  /// Adds a figure that shows a definition, or a multiple of it.
  void add(const FigureMaker &Make, Figure &F, ir::DefId D,
           const Number &Times = 1);
};

/// Finds a common unit for a column and writes the short texts.
void shareUnit(FigureMaker &Make, const FigureColumn &Column, ReportColumn &Out,
               bool Exact);

/// Rows from which on columns are not given a common unit: nobody reads them as
/// one page.
inline constexpr size_t RowsOfOneUnit = 2000;

/// The number of a definition, if it has one. Of one that draws change, it is
/// that at the middle of all leaves.
std::optional<Number> numberOf(const ir::Module &M, ir::DefId D);

} // namespace acp

#endif // ACP_REPORT_VIEWS_H
