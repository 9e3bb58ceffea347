//===- Bind.cpp - A value for an open leaf --------------------------------===//
//
// Part of acpc, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The value is read for the type of each leaf of the name before any of them is
// changed. A bound leaf leaves the list of leaves, as if the compiler had been
// given its value at once.
//
//===----------------------------------------------------------------------===//

#include "Passes/Bind.h"
#include "IR/Builder.h"
#include "IR/Date.h"

using namespace acp;
using namespace acp::ir;
using llvm::StringRef;

namespace {

bool isNamed(const Module &M, const Leaf &L, StringRef Name) {
  return L.Kind == LeafKind::Open && M.Texts.get(L.Name) == Name;
}

void bind(Module &M, llvm::function_ref<bool(const Leaf &)> IsBound,
          llvm::function_ref<void(Value &)> SetValue) {
  std::vector<Leaf> Left;
  ValueId First = ValueId(M.Values.size());
  for (const Leaf &L : M.Leaves) {
    Value &V = M.Values[L.Value];
    if (!IsBound(L)) {
      V.Attribute = uint32_t(Left.size());
      Left.push_back(L);
      continue;
    }
    V.Op = Opcode::Const;
    V.Attribute = 0;
    SetValue(V);
    First = std::min(First, L.Value);
    for (Definition &D : M.Definitions)
      if (D.Value == L.Value && D.From == Origin::Param)
        D.From = Origin::ParamSet;
  }
  M.Leaves = std::move(Left);
  for (ValueId Id = First; Id != M.Values.size(); ++Id)
    if (!M.Values[Id].known())
      ir::fold(M, M.Values[Id]);
}

/// Checks the types of all leaves of a name, then sets them.
template <typename Check, typename Set>
BindFault bindChecked(Module &M, StringRef Name, Check Fits, Set SetValue) {
  bool Found = false;
  for (const Leaf &L : M.Leaves) {
    if (!isNamed(M, L, Name))
      continue;
    Found = true;
    if (!Fits(M.type(L.Value)))
      return BindFault::WrongValue;
  }
  if (!Found)
    return BindFault::NoLeaf;
  bind(M, [&](const Leaf &L) { return isNamed(M, L, Name); }, SetValue);
  return BindFault::None;
}

/// `8`, `7/2`, `30 days`, in base units of the dimension.
std::optional<Number> quantity(const Module &M, StringRef Text, Dim D) {
  auto [Figure, UnitText] = Text.trim().split(' ');
  std::optional<Number> N = Number::parse(Figure);
  if (!N)
    N = Number::parseText(Figure);
  if (!N || !N->finite())
    return std::nullopt;
  UnitText = UnitText.trim();
  if (UnitText.empty()) {
    bool Fits = D.Id == 0 || (M.Dims->isCount(D) && N->isWhole());
    return Fits || N->isZero() ? N : std::nullopt;
  }
  auto Parsed = M.Scope.parse(UnitText);
  const Unit *U = std::get_if<Unit>(&Parsed);
  if (!U || !(U->Dimension == D))
    return std::nullopt;
  Number Value = *N * U->Factor;
  return Value.finite() ? std::optional(Value) : std::nullopt;
}

/// Sets a value of its type from text; false if the text is not of the type.
bool setFromText(Module &M, StringRef Text, Value &V) {
  Type T = V.type();
  switch (T.Kind) {
  case TypeKind::Quantity: {
    std::optional<Number> N = quantity(M, Text, T.dim());
    if (N)
      M.setNumber(V, *N);
    return N.has_value();
  }
  case TypeKind::Bool:
    V.Known = Tag::Bool;
    V.Payload = Text == "true";
    return Text == "true" || Text == "false";
  case TypeKind::Date: {
    std::optional<int64_t> Days = parseDate(Text);
    V.Known = Tag::Int;
    V.Payload = uint64_t(Days.value_or(0) * SecondsPerDay);
    return Days.has_value();
  }
  case TypeKind::Text:
  case TypeKind::Enum:
    V.Known = Tag::Text;
    V.Payload = M.Texts.add(Text);
    return true;
  case TypeKind::None:
  case TypeKind::Tuple:
    break;
  }
  return false;
}

} // namespace

BindFault acp::bindLeaf(Module &M, StringRef Name, const Number &N) {
  return bindChecked(
      M, Name,
      [&](Type T) { return T.Kind == TypeKind::Quantity && N.finite(); },
      [&](Value &V) { M.setNumber(V, N); });
}

BindFault acp::bindLeaf(Module &M, StringRef Name, StringRef Text) {
  return bindChecked(
      M, Name,
      [&](Type T) {
        Value Probe;
        Probe.PackedType = uint32_t(T.Kind) << 28 | T.Id;
        return setFromText(M, Text, Probe);
      },
      [&](Value &V) { setFromText(M, Text, V); });
}

void acp::bindDraws(Module &M) {
  const Number Middle = Number(1) / Number(2);
  bind(
      M, [](const Leaf &L) { return L.Kind == LeafKind::Draw; },
      [&](Value &V) { M.setNumber(V, Middle); });
}
