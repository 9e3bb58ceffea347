//===- UnitWords.cpp - The unit after a number ----------------------------===//
//
// Part of acpc, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Unit words are put together from tokens that touch each other.
//
//===----------------------------------------------------------------------===//

#include "Syntax/UnitWords.h"
#include "Syntax/Words.h"

using namespace acp;
using llvm::StringRef;

uint32_t acp::unitWordEnd(StringRef Text, llvm::ArrayRef<Token> Tokens,
                          uint32_t I) {
  auto Kind = [&](uint32_t At) {
    return At < Tokens.size() ? Tokens[At].Kind : TokenKind::End;
  };
  auto IsUnit = [&](uint32_t At) {
    return Kind(At) == TokenKind::Name || Kind(At) == TokenKind::Percent;
  };
  if (!IsUnit(I))
    return I;
  if (Kind(I) == TokenKind::Name) {
    TokenKind Word =
        declarationWord(Text.substr(Tokens[I].Begin, Tokens[I].Length));
    if (isClauseWord(Word))
      return I;
  }
  for (++I;;) {
    if (Kind(I) == TokenKind::Caret) {
      uint32_t Power = I + 1 + unsigned(Kind(I + 1) == TokenKind::Minus);
      if (Kind(Power) != TokenKind::Number)
        return I;
      I = Power + 1;
    } else if ((Kind(I) == TokenKind::Slash || Kind(I) == TokenKind::Star) &&
               IsUnit(I + 1)) {
      I += 2;
    } else {
      return I;
    }
  }
}

bool acp::touchesNumber(StringRef Word) {
  return Word == "%" || Word == "万" || Word == "亿";
}

namespace {
/// Letters that people put behind a number for a power of ten.
struct Magnitude {
  llvm::StringLiteral Letters;
  llvm::StringLiteral Scale;
  llvm::StringLiteral Exponent;
  /// What the letters mean as a unit; "" if nothing.
  llvm::StringLiteral Unit;
};
} // namespace

static constexpr Magnitude Magnitudes[] = {
    {"k", "thousand", "3", ""},     {"K", "thousand", "3", ""},
    {"m", "million", "6", ""},      {"M", "million", "6", ""},
    {"mn", "million", "6", ""},     {"b", "billion", "9", "bits"},
    {"B", "billion", "9", "bytes"}, {"bn", "billion", "9", ""},
    {"G", "billion", "9", ""},      {"t", "trillion", "12", ""},
    {"T", "trillion", "12", ""},    {"tn", "trillion", "12", ""},
};

void acp::reportGlued(Reporter &Report, uint32_t Begin, uint32_t Middle,
                      uint32_t End) {
  StringRef Number = Report.text().slice(Begin, Middle);
  StringRef Word = Report.text().slice(Middle, End);
  auto D = Report.reportText(Diag::GluedNumber, Begin, End);
  D.arg("text", Report.text().slice(Begin, End));
  for (const Magnitude &M : Magnitudes) {
    if (M.Letters != Word)
      continue;
    std::string Help = ("write `" + Number + " " + M.Scale + "`").str();
    if (!Number.contains_insensitive('e'))
      Help += (" or `" + Number + "e" + M.Exponent + "`").str();
    D.help(Help);
    if (!M.Unit.empty())
      D.help(("for " + M.Unit + " write `" + Number + " " + Word + "`").str());
    return;
  }
  if (Word.starts_with("_"))
    D.help("`_` stands between two digits, as in `1_000`");
  else if (Number == "0" && (Word.starts_with("x") || Word.starts_with("b")))
    D.help("numbers are decimal");
  else if (Word == "e" || Word == "E")
    D.help("an exponent needs digits, as in `1e6`");
  else
    D.help(
        ("a unit stands after a blank: `" + Number + " " + Word + "`").str());
}
