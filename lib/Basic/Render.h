//===- Render.h - Diagnostics as text and JSON ------------------*- C++ -*-===//
//
// Part of acpc, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// One function, and one source file, for each form.
//
//===----------------------------------------------------------------------===//

#ifndef ACP_BASIC_RENDER_H
#define ACP_BASIC_RENDER_H

#include "Basic/Diagnostic.h"
#include "llvm/Support/JSON.h"
#include "llvm/Support/raw_ostream.h"

namespace acp {

struct RenderOptions {
  bool Color = false;
  /// Only ASCII in the frame around the source lines.
  bool Ascii = false;
};

/// The message, the source lines with carets and labels, notes and help.
void renderFull(llvm::raw_ostream &OS, const SourceManager &Sources,
                const DiagnosticEngine &Engine, const RenderOptions &Options);
/// One line each: `file:line:column: error[ACP2001]: message`.
void renderShort(llvm::raw_ostream &OS, const SourceManager &Sources,
                 const DiagnosticEngine &Engine);
/// One JSON object: code, severity, message, spans in bytes and in lines.
llvm::json::Value toJSON(const SourceManager &Sources, const Diagnostic &D);

} // namespace acp

#endif // ACP_BASIC_RENDER_H
