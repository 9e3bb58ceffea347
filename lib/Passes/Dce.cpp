//===- Dce.cpp - Values that nothing asks for -----------------------------===//
//
// Part of acpc, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Users stand behind their operands, so one walk from the end marks all.
//
//===----------------------------------------------------------------------===//

#include "Passes/Dce.h"
#include "Passes/Rebuild.h"
#include "Passes/References.h"

using namespace acp;
using namespace acp::ir;

namespace {

/// A `require` that holds asks for nothing more; the plan reads as if it had
/// been known when it was elaborated.
void dropSatisfied(Module &M) {
  std::vector<Check> Checks;
  std::vector<Part> Parts;
  for (Check C : M.Checks) {
    const Value &V = M.Values[C.Condition];
    if (C.Kind == CheckKind::Require && V.Known == Tag::Bool && V.Payload)
      continue;
    auto Range = llvm::ArrayRef(M.Parts).slice(C.FirstPart, C.NumParts);
    C.FirstPart = uint32_t(Parts.size());
    Parts.insert(Parts.end(), Range.begin(), Range.end());
    Checks.push_back(C);
  }
  M.Checks = std::move(Checks);
  M.Parts = std::move(Parts);
}

} // namespace

void acp::dropDeadValues(Module &M) {
  dropSatisfied(M);
  std::vector<bool> Live(M.Values.size());
  for (const Leaf &L : M.Leaves)
    Live[L.Value] = true;
  eachReference(M, [&](ValueId V) { Live[V] = true; });
  for (ValueId Id = ValueId(M.Values.size()); Id-- != 0;) {
    const Value &V = M.Values[Id];
    if (!Live[Id])
      continue;
    for (ValueId Operand : M.operands(V))
      Live[Operand] = true;
    if (V.Known == Tag::Tuple && V.Op != Opcode::Tuple)
      Live[V.Payload] = true;
  }

  Rebuild New(M);
  for (ValueId Id = 0; Id != New.size(); ++Id)
    if (Live[Id])
      New.keep(Id, New.take(Id));
  New.finish();
}
