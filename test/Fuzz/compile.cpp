//===- compile.cpp - Fuzzes the whole program -----------------------------===//
//
// Part of acpc, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Any bytes as the only file of a project: what a call says of them is a report
// and 0 or 1, or diagnostics and 2 with nothing on the standard output. The
// size picks the form of the output, so that a file alone repeats a fault.
//
//===----------------------------------------------------------------------===//

#include "Driver/Driver.h"

using namespace acp;

namespace {

constexpr const char *Forms[] = {"--format=text", "--format=json",
                                 "--format=markdown", "--emit=folded"};

[[noreturn]] void fail(const char *Why, int Status, llvm::StringRef Out,
                       llvm::StringRef Err) {
  llvm::errs() << Why << " (exit status " << Status << ")\n" << Out << Err;
  __builtin_trap();
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *Data, size_t Size) {
  llvm::StringRef Text(reinterpret_cast<const char *>(Data), Size);
  auto Memory = llvm::makeIntrusiveRefCnt<llvm::vfs::InMemoryFileSystem>();
  Memory->setCurrentWorkingDirectory("/project");
  Memory->addFile("/project/plan.acp", 0,
                  llvm::MemoryBuffer::getMemBufferCopy(Text, "plan.acp"));
  std::string Out, Err;
  llvm::raw_string_ostream OutStream(Out), ErrStream(Err);
  const char *Arguments[] = {Forms[Size % std::size(Forms)], "plan.acp"};
  int Status =
      run(Arguments, FileSystem(Memory), OutStream, ErrStream, Terminal());
  switch (Status) {
  case exit_status::Fine:
  case exit_status::AssertFailed:
    break;
  case exit_status::WrongInput:
    if (!Out.empty())
      fail("output of a wrong input", Status, Out, Err);
    if (Err.empty())
      fail("a wrong input without a diagnostic", Status, Out, Err);
    break;
  default:
    fail("an exit status that nothing may give", Status, Out, Err);
  }
  return 0;
}
