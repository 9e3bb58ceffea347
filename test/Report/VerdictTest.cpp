//===- VerdictTest.cpp - Checks and what is said of them ------------------===//
//
// Part of acpc, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Tolerances at their edges, and the words and digits of a difference.
//
//===----------------------------------------------------------------------===//

#include "Report/Digits.h"
#include "Report/Verdicts.h"
#include "Sample.h"
#include "gtest/gtest.h"

using namespace acp;
using namespace acp::test;

static Verdict judge(Sample &S, const ir::Check &C) {
  llvm::BumpPtrAllocator Memory;
  return judge(FigureMaker(S.M, S.Sources, Memory, ReportOptions()), C);
}

static Verdict verdictOf(const char *Left, const char *Right,
                         const char *Within, bool Relative = true) {
  Sample S("a == b");
  ir::Check &C = S.claim("a == b", S.number(Left, "FLOP"),
                         S.number(Right, "FLOP"), "FLOP");
  if (*Within)
    C.Within = S.number(Within, Relative ? "" : "FLOP");
  C.WithinIsRelative = Relative;
  return judge(S, C);
}

TEST(Verdict, Tolerance) {
  EXPECT_EQ(verdictOf("100", "100", ""), Verdict::Holds);
  EXPECT_EQ(verdictOf("100", "101", ""), Verdict::Fails);
  // The edge belongs to it, and is exact.
  EXPECT_EQ(verdictOf("110", "100", "0.1"), Verdict::Holds);
  EXPECT_EQ(verdictOf("90", "100", "0.1"), Verdict::Holds);
  EXPECT_EQ(verdictOf("110.0001", "100", "0.1"), Verdict::Fails);
  EXPECT_EQ(verdictOf("22.345e9", "22.35e9", "0.005e9", false), Verdict::Holds);
  EXPECT_EQ(verdictOf("22.344e9", "22.35e9", "0.005e9", false), Verdict::Fails);
  // Beyond what doubles tell apart.
  EXPECT_EQ(
      verdictOf("314287666790400000000001", "314287666790400000000000", ""),
      Verdict::Fails);
}

TEST(Verdict, Conditions) {
  Sample S("a < b");
  ir::Check &C = S.check(ir::CheckKind::Assert, "a < b", S.B.boolean(true, {}));
  EXPECT_EQ(judge(S, C), Verdict::Holds);
  C.Condition = S.B.boolean(false, {});
  EXPECT_EQ(judge(S, C), Verdict::Fails);
  C.Condition =
      S.B.leaf("open", ir::LeafKind::Open, {ir::TypeKind::Bool, 0}, {});
  EXPECT_EQ(judge(S, C), Verdict::Undecided);
}

TEST(Verdict, Distance) {
  EXPECT_EQ(distance(30, 30), "exact");
  EXPECT_EQ(distance(3, 30), "10x lower");
  EXPECT_EQ(distance(30, 3), "10x higher");
  EXPECT_EQ(distance(3.7, 1), "3.7x higher");
  EXPECT_EQ(distance(1.021, 1), "2.1% above");
  EXPECT_EQ(distance(0.979, 1), "2.1% below");
  EXPECT_EQ(distance(-0.979, -1), "2.1% below");
  EXPECT_EQ(distance(1.5, 0), "not 0");
  EXPECT_EQ(distance(0, 1.5), "ours is 0");
  EXPECT_EQ(distance(1, -1), "of the other sign");
  EXPECT_EQ(distance(1290, 1), "1,290x higher");
  EXPECT_EQ(distance(1e300, 1e-300), "beyond measure");
}

static std::string pairOf(const char *Left, const char *Right,
                          const char *UnitText, bool Tell) {
  Sample S("");
  const Unit U = S.M.Units[S.unit(UnitText)];
  PairTexts P = pairTexts(*Number::parse(Left) * U.Factor,
                          *Number::parse(Right) * U.Factor, U.Dimension, &U,
                          S.M.Scope, Tell);
  return P.Left + " | " + P.Right;
}

TEST(Digits, Pairs) {
  EXPECT_EQ(pairOf("109482240", "110000000", "param", true),
            "109,482,240 param | 110,000,000 param");
  EXPECT_EQ(pairOf("22.346858496", "22.35", "GFLOP", false),
            "22.35 GFLOP | 22.35 GFLOP");
  EXPECT_EQ(pairOf("22.346858496", "22.35", "GFLOP", true),
            "22.347 GFLOP | 22.35 GFLOP");
  EXPECT_EQ(pairOf("22.34", "22.35", "GFLOP", true),
            "22.34 GFLOP | 22.35 GFLOP");
  // Counts alone are compared digit by digit.
  EXPECT_EQ(pairOf("67045294080", "18e9", "FLOP/sample", true),
            "67.0 GFLOP/sample | 18 GFLOP/sample");
  EXPECT_EQ(pairOf("0.0078", "10", "day", true), "11.2 min | 10 day");
  EXPECT_EQ(pairOf("1.000001", "1", "Gbyte/s", true),
            "1.000001 Gbyte/s | 1 Gbyte/s");
}

TEST(Digits, Columns) {
  Sample S("");
  auto Column = [&](std::vector<const char *> Digits, const char *UnitText) {
    const Unit U = S.M.Units[S.unit(UnitText)];
    std::vector<Number> Numbers;
    for (const char *D : Digits)
      Numbers.push_back(*Number::parse(D) * U.Factor);
    ColumnTexts T =
        columnTexts(Numbers, U.Dimension, &U, S.M.Scope, /*Exact=*/false);
    std::string All = T.Common ? T.Unit + ":" : "apart";
    for (const std::string &Text : T.Texts)
      All += " " + Text;
    return All;
  };
  EXPECT_EQ(Column({"23440896", "1536", "0"}, "param"),
            "param: 23,440,896 1,536 0");
  EXPECT_EQ(Column({"11174215680", "302e6", "0"}, "MAC"), "GMAC: 11.2 0.302 0");
  // The small one would be hard to read.
  EXPECT_EQ(Column({"11174215680", "1537.5"}, "MAC"), "apart");
  EXPECT_EQ(Column({"28", "0.625"}, "day"), "day: 28 0.625");
}

TEST(Digits, ShortDecimal) {
  EXPECT_EQ(shortDecimal(10), "10");
  EXPECT_EQ(shortDecimal(3.7333), "3.73");
  EXPECT_EQ(shortDecimal(999.6), "1,000");
  EXPECT_EQ(shortDecimal(1289.9), "1,290");
  EXPECT_EQ(shortDecimal(0.0141), "0.0141");
  EXPECT_EQ(shortDecimal(1.5e7), "1.5e+07");
  EXPECT_EQ(grouped("1234567"), "1,234,567");
  EXPECT_EQ(grouped("-123"), "-123");
  EXPECT_EQ(grouped("-1234"), "-1,234");
}

TEST(Verdict, PartsOnePerLine) {
  Sample S(TrainingPlan, TrainingLibrary);
  makeTraining(S);
  Report R = buildReport(S.M, S.Sources, {});
  ASSERT_EQ(R.Asserts.size(), 2u);
  EXPECT_EQ(partLines(R.Asserts[1]), "as_computed.time = 30 min");
  EXPECT_EQ(R.Asserts[1].Text, "as_computed.time < 15 min");
  EXPECT_EQ(R.Asserts[1].Message, "the window of the night");
  EXPECT_FALSE(R.assertsHold());
  EXPECT_FALSE(R.claimsHold());
  // Without parts, both sides.
  EXPECT_EQ(partLines(R.Claims[2]), "as_worded.time = 3 min");
}
