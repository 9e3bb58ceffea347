//===- Scanner.h - Bytes to tokens ------------------------------*- C++ -*-===//
//
// Part of acpc, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Cuts a checked text into tokens that cover every byte, blanks and comments
// included, as grammar/AcpLexer.g4 says. See there why it is not generated.
//
//===----------------------------------------------------------------------===//

#ifndef ACP_SYNTAX_SCANNER_H
#define ACP_SYNTAX_SCANNER_H

#include "Syntax/Reporter.h"
#include "Syntax/Syntax.h"

namespace acp {

/// The tokens of a text. What is no token was reported and is one of the kind
/// Bad, or of the kind that was evidently meant. False if there are too many,
/// which was reported; the last token then holds the rest.
bool scan(Reporter &Report, std::vector<Token> &Tokens);

} // namespace acp

#endif // ACP_SYNTAX_SCANNER_H
