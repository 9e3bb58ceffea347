//===- Sample.h - Modules to report -----------------------------*- C++ -*-===//
//
// Part of acpc, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Builds small modules as elaboration would, over a source text in memory, so
// that reports can be tested without the language.
//
//===----------------------------------------------------------------------===//

#ifndef ACP_TEST_REPORT_SAMPLE_H
#define ACP_TEST_REPORT_SAMPLE_H

#include "IR/Builder.h"
#include "IR/IR.h"

namespace acp::test {

class Sample {
public:
  /// A module over a file `plan.acp` and a library file `std/plans/train.acp`.
  Sample(llvm::StringRef Plan, llvm::StringRef Library = "");

  /// The span of a piece of text that stands in one of the files; a `|` in it
  /// divides what is searched for from the span: `mfu = |35%`.
  Span at(llvm::StringRef Text);
  /// A unit as an index in Module::Units, `` for none.
  uint32_t unit(llvm::StringRef Text);
  /// A number in a unit: `180`, `GFLOP/sample`.
  ir::ValueId number(llvm::StringRef Digits, llvm::StringRef Unit);
  ir::ValueId text(llvm::StringRef Text) { return B.text(Text, {}); }
  uint32_t cite(llvm::StringRef Title, llvm::StringRef Date = "",
                llvm::StringRef Url = "");

  struct Def {
    llvm::StringRef Name;
    ir::ValueId Value;
    llvm::StringRef Unit = "";
    ir::Origin From = ir::Origin::Derived;
    /// The definition in the source: `NAME = FORMULA`.
    llvm::StringRef Source = "";
    std::vector<ir::DefId> Uses = {};
    uint32_t Cited = ir::None;
  };
  ir::DefId define(const Def &D);

  ir::View &view(ir::ViewKind Kind, llvm::StringRef Title,
                 llvm::StringRef Schema, llvm::StringRef Where = "");
  void row(ir::View &V, std::vector<ir::DefId> Cells,
           llvm::StringRef Label = "");
  /// A layer in a tree, and its row.
  uint32_t layer(ir::View &V, llvm::StringRef Name, llvm::StringRef Op,
                 uint32_t Parent, int64_t Count, std::vector<ir::DefId> Cells);
  ir::Check &check(ir::CheckKind Kind, llvm::StringRef Where,
                   ir::ValueId Condition);
  /// `Left == Right`, as a claim with a tolerance in parts of the right side.
  ir::Check &claim(llvm::StringRef Where, ir::ValueId Left, ir::ValueId Right,
                   llvm::StringRef Unit, llvm::StringRef Within = "");
  void part(ir::Check &C, llvm::StringRef Where, ir::ValueId V,
            llvm::StringRef Unit);

  SourceManager Sources;
  ir::Module M;
  ir::Builder B;
};

/// A plan with records, an assert that fails, claims that are off.
void makeTraining(Sample &S);
/// A model of a few layers, repeated.
void makeModel(Sample &S);
/// A table of runs.
void makeTable(Sample &S);
/// A parameter left open.
void makeOpen(Sample &S);

extern const char TrainingPlan[];
extern const char TrainingLibrary[];
extern const char ModelPlan[];
extern const char TablePlan[];
extern const char OpenPlan[];

} // namespace acp::test

#endif // ACP_TEST_REPORT_SAMPLE_H
