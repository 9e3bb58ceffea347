//===- compile.cpp - Fuzzes the whole program -----------------------------===//
//
// Part of acpc, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Any bytes as the only file of a project. The size picks the form of the
// output, so that a file alone repeats a fault.
//
//===----------------------------------------------------------------------===//

#include "Call.h"

static constexpr const char *Forms[] = {"--format=text", "--format=json",
                                        "--format=markdown", "--emit=folded"};

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *Data, size_t Size) {
  acp::FuzzProject Project;
  Project.add("plan.acp",
              llvm::StringRef(reinterpret_cast<const char *>(Data), Size));
  Project.call({Forms[Size % std::size(Forms)], "plan.acp"});
  return 0;
}
