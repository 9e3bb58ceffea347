//===- Sweep.h - Reports of the points of a sweep as one --------*- C++ -*-===//
//
// Part of acpc, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A plan that sweeps is reported at each point. What is the same at all of them
// is shown once; a record that differs becomes a table with a row a point, and
// a check counts the points where it holds.
//
//===----------------------------------------------------------------------===//

#ifndef ACP_REPORT_SWEEP_H
#define ACP_REPORT_SWEEP_H

#include "Report/Report.h"

namespace acp {

struct ReportPoint {
  /// What the axes stand at, with their names; their texts are in Memory.
  std::vector<Figure> Axes;
  std::unique_ptr<llvm::BumpPtrAllocator> Memory;
  /// Why the point has no report; "" if it has one.
  std::string Infeasible;
  Report R;
};

/// One report of all points, of which there is at least one.
Report sweepReport(std::vector<ReportPoint> Points);

} // namespace acp

#endif // ACP_REPORT_SWEEP_H
