//===- Rebuild.h - New arrays of values -------------------------*- C++ -*-===//
//
// Part of acpc, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// For passes that leave values out: moves those that are kept together, in
// their order and in place. Operands stand in the order of their values.
//
//===----------------------------------------------------------------------===//

#ifndef ACP_PASSES_REBUILD_H
#define ACP_PASSES_REBUILD_H

#include "IR/IR.h"
#include "llvm/ADT/SmallVector.h"

namespace acp {

class Rebuild {
public:
  explicit Rebuild(ir::Module &M);

  /// Values there were.
  size_t size() const { return Map.size(); }
  /// An old value as it is to be now. Its operands, which must have been kept
  /// or replaced, stand in operands() until the next call.
  ir::Value take(ir::ValueId Old);
  llvm::ArrayRef<ir::ValueId> operands() const { return NewOperands; }
  /// Keeps the value that `take` returned.
  ir::ValueId keep(ir::ValueId Old, ir::Value V);
  /// Has a value that was kept stand for the one that `take` returned.
  void replace(ir::ValueId Old, const ir::Value &V, ir::ValueId By);
  /// Renumbers all that refers to values.
  void finish();

private:
  ir::Module &M;
  /// Values and operands that are in their new places.
  uint32_t NumValues = 0;
  uint32_t NumOperands = 0;
  std::vector<Number> Ratios;
  std::vector<ir::ValueId> Map;
  llvm::SmallVector<ir::ValueId, 8> NewOperands;
};

} // namespace acp

#endif // ACP_PASSES_REBUILD_H
