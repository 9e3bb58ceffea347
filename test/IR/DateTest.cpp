//===- DateTest.cpp - Every day of the calendar ---------------------------===//
//
// Part of acpc, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The calendar is small enough to be tried whole.
//
//===----------------------------------------------------------------------===//

#include "IR/Date.h"
#include "gtest/gtest.h"

using namespace acp;

TEST(Date, EveryDayReadsBack) {
  int64_t First = *dayOf(1, 1, 1), Last = *dayOf(9999, 12, 31);
  EXPECT_EQ(Last - First + 1, 3652059);
  std::string Before;
  for (int64_t Day = First; Day <= Last; ++Day) {
    std::optional<std::string> Text = dateText(Day);
    ASSERT_TRUE(Text);
    ASSERT_LT(Before, *Text);
    Before = *Text;
    // Reading each takes long; every 7th comes to all months and leap days.
    if (Day % 7 == 0) {
      ASSERT_EQ(parseDate(*Text), Day);
    }
  }
  EXPECT_FALSE(dateText(First - 1));
  EXPECT_FALSE(dateText(Last + 1));
}

TEST(Date, KnownDays) {
  EXPECT_EQ(dayOf(1970, 1, 1), 0);
  EXPECT_EQ(dayOf(2000, 3, 1), 11017);
  EXPECT_EQ(parseDate("2026-10-01"), 20727);
  EXPECT_EQ(parseDate("2024-07"), parseDate("2024-07-01"));
}

TEST(Date, WhatIsNone) {
  for (const char *Text :
       {"", "2024", "2024-", "2024-13-01", "2024-00-01", "2024-01-00",
        "2023-02-29", "1900-02-29", "2024-1-1", "2024-07-", "2024-07-1",
        "2024-07-001", "0000-01-01", "2024-07-23-", "20240723", "2024/07/23",
        "-024-07-23", "2024-07-23x", "2024-0a"})
    EXPECT_FALSE(parseDate(Text)) << Text;
}

TEST(Date, Moments) {
  EXPECT_EQ(dateText(Number(0)), "1970-01-01");
  EXPECT_EQ(dateText(Number(-1)), "1969-12-31");
  EXPECT_EQ(dateText(Number(86399)), "1970-01-01");
  EXPECT_EQ(dateText(Number::inexact(86400.5)), "1970-01-02");
  EXPECT_FALSE(dateText(Number::inexact(1e300)));
  EXPECT_FALSE(dateText(Number(1) / Number(0)));
}
