//===- Faults.h - What the parser says of a fault ---------------*- C++ -*-===//
//
// Part of acpc, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The parser knows which token it did not expect, in which rules it is, and
// sometimes which one token it wanted. From these come a diagnostic of the
// catalogue and what to write instead; nothing here is ANTLR's wording.
//
//===----------------------------------------------------------------------===//

#ifndef ACP_SYNTAX_FAULTS_H
#define ACP_SYNTAX_FAULTS_H

#include "Syntax/TokenFeed.h"
#include "Syntax/TreeBuilder.h"

namespace acp {

class FaultReporter {
public:
  FaultReporter(Reporter &Report, TokenFeed &Feed, const TreeBuilder &Builder)
      : Report(Report), Feed(Feed), Builder(Builder) {}

  /// The token at the read position does not fit. Expected is the one that
  /// would: Entry for the end of an entry, Comma for that of an argument; Bad
  /// if there are several.
  void report(TokenKind Expected);
  /// `{` at the beginning of the next line.
  void braceOnNextLine();
  /// So many faults that reading on is of no use.
  bool tooMany() const { return Count >= DiagnosticEngine::Limit; }

private:
  llvm::StringRef text(const FeedToken &T) const {
    return Report.text().slice(T.Begin, T.End);
  }
  /// The text of a token if it is short, else its beginning.
  std::string shortText(const FeedToken &T) const;
  std::string found(const FeedToken &T) const;
  std::string expected(TokenKind Expected) const;
  const RuleFrame *enclosing(std::initializer_list<unsigned> Rules) const;
  bool in(unsigned Rule) const { return Builder.frames().back().Rule == Rule; }

  // Each reports and returns true if it is what happened.
  bool reservedName(TokenKind Expected);
  bool missingValue(TokenKind Expected);
  bool missingBranch(TokenKind Expected);
  bool wrongSign(TokenKind Expected);
  bool valueAsType();
  bool wrongPlace(TokenKind Expected);
  void unexpected(TokenKind Expected);
  std::string declarationHelp() const;
  void addHelp(DiagnosticBuilder &D, TokenKind Expected) const;

  Reporter &Report;
  TokenFeed &Feed;
  const TreeBuilder &Builder;
  unsigned Count = 0;
  /// The brace that was reported last as that of a record without a schema.
  uint32_t LastRecord = ~0u;
};

} // namespace acp

#endif // ACP_SYNTAX_FAULTS_H
