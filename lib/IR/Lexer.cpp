//===- Lexer.cpp - Tokens of a line of textual IR -------------------------===//
//
// Part of acpc, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Takes any bytes: what is neither blank, mark nor quote belongs to a word.
//
//===----------------------------------------------------------------------===//

#include "IR/Lexer.h"
#include "llvm/ADT/StringExtras.h"

using namespace acp;
using namespace acp::ir;
using llvm::StringRef;

static constexpr StringRef Blanks = " \t\r";
static constexpr StringRef Symbols = ",:=()#";
static constexpr StringRef EndsWord = " \t\r,:=()#\"";

LineToken LineLexer::token(Mark Kind, size_t Length) {
  LineToken T;
  T.Kind = Kind;
  T.Raw = Rest.take_front(Length);
  uint32_t At = Base + uint32_t(Rest.data() - Begin);
  T.Where = {At, At + uint32_t(Length)};
  Rest = Rest.drop_front(Length);
  return T;
}

LineToken LineLexer::next() {
  Rest = Rest.ltrim(Blanks);
  if (Rest.empty() || Rest.starts_with("//"))
    return token(Mark::End, 0);
  if (Rest[0] == '"')
    return quoted();
  if (Symbols.contains(Rest[0]))
    return token(Mark::Symbol, 1);
  return token(Mark::Word, std::min(Rest.find_first_of(EndsWord), Rest.size()));
}

LineToken LineLexer::quoted() {
  std::string Text;
  size_t I = 1;
  while (I < Rest.size() && Rest[I] != '"') {
    if (Rest[I] != '\\') {
      Text += Rest[I++];
      continue;
    }
    StringRef Escape = Rest.substr(I + 1, 2);
    size_t Length = 1;
    if (Escape.starts_with("\"") || Escape.starts_with("\\"))
      Text += Escape[0];
    else if (Escape.starts_with("n"))
      Text += '\n';
    else if (Escape.starts_with("t"))
      Text += '\t';
    else if (Escape.size() == 2 && llvm::isHexDigit(Escape[0]) &&
             llvm::isHexDigit(Escape[1])) {
      Text += char(llvm::hexFromNibbles(Escape[0], Escape[1]));
      Length = 2;
    } else {
      Rest = Rest.drop_front(I);
      return token(Mark::BadEscape, std::min<size_t>(2, Rest.size()));
    }
    I += 1 + Length;
  }
  if (I >= Rest.size())
    return token(Mark::Unclosed, Rest.size());
  LineToken T = token(Mark::Text, I + 1);
  T.Text = std::move(Text);
  return T;
}
