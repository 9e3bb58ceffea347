//===- TreeCheck.cpp - Trees against NodeKinds.def ------------------------===//
//
// Part of acpc, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A child list is read as pieces between commas; the words of a piece that name
// kinds are the kinds allowed, `expr` or none of them allows any.
//
//===----------------------------------------------------------------------===//

#include "TreeCheck.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/ADT/Twine.h"

using namespace acp;
using llvm::StringRef;

namespace {
struct Piece {
  std::vector<NodeKind> Kinds;
  bool MayLack = false;
  bool Many = false;
};
} // namespace

static constexpr llvm::StringLiteral Lists[] = {
#define NODE(NAME, CHILDREN) CHILDREN,
#include "Syntax/NodeKinds.def"
#undef NODE
};

static std::vector<Piece> readList(StringRef List) {
  std::vector<Piece> Out;
  llvm::SmallVector<StringRef, 8> Parts;
  List.split(Parts, ", ", -1, false);
  for (StringRef Part : Parts) {
    Piece P;
    bool Any = false;
    llvm::SmallVector<StringRef, 8> Words;
    Part.split(Words, ' ');
    for (StringRef Word : Words) {
      P.MayLack |= Word.consume_back("?");
      P.Many |= Word.consume_back("*");
      Any |= Word == "expr";
      for (unsigned K = 0; K < std::size(Lists); ++K)
        if (name(NodeKind(K)) == Word)
          P.Kinds.push_back(NodeKind(K));
    }
    if (Any)
      P.Kinds.clear();
    Out.push_back(P);
  }
  return Out;
}

static bool fits(const SyntaxTree &Tree, uint32_t Id, const Piece &P) {
  if (Id == Syntax::None)
    return P.MayLack;
  if (P.Kinds.empty())
    return true;
  for (NodeKind K : P.Kinds)
    if (Tree.Nodes[Id].Kind == K)
      return true;
  // A local that did not parse.
  return P.Many && Tree.Nodes[Id].Kind == NodeKind::Error;
}

std::string acp::checkTree(const SyntaxTree &Tree) {
  std::vector<std::vector<Piece>> Shapes;
  for (StringRef List : Lists)
    Shapes.push_back(readList(List));
  std::vector<uint32_t> Work{Tree.root().id()};
  while (!Work.empty()) {
    uint32_t Id = Work.back();
    Work.pop_back();
    const Node &N = Tree.Nodes[Id];
    auto Wrong = [&](StringRef What) {
      return ("node " + llvm::Twine(Id) + ", " + name(N.Kind) + " at byte " +
              llvm::Twine(N.Begin) + ": " + What)
          .str();
    };
    if (N.Begin > N.End || N.End > Tree.Text.size())
      return Wrong("its bytes lie outside the file");
    const std::vector<Piece> &Shape = Shapes[unsigned(N.Kind)];
    llvm::ArrayRef<uint32_t> Given =
        Tree.Children.slice(N.FirstChild, N.NumChildren);
    // The pieces in front of the one that takes many, and those behind it.
    size_t At = 0;
    for (size_t I = 0; I < Shape.size(); ++I) {
      size_t Behind = Shape.size() - I - 1;
      if (Shape[I].Many) {
        for (; At + Behind < Given.size(); ++At)
          if (!fits(Tree, Given[At], Shape[I]))
            return Wrong("child " + std::to_string(At));
        continue;
      }
      // The type in a Type is left out, not marked.
      if (At == Given.size() && N.Kind == NodeKind::Type)
        break;
      if (At == Given.size())
        return Wrong("a child lacks");
      bool LastIsValue = N.Kind != NodeKind::LetBlock ||
                         (Given[At] != Syntax::None &&
                          Tree.Nodes[Given[At]].Kind != NodeKind::Let);
      if (!fits(Tree, Given[At], Shape[I]) || !LastIsValue)
        return Wrong("child " + std::to_string(At));
      ++At;
    }
    if (At != Given.size())
      return Wrong("a child too many");
    for (uint32_t Child : Given) {
      if (Child == Syntax::None)
        continue;
      if (Child >= Id)
        return Wrong("a child was made after it");
      const Node &C = Tree.Nodes[Child];
      if (C.Begin < N.Begin || C.End > N.End)
        return Wrong("a child lies outside of it: " + name(C.Kind).str());
      if (C.Flags & syntax_flags::Broken && !(N.Flags & syntax_flags::Broken))
        return Wrong("a child is broken and it is not");
      Work.push_back(Child);
    }
  }
  return "";
}
