//===- Builder.cpp - Making values ----------------------------------------===//
//
// Part of acpc, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A value is looked up first; only a new one has its type inferred, its
// operands stored and its result computed.
//
//===----------------------------------------------------------------------===//

#include "IR/Builder.h"
#include "IR/Date.h"
#include "llvm/ADT/SmallVector.h"
#include <cassert>

using namespace acp;
using namespace acp::ir;
using llvm::ArrayRef;
using llvm::StringRef;

namespace {

uint32_t pack(Type T) { return uint32_t(T.Kind) << 28 | T.Id; }

} // namespace

Builder::Builder(Module &M) : M(M) {
  for (ValueId Id = 0; Id != M.Values.size(); ++Id) {
    const Value &V = M.Values[Id];
    if (V.Op == Opcode::Leaf)
      continue;
    uint32_t Hash = ValueTable::hash(M, V, M.operands(V));
    if (Table.find(M, Hash, V, M.operands(V)) == None)
      Table.add(Hash, Id);
  }
}

ValueId Builder::constant(Value V) {
  ++Made;
  uint32_t Hash = ValueTable::hash(M, V, {});
  if (ValueId Same = Table.find(M, Hash, V, {}); Same != None) {
    ++Shared;
    return Same;
  }
  M.Values.push_back(V);
  Table.add(Hash, ValueId(M.Values.size() - 1));
  return ValueId(M.Values.size() - 1);
}

ValueId Builder::number(const Number &N, Dim D, Span Where) {
  Value V;
  V.PackedType = pack(Type::quantity(D));
  V.Where = Where;
  size_t Ratios = M.Ratios.size();
  size_t Values = M.Values.size();
  M.setNumber(V, N);
  ValueId Id = constant(V);
  // One that was there already has its ratio already.
  if (M.Values.size() == Values)
    M.Ratios.resize(Ratios);
  return Id;
}

ValueId Builder::boolean(bool B, Span Where) {
  if (Truth[B] != None)
    return Truth[B];
  Value V;
  V.PackedType = pack({TypeKind::Bool, 0});
  V.Known = Tag::Bool;
  V.Payload = B;
  V.Where = Where;
  return Truth[B] = constant(V);
}

ValueId Builder::text(Type T, StringRef Text, Span Where) {
  Value V;
  V.PackedType = pack(T);
  V.Known = Tag::Text;
  V.Payload = M.Texts.add(Text);
  V.Where = Where;
  return constant(V);
}

ValueId Builder::text(StringRef Text, Span Where) {
  return text({TypeKind::Text, 0}, Text, Where);
}

ValueId Builder::enumerator(TextId Enum, StringRef Name, Span Where) {
  return text({TypeKind::Enum, Enum}, Name, Where);
}

ValueId Builder::date(int64_t Days, Span Where) {
  Value V;
  V.PackedType = pack({TypeKind::Date, 0});
  V.Known = Tag::Int;
  V.Payload = uint64_t(Days * SecondsPerDay);
  V.Where = Where;
  return constant(V);
}

ValueId Builder::absent(Span Where) {
  Value V;
  V.PackedType = pack({TypeKind::None, 0});
  V.Known = Tag::Absent;
  V.Where = Where;
  return constant(V);
}

ValueId Builder::leaf(StringRef Name, LeafKind Kind, Type T, Span Where) {
  ++Made;
  Value V;
  V.Op = Opcode::Leaf;
  V.PackedType = pack(T);
  V.Where = Where;
  V.Attribute = uint32_t(M.Leaves.size());
  ValueId Id = ValueId(M.Values.size());
  M.Leaves.push_back({M.Texts.add(Name), Kind, Id, Where});
  M.Values.push_back(V);
  return Id;
}

ValueId Builder::make(Opcode Op, ArrayRef<ValueId> Operands, Span Where, Dim To,
                      uint32_t Attribute) {
  ++Made;
  Value V;
  V.Op = Op;
  V.Where = Where;
  V.Attribute = Attribute;
  if (Op == Opcode::Cast)
    V.PackedType = pack(Type::quantity(To));

  uint32_t Hash = ValueTable::hash(M, V, Operands);
  if (ValueId Same = Table.find(M, Hash, V, Operands); Same != None) {
    ++Shared;
    return Same;
  }

  std::optional<Type> T = inferType(M, Op, Operands, To);
  assert(T && "the operands do not fit; check with inferType first");
  V.PackedType = pack(T.value_or(Type()));
  V.FirstOperand = uint32_t(M.Operands.size());
  V.NumOperands = uint32_t(Operands.size());
  // The operands may be those of another value, which pushing would move.
  llvm::SmallVector<ValueId, 8> Copy(Operands);
  M.Operands.insert(M.Operands.end(), Copy.begin(), Copy.end());
  if (T)
    fold(M, V);
  else
    V.Known = Tag::Error;
  Folded += V.known();
  M.Values.push_back(V);
  Table.add(Hash, ValueId(M.Values.size() - 1));
  return ValueId(M.Values.size() - 1);
}
