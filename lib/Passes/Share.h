//===- Share.h - Equal values once ------------------------------*- C++ -*-===//
//
// Part of acpc, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Merges constants of one type and value, and operations of one kind on the
// same operands, into the first of them. The builder does so for what it makes;
// folding then makes equal what was not. It runs on live values, so that the
// place of a constant is one that matters.
//
//===----------------------------------------------------------------------===//

#ifndef ACP_PASSES_SHARE_H
#define ACP_PASSES_SHARE_H

#include "IR/IR.h"

namespace acp {

void shareValues(ir::Module &M);

} // namespace acp

#endif // ACP_PASSES_SHARE_H
