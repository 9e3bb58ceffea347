//===- Modules.cpp - Files, imports, declarations -------------------------===//
//
// Part of acpc, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Modules of the library come from the trees inside the program, or from a
// source folder; others from the project's root and the folders of `-I`, and
// from nowhere else. Declaring a module binds its names and its units.
//
//===----------------------------------------------------------------------===//

#include "Basic/FileDiagnostic.h"
#include "Basic/Limits.h"
#include "Basic/Version.h"
#include "Elaborate/Elaboration.h"
#include "Elaborate/Resolve.h"
#include "Elaborate/SourceText.h"
#include "Import/Import.h"
#include "Syntax/Parse.h"
#include "llvm/Support/Path.h"
#include <chrono>

using namespace acp;
using namespace acp::elab;
namespace path = llvm::sys::path;

/// Sizes the side tables of a module to its tree.
static void prepare(ModuleInfo &M) {
  M.Bindings.assign(M.Tree->Nodes.size(), 0);
  M.Symbols.assign(M.Tree->Nodes.size(), 0);
  M.Top.Module = &M;
}

std::unique_ptr<SyntaxTree> Elaboration::parseTimed(const SourceFile &File) {
  auto Start = std::chrono::steady_clock::now();
  auto Tree = parse(File, Diags);
  Counters.ParseSeconds +=
      std::chrono::duration<double>(std::chrono::steady_clock::now() - Start)
          .count();
  return Tree;
}

ModuleInfo *Elaboration::loadMain(llvm::StringRef Path) {
  ModuleInfo &M = Modules.emplace_back();
  Main = &M;
  M.Names = &Tables.emplace_back();
  M.OwnUnits = std::make_unique<UnitScope>(*Out->Dims);
  M.Units = M.OwnUnits.get();
  M.Units->use(*PreludeUnits);
  if (Path.empty()) {
    M.Owned = std::make_unique<SyntaxTree>();
    M.Owned->OwnNodes.push_back(Node{NodeKind::File, 0, 0, 0, 0, 0, 0, 0});
    M.Owned->adopt();
    M.Tree = M.Owned.get();
    M.Root = ".";
    prepare(M);
    return &M;
  }
  if (llvm::StringRef Format =
          path::extension(Path).drop_while([](char C) { return C == '.'; });
      findImportFormat(Format) && Files.exists(Path)) {
    // A file of another format is a plan that imports it and no more.
    M.File = Sources.add(
        "<" + path::filename(Path).str() + ">",
        llvm::MemoryBuffer::getMemBufferCopy(
            ("import " + Format + " " + quotedText(path::filename(Path)) +
             " as " + identifier(path::stem(Path)) + "\nreport " +
             identifier(path::stem(Path)) + "\n")
                .str()));
  } else {
    FileResult R = Files.read(Path, limits::FileBytes);
    if (R.Error != FileError::None) {
      reportUnread(Diags, {}, Path, R, limits::FileBytes);
      return nullptr;
    }
    ++Counters.FilesRead;
    Counters.SourceBytes += R.Buffer->getBufferSize();
    M.File = Sources.add(Path, std::move(R.Buffer));
  }
  ByPath[Path] = &M;
  M.Owned = parseTimed(*M.File);
  M.Tree = M.Owned.get();
  // The project's root: the nearest folder above with a file `acp.project`.
  llvm::SmallString<128> Folder(path::parent_path(Path));
  M.Root = Folder.empty() ? "." : Folder.str().str();
  llvm::SmallString<128> At(Path), Up(M.Root);
  Files.vfs().makeAbsolute(At);
  for (path::remove_filename(At); !At.empty(); path::remove_filename(At)) {
    while (At.size() > 1 && path::is_separator(At.back()))
      At.pop_back();
    llvm::SmallString<128> Mark(At);
    path::append(Mark, "acp.project");
    if (Files.exists(Mark)) {
      // Named as the user names the plan, so that no path of the machine gets
      // into what is printed.
      path::remove_dots(Up, true);
      M.Root = Up.empty() ? "." : Up.str().str();
      path::append(Up, "acp.project");
      loadProject(Up);
      break;
    }
    if (At.size() <= 1)
      break;
    path::append(Up, "..");
  }
  prepare(M);
  M.Loading = true;
  declare(M);
  M.Loading = false;
  return &M;
}

void Elaboration::checkLanguage(Syntax Clause, bool First) {
  auto Wrong = [&](Span Where, llvm::StringRef What) {
    Diags.report(Diag::LanguageClause, Where)
        .arg("what", What)
        .help("write `language " + std::to_string(LanguageVersion) +
              "` as the first line of the file");
  };
  Syntax Version = Clause[0];
  if (!Version || !Version.is(NodeKind::Number))
    return;
  unsigned Needed = 0;
  if (Version.size() != 1 || Version.text().getAsInteger(10, Needed) || !Needed)
    return Wrong(Version.span(), "takes a whole number, 1 or more");
  if (!First)
    return Wrong(Clause.span(), "stands before all else in its file");
  if (Needed > LanguageVersion)
    Diags.report(Diag::NewerLanguage, Version.span())
        .arg("needed", Needed)
        .arg("known", LanguageVersion)
        .help("use a newer acpc; this is " + std::string(acp::Version));
}

void Elaboration::loadProject(llvm::StringRef Path) {
  FileResult R = Files.read(Path, limits::FileBytes);
  if (R.Error != FileError::None) {
    reportUnread(Diags, {}, Path, R, limits::FileBytes);
    return;
  }
  ++Counters.FilesRead;
  Counters.SourceBytes += R.Buffer->getBufferSize();
  std::unique_ptr<SyntaxTree> Tree =
      parseTimed(*Sources.add(Path, std::move(R.Buffer)));
  Syntax Root = Tree->root();
  for (unsigned I = 0, Size = Root.size(); I != Size; ++I)
    if (Root[I].is(NodeKind::Language))
      checkLanguage(Root[I], I == 0);
    else if (!Root[I].has(syntax_flags::Broken) &&
             !Root[I].is(NodeKind::Error)) {
      Diags.report(Diag::ProjectContents, Root[I].span())
          .here("this belongs into a plan or a module");
      break;
    }
}

ModuleInfo *Elaboration::expressionModule(llvm::StringRef FileName,
                                          llvm::StringRef Text,
                                          ModuleInfo *Home) {
  const SourceFile *File =
      Sources.add(FileName, llvm::MemoryBuffer::getMemBufferCopy(Text));
  auto Tree = parseExpression(*File, Diags);
  if (!Tree)
    return nullptr;
  ModuleInfo &M = Modules.emplace_back();
  M.File = File;
  M.Owned = std::move(Tree);
  M.Tree = M.Owned.get();
  M.Names = Home->Names;
  M.Units = Home->Units;
  M.Root = Home->Root;
  prepare(M);
  resolve(*this, M, M.Tree->root());
  return &M;
}

ModuleInfo *Elaboration::sourceModule(llvm::StringRef Dotted,
                                      const SourceFile *File,
                                      llvm::StringRef Root) {
  ModuleInfo &M = Modules.emplace_back();
  ByPath[File->name()] = &M;
  M.Path = Dotted.str();
  M.File = File;
  M.Root = Root.str();
  M.Owned = parseTimed(*File);
  M.Tree = M.Owned.get();
  M.Names = &Tables.emplace_back();
  M.OwnUnits = std::make_unique<UnitScope>(*Out->Dims);
  M.Units = M.OwnUnits.get();
  M.Units->use(*PreludeUnits);
  prepare(M);
  M.Loading = true;
  declare(M);
  M.Loading = false;
  return &M;
}

ModuleInfo *Elaboration::loadLibrary(llvm::StringRef Dotted, Span Where) {
  auto It = ByPath.find(Dotted);
  if (It != ByPath.end())
    return It->second;
  std::unique_ptr<SyntaxTree> Tree;
  const SourceFile *File = nullptr;
  if (!Options.Stdlib.empty()) {
    llvm::SmallString<128> Path(Options.Stdlib);
    for (llvm::StringRef Rest = Dotted.drop_front(4); !Rest.empty();) {
      auto [Head, Tail] = Rest.split('.');
      path::append(Path, Tail.empty() ? Head.str() + ".acp" : Head.str());
      Rest = Tail;
    }
    FileResult R = Files.read(Path, limits::FileBytes, Options.Stdlib);
    if (R.Error != FileError::None)
      return nullptr;
    Counters.SourceBytes += R.Buffer->getBufferSize();
    File = Sources.add(Path, std::move(R.Buffer), true);
    Tree = parseTimed(*File);
  } else {
    auto Entry = llvm::find_if(Options.Library, [&](const BundleFile &F) {
      return F.Module == Dotted;
    });
    if (Entry == Options.Library.end())
      return nullptr;
    Counters.SourceBytes += Entry->Text.size();
    File = Sources.addStatic(Entry->Name, Entry->Text, true);
    Tree = Entry->tree(File->base());
  }
  ++Counters.FilesRead;
  ModuleInfo &M = Modules.emplace_back();
  ByPath[Dotted] = &M;
  M.Path = Dotted.str();
  M.Library = true;
  M.File = File;
  M.Owned = std::move(Tree);
  M.Tree = M.Owned.get();
  M.Names = &Tables.emplace_back();
  M.OwnUnits = std::make_unique<UnitScope>(*Out->Dims);
  M.Units = M.OwnUnits.get();
  if (PreludeUnits)
    M.Units->use(*PreludeUnits);
  else
    PreludeUnits = M.Units;
  prepare(M);
  M.Loading = true;
  declare(M);
  M.Loading = false;
  return &M;
}

/// The names that an item of a file declares for others.
static void publicNames(Syntax Item, llvm::function_ref<void(Syntax)> Take) {
  if (Item.has(syntax_flags::Private))
    return;
  switch (Item.kind()) {
  case NodeKind::EnumDecl:
  case NodeKind::SchemaDecl:
  case NodeKind::OpDecl:
  case NodeKind::ModelDecl:
    return Take(Item[0]);
  case NodeKind::Instance:
    return Take(Item[1]);
  case NodeKind::Let:
    if (!Item[0].is(NodeKind::Pattern))
      return Take(Item[0]);
    for (unsigned K = 0; K != Item[0].size(); ++K)
      Take(Item[0][K]);
    return;
  default:
    return;
  }
}

void Elaboration::announce(llvm::StringRef Dotted) {
  std::unique_ptr<SyntaxTree> Tree;
  const SyntaxTree *Of = nullptr;
  if (auto It = ByPath.find(Dotted); It != ByPath.end()) {
    Of = It->second->Tree;
  } else if (!Options.Stdlib.empty()) {
    if (ModuleInfo *M = loadLibrary(Dotted, {}))
      Of = M->Tree;
  } else if (auto Entry = llvm::find_if(
                 Options.Library,
                 [&](const BundleFile &F) { return F.Module == Dotted; });
             Entry != Options.Library.end()) {
    Tree = Entry->tree(1);
    Of = Tree.get();
  }
  if (!Of)
    return;
  Syntax Root = Of->root();
  for (unsigned I = 0, Size = Root.size(); I != Size; ++I)
    publicNames(Root[I], [&](Syntax Name) {
      if (Name)
        Automatic.try_emplace(symbol(Name.text()), Dotted);
    });
}

std::vector<std::string> Elaboration::libraryModules() {
  std::vector<std::string> Names;
  if (Options.Stdlib.empty()) {
    for (const BundleFile &F : Options.Library)
      Names.push_back(F.Module.str());
  } else {
    std::error_code Error;
    llvm::vfs::recursive_directory_iterator At(Files.vfs(), Options.Stdlib,
                                               Error),
        End;
    for (; At != End && !Error; At.increment(Error)) {
      llvm::StringRef File = At->path();
      if (!File.consume_front(Options.Stdlib) || !File.consume_back(".acp"))
        continue;
      std::string Name = "std";
      for (auto I = path::begin(File), E = path::end(File); I != E; ++I)
        if (!path::is_separator((*I)[0]))
          Name += "." + I->str();
      Names.push_back(std::move(Name));
    }
  }
  llvm::sort(Names);
  return Names;
}

ModuleInfo *Elaboration::import(llvm::StringRef Dotted, ModuleInfo *From,
                                Span Where) {
  ModuleInfo *M = nullptr;
  if (Dotted.starts_with("std.")) {
    M = loadLibrary(Dotted, Where);
    if (!M) {
      std::vector<std::string> Names = libraryModules();
      std::vector<llvm::StringRef> Refs(Names.begin(), Names.end());
      std::string Near = nearest(Dotted, Refs);
      auto D = Diags.report(Diag::UnknownModule, Where);
      D.arg("module", Dotted).here("not in the standard library");
      if (!Near.empty())
        D.help("did you mean `" + Near + "`?");
      return nullptr;
    }
  } else {
    std::string Relative = Dotted.str();
    std::replace(Relative.begin(), Relative.end(), '.', '/');
    Relative += ".acp";
    std::vector<std::string> Roots{From->Root};
    Roots.insert(Roots.end(), Options.ImportPaths.begin(),
                 Options.ImportPaths.end());
    FileResult R;
    std::string Found, FoundRoot;
    for (const std::string &Root : Roots) {
      llvm::SmallString<128> Path(Root == "." ? "" : Root);
      path::append(Path, Relative);
      auto It = ByPath.find(Path);
      if (It != ByPath.end()) {
        M = It->second;
        break;
      }
      FileResult Try = Files.read(Path, limits::FileBytes, Root);
      if (Try.Error == FileError::NotFound) {
        R.Error = FileError::NotFound;
        continue;
      }
      R = std::move(Try);
      Found = Path.str().str();
      FoundRoot = Root;
      break;
    }
    if (!M && R.Error == FileError::NotFound) {
      auto D = Diags.report(Diag::UnknownModule, Where);
      D.arg("module", Dotted).here("no such file");
      for (const std::string &Root : Roots)
        D.note("looked for `" + Relative + "` in `" + Root + "`");
      if (ModuleInfo *Std = loadLibrary(("std." + Dotted).str(), Where)) {
        (void)Std;
        D.help("did you mean `std." + Dotted.str() + "`?");
      }
      return nullptr;
    }
    if (!M && R.Error != FileError::None) {
      reportUnread(Diags, Where, Found, R, limits::FileBytes, FoundRoot);
      return nullptr;
    }
    if (!M) {
      ++Counters.FilesRead;
      Counters.SourceBytes += R.Buffer->getBufferSize();
      return sourceModule(Dotted, Sources.add(Found, std::move(R.Buffer)),
                          FoundRoot);
    }
  }
  if (M->Loading) {
    Diags.report(Diag::ImportCycle, Where)
        .arg("module", Dotted)
        .here("this file is being imported already")
        .help("move what both need into a file of its own");
    return nullptr;
  }
  return M;
}

/// Text of the names of a path, dots between.
static std::string dotted(Syntax Path) {
  std::string Text;
  for (unsigned I = 0; I != Path.size(); ++I) {
    if (I)
      Text += '.';
    Text += Path[I].text();
  }
  return Text;
}

void Elaboration::declare(ModuleInfo &M) {
  Syntax Root = M.Tree->root();
  NameTable &Names = *M.Names;
  uint32_t Cite = 0;
  auto Add = [&](DeclKind K, Syntax Item, Syntax NameNode) -> Declaration * {
    Symbol Name = symbol(M, NameNode);
    auto [It, New] = Names.Index.try_emplace(Name, uint32_t(Names.All.size()));
    if (!New) {
      Declaration &Old = Names.All[It->second];
      Diags.report(Diag::DuplicateName, NameNode.span())
          .arg("name", NameNode.text())
          .here("declared again")
          .label(Old.NameNode.span(), "first here");
      return nullptr;
    }
    Declaration &D = Names.All.emplace_back();
    D.Kind = K;
    D.Private = Item.has(syntax_flags::Private);
    D.Name = Name;
    D.Node = Item;
    D.NameNode = NameNode;
    D.Home = &M;
    return &D;
  };
  for (unsigned I = 0, Size = Root.size(); I != Size; ++I) {
    Syntax N = Root[I];
    if (Cite)
      bind(M, N.id(), Bound::Source, Cite);
    switch (N.kind()) {
    case NodeKind::Language:
      checkLanguage(N, I == 0);
      break;
    case NodeKind::Source:
      Cite = N[0] ? N[0].id() + 1 : 0;
      break;
    case NodeKind::Import: {
      if (!N[0] || !N[0].size())
        break;
      ModuleInfo *Target = import(dotted(N[0]), &M, N[0].span());
      if (Target)
        M.Units->use(*Target->Units);
      if (N[2]) {
        for (unsigned K = 0; K != N[2].size(); ++K) {
          Declaration *D = Add(DeclKind::Member, N, N[2][K]);
          if (!D)
            continue;
          D->Target = Target;
          D->TargetName = D->Name;
        }
        break;
      }
      Syntax NameNode = N[1] ? N[1] : N[0][N[0].size() - 1];
      if (Declaration *D = Add(DeclKind::Import, N, NameNode)) {
        D->Target = Target;
        D->TargetName = symbol(M, N[0][N[0].size() - 1]);
      }
      break;
    }
    case NodeKind::ImportFile:
      Add(DeclKind::File, N, N[2]);
      break;
    case NodeKind::UnitDecl:
    case NodeKind::PrefixDecl:
    case NodeKind::ScaleDecl:
      declareUnits(M, N);
      break;
    case NodeKind::EnumDecl:
      Add(DeclKind::Enum, N, N[0]);
      break;
    case NodeKind::SchemaDecl:
      Add(DeclKind::Schema, N, N[0]);
      break;
    case NodeKind::OpDecl:
      Add(DeclKind::Op, N, N[0]);
      break;
    case NodeKind::ModelDecl:
      Add(DeclKind::Model, N, N[0]);
      break;
    case NodeKind::ParamDecl:
      Add(DeclKind::Param, N, N[0]);
      break;
    case NodeKind::Instance:
      Add(DeclKind::Instance, N, N[1]);
      break;
    case NodeKind::Let:
      if (N[0].is(NodeKind::Pattern)) {
        for (unsigned K = 0; K != N[0].size(); ++K)
          Add(DeclKind::Let, N, N[0][K]);
      } else if (N[0]) {
        Add(DeclKind::Let, N, N[0]);
      }
      break;
    case NodeKind::Sweep:
    case NodeKind::Solve:
      if (N[0].is(NodeKind::Pattern)) {
        for (unsigned K = 0; K != N[0].size(); ++K)
          Add(DeclKind::Axis, N, N[0][K]);
      } else if (N[0]) {
        Add(DeclKind::Axis, N, N[0]);
      }
      break;
    default:
      break;
    }
  }
}

uint32_t Elaboration::fileCitation(ModuleInfo &M, uint32_t Item) {
  Binding Bd = binding(M, Item);
  return Bd.What == Bound::Source ? Bd.Argument : 0;
}

void Elaboration::declareUnits(ModuleInfo &M, Syntax N) {
  auto Known = [&](Syntax Expr, Number &Figure, Dim &D) {
    Value V = eval(Expr, &M.Top);
    if (!V.is(Kind::Number)) {
      if (!V.isBad())
        Diags.report(Diag::WrongKind, Expr.span())
            .arg("expected", "a number")
            .arg("found", describe(V));
      return false;
    }
    if (!Out->known(V.Id))
      return false;
    Figure = Out->number(V.Id);
    D = Out->type(V.Id).dim();
    return true;
  };
  auto Duplicate = [&](Syntax Name) {
    Diags.report(Diag::DuplicateName, Name.span())
        .arg("name", Name.text())
        .here("this file declares it already");
  };
  Number Figure = 1;
  Dim D;
  switch (N.kind()) {
  case NodeKind::PrefixDecl:
    if (!N[2] || !Known(N[2], Figure, D))
      return;
    for (unsigned I = 0; I != N[0].size(); ++I)
      if (!M.Units->addPrefix(
              {N[0][I].text().str(), N[1].text().str(), Figure}))
        Duplicate(N[0][I]);
    return;
  case NodeKind::ScaleDecl:
    if (!N[1] || !Known(N[1], Figure, D))
      return;
    for (unsigned I = 0; I != N[0].size(); ++I)
      if (!M.Units->addScale(N[0][I].text(), Figure))
        Duplicate(N[0][I]);
    return;
  default:
    break;
  }
  if (!N[0] || !N[0].size())
    return;
  if (N[2]) {
    if (!Known(N[2], Figure, D))
      return;
  } else {
    // A base dimension belongs to its module: two plans' `frame` are two.
    std::string Base = N[0][0].text().str();
    D = Out->Dims->base(Base, N.has(syntax_flags::Count));
  }
  UnitScope::Entry Entry;
  Entry.Factor = Figure;
  Entry.Dimension = D;
  Entry.Canonical = N[0][0].text().str();
  Entry.Doc = N.doc();
  if (N[1])
    for (unsigned I = 0; I != N[1].size(); ++I)
      Entry.Prefixes.push_back(N[1][I].text().str());
  for (unsigned I = 0; I != N[0].size(); ++I) {
    Entry.Name = N[0][I].text().str();
    if (!M.Units->addUnit(Entry))
      Duplicate(N[0][I]);
  }
}
