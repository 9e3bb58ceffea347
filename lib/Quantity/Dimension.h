//===- Dimension.h - Products of powers of base dimensions ------*- C++ -*-===//
//
// Part of acpc, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A dimension is a product of powers of base dimensions. Base dimensions come
// from `unit` and `count` declarations, so which there are is not known here.
// Dimensions are interned: equal dimensions have equal ids, and products are
// remembered.
//
//===----------------------------------------------------------------------===//

#ifndef ACP_QUANTITY_DIMENSION_H
#define ACP_QUANTITY_DIMENSION_H

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/ADT/StringRef.h"
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace acp {

/// An interned dimension. The default is that of a plain number.
struct Dim {
  uint32_t Id = 0;
  friend bool operator==(Dim A, Dim B) { return A.Id == B.Id; }
};

/// One factor of a dimension: base dimension to a power.
struct DimFactor {
  uint32_t Base = 0;
  int32_t Power = 0;
  friend bool operator==(DimFactor A, DimFactor B) {
    return A.Base == B.Base && A.Power == B.Power;
  }
};

class DimensionTable {
public:
  DimensionTable();

  /// A new base dimension, or the one of that name. A `count` is a dimension of
  /// things counted, which a bare whole number may stand for.
  Dim base(llvm::StringRef Name, bool Count);
  /// Powers stay within a thousand million: chains of products beyond that keep
  /// the largest.
  Dim mul(Dim A, Dim B);
  Dim div(Dim A, Dim B);
  /// A to the power Num/Den; nothing if a factor would have a broken power or
  /// one beyond 1000.
  std::optional<Dim> pow(Dim A, int64_t Num, int64_t Den = 1);

  static constexpr Dim one() { return Dim{0}; }
  /// True for one base dimension that is a count, to the power 1.
  bool isCount(Dim D) const;
  /// Sorted by base.
  llvm::ArrayRef<DimFactor> factors(Dim D) const;
  llvm::StringRef baseName(uint32_t Base) const { return Bases[Base].Name; }
  bool baseIsCount(uint32_t Base) const { return Bases[Base].Count; }
  /// Dimensions there are; their ids lie below.
  uint32_t size() const { return uint32_t(Starts.size()) - 1; }
  uint32_t bases() const { return uint32_t(Bases.size()); }
  /// `FLOP/s`, `byte/param`, `1/s`, `` for a plain number; as units are written
  /// after a number, so that it reads back.
  std::string text(Dim D) const;
  /// The table of a mismatch, one line a factor, both sides aligned, the lines
  /// that differ marked; for a note of a diagnostic.
  std::string mismatch(Dim A, llvm::StringRef NameA, Dim B,
                       llvm::StringRef NameB) const;

private:
  struct Base {
    std::string Name;
    bool Count;
  };
  Dim intern(llvm::ArrayRef<DimFactor> Factors);
  /// A times B to the power of Sign.
  Dim combine(Dim A, Dim B, int32_t Sign);

  std::vector<Base> Bases;
  llvm::StringMap<uint32_t> BaseByName;
  /// Factors of dimension i lie at [Starts[i], Starts[i + 1]) of Pool.
  std::vector<uint32_t> Starts;
  std::vector<DimFactor> Pool;
  llvm::DenseMap<uint64_t, llvm::SmallVector<uint32_t, 1>> ByHash;
  llvm::DenseMap<uint64_t, uint32_t> Products;
  llvm::DenseMap<uint64_t, uint32_t> Quotients;
};

} // namespace acp

#endif // ACP_QUANTITY_DIMENSION_H
