//===- SourceText.h - Pieces of the language as text ------------*- C++ -*-===//
//
// Part of acpc, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What writes files of the language shares: texts, numbers, lists over lines.
//
//===----------------------------------------------------------------------===//

#ifndef ACP_ELABORATE_SOURCETEXT_H
#define ACP_ELABORATE_SOURCETEXT_H

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringRef.h"
#include <string>

namespace acp::elab {

/// A text in quotes, with escapes where it needs them.
std::string quotedText(llvm::StringRef Text);

/// A text as it may stand in a comment: on one line.
std::string commentText(llvm::StringRef Text);

/// `128_256`: digits in threes where there are five or more.
std::string spacedDigits(std::string Digits);

/// Parts between brackets: in one line that begins with Indent columns, or each
/// in a line of its own. Between is `,` or `;`.
std::string bracketed(llvm::StringRef Open, llvm::StringRef Close,
                      llvm::ArrayRef<std::string> Parts,
                      llvm::StringRef Between, unsigned Indent);

/// A name of the language that is like Text, which may be anything.
std::string identifier(llvm::StringRef Text);

} // namespace acp::elab

#endif // ACP_ELABORATE_SOURCETEXT_H
