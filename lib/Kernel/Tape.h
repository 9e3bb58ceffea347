//===- Tape.h - What depends on axes, as straight-line code -----*- C++ -*-===//
//
// Part of acpc, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The operations that stay open in a module, in an order in which they can be
// done, on columns of doubles: one row a point. A truth value is 0 or 1; a text
// or an enumerator is its number in the module; `none` is infinity, and
// arithmetic without a result is not a number, which whatever uses it is too.
//
//===----------------------------------------------------------------------===//

#ifndef ACP_KERNEL_TAPE_H
#define ACP_KERNEL_TAPE_H

#include "IR/IR.h"
#include <limits>

namespace acp::kernel {

/// What stands for `none`, and for arithmetic without a result.
inline constexpr double Absent = std::numeric_limits<double>::infinity();
inline constexpr double NoResult = std::numeric_limits<double>::quiet_NaN();

/// Where a step finds an operand.
struct Operand {
  enum Place : uint8_t { Register, Constant, Input };
  Place In = Constant;
  uint32_t Index = 0;
  friend bool operator==(Operand A, Operand B) {
    return A.In == B.In && A.Index == B.Index;
  }
};

enum class StepKind : uint8_t {
  Add,
  Sub,
  Mul,
  Div,
  Min,
  Max,
  Neg,
  Abs,
  Floor,
  Ceil,
  Round,
  Pow,
  Square,
  Sqrt,
  Exp,
  Log,
  Log2,
  Log10,
  Probit,
  /// Of numbers, and of what is compared by identity.
  Same,
  Equal,
  Lt,
  Le,
  IsWhole,
  Divides,
  And,
  Or,
  Not,
  Select,
  /// What is `none` has no result where a figure is needed, and one that passed
  /// all bounds has none at all.
  Finite,
  /// To a column of the results.
  Store
};

struct Step {
  StepKind Kind = StepKind::Store;
  /// A register, or the number of a result.
  uint32_t To = 0;
  Operand A, B, C;
};

struct Tape {
  std::vector<Step> Steps;
  std::vector<double> Constants;
  unsigned Inputs = 0;
  unsigned Registers = 0;
  unsigned Results = 0;
};

/// The column of a value that is known.
double columnOf(const ir::Module &M, ir::ValueId V);
/// True for a value that a tape can give: all but texts that are made and
/// lists.
bool hasColumn(const ir::Module &M, ir::ValueId V);

/// A tape that gives the columns of some values from those of others, which it
/// takes as they are. A value that has no column, or that reaches a leaf which
/// is no input, comes to NoResult.
Tape makeTape(const ir::Module &M, llvm::ArrayRef<ir::ValueId> Inputs,
              llvm::ArrayRef<ir::ValueId> Results);

/// Runs a tape over so many points. In and Out are one column an input and a
/// result, of that many rows.
void evaluate(const Tape &T, size_t Points, llvm::ArrayRef<const double *> In,
              llvm::ArrayRef<double *> Out);

} // namespace acp::kernel

#endif // ACP_KERNEL_TAPE_H
