//===- Stage.h - A lattice with the columns of its results ------*- C++ -*-===//
//
// Part of acpc, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A search goes through three: filters, constraints, figures. Each thread has
// its own.
//
//===----------------------------------------------------------------------===//

#ifndef ACP_KERNEL_STAGE_H
#define ACP_KERNEL_STAGE_H

#include "Kernel/Space.h"

namespace acp::kernel {

/// Points of a block at most.
inline constexpr size_t BlockPoints = 2048;

class Stage {
public:
  Stage(const Lattice &L, size_t Results) : L(L), Columns(Results) {
    for (std::vector<double> &C : Columns)
      C.resize(BlockPoints);
  }

  void run(const Places &At) {
    std::vector<double *> Out;
    for (std::vector<double> &C : Columns)
      Out.push_back(C.data());
    L.evaluate(At, With, Out);
  }
  size_t results() const { return Columns.size(); }
  double get(size_t Result, size_t Row) const { return Columns[Result][Row]; }
  const double *column(size_t Result) const { return Columns[Result].data(); }

private:
  const Lattice &L;
  Lattice::Scratch With;
  std::vector<std::vector<double>> Columns;
};

} // namespace acp::kernel

#endif // ACP_KERNEL_STAGE_H
