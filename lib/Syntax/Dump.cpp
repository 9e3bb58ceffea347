//===- Dump.cpp - Trees as text -------------------------------------------===//
//
// Part of acpc, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// `print` gives back the bytes, `dump` a line a node: kind, place, and the text
// of leaves. Children that are not there are a dash, so that places show.
//
//===----------------------------------------------------------------------===//

#include "Basic/Unicode.h"
#include "Syntax/Parse.h"
#include "llvm/Support/raw_ostream.h"
#include <algorithm>

using namespace acp;
using llvm::StringRef;

std::string acp::print(const SyntaxTree &Tree) {
  std::string Out;
  Out.reserve(Tree.Text.size());
  for (const Token &T : Tree.Tokens)
    Out += Tree.Text.substr(T.Begin, T.Length);
  return Out;
}

namespace {

class Dumper {
public:
  Dumper(const SyntaxTree &Tree, llvm::raw_ostream &OS) : Tree(Tree), OS(OS) {
    Lines.push_back(0);
    for (size_t I = 0; I < Tree.Text.size(); ++I)
      if (Tree.Text[I] == '\n')
        Lines.push_back(I + 1);
  }
  void run();

private:
  void place(uint32_t At);
  void line(uint32_t Id, unsigned Depth);
  void flags(const Node &N);

  /// Trees of long sums are as deep as they are long.
  static constexpr unsigned DeepestIndent = 100;
  const SyntaxTree &Tree;
  llvm::raw_ostream &OS;
  std::vector<uint32_t> Lines;
};

} // namespace

void Dumper::place(uint32_t At) {
  auto It = std::upper_bound(Lines.begin(), Lines.end(), At) - 1;
  OS << It - Lines.begin() + 1 << ':' << At - *It + 1;
}

void Dumper::flags(const Node &N) {
  namespace f = syntax_flags;
  auto Flag = [&](uint8_t Bit, StringRef Name) {
    if (N.Flags & Bit)
      OS << ' ' << Name;
  };
  Flag(f::Private, "private");
  Flag(f::Sum, "sum");
  Flag(f::Optional, "optional");
  Flag(f::Rest, "rest");
  Flag(f::Count, "count");
  Flag(f::List, N.Kind == NodeKind::Bool ? "true" : "list");
  Flag(f::Broken, "broken");
}

void Dumper::line(uint32_t Id, unsigned Depth) {
  OS.indent(2 * std::min(Depth, DeepestIndent));
  if (Id == Syntax::None) {
    OS << "-\n";
    return;
  }
  const Node &N = Tree.Nodes[Id];
  OS << name(N.Kind);
  if (N.Kind == NodeKind::Binary || N.Kind == NodeKind::Unary)
    OS << " `" << spelling(SyntaxOp(N.Sub)) << '`';
  flags(N);
  OS << ' ';
  place(N.Begin);
  OS << '-';
  place(N.End);
  if (N.NumChildren == 0)
    OS << " \"" << escaped(Tree.Text.slice(N.Begin, N.End)) << '"';
  OS << '\n';
}

void Dumper::run() {
  if (Tree.Nodes.empty())
    return;
  std::vector<std::pair<uint32_t, unsigned>> Work{{Tree.root().id(), 0}};
  while (!Work.empty()) {
    auto [Id, Depth] = Work.back();
    Work.pop_back();
    line(Id, Depth);
    if (Id == Syntax::None)
      continue;
    const Node &N = Tree.Nodes[Id];
    for (uint32_t I = N.NumChildren; I-- > 0;)
      Work.push_back({Tree.Children[N.FirstChild + I], Depth + 1});
  }
}

void acp::dump(const SyntaxTree &Tree, llvm::raw_ostream &OS) {
  Dumper(Tree, OS).run();
}
