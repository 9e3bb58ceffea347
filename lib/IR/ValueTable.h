//===- ValueTable.h - Equal values once -------------------------*- C++ -*-===//
//
// Part of acpc, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Finds the value that is equal to a new one. Two operations are equal if they
// do the same to the same operands, two constants if they have one type and one
// value; spans do not matter. Open addressing: a place holds the id of a value
// and its hash, so that a probe that misses does not touch the value, and
// growing does not hash again.
//
//===----------------------------------------------------------------------===//

#ifndef ACP_IR_VALUETABLE_H
#define ACP_IR_VALUETABLE_H

#include "IR/IR.h"

namespace acp::ir {

class ValueTable {
public:
  ValueTable();

  /// V's operands are passed beside it, for they need not stand in the module
  /// yet.
  static uint32_t hash(const Module &M, const Value &V,
                       llvm::ArrayRef<ValueId> Operands);
  /// The equal value, or None. In that case the next call of `add` takes the
  /// place that was found.
  ValueId find(const Module &M, uint32_t Hash, const Value &V,
               llvm::ArrayRef<ValueId> Operands);
  void add(uint32_t Hash, ValueId Id);

private:
  static constexpr uint64_t Free = ~uint64_t(0);
  /// Places of a neighbourhood: a line of the cache.
  static constexpr size_t NearSize = 8;
  /// Values that share one.
  static constexpr size_t NearValues = 6;
  void grow();

  /// An operation is looked for near its latest operand, where most of what was
  /// made about then is too. Constants, and
  /// what finds its neighbourhood full, stand in a table by hash. An entry is a
  /// hash and an id.
  std::vector<uint64_t> Near;
  std::vector<uint64_t> Places;
  /// The high bits of a hash are its place, so that a larger table has the same
  /// order, and growing walks through memory once.
  unsigned Shift;
  size_t Used = 0;
  /// What the last `find` came to: a place in Near, or one in Places.
  bool FoundNear = false;
  size_t Found = 0;
};

} // namespace acp::ir

#endif // ACP_IR_VALUETABLE_H
