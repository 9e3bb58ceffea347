//===- UnitTest.cpp - Dimensions and the names of units -------------------===//
//
// Part of acpc, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Interning, products and texts of dimensions, the table of a mismatch, and
// what a UnitScope takes for a unit.
//
//===----------------------------------------------------------------------===//

#include "Prelude.h"

using namespace acp;
using namespace acp::test;

TEST(Dimension, IsInterned) {
  DimensionTable T;
  Dim A = T.base("a", true), B = T.base("b", false);
  EXPECT_EQ(A, T.base("a", true));
  EXPECT_EQ(T.bases(), 2u);
  EXPECT_TRUE(T.isCount(A));
  EXPECT_FALSE(T.isCount(B));
  EXPECT_FALSE(T.isCount(T.mul(A, A)));
  EXPECT_EQ(T.mul(A, B), T.mul(B, A));
  EXPECT_EQ(T.div(T.mul(A, B), B), A);
  EXPECT_EQ(T.div(A, A), T.one());
  EXPECT_EQ(T.mul(T.div(T.one(), A), A), T.one());
}

TEST(Dimension, IsAGroupOverASmallUniverse) {
  DimensionTable T;
  std::vector<Dim> All;
  Dim Bases[] = {T.base("a", false), T.base("b", false), T.base("c", false)};
  for (int I = -2; I <= 2; ++I)
    for (int J = -2; J <= 2; ++J)
      for (int K = -2; K <= 2; ++K)
        All.push_back(T.mul(T.mul(*T.pow(Bases[0], I), *T.pow(Bases[1], J)),
                            *T.pow(Bases[2], K)));
  for (Dim A : All) {
    EXPECT_EQ(T.pow(A, 2), T.mul(A, A));
    EXPECT_EQ(T.pow(A, -1), T.div(T.one(), A));
    EXPECT_EQ(T.pow(*T.pow(A, 6), 1, 6), A);
    for (Dim B : All) {
      EXPECT_EQ(T.div(T.mul(A, B), B), A);
      EXPECT_EQ(T.mul(T.div(A, B), B), A);
      EXPECT_EQ(T.mul(A, B), T.mul(B, A));
    }
  }
}

TEST(Dimension, PowersAreWholeAndBounded) {
  DimensionTable T;
  Dim A = T.base("a", false);
  EXPECT_EQ(T.pow(T.mul(A, A), 1, 2), A);
  EXPECT_FALSE(T.pow(A, 1, 2).has_value());
  EXPECT_FALSE(T.pow(A, 1001).has_value());
  EXPECT_FALSE(T.pow(A, INT64_MIN).has_value());
  EXPECT_FALSE(T.pow(A, INT64_MIN, -1).has_value());
  EXPECT_FALSE(T.pow(A, 1, 0).has_value());
  EXPECT_EQ(T.pow(T.one(), INT64_MAX), T.one());
  Dim Chain = A;
  for (int I = 0; I < 70; ++I)
    Chain = T.mul(Chain, Chain);
  EXPECT_EQ(T.factors(Chain)[0].Power, 1'000'000'000);
}

TEST_F(Units, DimensionsReadAsUnits) {
  EXPECT_EQ(Dims.text(Dims.one()), "");
  for (const char *Text : {"FLOP/s", "FLOP/param/token", "s^2", "1/s",
                           "byte/s^2", "1/byte/param", "s*byte"})
    EXPECT_EQ(Dims.text(dim(Text)), Text);
  EXPECT_EQ(Dims.text(dim("byte*s^-1")), "byte/s");
}

TEST_F(Units, MismatchesAreShownFactorByFactor) {
  EXPECT_EQ(Dims.mismatch(dim("byte/s"), "left", dim("FLOP/s"), "right"),
            "  left   byte/s\n"
            "  right  FLOP/s\n"
            "  byte:   1 against  0   <-\n"
            "  FLOP:   0 against  1   <-\n"
            "  s:     -1 against -1");
  EXPECT_EQ(Dims.mismatch(Dims.one(), "given", dim("帧"), "声明"),
            "  given  a plain number\n"
            "  声明   帧\n"
            "  帧:    0 against 1   <-");
  Dim Wide = Dims.one();
  for (int I = 0; I < 40; ++I)
    Wide = Dims.mul(Wide, Dims.base("quite_a_long_name_of_a_base_dimension_" +
                                        std::to_string(I),
                                    false));
  llvm::SmallVector<llvm::StringRef, 64> Lines;
  std::string Table =
      Dims.mismatch(Wide, std::string(300, 'x'), dim("s"), "right");
  llvm::StringRef(Table).split(Lines, '\n');
  EXPECT_EQ(Lines.size(), 43u);
  for (llvm::StringRef Line : Lines)
    EXPECT_LE(Line.size(), 80u);
}

TEST_F(Units, NamesTakeTheirPrefixes) {
  EXPECT_EQ(unit("GB").Factor.text(), "1000000000");
  EXPECT_EQ(unit("GiB").Factor.text(), "1073741824");
  EXPECT_EQ(unit("Gb").Factor.text(), "125000000");
  EXPECT_EQ(unit("KB").Factor.text(), "1000");
  EXPECT_EQ(unit("min").Factor.text(), "60");
  EXPECT_EQ(unit("ms").Factor.text(), "1/1000");
  EXPECT_EQ(unit("%").Factor.text(), "1/100");
  EXPECT_EQ(unit("kWh").Factor.text(), "3600000");
  EXPECT_EQ(unit("帧/s").Dimension, Dims.div(dim("帧"), dim("s")));
  EXPECT_EQ(unit("\xc2\xb5s").Factor.text(), "1/1000000");
  EXPECT_EQ(unit("\xce\xbcs").Factor.text(), "1/1000000");
  EXPECT_EQ(unit("\xce\xbcs").Text, "\xce\xbcs");
  EXPECT_TRUE(Scope.isUnit("TB"));
  EXPECT_FALSE(Scope.isUnit("Tday"));
  EXPECT_EQ(Scope.scale("万")->text(), "10000");
  EXPECT_FALSE(Scope.scale("zillion").has_value());
}

TEST_F(Units, ProductsOfPowers) {
  EXPECT_EQ(unit("PFLOP/s*day").Factor.text(), "86400000000000000000");
  EXPECT_EQ(unit("PFLOP/s*day").Dimension, dim("FLOP"));
  EXPECT_EQ(unit("FLOP/param/token").Dimension,
            Dims.div(dim("FLOP"), Dims.mul(dim("param"), dim("token"))));
  EXPECT_EQ(unit("kB^2").Factor.text(), "1000000");
  EXPECT_EQ(unit("1/year").Factor.text(), "1/31557600");
  EXPECT_EQ(unit(" GB / s ").Text, "GB/s");
  EXPECT_EQ(unit("s^0").Dimension, Dims.one());
}

TEST_F(Units, WhatIsNoUnitIsPointedAt) {
  auto Check = [&](llvm::StringRef Text, UnitError::Kind What, unsigned Offset,
                   unsigned Length) {
    UnitError E = error(Text);
    EXPECT_EQ(E.What, What) << Text.str();
    EXPECT_EQ(E.Offset, Offset) << Text.str();
    EXPECT_EQ(E.Length, Length) << Text.str();
  };
  Check("FLOP/param/tokn", UnitError::Unknown, 11, 4);
  Check("Kis", UnitError::PrefixNotTaken, 0, 3);
  Check("GB/", UnitError::Malformed, 3, 0);
  Check("GB s", UnitError::Malformed, 3, 1);
  Check("", UnitError::Malformed, 0, 0);
  Check("*", UnitError::Malformed, 0, 1);
  Check("1", UnitError::Malformed, 0, 1);
  Check("s/1", UnitError::Malformed, 2, 1);
  Check("2/s", UnitError::Malformed, 0, 1);
  Check("s^", UnitError::Malformed, 0, 2);
  Check("s^x", UnitError::Malformed, 0, 3);
  Check("s^2000", UnitError::Malformed, 0, 6);
  Check("EB^1000", UnitError::Malformed, 0, 7);
}

TEST_F(Units, SuggestsWhatWasMeant) {
  for (auto [Wrong, Right] : {std::pair("gb", "GB"),
                              {"tb", "TB"},
                              {"GIB", "GiB"},
                              {"kwh", "kWh"},
                              {"TFLOPS", "TFLOP/s"},
                              {"FLOPS", "FLOP/s"},
                              {"Gflops", "GFLOP/s"},
                              {"GFLOPs", "GFLOP"},
                              {"gbps", "GB/s"},
                              {"Gbps", "Gb/s"},
                              {"Kis", "ks"},
                              {"kday", "day"},
                              {"tokns", "tokens"},
                              {"GFLPO", "GFLOP"},
                              {"secs", "second"},
                              {"xyz", ""}})
    EXPECT_EQ(error(Wrong).Suggestion, Right) << Wrong;
}

TEST_F(Units, SuggestionsHaveAnEnd) {
  for (int I = 0; I < 1000; ++I)
    error("tokns" + std::to_string(I));
  EXPECT_EQ(error("tokns").Suggestion, "");
}

TEST_F(Units, ScopesSeeThoseTheyUse) {
  UnitScope Mine(Dims), Other(Dims);
  declare(Mine, {"frame", "frames"}, 1, Dims.base("frame", true), {"si"});
  EXPECT_FALSE(Mine.isUnit("kframe"));
  Mine.use(Scope);
  EXPECT_TRUE(Mine.isUnit("kframe"));
  EXPECT_TRUE(Mine.isUnit("GB"));
  Other.use(Mine);
  EXPECT_TRUE(Other.isUnit("frame"));
  EXPECT_FALSE(Other.isUnit("GB"));
  // The nearest declaration of a name counts, and a name once a scope.
  declare(Mine, {"day"}, 10, dim("s"));
  EXPECT_EQ(std::get<Unit>(Mine.atom("day")).Factor.text(), "10");
  EXPECT_FALSE(Mine.addUnit({"day", 20, dim("s"), {}, "day", ""}));
  EXPECT_FALSE(Scope.addScale("million", 1));
  EXPECT_FALSE(Scope.addPrefix({"G", "si", 1}));
}

TEST_F(Units, UnitsOfADimensionReadBack) {
  for (const char *Text : {"s", "byte", "FLOP", "J", "J/s", "帧"}) {
    std::vector<Unit> All = Scope.ofDimension(dim(Text));
    ASSERT_FALSE(All.empty());
    for (size_t I = 0; I < All.size(); ++I) {
      EXPECT_TRUE(Number::identical(unit(All[I].Text).Factor, All[I].Factor));
      EXPECT_EQ(unit(All[I].Text).Dimension, dim(Text));
      if (I > 0) {
        EXPECT_FALSE(All[I - 1].Factor < All[I].Factor);
      }
    }
  }
  // What is added later is seen.
  size_t Before = Scope.ofDimension(dim("s")).size();
  declare(Scope, {"fortnight"}, 1209600, dim("s"));
  EXPECT_EQ(Scope.ofDimension(dim("s")).size(), Before + 1);
}
