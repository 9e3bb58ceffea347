//===- FormatTest.cpp - Figures as people read them -----------------------===//
//
// Part of acpc, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A value in base units, the unit it is declared in, and what is printed.
//
//===----------------------------------------------------------------------===//

#include "Prelude.h"

using namespace acp;
using namespace acp::test;

namespace {
class Format : public Units {
protected:
  std::string declared(llvm::StringRef Value, llvm::StringRef In,
                       bool Exact = false) {
    Unit U = unit(In);
    return format(number(Value), U.Dimension, &U, Scope, {Exact});
  }
  /// Dimension as a unit, empty for a plain number.
  std::string made(llvm::StringRef Value, llvm::StringRef Dimension = "") {
    Dim D = Dimension.empty() ? Dims.one() : dim(Dimension);
    return format(number(Value), D, nullptr, Scope);
  }
};
} // namespace

TEST_F(Format, DeclaredUnitsAreKeptWhileTheyReadWell) {
  EXPECT_EQ(declared("43200", "day"), "0.5 day");
  EXPECT_EQ(declared("3.35e12", "GB/s"), "3,350 GB/s");
  EXPECT_EQ(declared("22350000000", "GFLOP"), "22.4 GFLOP");
  EXPECT_EQ(declared("0", "GB"), "0 GB");
  EXPECT_EQ(declared("3.144e23", "PFLOP/s*day"), "3,640 PFLOP/s*day");
  EXPECT_EQ(declared("~1980000000000.0002", "GB/s"), "1,980 GB/s");
}

TEST_F(Format, TimeClimbsItsOwnUnits) {
  EXPECT_EQ(declared("1800", "day"), "30 min");
  EXPECT_EQ(declared("-1800", "day"), "-30 min");
  EXPECT_EQ(declared("15000", "s"), "4.17 hour");
  EXPECT_EQ(declared("0.5", "day"), "0.5 s");
  EXPECT_EQ(declared("0.002", "day"), "2 ms");
  EXPECT_EQ(made("1800", "s"), "30 min");
  EXPECT_EQ(made("0.05", "s"), "50 ms");
  EXPECT_EQ(made("0.5", "s"), "0.5 s");
  EXPECT_EQ(made("1e15", "s"), "31.7 million year");
  EXPECT_EQ(made("1e-13", "s"), "1e-13 s");
}

TEST_F(Format, PrefixesFollowTheFigure) {
  EXPECT_EQ(declared("1.8e18", "FLOP"), "1.8 EFLOP");
  EXPECT_EQ(declared("314287666790400000000000", "FLOP"), "3.14e23 FLOP");
  EXPECT_EQ(declared("62e12", "byte"), "62 TB");
  EXPECT_EQ(declared("50", "GB"), "50 byte");
  EXPECT_EQ(declared("1e9", "TiB"), "954 MiB");
  EXPECT_EQ(declared("2e16", "GiB"), "20 PB");
  EXPECT_EQ(declared("5e12", "KB"), "5 TB");
  EXPECT_EQ(declared("3e24", "PFLOP/s*day"), "34.7 EFLOP/s*day");
  EXPECT_EQ(declared("999600", "byte"), "1.00 MB");
  EXPECT_EQ(made("125e12", "FLOP/s"), "125 TFLOP/s");
  EXPECT_EQ(made("20e12", "byte"), "20 TB");
}

TEST_F(Format, NoThousandthsOfWhatHasNone) {
  EXPECT_EQ(made("1/50", "byte/param"), "0.02 byte/param");
  EXPECT_EQ(made("1/2", "byte"), "0.5 byte");
  EXPECT_EQ(made("1/50", "FLOP"), "0.02 FLOP");
}

TEST_F(Format, CountsAreCountedInWords) {
  EXPECT_EQ(declared("109482240", "param"), "109 million param");
  EXPECT_EQ(declared("999999", "param"), "999,999 param");
  EXPECT_EQ(declared("15e12", "token"), "15 trillion token");
  EXPECT_EQ(declared("15e15", "token"), "1.5e16 token");
  EXPECT_EQ(declared("2e6", "token/s"), "2 million token/s");
  EXPECT_EQ(declared("123456", "FLOP"), "123,456 FLOP");
  EXPECT_EQ(declared("4096", "device"), "4,096 device");
  EXPECT_EQ(declared("4680000", "USD"), "4.68 million USD");
  EXPECT_EQ(declared("2e6", "帧"), "2 million 帧");
  UnitScope Bare(Dims);
  Dim Things = Dims.base("param", true);
  EXPECT_EQ(format(109482240, Things, nullptr, Bare), "1.09e8 param");
}

TEST_F(Format, PlainNumbersStayPlain) {
  EXPECT_EQ(made("0.419"), "0.419");
  EXPECT_EQ(made("50257"), "50,257");
  EXPECT_EQ(made("0"), "0");
  EXPECT_EQ(made("109482240"), "109 million");
  EXPECT_EQ(declared("0.419", "%"), "41.9%");
  EXPECT_EQ(declared("~0.00001", "%"), "0.001%");
  EXPECT_EQ(declared("3", "word"), "3 word");
  EXPECT_EQ(declared("~1e308", "ns"), "3.17e300 year");
  EXPECT_EQ(made("~inf"), "infinite");
  EXPECT_EQ(made("~nan", "s"), "not a number");
}

TEST_F(Format, ExactTextLosesNothing) {
  EXPECT_EQ(declared("314287666790400000000000", "FLOP", true),
            "314287666790400000000000 FLOP");
  EXPECT_EQ(declared("22350000000", "GFLOP", true), "22.35 GFLOP");
  EXPECT_EQ(declared("1", "day", true), "1 s");
  EXPECT_EQ(declared("1/3", "s", true), "0.33333333333333333 s");
  EXPECT_EQ(declared("~0.1", "s", true), "0.1 s");
}

/// Whatever is printed names a unit that reads back as about the same value.
TEST_F(Format, EveryFigureReadsBack) {
  for (const char *In :
       {"s", "day", "GB", "byte/s", "FLOP", "PFLOP/s*day", "J", "kWh", "bit",
        "TiB", "1/s", "USD/h", "byte/param", "ms", "KB", "W", "kB^2"})
    for (int Exponent = -20; Exponent <= 36; ++Exponent)
      for (int Digit : {1, 5, 9995, -3}) {
        Unit U = unit(In);
        Number Value = Number(Digit) * Number::pow(10, Exponent);
        for (const Unit *Preferred :
             {(const Unit *)&U, (const Unit *)nullptr}) {
          std::string Text = format(Value, U.Dimension, Preferred, Scope);
          auto [Figure, Rest] = llvm::StringRef(Text).split(' ');
          Number Scale = 1;
          auto [Word, Unit] = Rest.split(' ');
          if (std::optional<Number> S = Scope.scale(Word)) {
            Scale = *S;
            Rest = Unit;
          }
          std::string Digits;
          Figure.consume_front("-");
          for (char C : Figure)
            if (C != ',')
              Digits += C;
          Number Back = number(Digits) * Scale * unit(Rest).Factor;
          double Ratio = (Back / Value.abs()).toDouble();
          ASSERT_NEAR(Ratio, 1, 0.0051) << Text << " of " << Value.text();
          ASSERT_EQ(unit(Rest).Dimension, U.Dimension) << Text;
        }
      }
}
