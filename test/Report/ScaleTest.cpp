//===- ScaleTest.cpp - Large and odd modules ------------------------------===//
//
// Part of acpc, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Deep derivations, broad models, many leaves, empty reports, hostile texts.
//
//===----------------------------------------------------------------------===//

#include "IR/LeafSets.h"
#include "Report/Explain.h"
#include "Sample.h"
#include "llvm/ADT/StringExtras.h"
#include "gtest/gtest.h"

using namespace acp;
using namespace acp::test;

static std::string printed(const Sample &S, ReportFormat Format,
                           ReportOptions Options = {}) {
  std::string Text;
  llvm::raw_string_ostream OS(Text);
  printReport(OS, Format, S.M, S.Sources, nullptr, Options, {});
  return Text;
}

static std::string explained(const Sample &S, llvm::StringRef Name,
                             const ExplainOptions &Options) {
  std::string Text;
  llvm::raw_string_ostream OS(Text);
  return explain(OS, S.M, S.Sources, Name, Options) ? Text : "none";
}

TEST(Explain, DeepChain) {
  Sample S("");
  ir::DefId Last = S.define({"d0", S.number("1", "")});
  for (unsigned I = 1; I != 20000; ++I)
    Last = S.define({"d" + llvm::utostr(I),
                     S.number("1", ""),
                     "",
                     ir::Origin::Derived,
                     "",
                     {Last}});
  std::string Shown = explained(S, "d19999", {});
  EXPECT_EQ(llvm::StringRef(Shown).count('\n'), 10u);
  EXPECT_NE(Shown.find("... 1 more below with --depth=9"), std::string::npos);
  std::string JSON;
  llvm::raw_string_ostream OS(JSON);
  EXPECT_TRUE(explainJSON(OS, S.M, S.Sources, "d19999", {}));
  EXPECT_NE(JSON.find("\"d0\""), std::string::npos);
}

TEST(Explain, UnlimitedDepthTakesNoStack) {
  Sample S("");
  ir::DefId Last = S.define({"d0", S.number("1", "")});
  for (unsigned I = 1; I != 2000; ++I)
    Last = S.define({"d" + llvm::utostr(I),
                     S.number("1", ""),
                     "",
                     ir::Origin::Derived,
                     "",
                     {Last}});
  EXPECT_EQ(llvm::StringRef(explained(S, "d1999", {.Depth = 0})).count('\n'),
            202u);
}

TEST(Explain, EachOnce) {
  // 2^30 paths, 31 definitions.
  Sample S("");
  ir::DefId Last = S.define({"d0", S.number("1", "")});
  for (unsigned I = 1; I != 31; ++I) {
    ir::DefId Left = S.define({"l" + llvm::utostr(I),
                               S.number("1", ""),
                               "",
                               ir::Origin::Derived,
                               "",
                               {Last}});
    ir::DefId Right = S.define({"r" + llvm::utostr(I),
                                S.number("1", ""),
                                "",
                                ir::Origin::Derived,
                                "",
                                {Last}});
    Last = S.define({"d" + llvm::utostr(I),
                     S.number("1", ""),
                     "",
                     ir::Origin::Derived,
                     "",
                     {Left, Right}});
  }
  EXPECT_EQ(llvm::StringRef(explained(S, "d30", {.Depth = 0})).count('\n'),
            4u * 30 + 1);
}

TEST(Explain, Names) {
  Sample S("");
  S.define({"run.time", S.number("1", "s")});
  S.define({"run.cost", S.number("1", "USD")});
  S.define({"other.cost", S.number("1", "USD")});
  EXPECT_EQ(explained(S, "run.time", {}), "run.time = 1 s\n");
  EXPECT_EQ(explained(S, "time", {}), "run.time = 1 s\n");
  EXPECT_EQ(explained(S, "cost", {}), "none");
  EXPECT_EQ(nearestDefinition(S.M, "cost"), "run.cost");
  EXPECT_EQ(explained(S, "run.tiem", {}), "none");
  EXPECT_EQ(nearestDefinition(S.M, "run.tiem"), "run.time");
  EXPECT_EQ(explained(S, "", {}), "none");
}

TEST(Report, BroadModel) {
  Sample S("");
  ir::View &V = S.view(ir::ViewKind::Tree, "broad", "broad");
  V.Columns = {{S.M.Texts.add("params"), S.unit("param")}};
  auto Cell = [&](const char *Digits) {
    return S.define({"p", S.number(Digits, "param"), "param"});
  };
  uint32_t Root = S.layer(V, "broad", "broad", ir::None, 1, {Cell("100000")});
  ir::DefId One = Cell("1");
  for (unsigned I = 0; I != 100000; ++I)
    S.layer(V, "l" + llvm::utostr(I), "Linear", Root, 1, {One});
  std::string Text = printed(S, ReportFormat::Text);
  EXPECT_LT(llvm::StringRef(Text).count('\n'), 60u);
  EXPECT_NE(Text.find("... and 99951 more rows"), std::string::npos) << Text;
  EXPECT_NE(Text.find("total"), std::string::npos);
}

TEST(Report, DeepTreesShowTheirUpperLevels) {
  Sample S(ModelPlan);
  makeModel(S);
  std::string Text = printed(S, ReportFormat::Text, {.Depth = 1});
  EXPECT_EQ(Text.find("attention"), std::string::npos);
  EXPECT_NE(Text.find("1 of 3 levels; 8 more rows with --depth=3"),
            std::string::npos)
      << Text;
  Report R = buildReport(S.M, S.Sources, {.Depth = 3, .MaxRows = 10});
  EXPECT_EQ(R.Views[0].ShownLevels, 1u);
}

TEST(Report, ColumnsThatDoNotAddUpHaveNoShares) {
  Sample S(ModelPlan);
  makeModel(S);
  // The peak of a model is not the sum of those of its layers.
  S.M.Definitions[0].Value = S.number("7", "param");
  Report R = buildReport(S.M, S.Sources, {});
  EXPECT_FALSE(R.Views[0].Columns[0].Additive);
  EXPECT_TRUE(R.Views[0].Columns[2].Additive);
  EXPECT_EQ(R.Views[0].Rows[5].Totals[0].Text, "7.09 million param");
  EXPECT_LT(R.Views[0].Rows[5].Shares[0], 0);
}

TEST(Report, Nothing) {
  Sample S("");
  EXPECT_EQ(printed(S, ReportFormat::Text),
            "Nothing is reported: add `report NAME` to the plan.\n");
  Report R = buildReport(S.M, S.Sources, {});
  EXPECT_TRUE(R.assertsHold());
  EXPECT_TRUE(R.claimsHold());
}

TEST(Report, HostileTexts) {
  Sample S("");
  ir::View &V = S.view(ir::ViewKind::Record, "a|b\n# c", "<script>");
  S.row(V, {S.define({"t", S.text("\x1b[2J *x* | `y` [z](u) @all")})});
  std::string Text = printed(S, ReportFormat::Text);
  EXPECT_EQ(Text.find('\x1b'), std::string::npos);
  std::string Markdown = printed(S, ReportFormat::Markdown);
  EXPECT_NE(Markdown.find("### a\\|b \\# c (&lt;script&gt;)"),
            std::string::npos)
      << Markdown;
  EXPECT_NE(Markdown.find("\\*x\\* \\| \\`y\\` \\[z\\](u) &#64;all"),
            std::string::npos)
      << Markdown;
}

TEST(Report, ManyLeaves) {
  Sample S("");
  ir::ValueId Sum = S.number("1", "");
  for (unsigned I = 0; I != 500; ++I)
    Sum = S.B.make(ir::Opcode::Add, Sum,
                   S.B.leaf("p" + llvm::utostr(I), ir::LeafKind::Open,
                            ir::Type::quantity({}), {}),
                   {});
  ir::LeafSets Sets(S.M);
  EXPECT_EQ(Sets.of(Sum).size(), ir::LeafSets::Most);
  ir::View &V = S.view(ir::ViewKind::Record, "r", "");
  S.row(V, {S.define({"sum", Sum})});
  EXPECT_NE(printed(S, ReportFormat::Text)
                .find("depends on p0, p1, p2 and many more"),
            std::string::npos);
}

TEST(Report, ValuesAlone) {
  Sample S("");
  ir::View &V = S.view(ir::ViewKind::Table, "x", "");
  V.Columns = {{S.M.Texts.add("x"), ir::None}};
  S.row(V, {S.define(
               {"x", S.number("314287666790400000000000", "FLOP"), "FLOP"})});
  auto Value = [&](ReportFormat Format, bool Exact) {
    std::string Text;
    llvm::raw_string_ostream OS(Text);
    EXPECT_TRUE(printValue(OS, Format, S.M, S.Sources, {.Exact = Exact}));
    return Text;
  };
  EXPECT_EQ(Value(ReportFormat::Text, true), "314287666790400000000000\n");
  EXPECT_EQ(Value(ReportFormat::JSON, false), R"({
  "value": 3.142876667904e+23,
  "unit": "FLOP",
  "text": "3.14e23 FLOP",
  "type": "number",
  "exact": "314287666790400000000000",
  "declared_unit": "FLOP",
  "origin": "derived"
}
)");
}

TEST(Explain, SumsShowWhatCounts) {
  Sample S("");
  std::vector<ir::DefId> Layers;
  for (const char *Digits : {"0", "5", "0", "1", "7", "0", "3", "0", "2"})
    Layers.push_back(S.define(
        {"l" + llvm::utostr(Layers.size()), S.number(Digits, "MAC"), "MAC"}));
  S.define(
      {"sum", S.number("18", "MAC"), "MAC", ir::Origin::Derived, "", Layers});
  EXPECT_EQ(explained(S, "sum", {.Breadth = 2}), R"(sum = 18 MAC
├─ l1 = 5 MAC
├─ l4 = 7 MAC
├─ 0: l0, l2, l5 and 1 more
└─ ... and 3 that are smaller
)");
}

TEST(Report, OneValueStandsBesideItsName) {
  Sample S("report run.time\n");
  ir::View &V = S.view(ir::ViewKind::Table, "run.time", "", "report run.time");
  V.Columns = {{S.M.Texts.add("value"), ir::None}};
  S.row(V, {S.define({"run.time", S.number("90", "s"), "s"})}, "run.time");
  EXPECT_EQ(printed(S, ReportFormat::Text),
            "run.time  90 s" + std::string(56, ' ') + "plan.acp:1\n");
}
