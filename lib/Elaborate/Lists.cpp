//===- Lists.cpp - Lists, patterns and locals -----------------------------===//
//
// Part of acpc, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Comprehensions, spreads, maps, patterns that take a list apart, and blocks of
// local names.
//
//===----------------------------------------------------------------------===//

#include "Basic/Limits.h"
#include "Elaborate/Elaboration.h"
#include "Elaborate/Resolve.h"

using namespace acp;
using namespace acp::elab;

Value Elaboration::evalIndex(Syntax N, const Env *E) {
  Value Of = eval(N[0], E);
  if (Of.isBad())
    return Of;
  llvm::SmallVector<Value, 4> Items;
  llvm::SmallVector<ir::ValueId, 4> Conditions;
  if (Of.is(Kind::List) && Of.Items->Keys && N.size() == 2 &&
      N[1].is(NodeKind::Name)) {
    Symbol Key = symbol(*E->Module, N[1]);
    for (uint32_t I = 0; I != Of.Items->Size; ++I)
      if (Of.Items->Keys[I] == Key)
        return Of.Items->Items[I];
  }
  listElements(N, 1, E, nullptr, Items, Conditions);
  for (Value &V : Items)
    if (V.isBad())
      return V;
  if (Of.is(Kind::Schema)) {
    // `Tensor[3, 224, 224]`: an instance with this shape.
    int Index = Of.Sch->S->find(Known.Shape);
    if (Index < 0) {
      Diags.report(Diag::WrongKind, N[0].span())
          .arg("expected", "a list, a map or `Tensor` before `[`")
          .arg("found", describe(Of));
      return Value();
    }
    Record *R = instantiate(Of.Sch->S, &Of.Sch->Decl->Home->Top, N.span());
    Value Shape = Value::of(makeList(Items));
    const Type *T = fieldType(R, R->S->Fields[unsigned(Index)]);
    Shape = coerce(Shape, T, N.span(), "shape", {});
    if (Shape.isBad())
      return Shape;
    fill(R, Known.Shape, Shape);
    return Value::of(R);
  }
  if (!Of.is(Kind::List)) {
    Diags.report(Diag::WrongKind, N[0].span())
        .arg("expected", "a list, a map or `Tensor` before `[`")
        .arg("found", describe(Of));
    return Value();
  }
  if (Items.size() != 1) {
    Diags.report(Diag::WrongKind, N.span())
        .arg("expected", "one index")
        .arg("found", std::to_string(Items.size()));
    return Value();
  }
  Value I = Items[0];
  if (Of.Items->Keys && I.is(Kind::Enum) && Out->known(I.Id)) {
    Symbol Key = symbol(Out->text(I.Id));
    for (uint32_t K = 0; K != Of.Items->Size; ++K)
      if (Of.Items->Keys[K] == Key)
        return Of.Items->Items[K];
    Diags.report(Diag::MapKeys, N[1].span())
        .arg("what", ("has no element for `" + name(Key) + "`").str());
    return Value();
  }
  if (!I.is(Kind::Number)) {
    Diags.report(Diag::WrongKind, N[1].span())
        .arg("expected", "a whole number")
        .arg("found", describe(I));
    return Value();
  }
  if (!Out->known(I.Id) || Of.Items->Conditions) {
    return openStructure(Out->known(I.Id) ? firstCondition(Of.Items) : I.Id,
                         N.span(), "which element it is");
  }
  std::optional<int64_t> At = Out->number(I.Id).toInt64();
  if (!At || *At < 0 || *At >= int64_t(Of.Items->Size)) {
    Diags.report(Diag::IndexOutOfRange, N[1].span())
        .arg("index", Out->number(I.Id).decimal(6))
        .arg("size", Of.Items->Size)
        .here("the first element has index 0");
    return Value();
  }
  return Of.Items->Items[*At];
}

void Elaboration::comprehend(Syntax N, unsigned Clause, const Env *E,
                             ir::ValueId Guard, const Type *Element,
                             llvm::SmallVectorImpl<Value> &Items,
                             llvm::SmallVectorImpl<ir::ValueId> &Conditions) {
  if (Clause == N.size()) {
    Items.push_back(eval(N[0], E, Element));
    Conditions.push_back(Guard);
    if (Items.size() > limits::ListElements && !Exhausted) {
      Exhausted = true;
      Diags.report(Diag::BudgetExceeded, N.span())
          .arg("steps", Counters.Steps)
          .help("use shorter lists");
    }
    return;
  }
  Syntax F = N[Clause];
  Value In = eval(F[1], E);
  if (In.isBad()) {
    Items.push_back(In);
    Conditions.push_back(ir::None);
    return;
  }
  if (!In.is(Kind::List)) {
    Diags.report(Diag::WrongKind, F[1].span())
        .arg("expected", "a list")
        .arg("found", describe(In));
    Items.push_back(Value());
    Conditions.push_back(ir::None);
    return;
  }
  uint32_t Slots = binding(*E->Module, F.id()).Argument;
  for (uint32_t I = 0; I != In.Items->Size && !Exhausted; ++I) {
    Env *Inner = frame(E, E->Module, Slots);
    Value Each = In.Items->Items[I];
    if (F[0].is(NodeKind::Pattern)) {
      if (!destructure(F[0], Each, F[1].span(), Inner->slots())) {
        Items.push_back(Value());
        Conditions.push_back(ir::None);
        return;
      }
    } else {
      Inner->slots()[0] = Each;
    }
    ir::ValueId Now = Guard;
    auto Also = [&](ir::ValueId C) {
      Now = Now == ir::None ? C : B.make(ir::Opcode::And, Now, C, F.span());
    };
    if (In.Items->Conditions && In.Items->Conditions[I] != ir::None)
      Also(In.Items->Conditions[I]);
    if (F[2]) {
      Value C = eval(F[2], Inner);
      if (C.isBad()) {
        Items.push_back(C);
        Conditions.push_back(ir::None);
        continue;
      }
      if (!C.is(Kind::Bool)) {
        Diags.report(Diag::WrongKind, F[2].span())
            .arg("expected", "a condition")
            .arg("found", describe(C));
        Items.push_back(Value());
        Conditions.push_back(ir::None);
        return;
      }
      if (!Out->known(C.Id))
        Also(C.Id);
      else if (!Out->boolean(C.Id))
        continue;
    }
    comprehend(N, Clause + 1, Inner, Now, Element, Items, Conditions);
  }
}

void Elaboration::listElements(Syntax N, unsigned From, const Env *E,
                               const Type *Element,
                               llvm::SmallVectorImpl<Value> &Items,
                               llvm::SmallVectorImpl<ir::ValueId> &Conditions) {
  for (unsigned I = From, Size = N.size(); I != Size; ++I) {
    Syntax Each = N[I];
    if (Each.is(NodeKind::Comprehension)) {
      comprehend(Each, 1, E, ir::None, Element, Items, Conditions);
      continue;
    }
    if (!Each.is(NodeKind::Spread)) {
      Items.push_back(eval(Each, E, Element));
      Conditions.push_back(ir::None);
      continue;
    }
    Value V = eval(Each[0], E);
    if (!V.is(Kind::List)) {
      if (!V.isBad())
        Diags.report(Diag::WrongKind, Each.span())
            .arg("expected", "a list after `..`")
            .arg("found", describe(V));
      Items.push_back(V.isBad() ? V : Value());
      Conditions.push_back(ir::None);
      continue;
    }
    for (uint32_t K = 0; K != V.Items->Size; ++K) {
      Items.push_back(V.Items->Items[K]);
      Conditions.push_back(V.Items->Conditions ? V.Items->Conditions[K]
                                               : ir::None);
    }
  }
}

Value Elaboration::evalList(Syntax N, const Env *E, const Type *Expected) {
  const Type *Element =
      Expected && (Expected->Is == Type::List || Expected->Is == Type::Map)
          ? Expected->Element
          : nullptr;
  if (N.size() && N[0].is(NodeKind::NamedArg)) {
    // A map: names of an enum with a value each.
    llvm::SmallVector<Value, 4> Items;
    llvm::SmallVector<Symbol, 4> Keys;
    for (unsigned I = 0; I != N.size(); ++I) {
      if (!N[I].is(NodeKind::NamedArg)) {
        Diags.report(Diag::WrongKind, N[I].span())
            .arg("expected", "`name: value`, as in the rest of this map")
            .arg("found", "a value alone");
        return Value();
      }
      Symbol Key = symbol(*E->Module, N[I][0]);
      if (llvm::is_contained(Keys, Key)) {
        Diags.report(Diag::MapKeys, N[I][0].span())
            .arg("what", ("has `" + name(Key) + "` twice").str());
        return Value();
      }
      Keys.push_back(Key);
      Items.push_back(eval(N[I][1], E, Element));
      if (Items.back().isBad())
        return Items.back();
    }
    List *L = makeList(Items);
    L->Keys = Arena.Allocate<Symbol>(Keys.size());
    std::copy(Keys.begin(), Keys.end(), L->Keys);
    return Value::of(L);
  }
  llvm::SmallVector<Value, 8> Items;
  llvm::SmallVector<ir::ValueId, 8> Conditions;
  listElements(N, 0, E, Element, Items, Conditions);
  for (Value &V : Items)
    if (V.isBad())
      return V;
  return Value::of(makeList(Items, Conditions));
}

bool Elaboration::destructure(Syntax Pattern, Value V, Span Where,
                              Value *Slots) {
  if (V.isBad())
    return false;
  if (!V.is(Kind::List) || V.Items->Conditions) {
    Diags.report(Diag::PatternMismatch, Where)
        .arg("pattern", Pattern.text())
        .arg("value", describe(V))
        .label(Pattern.span(), "a pattern takes a list apart");
    return false;
  }
  unsigned Size = Pattern.size();
  int Rest = -1;
  for (unsigned I = 0; I != Size; ++I)
    if (Pattern[I].has(syntax_flags::Rest)) {
      if (Rest >= 0) {
        Diags.report(Diag::PatternMismatch, Pattern[I].span())
            .arg("pattern", Pattern.text())
            .arg("value", "a list")
            .here("only one name of a pattern can take the rest");
        return false;
      }
      Rest = int(I);
    }
  uint32_t Have = V.Items->Size;
  if (Rest < 0 ? Have != Size : Have + 1 < Size) {
    Diags.report(Diag::PatternMismatch, Where)
        .arg("pattern", Pattern.text())
        .arg("value", "a list of " + std::to_string(Have))
        .label(Pattern.span(), "needs " +
                                   std::string(Rest < 0 ? "" : "at least ") +
                                   std::to_string(Rest < 0 ? Size : Size - 1));
    return false;
  }
  uint32_t At = 0;
  for (unsigned I = 0; I != Size; ++I) {
    if (int(I) != Rest) {
      Slots[I] = V.Items->Items[At++];
      continue;
    }
    uint32_t Take = Have + 1 - Size;
    Slots[I] = Value::of(makeList(llvm::ArrayRef(V.Items->Items + At, Take)));
    At += Take;
  }
  return true;
}

bool Elaboration::bindLet(Syntax Let, Env *E, uint32_t &Slot,
                          const Env *Scope) {
  ModuleInfo &M = *E->Module;
  bool IsPattern = Let[0].is(NodeKind::Pattern);
  unsigned Size = IsPattern ? Let[0].size() : 1;
  Value V;
  if (Let[1]) {
    Function *F = make<Function>();
    F->Node = Let;
    F->Scope = Scope;
    V = Value::of(F);
  } else {
    const Type *T = Let[2] ? type(M, Let[2]) : nullptr;
    V = Let[3].is(NodeKind::Pipe)
            ? evalPipe(Let[3], E, IsPattern ? Syntax() : Let[0])
            : eval(Let[3], E, T);
    if (T)
      V = coerce(V, T, Let[3].span(), Let[0].text(), Let[2].span());
  }
  if (IsPattern) {
    if (V.isBad() || !destructure(Let[0], V, Let[3].span(), E->slots() + Slot))
      for (unsigned I = 0; I != Size; ++I)
        E->slots()[Slot + I] = V.isBad() ? V : Value();
  } else {
    E->slots()[Slot] = V;
  }
  Slot += Size;
  return !V.isBad();
}

Value Elaboration::evalLetBlock(Syntax N, const Env *E, const Type *Expected) {
  uint32_t Slots = binding(*E->Module, N.id()).Argument;
  Env *Inner = frame(E, E->Module, Slots);
  uint32_t Slot = 0;
  for (unsigned I = 0, Size = N.size(); I != Size; ++I) {
    Syntax Each = N[I];
    if (Each.is(NodeKind::Let)) {
      bindLet(Each, Inner, Slot, Inner);
    } else if (Each.is(NodeKind::Require) || Each.is(NodeKind::Expect)) {
      Value Unknown;
      if (!require(Each, Inner, nullptr, AppliedAt, &Unknown))
        return Unknown;
    } else {
      return eval(Each, Inner, Expected);
    }
  }
  return Value();
}
