//===- Diagnostic.cpp - What is wrong, where, why, what to write ----------===//
//
// Part of acpc, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The catalogue is an array in the order of Diagnostics.def, so that a kind is
// its index. The engine keeps the first hundred errors as they come and counts
// the others.
//
//===----------------------------------------------------------------------===//

#include "Basic/Diagnostic.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/Twine.h"
#include <tuple>

using namespace acp;
using llvm::StringRef;

static constexpr DiagInfo Catalogue[] = {
#define DIAG(CODE, NAME, SEVERITY, TEXT)                                       \
  {CODE, #NAME, Severity::SEVERITY, TEXT},
#include "Basic/Diagnostics.def"
#undef DIAG
};

const DiagInfo &acp::info(Diag Kind) {
  return Catalogue[static_cast<size_t>(Kind)];
}

llvm::ArrayRef<DiagInfo> acp::allDiagnostics() { return Catalogue; }

std::string Diagnostic::message() const {
  std::string Out;
  StringRef Rest = info(Kind).Text;
  while (!Rest.empty()) {
    auto [Before, After] = Rest.split('{');
    Out += Before;
    size_t Close = After.find('}');
    if (After.empty() || Close == StringRef::npos)
      break;
    StringRef Name = After.take_front(Close);
    Rest = After.drop_front(Close + 1);
    const auto *Arg =
        llvm::find_if(Args, [&](const auto &A) { return A.first == Name; });
    // A forgotten argument shows as its placeholder, never as a fault.
    Out += Arg != Args.end() ? Arg->second : ("{" + Name + "}").str();
  }
  return Out;
}

DiagnosticBuilder::DiagnosticBuilder(DiagnosticEngine *Engine, Diag Kind,
                                     Span Where)
    : Engine(Engine), D{Kind, {Where, {}}, {}, {}, {}, {}} {}

DiagnosticBuilder::DiagnosticBuilder(DiagnosticBuilder &&Other) noexcept
    : Engine(std::exchange(Other.Engine, nullptr)), D(std::move(Other.D)) {}

DiagnosticBuilder::~DiagnosticBuilder() {
  if (Engine)
    Engine->take(std::move(D));
}

DiagnosticBuilder &DiagnosticBuilder::arg(StringRef Name, StringRef Value) {
  D.Args.emplace_back(Name.str(), Value.str());
  return *this;
}

DiagnosticBuilder &DiagnosticBuilder::arg(StringRef Name, uint64_t Value) {
  D.Args.emplace_back(Name.str(), std::to_string(Value));
  return *this;
}

DiagnosticBuilder &DiagnosticBuilder::here(StringRef Text) {
  D.Primary.Text = Text.str();
  return *this;
}

DiagnosticBuilder &DiagnosticBuilder::label(Span Where, StringRef Text) {
  if (Where.valid())
    D.Secondary.push_back({Where, Text.str()});
  return *this;
}

DiagnosticBuilder &DiagnosticBuilder::note(StringRef Text) {
  D.Notes.push_back(Text.str());
  return *this;
}

DiagnosticBuilder &DiagnosticBuilder::help(StringRef Text) {
  D.Help.push_back(Text.str());
  return *this;
}

static bool same(const Label &A, const Label &B) {
  return A.Where == B.Where && A.Text == B.Text;
}

static bool same(const Diagnostic &A, const Diagnostic &B) {
  auto SameLabel = [](const Label &X, const Label &Y) { return same(X, Y); };
  return A.Kind == B.Kind && same(A.Primary, B.Primary) && A.Args == B.Args &&
         A.Notes == B.Notes && A.Help == B.Help &&
         llvm::equal(A.Secondary, B.Secondary, SameLabel);
}

void DiagnosticEngine::take(Diagnostic D) {
  bool IsError = D.level() == Severity::Error;
  unsigned &Count = IsError ? Errors : Warnings;
  if (Count >= Limit) {
    ++(IsError ? Dropped : DroppedWarnings);
    return;
  }
  // All that is kept is few, so looking at each costs little.
  if (llvm::any_of(All, [&](const Diagnostic &Old) { return same(Old, D); }))
    return;
  ++Count;
  All.push_back(std::move(D));
}

std::vector<Diagnostic> DiagnosticEngine::rewind(const Mark &To) {
  std::vector<Diagnostic> After(
      std::make_move_iterator(All.begin() + ptrdiff_t(To.Kept)),
      std::make_move_iterator(All.end()));
  All.resize(To.Kept);
  Errors = To.Errors;
  Warnings = To.Warnings;
  Dropped = To.Dropped;
  DroppedWarnings = To.DroppedWarnings;
  return After;
}

void DiagnosticEngine::sort() {
  llvm::stable_sort(All, [](const Diagnostic &A, const Diagnostic &B) {
    Span X = A.Primary.Where;
    Span Y = B.Primary.Where;
    return std::tie(X.Begin, X.End) < std::tie(Y.Begin, Y.End);
  });
}
