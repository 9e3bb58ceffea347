//===- Run.cpp - One elaboration from start to end ------------------------===//
//
// Part of acpc, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The prelude and the ops are declared first, then the plan and what it
// imports. Then the plan's items are evaluated in the order of the text, the
// requirements of all records that were used are checked, and what is still
// wanting is reported.
//
//===----------------------------------------------------------------------===//

#include "Basic/Limits.h"
#include "Basic/Process.h"
#include "Elaborate/Elaboration.h"
#include "Elaborate/Resolve.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/JSON.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/SaveAndRestore.h"
#include "llvm/Support/thread.h"

using namespace acp;
using namespace acp::elab;

Elaboration::Elaboration(const ElaborationOptions &Options,
                         const FileSystem &Files, SourceManager &Sources,
                         DiagnosticEngine &Diags)
    : Options(Options), Files(Files), Sources(Sources), Diags(Diags),
      Out(std::make_unique<ir::Module>()), B(*Out) {
  // Symbol 0 stands for "none".
  symbol("");
  Known.Tensor = symbol("Tensor");
  Known.Layer = symbol("layer");
  Known.Add = symbol("Add");
  Known.Mul = symbol("Mul");
  Known.Shape = symbol("shape");
  Known.Passed = symbol("passed");
  Known.Output = symbol("output");
  Known.Inputs = symbol("inputs");
  Known.Children = symbol("children");
  Known.Layers = symbol("layers");
  Known.Count = symbol("count");
  Known.Repeated = symbol("repeated");
  Known.Name = symbol("name");
  Known.Path = symbol("path");
  Known.Op = symbol("op");
  Known.Source = symbol("source");
  Known.Title = symbol("title");
  Known.Date = symbol("date");
  Known.Url = symbol("url");
  Known.Std = symbol("std");
}

void Elaboration::runBlock(ModuleInfo &M, Record *R, Syntax Block) {
  const Env *Inside = &R->Frames[R->S->Blocks.size() - 1];
  for (unsigned I = 0; I != Block.size(); ++I) {
    Syntax Entry = Block[I];
    if (Entry.kind() == NodeKind::Field && Entry[0]) {
      int Index = R->S->find(symbol(M, Entry[0]));
      if (Index >= 0)
        demand(fieldAt(R, unsigned(Index), Entry[0].span()), {});
    } else if (Entry.kind() == NodeKind::Assert ||
               Entry.kind() == NodeKind::Claim) {
      check(Entry, Inside, R);
    } else if (Entry.kind() == NodeKind::Report) {
      report(Entry, Inside);
    }
  }
}

void Elaboration::runItem(ModuleInfo &M, Syntax N) {
  switch (N.kind()) {
  case NodeKind::SchemaDecl:
  case NodeKind::OpDecl:
  case NodeKind::ModelDecl:
  case NodeKind::EnumDecl: {
    Declaration *D = M.Names->find(symbol(M, N[0]));
    if (!D || !(D->Node == N))
      return;
    if (N.kind() == NodeKind::EnumDecl)
      enumOf(*D);
    else if (N.kind() == NodeKind::SchemaDecl)
      schemaOf(*D);
    else
      ensureResolved(*D);
    return;
  }
  case NodeKind::Import:
    // A member that is not there is reported even if nobody uses it.
    if (N[2])
      for (unsigned I = 0; I != N[2].size(); ++I)
        if (Declaration *D = M.Names->find(symbol(M, N[2][I]));
            D && D->Target && !member(*D->Target, D->TargetName, &M))
          declared(*D, N[2][I].span());
    return;
  case NodeKind::ImportFile: {
    Declaration *D = M.Names->find(symbol(M, N[2]));
    if (D && D->Node == N)
      demand(declared(*D, N[2].span()), N[2].span());
    return;
  }
  case NodeKind::ParamDecl:
  case NodeKind::Let: {
    Syntax NameNode =
        N[0].is(NodeKind::Pattern) && N[0].size() ? N[0][0] : N[0];
    if (!NameNode)
      return;
    Declaration *D = M.Names->find(symbol(M, NameNode));
    if (!D || !(D->Node == N))
      return;
    Value V = declared(*D, NameNode.span());
    demand(V, NameNode.span());
    if (N.is(NodeKind::Let) && N[3].is(NodeKind::Refine) &&
        V.is(Kind::Record) && V.Rec->S->Blocks.back().Block == N[3][1])
      runBlock(M, V.Rec, N[3][1]);
    return;
  }
  case NodeKind::Instance: {
    Declaration *D = M.Names->find(symbol(M, N[1]));
    if (!D || !(D->Node == N))
      return;
    Value V = declared(*D, N[1].span());
    if (!V.is(Kind::Record)) {
      demand(V, N[1].span());
      return;
    }
    runBlock(M, V.Rec, N[2]);
    return;
  }
  case NodeKind::Assert:
  case NodeKind::Claim:
    resolve(*this, M, N);
    if (N.kind() == NodeKind::Claim || N.kind() == NodeKind::Assert)
      check(N, &M.Top, nullptr);
    return;
  case NodeKind::Require:
  case NodeKind::Expect: {
    resolve(*this, M, N);
    Value Unknown;
    if (!require(N, &M.Top, nullptr, {}, &Unknown))
      demand(Unknown, N[0].span());
    return;
  }
  case NodeKind::Report:
    resolve(*this, M, N);
    report(N, &M.Top);
    return;
  case NodeKind::Sweep:
  case NodeKind::Solve: {
    Syntax NameNode =
        N[0].is(NodeKind::Pattern) && N[0].size() ? N[0][0] : N[0];
    Declaration *D = NameNode ? M.Names->find(symbol(M, NameNode)) : nullptr;
    if (D && D->Node == N)
      demand(declared(*D, NameNode.span()), NameNode.span());
    return;
  }
  case NodeKind::Minimize:
  case NodeKind::Maximize:
    if (llvm::none_of(M.Names->All, [&](Declaration &D) {
          return D.Home == &M && D.Node.is(NodeKind::Solve);
        }))
      Diags.report(Diag::NothingSearched, N.span())
          .here("there is no `solve` beside it");
    return;
  default:
    return;
  }
}

void Elaboration::runMain(ModuleInfo &M) {
  Syntax Root = M.Tree->root();
  bool Reports = false;
  for (unsigned I = 0, Size = Root.size(); I != Size && !Exhausted; ++I) {
    Reports |= Root[I].is(NodeKind::Report);
    runItem(M, Root[I]);
  }
  if (Reports || Exhausted)
    return;
  // Without a `report` clause every instance of the plan is reported.
  for (Declaration &D : M.Names->All) {
    if (D.Home != &M || D.Kind != DeclKind::Instance || D.Private)
      continue;
    Value V = declared(D, D.NameNode.span());
    if (V.is(Kind::Record))
      viewRecord(V.Rec, Syntax(), name(D.Name), D.NameNode.span(), ir::None,
                 &M.Top);
  }
}

std::string Elaboration::qualified(ModuleInfo &M, llvm::StringRef Name) {
  llvm::StringRef First = Name.split('.').first;
  if (First == "std" || M.Names->find(symbol(First)))
    return Name.str();
  for (const std::string &Module : LibraryModules)
    if (llvm::StringRef(Module).rsplit('.').second == First)
      return Module + Name.substr(First.size()).str();
  return Name.str();
}

void Elaboration::showEntry(Value V, Syntax Name) {
  V = ownMember(V, Name.span());
  if (V.is(Kind::Stage))
    if (Record *R = build(V.Stg, Name.span()))
      V = Value::of(R);
  if (V.isBad())
    return demand(V, Name.span());
  if (!V.is(Kind::Record)) {
    if (!V.is(Kind::Stage))
      Diags.report(Diag::WrongKind, Name.span())
          .arg("expected", "an entry: a record or a model")
          .arg("found", describe(V));
    return;
  }
  Record *R = V.Rec;
  viewRecord(R, Syntax(),
             R->Name == ir::None ? Name.text() : Out->Texts.get(R->Name),
             R->Where, ir::None, R->Frames);
  for (unsigned L = 0; L != R->S->Blocks.size(); ++L) {
    if (R->S->Blocks[L].OfSchema)
      continue;
    Syntax Block = R->S->Blocks[L].Block;
    for (unsigned I = 0; I != Block.size(); ++I)
      if (Block[I].is(NodeKind::Claim) || Block[I].is(NodeKind::Assert))
        check(Block[I], &R->Frames[L], R);
  }
}

void Elaboration::runFileRequires(ModuleInfo &M) {
  bool Searches = llvm::any_of(M.Names->All, [&](Declaration &D) {
    return D.Home == &M && D.Kind == DeclKind::Axis &&
           D.Node.is(NodeKind::Solve);
  });
  Syntax Root = M.Tree->root();
  for (unsigned I = 0, Size = Root.size(); Searches && I != Size; ++I)
    if (Root[I].is(NodeKind::Require))
      runItem(M, Root[I]);
}

void Elaboration::runExpression(ModuleInfo &M) {
  runFileRequires(M);
  std::string Text =
      Options.Show ? qualified(M, Options.Expression) : Options.Expression;
  ModuleInfo *Expr = expressionModule("<expression>", Text, &M);
  if (!Expr)
    return;
  Syntax Root = Expr->Tree->root();
  if (Options.Show)
    return showEntry(eval(Root, &Expr->Top), Root);
  if (Options.Layers) {
    Value V = eval(Root, &Expr->Top);
    if (V.isBad())
      return demand(V, Root.span());
    if (!V.is(Kind::Stage) && !(V.is(Kind::Record) && V.Rec->Layer)) {
      Diags.report(Diag::WrongKind, Root.span())
          .arg("expected", "a model")
          .arg("found", describe(V));
      return;
    }
  }
  report(Root, &Expr->Top);
}

bool Elaboration::isWholeModel(Value V) {
  if (!V.is(Kind::Stage) || V.Stg->Callee->Kind != DeclKind::Model)
    return false;
  ensureResolved(*V.Stg->Callee);
  if (takesData(*V.Stg->Callee))
    return false;
  Syntax Params = V.Stg->Callee->Node[1];
  for (unsigned I = 0; Params && I != Params.size(); ++I) {
    Syntax P = Params[I];
    const Type *T = P[1] ? type(*V.Stg->Callee->Home, P[1]) : nullptr;
    if (!V.Stg->IsGiven[I] && !P[2] && !(T && T->Optional))
      return false;
  }
  return true;
}

void Elaboration::runModels(ModuleInfo &M) {
  runFileRequires(M);
  std::vector<Value> Models;
  Span Where;
  for (Declaration &D : M.Names->All) {
    if (D.Private || D.Home != &M ||
        (D.Kind != DeclKind::Model && D.Kind != DeclKind::File &&
         (D.Kind != DeclKind::Let || D.Node[1])))
      continue;
    Value V = declared(D, D.NameNode.span());
    if (!isWholeModel(V))
      continue;
    Where = D.NameNode.span();
    if (Record *R = build(V.Stg, Where))
      Models.push_back(Value::of(R));
  }
  if (Diags.hasErrors())
    return;
  if (Models.empty()) {
    Diags.report(Diag::NoModel)
        .arg("path", M.File->name())
        .help("name one: `acpc layers " + M.File->name().str() +
              " EXPRESSION`, or one of `acpc list models`");
    return;
  }
  if (Models.size() == 1)
    return viewModel(Models[0].Rec, Syntax(),
                     Out->Texts.get(Models[0].Rec->Name), Where, &M.Top);
  viewTable(makeList(Models), Syntax(), M.File->name(), {}, ir::None, &M.Top);
}

void Elaboration::runImport(llvm::StringRef Path) {
  Value V = importFile(Options.ImportFormat, {}, Path, "", {});
  demand(V, {});
  if (V.isBad())
    return;
  // A graph is written as it is read; running it proves that its shapes fit.
  if (!Written_.empty()) {
    if (isWholeModel(V) && !build(V.Stg, {}))
      Written_.clear();
    return;
  }
  std::string From = llvm::json::fixUTF8(llvm::sys::path::filename(Path));
  Written_ = writeFile(V, "imported", From);
}

void Elaboration::drainRequires() {
  // Checking may make more records; every one is looked at once.
  for (size_t I = 0;;) {
    for (; I < ToCheck.size() && !Exhausted; ++I)
      if (ToCheck[I]->Touched)
        checkRequires(ToCheck[I]);
    finishAxes();
    if (I >= ToCheck.size() || Exhausted)
      break;
  }
  settleAxes();
  if (RequireFailed)
    return;
  for (Fault *F : Pending)
    Diags.take(F->What);
}

void Elaboration::list(llvm::StringRef What) {
  auto FirstLine = [](const std::string &Doc) {
    return llvm::StringRef(Doc).split('\n').first.trim().str();
  };
  if (What == "units") {
    llvm::StringMap<bool> Seen;
    for (const UnitScope::Entry &E : PreludeUnits->entries()) {
      if (!Seen.try_emplace(E.Canonical, true).second)
        continue;
      std::string Names = E.Canonical;
      for (const UnitScope::Entry &Other : PreludeUnits->entries())
        if (Other.Canonical == E.Canonical && Other.Name != E.Canonical)
          Names += ", " + Other.Name;
      std::string Doc = FirstLine(E.Doc);
      if (Doc.empty()) {
        std::string D = Out->Dims->text(E.Dimension);
        Doc = D == E.Canonical
                  ? "a base dimension"
                  : E.Factor.decimal(6) + (D.empty() ? "" : " ") + D;
      }
      Listing.push_back({Names, Doc});
    }
    return;
  }
  llvm::StringRef Folder = llvm::StringSwitch<llvm::StringRef>(What)
                               .Case("models", "std.models.")
                               .Case("hardware", "std.hardware.")
                               .Case("cloud", "std.cloud.")
                               .Case("datasets", "std.datasets.")
                               .Case("plans", "std.plans.")
                               .Case("ops", "std.ops.")
                               .Default("");
  std::vector<Value> Entries;
  for (const std::string &Path : libraryModules()) {
    if (Folder.empty() || !llvm::StringRef(Path).starts_with(Folder))
      continue;
    ModuleInfo *M = loadLibrary(Path, {});
    if (!M)
      continue;
    for (Declaration &D : M->Names->All) {
      if (D.Private || D.Home != M)
        continue;
      bool Wanted = false;
      if (What == "models")
        Wanted = D.Kind == DeclKind::Model ||
                 (D.Kind == DeclKind::Let && !D.Node[1] &&
                  declared(D, D.NameNode.span()).is(Kind::Stage));
      else if (What == "hardware" || What == "cloud" || What == "datasets")
        Wanted = D.Kind == DeclKind::Instance;
      else if (What == "plans")
        Wanted = D.Kind == DeclKind::Schema;
      else if (What == "ops")
        Wanted = D.Kind == DeclKind::Op || D.Kind == DeclKind::Model;
      if (Wanted && Options.Query) {
        Value V = declared(D, D.NameNode.span());
        if (V.is(Kind::Record) && !V.Rec->Layer)
          Entries.push_back(V);
      } else if (Wanted)
        Listing.push_back(
            {Path + "." + name(D.Name).str(), FirstLine(D.Node.doc())});
    }
  }
  if (Options.Query)
    query(What, std::move(Entries));
}

ElaborationResult Elaboration::run(llvm::StringRef Path) {
  Prelude = loadLibrary("std.prelude", {});
  if (!Prelude || !PreludeUnits) {
    auto D = Diags.report(Diag::NoLibrary);
    if (!Options.Stdlib.empty())
      D.note("there is no `prelude.acp` in `" + Options.Stdlib + "`");
    return {};
  }
  LibraryModules = libraryModules();
  announce("std.prelude");
  for (const std::string &Name : LibraryModules)
    if (llvm::StringRef(Name).starts_with("std.ops."))
      announce(Name);
  if (Declaration *D = automatic(Known.Tensor);
      D && D->Kind == DeclKind::Schema)
    TensorSchema = schemaOf(*D);
  if (Declaration *D = automatic(Known.Layer); D && D->Kind == DeclKind::Schema)
    LayerSchema = schemaOf(*D);
  if (!TensorSchema || !LayerSchema) {
    Diags.report(Diag::NoLibrary)
        .note(("it declares no schema `" +
               name(TensorSchema ? Known.Layer : Known.Tensor) + "`")
                  .str());
    return {};
  }

  if (!Options.Columns.empty())
    NamedColumns = Sources.add(
        "--with", llvm::MemoryBuffer::getMemBufferCopy(Options.Columns));
  bool Imports = !Options.ImportFormat.empty();
  ModuleInfo *M = loadMain(Imports ? "" : Path);
  if (M) {
    auto MustBeParameter = [&](llvm::StringRef Name) {
      if (parameterNamed(Name))
        return;
      std::vector<llvm::StringRef> Names;
      for (Declaration &Other : M->Names->All)
        if (Other.Kind == DeclKind::Param)
          Names.push_back(name(Other.Name));
      auto Report = Diags.report(Diag::UnknownParameter);
      Report.arg("name", Name);
      std::string Near = nearest(Name, Names);
      if (!Near.empty())
        Report.help("did you mean `" + Near + "`?");
      else if (!Names.empty())
        Report.note("its parameters are " + llvm::join(Names, ", "));
      else
        Report.note("the plan has no `param`");
    };
    for (auto &[Name, Text] : Options.Defines)
      MustBeParameter(Name);
    for (const std::string &Name : Options.Open)
      MustBeParameter(Name);
    if (Imports)
      runImport(Path);
    else if (!Options.Listing.empty())
      list(Options.Listing);
    else if (!Options.Expression.empty())
      runExpression(*M);
    else if (Options.Layers)
      runModels(*M);
    else if (!M->Tree->root().size() && !Diags.hasErrors())
      Diags
          .report(Diag::EmptyPlan,
                  M->File ? Span{M->File->base(), M->File->base()} : Span{})
          .here("nothing is declared here");
    else if (!Diags.hasErrors() || M->Tree->root().size())
      runMain(*M);
    drainRequires();
    finish();
  }
  UnitScope &Scope = Out->Scope;
  Counters.ValuesMade = B.made();
  Counters.ValuesShared = B.shared();
  Counters.ValuesFolded = B.folded();
  // What figures are printed in: the prelude's units, the plan's own, and those
  // of the modules it imports.
  auto See = [&](const UnitScope &Units) {
    if (Options.WholeScope)
      Scope.include(Units);
    else
      Scope.use(Units);
  };
  See(*PreludeUnits);
  ElaborationResult Result;
  Result.Counters = Counters;
  if (Silent && !Diags.hasErrors() && !Deferred)
    Result.Fault = Sources.describe(*Silent) + " came to nothing";
  Result.Listing = std::move(Listing);
  Result.Written = std::move(Written_);
  Result.Module = std::move(Out);
  for (ModuleInfo &Each : Modules)
    if (Each.OwnUnits) {
      if (&Each != Prelude)
        See(*Each.OwnUnits);
      Result.Module->KeptScopes.push_back(std::move(Each.OwnUnits));
    }
  return Result;
}

ElaborationResult acp::elaborate(llvm::StringRef Path,
                                 const ElaborationOptions &Options,
                                 const FileSystem &Files,
                                 SourceManager &Sources,
                                 DiagnosticEngine &Diags) {
  // Evaluation recurses as deep as Limits.h allows, on a stack made for it.
  ElaborationResult Result;
  constexpr unsigned Stack = 512u << 20;
  llvm::thread Runner(std::optional<unsigned>(Stack), [&] {
    CrashStack Crash;
    // Freeing a hundred thousand records one by one is of no use to anyone.
    auto *E = new Elaboration(Options, Files, Sources, Diags);
    Result = E->run(Path);
    delete E;
  });
  Runner.join();
  return Result;
}
