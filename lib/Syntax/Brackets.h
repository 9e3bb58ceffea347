//===- Brackets.h - Brackets that do not match ------------------*- C++ -*-===//
//
// Part of acpc, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Where brackets are missing or too many, it is decided here, before parsing,
// which ones: the parser then sees a file whose brackets match, so that one
// missing brace does not make all that follows look wrong.
//
//===----------------------------------------------------------------------===//

#ifndef ACP_SYNTAX_BRACKETS_H
#define ACP_SYNTAX_BRACKETS_H

#include "Syntax/Reporter.h"
#include "Syntax/Syntax.h"

namespace acp {

/// A change to what the parser sees; the tree keeps what is written.
struct BracketEdit {
  /// Index of a token.
  uint32_t At;
  /// The closing bracket to put before it; End if the token is to be left out.
  TokenKind Insert;
};

inline bool isOpening(TokenKind K) {
  return K == TokenKind::LParen || K == TokenKind::LBracket ||
         K == TokenKind::LBrace;
}
inline bool isClosing(TokenKind K) {
  return K == TokenKind::RParen || K == TokenKind::RBracket ||
         K == TokenKind::RBrace;
}

/// Reports what does not match, and fills in what would make it match, in the
/// order of the tokens. False if brackets are nested past the limit.
bool matchBrackets(Reporter &Report, llvm::ArrayRef<Token> Tokens,
                   std::vector<BracketEdit> &Edits);

} // namespace acp

#endif // ACP_SYNTAX_BRACKETS_H
