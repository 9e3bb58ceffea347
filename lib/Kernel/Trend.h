//===- Trend.h - Which way values go along an axis --------------*- C++ -*-===//
//
// Part of acpc, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Along a line of a space one axis is free and the others stand at a value.
// What is proved there holds at every place: between which bounds a value is,
// and that it never falls or never rises. `ceil`, `max` and comparisons keep a
// direction; a sum of what rises and what falls has none.
//
//===----------------------------------------------------------------------===//

#ifndef ACP_KERNEL_TREND_H
#define ACP_KERNEL_TREND_H

#include "Kernel/Space.h"
#include "llvm/ADT/DenseMap.h"
#include <array>

namespace acp::kernel {

/// What is known of a value along a line. A truth value is 0 or 1.
struct Trend {
  double Low = 0;
  double High = 0;
  /// It may be larger, or smaller, at a place than at the one before.
  bool MayRise = false;
  bool MayFall = false;
  /// It keeps its direction only up to the last bits: doubles that are added,
  /// multiplied, divided keep theirs to the bit, but x * (c / x) does not.
  bool IsRounded = false;
  /// It has a result at every place.
  bool IsSure = false;
  /// It is a whole number at every place.
  bool IsWhole = false;
  /// It is a sum of powers of x, the leaf of the axis: a coefficient for each
  /// of x^-2 to x^2.
  bool IsPolynomial = false;
  std::array<double, 5> Terms{};

  bool isFixed() const { return !MayRise && !MayFall; }
  bool isMonotone() const { return IsSure && !(MayRise && MayFall); }
};

class TrendFinder {
public:
  /// Of lines along an axis, which hasDirection. Some values may be given: the
  /// same along a line, and otherwise anything between their bounds.
  TrendFinder(const ir::Module &M, const Space &S, uint32_t Axis,
              llvm::ArrayRef<ir::ValueId> Results,
              const llvm::DenseMap<ir::ValueId, Trend> &Given =
                  llvm::DenseMap<ir::ValueId, Trend>());

  /// The trends of the results along the line through a point.
  std::vector<Trend> along(llvm::ArrayRef<uint32_t> Places);

private:
  Trend of(const ir::Value &V) const;
  Trend narrowed(Trend T) const;
  const Trend &get(ir::ValueId V) const { return Known[Slot[V]]; }

  const ir::Module &M;
  const Space &S;
  uint32_t Axis;
  std::vector<ir::ValueId> Results;
  /// Open values that the results need, operands first, and where each value
  /// has its trend.
  std::vector<ir::ValueId> Order;
  std::vector<uint32_t> Slot;
  std::vector<Trend> Known;
  /// The leaf of the axis, where it is one alone.
  Trend X;
};

/// True for an axis whose values, of each of its leaves, are numbers that only
/// rise or only fall.
bool hasDirection(const ir::Module &M, const SpaceAxis &A);

} // namespace acp::kernel

#endif // ACP_KERNEL_TREND_H
