//===- Query.cpp - Entries of the library that meet a condition -----------===//
//
// Part of acpc, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The condition is an expression over the fields of an entry: it is put into a
// refinement of each as a `let`, and worked out there. An entry for which it
// cannot be, because it lacks what is asked for, does not meet it. If it can be
// for none, the condition itself is wrong, and what is wrong with it is said.
//
//===----------------------------------------------------------------------===//

#include "Elaborate/Elaboration.h"
#include "llvm/ADT/MapVector.h"
#include "llvm/ADT/StringExtras.h"

using namespace acp;
using namespace acp::elab;

std::optional<bool> Elaboration::meets(Record *R, Syntax Refinement,
                                       const Env *Scope) {
  Record *Asked = refine(R, Refinement[1], Scope, R->Where);
  // Its requirements are the entry's own and not the question.
  Asked->Checked = true;
  int Met = Asked->S->find(symbol("met"));
  if (Met < 0)
    return std::nullopt;
  Value C = fieldAt(Asked, unsigned(Met), Refinement.span());
  if (C.is(Kind::Bool) && Out->known(C.Id))
    return Out->boolean(C.Id);
  if (!C.isBad())
    Diags.report(Diag::WrongKind, Refinement[1].span())
        .arg("expected", "a condition")
        .arg("found", describe(C));
  demand(C, Refinement.span());
  return std::nullopt;
}

std::vector<Value> Elaboration::filter(std::vector<Value> Entries) {
  // What a name means is remembered in the tree, and is another thing in each
  // kind of entry.
  llvm::DenseMap<SchemaInfo *, ModuleInfo *> Questions;
  std::vector<Value> Found;
  std::vector<Diagnostic> Wrong;
  std::vector<Fault *> Wanting;
  bool Answered = false;
  for (Value &Each : Entries) {
    ModuleInfo *&M = Questions[Each.Rec->S->Schema];
    if (!M)
      M = expressionModule("--where",
                           "Tensor { let met = " + Options.Where + " }", Main);
    if (!M)
      return {};
    DiagnosticEngine::Mark Before = Diags.mark();
    size_t Faults = Pending.size();
    bool Failed = RequireFailed;
    std::optional<Span> Quiet = Silent;
    std::optional<bool> Met = meets(Each.Rec, M->Tree->root(), &M->Top);
    std::vector<Diagnostic> Said = Diags.rewind(Before);
    if (Met) {
      Answered = true;
      if (*Met)
        Found.push_back(Each);
    } else if (Wrong.empty() && Wanting.empty()) {
      Wrong = std::move(Said);
      Wanting.assign(Pending.begin() + ptrdiff_t(Faults), Pending.end());
    }
    Pending.resize(Faults);
    RequireFailed = Failed;
    Silent = Quiet;
  }
  if (!Answered) {
    for (Diagnostic &D : Wrong)
      Diags.take(std::move(D));
    Pending.insert(Pending.end(), Wanting.begin(), Wanting.end());
  }
  return Found;
}

void Elaboration::sortEntries(std::vector<Value> &Entries) {
  llvm::StringRef By = Options.SortBy;
  bool Rising = By.consume_front("-");
  Symbol Field = symbol(By);
  bool Known_ = false;
  std::vector<std::pair<std::optional<Number>, Value>> Keyed;
  for (Value &Each : Entries) {
    std::optional<Number> Key;
    if (Each.Rec->S->find(Field) >= 0) {
      Known_ = true;
      Value V = field(Each.Rec, Field, {});
      if (V.is(Kind::Number) && Out->known(V.Id))
        Key = Out->number(V.Id);
    }
    Keyed.push_back({Key, Each});
  }
  if (!Known_ && !Entries.empty())
    Diags.report(Diag::UnknownField)
        .arg("name", By)
        .arg("record", describe(Entries[0]));
  // The largest first, or the smallest; what has no figure comes last.
  llvm::stable_sort(Keyed, [&](const auto &A, const auto &B) {
    if (!A.first || !B.first)
      return A.first.has_value() && !B.first;
    return Rising ? *A.first < *B.first : *B.first < *A.first;
  });
  for (size_t I = 0; I != Keyed.size(); ++I)
    Entries[I] = Keyed[I].second;
}

/// Whether entries of a schema have all the columns that are asked for.
static bool hasColumns(Elaboration &E, SchemaInfo &S, llvm::StringRef Columns) {
  for (llvm::StringRef Each : llvm::split(Columns, ','))
    if (Each = Each.split('.').first.trim();
        !Each.empty() && S.S->find(E.symbol(Each)) < 0)
      return false;
  return true;
}

void Elaboration::query(llvm::StringRef What, std::vector<Value> Entries) {
  if (!Options.Where.empty())
    Entries = filter(std::move(Entries));
  if (!Options.SortBy.empty())
    sortEntries(Entries);
  if (Diags.hasErrors())
    return;
  // Entries of one kind are a table; a kind that lacks a column has none.
  llvm::MapVector<SchemaInfo *, std::vector<Value>> Kinds;
  for (Value &Each : Entries)
    Kinds[Each.Rec->S->Schema].push_back(Each);
  bool Shown = false;
  for (auto &[Schema, Of] : Kinds)
    if (hasColumns(*this, *Schema, Options.Columns)) {
      viewTable(makeList(Of), Syntax(), What, {}, ir::None, &Main->Top);
      Shown = true;
    }
  // No kind has them all: what is not there is said of the first.
  if (!Shown && !Kinds.empty())
    viewTable(makeList(Kinds.front().second), Syntax(), What, {}, ir::None,
              &Main->Top);
}
