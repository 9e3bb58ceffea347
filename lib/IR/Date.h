//===- Date.h - Days of the calendar ----------------------------*- C++ -*-===//
//
// Part of acpc, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A date is a whole number of days since 1970-01-01 in the Gregorian calendar,
// extended to the years 1 to 9999. In the IR it is kept in seconds, so that a
// time can be added to it.
//
//===----------------------------------------------------------------------===//

#ifndef ACP_IR_DATE_H
#define ACP_IR_DATE_H

#include "Quantity/Dimension.h"
#include "Quantity/Number.h"
#include "llvm/ADT/StringRef.h"
#include <cstdint>
#include <optional>
#include <string>

namespace acp {

inline constexpr int64_t SecondsPerDay = 86400;

/// The day of a date; nothing if there is no such date.
std::optional<int64_t> dayOf(int64_t Year, int64_t Month, int64_t Day);

/// `2024-07-23`, and `2024-07` for the first day of a month.
std::optional<int64_t> parseDate(llvm::StringRef Text);

/// `2024-07-23`; nothing outside the years 1 to 9999.
std::optional<std::string> dateText(int64_t Days);

/// The day that holds a moment given in seconds since 1970-01-01.
std::optional<std::string> dateText(const Number &Seconds);

/// The dimension of a difference of dates. The base unit of time is called `s`
/// in the prelude; dates are the one thing in the language that needs it.
Dim timeDimension(DimensionTable &Dims);

} // namespace acp

#endif // ACP_IR_DATE_H
