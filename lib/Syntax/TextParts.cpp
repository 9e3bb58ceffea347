//===- TextParts.cpp - What stands in a text ------------------------------===//
//
// Part of acpc, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A text is cut into chunks and `{a.b as unit}`, which is little enough to be
// read by hand: the lexer needs no modes for it. Escapes are checked here and
// decoded where the text is used.
//
//===----------------------------------------------------------------------===//

#include "Basic/Limits.h"
#include "Basic/Unicode.h"
#include "Syntax/Letters.h"
#include "Syntax/TreeBuilder.h"
#include "Syntax/Words.h"

using namespace acp;
using llvm::StringRef;

uint32_t TreeBuilder::textNode(const FeedToken &T) {
  uint32_t End = T.End - 1;
  llvm::SmallVector<uint32_t, 8> Parts;
  uint32_t Chunk = T.Begin + 1;
  auto Flush = [&](uint32_t To) {
    if (Chunk < To)
      Parts.push_back(node(NodeKind::TextChunk, Chunk, To));
  };
  auto Alone = [&](uint32_t At) {
    StringRef Brace = Text.substr(At, 1);
    Report.report(Diag::LoneBrace, At, At + 1)
        .arg("brace", Brace)
        .help(("a `" + Brace + "` itself is written `" + Brace + Brace + "`")
                  .str());
  };
  for (uint32_t I = Chunk; I < End;) {
    char C = Text[I];
    char Next = I + 1 < End ? Text[I + 1] : '\0';
    if (C == '\\') {
      if (!StringRef("\\\"nt").contains(Next)) {
        CodePoint P = decode(Text.substr(I + 1));
        Report.report(Diag::BadEscape, I, I + 1 + P.Size)
            .arg("escape", Text.substr(I, 1 + P.Size))
            .help("there are `\\n`, `\\t`, `\\\"` and `\\\\`");
      }
      I += 2;
    } else if ((C == '{' || C == '}') && C == Next) {
      I += 2;
    } else if (C == '}') {
      Alone(I++);
    } else if (C == '{') {
      size_t Close = Text.slice(I, End).find('}');
      if (Close == StringRef::npos) {
        Alone(I++);
        continue;
      }
      Flush(I);
      Parts.push_back(interpolation(I + 1, I + Close));
      I += Close + 1;
      Chunk = I;
    } else {
      ++I;
    }
  }
  Flush(End);
  return node(NodeKind::Text, T.Begin, T.End, Parts);
}

/// `a.b`, `self.a`, `a as GiB`; the bytes between the braces.
uint32_t TreeBuilder::interpolation(uint32_t Begin, uint32_t End) {
  auto SkipBlanks = [&](uint32_t I) {
    while (I < End && Text[I] == ' ')
      ++I;
    return I;
  };
  auto Wrong = [&] {
    Report.report(Diag::BadInterpolation, Begin - 1, End + 1)
        .arg("code", Text.slice(Begin, End))
        .help("give it a name with `let` and print that")
        .help("a brace itself is written twice");
    return node(NodeKind::Error, Begin, End);
  };
  uint32_t Value = Syntax::None;
  uint32_t I = SkipBlanks(Begin);
  uint32_t First = I;
  for (unsigned Parts = 0;; ++Parts) {
    uint32_t Length = nameLength(Text.slice(I, End));
    TokenKind Word = reservedWord(Text.substr(I, Length));
    bool Self = Word == TokenKind::Self && Value == Syntax::None;
    if (Length == 0 || (isReserved(Word) && !Self) || Parts > limits::Nesting)
      return Wrong();
    uint32_t Name = node(Self ? NodeKind::Self : NodeKind::Name, I, I + Length);
    I += Length;
    Value = Value == Syntax::None
                ? Name
                : node(NodeKind::Member, First, I, {Value, Name});
    if (I >= End || Text[I] != '.')
      break;
    ++I;
  }
  I = SkipBlanks(I);
  if (I < End && Text.slice(I, End).starts_with("as ")) {
    uint32_t UnitEnd = End;
    while (Text[UnitEnd - 1] == ' ')
      --UnitEnd;
    uint32_t Unit = unitInText(SkipBlanks(I + 3), UnitEnd);
    if (Unit == Syntax::None)
      return Wrong();
    Value = node(NodeKind::As, First, UnitEnd, {Value, Unit});
    I = End;
  }
  return I == End ? Value : Wrong();
}

/// The Type node of a unit in a text, None if it is no unit.
uint32_t TreeBuilder::unitInText(uint32_t Begin, uint32_t End) {
  uint32_t I = Begin;
  if (Text.slice(I, End).starts_with("1/"))
    I += 2;
  bool Operators = I != Begin;
  llvm::SmallVector<uint32_t, 2> Names;
  while (I < End) {
    bool Percent = Text[I] == '%';
    uint32_t Length = Percent ? 1 : nameLength(Text.slice(I, End));
    if (Length == 0 || isReserved(reservedWord(Text.substr(I, Length))))
      return Syntax::None;
    Operators |= Percent;
    if (!Operators)
      Names.push_back(node(NodeKind::Name, I, I + Length));
    I += Length;
    if (I < End && Text[I] == '^') {
      Operators = true;
      I += 1 + unsigned(I + 1 < End && Text[I + 1] == '-');
      uint32_t Digits = I;
      while (I < End && isAsciiDigit(Text[I]))
        ++I;
      if (I == Digits)
        return Syntax::None;
    }
    if (I == End)
      break;
    if (Text[I] != '/' && Text[I] != '*' && Text[I] != '.')
      return Syntax::None;
    Operators |= Text[I] != '.';
    if (++I == End)
      return Syntax::None;
  }
  if (I == Begin)
    return Syntax::None;
  if (Operators)
    return node(NodeKind::Type, Begin, End);
  return node(NodeKind::Type, Begin, End,
              {node(NodeKind::Path, Begin, End, Names)});
}
