//===- ParserBase.cpp - What the generated parser stands on ---------------===//
//
// Part of acpc, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Entering and leaving rules is the hot path of parsing; the rest of the file
// runs on faults alone.
//
//===----------------------------------------------------------------------===//

#include "Syntax/ParserBase.h"
#include "Syntax/AcpParser.h"
#include "Syntax/Brackets.h"
#include "Syntax/Faults.h"
#include "Syntax/TreeBuilder.h"

using namespace acp;

// The kinds of tokens are the numbers of the grammar.
#define TOKEN(KIND, GRAMMAR, SPELLING)                                         \
  static_assert(TokenKind::KIND == TokenKind::End ||                           \
                size_t(TokenKind::KIND) == size_t(AcpParser::GRAMMAR));
#include "Syntax/TokenKinds.def"
#undef TOKEN

namespace {
/// What may follow a rule, and whether parsing goes on behind a fault in it.
enum class Resume : uint8_t {
  /// A fault in it is one of the rule around it.
  No,
  /// It ends with its entry; not checked, as a citation may follow.
  Value,
  /// It ends with its entry.
  Entry,
  /// It ends at a comma or a closing bracket.
  Element
};
} // namespace

static bool endsAtComma(Resume R, TokenKind Next) {
  return R == Resume::Element ||
         (R == Resume::Value && Next == TokenKind::Source);
}

static Resume resumeOf(size_t Rule) {
  switch (Rule) {
  case AcpParser::RuleItem:
  case AcpParser::RuleEntry:
  case AcpParser::RuleStatement:
  case AcpParser::RuleLocal:
    return Resume::Entry;
  case AcpParser::RuleArg:
  case AcpParser::RuleElement:
  case AcpParser::RuleParam:
    return Resume::Element;
  case AcpParser::RuleValue:
    return Resume::Value;
  default:
    return Resume::No;
  }
}

void ParserBase::enterRule(antlr4::ParserRuleContext *Context, size_t,
                           size_t Rule) {
  _ctx = Context;
  Builder->enter(unsigned(Rule), _input->position());
}

void ParserBase::exitRule() {
  if (Unwinding) {
    Builder->abandon();
  } else {
    checkEnd(Builder->top().Rule);
    Builder->exit();
  }
  _tracker.leave();
  _ctx = static_cast<antlr4::ParserRuleContext *>(_ctx->parent);
}

antlr4::Token *ParserBase::consume() {
  Builder->token(_input->peek());
  _input->advance();
  return nullptr;
}

antlr4::Token *ParserBase::match(size_t Kind) {
  if (_input->LA(1) == Kind)
    return consume();
  mismatch(Kind == EOF ? TokenKind::End : TokenKind(Kind));
  return nullptr;
}

void ParserBase::recoverInline(ParserBase *) { mismatch(TokenKind::Bad); }

void ParserBase::mismatch(TokenKind Expected) {
  if (isClosing(Expected))
    return skipToClosing(Expected);
  if (Expected == TokenKind::LBrace &&
      _input->peek().Kind == TokenKind::Entry &&
      _input->peek(1).Kind == TokenKind::LBrace) {
    Faults->braceOnNextLine();
    _input->advance();
    consume();
    return;
  }
  fault(Expected);
  throw antlr4::InputMismatchException(this);
}

/// Reports what stands at the read position, and starts unwinding.
void ParserBase::fault(TokenKind Expected) {
  Faults->report(Expected);
  Unwinding = true;
}

void ParserBase::skipToClosing(TokenKind Expected) {
  Faults->report(Expected);
  Builder->top().Broken = true;
  unsigned Inner = Builder->top().Inner;
  for (;; _input->advance()) {
    const FeedToken &T = _input->peek();
    // Behind the last fault that is reported the file is not read further.
    if (T.Kind == TokenKind::End)
      return;
    if (isClosing(T.Kind) && T.Depth == Inner)
      break;
  }
  consume();
}

/// Skips what is left of the innermost rule, whose first token tells how deep
/// in brackets it stands.
void ParserBase::skipRest() {
  Resume R = resumeOf(Builder->top().Rule);
  unsigned Depth = _input->get(Builder->top().First).Depth;
  for (;; _input->advance()) {
    const FeedToken &T = _input->peek();
    if (T.Kind == TokenKind::End || T.Depth < Depth)
      break;
    if (T.Depth != Depth)
      continue;
    if (isClosing(T.Kind) || T.Kind == TokenKind::Entry)
      break;
    if (T.Kind == TokenKind::Comma && endsAtComma(R, _input->peek(1).Kind))
      break;
  }
  Builder->skippedTo(_input->peek(-1).End);
}

/// A rule that parsed may still have something behind it that should not be.
void ParserBase::checkEnd(size_t Rule) {
  Resume R = resumeOf(Rule);
  if (R < Resume::Entry)
    return;
  TokenKind Kind = _input->peek().Kind;
  if (isClosing(Kind) || Kind == TokenKind::End ||
      Kind == (R == Resume::Entry ? TokenKind::Entry : TokenKind::Comma))
    return;
  Faults->report(R == Resume::Entry ? TokenKind::Entry : TokenKind::Comma);
  Builder->top().Broken = true;
  skipRest();
}

void ParserBase::reportError(ParserBase *,
                             const antlr4::RecognitionException &) {
  if (!Unwinding)
    fault(TokenKind::Bad);
}

void ParserBase::recover(ParserBase *, std::exception_ptr) {
  Resume R = resumeOf(Builder->top().Rule);
  if (R == Resume::No)
    throw;
  Unwinding = false;
  Builder->top().Recovered = true;
  if (Faults->tooMany())
    _input->toEnd();
  else
    skipRest();
}
