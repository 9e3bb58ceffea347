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

namespace {

#if defined(__SANITIZE_ADDRESS__)
constexpr bool ReportsCrashes = false;
#elif defined(__has_feature)
constexpr bool ReportsCrashes = !__has_feature(address_sanitizer);
#else
constexpr bool ReportsCrashes = true;
#endif

constexpr size_t CrashStackBytes = 64 << 10;

char **CommandLine = nullptr;

/// Only what may be called within a signal.
void say(const char *Text) {
  (void)!::write(STDERR_FILENO, Text, std::strlen(Text));
}

const char *crashName(int Signal) {
  switch (Signal) {
  case SIGSEGV:
    return "a bad access to memory";
  case SIGABRT:
    return "a failed assertion, or no memory";
  default:
    return "a bad instruction";
  }
}

extern "C" void endOnCrash(int Signal) {
  say(CommandLine[0]);
  say(": internal fault: ");
  say(crashName(Signal));
  say("\nThis is a fault of the program, not of the plan; please report it "
      "with "
      "the plan and\nthe command:");
  for (char **Each = CommandLine; *Each; ++Each) {
    say(" ");
    say(*Each);
  }
  say("\n");
  _exit(70);
}

} // namespace

void acp::reportCrashes(int Argc, char **Argv) {
  if (!ReportsCrashes || Argc < 1)
    return;
  CommandLine = Argv;
  // The main thread ends with the process, and its stack for crashes with it.
  static CrashStack ForMain;
  for (int Signal : {SIGSEGV, SIGBUS, SIGILL, SIGFPE, SIGABRT}) {
    struct sigaction Action = {};
    Action.sa_handler = endOnCrash;
    Action.sa_flags = int(SA_ONSTACK | SA_RESETHAND);
    (void)sigaction(Signal, &Action, nullptr);
  }
}

CrashStack::CrashStack() {
  if (!ReportsCrashes)
    return;
  Memory = std::make_unique<char[]>(CrashStackBytes);
  stack_t Stack = {};
  Stack.ss_sp = Memory.get();
  Stack.ss_size = CrashStackBytes;
  (void)sigaltstack(&Stack, nullptr);
}

CrashStack::~CrashStack() {
  if (!ReportsCrashes)
    return;
  stack_t Stack = {};
  Stack.ss_flags = SS_DISABLE;
  (void)sigaltstack(&Stack, nullptr);
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
