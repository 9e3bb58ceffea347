//===- Driver.h - From a call to an exit status -----------------*- C++ -*-===//
//
// Part of acpc, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The whole program as a function, for `main`, tests and the fuzzers: nothing
// global, files through the door it is given, output to the streams it is
// given.
//
//===----------------------------------------------------------------------===//

#ifndef ACP_DRIVER_DRIVER_H
#define ACP_DRIVER_DRIVER_H

#include "Basic/FileSystem.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/Support/raw_ostream.h"

namespace acp {

/// Exit statuses of acpc.
namespace exit_status {
inline constexpr int Fine = 0;
inline constexpr int AssertFailed = 1;
inline constexpr int WrongInput = 2;
inline constexpr int InternalFault = 70;
/// A sweep was stopped by an interrupt; what is done so far is kept.
inline constexpr int Stopped = 130;
} // namespace exit_status

class Team;

struct Terminal {
  bool OutColor = false;
  bool ErrColor = false;
  unsigned Width = 80;
  /// Where the rows of a sweep go as they come, and how far it is. Null: to the
  /// result and nowhere.
  llvm::raw_ostream *Rows = nullptr;
  llvm::raw_ostream *Progress = nullptr;
  /// Others that work on the same sweep. Null: there are none.
  Team *With = nullptr;
};

/// Runs one call: Args are those after the program's name. Nothing is written
/// to Out before it is complete; only the rows of `acpc sweep` are written as
/// they come.
int run(llvm::ArrayRef<const char *> Args, const FileSystem &Files,
        llvm::raw_ostream &Out, llvm::raw_ostream &Err, const Terminal &Term);

/// The diagnostic of a result that could not be written.
void reportUnwritten(llvm::raw_ostream &Err, llvm::StringRef Path,
                     llvm::StringRef Why);

/// `acpc 0.1.0`
llvm::StringRef versionText();

} // namespace acp

#endif // ACP_DRIVER_DRIVER_H
