//===- SweepRun.h - Every point of a plan's axes ----------------*- C++ -*-===//
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

#ifndef ACP_DRIVER_SWEEPRUN_H
#define ACP_DRIVER_SWEEPRUN_H

#include "Driver/PlanMaker.h"
#include "Driver/SweepPart.h"

namespace acp {

enum class SweepForm : uint8_t {
  /// Rows, as CSV or as a line of JSON each.
  RowsCSV,
  RowsJSON,
  /// What all points come to.
  Summary
};

struct SweepOptions {
  SweepForm Form = SweepForm::RowsCSV;
  unsigned Threads = 1;
  unsigned Top = 1;
  /// From 1, of Shards; 0 of the whole.
  uint64_t Shard = 0;
  uint64_t Shards = 0;
  /// A file that keeps what is done so far, and from which a run that was
  /// stopped goes on; "" for none.
  std::string State;
  /// Tells a person how far it is.
  bool Progress = false;
};

enum class SweepEnd : uint8_t {
  Done,
  /// The plan or the call is wrong; Diags say why.
  Wrong,
  /// Stopped by an interrupt; the state is kept.
  Stopped
};

struct SweepResult {
  SweepEnd End = SweepEnd::Done;
  SweepPart Part;
  /// The plan that the diagnostics are about.
  std::unique_ptr<SourceManager> Sources;
  std::unique_ptr<DiagnosticEngine> Diags;
};

/// Rows go to Out as they come, progress to Err.
SweepResult sweep(llvm::StringRef Path, const ElaborationOptions &Plan,
                  const SweepOptions &Options, const FileSystem &Files,
                  llvm::raw_ostream &Out, llvm::raw_ostream &Err);

} // namespace acp

#endif // ACP_DRIVER_SWEEPRUN_H
