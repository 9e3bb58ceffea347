//===- Diagnostic.h - What is wrong, where, why, what to write --*- C++ -*-===//
//
// Part of acpc, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A diagnostic is data: a kind from the one catalogue (Diagnostics.def), named
// arguments, labelled spans, notes and a help line. Phases make diagnostics,
// the engine keeps them in order, renderers (one a file) print them.
//
//===----------------------------------------------------------------------===//

#ifndef ACP_BASIC_DIAGNOSTIC_H
#define ACP_BASIC_DIAGNOSTIC_H

#include "Basic/Source.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/SmallVector.h"
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace acp {

enum class Severity : uint8_t { Error, Warning };

/// Every diagnostic there is; the catalogue gives code, severity and text.
enum class Diag : uint16_t {
#define DIAG(CODE, NAME, SEVERITY, TEXT) NAME,
#include "Basic/Diagnostics.def"
#undef DIAG
};

struct DiagInfo {
  llvm::StringRef Code;
  llvm::StringRef Name;
  Severity Level;
  /// The message in English, with `{placeholders}`.
  llvm::StringRef Text;
};

const DiagInfo &info(Diag Kind);
llvm::ArrayRef<DiagInfo> allDiagnostics();

/// A span and what to say about it there.
struct Label {
  Span Where;
  std::string Text;
};

struct Diagnostic {
  Diag Kind;
  /// Where the smallest wrong thing is; invalid for faults of no place.
  Label Primary;
  llvm::SmallVector<Label, 2> Secondary;
  llvm::SmallVector<std::pair<std::string, std::string>, 3> Args;
  /// Why. Each may span several lines, whose alignment is kept.
  llvm::SmallVector<std::string, 1> Notes;
  /// What to write instead.
  llvm::SmallVector<std::string, 1> Help;

  Severity level() const { return info(Kind).Level; }
  /// The message with its arguments in place.
  std::string message() const;
};

class DiagnosticEngine;

/// Collects the parts of one diagnostic and hands it over when it goes out of
/// scope.
class DiagnosticBuilder {
public:
  DiagnosticBuilder(DiagnosticEngine *Engine, Diag Kind, Span Where);
  DiagnosticBuilder(DiagnosticBuilder &&Other) noexcept;
  DiagnosticBuilder(const DiagnosticBuilder &) = delete;
  ~DiagnosticBuilder();

  DiagnosticBuilder &arg(llvm::StringRef Name, llvm::StringRef Value);
  DiagnosticBuilder &arg(llvm::StringRef Name, uint64_t Value);
  /// Text under the carets of the primary span.
  DiagnosticBuilder &here(llvm::StringRef Text);
  DiagnosticBuilder &label(Span Where, llvm::StringRef Text);
  DiagnosticBuilder &note(llvm::StringRef Text);
  DiagnosticBuilder &help(llvm::StringRef Text);

private:
  DiagnosticEngine *Engine;
  Diagnostic D;
};

/// Keeps the diagnostics of one compilation in the order of their places.
/// Stops taking errors past a limit, so that a hostile file stays cheap.
class DiagnosticEngine {
public:
  DiagnosticBuilder report(Diag Kind, Span Where = {}) {
    return DiagnosticBuilder(this, Kind, Where);
  }
  /// Keeps a diagnostic, unless it repeats one exactly or the limit is reached.
  void take(Diagnostic D);

  unsigned errors() const { return Errors; }
  unsigned warnings() const { return Warnings; }
  bool hasErrors() const { return Errors != 0; }
  /// Errors that were not kept because there were too many.
  unsigned dropped() const { return Dropped; }
  unsigned droppedWarnings() const { return DroppedWarnings; }
  llvm::ArrayRef<Diagnostic> all() const { return All; }
  /// What has been kept so far, to come back to.
  struct Mark {
    size_t Kept;
    unsigned Errors, Warnings, Dropped, DroppedWarnings;
  };
  Mark mark() const {
    return {All.size(), Errors, Warnings, Dropped, DroppedWarnings};
  }
  /// Forgets what came after a mark, and hands it over.
  std::vector<Diagnostic> rewind(const Mark &To);
  /// Sorts by file and place; stable, those without a place first.
  void sort();

  static constexpr unsigned Limit = 100;

private:
  std::vector<Diagnostic> All;
  unsigned Errors = 0;
  unsigned Warnings = 0;
  unsigned Dropped = 0;
  unsigned DroppedWarnings = 0;
};

/// The nearest of some names to a misspelt one, "" if none is near. One that
/// differs in case alone wins; else at most a third of the letters may differ.
std::string nearest(llvm::StringRef Word,
                    llvm::ArrayRef<llvm::StringRef> Names);

} // namespace acp

#endif // ACP_BASIC_DIAGNOSTIC_H
