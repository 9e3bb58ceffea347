//===- Arithmetic.cpp - Operations with dimensions ------------------------===//
//
// Part of acpc, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Operators on values: the dimensions are checked here, with both sides in the
// diagnostic; the builder then makes the operation and folds it.
//
//===----------------------------------------------------------------------===//

#include "Basic/Limits.h"
#include "Elaborate/Elaboration.h"
#include "Quantity/Format.h"

using namespace acp;
using namespace acp::elab;

Value Elaboration::number(const Number &N, Dim D, Span Where, uint64_t Unit) {
  return Value::scalar(Kind::Number, B.number(N, D, Where), Unit);
}

Value Elaboration::boolean(bool Truth, Span Where) {
  return Value::scalar(Kind::Bool, B.boolean(Truth, Where));
}

Value Elaboration::enumerator(EnumInfo &E, unsigned Index, Span Where) {
  E.Ids.resize(E.Values.size(), ir::None);
  ir::ValueId &Id = E.Ids[Index];
  if (Id == ir::None)
    Id = B.enumerator(E.Name, name(E.Values[Index]), Where);
  return Value::scalar(Kind::Enum, Id);
}

Value Elaboration::textValue(llvm::StringRef T, Span Where) {
  return Value::scalar(Kind::Text, B.text(T, Where));
}

/// An operation as it is written in a plan.
static llvm::StringRef written(ir::Opcode Op) {
  switch (Op) {
  case ir::Opcode::Add:
    return spelling(SyntaxOp::Add);
  case ir::Opcode::Sub:
    return spelling(SyntaxOp::Sub);
  case ir::Opcode::Mul:
    return spelling(SyntaxOp::Mul);
  case ir::Opcode::Div:
    return spelling(SyntaxOp::Div);
  case ir::Opcode::Pow:
    return spelling(SyntaxOp::Pow);
  default:
    return ir::mnemonic(Op);
  }
}

Value Elaboration::scalar(Kind K, ir::ValueId Id, Span Where, uint64_t Unit) {
  if (!Out->isError(Id))
    return Value::scalar(K, Id, Unit);
  // Operations are shared, so the place is that of the expression at hand.
  const ir::Value &V = Out->Values[Id];
  auto Operands = Out->operands(V);
  for (ir::ValueId Operand : Operands)
    if (Out->isError(Operand))
      return Value();
  bool ByZero = V.Op == ir::Opcode::Div && Out->number(Operands[1]).isZero();
  auto Report =
      Diags.report(ByZero ? Diag::DivisionByZero : Diag::NotFinite, Where);
  Report.arg("operation", written(V.Op));
  for (ir::ValueId Operand : Operands)
    if (Operands.size() <= 3 && Out->known(Operand) &&
        Out->type(Operand).Kind == ir::TypeKind::Quantity)
      Report.note("an operand is " + format(Out->number(Operand),
                                            Out->type(Operand).dim(), nullptr,
                                            units()));
  return Value();
}

bool Elaboration::isZero(const Value &V) const {
  return V.is(Kind::Number) && Out->known(V.Id) && Out->number(V.Id).isZero() &&
         Out->type(V.Id).dim() == DimensionTable::one();
}

bool Elaboration::sameDimension(Value L, Value R, llvm::StringRef Operator,
                                Span Where, Span LS, Span RS) {
  Dim A = Out->type(L.Id).dim(), C = Out->type(R.Id).dim();
  if (A == C || isZero(L) || isZero(R))
    return true;
  auto D = Diags.report(Diag::DimensionMismatch, Where);
  D.arg("operator", Operator);
  D.label(LS, describe(L)).label(RS, describe(R));
  D.note(Out->Dims->mismatch(A, "left", C, "right"));
  bool Plain = A == DimensionTable::one() || C == DimensionTable::one();
  Dim Other = A == DimensionTable::one() ? C : A;
  if (Plain && Out->Dims->isCount(Other))
    D.help("a bare number stands for a count only where a count is declared; "
           "write `1 " +
           Out->Dims->text(Other) + "` here");
  return false;
}

static llvm::StringRef spelled(SyntaxOp Op) { return spelling(Op); }

Value Elaboration::evalBinary(Syntax N, const Env *E, const Type *Expected) {
  // Chains such as 1 + 1 + … lean to the left; they are walked in a loop.
  llvm::SmallVector<Syntax, 8> Spine;
  Syntax Left = N;
  while (Left.is(NodeKind::Binary)) {
    Spine.push_back(Left);
    Left = Left[0];
  }
  Value L;
  bool Started = false;
  for (size_t I = Spine.size(); I-- != 0;) {
    Syntax Op = Spine[I];
    Syntax LN = Op[0], RN = Op[1];
    SyntaxOp What = Op.op();
    bool Equality = What == SyntaxOp::Eq || What == SyntaxOp::Ne;
    Value R;
    bool RightDone = false;
    if (!Started) {
      // Beside `==` of an enum its names come first.
      if (Equality && LN.is(NodeKind::Name) && !RN.is(NodeKind::Name)) {
        R = eval(RN, E);
        RightDone = true;
        if (R.is(Kind::Enum)) {
          Type T;
          T.Is = Type::Enum;
          for (EnumInfo &Each : Enums)
            if (Each.Name == Out->type(R.Id).Id &&
                Each.find(symbol(*E->Module, LN)) >= 0)
              T.Enum_ = &Each;
          L = T.Enum_ ? eval(LN, E, &T) : eval(LN, E);
        } else {
          L = eval(LN, E);
        }
      } else {
        L = eval(LN, E,
                 What == SyntaxOp::To || What == SyntaxOp::Range ? Expected
                                                                 : nullptr);
      }
      Started = true;
    }
    if (What == SyntaxOp::And || What == SyntaxOp::Or) {
      if (L.is(Kind::Bool) && Out->known(L.Id) &&
          Out->boolean(L.Id) == (What == SyntaxOp::Or))
        continue;
    }
    if (!RightDone) {
      if (Equality && L.is(Kind::Enum)) {
        Type T;
        T.Is = Type::Enum;
        for (EnumInfo &Each : Enums)
          if (Each.Name == Out->type(L.Id).Id)
            T.Enum_ = &Each;
        R = eval(RN, E, T.Enum_ ? &T : nullptr);
      } else {
        R = eval(RN, E);
      }
    }
    bool IsInterval =
        What == SyntaxOp::To && L.is(Kind::Number) && R.is(Kind::Number);
    L = IsInterval ? interval(L, R, Op, LN, RN, drawLeaf(Op, E, ""))
                   : binary(What, L, R, Op, LN, RN);
  }
  return L;
}

std::optional<Elaboration::WholeRange> Elaboration::wholeRange(Value L,
                                                               Value R) const {
  if (!L.is(Kind::Number) || !R.is(Kind::Number) || !Out->known(L.Id) ||
      !Out->known(R.Id))
    return std::nullopt;
  auto Low = Out->number(L.Id).toInt64(), High = Out->number(R.Id).toInt64();
  if (!Low || !High)
    return std::nullopt;
  if (*High < *Low)
    return WholeRange{*Low, 0};
  // The longest has one more than 64 bits say.
  uint64_t Steps = uint64_t(*High) - uint64_t(*Low);
  return WholeRange{*Low, Steps == ~uint64_t(0) ? Steps : Steps + 1};
}

Value Elaboration::binary(SyntaxOp Op, Value L, Value R, Syntax N, Syntax LN,
                          Syntax RN) {
  if (L.isBad() || R.isBad())
    return combine(L, R);
  Span Where = N.span();
  auto Wrong = [&](llvm::StringRef Expected) {
    auto D = Diags.report(Diag::OperandKinds, Where);
    D.arg("operator", spelled(Op)).arg("expected", Expected);
    D.label(LN.span(), describe(L)).label(RN.span(), describe(R));
    return Value();
  };
  bool Numbers = L.is(Kind::Number) && R.is(Kind::Number);
  switch (Op) {
  case SyntaxOp::And:
  case SyntaxOp::Or:
    if (!L.is(Kind::Bool) || !R.is(Kind::Bool))
      return Wrong("two conditions");
    return Value::scalar(
        Kind::Bool,
        B.make(Op == SyntaxOp::And ? ir::Opcode::And : ir::Opcode::Or, L.Id,
               R.Id, Where));
  case SyntaxOp::Eq:
  case SyntaxOp::Ne:
  case SyntaxOp::Lt:
  case SyntaxOp::Le:
  case SyntaxOp::Gt:
  case SyntaxOp::Ge:
    return compare(Op, L, R, N, LN, RN);
  case SyntaxOp::Add:
  case SyntaxOp::Sub: {
    if (isTensor(L) && isTensor(R) && Op == SyntaxOp::Add)
      return applyNamed(Known.Add, {L, R}, Where);
    bool Plus = Op == SyntaxOp::Add;
    auto IsTime = [&](const Value &V) {
      auto U = PreludeUnits->parse("s");
      return V.is(Kind::Number) && std::holds_alternative<Unit>(U) &&
             Out->type(V.Id).dim() == std::get<Unit>(U).Dimension;
    };
    if (L.is(Kind::Date) && R.is(Kind::Date) && !Plus) {
      auto U = PreludeUnits->parse("day");
      if (auto *Day = std::get_if<Unit>(&U)) {
        ir::ValueId Pair[] = {L.Id, R.Id};
        return Value::scalar(
            Kind::Number,
            B.make(ir::Opcode::DateDiff, Pair, Where, Day->Dimension),
            Out->unit(*Day));
      }
    }
    if (L.is(Kind::Date) && IsTime(R)) {
      ir::ValueId Time = Plus ? R.Id : B.make(ir::Opcode::Neg, R.Id, Where);
      return Value::scalar(Kind::Date,
                           B.make(ir::Opcode::DateAdd, L.Id, Time, Where));
    }
    if (Plus && R.is(Kind::Date) && IsTime(L))
      return Value::scalar(Kind::Date,
                           B.make(ir::Opcode::DateAdd, R.Id, L.Id, Where));
    if (!Numbers)
      return Wrong(Plus ? "two quantities, two tensors, or a date and a time"
                        : "two quantities, two dates, or a date and a time");
    if (!sameDimension(L, R, spelled(Op), Where, LN.span(), RN.span()))
      return Value();
    return scalar(
        Kind::Number,
        B.make(Plus ? ir::Opcode::Add : ir::Opcode::Sub, L.Id, R.Id, Where),
        Where, isZero(L) ? R.Unit : L.Unit);
  }
  case SyntaxOp::Mul:
    if (isTensor(L) && isTensor(R))
      return applyNamed(Known.Mul, {L, R}, Where);
    if (!Numbers)
      return Wrong("two quantities or two tensors");
    return scalar(Kind::Number, B.make(ir::Opcode::Mul, L.Id, R.Id, Where),
                  Where);
  case SyntaxOp::Div: {
    if (!Numbers)
      return Wrong("two quantities");
    return scalar(Kind::Number, B.make(ir::Opcode::Div, L.Id, R.Id, Where),
                  Where);
  }
  case SyntaxOp::Pow: {
    if (!Numbers)
      return Wrong("two numbers");
    if (!(Out->type(R.Id).dim() == DimensionTable::one())) {
      auto D = Diags.report(Diag::ExponentDimension, RN.span());
      D.here(describe(R)).note("an exponent is a plain number");
      return Value();
    }
    if (!(Out->type(L.Id).dim() == DimensionTable::one())) {
      Number Exponent = Out->known(R.Id) ? Out->number(R.Id) : Number(0);
      bool Fits =
          Out->known(R.Id) && Exponent.exact() && Exponent.numerator() < 1000 &&
          Exponent.numerator() > -1000 && Exponent.denominator() < 1000 &&
          Out->Dims->pow(Out->type(L.Id).dim(), int64_t(Exponent.numerator()),
                         int64_t(Exponent.denominator()));
      if (!Fits) {
        Diags.report(Diag::PowerOfDimension, Where)
            .label(LN.span(), describe(L))
            .note("the exponent of a quantity with a dimension is a known "
                  "ratio under which every factor keeps a whole power");
        return Value();
      }
    }
    return scalar(Kind::Number, B.make(ir::Opcode::Pow, L.Id, R.Id, Where),
                  Where);
  }
  case SyntaxOp::Range: {
    if (!Numbers)
      return Wrong("two whole numbers");
    if (!Out->known(L.Id) || !Out->known(R.Id)) {
      return openStructure(Out->known(L.Id) ? R.Id : L.Id, Where,
                           "how long this range is");
    }
    std::optional<WholeRange> Of = wholeRange(L, R);
    if (!Of)
      return Wrong("two whole numbers");
    if (Of->Length > limits::ListElements) {
      Diags.report(Diag::BudgetExceeded, Where)
          .arg("steps", Of->Length)
          .help("a list has at most ten million elements");
      return Value();
    }
    llvm::SmallVector<Value, 16> Items;
    for (uint64_t I = 0; I != Of->Length; ++I)
      Items.push_back(
          number(Of->First + int64_t(I), DimensionTable::one(), Where));
    return Value::of(makeList(Items));
  }
  case SyntaxOp::To:
    return Wrong("two quantities of one dimension");
  case SyntaxOp::Neg:
  case SyntaxOp::Not:
    break;
  }
  return Value();
}

Value Elaboration::unary(SyntaxOp Op, Value V, Syntax N) {
  if (V.isBad())
    return V;
  if (Op == SyntaxOp::Neg && V.is(Kind::Number))
    return scalar(Kind::Number, B.make(ir::Opcode::Neg, V.Id, N.span()),
                  N.span(), V.Unit);
  if (Op == SyntaxOp::Not && V.is(Kind::Bool))
    return Value::scalar(Kind::Bool, B.make(ir::Opcode::Not, V.Id, N.span()));
  Diags.report(Diag::WrongKind, N[0].span())
      .arg("expected", Op == SyntaxOp::Neg ? "a quantity after `-`"
                                           : "a condition after `not`")
      .arg("found", describe(V));
  return Value();
}

Value Elaboration::compare(SyntaxOp Op, Value L, Value R, Syntax N, Syntax LN,
                           Syntax RN) {
  Span Where = N.span();
  bool Equality = Op == SyntaxOp::Eq || Op == SyntaxOp::Ne;
  auto Wrong = [&] {
    Diags.report(Diag::OperandKinds, Where)
        .arg("operator", spelled(Op))
        .arg("expected", "two values of one kind")
        .label(LN.span(), describe(L))
        .label(RN.span(), describe(R));
    return Value();
  };
  if (Equality && (L.is(Kind::Absent) || R.is(Kind::Absent))) {
    if (L.isScalar() && R.isScalar())
      return Value::scalar(
          Kind::Bool,
          B.make(Op == SyntaxOp::Eq ? ir::Opcode::Eq : ir::Opcode::Ne, L.Id,
                 R.Id, Where));
    return boolean((L.K == R.K) == (Op == SyntaxOp::Eq), Where);
  }
  if (L.K != R.K)
    return Wrong();
  if (L.isScalar()) {
    if (L.is(Kind::Number)) {
      Dim A = Out->type(L.Id).dim(), C = Out->type(R.Id).dim();
      // A bare number stands for a count that it is compared with.
      auto Count = [&](Value &V, Dim To) {
        V.Id = B.make(ir::Opcode::Cast, llvm::ArrayRef(V.Id), Where, To);
      };
      if (A == DimensionTable::one() && Out->Dims->isCount(C))
        Count(L, C);
      else if (C == DimensionTable::one() && Out->Dims->isCount(A))
        Count(R, A);
      else if (!sameDimension(L, R, spelled(Op), Where, LN.span(), RN.span()))
        return Value();
    } else if (L.is(Kind::Enum)) {
      if (!(Out->type(L.Id) == Out->type(R.Id)))
        return Wrong();
    }
    if (!Equality && !L.is(Kind::Number) && !L.is(Kind::Date))
      return Wrong();
    ir::Opcode Code = Op == SyntaxOp::Eq   ? ir::Opcode::Eq
                      : Op == SyntaxOp::Ne ? ir::Opcode::Ne
                      : Op == SyntaxOp::Lt || Op == SyntaxOp::Gt
                          ? ir::Opcode::Lt
                          : ir::Opcode::Le;
    bool Swap = Op == SyntaxOp::Gt || Op == SyntaxOp::Ge;
    return scalar(Kind::Bool,
                  B.make(Code, Swap ? R.Id : L.Id, Swap ? L.Id : R.Id, Where),
                  Where);
  }
  if (!Equality)
    return Wrong();
  bool Same = false;
  if (L.is(Kind::List)) {
    // Element by element, as one conjunction.
    if (L.Items->Conditions || R.Items->Conditions) {
      return openStructure(
          firstCondition(L.Items->Conditions ? L.Items : R.Items), Where,
          "which elements a list has");
    }
    Same = L.Items->Size == R.Items->Size;
    ir::ValueId All = ir::None;
    for (uint32_t I = 0; Same && I != L.Items->Size; ++I) {
      Value Each = compare(SyntaxOp::Eq, L.Items->Items[I], R.Items->Items[I],
                           N, LN, RN);
      if (Each.isBad())
        return Each;
      if (Out->known(Each.Id))
        Same = Out->boolean(Each.Id);
      else
        All = All == ir::None ? Each.Id
                              : B.make(ir::Opcode::And, All, Each.Id, Where);
    }
    if (Same && All != ir::None)
      return Value::scalar(
          Kind::Bool,
          Op == SyntaxOp::Eq ? All : B.make(ir::Opcode::Not, All, Where));
  } else if (L.is(Kind::Record)) {
    // Instances are compared by identity.
    if (L.Rec->Chosen || R.Rec->Chosen) {
      bool Left = L.Rec->Chosen != nullptr;
      const RecordChoice &C = *(Left ? L : R).Rec->Chosen;
      Value Then = Value::of(C.Then), Else = Value::of(C.Else);
      return select(
          C.Condition, compare(Op, Left ? Then : L, Left ? R : Then, N, LN, RN),
          compare(Op, Left ? Else : L, Left ? R : Else, N, LN, RN), Where);
    }
    Same = L.Rec == R.Rec;
  } else if (L.is(Kind::Stage)) {
    Same = L.Stg == R.Stg;
  } else {
    return Wrong();
  }
  return boolean(Same == (Op == SyntaxOp::Eq), Where);
}

ir::ValueId Elaboration::show(Value V, Span Where) {
  switch (V.K) {
  case Kind::Number:
  case Kind::Bool:
  case Kind::Text:
  case Kind::Date:
  case Kind::Enum:
  case Kind::Absent:
    return B.make(
        ir::Opcode::Show, llvm::ArrayRef(V.Id), Where, {},
        V.is(Kind::Number) && V.Unit != ir::None ? uint32_t(V.Unit) + 1 : 0);
  case Kind::List: {
    llvm::SmallVector<ir::ValueId, 8> Pieces;
    bool Scalars = V.Items->Size <= 20;
    for (uint32_t I = 0; Scalars && I != V.Items->Size; ++I) {
      Scalars = V.Items->Items[I].isScalar();
      Pieces.push_back(V.Items->Items[I].Id);
    }
    if (Scalars)
      return B.make(ir::Opcode::Show, B.make(ir::Opcode::Tuple, Pieces, Where),
                    Where);
    Pieces.clear();
    Pieces.push_back(B.text("[", Where));
    for (uint32_t I = 0; I != V.Items->Size; ++I) {
      if (I)
        Pieces.push_back(B.text(", ", Where));
      if (I == 20) {
        Pieces.push_back(B.text("…", Where));
        break;
      }
      Pieces.push_back(show(V.Items->Items[I], Where));
    }
    Pieces.push_back(B.text("]", Where));
    return B.make(ir::Opcode::Concat, Pieces, Where);
  }
  case Kind::Record:
    if (const RecordChoice *C = V.Rec->Chosen) {
      ir::ValueId Three[] = {C->Condition, show(Value::of(C->Then), Where),
                             show(Value::of(C->Else), Where)};
      return B.make(ir::Opcode::Select, Three, Where);
    }
    return B.text(recordName(V.Rec), Where);
  case Kind::Stage:
    return B.text(V.Stg->Name != ir::None ? Out->Texts.get(V.Stg->Name)
                                          : name(V.Stg->Callee->Name),
                  Where);
  default:
    return B.text(describe(V), Where);
  }
}
