//===- Brackets.cpp - Brackets that do not match --------------------------===//
//
// Part of acpc, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Nearly every file matches, which a first pass sees. Otherwise a second pass
// looks at how lines are indented and begin:
//  - A line that begins an entry (`name =`, `let`, …) where parentheses are
//    open, not further in than the entry they stand in, shows that they were
//    left open; so does a `}` of the block around them.
//  - A line that begins an entry not further in than the one whose brace is
//    open shows that the brace was left open, and so does a `}` further out.
//  - A closing bracket with nothing open is left out.
//
//===----------------------------------------------------------------------===//

#include "Syntax/Brackets.h"
#include "Basic/Limits.h"
#include "Syntax/Words.h"

using namespace acp;
using llvm::StringRef;

static TokenKind closingOf(TokenKind Open) {
  return Open == TokenKind::LParen     ? TokenKind::RParen
         : Open == TokenKind::LBracket ? TokenKind::RBracket
                                       : TokenKind::RBrace;
}

namespace {

class BracketRepair {
public:
  BracketRepair(Reporter &Report, llvm::ArrayRef<Token> Tokens,
                std::vector<BracketEdit> &Edits)
      : Report(Report), Tokens(Tokens), Edits(Edits) {}
  void run();

private:
  struct Open {
    uint32_t Index;
    TokenKind Kind;
    /// Where the entry begins that the bracket stands in.
    uint32_t Base;
    /// Where the entry begins that is being read inside.
    uint32_t Entry;
  };

  StringRef text(uint32_t I) const {
    return Report.text().substr(Tokens[I].Begin, Tokens[I].Length);
  }
  uint32_t end(uint32_t I) const { return Tokens[I].Begin + Tokens[I].Length; }
  uint32_t next(uint32_t I) const;
  bool goesOn(uint32_t Prev, uint32_t I) const;
  bool beginsEntry(uint32_t I) const;
  bool leftOpen(const Open &O, uint32_t Prev, uint32_t I,
                uint32_t Indent) const;
  void lineBegins(uint32_t Prev, uint32_t I, uint32_t Indent);
  void close(uint32_t Prev, size_t Keep);
  void closing(uint32_t Prev, uint32_t I, bool First, uint32_t Indent);
  void stray(uint32_t I);

  static constexpr uint32_t Nothing = ~0u;
  Reporter &Report;
  llvm::ArrayRef<Token> Tokens;
  std::vector<BracketEdit> &Edits;
  std::vector<Open> Stack;
  uint32_t TopEntry = 0;
};

} // namespace

uint32_t BracketRepair::next(uint32_t I) const {
  for (++I; I < Tokens.size(); ++I)
    if (!isTrivia(Tokens[I].Kind))
      return I;
  return Nothing;
}

/// Whether a line goes on with the next, which begins with token I.
bool BracketRepair::goesOn(uint32_t Prev, uint32_t I) const {
  if (isInfix(Tokens[I].Kind))
    return true;
  if (Prev == Nothing)
    return false;
  TokenKind P = Tokens[Prev].Kind;
  if (P != TokenKind::Comma && beginsEntry(I))
    return false;
  return isInfix(P) || P == TokenKind::Comma || P == TokenKind::Colon ||
         P == TokenKind::Assign || P == TokenKind::Not || P == TokenKind::If;
}

bool BracketRepair::beginsEntry(uint32_t I) const {
  if (Tokens[I].Kind == TokenKind::Let)
    return true;
  if (Tokens[I].Kind != TokenKind::Name)
    return false;
  uint32_t N = next(I);
  if (N == Nothing)
    return false;
  TokenKind K = Tokens[N].Kind;
  if (K == TokenKind::Assign)
    return true;
  if (K == TokenKind::Name)
    return !isClauseWord(declarationWord(text(N)));
  return declarationWord(text(I)) != TokenKind::Name &&
         (K == TokenKind::Text || K == TokenKind::Let);
}

bool BracketRepair::leftOpen(const Open &O, uint32_t Prev, uint32_t I,
                             uint32_t Indent) const {
  TokenKind K = Tokens[I].Kind;
  if (isClosing(K) || goesOn(Prev, I) || Prev == O.Index)
    return false;
  if (O.Kind == TokenKind::LBrace)
    return Indent <= O.Base;
  return beginsEntry(I) || Indent <= O.Base;
}

void BracketRepair::lineBegins(uint32_t Prev, uint32_t I, uint32_t Indent) {
  size_t Keep = Stack.size();
  while (Keep != 0 && leftOpen(Stack[Keep - 1], Prev, I, Indent))
    --Keep;
  close(Prev, Keep);
  bool Entries = Stack.empty() || Stack.back().Kind == TokenKind::LBrace;
  if (Entries && !isClosing(Tokens[I].Kind) && !goesOn(Prev, I))
    (Stack.empty() ? TopEntry : Stack.back().Entry) = Indent;
}

/// Closes all but the first Keep brackets behind token Prev.
void BracketRepair::close(uint32_t Prev, size_t Keep) {
  if (Stack.size() <= Keep)
    return;
  const Open &Inner = Stack.back();
  StringRef Missing = spelling(closingOf(Inner.Kind));
  uint32_t At = end(Prev);
  auto D = Report.reportText(Diag::UnclosedBracket, Tokens[Inner.Index].Begin,
                             end(Inner.Index));
  D.arg("open", spelling(Inner.Kind));
  D.label(Report.span(At, At), ("`" + Missing + "` is missing here").str());
  unsigned Others = 0;
  for (size_t I = Stack.size() - 1; I-- > Keep && Others < 3; ++Others)
    D.label(Report.span(Tokens[Stack[I].Index].Begin, end(Stack[I].Index)),
            "nor is this");
  D.help(("write `" + Missing + "` where it ends").str());
  while (Stack.size() > Keep) {
    Edits.push_back({Prev + 1, closingOf(Stack.back().Kind)});
    Stack.pop_back();
  }
}

void BracketRepair::stray(uint32_t I) {
  Report.reportText(Diag::StrayBracket, Tokens[I].Begin, end(I))
      .arg("close", text(I))
      .help("remove it, or write what it closes");
  Edits.push_back({I, TokenKind::End});
}

void BracketRepair::closing(uint32_t Prev, uint32_t I, bool First,
                            uint32_t Indent) {
  TokenKind K = Tokens[I].Kind;
  // The innermost open bracket that this one may close.
  size_t Found = Stack.size();
  while (Found != 0 && closingOf(Stack[Found - 1].Kind) != K) {
    if (Stack[Found - 1].Kind == TokenKind::LBrace)
      Found = 0;
    else
      --Found;
  }
  if (Found != 0 && K == TokenKind::RBrace && First) {
    // A brace at the beginning of a line closes the one that began so far in.
    for (size_t Outer = Found; Outer != 0; --Outer) {
      const Open &O = Stack[Outer - 1];
      if (O.Kind == TokenKind::LBrace && O.Base <= Indent) {
        if (O.Base == Indent)
          Found = Outer;
        break;
      }
    }
  }
  if (Found != 0) {
    close(Prev, Found);
    Stack.pop_back();
    return;
  }
  if (Stack.empty() || Stack.back().Kind == TokenKind::LBrace)
    return stray(I);
  // `(1]`: it closes, but it is the wrong one.
  const Open &O = Stack.back();
  StringRef Right = spelling(closingOf(O.Kind));
  Report.reportText(Diag::UnclosedBracket, Tokens[O.Index].Begin, end(O.Index))
      .arg("open", spelling(O.Kind))
      .label(Report.span(Tokens[I].Begin, end(I)),
             ("`" + text(I) + "` does not close it").str())
      .help(("write `" + Right + "` there").str());
  Edits.push_back({I, closingOf(O.Kind)});
  Edits.push_back({I, TokenKind::End});
  Stack.pop_back();
}

void BracketRepair::run() {
  uint32_t Prev = Nothing;
  bool First = true;
  uint32_t LineStart = 0;
  for (uint32_t I = 0; I < Tokens.size(); ++I) {
    TokenKind K = Tokens[I].Kind;
    if (K == TokenKind::Newline) {
      First = true;
      LineStart = end(I);
    }
    if (isTrivia(K))
      continue;
    uint32_t Indent = Tokens[I].Begin - LineStart;
    if (First)
      lineBegins(Prev, I, Indent);
    if (isOpening(K)) {
      uint32_t Entry = Stack.empty() ? TopEntry : Stack.back().Entry;
      Stack.push_back({I, K, Entry, Entry});
    } else if (isClosing(K)) {
      closing(Prev, I, First, Indent);
    }
    First = false;
    Prev = I;
  }
  if (Prev != Nothing)
    close(Prev, 0);
}

bool acp::matchBrackets(Reporter &Report, llvm::ArrayRef<Token> Tokens,
                        std::vector<BracketEdit> &Edits) {
  TokenKind Stack[limits::Nesting];
  unsigned Depth = 0;
  bool Matches = true;
  for (const Token &T : Tokens) {
    if (isOpening(T.Kind)) {
      if (Depth == limits::Nesting) {
        Report.reportText(Diag::NestingTooDeep, T.Begin, T.Begin + T.Length)
            .arg("limit", uint64_t(limits::Nesting))
            .help("give the inner parts names with `let`");
        return false;
      }
      Stack[Depth++] = closingOf(T.Kind);
    } else if (isClosing(T.Kind)) {
      if (Depth == 0 || Stack[Depth - 1] != T.Kind)
        Matches = false;
      if (Depth != 0)
        --Depth;
    }
  }
  if (Matches && Depth == 0)
    return true;
  BracketRepair(Report, Tokens, Edits).run();
  return true;
}
