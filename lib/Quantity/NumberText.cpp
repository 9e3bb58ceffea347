//===- NumberText.cpp - Numbers from text and as text ---------------------===//
//
// Part of acpc, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Literals are exact where a ratio holds them, so the digits are gathered as
// whole numbers and a power of ten; what passes 127 bits is read as the nearest
// double. However large an exponent is, the time is linear in the text.
//
// For people a number has some digits, half to even. An inexact number is first
// taken to 13 digits: sums that differ in the last bit from one machine word to
// the next shall not print differently, and 0.1 + 0.2 prints as 3/10 does.
//
//===----------------------------------------------------------------------===//

#include "Quantity/Decimal.h"
#include "Quantity/Number.h"
#include "Quantity/Wide.h"
#include "llvm/ADT/StringExtras.h"
#include <charconv>
#include <cmath>
#include <limits>

using namespace acp;
using llvm::StringRef;
using wide::Nat;

namespace {
/// Digits with single `_` between them.
StringRef takeDigits(StringRef &Text) {
  size_t I = 0;
  while (I < Text.size()) {
    bool Join = Text[I] == '_' && I > 0 && Text[I - 1] != '_' &&
                I + 1 < Text.size() && llvm::isDigit(Text[I + 1]);
    if (!llvm::isDigit(Text[I]) && !Join)
      break;
    ++I;
  }
  StringRef Out = Text.take_front(I);
  Text = Text.drop_front(I);
  return Out;
}

/// A literal in parts: Whole.Fraction * 10^Exponent.
struct Literal {
  StringRef Whole, Fraction;
  int64_t Exponent = 0;
};

/// Far beyond any text that could make up for it with zeros.
constexpr int64_t HugeExponent = int64_t(1) << 40;

std::optional<Literal> split(StringRef Text) {
  Literal Out;
  Out.Whole = takeDigits(Text);
  if (Out.Whole.empty())
    return std::nullopt;
  if (Text.consume_front(".")) {
    Out.Fraction = takeDigits(Text);
    if (Out.Fraction.empty())
      return std::nullopt;
  }
  if (Text.consume_front("e") || Text.consume_front("E")) {
    bool Negative = Text.consume_front("-");
    if (!Negative)
      Text.consume_front("+");
    StringRef Digits = takeDigits(Text);
    if (Digits.empty())
      return std::nullopt;
    for (char C : Digits)
      if (C != '_' && Out.Exponent < HugeExponent)
        Out.Exponent = Out.Exponent * 10 + (C - '0');
    if (Negative)
      Out.Exponent = -Out.Exponent;
  }
  if (!Text.empty())
    return std::nullopt;
  return Out;
}

/// Mantissa * 10^Exponent, where the mantissa does not end in 0 and the value
/// is not zero. A mantissa of no value has more than 127 bits.
struct Scaled {
  std::optional<Nat> Mantissa = 0;
  int64_t Exponent = 0;
  /// Of the first digit that is not zero.
  int64_t Leading = 0;
};

Scaled gather(const Literal &L) {
  Scaled Out;
  Out.Exponent = L.Exponent;
  bool Started = false;
  int64_t Zeros = 0, Seen = 0, Before = 0;
  auto Take = [&](StringRef Digits) {
    for (char C : Digits) {
      if (C == '_')
        continue;
      ++Seen;
      if (C == '0') {
        Zeros += Started;
        continue;
      }
      if (!Started)
        Out.Leading = -Seen;
      Started = true;
      // At most 38 steps: then the mantissa has passed the limit.
      for (int64_t I = 0; I <= Zeros && Out.Mantissa; ++I)
        Out.Mantissa = wide::product(*Out.Mantissa, 10);
      if (Out.Mantissa)
        *Out.Mantissa += Nat(C - '0');
      if (Out.Mantissa && *Out.Mantissa >= wide::Limit)
        Out.Mantissa.reset();
      Zeros = 0;
    }
  };
  Take(L.Whole);
  Before = Seen;
  Take(L.Fraction);
  Out.Exponent += Zeros - (Seen - Before);
  Out.Leading += Before + L.Exponent;
  return Out;
}

/// The ratio of a gathered literal, if it fits.
std::optional<std::pair<Nat, Nat>> exactly(const Scaled &S) {
  if (!S.Mantissa || S.Exponent > 38 || S.Exponent < -126)
    return std::nullopt;
  Nat Num = *S.Mantissa;
  if (S.Exponent >= 0) {
    std::optional<Nat> Factor = wide::power(10, Nat(S.Exponent));
    std::optional<Nat> Out = Factor ? wide::product(Num, *Factor) : Factor;
    if (!Out)
      return std::nullopt;
    return std::pair(*Out, Nat(1));
  }
  // Not a multiple of ten, so that only twos or only fives cancel.
  unsigned Twos = unsigned(-S.Exponent), Fives = Twos;
  for (; Twos > 0 && Num % 2 == 0; --Twos)
    Num /= 2;
  for (; Fives > 0 && Num % 5 == 0; --Fives)
    Num /= 5;
  std::optional<Nat> A = wide::power(2, Twos), B = wide::power(5, Fives);
  std::optional<Nat> Den = A && B ? wide::product(*A, *B) : std::nullopt;
  if (!Den)
    return std::nullopt;
  return std::pair(Num, *Den);
}

/// A literal of digits alone that has at most 18 of them: nearly all are.
std::optional<int64_t> small(StringRef Text) {
  if (Text.empty() || Text.size() > 18)
    return std::nullopt;
  int64_t Out = 0;
  for (char C : Text) {
    if (!llvm::isDigit(C))
      return std::nullopt;
    Out = Out * 10 + (C - '0');
  }
  return Out;
}

std::string wideText(Number::Wide V) {
  Decimal D = expand(V, 1, 0);
  return D.plain(0, false);
}

std::string notFinite(double V) {
  return V != V ? "nan" : V < 0 ? "-inf" : "inf";
}

/// Fixed where it is short, else scientific; reads back as a literal.
std::string readable(const Decimal &D) {
  bool Short = D.Exponent >= -7 && D.Exponent < 21;
  return Short ? D.plain(0, false) : D.scientific(0);
}

/// `-?[0-9]+`, below 2^127.
std::optional<Number::Wide> parseWide(StringRef Text) {
  bool Negative = Text.consume_front("-");
  if (Text.empty())
    return std::nullopt;
  Nat Out = 0;
  for (char C : Text) {
    std::optional<Nat> Next = wide::product(Out, 10);
    if (!llvm::isDigit(C) || !Next)
      return std::nullopt;
    Out = *Next + Nat(C - '0');
    if (Out >= wide::Limit)
      return std::nullopt;
  }
  return Negative ? -Number::Wide(Out) : Number::Wide(Out);
}
} // namespace

std::optional<Number> Number::parse(StringRef Digits) {
  if (std::optional<int64_t> Whole = small(Digits))
    return Number(*Whole);
  std::optional<Literal> L = split(Digits);
  if (!L)
    return std::nullopt;
  Scaled S = gather(*L);
  if (S.Mantissa && *S.Mantissa == 0)
    return Number(0);
  if (std::optional<std::pair<Nat, Nat>> Ratio = exactly(S))
    return lowest(Wide(Ratio->first), Wide(Ratio->second));
  if (S.Leading > 310)
    return inexact(std::numeric_limits<double>::infinity());
  if (S.Leading < -330)
    return inexact(0);
  std::string Plain;
  for (char C : Digits)
    if (C != '_')
      Plain += C;
  double Out = 0;
  std::from_chars_result End =
      std::from_chars(Plain.data(), Plain.data() + Plain.size(), Out);
  if (End.ec == std::errc::result_out_of_range)
    Out = S.Leading > 0 ? std::numeric_limits<double>::infinity() : 0;
  return inexact(Out);
}

std::string Number::text() const {
  if (Exact)
    return Den == 1 ? wideText(Num) : wideText(Num) + "/" + wideText(Den);
  if (!std::isfinite(Value))
    return "~" + notFinite(Value);
  return "~" + readable(shortest(Value));
}

std::optional<Number> Number::parseText(StringRef Text) {
  if (!Text.consume_front("~")) {
    auto [Top, Bottom] = Text.split('/');
    std::optional<Wide> Num = parseWide(Top);
    std::optional<Wide> Den = Bottom.data() ? parseWide(Bottom) : Wide(1);
    if (!Num || !Den || *Den <= 0)
      return std::nullopt;
    return ratio(*Num, *Den);
  }
  constexpr double Infinity = std::numeric_limits<double>::infinity();
  if (Text == "inf" || Text == "-inf")
    return inexact(Text[0] == '-' ? -Infinity : Infinity);
  if (Text == "nan")
    return inexact(std::numeric_limits<double>::quiet_NaN());
  double Out = 0;
  bool Starts = !Text.empty() && (Text[0] == '-' || llvm::isDigit(Text[0]));
  std::from_chars_result End = std::from_chars(Text.begin(), Text.end(), Out);
  if (!Starts || End.ec != std::errc() || End.ptr != Text.end() ||
      !std::isfinite(Out))
    return std::nullopt;
  return inexact(Out);
}

std::string Number::decimal(unsigned Significant) const {
  if (!finite())
    return notFinite(Value);
  constexpr unsigned Trusted = 13;
  Decimal D = Exact ? expand(Num, Den, Significant + 1) : shortest(Value);
  if (!Exact && Significant < Trusted)
    D.round(Trusted);
  if (D.Digits.empty())
    return "0";
  if (D.isWhole() && D.Exponent < 6)
    return D.plain(0, /*Grouped=*/true);
  unsigned Shown = D.round(Significant) ? 0 : Significant;
  bool Plain = D.Exponent >= -4 && D.Exponent < 6;
  return Plain ? D.plain(Shown, /*Grouped=*/true) : D.scientific(Shown);
}

bool Number::hasDecimal() const {
  if (!Exact)
    return false;
  // No factors below the line but two and five.
  Nat Rest = Nat(Den) >> wide::trailingZeros(Nat(Den));
  while (Rest % 5 == 0)
    Rest /= 5;
  return Rest == 1;
}

std::string Number::fullDecimal() const {
  if (!finite())
    return notFinite(Value);
  if (isZero())
    return "0";
  if (!Exact)
    return readable(shortest(Value));
  // The places are as many as the larger power of two or five below the line.
  constexpr unsigned AllDigits = 200;
  if (hasDecimal())
    return expand(Num, Den, AllDigits).plain(0, false);
  Decimal D = expand(Num, Den, 18);
  D.round(17);
  return readable(D);
}
