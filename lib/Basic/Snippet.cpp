//===- Snippet.cpp - One source line with marks under it ------------------===//
//
// Part of acpc, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A window of the line is turned into cells: tabs become blanks, characters
// that a terminal would act upon become escapes, and each byte learns its
// column. Under it comes one row of `^` and `-`, then the labels from right to
// left, each hanging from a `|` below its mark; the rightmost stands beside
// its mark.
//
//===----------------------------------------------------------------------===//

#include "Basic/Snippet.h"
#include "Basic/Source.h"
#include "Basic/Unicode.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallVector.h"
#include <algorithm>

using namespace acp;
using llvm::StringRef;

void Row::add(Style Look, StringRef Text) {
  if (Text.empty())
    return;
  Width += displayWidth(Text);
  if (!Runs.empty() && Runs.back().Look == Look)
    Runs.back().Text += Text;
  else
    Runs.push_back({Look, Text.str()});
}

void Row::padTo(unsigned Column) {
  if (Column > Width)
    add(Style::Plain, std::string(Column - Width, ' '));
}

namespace {
constexpr unsigned TabWidth = 4;

/// A part [Begin, End) of a line as it is shown.
struct Window {
  size_t Begin = 0;
  std::string Text;
  /// The column of each byte, and of the end.
  std::vector<unsigned> Columns;

  unsigned column(size_t Offset) const {
    size_t At = Offset < Begin ? 0 : Offset - Begin;
    return Columns[std::min(At, Columns.size() - 1)];
  }
};

/// A mark in columns.
struct Place2D {
  unsigned Begin;
  unsigned End;
  StringRef Text;
  bool Primary;
};

std::string shown(StringRef Text, CodePoint C, unsigned Column) {
  if (C.Valid && C.Value == '\t')
    return std::string(TabWidth - Column % TabWidth, ' ');
  return escaped(Text, C);
}

/// The code point that ends before an offset; 0 stays 0.
size_t stepBack(StringRef Line, size_t Offset) {
  size_t Least = Offset < 4 ? 0 : Offset - 4;
  for (size_t At = Offset; At > Least;) {
    --At;
    if (At + decode(Line.substr(At)).Size == Offset)
      return At;
  }
  return Offset == 0 ? 0 : Offset - 1;
}

/// Where a window must begin to show Begin after some context.
size_t windowBegin(StringRef Line, size_t Begin, unsigned Context) {
  size_t At = Begin;
  for (unsigned Used = 0; At > 0;) {
    size_t Before = stepBack(Line, At);
    StringRef Rest = Line.substr(Before);
    Used += displayWidth(shown(Rest, decode(Rest), 0));
    if (Used > Context)
      break;
    At = Before;
  }
  return At;
}

Window cut(StringRef Line, size_t Begin, unsigned MaxWidth,
           StringRef Ellipsis) {
  Window Out;
  Out.Begin = Begin;
  unsigned Column = 0;
  auto Put = [&](StringRef Text) {
    Out.Text += Text;
    Column += displayWidth(Text);
  };
  if (Begin != 0)
    Put(Ellipsis);
  StringRef Rest = Line.substr(Begin);
  while (!Rest.empty()) {
    CodePoint C = decode(Rest);
    std::string Text = shown(Rest, C, Column);
    if (Column + displayWidth(Text) > MaxWidth)
      break;
    Out.Columns.insert(Out.Columns.end(), C.Size, Column);
    Put(Text);
    Rest = Rest.drop_front(C.Size);
  }
  Out.Columns.push_back(Column);
  if (!Rest.empty())
    Put(Ellipsis);
  return Out;
}

/// The whole line where it is narrow enough, else what is around the marks.
Window windowOf(StringRef Line, llvm::ArrayRef<Mark> Marks, bool Wide,
                StringRef Ellipsis) {
  if (!Wide)
    return cut(Line, 0, ~0u, Ellipsis);
  size_t Begin = Line.size();
  size_t End = 0;
  for (const Mark &M : Marks) {
    Begin = std::min<size_t>(Begin, M.Begin);
    End = std::max<size_t>(End, M.End);
  }
  unsigned Room = WindowWidth - 2 * displayWidth(Ellipsis);
  unsigned Needed =
      displayWidth(Line.slice(Begin, std::min(End, Begin + Room)));
  unsigned Context = Needed < Room ? (Room - Needed) / 2 : 0;
  return cut(Line, windowBegin(Line, Begin, Context),
             WindowWidth - displayWidth(Ellipsis), Ellipsis);
}

Row underline(llvm::ArrayRef<Place2D> Places) {
  unsigned Width = 0;
  for (const Place2D &P : Places)
    Width = std::max(Width, P.End);
  std::string Cells(Width, ' ');
  for (char Sign : {'-', '^'})
    for (const Place2D &P : Places)
      if (P.Primary == (Sign == '^'))
        std::fill(Cells.begin() + P.Begin, Cells.begin() + P.End, Sign);
  Row Out;
  for (char Cell : Cells)
    Out.add(Cell == '^'   ? Style::Primary
            : Cell == '-' ? Style::Secondary
                          : Style::Plain,
            StringRef(&Cell, 1));
  return Out;
}

Style styleOf(const Place2D &P) {
  return P.Primary ? Style::Primary : Style::Secondary;
}

/// A row with a `|` under each mark that begins left of a column.
Row connectors(llvm::ArrayRef<Place2D> Hanging, unsigned Before) {
  Row Out;
  for (const Place2D &P : llvm::reverse(Hanging)) {
    if (P.Begin >= Before || P.Begin < Out.Width)
      continue;
    Out.padTo(P.Begin);
    Out.add(styleOf(P), "|");
  }
  return Out;
}

/// The rows under the text: carets, then the labels.
std::vector<Row> annotate(llvm::ArrayRef<Place2D> Places) {
  std::vector<Row> Rows{underline(Places)};
  unsigned Right = Rows.front().Width;
  const Place2D *Beside = nullptr;
  llvm::SmallVector<Place2D, 4> Hanging;
  // Text to the right of carets is read as theirs.
  bool Carets = llvm::any_of(
      Places, [&](const Place2D &P) { return P.Primary && P.End == Right; });
  for (const Place2D &P : Places)
    if (P.End == Right && P.Primary == Carets && !P.Text.empty() &&
        !P.Text.contains('\n'))
      Beside = &P;
  for (const Place2D &P : Places)
    if (!P.Text.empty() && &P != Beside)
      Hanging.push_back(P);
  if (Beside) {
    Rows.front().add(Style::Plain, " ");
    Rows.front().add(styleOf(*Beside), escaped(Beside->Text));
  }
  llvm::stable_sort(Hanging, [](const Place2D &A, const Place2D &B) {
    return A.Begin > B.Begin;
  });
  if (!Hanging.empty())
    Rows.push_back(connectors(Hanging, ~0u));
  for (const Place2D &P : Hanging) {
    llvm::SmallVector<StringRef, 2> Lines;
    P.Text.split(Lines, '\n');
    for (StringRef Line : Lines) {
      Rows.push_back(connectors(Hanging, P.Begin));
      Rows.back().padTo(P.Begin);
      Rows.back().add(styleOf(P), escaped(Line));
    }
  }
  return Rows;
}

std::vector<Row> block(StringRef Line, llvm::ArrayRef<Mark> Marks, bool Wide,
                       StringRef Ellipsis) {
  Window View = windowOf(Line, Marks, Wide, Ellipsis);
  llvm::SmallVector<Place2D, 4> Places;
  for (const Mark &M : Marks) {
    unsigned Begin = View.column(M.Begin);
    unsigned End = std::max(View.column(M.End), Begin + 1);
    Places.push_back({Begin, End, M.Text, M.Primary});
  }
  std::vector<Row> Rows(1);
  Rows.front().add(Style::Plain, View.Text);
  if (!Places.empty())
    llvm::append_range(Rows, annotate(Places));
  return Rows;
}

bool isWide(StringRef Line) {
  // Eight bytes for a column is more than any text has.
  if (Line.size() > size_t(8) * WidestLine)
    return true;
  return displayWidth(cut(Line, 0, ~0u, "").Text) > WidestLine;
}
} // namespace

std::vector<std::vector<Row>>
acp::layOut(StringRef Line, llvm::ArrayRef<Mark> Marks, bool Ascii) {
  StringRef Ellipsis = Ascii ? "..." : "…";
  bool Wide = isWide(Line);
  if (!Wide || Marks.size() < 2)
    return {block(Line, Marks, Wide, Ellipsis)};

  llvm::SmallVector<Mark, 4> Sorted(Marks.begin(), Marks.end());
  llvm::stable_sort(
      Sorted, [](const Mark &A, const Mark &B) { return A.Begin < B.Begin; });
  constexpr uint32_t Together = WindowWidth - 20;
  std::vector<std::vector<Row>> Blocks;
  llvm::ArrayRef<Mark> Rest = Sorted;
  while (!Rest.empty()) {
    size_t Count = 1;
    while (Count < Rest.size() &&
           Rest[Count].End - Rest.front().Begin <= Together)
      ++Count;
    Blocks.push_back(block(Line, Rest.take_front(Count), Wide, Ellipsis));
    Rest = Rest.drop_front(Count);
  }
  return Blocks;
}
