//===- Elementary.cpp - Exponential and logarithms of our own -------------===//
//
// Part of acpc, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Intermediate results are pairs of doubles (high part, and what it lacks), by
// the error-free sum of Knuth and the error-free product of Dekker and
// Veltkamp. There are no tables:
//
//   exp  x = k ln 2 + r with |r| <= ln 2 / 2; the series of e^r, whose first
//        three terms are summed in pairs; times 2^k.
//   log  x = 2^k m with m between sqrt(1/2) and sqrt(2); s = f / (2 + f) of
//        f = m - 1; log m = 2 artanh s = 2s (1 + s^2/3 + s^4/5 + ...).
//   pow  exp(y log x), with the logarithm to some 66 bits: a result of 2^1000
//        turns ten of them into error.
//
// All that is worth its place only without contraction to fused operations:
// the build sets -ffp-contract=off.
//
//===----------------------------------------------------------------------===//

#include "Quantity/Elementary.h"
#include "Basic/Vectors.h"
#include "llvm/Support/Compiler.h"
#include <bit>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>

using namespace acp;

namespace {
constexpr double Infinity = std::numeric_limits<double>::infinity();
constexpr double NaN = std::numeric_limits<double>::quiet_NaN();

/// The high parts have 42 bits, so that their products with an exponent of
/// eleven bits are exact.
constexpr double Ln2High = 0x1.62e42fefa3800p-1;
constexpr double Ln2Low = 0x1.ef35793c76730p-45;
constexpr double Log10Of2High = 0x1.34413509f7800p-2;
constexpr double Log10Of2Low = 0x1.fef311f12b358p-46;

/// High + Low, where Low is below half a unit of the last place of High.
struct Pair {
  double High;
  double Low;
};
constexpr Pair Log2OfE = {0x1.71547652b82fep+0, 0x1.777d0ffda0d24p-56};
constexpr Pair Log10OfE = {0x1.bcb7b1526e50ep-2, 0x1.95355baaafad3p-57};
constexpr Pair Third = {0x1.5555555555555p-2, 0x1.5555555555555p-56};
constexpr Pair Fifth = {0x1.999999999999ap-3, -0x1.999999999999ap-57};

/// A + B where |A| >= |B| or A is 0.
Pair quickSum(double A, double B) {
  double Sum = A + B;
  return {Sum, B - (Sum - A)};
}

Pair sum(double A, double B) {
  double Sum = A + B;
  double Of = Sum - A;
  return {Sum, (A - (Sum - Of)) + (B - Of)};
}

Pair product(double A, double B) {
  constexpr double Splitter = 0x1p27 + 1;
  double Product = A * B;
  double C = Splitter * A, D = Splitter * B;
  double A1 = C - (C - A), B1 = D - (D - B);
  double A2 = A - A1, B2 = B - B1;
  return {Product, ((A1 * B1 - Product) + A1 * B2 + A2 * B1) + A2 * B2};
}

Pair add(Pair A, Pair B) {
  Pair S = sum(A.High, B.High);
  return quickSum(S.High, S.Low + (A.Low + B.Low));
}

Pair multiply(Pair A, Pair B) {
  Pair P = product(A.High, B.High);
  return quickSum(P.High, P.Low + (A.High * B.Low + A.Low * B.High));
}

/// Nearest whole number of |X| < 2^51, ties to even.
double nearest(double X) {
  constexpr double Shifter = 0x1.8p52;
  return (X + Shifter) - Shifter;
}

double twoToThe(int K) {
  return std::bit_cast<double>(uint64_t(K + 1023) << 52);
}

/// X * 2^K, rounded once even where the result is subnormal.
double scale(double X, int K) {
  int Half = K / 2;
  return X * twoToThe(Half) * twoToThe(K - Half);
}

/// e to a pair between -746 and 710.
LLVM_ATTRIBUTE_ALWAYS_INLINE double expOf(Pair X) {
  double K = nearest(X.High * Log2OfE.High);
  // The first difference is exact: both sides are multiples of the last place
  // of the smaller, and nearly equal.
  Pair R = sum(X.High - K * Ln2High, X.Low - K * Ln2Low);
  double T = R.High, T2 = T * T;
  // The terms r^3/3! .. r^15/15!, odd and even apart to shorten the chain.
  double Odd = 1.0 / 1307674368000.0;
  Odd = Odd * T2 + 1.0 / 6227020800.0;
  Odd = Odd * T2 + 1.0 / 39916800.0;
  Odd = Odd * T2 + 1.0 / 362880.0;
  Odd = Odd * T2 + 1.0 / 5040.0;
  Odd = Odd * T2 + 1.0 / 120.0;
  Odd = Odd * T2 + 1.0 / 6.0;
  double Even = 1.0 / 87178291200.0;
  Even = Even * T2 + 1.0 / 479001600.0;
  Even = Even * T2 + 1.0 / 3628800.0;
  Even = Even * T2 + 1.0 / 40320.0;
  Even = Even * T2 + 1.0 / 720.0;
  Even = Even * T2 + 1.0 / 24.0;
  double Tail = T2 * T * (Odd + T * Even);
  Pair Square = product(T, T);
  Pair First = quickSum(1.0, T);
  Pair Second = quickSum(First.High, 0.5 * Square.High);
  double Low = First.Low + Second.Low + 0.5 * Square.Low;
  Low += R.Low + T * R.Low;
  return scale(Second.High + (Tail + Low), int(K));
}

/// X = 2^K * (1 + F) with 1 + F between sqrt(1/2) and sqrt(2), both exact; X
/// positive and finite.
struct Split {
  int K;
  double F;
};
Split split(double X) {
  int Extra = 0;
  if (X < 0x1p-1022) {
    X *= 0x1p54;
    Extra = -54;
  }
  uint64_t Bits = std::bit_cast<uint64_t>(X);
  // The high word of sqrt(1/2); one ulp more or less of it does not matter.
  constexpr uint64_t RootHalf = 0x3fe6a09e667f3bcd;
  int K = int((Bits - RootHalf + (uint64_t(1) << 62)) >> 52) - (1 << 10);
  double M = std::bit_cast<double>(Bits - (uint64_t(int64_t(K)) << 52));
  return {K + Extra, M - 1.0};
}

/// S = F / (2 + F), to more than a hundred bits.
Pair ratio(double F) {
  Pair D = quickSum(2.0, F);
  double S = F / D.High;
  Pair Back = product(S, D.High);
  double Rest = ((F - Back.High) - Back.Low) - S * D.Low;
  return {S, Rest / D.High};
}

/// 1/First + Z/(First + 2) + Z^2/(First + 4) + ... up to 1/Last.
template <int First, int Last> double tail(double Z) {
  if constexpr (First == Last)
    return 1.0 / First;
  else
    return 1.0 / First + Z * tail<First + 2, Last>(Z);
}

/// log(1 + F) with an error of some 2^-60 of the result.
Pair logNear(double F) {
  Pair S = ratio(F);
  double Z = S.High * S.High;
  double Series = Z * tail<3, 25>(Z);
  return quickSum(2.0 * S.High, 2.0 * S.Low + 2.0 * S.High * Series);
}

/// The same with an error of some 2^-66.
Pair logNearest(double F) {
  Pair S = ratio(F);
  S = quickSum(S.High, S.Low);
  Pair Z = multiply(S, S);
  double Rest = Z.High * tail<7, 29>(Z.High);
  Pair Inner = quickSum(Fifth.High, Rest);
  Pair Series = product(Z.High, Inner.High);
  Series.Low += Z.High * (Inner.Low + Fifth.Low) + Z.Low * Inner.High;
  Pair Outer = quickSum(Third.High, Series.High);
  Outer.Low += Series.Low + Third.Low;
  Series = product(Z.High, Outer.High);
  Series.Low += Z.High * Outer.Low + Z.Low * Outer.High;
  Pair Twice = {2.0 * S.High, 2.0 * S.Low};
  return add(Twice, multiply(Twice, Series));
}

/// What the logarithms give where the argument is not positive and finite.
double outside(double X) { return X == 0 ? -Infinity : X > 0 ? X : NaN; }

bool inside(double X) { return X > 0 && X < Infinity; }

bool isWhole(double X) {
  if (X >= 0x1p52 || X <= -0x1p52)
    return true;
  return X >= 0 ? nearest(X) == X : nearest(-X) == -X;
}

bool isOdd(double X) {
  double Half = X * 0.5;
  return X < 0x1p53 && X > -0x1p53 && isWhole(X) && !isWhole(Half);
}

/// Beyond these e^T is infinite, or zero.
constexpr double Greatest = 709.79;
constexpr double Least = -745.14;

/// e^T for any pair.
double expAnywhere(Pair T) {
  if (T.High > Greatest)
    return Infinity;
  if (T.High < Least)
    return 0;
  return expOf(T);
}

/// Base positive and finite.
double powOfPositive(double Base, double Exponent) {
  double Size = Exponent < 0 ? -Exponent : Exponent;
  if (Base == 1)
    return 1;
  // Out of these ranges the result is 0, 1 or infinite, and products of pairs
  // would leave the range of doubles.
  if (Size > 0x1p64)
    return (Base > 1) == (Exponent > 0) ? Infinity : 0;
  if (Size < 0x1p-70)
    return 1;
  Split P = split(Base);
  Pair Log = logNearest(P.F);
  if (P.K != 0) {
    Pair Whole = sum(P.K * Ln2High, Log.High);
    Log = quickSum(Whole.High, Whole.Low + (Log.Low + P.K * Ln2Low));
  }
  Pair T = product(Exponent, Log.High);
  return expAnywhere(quickSum(T.High, T.Low + Exponent * Log.Low));
}
} // namespace

double elementary::exp(double X) {
  if (X != X)
    return X;
  if (X < 0x1p-60 && X > -0x1p-60)
    return 1;
  return expAnywhere({X, 0});
}

ACP_VECTORS void elementary::exp(const double *X, double *To, size_t N) {
  for (size_t I = 0; I != N; ++I) {
    double A = X[I];
    double T = A == A ? A : 0;
    T = T > Greatest ? Greatest : T;
    T = T < Least ? Least : T;
    double Result = expOf({T, 0});
    Result = A > Greatest ? Infinity : Result;
    Result = A < Least ? 0 : Result;
    To[I] = A == A ? Result : A;
  }
}

double elementary::log(double X) {
  if (!inside(X))
    return outside(X);
  Split P = split(X);
  Pair Log = logNear(P.F);
  if (P.K == 0)
    return Log.High + Log.Low;
  Pair Whole = sum(P.K * Ln2High, Log.High);
  return Whole.High + (Whole.Low + (Log.Low + P.K * Ln2Low));
}

double elementary::log2(double X) {
  if (!inside(X))
    return outside(X);
  Split P = split(X);
  Pair Log = multiply(logNear(P.F), Log2OfE);
  Pair Whole = sum(P.K, Log.High);
  return Whole.High + (Whole.Low + Log.Low);
}

double elementary::log10(double X) {
  if (!inside(X))
    return outside(X);
  Split P = split(X);
  Pair Log = multiply(logNear(P.F), Log10OfE);
  Pair Whole = sum(P.K * Log10Of2High, Log.High);
  return Whole.High + (Whole.Low + (Log.Low + P.K * Log10Of2Low));
}

double elementary::pow(double Base, double Exponent) {
  if (Exponent == 0 || Base == 1)
    return 1;
  if (Base != Base || Exponent != Exponent)
    return NaN;
  bool Odd = isOdd(Exponent);
  bool Minus = std::bit_cast<int64_t>(Base) < 0;
  double Size = Minus ? -Base : Base;
  double Out;
  if (Exponent == Infinity || Exponent == -Infinity)
    Out = Size == 1 ? 1 : (Size > 1) == (Exponent > 0) ? Infinity : 0;
  else if (Size == 0)
    Out = Exponent > 0 ? 0 : Infinity;
  else if (Size == Infinity)
    Out = Exponent > 0 ? Infinity : 0;
  else if (Minus && !isWhole(Exponent))
    return NaN;
  else
    Out = powOfPositive(Size, Exponent);
  return Minus && Odd ? -Out : Out;
}

// Wichura 1988, algorithm AS 241 (PPND16): a quotient of polynomials near the
// middle, and two in the root of minus the logarithm of the tail.

/// A polynomial, its coefficients from the constant one up.
template <size_t N>
LLVM_ATTRIBUTE_ALWAYS_INLINE static double polynomial(const double (&C)[N],
                                                      double X) {
  double Sum = 0;
  for (size_t I = N; I-- != 0;)
    Sum = Sum * X + C[I];
  return Sum;
}

namespace {
constexpr double MiddleTop[] = {
    3.3871328727963666080e0,  1.3314166789178437745e+2,
    1.9715909503065514427e+3, 1.3731693765509461125e+4,
    4.5921953931549871457e+4, 6.7265770927008700853e+4,
    3.3430575583588128105e+4, 2.5090809287301226727e+3};
constexpr double MiddleBottom[] = {1,
                                   4.2313330701600911252e+1,
                                   6.8718700749205790830e+2,
                                   5.3941960214247511077e+3,
                                   2.1213794301586595867e+4,
                                   3.9307895800092710610e+4,
                                   2.8729085735721942674e+4,
                                   5.2264952788528545610e+3};
constexpr double NearTop[] = {
    1.42343711074968357734e0,  4.63033784615654529590e0,
    5.76949722146069140550e0,  3.64784832476320460504e0,
    1.27045825245236838258e0,  2.41780725177450611770e-1,
    2.27238449892691845833e-2, 7.74545014278341407640e-4};
constexpr double NearBottom[] = {1,
                                 2.05319162663775882187e0,
                                 1.67638483018380384940e0,
                                 6.89767334985100004550e-1,
                                 1.48103976427480074590e-1,
                                 1.51986665636164571966e-2,
                                 5.47593808499534494600e-4,
                                 1.05075007164441684324e-9};
constexpr double FarTop[] = {
    6.65790464350110377720e0,  5.46378491116411436990e0,
    1.78482653991729133580e0,  2.96560571828504891230e-1,
    2.65321895265761230930e-2, 1.24266094738807843860e-3,
    2.71155556874348757815e-5, 2.01033439929228813265e-7};
constexpr double FarBottom[] = {1,
                                5.99832206555887937690e-1,
                                1.36929880922735805310e-1,
                                1.48753612908506148525e-2,
                                7.86869131145613259100e-4,
                                1.84631831751005468180e-5,
                                1.42151175831644588870e-7,
                                2.04426310338993978564e-15};

bool isMiddle(double Off) { return Off >= -0.425 && Off <= 0.425; }

/// Where P is Off more than a half.
LLVM_ATTRIBUTE_ALWAYS_INLINE double probitOfMiddle(double Off) {
  double X = 0.180625 - Off * Off;
  return Off * polynomial(MiddleTop, X) / polynomial(MiddleBottom, X);
}
} // namespace

double elementary::probit(double P) {
  if (!(P >= 0 && P <= 1))
    return NaN;
  if (P == 0 || P == 1)
    return P == 0 ? -Infinity : Infinity;
  double Off = P - 0.5;
  if (isMiddle(Off))
    return probitOfMiddle(Off);
  double Tail = std::sqrt(-log(Off < 0 ? P : 1 - P));
  double Result =
      Tail <= 5
          ? polynomial(NearTop, Tail - 1.6) / polynomial(NearBottom, Tail - 1.6)
          : polynomial(FarTop, Tail - 5) / polynomial(FarBottom, Tail - 5);
  return Off < 0 ? -Result : Result;
}

ACP_VECTORS void elementary::probit(const double *P, double *To, size_t N) {
  for (size_t I = 0; I != N; ++I)
    To[I] = probitOfMiddle(P[I] - 0.5);
  // Few are not there.
  for (size_t I = 0; I != N; ++I)
    if (!isMiddle(P[I] - 0.5))
      To[I] = probit(P[I]);
}
