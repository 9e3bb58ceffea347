//===- Pipeline.cpp - The passes and their order --------------------------===//
//
// Part of acpc, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What the compiler runs between elaboration and report: afterwards a value is
// a constant, unique by type and value, or an operation that depends on a leaf.
//
//===----------------------------------------------------------------------===//

#include "Passes/Dce.h"
#include "Passes/Fold.h"
#include "Passes/Passes.h"
#include "Passes/Share.h"

using namespace acp;

static constexpr Pass Fold = {"fold", "put constants where results are known",
                              foldValues};
static constexpr Pass Dce = {"dce", "drop values that nothing asks for",
                             dropDeadValues};
static constexpr Pass Share = {"share", "merge equal values", shareValues};

llvm::ArrayRef<Pass> acp::allPasses() {
  static constexpr Pass ByName[] = {Dce, Fold, Share};
  return ByName;
}

llvm::ArrayRef<Pass> acp::pipeline() {
  static constexpr Pass InOrder[] = {Fold, Dce, Share};
  return InOrder;
}
