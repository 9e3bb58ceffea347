//===- Lookalikes.h - Characters taken for others ---------------*- C++ -*-===//
//
// Part of acpc, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Full-width punctuation, typographic quotes and signs of mathematics, which
// keyboards and word processors put where the language has an ASCII sign.
//
//===----------------------------------------------------------------------===//

#ifndef ACP_SYNTAX_LOOKALIKES_H
#define ACP_SYNTAX_LOOKALIKES_H

#include "Syntax/Syntax.h"

namespace acp {

/// What a character is taken for.
struct Lookalike {
  uint32_t CodePoint;
  /// What to write, or how, if no single token will do.
  llvm::StringLiteral Ascii;
  /// The token that was meant, Bad if it cannot be gone on with.
  TokenKind Kind;
};

/// Null if the character looks like nothing of the language.
const Lookalike *lookalike(uint32_t CodePoint);
/// A full-width form of an ASCII letter or digit: that one, else 0.
char halfWidth(uint32_t CodePoint);
/// Blanks other than the blank and the tabulator, and what cannot be seen.
bool isOddBlank(uint32_t CodePoint);

} // namespace acp

#endif // ACP_SYNTAX_LOOKALIKES_H
