//===- LeafSets.h - The leaves that a value depends on ----------*- C++ -*-===//
//
// Part of acpc, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Which leaves an unknown value reaches. One walk over the values, made when
// the first is asked for, gives each the number of a set of leaves; equal sets
// have equal numbers, and unions are remembered.
//
//===----------------------------------------------------------------------===//

#ifndef ACP_IR_LEAFSETS_H
#define ACP_IR_LEAFSETS_H

#include "IR/IR.h"
#include "llvm/ADT/DenseMap.h"
#include <map>

namespace acp::ir {

class LeafSets {
public:
  explicit LeafSets(const Module &M) : M(M) {}

  /// More leaves of one value are not told apart: the first so many are kept.
  static constexpr size_t Most = 64;

  /// Indices in Module::Leaves, sorted; none for a value that is known.
  llvm::ArrayRef<uint32_t> of(ValueId V);

private:
  void walk();
  uint32_t intern(std::vector<uint32_t> Set);
  uint32_t unite(uint32_t A, uint32_t B);

  const Module &M;
  /// Number of the set of each value; empty before the walk.
  std::vector<uint32_t> SetOf;
  std::vector<std::vector<uint32_t>> Sets;
  std::map<std::vector<uint32_t>, uint32_t> Numbers;
  llvm::DenseMap<uint64_t, uint32_t> Unions;
};

} // namespace acp::ir

#endif // ACP_IR_LEAFSETS_H
