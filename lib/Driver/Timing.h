//===- Timing.h - Where the time goes ---------------------------*- C++ -*-===//
//
// Part of acpc, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Seconds by phase, which vary, and counters of work, which do not and are held
// in tests.
//
//===----------------------------------------------------------------------===//

#ifndef ACP_DRIVER_TIMING_H
#define ACP_DRIVER_TIMING_H

#include "Elaborate/Elaborate.h"
#include "llvm/Support/raw_ostream.h"
#include <chrono>

namespace acp {

class Timing {
public:
  Timing() : Last(Clock::now()) {}

  /// Ends the phase that runs and gives it its name.
  void phase(llvm::StringRef Name);
  void print(llvm::raw_ostream &OS, const ElaborationCounters &Counters,
             bool Json) const;

private:
  using Clock = std::chrono::steady_clock;
  Clock::time_point Last;
  std::vector<std::pair<std::string, double>> Phases;
};

} // namespace acp

#endif // ACP_DRIVER_TIMING_H
