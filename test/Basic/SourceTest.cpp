//===- SourceTest.cpp - Addresses, lines, columns, names ------------------===//
//
// Part of acpc, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Tests of Source.h, Unicode.h and the engine of Diagnostic.h.
//
//===----------------------------------------------------------------------===//

#include "Basic/Diagnostic.h"
#include "Basic/Render.h"
#include "Basic/Unicode.h"
#include "gtest/gtest.h"

using namespace acp;
using llvm::StringRef;

namespace {
const SourceFile *add(SourceManager &Sources, StringRef Name, StringRef Text) {
  return Sources.add(Name, llvm::MemoryBuffer::getMemBufferCopy(Text));
}

TEST(SourceTest, AddressesOfSeveralFiles) {
  SourceManager Sources;
  const SourceFile *A = add(Sources, "a", "12\n45\n");
  const SourceFile *Empty = add(Sources, "empty", "");
  const SourceFile *B = add(Sources, "b", "x");
  EXPECT_EQ(Sources.file(0), nullptr);
  EXPECT_EQ(Sources.file(A->base()), A);
  EXPECT_EQ(Sources.file(A->end()), A);
  EXPECT_EQ(Sources.file(Empty->base()), Empty);
  EXPECT_EQ(Sources.file(B->end()), B);
  EXPECT_EQ(Sources.file(B->end() + 1), nullptr);
  EXPECT_EQ(Sources.describe({A->base() + 4, A->base() + 5}), "a:2:2");
  EXPECT_EQ(Sources.describe({A->end(), A->end()}), "a:3:1");
  EXPECT_EQ(Sources.describe({Empty->base(), Empty->base()}), "empty:1:1");
  EXPECT_EQ(Sources.describe({}), "");
  EXPECT_EQ(Sources.text({A->base() + 1, A->base() + 4}), "2\n4");
  EXPECT_EQ(Sources.line(A->base() + 2), "12");
  EXPECT_EQ(Sources.line(A->base() + 3), "45");
  EXPECT_EQ(Sources.line(A->end()), "");
}

TEST(SourceTest, LinesOfEachByte) {
  SourceManager Sources;
  const SourceFile *F = add(Sources, "a", "\n\r\nab\r\n\n算c");
  uint32_t Line = 1;
  for (uint32_t I = 0; I != F->text().size(); ++I) {
    Place At = Sources.place(F->base() + I);
    EXPECT_EQ(At.Line, Line);
    EXPECT_EQ(At.Offset, I);
    Line += F->text()[I] == '\n';
  }
  EXPECT_EQ(Sources.place(F->end()).Column, 3U);
  EXPECT_EQ(Sources.line(F->base() + 3), "ab");
  EXPECT_EQ(Sources.line(F->base() + 1), "");
}

TEST(SourceTest, Digest) {
  SourceManager Sources;
  EXPECT_EQ(add(Sources, "a", "abc")->digest(),
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

TEST(SourceTest, TheAddressSpaceEnds) {
  SourceManager Sources;
  // No byte of it is looked at.
  StringRef Huge("", size_t(1) << 31);
  ASSERT_TRUE(Sources.addStatic("a", Huge, false));
  EXPECT_EQ(Sources.addStatic("b", Huge, false), nullptr);
  EXPECT_NE(Sources.addStatic("c", "x", false), nullptr);
  DiagnosticEngine Engine;
  Engine.report(Diag::TooMuchSource).arg("path", "b");
  renderShort(llvm::outs(), Sources, Engine);
}

TEST(UnicodeTest, Widths) {
  EXPECT_EQ(displayWidth(""), 0U);
  EXPECT_EQ(displayWidth("abc"), 3U);
  EXPECT_EQ(displayWidth("算力"), 4U);
  EXPECT_EQ(displayWidth("ｆ（"), 4U);
  EXPECT_EQ(displayWidth("e\u0301"), 1U);
  EXPECT_EQ(displayWidth("\xff\xe7\x80"), 3U);
  EXPECT_EQ(displayWidth("µ²"), 2U);
  EXPECT_EQ(utf16Length("a算𝛼"), 4U);
  EXPECT_EQ(utf16Length("\xf0\x9d"), 2U);
}

TEST(UnicodeTest, InvalidBytes) {
  EXPECT_EQ(firstInvalidUtf8("abc算𝛼\U0010FFFF"), StringRef::npos);
  EXPECT_EQ(firstInvalidUtf8("ab\xff"), 2U);
  EXPECT_EQ(firstInvalidUtf8("a\xc0\x80"), 1U);
  EXPECT_EQ(firstInvalidUtf8("\xe0\x80\x80"), 0U);
  EXPECT_EQ(firstInvalidUtf8("\xed\xa0\x80"), 0U);
  EXPECT_EQ(firstInvalidUtf8("\xf4\x90\x80\x80"), 0U);
  EXPECT_EQ(firstInvalidUtf8("\xf0\x80\x80\x80"), 0U);
  EXPECT_EQ(firstInvalidUtf8("\xf5\x80\x80\x80"), 0U);
  EXPECT_EQ(firstInvalidUtf8("\x80"), 0U);
  EXPECT_EQ(firstInvalidUtf8("a\xe7\xae"), 1U);
  EXPECT_EQ(validUtf8("a\xff\xe7\xae"), "a\uFFFD\uFFFD\uFFFD");
}

TEST(UnicodeTest, EverySequenceOfTwoBytesAndEveryCodePoint) {
  for (unsigned I = 0; I != 0x10000; ++I) {
    char Bytes[] = {char(I >> 8), char(I & 0xFF)};
    CodePoint C = decode(StringRef(Bytes, 2));
    EXPECT_TRUE(C.Size == 1 || (C.Size == 2 && C.Valid && C.Value >= 0x80));
  }
  for (uint32_t Value = 0x800; Value != 0x10FFFF; ++Value) {
    std::string Text;
    if (Value < 0x10000)
      Text = {char(0xE0 | Value >> 12), char(0x80 | (Value >> 6 & 0x3F)),
              char(0x80 | (Value & 0x3F))};
    else
      Text = {char(0xF0 | Value >> 18), char(0x80 | (Value >> 12 & 0x3F)),
              char(0x80 | (Value >> 6 & 0x3F)), char(0x80 | (Value & 0x3F))};
    CodePoint C = decode(Text);
    bool Surrogate = Value >= 0xD800 && Value <= 0xDFFF;
    ASSERT_EQ(C.Valid, !Surrogate) << Value;
    ASSERT_TRUE(Surrogate || (C.Value == Value && C.Size == Text.size()));
  }
}

TEST(DiagnosticTest, PlaceholdersTakeTheirArguments) {
  Diagnostic D{Diag::FileNotRead, {}, {}, {}, {}, {}};
  D.Args.emplace_back("path", "a{why}b");
  EXPECT_EQ(D.message(), "cannot read `a{why}b`: {why}");
  D.Args.emplace_back("why", "no");
  EXPECT_EQ(D.message(), "cannot read `a{why}b`: no");
}

TEST(DiagnosticTest, MessagesKeepTheStyle) {
  for (const DiagInfo &Info : allDiagnostics()) {
    EXPECT_FALSE(Info.Text.empty()) << Info.Code.str();
    EXPECT_FALSE(Info.Text.ends_with(".")) << Info.Code.str();
    bool Capital = Info.Text[0] >= 'A' && Info.Text[0] <= 'Z';
    bool Acronym =
        Info.Text.size() > 1 && Info.Text[1] >= 'A' && Info.Text[1] <= 'Z';
    EXPECT_TRUE(!Capital || Acronym)
        << Info.Code.str() << ": " << Info.Text.str();
    EXPECT_EQ(Info.Text.count('`') % 2, 0U) << Info.Code.str();
    EXPECT_EQ(Info.Text.count('{'), Info.Text.count('}')) << Info.Code.str();
  }
}

TEST(DiagnosticTest, RepetitionsAreTakenOnce) {
  DiagnosticEngine Engine;
  for (int I = 0; I != 3; ++I)
    Engine.report(Diag::UnknownUnit, {4, 5}).arg("unit", "x").note("n");
  Engine.report(Diag::UnknownUnit, {4, 5}).arg("unit", "x").note("m");
  Engine.report(Diag::UnknownUnit, {1, 2}).arg("unit", "y");
  EXPECT_EQ(Engine.errors(), 3U);
  Engine.sort();
  EXPECT_EQ(Engine.all().front().Primary.Where.Begin, 1U);
  EXPECT_EQ(Engine.all().back().Notes.front(), "m");
}

TEST(NearestTest, Spelling) {
  std::vector<StringRef> Names = {"tokens", "time", "token",
                                  "GB",     "gpus", "deadline"};
  EXPECT_EQ(nearest("tokns", Names), "tokens");
  EXPECT_EQ(nearest("tokenss", Names), "tokens");
  EXPECT_EQ(nearest("tiem", Names), "time");
  EXPECT_EQ(nearest("gb", Names), "GB");
  EXPECT_EQ(nearest("TIME", Names), "time");
  EXPECT_EQ(nearest("x", Names), "");
  EXPECT_EQ(nearest("dead", Names), "");
  EXPECT_EQ(nearest("daedlien", Names), "deadline");
  EXPECT_EQ(nearest("", Names), "");
  EXPECT_EQ(nearest(std::string(100000, 'a'), Names), "");
  EXPECT_EQ(nearest("算刀机", {"算力机"}), "算力机");
}
} // namespace
