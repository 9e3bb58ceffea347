//===- Names.cpp - Interning, frames, faults ------------------------------===//
//
// Part of acpc, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The small things that all of elaboration uses: names as numbers, frames,
// lists, deferred diagnostics, the budget.
//
//===----------------------------------------------------------------------===//

#include "Basic/Limits.h"
#include "Elaborate/Elaboration.h"

using namespace acp;
using namespace acp::elab;

Symbol Elaboration::symbol(llvm::StringRef Name) {
  auto [It, New] = Symbols.try_emplace(Name, Symbol(SymbolNames.size()));
  if (New)
    SymbolNames.push_back(It->first());
  return It->second;
}

Symbol Elaboration::symbol(ModuleInfo &M, Syntax N) {
  Symbol &S = M.Symbols[N.id()];
  if (!S) {
    llvm::StringRef Text = N.text();
    if (N.kind() == NodeKind::PatternName && N.has(syntax_flags::Rest))
      Text = Text.drop_while([](char C) { return C == '.' || C == ' '; });
    S = symbol(Text);
  }
  return S;
}

List *Elaboration::makeList(llvm::ArrayRef<Value> Items,
                            llvm::ArrayRef<ir::ValueId> Conditions) {
  List *L = make<List>();
  L->Size = uint32_t(Items.size());
  L->Items = Arena.Allocate<Value>(Items.size());
  std::uninitialized_copy(Items.begin(), Items.end(), L->Items);
  for (ir::ValueId C : Conditions)
    if (C != ir::None) {
      L->Conditions = Arena.Allocate<ir::ValueId>(Items.size());
      std::uninitialized_copy(Conditions.begin(), Conditions.end(),
                              L->Conditions);
      break;
    }
  return L;
}

Env *Elaboration::frame(const Env *Parent, ModuleInfo *M, uint32_t Slots) {
  Env *E = make<Env>();
  E->Parent = Parent;
  E->Module = M;
  E->Holds.setPointer(Slots ? makeArray<Value>(Slots) : nullptr);
  return E;
}

Value Elaboration::fault(Diagnostic D, bool Wanting) {
  Fault &F = Faults.emplace_back();
  F.What = std::move(D);
  F.Wanting = Wanting;
  return Value::of(&F);
}

Value Elaboration::combine(const Value &A, const Value &B) {
  if (!B.isBad() || A.K == Kind::Poison)
    return A;
  if (!A.isBad() || B.K == Kind::Poison || A.Wrong == B.Wrong)
    return B;
  Fault &F = Faults.emplace_back();
  F.First = A.Wrong;
  F.Second = B.Wrong;
  F.Wanting = A.Wrong->Wanting && B.Wrong->Wanting;
  return Value::of(&F);
}

bool Elaboration::exhausted(Span Where) {
  if (!Exhausted) {
    Exhausted = true;
    Diags.report(Diag::BudgetExceeded, Where)
        .arg("steps", Counters.Steps)
        .note("a plan is evaluated in a bounded number of steps, so that "
              "every input ends")
        .help("use `repeat` for equal layers, and shorter lists");
  }
  return false;
}
