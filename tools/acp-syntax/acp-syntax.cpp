//===- acp-syntax.cpp - The syntax phases alone ---------------------------===//
//
// Part of acpc, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// acp-syntax [option] FILE...: dumps the tree of each file to stdout and prints
// its diagnostics to stderr, one line each. For tests, not for users.
//
//   --print            the tokens instead, which give back the file
//   --doc              the doc comment of each item instead
//   --expression       the file is one expression
//   --quiet            diagnostics only
//   --full             diagnostics with source lines and help
//   --check-roundtrip  fails if the tokens do not give back the file
//   --check-lexer      fails if the grammar's lexer cuts the file otherwise
//   --check-tree       fails if a node has other children than its kind says
//   --check-bundle     fails if the tree does not survive a bundle
//   --time N           parses N times, prints the least processor time
//
// Exits with 1 if a check failed, with 2 if there were errors.
//
//===----------------------------------------------------------------------===//

#include "Basic/FileSystem.h"
#include "Basic/Render.h"
#include "Syntax/Bundle.h"
#include "Syntax/LexerCheck/LexerCheck.h"
#include "Syntax/Parse.h"
#include "Syntax/Scanner.h"
#include "TreeCheck.h"
#include "llvm/ADT/StringSet.h"
#include <ctime>

using namespace acp;
using llvm::StringRef;

namespace {
struct Options {
  llvm::StringSet<> Set;
  unsigned Repeat = 0;
  bool has(StringRef Name) const { return Set.contains(Name); }
};
} // namespace

static std::string checkBundle(const SourceFile &File, const SyntaxTree &Tree) {
  std::string Bytes = writeBundle(
      {{"m", File.name(), Tree.Text, Tree.Tokens, Tree.Nodes, Tree.Children}});
  std::vector<BundleFile> Files;
  if (std::string Error = readBundle(Bytes, Files); !Error.empty())
    return Error;
  std::string A, B;
  llvm::raw_string_ostream OA(A), OB(B);
  dump(Tree, OA);
  dump(*Files[0].tree(1), OB);
  if (A != B || print(*Files[0].tree(1)) != File.text())
    return "the tree has changed";
  for (size_t Size : {size_t(0), size_t(10), Bytes.size() / 2})
    if (readBundle(StringRef(Bytes).take_front(Size), Files).empty())
      return "a part of it was read";
  return "";
}

/// "" or what a check found.
static std::string check(const Options &O, const SourceFile &File,
                         const SyntaxTree &Tree) {
  if (O.has("--check-roundtrip") && print(Tree) != File.text())
    return "the tokens do not give back the file";
  if (O.has("--check-tree"))
    if (std::string Error = checkTree(Tree); !Error.empty())
      return Error;
  if (O.has("--check-bundle"))
    if (std::string Error = checkBundle(File, Tree); !Error.empty())
      return Error;
  if (O.has("--check-lexer")) {
    DiagnosticEngine Ignored;
    Reporter Report(File, Ignored);
    std::vector<Token> Tokens;
    scan(Report, Tokens);
    if (!Ignored.hasErrors())
      return compareWithGrammar(File.text(), Tokens);
  }
  return "";
}

static void show(const Options &O, const SyntaxTree &Tree) {
  if (O.has("--quiet"))
    return;
  if (O.has("--print")) {
    llvm::outs() << print(Tree);
  } else if (O.has("--doc")) {
    llvm::outs() << "file: " << Tree.root().doc() << '\n';
    for (unsigned I = 0; I < Tree.root().size(); ++I)
      llvm::outs() << name(Tree.root()[I].kind()) << ": "
                   << Tree.root()[I].doc() << '\n';
  } else {
    dump(Tree, llvm::outs());
  }
}

static int run(const Options &O, StringRef Path) {
  FileResult R = FileSystem::real().read(Path, uint64_t(1) << 30);
  if (!R.Buffer) {
    llvm::errs() << "acp-syntax: cannot read " << Path << '\n';
    return 1;
  }
  SourceManager Sources;
  const SourceFile *File = Sources.add(Path, std::move(R.Buffer));
  DiagnosticEngine Diags;
  auto Parse = [&](DiagnosticEngine &D) {
    return O.has("--expression") ? parseExpression(*File, D) : parse(*File, D);
  };
  std::unique_ptr<SyntaxTree> Tree = Parse(Diags);
  if (O.Repeat) {
    double Least = 1e18;
    for (unsigned I = 0; I < O.Repeat; ++I) {
      DiagnosticEngine Ignored;
      std::clock_t Start = std::clock();
      Parse(Ignored);
      Least = std::min(Least, double(std::clock() - Start));
    }
    llvm::outs() << llvm::format("%.1f us\n", Least / CLOCKS_PER_SEC * 1e6);
  }
  Diags.sort();
  if (O.has("--full"))
    renderFull(llvm::errs(), Sources, Diags, {});
  else
    renderShort(llvm::errs(), Sources, Diags);
  if (Tree) {
    if (!O.Repeat)
      show(O, *Tree);
    if (std::string Error = check(O, *File, *Tree); !Error.empty()) {
      llvm::errs() << Path << ": " << Error << '\n';
      return 1;
    }
  }
  return Diags.hasErrors() ? 2 : 0;
}

int main(int Count, char **Args) {
  Options O;
  std::vector<StringRef> Paths;
  for (int I = 1; I < Count; ++I) {
    StringRef Arg = Args[I];
    if (Arg == "--time" && I + 1 < Count)
      StringRef(Args[++I]).getAsInteger(10, O.Repeat);
    else if (Arg.starts_with("--"))
      O.Set.insert(Arg);
    else
      Paths.push_back(Arg);
  }
  int Result = 0;
  for (StringRef Path : Paths)
    Result = std::max(Result, run(O, Path));
  return Result;
}
