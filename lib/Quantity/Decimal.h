//===- Decimal.h - Decimal digits of a number -------------------*- C++ -*-===//
//
// Part of acpc, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A number as digits and a power of ten, before it is laid out as text. Private
// to this folder.
//
//===----------------------------------------------------------------------===//

#ifndef ACP_QUANTITY_DECIMAL_H
#define ACP_QUANTITY_DECIMAL_H

#include "llvm/ADT/SmallString.h"
#include "llvm/ADT/StringRef.h"
#include <string>

namespace acp {

/// d.ddd * 10^Exponent, without zeros at either end; no digits for zero.
struct Decimal {
  llvm::SmallString<48> Digits;
  int Exponent = 0;
  bool Negative = false;
  /// The number goes on after the digits.
  bool More = false;

  /// Whole, and all of it is here.
  bool isWhole() const {
    return !More && Exponent + 1 >= static_cast<int>(Digits.size());
  }
  /// Nearest with this many digits, ties to even. True if nothing was lost.
  bool round(unsigned Significant);
  /// `1234.5`, with zeros up to Significant digits; `1,234.5` if grouped.
  std::string plain(unsigned Significant, bool Grouped) const;
  /// `1.2345e3`, likewise.
  std::string scientific(unsigned Significant) const;
};

/// The shortest digits that read back as the same double; finite values only.
Decimal shortest(double Value);

/// The first Significant digits of Num / Den at least, and all those before the
/// point.
Decimal expand(__int128 Num, __int128 Den, unsigned Significant);

} // namespace acp

#endif // ACP_QUANTITY_DECIMAL_H
