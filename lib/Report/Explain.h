//===- Explain.h - How a figure came about ----------------------*- C++ -*-===//
//
// Part of acpc, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Prints the derivation of a definition: its formula, then what the formula
// reads, and so on down to what was declared, with places and sources.
//
//===----------------------------------------------------------------------===//

#ifndef ACP_REPORT_EXPLAIN_H
#define ACP_REPORT_EXPLAIN_H

#include "Report/Write.h"
#include <optional>

namespace acp {

struct ExplainOptions {
  /// Levels below the definition, 0 for all (200 at most).
  unsigned Depth = 8;
  /// Definitions shown of those that one formula reads, 0 for all.
  unsigned Breadth = 12;
  /// All digits instead of three.
  bool Exact = false;
  /// Only ASCII in the lines of the tree.
  bool Ascii = false;
  WriteOptions Write;
  /// See ReportOptions.
  const kernel::Sampling *Draws = nullptr;
};

/// What the figures of a derivation are printed with.
ReportOptions figureOptions(const ExplainOptions &Options);

/// A definition by its qualified name, or by the end of it from a point on if
/// only one ends so.
std::optional<ir::DefId> findDefinition(const ir::Module &M,
                                        llvm::StringRef Name);
/// The name most like one that was not found, "" if none is.
std::string nearestDefinition(const ir::Module &M, llvm::StringRef Name);

/// The definitions that the formula of one reads, each once.
std::vector<ir::DefId> usesOf(const ir::Module &M, ir::DefId D);

/// The derivation as an indented tree; each definition is taken apart once.
/// False, with nothing printed, if there is no definition of that name.
bool explain(llvm::raw_ostream &OS, const ir::Module &M,
             const SourceManager &Sources, llvm::StringRef Name,
             const ExplainOptions &Options);

void explain(llvm::raw_ostream &OS, const ir::Module &M,
             const SourceManager &Sources, ir::DefId Root,
             const ExplainOptions &Options);

/// All definitions that the figure depends on, as JSON: a list in which each
/// names those it reads.
bool explainJSON(llvm::raw_ostream &OS, const ir::Module &M,
                 const SourceManager &Sources, llvm::StringRef Name,
                 const ExplainOptions &Options);
void explainJSON(llvm::raw_ostream &OS, const ir::Module &M,
                 const SourceManager &Sources, ir::DefId Root,
                 const ExplainOptions &Options);

} // namespace acp

#endif // ACP_REPORT_EXPLAIN_H
