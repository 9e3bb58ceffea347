//===- Syntax.h - The syntax tree of acpc -----------------------*- C++ -*-===//
//
// Part of acpc, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A tree is three flat arrays (tokens, nodes, children) over the text of its
// file, so that the trees of the standard library lie ready inside the program
// and are used where they lie. Tokens cover every byte, blanks and comments
// included: printing the tokens gives back the file, also when it is broken.
// Nodes have spans of bytes and a fixed list of children by kind; NodeKinds.def
// says which child is what.
//
//===----------------------------------------------------------------------===//

#ifndef ACP_SYNTAX_SYNTAX_H
#define ACP_SYNTAX_SYNTAX_H

#include "Basic/Source.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringRef.h"
#include <cstdint>
#include <vector>

namespace acp {

enum class TokenKind : uint8_t {
#define TOKEN(NAME, GRAMMAR, SPELLING) NAME,
#include "Syntax/TokenKinds.def"
#undef TOKEN
};

struct Token {
  uint32_t Begin;
  uint32_t Length;
  TokenKind Kind;
};

enum class NodeKind : uint8_t {
#define NODE(NAME, CHILDREN) NAME,
#include "Syntax/NodeKinds.def"
#undef NODE
};
llvm::StringRef name(NodeKind Kind);

/// Operators of Binary and Unary nodes (Node::Sub).
enum class SyntaxOp : uint8_t {
  Add,
  Sub,
  Mul,
  Div,
  Pow,
  Eq,
  Ne,
  Lt,
  Le,
  Gt,
  Ge,
  And,
  Or,
  /// `a..b`, both ends included.
  Range,
  /// `a to b`.
  To,
  Neg,
  Not
};
llvm::StringRef spelling(SyntaxOp Op);

/// Bits of Node::Flags.
namespace syntax_flags {
/// Items: written with `private`.
inline constexpr uint8_t Private = 1;
/// Field: written with `sum`.
inline constexpr uint8_t Sum = 2;
/// Type: ends in `?`.
inline constexpr uint8_t Optional = 4;
/// PatternName: written with `..`.
inline constexpr uint8_t Rest = 8;
/// Something below did not parse; it was reported.
inline constexpr uint8_t Broken = 16;
/// UnitDecl: written with `count`. Solve: SweepOrSolve nodes of `solve`.
inline constexpr uint8_t Count = 32;
/// Type: `[T]`, a list of its first child. Bool: the literal is `true`.
inline constexpr uint8_t List = 64;
} // namespace syntax_flags

struct Node {
  NodeKind Kind;
  /// A SyntaxOp for Binary and Unary nodes.
  uint8_t Sub;
  uint8_t Flags;
  uint8_t Unused;
  /// Bytes of the file, without blanks and comments around.
  uint32_t Begin;
  uint32_t End;
  uint32_t FirstChild;
  uint32_t NumChildren;
};

class SyntaxTree;

/// A node of a tree; a null one stands for an optional child that is not there.
class Syntax {
public:
  static constexpr uint32_t None = ~0u;

  Syntax() = default;
  Syntax(const SyntaxTree *Tree, uint32_t Id) : Tree(Tree), Id(Id) {}

  explicit operator bool() const { return Id != None; }
  uint32_t id() const { return Id; }
  const SyntaxTree &tree() const { return *Tree; }
  inline NodeKind kind() const;
  bool is(NodeKind K) const { return *this && kind() == K; }
  inline SyntaxOp op() const;
  inline bool has(uint8_t Flag) const;
  inline unsigned size() const;
  inline Syntax operator[](unsigned Index) const;
  /// The text of the node. Of a Name, the name.
  inline llvm::StringRef text() const;
  /// Where it is, in the address space of the SourceManager.
  inline Span span() const;
  /// The text of the `///` comment above an item, field or let, without the
  /// slashes, lines joined by newlines; "" if there is none.
  std::string doc() const;

  friend bool operator==(Syntax A, Syntax B) {
    return A.Tree == B.Tree && A.Id == B.Id;
  }

private:
  const SyntaxTree *Tree = nullptr;
  uint32_t Id = None;
};

/// One parsed file. The arrays are either owned or lie in the program.
class SyntaxTree {
public:
  llvm::StringRef Text;
  llvm::ArrayRef<Token> Tokens;
  llvm::ArrayRef<Node> Nodes;
  /// Children of all nodes; Syntax::None for one that is not there.
  llvm::ArrayRef<uint32_t> Children;
  /// Address of the first byte of the file in the SourceManager.
  uint32_t Base = 0;

  std::vector<Token> OwnTokens;
  std::vector<Node> OwnNodes;
  std::vector<uint32_t> OwnChildren;

  /// The File node is the last one made.
  Syntax root() const { return Syntax(this, uint32_t(Nodes.size()) - 1); }
  /// Points the arrays at the owned vectors.
  void adopt() {
    Tokens = OwnTokens;
    Nodes = OwnNodes;
    Children = OwnChildren;
  }
};

inline NodeKind Syntax::kind() const { return Tree->Nodes[Id].Kind; }
inline SyntaxOp Syntax::op() const { return SyntaxOp(Tree->Nodes[Id].Sub); }
inline bool Syntax::has(uint8_t Flag) const {
  return Tree->Nodes[Id].Flags & Flag;
}
inline unsigned Syntax::size() const { return Tree->Nodes[Id].NumChildren; }
inline Syntax Syntax::operator[](unsigned Index) const {
  return Syntax(Tree, Tree->Children[Tree->Nodes[Id].FirstChild + Index]);
}
inline llvm::StringRef Syntax::text() const {
  const Node &N = Tree->Nodes[Id];
  return Tree->Text.slice(N.Begin, N.End);
}
inline Span Syntax::span() const {
  const Node &N = Tree->Nodes[Id];
  return {Tree->Base + N.Begin, Tree->Base + N.End};
}

} // namespace acp

#endif // ACP_SYNTAX_SYNTAX_H
