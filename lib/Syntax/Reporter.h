//===- Reporter.h - Faults of one file --------------------------*- C++ -*-===//
//
// Part of acpc, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Diagnostics of the syntax phases take offsets into the file. The places of
// faults in the text itself are kept, so that the parser does not stumble over
// the same place once more and say so.
//
//===----------------------------------------------------------------------===//

#ifndef ACP_SYNTAX_REPORTER_H
#define ACP_SYNTAX_REPORTER_H

#include "Basic/Diagnostic.h"
#include <algorithm>
#include <vector>

namespace acp {

class Reporter {
public:
  Reporter(const SourceFile &File, DiagnosticEngine &Diags)
      : File(File), Diags(Diags) {}

  llvm::StringRef text() const { return File.text(); }
  Span span(uint32_t Begin, uint32_t End) const {
    return {File.base() + Begin, File.base() + End};
  }
  DiagnosticBuilder report(Diag Kind, uint32_t Begin, uint32_t End) {
    return Diags.report(Kind, span(Begin, End));
  }
  /// The same, and what the parser finds on that line is then no news.
  DiagnosticBuilder reportText(Diag Kind, uint32_t Begin, uint32_t End) {
    Places.push_back(Begin);
    return report(Kind, Begin, End);
  }

  /// Whether a fault of the text lies on a line that [Begin, End] touches.
  bool known(uint32_t Begin, uint32_t End) {
    if (Places.empty())
      return false;
    if (!std::is_sorted(Places.begin(), Places.end()))
      std::sort(Places.begin(), Places.end());
    size_t First = text().rfind('\n', Begin);
    // The newline itself belongs to the line that it ends.
    if (First == Begin && Begin != 0)
      First = text().rfind('\n', Begin - 1);
    uint32_t From = First == llvm::StringRef::npos ? 0 : uint32_t(First);
    size_t Last = text().find('\n', End);
    auto It = std::lower_bound(Places.begin(), Places.end(), From);
    return It != Places.end() && *It <= Last;
  }

private:
  const SourceFile &File;
  DiagnosticEngine &Diags;
  std::vector<uint32_t> Places;
};

} // namespace acp

#endif // ACP_SYNTAX_REPORTER_H
