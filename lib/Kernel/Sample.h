//===- Sample.h - Figures over the draws of uncertain leaves ----*- C++ -*-===//
//
// Part of acpc, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Every uncertain leaf is drawn so many times, and what depends on it is worked
// out for each draw. Of each figure that somebody sees this keeps the median,
// the 90 % interval, and how much of its spread each leaf causes.
//
// A leaf takes each of as many equal parts of its range once, in an order that
// is hashed from its name and the seed (a Latin hypercube): a leaf more or less
// changes no other leaf's draws.
//
//===----------------------------------------------------------------------===//

#ifndef ACP_KERNEL_SAMPLE_H
#define ACP_KERNEL_SAMPLE_H

#include "IR/IR.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/MapVector.h"

namespace acp::kernel {

struct SampleOptions {
  uint32_t Draws = 10'000;
  uint64_t Seed = 0;
  unsigned Threads = 1;
  /// Of all definitions, not only what a report shows.
  bool All = false;
};

/// A leaf and the part of a figure's variance that it causes by itself (the
/// first-order index of Sobol).
struct Driver {
  uint32_t Leaf = 0;
  double Share = 0;
};

/// One figure over all draws that give it a result.
struct Spread {
  /// Numbers and dates: the median, the 5th and the 95th percentile.
  double Median = 0;
  double Low = 0;
  double High = 0;
  /// Of a truth value, how often it is true; of a text or an enumerator, how
  /// often it is the most frequent one, which is the median.
  double Share = 0;
  /// How often there is no result, and how often `none`.
  double Failed = 0;
  double Absent = 0;
  /// Numbers: the largest first.
  llvm::SmallVector<Driver, 4> Drivers;
};

struct Sampling {
  uint32_t Draws = 0;
  uint64_t Seed = 0;
  struct Leaf {
    std::string Name;
    /// The quantity that is drawn: the first that hangs on this leaf only, or
    /// None.
    ir::ValueId Quantity = ir::None;
  };
  /// Of the module, bound or not.
  std::vector<Leaf> Leaves;
  llvm::DenseMap<ir::ValueId, Spread> Of;

  const Spread *find(ir::ValueId V) const {
    auto At = Of.find(V);
    return At == Of.end() ? nullptr : &At->second;
  }
};

/// True if a value of the module can only be known by drawing.
bool hasDraws(const ir::Module &M);

/// The draws of a leaf, each in the middle of its part of 0 to 1.
std::vector<double> drawsOf(llvm::StringRef Name, const SampleOptions &Options);

/// Draws what reports show: cells, parameters, checks and their parts, and the
/// quantity of each leaf. All other leaves must be bound.
Sampling sample(const ir::Module &M, const SampleOptions &Options);

} // namespace acp::kernel

#endif // ACP_KERNEL_SAMPLE_H
