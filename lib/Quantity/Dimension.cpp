//===- Dimension.cpp - Products of powers of base dimensions --------------===//
//
// Part of acpc, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Factors of all dimensions lie in one pool, those of a dimension sorted by
// base and without powers of 0, so that equal dimensions are equal sequences.
// A product that was asked for once is one look into a table.
//
//===----------------------------------------------------------------------===//

#include "Quantity/Dimension.h"
#include "llvm/ADT/STLExtras.h"
#include <algorithm>

using namespace acp;
using llvm::ArrayRef;
using llvm::SmallVector;
using llvm::StringRef;

namespace {
constexpr int64_t LargestPower = 1'000'000'000;
constexpr int64_t LargestRaised = 1'000;

uint64_t hashOf(ArrayRef<DimFactor> Factors) {
  uint64_t H = 0x9e3779b97f4a7c15;
  for (DimFactor F : Factors) {
    H ^= uint64_t(F.Base) << 32 | uint32_t(F.Power);
    H *= 0xff51afd7ed558ccd;
    H ^= H >> 32;
  }
  // Two values are the map's own.
  return H >> 2;
}
} // namespace

DimensionTable::DimensionTable() {
  Starts.push_back(0);
  intern({});
}

Dim DimensionTable::base(StringRef Name, bool Count) {
  auto [Found, New] =
      BaseByName.try_emplace(Name, static_cast<uint32_t>(Bases.size()));
  if (New)
    Bases.push_back({Name.str(), Count});
  return intern({DimFactor{Found->second, 1}});
}

Dim DimensionTable::intern(ArrayRef<DimFactor> Factors) {
  SmallVector<uint32_t, 1> &Same = ByHash[hashOf(Factors)];
  for (uint32_t Id : Same)
    if (factors(Dim{Id}) == Factors)
      return Dim{Id};
  uint32_t Id = static_cast<uint32_t>(Starts.size() - 1);
  Same.push_back(Id);
  Pool.insert(Pool.end(), Factors.begin(), Factors.end());
  Starts.push_back(static_cast<uint32_t>(Pool.size()));
  return Dim{Id};
}

ArrayRef<DimFactor> DimensionTable::factors(Dim D) const {
  return ArrayRef(Pool).slice(Starts[D.Id], Starts[D.Id + 1] - Starts[D.Id]);
}

Dim DimensionTable::combine(Dim A, Dim B, int32_t Sign) {
  SmallVector<DimFactor, 8> Out;
  ArrayRef<DimFactor> Left = factors(A), Right = factors(B);
  while (!Left.empty() || !Right.empty()) {
    bool TakeLeft = Right.empty() ||
                    (!Left.empty() && Left.front().Base <= Right.front().Base);
    bool TakeRight = Left.empty() || (!Right.empty() &&
                                      Right.front().Base <= Left.front().Base);
    int64_t Power = 0;
    uint32_t Base = (TakeLeft ? Left : Right).front().Base;
    if (TakeLeft) {
      Power += Left.front().Power;
      Left = Left.drop_front();
    }
    if (TakeRight) {
      Power += int64_t(Sign) * Right.front().Power;
      Right = Right.drop_front();
    }
    Power = std::clamp(Power, -LargestPower, LargestPower);
    if (Power != 0)
      Out.push_back({Base, static_cast<int32_t>(Power)});
  }
  return intern(Out);
}

Dim DimensionTable::mul(Dim A, Dim B) {
  if (A == one())
    return B;
  if (B == one())
    return A;
  if (A.Id > B.Id)
    std::swap(A, B);
  uint64_t Key = uint64_t(A.Id) << 32 | B.Id;
  if (auto Found = Products.find(Key); Found != Products.end())
    return Dim{Found->second};
  Dim Out = combine(A, B, 1);
  Products[Key] = Out.Id;
  return Out;
}

Dim DimensionTable::div(Dim A, Dim B) {
  if (B == one())
    return A;
  if (A == B)
    return one();
  uint64_t Key = uint64_t(A.Id) << 32 | B.Id;
  if (auto Found = Quotients.find(Key); Found != Quotients.end())
    return Dim{Found->second};
  Dim Out = combine(A, B, -1);
  Quotients[Key] = Out.Id;
  return Out;
}

std::optional<Dim> DimensionTable::pow(Dim A, int64_t Num, int64_t Den) {
  if (Den == 0)
    return std::nullopt;
  SmallVector<DimFactor, 8> Out;
  for (DimFactor F : factors(A)) {
    __int128 Times = __int128(F.Power) * Num;
    if (Times % Den != 0)
      return std::nullopt;
    __int128 Power = Times / Den;
    if (Power > LargestRaised || Power < -LargestRaised)
      return std::nullopt;
    if (Power != 0)
      Out.push_back({F.Base, static_cast<int32_t>(Power)});
  }
  return intern(Out);
}

bool DimensionTable::isCount(Dim D) const {
  ArrayRef<DimFactor> Factors = factors(D);
  return Factors.size() == 1 && Factors[0].Power == 1 &&
         Bases[Factors[0].Base].Count;
}

std::string DimensionTable::text(Dim D) const {
  std::string Out;
  auto Raise = [&](int64_t Power) {
    if (Power != 1)
      Out += "^" + std::to_string(Power);
  };
  for (DimFactor F : factors(D))
    if (F.Power > 0) {
      if (!Out.empty())
        Out += '*';
      Out += Bases[F.Base].Name;
      Raise(F.Power);
    }
  for (DimFactor F : factors(D))
    if (F.Power < 0) {
      if (Out.empty())
        Out += '1';
      Out += '/';
      Out += Bases[F.Base].Name;
      Raise(-int64_t(F.Power));
    }
  return Out;
}
