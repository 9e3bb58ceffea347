//===- JSON.h - JSON files, with places -------------------------*- C++ -*-===//
//
// Part of acpc, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// LLVM's parser, behind checks that it does not make: it recurses on brackets,
// and of two equal keys it keeps the last.
//
//===----------------------------------------------------------------------===//

#ifndef ACP_IMPORT_JSON_H
#define ACP_IMPORT_JSON_H

#include "Import/Import.h"
#include "llvm/ADT/ArrayRef.h"
#include <optional>
#include <utility>

namespace acp {

/// An object of JSON: valid UTF-8, brackets at most 256 deep, no key twice.
ImportResult readJSON(llvm::StringRef Text, uint64_t FileSize);

/// Bytes from and to which the value of a path of keys stands, in a text that
/// readJSON took.
std::optional<std::pair<uint64_t, uint64_t>>
locateJSON(llvm::StringRef Text, llvm::ArrayRef<llvm::StringRef> Path);

} // namespace acp

#endif // ACP_IMPORT_JSON_H
