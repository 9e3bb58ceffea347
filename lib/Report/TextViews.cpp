//===- TextViews.cpp - Records, tables and trees on a terminal ------------===//
//
// Part of acpc, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A record keeps apart what was given, what a default assumed and what was
// derived; within each the order is that of the schema. Tables and trees are
// grids. A tree prints its model last, as the total.
//
//===----------------------------------------------------------------------===//

#include "Basic/Source.h"
#include "Report/Figures.h"
#include "Report/TextWriter.h"
#include "Report/TreeColumns.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"

using namespace acp;
using llvm::StringRef;

static constexpr unsigned WidestName = 32;
static constexpr unsigned WidestNumber = 14;
static constexpr unsigned WidestValue = 28;

void TextWriter::doc(const ReportView &V, unsigned Indent) {
  // The first paragraph says what it is; the rest is for the source.
  StringRef First = V.Doc.split("\n\n").first;
  if (!First.trim().empty())
    paragraph(First, Indent, true);
}

/// A number with its end at a column, or any other text, as a line of a record.
static std::string fieldText(const Figure &F, StringRef Plain,
                             unsigned NumberWidth) {
  if (!F.isNumber())
    return Plain.str();
  auto [Number, Unit] = splitUnit(Plain);
  return paddedLeft(Number, NumberWidth) +
         (Unit.empty() || Unit == "%" ? "" : " ") + Unit.str();
}

void TextWriter::fields(llvm::ArrayRef<const Figure *> Fields,
                        const FieldWidths &Widths) {
  constexpr unsigned Indent = 4;
  for (const Figure *F : Fields) {
    std::string Name = plain(F->Name);
    OS.indent(Indent) << padded(Name, Widths.Name);
    unsigned Used = Indent + std::max(Widths.Name, displayWidth(Name)) + 2;
    std::string Text = fieldText(*F, plain(F->Text), Widths.Number);
    if (std::string Range = rangeText(*F); !Range.empty())
      Text = padded(Text, Widths.Middle) + "  " + plain(Range);
    std::string Note;
    if (F->From == ir::Origin::Param)
      Note = "param";
    else if (F->From == ir::Origin::ParamSet)
      Note = "-D";
    if (std::string Number = note(F->Source); !Number.empty())
      Note += (Note.empty() ? "" : " ") + Number;

    std::vector<std::string> Lines{Text};
    if (!F->isNumber())
      Lines = wrapped(Text, std::max(Width, Used + 20) - Used -
                                (Note.empty() ? 0 : unsigned(Note.size()) + 2));
    OS << "  ";
    if (Note.empty())
      OS << Lines[0];
    else
      OS << padded(Lines[0], Widths.Value) << "  " << Marks.dim(Note);
    OS << '\n';
    for (const std::string &Line : llvm::ArrayRef(Lines).drop_front())
      OS.indent(Used) << Line << '\n';
  }
}

void TextWriter::record(const ReportView &V) {
  std::vector<const Figure *> Given;
  std::vector<const Figure *> Assumed;
  std::vector<const Figure *> Searched;
  std::vector<const Figure *> Derived;
  std::string Absent;
  FieldWidths Widths;
  for (const Figure &F : V.Fields) {
    if (F.Kind == FigureKind::Absent) {
      Absent += (Absent.empty() ? "" : ", ") + F.Name.str();
      continue;
    }
    switch (F.From) {
    case ir::Origin::Given:
    case ir::Origin::Param:
    case ir::Origin::ParamSet:
    case ir::Origin::Swept:
      Given.push_back(&F);
      break;
    case ir::Origin::Default:
      Assumed.push_back(&F);
      break;
    case ir::Origin::Solved:
      Searched.push_back(&F);
      break;
    case ir::Origin::Derived:
    case ir::Origin::Filled:
      Derived.push_back(&F);
      break;
    }
    unsigned Name = displayWidth(F.Name);
    if (Name <= WidestName)
      Widths.Name = std::max(Widths.Name, Name);
    unsigned Number = displayWidth(splitUnit(F.Text).first);
    if (F.isNumber() && Number <= WidestNumber)
      Widths.Number = std::max(Widths.Number, Number);
  }
  for (const Figure &F : V.Fields)
    if (F.Range && F.isNumber())
      Widths.Middle =
          std::max(Widths.Middle,
                   displayWidth(fieldText(F, plain(F.Text), Widths.Number)));
  for (const Figure &F : V.Fields) {
    unsigned Value = displayWidth(fieldText(F, plain(F.Text), Widths.Number));
    if (Value <= WidestValue)
      Widths.Value = std::max(Widths.Value, Value);
  }
  // What a report is asked for is derived; only where there is more does it
  // need telling apart.
  bool OnlyDerived = Given.empty() && Assumed.empty() && Searched.empty();
  auto Group = [&](StringRef Head, llvm::ArrayRef<const Figure *> Fields) {
    if (Fields.empty())
      return;
    if (!OnlyDerived)
      OS.indent(2) << Marks.dim(Head) << '\n';
    fields(Fields, Widths);
  };
  Group("given", Given);
  Group("assumed, by default", Assumed);
  Group("found by the search", Searched);
  Group("derived", Derived);
  if (!Absent.empty())
    paragraph("none: " + Absent, 2, true);
}

void TextWriter::hidden(const ReportView &V, unsigned Indent) {
  if (V.HiddenRows == 0)
    return;
  std::string Text;
  if (V.ShownLevels < V.Levels)
    Text = llvm::utostr(V.ShownLevels) + " of " + llvm::utostr(V.Levels) +
           " levels; " + llvm::utostr(V.HiddenRows) +
           " more rows with --depth=" + llvm::utostr(V.Levels);
  else
    Text = "... and " + llvm::utostr(V.HiddenRows) +
           " more rows; --format=json has all";
  paragraph(Text, Indent, true);
}

void TextWriter::table(const ReportView &V, unsigned Indent) {
  if (V.Rows.empty()) {
    paragraph("no rows", Indent, true);
    return;
  }
  // What each row cites: once for all rows if it is the same, else behind the
  // first cell of the row.
  std::vector<std::string> Notes;
  for (const ReportRow &Row : V.Rows) {
    llvm::SmallVector<std::string, 2> Of;
    for (const Figure &F : Row.Cells)
      if (std::string Number = note(F.Source);
          !Number.empty() && !llvm::is_contained(Of, Number))
        Of.push_back(Number);
    Notes.push_back(llvm::join(Of, ""));
  }
  bool OneNote = llvm::all_equal(Notes);

  Grid G;
  bool AnyLabel = llvm::any_of(
      V.Rows, [](const ReportRow &Row) { return !Row.Label.empty(); });
  if (AnyLabel)
    G.Columns.push_back({});
  for (size_t C = 0; C != V.Columns.size(); ++C) {
    const ReportColumn &Column = V.Columns[C];
    GridColumn Out{plain(Column.Name), plain(Column.CommonUnit)};
    bool AnyNumber = llvm::any_of(
        V.Rows, [&](const ReportRow &Row) { return Row.Cells[C].isNumber(); });
    bool AnyRange = llvm::any_of(
        V.Rows, [&](const ReportRow &Row) { return Row.Cells[C].Range; });
    if (AnyNumber && !AnyRange)
      Out.Align = Column.Common ? GridColumn::Decimal : GridColumn::Number;
    G.Columns.push_back(Out);
  }
  for (size_t I = 0; I != V.Rows.size(); ++I) {
    const ReportRow &Row = V.Rows[I];
    std::vector<std::string> Line;
    if (AnyLabel)
      Line.push_back(plain(Row.Label));
    for (size_t C = 0; C != V.Columns.size(); ++C) {
      const Figure &F = Row.Cells[C];
      Line.push_back(F.Kind == FigureKind::Absent ? std::string("-")
                     : V.Columns[C].Common        ? plain(F.Short)
                                                  : plain(F.Text));
      if (F.Range)
        Line.back() = textWithRange(F, Line.back());
    }
    if (!OneNote && !Notes[I].empty())
      Line[0] += " " + Notes[I];
    G.Rows.push_back(std::move(Line));
  }
  G.print(OS, Indent, Width, Marks);
  if (OneNote && !Notes[0].empty())
    paragraph("source of all rows: " + Notes[0], Indent, true);
  hidden(V, Indent);
}

void TextWriter::tree(const ReportView &V) {
  if (V.Rows.empty()) {
    paragraph("no layers", 2, true);
    return;
  }
  TreeColumns Telling = tellingColumns(V);
  Grid G;
  G.Columns.push_back({"layer"});
  G.Columns.push_back({"op"});
  bool AnyAdditive = false;
  for (size_t C : Telling.Shown) {
    const ReportColumn &Column = V.Columns[C];
    bool AnyNumber = llvm::any_of(
        V.Rows, [&](const ReportRow &Row) { return Row.Cells[C].isNumber(); });
    G.Columns.push_back({plain(Column.Name), plain(Column.CommonUnit),
                         !AnyNumber      ? GridColumn::Left
                         : Column.Common ? GridColumn::Decimal
                                         : GridColumn::Number});
    if (!Column.Additive)
      continue;
    AnyAdditive = true;
    G.Columns.push_back({"%", "", GridColumn::Decimal, true});
  }

  // The model itself goes last, as the total of its layers.
  bool HasTotal =
      V.Rows.size() > 1 && V.Rows[0].Depth == 0 &&
      llvm::all_of(llvm::ArrayRef(V.Rows).drop_front(),
                   [](const ReportRow &Row) { return Row.Depth > 0; });
  bool AnyRepeat = false;
  auto AddRow = [&](const ReportRow &Row, StringRef Label) {
    std::string Name(2 * (HasTotal && Row.Depth ? Row.Depth - 1 : Row.Depth),
                     ' ');
    Name += plain(Label);
    bool Times = Row.Repeated || (Row.Count.isNumber() && Row.Count.Value != 1);
    if (Times && Row.Count.Kind != FigureKind::Absent) {
      Name += (Row.Count.isNumber() ? " x" : " x ") + plain(Row.Count.Text);
      AnyRepeat = true;
    }
    std::vector<std::string> Line{Name,
                                  Row.Op == Row.Label ? "" : plain(Row.Op)};
    for (size_t C : Telling.Shown) {
      const Figure &F = Row.Totals[C];
      Line.push_back(F.Kind == FigureKind::Absent   ? std::string("-")
                     : F.isNumber() && F.Value == 0 ? std::string("-")
                     : V.Columns[C].Common          ? plain(F.Short)
                                                    : plain(F.Text));
      if (V.Columns[C].Additive)
        Line.push_back(shareText(Row.Shares[C]));
    }
    G.Rows.push_back(std::move(Line));
  };
  for (const ReportRow &Row : llvm::ArrayRef(V.Rows).drop_front(HasTotal))
    AddRow(Row, Row.Label);
  if (HasTotal)
    AddRow(V.Rows[0], "total");
  G.HasTotal = HasTotal;
  G.print(OS, 2, Width, Marks);
  hidden(V, 2);
  if (AnyRepeat && AnyAdditive)
    paragraph("xN: run N times. A figure with its share is for all runs "
              "together.",
              2, true);
  if (!Telling.Same.empty())
    paragraph("same: " + Telling.Same, 2, true);
  if (!Telling.Zero.empty())
    paragraph("zero: " + Telling.Zero, 2, true);
}

/// One value and nothing to call it by but the title of its view.
static bool isValue(const ReportView &V) {
  return V.Kind == ir::ViewKind::Table && V.Columns.size() == 1 &&
         V.Rows.size() == 1 && V.HiddenRows == 0 && V.Nested.empty() &&
         (V.Rows[0].Label.empty() || V.Rows[0].Label == V.Title);
}

void TextWriter::view(const ReportView &V) {
  std::string Schema =
      V.Schema.empty() || V.Schema == V.Title ? "" : "(" + V.Schema.str() + ")";
  if (isValue(V)) {
    const Figure &F = V.Rows[0].Cells[0];
    std::string Text = textWithRange(F, plain(F.Text));
    if (std::string Note = note(F.Source); !Note.empty())
      Text += "  " + Note;
    bool Beside =
        displayWidth(plain(V.Title)) + 2 + displayWidth(Text) <= Width;
    heading(V.Title, Beside ? Text : "", R.place(V.Place), /*DimRest=*/false);
    if (!Beside)
      paragraph(Text, 2, false);
    return;
  }
  heading(V.Title, Schema, R.place(V.Place));
  doc(V, 2);
  switch (V.Kind) {
  case ir::ViewKind::Record:
    record(V);
    break;
  case ir::ViewKind::Table:
    table(V, 2);
    break;
  case ir::ViewKind::Tree:
    tree(V);
    break;
  }
  for (const ReportView &Inside : V.Nested) {
    OS.indent(2) << Marks.dim(plain(Inside.Title)) << '\n';
    if (Inside.Kind == ir::ViewKind::Table)
      table(Inside, 4);
    else
      record(Inside);
  }
}
