//===- Process.cpp - The process and its standard output ------------------===//
//
// Part of acpc, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A result is written at once when it is complete; there is no stream that
// could hold a half of it.
//
//===----------------------------------------------------------------------===//

#include "Basic/Process.h"
#include "Basic/Descriptor.h"
#include <cerrno>
#include <csignal>
#include <cstring>
#include <unistd.h>

using namespace acp;
using llvm::StringRef;

void acp::failOnBrokenOutput() {
  // The only way to fail is a signal that does not exist.
  (void)std::signal(SIGPIPE, SIG_IGN);
  (void)std::signal(SIGXFSZ, SIG_IGN);
}

int acp::writeAll(int Descriptor, StringRef Text) {
  while (!Text.empty()) {
    ssize_t Count = ::write(Descriptor, Text.data(), Text.size());
    if (Count < 0 && errno != EINTR)
      return errno;
    if (Count > 0)
      Text = Text.drop_front(static_cast<size_t>(Count));
  }
  return 0;
}

OutputResult acp::writeStandardOutput(StringRef Text) {
  int Error = writeAll(STDOUT_FILENO, Text);
  if (Error == 0)
    return {};
  if (Error == EPIPE)
    return {true, ""};
  return {false, std::strerror(Error)};
}

void acp::writeStandardError(StringRef Text) {
  (void)writeAll(STDERR_FILENO, Text);
}
