//===- acp-bundle.cpp - The standard library as one block -----------------===//
//
// Part of acpc, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// acp-bundle -o FILE DIR: parses every .acp file below DIR, in the order of
// their names, and writes one bundle. Fails on any diagnostic, so that what
// travels inside the program is whole.
//
//===----------------------------------------------------------------------===//

#include "Basic/FileSystem.h"
#include "Basic/Limits.h"
#include "Basic/Render.h"
#include "Syntax/Bundle.h"
#include "Syntax/Parse.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"
#include <algorithm>

using namespace acp;
using llvm::StringRef;

static int fail(const llvm::Twine &Text) {
  llvm::errs() << "acp-bundle: " << Text << '\n';
  return 2;
}

/// Paths of the .acp files below a folder, relative to it, sorted.
static std::vector<std::string> sourcesBelow(StringRef Folder,
                                             std::error_code &Error) {
  std::vector<std::string> Out;
  for (llvm::sys::fs::recursive_directory_iterator It(Folder, Error), End;
       It != End && !Error; It.increment(Error))
    if (StringRef(It->path()).ends_with(".acp"))
      Out.push_back(StringRef(It->path()).drop_front(Folder.size() + 1).str());
  std::sort(Out.begin(), Out.end());
  return Out;
}

static std::string moduleOf(StringRef Path) {
  std::string Out = "std." + Path.drop_back(StringRef(".acp").size()).str();
  std::replace(Out.begin(), Out.end(), '/', '.');
  return Out;
}

static int bundle(StringRef Folder, StringRef Output) {
  std::error_code Error;
  std::vector<std::string> Paths = sourcesBelow(Folder, Error);
  if (Error)
    return fail(Folder + ": " + Error.message());
  FileSystem Files = FileSystem::real();
  SourceManager Sources;
  DiagnosticEngine Diags;
  std::vector<std::unique_ptr<SyntaxTree>> Trees;
  std::vector<std::string> Modules;
  Modules.reserve(Paths.size());
  std::vector<BundleFile> Bundle;
  for (const std::string &Path : Paths) {
    FileResult R = Files.read((Folder + "/" + Path).str(), limits::FileBytes);
    const SourceFile *File =
        R.Buffer ? Sources.add("std/" + Path, std::move(R.Buffer), true)
                 : nullptr;
    if (!File)
      return fail("cannot read " + Folder + "/" + Path);
    Trees.push_back(parse(*File, Diags));
    const SyntaxTree &T = *Trees.back();
    Modules.push_back(moduleOf(Path));
    Bundle.push_back(
        {Modules.back(), File->name(), T.Text, T.Tokens, T.Nodes, T.Children});
  }
  if (!Diags.all().empty()) {
    Diags.sort();
    renderFull(llvm::errs(), Sources, Diags, {});
    return 2;
  }
  if (std::string Why = Files.write(Output, writeBundle(Bundle)); !Why.empty())
    return fail(Output + ": " + Why);
  return 0;
}

int main(int Count, char **Args) {
  if (Count != 4 || StringRef(Args[1]) != "-o")
    return fail("usage: acp-bundle -o FILE DIR");
  StringRef Folder = StringRef(Args[3]).rtrim('/');
  return bundle(Folder, Args[2]);
}
