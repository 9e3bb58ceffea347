//===- LexerCheck.h - The scanner against the grammar -----------*- C++ -*-===//
//
// Part of acpc, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The scanner is written by hand; this runs the lexer that ANTLR makes from
// grammar/AcpLexer.g4 over the same text. Only the tests use it.
//
//===----------------------------------------------------------------------===//

#ifndef ACP_SYNTAX_LEXERCHECK_LEXERCHECK_H
#define ACP_SYNTAX_LEXERCHECK_LEXERCHECK_H

#include "Syntax/Syntax.h"

namespace acp {

/// "" if the lexer of the grammar cuts a text as the scanner did, else the
/// first difference. For texts without faults.
std::string compareWithGrammar(llvm::StringRef Text,
                               llvm::ArrayRef<Token> Scanned);

} // namespace acp

#endif // ACP_SYNTAX_LEXERCHECK_LEXERCHECK_H
