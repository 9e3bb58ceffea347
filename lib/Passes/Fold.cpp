//===- Fold.cpp - Results in place of operations --------------------------===//
//
// Part of acpc, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// One walk. Operands stand before their users, so each is final when its users
// are looked at: a constant, an open operation, or forwarded to another value.
//
//===----------------------------------------------------------------------===//

#include "Passes/Fold.h"
#include "IR/Builder.h"
#include "Passes/References.h"

using namespace acp;
using namespace acp::ir;

namespace {

/// The operand that an open operation comes down to, or None.
ValueId chosen(const Module &M, const Value &V) {
  llvm::ArrayRef<ValueId> Operands = M.operands(V);
  auto IsTruth = [&](size_t I) {
    return M.Values[Operands[I]].Known == Tag::Bool;
  };
  if (V.Op == Opcode::Select && IsTruth(0)) {
    ValueId Side = Operands[M.boolean(Operands[0]) ? 1 : 2];
    return M.type(Side) == V.type() ? Side : None;
  }
  // A side that is known and did not decide leaves the other.
  if (V.Op == Opcode::And || V.Op == Opcode::Or)
    for (size_t I : {0, 1})
      if (IsTruth(I))
        return Operands[1 - I];
  return None;
}

void makeConstant(Value &V) {
  V.Op = Opcode::Const;
  V.NumOperands = 0;
  V.Attribute = 0;
}

} // namespace

void acp::foldValues(Module &M) {
  std::vector<ValueId> Forward(M.Values.size());
  for (ValueId Id = 0; Id != M.Values.size(); ++Id) {
    Forward[Id] = Id;
    Value &V = M.Values[Id];
    if (V.Op == Opcode::Const || V.Op == Opcode::Leaf)
      continue;
    if (V.known() && V.Known != Tag::Tuple && V.Known != Tag::Error) {
      makeConstant(V);
      continue;
    }
    for (uint32_t I = 0; I != V.NumOperands; ++I) {
      ValueId &Operand = M.Operands[V.FirstOperand + I];
      Operand = Forward[Operand];
    }
    ir::fold(M, V);
    if (!V.known()) {
      if (ValueId Other = chosen(M, V); Other != None)
        Forward[Id] = Other;
    } else if (V.Known == Tag::Tuple) {
      if (V.Op != Opcode::Tuple)
        Forward[Id] = ValueId(V.Payload);
    } else if (V.Known != Tag::Error) {
      makeConstant(V);
    }
  }
  eachReference(M, [&](ValueId &V) { V = Forward[V]; });
}
