//===- FileDiagnostic.h - Failures to read, as diagnostics ------*- C++ -*-===//
//
// Part of acpc, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The command line, imports and `acp.project` read files for different
// reasons but fail for the same ones.
//
//===----------------------------------------------------------------------===//

#ifndef ACP_BASIC_FILEDIAGNOSTIC_H
#define ACP_BASIC_FILEDIAGNOSTIC_H

#include "Basic/Diagnostic.h"
#include "Basic/FileSystem.h"

namespace acp {

/// Reports why a file could not be read: at the import that asked for it, or
/// without a place. Result.Error must not be None. MaxSize and Root are those
/// given to FileSystem::read. The caller may add to what is returned.
DiagnosticBuilder reportUnread(DiagnosticEngine &Engine, Span Where,
                               llvm::StringRef Path, const FileResult &Result,
                               uint64_t MaxSize, llvm::StringRef Root = "");

} // namespace acp

#endif // ACP_BASIC_FILEDIAGNOSTIC_H
