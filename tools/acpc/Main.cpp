//===- Main.cpp - acpc ----------------------------------------------------===//
//
// Part of acpc, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Basic/Process.h"
#include "Driver/Driver.h"
#include "llvm/Support/raw_ostream.h"

int main(int Argc, char **Argv) {
  acp::reportCrashes(Argc, Argv);
  acp::Terminal Term;
  Term.OutColor = llvm::outs().has_colors();
  Term.ErrColor = llvm::errs().has_colors();
  return acp::run(llvm::ArrayRef<const char *>(Argv + 1, Argv + Argc),
                  acp::FileSystem::real(), llvm::outs(), llvm::errs(), Term);
}
