//===- Lexer.h - Tokens of a line of textual IR -----------------*- C++ -*-===//
//
// Part of acpc, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A line is words, quoted texts and a few marks. A word is any run of bytes
// without blanks and marks, so that `%0`, `FLOP/s`, `7/2` and `2024-07-23` are
// one each. `//` between tokens begins a comment.
//
//===----------------------------------------------------------------------===//

#ifndef ACP_IR_LEXER_H
#define ACP_IR_LEXER_H

#include "Basic/Source.h"
#include "llvm/ADT/StringRef.h"
#include <string>

namespace acp::ir {

enum class Mark : uint8_t { End, Word, Text, Symbol, Unclosed, BadEscape };

struct LineToken {
  Mark Kind = Mark::End;
  Span Where;
  /// The bytes of the token.
  llvm::StringRef Raw;
  /// Of a Text, what stands in the quotes, without escapes.
  std::string Text;

  bool isWord(llvm::StringRef Word) const {
    return Kind == Mark::Word && Raw == Word;
  }
  bool isSymbol(char C) const { return Kind == Mark::Symbol && Raw[0] == C; }
};

class LineLexer {
public:
  /// A line without its end, and the address of its first byte.
  LineLexer(llvm::StringRef Line, uint32_t Base)
      : Rest(Line), Base(Base), Begin(Line.data()) {}

  LineToken next();

private:
  LineToken token(Mark Kind, size_t Length);
  LineToken quoted();

  llvm::StringRef Rest;
  uint32_t Base;
  const char *Begin;
};

} // namespace acp::ir

#endif // ACP_IR_LEXER_H
