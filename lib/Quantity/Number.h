//===- Number.h - Exact ratios, doubles beyond ------------------*- C++ -*-===//
//
// Part of acpc, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The one kind of number of the language: a ratio of whole numbers while
// numerator and denominator both fit 127 bits, a binary64 marked inexact
// beyond. Sums, differences, products and quotients of exact numbers are exact
// while they fit; roots, logarithms and everything computed from an inexact
// number are inexact. Division by zero and overflow give a number that is not
// finite; whoever asked for it reports that.
//
//===----------------------------------------------------------------------===//

#ifndef ACP_QUANTITY_NUMBER_H
#define ACP_QUANTITY_NUMBER_H

#include "llvm/ADT/StringRef.h"
#include <compare>
#include <cstdint>
#include <optional>
#include <string>

namespace acp {

class Number {
public:
  using Wide = __int128;

  constexpr Number() : Num(0), Den(1), Exact(true) {}
  constexpr Number(int64_t Value) : Num(Value), Den(1), Exact(true) {}
  /// An inexact number, even where the double is whole.
  static Number inexact(double Value);
  /// The ratio in lowest terms; Den must not be zero. Inexact if it does not
  /// fit.
  static Number ratio(Wide Num, Wide Den);
  /// Digits with optional `_`, fraction and exponent: `1_000`, `0.33`, `15e12`.
  /// Exact where it fits. Nothing if the text is malformed.
  static std::optional<Number> parse(llvm::StringRef Digits);

  bool exact() const { return Exact; }
  bool finite() const;
  bool isZero() const { return Exact ? Num == 0 : Value == 0; }
  /// True for an exact whole number, and for an inexact one without fraction.
  bool isWhole() const;
  bool isNegative() const { return Exact ? Num < 0 : Value < 0; }
  /// The nearest double.
  double toDouble() const;
  /// The value where it is whole, exact and fits.
  std::optional<int64_t> toInt64() const;
  Wide numerator() const { return Num; }
  Wide denominator() const { return Den; }

  Number operator-() const;
  friend Number operator+(const Number &A, const Number &B) {
    Wide Sum = 0;
    if (bothWhole(A, B) && !__builtin_add_overflow(A.Num, B.Num, &Sum) &&
        Sum != Beyond)
      return lowest(Sum, 1);
    return add(A, B);
  }
  friend Number operator-(const Number &A, const Number &B) {
    Wide Difference = 0;
    if (bothWhole(A, B) && !__builtin_sub_overflow(A.Num, B.Num, &Difference) &&
        Difference != Beyond)
      return lowest(Difference, 1);
    return add(A, -B);
  }
  friend Number operator*(const Number &A, const Number &B) {
    if (bothWhole(A, B) && isWord(A.Num) && isWord(B.Num))
      return lowest(A.Num * B.Num, 1);
    return multiply(A, B);
  }
  friend Number operator/(const Number &A, const Number &B);
  /// The order of the values; where one is inexact, of the doubles, as in a
  /// kernel. A number that is not a number is unordered.
  friend std::partial_ordering operator<=>(const Number &A, const Number &B);
  /// Equal values; where one is inexact, within 1e-12 of the larger.
  static bool same(const Number &A, const Number &B);
  /// The same representation to the last bit, for sharing of equal values.
  static bool identical(const Number &A, const Number &B);
  uint64_t hash() const;

  /// Largest whole number not above, smallest not below, nearest with halves
  /// to even. Exact for exact numbers.
  Number floor() const;
  Number ceil() const;
  Number round() const;
  Number abs() const { return isNegative() ? -*this : *this; }
  /// Exact for a whole exponent of an exact base while it fits, and for roots
  /// that are exact; inexact otherwise. Linear in the bits of the exponent.
  static Number pow(const Number &Base, const Number &Exponent);
  Number sqrt() const;
  Number exp() const;
  Number log() const;
  Number log2() const;
  Number log10() const;
  /// The point of the standard normal distribution below which this part of it
  /// lies.
  Number probit() const;

  /// All there is to it: `123`, `7/2`, or the shortest double that reads back
  /// as the same, with a mark that it is one: `~0.1`. `parseText` reads it.
  std::string text() const;
  static std::optional<Number> parseText(llvm::StringRef Text);
  /// Decimal for people: whole numbers below 1e6 in full, others to so many
  /// digits, halves to even. `1.80` is 1.8004, `1.8` is 1.8. Thousands are
  /// grouped; from 1e6 and below 1e-4 it is `1.8e18`.
  std::string decimal(unsigned Significant) const;
  /// True for an exact number whose decimal has an end.
  bool hasDecimal() const;
  /// Exact decimal where there is a finite one, else 17 digits; of an inexact
  /// number the shortest that reads back as the same.
  std::string fullDecimal() const;

private:
  /// -2^127, the one value of Wide that a number never has.
  static constexpr Wide Beyond = Wide(1) << 127;
  /// In lowest terms already, Den positive, both below 2^127.
  static Number lowest(Wide Num, Wide Den) {
    Number Out;
    Out.Num = Num;
    Out.Den = Den;
    return Out;
  }
  static bool bothWhole(const Number &A, const Number &B) {
    return A.Exact && B.Exact && A.Den == 1 && B.Den == 1;
  }
  static bool isWord(Wide V) { return V == static_cast<int64_t>(V); }
  static Number add(const Number &A, const Number &B);
  static Number multiply(const Number &A, const Number &B);
  static std::optional<Number> exactPower(const Number &Base, Wide Exponent);

  Wide Num = 0;
  Wide Den = 1;
  double Value = 0;
  bool Exact = true;
};

} // namespace acp

#endif // ACP_QUANTITY_NUMBER_H
