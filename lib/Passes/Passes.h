//===- Passes.h - IR to IR --------------------------------------*- C++ -*-===//
//
// Part of acpc, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A pass is a function with a header and a file of its own. Pipeline.cpp is the
// list that the compiler runs.
//
//===----------------------------------------------------------------------===//

#ifndef ACP_PASSES_PASSES_H
#define ACP_PASSES_PASSES_H

#include "IR/IR.h"
#include "llvm/ADT/ArrayRef.h"

namespace acp {

struct Pass {
  /// The name on the command line of acp-opt: `fold`.
  llvm::StringRef Name;
  /// One line for its help.
  llvm::StringRef Summary;
  void (*Run)(ir::Module &M);
};

/// All passes, by name.
llvm::ArrayRef<Pass> allPasses();
/// The passes of the compiler, in their order.
llvm::ArrayRef<Pass> pipeline();

} // namespace acp

#endif // ACP_PASSES_PASSES_H
