//===- Spread.h - What causes the spread of figures -------------*- C++ -*-===//
//
// Part of acpc, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef ACP_REPORT_SPREAD_H
#define ACP_REPORT_SPREAD_H

#include "Report/Report.h"
#include "llvm/ADT/STLFunctionalExtras.h"

namespace acp {

/// A figure of a report that draws spread.
struct SpreadRow {
  /// `train.time`
  std::string Figure;
  llvm::StringRef Range;
  /// The leaves that cause most of its variance, and their parts of it:
  /// `train.mfu (30 to 40%) 93%, others 7%`.
  std::string Causes;
};

/// Those that have causes other than themselves. Name writes a leaf.
std::vector<SpreadRow>
spreadRows(const Report &R,
           llvm::function_ref<std::string(llvm::StringRef)> Name);

} // namespace acp

#endif // ACP_REPORT_SPREAD_H
