//===- Rebuild.cpp - New arrays of values ---------------------------------===//
//
// Part of acpc, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The pool of ratios is made anew, so that nothing of what is left out stays.
//
//===----------------------------------------------------------------------===//

#include "Passes/Rebuild.h"
#include "Passes/References.h"
#include <cassert>

using namespace acp;
using namespace acp::ir;

Rebuild::Rebuild(Module &M) : M(M), Map(M.Values.size(), None) {
  Ratios.swap(M.Ratios);
}

Value Rebuild::take(ValueId Old) {
  Value V = M.Values[Old];
  assert(V.NumOperands == 0 || V.FirstOperand >= NumOperands);
  NewOperands.clear();
  for (ValueId Operand : M.operands(V))
    NewOperands.push_back(Map[Operand]);
  if (V.Known == Tag::Ratio) {
    M.Ratios.push_back(Ratios[V.Payload]);
    V.Payload = M.Ratios.size() - 1;
  } else if (V.Known == Tag::Tuple && V.Op != Opcode::Tuple) {
    V.Payload = Map[V.Payload];
  }
  return V;
}

ValueId Rebuild::keep(ValueId Old, Value V) {
  V.FirstOperand = NumOperands;
  std::copy(NewOperands.begin(), NewOperands.end(),
            M.Operands.begin() + NumOperands);
  NumOperands += uint32_t(NewOperands.size());
  M.Values[NumValues] = V;
  return Map[Old] = NumValues++;
}

void Rebuild::replace(ValueId Old, const Value &V, ValueId By) {
  if (V.Known == Tag::Ratio)
    M.Ratios.pop_back();
  Map[Old] = By;
}

void Rebuild::finish() {
  M.Values.truncate(NumValues);
  M.Operands.truncate(NumOperands);
  for (Leaf &L : M.Leaves)
    L.Value = Map[L.Value];
  eachReference(M, [&](ValueId &V) { V = Map[V]; });
}
