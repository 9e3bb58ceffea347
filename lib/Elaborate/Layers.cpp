//===- Layers.cpp - Ops and models over data ------------------------------===//
//
// Part of acpc, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Data flows by `|>`. Every application makes a record of the library's schema
// `layer`: of an op its block gives the fields, of a model the fields marked
// `sum` are totals over its children, each as often as it is repeated. That is
// all that is known here of what a layer costs.
//
//===----------------------------------------------------------------------===//

#include "Elaborate/Elaboration.h"
#include "Elaborate/Resolve.h"
#include "llvm/ADT/ScopeExit.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/SaveAndRestore.h"

using namespace acp;
using namespace acp::elab;

bool Elaboration::isTensor(const Value &V) {
  return V.is(Kind::Record) && V.Rec->S->Schema && TensorSchema &&
         V.Rec->S->Schema->extends(TensorSchema);
}

bool Elaboration::takesData(const Declaration &D) {
  Syntax Params = D.Node[1];
  if (!Params || !Params.size() || !Params[0][1])
    return false;
  const Type *T = type(*D.Home, Params[0][1]);
  if (T->Is == Type::List && T->Element)
    T = T->Element;
  return T->Is == Type::Schema && T->Schema_ == TensorSchema;
}

Stage *Elaboration::stageOf(Value V, Span Where) {
  V = ownMember(V, Where);
  if (V.is(Kind::Stage))
    return V.Stg;
  if (!V.isBad())
    Diags.report(Diag::NotAStage, Where)
        .arg("value", describe(V))
        .here("this is " + describe(V));
  return nullptr;
}

Value Elaboration::evalPipe(Syntax N, const Env *E, Syntax Let) {
  Value Data = eval(N[0], E);
  for (unsigned I = 1, Size = N.size(); I != Size; ++I) {
    if (Data.isBad())
      return Data;
    Syntax Step = N[I];
    Application How;
    How.Label = Step[0];
    if (Size == 2 && !Step[0])
      How.Let = Let;
    How.Where = Step[1].span();
    How.Count = number(1, DimensionTable::one(), How.Where);
    if (Step[3]) {
      // `over`: one application after another.
      Value In = eval(Step[4], E);
      if (In.isBad())
        return In;
      if (In.is(Kind::List) && In.Items->Conditions)
        return openStructure(firstCondition(In.Items), Step[4].span(),
                             "which layers there are");
      if (!In.is(Kind::List)) {
        Diags.report(Diag::WrongKind, Step[4].span())
            .arg("expected", "a list after `over … in`")
            .arg("found", describe(In));
        return Value();
      }
      uint32_t Slots = binding(*E->Module, Step.id()).Argument;
      for (uint32_t K = 0; K != In.Items->Size; ++K) {
        Env *Inner = frame(E, E->Module, Slots);
        if (Step[3].is(NodeKind::Pattern)) {
          if (!destructure(Step[3], In.Items->Items[K], Step[4].span(),
                           Inner->slots()))
            return Value();
        } else {
          Inner->slots()[0] = In.Items->Items[K];
        }
        Value Callee = eval(Step[1], Inner);
        if (Callee.isBad())
          return Callee;
        Stage *S = stageOf(Callee, Step[1].span());
        if (!S)
          return Value();
        How.Index = int64_t(K);
        Data = apply(S, Data, How);
        if (Data.isBad())
          return Data;
      }
      continue;
    }
    Value Callee = eval(Step[1], E);
    if (Callee.isBad())
      return Callee;
    Stage *S = stageOf(Callee, Step[1].span());
    if (!S)
      return Value();
    if (!Step[2]) {
      Data = apply(S, Data, How);
      continue;
    }
    Value Times = eval(Step[2], E);
    Type Int;
    Int.Is = Type::Int;
    Times = coerce(Times, &Int, Step[2].span(), "repeat", {});
    if (Times.isBad())
      return Times;
    How.Times = Step[2].span();
    Data = repeat(S, Data, Times, How);
  }
  return Data;
}

Value Elaboration::apply(Stage *S, Value Data, const Application &How) {
  Declaration &D = *S->Callee;
  ensureResolved(D);
  if (!takesData(D)) {
    Diags.report(Diag::TakesNoData, How.Where)
        .arg("name", name(D.Name))
        .here("makes its own input")
        .label(D.NameNode.span(), "its first parameter is no tensor");
    return Value();
  }
  Syntax First = D.Node[1][0];
  const Type *T = type(*D.Home, First[1]);
  if (T->Is != Type::List && Data.is(Kind::List)) {
    Diags.report(Diag::WrongKind, How.Where)
        .arg("expected", "one tensor")
        .arg("found", "a list of " + std::to_string(Data.Items->Size));
    return Value();
  }
  Data = coerce(Data, T, How.Where, First[0].text(), First.span());
  if (Data.isBad())
    return Data;
  llvm::SaveAndRestore<Span> Here(AppliedAt, How.Where);
  llvm::SaveAndRestore<Span> Outside(
      AppliedOutside, isLibrary(How.Where) ? AppliedOutside : How.Where);
  return D.Kind == DeclKind::Op ? applyOp(S, Data, How)
                                : applyModel(S, Data, How);
}

Shape *
Elaboration::layerShape(Stage *S,
                        llvm::SmallVectorImpl<const Attributes *> &Attrs) {
  Declaration &D = *S->Callee;
  for (const Attributes *A = S->Attrs; A; A = A->Outer)
    Attrs.push_back(A);
  for (ModelContext *C = Context; C; C = C->Outer)
    for (const Attributes *A = C->Attrs; A; A = A->Outer)
      Attrs.push_back(A);
  std::reverse(Attrs.begin(), Attrs.end());
  if (Attrs.empty() && D.LayerShape)
    return D.LayerShape;
  std::vector<BlockRef> Blocks = LayerSchema->S->Blocks;
  if (D.Kind == DeclKind::Op)
    Blocks.push_back({D.Node[2], D.Home, false});
  for (const Attributes *A : Attrs)
    Blocks.push_back({A->Block, A->Scope->Module, false});
  bool Fresh = !ShapeIndex.count(Blocks);
  Shape *Result = shapeOf(std::move(Blocks), LayerSchema);
  if (Attrs.empty())
    D.LayerShape = Result;
  if (Fresh)
    for (const Attributes *A : Attrs)
      for (unsigned I = 0; I != A->Block.size(); ++I) {
        Syntax F = A->Block[I];
        if (F.kind() != NodeKind::Field || !F[0])
          continue;
        int At = LayerSchema->S->find(symbol(*A->Scope->Module, F[0]));
        if (At >= 0 && LayerSchema->S->Fields[unsigned(At)].IsSum)
          Diags.report(Diag::SumAttribute, F[0].span())
              .arg("name", F[0].text())
              .here("totals are derived, not set")
              .label(LayerSchema->S->Fields[unsigned(At)].First.Node.span(),
                     "marked `sum` here");
      }
  return Result;
}

Record *Elaboration::layerRecord(Stage *S, const Env *BlockScope,
                                 const Application &How) {
  llvm::SmallVector<const Attributes *, 4> Attrs;
  Declaration &D = *S->Callee;
  Shape *Sh = layerShape(S, Attrs);
  Record *R = makeRecord(Sh, How.Where);
  size_t At = LayerSchema->S->Blocks.size();
  if (D.Kind == DeclKind::Op)
    R->Frames[At++].Parent = BlockScope;
  for (const Attributes *A : Attrs)
    R->Frames[At++].Parent = A->Scope;
  R->Layer = &LayerInfos.emplace_back();
  R->Layer->IsModel = D.Kind == DeclKind::Model;
  if (D.Text == ir::None)
    D.Text = Out->Texts.add(name(D.Name));
  R->Layer->Op = S->Op == ir::None ? D.Text : S->Op;
  R->Layer->Count = How.Count;
  R->Layer->Repeated = How.Repeated;
  return R;
}

void Elaboration::takeName(Record *R, const Application &How) {
  llvm::StringRef Base = How.Label ? How.Label.text()
                         : How.Let ? How.Let.text()
                                   : Out->Texts.get(R->Layer->Op);
  llvm::SmallString<32> Name = Base;
  if (How.Index >= 0)
    (Name += '.') += llvm::utostr(uint64_t(How.Index));
  R->Layer->Name = Out->Texts.add(Name);
  if (!Context)
    return;
  if (uint32_t &Taken = Context->Taken[R->Layer->Name]; Taken++) {
    (Name += '.') += llvm::utostr(Taken - 1);
    R->Layer->Name = Out->Texts.add(Name);
  }
  R->Layer->Parent = Context->Layer;
  Context->Layer->Layer->Children.push_back(R);
}

static Value inputs(Elaboration &E, Value Data) {
  return Data.is(Kind::List) ? Data : Value::of(E.makeList(Data));
}

Value Elaboration::applyOp(Stage *S, Value Data, const Application &How) {
  Declaration &D = *S->Callee;
  ModuleInfo &M = *D.Home;
  Syntax Params = D.Node[1];
  Env *Locals = frame(&M.Top, &M, Params.size());
  llvm::SmallVector<bool, 8> Given(Params.size(), false);
  Locals->slots()[0] = Data;
  Given[0] = true;
  for (unsigned I = 1; I < Params.size(); ++I)
    if ((Given[I] = S->IsGiven[I]))
      Locals->slots()[I] = S->Arguments[I];
  if (!defaults(M, Params, Locals, Given.data(), 1, How.Where, name(D.Name)))
    return Value();
  for (unsigned I = 0; I < Params.size(); ++I)
    if (Locals->slots()[I].isBad())
      return Locals->slots()[I];
  Record *R = layerRecord(S, Locals, How);
  fill(R, Known.Inputs, inputs(*this, Data));
  takeName(R, How);
  llvm::SaveAndRestore<llvm::SmallVectorImpl<ir::DefId> *> Quiet(Uses, nullptr);
  R->Checked = true;
  for (const FieldSource &F : R->S->Requires)
    if (Value Unknown;
        !require(F.Node, &R->Frames[F.Layer], R, How.Where, &Unknown))
      return Unknown;
  Value Passed = field(R, Known.Passed, How.Where);
  if (!isTensor(Passed)) {
    if (!Passed.isBad())
      Diags.report(Diag::WrongKind, How.Where)
          .arg("expected", "a tensor as the output of an op")
          .arg("found", describe(Passed));
    demand(Passed, How.Where);
    return Value();
  }
  Record *T = Passed.Rec;
  if (!T->Flow) {
    Flow.push_back(T);
    T->Flow = uint32_t(Flow.size());
  }
  Value Shape = field(T, Known.Shape, How.Where);
  if (Shape.isBad()) {
    demand(Shape, How.Where);
    return Value();
  }
  for (uint32_t I = 0; Shape.is(Kind::List) && I != Shape.Items->Size; ++I)
    if (ir::ValueId Side = Shape.Items->Items[I].Id;
        Out->known(Side) && Out->number(Side).isNegative()) {
      auto D = Diags.report(Diag::NegativeSide, How.Where);
      D.arg("name", Out->Texts.get(R->Layer->Op))
          .arg("side", Out->number(Side).decimal(12));
      if (isLibrary(How.Where) && AppliedOutside.valid())
        D.label(AppliedOutside, "needed here");
      return Value();
    }
  return Passed;
}

bool Elaboration::runModel(Stage *S, Value Data, Record *R,
                           const Application &How, Value &Result) {
  Declaration &D = *S->Callee;
  ModuleInfo &M = *D.Home;
  std::pair<const void *, const void *> Key{&D, nullptr};
  if (llvm::is_contained(llvm::ArrayRef(Active).drop_front(ActiveBase), Key)) {
    Diags.report(Diag::Recursion, How.Where)
        .arg("name", name(D.Name))
        .here("applied while it runs")
        .label(D.NameNode.span(), "defined here");
    return false;
  }
  Active.push_back(Key);
  ModelContext Mine;
  Mine.Outer = Context;
  Mine.Layer = R;
  Mine.Attrs = S->Attrs;
  llvm::SaveAndRestore<ModelContext *> Inside(Context, &Mine);
  llvm::SaveAndRestore<llvm::SmallVectorImpl<ir::DefId> *> Quiet(Uses, nullptr);
  auto Leave = llvm::make_scope_exit([&] { Active.pop_back(); });

  Syntax Params = D.Node[1], Body = D.Node[2];
  unsigned NumParams = Params ? Params.size() : 0;
  Env *Locals = frame(&M.Top, &M, binding(M, Body.id()).Argument);
  llvm::SmallVector<bool, 8> Given(NumParams, false);
  unsigned First = 0;
  if (takesData(D)) {
    Locals->slots()[0] = Data;
    Given[0] = true;
    First = 1;
  }
  for (unsigned I = First; I < NumParams; ++I)
    if ((Given[I] = S->IsGiven[I]))
      Locals->slots()[I] = S->Arguments[I];
  if (!defaults(M, Params, Locals, Given.data(), First, How.Where,
                name(D.Name)))
    return false;
  for (unsigned I = 0; I < NumParams; ++I)
    if (Locals->slots()[I].isBad()) {
      Result = Locals->slots()[I];
      return false;
    }
  uint32_t Slot = NumParams;
  bool Flows = false;
  llvm::SmallVector<Syntax, 2> Stated;
  for (unsigned I = 0, Size = Body.size(); I != Size; ++I) {
    Syntax N = Body[I];
    switch (N.kind()) {
    case NodeKind::Let:
      bindLet(N, Locals, Slot, Locals);
      break;
    case NodeKind::Require:
    case NodeKind::Expect:
      if (!require(N, Locals, nullptr, How.Where, &Result))
        return false;
      break;
    case NodeKind::Field:
      Stated.push_back(N);
      break;
    case NodeKind::ExprStatement:
      Result = eval(N[0], Locals);
      if (Result.isBad())
        return false;
      Flows = true;
      break;
    case NodeKind::Sweep:
    case NodeKind::Solve:
    case NodeKind::Minimize:
    case NodeKind::Maximize:
      Diags.report(Diag::DeclarationInside, N.span())
          .arg("word", N.text().take_while(llvm::isAlpha))
          .help("a model takes what varies as an argument: sweep that");
      return false;
    default:
      break;
    }
  }
  if (Flows && !isTensor(Result) && !Result.is(Kind::List)) {
    Diags.report(Diag::WrongKind, Body.span())
        .arg("expected", "a tensor as the result of a model")
        .arg("found", describe(Result));
    return false;
  }
  R->Layer->Flows = Flows;
  for (Syntax N : Stated) {
    Symbol Name = symbol(M, N[0]);
    int Index = R->S->find(Name);
    if (Index < 0) {
      Diags.report(Diag::UnknownField, N[0].span())
          .arg("name", N[0].text())
          .arg("record", "a `layer`");
      continue;
    }
    const Type *T = fieldType(R, R->S->Fields[unsigned(Index)]);
    Value V = coerce(eval(N[3], Locals, T), T, N[3].span(), N[0].text(),
                     R->S->Fields[unsigned(Index)].Typed.Node.span());
    if (V.isBad())
      continue;
    if (!Flows) {
      fill(R, Name, V);
      slot(R, unsigned(Index)).Def =
          define(V, R, unsigned(Index), ir::Origin::Given, {});
      continue;
    }
    // It has layers too: what is stated is a claim.
    Value Derived = fieldAt(R, unsigned(Index), N.span());
    if (Derived.is(Kind::Number)) {
      ir::Check C;
      C.Kind = ir::CheckKind::Claim;
      C.Where = N.span();
      C.Left = Derived.Id;
      C.Right = V.Id;
      C.LeftUnit = C.RightUnit = uint32_t(V.Unit);
      C.Condition = B.make(ir::Opcode::Eq, Derived.Id, V.Id, N.span());
      C.Cited = citation(M, N);
      Out->Checks.push_back(C);
    }
  }
  return true;
}

Value Elaboration::applyModel(Stage *S, Value Data, const Application &How) {
  Record *R = layerRecord(S, nullptr, How);
  fill(R, Known.Inputs, inputs(*this, Data));
  takeName(R, How);
  Value Result;
  if (!runModel(S, Data, R, How, Result))
    return Result.isBad() ? Result : Value();
  if (isTensor(Result)) {
    fill(R, Known.Output, Result);
    fill(R, Known.Passed, Result);
  }
  return Result;
}

Record *Elaboration::build(Stage *S, Span Where) {
  if (S->Built)
    return S->Built;
  Declaration &D = *S->Callee;
  ensureResolved(D);
  if (D.Kind == DeclKind::Op || takesData(D)) {
    Diags.report(Diag::NeedsData, Where)
        .arg("name", name(D.Name))
        .here("has no figures before data flows in")
        .help("apply it: `Tensor[…] |> " + name(D.Name).str() + "(…)`");
    return nullptr;
  }
  if (S->Building) {
    Diags.report(Diag::Recursion, Where)
        .arg("name", name(D.Name))
        .here("asked for its own figures");
    return nullptr;
  }
  S->Building = true;
  auto Leave = llvm::make_scope_exit([&] { S->Building = false; });
  llvm::SaveAndRestore<ModelContext *> NoContext(Context, nullptr);
  llvm::SaveAndRestore<Span> Outside(AppliedOutside,
                                     isLibrary(Where) ? AppliedOutside : Where);
  Application How;
  How.Where = Where;
  How.Count = number(1, DimensionTable::one(), Where);
  Record *R = layerRecord(S, nullptr, How);
  R->Name = S->Name != ir::None ? S->Name : Out->Texts.add(name(D.Name));
  fill(R, Known.Inputs, Value::of(makeList({})));
  Value Result;
  if (!runModel(S, Value(), R, How, Result)) {
    demand(Result, Where);
    return nullptr;
  }
  if (isTensor(Result)) {
    fill(R, Known.Output, Result);
    fill(R, Known.Passed, Result);
  }
  S->Built = R;
  return R;
}

Value Elaboration::applyNamed(Symbol Op, llvm::ArrayRef<Value> Data,
                              Span Where) {
  Declaration *D = automatic(Op);
  if (!D || D->Kind != DeclKind::Op) {
    Diags.report(Diag::UnknownName, Where).arg("name", name(Op));
    return Value();
  }
  Value S = declared(*D, Where);
  Application How;
  How.Where = Where;
  How.Count = number(1, DimensionTable::one(), Where);
  return S.is(Kind::Stage) ? apply(S.Stg, Value::of(makeList(Data)), How)
                           : Value();
}
