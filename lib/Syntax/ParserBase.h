//===- ParserBase.h - What the generated parser stands on -------*- C++ -*-===//
//
// Part of acpc, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The generated parser derives from this class, whose members take the place of
// those of ANTLR's Parser that the generated code names: reading tokens,
// entering and leaving rules, and what happens on an error. Each rule that ends
// is handed to the tree builder.
//
// A fault unwinds to the innermost rule that can go on (an item, an entry, a
// value, an argument): what is left of that is skipped, which is safe because
// brackets were made to match before. A closing bracket that is not found where
// it is expected needs no unwinding; the rest up to it is skipped.
//
//===----------------------------------------------------------------------===//

#ifndef ACP_SYNTAX_PARSERBASE_H
#define ACP_SYNTAX_PARSERBASE_H

#include "Syntax/ContextStack.h"
#include "Syntax/TokenFeed.h"

namespace acp {

class TreeBuilder;
class FaultReporter;

class ParserBase : public antlr4::Parser {
public:
  explicit ParserBase(antlr4::TokenStream *Input)
      : Parser(Input), _input(static_cast<TokenFeed *>(Input)) {}

  void attach(TreeBuilder &B, FaultReporter &F) {
    Builder = &B;
    Faults = &F;
  }

  // The error strategy, as which the parser serves itself.
  void sync(ParserBase *) {}
  void reportMatch(ParserBase *) {}
  void recoverInline(ParserBase *);
  void reportError(ParserBase *, const antlr4::RecognitionException &);
  void recover(ParserBase *, std::exception_ptr);

protected:
  // The names are those that the generated code uses.
  size_t getState() const final { return State; }
  void setState(size_t S) { State = S; }
  void enterRule(antlr4::ParserRuleContext *Context, size_t State,
                 size_t Rule) final;
  void exitRule();
  void enterOuterAlt(antlr4::ParserRuleContext *, size_t) final {}
  antlr4::Token *match(size_t Kind) final;
  antlr4::Token *consume() final;

  TokenFeed *_input;
  ParserBase *_errHandler = this;
  ContextStack _tracker;

private:
  void mismatch(TokenKind Expected);
  void skipToClosing(TokenKind Expected);
  void skipRest();
  void checkEnd(size_t Rule);
  void fault(TokenKind Expected);

  TreeBuilder *Builder = nullptr;
  FaultReporter *Faults = nullptr;
  size_t State = 0;
  /// A fault was reported and no rule has gone on yet.
  bool Unwinding = false;
};

} // namespace acp

#endif // ACP_SYNTAX_PARSERBASE_H
