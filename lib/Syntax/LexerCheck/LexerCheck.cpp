//===- LexerCheck.cpp - The scanner against the grammar -------------------===//
//
// Part of acpc, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// ANTLR counts code points, so that offsets are found by counting bytes along.
//
//===----------------------------------------------------------------------===//

#include "Syntax/LexerCheck/LexerCheck.h"
#include "Syntax/AcpLexer.h"
#include "Syntax/Words.h"
#include "llvm/ADT/Twine.h"

using namespace acp;
using llvm::Twine;

std::string acp::compareWithGrammar(llvm::StringRef Text,
                                    llvm::ArrayRef<Token> Scanned) {
  antlr4::ANTLRInputStream Input(Text.str());
  AcpLexer Lexer(&Input);
  Lexer.removeErrorListeners();
  auto Differ = [](uint32_t At, llvm::StringRef Scanner, uint32_t ScannerEnd,
                   llvm::StringRef Grammar, uint32_t GrammarEnd) {
    return ("byte " + Twine(At) + ": the scanner has " + Scanner + " to " +
            Twine(ScannerEnd) + ", the grammar " + Grammar + " to " +
            Twine(GrammarEnd))
        .str();
  };
  static constexpr llvm::StringLiteral Names[] = {
#define TOKEN(KIND, GRAMMAR, SPELLING) #GRAMMAR,
#include "Syntax/TokenKinds.def"
#undef TOKEN
  };
  uint32_t Begin = 0;
  for (const Token &T : Scanned) {
    std::unique_ptr<antlr4::Token> L = Lexer.nextToken();
    if (L->getType() == antlr4::Token::EOF)
      return Differ(Begin, Names[unsigned(T.Kind)], T.Begin + T.Length, "EOF",
                    Begin);
    uint32_t End = Begin + uint32_t(L->getText().size());
    if (L->getType() != size_t(T.Kind) || End != T.Begin + T.Length)
      return Differ(Begin, Names[unsigned(T.Kind)], T.Begin + T.Length,
                    Names[L->getType()], End);
    Begin = End;
  }
  return "";
}
