//===- Chance.h - Conditions that hold in part of the draws -----*- C++ -*-===//
//
// Part of acpc, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A search works at the middle of what is uncertain, and ends at the edge of
// what a requirement allows: there the middle says little. What is to be kept
// of a search is judged over all draws. What hangs on draws alone is worked out
// once for all points.
//
//===----------------------------------------------------------------------===//

#ifndef ACP_KERNEL_CHANCE_H
#define ACP_KERNEL_CHANCE_H

#include "Kernel/Sample.h"
#include "Kernel/Space.h"
#include "Kernel/Trend.h"

namespace acp::kernel {

/// A condition, and the part of the draws in which it has to hold.
struct Chance {
  ir::ValueId Condition = ir::None;
  double Share = 0.5;
};

class ChanceCheck {
public:
  /// Of a module whose leaves are the axes of the space and what is drawn. All
  /// must outlive it.
  ChanceCheck(const ir::Module &M, const Space &S,
              llvm::ArrayRef<Chance> Chances, const SampleOptions &Options);

  size_t size() const { return Chances.size(); }
  /// Whether a condition holds often enough at a point. From any thread.
  bool holds(size_t C, uint64_t Point) const;
  bool allHold(uint64_t Point) const;
  /// The trends of the conditions along lines, in every draw.
  TrendFinder trends(uint32_t Axis) const;

private:
  const ir::Module &M;
  const Space &S;
  llvm::ArrayRef<Chance> Chances;
  size_t Draws;
  /// What the axes alone decide, from their leaves.
  Tape OfAxes;
  size_t AxisValues = 0;
  /// What the draws alone decide: a column each.
  std::vector<ir::ValueId> Drawn;
  std::vector<std::vector<double>> Columns;
  /// Each condition, from both.
  std::vector<Tape> Conditions;
};

} // namespace acp::kernel

#endif // ACP_KERNEL_CHANCE_H
