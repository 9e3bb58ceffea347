//===- TokenFeed.h - Tokens as ANTLR reads them -----------------*- C++ -*-===//
//
// Part of acpc, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The filtered tokens as a stream. The generated parser only asks for kinds, so
// that no token objects are made.
//
//===----------------------------------------------------------------------===//

#ifndef ACP_SYNTAX_TOKENFEED_H
#define ACP_SYNTAX_TOKENFEED_H

#include "Syntax/TokenFilter.h"
#include "antlr4-runtime.h"

namespace acp {

class TokenFeed final : public antlr4::TokenStream {
public:
  explicit TokenFeed(llvm::ArrayRef<FeedToken> Tokens) : Tokens(Tokens) {}

  /// The token at the read position and those around it; beyond the last there
  /// is the last, before the first the first.
  const FeedToken &peek(ptrdiff_t Offset = 0) const {
    ptrdiff_t I = ptrdiff_t(At) + Offset;
    if (I < 0)
      I = 0;
    if (size_t(I) >= Tokens.size())
      I = Tokens.size() - 1;
    return Tokens[I];
  }
  const FeedToken &get(uint32_t Index) { return Tokens[Index]; }
  uint32_t position() const { return At; }
  void advance() {
    if (At + 1 < Tokens.size())
      ++At;
  }
  void toEnd() { At = Tokens.size() - 1; }

  // What the generated parser uses.
  size_t LA(ssize_t Offset) override {
    TokenKind Kind = peek(Offset > 0 ? Offset - 1 : Offset).Kind;
    return Kind == TokenKind::End ? EOF : size_t(Kind);
  }
  void consume() override { advance(); }
  size_t index() override { return At; }
  void seek(size_t Index) override { At = Index; }
  size_t size() override { return Tokens.size(); }

  // What only ANTLR's own error messages and trees use.
  antlr4::Token *LT(ssize_t) override { return nullptr; }
  antlr4::Token *get(size_t) const override { return nullptr; }
  antlr4::TokenSource *getTokenSource() const override { return nullptr; }
  std::string getText(const antlr4::misc::Interval &) override { return {}; }
  std::string getText() override { return {}; }
  std::string getText(antlr4::RuleContext *) override { return {}; }
  std::string getText(antlr4::Token *, antlr4::Token *) override { return {}; }
  ssize_t mark() override { return 0; }
  void release(ssize_t) override {}
  std::string getSourceName() const override { return {}; }

private:
  llvm::ArrayRef<FeedToken> Tokens;
  size_t At = 0;
};

} // namespace acp

#endif // ACP_SYNTAX_TOKENFEED_H
