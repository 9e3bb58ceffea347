//===- LayoutTest.cpp - Columns of a terminal -----------------------------===//
//
// Part of acpc, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Wrapping, alignment and blocks, and the one-line form of sources.
//
//===----------------------------------------------------------------------===//

#include "Report/Layout.h"
#include "Report/Figures.h"
#include "gtest/gtest.h"

using namespace acp;

using Lines = std::vector<std::string>;

TEST(Layout, Wrapping) {
  EXPECT_EQ(wrapped("", 10), Lines{""});
  EXPECT_EQ(wrapped("one two three", 7), (Lines{"one two", "three"}));
  EXPECT_EQ(wrapped("  blanks\n go ", 20), Lines{"blanks go"});
  // Nothing is cut within a word.
  EXPECT_EQ(wrapped("a arXiv:1810.04805", 5), (Lines{"a", "arXiv:1810.04805"}));
  // An ideograph takes two cells.
  EXPECT_EQ(wrapped("算力 规划", 8), (Lines{"算力", "规划"}));
  EXPECT_EQ(wrapped("算力 规划", 9), Lines{"算力 规划"});
}

TEST(Layout, Padding) {
  EXPECT_EQ(padded("ab", 4), "ab  ");
  EXPECT_EQ(paddedLeft("ab", 4), "  ab");
  EXPECT_EQ(padded("算", 4), "算  ");
  EXPECT_EQ(padded("abcdef", 4), "abcdef");
}

static std::string printed(const Grid &G, unsigned Width) {
  std::string Text = "\n";
  llvm::raw_string_ostream OS(Text);
  G.print(OS, 0, Width, Style());
  return Text;
}

TEST(Layout, NumbersLineUp) {
  Grid G;
  G.Columns = {{"name"},
               {"time", "", GridColumn::Number},
               {"macs", "GMAC", GridColumn::Decimal}};
  G.Rows = {
      {"a", "1.5 min", "11.2"}, {"b", "30 s", "0.302"}, {"c", "none", "-"}};
  EXPECT_EQ(printed(G, 80), R"(
name     time    macs
                 GMAC
a     1.5 min  11.2
b      30 s     0.302
c        none       -
)");
}

TEST(Layout, WideTablesComeInBlocks) {
  Grid G;
  G.Columns = {
      {"name"}, {"a"}, {"b"}, {"c"}, {"%", "", GridColumn::Left, true}};
  G.Rows = {{"row", "11111111", "22222222", "33333333", "44"}};
  EXPECT_EQ(printed(G, 24), R"(
name  a         b
row   11111111  22222222

name  c        %
row   33333333 44
)");
  // A column too wide for any line still comes, alone.
  G.Columns = {{"name"}, {"a"}, {"b"}};
  G.Rows = {{"row", "1", std::string(30, 'x')}};
  EXPECT_EQ(printed(G, 20), R"(
name  a
row   1

name  b
row   xxxxxxxxxxxxxxxxxxxxxxxxxxxxxx
)");
}

TEST(Layout, Colour) {
  EXPECT_EQ((Style{false}.bad("FAILED")), "FAILED");
  EXPECT_EQ((Style{true}.bad("FAILED")), "\x1b[1;31mFAILED\x1b[0m");
}

TEST(OneLine, BlanksAndComments) {
  EXPECT_EQ(oneLine("a +\n    b  // why\n  + \"x  // y\""),
            "a + b + \"x  // y\"");
  EXPECT_EQ(oneLine(""), "");
  EXPECT_EQ(oneLine("// all of it"), "");
  EXPECT_EQ(oneLine("a\x1b[2J"), "a\\x1b[2J");
}

TEST(OneLine, LongOnesLoseTheirMiddle) {
  std::string Long = "begin " + std::string(200, 'x') + " end";
  std::string Short = oneLine(Long, 40);
  EXPECT_EQ(Short.size(), 40u);
  EXPECT_TRUE(llvm::StringRef(Short).starts_with("begin x"));
  EXPECT_TRUE(llvm::StringRef(Short).ends_with("x end"));
  EXPECT_NE(Short.find(" ... "), std::string::npos);
  // No ideograph is cut in two.
  std::string Wide;
  for (int I = 0; I != 40; ++I)
    Wide += "算";
  EXPECT_LE(oneLine(Wide, 40).size(), 40u);
  EXPECT_EQ(oneLine(oneLine(Wide, 40)), oneLine(Wide, 40));
}
