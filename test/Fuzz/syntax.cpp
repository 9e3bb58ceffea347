//===- syntax.cpp - Fuzzes the parser -------------------------------------===//
//
// Part of acpc, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Any bytes parse without a crash, to a tree that prints as those bytes; and a
// tree is written as a list. An expression alone goes the same way.
//
//===----------------------------------------------------------------------===//

#include "Syntax/Parse.h"
#include "llvm/Support/raw_ostream.h"

using namespace acp;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *Data, size_t Size) {
  llvm::StringRef Text(reinterpret_cast<const char *>(Data), Size);
  SourceManager Sources;
  DiagnosticEngine Diags;
  const SourceFile *File = Sources.addStatic("plan.acp", Text, false);
  std::unique_ptr<SyntaxTree> Tree = parse(*File, Diags);
  if (print(*Tree) != Text)
    __builtin_trap();
  dump(*Tree, llvm::nulls());
  if (Size <= 256) {
    DiagnosticEngine Own;
    if (!parseExpression(*File, Own) && !Own.hasErrors())
      __builtin_trap();
  }
  return 0;
}
