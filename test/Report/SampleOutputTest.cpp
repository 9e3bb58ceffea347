//===- SampleOutputTest.cpp - Whole outputs -------------------------------===//
//
// Part of acpc, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Writes each sample in each form into the folder ACP_REPORT_OUT, for lit to
// compare with what is expected. Without that folder there is nothing to do.
//
//===----------------------------------------------------------------------===//

#include "Basic/Source.h"
#include "IR/Text.h"
#include "Report/Explain.h"
#include "Report/Write.h"
#include "Sample.h"
#include "gtest/gtest.h"
#include <cstdlib>

using namespace acp;
using namespace acp::test;

namespace {
struct Named {
  const char *Name;
  const char *Plan;
  const char *Library;
  void (*Make)(Sample &);
};
} // namespace

static const Named AllSamples[] = {
    {"training", TrainingPlan, TrainingLibrary, makeTraining},
    {"model", ModelPlan, "", makeModel},
    {"table", TablePlan, "", makeTable},
    {"open", OpenPlan, "", makeOpen}};

static void save(const std::string &Name, const std::string &Text) {
  std::error_code Error;
  llvm::raw_fd_ostream File(
      std::string(std::getenv("ACP_REPORT_OUT")) + "/" + Name, Error);
  ASSERT_FALSE(Error) << Name;
  File << Text;
}

static std::string printed(const Sample &S, ReportFormat Format,
                           ReportOptions Options = {},
                           WriteOptions Write = {}) {
  Options.Version = "0.1.0";
  Options.StdlibDigest = "0123456789abcdef";
  std::string Text;
  llvm::raw_string_ostream OS(Text);
  printReport(OS, Format, S.M, S.Sources, nullptr, Options, Write);
  return Text;
}

TEST(SampleOutput, All) {
  if (!std::getenv("ACP_REPORT_OUT"))
    GTEST_SKIP();
  for (const Named &N : AllSamples) {
    Sample S(N.Plan, N.Library);
    N.Make(S);
    ASSERT_EQ(ir::verify(S.M), "") << N.Name;
    std::string Text = printed(S, ReportFormat::Text);
    save(std::string(N.Name) + ".txt", Text);
    save(std::string(N.Name) + ".md", printed(S, ReportFormat::Markdown));
    save(std::string(N.Name) + ".json", printed(S, ReportFormat::JSON));
    save(std::string(N.Name) + ".exact.txt",
         printed(S, ReportFormat::Text, {.Exact = true}));
    save(std::string(N.Name) + ".color.txt",
         printed(S, ReportFormat::Text, {}, {.Color = true}));
    llvm::SmallVector<llvm::StringRef> Lines;
    llvm::StringRef(Text).split(Lines, '\n');
    for (llvm::StringRef Line : Lines) {
      EXPECT_LE(displayWidth(Line), 80u) << N.Name << ": " << Line.str();
      EXPECT_FALSE(Line.ends_with(" ")) << N.Name << ": " << Line.str();
    }
  }
}

TEST(SampleOutput, Explain) {
  if (!std::getenv("ACP_REPORT_OUT"))
    GTEST_SKIP();
  Sample S(TrainingPlan, TrainingLibrary);
  makeTraining(S);
  auto Explained = [&](llvm::StringRef Name, const ExplainOptions &Options,
                       bool JSON) {
    std::string Text;
    llvm::raw_string_ostream OS(Text);
    EXPECT_TRUE(JSON ? explainJSON(OS, S.M, S.Sources, Name, Options)
                     : explain(OS, S.M, S.Sources, Name, Options));
    return Text;
  };
  save("explain.txt", Explained("as_computed.energy", {}, false));
  save("explain.ascii.txt",
       Explained("as_computed.time", {.Depth = 2, .Breadth = 1, .Ascii = true},
                 false));
  save("explain.json", Explained("as_computed.flops", {}, true));
}
