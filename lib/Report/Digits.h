//===- Digits.h - Figures side by side --------------------------*- C++ -*-===//
//
// Part of acpc, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A figure alone is printed by acp::format. Figures that stand beside others
// (the sides of a comparison, a column) want one unit, and digits enough to
// tell them apart.
//
//===----------------------------------------------------------------------===//

#ifndef ACP_REPORT_DIGITS_H
#define ACP_REPORT_DIGITS_H

#include "Quantity/Format.h"
#include "llvm/ADT/ArrayRef.h"
#include <string>
#include <vector>

namespace acp {

struct PairTexts {
  std::string Left;
  std::string Right;
};

/// Both sides in the unit in which the right one reads well, with at least the
/// digits of the right side; with `Tell`, as many more as make two different
/// numbers look different.
PairTexts pairTexts(const Number &Left, const Number &Right, Dim D,
                    const Unit *Preferred, const UnitScope &Scope, bool Tell);

struct ColumnTexts {
  /// False if no unit suits all; the rest is then empty.
  bool Common = false;
  std::string Unit;
  /// Without the unit, one for each number.
  std::vector<std::string> Texts;
};

/// All numbers of a column in one unit: whole ones below a thousand million
/// with all digits, others with three in the unit of the largest, unless the
/// smallest is less than a hundredth of that.
ColumnTexts columnTexts(llvm::ArrayRef<Number> Column, Dim D,
                        const Unit *Preferred, const UnitScope &Scope,
                        bool Exact);

/// Three digits and no exponent from 0.001 to a million: `10`, `3.73`, `1,290`.
std::string shortDecimal(double Value);

/// The shortest decimal that reads back as the value.
std::string shortestDecimal(double Value);

/// `1,234,567`, from the digits of a whole number.
std::string grouped(std::string Digits);

} // namespace acp

#endif // ACP_REPORT_DIGITS_H
