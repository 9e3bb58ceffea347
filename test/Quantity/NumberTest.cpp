//===- NumberTest.cpp - Arithmetic of exact and inexact numbers -----------===//
//
// Part of acpc, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The laws of a field over all ratios of small parts; ratios near the limit of
// 127 bits against 512-bit whole numbers; rounding, powers and roots.
//
//===----------------------------------------------------------------------===//

#include "Prelude.h"
#include "llvm/ADT/APInt.h"
#include "llvm/ADT/ArrayRef.h"
#include <chrono>
#include <cmath>
#include <numeric>
#include <random>

using namespace acp;
using namespace acp::test;
using llvm::APInt;

namespace {
/// Every ratio whose parts are at most Limit.
std::vector<Number> universe(int Limit) {
  std::vector<Number> Out;
  for (int Num = -Limit; Num <= Limit; ++Num)
    for (int Den = 1; Den <= Limit; ++Den)
      if (std::gcd(Num, Den) == 1)
        Out.push_back(Number::ratio(Num, Den));
  return Out;
}

bool equal(const Number &A, const Number &B) {
  return A.exact() && B.exact() && Number::identical(A, B) &&
         A.hash() == B.hash() && (A <=> B) == 0 && Number::same(A, B);
}

APInt wide(Number::Wide V) {
  uint64_t Words[] = {uint64_t(V), uint64_t(V >> 64)};
  return APInt(128, llvm::ArrayRef<uint64_t>(Words)).sext(512);
}

double toDouble(const APInt &V) {
  unsigned Bits = V.getActiveBits(), Shift = Bits > 64 ? Bits - 64 : 0;
  return std::ldexp(double(V.lshr(Shift).getZExtValue()), int(Shift));
}

/// Num / Den in lowest terms against a number: the same ratio if it fits, else
/// the same double to the given number of units.
void expectRatio(APInt Num, APInt Den, const Number &Got, double Units) {
  if (Den.isNegative()) {
    Num = -Num;
    Den = -Den;
  }
  APInt Common = llvm::APIntOps::GreatestCommonDivisor(Num.abs(), Den);
  Num = Num.sdiv(Common);
  Den = Den.sdiv(Common);
  if (Num.abs().getActiveBits() <= 127 && Den.getActiveBits() <= 127) {
    ASSERT_TRUE(Got.exact());
    EXPECT_EQ(wide(Got.numerator()), Num);
    EXPECT_EQ(wide(Got.denominator()), Den);
    return;
  }
  ASSERT_FALSE(Got.exact());
  double Want = toDouble(Num.abs()) / toDouble(Den);
  Want = Num.isNegative() ? -Want : Want;
  EXPECT_NEAR(Got.toDouble() / Want, 1, Units * 0x1p-52);
}

class Random {
public:
  Number::Wide part() {
    int Bits = int(Engine() % 127) + 1;
    unsigned __int128 Out = (unsigned __int128)(Engine()) << 64 | Engine();
    return Number::Wide(Out >> (128 - Bits));
  }
  Number ratio() {
    Number::Wide Num = part(), Den = part();
    bool Whole = Engine() % 4 == 0;
    return Number::ratio(Engine() % 2 ? -Num : Num, Den && !Whole ? Den : 1);
  }
  double real() {
    uint64_t Bits = Engine();
    double Out;
    static_assert(sizeof(Bits) == sizeof(Out));
    memcpy(&Out, &Bits, sizeof(Out));
    return Out;
  }

private:
  std::mt19937_64 Engine{20260101};
};
} // namespace

TEST(Number, IsAFieldOverASmallUniverse) {
  std::vector<Number> All = universe(12);
  for (const Number &A : All) {
    EXPECT_TRUE(equal(A + Number(0), A));
    EXPECT_TRUE(equal(A * Number(1), A));
    EXPECT_TRUE(equal(A + -A, Number(0)));
    if (!A.isZero()) {
      EXPECT_TRUE(equal(A * (Number(1) / A), Number(1)));
    }
    for (const Number &B : All) {
      ASSERT_TRUE(equal(A + B, B + A));
      ASSERT_TRUE(equal(A * B, B * A));
      ASSERT_TRUE(equal(A + B - B, A));
      if (!B.isZero()) {
        ASSERT_TRUE(equal(A / B * B, A));
      }
      ASSERT_EQ(A < B, A.toDouble() < B.toDouble());
      ASSERT_EQ(A < B, (A - B).isNegative());
      ASSERT_EQ(Number::identical(A, B), (A <=> B) == 0);
    }
  }
}

TEST(Number, AssociatesAndDistributes) {
  std::vector<Number> All = universe(7);
  for (const Number &A : All)
    for (const Number &B : All)
      for (const Number &C : All) {
        ASSERT_TRUE(equal(A + B + C, A + (B + C)));
        ASSERT_TRUE(equal(A * B * C, A * (B * C)));
        ASSERT_TRUE(equal(A * (B + C), A * B + A * C));
      }
}

TEST(Number, IsExactWheneverTheResultFits) {
  Random R;
  for (int I = 0; I < 20000; ++I) {
    Number A = R.ratio(), B = R.ratio();
    if (!A.exact() || !B.exact())
      continue;
    APInt N = wide(A.numerator()), D = wide(A.denominator());
    APInt M = wide(B.numerator()), E = wide(B.denominator());
    expectRatio(N * E + M * D, D * E, A + B, 2);
    expectRatio(N * E - M * D, D * E, A - B, 2);
    expectRatio(N * M, D * E, A * B, 4);
    if (!B.isZero())
      expectRatio(N * E, D * M, A / B, 4);
    EXPECT_EQ(A < B, (N * E).slt(M * D));
  }
}

TEST(Number, CancelsBeforeItOverflows) {
  Number Big = number("170141183460469231731687303715884105727");
  EXPECT_TRUE(equal(Big / Big, Number(1)));
  EXPECT_TRUE(equal(Number(1) / Big * Big, Number(1)));
  EXPECT_TRUE(equal(Big - Big, Number(0)));
  // Both sums have terms of more than 127 bits above one denominator.
  Number Third = Big / Number(3) - Number::ratio(1, 3);
  EXPECT_TRUE(equal(Third + Number::ratio(1, 3), Big / Number(3)));
  EXPECT_FALSE((Big + Number(1)).exact());
  EXPECT_FALSE((-Big - Number(1)).exact());
  EXPECT_EQ((Big + Number(1)).toDouble(), 0x1p127);
  EXPECT_FALSE((Big * Number(2)).exact());
}

TEST(Number, GivesTheNearestDouble) {
  Random R;
  for (int I = 0; I < 5000; ++I) {
    Number A = R.ratio();
    if (!A.exact())
      continue;
    // The neighbours are not nearer, to the precision of long double.
    long double Value = (long double)A.numerator() / A.denominator();
    double Got = A.toDouble();
    long double Unit =
        std::nextafter(std::fabs(Got), INFINITY) - std::fabs(Got);
    EXPECT_LE(std::fabs(Value - Got) / Unit, 0.5002L);
  }
  EXPECT_EQ(Number::ratio(1, 3).toDouble(), 1.0 / 3.0);
  EXPECT_EQ(number("9007199254740993").toDouble(), 9007199254740992.0);
  EXPECT_EQ(number("9007199254740995").toDouble(), 9007199254740996.0);
}

TEST(Number, OverflowAndDivisionByZeroAreNotFinite) {
  EXPECT_FALSE((Number(1) / Number(0)).finite());
  EXPECT_FALSE((Number(0) / Number(0)).finite());
  EXPECT_FALSE((Number::inexact(1e308) * Number(10)).finite());
  EXPECT_FALSE(Number(-1).sqrt().finite());
  EXPECT_FALSE(Number(0).log().finite());
  EXPECT_FALSE(Number::pow(0, -1).finite());
  Number None = Number(0) / Number(0);
  EXPECT_TRUE((None <=> Number(1)) == std::partial_ordering::unordered);
  EXPECT_FALSE(Number::same(None, None));
  EXPECT_TRUE(Number::identical(None, None));
}

TEST(Number, InexactSpreads) {
  Number Root = Number(2).sqrt();
  EXPECT_FALSE(Root.exact());
  for (const Number &N : {Root + Number(1), Root - Root, Root * Number(0),
                          Number(1) / Root, -Root, Root.floor()})
    EXPECT_FALSE(N.exact());
  EXPECT_TRUE(Number::same(Root * Root, Number(2)));
  EXPECT_FALSE(Number::same(Root, Number::ratio(1414213562, 1000000000)));
  EXPECT_TRUE(Number::inexact(4).isWhole());
  EXPECT_FALSE(Number::inexact(4).toInt64().has_value());
}

TEST(Number, RoundsHalvesToEven) {
  for (int Num = -60; Num <= 60; ++Num)
    for (int Den = 1; Den <= 12; ++Den) {
      Number N = Number::ratio(Num, Den);
      double V = double(Num) / Den;
      EXPECT_TRUE(equal(N.floor(), Number(int64_t(std::floor(V)))));
      EXPECT_TRUE(equal(N.ceil(), Number(int64_t(std::ceil(V)))));
      EXPECT_TRUE(equal(N.round(), Number(int64_t(std::nearbyint(V)))));
      EXPECT_EQ(Number::inexact(V).round().toDouble(), std::nearbyint(V));
    }
  Number Half = number("170141183460469231731687303715884105727") / Number(2);
  EXPECT_EQ(Half.round().text(), "85070591730234615865843651857942052864");
  EXPECT_EQ((-Half).floor().text(), "-85070591730234615865843651857942052864");
}

TEST(Number, PowersAreExactWhileTheyFit) {
  EXPECT_EQ(Number::pow(2, 126).text(),
            "85070591730234615865843651857942052864");
  EXPECT_FALSE(Number::pow(2, 127).exact());
  EXPECT_EQ(Number::pow(2, 127).toDouble(), 0x1p127);
  EXPECT_EQ(Number::pow(-2, 3).text(), "-8");
  EXPECT_EQ(Number::pow(-2, -3).text(), "-1/8");
  EXPECT_EQ(Number::pow(Number::ratio(2, 3), -2).text(), "9/4");
  EXPECT_EQ(Number::pow(0, 0).text(), "1");
  EXPECT_EQ(
      Number::pow(-1, number("170141183460469231731687303715884105727")).text(),
      "-1");
  EXPECT_EQ(Number::pow(Number::ratio(8, 27), Number::ratio(-2, 3)).text(),
            "9/4");
  EXPECT_EQ(Number::pow(2, Number::ratio(1, 2)).text(), "~1.4142135623730951");
  EXPECT_FALSE(Number::pow(-8, Number::ratio(1, 3)).finite());
}

TEST(Number, HugePowersAreQuick) {
  auto Start = std::chrono::steady_clock::now();
  Number Tower = Number::pow(10, Number::pow(10, 10));
  EXPECT_FALSE(Tower.finite());
  EXPECT_EQ(Number::pow(Number::ratio(1, 10), Number::pow(10, 10)).toDouble(),
            0);
  EXPECT_FALSE(Number::pow(10, number("1e38")).finite());
  EXPECT_LT(std::chrono::steady_clock::now() - Start, std::chrono::seconds(1));
}

TEST(Number, RootsOfSquaresAreExact) {
  for (int64_t I = 0; I < 3000; ++I) {
    EXPECT_TRUE(equal((Number(I) * Number(I)).sqrt(), Number(I)));
    if (I > 1) {
      EXPECT_FALSE((Number(I) * Number(I) + Number(1)).sqrt().exact());
    }
  }
  Random R;
  for (int I = 0; I < 2000; ++I) {
    Number A = Number::ratio(R.part() >> 64, (R.part() >> 64) + 1).abs();
    EXPECT_TRUE(equal((A * A).sqrt(), A));
    Number B = Number::ratio(R.part() >> 86, 1).abs();
    EXPECT_TRUE(equal(Number::pow(B * B * B, Number::ratio(1, 3)), B));
  }
}

TEST(Number, ReadsWhatItWrites) {
  Random R;
  for (int I = 0; I < 20000; ++I)
    for (const Number &N : {R.ratio(), Number::inexact(R.real())}) {
      std::optional<Number> Back = Number::parseText(N.text());
      ASSERT_TRUE(Back.has_value()) << N.text();
      EXPECT_TRUE(Number::identical(*Back, N)) << N.text();
      EXPECT_EQ(Back->hash(), N.hash());
    }
  EXPECT_EQ(Number::inexact(0.1).text(), "~0.1");
  EXPECT_EQ(Number::inexact(-0.0).text(), "~-0");
  EXPECT_EQ(Number::inexact(1e300).text(), "~1e300");
  for (const char *Wrong :
       {"", "~", "1/0", "1/-2", "1/", "/2", "a", "~x", "1.5", "~1e999", "--1",
        "170141183460469231731687303715884105728", "~inf2", "~ 1", "~+1"})
    EXPECT_FALSE(Number::parseText(Wrong).has_value()) << Wrong;
}

TEST(Number, ReadsLiteralsExactly) {
  for (auto [Text, Want] :
       {std::pair("15e12", "15000000000000"),
        {"1_000_000", "1000000"},
        {"0.33", "33/100"},
        {"00012.500", "25/2"},
        {"1e38", "100000000000000000000000000000000000000"},
        {"0e999999999999999999999", "0"},
        {"2.5e-3", "1/400"},
        {"1e39", "~1e39"},
        {"1e400", "~inf"},
        {"1e999999999", "~inf"},
        {"1e-400", "~0"},
        {"1e-99999999999999999999", "~0"},
        {"314287666790400000000000", "314287666790400000000000"},
        {"0.0000000000000000000000000000000000000000001e43", "1"},
        {"123456789012345678901234567890123456789012",
         "~1.2345678901234568e41"},
        {"5e-324", "~5e-324"},
        {"1E+3", "1000"}}) {
    std::optional<Number> Got = Number::parse(Text);
    ASSERT_TRUE(Got.has_value()) << Text;
    EXPECT_EQ(Got->text(), Want) << Text;
  }
  std::string Long = "1" + std::string(100'000, '0') + "e-100000";
  EXPECT_EQ(Number::parse(Long)->text(), "1");
  for (const char *Wrong : {"", ".5", "5.", "1e", "1e+", "_1", "1_", "1__0",
                            "-1", "1.5.2", "1 ", "0x1", "1e5.0", "inf", "nan"})
    EXPECT_FALSE(Number::parse(Wrong).has_value()) << Wrong;
}

TEST(Number, FullDecimalsReadBack) {
  Random R;
  for (const Number &N : universe(12)) {
    std::string Text = N.abs().fullDecimal();
    Number Back = number(Text);
    if (N.hasDecimal()) {
      EXPECT_TRUE(equal(Back, N.abs())) << Text;
    } else {
      EXPECT_TRUE(Number::same(Number::inexact(Back.toDouble()), N.abs()));
    }
  }
  for (int I = 0; I < 5000; ++I) {
    Number N = Number::inexact(std::fabs(R.real()));
    if (N.finite()) {
      EXPECT_EQ(number(N.fullDecimal()).toDouble(), N.toDouble());
    }
  }
}

TEST(Number, DecimalsForPeople) {
  for (auto [Text, Want] : {std::pair("1/48", "0.0208"),
                            {"1800000000000000000", "1.8e18"},
                            {"123456", "123,456"},
                            {"1234567", "1.23e6"},
                            {"9/5", "1.8"},
                            {"4501/2500", "1.80"},
                            {"6172/5", "1,230"},
                            {"447/20", "22.4"},
                            {"449/20", "22.4"},
                            {"9997/1000", "10.0"},
                            {"-99999/100", "-1,000"},
                            {"1/10000", "0.0001"},
                            {"1/100000", "1e-5"},
                            {"0", "0"},
                            {"~0.1", "0.1"},
                            {"~0.30000000000000004", "0.3"},
                            {"~22.349999999999998", "22.4"},
                            {"~1234", "1,234"},
                            {"~1233.9999999999998", "1,234"},
                            {"~1234.4", "1,230"},
                            {"~nan", "nan"},
                            {"~-inf", "-inf"}})
    EXPECT_EQ(number(Text).decimal(3), Want) << Text;
  EXPECT_EQ(Number::ratio(2, 3).decimal(1), "0.7");
  EXPECT_EQ(Number::ratio(2, 3).decimal(17), "0.66666666666666667");
}
