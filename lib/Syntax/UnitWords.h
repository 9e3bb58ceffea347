//===- UnitWords.h - The unit after a number --------------------*- C++ -*-===//
//
// Part of acpc, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A unit is one word without blanks after a number and a blank: `GB/s`,
// `FLOP/s*sparse`, `m^2`; `%`, 万 and 亿 may touch the number, other letters
// may not. Whether a unit exists is not asked here.
//
//===----------------------------------------------------------------------===//

#ifndef ACP_SYNTAX_UNITWORDS_H
#define ACP_SYNTAX_UNITWORDS_H

#include "Syntax/Reporter.h"
#include "Syntax/Syntax.h"

namespace acp {

/// The end (an index of a token) of the unit word that begins with token I;
/// I itself if none does.
uint32_t unitWordEnd(llvm::StringRef Text, llvm::ArrayRef<Token> Tokens,
                     uint32_t I);

/// Whether a word may touch its number.
bool touchesNumber(llvm::StringRef Word);

/// Reports a number that letters touch, [Begin, Middle) and [Middle, End).
void reportGlued(Reporter &Report, uint32_t Begin, uint32_t Middle,
                 uint32_t End);

} // namespace acp

#endif // ACP_SYNTAX_UNITWORDS_H
