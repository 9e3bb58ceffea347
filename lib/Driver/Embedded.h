//===- Embedded.h - What travels inside the program -------------*- C++ -*-===//
//
// Part of acpc, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef ACP_DRIVER_EMBEDDED_H
#define ACP_DRIVER_EMBEDDED_H

#include "llvm/ADT/StringRef.h"

namespace acp {

/// The standard library as serialised syntax trees, see Syntax/Bundle.h.
llvm::StringRef embeddedLibrary();
/// The pages of all diagnostics, each after a line `=== CODE`.
llvm::StringRef embeddedPages();

} // namespace acp

#endif // ACP_DRIVER_EMBEDDED_H
