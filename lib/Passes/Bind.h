//===- Bind.h - A value for an open leaf ------------------------*- C++ -*-===//
//
// Part of acpc, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Makes the open leaves of a name constants, and computes what follows from
// them. The operations stay until `fold`.
//
//===----------------------------------------------------------------------===//

#ifndef ACP_PASSES_BIND_H
#define ACP_PASSES_BIND_H

#include "IR/IR.h"

namespace acp {

enum class BindFault : uint8_t {
  None,
  /// No open leaf bears the name.
  NoLeaf,
  /// The value is not of the leaf's type.
  WrongValue
};

/// A number in base units, for a quantity.
BindFault bindLeaf(ir::Module &M, llvm::StringRef Name, const Number &N);
/// A value as text: `8`, `30 days`, `true`, `2026-10-01`, an enumerator, a
/// text. A number without a unit stands for a plain number or a count.
BindFault bindLeaf(ir::Module &M, llvm::StringRef Name, llvm::StringRef Text);

/// Sets every leaf that is drawn to the middle of its range.
void bindDraws(ir::Module &M);

} // namespace acp

#endif // ACP_PASSES_BIND_H
