//===- Syntax.cpp - The syntax tree of acpc -------------------------------===//
//
// Part of acpc, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Names of kinds, and doc comments, which are found in the tokens when asked
// for.
//
//===----------------------------------------------------------------------===//

#include "Syntax/Syntax.h"
#include "Syntax/Words.h"
#include "llvm/ADT/SmallVector.h"
#include <algorithm>

using namespace acp;
using llvm::StringRef;

static constexpr llvm::StringLiteral KindNames[] = {
#define NODE(NAME, CHILDREN) #NAME,
#include "Syntax/NodeKinds.def"
#undef NODE
};

StringRef acp::name(NodeKind Kind) { return KindNames[unsigned(Kind)]; }

StringRef acp::spelling(SyntaxOp Op) {
  switch (Op) {
  case SyntaxOp::Add:
    return "+";
  case SyntaxOp::Sub:
  case SyntaxOp::Neg:
    return "-";
  case SyntaxOp::Mul:
    return "*";
  case SyntaxOp::Div:
    return "/";
  case SyntaxOp::Pow:
    return "^";
  case SyntaxOp::Eq:
    return "==";
  case SyntaxOp::Ne:
    return "!=";
  case SyntaxOp::Lt:
    return "<";
  case SyntaxOp::Le:
    return "<=";
  case SyntaxOp::Gt:
    return ">";
  case SyntaxOp::Ge:
    return ">=";
  case SyntaxOp::And:
    return "and";
  case SyntaxOp::Or:
    return "or";
  case SyntaxOp::Range:
    return "..";
  case SyntaxOp::To:
    return "to";
  case SyntaxOp::Not:
    return "not";
  }
  return "";
}

/// The text of the comment lines First to Last, which are doc comments, without
/// slashes; other tokens between them are passed over.
static std::string joinDoc(const SyntaxTree &Tree, size_t First, size_t Last) {
  std::string Out;
  bool Any = false;
  for (size_t I = First; I <= Last; ++I) {
    const Token &T = Tree.Tokens[I];
    if (T.Kind != TokenKind::DocComment)
      continue;
    StringRef Line = Tree.Text.substr(T.Begin, T.Length).drop_front(3);
    Line.consume_front(" ");
    if (Any)
      Out += '\n';
    Any = true;
    Out += Line.rtrim();
  }
  return Out;
}

/// The doc comment at the head of the file, wherever the first item stands.
static std::string fileDoc(const SyntaxTree &Tree) {
  size_t Last = 0;
  unsigned Lines = 0;
  for (size_t I = 0; I < Tree.Tokens.size(); ++I) {
    TokenKind K = Tree.Tokens[I].Kind;
    if (K == TokenKind::DocComment) {
      Last = I;
      Lines = 0;
    } else if (K == TokenKind::Newline) {
      if (++Lines == 2 && Last != 0)
        break;
    } else if (!isTrivia(K)) {
      break;
    }
  }
  return joinDoc(Tree, 0, Tree.Tokens.empty() ? 0 : Last);
}

std::string Syntax::doc() const {
  if (Tree->Tokens.empty())
    return "";
  if (kind() == NodeKind::File)
    return fileDoc(*Tree);
  const Node &N = Tree->Nodes[Id];
  const Token *Begin = Tree->Tokens.begin();
  const Token *It = std::lower_bound(
      Begin, Tree->Tokens.end(), N.Begin,
      [](const Token &T, uint32_t At) { return T.Begin < At; });
  size_t End = It - Begin;
  // Back over lines that hold a comment and nothing else.
  size_t First = End;
  unsigned Lines = 0;
  for (size_t I = End; I-- > 0;) {
    TokenKind K = Begin[I].Kind;
    if (K == TokenKind::Blank)
      continue;
    if (K == TokenKind::Newline) {
      if (++Lines == 2)
        break;
      continue;
    }
    if (K != TokenKind::DocComment && K != TokenKind::Comment)
      break;
    size_t Before = I;
    if (Before > 0 && Begin[Before - 1].Kind == TokenKind::Blank)
      --Before;
    if (Before > 0 && Begin[Before - 1].Kind != TokenKind::Newline)
      break;
    Lines = 0;
    First = I;
  }
  return First == End ? "" : joinDoc(*Tree, First, End - 1);
}
