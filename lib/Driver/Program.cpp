//===- Program.cpp - acpc as a process ------------------------------------===//
//
// Part of acpc, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Driver/Program.h"
#include "Basic/Process.h"
#include "Driver/Driver.h"
#include "llvm/Support/Process.h"
#include "llvm/Support/raw_ostream.h"

using namespace acp;

namespace {
/// Writes at once: rows of a sweep, of which there may be more than fit the
/// memory.
class Stream : public llvm::raw_ostream {
public:
  using Writer = void (*)(llvm::StringRef Text, std::string &Problem);
  explicit Stream(Writer Write) : Write(Write) { SetBufferSize(1 << 16); }
  ~Stream() override { flush(); }
  std::string Problem;

private:
  void write_impl(const char *Text, size_t Size) override {
    Write({Text, Size}, Problem);
    Written += Size;
  }
  uint64_t current_pos() const override { return Written; }
  Writer Write;
  uint64_t Written = 0;
};
} // namespace

int acp::program(int Argc, char **Argv, Team *With) {
  reportCrashes(Argc, Argv);
  failOnBrokenOutput();
  Terminal Term;
  Term.OutColor = llvm::sys::Process::StandardOutHasColors();
  Term.ErrColor = llvm::sys::Process::StandardErrHasColors();
  Stream Rows([](llvm::StringRef Text, std::string &Problem) {
    if (Problem.empty())
      Problem = writeStandardOutput(Text).Problem;
  });
  Stream Progress(
      [](llvm::StringRef Text, std::string &) { writeStandardError(Text); });
  Term.With = With;
  Term.Rows = &Rows;
  if (llvm::sys::Process::StandardErrIsDisplayed())
    Term.Progress = &Progress;
  std::string Result, Messages;
  llvm::raw_string_ostream Out(Result), Err(Messages);
  int Status = run(llvm::ArrayRef<const char *>(Argv + 1, Argv + Argc),
                   FileSystem::real(), Out, Err, Term);
  Rows.flush();
  if (Rows.Problem.empty())
    Rows.Problem = writeStandardOutput(Result).Problem;
  if (!Rows.Problem.empty()) {
    reportUnwritten(Err, "the standard output", Rows.Problem);
    Status = exit_status::WrongInput;
  }
  writeStandardError(Messages);
  return Status;
}
