//===- Decimal.cpp - Decimal digits of a number ---------------------------===//
//
// Part of acpc, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Ratios are expanded by long division, digit after digit, so that rounding
// sees the value itself. Doubles go through std::to_chars.
//
//===----------------------------------------------------------------------===//

#include "Quantity/Decimal.h"
#include "Quantity/Wide.h"
#include "llvm/ADT/StringExtras.h"
#include <charconv>
#include <cstdlib>

using namespace acp;
using llvm::StringRef;
using wide::Nat;

namespace {
/// Ten times Rest as quotient and remainder by Den, where the product itself
/// may pass 128 bits.
unsigned nextDigit(Nat &Rest, Nat Den) {
  constexpr Nat Room = Nat(1) << 124;
  if (wide::fitsWord(Den) && Den < Nat(1) << 60) {
    uint64_t Ten = uint64_t(Rest) * 10, D = uint64_t(Den);
    Rest = Ten % D;
    return unsigned(Ten / D);
  }
  if (Den < Room) {
    Nat Ten = Rest * 10;
    Rest = Ten % Den;
    return unsigned(Ten / Den);
  }
  // ((2 r) 2 + r) 2, reduced after each step.
  Nat One = Rest;
  unsigned Digit = 0;
  auto Reduce = [&] {
    if (Rest >= Den) {
      Rest -= Den;
      ++Digit;
    }
  };
  Rest *= 2;
  Reduce();
  Rest *= 2;
  Digit *= 2;
  Reduce();
  Rest += One;
  Reduce();
  Rest *= 2;
  Digit *= 2;
  Reduce();
  return Digit;
}

void trim(Decimal &D) {
  while (!D.Digits.empty() && D.Digits.back() == '0')
    D.Digits.pop_back();
}
} // namespace

Decimal acp::expand(__int128 Num, __int128 Den, unsigned Significant) {
  Decimal Out;
  Out.Negative = Num < 0;
  Nat N = wide::magnitude(Num), D = Nat(Den);
  Nat Whole = Den == 1 ? N : N / D, Rest = Den == 1 ? 0 : N % D;
  char Buffer[40];
  char *Begin = Buffer + sizeof(Buffer);
  for (; !wide::fitsWord(Whole); Whole /= 10)
    *--Begin = char('0' + unsigned(Whole % 10));
  for (uint64_t Low = uint64_t(Whole); Low != 0; Low /= 10)
    *--Begin = char('0' + Low % 10);
  Out.Digits.append(Begin, Buffer + sizeof(Buffer));
  Out.Exponent = int(Out.Digits.size()) - 1;
  while (Rest != 0 && Out.Digits.size() < Significant) {
    char Digit = char('0' + nextDigit(Rest, D));
    if (Digit == '0' && Out.Digits.empty())
      --Out.Exponent;
    else
      Out.Digits += Digit;
  }
  // The last digits may be zeros that more would follow.
  Out.More = Rest != 0;
  if (!Out.More)
    trim(Out);
  if (Out.Digits.empty())
    Out.Exponent = 0;
  return Out;
}

Decimal acp::shortest(double Value) {
  Decimal Out;
  char Buffer[40];
  std::to_chars_result End = std::to_chars(
      Buffer, Buffer + sizeof(Buffer), Value, std::chars_format::scientific);
  StringRef Text(Buffer, size_t(End.ptr - Buffer));
  Out.Negative = Text.consume_front("-");
  auto [Mantissa, Exponent] = Text.split('e');
  for (char C : Mantissa)
    if (C != '.')
      Out.Digits += C;
  Exponent.consume_front("+");
  Exponent.getAsInteger(10, Out.Exponent);
  trim(Out);
  if (Out.Digits.empty())
    Out.Exponent = 0;
  return Out;
}

bool Decimal::round(unsigned Significant) {
  if (Digits.size() <= Significant) {
    // Fewer digits than asked for and still more to come cannot be: who asks
    // expands one digit further than he rounds.
    return !More;
  }
  StringRef Lost = StringRef(Digits).drop_front(Significant);
  bool Zeros = !More && Lost.find_first_not_of('0') == StringRef::npos;
  bool Tie = !More && Lost[0] == '5' &&
             Lost.drop_front().find_first_not_of('0') == StringRef::npos;
  bool Odd = Significant > 0 && (Digits[Significant - 1] & 1);
  bool Up = Tie ? Odd : Lost[0] >= '5';
  Digits.truncate(Significant);
  More = false;
  if (Up) {
    size_t I = Digits.size();
    while (I > 0 && Digits[I - 1] == '9')
      Digits[--I] = '0';
    if (I > 0) {
      ++Digits[I - 1];
    } else {
      Digits.insert(Digits.begin(), '1');
      ++Exponent;
    }
  }
  trim(*this);
  return Zeros;
}

std::string Decimal::plain(unsigned Significant, bool Grouped) const {
  std::string All = Digits.str().str();
  if (All.size() < Significant)
    All.append(Significant - All.size(), '0');
  if (All.empty())
    All = "0";
  int Point = Exponent + 1;
  std::string Out = Negative ? "-" : "";
  if (Point <= 0)
    return Out + "0." + std::string(size_t(-Point), '0') + All;
  size_t Before = size_t(Point);
  if (All.size() < Before)
    All.append(Before - All.size(), '0');
  for (size_t I = 0; I < Before; ++I) {
    if (Grouped && I > 0 && (Before - I) % 3 == 0)
      Out += ',';
    Out += All[I];
  }
  if (All.size() > Before)
    Out += "." + All.substr(Before);
  return Out;
}

std::string Decimal::scientific(unsigned Significant) const {
  std::string All = Digits.str().str();
  if (All.size() < Significant)
    All.append(Significant - All.size(), '0');
  if (All.empty())
    All = "0";
  std::string Out = Negative ? "-" : "";
  Out += All[0];
  if (All.size() > 1)
    Out += "." + All.substr(1);
  return Out + "e" + std::to_string(Exponent);
}
