//===- Safetensors.h - Headers of safetensors files -------------*- C++ -*-===//
//
// Part of acpc, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Eight bytes of length, an object of JSON, then the data, which is not read.
// Source: huggingface/safetensors, README, "Format"; 2025-10.
//
//===----------------------------------------------------------------------===//

#ifndef ACP_IMPORT_SAFETENSORS_H
#define ACP_IMPORT_SAFETENSORS_H

#include "Import/Import.h"

namespace acp {

/// {"metadata": {...}, "tensors": [{"name", "dtype", "shape", "bytes"}]}, the
/// tensors in the order of their data.
ImportResult readSafetensors(llvm::StringRef Head, uint64_t FileSize);

} // namespace acp

#endif // ACP_IMPORT_SAFETENSORS_H
