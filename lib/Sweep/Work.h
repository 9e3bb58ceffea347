//===- Work.h - The points of a sweep, to be worked out ---------*- C++ -*-===//
//
// Part of acpc, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The points are numbered. Axes on which structure hangs are outermost: the
// plan is elaborated for each of their combinations, and the rest of the axes
// is left to the kernel. A plan that searches at each point of its sweeps is
// explored at each.
//
//===----------------------------------------------------------------------===//

#ifndef ACP_SWEEP_WORK_H
#define ACP_SWEEP_WORK_H

#include "Sweep/Part.h"
#include "Sweep/PlanMaker.h"

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

class SweepWork {
public:
  /// All must outlive it. Stop may be null; it is asked again and again, and
  /// ends what is being done.
  SweepWork(llvm::StringRef Path, const ElaborationOptions &Plan,
            const SweepOptions &Options, const FileSystem &Files,
            bool (*Stop)());
  ~SweepWork();

  /// False, with why in wrong(), if the plan is wrong or has nothing to sweep.
  bool prepare();
  /// The sweep, with the points of its shard; none is done.
  const SweepPart &part() const { return Part; }

  /// Points that take little memory at once.
  uint64_t mostAtOnce() const;
  /// Works out points from First on, up to End or where enough time has gone
  /// by, or up to what Stop interrupted. Nothing, with why in wrong(), if the
  /// plan is wrong at one of them.
  std::optional<SweepSlice> run(uint64_t First, uint64_t End);

  /// The plan that is wrong.
  Made &wrong() { return Wrong; }

private:
  struct Structure;

  bool isMine(const ir::Axis &A) const { return A.Kind == Swept; }
  bool fail(Made With);
  bool tooMany(Made Of, llvm::ArrayRef<const ir::Axis *> Axes);
  void describe(Made &First);
  void digest(const Made &Of);
  Structure at(uint64_t S);
  /// Makes ready for a combination.
  bool enter(uint64_t S);
  void summary(uint64_t First, uint64_t End, SweepSlice &Into);
  void rows(uint64_t First, uint64_t End, SweepSlice &Into);

  llvm::StringRef Path;
  const ElaborationOptions &Plan;
  const SweepOptions &Options;
  const FileSystem &Files;
  bool (*Stop)();
  PlanMaker Maker;
  ir::LeafKind Swept = ir::LeafKind::Sweep;
  /// A search is solved at each point of the sweeps.
  bool Explores = false;
  /// Names and lengths of the axes that structure hangs on.
  AxisLengths Structures;
  /// Their combinations, and the points of each.
  uint64_t Outside = 1;
  uint64_t Inside = 1;
  SweepPart Part;
  /// The combination that was worked at last.
  std::unique_ptr<Structure> Here;
  Made Wrong;
};

} // namespace acp

#endif // ACP_SWEEP_WORK_H
