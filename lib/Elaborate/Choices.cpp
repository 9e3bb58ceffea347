//===- Choices.cpp - One of two values by an open condition ---------------===//
//
// Part of acpc, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Figures become a `select` of the IR. Of two records of one schema it is a
// record whose every field is such a choice, made when somebody asks for it; of
// two lists, one in which each element hangs on the condition.
//
//===----------------------------------------------------------------------===//

#include "Elaborate/Elaboration.h"

using namespace acp;
using namespace acp::elab;

Value Elaboration::select(ir::ValueId Condition, Value Then, Value Else,
                          Span Where) {
  if (Then.isBad() || Else.isBad())
    return combine(Then, Else);
  if (Then.isScalar() && Else.isScalar()) {
    bool Optional = Then.is(Kind::Absent) || Else.is(Kind::Absent);
    if (!Optional && Then.K != Else.K) {
      Diags.report(Diag::WrongKind, Where)
          .arg("expected", describe(Then))
          .arg("found", describe(Else));
      return Value();
    }
    if (Then.is(Kind::Number) && Else.is(Kind::Number) &&
        !sameDimension(Then, Else, "if", Where, Where, Where))
      return Value();
    ir::ValueId Three[] = {Condition, Then.Id, Else.Id};
    return Value::scalar(Then.is(Kind::Absent) ? Else.K : Then.K,
                         B.make(ir::Opcode::Select, Three, Where),
                         Then.is(Kind::Absent) ? Else.Unit : Then.Unit);
  }
  if (Then.K == Else.K && Then.Unit == Else.Unit)
    return Then;
  if (Then.is(Kind::Record) && Else.is(Kind::Record) && !Then.Rec->Layer &&
      !Else.Rec->Layer && Then.Rec->S->Schema &&
      Then.Rec->S->Schema == Else.Rec->S->Schema)
    return Value::of(chooseRecord(Condition, Then.Rec, Else.Rec, Where));
  if (Then.is(Kind::List) && Else.is(Kind::List) && !Then.Items->Keys &&
      !Else.Items->Keys)
    return chooseList(Condition, Then.Items, Else.Items, Where);
  return openStructure(Condition, Where, "which of the two it is");
}

Record *Elaboration::chooseRecord(ir::ValueId Condition, Record *Then,
                                  Record *Else, Span Where) {
  Record *R = makeRecord(Then->S->Schema->S, Where);
  auto *C = make<RecordChoice>();
  C->Condition = Condition;
  C->Then = Then;
  C->Else = Else;
  R->Chosen = C;
  // What is required of each was looked at where it was made.
  R->Checked = true;
  return R;
}

bool Elaboration::chosenField(Record *R, unsigned Index, Span Use) {
  const RecordChoice &C = *R->Chosen;
  const FieldInfo &F = R->S->Fields[Index];
  Value Sides[2];
  bool Functions = true;
  for (Record *Of : {C.Then, C.Else}) {
    int At = Of->S->find(F.Name);
    const FieldInfo *Own = At < 0 ? nullptr : &Of->S->Fields[unsigned(At)];
    bool IsFunction = Own && Own->Given.Node &&
                      (Own->Given.Node.is(NodeKind::Field) ||
                       Own->Given.Node.is(NodeKind::Let)) &&
                      Own->Given.Node[1];
    // One that the schema gives is a function of the choice.
    Functions &= IsFunction && Of->S->Blocks[Own->Given.Layer].OfSchema;
    if (At >= 0)
      Sides[Of == C.Else] = fieldAt(Of, unsigned(At), Use);
  }
  if (Functions)
    return false;
  Slot &S = slot(R, Index);
  S.V = select(C.Condition, Sides[0], Sides[1], Use);
  S.State = SlotState::Done;
  nameRecord(S.V, R, F.Name, -1);
  if (S.V.isScalar()) {
    llvm::SmallVector<ir::DefId, 2> Reads;
    for (Record *Of : {C.Then, C.Else})
      if (const Slot *Own = Of->peek(unsigned(Of->S->find(F.Name)));
          Own && Own->Def != ir::None)
        Reads.push_back(Own->Def);
    S.Def = define(S.V, R, Index, ir::Origin::Derived, Reads);
    used(S.Def);
  }
  return true;
}

Value Elaboration::chooseList(ir::ValueId Condition, List *Then, List *Else,
                              Span Where) {
  llvm::SmallVector<Value, 8> Items;
  llvm::SmallVector<ir::ValueId, 8> Conditions;
  if (Then->Size == Else->Size && !Then->Conditions && !Else->Conditions) {
    for (uint32_t I = 0; I != Then->Size; ++I) {
      Items.push_back(select(Condition, Then->Items[I], Else->Items[I], Where));
      if (Items.back().isBad())
        return Items.back();
    }
    return Value::of(makeList(Items));
  }
  ir::ValueId Not = B.make(ir::Opcode::Not, llvm::ArrayRef(Condition), Where);
  auto Add = [&](List *L, ir::ValueId Now) {
    for (uint32_t I = 0; I != L->Size; ++I) {
      Items.push_back(L->Items[I]);
      bool Hangs = L->Conditions && L->Conditions[I] != ir::None;
      Conditions.push_back(
          Hangs ? B.make(ir::Opcode::And, Now, L->Conditions[I], Where) : Now);
    }
  };
  Add(Then, Condition);
  Add(Else, Not);
  return Value::of(makeList(Items, Conditions));
}
