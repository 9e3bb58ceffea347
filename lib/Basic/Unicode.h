//===- Unicode.h - Code points of UTF-8 text --------------------*- C++ -*-===//
//
// Part of acpc, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Decoding that never fails: a byte that belongs to no valid sequence is a
// code point of its own, marked as invalid.
//
//===----------------------------------------------------------------------===//

#ifndef ACP_BASIC_UNICODE_H
#define ACP_BASIC_UNICODE_H

#include "llvm/ADT/StringRef.h"
#include <cstdint>
#include <string>

namespace acp {

/// One step through a UTF-8 text.
struct CodePoint {
  /// The scalar value, or the byte itself if it is invalid.
  uint32_t Value = 0;
  /// Bytes it takes, at least 1.
  uint32_t Size = 1;
  bool Valid = false;
};

/// The first code point of a text that is not empty.
CodePoint decode(llvm::StringRef Text);

/// The offset of the first byte that is not valid UTF-8, npos if all is.
/// Overlong forms, surrogates and values past U+10FFFF are invalid.
size_t firstInvalidUtf8(llvm::StringRef Text);

/// How one code point is shown: itself if a terminal prints it, `\x1b`,
/// `\xff` or `\u{202e}` if it is a control, a stray byte, or a character that
/// would reorder or hide the text around it.
std::string escaped(llvm::StringRef Bytes, CodePoint C);

/// A text of one line with each code point as `escaped` shows it.
std::string escaped(llvm::StringRef Text);

/// UTF-8 of any bytes: each invalid one becomes U+FFFD.
std::string validUtf8(llvm::StringRef Text);

} // namespace acp

#endif // ACP_BASIC_UNICODE_H
