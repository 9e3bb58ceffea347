//===- RenderTest.cpp - Diagnostics as people see them --------------------===//
//
// Part of acpc, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Each test renders diagnostics over a text in memory and compares all of what
// a terminal would show.
//
//===----------------------------------------------------------------------===//

#include "Basic/Render.h"
#include "llvm/ADT/StringExtras.h"
#include "gtest/gtest.h"

using namespace acp;
using llvm::StringRef;

namespace {
class RenderTest : public testing::Test {
protected:
  const SourceFile &add(StringRef Name, StringRef Text) {
    return *Sources.add(Name, llvm::MemoryBuffer::getMemBufferCopy(Text));
  }
  /// The span of the first appearance of some text in a file.
  static Span find(const SourceFile &File, StringRef Text) {
    auto At = static_cast<uint32_t>(File.base() + File.text().find(Text));
    return {At, At + static_cast<uint32_t>(Text.size())};
  }
  DiagnosticBuilder unit(Span Where, StringRef Name = "xs") {
    return std::move(Engine.report(Diag::UnknownUnit, Where).arg("unit", Name));
  }
  std::string full(bool Color = false, bool Ascii = false) {
    std::string Out = "\n";
    llvm::raw_string_ostream OS(Out);
    renderFull(OS, Sources, Engine, {Color, Ascii});
    return Out;
  }
  std::string brief() {
    std::string Out;
    llvm::raw_string_ostream OS(Out);
    renderShort(OS, Sources, Engine);
    return Out;
  }

  SourceManager Sources;
  DiagnosticEngine Engine;
};

TEST_F(RenderTest, NothingForNoDiagnostics) { EXPECT_EQ(full(), "\n"); }

TEST_F(RenderTest, LabelsOnOneLineHangFromRightToLeft) {
  const SourceFile &F = add("a.acp", "\n\n  time = 3 GB + 2 s\n");
  unit(find(F, "2 s"), "s")
      .here("second")
      .label(find(F, "3 GB"), "first")
      .note("one\n  two\nthree")
      .help("write this");
  EXPECT_EQ(full(), R"(
error[ACP2001]: unknown unit `s`
 --> a.acp:3:17
  |
3 |   time = 3 GB + 2 s
  |          ----   ^^^ second
  |          |
  |          first
  |
  = note: one
            two
          three
  = help: write this

1 error
)");
}

TEST_F(RenderTest, LabelsLeftOfTheCaretsAndOfEachOther) {
  const SourceFile &F = add("a.acp", "aa bb cc dd\n");
  unit(find(F, "aa"))
      .here("primary\nof two lines")
      .label(find(F, "bb"), "second")
      .label(find(F, "cc"), "third")
      .label(find(F, "dd"), "");
  EXPECT_EQ(full(), R"(
error[ACP2001]: unknown unit `xs`
 --> a.acp:1:1
  |
1 | aa bb cc dd
  | ^^ -- -- --
  | |  |  |
  | |  |  third
  | |  second
  | primary
  | of two lines

1 error
)");
}

TEST_F(RenderTest, ALabelAroundTheCaretsHangs) {
  const SourceFile &F = add("a.acp", "time: day = 3 GB\n");
  unit(find(F, "3 GB")).label(find(F, "time: day = 3 GB"), "declared here");
  EXPECT_EQ(full(), R"(
error[ACP2001]: unknown unit `xs`
 --> a.acp:1:13
  |
1 | time: day = 3 GB
  | ------------^^^^
  | |
  | declared here

1 error
)");
}

TEST_F(RenderTest, TwoLinesAndTwoFiles) {
  const SourceFile &F = add("a.acp", "one\ntwo\nthree\nfour\n");
  const SourceFile &G = add("lib/b.acp", "\n\n\n\n\n\n\n\n\n\tten\n");
  unit(find(F, "four")).here("here").label(find(F, "one"), "there");
  unit(find(F, "one")).label(find(G, "ten"), "declared here");
  Engine.sort();
  EXPECT_EQ(full(), R"(
error[ACP2001]: unknown unit `xs`
  --> a.acp:1:1
   |
 1 | one
   | ^^^
  ::: lib/b.acp:10:2
   |
10 |     ten
   |     --- declared here

error[ACP2001]: unknown unit `xs`
 --> a.acp:4:1
  |
1 | one
  | --- there
...
4 | four
  | ^^^^ here

2 errors
)");
}

TEST_F(RenderTest, NoPlace) {
  Engine.report(Diag::FileNotFound).arg("path", "a.acp").help("look");
  EXPECT_EQ(full(), R"(
error[ACP0002]: there is no file `a.acp`
  = help: look

1 error
)");
}

TEST_F(RenderTest, EndOfFile) {
  const SourceFile &F = add("a.acp", "x = 1");
  unit({F.end(), F.end()}).here("end");
  const SourceFile &G = add("empty.acp", "");
  unit({G.end(), G.end()}).here("end");
  EXPECT_EQ(full(), R"(
error[ACP2001]: unknown unit `xs`
 --> a.acp:1:6
  |
1 | x = 1
  |      ^ end

error[ACP2001]: unknown unit `xs`
 --> empty.acp:1:1
  |
1 |
  | ^ end

2 errors
)");
}

TEST_F(RenderTest, SpanOfSeveralLines) {
  const SourceFile &F =
      add("a.acp", "train pretrain {\r\n  a = 1\r\n  b = 2\r\n  }\r\nnext\r\n");
  unit(find(F, "pretrain {\r\n  a = 1\r\n  b = 2\r\n  }\r\n")).here("whole");
  EXPECT_EQ(full(), R"(
error[ACP2001]: unknown unit `xs`
 --> a.acp:1:7
  |
1 | train pretrain {
  |       ^^^^^^^^^^
...
4 |   }
  |   ^ whole

1 error
)");
}

TEST_F(RenderTest, WideCharactersAndTabs) {
  const SourceFile &F = add("a.acp", "\t算力\t= é\u0301 3 xs\n");
  unit(find(F, "xs")).here("单位").label(find(F, "力"), "名");
  EXPECT_EQ(full(), "\n"
                    "error[ACP2001]: unknown unit `xs`\n"
                    " --> a.acp:1:12\n"
                    "  |\n"
                    "1 |     算力    = é\u0301 3 xs\n"
                    "  |       --          ^^ 单位\n"
                    "  |       |\n"
                    "  |       名\n"
                    "\n"
                    "1 error\n");
}

TEST_F(RenderTest, ControlCharactersAreEscapedEverywhere) {
  const SourceFile &F =
      add("a\033.acp", StringRef("a\0b\xff\033[31m\u202E xs\n", 16));
  unit(find(F, "xs"), "\033[0m\n").here("\a").note("\b").help("\u2066");
  EXPECT_EQ(full(), R"(
error[ACP2001]: unknown unit `\x1b[0m\x0a`
 --> a\x1b.acp:1:12
  |
1 | a\x00b\xff\x1b[31m\u{202e} xs
  |                            ^^ \x07
  |
  = note: \x08
  = help: \u{2066}

1 error
)");
  EXPECT_EQ(brief(), "a\\x1b.acp:1:12: error[ACP2001]: unknown unit "
                     "`\\x1b[0m\\x0a`\n");
}

TEST_F(RenderTest, LongLinesAreCut) {
  std::string Text = std::string(500, 'a') + " xs " + std::string(500, 'b') +
                     " far " + std::string(1 << 20, 'c');
  const SourceFile &F = add("a.acp", Text);
  unit(find(F, "xs")).here("here").label(find(F, "far"), "there");
  std::string Out = full();
  EXPECT_EQ(Out, "\nerror[ACP2001]: unknown unit `xs`\n"
                 " --> a.acp:1:502\n"
                 "  |\n"
                 "1 | …" +
                     std::string(37, 'a') + " xs " + std::string(37, 'b') +
                     "…\n"
                     "  |                                        ^^ here\n"
                     "1 | …" +
                     std::string(36, 'b') + " far " + std::string(37, 'c') +
                     "…\n"
                     "  |                                       --- there\n"
                     "\n1 error\n");
  EXPECT_NE(full(false, true).find("| ...aaa"), std::string::npos);
}

TEST_F(RenderTest, AnEndlessSpanStaysInItsWindow) {
  const SourceFile &F = add("a.acp", std::string(100000, '('));
  unit({F.base(), F.end()}).here("too deep");
  EXPECT_EQ(full(), "\nerror[ACP2001]: unknown unit `xs`\n"
                    " --> a.acp:1:1\n"
                    "  |\n"
                    "1 | " +
                        std::string(79, '(') + "…\n  | " +
                        std::string(79, '^') + " too deep\n\n1 error\n");
}

TEST_F(RenderTest, ColorOnlyAddsEscapes) {
  const SourceFile &F = add("a.acp", "3 xs + 2\n");
  unit(find(F, "xs")).here("here").label(find(F, "2"), "there").note("why");
  std::string Plain = full();
  std::string Colored = full(true);
  std::string Stripped;
  for (size_t I = 0; I < Colored.size(); ++I) {
    if (Colored[I] == '\033')
      I = Colored.find('m', I);
    else
      Stripped += Colored[I];
  }
  EXPECT_NE(Plain, Colored);
  EXPECT_EQ(Plain, Stripped);
  EXPECT_NE(Colored.find("\033[1;31m^^"), std::string::npos);
}

TEST_F(RenderTest, DroppedErrorsAreCounted) {
  const SourceFile &F = add("a.acp", std::string(200, 'x'));
  for (uint32_t I = 0; I != 130; ++I)
    unit({F.base() + I, F.base() + I + 1});
  EXPECT_EQ(Engine.errors(), 100U);
  EXPECT_EQ(Engine.dropped(), 30U);
  EXPECT_TRUE(StringRef(full()).ends_with("\n100 errors and 30 more errors\n"));
}

TEST_F(RenderTest, Short) {
  const SourceFile &F = add("a.acp", "\n算 xs\n");
  unit(find(F, "xs"));
  Engine.report(Diag::FileNotFound).arg("path", "b.acp");
  Engine.sort();
  EXPECT_EQ(brief(), "error[ACP0002]: there is no file `b.acp`\n"
                     "a.acp:2:3: error[ACP2001]: unknown unit `xs`\n");
}

TEST_F(RenderTest, Json) {
  const SourceFile &F = add("a.acp", "\n𝛼算 xs\n");
  unit(find(F, "xs"), "\xff").here("here").label(find(F, "算"), "").note("n");
  std::string Out;
  llvm::raw_string_ostream OS(Out);
  OS << toJSON(Sources, Engine.all().front());
  EXPECT_EQ(Out,
            "{\"code\":\"ACP2001\",\"help\":[],"
            "\"message\":\"unknown unit `\uFFFD`\",\"notes\":[\"n\"],"
            "\"severity\":\"error\",\"spans\":["
            "{\"bytes\":[9,11],\"end\":{\"column\":6,\"line\":2,\"utf16\":7},"
            "\"file\":\"a.acp\",\"label\":\"here\",\"primary\":true,"
            "\"start\":{\"column\":4,\"line\":2,\"utf16\":5}},"
            "{\"bytes\":[5,8],\"end\":{\"column\":3,\"line\":2,\"utf16\":4},"
            "\"file\":\"a.acp\",\"primary\":false,"
            "\"start\":{\"column\":2,\"line\":2,\"utf16\":3}}]}");
}
} // namespace
