//===- Opt.h - Passes on textual IR -----------------------------*- C++ -*-===//
//
// Part of acpc, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// acp-opt reads a module, runs the passes that are named in their order, checks
// the module before and after each, and prints it. It is made for tests.
//
//===----------------------------------------------------------------------===//

#ifndef ACP_TOOLS_OPT_H
#define ACP_TOOLS_OPT_H

#include "Basic/Diagnostic.h"
#include "Passes/Passes.h"
#include <string>
#include <vector>

namespace acp {

/// A pass, or a value for an open leaf.
struct OptStep {
  const Pass *Run = nullptr;
  std::string Leaf;
  std::string Value;
};

struct OptOptions {
  enum class Output : uint8_t { IR, MLIR, Report, Nothing };

  std::string Input;
  std::vector<OptStep> Steps;
  Output Emit = Output::IR;
  /// Of the printed IR: results beside operations, places in source files.
  bool Known = true;
  bool Locations = true;
  /// Folder in which places of `std/…` lie, "" if they are dropped.
  std::string Stdlib;
  bool Help = false;
};

/// Reads the command line without the name of the program. Faults are
/// diagnostics.
OptOptions parseOptOptions(llvm::ArrayRef<const char *> Arguments,
                           DiagnosticEngine &Diags);
std::string optHelp();

/// The whole program; returns its exit status: 2 for faults in the call or the
/// input, 70 for a pass that broke the module.
int optMain(llvm::ArrayRef<const char *> Arguments);

} // namespace acp

#endif // ACP_TOOLS_OPT_H
