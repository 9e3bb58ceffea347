//===- Declarations.cpp - Values of declared names ------------------------===//
//
// Part of acpc, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A declaration is evaluated when it is first asked for, once. What it reads is
// noted, so that `explain` can show it.
//
//===----------------------------------------------------------------------===//

#include "Elaborate/Elaboration.h"
#include "Elaborate/Resolve.h"
#include "llvm/ADT/ScopeExit.h"
#include "llvm/Support/SaveAndRestore.h"

using namespace acp;
using namespace acp::elab;

void Elaboration::ensureResolved(Declaration &D) {
  if (D.Resolved)
    return;
  D.Resolved = true;
  resolve(*this, *D.Home, D.Node);
}

Declaration *Elaboration::automatic(Symbol Name) {
  auto It = Automatic.find(Name);
  if (It == Automatic.end())
    return nullptr;
  ModuleInfo *M = loadLibrary(It->second, {});
  return M ? M->Names->find(Name) : nullptr;
}

Declaration *Elaboration::findDeclaration(ModuleInfo &M, Symbol Name) {
  if (Declaration *D = M.Names->find(Name))
    return D;
  return automatic(Name);
}

Declaration *Elaboration::member(ModuleInfo &Of, Symbol Name,
                                 ModuleInfo *From) {
  Declaration *D = Of.Names->find(Name);
  // Imports are not passed on.
  if (!D || D->Kind == DeclKind::Import || D->Kind == DeclKind::Member)
    return nullptr;
  return D->Private && &Of != From ? nullptr : D;
}

Value Elaboration::memberOfOwnName(Value V, Span Where) {
  auto [Folder, Last] = llvm::StringRef(V.Mod->Path).rsplit('.');
  Declaration *D =
      member(*V.Mod, symbol(Last.empty() ? Folder : Last), nullptr);
  return D ? declared(*D, Where) : V;
}

Declaration *Elaboration::pathDeclaration(ModuleInfo &M, Syntax Path,
                                          Diag Unknown) {
  Declaration *D = nullptr;
  ModuleInfo *In = &M;
  for (unsigned I = 0, Size = Path.size(); I != Size; ++I) {
    Symbol Name = symbol(M, Path[I]);
    D = I ? member(*In, Name, &M) : findDeclaration(M, Name);
    if (!D) {
      std::vector<llvm::StringRef> Names;
      for (Declaration &Other : In->Names->All)
        Names.push_back(name(Other.Name));
      if (!I)
        for (auto &[S, Module] : Automatic)
          Names.push_back(name(S));
      llvm::sort(Names);
      auto Report = Diags.report(Unknown, Path[I].span());
      Report.arg("name", Path[I].text());
      std::string Near = nearest(Path[I].text(), Names);
      if (!Near.empty())
        Report.help("did you mean `" + Near + "`?");
      return nullptr;
    }
    if (D->Kind == DeclKind::Member) {
      if (!D->Target)
        return nullptr;
      Declaration *Real = member(*D->Target, D->TargetName, &M);
      if (!Real) {
        declared(*D, Path[I].span());
        return nullptr;
      }
      D = Real;
    }
    if (D->Kind == DeclKind::Import) {
      if (!D->Target)
        return nullptr;
      In = D->Target;
      // A module's name without a dot means its member of the same name.
      if (I + 1 == Size) {
        Declaration *Same = member(*In, D->TargetName, &M);
        if (!Same) {
          Diags.report(Unknown, Path[I].span())
              .arg("name", Path[I].text())
              .here("this is a module, and it has no member of its own name");
          return nullptr;
        }
        D = Same;
      }
    } else if (I + 1 != Size) {
      Diags.report(Unknown, Path[I + 1].span())
          .arg("name", Path[I + 1].text())
          .here("`" + Path[I].text().str() + "` is no module");
      return nullptr;
    }
  }
  return D;
}

SchemaInfo *Elaboration::schemaOf(Declaration &D) {
  if (D.Sch || D.State == DeclState::Running)
    return D.Sch;
  D.State = DeclState::Running;
  ensureResolved(D);
  SchemaInfo *Base = nullptr;
  if (D.Node[1]) {
    Declaration *BaseDecl =
        pathDeclaration(*D.Home, D.Node[1], Diag::UnknownSchema);
    if (BaseDecl && BaseDecl->Kind != DeclKind::Schema)
      Diags.report(Diag::UnknownSchema, D.Node[1].span())
          .arg("name", D.Node[1].text())
          .here("this is no schema");
    else if (BaseDecl && BaseDecl->State == DeclState::Running &&
             !BaseDecl->Sch)
      Diags.report(Diag::SchemaCycle, D.Node[1].span())
          .arg("name", D.Node[0].text());
    else if (BaseDecl)
      Base = schemaOf(*BaseDecl);
  }
  SchemaInfo &S = Schemas.emplace_back();
  S.Decl = &D;
  S.Base = Base;
  std::vector<BlockRef> Blocks;
  if (Base)
    Blocks = Base->S->Blocks;
  Blocks.push_back({D.Node[2], D.Home, true});
  D.Sch = &S;
  S.S = shapeOf(std::move(Blocks), &S);
  D.State = DeclState::Done;
  return &S;
}

EnumInfo *Elaboration::enumOf(Declaration &D) {
  if (D.Enm)
    return D.Enm;
  EnumInfo &E = Enums.emplace_back();
  D.Enm = &E;
  E.Decl = &D;
  E.Name = Out->Texts.add(name(D.Name));
  for (unsigned I = 0; D.Node[1] && I != D.Node[1].size(); ++I) {
    Symbol Name = symbol(*D.Home, D.Node[1][I]);
    if (E.find(Name) >= 0)
      Diags.report(Diag::DuplicateName, D.Node[1][I].span())
          .arg("name", D.Node[1][I].text())
          .here("this enum has it already");
    else
      E.Values.push_back(Name);
  }
  return &E;
}

Value Elaboration::declared(Declaration &D, Span Use) {
  if (D.State == DeclState::Done && D.Kind >= DeclKind::Op &&
      D.Kind <= DeclKind::File) {
    used(D.Def);
    return D.V;
  }
  switch (D.Kind) {
  case DeclKind::Schema: {
    SchemaInfo *S = schemaOf(D);
    return S ? Value::of(S) : Value();
  }
  case DeclKind::Enum:
    return Value::of(enumOf(D));
  case DeclKind::Import:
    return D.Target ? Value::of(D.Target) : Value();
  case DeclKind::Member: {
    if (!D.Target)
      return Value();
    if (Declaration *Real = member(*D.Target, D.TargetName, D.Home))
      return declared(*Real, Use);
    if (D.State != DeclState::Done) {
      D.State = DeclState::Done;
      std::vector<llvm::StringRef> Names;
      for (Declaration &Other : D.Target->Names->All)
        if (!Other.Private)
          Names.push_back(name(Other.Name));
      std::string Near = nearest(name(D.Name), Names);
      auto Report = Diags.report(Diag::UnknownMember, D.NameNode.span());
      Report.arg("name", name(D.Name)).arg("module", D.Target->Path);
      if (!Near.empty())
        Report.help("did you mean `" + Near + "`?");
    }
    return Value();
  }
  default:
    break;
  }

  if (D.State == DeclState::Running) {
    Diags.report(Diag::DefinitionCycle, Use)
        .arg("name", name(D.Name))
        .here("needed here, while it is being worked out")
        .label(D.NameNode.span(), "declared here");
    return Value();
  }
  D.State = DeclState::Running;
  ensureResolved(D);
  llvm::SaveAndRestore<ModelContext *> NoContext(Context, nullptr);
  llvm::SaveAndRestore<size_t> Afresh(ActiveBase, Active.size());
  llvm::SmallVector<ir::DefId, 4> Reads;
  llvm::SaveAndRestore<llvm::SmallVectorImpl<ir::DefId> *> Reading(Uses,
                                                                   &Reads);
  ir::Origin From = ir::Origin::Derived;
  Value V;
  switch (D.Kind) {
  case DeclKind::Op:
  case DeclKind::Model: {
    Stage *S = make<Stage>();
    S->Callee = &D;
    unsigned N = D.Node[1] ? D.Node[1].size() : 0;
    S->Arguments = makeArray<Value>(N);
    S->IsGiven = makeArray<bool>(N);
    V = Value::of(S);
    break;
  }
  case DeclKind::Param:
    V = parameter(D);
    From = ir::Origin::Param;
    if (isDefined(D))
      From = ir::Origin::ParamSet;
    break;
  case DeclKind::Axis:
    if (!D.Node[0].is(NodeKind::Pattern) && isDefined(D)) {
      V = parameter(D);
      From = ir::Origin::ParamSet;
      break;
    }
    declareAxis(D);
    D.State = DeclState::Done;
    used(D.Def);
    return D.V;
  case DeclKind::Let: {
    Syntax N = D.Node;
    if (N[1]) {
      Function *F = make<Function>();
      F->Node = N;
      F->Scope = &D.Home->Top;
      V = Value::of(F);
      break;
    }
    const Type *T = N[2] ? type(*D.Home, N[2]) : nullptr;
    if (N[0].is(NodeKind::Pattern)) {
      // All names of the pattern get their values at once.
      Value Whole = eval(N[3], &D.Home->Top, T);
      llvm::SmallVector<Value, 4> Parts(N[0].size());
      if (!Whole.isBad())
        destructure(N[0], Whole, N[3].span(), Parts.data());
      for (unsigned I = 0; I != N[0].size(); ++I)
        if (Declaration *Each = D.Home->Names->find(symbol(*D.Home, N[0][I]));
            Each && Each->Node == N) {
          Each->V = Whole.isBad() ? Whole : Parts[I];
          Each->State = DeclState::Done;
        }
      return D.V;
    }
    if (N[3].is(NodeKind::Pipe))
      V = evalPipe(N[3], &D.Home->Top, N[0]);
    else
      V = eval(N[3], &D.Home->Top, T);
    if (T)
      V = coerce(V, T, N[3].span(), name(D.Name), N[2].span());
    From = ir::Origin::Given;
    break;
  }
  case DeclKind::Instance: {
    Declaration *K = pathDeclaration(*D.Home, D.Node[0], Diag::UnknownSchema);
    if (!K)
      break;
    Value Of = declared(*K, D.Node[0].span());
    if (Of.is(Kind::Schema)) {
      const Refinement &R = refinement(Of.Sch->S, {D.Node[2], D.Home, false});
      V = Value::of(instantiate(R.Target, &D.Home->Top, D.NameNode.span()));
    } else if (Of.is(Kind::Record)) {
      V = Value::of(refine(Of.Rec, D.Node[2], &D.Home->Top, D.NameNode.span()));
    } else if (!Of.isBad()) {
      Diags.report(Diag::UnknownSchema, D.Node[0].span())
          .arg("name", D.Node[0].text())
          .here("this is " + describe(Of) + ", not a schema");
    }
    break;
  }
  case DeclKind::File: {
    // A text in quotes without anything printed into it.
    Value Path = eval(D.Node[1], &D.Home->Top);
    if (!Path.is(Kind::Text) || !Out->known(Path.Id)) {
      demand(Path, D.Node[1].span());
      break;
    }
    std::string Below = (D.Home->Root == "." ? "" : D.Home->Root + "/") +
                        Out->text(Path.Id).str();
    V = importFile(D.Node[0].text(), D.Node[0].span(), Below, D.Home->Root,
                   D.Node[1].span());
    break;
  }
  default:
    break;
  }
  std::string Qualified = name(D.Name).str();
  if (!D.Home->Path.empty()) {
    llvm::StringRef Last = llvm::StringRef(D.Home->Path).rsplit('.').second;
    if (Last.empty())
      Last = D.Home->Path;
    if (Last != Qualified)
      Qualified = Last.str() + "." + Qualified;
  }
  if (V.is(Kind::Record) && V.Rec->Name == ir::None)
    V.Rec->Name = Out->Texts.add(Qualified);
  if (V.is(Kind::Stage) && D.Kind == DeclKind::Let && V.Stg->Name == ir::None) {
    // Another name for a stage is a stage of its own.
    V.Stg = make<Stage>(*V.Stg);
    V.Stg->Name = Out->Texts.add(Qualified);
    if (V.Stg->Callee->Private && !D.Private && V.Stg->Op == ir::None)
      V.Stg->Op = Out->Texts.add(name(D.Name));
  }
  D.V = V;
  D.State = DeclState::Done;
  if (V.isScalar()) {
    Syntax Formula = D.Kind == DeclKind::Param  ? D.Node[2]
                     : D.Kind == DeclKind::Axis ? D.Node[1]
                                                : D.Node[3];
    if (D.Kind == DeclKind::Let && !Reads.empty())
      From = ir::Origin::Derived;
    D.Def = define(
        V, symbol(Qualified),
        {D.Node, D.Home, D.NameNode.span(), Formula ? Formula.span() : Span()},
        From, Reads);
  }
  Uses = Reading.get();
  used(D.Def);
  return V;
}

Declaration *Elaboration::parameterNamed(llvm::StringRef Name) {
  Symbol S = symbol(Name);
  auto In = [&](ModuleInfo &M) -> Declaration * {
    Declaration *D = M.Names ? M.Names->find(S) : nullptr;
    // Names of a pattern go in step: one of them alone cannot be given.
    bool Can =
        D && (D->Kind == DeclKind::Param ||
              (D->Kind == DeclKind::Axis && !D->Node[0].is(NodeKind::Pattern)));
    return Can ? D : nullptr;
  };
  if (Declaration *Own = Main ? In(*Main) : nullptr)
    return Own;
  for (ModuleInfo &M : Modules)
    if (Declaration *D = In(M))
      return D;
  return nullptr;
}

bool Elaboration::isDefined(Declaration &D) {
  return llvm::any_of(Options.Defines, [&](const auto &Each) {
    return Each.first == name(D.Name) && parameterNamed(Each.first) == &D;
  });
}

Value Elaboration::parameter(Declaration &D) {
  Syntax N = D.Node;
  // An axis says no type, and has no default.
  bool IsAxis = D.Kind == DeclKind::Axis;
  const Type *T = N[1] && !IsAxis ? type(*D.Home, N[1]) : nullptr;
  Type OfAxis;
  if (IsAxis) {
    // Its first value says what it is.
    Value First = firstOfAxis(N, &D.Home->Top);
    if (First.is(Kind::Number)) {
      OfAxis.Dimension = Out->type(First.Id).dim();
      bool IsPlain = OfAxis.Dimension == DimensionTable::one();
      bool IsWhole = Out->known(First.Id) && Out->number(First.Id).isWhole();
      OfAxis.Is = !IsPlain ? Type::Quantity : IsWhole ? Type::Int : Type::Real;
      OfAxis.Unit = uint32_t(First.Unit);
    } else if (First.is(Kind::Text)) {
      OfAxis.Is = Type::Text;
    } else if (First.is(Kind::Bool)) {
      OfAxis.Is = Type::Bool;
    } else if (First.is(Kind::Enum)) {
      OfAxis.Is = Type::Enum;
      for (EnumInfo &Each : Enums)
        if (Each.Name == Out->type(First.Id).Id)
          OfAxis.Enum_ = &Each;
    }
    if (OfAxis.Is != Type::Any)
      T = &OfAxis;
  }
  llvm::StringRef Name = name(D.Name);
  if (llvm::is_contained(Options.Open, Name) && parameterNamed(Name) == &D) {
    ir::Type As = ir::Type::quantity(Dim{});
    uint64_t Unit = ir::None;
    Kind K = Kind::Number;
    if (T && T->Is == Type::Quantity) {
      As = ir::Type::quantity(T->Dimension);
      Unit = T->Unit;
    } else if (T && T->Is == Type::Bool) {
      As = {ir::TypeKind::Bool, 0};
      K = Kind::Bool;
    } else if (T && (T->Is == Type::Int || T->Is == Type::Real)) {
      K = Kind::Number;
    } else if (N[2]) {
      Value Default = eval(N[2], &D.Home->Top, T);
      if (!Default.isScalar()) {
        if (!Default.isBad())
          Diags.report(Diag::CannotOpen, D.NameNode.span())
              .arg("name", Name)
              .here("its default is " + describe(Default));
        return Value();
      }
      K = Default.K;
      As = Out->type(Default.Id);
      Unit = Default.Unit;
    }
    return Value::scalar(
        K, B.leaf(Name, ir::LeafKind::Open, As, D.NameNode.span()), Unit);
  }
  // The last -D of a name counts.
  const std::string *Given = nullptr;
  for (auto &[Key, Text] : Options.Defines)
    if (Key == Name && parameterNamed(Key) == &D)
      Given = &Text;
  if (Given) {
    std::string Text = *Given;
    if (T && T->Is == Type::Text && !llvm::StringRef(Text).starts_with("\""))
      return textValue(Text, {});
    ModuleInfo *Expr = expressionModule(("-D " + Name).str(), Text, D.Home);
    if (!Expr)
      return Value();
    // The default says the dimension where no type does.
    Value V = eval(Expr->Tree->root(), &Expr->Top, T);
    Span At = Expr->Tree->root().span();
    if (T)
      return coerce(V, T, At, Name, N[1].span());
    if (N[2] && V.is(Kind::Number) && !IsAxis) {
      Value Default = eval(N[2], &D.Home->Top);
      if (Default.is(Kind::Number)) {
        Type Like;
        Like.Is = Out->type(Default.Id).dim() == DimensionTable::one()
                      ? Type::Real
                      : Type::Quantity;
        Like.Dimension = Out->type(Default.Id).dim();
        Like.Unit = uint32_t(Default.Unit);
        return coerce(V, &Like, At, Name, N[2].span());
      }
      if (!Default.isBad() && Default.K != V.K) {
        Diags.report(Diag::WrongKind, At)
            .arg("expected", describe(Default))
            .arg("found", describe(V))
            .label(N[2].span(), "its default");
        return Value();
      }
    }
    return V;
  }
  if (!N[2]) {
    if (T && T->Optional)
      return Value::scalar(Kind::Absent, B.absent(D.NameNode.span()));
    Diags.report(Diag::ParameterNotGiven, D.NameNode.span())
        .arg("name", Name)
        .here("has no default")
        .help(("pass it as `-D " + Name + "=…`").str());
    return Value();
  }
  Value V = eval(N[2], &D.Home->Top, T);
  return T ? coerce(V, T, N[2].span(), Name, N[1].span()) : V;
}
