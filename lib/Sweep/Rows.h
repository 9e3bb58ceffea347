//===- Rows.h - Points of a sweep as rows -----------------------*- C++ -*-===//
//
// Part of acpc, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// CSV, or a line of JSON a point. Values are in base units, with all digits.
//
//===----------------------------------------------------------------------===//

#ifndef ACP_SWEEP_ROWS_H
#define ACP_SWEEP_ROWS_H

#include "Sweep/Part.h"
#include "Sweep/PlanMaker.h"

namespace acp {

/// One figure of a row.
class CellWriter {
public:
  explicit CellWriter(const ir::Module &M) : M(M) {}
  /// A value of a column of the kernel.
  void put(std::string &Row, ir::Type T, double X, bool JSON) const;
  static void text(std::string &Row, llvm::StringRef Text, bool JSON);

private:
  const ir::Module &M;
};

/// Writes the rows of its points.
class SweepRows : public kernel::PointSink {
public:
  SweepRows(const ir::Module &M, const Posed &P, const SweepPlan &Plan,
            bool JSON)
      : M(M), P(P), Plan(Plan), JSON(JSON) {}

  void take(const kernel::Places &At,
            llvm::ArrayRef<llvm::ArrayRef<double>> Columns) override;

  std::string Text;
  /// Names and cells of the axes that structure hangs on.
  std::vector<std::pair<std::string, std::string>> Fixed;

private:
  const ir::Module &M;
  const Posed &P;
  const SweepPlan &Plan;
  bool JSON;
};

} // namespace acp

#endif // ACP_SWEEP_ROWS_H
