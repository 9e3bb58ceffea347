//===- Dce.h - Values that nothing asks for ---------------------*- C++ -*-===//
//
// Part of acpc, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Drops the values that no definition, layer, check or leaf reaches. The others
// keep their order and are numbered anew. A `require` that is known to hold
// goes too. Views name definitions, and a definition is never dropped.
//
//===----------------------------------------------------------------------===//

#ifndef ACP_PASSES_DCE_H
#define ACP_PASSES_DCE_H

#include "IR/IR.h"

namespace acp {

void dropDeadValues(ir::Module &M);

} // namespace acp

#endif // ACP_PASSES_DCE_H
