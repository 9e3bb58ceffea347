//===- Evaluate.cpp - The result of one operation -------------------------===//
//
// Part of acpc, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Most operations need all operands: one without a result, or a `none` where a
// figure is needed, gives none; else one that is not known leaves the result
// open. `and`, `or` and `select` look at fewer, and pass on what they choose.
//
//===----------------------------------------------------------------------===//

#include "IR/Evaluate.h"
#include "Basic/Limits.h"

using namespace acp;
using namespace acp::ir;
using llvm::ArrayRef;

namespace {

bool isFigure(Tag Known) {
  return Known == Tag::Int || Known == Tag::Double || Known == Tag::Ratio;
}

class Evaluation {
public:
  Evaluation(const Module &M, const Value &V, bool MayMakeText)
      : M(M), V(V), Operands(M.operands(V)), MayMakeText(MayMakeText) {}

  Result run() const;

private:
  Tag tag(size_t I) const { return M.Values[Operands[I]].Known; }
  Number number(size_t I) const { return M.number(Operands[I]); }
  /// Error, Unknown, or Int for operands that are all there.
  Tag ready(bool TakesAbsent) const;
  Result pass(size_t I) const;
  Result decided(bool By) const;
  Result select() const;
  Result extreme() const;
  Result divides() const;
  Result show() const;
  Result concat() const;
  Result equality(bool Wanted) const;
  Result arithmetic() const;

  const Module &M;
  const Value &V;
  ArrayRef<ValueId> Operands;
  bool MayMakeText;
};

Tag Evaluation::ready(bool TakesAbsent) const {
  Tag Ready = Tag::Int;
  for (ValueId Id : Operands) {
    Tag Known = M.Values[Id].Known;
    if (Known == Tag::Error || (Known == Tag::Absent && !TakesAbsent))
      return Tag::Error;
    if (Known == Tag::Unknown)
      Ready = Tag::Unknown;
  }
  return Ready;
}

/// What is known of an operand, as it is.
Result Evaluation::pass(size_t I) const {
  const Value &Operand = M.Values[Operands[I]];
  if (Operand.Known == Tag::Tuple && Operand.Op == Opcode::Tuple)
    return Result::of(Tag::Tuple, Operands[I]);
  return Result::of(Operand.Known, Operand.Payload);
}

/// `and` is decided by a false side, `or` by a true one, whatever the other
/// side is.
Result Evaluation::decided(bool By) const {
  for (size_t I : {0, 1})
    if (tag(I) == Tag::Bool && M.boolean(Operands[I]) == By)
      return Result::boolean(By);
  // An open side may still decide, whatever the other is.
  if (tag(0) == Tag::Unknown || tag(1) == Tag::Unknown)
    return {};
  return ready(false) == Tag::Error ? Result::of(Tag::Error)
                                    : Result::boolean(!By);
}

Result Evaluation::select() const {
  if (tag(0) == Tag::Unknown)
    return {};
  if (tag(0) != Tag::Bool)
    return Result::of(Tag::Error);
  return pass(M.boolean(Operands[0]) ? 1 : 2);
}

Result Evaluation::extreme() const {
  Number Best = number(0);
  for (size_t I = 1; I != Operands.size(); ++I) {
    Number Next = number(I);
    if (V.Op == Opcode::Min ? Next < Best : Next > Best)
      Best = Next;
  }
  return Result::number(Best);
}

/// Zero divides nothing but zero.
Result Evaluation::divides() const {
  if (number(0).isZero())
    return Result::boolean(number(1).isZero());
  Number Quotient = number(1) / number(0);
  return Quotient.finite() ? Result::boolean(Quotient.isWhole())
                           : Result::of(Tag::Error);
}

Result Evaluation::show() const {
  const Unit *Preferred = V.Attribute ? &M.Units[V.Attribute - 1] : nullptr;
  return showText(M, Operands[0], Preferred);
}

Result Evaluation::concat() const {
  uint64_t Size = 0;
  for (ValueId Id : Operands)
    Size += M.text(Id).size();
  if (Size > limits::TextBytes)
    return Result::of(Tag::Error);
  std::string Text;
  for (ValueId Id : Operands)
    Text += M.text(Id);
  return Result::text(std::move(Text));
}

/// Known sides, one of which may be `none`.
Result Evaluation::equality(bool Wanted) const {
  const Value &A = M.Values[Operands[0]], &B = M.Values[Operands[1]];
  bool Equal = A.Known == B.Known && A.Payload == B.Payload;
  if (A.Known == Tag::Absent || B.Known == Tag::Absent)
    Equal = A.Known == B.Known;
  else if (isFigure(A.Known) && isFigure(B.Known))
    Equal = Number::same(M.number(A), M.number(B));
  return Result::boolean(Equal == Wanted);
}

/// Operations whose operands are all there, and are numbers.
Result Evaluation::arithmetic() const {
  switch (V.Op) {
  case Opcode::Add:
  case Opcode::DateAdd:
    return Result::number(number(0) + number(1));
  case Opcode::Sub:
  case Opcode::DateDiff:
    return Result::number(number(0) - number(1));
  case Opcode::Sum:
  case Opcode::Product: {
    Number Total = V.Op == Opcode::Sum ? 0 : 1;
    for (ValueId Id : Operands)
      Total = V.Op == Opcode::Sum ? Total + M.number(Id) : Total * M.number(Id);
    return Result::number(Total);
  }
  case Opcode::Min:
  case Opcode::Max:
    return extreme();
  case Opcode::Neg:
    return Result::number(-number(0));
  case Opcode::Abs:
    return Result::number(number(0).abs());
  case Opcode::Floor:
    return Result::number(number(0).floor());
  case Opcode::Ceil:
    return Result::number(number(0).ceil());
  case Opcode::Round:
    return Result::number(number(0).round());
  case Opcode::Mul:
    return Result::number(number(0) * number(1));
  case Opcode::Div:
    return number(1).isZero() ? Result::of(Tag::Error)
                              : Result::number(number(0) / number(1));
  case Opcode::Pow:
    return Result::number(Number::pow(number(0), number(1)));
  case Opcode::Sqrt:
    return Result::number(number(0).sqrt());
  case Opcode::Exp:
    return Result::number(number(0).exp());
  case Opcode::Log:
    return Result::number(number(0).log());
  case Opcode::Log2:
    return Result::number(number(0).log2());
  case Opcode::Log10:
    return Result::number(number(0).log10());
  case Opcode::Probit:
    return Result::number(number(0).probit());
  case Opcode::IsWhole:
    return Result::boolean(number(0).isWhole());
  case Opcode::Divides:
    return divides();
  default:
    return {};
  }
}

Result Evaluation::run() const {
  switch (V.Op) {
  case Opcode::And:
    return decided(false);
  case Opcode::Or:
    return decided(true);
  case Opcode::Select:
    return select();
  case Opcode::Cast:
    return tag(0) == Tag::Absent ? Result::of(Tag::Error) : pass(0);
  default:
    break;
  }

  bool TakesAbsent = V.Op == Opcode::Eq || V.Op == Opcode::Ne ||
                     V.Op == Opcode::Show || V.Op == Opcode::Tuple;
  if (Tag Ready = ready(TakesAbsent); Ready != Tag::Int)
    return Result::of(Ready);

  switch (V.Op) {
  case Opcode::Not:
    return Result::boolean(!M.boolean(Operands[0]));
  case Opcode::Eq:
    return equality(true);
  case Opcode::Ne:
    return equality(false);
  case Opcode::Lt:
    return Result::boolean(number(0) < number(1));
  case Opcode::Le:
    return Result::boolean(number(0) <= number(1));
  case Opcode::Show:
    return MayMakeText ? show() : Result::of(Tag::Error);
  case Opcode::Concat:
    return MayMakeText ? concat() : Result::of(Tag::Error);
  case Opcode::Tuple:
    return Result::of(Tag::Tuple);
  default:
    return arithmetic();
  }
}

} // namespace

Result ir::evaluate(const Module &M, const Value &V, bool MayMakeText) {
  return Evaluation(M, V, MayMakeText).run();
}
