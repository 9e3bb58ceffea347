//===- LeafSets.cpp - The leaves that a value depends on ------------------===//
//
// Part of acpc, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Operands come before their users, so one pass from the first value to the
// last is enough. Set 0 is the empty one.
//
//===----------------------------------------------------------------------===//

#include "IR/LeafSets.h"
#include <algorithm>

using namespace acp;
using namespace acp::ir;

llvm::ArrayRef<uint32_t> LeafSets::of(ValueId V) {
  if (M.known(V))
    return {};
  if (SetOf.empty())
    walk();
  return Sets[SetOf[V]];
}

void LeafSets::walk() {
  intern({});
  SetOf.resize(M.Values.size());
  for (size_t I = 0, E = M.Values.size(); I != E; ++I) {
    const Value &V = M.Values[I];
    if (V.known())
      continue;
    uint32_t Set = V.Op == Opcode::Leaf ? intern({V.Attribute}) : 0;
    for (ValueId Operand : M.operands(V))
      Set = unite(Set, SetOf[Operand]);
    SetOf[I] = Set;
  }
}

uint32_t LeafSets::intern(std::vector<uint32_t> Set) {
  auto [Found, New] = Numbers.try_emplace(Set, uint32_t(Sets.size()));
  if (New)
    Sets.push_back(std::move(Set));
  return Found->second;
}

uint32_t LeafSets::unite(uint32_t A, uint32_t B) {
  if (A == B || B == 0)
    return A;
  if (A == 0)
    return B;
  uint64_t Key = uint64_t(std::min(A, B)) << 32 | std::max(A, B);
  if (auto Found = Unions.find(Key); Found != Unions.end())
    return Found->second;
  std::vector<uint32_t> Union;
  std::set_union(Sets[A].begin(), Sets[A].end(), Sets[B].begin(), Sets[B].end(),
                 std::back_inserter(Union));
  if (Union.size() > Most)
    Union.resize(Most);
  uint32_t Number = intern(std::move(Union));
  Unions[Key] = Number;
  return Number;
}
