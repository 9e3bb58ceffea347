//===- Show.cpp - Known values as text ------------------------------------===//
//
// Part of acpc, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Tuples hold tuples, as deep and as often shared as an author likes; so the
// walk keeps its own stack, and ends with the longest text there may be.
//
//===----------------------------------------------------------------------===//

#include "Basic/Limits.h"
#include "IR/Date.h"
#include "IR/Evaluate.h"
#include "Quantity/Format.h"

using namespace acp;
using namespace acp::ir;
using llvm::ArrayRef;

namespace {

/// The elements of a known tuple, which may be one that was chosen.
ArrayRef<ValueId> elements(const Module &M, ValueId Id) {
  const Value &V = M.Values[Id];
  return M.operands(V.Op == Opcode::Tuple ? V : M.Values[V.Payload]);
}

/// Digits of a whole plain number or count without grouping: in a list the
/// comma parts the elements.
std::optional<std::string> bareDigits(const Module &M, const Value &V) {
  if (V.Known != Tag::Int || V.type().Kind != TypeKind::Quantity ||
      V.type().dim().Id != 0)
    return std::nullopt;
  return M.number(V).fullDecimal();
}

/// Text of anything but a tuple.
std::optional<std::string> showOne(const Module &M, const Value &V,
                                   const Unit *Preferred) {
  switch (V.Known) {
  case Tag::Int:
  case Tag::Double:
  case Tag::Ratio: {
    if (V.type().Kind == TypeKind::Date)
      return dateText(M.number(V));
    Dim D = V.type().dim();
    if (Preferred && !(Preferred->Dimension == D))
      Preferred = nullptr;
    return format(M.number(V), D, Preferred, M.Scope);
  }
  case Tag::Bool:
    return V.Payload ? "true" : "false";
  case Tag::Text:
    return M.Texts.get(TextId(V.Payload)).str();
  case Tag::Absent:
    return "none";
  case Tag::Unknown:
  case Tag::Tuple:
  case Tag::Error:
    break;
  }
  return std::nullopt;
}

} // namespace

Result ir::showText(const Module &M, ValueId V, const Unit *Preferred) {
  /// Elements still to show of the tuples that are open.
  llvm::SmallVector<ArrayRef<ValueId>, 4> Open;
  ValueId Single[] = {V};
  Open.push_back(Single);
  std::string Text;
  while (true) {
    if (Text.size() > limits::TextBytes)
      return Result::failedText(Text.size());
    if (Open.back().empty()) {
      Open.pop_back();
      if (Open.empty())
        return Result::text(std::move(Text));
      Text += ']';
    } else {
      ValueId Next = Open.back().front();
      Open.back() = Open.back().drop_front();
      if (M.Values[Next].Known == Tag::Tuple) {
        Text += '[';
        Open.push_back(elements(M, Next));
        continue;
      }
      std::optional<std::string> One;
      if (Open.size() > 1)
        One = bareDigits(M, M.Values[Next]);
      if (!One)
        One = showOne(M, M.Values[Next], Preferred);
      if (!One)
        return Result::failedText(Text.size());
      Text += *One;
    }
    if (!Open.back().empty())
      Text += ", ";
  }
}
