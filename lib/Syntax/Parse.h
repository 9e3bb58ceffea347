//===- Parse.h - Text to syntax tree ----------------------------*- C++ -*-===//
//
// Part of acpc, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The parser is the grammar in grammar/, run by ANTLR over tokens that were
// checked and filtered before: UTF-8, sizes, nesting, brackets, which newlines
// end a field, which words after a number are units. Faults become diagnostics
// of the catalogue; parsing goes on behind the argument, value, field or item.
//
//===----------------------------------------------------------------------===//

#ifndef ACP_SYNTAX_PARSE_H
#define ACP_SYNTAX_PARSE_H

#include "Basic/Diagnostic.h"
#include "Syntax/Syntax.h"
#include <memory>

namespace acp {

/// Parses a file. Always returns a tree with a File node whose tokens cover the
/// text; what did not parse was reported and is marked Broken or Error.
std::unique_ptr<SyntaxTree> parse(const SourceFile &File,
                                  DiagnosticEngine &Diags);

/// Parses one expression, as `acpc eval` and `-D` take it. The root of the tree
/// is the expression; null if it did not parse (which was reported).
std::unique_ptr<SyntaxTree> parseExpression(const SourceFile &File,
                                            DiagnosticEngine &Diags);

/// Prints the tokens, blanks and comments included: the bytes of the file.
std::string print(const SyntaxTree &Tree);
/// The nodes as an indented list, for `--emit=ast` and tests.
void dump(const SyntaxTree &Tree, llvm::raw_ostream &OS);

} // namespace acp

#endif // ACP_SYNTAX_PARSE_H
