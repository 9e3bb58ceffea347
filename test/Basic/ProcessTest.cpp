//===- ProcessTest.cpp - Output that nobody reads, or that has no room ----===//
//
// Part of acpc, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Each test puts another file in the place of the standard output.
//
//===----------------------------------------------------------------------===//

#include "Basic/Process.h"
#include "gtest/gtest.h"
#include <fcntl.h>
#include <unistd.h>

using namespace acp;

namespace {
OutputResult writeTo(int Descriptor, llvm::StringRef Text) {
  failOnBrokenOutput();
  int Saved = ::dup(STDOUT_FILENO);
  ::dup2(Descriptor, STDOUT_FILENO);
  OutputResult Result = writeStandardOutput(Text);
  ::dup2(Saved, STDOUT_FILENO);
  ::close(Saved);
  return Result;
}

TEST(ProcessTest, AReaderThatHasGone) {
  int Ends[2];
  ASSERT_EQ(::pipe(Ends), 0);
  ::close(Ends[0]);
  OutputResult Result = writeTo(Ends[1], "text");
  ::close(Ends[1]);
  EXPECT_TRUE(Result.Closed);
  EXPECT_EQ(Result.Problem, "");
}

TEST(ProcessTest, AFullDisk) {
  int Full = ::open("/dev/full", O_WRONLY | O_CLOEXEC);
  ASSERT_GE(Full, 0);
  OutputResult Result = writeTo(Full, "text");
  ::close(Full);
  EXPECT_FALSE(Result.Closed);
  EXPECT_EQ(Result.Problem, "No space left on device");
}

TEST(ProcessTest, AllIsWritten) {
  int Ends[2];
  ASSERT_EQ(::pipe(Ends), 0);
  OutputResult Result = writeTo(Ends[1], "text");
  ::close(Ends[1]);
  char Got[8];
  EXPECT_EQ(::read(Ends[0], Got, sizeof(Got)), 4);
  ::close(Ends[0]);
  EXPECT_FALSE(Result.Closed);
  EXPECT_EQ(Result.Problem, "");
}
} // namespace
