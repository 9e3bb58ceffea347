//===- Run.h - Every point of a plan's axes ---------------------*- C++ -*-===//
//
// Part of acpc, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// `acpc sweep`: the axes that a plan sweeps, or where it sweeps none those that
// it searches, make one row of points. Each is worked out, and either written
// as it comes or summed up; in either case the memory does not grow with the
// number of points.
//
//===----------------------------------------------------------------------===//

#ifndef ACP_SWEEP_RUN_H
#define ACP_SWEEP_RUN_H

#include "Sweep/Team.h"

namespace acp {

enum class SweepEnd : uint8_t {
  Done,
  /// The plan or the call is wrong; Diags say why.
  Wrong,
  /// Stopped by an interrupt; the state is kept.
  Stopped,
  /// This process worked for the leader of its team, which has the result.
  Served
};

struct SweepResult {
  SweepEnd End = SweepEnd::Done;
  SweepPart Part;
  /// The plan that the diagnostics are about.
  std::unique_ptr<SourceManager> Sources;
  std::unique_ptr<DiagnosticEngine> Diags;
};

/// Rows go to Out as they come, progress to Err. With others where there is a
/// team; what comes out is the same to the byte.
SweepResult sweep(llvm::StringRef Path, const ElaborationOptions &Plan,
                  const SweepOptions &Options, const FileSystem &Files,
                  Team *With, llvm::raw_ostream &Out, llvm::raw_ostream &Err);

} // namespace acp

#endif // ACP_SWEEP_RUN_H
