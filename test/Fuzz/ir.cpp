//===- ir.cpp - Fuzzes the reader of textual IR ---------------------------===//
//
// Part of acpc, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Any bytes are read or refused with a diagnostic. What was read prints as text
// that reads back and prints the same; and the verifier takes any module.
//
//===----------------------------------------------------------------------===//

#include "IR/Text.h"

using namespace acp;

namespace {

struct Loaded {
  ir::Module M;
  SourceManager Sources;
  DiagnosticEngine Diags;
  bool Good = false;

  explicit Loaded(llvm::StringRef Text) {
    const SourceFile *File = Sources.addStatic("plan.ir", Text, false);
    auto Load = [](llvm::StringRef, bool) {
      return std::unique_ptr<llvm::MemoryBuffer>();
    };
    Good = ir::read(*File, M, Sources, Load, Diags);
  }

  std::string print() const {
    std::string Text;
    llvm::raw_string_ostream OS(Text);
    ir::print(M, Sources, OS);
    return Text;
  }
};

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *Data, size_t Size) {
  Loaded First(llvm::StringRef(reinterpret_cast<const char *>(Data), Size));
  if (!First.Good) {
    if (!First.Diags.hasErrors())
      __builtin_trap();
    return 0;
  }
  ir::verify(First.M);
  std::string Text = First.print();
  Loaded Second(Text);
  if (!Second.Good || Second.print() != Text) {
    llvm::errs() << Text << "--- reads back as\n" << Second.print();
    __builtin_trap();
  }
  return 0;
}
