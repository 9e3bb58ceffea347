//===- GGUF.h - Headers of GGUF files ---------------------------*- C++ -*-===//
//
// Part of acpc, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Keys and values, then names, shapes and types of tensors, then the data,
// which is not read. Source: ggml-org/ggml, docs/gguf.md; 2025-10.
//
//===----------------------------------------------------------------------===//

#ifndef ACP_IMPORT_GGUF_H
#define ACP_IMPORT_GGUF_H

#include "Import/Import.h"

namespace acp {

/// The keys and values, with `_` in place of `.` and `-` and without the name
/// of the architecture, of lists how many there are under KEY_count, and
/// "tensors": [{"name", "dtype", "shape", "bytes"}].
ImportResult readGGUF(llvm::StringRef Head, uint64_t FileSize);

} // namespace acp

#endif // ACP_IMPORT_GGUF_H
