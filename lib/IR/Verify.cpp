//===- Verify.cpp - Whether a module holds together -----------------------===//
//
// Part of acpc, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Each value is looked at in three steps, and a later step only if the earlier
// found nothing: indices, type, result. So nothing here trusts what it has not
// checked.
//
//===----------------------------------------------------------------------===//

#include "IR/Builder.h"
#include "IR/Text.h"
#include "IR/Words.h"
#include "llvm/ADT/Twine.h"

using namespace acp;
using namespace acp::ir;
using llvm::StringRef;
using llvm::Twine;

namespace {

/// Faults that are listed before the verifier gives up.
constexpr unsigned FaultLimit = 20;

class Verifier {
public:
  explicit Verifier(const Module &M) : M(M) {}
  std::string run();

private:
  bool fault(const Twine &What) {
    if (++Count <= FaultLimit)
      Faults += (Where + ": " + What + "\n").str();
    return false;
  }
  void at(StringRef Kind, size_t Index) { Where = (Kind + Twine(Index)).str(); }

  /// Whether an index lies in an array; None passes where it may stand.
  bool in(uint32_t Index, size_t Size, StringRef What, bool MayBeNone = true) {
    if (Index < Size || (MayBeNone && Index == None))
      return true;
    return fault("no " + What + " " + Twine(Index));
  }
  bool text(TextId Id, bool MayBeNone = true) {
    return in(Id, M.Texts.size(), "text", MayBeNone);
  }
  bool value(ValueId Id, bool MayBeNone = true) {
    return in(Id, M.Values.size(), "value", MayBeNone);
  }
  bool unit(uint32_t Index) { return in(Index, M.Units.size(), "unit"); }
  bool range(uint32_t First, uint32_t Number, size_t Size, StringRef What) {
    if (uint64_t(First) + Number <= Size)
      return true;
    return fault("its " + What + " are out of range");
  }
  template <typename Pool>
  void ids(const Pool &Ids, uint32_t First, uint32_t Number, size_t Size,
           StringRef What, bool MayBeNone) {
    if (range(First, Number, Ids.size(), What))
      for (uint32_t Id : llvm::ArrayRef(Ids).slice(First, Number))
        in(Id, Size, What, MayBeNone);
  }
  void condition(ValueId Id) {
    if (value(Id, false) && M.type(Id).Kind != TypeKind::Bool)
      fault("its condition is no truth value");
  }

  bool structure(ValueId Id, const Value &V);
  bool payload(ValueId Id, const Value &V);
  bool typed(const Value &V);
  void values();
  void leaves();
  void definitions();
  void layers();
  void column(const Axis &A, const AxisColumn &C);
  void axes();
  void checks();
  void views();

  const Module &M;
  std::string Where;
  std::string Faults;
  unsigned Count = 0;
  uint64_t TextBudget = 0;
};

/// Payloads that what is known and the type allow.
bool Verifier::payload(ValueId Id, const Value &V) {
  TypeKind Kind = V.type().Kind;
  bool Fits = true;
  switch (V.Known) {
  case Tag::Unknown:
  case Tag::Error:
  case Tag::Absent:
    return true;
  case Tag::Ratio:
    if (V.Payload >= M.Ratios.size())
      return fault("no ratio " + Twine(V.Payload));
    [[fallthrough]];
  case Tag::Int:
  case Tag::Double:
    Fits = Kind == TypeKind::Quantity || Kind == TypeKind::Date;
    if (Fits && !M.number(V).finite())
      return fault("a number that is not finite");
    break;
  case Tag::Bool:
    Fits = Kind == TypeKind::Bool && V.Payload <= 1;
    break;
  case Tag::Text:
    if (V.Payload >= M.Texts.size())
      return fault("no text " + Twine(V.Payload));
    Fits = Kind == TypeKind::Text || Kind == TypeKind::Enum;
    break;
  case Tag::Tuple:
    Fits = Kind == TypeKind::Tuple;
    if (V.Op != Opcode::Tuple &&
        (V.Payload >= Id || M.Values[V.Payload].Op != Opcode::Tuple ||
         M.Values[V.Payload].Known != Tag::Tuple))
      return fault("no tuple %" + Twine(V.Payload));
    break;
  default:
    return fault("an unknown tag");
  }
  return Fits || fault("what is known does not fit the type");
}

bool Verifier::structure(ValueId Id, const Value &V) {
  if (size_t(V.Op) >= words<Opcode>().size())
    return fault("no operation");
  if (!range(V.FirstOperand, V.NumOperands, M.Operands.size(), "operands"))
    return false;
  for (ValueId Operand : M.operands(V))
    if (Operand >= Id)
      return fault("operand %" + Twine(Operand) + " does not stand before it");
  Type T = V.type();
  if (size_t(T.Kind) >= words<TypeKind>().size() ||
      (T.Kind == TypeKind::Quantity && T.Id >= M.Dims->size()) ||
      (T.Kind == TypeKind::Enum && T.Id >= M.Texts.size()))
    return fault("no type");
  if (V.Op == Opcode::Show && V.Attribute > M.Units.size())
    return fault("no unit " + Twine(V.Attribute - 1));
  return payload(Id, V);
}

bool Verifier::typed(const Value &V) {
  Type T = V.type();
  bool IsQuantity = T.Kind == TypeKind::Quantity;
  switch (V.Op) {
  case Opcode::Const:
    return (V.known() && V.NumOperands == 0) || fault("a constant of nothing");
  case Opcode::Leaf:
    if (V.known() || V.NumOperands != 0)
      return fault("a leaf that is known");
    return in(V.Attribute, M.Leaves.size(), "leaf", false);
  default:
    break;
  }
  std::optional<Type> Inferred =
      inferType(M, V.Op, M.operands(V), IsQuantity ? T.dim() : Dim());
  if (!Inferred)
    return fault("`" + mnemonic(V.Op) + "` does not take these operands");
  return *Inferred == T || fault("the type is " + typeText(M, T) +
                                 ", inferred is " + typeText(M, *Inferred));
}

void Verifier::values() {
  for (ValueId Id = 0; Id != M.Values.size() && Count <= FaultLimit; ++Id) {
    const Value &V = M.Values[Id];
    at("%", Id);
    // What stands on a broken value is not looked at.
    if (!structure(Id, V))
      return;
    if (!typed(V))
      return;
    if (!isFolded(M, V, TextBudget))
      fault("what is known is not the result");
  }
}

void Verifier::leaves() {
  for (size_t I = 0; I != M.Leaves.size(); ++I) {
    const Leaf &L = M.Leaves[I];
    at("leaf ", I);
    text(L.Name, false);
    if (!value(L.Value, false))
      continue;
    const Value &V = M.Values[L.Value];
    if (V.Op != Opcode::Leaf || V.Attribute != I)
      fault("its value is another");
    else if (!(V.Where == L.Where))
      fault("its place is not that of its value");
    if (I != 0 && M.Leaves[I - 1].Value >= L.Value)
      fault("it is out of order");
  }
}

void Verifier::definitions() {
  for (size_t I = 0; I != M.Definitions.size(); ++I) {
    const Definition &D = M.Definitions[I];
    at("@", I);
    text(D.Owner);
    text(D.Name, false);
    text(D.Doc);
    value(D.Value, false);
    unit(D.Unit);
    if (size_t(D.From) >= words<Origin>().size())
      fault("no origin");
    in(D.Cited, M.Citations.size(), "citation");
    ids(M.Uses, D.FirstUse, D.NumUses, M.Definitions.size(), "uses", false);
  }
  for (size_t I = 0; I != M.Citations.size(); ++I) {
    const Citation &C = M.Citations[I];
    at("cite ", I);
    text(C.Title);
    text(C.Date);
    text(C.Url);
  }
}

void Verifier::layers() {
  for (size_t I = 0; I != M.Layers.size(); ++I) {
    const Layer &L = M.Layers[I];
    at("layer ", I);
    text(L.Name);
    text(L.Path);
    text(L.Op);
    in(L.Parent, M.Layers.size(), "layer");
    if (L.Parent == I)
      fault("it is its own parent");
    if (L.Count != None && value(L.Count) &&
        M.type(L.Count).Kind != TypeKind::Quantity)
      fault("its count is no quantity");
    ids(M.LayerFields, L.FirstField, L.NumFields, M.Definitions.size(),
        "fields", false);
  }
}

void Verifier::column(const Axis &A, const AxisColumn &C) {
  text(C.Name);
  unit(C.Unit);
  if (!value(C.Value, false))
    return;
  const Value &V = M.Values[C.Value];
  if (A.At == None && (V.Op != Opcode::Leaf || V.Attribute >= M.Leaves.size() ||
                       M.Leaves[V.Attribute].Kind != A.Kind))
    fault("it has no place, and its value is no leaf of its kind");
  if (C.isRange()) {
    int64_t Last;
    if (V.type().Kind != TypeKind::Quantity)
      fault("a range of what is no quantity");
    if (__builtin_add_overflow(C.First, int64_t(A.Length), &Last))
      fault("its range goes past 64 bits");
    return;
  }
  if (C.Values.size() != A.Length)
    fault(Twine(C.Values.size()) + " values on an axis of " + Twine(A.Length));
  for (ValueId Each : C.Values)
    if (value(Each, false) && A.At == None &&
        (!M.known(Each) || !(M.type(Each) == V.type())))
      fault("a value that is not known, or of another type");
}

void Verifier::axes() {
  for (size_t I = 0; I != M.Axes.size(); ++I) {
    const Axis &A = M.Axes[I];
    at("axis ", I);
    text(A.Name);
    bool IsSolved = A.Kind == LeafKind::Solve;
    if (!IsSolved && A.Kind != LeafKind::Sweep)
      fault("no kind of axis");
    if (A.Length == 0)
      fault("it has no values");
    if (A.At != None && A.At >= A.Length)
      fault("its place is behind its end");
    in(A.Search, M.Searches.size(), "search", !IsSolved);
    if (A.Columns.empty())
      fault("it takes nothing");
    for (const AxisColumn &C : A.Columns)
      column(A, C);
  }
  for (size_t I = 0; I != M.Searches.size(); ++I) {
    at("search ", I);
    text(M.Searches[I].Name);
    for (const Objective &O : M.Searches[I].Objectives) {
      unit(O.Unit);
      if (value(O.Value, false) && M.type(O.Value).Kind != TypeKind::Quantity)
        fault("an objective that is no quantity");
    }
  }
  for (size_t I = 0; I != M.Filters.size(); ++I) {
    at("where ", I);
    condition(M.Filters[I].Condition);
    in(M.Filters[I].Axis, M.Axes.size(), "axis", false);
  }
}

void Verifier::checks() {
  for (size_t I = 0; I != M.Checks.size(); ++I) {
    const Check &C = M.Checks[I];
    at("check ", I);
    if (size_t(C.Kind) >= words<CheckKind>().size())
      fault("no kind of check");
    condition(C.Condition);
    for (ValueId V : {C.Message, C.Left, C.Right, C.Within, C.Confidence})
      value(V);
    unit(C.LeftUnit);
    unit(C.RightUnit);
    in(C.Cited, M.Citations.size(), "citation");
    if (!range(C.FirstPart, C.NumParts, M.Parts.size(), "parts"))
      continue;
    for (const Part &P :
         llvm::ArrayRef(M.Parts).slice(C.FirstPart, C.NumParts)) {
      value(P.Value, false);
      unit(P.Unit);
    }
  }
}

void Verifier::views() {
  for (size_t I = 0; I != M.Views.size(); ++I) {
    const View &V = M.Views[I];
    at("view ", I);
    if (size_t(V.Kind) >= words<ViewKind>().size())
      fault("no kind of view");
    text(V.Title);
    text(V.Schema);
    text(V.Doc);
    in(V.Parent, M.Views.size(), "view");
    for (const Column &C : V.Columns) {
      text(C.Name);
      unit(C.Unit);
    }
    for (const Row &R : V.Rows) {
      text(R.Label);
      in(R.Layer, M.Layers.size(), "layer");
      ids(M.Cells, R.FirstCell, cellsOfRow(V), M.Definitions.size(), "cells",
          true);
    }
  }
}

std::string Verifier::run() {
  values();
  // The rest is about values.
  if (Count == 0) {
    leaves();
    definitions();
    layers();
    axes();
    checks();
    views();
  }
  if (Count > FaultLimit)
    Faults += "and more\n";
  return std::move(Faults);
}

} // namespace

std::string ir::verify(const Module &M) { return Verifier(M).run(); }
