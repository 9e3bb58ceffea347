//===- ElementaryTest.cpp - Errors of exponential and logarithms ----------===//
//
// Part of acpc, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Against the C library in long double, which has eleven bits more, in units
// of the last place; the special values of the C standard; some bits that must
// be the same on every machine.
//
//===----------------------------------------------------------------------===//

#include "Quantity/Elementary.h"
#include <bit>
#include <cmath>
#include <gtest/gtest.h>
#include <limits>
#include <random>
#include <vector>

using namespace acp;

namespace {
constexpr double Infinity = std::numeric_limits<double>::infinity();
constexpr double NaN = std::numeric_limits<double>::quiet_NaN();

/// The error of Got in units of the last place of what is right.
double error(double Got, long double Want) {
  double Near = double(Want);
  if (std::isnan(Near) || std::isinf(Near))
    return Got == Near || (Got != Got && Near != Near) ? 0 : Infinity;
  double Unit = std::nextafter(std::fabs(Near), Infinity) - std::fabs(Near);
  return double(std::fabs((long double)Got - Want) / Unit);
}

class Elementary : public ::testing::Test {
protected:
  std::mt19937_64 Engine{1};
  double between(double Low, double High) {
    double Share = double(Engine() >> 11) * 0x1p-53;
    return Low + (High - Low) * Share;
  }
  static constexpr int Draws = 200'000;
};
TEST_F(Elementary, ColumnsHaveTheBitsOfSingleNumbers) {
  std::vector<double> X, P;
  std::mt19937_64 Random(1);
  for (int I = 0; I != 100'000; ++I) {
    X.push_back(
        std::ldexp(double(int64_t(Random())), int(Random() % 80) - 120));
    P.push_back(double(Random() >> 11) * 0x1p-53);
  }
  for (double Each : {0.0, -0.0, Infinity, -Infinity, NaN, 709.78, 709.79,
                      709.8, -745.1, -745.14, -745.2, 1e-300, 0x1p-60, 1.0}) {
    X.push_back(Each);
    P.push_back(Each);
  }
  P.insert(P.end(), {0.075, 0.925, 0.5, 0x1p-1074, 1 - 0x1p-53, -0.1, 1.1});
  std::vector<double> Out(X.size());
  elementary::exp(X.data(), Out.data(), X.size());
  for (size_t I = 0; I != X.size(); ++I)
    EXPECT_EQ(std::bit_cast<uint64_t>(Out[I]),
              std::bit_cast<uint64_t>(elementary::exp(X[I])))
        << X[I];
  Out.resize(P.size());
  elementary::probit(P.data(), Out.data(), P.size());
  for (size_t I = 0; I != P.size(); ++I)
    EXPECT_EQ(std::bit_cast<uint64_t>(Out[I]),
              std::bit_cast<uint64_t>(elementary::probit(P[I])))
        << P[I];
}

} // namespace

TEST_F(Elementary, ExponentialIsGoodToTheLastPlace) {
  double Worst = 0;
  for (int I = 0; I < Draws; ++I)
    for (double X : {between(-745, 709.7), between(-1, 1),
                     std::ldexp(between(-1, 1), -int(between(0, 60)))})
      Worst = std::fmax(Worst, error(elementary::exp(X), expl(X)));
  EXPECT_LE(Worst, 1);
}

TEST_F(Elementary, LogarithmsAreGoodToTheLastPlace) {
  double Worst = 0;
  for (int I = 0; I < Draws; ++I)
    for (double X : {std::ldexp(between(0.5, 1), int(between(-1073, 1024))),
                     between(0.5, 2),
                     1 + std::ldexp(between(-1, 1), -int(between(1, 52)))}) {
      Worst = std::fmax(Worst, error(elementary::log(X), logl(X)));
      Worst = std::fmax(Worst, error(elementary::log2(X), log2l(X)));
      Worst = std::fmax(Worst, error(elementary::log10(X), log10l(X)));
    }
  EXPECT_LE(Worst, 0.6);
}

TEST_F(Elementary, PowersAreGoodToTheLastPlace) {
  double Worst = 0;
  for (int I = 0; I < Draws; ++I) {
    double Base = std::ldexp(between(0.5, 1), int(between(-100, 100)));
    double Near = between(0.9, 1.1);
    double Small = between(-9, 9), Large = between(-5000, 5000);
    Worst = std::fmax(Worst,
                      error(elementary::pow(Base, Small), powl(Base, Small)));
    Worst = std::fmax(Worst,
                      error(elementary::pow(Near, Large), powl(Near, Large)));
  }
  EXPECT_LE(Worst, 0.6);
}

TEST_F(Elementary, WholeResultsAreWhole) {
  for (int K = -1074; K < 1024; ++K)
    EXPECT_EQ(elementary::log2(std::ldexp(1.0, K)), K);
  double Power = 1;
  for (int K = 0; K <= 22; ++K, Power *= 10) {
    EXPECT_EQ(elementary::log10(Power), K);
    EXPECT_EQ(elementary::pow(10, K), Power);
  }
  for (int K = -1074; K < 1024; ++K)
    EXPECT_EQ(elementary::pow(2, K), std::ldexp(1.0, K));
}

TEST_F(Elementary, SpecialValuesAreThoseOfC) {
  double Specials[] = {0.0,
                       -0.0,
                       1.0,
                       -1.0,
                       0.5,
                       -0.5,
                       2.0,
                       -2.0,
                       3.0,
                       -3.0,
                       Infinity,
                       -Infinity,
                       NaN,
                       1e300,
                       5e-324,
                       -5e-324,
                       1e-300,
                       -1e300,
                       1.5,
                       9007199254740991.0,
                       9007199254740992.0,
                       1e19,
                       709.78,
                       709.79,
                       -745.1,
                       -746,
                       1 - 0x1p-53,
                       1 + 0x1p-52};
  for (double X : Specials) {
    EXPECT_LE(error(elementary::exp(X), std::exp(X)), 1) << X;
    EXPECT_LE(error(elementary::log(X), std::log(X)), 1) << X;
    EXPECT_LE(error(elementary::log2(X), std::log2(X)), 1) << X;
    EXPECT_LE(error(elementary::log10(X), std::log10(X)), 1) << X;
    for (double Y : Specials) {
      // A zero or infinite base keeps its sign for odd powers only.
      double Got = elementary::pow(X, Y), Want = std::pow(X, Y);
      EXPECT_LE(error(Got, Want), 1) << X << " ^ " << Y;
      if (Want == Want) {
        EXPECT_EQ(std::signbit(Got), std::signbit(Want)) << X << " ^ " << Y;
      }
    }
  }
}

TEST_F(Elementary, BitsAreTheSameEverywhere) {
  uint64_t Sum = 0;
  for (int I = 1; I <= 10'000; ++I) {
    double X = I * 0.0625;
    for (double V :
         {elementary::exp(X), elementary::log(X), elementary::log2(X),
          elementary::log10(X), elementary::pow(X, 1 / X)})
      Sum = Sum * 0x9e3779b97f4a7c15 + std::bit_cast<uint64_t>(V);
  }
  EXPECT_EQ(Sum, 6021555136770871511u);
}
