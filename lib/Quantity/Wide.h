//===- Wide.h - Arithmetic on 128 bits --------------------------*- C++ -*-===//
//
// Part of acpc, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What exact numbers need beyond the compiler's own __int128: greatest common
// divisors that are fast where both sides fit one register, products of 256
// bits to compare by, and powers that stop at the limit. Magnitudes are
// unsigned and below 2^127 unless a function says otherwise. Private to this
// folder.
//
//===----------------------------------------------------------------------===//

#ifndef ACP_QUANTITY_WIDE_H
#define ACP_QUANTITY_WIDE_H

#include <bit>
#include <cstdint>
#include <optional>

namespace acp::wide {

using Int = __int128;
using Nat = unsigned __int128;

/// Numerators and denominators are below this.
inline constexpr Nat Limit = Nat(1) << 127;

inline constexpr Nat magnitude(Int V) {
  return V < 0 ? Nat(0) - Nat(V) : Nat(V);
}

inline constexpr bool fitsWord(Nat V) { return uint64_t(V >> 64) == 0; }

/// Number of bits of V: 0 of 0, 1 of 1.
inline int bits(Nat V) {
  uint64_t High = uint64_t(V >> 64);
  return High ? 128 - std::countl_zero(High)
              : 64 - std::countl_zero(uint64_t(V));
}

inline int trailingZeros(Nat V) {
  uint64_t Low = uint64_t(V);
  return Low ? std::countr_zero(Low) : 64 + std::countr_zero(uint64_t(V >> 64));
}

/// Binary algorithm; gcd(0, x) is x.
inline uint64_t gcd64(uint64_t A, uint64_t B) {
  if (A == 0 || B == 0)
    return A | B;
  int Shift = std::countr_zero(A | B);
  A >>= std::countr_zero(A);
  while (B != 0) {
    B >>= std::countr_zero(B);
    uint64_t Less = A < B ? A : B;
    B = A < B ? B - A : A - B;
    A = Less;
  }
  return A << Shift;
}

inline Nat gcd(Nat A, Nat B) {
  if (A == 1 || B == 1)
    return 1;
  // One division first: a wide number against a narrow one is common, and
  // subtraction alone would take as many steps as they differ in bits.
  while (!fitsWord(A) || !fitsWord(B)) {
    if (B == 0)
      return A;
    Nat Rest = A % B;
    A = B;
    B = Rest;
  }
  return gcd64(uint64_t(A), uint64_t(B));
}

/// A whole number of 256 bits.
struct Double {
  Nat High, Low;
  friend bool operator==(const Double &A, const Double &B) {
    return A.High == B.High && A.Low == B.Low;
  }
  friend bool operator<(const Double &A, const Double &B) {
    return A.High != B.High ? A.High < B.High : A.Low < B.Low;
  }
};

inline Double multiply(Nat A, Nat B) {
  Nat A0 = uint64_t(A), A1 = A >> 64, B0 = uint64_t(B), B1 = B >> 64;
  Nat Low = A0 * B0, Mid = A0 * B1, Other = A1 * B0;
  Nat Carry = (Low >> 64) + uint64_t(Mid) + uint64_t(Other);
  return {A1 * B1 + (Mid >> 64) + (Other >> 64) + (Carry >> 64),
          (Carry << 64) | uint64_t(Low)};
}

/// A * B where it is below the limit.
inline std::optional<Nat> product(Nat A, Nat B) {
  Nat Out;
  if (__builtin_mul_overflow(A, B, &Out) || Out >= Limit)
    return std::nullopt;
  return Out;
}

/// Base ^ Exponent where it is below the limit; at most some ten steps.
inline std::optional<Nat> power(Nat Base, Nat Exponent) {
  if (Base <= 1 || Exponent == 0)
    return Exponent == 0 ? Nat(1) : Base;
  if (Exponent >= 127)
    return std::nullopt;
  Nat Out = 1;
  for (unsigned Rest = unsigned(Exponent);;) {
    if (Rest & 1) {
      std::optional<Nat> Next = product(Out, Base);
      if (!Next)
        return std::nullopt;
      Out = *Next;
    }
    Rest >>= 1;
    if (Rest == 0)
      return Out;
    std::optional<Nat> Square = product(Base, Base);
    if (!Square)
      return std::nullopt;
    Base = *Square;
  }
}

/// The Degree-th root of V where it is whole; Degree at least 1.
std::optional<Nat> root(Nat V, Nat Degree);

/// The double nearest to Num / Den, ties to even.
double quotient(Nat Num, Nat Den);

} // namespace acp::wide

#endif // ACP_QUANTITY_WIDE_H
