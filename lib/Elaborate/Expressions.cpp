//===- Expressions.cpp - Evaluating expressions ---------------------------===//
//
// Part of acpc, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Expressions evaluate by kind of node. Names are bound already (Resolve.h), so
// that most of them are a step or two up the frames.
//
//===----------------------------------------------------------------------===//

#include "Basic/Limits.h"
#include "Elaborate/Elaboration.h"
#include "Elaborate/Resolve.h"
#include "IR/Date.h"
#include "llvm/ADT/ScopeExit.h"
#include "llvm/ADT/StringExtras.h"

using namespace acp;
using namespace acp::elab;

Value Elaboration::eval(Syntax N, const Env *E, const Type *Expected) {
  if (!N || !spend(N.span()))
    return Value();
  // What did not parse was reported and means nothing; the other fields of a
  // block are still looked at.
  if (N.has(syntax_flags::Broken) && !N.is(NodeKind::Refine))
    return Value();
  if (Depth >= limits::EvaluationDepth) {
    if (!OutOfBudget)
      Diags.report(Diag::EvaluationTooDeep, N.span())
          .arg("limit", limits::EvaluationDepth)
          .here("reached here")
          .note("a record that makes another of its kind, and asks it for the "
                "same field, never ends");
    OutOfBudget = true;
    return Value();
  }
  ++Depth;
  auto Up = llvm::make_scope_exit([&] { --Depth; });
  switch (N.kind()) {
  case NodeKind::Name:
    return evalName(N, E, Expected);
  case NodeKind::Number:
    return evalNumber(N, E);
  case NodeKind::Paren:
    return eval(N[0], E, Expected);
  case NodeKind::Binary:
    return evalBinary(N, E, Expected);
  case NodeKind::Unary:
    return unary(N.op(), eval(N[0], E), N);
  case NodeKind::Call:
    return evalCall(N, E);
  case NodeKind::Member:
    return evalMember(N, E);
  case NodeKind::If:
    return evalIf(N, E, Expected);
  case NodeKind::Pipe:
    return evalPipe(N, E, Syntax());
  case NodeKind::Refine:
    return evalRefine(N, E);
  case NodeKind::ListExpr:
    return evalList(N, E, Expected);
  case NodeKind::Index:
    return evalIndex(N, E);
  case NodeKind::LetBlock:
    return evalLetBlock(N, E, Expected);
  case NodeKind::Text:
    return evalText(N, E);
  case NodeKind::Bool:
    return boolean(N.has(syntax_flags::List), N.span());
  case NodeKind::NoneLiteral:
    return Value::scalar(Kind::Absent, B.absent(N.span()));
  case NodeKind::Self:
    for (; E; E = E->Parent)
      if (E->self())
        return Value::of(E->self());
    Diags.report(Diag::NoSelf, N.span()).here("no record around it");
    return Value();
  case NodeKind::Date: {
    std::optional<int64_t> Days = parseDate(N.text());
    // The parser lets no other than days of the calendar through.
    return Days ? Value::scalar(Kind::Date, B.date(*Days, N.span())) : Value();
  }
  case NodeKind::As: {
    Value V = eval(N[0], E);
    if (V.isBad())
      return V;
    const Type *T = type(*E->Module, N[1]);
    if (T->Is == Type::Any)
      return Value();
    if (!V.is(Kind::Number)) {
      Diags.report(Diag::WrongKind, N[0].span())
          .arg("expected", "a quantity before `as`")
          .arg("found", describe(V));
      return Value();
    }
    Dim Want = T->Is == Type::Quantity ? T->Dimension : DimensionTable::one();
    Dim Have = Out->type(V.Id).dim();
    if (!(Have == Want)) {
      Diags.report(Diag::DimensionMismatch, N.span())
          .arg("operator", "as")
          .label(N[0].span(), describe(V))
          .label(N[1].span(), describe(*T))
          .note(Out->Dims->mismatch(Have, "left", Want, "right"));
      return Value();
    }
    V.Unit = T->Unit;
    return V;
  }
  case NodeKind::Comprehension:
  case NodeKind::Spread:
    Diags.report(Diag::WrongKind, N.span())
        .arg("expected", "one value")
        .arg("found", "several");
    return Value();
  default:
    return Value();
  }
}

Value Elaboration::evalName(Syntax N, const Env *E, const Type *Expected) {
  ModuleInfo &M = *E->Module;
  if (Expected && Expected->Is == Type::Enum) {
    Symbol Name = symbol(M, N);
    if (int At = Expected->Enum_->find(Name); At >= 0)
      return enumerator(*Expected->Enum_, unsigned(At), N.span());
  }
  Binding Bd = binding(M, N.id());
  switch (Bd.What) {
  case Bound::Local: {
    for (uint32_t Hops = Bd.Argument >> 16; Hops; --Hops)
      E = E->Parent;
    return E->slots()[Bd.Argument & 0xffff];
  }
  case Bound::Field:
    for (uint32_t Hops = Bd.Argument; Hops; --Hops)
      E = E->Parent;
    return field(E->self(), symbol(M, N), N.span());
  case Bound::Declared:
    return declared(M.Names->All[Bd.Argument], N.span());
  case Bound::Dynamic:
    return lookup(N, E, symbol(M, N), Bd.Argument, Expected);
  default:
    // An ambiguous name, which was reported.
    return Value();
  }
}

Value Elaboration::lookup(Syntax N, const Env *E, Symbol Name, uint32_t Skip,
                          const Type *Expected) {
  constexpr uint32_t Reported = 0x0fffffff;
  if (Skip == Reported)
    return Value();
  uint32_t Hops = 0;
  for (const Env *At = E; At; At = At->Parent)
    if (++Hops; At->self() && Hops != Skip)
      if (int Index = At->self()->S->find(Name); Index >= 0)
        return fieldAt(At->self(), unsigned(Index), N.span());
  if (Declaration *D = automatic(Name))
    return declared(*D, N.span());
  if (int Which = builtin(Name); Which >= 0) {
    Value V;
    V.K = Kind::Builtin;
    V.Id = uint32_t(Which);
    return V;
  }
  if (Name == Known.Std && !Options.Expression.empty()) {
    Value V;
    V.K = Kind::Namespace;
    V.Id = Out->Texts.add("std");
    return V;
  }
  std::vector<llvm::StringRef> Names;
  if (Expected && Expected->Is == Type::Enum)
    for (Symbol Each : Expected->Enum_->Values)
      Names.push_back(name(Each));
  for (const Env *At = E; At; At = At->Parent)
    if (At->self())
      for (const FieldInfo &F : At->self()->S->Fields)
        Names.push_back(name(F.Name));
  for (Declaration &D : E->Module->Names->All)
    Names.push_back(name(D.Name));
  for (auto &[S, Module] : Automatic)
    Names.push_back(name(S));
  llvm::sort(Names);
  auto Report = Diags.report(Diag::UnknownName, N.span());
  Report.arg("name", N.text());
  std::string Near = nearest(N.text(), Names);
  if (!Near.empty())
    Report.help("did you mean `" + Near + "`?");
  else if (E->Module->Units->isUnit(N.text()))
    Report.help("a unit stands after a number: `1 " + N.text().str() + "`");
  if (E->Module->Bindings.size() > N.id())
    bind(*E->Module, N.id(), Bound::Dynamic, Reported);
  return Value();
}

/// What to write for a word that is no unit. Where only its case is wrong there
/// may be two that are right, such as `GB` and `Gb`.
static std::string unitHelp(llvm::StringRef Word, llvm::StringRef Near,
                            const UnitScope &Units) {
  auto Meant = Units.find(Near);
  if (!Word.equals_insensitive(Near))
    Meant.reset();
  for (size_t I = Near.size(); Meant && I-- != 0;) {
    std::string Other = Near.str();
    Other[I] = llvm::isUpper(Near[I]) ? llvm::toLower(Near[I])
                                      : llvm::toUpper(Near[I]);
    auto Also = Units.find(Other);
    if (Other == Near || !Also ||
        !(Also->Unit->Dimension == Meant->Unit->Dimension))
      continue;
    auto Factor = [](const UnitScope::Atom &A) {
      return A.With ? A.With->Factor * A.Unit->Factor : A.Unit->Factor;
    };
    Number Ratio = Factor(*Meant) / Factor(*Also);
    if (Number::same(Ratio, 1))
      continue;
    return ("did you mean `" + Near + "` or `" + Other + "`? 1 " + Near +
            " is " + Ratio.decimal(6) + " " + Other)
        .str();
  }
  return ("did you mean `" + Near + "`?").str();
}

Value Elaboration::evalNumber(Syntax N, const Env *E) {
  ModuleInfo &M = *E->Module;
  Binding Bd = binding(M, N.id());
  if (Bd.What == Bound::Cached)
    return M.Literals[Bd.Argument];
  Value V;
  std::optional<Number> Figure = Number::parse(N[0].text());
  if (!Figure || !Figure->finite()) {
    Diags.report(Diag::NumberTooLarge, N[0].span())
        .arg("number", N[0].text().take_front(40));
  } else {
    Number Value_ = *Figure;
    Unit Found;
    bool HasUnit = false, Good = true;
    for (unsigned I = 1, Size = N.size(); I != Size && Good; ++I) {
      llvm::StringRef Word = N[I].text();
      if (!HasUnit)
        if (std::optional<Number> Scale = M.Units->scale(Word)) {
          Value_ = Value_ * *Scale;
          continue;
        }
      auto U = M.Units->parse(Word);
      if (auto *Ok = std::get_if<Unit>(&U)) {
        Found = *Ok;
        HasUnit = true;
        continue;
      }
      const UnitError &Wrong = std::get<UnitError>(U);
      Span At = N[I].span();
      At.Begin += Wrong.Offset;
      if (Wrong.Length)
        At.End = At.Begin + Wrong.Length;
      auto Report = Diags.report(Diag::UnknownUnit, At);
      Report.arg("unit", Sources.text(At));
      if (Wrong.What == UnitError::PrefixNotTaken)
        Report.note("the unit is known, but does not take this prefix");
      if (!Wrong.Suggestion.empty())
        Report.help(unitHelp(Sources.text(At), Wrong.Suggestion, *M.Units));
      Good = false;
    }
    if (Good) {
      Number Result = HasUnit ? Value_ * Found.Factor : Value_;
      if (!Result.finite())
        Diags.report(Diag::NumberTooLarge, N.span())
            .arg("number", N.text().take_front(40));
      else
        V = number(Result, HasUnit ? Found.Dimension : DimensionTable::one(),
                   N.span(), HasUnit ? Out->unit(Found) : ir::None);
    }
  }
  M.Literals.push_back(V);
  bind(M, N.id(), Bound::Cached, uint32_t(M.Literals.size() - 1));
  return V;
}

/// Text between interpolations with its escapes decoded. False if one is
/// unknown, which the parser reported.
static bool decode(llvm::StringRef Raw, std::string &Result) {
  for (size_t I = 0; I < Raw.size(); ++I) {
    char C = Raw[I];
    if ((C == '{' || C == '}') && I + 1 < Raw.size() && Raw[I + 1] == C) {
      Result += C;
      ++I;
      continue;
    }
    if (C != '\\') {
      Result += C;
      continue;
    }
    if (++I == Raw.size())
      return false;
    switch (Raw[I]) {
    case 'n':
      Result += '\n';
      break;
    case 't':
      Result += '\t';
      break;
    case '"':
    case '\\':
      Result += Raw[I];
      break;
    default:
      return false;
    }
  }
  return true;
}

Value Elaboration::evalText(Syntax N, const Env *E) {
  std::string Whole;
  llvm::SmallVector<ir::ValueId, 4> Pieces;
  auto Flush = [&] {
    if (!Whole.empty())
      Pieces.push_back(B.text(Whole, N.span()));
    Whole.clear();
  };
  Value Bad;
  bool IsBad = false;
  for (unsigned I = 0, Size = N.size(); I != Size; ++I) {
    Syntax Part = N[I];
    if (Part.kind() == NodeKind::TextChunk) {
      if (!decode(Part.text(), Whole))
        return Value();
      continue;
    }
    Value V = eval(Part, E);
    if (V.isBad()) {
      Bad = IsBad ? combine(Bad, V) : V;
      IsBad = true;
      continue;
    }
    Flush();
    Pieces.push_back(show(V, Part.span()));
  }
  if (IsBad)
    return Bad;
  if (Pieces.empty())
    return textValue(Whole, N.span());
  Flush();
  ir::ValueId Id = B.make(ir::Opcode::Concat, Pieces, N.span());
  if (Out->isError(Id)) {
    Diags.report(Diag::TextTooLong, N.span()).arg("limit", limits::TextBytes);
    return Value();
  }
  return Value::scalar(Kind::Text, Id);
}

bool Elaboration::evalKnownBool(Syntax N, const Env *E, bool &Result) {
  Value C = eval(N, E);
  if (C.isBad())
    return false;
  if (!C.is(Kind::Bool)) {
    Diags.report(Diag::WrongKind, N.span())
        .arg("expected", "a condition")
        .arg("found", describe(C));
    return false;
  }
  if (!Out->known(C.Id)) {
    openStructure(C.Id, N.span(), "what this decides");
    return false;
  }
  Result = Out->boolean(C.Id);
  return true;
}

Value Elaboration::evalIf(Syntax N, const Env *E, const Type *Expected) {
  // `else if` chains are walked here, so that they do not nest.
  struct Pending {
    ir::ValueId Condition;
    Value Then;
    Span Where;
  };
  llvm::SmallVector<Pending, 2> Open;
  Value Result;
  for (;;) {
    Value C = eval(N[0], E);
    if (C.isBad()) {
      Result = C;
      break;
    }
    if (!C.is(Kind::Bool)) {
      Diags.report(Diag::WrongKind, N[0].span())
          .arg("expected", "a condition")
          .arg("found", describe(C));
      return Value();
    }
    if (Out->known(C.Id)) {
      if (Out->boolean(C.Id)) {
        Result = eval(N[1], E, Expected);
        break;
      }
    } else {
      Open.push_back({C.Id, eval(N[1], E, Expected), N.span()});
    }
    if (!N[2].is(NodeKind::If)) {
      Result = eval(N[2], E, Expected);
      break;
    }
    N = N[2];
  }
  for (size_t I = Open.size(); I-- != 0;)
    Result = select(Open[I].Condition, Open[I].Then, Result, Open[I].Where);
  return Result;
}

Value Elaboration::evalMember(Syntax N, const Env *E) {
  Value Of = eval(N[0], E);
  if (Of.isBad())
    return Of;
  return member(Of, symbol(*E->Module, N[1]), N[1], N.span(), E->Module);
}

Value Elaboration::member(Value Of, Symbol Name, Syntax NameNode, Span Where,
                          ModuleInfo *From) {
  switch (Of.K) {
  case Kind::Poison:
  case Kind::Faulty:
    return Of;
  case Kind::Stage: {
    Record *R = build(Of.Stg, Where);
    if (!R)
      return Value();
    Of = Value::of(R);
    [[fallthrough]];
  }
  case Kind::Record: {
    int Index = Of.Rec->S->find(Name);
    if (Index < 0) {
      std::vector<llvm::StringRef> Names;
      for (const FieldInfo &F : Of.Rec->S->Fields)
        if (!F.IsLet)
          Names.push_back(name(F.Name));
      auto Report = Diags.report(Diag::UnknownField, NameNode.span());
      Report.arg("name", name(Name)).arg("record", describe(Of));
      std::string Near = nearest(name(Name), Names);
      if (!Near.empty())
        Report.help("did you mean `" + Near + "`?");
      return Value();
    }
    if (Of.Rec->S->Fields[unsigned(Index)].IsLet) {
      Diags.report(Diag::PrivateField, NameNode.span())
          .arg("name", name(Name))
          .label(Of.Rec->S->Fields[unsigned(Index)].First.Node.span(),
                 "a `let` is for the schema itself");
      return Value();
    }
    return fieldAt(Of.Rec, unsigned(Index), NameNode.span());
  }
  case Kind::Namespace: {
    std::string Path = (Out->Texts.get(Of.Id) + "." + name(Name)).str();
    if (ModuleInfo *M = loadLibrary(Path, Where))
      return Value::of(M);
    std::vector<std::string> Names = libraryModules();
    for (const std::string &Other : Names)
      if (llvm::StringRef(Other).starts_with(Path + ".")) {
        Value V;
        V.K = Kind::Namespace;
        V.Id = Out->Texts.add(Path);
        return V;
      }
    std::vector<llvm::StringRef> Refs(Names.begin(), Names.end());
    auto Report = Diags.report(Diag::UnknownModule, NameNode.span());
    Report.arg("module", Path);
    std::string Near = nearest(Path, Refs);
    if (!Near.empty())
      Report.help("did you mean `" + Near + "`?");
    return Value();
  }
  case Kind::Module: {
    if (Declaration *D = member(*Of.Mod, Name, From))
      return declared(*D, NameNode.span());
    // `std.models.gpt.gpt` may be a family and a module.
    std::vector<llvm::StringRef> Names;
    for (Declaration &Other : Of.Mod->Names->All)
      if (!Other.Private && Other.Kind != DeclKind::Import &&
          Other.Kind != DeclKind::Member)
        Names.push_back(name(Other.Name));
    auto Report = Diags.report(Diag::UnknownMember, NameNode.span());
    Report.arg("name", name(Name)).arg("module", Of.Mod->Path);
    std::string Near = nearest(name(Name), Names);
    if (!Near.empty())
      Report.help("did you mean `" + Near + "`?");
    return Value();
  }
  case Kind::EnumType:
    if (int At = Of.Enm->find(Name); At >= 0)
      return enumerator(*Of.Enm, unsigned(At), Where);
    Diags.report(Diag::UnknownField, NameNode.span())
        .arg("name", name(Name))
        .arg("record", "the enum `" + Out->Texts.get(Of.Enm->Name).str() + "`");
    return Value();
  default:
    Diags.report(Diag::NoFields, NameNode.span())
        .arg("name", name(Name))
        .arg("value", describe(Of))
        .here("of " + describe(Of));
    return Value();
  }
}
