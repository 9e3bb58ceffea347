//===- Format.h - Quantities for people -------------------------*- C++ -*-===//
//
// Part of acpc, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Three significant digits and a unit at which the figure reads well. A
// quantity keeps the unit it is declared with while the figure lies between
// 0.1 and 10,000; beyond, a unit of the same dimension takes over: 1800 s in a
// field of days is `30 min`. Whole numbers below a million are printed in full
// with their thousands grouped, larger counts in words: `109 million param`.
//
//===----------------------------------------------------------------------===//

#ifndef ACP_QUANTITY_FORMAT_H
#define ACP_QUANTITY_FORMAT_H

#include "Quantity/Unit.h"

namespace acp {

struct FormatOptions {
  /// All digits instead of three, and the declared unit whatever the figure.
  bool Exact = false;
};

/// A value in base units, as text. `Preferred` may be null; then a unit is made
/// from the dimension. Never an empty text.
std::string format(const Number &Value, Dim Dimension, const Unit *Preferred,
                   const UnitScope &Scope, const FormatOptions &Options = {});

} // namespace acp

#endif // ACP_QUANTITY_FORMAT_H
