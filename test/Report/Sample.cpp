//===- Sample.cpp - Modules to report -------------------------------------===//
//
// Part of acpc, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The helpers, and the units of a small prelude.
//
//===----------------------------------------------------------------------===//

#include "Sample.h"
#include <cstdio>
#include <cstdlib>

using namespace acp;
using namespace acp::test;
using llvm::StringRef;

/// A sample that names what is not there would test nothing.
static void need(bool Condition, StringRef What) {
  if (Condition)
    return;
  std::fprintf(stderr, "no such thing in the sample: %s\n", What.str().c_str());
  std::abort();
}

static void addUnits(ir::Module &M) {
  struct Prefix {
    const char *Name;
    int64_t Factor;
  };
  for (Prefix P :
       {Prefix{"k", 1000}, Prefix{"M", 1000000}, Prefix{"G", 1000000000},
        Prefix{"T", 1000000000000}, Prefix{"P", 1000000000000000},
        Prefix{"E", 1000000000000000000}})
    M.Scope.addPrefix({P.Name, "si", Number(P.Factor)});
  M.Scope.addScale("million", Number(1000000));
  M.Scope.addScale("billion", Number(1000000000));
  M.Scope.addScale("trillion", Number(1000000000000));
  auto Base = [&](StringRef Name, bool Count, bool Prefixed) {
    UnitScope::Entry E;
    E.Name = E.Canonical = Name.str();
    E.Factor = 1;
    E.Dimension = M.Dims->base(Name, Count);
    if (Prefixed)
      E.Prefixes.push_back("si");
    M.Scope.addUnit(E);
    return E.Dimension;
  };
  Dim Second = Base("s", false, true);
  Base("byte", false, true);
  Base("FLOP", true, true);
  Base("MAC", true, true);
  Base("param", true, true);
  Base("token", true, true);
  Base("sample", true, true);
  Base("device", true, false);
  Base("USD", false, false);
  Base("J", false, true);
  for (auto [Name, Factor] :
       {std::pair("min", 60), std::pair("h", 3600), std::pair("day", 86400)}) {
    UnitScope::Entry E;
    E.Name = E.Canonical = Name;
    E.Factor = Factor;
    E.Dimension = Second;
    M.Scope.addUnit(E);
  }
  UnitScope::Entry Percent;
  Percent.Name = Percent.Canonical = "%";
  Percent.Factor = Number::ratio(1, 100);
  M.Scope.addUnit(Percent);
}

Sample::Sample(StringRef Plan, StringRef Library) : B(M) {
  Sources.addStatic("plan.acp", Plan, false);
  if (!Library.empty())
    Sources.addStatic("std/plans/train.acp", Library, true);
  addUnits(M);
}

Span Sample::at(StringRef Text) {
  if (Text.empty())
    return {};
  auto [Before, Wanted] = Text.split('|');
  if (Wanted.empty())
    std::swap(Before, Wanted);
  std::string All = (Before + Wanted).str();
  for (const auto &File : Sources.files()) {
    size_t Found = File->text().find(All);
    if (Found == StringRef::npos)
      continue;
    uint32_t Begin = File->base() + uint32_t(Found + Before.size());
    return {Begin, Begin + uint32_t(Wanted.size())};
  }
  need(false, Text);
  return {};
}

uint32_t Sample::unit(StringRef Text) {
  if (Text.empty())
    return ir::None;
  std::variant<Unit, UnitError> Parsed = M.Scope.parse(Text);
  need(std::holds_alternative<Unit>(Parsed), Text);
  return M.unit(std::get<Unit>(Parsed));
}

ir::ValueId Sample::number(StringRef Digits, StringRef UnitText) {
  std::optional<Number> N = Number::parse(Digits);
  need(N.has_value(), Digits);
  if (UnitText.empty())
    return B.number(*N, {}, {});
  const Unit &U = M.Units[unit(UnitText)];
  return B.number(*N * U.Factor, U.Dimension, {});
}

uint32_t Sample::cite(StringRef Title, StringRef Date, StringRef Url) {
  ir::Citation C;
  C.Title = M.Texts.add(Title);
  if (!Date.empty())
    C.Date = M.Texts.add(Date);
  if (!Url.empty())
    C.Url = M.Texts.add(Url);
  M.Citations.push_back(C);
  return uint32_t(M.Citations.size() - 1);
}

ir::DefId Sample::define(const Def &D) {
  ir::Definition Out;
  Out.Name = M.Texts.add(D.Name);
  Out.Value = D.Value;
  Out.Unit = unit(D.Unit);
  Out.From = D.From;
  if (!D.Source.empty()) {
    auto [Name, Formula] = D.Source.split(" = ");
    Span Whole = at(D.Source);
    Out.Place = {Whole.Begin, Whole.Begin + uint32_t(Name.size())};
    Out.Formula = {Whole.End - uint32_t(Formula.size()), Whole.End};
  }
  Out.Cited = D.Cited;
  Out.FirstUse = uint32_t(M.Uses.size());
  Out.NumUses = uint32_t(D.Uses.size());
  M.Uses.insert(M.Uses.end(), D.Uses.begin(), D.Uses.end());
  M.Definitions.push_back(Out);
  return uint32_t(M.Definitions.size() - 1);
}

ir::View &Sample::view(ir::ViewKind Kind, StringRef Title, StringRef Schema,
                       StringRef Where) {
  ir::View V;
  V.Kind = Kind;
  V.Title = M.Texts.add(Title);
  V.Schema = M.Texts.add(Schema);
  V.Where = at(Where);
  M.Views.push_back(V);
  return M.Views.back();
}

void Sample::row(ir::View &V, std::vector<ir::DefId> Cells, StringRef Label) {
  ir::Row R;
  if (!Label.empty())
    R.Label = M.Texts.add(Label);
  R.FirstCell = uint32_t(M.Cells.size());
  M.Cells.insert(M.Cells.end(), Cells.begin(), Cells.end());
  V.Rows.push_back(R);
}

uint32_t Sample::layer(ir::View &V, StringRef Name, StringRef Op,
                       uint32_t Parent, int64_t Count,
                       std::vector<ir::DefId> Cells) {
  ir::Layer L;
  L.Name = M.Texts.add(Name);
  L.Op = M.Texts.add(Op);
  L.Parent = Parent;
  L.Count = B.number(Count, {}, {});
  L.Repeated = Count != 1;
  std::string Path = Name.str();
  uint32_t Depth = 0;
  for (uint32_t P = Parent; P != ir::None; P = M.Layers[P].Parent) {
    ++Depth;
    if (M.Layers[P].Parent != ir::None)
      Path = M.Texts.get(M.Layers[P].Name).str() + "." + Path;
  }
  L.Path = M.Texts.add(Path);
  M.Layers.push_back(L);
  row(V, Cells);
  V.Rows.back().Layer = uint32_t(M.Layers.size() - 1);
  V.Rows.back().Depth = Depth;
  return V.Rows.back().Layer;
}

ir::Check &Sample::check(ir::CheckKind Kind, StringRef Where,
                         ir::ValueId Condition) {
  ir::Check C;
  C.Kind = Kind;
  C.Where = at(Where);
  C.Condition = Condition;
  M.Checks.push_back(C);
  return M.Checks.back();
}

ir::Check &Sample::claim(StringRef Where, ir::ValueId Left, ir::ValueId Right,
                         StringRef Unit, StringRef Within) {
  ir::Check &C = check(ir::CheckKind::Claim, Where,
                       B.make(ir::Opcode::Eq, Left, Right, {}));
  C.Left = Left;
  C.Right = Right;
  C.LeftUnit = C.RightUnit = unit(Unit);
  if (!Within.empty()) {
    C.Within = number(Within, "");
    C.WithinIsRelative = true;
  }
  return C;
}

void Sample::part(ir::Check &C, StringRef Where, ir::ValueId V,
                  StringRef Unit) {
  if (C.NumParts++ == 0)
    C.FirstPart = uint32_t(M.Parts.size());
  M.Parts.push_back({at(Where), V, unit(Unit)});
}
