//===- import.cpp - Fuzzes an importer ------------------------------------===//
//
// Part of acpc, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Any bytes as a file of the format ACP_FORMAT: imported by a plan, and written
// in the language.
//
//===----------------------------------------------------------------------===//

#include "Call.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *Data, size_t Size) {
  acp::FuzzProject Project;
  Project.add("file",
              llvm::StringRef(reinterpret_cast<const char *>(Data), Size));
  Project.add("plan.acp", "import " ACP_FORMAT " \"file\" as m\nreport m\n");
  if (Size % 2)
    Project.call({"plan.acp"});
  else
    Project.call({"import", ACP_FORMAT, "file"});
  return 0;
}
