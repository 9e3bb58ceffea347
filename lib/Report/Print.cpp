//===- Print.cpp - From module to output in one call ----------------------===//
//
// Part of acpc, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// People see as much of a table as they read, machines see all of it.
//
//===----------------------------------------------------------------------===//

#include "Basic/Render.h"
#include "Report/Figures.h"
#include "Report/Write.h"

using namespace acp;

static constexpr unsigned ShownLevels = 3;
static constexpr unsigned ShownRows = 50;

void acp::limitRows(ReportFormat Format, ReportOptions &Options) {
  if (Format != ReportFormat::Text && Format != ReportFormat::Markdown)
    return;
  Options.DepthIsFixed |= Options.Depth != 0;
  if (!Options.DepthIsFixed)
    Options.Depth = ShownLevels;
  if (!Options.MaxRows)
    Options.MaxRows = ShownRows;
}

void acp::writeReport(llvm::raw_ostream &OS, ReportFormat Format,
                      const Report &R, const SourceManager &Sources,
                      const DiagnosticEngine *Engine,
                      const WriteOptions &Write) {
  switch (Format) {
  case ReportFormat::Text:
    return writeText(OS, R, Write);
  case ReportFormat::Markdown:
    return writeMarkdown(OS, R);
  case ReportFormat::CSV:
    return writeCSV(OS, R);
  case ReportFormat::JSON: {
    std::vector<llvm::json::Value> Diagnostics;
    if (Engine)
      for (const Diagnostic &D : Engine->all())
        Diagnostics.push_back(toJSON(Sources, D));
    return writeJSON(OS, R, Diagnostics);
  }
  }
}

Report acp::printReport(llvm::raw_ostream &OS, ReportFormat Format,
                        const ir::Module &M, const SourceManager &Sources,
                        const DiagnosticEngine *Engine, ReportOptions Options,
                        const WriteOptions &Write) {
  limitRows(Format, Options);
  Report R = buildReport(M, Sources, Options);
  writeReport(OS, Format, R, Sources, Engine, Write);
  return R;
}

bool acp::printValue(llvm::raw_ostream &OS, ReportFormat Format,
                     const ir::Module &M, const SourceManager &Sources,
                     const ReportOptions &Options) {
  if (M.Views.empty() || M.Views[0].Kind != ir::ViewKind::Table ||
      M.Views[0].Rows.size() != 1 || M.Views[0].Columns.size() != 1)
    return false;
  Report R = emptyReport(Sources);
  FigureMaker Make(M, Sources, *R.Memory, Options);
  Figure F = Make.definition(M.Cells[M.Views[0].Rows[0].FirstCell],
                             M.Views[0].Columns[0].Unit);
  R.Sources = Make.cited().vec();
  if (Format != ReportFormat::JSON) {
    // A count is printed as the language writes one: a bare whole number.
    ir::ValueId V = M.Definitions[M.Cells[M.Views[0].Rows[0].FirstCell]].Value;
    if (V != ir::None && F.isNumber() && !F.Range &&
        M.type(V).Kind == ir::TypeKind::Quantity) {
      Number N = M.number(V);
      Dim D = M.type(V).dim();
      if (N.exact() && N.isWhole() &&
          (M.Dims->isCount(D) || D == DimensionTable::one())) {
        OS << N.fullDecimal() << '\n';
        return true;
      }
    }
    OS << textWithRange(F, F.Text) << '\n';
    return true;
  }
  llvm::json::OStream J(OS, 2);
  // There is no list of sources beside one field: the index would say nothing.
  F.Source = NoIndex;
  writeField(J, F, R);
  OS << '\n';
  return true;
}
