//===- Layout.h - Columns of a terminal -------------------------*- C++ -*-===//
//
// Part of acpc, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Puts texts in lines of a given width. Widths are cells of a terminal, so that
// ideographs and accents line up; colour is added around a text that has its
// width already, and never carries the meaning alone.
//
//===----------------------------------------------------------------------===//

#ifndef ACP_REPORT_LAYOUT_H
#define ACP_REPORT_LAYOUT_H

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/raw_ostream.h"
#include <string>
#include <vector>

namespace acp {

/// The text with blanks behind it, or before it, up to a width.
std::string padded(llvm::StringRef Text, unsigned Width);
std::string paddedLeft(llvm::StringRef Text, unsigned Width);

/// Lines of at most Width cells, broken at blanks. A word that is longer stays
/// whole. There is at least one line.
std::vector<std::string> wrapped(llvm::StringRef Text, unsigned Width);

/// Marks for terminals; without colour each gives back its text.
struct Style {
  bool Color = false;
  std::string bold(llvm::StringRef Text) const { return mark("1", Text); }
  std::string dim(llvm::StringRef Text) const { return mark("2", Text); }
  std::string good(llvm::StringRef Text) const { return mark("32", Text); }
  std::string bad(llvm::StringRef Text) const { return mark("1;31", Text); }
  std::string open(llvm::StringRef Text) const { return mark("33", Text); }

private:
  std::string mark(const char *Code, llvm::StringRef Text) const;
};

struct GridColumn {
  enum Alignment : uint8_t {
    Left,
    /// Numbers end in one column, their units begin in one.
    Number,
    /// Numbers without units: their decimal points stand in one column.
    Decimal
  };
  std::string Head;
  /// The second line of the head: the unit.
  std::string Unit;
  Alignment Align = Left;
  /// It belongs to the column before it, and is never parted from it.
  bool Joined = false;
};

/// A table of texts. Where it is wider than the terminal it is printed in
/// several blocks, each with the first column.
class Grid {
public:
  std::vector<GridColumn> Columns;
  std::vector<std::vector<std::string>> Rows;
  /// The last row is apart from the others: a total.
  bool HasTotal = false;

  void print(llvm::raw_ostream &OS, unsigned Indent, unsigned Width,
             const Style &Marks) const;

private:
  struct Block;
  void printBlock(llvm::raw_ostream &OS, const Block &B, unsigned Indent,
                  const Style &Marks) const;
};

} // namespace acp

#endif // ACP_REPORT_LAYOUT_H
