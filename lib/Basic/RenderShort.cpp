//===- RenderShort.cpp - Diagnostics, one line each -----------------------===//
//
// Part of acpc, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The form that editors and `grep` understand.
//
//===----------------------------------------------------------------------===//

#include "Basic/Render.h"
#include "Basic/Unicode.h"

using namespace acp;

void acp::renderShort(llvm::raw_ostream &OS, const SourceManager &Sources,
                      const DiagnosticEngine &Engine) {
  for (const Diagnostic &D : Engine.all()) {
    std::string Place = Sources.describe(D.Primary.Where);
    if (!Place.empty())
      OS << escaped(Place) << ": ";
    OS << (D.level() == Severity::Error ? "error" : "warning") << '['
       << info(D.Kind).Code << "]: " << escaped(D.message()) << '\n';
  }
}
