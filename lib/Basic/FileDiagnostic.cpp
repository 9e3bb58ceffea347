//===- FileDiagnostic.cpp - Failures to read, as diagnostics --------------===//
//
// Part of acpc, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// One diagnostic for each FileError.
//
//===----------------------------------------------------------------------===//

#include "Basic/FileDiagnostic.h"
#include "llvm/ADT/Twine.h"

using namespace acp;
using llvm::StringRef;

static Diag kindOf(FileError Error) {
  switch (Error) {
  case FileError::NotFound:
    return Diag::FileNotFound;
  case FileError::IsDirectory:
    return Diag::FileIsDirectory;
  case FileError::NotRegular:
    return Diag::FileNotRegular;
  case FileError::TooLarge:
    return Diag::FileTooLarge;
  case FileError::OutsideRoot:
    return Diag::FileOutsideRoot;
  case FileError::Loop:
    return Diag::FileLoop;
  case FileError::None:
  case FileError::Unreadable:
    break;
  }
  return Diag::FileNotRead;
}

static std::string size(uint64_t Bytes) {
  constexpr uint64_t MiB = 1 << 20;
  return Bytes % MiB == 0 ? std::to_string(Bytes / MiB) + " MiB"
                          : std::to_string(Bytes) + " bytes";
}

DiagnosticBuilder acp::reportUnread(DiagnosticEngine &Engine, Span Where,
                                    StringRef Path, const FileResult &Result,
                                    uint64_t MaxSize, StringRef Root) {
  DiagnosticBuilder Builder = Engine.report(kindOf(Result.Error), Where);
  Builder.arg("path", Path);
  switch (Result.Error) {
  case FileError::TooLarge:
    Builder.arg("limit", size(MaxSize));
    break;
  case FileError::OutsideRoot:
    Builder.arg("root", Root);
    Builder.note("a file reads only below the root of its project, so that "
                 "the same project gives the same report everywhere");
    Builder.help("move the file below the root, or name its folder with `-I`");
    break;
  case FileError::None:
  case FileError::Unreadable:
    Builder.arg("why", Result.Detail.empty() ? StringRef("it cannot be opened")
                                             : StringRef(Result.Detail));
    break;
  default:
    break;
  }
  return Builder;
}
