//===- Words.cpp - Reserved words and words of declarations ---------------===//
//
// Part of acpc, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Words are few and short: a first letter leads to a handful of them.
//
//===----------------------------------------------------------------------===//

#include "Syntax/Words.h"
#include <array>

using namespace acp;
using llvm::StringRef;

static constexpr llvm::StringLiteral Spellings[] = {
#define TOKEN(KIND, GRAMMAR, SPELLING) SPELLING,
#include "Syntax/TokenKinds.def"
#undef TOKEN
};

namespace {
/// The kinds First to Last, by first letter.
template <unsigned First, unsigned Last> struct WordTable {
  static constexpr unsigned Most = 7;
  std::array<std::array<uint8_t, Most>, 26> ByLetter{};

  constexpr WordTable() {
    for (unsigned Kind = First; Kind <= Last; ++Kind) {
      auto &Row = ByLetter[Spellings[Kind].data()[0] - 'a'];
      unsigned I = 0;
      while (Row[I] != 0)
        ++I;
      Row[I] = Kind;
    }
  }

  TokenKind find(StringRef Word) const {
    if (Word.size() < 2 || Word.size() > 8 || Word[0] < 'a' || Word[0] > 'z')
      return TokenKind::Name;
    for (uint8_t Kind : ByLetter[Word[0] - 'a']) {
      if (Kind == 0)
        break;
      if (Spellings[Kind] == Word)
        return TokenKind(Kind);
    }
    return TokenKind::Name;
  }
};
} // namespace

static constexpr WordTable<unsigned(TokenKind::If), unsigned(TokenKind::Let)>
    Reserved;
static constexpr WordTable<unsigned(TokenKind::Language),
                           unsigned(TokenKind::Within)>
    Declarations;

TokenKind acp::reservedWord(StringRef Word) { return Reserved.find(Word); }
TokenKind acp::declarationWord(StringRef Word) {
  return Declarations.find(Word);
}
StringRef acp::spelling(TokenKind Kind) { return Spellings[unsigned(Kind)]; }
