//===- Elaborate.h - Syntax trees to IR -------------------------*- C++ -*-===//
//
// Part of acpc, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The face of elaboration: a plan and its parameters in, a module of the IR (or
// diagnostics) out.
//
//===----------------------------------------------------------------------===//

#ifndef ACP_ELABORATE_ELABORATE_H
#define ACP_ELABORATE_ELABORATE_H

#include "Basic/Diagnostic.h"
#include "Basic/FileSystem.h"
#include "IR/IR.h"
#include "Syntax/Bundle.h"
#include <map>
#include <string>
#include <vector>

namespace acp {

/// What a compilation is given beside its plan.
struct ElaborationOptions {
  /// `-D name=value`, in order; `name` is looked up in the plan.
  std::vector<std::pair<std::string, std::string>> Defines;
  /// Parameters left unknown.
  std::vector<std::string> Open;
  /// Folders of `-I`.
  std::vector<std::string> ImportPaths;
  /// A source tree to use as the standard library, "" for the one inside.
  std::string Stdlib;
  /// The library inside the program.
  llvm::ArrayRef<BundleFile> Library;
  /// Names the value of an expression instead of the plan's reports.
  std::string Expression;
  /// The expression, or without one what the plan declares, is a model or
  /// models, to be shown layer by layer.
  bool Layers = false;
  /// Its columns, `params,output.shape`; "" for those of the schema.
  std::string Columns;
  /// The expression is an entry, shown with what its own checks say. It may be
  /// named by the last word of its module, `nvidia.h100_sxm`.
  bool Show = false;
  /// A file of this format is read at the path instead of a plan, and written
  /// in the language.
  std::string ImportFormat;
  /// Lists declarations of a kind instead (`models`, `units` …).
  std::string Listing;
  /// Shows the entries that are listed as a table instead: those for which this
  /// expression over their fields is true, sorted by a field.
  bool Query = false;
  std::string Where;
  std::string SortBy;
  /// Axes that stand at one of their values, by name, and those that have to:
  /// what hangs on them is structure.
  std::map<std::string, uint64_t> Choices;
  std::vector<std::string> Structural;
  /// Put all units into the module itself, for printing it as text.
  bool WholeScope = false;
};

/// Counters of the work done, for `--timing` and its goldens.
struct ElaborationCounters {
  uint64_t FilesRead = 0;
  uint64_t SourceBytes = 0;
  uint64_t Steps = 0;
  uint64_t Records = 0;
  uint64_t ValuesMade = 0;
  uint64_t ValuesShared = 0;
  uint64_t ValuesFolded = 0;
  /// Of searches: points, operations of one in all three stages, and rows of
  /// the tables that the rest was looked up in.
  uint64_t Points = 0;
  uint64_t PointsEvaluated = 0;
  uint64_t PointSteps = 0;
  uint64_t TableRows = 0;
  double ParseSeconds = 0;
};

/// One line of `acpc list`.
struct Listed {
  std::string Name;
  std::string Doc;
};

struct ElaborationResult {
  std::unique_ptr<ir::Module> Module;
  ElaborationCounters Counters;
  std::vector<Listed> Listing;
  /// What was imported, as a file of the language.
  std::string Written;
  /// A fault of the compiler itself, "" if there is none.
  std::string Fault;
};

/// Compiles the file at Path ("" for none, with an Expression or Listing).
/// Faults are in Diags; the module is whole only if there are no errors.
ElaborationResult elaborate(llvm::StringRef Path,
                            const ElaborationOptions &Options,
                            const FileSystem &Files, SourceManager &Sources,
                            DiagnosticEngine &Diags);

} // namespace acp

#endif // ACP_ELABORATE_ELABORATE_H
