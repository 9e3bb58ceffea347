//===- ValueTable.cpp - Equal values once ---------------------------------===//
//
// Part of acpc, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The type of an operation follows from its operands, except that of a cast;
// so it takes no part in the comparison of others, and a value can be looked up
// before its type is inferred.
//
//===----------------------------------------------------------------------===//

#include "IR/ValueTable.h"
#include <algorithm>

using namespace acp;
using namespace acp::ir;
using llvm::ArrayRef;

namespace {

constexpr unsigned FirstBits = 10;

uint64_t mix(uint64_t Hash, uint64_t Word) {
  Hash = (Hash ^ Word) * 0x9e3779b97f4a7c15u;
  return Hash ^ (Hash >> 29);
}

bool isConstantEqual(const Module &M, const Value &A, const Value &B) {
  if (A.PackedType != B.PackedType || A.Known != B.Known)
    return false;
  if (A.Known == Tag::Ratio)
    return Number::identical(M.Ratios[A.Payload], M.Ratios[B.Payload]);
  return A.Payload == B.Payload;
}

bool isEqual(const Module &M, const Value &A, const Value &B,
             ArrayRef<ValueId> OperandsOfB) {
  if (A.Op != B.Op)
    return false;
  if (A.Op == Opcode::Const)
    return isConstantEqual(M, A, B);
  return A.Attribute == B.Attribute &&
         (A.Op != Opcode::Cast || A.PackedType == B.PackedType) &&
         M.operands(A) == OperandsOfB;
}

} // namespace

ValueTable::ValueTable()
    : Places(size_t(1) << FirstBits, Free), Shift(32 - FirstBits) {}

uint32_t ValueTable::hash(const Module &M, const Value &V,
                          ArrayRef<ValueId> Operands) {
  uint64_t Hash = uint64_t(V.Op) << 8;
  if (V.Op == Opcode::Const) {
    Hash = mix(Hash | uint64_t(V.Known), V.PackedType);
    Hash = mix(Hash,
               V.Known == Tag::Ratio ? M.Ratios[V.Payload].hash() : V.Payload);
  } else {
    Hash = mix(Hash, V.Op == Opcode::Cast ? V.PackedType : V.Attribute);
    for (; Operands.size() > 1; Operands = Operands.drop_front(2))
      Hash = mix(Hash, uint64_t(Operands[0]) << 32 | Operands[1]);
    if (!Operands.empty())
      Hash = mix(Hash, Operands[0]);
  }
  return uint32_t(Hash ^ (Hash >> 32));
}

ValueId ValueTable::find(const Module &M, uint32_t Hash, const Value &V,
                         ArrayRef<ValueId> Operands) {
  auto IsSame = [&](uint64_t Place) {
    return uint32_t(Place >> 32) == Hash &&
           isEqual(M, M.Values[ValueId(Place)], V, Operands);
  };
  FoundNear = !Operands.empty();
  if (FoundNear) {
    size_t From = *std::max_element(Operands.begin(), Operands.end()) /
                  NearValues * NearSize;
    if (From >= Near.size())
      Near.resize(From + NearSize, Free);
    for (Found = From; Found != From + NearSize; ++Found) {
      if (Near[Found] == Free)
        return None;
      if (IsSame(Near[Found]))
        return ValueId(Near[Found]);
    }
    FoundNear = false;
  }
  size_t Mask = Places.size() - 1;
  for (Found = Hash >> Shift; Places[Found] != Free; Found = (Found + 1) & Mask)
    if (IsSame(Places[Found]))
      return ValueId(Places[Found]);
  return None;
}

void ValueTable::add(uint32_t Hash, ValueId Id) {
  uint64_t Entry = uint64_t(Hash) << 32 | Id;
  if (FoundNear) {
    Near[Found] = Entry;
    return;
  }
  Places[Found] = Entry;
  if (++Used * 4 > Places.size() * 3)
    grow();
}

void ValueTable::grow() {
  std::vector<uint64_t> Old(Places.size() * 2, Free);
  Old.swap(Places);
  --Shift;
  size_t Mask = Places.size() - 1;
  for (uint64_t Place : Old) {
    if (Place == Free)
      continue;
    size_t At = uint32_t(Place >> 32) >> Shift;
    while (Places[At] != Free)
      At = (At + 1) & Mask;
    Places[At] = Place;
  }
}
