//===- Snippet.h - One source line with marks under it ----------*- C++ -*-===//
//
// Part of acpc, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The full renderer lays out lines of cells; this is the part that knows how
// wide a character is, which window of a long line to show, and where labels
// go. It prints nothing: its rows carry styles that the renderer turns into
// colour.
//
//===----------------------------------------------------------------------===//

#ifndef ACP_BASIC_SNIPPET_H
#define ACP_BASIC_SNIPPET_H

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringRef.h"
#include <cstdint>
#include <string>
#include <vector>

namespace acp {

enum class Style : uint8_t { Plain, Primary, Secondary, Frame, Bold };

/// Bytes [Begin, End) of one line and what to say about them.
struct Mark {
  uint32_t Begin = 0;
  uint32_t End = 0;
  llvm::StringRef Text;
  bool Primary = false;
};

/// A row of text in runs of one style each.
struct Row {
  struct Run {
    Style Look;
    std::string Text;
  };
  std::vector<Run> Runs;

  void add(Style Look, llvm::StringRef Text);
  /// Columns it takes so far.
  unsigned Width = 0;
  void padTo(unsigned Column);
};

/// A line is shown whole up to this width.
inline constexpr unsigned WidestLine = 120;
/// Of a wider one, this much around its marks.
inline constexpr unsigned WindowWidth = 80;

/// The source text (first row) and the rows under it with carets and labels.
/// Marks of a wide line that lie far apart give several such blocks. Ascii
/// chooses how a cut is shown. Lines hold no line end.
std::vector<std::vector<Row>> layOut(llvm::StringRef Line,
                                     llvm::ArrayRef<Mark> Marks, bool Ascii);

} // namespace acp

#endif // ACP_BASIC_SNIPPET_H
