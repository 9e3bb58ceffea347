//===- Types.cpp - The type of an operation -------------------------------===//
//
// Part of acpc, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// One rule for each group of operations. A known zero without a dimension fits
// every dimension, so that the sum of nothing does; what `none` is a choice
// beside takes the type of the other side.
//
//===----------------------------------------------------------------------===//

#include "IR/Builder.h"
#include "IR/Date.h"

using namespace acp;
using namespace acp::ir;
using llvm::ArrayRef;

namespace {

/// The largest power of a base dimension in a type.
constexpr int32_t LargestPower = 1000;

using Maybe = std::optional<Type>;

class Inference {
public:
  Inference(const Module &M, ArrayRef<ValueId> Operands)
      : M(M), Dims(*M.Dims), Operands(Operands) {}

  Maybe infer(Opcode Op, Dim To) const;

private:
  Type type(size_t I) const { return M.type(Operands[I]); }
  bool is(size_t I, TypeKind Kind) const { return type(I).Kind == Kind; }
  bool all(TypeKind Kind) const {
    return llvm::all_of(Operands,
                        [&](ValueId V) { return M.type(V).Kind == Kind; });
  }
  bool isPlain(size_t I) const { return type(I) == Type::quantity({}); }
  bool isPlainZero(ValueId V) const {
    return M.type(V) == Type::quantity({}) && isKnownNumber(V) &&
           M.number(V).isZero();
  }
  bool isKnownNumber(ValueId V) const {
    Tag Known = M.Values[V].Known;
    return Known == Tag::Int || Known == Tag::Double || Known == Tag::Ratio;
  }

  Maybe ofOneDimension() const;
  Maybe product() const;
  Maybe quotient() const;
  Maybe power() const;
  Maybe root() const;
  Maybe equality() const;
  Maybe order() const;
  Maybe choice() const;
  Maybe checked(Dim D) const;

  const Module &M;
  DimensionTable &Dims;
  ArrayRef<ValueId> Operands;
};

/// Quantities of one dimension, zeros aside.
Maybe Inference::ofOneDimension() const {
  Maybe Common;
  for (ValueId V : Operands) {
    if (M.type(V).Kind != TypeKind::Quantity)
      return std::nullopt;
    if (isPlainZero(V))
      continue;
    if (Common && !(*Common == M.type(V)))
      return std::nullopt;
    Common = M.type(V);
  }
  return Common ? Common : Maybe(type(0));
}

/// Powers stay small, so that no chain of products overflows them.
Maybe Inference::checked(Dim D) const {
  for (DimFactor F : Dims.factors(D))
    if (F.Power > LargestPower || F.Power < -LargestPower)
      return std::nullopt;
  return Type::quantity(D);
}

Maybe Inference::product() const {
  Dim D;
  for (size_t I = 0; I != Operands.size(); ++I) {
    if (!is(I, TypeKind::Quantity))
      return std::nullopt;
    Dim Factor = type(I).dim();
    if (Factor.Id == 0)
      continue;
    if (D.Id == 0) {
      D = Factor;
      continue;
    }
    D = Dims.mul(D, Factor);
    if (!checked(D))
      return std::nullopt;
  }
  return Type::quantity(D);
}

Maybe Inference::quotient() const {
  if (!all(TypeKind::Quantity))
    return std::nullopt;
  if (isPlain(1))
    return type(0);
  return checked(Dims.div(type(0).dim(), type(1).dim()));
}

Maybe Inference::power() const {
  if (!is(0, TypeKind::Quantity) || !isPlain(1))
    return std::nullopt;
  if (isPlain(0))
    return type(0);
  if (!isKnownNumber(Operands[1]))
    return std::nullopt;
  Number Exponent = M.number(Operands[1]);
  if (!Exponent.exact())
    return std::nullopt;
  // `pow` of dimensions refuses powers beyond a thousand, which a ratio of
  // larger terms cannot give.
  Number::Wide Num = Exponent.numerator(), Den = Exponent.denominator();
  constexpr Number::Wide Most = 1'000'000;
  if (Num > Most || Num < -Most || Den > Most)
    return std::nullopt;
  std::optional<Dim> D = Dims.pow(type(0).dim(), int64_t(Num), int64_t(Den));
  if (!D)
    return std::nullopt;
  return checked(*D);
}

Maybe Inference::root() const {
  if (!is(0, TypeKind::Quantity))
    return std::nullopt;
  std::optional<Dim> D = Dims.pow(type(0).dim(), 1, 2);
  if (!D)
    return std::nullopt;
  return Type::quantity(*D);
}

Maybe Inference::equality() const {
  constexpr Type Bool{TypeKind::Bool, 0};
  if (is(0, TypeKind::None) || is(1, TypeKind::None))
    return Bool;
  // Lists are compared by element, before there is a tuple.
  if (is(0, TypeKind::Tuple))
    return std::nullopt;
  bool Fits = is(0, TypeKind::Quantity) ? ofOneDimension().has_value()
                                        : type(0) == type(1);
  return Fits ? Maybe(Bool) : std::nullopt;
}

Maybe Inference::order() const {
  bool Fits = all(TypeKind::Date) ||
              (all(TypeKind::Quantity) && ofOneDimension().has_value());
  return Fits ? Maybe(Type{TypeKind::Bool, 0}) : std::nullopt;
}

Maybe Inference::choice() const {
  if (!is(0, TypeKind::Bool))
    return std::nullopt;
  if (type(1) == type(2) || is(2, TypeKind::None))
    return type(1);
  if (is(1, TypeKind::None))
    return type(2);
  if (!is(1, TypeKind::Quantity) || !is(2, TypeKind::Quantity))
    return std::nullopt;
  if (isPlainZero(Operands[1]))
    return type(2);
  return isPlainZero(Operands[2]) ? Maybe(type(1)) : std::nullopt;
}

Maybe Inference::infer(Opcode Op, Dim To) const {
  if (int Count = arity(Op); Count >= 0 && size_t(Count) != Operands.size())
    return std::nullopt;
  constexpr Type Bool{TypeKind::Bool, 0};
  constexpr Type Text{TypeKind::Text, 0};
  const Type Plain = Type::quantity({});
  auto If = [](bool Fits, Type T) { return Fits ? Maybe(T) : std::nullopt; };

  switch (Op) {
  case Opcode::Const:
  case Opcode::Leaf:
    return std::nullopt;
  case Opcode::Sum:
    return Operands.empty() ? Maybe(Plain) : ofOneDimension();
  case Opcode::Min:
  case Opcode::Max:
    // Dates have an order too.
    if (!Operands.empty() && llvm::all_of(Operands, [&](ValueId Id) {
          return M.type(Id).Kind == TypeKind::Date;
        }))
      return M.type(Operands[0]);
    return Operands.empty() ? std::nullopt : ofOneDimension();
  case Opcode::Add:
  case Opcode::Sub:
  case Opcode::Neg:
  case Opcode::Abs:
  case Opcode::Floor:
  case Opcode::Ceil:
  case Opcode::Round:
    return ofOneDimension();
  case Opcode::Mul:
  case Opcode::Product:
    return product();
  case Opcode::Div:
    return quotient();
  case Opcode::Pow:
    return power();
  case Opcode::Sqrt:
    return root();
  case Opcode::Exp:
  case Opcode::Log:
  case Opcode::Log2:
  case Opcode::Log10:
  case Opcode::Probit:
    return If(isPlain(0), Plain);
  case Opcode::Cast:
    return If(is(0, TypeKind::Quantity), Type::quantity(To));
  case Opcode::Eq:
  case Opcode::Ne:
    return equality();
  case Opcode::Lt:
  case Opcode::Le:
    return order();
  case Opcode::IsWhole:
    return If(is(0, TypeKind::Quantity), Bool);
  case Opcode::Divides:
    return If(ofOneDimension().has_value(), Bool);
  case Opcode::And:
  case Opcode::Or:
  case Opcode::Not:
    return If(all(TypeKind::Bool), Bool);
  case Opcode::Select:
    return choice();
  case Opcode::DateDiff:
    return If(all(TypeKind::Date), Type::quantity(timeDimension(Dims)));
  case Opcode::DateAdd:
    return If(is(0, TypeKind::Date) &&
                  (type(1) == Type::quantity(timeDimension(Dims)) ||
                   isPlainZero(Operands[1])),
              Type{TypeKind::Date, 0});
  case Opcode::Show:
    return Text;
  case Opcode::Concat:
    return If(all(TypeKind::Text), Text);
  case Opcode::Tuple:
    return Type{TypeKind::Tuple, 0};
  }
  return std::nullopt;
}

} // namespace

std::optional<Type> ir::inferType(const Module &M, Opcode Op,
                                  ArrayRef<ValueId> Operands, Dim To) {
  // Most operations are on two quantities of one dimension, or scale one.
  if (Operands.size() == 2) {
    Type A = M.type(Operands[0]), B = M.type(Operands[1]);
    const Type Plain = Type::quantity({});
    bool Quantities =
        A.Kind == TypeKind::Quantity && B.Kind == TypeKind::Quantity;
    if (Quantities && A == B && (Op == Opcode::Add || Op == Opcode::Sub))
      return A;
    if (Quantities && Op == Opcode::Mul && (A == Plain || B == Plain))
      return A == Plain ? B : A;
  }
  return Inference(M, Operands).infer(Op, To);
}
