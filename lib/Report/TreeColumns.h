//===- TreeColumns.h - Columns that say something ---------------*- C++ -*-===//
//
// Part of acpc, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A model has as many columns as its layers have kinds of cost. For people,
// those that hold only zeros and those that repeat an earlier one are named
// below the table instead of taking room in it.
//
//===----------------------------------------------------------------------===//

#ifndef ACP_REPORT_TREECOLUMNS_H
#define ACP_REPORT_TREECOLUMNS_H

#include "Report/Report.h"
#include <string>

namespace acp {

struct TreeColumns {
  /// Indices of the columns to show.
  std::vector<size_t> Shown;
  /// Names, as `buffers, adapters` and `trainable as params`.
  std::string Zero;
  std::string Same;
};

TreeColumns tellingColumns(const ReportView &V);

/// A share in percent: `100.0`, `21.4`, `<0.1`, `-` for nothing; empty where
/// there is no share.
std::string shareText(double Share);

} // namespace acp

#endif // ACP_REPORT_TREECOLUMNS_H
