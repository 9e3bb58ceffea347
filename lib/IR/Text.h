//===- Text.h - The text form of the IR -------------------------*- C++ -*-===//
//
// Part of acpc, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The whole module as text that reads back to the same module: values, then
// definitions, layers, checks, views, and at the end the units. Made for
// FileCheck: one entity a line, names where there are names.
//
//===----------------------------------------------------------------------===//

#ifndef ACP_IR_TEXT_H
#define ACP_IR_TEXT_H

#include "Basic/Diagnostic.h"
#include "IR/IR.h"
#include "llvm/Support/raw_ostream.h"

namespace acp::ir {

struct PrintOptions {
  /// Print the known value beside each operation (always kept for constants).
  bool Known = true;
  bool Locations = true;
};

/// Prints a module. Sources give the names of the files that spans lie in.
void print(const Module &M, const SourceManager &Sources, llvm::raw_ostream &OS,
           const PrintOptions &Options = {});

/// Reads a module that `print` wrote (with known values and locations, or
/// without). Files that it names are added to Sources by `Load`, which returns
/// the text of a file by name, or null; spans in files that are not there are
/// dropped. Every fault is a diagnostic with a place in File.
bool read(const SourceFile &File, Module &M, SourceManager &Sources,
          llvm::function_ref<std::unique_ptr<llvm::MemoryBuffer>(
              llvm::StringRef Name, bool Library)>
              Load,
          DiagnosticEngine &Diags);

/// Generic MLIR: operations `acp.add` … with types `!acp.qty<"FLOP/s">`, which
/// `mlir-opt --allow-unregistered-dialect` takes.
void printMLIR(const Module &M, const SourceManager &Sources,
               llvm::raw_ostream &OS);

/// Faults in a module, one a line, "" if there are none: operands before their
/// users, types as inferred, indices in range, known values as folded.
std::string verify(const Module &M);

} // namespace acp::ir

#endif // ACP_IR_TEXT_H
