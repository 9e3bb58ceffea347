//===- Fold.h - Results in place of operations ------------------*- C++ -*-===//
//
// Part of acpc, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Computes every operation anew from its operands, which may have become known,
// and puts a constant where the result is known. A choice that is decided gives
// way to what it chose, known or not. An operation without a result (a division
// by zero) stays, so that a message can say which it was. No value moves and
// none is dropped; definitions stay what they are, and name the new values.
//
//===----------------------------------------------------------------------===//

#ifndef ACP_PASSES_FOLD_H
#define ACP_PASSES_FOLD_H

#include "IR/IR.h"

namespace acp {

void foldValues(ir::Module &M);

} // namespace acp

#endif // ACP_PASSES_FOLD_H
