//===- Words.h - Words of the textual IR ------------------------*- C++ -*-===//
//
// Part of acpc, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What printer and reader spell alike: enumerations, types, quoted text.
//
//===----------------------------------------------------------------------===//

#ifndef ACP_IR_WORDS_H
#define ACP_IR_WORDS_H

#include "IR/IR.h"
#include "llvm/Support/raw_ostream.h"
#include <optional>

namespace acp::ir {

/// The words of an enumeration in the order of its values.
template <typename E> llvm::ArrayRef<llvm::StringLiteral> words();
template <> llvm::ArrayRef<llvm::StringLiteral> words<Opcode>();
template <> llvm::ArrayRef<llvm::StringLiteral> words<Origin>();
template <> llvm::ArrayRef<llvm::StringLiteral> words<LeafKind>();
template <> llvm::ArrayRef<llvm::StringLiteral> words<CheckKind>();
template <> llvm::ArrayRef<llvm::StringLiteral> words<ViewKind>();
/// The first is empty: quantities are spelt by their dimension.
template <> llvm::ArrayRef<llvm::StringLiteral> words<TypeKind>();

template <typename E> llvm::StringRef word(E Value) {
  return words<E>()[size_t(Value)];
}

template <typename E> std::optional<E> fromWord(llvm::StringRef Word) {
  llvm::ArrayRef<llvm::StringLiteral> All = words<E>();
  for (size_t I = 0; I != All.size(); ++I)
    if (All[I] == Word && !Word.empty())
      return E(I);
  return std::nullopt;
}

/// `FLOP/s`, `1` for a plain number, and with an exponent where the dimension
/// bears the name of another type: `text^1`.
std::string dimText(const DimensionTable &Dims, Dim D);
/// `FLOP/s`, `bool`, `enum "Split"`.
std::string typeText(const Module &M, Type T);

/// Text in quotes: `\"`, `\\`, `\n`, `\t`, and `\1f` for other control
/// characters and for bytes that are not UTF-8.
void writeQuoted(llvm::raw_ostream &OS, llvm::StringRef Text);

/// What is known of a value, as it reads back: `7/2`, `2026-10-01`, `none`,
/// `error`, `%5` for a tuple that was chosen.
void writeLiteral(llvm::raw_ostream &OS, const Module &M, const Value &V);

} // namespace acp::ir

#endif // ACP_IR_WORDS_H
