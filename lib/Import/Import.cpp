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
#include "Import/JSON.h"
#include "llvm/ADT/STLExtras.h"

using namespace acp;

static constexpr uint64_t MiB = 1 << 20;

static constexpr ImportFormat Formats[] = {
    {"hf", 32 * MiB, false, true, readJSON},
};

const ImportFormat *acp::findImportFormat(llvm::StringRef Name) {
  const ImportFormat *Found = llvm::find_if(
      Formats, [&](const ImportFormat &F) { return F.Name == Name; });
  return Found == std::end(Formats) ? nullptr : Found;
}
