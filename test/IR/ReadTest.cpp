//===- ReadTest.cpp - Reading broken text ---------------------------------===//
//
// Part of acpc, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Edits a module's text at random. What comes of it is a diagnostic, or a
// module that the verifier takes and that prints and reads back the same.
//
//===----------------------------------------------------------------------===//

#include "IR/Text.h"
#include "gtest/gtest.h"
#include <random>

using namespace acp;
using namespace acp::ir;

namespace {

constexpr const char *Seed = R"(acp.ir 1
%0 = const 1024 : device
%1 = leaf open "gpus" : device
%2 = mul %0, %1 : device^2
%3 = const 7/2 : 1
%4 = const ~0.1 : FLOP/s
%5 = const true : bool
%6 = const "dose \"x\"\n\ff" : text
%7 = const 2024-07-23 : date
%8 = const "train" : enum "Split"
%9 = const none : none
%10 = select %5, %9, %0 : device = none
%11 = tuple %0, %3, %1 : tuple
%12 = tuple %0, %3 : tuple
%13 = select %5, %12, %11 : tuple = %12
%14 = show %13 as "kdevice" : text = "[1.02 kdevice, 3.5]"
%15 = cast %1 : 1
%16 = lt %1, %0 : bool
%17 = leaf draw "mfu" : 1
%18 = sum : 1 = 0
%19 = div %0, %18 : device = error
%20 = pow %3, %3 : 1
%21 = date_diff %7, %7 : s
%22 = concat %6, %14, %6 : text
%23 = leaf sweep "lr" : 1
%24 = leaf sweep "n" : 1
@0: def "gpus" = %1 as "kdevice" param uses @1, @0 cites 1 doc "How many."
@1: def "run.name" = %6 given
cite 0: "Card" date "2024-07" url "https://example.org"
cite 1: _
layer 0: "bert" path "bert" op "bert_base" model
layer 1: "attn" in 0 count %3 repeated fields @1, @0
axis 0: sweep "lr" length 3 search 0
  takes "lr" = %23 as "kdevice" of %3, %3, %20
  takes "n" = %24 from -2
axis 1: solve "r.c" length 2 at 1 structural search 1
  takes "c" = %6 of %6, %14
search 0: "r"
  minimize %2 as "kdevice"
  maximize %1
search 1: _
where %16 axis 1
assert %16 left %1 as "kdevice" right %0 as "kdevice"#1 message %6
  part %0 as "kdevice"
claim %5 left %3 right %3 within %3 relative cites 1
view 0: record "run" schema "train" doc "A run."
  row "time" cells @1
view 1: tree "bert" in 0
  column "time" as "kdevice"
  column _
  row "attn" layer 1 depth 1 cells @1, _
display "kdevice" = 1000 : device
display "kdevice" = 1024 : device
prefix "k" = 1000 : "si"
unit "device" = 1 : device takes "si" doc "d"
unit "s" = 1 : s
unit "second" = 1 : s of "s"
base s
count device
count FLOP
)";

struct Loaded {
  Module M;
  SourceManager Sources;
  DiagnosticEngine Diags;
  bool Good = false;

  explicit Loaded(llvm::StringRef Text) {
    const SourceFile *File =
        Sources.add("a.ir", llvm::MemoryBuffer::getMemBufferCopy(Text));
    auto Load = [](llvm::StringRef, bool) {
      return std::unique_ptr<llvm::MemoryBuffer>();
    };
    Good = read(*File, M, Sources, Load, Diags);
  }
  std::string print() const {
    std::string Text;
    llvm::raw_string_ostream OS(Text);
    ir::print(M, Sources, OS);
    return Text;
  }
};

class Editor {
public:
  explicit Editor(unsigned Start) : Random(Start) {
    llvm::StringRef(Seed).split(Lines, '\n');
    llvm::SmallVector<llvm::StringRef, 8> Pieces;
    for (llvm::StringRef Line : Lines) {
      Line.split(Pieces, ' ');
      Words.append(Pieces.begin(), Pieces.end());
      Pieces.clear();
    }
    for (const char *Word : {"%4294967295",
                             "%4294967296",
                             "-1",
                             "1/0",
                             "~nan",
                             "~inf",
                             "~1e308",
                             "999999999999999999999999999999999999999999",
                             "\"",
                             "\\",
                             "=",
                             ":",
                             ",",
                             "(",
                             ")",
                             "loc(0:1-2)",
                             "loc(4294967295:0-0)",
                             "s^1000",
                             "s^-1",
                             "s^99999999999",
                             "#",
                             "as",
                             "pow",
                             "sqrt",
                             "product",
                             "\x01",
                             "\xff",
                             "//",
                             "1/",
                             "/",
                             "*",
                             "^",
                             "9999-12-31",
                             "show",
                             "error",
                             "none",
                             "file 0: \"x\" sha256 \"\"",
                             "\n"})
      Words.push_back(Word);
  }

  std::string edit() {
    std::string Text = Seed;
    for (unsigned Left = 1 + Random() % 4; Left != 0; --Left)
      change(Text);
    return Text;
  }

private:
  void change(std::string &Text) {
    size_t At = Text.empty() ? 0 : Random() % Text.size();
    switch (Random() % 8) {
    case 0:
      Text.erase(At, 1 + Random() % 8);
      break;
    case 1:
      Text.insert(At, 1, char(Random()));
      break;
    case 2:
      if (!Text.empty())
        Text[At] = char(Random());
      break;
    case 3:
      Text.insert(At, (" " + Words[Random() % Words.size()] + " ").str());
      break;
    case 4: {
      // One word for another.
      size_t Begin = Text.find_last_of(" \n", At);
      Begin = Begin == std::string::npos ? 0 : Begin + 1;
      size_t End = std::min(Text.find_first_of(" \n", Begin), Text.size());
      Text.replace(Begin, End - Begin, Words[Random() % Words.size()].str());
      break;
    }
    case 5:
      Text.resize(At);
      break;
    case 6:
      // A line for another.
      Text.insert(std::min(Text.find('\n', At), Text.size()),
                  ("\n" + Lines[Random() % Lines.size()]).str());
      break;
    case 7:
      if (size_t End = Text.find('\n', At); End != std::string::npos)
        Text.erase(At, End - At);
      break;
    }
  }

  std::mt19937 Random;
  llvm::SmallVector<llvm::StringRef, 64> Lines;
  llvm::SmallVector<llvm::StringRef, 256> Words;
};

} // namespace

TEST(Read, TheSeed) {
  Loaded First(Seed);
  for (const Diagnostic &D : First.Diags.all())
    ADD_FAILURE() << D.message();
  ASSERT_TRUE(First.Good);
  EXPECT_EQ(verify(First.M), "");
}

TEST(Read, SurvivesEdits) {
  Editor Edits(7);
  unsigned Good = 0;
  for (unsigned Round = 0; Round != 4'000; ++Round) {
    std::string Text = Edits.edit();
    Loaded First(Text);
    ASSERT_EQ(First.Good, !First.Diags.hasErrors()) << Text;
    if (!First.Good)
      continue;
    ++Good;
    // Only what no line can show is left to the verifier.
    if (!verify(First.M).empty())
      continue;
    std::string Printed = First.print();
    Loaded Second(Printed);
    ASSERT_TRUE(Second.Good) << Text << "\n---\n" << Printed;
    ASSERT_EQ(Second.print(), Printed) << Text;
    std::string Generic;
    llvm::raw_string_ostream OS(Generic);
    printMLIR(First.M, First.Sources, OS);
  }
  printf("%u of 4000 edited texts are modules\n", Good);
}
