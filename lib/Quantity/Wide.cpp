//===- Wide.cpp - Arithmetic on 128 bits ----------------------------------===//
//
// Part of acpc, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Roots are searched bit by bit from the top, as no floating estimate is good
// for 127 bits. Quotients are divided bit by bit, with one bit for all that
// follows, so that they are rounded once.
//
//===----------------------------------------------------------------------===//

#include "Quantity/Wide.h"
#include <cmath>

using namespace acp;
using namespace acp::wide;

/// The usual case, and three of four wrong candidates go by their last bits.
static std::optional<Nat> squareRoot(Nat V) {
  unsigned Last = unsigned(V) & 15;
  if (Last != 0 && Last != 1 && Last != 4 && Last != 9)
    return std::nullopt;
  // The estimate is good to 53 bits, one step of Newton doubles that.
  Nat Out = Nat(std::sqrt(double(V)));
  Out = (Out + V / Out) / 2;
  while (Out * Out > V)
    --Out;
  while ((Out + 1) * (Out + 1) <= V)
    ++Out;
  return Out * Out == V ? std::optional<Nat>(Out) : std::nullopt;
}

std::optional<Nat> wide::root(Nat V, Nat Degree) {
  if (V <= 1 || Degree == 1)
    return V;
  if (Degree == 2)
    return squareRoot(V);
  if (Degree >= 127)
    return std::nullopt;
  Nat Out = 0;
  for (int Bit = (bits(V) - 1) / int(Degree); Bit >= 0; --Bit) {
    Nat Try = Out | Nat(1) << Bit;
    std::optional<Nat> Power = power(Try, Degree);
    if (Power && *Power <= V)
      Out = Try;
  }
  if (power(Out, Degree) == V)
    return Out;
  return std::nullopt;
}

double wide::quotient(Nat Num, Nat Den) {
  constexpr Nat ExactDouble = Nat(1) << 53;
  if (Den == 1)
    return double(Num);
  if (Num <= ExactDouble && Den <= ExactDouble)
    return double(uint64_t(Num)) / double(uint64_t(Den));
  // Both to 127 bits; then 1 <= Num / Den < 2.
  int NumShift = 127 - bits(Num), DenShift = 127 - bits(Den);
  int Exponent = DenShift - NumShift;
  Num <<= NumShift;
  Den <<= DenShift;
  if (Num < Den) {
    Num <<= 1;
    --Exponent;
  }
  constexpr int Digits = 55;
  uint64_t Out = 0;
  for (int I = 0; I < Digits; ++I) {
    Out <<= 1;
    if (Num >= Den) {
      Num -= Den;
      Out |= 1;
    }
    Num <<= 1;
  }
  Out = Out << 1 | (Num != 0);
  return std::ldexp(double(Out), Exponent - Digits);
}
