//===- Resolve.cpp - What each name means ---------------------------------===//
//
// Part of acpc, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// One walk over an item with a stack of scopes that mirrors the frames made by
// evaluation. The walk recurses on the text, whose nesting the parser limits;
// chains of operators are walked in a loop.
//
//===----------------------------------------------------------------------===//

#include "Elaborate/Resolve.h"
#include "Elaborate/Elaboration.h"

using namespace acp;
using namespace acp::elab;

namespace {

struct Scope {
  Scope *Parent = nullptr;
  bool IsRecord = false;
  /// Locals in the order of their slots, or fields written in the block.
  llvm::SmallVector<Symbol, 8> Names;
  llvm::SmallVector<Span, 0> Places;
  /// Record: the field whose right side is walked, 0 for none.
  Symbol Own = 0;
  /// Record: node of the `source` expression in force, plus one.
  uint32_t Cite = 0;
};

class Resolver {
public:
  Resolver(Elaboration &E, ModuleInfo &M) : E(E), M(M) {}

  void item(Syntax N) {
    switch (N.kind()) {
    case NodeKind::SchemaDecl:
      block(N[2], nullptr, fileCite(N));
      break;
    case NodeKind::Instance:
      block(N[2], nullptr, fileCite(N));
      break;
    case NodeKind::OpDecl: {
      Scope Locals;
      parameters(N[1], Locals);
      block(N[2], &Locals, fileCite(N));
      break;
    }
    case NodeKind::ModelDecl: {
      Scope Locals;
      if (N[1])
        parameters(N[1], Locals);
      statements(N[2], Locals);
      break;
    }
    case NodeKind::Let:
      cover(N, fileCite(N));
      let(N, nullptr);
      break;
    case NodeKind::ParamDecl:
      cover(N, fileCite(N));
      walk(N[2], nullptr);
      cite(N[3], nullptr);
      break;
    default:
      children(N, nullptr);
    }
  }

  void walk(Syntax N, Scope *S) {
    // Left operands are walked in this loop, everything else by recursion.
    while (N) {
      switch (N.kind()) {
      case NodeKind::Name:
        name(N, S);
        return;
      case NodeKind::Binary:
        walk(N[1], S);
        N = N[0];
        continue;
      case NodeKind::If:
        walk(N[0], S);
        walk(N[1], S);
        N = N[2];
        continue;
      case NodeKind::Member:
      case NodeKind::As:
        N = N[0];
        continue;
      case NodeKind::NamedArg:
        N = N[1];
        continue;
      case NodeKind::Refine:
        block(N[1], S, S ? citeOf(S) : 0);
        N = N[0];
        continue;
      case NodeKind::Comprehension:
        comprehension(N, S);
        return;
      case NodeKind::LetBlock:
        letBlock(N, S);
        return;
      case NodeKind::Stage:
        stage(N, S);
        return;
      case NodeKind::Type:
      case NodeKind::Path:
      case NodeKind::NameList:
      case NodeKind::PathList:
        return;
      default:
        children(N, S);
        return;
      }
    }
  }

private:
  static uint32_t citeOf(Scope *S) {
    for (; S; S = S->Parent)
      if (S->Cite)
        return S->Cite;
    return 0;
  }

  /// The last `source` clause of the file above an item.
  uint32_t fileCite(Syntax Item) { return E.fileCitation(M, Item.id()); }

  void cover(Syntax N, uint32_t Cite) {
    if (Cite)
      bind(M, N.id(), Bound::Source, Cite);
  }

  void children(Syntax N, Scope *S) {
    for (unsigned I = 0, Size = N.size(); I != Size; ++I)
      walk(N[I], S);
  }

  void cite(Syntax N, Scope *S) {
    if (N)
      walk(N[0], S);
  }

  void parameters(Syntax Params, Scope &S) {
    for (unsigned I = 0, Size = Params.size(); I != Size; ++I) {
      Syntax P = Params[I];
      if (P.kind() != NodeKind::Param)
        continue;
      // A default sees the parameters before it.
      walk(P[2], &S);
      for (size_t K = 0; K != S.Names.size(); ++K)
        if (S.Names[K] == E.symbol(M, P[0]))
          E.diags()
              .report(Diag::DuplicateName, P[0].span())
              .arg("name", P[0].text())
              .here("a parameter of this name is there")
              .label(S.Places[K], "first here");
      S.Names.push_back(E.symbol(M, P[0]));
      S.Places.push_back(P[0].span());
    }
    bind(M, Params.id(), Bound::Frame, uint32_t(S.Names.size()));
  }

  void pattern(Syntax P, Scope &S) {
    if (P.kind() != NodeKind::Pattern) {
      S.Names.push_back(E.symbol(M, P));
      S.Places.push_back(P.span());
      return;
    }
    for (unsigned I = 0, Size = P.size(); I != Size; ++I) {
      S.Names.push_back(E.symbol(M, P[I]));
      S.Places.push_back(P[I].span());
    }
  }

  /// A `let` outside records: its value, or its body with parameters.
  void let(Syntax N, Scope *S) {
    if (N[1]) {
      Scope Inner;
      Inner.Parent = S;
      parameters(N[1], Inner);
      walk(N[3], &Inner);
    } else {
      walk(N[3], S);
    }
    cite(N[4], S);
  }

  void statements(Syntax Block, Scope &S) {
    for (unsigned I = 0, Size = Block.size(); I != Size; ++I) {
      Syntax N = Block[I];
      if (N.kind() == NodeKind::Let) {
        let(N, &S);
        pattern(N[0], S);
      } else if (N.kind() == NodeKind::Field) {
        walk(N[3], &S);
      } else {
        children(N, &S);
      }
    }
    bind(M, Block.id(), Bound::Frame, uint32_t(S.Names.size()));
  }

  void letBlock(Syntax N, Scope *Outer) {
    Scope S;
    S.Parent = Outer;
    for (unsigned I = 0, Size = N.size(); I != Size; ++I) {
      if (N[I].is(NodeKind::Let)) {
        let(N[I], &S);
        pattern(N[I][0], S);
      } else {
        walk(N[I], &S);
      }
    }
    bind(M, N.id(), Bound::Frame, uint32_t(S.Names.size()));
  }

  void comprehension(Syntax N, Scope *Outer) {
    std::deque<Scope> Scopes;
    Scope *At = Outer;
    for (unsigned I = 1, Size = N.size(); I != Size; ++I) {
      Syntax F = N[I];
      if (F.kind() != NodeKind::For)
        continue;
      walk(F[1], At);
      Scope &S = Scopes.emplace_back();
      S.Parent = At;
      pattern(F[0], S);
      bind(M, F.id(), Bound::Frame, uint32_t(S.Names.size()));
      walk(F[2], &S);
      At = &S;
    }
    walk(N[0], At);
  }

  void stage(Syntax N, Scope *Outer) {
    walk(N[2], Outer);
    if (!N[3]) {
      walk(N[1], Outer);
      return;
    }
    walk(N[4], Outer);
    Scope S;
    S.Parent = Outer;
    pattern(N[3], S);
    bind(M, N.id(), Bound::Frame, uint32_t(S.Names.size()));
    walk(N[1], &S);
  }

  void block(Syntax Block, Scope *Outer, uint32_t Cite) {
    if (!Block.is(NodeKind::Block))
      return;
    Scope S;
    S.Parent = Outer;
    S.IsRecord = true;
    for (unsigned I = 0, Size = Block.size(); I != Size; ++I) {
      Syntax N = Block[I];
      if (N.kind() == NodeKind::Field || N.kind() == NodeKind::Let ||
          N.kind() == NodeKind::Sweep || N.kind() == NodeKind::Solve)
        pattern(N[0], S);
    }
    for (unsigned I = 0, Size = Block.size(); I != Size; ++I) {
      Syntax N = Block[I];
      switch (N.kind()) {
      case NodeKind::Source:
        walk(N[0], Outer);
        Cite = N[0] ? N[0].id() + 1 : 0;
        break;
      case NodeKind::Field:
      case NodeKind::Let: {
        Syntax Own = N[4] ? N[4][0] : Syntax();
        uint32_t Covers = Own ? Own.id() + 1 : Cite;
        cover(N, Covers);
        S.Cite = Covers;
        S.Own = N[0].is(NodeKind::Name) ? E.symbol(M, N[0]) : 0;
        Scope Inner;
        Scope *Body = &S;
        if (N[1]) {
          Inner.Parent = &S;
          parameters(N[1], Inner);
          Body = &Inner;
        }
        walk(N[3], Body);
        S.Own = 0;
        cite(N[4], Outer);
        break;
      }
      case NodeKind::Sweep:
      case NodeKind::Solve:
        S.Own = N[0].is(NodeKind::Name) ? E.symbol(M, N[0]) : 0;
        walk(N[1], &S);
        S.Own = 0;
        walk(N[2], &S);
        break;
      default:
        children(N, &S);
      }
    }
  }

  void name(Syntax N, Scope *S) {
    Symbol Name = E.symbol(M, N);
    uint32_t Hops = 0;
    uint32_t Skip = 0;
    for (Scope *At = S; At; At = At->Parent, ++Hops) {
      // The last one of a name hides those before it.
      for (size_t I = At->Names.size(); I-- != 0;) {
        if (At->Names[I] != Name)
          continue;
        if (!At->IsRecord) {
          bind(M, N.id(), Bound::Local, Hops << 16 | uint32_t(I));
          return;
        }
        if (At->Own == Name)
          break;
        if (!refuseBoth(N, *At, I, Name))
          bind(M, N.id(), Bound::Field, Hops);
        return;
      }
      if (At->IsRecord && At->Own == Name && !Skip)
        Skip = Hops + 1;
    }
    auto It = M.Names->Index.find(Name);
    if (It != M.Names->Index.end())
      bind(M, N.id(), Bound::Declared, It->second);
    else
      bind(M, N.id(), Bound::Dynamic, Skip);
  }

  /// A name that a block writes as a field, and that is a local or a written
  /// field around it too, could be meant either way.
  bool refuseBoth(Syntax N, Scope &Inner, size_t Index, Symbol Name) {
    for (Scope *At = Inner.Parent; At; At = At->Parent)
      for (size_t I = At->Names.size(); I-- != 0;) {
        if (At->Names[I] != Name || At->Own == Name)
          continue;
        E.diags()
            .report(Diag::AmbiguousName, N.span())
            .arg("name", N.text())
            .here("could be either")
            .label(Inner.Places[Index], "a field of this block")
            .label(At->Places[I], At->IsRecord ? "a field of the block around"
                                               : "a local around the block")
            .help("rename the local, or read the field as `self." +
                  N.text().str() + "`");
        return true;
      }
    return false;
  }

  Elaboration &E;
  ModuleInfo &M;
};

} // namespace

void elab::resolve(Elaboration &E, ModuleInfo &M, Syntax Item) {
  Resolver R(E, M);
  switch (Item.kind()) {
  case NodeKind::SchemaDecl:
  case NodeKind::Instance:
  case NodeKind::OpDecl:
  case NodeKind::ModelDecl:
  case NodeKind::Let:
  case NodeKind::ParamDecl:
    R.item(Item);
    break;
  default:
    R.walk(Item, nullptr);
  }
}
