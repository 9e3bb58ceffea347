//===- TextChecks.cpp - Asserts and claims on a terminal ------------------===//
//
// Part of acpc, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What holds takes a line; what fails shows every sub-expression with its
// value. Claims stand side by side with what they were held against. Of the
// checks of the library only those that do not hold are of interest.
//
//===----------------------------------------------------------------------===//

#include "Basic/Source.h"
#include "Report/TextWriter.h"
#include "Report/Verdicts.h"
#include "llvm/ADT/StringExtras.h"

using namespace acp;
using llvm::StringRef;

static StringRef word(const ReportCheck &C) {
  bool IsClaim = C.Kind == ir::CheckKind::Claim;
  switch (C.Result) {
  case Verdict::Holds:
    return IsClaim ? "holds" : "ok";
  case Verdict::Fails:
    return IsClaim ? "OFF" : "FAILED";
  case Verdict::Undecided:
    return "open";
  }
  return "";
}

static std::string coloured(const Style &Marks, const ReportCheck &C,
                            StringRef Text) {
  return C.Result == Verdict::Holds   ? Marks.good(Text)
         : C.Result == Verdict::Fails ? Marks.bad(Text)
                                      : Marks.open(Text);
}

/// True for a check that the reader of this plan wants to see.
static bool isShown(const Report &R, const ReportCheck &C) {
  return C.Result != Verdict::Holds || !C.Place.valid() ||
         !R.Inputs[C.Place.File].Library;
}

void TextWriter::detail(const ReportCheck &C, unsigned Indent) {
  if (!C.Message.empty())
    paragraph(C.Message, Indent, false);
  unsigned NameWidth = 0;
  for (const ReportPart &P : C.Parts)
    NameWidth = std::max(NameWidth, displayWidth(plain(P.Text)));
  NameWidth = std::min(NameWidth, Width / 2);
  for (const ReportPart &P : C.Parts) {
    std::string Name = plain(P.Text);
    OS.indent(Indent) << padded(Name, NameWidth) << " = "
                      << textWithRange(P.Value, plain(P.Value.Text)) << '\n';
  }
}

void TextWriter::check(const ReportCheck &C) {
  constexpr unsigned Hang = 10;
  std::string Place = R.place(C.Place);
  std::string Text = plain(C.Text);
  if (C.AtPoints)
    Text += "  at all " + llvm::utostr(C.AtPoints) + " points";
  else if (C.Result == Verdict::Holds && C.HasSides && !C.IsEquality)
    Text += "  (" + plain(C.Left.Text) +
            (C.Left.Range ? ", " + rangeText(C.Left) : "") + ")";
  if (C.IsDrawn && !C.AtPoints)
    Text += "  in " +
            (C.Result == Verdict::Fails ? partText(C.Probability, C.Confidence)
                                        : partText(C.Probability)) +
            " of draws";
  std::vector<std::string> Lines = wrapped(Text, Width - Hang);
  OS << "  " << coloured(Marks, C, padded(word(C), Hang - 2)) << Lines[0];
  unsigned Used = Hang + displayWidth(Lines[0]);
  unsigned Needs = unsigned(Place.size());
  bool Beside = Lines.size() == 1 && Used + 2 + Needs <= Width;
  if (Beside && Needs)
    OS.indent(Width - Used - Needs) << Marks.dim(Place);
  OS << '\n';
  for (const std::string &Line : llvm::ArrayRef(Lines).drop_front())
    OS.indent(Hang) << Line << '\n';
  if (!Beside && C.Result != Verdict::Holds)
    OS.indent(Hang) << Marks.dim(Place) << '\n';
  if (C.IsDrawn && C.Result == Verdict::Fails)
    OS.indent(Hang) << "must hold in " << partText(C.Confidence)
                    << " of draws\n";
  if (C.Result == Verdict::Holds)
    return;
  detail(C, Hang);
  if (C.Result != Verdict::Fails || !C.HasSides || C.IsDrawn)
    return;
  // `2x higher than 15 min`, `2.1% above 15 min`.
  StringRef Last = C.Finding.substr(C.Finding.rfind(' ') + 1);
  bool IsPart = Last == "above" || Last == "below";
  bool IsMultiple = Last == "higher" || Last == "lower" || Last == "later" ||
                    Last == "earlier";
  if (!IsPart && !IsMultiple)
    return;
  OS.indent(Hang) << plain(C.Finding) << (IsPart ? " " : " than ")
                  << plain(C.Right.Text);
  if (!C.Allowed.empty())
    OS << ", " << plain(C.Allowed);
  OS << '\n';
}

void TextWriter::failedRequires() {
  if (R.FailedRequires.empty())
    return;
  heading("requires", "", "");
  for (const ReportCheck &C : R.FailedRequires)
    check(C);
}

void TextWriter::asserts() {
  if (R.Asserts.empty())
    return;
  heading("asserts", "", "");
  for (const ReportCheck &C : R.Asserts)
    if (isShown(R, C))
      check(C);
}

namespace {
/// A claim in pieces.
struct ClaimLine {
  const ReportCheck *Check;
  std::string What, Ours, Claimed, Finding, Note;
};

enum class ClaimLayout : uint8_t {
  /// All of a claim on one line.
  Line,
  /// The figures below the name, in columns.
  Columns,
  /// One figure a line.
  Stacked
};
} // namespace

static ClaimLine claimLine(const ReportCheck &C) {
  ClaimLine L;
  L.Check = &C;
  L.What = C.IsEquality && !C.LeftText.empty() ? C.LeftText : C.Text;
  L.Finding = C.Finding;
  if (C.HasSides) {
    L.Ours = textWithRange(C.Left, C.Left.Text);
    L.Claimed = C.Right.Text;
  }
  if (C.Result != Verdict::Undecided && !C.Allowed.empty() &&
      !C.Allowed.starts_with("to the") && C.Finding != "exact")
    L.Finding += " (" + C.Allowed.str() + ")";
  return L;
}

void TextWriter::claims() {
  if (R.Claims.empty())
    return;
  heading("claims", "", "");
  std::vector<ClaimLine> Lines;
  unsigned What = 0, Ours = 4, Claimed = 7, Finding = 0, Note = 0;
  for (const ReportCheck &C : R.Claims) {
    if (!isShown(R, C))
      continue;
    ClaimLine L = claimLine(C);
    L.Note = note(C.Source);
    for (std::string *Text : {&L.What, &L.Ours, &L.Claimed, &L.Finding})
      *Text = plain(*Text);
    What = std::max(What, displayWidth(L.What));
    Ours = std::max(Ours, displayWidth(L.Ours));
    Claimed = std::max(Claimed, displayWidth(L.Claimed));
    Finding = std::max(Finding, displayWidth(L.Finding));
    Note = std::max(Note, displayWidth(L.Note));
    Lines.push_back(std::move(L));
  }
  if (Lines.empty())
    return paragraph("those of the library hold", 2, true);

  // All claims in the same way, so that their figures stand below each other.
  constexpr unsigned Word = 7;
  constexpr unsigned NameAt = 2 + Word;
  unsigned Figures = Ours + 2 + Claimed + 2 + Finding + (Note ? Note + 2 : 0);
  ClaimLayout Layout = NameAt + What + 2 + Figures <= Width ? ClaimLayout::Line
                       : NameAt + 2 + Figures <= Width ? ClaimLayout::Columns
                                                       : ClaimLayout::Stacked;
  unsigned Indent = NameAt + 2 + (Layout == ClaimLayout::Line ? What : 0);
  if (Layout != ClaimLayout::Stacked)
    OS.indent(Indent) << Marks.dim(paddedLeft("ours", Ours) + "  " +
                                   paddedLeft("claimed", Claimed))
                      << '\n';
  for (const ClaimLine &L : Lines) {
    OS << "  " << coloured(Marks, *L.Check, padded(word(*L.Check), Word));
    if (Layout == ClaimLayout::Line) {
      OS << padded(L.What, What) << "  ";
    } else {
      std::vector<std::string> Names = wrapped(L.What, Width - NameAt);
      OS << Names[0];
      std::string Place = R.place(L.Check->Place);
      unsigned Used = NameAt + displayWidth(Names[0]);
      if (Names.size() == 1 && Used + 2 + Place.size() <= Width)
        OS.indent(Width - Used - unsigned(Place.size())) << Marks.dim(Place);
      OS << '\n';
      for (const std::string &Name : llvm::ArrayRef(Names).drop_front())
        OS.indent(NameAt) << Name << '\n';
    }
    if (Layout == ClaimLayout::Stacked) {
      if (!L.Ours.empty())
        OS.indent(Indent) << Marks.dim("ours   ") << "  " << L.Ours << '\n';
      if (!L.Claimed.empty())
        OS.indent(Indent) << Marks.dim("claimed") << "  " << L.Claimed
                          << (L.Note.empty() ? "" : "  " + L.Note) << '\n';
      if (!L.Finding.empty())
        OS.indent(Indent) << L.Finding << '\n';
      continue;
    }
    std::string Behind = paddedLeft(L.Ours, Ours) + "  " +
                         paddedLeft(L.Claimed, Claimed) + "  " +
                         padded(L.Finding, Finding) + "  " + L.Note;
    if (Layout == ClaimLayout::Columns)
      OS.indent(Indent);
    OS << StringRef(Behind).rtrim() << '\n';
  }
}

void TextWriter::summary() {
  if (R.Asserts.empty() && R.Claims.empty() && R.FailedRequires.empty())
    return;
  gap();
  std::string Text;
  auto Add = [&](const std::string &Part) {
    Text += (Text.empty() ? "" : "; ") + Part;
  };
  if (!R.FailedRequires.empty())
    Add("requires: " + requiresText(R));
  if (!R.Asserts.empty())
    Add("asserts: " + countsText(R.AssertCounts, "failed"));
  if (!R.Claims.empty())
    Add("claims: " + countsText(R.ClaimCounts, "off"));
  OS << (R.assertsHold() ? Marks.bold(Text) : Marks.bad(Text)) << '\n';
}
