//===- PlanMaker.h - A plan with some of its axes decided -------*- C++ -*-===//
//
// Part of acpc, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Elaborates a plan again and again, with another choice on its axes, and poses
// what is left open as a problem for the kernel.
//
//===----------------------------------------------------------------------===//

#ifndef ACP_SWEEP_PLANMAKER_H
#define ACP_SWEEP_PLANMAKER_H

#include "Elaborate/Elaborate.h"
#include "Kernel/Search.h"
#include "llvm/ADT/STLFunctionalExtras.h"

namespace acp {

/// Places on axes, by the name of the axis.
using Choices = std::map<std::string, uint64_t>;

/// Names of axes and how many values each has.
using AxisLengths = std::vector<std::pair<std::string, uint32_t>>;

/// The places of a point of the product of some axes, the last one going
/// fastest, beside those that are chosen already.
Choices choicesAt(const AxisLengths &Axes, uint64_t Point, Choices With = {});

/// A plan, elaborated and folded.
struct Made {
  std::unique_ptr<SourceManager> Sources = std::make_unique<SourceManager>();
  std::unique_ptr<DiagnosticEngine> Diags =
      std::make_unique<DiagnosticEngine>();
  ElaborationResult Result;

  ir::Module &module() { return *Result.Module; }
  /// What `require` rules it out; "" if something else is wrong, or nothing.
  std::string ruledOut() const;
  /// The condition of that, as it is written.
  std::string ruledOutBy() const;
};

class PlanMaker {
public:
  /// All must outlive it.
  PlanMaker(llvm::StringRef Path, const ElaborationOptions &Plan,
            const FileSystem &Files)
      : Path(Path), Plan(Plan), Files(Files) {}

  Made make(const Choices &At);

private:
  llvm::StringRef Path;
  const ElaborationOptions &Plan;
  const FileSystem &Files;
  /// Axes that have to stand at a value, as they are found out.
  std::vector<std::string> Structural;
};

/// The axes of a module in the order of their lines.
std::vector<const ir::Axis *> inOrder(const ir::Module &M);

/// True for an axis that no choice has been made on.
bool isUnfixed(const ir::Module &M, const ir::Axis &A, const Choices &At);

/// How many points the product of axes of these lengths has, as people read it:
/// `4,976,640`, `10^30`.
std::string pointsText(llvm::ArrayRef<uint32_t> Lengths);

/// A value of an axis as people read it.
std::string valueText(const Made &Of, const ir::AxisColumn &C, uint32_t Place);

/// The part of a plan that some axes leave to arithmetic.
struct Posed {
  kernel::Problem Problem;
  /// Of the module, in the order of their lines: those of the problem.
  std::vector<uint32_t> Axes;
  /// The texts of its constraints, and of those that are judged over draws.
  std::vector<std::string> Constraints;
  std::vector<std::string> Chances;
};

/// Adds the requirements that hang on axes of the problem and on draws.
/// WithDraws is the same plan as that of the problem, and must outlive it.
void poseChances(Posed &P, const Made &WithDraws,
                 const kernel::SampleOptions &Draws);
/// The texts of requirements that hang on draws alone and do not hold in enough
/// of them.
std::vector<std::string> unlikely(const Made &WithDraws,
                                  const kernel::SampleOptions &Draws);

/// How many points of a problem its filters leave, from First up to End.
kernel::Outcome countLeft(const ir::Module &M, Posed &P,
                          const kernel::SearchOptions &How);

/// Points, filters and constraints. What is uncertain is set to its middle.
Posed pose(Made &Here, llvm::function_ref<bool(const ir::Axis &)> IsMine);

} // namespace acp

#endif // ACP_SWEEP_PLANMAKER_H
