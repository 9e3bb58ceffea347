//===- TextWriter.cpp - A report on a terminal ----------------------------===//
//
// Part of acpc, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The order is that of reading: what was set from outside, the reports in the
// order of the plan, then whether they hold; the verdict stands last, where the
// eye is when the program ends.
//
//===----------------------------------------------------------------------===//

#include "Report/TextWriter.h"
#include "Basic/Source.h"
#include "Basic/Unicode.h"
#include "Report/Figures.h"
#include "llvm/ADT/StringExtras.h"

using namespace acp;
using llvm::StringRef;

std::string TextWriter::plain(StringRef Text) const {
  std::string Line;
  for (char C : Text)
    Line += llvm::isSpace(C) ? ' ' : C;
  return escaped(Line);
}

void TextWriter::gap() {
  if (!Empty)
    OS << '\n';
  Empty = false;
}

void TextWriter::heading(StringRef Text, StringRef Rest, StringRef Right,
                         bool DimRest) {
  gap();
  std::vector<std::string> Lines = wrapped(plain(Text), Width);
  for (const std::string &Line : llvm::ArrayRef(Lines).drop_back())
    OS << Marks.bold(Line) << '\n';
  std::string Behind = Rest.empty() ? "" : "  " + plain(Rest);
  unsigned Used = displayWidth(Lines.back()) + displayWidth(Behind);
  OS << Marks.bold(Lines.back());
  if (Used > Width) {
    OS << '\n';
    Used = displayWidth(Behind);
  }
  OS << (DimRest ? Marks.dim(Behind) : Behind);
  unsigned Needs = displayWidth(Right);
  if (Needs && Used + 2 + Needs <= Width)
    OS << std::string(Width - Used - Needs, ' ') << Marks.dim(Right);
  OS << '\n';
}

void TextWriter::paragraph(StringRef Text, unsigned Indent, bool Dim) {
  for (const std::string &Line : wrapped(plain(Text), Width - Indent))
    OS.indent(Indent) << (Dim ? Marks.dim(Line) : Line) << '\n';
}

std::string TextWriter::note(uint32_t Source) {
  if (Source >= NumberOf.size())
    return "";
  if (NumberOf[Source] == 0) {
    Printed.push_back(Source);
    NumberOf[Source] = unsigned(Printed.size());
  }
  return "[" + llvm::utostr(NumberOf[Source]) + "]";
}

void TextWriter::params() {
  if (R.Params.empty())
    return;
  heading("params", "", "");
  Grid G;
  G.Columns = {{}, {"", "", GridColumn::Number}, {}, {}};
  for (const Figure &P : R.Params)
    G.Rows.push_back({plain(P.Name), textWithRange(P, plain(P.Text)),
                      P.Kind == FigureKind::Unknown    ? "not set"
                      : P.From == ir::Origin::ParamSet ? "set by -D"
                      : P.From == ir::Origin::Solved   ? "found by the search"
                                                       : "as in the plan",
                      R.place(P.Place)});
  G.print(OS, 2, Width, Marks);
}

void TextWriter::sources() {
  if (Printed.empty())
    return;
  heading("sources", "", "");
  for (size_t I = 0; I != Printed.size(); ++I) {
    const ReportSource &S = R.Sources[Printed[I]];
    std::string Number = "[" + llvm::utostr(I + 1) + "]";
    std::string Text = plain(S.Title);
    if (!S.Date.empty())
      Text += ", " + plain(S.Date);
    if (!S.Url.empty())
      Text += ", " + plain(S.Url);
    unsigned Hang = 2 + std::max<unsigned>(4, unsigned(Number.size()) + 1);
    std::vector<std::string> Lines = wrapped(Text, Width - Hang);
    OS << "  " << padded(Number, Hang - 2) << Lines[0] << '\n';
    for (const std::string &Line : llvm::ArrayRef(Lines).drop_front())
      OS.indent(Hang) << Line << '\n';
  }
}

void TextWriter::write() {
  params();
  for (const ReportView &V : R.Views)
    view(V);
  infeasible();
  searches();
  spread();
  failedRequires();
  asserts();
  claims();
  if (Empty)
    paragraph("Nothing is reported: add `report NAME` to the plan.", 0, false);
  sources();
  summary();
}

void acp::writeText(llvm::raw_ostream &OS, const Report &R,
                    const WriteOptions &Options) {
  TextWriter(OS, R, Options).write();
}
