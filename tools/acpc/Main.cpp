//===- Main.cpp - acpc ----------------------------------------------------===//
//
// Part of acpc, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Basic/Process.h"
#include "Driver/Driver.h"
#include "llvm/Support/Process.h"
#include "llvm/Support/raw_ostream.h"

int main(int Argc, char **Argv) {
  acp::reportCrashes(Argc, Argv);
  acp::failOnBrokenOutput();
  acp::Terminal Term;
  Term.OutColor = llvm::sys::Process::StandardOutHasColors();
  Term.ErrColor = llvm::sys::Process::StandardErrHasColors();
  std::string Result, Messages;
  llvm::raw_string_ostream Out(Result), Err(Messages);
  int Status = acp::run(llvm::ArrayRef<const char *>(Argv + 1, Argv + Argc),
                        acp::FileSystem::real(), Out, Err, Term);
  acp::OutputResult Written = acp::writeStandardOutput(Result);
  if (!Written.Problem.empty()) {
    acp::reportUnwritten(Err, "the standard output", Written.Problem);
    Status = acp::exit_status::WrongInput;
  }
  acp::writeStandardError(Messages);
  return Status;
}
