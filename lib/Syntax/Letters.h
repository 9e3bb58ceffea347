//===- Letters.h - What a name is made of -----------------------*- C++ -*-===//
//
// Part of acpc, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Letters of any script, `_`, digits: ASCII by one table, the rest by ranges.
//
//===----------------------------------------------------------------------===//

#ifndef ACP_SYNTAX_LETTERS_H
#define ACP_SYNTAX_LETTERS_H

#include "llvm/ADT/StringRef.h"
#include <cstdint>

namespace acp {

/// A code point past ASCII that may begin a name.
bool isLetter(uint32_t CodePoint);
/// A code point past ASCII that may stand in a name after its first letter.
bool continuesName(uint32_t CodePoint);

constexpr bool isAsciiLetter(char C) {
  return (C >= 'a' && C <= 'z') || (C >= 'A' && C <= 'Z') || C == '_';
}
constexpr bool isAsciiDigit(char C) { return C >= '0' && C <= '9'; }

/// How many bytes at the start of a valid UTF-8 text form a name; 0 if none.
size_t nameLength(llvm::StringRef Text);

} // namespace acp

#endif // ACP_SYNTAX_LETTERS_H
