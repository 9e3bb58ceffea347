//===- TokenFilter.h - Between scanner and parser ---------------*- C++ -*-===//
//
// Part of acpc, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The rules of the language that are about lines, blanks and neighbours, which
// a grammar cannot say: which newlines begin an entry, which words after a
// number are its unit, and where a word of declarations is one.
//
//===----------------------------------------------------------------------===//

#ifndef ACP_SYNTAX_TOKENFILTER_H
#define ACP_SYNTAX_TOKENFILTER_H

#include "Syntax/Reporter.h"
#include "Syntax/Syntax.h"

namespace acp {

/// What the parser reads. The last one has the kind End.
struct FeedToken {
  uint32_t Begin;
  uint32_t End;
  TokenKind Kind;
  /// Brackets around it: of an opening one those outside, of a closing one
  /// those inside, itself included.
  uint16_t Depth;
};

/// Filters the tokens of a file, or of one expression, in which no declaration
/// begins. Tokens get the kinds that they turn out to have, and the tokens of a
/// unit become one. False if the file is past a limit, which was reported.
bool filterTokens(Reporter &Report, std::vector<Token> &Tokens,
                  bool IsExpression, std::vector<FeedToken> &Feed);

} // namespace acp

#endif // ACP_SYNTAX_TOKENFILTER_H
