//===- Markdown.cpp - A report for a pull request -------------------------===//
//
// Part of acpc, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The reviewer reads one line first: does the plan hold. Then what failed, the
// reports, the checks, and the sources as footnotes. Tables past some rows are
// folded away under a summary.
//
//===----------------------------------------------------------------------===//

#include "Basic/Unicode.h"
#include "Report/Spread.h"
#include "Report/TreeColumns.h"
#include "Report/Verdicts.h"
#include "Report/Write.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include <cmath>

using namespace acp;
using llvm::StringRef;

static constexpr size_t RowsUnfolded = 20;

namespace {
class MarkdownWriter {
public:
  MarkdownWriter(llvm::raw_ostream &OS, const Report &R)
      : OS(OS), R(R), NumberOf(R.Sources.size(), 0) {}
  void write();

private:
  struct Column {
    std::string Head;
    bool Right = false;
  };
  using Row = std::vector<std::string>;

  void verdict();
  void failures();
  void params();
  void view(const ReportView &V, unsigned Level);
  void record(const ReportView &V);
  void table(const ReportView &V);
  void tree(const ReportView &V);
  void infeasible();
  void searches();
  void spread();
  void checks();
  void sources();
  void inputs();
  void print(llvm::ArrayRef<Column> Columns, llvm::ArrayRef<Row> Rows);
  void hidden(const ReportView &V);
  std::string note(uint32_t Source);

  llvm::raw_ostream &OS;
  const Report &R;
  std::vector<unsigned> NumberOf;
  std::vector<uint32_t> Printed;
};
} // namespace

static std::string oneLineOf(StringRef Text) {
  std::string Line;
  for (char C : Text)
    Line += llvm::isSpace(C) ? ' ' : C;
  return escaped(Line);
}

/// A text that Markdown shows as it is.
static std::string plain(StringRef Text) {
  std::string Out;
  for (char C : oneLineOf(Text)) {
    if (C == '<')
      Out += "&lt;";
    else if (C == '>')
      Out += "&gt;";
    else if (C == '&')
      Out += "&amp;";
    // An address that would call somebody.
    else if (C == '@')
      Out += "&#64;";
    else {
      if (StringRef("\\`*_[]|~#$").contains(C))
        Out += '\\';
      Out += C;
    }
  }
  return Out;
}

/// A piece of source. A bar would end a cell of a table even in code.
static std::string code(StringRef Text) {
  if (Text.empty())
    return "";
  std::string Line = oneLineOf(Text);
  std::string Fence(StringRef(Line).contains('`') ? 2 : 1, '`');
  std::string Pad(Fence.size() - 1, ' ');
  std::string Out = Fence + Pad;
  for (char C : Line) {
    if (C == '|')
      Out += '\\';
    Out += C;
  }
  return Out + Pad + Fence;
}

void MarkdownWriter::print(llvm::ArrayRef<Column> Columns,
                           llvm::ArrayRef<Row> Rows) {
  for (const Column &C : Columns)
    OS << "| " << C.Head << (C.Head.empty() ? "" : " ");
  OS << "|\n";
  for (const Column &C : Columns)
    OS << (C.Right ? "|--:" : "|:--");
  OS << "|\n";
  for (const Row &Cells : Rows) {
    for (const std::string &Cell : Cells)
      OS << "| " << Cell << (Cell.empty() ? "" : " ");
    OS << "|\n";
  }
  OS << '\n';
}

std::string MarkdownWriter::note(uint32_t Source) {
  if (Source >= NumberOf.size())
    return "";
  if (NumberOf[Source] == 0) {
    Printed.push_back(Source);
    NumberOf[Source] = unsigned(Printed.size());
  }
  return "[^" + llvm::utostr(NumberOf[Source]) + "]";
}

static std::string counted(uint64_t Count, StringRef What) {
  return llvm::utostr(Count) + " " + What.str() + (Count == 1 ? "" : "s");
}

void MarkdownWriter::verdict() {
  std::string Text;
  auto Add = [&](const std::string &Part) {
    Text += (Text.empty() ? "" : "; ") + Part;
  };
  if (!R.FailedRequires.empty())
    Add("requires: " + requiresText(R));
  if (R.AssertCounts.total())
    Add("asserts: " + countsText(R.AssertCounts, "failed"));
  if (R.ClaimCounts.total())
    Add("claims: " + countsText(R.ClaimCounts, "off"));
  if (Text.empty())
    return;
  OS << (R.assertsHold() ? "**The plan holds.** " : "**The plan FAILS.** ")
     << "(" << Text << ")\n\n";
}

void MarkdownWriter::failures() {
  for (const std::vector<ReportCheck> *List : {&R.FailedRequires, &R.Asserts})
    for (const ReportCheck &C : *List) {
      if (C.Result != Verdict::Fails)
        continue;
      OS << "- **FAILED** " << code(C.Text);
      if (std::string Place = R.place(C.Place); !Place.empty())
        OS << " (" << plain(Place) << ")";
      if (!C.Message.empty())
        OS << ": " << plain(C.Message);
      OS << '\n';
      for (const ReportPart &P : C.Parts)
        OS << "  - " << code(P.Text) << " = "
           << plain(textWithRange(P.Value, P.Value.Text)) << '\n';
    }
  if (!R.assertsHold())
    OS << '\n';
}

void MarkdownWriter::params() {
  if (R.Params.empty())
    return;
  OS << "### Params\n\n";
  std::vector<Row> Rows;
  for (const Figure &P : R.Params)
    Rows.push_back({code(P.Name), plain(textWithRange(P, P.Text)),
                    P.Kind == FigureKind::Unknown    ? "left open"
                    : P.From == ir::Origin::ParamSet ? "set by `-D`"
                    : P.From == ir::Origin::Solved   ? "found by the search"
                                                     : "as in the plan"});
  print({{"param"}, {"value", true}, {""}}, Rows);
}

static StringRef originWord(ir::Origin From) {
  switch (From) {
  case ir::Origin::Given:
    return "given";
  case ir::Origin::Default:
    return "assumed, by default";
  case ir::Origin::Param:
    return "param";
  case ir::Origin::ParamSet:
    return "set by `-D`";
  case ir::Origin::Swept:
    return "swept";
  case ir::Origin::Solved:
    return "found by the search";
  case ir::Origin::Derived:
  case ir::Origin::Filled:
    return "derived";
  }
  return "";
}

void MarkdownWriter::record(const ReportView &V) {
  std::vector<Row> Rows;
  std::string Absent;
  // Given, then assumed, then derived, each in the order of the schema.
  auto Group = [](ir::Origin From) {
    return From == ir::Origin::Default                                 ? 1
           : From == ir::Origin::Derived || From == ir::Origin::Filled ? 2
                                                                       : 0;
  };
  for (int G = 0; G != 3; ++G)
    for (const Figure &F : V.Fields) {
      if (Group(F.From) != G)
        continue;
      if (F.Kind == FigureKind::Absent)
        Absent += (Absent.empty() ? "" : ", ") + plain(F.Name);
      else
        Rows.push_back({plain(F.Name), plain(textWithRange(F, F.Text)),
                        originWord(F.From).str() + note(F.Source)});
    }
  print({{"field"}, {"value", true}, {"from"}}, Rows);
  if (!Absent.empty())
    OS << "None: " << Absent << ".\n\n";
}

void MarkdownWriter::hidden(const ReportView &V) {
  if (V.HiddenRows)
    OS << "... and " << counted(V.HiddenRows, "more row") << ".\n\n";
}

void MarkdownWriter::table(const ReportView &V) {
  std::vector<Column> Columns;
  bool AnyLabel = llvm::any_of(
      V.Rows, [](const ReportRow &Row) { return !Row.Label.empty(); });
  if (AnyLabel)
    Columns.push_back({""});
  for (size_t C = 0; C != V.Columns.size(); ++C) {
    const ReportColumn &From = V.Columns[C];
    std::string Head = plain(From.Name);
    if (From.Common && !From.CommonUnit.empty())
      Head += " (" + plain(From.CommonUnit) + ")";
    Columns.push_back({Head, llvm::any_of(V.Rows, [&](const ReportRow &Row) {
                         return Row.Cells[C].isNumber();
                       })});
  }
  std::vector<Row> Rows;
  for (const ReportRow &From : V.Rows) {
    Row Cells;
    if (AnyLabel)
      Cells.push_back(plain(From.Label));
    for (size_t C = 0; C != V.Columns.size(); ++C) {
      const Figure &F = From.Cells[C];
      std::string Text = F.Kind == FigureKind::Absent ? std::string("-")
                         : V.Columns[C].Common        ? plain(F.Short)
                                                      : plain(F.Text);
      Cells.push_back(textWithRange(F, Text) + note(F.Source));
    }
    Rows.push_back(std::move(Cells));
  }
  print(Columns, Rows);
  hidden(V);
}

void MarkdownWriter::tree(const ReportView &V) {
  TreeColumns Telling = tellingColumns(V);
  std::vector<Column> Columns{{"layer"}, {"op"}, {"runs", true}};
  for (size_t I : Telling.Shown) {
    const ReportColumn &C = V.Columns[I];
    std::string Head = plain(C.Name);
    if (C.Common && !C.CommonUnit.empty())
      Head += " (" + plain(C.CommonUnit) + ")";
    Columns.push_back({Head, true});
    if (C.Additive)
      Columns.push_back({"%", true});
  }
  std::vector<Row> Rows;
  for (const ReportRow &From : V.Rows) {
    // Cells lose their leading blanks, so depth is shown by fixed ones.
    std::string Name;
    for (uint32_t I = 0; I != From.Depth; ++I)
      Name += "&emsp;";
    Row Cells{Name + plain(From.Label), plain(From.Op), plain(From.Times.Text)};
    for (size_t C : Telling.Shown) {
      const Figure &F = From.Totals[C];
      bool IsZero = F.isNumber() && F.Value == 0;
      Cells.push_back(IsZero || F.Kind == FigureKind::Absent ? std::string("-")
                      : V.Columns[C].Common                  ? plain(F.Short)
                                                             : plain(F.Text));
      if (V.Columns[C].Additive)
        Cells.push_back(plain(shareText(From.Shares[C])));
    }
    Rows.push_back(std::move(Cells));
  }
  print(Columns, Rows);
  hidden(V);
  if (!Telling.Same.empty())
    OS << "The same: " << plain(Telling.Same) << ".\n\n";
  if (!Telling.Zero.empty())
    OS << "Zero: " << plain(Telling.Zero) << ".\n\n";
}

void MarkdownWriter::view(const ReportView &V, unsigned Level) {
  if (Level > 6)
    return;
  OS << std::string(Level, '#') << ' ' << plain(V.Title);
  if (!V.Schema.empty() && V.Schema != V.Title)
    OS << " (" << plain(V.Schema) << ")";
  OS << "\n\n";
  if (StringRef Doc = V.Doc.split("\n\n").first.trim(); !Doc.empty())
    OS << plain(Doc) << "\n\n";
  size_t Rows = V.Rows.size();
  bool Folded = Rows > RowsUnfolded;
  if (Folded)
    OS << "<details><summary>" << counted(Rows, "row") << "</summary>\n\n";
  switch (V.Kind) {
  case ir::ViewKind::Record:
    record(V);
    break;
  case ir::ViewKind::Table:
    table(V);
    break;
  case ir::ViewKind::Tree:
    tree(V);
    break;
  }
  if (Folded)
    OS << "</details>\n\n";
  for (const ReportView &Inside : V.Nested)
    view(Inside, Level + 1);
}

static StringRef verdictWord(const ReportCheck &C) {
  bool IsClaim = C.Kind == ir::CheckKind::Claim;
  switch (C.Result) {
  case Verdict::Holds:
    return IsClaim ? "holds" : "ok";
  case Verdict::Fails:
    return IsClaim ? "**off**" : "**FAILED**";
  case Verdict::Undecided:
    return "open";
  }
  return "";
}

void MarkdownWriter::checks() {
  // Checks of the library that hold are its own affair.
  auto IsShown = [&](const ReportCheck &C) {
    return C.Result != Verdict::Holds || !C.Place.valid() ||
           !R.Inputs[C.Place.File].Library;
  };
  std::vector<Row> Rows;
  for (const ReportCheck &C : R.Asserts)
    if (IsShown(C))
      Rows.push_back(
          {verdictWord(C).str(), code(C.Text),
           C.HasSides ? plain(textWithRange(C.Left, C.Left.Text)) : ""});
  if (!Rows.empty()) {
    OS << "### Asserts\n\n";
    print({{""}, {"assert"}, {"is", true}}, Rows);
  }
  Rows.clear();
  for (const ReportCheck &C : R.Claims) {
    if (!IsShown(C))
      continue;
    std::string Finding = plain(C.Finding);
    if (!C.Allowed.empty() && !C.Allowed.starts_with("to the") &&
        C.Finding != "exact")
      Finding += " (" + plain(C.Allowed) + ")";
    Rows.push_back(
        {verdictWord(C).str(),
         code(C.IsEquality && !C.LeftText.empty() ? C.LeftText : C.Text),
         C.HasSides ? plain(textWithRange(C.Left, C.Left.Text)) : "",
         C.HasSides ? plain(C.Right.Text) : "", Finding + note(C.Source)});
  }
  if (!Rows.empty()) {
    OS << "### Claims\n\n";
    print({{""}, {"claim"}, {"ours", true}, {"claimed", true}, {""}}, Rows);
  }
}

void MarkdownWriter::sources() {
  for (size_t I = 0; I != Printed.size(); ++I) {
    const ReportSource &S = R.Sources[Printed[I]];
    OS << "[^" << I + 1 << "]: " << plain(S.Title);
    if (!S.Date.empty())
      OS << ", " << plain(S.Date);
    if (!S.Url.empty())
      OS << ", <" << oneLineOf(S.Url) << ">";
    OS << '\n';
  }
  if (!Printed.empty())
    OS << '\n';
}

void MarkdownWriter::infeasible() {
  if (R.Infeasible.empty())
    return;
  OS << "### Ruled out\n\n"
     << R.Infeasible.size() << " of " << R.Points << " points\n\n";
  std::vector<Row> Rows;
  for (const auto &[Point, Why] : R.Infeasible)
    Rows.push_back({plain(Point), plain(Why)});
  print({{"point"}, {"why"}}, Rows);
}

void MarkdownWriter::searches() {
  if (R.Searches.empty())
    return;
  OS << "### Searches\n\n";
  for (const ReportSearch &S : R.Searches) {
    OS << (S.Name.empty() ? "the plan" : plain(S.Name));
    for (size_t I = 0; I != S.Objectives.size(); ++I)
      OS << (I ? ", then " : ": ") << code(S.Objectives[I]);
    OS << ": " << counted(S.Points, "point");
    if (S.Filtered)
      OS << ", " << S.Filtered << " left out by `where`";
    OS << ", " << S.Feasible << " feasible";
    if (S.Bisected)
      OS << "; by bisection, " << S.Evaluated << " evaluated";
    OS << "\n\n";
    std::vector<Row> Failed;
    for (const auto &[Text, Count] : S.Failed)
      Failed.push_back({llvm::utostr(Count), code(Text)});
    if (!Failed.empty())
      print({{"fail", true}, {"requirement"}}, Failed);
    if (!S.Drawn.empty()) {
      OS << "Also holds in draws:";
      for (size_t I = 0; I != S.Drawn.size(); ++I)
        OS << (I ? ", " : " ") << code(S.Drawn[I]);
      OS << "\n\n";
    }
    bool HasFront = S.Objectives.size() > 1 && S.Front.size() > 1;
    if (S.Best.size() < 2 && !HasFront)
      continue;
    std::vector<Column> Columns;
    for (StringRef Axis : S.Axes)
      Columns.push_back({plain(Axis), true});
    for (StringRef Objective : S.Objectives)
      Columns.push_back({plain(Objective.split(' ').second), true});
    std::vector<Row> Rows;
    for (const ReportCandidate &C : HasFront ? S.Front : S.Best) {
      Rows.emplace_back();
      for (StringRef Value : C)
        Rows.back().push_back(plain(Value));
    }
    OS << (HasFront ? "Pareto front\n\n" : "best\n\n");
    print(Columns, Rows);
  }
}

void MarkdownWriter::spread() {
  if (R.Draws == 0)
    return;
  std::vector<Row> Rows;
  for (const SpreadRow &Each :
       spreadRows(R, [](StringRef Leaf) { return code(Leaf); }))
    Rows.push_back({plain(Each.Figure), plain(Each.Range), Each.Causes});
  if (Rows.empty())
    return;
  OS << "### Spread\n\nMedian and 90 % interval of " << R.Draws
     << " draws.\n\n";
  print({{"figure"}, {"from, to"}, {"caused by"}}, Rows);
}

void MarkdownWriter::inputs() {
  constexpr size_t Short = 12;
  OS << "<sub>acpc " << plain(R.Version);
  if (!R.StdlibDigest.empty())
    OS << ", library " << plain(R.StdlibDigest.take_front(Short));
  for (const ReportInput &I : R.Inputs)
    if (!I.Library && !I.Name.starts_with("<"))
      OS << ", " << plain(I.Name) << " " << I.Digest.take_front(Short);
  OS << "</sub>\n";
}

void MarkdownWriter::write() {
  OS << "## Plan report\n\n";
  verdict();
  failures();
  params();
  for (const ReportView &V : R.Views)
    view(V, 3);
  infeasible();
  searches();
  spread();
  checks();
  sources();
  inputs();
}

void acp::writeMarkdown(llvm::raw_ostream &OS, const Report &R) {
  MarkdownWriter(OS, R).write();
}
