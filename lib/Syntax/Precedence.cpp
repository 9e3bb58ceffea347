//===- Precedence.cpp - Operators to trees --------------------------------===//
//
// Part of acpc, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Operators and operands of one expression come flat, in the order of the text.
// One pass with a stack of operators that wait for their right side makes the
// tree, without recursion. Comparisons do not chain, and neither do `..`, `to`
// and `as`, which bind alike.
//
//===----------------------------------------------------------------------===//

#include "Syntax/AcpParser.h"
#include "Syntax/TreeBuilder.h"

using namespace acp;
using llvm::StringRef;

namespace {
enum Binding : uint8_t {
  BindOr = 1,
  BindAnd,
  BindNot,
  BindCompare,
  BindRange,
  BindAdd,
  BindMultiply,
  BindNegate,
  BindPower
};
} // namespace

static Binding binding(uint8_t Op, uint8_t AsOp) {
  if (Op == AsOp)
    return BindRange;
  switch (SyntaxOp(Op)) {
  case SyntaxOp::Or:
    return BindOr;
  case SyntaxOp::And:
    return BindAnd;
  case SyntaxOp::Not:
    return BindNot;
  case SyntaxOp::Range:
  case SyntaxOp::To:
    return BindRange;
  case SyntaxOp::Add:
  case SyntaxOp::Sub:
    return BindAdd;
  case SyntaxOp::Mul:
  case SyntaxOp::Div:
    return BindMultiply;
  case SyntaxOp::Neg:
    return BindNegate;
  case SyntaxOp::Pow:
    return BindPower;
  default:
    return BindCompare;
  }
}

static SyntaxOp infixOp(TokenKind Kind) {
  switch (Kind) {
  case TokenKind::Plus:
    return SyntaxOp::Add;
  case TokenKind::Minus:
    return SyntaxOp::Sub;
  case TokenKind::Star:
    return SyntaxOp::Mul;
  case TokenKind::Slash:
    return SyntaxOp::Div;
  case TokenKind::Caret:
    return SyntaxOp::Pow;
  case TokenKind::Equal:
    return SyntaxOp::Eq;
  case TokenKind::NotEqual:
    return SyntaxOp::Ne;
  case TokenKind::Less:
    return SyntaxOp::Lt;
  case TokenKind::LessEqual:
    return SyntaxOp::Le;
  case TokenKind::Greater:
    return SyntaxOp::Gt;
  case TokenKind::GreaterEqual:
    return SyntaxOp::Ge;
  case TokenKind::And:
    return SyntaxOp::And;
  case TokenKind::Or:
    return SyntaxOp::Or;
  case TokenKind::DotDot:
    return SyntaxOp::Range;
  default:
    return SyntaxOp::To;
  }
}

/// A token that is no value: an operator where one stands, or a mark of a rule.
void TreeBuilder::operatorToken(const FeedToken &T) {
  RuleFrame &F = top();
  switch (F.Rule) {
  case AcpParser::RuleTightOp:
  case AcpParser::RuleLooseOp:
    Values.push_back({T.Begin, Role::Infix, uint8_t(infixOp(T.Kind))});
    break;
  case AcpParser::RuleOperand:
    Values.push_back(
        {T.Begin, Role::Prefix,
         uint8_t(T.Kind == TokenKind::Not ? SyntaxOp::Not : SyntaxOp::Neg)});
    break;
  case AcpParser::RuleSum:
    Values.push_back({T.Begin, Role::Infix, AsOp});
    break;
  case AcpParser::RuleUnit:
  case AcpParser::RuleUnitPower:
    F.Seen |= Operator;
    break;
  case AcpParser::RulePatternName:
  case AcpParser::RuleElement:
    F.Seen |= Dots;
    break;
  }
}

/// Gives an operator its operands, which are the last ones.
void TreeBuilder::reduce(const ValueEntry &Op) {
  uint32_t Right = Operands.back();
  Operands.pop_back();
  if (Op.As == Role::Prefix) {
    Operands.push_back(
        node(NodeKind::Unary, Op.Id, Nodes[Right].End, {Right}, 0, Op.Op));
    return;
  }
  uint32_t Left = Operands.back();
  bool As = Op.Op == AsOp;
  Operands.back() =
      node(As ? NodeKind::As : NodeKind::Binary, Nodes[Left].Begin,
           Nodes[Right].End, {Left, Right}, 0, As ? 0 : Op.Op);
}

static StringRef spellingOf(uint8_t Op, uint8_t AsOp) {
  return Op == AsOp ? "as" : spelling(SyntaxOp(Op));
}

/// Two operators that bind alike and do not chain, the second not reduced yet.
void TreeBuilder::checkChain(const ValueEntry &First,
                             const ValueEntry &Second) {
  StringRef A = spellingOf(First.Op, AsOp);
  StringRef B = spellingOf(Second.Op, AsOp);
  uint32_t End = Second.Id + B.size();
  if (binding(First.Op, AsOp) == BindCompare) {
    auto D = Report.report(Diag::ComparisonChain, Second.Id, End);
    D.label(Report.span(First.Id, First.Id + A.size()),
            "this compares already");
    // `a < b < c`: what stands between is the last operand.
    const Node &Middle = Nodes[Operands.back()];
    StringRef Code = Text.slice(Middle.Begin, Middle.End);
    if (Code.size() <= 30)
      D.help(("write `… " + A + " " + Code + " and " + Code + " " + B + " …`")
                 .str());
    else
      D.help("join two comparisons with `and`");
    return;
  }
  Report.report(Diag::RangeChain, Second.Id, End)
      .arg("first", A)
      .arg("second", B)
      .label(Report.span(First.Id, First.Id + A.size()), "the first one")
      .help("put the inner one in parentheses");
}

/// `not` binds loosely, so that it can only begin what `and` and `or` join.
/// Returns whether it does not.
bool TreeBuilder::checkNot(const ValueEntry &Op) {
  if (Operators.empty() || binding(Operators.back().Op, AsOp) <= BindNot)
    return false;
  Report.report(Diag::NeedsParentheses, Op.Id, Op.Id + 3)
      .arg("word", "not")
      .help("write `(not …)`");
  return true;
}

void TreeBuilder::resolve() {
  Operands.clear();
  Operators.clear();
  bool Faulty = false;
  for (const ValueEntry &V : values()) {
    if (V.As == Role::Prefix) {
      if (SyntaxOp(V.Op) == SyntaxOp::Not)
        Faulty |= checkNot(V);
      Operators.push_back(V);
      continue;
    }
    if (V.As != Role::Infix) {
      Operands.push_back(V.Id);
      continue;
    }
    Binding B = binding(V.Op, AsOp);
    while (!Operators.empty()) {
      Binding Waiting = binding(Operators.back().Op, AsOp);
      // Powers gather from the right, all else from the left.
      if (Waiting < B || (Waiting == B && B == BindPower))
        break;
      ValueEntry Op = Operators.back();
      if (Waiting == B && (B == BindCompare || B == BindRange)) {
        checkChain(Op, V);
        Faulty = true;
      }
      reduce(Op);
      Operators.pop_back();
    }
    Operators.push_back(V);
  }
  for (; !Operators.empty(); Operators.pop_back())
    reduce(Operators.back());
  // What was reported means nothing, so that nobody says more of it.
  const Node Whole = Nodes[Operands.back()];
  replaceValues(Faulty ? node(NodeKind::Error, Whole.Begin, Whole.End)
                       : Operands.back());
}
