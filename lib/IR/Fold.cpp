//===- Fold.cpp - Results of operations on known values -------------------===//
//
// Part of acpc, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Storing a result beside its operation, with a short way for whole numbers of
// 64 bits, which is what nearly all operations of a plan are about.
//
//===----------------------------------------------------------------------===//

#include "Basic/Limits.h"
#include "IR/Builder.h"
#include "IR/Evaluate.h"
#include "llvm/ADT/bit.h"

using namespace acp;
using namespace acp::ir;
using llvm::ArrayRef;

namespace {

/// Bytes of text that one module may make by folding. A text has a limit of its
/// own; this one bounds the work of many.
constexpr uint64_t FoldedTextLimit = 256u << 20;

void known(Value &V, Tag Known, uint64_t Payload) {
  V.Known = Known;
  V.Payload = Payload;
}

/// Two whole numbers of 64 bits, where the result is one of them or a truth
/// value. False if it is not as simple as that.
bool foldWhole(Value &V, int64_t A, int64_t B) {
  int64_t Whole = 0;
  switch (V.Op) {
  case Opcode::Add:
    if (__builtin_add_overflow(A, B, &Whole))
      return false;
    break;
  case Opcode::Sub:
    if (__builtin_sub_overflow(A, B, &Whole))
      return false;
    break;
  case Opcode::Mul:
    if (__builtin_mul_overflow(A, B, &Whole))
      return false;
    break;
  case Opcode::Div:
    // The least number by -1 does not fit.
    if (B == 0 || B == -1 || A % B != 0)
      return false;
    Whole = A / B;
    break;
  case Opcode::Eq:
    known(V, Tag::Bool, A == B);
    return true;
  case Opcode::Ne:
    known(V, Tag::Bool, A != B);
    return true;
  case Opcode::Lt:
    known(V, Tag::Bool, A < B);
    return true;
  case Opcode::Le:
    known(V, Tag::Bool, A <= B);
    return true;
  default:
    return false;
  }
  known(V, Tag::Int, uint64_t(Whole));
  return true;
}

/// The same for any number of operands.
bool foldWhole(const Module &M, Value &V, ArrayRef<ValueId> Operands) {
  if (Operands.empty() || (V.Op != Opcode::Sum && V.Op != Opcode::Product))
    return false;
  int64_t Whole = V.Op == Opcode::Sum ? 0 : 1;
  for (ValueId Id : Operands) {
    const Value &Operand = M.Values[Id];
    if (Operand.Known != Tag::Int)
      return false;
    int64_t Next = int64_t(Operand.Payload);
    if (V.Op == Opcode::Sum ? __builtin_add_overflow(Whole, Next, &Whole)
                            : __builtin_mul_overflow(Whole, Next, &Whole))
      return false;
  }
  known(V, Tag::Int, uint64_t(Whole));
  return true;
}

/// True for an operation that needs all of its operands, if one is not known
/// and none is without a result.
bool staysOpen(const Module &M, const Value &V, ArrayRef<ValueId> Operands) {
  if (V.Op == Opcode::And || V.Op == Opcode::Or || V.Op == Opcode::Select)
    return false;
  bool Open = false;
  for (ValueId Id : Operands) {
    Tag Known = M.Values[Id].Known;
    if (Known == Tag::Error || Known == Tag::Absent)
      return false;
    Open |= Known == Tag::Unknown;
  }
  return Open;
}

bool isRightText(const Module &M, const Value &V, const Result &R) {
  return V.Known == Tag::Text && M.Texts.get(TextId(V.Payload)) == R.Text;
}

bool isRightFigure(const Module &M, const Value &V, const Number &N) {
  if (!N.exact())
    return V.Known == Tag::Double &&
           V.Payload == llvm::bit_cast<uint64_t>(N.toDouble());
  if (std::optional<int64_t> Whole = N.toInt64())
    return V.Known == Tag::Int && V.Payload == uint64_t(*Whole);
  return V.Known == Tag::Ratio && Number::identical(M.Ratios[V.Payload], N);
}

} // namespace

void ir::fold(Module &M, Value &V) {
  if (V.Op == Opcode::Const || V.Op == Opcode::Leaf)
    return;
  ArrayRef<ValueId> Operands = M.operands(V);
  if (Operands.size() == 2) {
    const Value &A = M.Values[Operands[0]], &B = M.Values[Operands[1]];
    if (A.Known == Tag::Int && B.Known == Tag::Int &&
        foldWhole(V, int64_t(A.Payload), int64_t(B.Payload)))
      return;
  }
  if (staysOpen(M, V, Operands))
    return known(V, Tag::Unknown, 0);
  if (foldWhole(M, V, Operands))
    return;

  Result R = evaluate(M, V, M.FoldedTextBytes < FoldedTextLimit);
  M.FoldedTextBytes += R.TextBytes;
  if (R.IsFigure)
    M.setNumber(V, R.Figure);
  else
    known(V, R.Known, R.MadeText ? M.Texts.add(R.Text) : R.Payload);
}

bool ir::isFolded(const Module &M, const Value &V, uint64_t &Budget) {
  if (V.Op == Opcode::Const || V.Op == Opcode::Leaf)
    return true;
  // A module that made too much text has errors in place of the rest.
  bool MakesText = V.Op == Opcode::Concat || V.Op == Opcode::Show;
  if (MakesText &&
      (Budget >= FoldedTextLimit ||
       (V.Known == Tag::Error && M.FoldedTextBytes >= FoldedTextLimit)))
    return true;
  Result R = evaluate(M, V, /*MayMakeText=*/true);
  Budget += R.TextBytes;
  if (R.IsFigure)
    return isRightFigure(M, V, R.Figure);
  if (R.MadeText)
    return isRightText(M, V, R);
  if (R.Known == Tag::Ratio)
    return V.Known == Tag::Ratio &&
           Number::identical(M.Ratios[V.Payload], M.Ratios[R.Payload]);
  return V.Known == R.Known && V.Payload == R.Payload;
}
