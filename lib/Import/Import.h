//===- Import.h - Files of other formats ------------------------*- C++ -*-===//
//
// Part of acpc, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A reader turns the bytes of a file into JSON-like data and knows nothing of
// models: what the data means is said in stdlib/import. All input is hostile:
// lengths are checked against the file before anything is made of them.
//
//===----------------------------------------------------------------------===//

#ifndef ACP_IMPORT_IMPORT_H
#define ACP_IMPORT_IMPORT_H

#include "llvm/ADT/StringRef.h"
#include "llvm/Support/JSON.h"
#include <string>

namespace acp {

/// What a file says, always an object; or what is wrong with it, and where.
struct ImportResult {
  llvm::json::Value Content = nullptr;
  std::string Fault;
  uint64_t Offset = 0;
  uint64_t Length = 0;
};

struct ImportFormat {
  /// As in `import hf "config.json" as m`.
  llvm::StringLiteral Name;
  /// Bytes at the beginning of a file that are read.
  uint64_t MaxBytes;
  /// A file is larger than MaxBytes only if the rest is of no interest.
  bool HeadOnly;
  /// People can read it, so that diagnostics show its lines.
  bool IsText;
  /// What it holds is a graph of operators, not a record.
  bool IsGraph;
  /// From the head of a file of FileSize bytes.
  ImportResult (*Read)(llvm::StringRef Head, uint64_t FileSize);
};

/// Null for an unknown format.
const ImportFormat *findImportFormat(llvm::StringRef Name);

} // namespace acp

#endif // ACP_IMPORT_IMPORT_H
