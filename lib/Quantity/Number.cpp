//===- Number.cpp - Exact ratios, doubles beyond --------------------------===//
//
// Part of acpc, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The four operations and the order, but for whole numbers of one word, which
// the header adds and multiplies in place. Ratios stay in lowest terms: factors
// are cancelled crosswise before they are multiplied, so that a product
// overflows only if the result does. Nothing here allocates but the last resort
// of a sum whose terms pass 127 bits before they cancel.
//
//===----------------------------------------------------------------------===//

#include "Quantity/Number.h"
#include "Quantity/Wide.h"
#include "llvm/ADT/APInt.h"
#include "llvm/ADT/ArrayRef.h"
#include <bit>
#include <cmath>
#include <limits>

using namespace acp;
using llvm::APInt;
using wide::Nat;

namespace {
Number::Wide withSign(Nat V, bool Negative) {
  return Negative ? -Number::Wide(V) : Number::Wide(V);
}

APInt wideInt(Number::Wide V, unsigned Bits) {
  uint64_t Words[] = {uint64_t(V), uint64_t(V >> 64)};
  return APInt(128, llvm::ArrayRef<uint64_t>(Words)).sext(Bits);
}

Number::Wide narrow(const APInt &V) {
  uint64_t High = V.extractBitsAsZExtValue(64, 64);
  uint64_t Low = V.extractBitsAsZExtValue(64, 0);
  return Number::Wide(Nat(High) << 64 | Low);
}

/// The double nearest to a ratio of 256 bits each, Den positive.
double nearestDouble(const APInt &Num, const APInt &Den) {
  bool Negative = Num.isNegative();
  APInt A = (Negative ? -Num : Num).zext(640), B = Den.zext(640);
  if (A.isZero())
    return 0;
  // Enough bits for a quotient of 64 or more; what is left over is one more.
  int Shift = 66 + int(B.getActiveBits()) - int(A.getActiveBits());
  if (Shift > 0)
    A <<= unsigned(Shift);
  else
    Shift = 0;
  APInt Quotient, Rest;
  APInt::udivrem(A, B, Quotient, Rest);
  int Extra = int(Quotient.getActiveBits()) - 64;
  if (Extra > 0) {
    if (Quotient.countr_zero() < unsigned(Extra))
      Rest = APInt(640, 1);
    Quotient.lshrInPlace(unsigned(Extra));
    Shift -= Extra;
  }
  uint64_t Bits = Quotient.getZExtValue() | (Rest.isZero() ? 0 : 1);
  double Out = std::ldexp(double(Bits), -Shift);
  return Negative ? -Out : Out;
}

uint64_t mix(uint64_t H, uint64_t V) {
  H = (H ^ V) * 0x9e3779b97f4a7c15;
  return H ^ (H >> 29);
}
} // namespace

Number Number::inexact(double Value) {
  Number Out;
  Out.Exact = false;
  Out.Value = Value == Value ? Value : std::numeric_limits<double>::quiet_NaN();
  return Out;
}

Number Number::ratio(Wide Num, Wide Den) {
  bool Negative = (Num < 0) != (Den < 0);
  Nat N = wide::magnitude(Num), D = wide::magnitude(Den);
  Nat G = wide::gcd(N, D);
  if (G > 1) {
    N /= G;
    D /= G;
  }
  if (N >= wide::Limit || D >= wide::Limit) {
    double Out = double(N) / double(D);
    return inexact(Negative ? -Out : Out);
  }
  return lowest(withSign(N, Negative), Wide(D));
}

bool Number::finite() const { return Exact || std::isfinite(Value); }

bool Number::isWhole() const {
  if (Exact)
    return Den == 1;
  return std::isfinite(Value) && std::floor(Value) == Value;
}

double Number::toDouble() const {
  if (!Exact)
    return Value;
  if (Den == 1 && isWord(Num))
    return double(int64_t(Num));
  double Out = wide::quotient(wide::magnitude(Num), Nat(Den));
  return Num < 0 ? -Out : Out;
}

std::optional<int64_t> Number::toInt64() const {
  if (!Exact || Den != 1 || !isWord(Num))
    return std::nullopt;
  return int64_t(Num);
}

Number Number::operator-() const {
  return Exact ? lowest(-Num, Den) : inexact(-Value);
}

Number Number::multiply(const Number &A, const Number &B) {
  if (!A.Exact || !B.Exact)
    return inexact(A.toDouble() * B.toDouble());
  bool Negative = (A.Num < 0) != (B.Num < 0);
  Nat AN = wide::magnitude(A.Num), AD = Nat(A.Den);
  Nat BN = wide::magnitude(B.Num), BD = Nat(B.Den);
  if (BD != 1)
    if (Nat G = wide::gcd(AN, BD); G > 1) {
      AN /= G;
      BD /= G;
    }
  if (AD != 1)
    if (Nat G = wide::gcd(BN, AD); G > 1) {
      BN /= G;
      AD /= G;
    }
  std::optional<Nat> Num = wide::product(AN, BN), Den = wide::product(AD, BD);
  if (!Num || !Den)
    return inexact(A.toDouble() * B.toDouble());
  return lowest(withSign(*Num, Negative), Wide(*Den));
}

namespace acp {

Number operator/(const Number &A, const Number &B) {
  if (!A.Exact || !B.Exact || B.Num == 0)
    return Number::inexact(A.toDouble() / B.toDouble());
  if (Number::bothWhole(A, B) && Number::isWord(A.Num) &&
      Number::isWord(B.Num)) {
    bool Negative = (A.Num < 0) != (B.Num < 0);
    uint64_t N = uint64_t(wide::magnitude(A.Num));
    uint64_t D = uint64_t(wide::magnitude(B.Num));
    uint64_t G = D == 1 ? 1 : N % D == 0 ? D : wide::gcd64(D, N % D);
    if (G != 1) {
      N /= G;
      D /= G;
    }
    return Number::lowest(withSign(N, Negative), Number::Wide(D));
  }
  Number Inverse =
      B.Num < 0 ? Number::lowest(-B.Den, -B.Num) : Number::lowest(B.Den, B.Num);
  Number Out = A * Inverse;
  return Out.Exact ? Out : Number::inexact(A.toDouble() / B.toDouble());
}

std::partial_ordering operator<=>(const Number &A, const Number &B) {
  if (!A.Exact || !B.Exact)
    return A.toDouble() <=> B.toDouble();
  if (A.Den == B.Den)
    return A.Num <=> B.Num;
  if ((A.Num < 0) != (B.Num < 0))
    return A.Num < 0 ? std::partial_ordering::less
                     : std::partial_ordering::greater;
  // Of one sign: crosswise, with room for every bit.
  wide::Double Left = wide::multiply(wide::magnitude(A.Num), Nat(B.Den));
  wide::Double Right = wide::multiply(wide::magnitude(B.Num), Nat(A.Den));
  if (Left == Right)
    return std::partial_ordering::equivalent;
  return (Left < Right) == (A.Num >= 0) ? std::partial_ordering::less
                                        : std::partial_ordering::greater;
}

} // namespace acp

/// a/b + c/d, where only the common factor g of b and d can cancel: with
/// t = a (d/g) + c (b/g), the sum is (t/h) / ((b/g) (d/h)) for h = gcd(t, g).
Number Number::add(const Number &A, const Number &B) {
  if (!A.Exact || !B.Exact)
    return inexact(A.toDouble() + B.toDouble());
  Nat G = A.Den == 1 || B.Den == 1 ? 1 : wide::gcd(Nat(A.Den), Nat(B.Den));
  Wide ADen = G == 1 ? A.Den : A.Den / Wide(G);
  Wide BDen = G == 1 ? B.Den : B.Den / Wide(G);
  Wide Left, Right, Sum, Den;
  if (!__builtin_mul_overflow(A.Num, BDen, &Left) &&
      !__builtin_mul_overflow(B.Num, ADen, &Right) &&
      !__builtin_add_overflow(Left, Right, &Sum)) {
    Nat H = G == 1 ? 1 : wide::gcd(wide::magnitude(Sum), G);
    if (!__builtin_mul_overflow(ADen, H == 1 ? B.Den : B.Den / Wide(H), &Den)) {
      if (H != 1)
        Sum /= Wide(H);
      if (Sum != Beyond)
        return lowest(Sum, Den);
    }
  }
  constexpr unsigned Bits = 384;
  APInt Wider = wideInt(A.Num, Bits) * wideInt(BDen, Bits) +
                wideInt(B.Num, Bits) * wideInt(ADen, Bits);
  APInt WideDen = wideInt(ADen, Bits) * wideInt(B.Den, Bits);
  APInt Common = llvm::APIntOps::GreatestCommonDivisor(Wider.abs(),
                                                       wideInt(Wide(G), Bits));
  APInt Num = Wider.sdiv(Common);
  APInt Rest = WideDen.sdiv(Common);
  if (Num.getSignificantBits() <= 128 && Rest.getSignificantBits() <= 128 &&
      narrow(Num) != Beyond)
    return lowest(narrow(Num), narrow(Rest));
  return inexact(nearestDouble(Num, Rest));
}

bool Number::same(const Number &A, const Number &B) {
  if (A.Exact && B.Exact)
    return A.Num == B.Num && A.Den == B.Den;
  double X = A.toDouble(), Y = B.toDouble();
  if (X == Y)
    return true;
  double Apart = std::fabs(X - Y);
  return std::isfinite(Apart) &&
         Apart <= 1e-12 * std::fmax(std::fabs(X), std::fabs(Y));
}

bool Number::identical(const Number &A, const Number &B) {
  if (A.Exact != B.Exact)
    return false;
  if (A.Exact)
    return A.Num == B.Num && A.Den == B.Den;
  return std::bit_cast<uint64_t>(A.Value) == std::bit_cast<uint64_t>(B.Value);
}

uint64_t Number::hash() const {
  if (!Exact)
    return mix(1, std::bit_cast<uint64_t>(Value));
  uint64_t H = mix(mix(2, uint64_t(Num)), uint64_t(Num >> 64));
  return Den == 1 ? H : mix(mix(H, uint64_t(Den)), uint64_t(Den >> 64));
}
