//===- TreeShape.h - What the rows of a tree add up to ----------*- C++ -*-===//
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

#ifndef ACP_REPORT_TREESHAPE_H
#define ACP_REPORT_TREESHAPE_H

#include "Report/Views.h"
#include <optional>

namespace acp {

class TreeShape {
public:
  TreeShape(const ir::Module &M, const ir::View &V);

  /// True if the figures of each model in a column are sums over its layers.
  bool isAdditive(size_t Column) const;
  /// Of an additive column: the figure of a row for all its runs.
  Number total(size_t Row, size_t Column) const;

  /// By row: the row of the model that a layer stands in, or None.
  std::vector<uint32_t> Parent;
  /// How often it is run in its parent and in the whole; unknown: nothing.
  std::vector<std::optional<Number>> Count;
  std::vector<std::optional<Number>> Times;

private:
  const ir::Module &M;
  const ir::View &V;
};

/// The index of a column of that name.
std::optional<size_t> columnOf(const ir::Module &M, const ir::View &V,
                               llvm::StringRef Name);

/// Fills in a row for each op of a tree, with what all its layers add up to.
void makeKinds(FigureMaker &Make, const ir::View &V,
               const ReportOptions &Options, ReportView &Out);

} // namespace acp

#endif // ACP_REPORT_TREESHAPE_H
