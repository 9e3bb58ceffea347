//===- Builder.h - Making values --------------------------------*- C++ -*-===//
//
// Part of acpc, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Makes values: infers the type, shares equal operations, and writes the result
// beside an operation whose operands are known. It does not simplify: an
// operation is as its author wrote it. The types of operands must fit, which
// the elaborator checks first (with diagnostics) and the verifier afterwards.
//
//===----------------------------------------------------------------------===//

#ifndef ACP_IR_BUILDER_H
#define ACP_IR_BUILDER_H

#include "IR/IR.h"
#include "IR/ValueTable.h"
#include <optional>

namespace acp::ir {

class Builder {
public:
  explicit Builder(Module &M);

  ValueId number(const Number &N, Dim D, Span Where);
  ValueId boolean(bool B, Span Where);
  ValueId text(llvm::StringRef Text, Span Where);
  /// Days since 1970-01-01, kept in seconds.
  ValueId date(int64_t Days, Span Where);
  ValueId enumerator(TextId Enum, llvm::StringRef Name, Span Where);
  ValueId absent(Span Where);
  /// A value that is not known: never shared.
  ValueId leaf(llvm::StringRef Name, LeafKind Kind, Type T, Span Where);

  /// Any operation but Const and Leaf. Cast takes its target from `To`, Show
  /// its unit from `Attribute`.
  ValueId make(Opcode Op, llvm::ArrayRef<ValueId> Operands, Span Where,
               Dim To = {}, uint32_t Attribute = 0);
  ValueId make(Opcode Op, ValueId A, Span Where) {
    return make(Op, llvm::ArrayRef(A), Where);
  }
  ValueId make(Opcode Op, ValueId A, ValueId B, Span Where) {
    ValueId Both[] = {A, B};
    return make(Op, Both, Where);
  }

  /// Gives the memory back that finding equal values takes: those that are made
  /// from here on may equal earlier ones.
  void forget() { Table = ValueTable(); }

  /// Operations asked for, and operations that were already there.
  uint64_t made() const { return Made; }
  uint64_t shared() const { return Shared; }
  uint64_t folded() const { return Folded; }

private:
  ValueId constant(Value V);
  ValueId text(Type T, llvm::StringRef Text, Span Where);

  Module &M;
  ValueTable Table;
  /// `false` and `true`, once made.
  ValueId Truth[2] = {None, None};
  uint64_t Made = 0;
  uint64_t Shared = 0;
  uint64_t Folded = 0;
};

/// The type of an operation on operands of these types; nothing if they do not
/// fit. `To` is the target of a cast. Exponents of `pow` are looked up in M.
std::optional<Type> inferType(const Module &M, Opcode Op,
                              llvm::ArrayRef<ValueId> Operands, Dim To);

/// Writes the result of V beside it if its operands are known; an operation
/// that is decided without some of them (`and` with a false side, `select`
/// with a known condition, a product by an exact zero is NOT one) too. Operands
/// are read from the module, V itself need not stand in it yet.
void fold(Module &M, Value &V);
/// True if what is beside V is what `fold` writes there. Adds to Budget the
/// bytes of text that were made, and takes V as right once it passes a limit.
bool isFolded(const Module &M, const Value &V, uint64_t &Budget);

} // namespace acp::ir

#endif // ACP_IR_BUILDER_H
