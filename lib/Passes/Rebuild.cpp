//===- Rebuild.cpp - New arrays of values ---------------------------------===//
//
// Part of acpc, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The pools of operands and of ratios are made anew too, so that nothing of
// what is left out stays.
//
//===----------------------------------------------------------------------===//

#include "Passes/Rebuild.h"
#include "Passes/References.h"

using namespace acp;
using namespace acp::ir;

Rebuild::Rebuild(Module &M) : M(M), Map(M.Values.size(), None) {
  Values.swap(M.Values);
  Operands.swap(M.Operands);
  Ratios.swap(M.Ratios);
  M.Values.reserve(Values.size());
  M.Operands.reserve(Operands.size());
}

Value Rebuild::take(ValueId Old) {
  Value V = Values[Old];
  NewOperands.clear();
  for (uint32_t I = 0; I != V.NumOperands; ++I)
    NewOperands.push_back(Map[Operands[V.FirstOperand + I]]);
  if (V.Known == Tag::Ratio) {
    M.Ratios.push_back(Ratios[V.Payload]);
    V.Payload = M.Ratios.size() - 1;
  } else if (V.Known == Tag::Tuple && V.Op != Opcode::Tuple) {
    V.Payload = Map[V.Payload];
  }
  return V;
}

ValueId Rebuild::keep(ValueId Old, Value V) {
  V.FirstOperand = uint32_t(M.Operands.size());
  M.Operands.insert(M.Operands.end(), NewOperands.begin(), NewOperands.end());
  M.Values.push_back(V);
  return Map[Old] = ValueId(M.Values.size() - 1);
}

void Rebuild::replace(ValueId Old, const Value &V, ValueId By) {
  if (V.Known == Tag::Ratio)
    M.Ratios.pop_back();
  Map[Old] = By;
}

void Rebuild::finish() {
  for (Leaf &L : M.Leaves)
    L.Value = Map[L.Value];
  eachReference(M, [&](ValueId &V) { V = Map[V]; });
}
