//===- References.h - What points at values ---------------------*- C++ -*-===//
//
// Part of acpc, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The one list of what stands above the values and refers to them, so that no
// pass forgets a part of it.
//
//===----------------------------------------------------------------------===//

#ifndef ACP_PASSES_REFERENCES_H
#define ACP_PASSES_REFERENCES_H

#include "IR/IR.h"

namespace acp {

/// Calls Do with every reference to a value but those of operands, leaves and
/// payloads. Do may change it.
template <typename Function> void eachReference(ir::Module &M, Function Do) {
  auto Optional = [&Do](ir::ValueId &V) {
    if (V != ir::None)
      Do(V);
  };
  for (ir::Definition &D : M.Definitions)
    Optional(D.Value);
  for (ir::Layer &L : M.Layers)
    Optional(L.Count);
  for (ir::Check &C : M.Checks)
    for (ir::ValueId *V : {&C.Condition, &C.Message, &C.Left, &C.Right,
                           &C.Within, &C.Confidence})
      Optional(*V);
  for (ir::Part &P : M.Parts)
    Optional(P.Value);
  for (ir::Axis &A : M.Axes)
    for (ir::AxisColumn &C : A.Columns) {
      Optional(C.Value);
      for (ir::ValueId &V : C.Values)
        Optional(V);
    }
  for (ir::Search &S : M.Searches)
    for (ir::Objective &O : S.Objectives)
      Optional(O.Value);
  for (ir::AxisFilter &F : M.Filters)
    Optional(F.Condition);
}

} // namespace acp

#endif // ACP_PASSES_REFERENCES_H
