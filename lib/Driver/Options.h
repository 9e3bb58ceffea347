//===- Options.h - The command line as data ---------------------*- C++ -*-===//
//
// Part of acpc, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef ACP_DRIVER_OPTIONS_H
#define ACP_DRIVER_OPTIONS_H

#include "Basic/Diagnostic.h"
#include "Basic/FileSystem.h"
#include "llvm/ADT/ArrayRef.h"
#include <string>
#include <vector>

namespace acp {

enum class Command : uint8_t {
  Compile,
  Sweep,
  Merge,
  Eval,
  Explain,
  Import,
  Layers,
  List,
  Show,
  Help,
  Version
};
enum class OutputFormat : uint8_t { Text, Markdown, Json, Csv };
enum class DiagnosticForm : uint8_t { Full, Short, Json };
enum class Emit : uint8_t { Nothing, Ast, Ir, Folded, Mlir };
enum class ColorWhen : uint8_t { Auto, Always, Never };

/// One call of acpc.
struct Invocation {
  Command What = Command::Compile;
  /// The plan, "" for none.
  std::string File;
  /// Eval: the expression. Explain: a name or a diagnostic code. Layers: the
  /// model, "" for those of the file. Import: a format. List: a kind.
  /// Show: the name of an entry.
  std::string Subject;
  std::vector<std::pair<std::string, std::string>> Defines;
  std::vector<std::string> Open;
  std::vector<std::string> ImportPaths;
  std::string Stdlib;
  std::string Output;
  OutputFormat Format = OutputFormat::Text;
  DiagnosticForm Diagnostics = DiagnosticForm::Full;
  Emit Phase = Emit::Nothing;
  ColorWhen Color = ColorWhen::Auto;
  unsigned Depth = 0;
  bool DepthGiven = false;
  /// Layers: a row for each kind of layer. Layers and List: the column to sort
  /// by.
  bool ByKind = false;
  std::string SortBy;
  /// List: the condition on an entry.
  std::string Where;
  /// Layers and List: the columns, "" for the usual ones.
  std::string Columns;
  /// Draws of every uncertain quantity, and the seed of their order.
  uint32_t Draws = 10'000;
  uint64_t Seed = 0;
  /// Sweep: sum up, and which part of how many; 0 for the whole. Merge: the
  /// parts.
  bool Summary = false;
  uint64_t Shard = 0;
  uint64_t Shards = 0;
  std::vector<std::string> Parts;
  /// Points of a search that are shown, and threads it runs on.
  uint32_t Top = 1;
  uint32_t Threads = 0;
  bool ClaimsAreErrors = false;
  bool Exact = false;
  bool Timing = false;
  bool Ascii = false;
};

/// Reads the arguments after the program's name. Faults are in Diags.
Invocation parseArguments(llvm::ArrayRef<const char *> Args,
                          const FileSystem &Files, SourceManager &Sources,
                          DiagnosticEngine &Diags);
/// The text of `acpc --help`.
std::string helpText();

} // namespace acp

#endif // ACP_DRIVER_OPTIONS_H
