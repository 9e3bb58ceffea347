//===- ProgressTest.cpp - The line of long work ---------------------------===//
//
// Part of acpc, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Sweep/Progress.h"
#include "gtest/gtest.h"
#include <thread>

using namespace acp;

namespace {

std::string none() { return ""; }

struct Terminal {
  std::string Text;
  llvm::raw_string_ostream OS{Text};
  /// What came since the last look.
  std::string take() { return std::exchange(Text, ""); }
};

} // namespace

TEST(Progress, IsShownAfterASecondAndFiveTimesInOne) {
  Terminal T;
  Progress P(&T.OS);
  P.begin(0);
  P.show(10, 100, none);
  EXPECT_EQ(T.take(), "");
  P.finish(100, none);
  EXPECT_EQ(T.take(), "");
  std::this_thread::sleep_for(std::chrono::milliseconds(1050));
  P.show(50'000'000, 200'000'000, [] { return "3 s"; });
  std::string Line = T.take();
  EXPECT_TRUE(
      llvm::StringRef(Line).starts_with("\r25% of 200,000,000 points, "));
  EXPECT_NE(Line.find(" million a second, best 3 s, "), std::string::npos);
  EXPECT_TRUE(llvm::StringRef(Line).ends_with(" s left\x1b[K"));
  P.show(60'000'000, 200'000'000, none);
  EXPECT_EQ(T.take(), "");
  P.clear();
  EXPECT_EQ(T.take(), "\r\x1b[K");
  P.clear();
  EXPECT_EQ(T.take(), "");
  P.finish(1000, none);
  Line = T.take();
  EXPECT_TRUE(llvm::StringRef(Line).starts_with("\r100% of 1,000 points, "));
  EXPECT_TRUE(llvm::StringRef(Line).ends_with(" a second\x1b[K\n"));
}

TEST(Progress, NobodyLooks) {
  Progress P(nullptr);
  std::this_thread::sleep_for(std::chrono::milliseconds(1050));
  P.show(1, 2, none);
  P.finish(2, none);
  P.clear();
}
