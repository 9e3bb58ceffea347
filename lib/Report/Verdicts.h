//===- Verdicts.h - Checks and what came of them ----------------*- C++ -*-===//
//
// Part of acpc, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Judges asserts, claims and requires. An equality holds within its tolerance;
// without one it is exact. Both sides are then written so that a difference
// which decides can be seen in the digits.
//
//===----------------------------------------------------------------------===//

#ifndef ACP_REPORT_VERDICTS_H
#define ACP_REPORT_VERDICTS_H

#include "Report/Figures.h"

namespace acp {

/// Whether a check holds, from the values alone. One that draws change holds
/// if it does in half of them, or in as many as it says.
Verdict judge(const FigureMaker &Make, const ir::Check &C);
/// The part of the draws in which a check has to hold.
double confidence(const ir::Module &M, const ir::Check &C);
/// The part of the draws in which a check holds; 1 where none changes it.
double probability(const FigureMaker &Make, const ir::Check &C);

/// The check as it is reported.
ReportCheck reportCheck(FigureMaker &Make, const ir::Check &C);

/// The sub-expressions of a check and their values, one a line, aligned: for
/// the note of a diagnostic.
std::string partLines(const ReportCheck &C);

/// `all 3 hold`, or `2 hold, 1 failed, 1 open`, with a word for those that
/// fail.
std::string countsText(const VerdictCounts &Counts, llvm::StringRef Fails);

/// The same of requirements: `1 failed, 2 not in all draws`.
std::string requiresText(const Report &R);

/// `2.1% above`, `10x lower`: A measured by B.
std::string distance(double A, double B);

} // namespace acp

#endif // ACP_REPORT_VERDICTS_H
