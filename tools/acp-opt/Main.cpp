//===- Main.cpp - acp-opt -------------------------------------------------===//
//
// Part of acpc, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Runs passes on textual IR; see Opt.h.
//
//===----------------------------------------------------------------------===//

#include "Basic/Process.h"
#include "Opt.h"

int main(int Argc, char **Argv) {
  acp::failOnBrokenOutput();
  try {
    return acp::optMain({Argv + 1, Argv + Argc});
  } catch (const std::exception &E) {
    acp::writeStandardError(llvm::StringRef(E.what()));
    return 70;
  }
}
