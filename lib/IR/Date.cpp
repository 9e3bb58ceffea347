//===- Date.cpp - Days of the calendar ------------------------------------===//
//
// Part of acpc, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Days are counted by whole years before the date, whole months before it in
// its year, and days. The way back guesses the year from the mean length of one
// and corrects the guess.
//
//===----------------------------------------------------------------------===//

#include "IR/Date.h"
#include "llvm/ADT/StringExtras.h"

using namespace acp;
using llvm::StringRef;

namespace {

constexpr int64_t FirstYear = 1;
constexpr int64_t LastYear = 9999;

bool isLeap(int64_t Year) {
  return Year % 4 == 0 && (Year % 100 != 0 || Year % 400 == 0);
}

int64_t daysInMonth(int64_t Year, int64_t Month) {
  constexpr int8_t Days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  return Month == 2 && isLeap(Year) ? 29 : Days[Month - 1];
}

/// Days from 0001-01-01 to the first of January of a year.
int64_t daysBeforeYear(int64_t Year) {
  int64_t Full = Year - 1;
  return Full * 365 + Full / 4 - Full / 100 + Full / 400;
}

/// 1970-01-01, counted from 0001-01-01.
constexpr int64_t Epoch = 719162;

std::optional<int64_t> digits(StringRef Text, size_t Count) {
  if (Text.size() != Count || !llvm::all_of(Text, llvm::isDigit))
    return std::nullopt;
  int64_t Value = 0;
  for (char C : Text)
    Value = Value * 10 + (C - '0');
  return Value;
}

} // namespace

std::optional<int64_t> acp::dayOf(int64_t Year, int64_t Month, int64_t Day) {
  if (Year < FirstYear || Year > LastYear || Month < 1 || Month > 12 ||
      Day < 1 || Day > daysInMonth(Year, Month))
    return std::nullopt;
  int64_t Days = daysBeforeYear(Year);
  for (int64_t M = 1; M != Month; ++M)
    Days += daysInMonth(Year, M);
  return Days + Day - 1 - Epoch;
}

std::optional<int64_t> acp::parseDate(StringRef Text) {
  auto [Year, Rest] = Text.split('-');
  auto [Month, Day] = Rest.split('-');
  std::optional<int64_t> Y = digits(Year, 4), M = digits(Month, 2);
  std::optional<int64_t> D = Text.size() == 7 ? 1 : digits(Day, 2);
  if (!Y || !M || !D || (Text.size() != 7 && Text.size() != 10))
    return std::nullopt;
  return dayOf(*Y, *M, *D);
}

std::optional<std::string> acp::dateText(int64_t Days) {
  if (Days < -Epoch || Days >= daysBeforeYear(LastYear + 1) - Epoch)
    return std::nullopt;
  int64_t Left = Days + Epoch;
  // 400 years have 146097 days.
  int64_t Year = Left * 400 / 146097 + 1;
  while (daysBeforeYear(Year) > Left)
    --Year;
  while (daysBeforeYear(Year + 1) <= Left)
    ++Year;
  Left -= daysBeforeYear(Year);
  int64_t Month = 1;
  for (; Left >= daysInMonth(Year, Month); ++Month)
    Left -= daysInMonth(Year, Month);

  std::string Text = "0000-00-00";
  auto Put = [&Text](size_t Last, int64_t Value) {
    for (; Value != 0; Value /= 10)
      Text[Last--] = char('0' + Value % 10);
  };
  Put(3, Year);
  Put(6, Month);
  Put(9, Left + 1);
  return Text;
}

std::optional<std::string> acp::dateText(const Number &Seconds) {
  if (!Seconds.finite())
    return std::nullopt;
  Number Day = (Seconds / Number(SecondsPerDay)).floor();
  double Near = Day.toDouble();
  if (!(Near > -1e7 && Near < 1e7))
    return std::nullopt;
  return dateText(int64_t(Near));
}

Dim acp::timeDimension(DimensionTable &Dims) {
  return Dims.base("s", /*Count=*/false);
}
