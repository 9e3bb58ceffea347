//===- Words.h - Reserved words and words of declarations -------*- C++ -*-===//
//
// Part of acpc, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Found by one table that is made when the compiler is compiled.
//
//===----------------------------------------------------------------------===//

#ifndef ACP_SYNTAX_WORDS_H
#define ACP_SYNTAX_WORDS_H

#include "Syntax/Syntax.h"

namespace acp {

/// The kind of a word that names nothing anywhere, Name for any other.
TokenKind reservedWord(llvm::StringRef Word);
/// The kind of a word that is one of a declaration where one may begin, or goes
/// on with a clause; Name for any other.
TokenKind declarationWord(llvm::StringRef Word);

/// The one spelling of a kind of token, "" if there is none.
llvm::StringRef spelling(TokenKind Kind);

inline bool isReserved(TokenKind Kind) {
  return Kind >= TokenKind::If && Kind <= TokenKind::Let;
}
inline bool isDeclarationWord(TokenKind Kind) {
  return Kind >= TokenKind::Import && Kind <= TokenKind::Within;
}
/// Words and signs that stand between two things: a line that ends in one goes
/// on, and so does one before it.
inline bool isInfix(TokenKind K) {
  return (K >= TokenKind::Then && K <= TokenKind::Or) ||
         (K >= TokenKind::DotDot && K <= TokenKind::Caret &&
          K != TokenKind::Dot && K != TokenKind::Assign);
}
/// `where`, `with`, `within`.
inline bool isClauseWord(TokenKind K) {
  return K >= TokenKind::Where && K <= TokenKind::Within;
}
inline bool isTrivia(TokenKind Kind) { return Kind >= TokenKind::Newline; }

} // namespace acp

#endif // ACP_SYNTAX_WORDS_H
