//===- Process.h - The process and its standard output ----------*- C++ -*-===//
//
// Part of acpc, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What `main` needs of the operating system besides files.
//
//===----------------------------------------------------------------------===//

#ifndef ACP_BASIC_PROCESS_H
#define ACP_BASIC_PROCESS_H

#include "llvm/ADT/StringRef.h"
#include <memory>
#include <string>

namespace acp {

/// Makes writes past a limit of file sizes, or to a closed pipe, fail instead
/// of ending the process, so that temporary files are taken away. For `main`.
void failOnBrokenOutput();

/// Has a crash (a bad access, a failed assertion, an exception that nobody
/// catches, memory at its end) say that it is a fault of the program, with its
/// command line, and end it with status 70. For `main`. Nothing in builds with
/// AddressSanitizer, which says more.
void reportCrashes(int Argc, char **Argv);

/// What a thread needs for that, where its own stack is what came to an end.
class CrashStack {
public:
  CrashStack();
  ~CrashStack();
  CrashStack(const CrashStack &) = delete;
  CrashStack &operator=(const CrashStack &) = delete;

private:
  std::unique_ptr<char[]> Memory;
};

struct OutputResult {
  /// The reader has gone (`| head`); that is nobody's fault.
  bool Closed = false;
  /// What went wrong otherwise, "" if nothing did.
  std::string Problem;
};

/// Writes to the standard output, all or until something goes wrong.
OutputResult writeStandardOutput(llvm::StringRef Text);
/// The same for diagnostics; that it fails helps nobody to know.
void writeStandardError(llvm::StringRef Text);

} // namespace acp

#endif // ACP_BASIC_PROCESS_H
