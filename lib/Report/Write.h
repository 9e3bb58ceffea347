//===- Write.h - Reports as text, Markdown, JSON and CSV --------*- C++ -*-===//
//
// Part of acpc, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// One function, and one or two source files, for each form. All print the same
// report; none looks at the module.
//
//===----------------------------------------------------------------------===//

#ifndef ACP_REPORT_WRITE_H
#define ACP_REPORT_WRITE_H

#include "Basic/Diagnostic.h"
#include "Report/Report.h"
#include "llvm/Support/JSON.h"
#include "llvm/Support/raw_ostream.h"

namespace acp {

enum class ReportFormat : uint8_t { Text, Markdown, JSON, CSV };

struct WriteOptions {
  bool Color = false;
  /// Columns of the terminal.
  unsigned Width = 80;
};

/// For a terminal.
void writeText(llvm::raw_ostream &OS, const Report &R,
               const WriteOptions &Options);
/// For a pull request: the verdict first, long tables folded away.
void writeMarkdown(llvm::raw_ostream &OS, const Report &R);
/// The first table or model, for a spreadsheet: RFC 4180, a line a row, values
/// in base units with all digits, those of a layer for all its runs.
void writeCSV(llvm::raw_ostream &OS, const Report &R);
/// As docs/report.schema.json says.
void writeJSON(llvm::raw_ostream &OS, const Report &R,
               llvm::ArrayRef<llvm::json::Value> Diagnostics);

/// One field as JSON: value, unit, text and what else is known of it.
void writeField(llvm::json::OStream &J, const Figure &F, const Report &R);
/// A finite double with the fewest digits that read back as the same; null for
/// others.
void writeNumber(llvm::json::OStream &J, double Value);

/// A cell of CSV, in quotes where it needs them.
std::string csvText(llvm::StringRef Text);
/// A text, with what is not UTF-8 replaced.
void writeString(llvm::json::OStream &J, llvm::StringRef Key,
                 llvm::StringRef Text);

/// For people a report has limits of its own, where none are asked for.
void limitRows(ReportFormat Format, ReportOptions &Options);
/// Writes a report. Engine gives the diagnostics of JSON, and may be null.
void writeReport(llvm::raw_ostream &OS, ReportFormat Format, const Report &R,
                 const SourceManager &Sources, const DiagnosticEngine *Engine,
                 const WriteOptions &Write);
/// Builds the report of a module as suits the format, and writes it.
Report printReport(llvm::raw_ostream &OS, ReportFormat Format,
                   const ir::Module &M, const SourceManager &Sources,
                   const DiagnosticEngine *Engine, ReportOptions Options,
                   const WriteOptions &Write);

/// The first value that is reported, alone: for one expression. JSON is one
/// field of the contract. False if nothing is reported.
bool printValue(llvm::raw_ostream &OS, ReportFormat Format, const ir::Module &M,
                const SourceManager &Sources, const ReportOptions &Options);

} // namespace acp

#endif // ACP_REPORT_WRITE_H
