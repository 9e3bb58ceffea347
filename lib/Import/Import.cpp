//===- Import.cpp - Files of other formats --------------------------------===//
//
// Part of acpc, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The table of the readers.
//
//===----------------------------------------------------------------------===//

#include "Import/Import.h"
#include "Import/GGUF.h"
#include "Import/JSON.h"
#include "Import/ONNX.h"
#include "Import/Safetensors.h"
#include "llvm/ADT/STLExtras.h"

using namespace acp;

static constexpr uint64_t MiB = 1 << 20;

static constexpr ImportFormat Formats[] = {
    {"hf", 4 * MiB, false, true, false, readJSON},
    {"safetensors", 16 * MiB, true, false, false, readSafetensors},
    {"gguf", 64 * MiB, true, false, false, readGGUF},
    // A message of protobuf has 2 GiB at most.
    {"onnx", 2048 * MiB - 1, false, false, true, readONNX},
};

const ImportFormat *acp::findImportFormat(llvm::StringRef Name) {
  const ImportFormat *Found = llvm::find_if(
      Formats, [&](const ImportFormat &F) { return F.Name == Name; });
  return Found == std::end(Formats) ? nullptr : Found;
}
