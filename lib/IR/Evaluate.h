//===- Evaluate.h - The result of one operation -----------------*- C++ -*-===//
//
// Part of acpc, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Arithmetic on known values that leaves the module as it is, so that folding
// and the verifier share it. Private to this folder.
//
//===----------------------------------------------------------------------===//

#ifndef ACP_IR_EVALUATE_H
#define ACP_IR_EVALUATE_H

#include "IR/IR.h"

namespace acp::ir {

/// What is known of an operation. Figure holds the number where Known is Int,
/// Double or Ratio (which of them it is, storing it decides). Text holds a text
/// that the operation made (MadeText); other texts are in the payload.
struct Result {
  Tag Known = Tag::Unknown;
  bool IsFigure = false;
  bool MadeText = false;
  uint64_t Payload = 0;
  /// Bytes of text made on the way, also where it came to nothing.
  uint64_t TextBytes = 0;
  Number Figure;
  std::string Text;

  static Result of(Tag Known, uint64_t Payload = 0) {
    Result R;
    R.Known = Known;
    R.Payload = Payload;
    return R;
  }
  static Result boolean(bool B) { return of(Tag::Bool, B); }
  static Result number(const Number &N) {
    Result R = of(N.finite() ? Tag::Int : Tag::Error);
    R.IsFigure = N.finite();
    R.Figure = N;
    return R;
  }
  static Result failedText(uint64_t Bytes) {
    Result R = of(Tag::Error);
    R.TextBytes = Bytes;
    return R;
  }
  static Result text(std::string Text) {
    Result R = of(Tag::Text);
    R.MadeText = true;
    R.TextBytes = Text.size();
    R.Text = std::move(Text);
    return R;
  }
};

/// The result of an operation that is neither constant nor leaf. Without
/// MayMakeText, one that would make a text has none.
Result evaluate(const Module &M, const Value &V, bool MayMakeText);

/// Text of a known value as people read it, in a unit if it has one. Error if
/// it is longer than a text may be, or a date beyond the calendar.
Result showText(const Module &M, ValueId V, const Unit *Preferred);

} // namespace acp::ir

#endif // ACP_IR_EVALUATE_H
