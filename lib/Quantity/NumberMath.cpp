//===- NumberMath.cpp - Rounding, powers, roots and logarithms ------------===//
//
// Part of acpc, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A power is exact where base and exponent are and the result fits: by repeated
// squaring, which gives up as soon as it passes 127 bits, so that 10^10^10
// costs nothing. What is not exact is computed by our own elementary functions.
//
//===----------------------------------------------------------------------===//

#include "Quantity/Elementary.h"
#include "Quantity/Number.h"
#include "Quantity/Wide.h"
#include <cmath>
#include <utility>

using namespace acp;
using wide::Nat;

namespace {
/// Nearest whole number, halves to even, whatever the rounding mode.
double nearestWhole(double V) {
  double Down = std::floor(V);
  double Over = V - Down;
  if (Over < 0.5 || (Over == 0.5 && std::fmod(Down, 2) == 0))
    return Down;
  return Down + 1;
}
} // namespace

Number Number::floor() const {
  if (!Exact)
    return inexact(std::floor(Value));
  if (Den == 1)
    return *this;
  Wide Quotient = Num / Den;
  return lowest(Num < 0 ? Quotient - 1 : Quotient, 1);
}

Number Number::ceil() const { return -(-*this).floor(); }

Number Number::round() const {
  if (!Exact)
    return inexact(nearestWhole(Value));
  if (Den == 1)
    return *this;
  Wide Down = floor().Num;
  // Twice what is left over, against Den. The product may pass 127 bits, the
  // difference does not.
  Nat Over = (Nat(Num) - Nat(Down) * Nat(Den)) * 2;
  bool Up = Over > Nat(Den) || (Over == Nat(Den) && (Down & 1));
  return lowest(Up ? Down + 1 : Down, 1);
}

std::optional<Number> Number::exactPower(const Number &Base, Wide Exponent) {
  if (Exponent < 0 && Base.Num == 0)
    return std::nullopt;
  Nat Times = wide::magnitude(Exponent);
  std::optional<Nat> Num = wide::power(wide::magnitude(Base.Num), Times);
  std::optional<Nat> Den = wide::power(Nat(Base.Den), Times);
  if (!Num || !Den)
    return std::nullopt;
  if (Exponent < 0)
    std::swap(Num, Den);
  bool Negative = Base.Num < 0 && (Times & 1);
  return lowest(Negative ? -Wide(*Num) : Wide(*Num), Wide(*Den));
}

Number Number::pow(const Number &Base, const Number &Exponent) {
  if (Base.Exact && Exponent.Exact && (Exponent.Den == 1 || Base.Num >= 0)) {
    // In lowest terms a ratio is a perfect power only if both its parts are.
    std::optional<Nat> Num =
        wide::root(wide::magnitude(Base.Num), Nat(Exponent.Den));
    std::optional<Nat> Den = wide::root(Nat(Base.Den), Nat(Exponent.Den));
    if (Num && Den) {
      Number Root = lowest(Base.Num < 0 ? -Wide(*Num) : Wide(*Num), Wide(*Den));
      if (std::optional<Number> Out = exactPower(Root, Exponent.Num))
        return *Out;
    }
  }
  return inexact(elementary::pow(Base.toDouble(), Exponent.toDouble()));
}

Number Number::sqrt() const {
  if (Exact && Num >= 0) {
    std::optional<Nat> Top = wide::root(Nat(Num), 2);
    std::optional<Nat> Bottom = wide::root(Nat(Den), 2);
    if (Top && Bottom)
      return lowest(Wide(*Top), Wide(*Bottom));
  }
  return inexact(std::sqrt(toDouble()));
}

Number Number::exp() const { return inexact(elementary::exp(toDouble())); }
Number Number::log() const { return inexact(elementary::log(toDouble())); }
Number Number::log2() const { return inexact(elementary::log2(toDouble())); }
Number Number::log10() const { return inexact(elementary::log10(toDouble())); }
Number Number::probit() const {
  return inexact(elementary::probit(toDouble()));
}
