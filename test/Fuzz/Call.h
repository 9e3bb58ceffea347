//===- Call.h - One call of the program, for fuzzers ------------*- C++ -*-===//
//
// Part of acpc, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What a call may say of any bytes: a report and 0 or 1, or diagnostics and 2
// with nothing on the standard output.
//
//===----------------------------------------------------------------------===//

#ifndef ACP_FUZZ_CALL_H
#define ACP_FUZZ_CALL_H

#include "Driver/Driver.h"

namespace acp {

/// A folder in memory that is the whole world of the calls.
class FuzzProject {
public:
  FuzzProject()
      : Memory(llvm::makeIntrusiveRefCnt<llvm::vfs::InMemoryFileSystem>()) {
    Memory->setCurrentWorkingDirectory("/project");
  }

  void add(llvm::StringRef Name, llvm::StringRef Text) {
    Memory->addFile("/project/" + Name, 0,
                    llvm::MemoryBuffer::getMemBufferCopy(Text, Name));
  }

  /// Stops the process where a call says what none may say.
  void call(llvm::ArrayRef<const char *> Arguments) {
    std::string Out, Err;
    llvm::raw_string_ostream OutStream(Out), ErrStream(Err);
    int Status =
        run(Arguments, FileSystem(Memory), OutStream, ErrStream, Terminal());
    auto Fail = [&](const char *Why) {
      llvm::errs() << Why << " (exit status " << Status << ")\n" << Out << Err;
      __builtin_trap();
    };
    switch (Status) {
    case exit_status::Fine:
    case exit_status::AssertFailed:
      return;
    case exit_status::WrongInput:
      if (!Out.empty())
        Fail("output of a wrong input");
      if (Err.empty())
        Fail("a wrong input without a diagnostic");
      return;
    default:
      Fail("an exit status that nothing may give");
    }
  }

private:
  llvm::IntrusiveRefCntPtr<llvm::vfs::InMemoryFileSystem> Memory;
};

} // namespace acp

#endif // ACP_FUZZ_CALL_H
