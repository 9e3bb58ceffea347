//===- TextWriter.h - A report on a terminal --------------------*- C++ -*-===//
//
// Part of acpc, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What the files of the text writer share: the stream, the marks, and the
// numbers of the sources, which are given as they are first printed.
//
//===----------------------------------------------------------------------===//

#ifndef ACP_REPORT_TEXTWRITER_H
#define ACP_REPORT_TEXTWRITER_H

#include "Report/Layout.h"
#include "Report/Write.h"

namespace acp {

class TextWriter {
public:
  TextWriter(llvm::raw_ostream &OS, const Report &R,
             const WriteOptions &Options)
      : OS(OS), R(R), Width(Options.Width), Marks{Options.Color},
        NumberOf(R.Sources.size(), 0) {}

  void write();

  //===--- TextViews.cpp --------------------------------------------------===//
  void view(const ReportView &V);

  //===--- TextSearch.cpp -------------------------------------------------===//
  void searches();
  /// Points of a sweep that have no report.
  void infeasible();

  //===--- TextSpread.cpp -------------------------------------------------===//
  /// What causes the spread of the figures.
  void spread();

  //===--- TextChecks.cpp -------------------------------------------------===//
  void failedRequires();
  void asserts();
  void claims();
  void summary();

private:
  //===--- TextWriter.cpp -------------------------------------------------===//
  /// A heading at the left and, if it fits, something at the right end.
  void heading(llvm::StringRef Text, llvm::StringRef Rest,
               llvm::StringRef Right, bool DimRest = true);
  /// Wrapped lines, each after so many blanks.
  void paragraph(llvm::StringRef Text, unsigned Indent, bool Dim);
  void gap();
  void params();
  void sources();
  /// `[2]`, or nothing.
  std::string note(uint32_t Source);
  /// A text of one line that a terminal can take.
  std::string plain(llvm::StringRef Text) const;

  //===--- TextViews.cpp --------------------------------------------------===//
  void doc(const ReportView &V, unsigned Indent);
  void record(const ReportView &V);
  struct FieldWidths {
    unsigned Name = 0;
    unsigned Number = 0;
    /// Of a number with its unit, before its range.
    unsigned Middle = 0;
    unsigned Value = 0;
  };
  void fields(llvm::ArrayRef<const Figure *> Fields, const FieldWidths &Widths);
  void table(const ReportView &V, unsigned Indent);
  void tree(const ReportView &V);
  void hidden(const ReportView &V, unsigned Indent);

  //===--- TextSearch.cpp -------------------------------------------------===//
  void candidates(const ReportSearch &S, llvm::ArrayRef<ReportCandidate> Rows);

  //===--- TextChecks.cpp -------------------------------------------------===//
  void check(const ReportCheck &C);
  void detail(const ReportCheck &C, unsigned Indent);

  llvm::raw_ostream &OS;
  const Report &R;
  unsigned Width;
  Style Marks;
  /// Of each source: its number in the text, 0 for none yet.
  std::vector<unsigned> NumberOf;
  std::vector<uint32_t> Printed;
  bool Empty = true;
};

} // namespace acp

#endif // ACP_REPORT_TEXTWRITER_H
