//===- Builtins.cpp - Built-in functions ----------------------------------===//
//
// Part of acpc, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Folds over lists mind that an element may hang on a condition that is not
// known; each then enters the result under its condition.
//
//===----------------------------------------------------------------------===//

#include "Elaborate/Elaboration.h"
#include "Elaborate/Resolve.h"

using namespace acp;
using namespace acp::elab;

namespace {
enum class Builtin : uint32_t {
#define BUILTIN(KIND, NAME, LEAST, MOST) KIND,
#include "Elaborate/Builtins.def"
#undef BUILTIN
};

struct BuiltinInfo {
  llvm::StringRef Name;
  unsigned Least;
  unsigned Most;
};

constexpr BuiltinInfo Infos[] = {
#define BUILTIN(KIND, NAME, LEAST, MOST) {NAME, LEAST, MOST},
#include "Elaborate/Builtins.def"
#undef BUILTIN
};
} // namespace

int Elaboration::builtin(Symbol Name) const {
  llvm::StringRef Text = name(Name);
  for (size_t I = 0; I != std::size(Infos); ++I)
    if (Infos[I].Name == Text)
      return int(I);
  return -1;
}

Value Elaboration::foldList(uint32_t Which, List *L, Syntax N) {
  Span Where = N.span();
  Builtin What = Builtin(Which);
  auto Condition = [&](uint32_t I) {
    return L->Conditions ? L->Conditions[I] : ir::None;
  };
  auto Expect = [&](uint32_t I, llvm::StringRef Words) {
    Diags.report(Diag::WrongKind, Where)
        .arg("expected", Words)
        .arg("found", describe(L->Items[I]));
    return Value();
  };
  auto Three = [&](ir::ValueId C, ir::ValueId A, ir::ValueId Other) {
    ir::ValueId Ids[] = {C, A, Other};
    return B.make(ir::Opcode::Select, Ids, Where);
  };
  switch (What) {
  case Builtin::Sum:
  case Builtin::Product: {
    bool IsSum = What == Builtin::Sum;
    llvm::SmallVector<ir::ValueId, 16> Ids;
    uint64_t Unit = ir::None;
    Value First;
    for (uint32_t I = 0; I != L->Size; ++I) {
      Value V = L->Items[I];
      if (!V.is(Kind::Number))
        return Expect(I, "a list of numbers");
      if (IsSum && !isZero(V)) {
        if (First.isBad()) {
          First = V;
          Unit = V.Unit;
        } else if (!sameDimension(First, V, "sum", Where, Where, Where)) {
          return Value();
        }
      }
      ir::ValueId Id = V.Id;
      if (ir::ValueId C = Condition(I); C != ir::None)
        Id = Three(C, Id,
                   B.number(IsSum ? 0 : 1,
                            IsSum ? Out->type(Id).dim() : DimensionTable::one(),
                            Where));
      Ids.push_back(Id);
    }
    if (Ids.size() == 1)
      return Value::scalar(Kind::Number, Ids[0], L->Items[0].Unit);
    return scalar(
        Kind::Number,
        B.make(IsSum ? ir::Opcode::Sum : ir::Opcode::Product, Ids, Where),
        Where, Unit);
  }
  case Builtin::Min:
  case Builtin::Max: {
    if (!L->Size) {
      Diags.report(Diag::EmptyList, Where).arg("name", Infos[Which].Name);
      return Value();
    }
    ir::Opcode Op = What == Builtin::Min ? ir::Opcode::Min : ir::Opcode::Max;
    Value First = L->Items[0];
    for (uint32_t I = 0; I != L->Size; ++I) {
      Value V = L->Items[I];
      if (!(V.is(Kind::Number) || V.is(Kind::Date)) || V.K != First.K)
        return Expect(I, "a list of quantities, or of dates");
      if (V.is(Kind::Number) &&
          !sameDimension(First, V, Infos[Which].Name, Where, Where, Where))
        return Value();
      if (isZero(First))
        First = V;
    }
    if (!L->Conditions) {
      if (L->Size == 1)
        return L->Items[0];
      llvm::SmallVector<ir::ValueId, 8> Ids;
      for (uint32_t I = 0; I != L->Size; ++I)
        Ids.push_back(L->Items[I].Id);
      return scalar(First.K, B.make(Op, Ids, Where), Where, First.Unit);
    }
    ir::ValueId Best = ir::None, Any = ir::None;
    for (uint32_t I = 0; I != L->Size; ++I) {
      ir::ValueId C = Condition(I);
      if (C == ir::None)
        C = B.boolean(true, Where);
      ir::ValueId Id = L->Items[I].Id;
      if (Best == ir::None) {
        Best = Id;
        Any = C;
        continue;
      }
      ir::ValueId Both = B.make(Op, Best, Id, Where);
      Best = Three(C, Three(Any, Both, Id), Best);
      Any = B.make(ir::Opcode::Or, Any, C, Where);
    }
    return scalar(First.K, Best, Where, First.Unit);
  }
  case Builtin::Any:
  case Builtin::All: {
    bool IsAny = What == Builtin::Any;
    ir::ValueId Result = B.boolean(!IsAny, Where);
    for (uint32_t I = 0; I != L->Size; ++I) {
      if (!L->Items[I].is(Kind::Bool))
        return Expect(I, "a list of conditions");
      ir::ValueId Id = L->Items[I].Id;
      if (ir::ValueId C = Condition(I); C != ir::None)
        Id = IsAny ? B.make(ir::Opcode::And, C, Id, Where)
                   : B.make(ir::Opcode::Or, B.make(ir::Opcode::Not, C, Where),
                            Id, Where);
      Result = I ? B.make(IsAny ? ir::Opcode::Or : ir::Opcode::And, Result, Id,
                          Where)
                 : Id;
      if (Out->known(Result) && Out->boolean(Result) == IsAny)
        break;
    }
    return Value::scalar(Kind::Bool, Result);
  }
  case Builtin::Len: {
    if (!L->Conditions)
      return number(int64_t(L->Size), DimensionTable::one(), Where);
    llvm::SmallVector<ir::ValueId, 8> Ids;
    ir::ValueId One = B.number(1, DimensionTable::one(), Where);
    ir::ValueId Zero = B.number(0, DimensionTable::one(), Where);
    for (uint32_t I = 0; I != L->Size; ++I) {
      ir::ValueId C = Condition(I);
      Ids.push_back(C == ir::None ? One : Three(C, One, Zero));
    }
    return Value::scalar(Kind::Number, B.make(ir::Opcode::Sum, Ids, Where));
  }
  case Builtin::First:
  case Builtin::Last: {
    if (!L->Size) {
      Diags.report(Diag::EmptyList, Where).arg("name", Infos[Which].Name);
      return Value();
    }
    bool IsFirst = What == Builtin::First;
    auto Item = [&](uint32_t I) { return IsFirst ? I : L->Size - 1 - I; };
    if (!L->Conditions || Condition(Item(0)) == ir::None)
      return L->Items[Item(0)];
    // Nested choices, the innermost being the last that could be meant.
    uint32_t End = 0;
    while (End + 1 < L->Size && Condition(Item(End)) != ir::None)
      ++End;
    Value Result = L->Items[Item(End)];
    for (uint32_t I = End; I-- != 0;) {
      Result = select(Condition(Item(I)), L->Items[Item(I)], Result, Where);
      if (Result.isBad())
        return Result;
    }
    return Result;
  }
  default:
    return Value();
  }
}

Value Elaboration::callBuiltin(uint32_t Which, const Arguments &Args,
                               Syntax N) {
  const BuiltinInfo &Info = Infos[Which];
  Span Where = N.span();
  bool IsDrawn = Builtin(Which) >= Builtin::Interval &&
                 Builtin(Which) <= Builtin::Measured;
  if (!Args.Named.empty() && !IsDrawn) {
    Diags.report(Diag::UnknownArgument, Args.Named[0].first.span())
        .arg("name", Args.Named[0].first.text())
        .arg("callee", Info.Name)
        .note("built-in functions take arguments by position");
    return Value();
  }
  size_t Count = Args.Positional.size();
  if (Count > Info.Most) {
    Diags.report(Diag::TooManyArguments, Args.Positional[Info.Most].span())
        .arg("callee", Info.Name)
        .arg("count", std::to_string(Info.Most) +
                          (Info.Most == 1 ? " argument" : " arguments"));
    return Value();
  }
  if (Count < Info.Least) {
    Diags.report(Diag::ArgumentNotGiven, Where)
        .arg("name", Count ? "second" : "first")
        .arg("callee", Info.Name);
    return Value();
  }
  if (IsDrawn)
    return distribution(Info.Name, Args, N);
  Builtin What = Builtin(Which);
  Syntax First = Args.Positional[0];
  Value V = argument(First, Args.Caller, nullptr);
  if (What == Builtin::Given || What == Builtin::Default) {
    bool Absent =
        V.is(Kind::Absent) || (V.is(Kind::Faulty) && V.Wrong->Wanting);
    bool Open = V.isScalar() && !Out->known(V.Id);
    if (V.K == Kind::Poison || (V.is(Kind::Faulty) && !Absent))
      return V;
    if (V.isScalar() && Out->known(V.Id) &&
        Out->Values[V.Id].Known == ir::Tag::Absent)
      Absent = true;
    if (What == Builtin::Given) {
      // Only a choice on an open condition may still turn out to be `none`.
      if (Open && Out->Values[V.Id].Op == ir::Opcode::Select)
        return Value::scalar(
            Kind::Bool, B.make(ir::Opcode::Ne, V.Id, B.absent(Where), Where));
      return boolean(!Absent, Where);
    }
    if (Absent)
      return argument(Args.Positional[1], Args.Caller, nullptr);
    if (Open && Out->Values[V.Id].Op == ir::Opcode::Select) {
      Value Other = argument(Args.Positional[1], Args.Caller, nullptr);
      if (Other.isBad())
        return Other;
      return select(B.make(ir::Opcode::Ne, V.Id, B.absent(Where), Where), V,
                    Other, Where);
    }
    return V;
  }
  if (V.isBad())
    return V;
  auto Wrong = [&](Syntax At, llvm::StringRef Expected, const Value &Found) {
    Diags.report(Diag::WrongKind, At.span())
        .arg("expected", Expected)
        .arg("found", describe(Found));
    return Value();
  };
  switch (What) {
  case Builtin::Min:
  case Builtin::Max:
    if (Count > 1 || !V.is(Kind::List)) {
      llvm::SmallVector<Value, 4> Items{V};
      for (size_t I = 1; I != Count; ++I) {
        Items.push_back(argument(Args.Positional[I], Args.Caller, nullptr));
        if (Items.back().isBad())
          return Items.back();
      }
      return foldList(Which, makeList(Items), N);
    }
    return foldList(Which, V.Items, N);
  case Builtin::Sum:
  case Builtin::Product:
  case Builtin::Any:
  case Builtin::All:
  case Builtin::Len:
  case Builtin::First:
  case Builtin::Last:
    if (!V.is(Kind::List))
      return Wrong(First, "a list", V);
    return foldList(Which, V.Items, N);
  case Builtin::Reverse:
  case Builtin::Zip:
  case Builtin::Indexed: {
    if (!V.is(Kind::List))
      return Wrong(First, "a list", V);
    List *L = V.Items;
    List *Other = nullptr;
    if (What == Builtin::Zip) {
      Value Second = argument(Args.Positional[1], Args.Caller, nullptr);
      if (Second.isBad())
        return Second;
      if (!Second.is(Kind::List))
        return Wrong(Args.Positional[1], "a list", Second);
      Other = Second.Items;
      if (Other->Size != L->Size) {
        Diags.report(Diag::ListLengths, Where)
            .arg("first", L->Size)
            .arg("second", Other->Size);
        return Value();
      }
    }
    if (L->Conditions || (Other && Other->Conditions)) {
      return openStructure(firstCondition(L->Conditions ? L : Other), Where,
                           "which elements a list has");
    }
    llvm::SmallVector<Value, 16> Items;
    for (uint32_t I = 0; I != L->Size; ++I) {
      if (What == Builtin::Reverse) {
        Items.push_back(L->Items[L->Size - 1 - I]);
        continue;
      }
      Value Pair[2] = {Other ? L->Items[I]
                             : number(int64_t(I), DimensionTable::one(), Where),
                       Other ? Other->Items[I] : L->Items[I]};
      Items.push_back(Value::of(makeList(Pair)));
    }
    return Value::of(makeList(Items));
  }
  case Builtin::Entries: {
    Value Of = argument(Args.Positional[1], Args.Caller, nullptr);
    if (Of.isBad())
      return Of;
    if (!V.is(Kind::Module))
      return Wrong(First, "a module", V);
    Of = ownMember(Of, Where);
    if (!Of.is(Kind::Schema))
      return Wrong(Args.Positional[1], "a schema", Of);
    llvm::SmallVector<Value, 8> Items;
    for (Declaration &D : V.Mod->Names->All) {
      if (D.Private || D.Kind != DeclKind::Instance)
        continue;
      Value Each = declared(D, Where);
      if (Each.is(Kind::Record) && Each.Rec->S->Schema &&
          Each.Rec->S->Schema->extends(Of.Sch))
        Items.push_back(Each);
    }
    return Value::of(makeList(Items));
  }
  default:
    break;
  }
  // The rest takes numbers.
  if (!V.is(Kind::Number))
    return Wrong(First, "a number", V);
  bool Plain = Out->type(V.Id).dim() == DimensionTable::one();
  switch (What) {
  case Builtin::Floor:
  case Builtin::Ceil:
  case Builtin::Round:
  case Builtin::Abs: {
    ir::Opcode Op = What == Builtin::Floor   ? ir::Opcode::Floor
                    : What == Builtin::Ceil  ? ir::Opcode::Ceil
                    : What == Builtin::Round ? ir::Opcode::Round
                                             : ir::Opcode::Abs;
    return scalar(Kind::Number, B.make(Op, V.Id, Where), Where, V.Unit);
  }
  case Builtin::Sqrt:
    if (!Out->Dims->pow(Out->type(V.Id).dim(), 1, 2)) {
      Diags.report(Diag::PowerOfDimension, Where)
          .label(First.span(), describe(V))
          .note("a root halves every power of the dimension, which must stay "
                "whole");
      return Value();
    }
    return scalar(Kind::Number, B.make(ir::Opcode::Sqrt, V.Id, Where), Where);
  case Builtin::Exp:
  case Builtin::Log:
  case Builtin::Log2:
  case Builtin::Log10: {
    if (!Plain) {
      Diags.report(Diag::WrongKind, First.span())
          .arg("expected", "a plain number")
          .arg("found", describe(V))
          .help("divide by a unit first: `x / (1 " +
                Out->Dims->text(Out->type(V.Id).dim()) + ")`");
      return Value();
    }
    ir::Opcode Op = What == Builtin::Exp    ? ir::Opcode::Exp
                    : What == Builtin::Log  ? ir::Opcode::Log
                    : What == Builtin::Log2 ? ir::Opcode::Log2
                                            : ir::Opcode::Log10;
    return scalar(Kind::Number, B.make(Op, V.Id, Where), Where);
  }
  case Builtin::Divides: {
    Value Of = argument(Args.Positional[1], Args.Caller, nullptr);
    if (Of.isBad())
      return Of;
    if (!Of.is(Kind::Number))
      return Wrong(Args.Positional[1], "a number", Of);
    // Counts divide as the whole numbers that they are.
    auto Bare = [&](Value &X) {
      if (Out->Dims->isCount(Out->type(X.Id).dim()))
        X.Id = B.make(ir::Opcode::Cast, llvm::ArrayRef(X.Id), Where);
    };
    Bare(V);
    Bare(Of);
    if (!sameDimension(V, Of, "divides", Where, First.span(),
                       Args.Positional[1].span()))
      return Value();
    return scalar(Kind::Bool, B.make(ir::Opcode::Divides, V.Id, Of.Id, Where),
                  Where);
  }
  case Builtin::Divisors: {
    if (!Out->known(V.Id)) {
      return openStructure(V.Id, Where, "how many divisors there are");
    }
    auto Of = Out->number(V.Id).toInt64();
    if (!Of || *Of < 1 || *Of > 1'000'000'000'000)
      return Wrong(First, "a whole number from 1 to 10^12", V);
    llvm::SmallVector<Value, 16> Low, High;
    for (int64_t I = 1; I * I <= *Of; ++I)
      if (*Of % I == 0) {
        Low.push_back(number(I, DimensionTable::one(), Where));
        if (I * I != *Of)
          High.push_back(number(*Of / I, DimensionTable::one(), Where));
      }
    for (size_t I = High.size(); I-- != 0;)
      Low.push_back(High[I]);
    return Value::of(makeList(Low));
  }
  default:
    return Value();
  }
}
