//===- Definitions.cpp - The upper storey of the IR -----------------------===//
//
// Part of acpc, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A definition says which value has which name, where it was written, what its
// formula reads and where its figure comes from. Names and doc comments are
// worked out at the end, for those that something refers to.
//
//===----------------------------------------------------------------------===//

#include "Elaborate/Elaboration.h"
#include "Elaborate/Resolve.h"
#include "llvm/Support/SaveAndRestore.h"
#include <cassert>

using namespace acp;
using namespace acp::elab;

void Elaboration::used(ir::DefId D) {
  if (D == ir::None || !Uses)
    return;
  // Formulas are short: a look at the last few keeps most repetitions out.
  size_t From = Uses->size() > 8 ? Uses->size() - 8 : 0;
  for (size_t I = From; I != Uses->size(); ++I)
    if ((*Uses)[I] == D)
      return;
  Uses->push_back(D);
}

ir::DefId Elaboration::define(Value V, Record *Owner, unsigned Field,
                              ir::Origin From,
                              llvm::ArrayRef<ir::DefId> Reads) {
  DefinitionInfo D;
  D.Owner = Owner;
  D.Field = Field;
  D.Value = V.Id;
  if (V.is(Kind::Number))
    D.Unit = uint32_t(V.Unit);
  D.From = From;
  D.FirstUse = uint32_t(Out->Uses.size());
  Out->Uses.insert(Out->Uses.end(), Reads.begin(), Reads.end());
  Defs.push_back(D);
  return ir::DefId(Defs.size() - 1);
}

ir::DefId Elaboration::define(Value V, Symbol Name, WrittenAt At,
                              ir::Origin From,
                              llvm::ArrayRef<ir::DefId> Reads) {
  ir::DefId D = define(V, nullptr, 0, From, Reads);
  Defs[D].Name = Name;
  Written.push_back(At);
  Defs[D].Written = uint32_t(Written.size());
  return D;
}

uint32_t Elaboration::citation(ModuleInfo &M, Syntax N) {
  // A clause of its own (claims, parameters, lets, fields), else the one that
  // the walk found to cover it.
  uint32_t Node = 0;
  if (N.kind() == NodeKind::Claim) {
    if (N[2] && N[2][0])
      Node = N[2][0].id() + 1;
    else
      Node = fileCitation(M, N.id());
  } else if (N.kind() == NodeKind::ParamDecl && N[3] && N[3][0]) {
    Node = N[3][0].id() + 1;
  } else if (N.kind() == NodeKind::Let && N[4] && N[4][0]) {
    Node = N[4][0].id() + 1;
  } else {
    Node = fileCitation(M, N.id());
  }
  if (!Node)
    return ir::None;
  auto [It, New] = M.Citations.try_emplace(Node, 0u);
  if (!New)
    return It->second ? It->second - 1 : ir::None;
  Syntax Expr(M.Tree, Node - 1);
  llvm::SaveAndRestore<llvm::SmallVectorImpl<ir::DefId> *> Quiet(Uses, nullptr);
  llvm::SaveAndRestore<ModelContext *> NoContext(Context, nullptr);
  if (Expr.is(NodeKind::Name) && binding(M, Expr.id()).What == Bound::None)
    resolve(*this, M, Expr);
  Value V = eval(Expr, &M.Top);
  ir::Citation C;
  C.Where = Expr.span();
  auto TextOf = [&](const Value &T) -> ir::TextId {
    if (!T.isScalar() || T.is(Kind::Absent) || !Out->known(T.Id))
      return ir::None;
    if (T.is(Kind::Text))
      return Out->Texts.add(Out->text(T.Id));
    ir::ValueId Shown = show(T, Expr.span());
    return Out->Texts.add(Out->text(Shown));
  };
  if (V.is(Kind::Text)) {
    C.Title = TextOf(V);
  } else if (V.is(Kind::Record)) {
    auto Part = [&](Symbol Name) {
      int I = V.Rec->S->find(Name);
      return I < 0 ? ir::None
                   : TextOf(fieldAt(V.Rec, unsigned(I), Expr.span()));
    };
    C.Title = Part(Known.Title);
    C.Date = Part(Known.Date);
    C.Url = Part(Known.Url);
  } else if (!V.isBad()) {
    Diags.report(Diag::WrongKind, Expr.span())
        .arg("expected", "a text or a `citation` after `source`")
        .arg("found", describe(V));
  }
  if (C.Title == ir::None)
    return ir::None;
  Out->Citations.push_back(C);
  uint32_t Index = uint32_t(Out->Citations.size());
  M.Citations[Node] = Index;
  return Index - 1;
}

ir::Definition Elaboration::describeField(const Record *R, unsigned Index) {
  Shape &S = *R->S;
  const FieldInfo F = S.Fields[Index];
  // The figure of a model is the total over its layers, which no text says.
  bool IsModel = R->Layer && R->Layer->IsModel;
  bool IsTotal = F.IsSum && R->Layer && R->Layer->Flows;
  if (!IsModel) {
    S.Described.resize(S.Fields.size());
    if (S.Described[Index].Name != ir::None)
      return S.Described[Index];
  }
  ir::Definition New;
  New.Name = Out->Texts.add(name(F.Name));
  // The doc comment stands where the schema declares the field.
  if (Syntax First = F.First.Node; First.kind() == NodeKind::Field)
    New.Doc = docOf(First);
  const FieldSource &Source = F.Given.Node ? F.Given : F.First;
  Syntax Node = Source.Node;
  New.Place = Node.span();
  if (Node.kind() == NodeKind::Field || Node.kind() == NodeKind::Let) {
    if (Node[0])
      New.Place = Node[0].span();
    if (Node[3] && !IsTotal)
      New.Formula = Node[3].span();
    New.Cited = citation(*S.Blocks[Source.Layer].Module, Node);
  }
  if (!IsModel)
    S.Described[Index] = New;
  return New;
}

ir::Definition Elaboration::describe(DefinitionInfo D) {
  ir::Definition New;
  if (D.Owner) {
    New = describeField(D.Owner, D.Field);
    New.Owner = pathOf(D.Owner);
  } else {
    New.Name = Out->Texts.add(name(D.Name));
  }
  if (D.Written) {
    const WrittenAt At = Written[D.Written - 1];
    New.Place = At.Place;
    New.Formula = At.Formula;
    if (D.Owner) {
      New.Cited = ir::None;
    } else if (At.Node) {
      New.Doc = docOf(At.Node);
      New.Cited = citation(*At.Home, At.Node);
    }
  }
  New.Value = D.Value;
  New.Unit = D.Unit;
  New.From = D.From;
  return New;
}

ir::TextId Elaboration::docOf(Syntax Node) {
  auto [It, New] = Docs.try_emplace(&Node.tree().Nodes[Node.id()], ir::None);
  if (New)
    if (std::string Text = Node.doc(); !Text.empty())
      It->second = Out->Texts.add(Text);
  return It->second;
}

void Elaboration::finish() {
  ir::Module &M = *Out;
  // To describe one is to evaluate its citation, which may define more: those
  // are nobody's.
  const size_t Size = Defs.size();
  std::vector<bool> Keep(Size, false);
  auto Mark = [&](ir::DefId D) {
    if (D != ir::None)
      Keep[D] = true;
  };
  auto UsesOf = [&](ir::DefId D) {
    uint32_t First = Defs[D].FirstUse;
    uint32_t End =
        D + 1 == Defs.size() ? uint32_t(M.Uses.size()) : Defs[D + 1].FirstUse;
    return llvm::ArrayRef(M.Uses.data() + First, End - First);
  };
  for (ir::DefId D : M.Cells)
    Mark(D);
  for (ir::DefId D : M.LayerFields)
    Mark(D);
  // All that the plan itself defines can be explained, and so can what that
  // reads, which was defined before.
  for (ir::DefId D = ir::DefId(Size); D-- != 0;) {
    const DefinitionInfo &Info = Defs[D];
    if (Info.Written ? Written[Info.Written - 1].Home == Main
                     : Info.Owner && !Info.Owner->Layer &&
                           Info.Owner->S->Blocks.back().Module == Main)
      Keep[D] = true;
    if (!Keep[D])
      continue;
    for (ir::DefId Use : UsesOf(D)) {
      assert(Use < D && "a definition reads one that came later");
      Keep[Use] = true;
    }
  }
  std::vector<ir::DefId> NewId(Size, ir::None);
  ir::DefId Next = 0;
  for (ir::DefId D = 0; D != Size; ++D)
    if (Keep[D])
      NewId[D] = Next++;
  B.forget();
  M.Definitions.reserve(Next);
  // Uses that are kept move down in place.
  uint32_t Kept = 0;
  for (ir::DefId D = 0; D != Size; ++D) {
    if (!Keep[D])
      continue;
    ir::Definition New = describe(Defs[D]);
    New.FirstUse = Kept;
    for (ir::DefId Use : UsesOf(D))
      M.Uses[Kept++] = NewId[Use];
    New.NumUses = Kept - New.FirstUse;
    M.Definitions.push_back(New);
  }
  M.Uses.truncate(Kept);
  for (ir::DefId &D : M.Cells)
    if (D != ir::None)
      D = NewId[D];
  for (ir::DefId &D : M.LayerFields)
    D = NewId[D];
}
