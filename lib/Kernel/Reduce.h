//===- Reduce.h - Many figures in little room -------------------*- C++ -*-===//
//
// Part of acpc, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What is kept of a column of figures, of whatever length. Adding is exact, so
// that parts of a column come to the same bytes in any order and however they
// are cut.
//
//===----------------------------------------------------------------------===//

#ifndef ACP_KERNEL_REDUCE_H
#define ACP_KERNEL_REDUCE_H

#include "llvm/ADT/StringRef.h"
#include <array>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace acp::kernel {

/// A sum of doubles without rounding: a whole number of 2^-1074, in limbs of 32
/// bits.
class ExactSum {
public:
  void add(double X);
  void add(const ExactSum &Other);
  /// The nearest double.
  double value() const;
  /// Its limbs from the highest that is not zero: `-1f.a0000000@33`.
  std::string text() const;
  /// False if the text is none of those.
  bool parse(llvm::StringRef Text);

private:
  static constexpr unsigned Limbs = 68;
  /// Carries out of each limb; all but the highest are then from 0 to 2^32 - 1.
  void settle();
  /// Settled, without its sign; and whether that is negative.
  std::pair<ExactSum, bool> magnitude() const;
  std::array<int64_t, Limbs> Limb{};
  uint32_t Pending = 0;
};

/// How many numbers fall into each bucket: 128 a power of two, below zero
/// mirrored. Those of one power lie together, so that counting is quick.
class Histogram {
public:
  void add(double X, uint64_t Times = 1) { slot(bucketOf(X)) += Times; }
  void add(const Histogram &Other);
  void set(int32_t Bucket, uint64_t Times) { slot(Bucket) = Times; }
  /// The buckets that are not empty, rising.
  std::map<int32_t, uint64_t> counts() const;

private:
  static constexpr int32_t Together = 128;
  static int32_t bucketOf(double X);
  uint64_t &slot(int32_t Bucket) {
    int32_t Block = Bucket >> 7;
    if (Hot >= Blocks.size() || Blocks[Hot].first != Block)
      find(Block);
    return Blocks[Hot].second[size_t(Bucket & (Together - 1))];
  }
  void find(int32_t Block);
  std::vector<std::pair<int32_t, std::array<uint64_t, Together>>> Blocks;
  size_t Hot = 0;
};

struct ColumnSummary {
  uint64_t Count = 0;
  double Least = 0;
  double Greatest = 0;
  /// The first points that have them.
  uint64_t LeastAt = 0;
  uint64_t GreatestAt = 0;
  ExactSum Sum;
  Histogram Buckets;

  void add(double X, uint64_t Point);
  void add(const ColumnSummary &Other);
  /// The value below which a part of all lies, to half a bucket (0.4 %).
  double quantile(double Part) const;
};

} // namespace acp::kernel

#endif // ACP_KERNEL_REDUCE_H
