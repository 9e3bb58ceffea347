//===- Progress.h - How far long work is ------------------------*- C++ -*-===//
//
// Part of acpc, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A line for a person at a terminal, written over and over. Work that ends
// within a second shows none.
//
//===----------------------------------------------------------------------===//

#ifndef ACP_SWEEP_PROGRESS_H
#define ACP_SWEEP_PROGRESS_H

#include "llvm/ADT/STLFunctionalExtras.h"
#include "llvm/Support/raw_ostream.h"
#include <chrono>
#include <string>

namespace acp {

class Progress {
public:
  /// Null if nobody looks.
  explicit Progress(llvm::raw_ostream *Out) : Out(Out) {}

  /// The work has so many points, of which some are done already.
  void begin(uint64_t Done) {
    Begun = Done;
    Start = Clock::now();
  }
  /// So many are done. What is known so far is asked for if it is shown.
  void show(uint64_t Done, uint64_t All,
            llvm::function_ref<std::string()> SoFar);
  /// Ends the line, with all done, or takes it away.
  void finish(uint64_t All, llvm::function_ref<std::string()> SoFar);
  void clear();

private:
  using Clock = std::chrono::steady_clock;
  void write(uint64_t Done, uint64_t All, const std::string &SoFar, bool Last);

  llvm::raw_ostream *Out;
  uint64_t Begun = 0;
  bool IsShown = false;
  Clock::time_point Start = Clock::now(), Told;
};

} // namespace acp

#endif // ACP_SWEEP_PROGRESS_H
