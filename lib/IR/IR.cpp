//===- IR.cpp - The quantity graph ----------------------------------------===//
//
// Part of acpc, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What modules keep beside plain arrays: interned texts, and numbers in the
// smallest of three representations. A number has one representation only, so
// that equal constants have equal payloads.
//
//===----------------------------------------------------------------------===//

#include "IR/IR.h"
#include "IR/Words.h"
#include "llvm/ADT/bit.h"

using namespace acp;
using namespace acp::ir;
using llvm::StringRef;

static_assert(sizeof(Value) == 40, "millions of values are kept");

StringRef ir::mnemonic(Opcode Op) { return word(Op); }

int ir::arity(Opcode Op) {
  static constexpr int Counts[] = {
#define OPCODE(NAME, MNEMONIC, OPERANDS) OPERANDS,
#include "IR/Opcodes.def"
#undef OPCODE
  };
  return Counts[unsigned(Op)];
}

TextId TextPool::add(StringRef Text) {
  auto [Entry, New] = Ids.try_emplace(Text, TextId(Texts.size()));
  if (New)
    Texts.push_back(Entry->first());
  return Entry->second;
}

Number Module::number(ValueId V) const { return number(Values[V]); }

Number Module::number(const Value &V) const {
  switch (V.Known) {
  case Tag::Int:
    return Number(int64_t(V.Payload));
  case Tag::Double:
    return Number::inexact(llvm::bit_cast<double>(V.Payload));
  case Tag::Ratio:
    return Ratios[V.Payload];
  default:
    return Number();
  }
}

void Module::setNumber(Value &V, const Number &N) {
  V.Payload = 0;
  if (!N.finite()) {
    V.Known = Tag::Error;
  } else if (!N.exact()) {
    V.Known = Tag::Double;
    V.Payload = llvm::bit_cast<uint64_t>(N.toDouble());
  } else if (std::optional<int64_t> Whole = N.toInt64()) {
    V.Known = Tag::Int;
    V.Payload = uint64_t(*Whole);
  } else {
    V.Known = Tag::Ratio;
    V.Payload = Ratios.size();
    Ratios.push_back(N);
  }
}

uint32_t Module::unit(const Unit &U) {
  for (uint32_t I = 0; I != Units.size(); ++I)
    if (Units[I].Text == U.Text && Units[I].Dimension == U.Dimension &&
        Number::identical(Units[I].Factor, U.Factor))
      return I;
  Units.push_back(U);
  return uint32_t(Units.size() - 1);
}
