//===- Types.cpp - Declared types and what fits them ----------------------===//
//
// Part of acpc, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Where a type is declared (field, parameter, result), a bare whole number may
// stand for a count, a count for an `Int`, zero for anything; nowhere else.
//
//===----------------------------------------------------------------------===//

#include "Elaborate/Elaboration.h"
#include "Elaborate/Resolve.h"
#include "Quantity/Format.h"

using namespace acp;
using namespace acp::elab;

const Type *Elaboration::type(ModuleInfo &M, Syntax N) {
  Binding Bd = binding(M, N.id());
  if (Bd.What == Bound::Cached)
    return &M.Types[Bd.Argument];
  Type T;
  T.Optional = N.has(syntax_flags::Optional);
  if (N.has(syntax_flags::List)) {
    if (N.size() == 2) {
      // `[Engine: T]`: one element for each name of an enum.
      T.Is = Type::Map;
      const Type *Key = type(M, N[0]);
      if (Key->Is == Type::Enum)
        T.Enum_ = Key->Enum_;
      else if (Key->Is != Type::Any)
        Diags.report(Diag::WrongKind, N[0].span())
            .arg("expected", "an enum as the keys of a map")
            .arg("found", describe(*Key));
      T.Element = type(M, N[1]);
      if (!T.Enum_)
        T.Is = Type::Any;
    } else {
      T.Is = Type::List;
      T.Element = N.size() ? type(M, N[0]) : nullptr;
    }
  } else {
    llvm::StringRef Text = N.text();
    Text.consume_back("?");
    Text = Text.rtrim();
    Declaration *D = nullptr;
    bool Path = N.size() && N[0].is(NodeKind::Path);
    if (Path && N[0].size() == 1) {
      T.Is = llvm::StringSwitch<Type::What>(Text)
                 .Case("Int", Type::Int)
                 .Case("Real", Type::Real)
                 .Case("Bool", Type::Bool)
                 .Case("Text", Type::Text)
                 .Case("Date", Type::Date)
                 .Case("Model", Type::Model)
                 .Default(Type::Any);
      if (T.Is == Type::Any) {
        // What the file declares or imports comes before units of that name,
        // units before the prelude.
        D = M.Names->find(symbol(M, N[0][0]));
        if (!D && !M.Units->isUnit(Text))
          D = automatic(symbol(M, N[0][0]));
        if (D && D->Kind != DeclKind::Schema && D->Kind != DeclKind::Enum &&
            D->Kind != DeclKind::Import && D->Kind != DeclKind::Member)
          D = nullptr;
        if (D)
          D = pathDeclaration(M, N[0], Diag::UnknownType);
        if (D && D->Kind != DeclKind::Schema && D->Kind != DeclKind::Enum &&
            M.Units->isUnit(Text))
          D = nullptr;
      }
    } else if (Path) {
      D = pathDeclaration(M, N[0], Diag::UnknownType);
      if (!D) {
        M.Types.push_back(T);
        bind(M, N.id(), Bound::Cached, uint32_t(M.Types.size() - 1));
        return &M.Types.back();
      }
    }
    if (D && D->Kind == DeclKind::Schema) {
      T.Is = Type::Schema;
      T.Schema_ = D->Sch ? D->Sch : schemaOf(*D);
      if (!T.Schema_)
        T.Is = Type::Any;
    } else if (D && D->Kind == DeclKind::Enum) {
      T.Is = Type::Enum;
      T.Enum_ = enumOf(*D);
    } else if (D) {
      Diags.report(Diag::UnknownType, N.span())
          .arg("name", Text)
          .here("neither a schema nor an enum");
    } else if (T.Is == Type::Any) {
      auto U = M.Units->parse(Text);
      if (auto *Found = std::get_if<Unit>(&U)) {
        T.Is = Type::Quantity;
        T.Dimension = Found->Dimension;
        T.Unit = Out->unit(*Found);
        if (Found->Dimension == DimensionTable::one() &&
            Found->Factor.exact() && Number::same(Found->Factor, 1))
          T.Is = Type::Real;
      } else {
        const UnitError &Wrong = std::get<UnitError>(U);
        Span At = N.span();
        At.Begin += Wrong.Offset;
        if (Wrong.Length)
          At.End = At.Begin + Wrong.Length;
        std::vector<llvm::StringRef> Names;
        for (Declaration &Other : M.Names->All)
          if (Other.Kind == DeclKind::Schema || Other.Kind == DeclKind::Enum ||
              Other.Kind == DeclKind::Import || Other.Kind == DeclKind::Member)
            Names.push_back(name(Other.Name));
        for (llvm::StringRef Basic :
             {"Int", "Real", "Bool", "Text", "Date", "Model"})
          Names.push_back(Basic);
        std::string Near = Wrong.Suggestion;
        if (Near.empty())
          Near = nearest(Text, Names);
        auto Report = Diags.report(Diag::UnknownType, At);
        Report.arg("name",
                   Text.substr(Wrong.Offset,
                               Wrong.Length ? Wrong.Length : Text.size()));
        if (!Near.empty())
          Report.help("did you mean `" + Near + "`?");
      }
    }
  }
  // The node of an erroneous type may lie in a tree without bindings for it.
  M.Types.push_back(T);
  bind(M, N.id(), Bound::Cached, uint32_t(M.Types.size() - 1));
  return &M.Types.back();
}

std::string Elaboration::describe(const Type &T) {
  std::string Tail = T.Optional ? " or `none`" : "";
  switch (T.Is) {
  case Type::Any:
    return "anything";
  case Type::Int:
    return "a whole number" + Tail;
  case Type::Real:
    return "a plain number" + Tail;
  case Type::Bool:
    return "`true` or `false`" + Tail;
  case Type::Text:
    return "a text" + Tail;
  case Type::Date:
    return "a date" + Tail;
  case Type::Model:
    return "a model" + Tail;
  case Type::Quantity:
    return "a quantity in " + Out->Dims->text(T.Dimension) + Tail;
  case Type::Enum:
    return "a name of `" + Out->Texts.get(T.Enum_->Name).str() + "`" + Tail;
  case Type::Schema:
    return "a `" + name(T.Schema_->Decl->Name).str() + "`" + Tail;
  case Type::List:
    return "a list" +
           (T.Element && T.Element->Is != Type::Any
                ? " of " + describe(*T.Element)
                : "") +
           Tail;
  case Type::Map:
    return "a map by `" + Out->Texts.get(T.Enum_->Name).str() + "`" + Tail;
  }
  return "";
}

std::string Elaboration::describe(const Value &V) {
  switch (V.K) {
  case Kind::Poison:
  case Kind::Faulty:
    return "nothing";
  case Kind::Number: {
    std::string D = Out->Dims->text(Out->type(V.Id).dim());
    return D.empty() ? "a plain number" : "a quantity in " + D;
  }
  case Kind::Bool:
    return "a truth value";
  case Kind::Text:
    return "a text";
  case Kind::Date:
    return "a date";
  case Kind::Enum:
    return "a name of `" + Out->Texts.get(Out->type(V.Id).Id).str() + "`";
  case Kind::Absent:
    return "`none`";
  case Kind::List:
    return V.Items->Keys ? "a map" : "a list";
  case Kind::Record:
    return V.Rec->S->Schema
               ? "a `" + name(V.Rec->S->Schema->Decl->Name).str() + "`"
               : "a record";
  case Kind::Function:
  case Kind::Builtin:
    return "a function";
  case Kind::Stage:
    return V.Stg->Callee->Kind == DeclKind::Op ? "an op" : "a model";
  case Kind::Schema:
    return "a schema";
  case Kind::EnumType:
    return "an enum";
  case Kind::Module:
  case Kind::Namespace:
    return "a module";
  }
  return "";
}

Value Elaboration::coerce(Value V, const Type *T, Span Where,
                          llvm::StringRef What, Span Declared) {
  if (V.isBad() || !T || T->Is == Type::Any)
    return V;
  V = ownMember(V, Where);
  if (V.isBad())
    return V;
  if (V.is(Kind::Absent)) {
    if (T->Optional)
      return V;
    Diags.report(Diag::WrongKind, Where)
        .arg("expected", describe(*T))
        .arg("found", "`none`")
        .label(Declared, "`" + What.str() + "` is declared here")
        .help("declare it with `?` to allow `none`");
    return Value();
  }
  auto Wrong = [&]() {
    Diags.report(Diag::WrongKind, Where)
        .arg("expected", describe(*T))
        .arg("found", describe(V))
        .label(Declared, "`" + What.str() + "` is declared here");
    return Value();
  };
  switch (T->Is) {
  case Type::Any:
    return V;
  case Type::Int:
  case Type::Real:
  case Type::Quantity: {
    if (!V.is(Kind::Number))
      return Wrong();
    Dim Have = Out->type(V.Id).dim();
    Dim Want = T->Is == Type::Quantity ? T->Dimension : DimensionTable::one();
    bool Plain = Have == DimensionTable::one();
    uint64_t Unit = T->Is == Type::Quantity ? T->Unit : V.Unit;
    auto Drawn = [&](const std::string &As) {
      auto D = Diags.report(Diag::NotWhole, Where);
      D.arg("what", What).arg("value", "uncertain").arg("type", As);
      if (Declared.valid())
        D.label(Declared, "declared here");
      D.help("round it: `round(" + Sources.text(Where).str() + ")`");
      return Value();
    };
    auto NotWhole = [&](llvm::StringRef As) {
      Diagnostic D{Diag::NotWhole};
      D.Primary = {Where, ""};
      D.Args.push_back({"what", What.str()});
      // All its digits: the one that is no whole number may be the last.
      std::string Unit = Out->Dims->text(Have);
      D.Args.push_back({"value", Out->number(V.Id).decimal(12) +
                                     (Unit.empty() ? "" : " ") + Unit});
      D.Args.push_back({"type", As.str()});
      if (Declared.valid())
        D.Secondary.push_back({Declared, "declared here"});
      D.Help.push_back("write `floor(…)`, `ceil(…)` or `round(…)` to say how "
                       "it becomes whole");
      return fault(std::move(D), false);
    };
    auto Whole = [&](ir::ValueId Id) {
      ir::ValueId Cond = B.make(ir::Opcode::IsWhole, Id, Where);
      ir::Check C;
      C.Kind = ir::CheckKind::Require;
      C.Where = Where;
      C.Condition = Cond;
      Out->Checks.push_back(C);
    };
    if (T->Is == Type::Int) {
      if (!Plain && !Out->Dims->isCount(Have))
        break;
      if (Out->known(V.Id)) {
        if (!Out->number(V.Id).isWhole())
          return NotWhole("a whole number");
      } else if (isFractionDrawn(V.Id)) {
        return Drawn("a whole number");
      } else {
        Whole(V.Id);
      }
      if (!Plain)
        V.Id = B.make(ir::Opcode::Cast, llvm::ArrayRef(V.Id), Where);
      V.Unit = ir::None;
      return V;
    }
    if (Have == Want)
      return Value::scalar(Kind::Number, V.Id, Unit);
    if (isZero(V)) {
      return Value::scalar(
          Kind::Number,
          B.make(ir::Opcode::Cast, llvm::ArrayRef(V.Id), Where, Want), Unit);
    }
    if (Plain && Out->Dims->isCount(Want)) {
      if (Out->known(V.Id)) {
        Number N = Out->number(V.Id);
        if (!N.isWhole())
          return NotWhole("a count of " + Out->Dims->text(Want));
        if (N.isNegative()) {
          Diags.report(Diag::NegativeCount, Where)
              .arg("what", What)
              .arg("value", N.decimal(6))
              .arg("unit", Out->Dims->text(Want))
              .label(Declared, "declared here");
          return Value();
        }
      } else if (!isFractionDrawn(V.Id)) {
        // A count that is uncertain is an estimate, and need not be whole.
        Whole(V.Id);
      }
      return Value::scalar(
          Kind::Number,
          B.make(ir::Opcode::Cast, llvm::ArrayRef(V.Id), Where, Want), Unit);
    }
    break;
  }
  case Type::Bool:
    return V.is(Kind::Bool) ? V : Wrong();
  case Type::Text:
    return V.is(Kind::Text) ? V : Wrong();
  case Type::Date:
    return V.is(Kind::Date) ? V : Wrong();
  case Type::Model:
    return V.is(Kind::Stage) ? V : Wrong();
  case Type::Enum:
    return V.is(Kind::Enum) && Out->type(V.Id).Id == T->Enum_->Name ? V
                                                                    : Wrong();
  case Type::Schema:
    if (V.is(Kind::Schema) && V.Sch->extends(T->Schema_)) {
      // A schema that needs nothing stands for its instance.
      return Value::of(instantiate(V.Sch->S, &V.Sch->Decl->Home->Top, Where));
    }
    if (V.is(Kind::Stage) && T->Schema_ == LayerSchema) {
      Record *R = build(V.Stg, Where);
      return R ? Value::of(R) : Value();
    }
    return V.is(Kind::Record) && V.Rec->S->Schema &&
                   V.Rec->S->Schema->extends(T->Schema_)
               ? V
               : Wrong();
  case Type::List:
  case Type::Map: {
    if (!V.is(Kind::List))
      return Wrong();
    if (T->Is == Type::Map) {
      if (!V.Items->Keys)
        return Wrong();
      for (Symbol Key : T->Enum_->Values) {
        bool Found = false;
        for (uint32_t I = 0; I != V.Items->Size; ++I)
          Found |= V.Items->Keys[I] == Key;
        if (!Found) {
          Diags.report(Diag::MapKeys, Where)
              .arg("what", ("has no element for `" + name(Key) + "`").str())
              .label(Declared, "declared here");
          return Value();
        }
      }
      for (uint32_t I = 0; I != V.Items->Size; ++I)
        if (T->Enum_->find(V.Items->Keys[I]) < 0) {
          Diags.report(Diag::MapKeys, Where)
              .arg("what",
                   ("has an element `" + name(V.Items->Keys[I]) + "`, which `" +
                    Out->Texts.get(T->Enum_->Name) + "` lacks")
                       .str())
              .label(Declared, "declared here");
          return Value();
        }
    }
    if (!T->Element || T->Element->Is == Type::Any)
      return V;
    List *Copy = nullptr;
    for (uint32_t I = 0; I != V.Items->Size; ++I) {
      Value Old = V.Items->Items[I];
      Value New = coerce(Old, T->Element, Where, What, Declared);
      // What is wrong with an element is wrong with the list.
      if (New.isBad())
        return New;
      if (!Copy && New.K == Old.K && New.Id == Old.Id && New.Unit == Old.Unit)
        continue;
      if (!Copy) {
        Copy = makeList(llvm::ArrayRef(V.Items->Items, V.Items->Size));
        Copy->Conditions = V.Items->Conditions;
        Copy->Keys = V.Items->Keys;
      }
      Copy->Items[I] = New;
    }
    return Copy ? Value::of(Copy) : V;
  }
  }
  // A quantity of another dimension.
  Dim Have = Out->type(V.Id).dim();
  Dim Want = T->Is == Type::Quantity ? T->Dimension : DimensionTable::one();
  auto D = Diags.report(Diag::DimensionOfField, Where);
  D.arg("what", What).arg("expected", describe(*T)).arg("found", describe(V));
  D.here(describe(V)).label(Declared, "declared as " + describe(*T));
  D.note(Out->Dims->mismatch(Have, "found", Want, "declared"));
  if (Have == DimensionTable::one() && T->Is == Type::Quantity)
    D.help("give the figure its unit, for example `" +
           Out->Units[T->Unit].Text + "`");
  return Value();
}
