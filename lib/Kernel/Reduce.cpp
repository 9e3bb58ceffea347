//===- Reduce.cpp - Many figures in little room ---------------------------===//
//
// Part of acpc, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A double is 53 bits at a place from 2^-1074 up: three limbs of 32 bits. Limbs
// have 31 bits to spare, and are settled before these run out.
//
//===----------------------------------------------------------------------===//

#include "Kernel/Reduce.h"
#include "llvm/ADT/StringExtras.h"
#include <algorithm>
#include <cmath>
#include <cstring>

using namespace acp;
using namespace acp::kernel;

static constexpr int64_t LimbMask = 0xffffffff;
static constexpr uint32_t MostPending = 1u << 30;

void ExactSum::add(double X) {
  uint64_t Bits = 0;
  std::memcpy(&Bits, &X, sizeof(Bits));
  unsigned Exponent = unsigned(Bits >> 52) & 0x7ff;
  uint64_t Mantissa = Bits & ((uint64_t(1) << 52) - 1);
  if (Exponent)
    Mantissa |= uint64_t(1) << 52;
  unsigned Place = Exponent ? Exponent - 1 : 0;
  unsigned __int128 Wide = (unsigned __int128)(Mantissa) << (Place % 32);
  int64_t Sign = Bits >> 63 ? -1 : 1;
  for (unsigned I = 0; I != 3; ++I)
    Limb[Place / 32 + I] +=
        Sign * int64_t(uint64_t(Wide >> (32 * I)) & LimbMask);
  if (++Pending == MostPending)
    settle();
}

void ExactSum::add(const ExactSum &Other) {
  ExactSum Settled = Other;
  Settled.settle();
  settle();
  for (unsigned I = 0; I != Limbs; ++I)
    Limb[I] += Settled.Limb[I];
  settle();
}

void ExactSum::settle() {
  int64_t Carry = 0;
  for (unsigned I = 0; I + 1 != Limbs; ++I) {
    int64_t Sum = Limb[I] + Carry;
    Limb[I] = Sum & LimbMask;
    Carry = Sum >> 32;
  }
  Limb[Limbs - 1] += Carry;
  Pending = 0;
}

std::pair<ExactSum, bool> ExactSum::magnitude() const {
  ExactSum S = *this;
  S.settle();
  bool Negative = S.Limb[Limbs - 1] < 0;
  if (Negative) {
    for (int64_t &L : S.Limb)
      L = -L;
    S.settle();
  }
  return {S, Negative};
}

double ExactSum::value() const {
  auto [S, Negative] = magnitude();
  unsigned Top = Limbs;
  while (Top != 0 && S.Limb[Top - 1] == 0)
    --Top;
  if (Top == 0)
    return 0;
  // 96 bits from the top, and whether anything is below them, round as all do.
  unsigned __int128 High = 0;
  for (unsigned I = 0; I != 3; ++I)
    High = High << 32 | (Top > I ? uint64_t(S.Limb[Top - 1 - I]) : 0);
  bool Below = false;
  for (unsigned I = 0; I + 3 < Top; ++I)
    Below |= S.Limb[I] != 0;
  High = High << 1 | Below;
  // To 64 bits with a sticky last one, which a double then rounds from once.
  unsigned Shift = 0;
  while (High >> 64) {
    High = High >> 1 | (High & 1);
    ++Shift;
  }
  // The compiler rounds to nearest; halves are told apart by the sticky bit.
  double Result = std::ldexp(double(uint64_t(High)),
                             int(Shift) - 1 + 32 * (int(Top) - 3) - 1074);
  return Negative ? -Result : Result;
}

std::string ExactSum::text() const {
  auto [S, Negative] = magnitude();
  unsigned Top = Limbs, Bottom = 0;
  while (Top != 0 && S.Limb[Top - 1] == 0)
    --Top;
  if (Top == 0)
    return "0";
  while (S.Limb[Bottom] == 0)
    ++Bottom;
  std::string Text = Negative ? "-" : "";
  for (unsigned I = Top; I-- != Bottom;)
    Text += (I + 1 == Top ? "" : ".") +
            llvm::utohexstr(uint64_t(S.Limb[I]), /*LowerCase=*/true);
  return Text + "@" + llvm::utostr(Top - 1);
}

bool ExactSum::parse(llvm::StringRef Text) {
  *this = ExactSum();
  if (Text == "0")
    return true;
  bool Negative = Text.consume_front("-");
  auto [Digits, PlaceText] = Text.split('@');
  unsigned Place = 0;
  if (PlaceText.getAsInteger(10, Place) || Place >= Limbs)
    return false;
  for (llvm::StringRef Each : llvm::split(Digits, '.')) {
    uint64_t Value = 0;
    if (Place >= Limbs || Each.getAsInteger(16, Value) || Value > LimbMask)
      return false;
    Limb[Place] = Negative ? -int64_t(Value) : int64_t(Value);
    // Below limb 0 there is none.
    Place = Place ? Place - 1 : Limbs;
  }
  settle();
  return true;
}

int32_t Histogram::bucketOf(double X) {
  uint64_t Bits = 0;
  double Size = std::fabs(X);
  std::memcpy(&Bits, &Size, sizeof(Bits));
  int32_t Bucket = int32_t(Bits >> 45) + 1;
  return X == 0 ? 0 : X < 0 ? -Bucket : Bucket;
}

void Histogram::find(int32_t Block) {
  Hot = 0;
  while (Hot != Blocks.size() && Blocks[Hot].first != Block)
    ++Hot;
  if (Hot == Blocks.size())
    Blocks.push_back({Block, {}});
}

void Histogram::add(const Histogram &Other) {
  for (const auto &[Block, Counts] : Other.Blocks)
    for (int32_t I = 0; I != Together; ++I)
      if (Counts[size_t(I)])
        slot(Block * Together + I) += Counts[size_t(I)];
}

std::map<int32_t, uint64_t> Histogram::counts() const {
  std::map<int32_t, uint64_t> All;
  for (const auto &[Block, Counts] : Blocks)
    for (int32_t I = 0; I != Together; ++I)
      if (Counts[size_t(I)])
        All[Block * Together + I] = Counts[size_t(I)];
  return All;
}

static double middleOf(int32_t Bucket) {
  if (Bucket == 0)
    return 0;
  uint64_t Bits = uint64_t(std::abs(Bucket) - 1) << 45 | uint64_t(1) << 44;
  double Size = 0;
  std::memcpy(&Size, &Bits, sizeof(Size));
  return Bucket < 0 ? -Size : Size;
}

void ColumnSummary::add(double X, uint64_t Point) {
  if (Count == 0 || X < Least || (X == Least && Point < LeastAt)) {
    Least = X;
    LeastAt = Point;
  }
  if (Count == 0 || X > Greatest || (X == Greatest && Point < GreatestAt)) {
    Greatest = X;
    GreatestAt = Point;
  }
  ++Count;
  Sum.add(X);
  Buckets.add(X);
}

void ColumnSummary::add(const ColumnSummary &Other) {
  if (Other.Count == 0)
    return;
  if (Count == 0 || Other.Least < Least ||
      (Other.Least == Least && Other.LeastAt < LeastAt)) {
    Least = Other.Least;
    LeastAt = Other.LeastAt;
  }
  if (Count == 0 || Other.Greatest > Greatest ||
      (Other.Greatest == Greatest && Other.GreatestAt < GreatestAt)) {
    Greatest = Other.Greatest;
    GreatestAt = Other.GreatestAt;
  }
  Count += Other.Count;
  Sum.add(Other.Sum);
  Buckets.add(Other.Buckets);
}

double ColumnSummary::quantile(double Part) const {
  uint64_t Rank = uint64_t(Part * double(Count));
  uint64_t Seen = 0;
  for (const auto &[Bucket, Times] : Buckets.counts()) {
    Seen += Times;
    if (Seen > Rank)
      return std::clamp(middleOf(Bucket), Least, Greatest);
  }
  return Greatest;
}
