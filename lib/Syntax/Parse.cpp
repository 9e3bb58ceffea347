//===- Parse.cpp - Text to syntax tree ------------------------------------===//
//
// Part of acpc, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The steps, each of which sees only what the one before let through: bytes,
// tokens, brackets and lines, grammar. A file that fails one of the first is a
// File without items.
//
//===----------------------------------------------------------------------===//

#include "Syntax/Parse.h"
#include "Syntax/AcpParser.h"
#include "Syntax/Faults.h"
#include "Syntax/Scanner.h"
#include "Syntax/SourceCheck.h"
#include "Syntax/TokenFilter.h"
#include "Syntax/TreeBuilder.h"

using namespace acp;

namespace {
/// A tree without items over a text that could not be read.
void makeEmpty(SyntaxTree &Tree) {
  Tree.OwnNodes.assign(1, {NodeKind::File, 0, syntax_flags::Broken, 0, 0,
                           uint32_t(Tree.Text.size()), 0, 0});
  Tree.OwnChildren.clear();
}
} // namespace

/// Parses a file or one expression. False if there is no tree.
static bool run(const SourceFile &File, DiagnosticEngine &Diags,
                bool IsExpression, SyntaxTree &Tree) {
  Tree.Text = File.text();
  Tree.Base = File.base();
  Reporter Report(File, Diags);
  if (!checkSource(Report)) {
    Tree.OwnTokens.push_back({0, uint32_t(Tree.Text.size()), TokenKind::Bad});
    return false;
  }
  std::vector<FeedToken> Feed;
  if (!scan(Report, Tree.OwnTokens) ||
      !filterTokens(Report, Tree.OwnTokens, IsExpression, Feed))
    return false;

  TokenFeed Input(Feed);
  TreeBuilder Builder(Report, Feed, Tree);
  FaultReporter Faults(Report, Input, Builder);
  AcpParser Parser(&Input);
  Parser.attach(Builder, Faults);
  unsigned Before = Diags.errors() + Diags.dropped();
  try {
    if (!IsExpression) {
      Parser.file();
      return true;
    }
    Parser.expression();
  } catch (const antlr4::RecognitionException &) {
    // Reported; no rule went on behind it.
    return false;
  }
  return Diags.errors() + Diags.dropped() == Before && Builder.hasOneValue();
}

std::unique_ptr<SyntaxTree> acp::parse(const SourceFile &File,
                                       DiagnosticEngine &Diags) {
  auto Tree = std::make_unique<SyntaxTree>();
  if (!run(File, Diags, false, *Tree))
    makeEmpty(*Tree);
  Tree->adopt();
  return Tree;
}

std::unique_ptr<SyntaxTree> acp::parseExpression(const SourceFile &File,
                                                 DiagnosticEngine &Diags) {
  auto Tree = std::make_unique<SyntaxTree>();
  if (!run(File, Diags, true, *Tree))
    return nullptr;
  Tree->adopt();
  return Tree;
}
