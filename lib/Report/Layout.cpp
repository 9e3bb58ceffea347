//===- Layout.cpp - Columns of a terminal ---------------------------------===//
//
// Part of acpc, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A grid first makes all texts of a column equally wide, then deals its columns
// out to blocks that fit the terminal, then prints the blocks. Long texts are
// broken into lines within their cell.
//
//===----------------------------------------------------------------------===//

#include "Report/Layout.h"
#include "Basic/Source.h"
#include "Report/Figures.h"
#include "llvm/ADT/StringExtras.h"
#include <algorithm>

using namespace acp;
using llvm::StringRef;

static constexpr unsigned Gap = 2;
/// Longer texts of a cell are broken.
static constexpr unsigned WidestText = 36;

std::string acp::padded(StringRef Text, unsigned Width) {
  unsigned Has = displayWidth(Text);
  return Text.str() + std::string(Has < Width ? Width - Has : 0, ' ');
}

std::string acp::paddedLeft(StringRef Text, unsigned Width) {
  unsigned Has = displayWidth(Text);
  return std::string(Has < Width ? Width - Has : 0, ' ') + Text.str();
}

std::vector<std::string> acp::wrapped(StringRef Text, unsigned Width) {
  std::vector<std::string> Lines(1);
  unsigned Used = 0;
  while (true) {
    Text = Text.ltrim();
    if (Text.empty())
      return Lines;
    StringRef Word = Text.take_until(llvm::isSpace);
    Text = Text.drop_front(Word.size());
    unsigned Size = displayWidth(Word);
    if (Used && Used + 1 + Size > Width) {
      Lines.emplace_back();
      Used = 0;
    }
    if (Used) {
      Lines.back() += ' ';
      ++Used;
    }
    Lines.back() += Word;
    Used += Size;
  }
}

std::string Style::mark(const char *Code, StringRef Text) const {
  if (!Color || Text.empty())
    return Text.str();
  return "\x1b[" + std::string(Code) + "m" + Text.str() + "\x1b[0m";
}

namespace {
/// A figure taken apart: `12`, `.5`, ` GB`.
struct Pieces {
  StringRef Whole;
  StringRef Fraction;
  std::string Unit;
  bool IsNumber = false;
};
} // namespace

static Pieces takeApart(StringRef Text, bool Decimal) {
  Pieces P;
  StringRef Digits = Text;
  Digits.consume_front("-");
  if (Digits.empty() || !llvm::isDigit(Digits.front())) {
    P.Whole = Text;
    return P;
  }
  P.IsNumber = true;
  auto [Number, Unit] = splitUnit(Text);
  if (!Unit.empty())
    P.Unit = (Unit == "%" ? "" : " ") + Unit.str();
  size_t Point =
      Decimal ? std::min(Number.find('.'), Number.size()) : Number.size();
  P.Whole = Number.substr(0, Point);
  P.Fraction = Number.substr(Point);
  return P;
}

/// All texts of a column of numbers, equally wide.
static std::vector<std::string> aligned(llvm::ArrayRef<std::string> Texts,
                                        bool Decimal) {
  unsigned Whole = 0;
  unsigned Fraction = 0;
  unsigned Unit = 0;
  unsigned Words = 0;
  for (const std::string &Text : Texts) {
    Pieces P = takeApart(Text, Decimal);
    if (!P.IsNumber) {
      Words = std::max(Words, displayWidth(Text));
      continue;
    }
    Whole = std::max(Whole, displayWidth(P.Whole));
    Fraction = std::max(Fraction, displayWidth(P.Fraction));
    Unit = std::max(Unit, displayWidth(P.Unit));
  }
  unsigned Width = std::max(Words, Whole + Fraction + Unit);
  std::vector<std::string> Out;
  for (const std::string &Text : Texts) {
    Pieces P = takeApart(Text, Decimal);
    if (!P.IsNumber) {
      Out.push_back(paddedLeft(Text, Width));
      continue;
    }
    Out.push_back(paddedLeft(paddedLeft(P.Whole, Whole) +
                                 padded(P.Fraction, Fraction) +
                                 padded(P.Unit, Unit),
                             Width));
  }
  return Out;
}

/// Some columns of the grid, ready to print: lines of every cell.
struct Grid::Block {
  std::vector<size_t> Columns;
  std::vector<unsigned> Widths;
  /// By column of the block, then row.
  std::vector<std::vector<std::vector<std::string>>> Cells;
};

void Grid::printBlock(llvm::raw_ostream &OS, const Block &B, unsigned Indent,
                      const Style &Marks) const {
  auto PrintLine = [&](auto TextOf, bool Bold, bool Dim) {
    std::string Line(Indent, ' ');
    for (size_t I = 0; I != B.Columns.size(); ++I) {
      if (I)
        Line.append(Columns[B.Columns[I]].Joined ? 1 : Gap, ' ');
      Line += padded(TextOf(I), B.Widths[I]);
    }
    StringRef Trimmed = StringRef(Line).rtrim();
    OS << (Bold  ? Marks.bold(Trimmed)
           : Dim ? Marks.dim(Trimmed)
                 : Trimmed.str())
       << '\n';
  };
  auto Head = [&](size_t I, const std::string &Text) {
    return Columns[B.Columns[I]].Align == GridColumn::Left
               ? Text
               : paddedLeft(Text, B.Widths[I]);
  };
  bool AnyHead = false;
  bool AnyUnit = false;
  for (size_t C : B.Columns) {
    AnyHead |= !Columns[C].Head.empty();
    AnyUnit |= !Columns[C].Unit.empty();
  }
  if (AnyHead)
    PrintLine([&](size_t I) { return Head(I, Columns[B.Columns[I]].Head); },
              true, false);
  if (AnyUnit)
    PrintLine([&](size_t I) { return Head(I, Columns[B.Columns[I]].Unit); },
              false, true);
  for (size_t R = 0; R != Rows.size(); ++R) {
    bool IsTotal = HasTotal && R + 1 == Rows.size();
    size_t Lines = 1;
    for (const auto &Column : B.Cells)
      Lines = std::max(Lines, Column[R].size());
    for (size_t L = 0; L != Lines; ++L)
      PrintLine(
          [&](size_t I) {
            return L < B.Cells[I][R].size() ? B.Cells[I][R][L] : std::string();
          },
          IsTotal, false);
  }
}

void Grid::print(llvm::raw_ostream &OS, unsigned Indent, unsigned Width,
                 const Style &Marks) const {
  // All cells of each column, in lines.
  std::vector<std::vector<std::vector<std::string>>> Cells(Columns.size());
  std::vector<unsigned> Widths;
  for (size_t C = 0; C != Columns.size(); ++C) {
    std::vector<std::string> Texts;
    for (const std::vector<std::string> &Row : Rows)
      Texts.push_back(C < Row.size() ? Row[C] : std::string());
    bool Left = Columns[C].Align == GridColumn::Left;
    if (!Left)
      Texts = aligned(Texts, Columns[C].Align == GridColumn::Decimal);
    unsigned Widest =
        std::max(displayWidth(Columns[C].Head), displayWidth(Columns[C].Unit));
    for (const std::string &Text : Texts) {
      // Indented labels of trees are not broken: their blanks say something.
      Cells[C].push_back(Left && C != 0 && displayWidth(Text) > WidestText
                             ? wrapped(Text, WidestText)
                             : std::vector<std::string>{Text});
      for (const std::string &Line : Cells[C].back())
        Widest = std::max(Widest, displayWidth(Line));
    }
    if (!Left)
      for (std::vector<std::string> &Lines : Cells[C])
        Lines[0] = paddedLeft(Lines[0], Widest);
    Widths.push_back(Widest);
  }

  for (size_t Next = 0; Next < Columns.size();) {
    Block B;
    unsigned Used = Indent;
    auto Take = [&](size_t C) {
      B.Columns.push_back(C);
      B.Widths.push_back(Widths[C]);
      B.Cells.push_back(Cells[C]);
      Used += Widths[C] + (Used > Indent ? Gap : 0);
    };
    bool IsFirst = Next == 0;
    Take(0);
    Next += IsFirst;
    for (bool Any = false; Next < Columns.size(); Any = true) {
      // A column goes with those joined to it.
      size_t End = Next + 1;
      unsigned Needs = Widths[Next] + Gap;
      while (End < Columns.size() && Columns[End].Joined)
        Needs += Widths[End++] + Gap;
      // A block takes one column beside the first even if that is too wide.
      if (Any && Used + Needs > Width)
        break;
      while (Next != End)
        Take(Next++);
    }
    if (!IsFirst)
      OS << '\n';
    printBlock(OS, B, Indent, Marks);
  }
}
