//===- Calls.cpp - Functions and stages -----------------------------------===//
//
// Part of acpc, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A call puts arguments into the slots of a frame: by position, then by name,
// then from defaults. Calling an op or a model only fills its slots; it runs
// when data flows in, or when its figures are asked for (Layers.cpp).
//
//===----------------------------------------------------------------------===//

#include "Elaborate/Elaboration.h"
#include "Elaborate/Resolve.h"
#include "llvm/ADT/ScopeExit.h"
#include "llvm/ADT/StringExtras.h"

using namespace acp;
using namespace acp::elab;

Arguments Elaboration::gather(Syntax N, const Env *E) {
  Arguments Args;
  Args.Caller = E;
  for (unsigned I = 1, Size = N.size(); I != Size; ++I) {
    if (N[I].is(NodeKind::NamedArg))
      Args.Named.push_back({N[I][0], N[I][1]});
    else
      Args.Positional.push_back(N[I]);
  }
  return Args;
}

Value Elaboration::argument(Syntax N, const Env *Caller, const Type *Expected) {
  if (!N.is(NodeKind::Comprehension))
    return eval(N, Caller, Expected);
  llvm::SmallVector<Value, 8> Items;
  llvm::SmallVector<ir::ValueId, 8> Conditions;
  comprehend(N, 1, Caller, ir::None,
             Expected && Expected->Is == Type::List ? Expected->Element
                                                    : nullptr,
             Items, Conditions);
  for (Value &V : Items)
    if (V.isBad())
      return V;
  return Value::of(makeList(Items, Conditions));
}

Value Elaboration::evalCall(Syntax N, const Env *E) {
  Value Callee = eval(N[0], E);
  if (Callee.isBad())
    return Callee;
  Callee = ownMember(Callee, N[0].span());
  Arguments Args = gather(N, E);
  switch (Callee.K) {
  case Kind::Function:
    return call(Callee.Fn, Args, N);
  case Kind::Builtin:
    return callBuiltin(Callee.Id, Args, N);
  case Kind::Stage:
    return callStage(Callee.Stg, Args, N);
  default:
    if (!Callee.isBad()) {
      auto D = Diags.report(Diag::NotCallable, N[0].span());
      D.arg("value", describe(Callee)).here(describe(Callee));
      if (Callee.is(Kind::Schema))
        D.help("a record is made with braces: `" + N[0].text().str() +
               " { … }`");
    }
    return Value();
  }
}

/// `1 argument`, `3 arguments`.
static std::string counted(size_t Arguments) {
  return std::to_string(Arguments) +
         (Arguments == 1 ? " argument" : " arguments");
}

bool Elaboration::place(ModuleInfo &M, Syntax Params, const Arguments &Args,
                        Value *Slots, bool *Given, unsigned First, Syntax N,
                        llvm::StringRef Callee) {
  unsigned Size = Params ? Params.size() : 0;
  unsigned Next = First;
  bool Good = true;
  // A call may change what an earlier one gave, but gives nothing twice.
  llvm::SmallVector<Span, 8> Here(Size);
  auto Put = [&](unsigned At, Syntax Node) {
    Here[At] = Node.span();
    const Type *T = Params[At][1] ? type(M, Params[At][1]) : nullptr;
    Value V = argument(Node, Args.Caller, T);
    if (T)
      V = coerce(V, T, Node.span(), Params[At][0].text(), Params[At][1].span());
    Slots[At] = V;
    Given[At] = true;
  };
  for (Syntax Node : Args.Positional) {
    while (Next < Size && Given[Next])
      ++Next;
    if (Next >= Size) {
      Diags.report(Diag::TooManyArguments, Node.span())
          .arg("callee", Callee)
          .arg("count", counted(Size - First))
          .label(Params ? Params.span() : Span(), "its parameters");
      return false;
    }
    Put(Next++, Node);
  }
  for (auto [Name, Node] : Args.Named) {
    unsigned At = First;
    while (At < Size && Params[At][0].text() != Name.text())
      ++At;
    if (At == Size) {
      std::vector<llvm::StringRef> Names;
      for (unsigned I = First; I < Size; ++I)
        Names.push_back(Params[I][0].text());
      auto D = Diags.report(Diag::UnknownArgument, Name.span());
      D.arg("name", Name.text()).arg("callee", Callee);
      std::string Near = nearest(Name.text(), Names);
      if (!Near.empty())
        D.help("did you mean `" + Near + "`?");
      else if (!Names.empty())
        D.note("its parameters are " + llvm::join(Names, ", "));
      Good = false;
      continue;
    }
    if (Here[At].valid()) {
      Diags.report(Diag::DuplicateName, Name.span())
          .arg("name", Name.text())
          .here("given twice")
          .label(Here[At], "first here");
      Good = false;
      continue;
    }
    Put(At, Node);
  }
  return Good;
}

bool Elaboration::defaults(ModuleInfo &M, Syntax Params, Env *Frame,
                           bool *Given, unsigned First, Span Where,
                           llvm::StringRef Callee) {
  bool Good = true;
  for (unsigned I = First, Size = Params ? Params.size() : 0; I < Size; ++I) {
    if (Given[I])
      continue;
    Syntax P = Params[I];
    const Type *T = P[1] ? type(M, P[1]) : nullptr;
    if (P[2]) {
      Value V = eval(P[2], Frame, T);
      Frame->slots()[I] =
          T ? coerce(V, T, P[2].span(), P[0].text(), P[1].span()) : V;
    } else if (T && T->Optional) {
      Frame->slots()[I] = Value::scalar(Kind::Absent, B.absent(P.span()));
    } else {
      Diags.report(Diag::ArgumentNotGiven, Where)
          .arg("name", P[0].text())
          .arg("callee", Callee)
          .label(P.span(), "this parameter has no default");
      Good = false;
    }
  }
  return Good;
}

Value Elaboration::call(Function *F, const Arguments &Args, Syntax N) {
  ModuleInfo &M = *F->Scope->Module;
  Syntax Params = F->Node[1];
  llvm::StringRef Callee = F->Node[0].text();
  std::pair<const void *, const void *> Key{&F->Node.tree().Nodes[F->Node.id()],
                                            F->Scope};
  if (llvm::is_contained(llvm::ArrayRef(Active).drop_front(ActiveBase), Key)) {
    Diags.report(Diag::Recursion, N.span())
        .arg("name", Callee)
        .here("called while it runs")
        .label(F->Node[0].span(), "defined here")
        .note("loops run over lists: `for`, `over`, `repeat`, `sum`");
    return Value();
  }
  uint32_t Slots = binding(M, Params.id()).Argument;
  Env *Inner = frame(F->Scope, &M, Slots);
  llvm::SmallVector<bool, 8> Given(Params.size(), false);
  if (!place(M, Params, Args, Inner->slots(), Given.data(), 0, N, Callee))
    return Value();
  // Parameters may be typed where the schema declares the function.
  if (F->DeclaredParams && F->DeclaredParams != Params)
    for (unsigned I = 0; I < Params.size() && I < F->DeclaredParams.size(); ++I)
      if (!Params[I][1] && F->DeclaredParams[I][1] && Given[I])
        Inner->slots()[I] = coerce(
            Inner->slots()[I], type(*F->DeclaredIn, F->DeclaredParams[I][1]),
            N.span(), Params[I][0].text(), F->DeclaredParams[I].span());
  Active.push_back(Key);
  auto Leave = llvm::make_scope_exit([&] { Active.pop_back(); });
  if (!defaults(M, Params, Inner, Given.data(), 0, N.span(), Callee))
    return Value();
  const Type *T = F->Node[2] ? type(M, F->Node[2]) : F->Result;
  Syntax Body = F->Node[3];
  Value V = eval(Body, Inner, T);
  if (T)
    V = coerce(V, T, Body.span(), Callee,
               F->Node[2] ? F->Node[2].span() : Span());
  return V;
}

Value Elaboration::callStage(Stage *S, const Arguments &Args, Syntax N) {
  Declaration &D = *S->Callee;
  ensureResolved(D);
  if (Args.Positional.empty() && Args.Named.empty())
    return Value::of(S);
  Syntax Params = D.Node[1];
  unsigned Size = Params ? Params.size() : 0;
  Stage *New = make<Stage>();
  New->Callee = &D;
  New->Attrs = S->Attrs;
  New->Op = S->Op;
  New->Arguments = makeArray<Value>(Size);
  New->IsGiven = makeArray<bool>(Size);
  for (unsigned I = 0; I != Size; ++I) {
    New->Arguments[I] = S->Arguments[I];
    New->IsGiven[I] = S->IsGiven[I];
  }
  if (!place(*D.Home, Params, Args, New->Arguments, New->IsGiven,
             takesData(D) ? 1 : 0, N, name(D.Name)))
    return Value();
  for (unsigned I = 0; I != Size; ++I)
    if (New->Arguments[I].isBad() && New->IsGiven[I])
      return New->Arguments[I];
  return Value::of(New);
}
