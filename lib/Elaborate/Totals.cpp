//===- Totals.cpp - Repeated layers and totals ----------------------------===//
//
// Part of acpc, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// `repeat` keeps a body once: passes that differ in their marks are layers of
// their own, the rest is counted. The figures of a model are totals over its
// layers, each as often as it is run.
//
//===----------------------------------------------------------------------===//

#include "Elaborate/Elaboration.h"
#include "llvm/Support/SaveAndRestore.h"

using namespace acp;
using namespace acp::elab;

bool Elaboration::sameShape(Value A, Value C) {
  if (A.is(Kind::List) && C.is(Kind::List)) {
    if (A.Items->Size != C.Items->Size)
      return false;
    for (uint32_t I = 0; I != A.Items->Size; ++I)
      if (!sameShape(A.Items->Items[I], C.Items->Items[I]))
        return false;
    return true;
  }
  if (isTensor(A) && isTensor(C))
    return sameShape(field(A.Rec, Known.Shape, {}),
                     field(C.Rec, Known.Shape, {}));
  if (!A.isScalar() || !C.isScalar())
    return false;
  if (A.Id == C.Id)
    return true;
  return A.is(Kind::Number) && C.is(Kind::Number) && Out->known(A.Id) &&
         Out->known(C.Id) && Number::same(Out->number(A.Id), Out->number(C.Id));
}

void Elaboration::settleMarks(size_t Before) {
  llvm::SaveAndRestore<llvm::SmallVectorImpl<ir::DefId> *> Quiet(Uses, nullptr);
  while (Settled < Before) {
    Record *T = Flow[Settled++];
    for (unsigned I = 0; I != T->S->Fields.size(); ++I)
      if (isMark(T->S->Fields[I]))
        fieldAt(T, I, T->Where);
  }
}

bool Elaboration::sameMarks(Value A, Value C) {
  if (A.is(Kind::List) && C.is(Kind::List)) {
    for (uint32_t I = 0; I != A.Items->Size && I != C.Items->Size; ++I)
      if (!sameMarks(A.Items->Items[I], C.Items->Items[I]))
        return false;
    return true;
  }
  if (!isTensor(A) || !isTensor(C))
    return true;
  for (const FieldInfo &F : TensorSchema->S->Fields) {
    if (F.Name == Known.Shape || F.IsLet)
      continue;
    Value L = field(A.Rec, F.Name, {}), R = field(C.Rec, F.Name, {});
    if (!L.isScalar() || !R.isScalar() || L.Id == R.Id)
      continue;
    ir::ValueId Eq = B.make(ir::Opcode::Eq, L.Id, R.Id, {});
    if (!Out->known(Eq) || !Out->boolean(Eq))
      return false;
  }
  return true;
}

std::string Elaboration::shapeText(Value V) {
  if (isTensor(V))
    return shapeText(field(V.Rec, Known.Shape, {}));
  // Digits are not grouped: `[3,072]` would look like two sides.
  if (!V.is(Kind::List))
    return V.is(Kind::Number) && Out->known(V.Id)
               ? Out->number(V.Id).decimal(17)
               : "?";
  std::string Text = "[";
  for (uint32_t I = 0; I != V.Items->Size; ++I)
    Text += (I ? ", " : "") + shapeText(V.Items->Items[I]);
  return Text + "]";
}

Value Elaboration::repeat(Stage *S, Value Data, Value Times, Application How) {
  How.Repeated = true;
  Span Where = How.Where;
  std::optional<int64_t> Known_;
  if (Out->known(Times.Id)) {
    Number N = Out->number(Times.Id);
    Known_ = N.toInt64();
    if (N.isNegative() || !Known_) {
      Diags.report(Diag::NegativeCount, How.Times)
          .arg("what", "repeat")
          .arg("value", N.decimal(6))
          .arg("unit", "passes");
      return Value();
    }
    if (*Known_ == 0)
      return Data;
  }
  Dim One = DimensionTable::one();
  // Passes still to be counted; the last layer takes all of them.
  ir::ValueId Left = Times.Id;
  for (unsigned Pass = 0;; ++Pass) {
    size_t Before = Context ? Context->Layer->Layer->Children.size() : 0;
    How.Count = Value::scalar(Kind::Number, Left);
    Value Result = apply(S, Data, How);
    if (Result.isBad())
      return Result;
    if (!sameShape(Data, Result)) {
      Diags.report(Diag::RepeatShape, Where)
          .arg("in", shapeText(Data))
          .arg("out", shapeText(Result))
          .here("takes " + shapeText(Data) + " and leaves " + shapeText(Result))
          .help("a repeated body must leave the shape that it takes; `over` "
                "allows shapes to change");
      return Value();
    }
    if ((Known_ && *Known_ == int64_t(Pass) + 1) || sameMarks(Data, Result))
      return Result;
    if (Pass == 4) {
      Diags.report(Diag::RepeatUnsettled, Where)
          .note("its marks change in every pass");
      return Value();
    }
    // This pass differs from the next: it is a layer of its own.
    ir::ValueId Unit = B.number(1, One, Where);
    ir::ValueId Once[] = {Left, Unit};
    if (Context && Context->Layer->Layer->Children.size() > Before)
      Context->Layer->Layer->Children[Before]->Layer->Count =
          Value::scalar(Kind::Number, B.make(ir::Opcode::Min, Once, Where));
    ir::ValueId Rest[] = {B.make(ir::Opcode::Sub, Left, Unit, Where),
                          B.number(0, One, Where)};
    Left = B.make(ir::Opcode::Max, Rest, Where);
    Data = Result;
  }
}

//===----------------------------------------------------------------------===//
// Figures of a layer
//===----------------------------------------------------------------------===//

bool Elaboration::layerField(Record *R, unsigned Index, Span Use) {
  Symbol Name = R->S->Fields[Index].Name;
  LayerInfo &L = *R->Layer;
  Value V;
  if (Name == Known.Name || Name == Known.Path) {
    V = textValue(Name == Known.Path ? recordName(R)
                                     : Out->Texts.get(L.Name).str(),
                  R->Where);
    if (Name == Known.Name && L.Original)
      V = field(L.Original, Known.Name, Use);
  } else if (Name == Known.Op) {
    V = textValue(Out->Texts.get(L.Op), R->Where);
  } else if (Name == Known.Count) {
    V = L.Count;
  } else if (Name == Known.Repeated) {
    V = boolean(L.Repeated, R->Where);
  } else if (Name == Known.Children) {
    llvm::SmallVector<Value, 8> Items;
    for (Record *Child : (L.Original ? *L.Original->Layer : L).Children)
      Items.push_back(Value::of(Child));
    V = Value::of(makeList(Items));
  } else if (Name == Known.Layers) {
    V = flatten(L.Original ? L.Original : R, Use);
  } else {
    return false;
  }
  fill(R, Name, V);
  return true;
}

Value Elaboration::total(Record *R, unsigned Index, Span Use) {
  Slot &S = slot(R, Index);
  const FieldInfo &F = R->S->Fields[Index];
  S.State = SlotState::Running;
  const Type *T = fieldType(R, F);
  Dim D = T && T->Is == Type::Quantity ? T->Dimension : DimensionTable::one();
  llvm::SmallVector<ir::ValueId, 8> Ids;
  llvm::SmallVector<ir::DefId, 8> Reads;
  {
    llvm::SaveAndRestore<ModelContext *> NoContext(Context, nullptr);
    llvm::SaveAndRestore<llvm::SmallVectorImpl<ir::DefId> *> Reading(Uses,
                                                                     &Reads);
    for (Record *Child : R->Layer->Children) {
      Value V = field(Child, F.Name, Use);
      if (V.isBad()) {
        S.V = V;
        S.State = SlotState::Done;
        return V;
      }
      ir::ValueId Count = Child->Layer->Count.Id;
      bool Once = Out->known(Count) && Number::same(Out->number(Count), 1);
      Ids.push_back(Once ? V.Id
                         : B.make(ir::Opcode::Mul, Count, V.Id, Child->Where));
    }
  }
  ir::ValueId Id = Ids.empty()       ? B.number(0, D, R->Where)
                   : Ids.size() == 1 ? Ids[0]
                                     : B.make(ir::Opcode::Sum, Ids, R->Where);
  S.V = scalar(Kind::Number, Id, R->Where,
               T && T->Is == Type::Quantity ? T->Unit : ir::None);
  S.State = SlotState::Done;
  if (S.V.isScalar()) {
    S.Def = define(S.V, R, Index, ir::Origin::Derived, Reads);
    used(S.Def);
  }
  return S.V;
}

Value Elaboration::flatten(Record *R, Span Where) {
  // Deepest models first, without recursion: their lists are remembered.
  llvm::SmallVector<Value, 16> Items;
  for (Record *Child : R->Layer->Children) {
    auto View = [&](Record *Of, Value Count, llvm::StringRef Path) {
      Record *V = makeRecord(Of->S, Of->Where);
      V->Layer = &LayerInfos.emplace_back();
      V->Layer->Original = Of;
      V->Layer->IsModel = Of->Layer->IsModel;
      V->Layer->Repeated = Of->Layer->Repeated;
      V->Layer->Op = Of->Layer->Op;
      V->Layer->Name = Out->Texts.add(Path);
      V->Layer->Count = Count;
      Items.push_back(Value::of(V));
    };
    llvm::StringRef Name = Out->Texts.get(Child->Layer->Name);
    if (!Child->Layer->IsModel) {
      if (!R->Layer->Parent)
        Items.push_back(Value::of(Child));
      else
        View(Child, Child->Layer->Count, Name);
      continue;
    }
    Value Inner = field(Child, Known.Layers, Where);
    if (!Inner.is(Kind::List))
      continue;
    for (uint32_t I = 0; I != Inner.Items->Size; ++I) {
      Record *Each = Inner.Items->Items[I].Rec;
      Record *Of = Each->Layer->Original ? Each->Layer->Original : Each;
      ir::ValueId Count = B.make(ir::Opcode::Mul, Child->Layer->Count.Id,
                                 Each->Layer->Count.Id, Where);
      View(Of, Value::scalar(Kind::Number, Count),
           (Name + "." + Out->Texts.get(Each->Layer->Name)).str());
    }
  }
  return Value::of(makeList(Items));
}
