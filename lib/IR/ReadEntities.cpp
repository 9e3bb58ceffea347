//===- ReadEntities.cpp - Reading textual IR: all but values --------------===//
//
// Part of acpc, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Lines of definitions, citations, layers, checks, views, units and files.
// What a line may leave out stands in a fixed order behind a word of its own.
// References to definitions, layers and citations may point ahead; they are
// checked when all lines are read.
//
//===----------------------------------------------------------------------===//

#include "IR/Reader.h"
#include "IR/Words.h"
#include "llvm/ADT/StringExtras.h"

using namespace acp;
using namespace acp::ir;
using llvm::StringRef;

/// `file 0: "plan.acp" library sha256 "…"`
bool Reader::fileLine() {
  std::string Name, Digest;
  Span Where;
  if (!numbered(Files.size()))
    return false;
  // Later indices hold even if this line turns out to be wrong.
  Files.push_back(nullptr);
  Where = Token.Where;
  if (!text(Name))
    return false;
  bool Library = takeWord("library");
  if (!takeWord("sha256"))
    return fail("`sha256`");
  if (!text(Digest) || !end())
    return false;
  if (!FileNames.insert(Name).second)
    return duplicate("file", Name, Where);

  std::unique_ptr<llvm::MemoryBuffer> Buffer = Load(Name, Library);
  if (!Buffer)
    return true;
  const SourceFile *Added = Sources.add(Name, std::move(Buffer), Library);
  if (Added && Added->digest() == Digest)
    Files.back() = Added;
  else
    Diags.report(Diag::IrFileChanged, Where).arg("file", excerpt(Name));
  return true;
}

bool Reader::duplicate(StringRef What, StringRef Name, Span Where) {
  Diags.report(Diag::IrDuplicate, Where)
      .arg("what", What)
      .arg("name", excerpt(Name));
  return false;
}

/// `base s`, `count token`.
bool Reader::baseLine(bool Count) {
  if (Token.Kind != Mark::Word)
    return fail("the name of a base dimension");
  StringRef Name = Token.Raw;
  // Nothing that would read otherwise in a product of powers.
  if (llvm::isDigit(Name[0]) || Name.find_first_of("*/^%@") != StringRef::npos)
    return fail("the name of a base dimension");
  Span Where = Token.Where;
  next();
  if (!end())
    return false;
  if (Bases.contains(Name))
    return duplicate("base dimension", Name, Where);
  Bases[Name] = M.Dims->base(Name, Count);
  return true;
}

/// `prefix "k" = 1000 : "si"`
bool Reader::prefixLine() {
  UnitScope::Prefix P;
  Span Where = Token.Where;
  if (!text(P.Name) || !symbol('=') || !number(P.Factor) || !symbol(':') ||
      !text(P.Class) || !end())
    return false;
  std::string Name = P.Name;
  return M.Scope.addPrefix(std::move(P)) || duplicate("prefix", Name, Where);
}

/// `scale "billion" = 1000000000`
bool Reader::scaleLine() {
  std::string Name;
  Number Factor;
  Span Where = Token.Where;
  if (!text(Name) || !symbol('=') || !number(Factor) || !end())
    return false;
  return M.Scope.addScale(Name, Factor) || duplicate("scale", Name, Where);
}

/// `unit "days" = 86400 : s of "day" takes "si" doc "…"`
bool Reader::scopeLine() {
  UnitScope::Entry E;
  Span Where = Token.Where;
  if (!text(E.Name) || !symbol('=') || !number(E.Factor) || !symbol(':') ||
      !dim(E.Dimension))
    return false;
  E.Canonical = E.Name;
  if (takeWord("of") && !text(E.Canonical))
    return false;
  if (takeWord("takes")) {
    do {
      std::string Class;
      if (!text(Class))
        return false;
      E.Prefixes.push_back(Class);
    } while (takeSymbol(','));
  }
  if ((takeWord("doc") && !text(E.Doc)) || !end())
    return false;
  std::string Name = E.Name;
  return M.Scope.addUnit(std::move(E)) || duplicate("unit", Name, Where);
}

/// `display "GB/s" = 1000000000 : byte/s`
bool Reader::displayLine() {
  Unit U;
  if (!text(U.Text) || !symbol('=') || !number(U.Factor) || !symbol(':') ||
      !dim(U.Dimension) || !end())
    return false;
  FirstUnit.try_emplace(U.Text, uint32_t(M.Units.size()));
  M.Units.push_back(std::move(U));
  return true;
}

/// The number of an entity and a colon; entities are numbered by their place.
bool Reader::numbered(size_t Expected) {
  uint32_t Found;
  if (!index(Found, "a number"))
    return false;
  if (Found != Expected)
    Diags.report(Diag::IrOutOfOrder, LastWhere)
        .arg("expected", std::to_string(Expected))
        .arg("found", std::to_string(Found));
  return symbol(':');
}

bool Reader::optionalText(StringRef Word, TextId &Text) {
  return !takeWord(Word) || intern(Text);
}

bool Reader::optionalValue(StringRef Word, ValueId &V) {
  return !takeWord(Word) || value(V);
}

bool Reader::optionalIndex(StringRef Word, Target What, uint32_t &Index) {
  if (!takeWord(Word))
    return true;
  if (!index(Index, "a number"))
    return false;
  later(What, Index);
  return true;
}

/// `@0: def "train.time" = %7 as "day" derived uses @1, @2 cites 0 doc "…"
/// at loc(0:1-2) by loc(0:3-4)`
bool Reader::definitionLine() {
  Definition D;
  DefId Label;
  size_t Expected = M.Definitions.size();
  M.Definitions.push_back({});
  if (!reference('@', Label))
    return false;
  if (Label != Expected)
    Diags.report(Diag::IrOutOfOrder, LastWhere)
        .arg("expected", "@" + std::to_string(Expected))
        .arg("found", "@" + std::to_string(Label));
  if (!symbol(':'))
    return false;
  if (!takeWord("def"))
    return fail("`def`");
  if (!intern(D.Name) || !symbol('=') || !value(D.Value) || !unitOf(D.Unit) ||
      !choice(D.From, "origin") ||
      (takeWord("uses") &&
       !references(M.Uses, D.FirstUse, D.NumUses, /*MayBeEmpty=*/false)) ||
      !optionalIndex("cites", Target::Citation, D.Cited) ||
      !optionalText("doc", D.Doc) || (takeWord("at") && !place(D.Place)) ||
      (takeWord("by") && !place(D.Formula)) || !end())
    return false;
  M.Definitions.back() = D;
  return true;
}

/// `cite 0: "title" date "2024-07" url "…" loc(0:1-2)`
bool Reader::citationLine() {
  Citation C;
  bool Good = numbered(M.Citations.size()) && internOptional(C.Title) &&
              optionalText("date", C.Date) && optionalText("url", C.Url) &&
              optionalPlace(C.Where) && end();
  M.Citations.push_back(C);
  return Good;
}

/// `layer 1: "attn" path "bert.attn" op "Attention" in 0 count %5 repeated
/// model fields @3, @4 loc(0:1-2)`
bool Reader::layerLine() {
  Layer L;
  bool Good = numbered(M.Layers.size()) && internOptional(L.Name) &&
              optionalText("path", L.Path) && optionalText("op", L.Op) &&
              optionalIndex("in", Target::Layer, L.Parent) &&
              optionalValue("count", L.Count);
  if (Good) {
    L.Repeated = takeWord("repeated");
    L.IsModel = takeWord("model");
    Good = (!takeWord("fields") ||
            references(M.LayerFields, L.FirstField, L.NumFields, false)) &&
           optionalPlace(L.Where) && end();
  }
  M.Layers.push_back(L);
  return Good;
}

/// `axis 0: solve "run.devices" length 3 at 1 structural search 0 loc(0:1-2)`
bool Reader::axisLine() {
  Axis A;
  bool Good = numbered(M.Axes.size()) && choice(A.Kind, "kind of axis") &&
              internOptional(A.Name);
  if (Good && !takeWord("length"))
    Good = fail("`length`");
  Good = Good && index(A.Length, "a length") &&
         (!takeWord("at") || index(A.At, "a place"));
  if (Good) {
    A.Structural = takeWord("structural");
    Good = optionalIndex("search", Target::Search, A.Search) &&
           optionalPlace(A.Where) && end();
  }
  M.Axes.push_back(std::move(A));
  return Good;
}

/// `takes "devices" = %1 as "device" from 1`, or `of %3, %4`: of the axis
/// before it.
bool Reader::takesLine() {
  AxisColumn C;
  if (M.Axes.empty())
    return misplaced("takes", "axis");
  if (!internOptional(C.Name) || !symbol('=') || !value(C.Value) ||
      !unitOf(C.Unit))
    return false;
  if (takeWord("from")) {
    if (Token.Kind != Mark::Word || Token.Raw.getAsInteger(10, C.First))
      return fail("a whole number");
    next();
  } else if (takeWord("of")) {
    do
      if (!value(C.Values.emplace_back()))
        return false;
    while (takeSymbol(','));
  } else {
    return fail("`from` or `of`");
  }
  if (!end())
    return false;
  M.Axes.back().Columns.push_back(std::move(C));
  return true;
}

/// `search 0: "run" loc(0:1-2)`
bool Reader::searchLine() {
  Search S;
  bool Good = numbered(M.Searches.size()) && internOptional(S.Name) &&
              optionalPlace(S.Where) && end();
  M.Searches.push_back(std::move(S));
  return Good;
}

/// `minimize %9 as "day" loc(0:1-2)`, of the search before it.
bool Reader::objectiveLine(bool Maximize) {
  Objective O;
  O.Maximize = Maximize;
  if (M.Searches.empty())
    return misplaced(Maximize ? "maximize" : "minimize", "search");
  if (!value(O.Value) || !unitOf(O.Unit) || !optionalPlace(O.Where) || !end())
    return false;
  M.Searches.back().Objectives.push_back(O);
  return true;
}

/// `where %12 axis 0 loc(0:1-2)`
bool Reader::filterLine() {
  AxisFilter F;
  bool Good = value(F.Condition) &&
              optionalIndex("axis", Target::Axis, F.Axis) &&
              optionalPlace(F.Where) && end();
  M.Filters.push_back(F);
  return Good;
}

/// `assert %5 left %3 as "day" right %4 within %6 relative message %9 cites 0
/// loc(0:1-2)`
bool Reader::checkLine(CheckKind Kind) {
  Check C;
  C.Kind = Kind;
  C.FirstPart = uint32_t(M.Parts.size());
  bool Good = value(C.Condition) &&
              (!takeWord("left") || (value(C.Left) && unitOf(C.LeftUnit))) &&
              (!takeWord("right") || (value(C.Right) && unitOf(C.RightUnit))) &&
              optionalValue("within", C.Within);
  if (Good) {
    C.WithinIsRelative = takeWord("relative");
    Good = optionalValue("with", C.Confidence) &&
           optionalValue("message", C.Message) &&
           optionalIndex("cites", Target::Citation, C.Cited) &&
           optionalPlace(C.Where) && end();
  }
  M.Checks.push_back(C);
  return Good;
}

bool Reader::misplaced(StringRef Word, StringRef Other) {
  Diags.report(Diag::IrMisplaced, LastWhere)
      .arg("word", Word)
      .arg("other", Other);
  return false;
}

/// `part %3 as "day" loc(0:1-2)`, of the check before it.
bool Reader::partLine() {
  Part P;
  if (M.Checks.empty())
    return misplaced("part", "require");
  if (!value(P.Value) || !unitOf(P.Unit) || !optionalPlace(P.Where) || !end())
    return false;
  M.Parts.push_back(P);
  ++M.Checks.back().NumParts;
  return true;
}

/// `view 0: record "title" schema "train" in 1 doc "…" loc(0:1-2)`
bool Reader::viewLine() {
  View V;
  bool Good = numbered(M.Views.size()) && choice(V.Kind, "kind of view") &&
              internOptional(V.Title) && optionalText("schema", V.Schema) &&
              optionalIndex("in", Target::View, V.Parent) &&
              optionalText("doc", V.Doc) && optionalPlace(V.Where) && end();
  M.Views.push_back(std::move(V));
  return Good;
}

/// `column "flops" as "FLOP"`, of the view before it.
bool Reader::columnLine() {
  Column C;
  if (M.Views.empty())
    return misplaced("column", "view");
  Span Where = LastWhere;
  if (!internOptional(C.Name) || !unitOf(C.Unit) || !end())
    return false;
  if (!M.Views.back().Rows.empty()) {
    Diags.report(Diag::IrSyntax, Where)
        .arg("expected", "columns before rows")
        .arg("found", "`column` behind a row");
    return false;
  }
  M.Views.back().Columns.push_back(C);
  return true;
}

/// `row "attn" layer 3 depth 1 cells @1, _`, of the view before it.
bool Reader::rowLine() {
  Row R;
  if (M.Views.empty())
    return misplaced("row", "view");
  Span Where = LastWhere;
  View &V = M.Views.back();
  uint32_t Cells = 0;
  R.FirstCell = uint32_t(M.Cells.size());
  if (!internOptional(R.Label) ||
      !optionalIndex("layer", Target::Layer, R.Layer) ||
      (takeWord("depth") && !index(R.Depth, "a depth")) ||
      (takeWord("cells") && !references(M.Cells, R.FirstCell, Cells, true)) ||
      !end())
    return false;
  if (Cells != cellsOfRow(V)) {
    Diags.report(Diag::IrSyntax, Where)
        .arg("expected", std::to_string(cellsOfRow(V)) + " cells")
        .arg("found", std::to_string(Cells));
    return false;
  }
  V.Rows.push_back(R);
  return true;
}

/// Looks at what pointed ahead.
void Reader::resolve() {
  for (const Reference &R : Pending) {
    auto [Word, Size] = [&]() -> std::pair<StringRef, size_t> {
      switch (R.What) {
      case Target::Definition:
        return {"@", M.Definitions.size()};
      case Target::Citation:
        return {"cite ", M.Citations.size()};
      case Target::Layer:
        return {"layer ", M.Layers.size()};
      case Target::View:
        return {"view ", M.Views.size()};
      case Target::Axis:
        return {"axis ", M.Axes.size()};
      case Target::Search:
        return {"search ", M.Searches.size()};
      }
      return {"", 0};
    }();
    if (R.Index >= Size)
      Diags.report(Diag::IrUndefined, R.Where)
          .arg("name", (Word + llvm::Twine(R.Index)).str());
  }
}
