//===- Space.cpp - The points of a product of axes ------------------------===//
//
// Part of acpc, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Each open value has the set of axes that it hangs on. Where the product of
// these is small beside the whole space, a value that others ask for is put in
// a table; leaves always are.
//
//===----------------------------------------------------------------------===//

#include "Kernel/Space.h"
#include "llvm/ADT/MapVector.h"
#include "llvm/ADT/StringExtras.h"
#include <cmath>

using namespace acp;
using namespace acp::kernel;
using ir::ValueId;

/// Rows of one table at most.
static constexpr uint64_t LargestTable = 1 << 16;
/// A table has at most one row for so many points: all tables together then
/// cost less than the points do.
static constexpr uint64_t PointsOfARow = 16;

std::optional<uint64_t> Space::size() const {
  uint64_t Size = 1;
  for (const SpaceAxis &A : Axes)
    if (__builtin_mul_overflow(Size, uint64_t(A.Length), &Size) ||
        Size >= uint64_t(1) << 62)
      return A.Length == 0 ? std::optional<uint64_t>(0) : std::nullopt;
  return Size;
}

std::vector<uint32_t> Space::at(uint64_t Point) const {
  std::vector<uint32_t> Place(Axes.size());
  for (size_t A = Axes.size(); A-- != 0;) {
    Place[A] = uint32_t(Point % Axes[A].Length);
    Point /= Axes[A].Length;
  }
  return Place;
}

void Places::fill(const Space &S, uint64_t First, size_t Count) {
  Of.resize(S.Axes.size());
  Points.resize(Count);
  for (size_t I = 0; I != Count; ++I)
    Points[I] = First + I;
  std::vector<uint32_t> Start = S.at(First);
  // Axis by axis: a place stays for as many points as the axes inside have.
  uint64_t Inside = 1;
  for (size_t A = S.Axes.size(); A-- != 0;) {
    Of[A].resize(Count);
    uint32_t Length = S.Axes[A].Length;
    uint32_t At = Start[A];
    uint64_t Left = Inside - First % Inside;
    for (size_t I = 0; I != Count;) {
      size_t Run = size_t(std::min<uint64_t>(Left, Count - I));
      std::fill_n(Of[A].begin() + ptrdiff_t(I), Run, At);
      I += Run;
      Left = Inside;
      if (++At == Length)
        At = 0;
    }
    Inside *= Length;
  }
}

void Places::set(const Space &S, llvm::ArrayRef<uint64_t> At) {
  Of.resize(S.Axes.size());
  Points.assign(At.begin(), At.end());
  std::vector<uint64_t> Rest = Points;
  for (size_t A = S.Axes.size(); A-- != 0;) {
    Of[A].resize(At.size());
    uint32_t Length = S.Axes[A].Length;
    for (size_t I = 0; I != At.size(); ++I) {
      Of[A][I] = uint32_t(Rest[I] % Length);
      Rest[I] /= Length;
    }
  }
}

void Places::keep(llvm::ArrayRef<uint32_t> Rows) {
  for (std::vector<uint32_t> &Column : Of) {
    for (size_t I = 0; I != Rows.size(); ++I)
      Column[I] = Column[Rows[I]];
    Column.resize(Rows.size());
  }
  for (size_t I = 0; I != Rows.size(); ++I)
    Points[I] = Points[Rows[I]];
  Points.resize(Rows.size());
}

Lattice::Lattice(const ir::Module &M, const Space &S,
                 llvm::ArrayRef<ValueId> Results) {
  // The axes of each open value that the results need.
  ValueId End = 0;
  for (ValueId V : Results)
    End = std::max(End, V + 1);
  // As a set of bits; with more axes than bits only a leaf is looked up, and
  // has the number of its axis.
  bool Few = S.Axes.size() <= 64;
  std::vector<uint64_t> Hangs(End);
  std::vector<bool> IsLeaf(End), Needed(End);
  llvm::DenseMap<ValueId, Range> Counts;
  for (uint32_t A = 0; A != S.Axes.size(); ++A)
    for (size_t L = 0; L != S.Axes[A].Leaves.size(); ++L) {
      ValueId Leaf = S.Axes[A].Leaves[L];
      const AxisValues &Of = S.Axes[A].Values[L];
      if (Leaf >= End)
        continue;
      Hangs[Leaf] = Few ? uint64_t(1) << A : A;
      IsLeaf[Leaf] = true;
      if (Of.List.empty())
        Counts[Leaf] = {A, Of.First};
    }
  for (ValueId V = 0; V != End; ++V)
    if (Few && !M.known(V) && !IsLeaf[V])
      for (ValueId O : M.operands(M.Values[V]))
        Hangs[V] |= Hangs[O];
  auto RowsOf = [&](uint64_t Mask) {
    uint64_t Rows = 1;
    for (size_t A = 0; A != S.Axes.size() && Rows <= LargestTable; ++A)
      if (Mask >> A & 1)
        Rows *= S.Axes[A].Length;
    return Rows;
  };
  uint64_t Points = S.size().value_or(~uint64_t(0));
  llvm::DenseMap<uint64_t, bool> Small;
  auto IsTable = [&](ValueId V) {
    if (IsLeaf[V])
      return true;
    if (!Few || M.known(V) || !hasColumn(M, V))
      return false;
    auto [At, New] = Small.try_emplace(Hangs[V], false);
    if (New) {
      uint64_t Rows = RowsOf(Hangs[V]);
      At->second = Rows <= LargestTable && Rows <= Points / PointsOfARow;
    }
    return At->second;
  };
  // Going down from the results, the first values that a table gives.
  llvm::MapVector<uint64_t, std::vector<ValueId>> Looked;
  for (ValueId V : Results)
    Needed[V] = true;
  std::vector<ValueId> Inputs, Counted;
  for (ValueId V = End; V-- != 0;) {
    if (!Needed[V] || M.known(V))
      continue;
    if (auto Count = Counts.find(V); Count != Counts.end()) {
      Ranges.push_back(Count->second);
      Counted.push_back(V);
      continue;
    }
    if (IsTable(V)) {
      Looked[Hangs[V]].push_back(V);
      continue;
    }
    for (ValueId O : M.operands(M.Values[V]))
      Needed[O] = true;
  }
  for (auto &[Mask, Values] : Looked) {
    std::vector<uint32_t> Axes;
    for (uint32_t A = 0; A != S.Axes.size(); ++A)
      if (Few ? (Mask >> A & 1) != 0 : Mask == A)
        Axes.push_back(A);
    addTable(M, S, Axes, Values);
    llvm::append_range(Inputs, Values);
  }
  llvm::append_range(Inputs, Counted);
  Main = makeTape(M, Inputs, Results);
}

void Lattice::addTable(const ir::Module &M, const Space &S,
                       llvm::ArrayRef<uint32_t> Axes,
                       llvm::ArrayRef<ValueId> Values) {
  Table T;
  Space Part;
  std::vector<ValueId> Leaves;
  for (uint32_t A : Axes) {
    Part.Axes.push_back(S.Axes[A]);
    llvm::append_range(Leaves, S.Axes[A].Leaves);
  }
  size_t Rows = size_t(*Part.size());
  uint32_t Worth = 1;
  for (size_t A = Axes.size(); A-- != 0;) {
    T.Steps.push_back({Axes[A], Worth});
    Worth *= S.Axes[Axes[A]].Length;
  }
  Places At;
  At.fill(Part, 0, Rows);
  std::vector<std::vector<double>> In;
  std::vector<const double *> From;
  for (size_t A = 0; A != Part.Axes.size(); ++A)
    for (const AxisValues &Of : Part.Axes[A].Values) {
      std::vector<double> Column(Rows);
      for (size_t I = 0; I != Rows; ++I)
        Column[I] = Of.at(At.Of[A][I]);
      In.push_back(std::move(Column));
    }
  for (const std::vector<double> &Column : In)
    From.push_back(Column.data());
  std::vector<double *> To;
  for (size_t V = 0; V != Values.size(); ++V)
    T.Columns.emplace_back(Rows);
  for (std::vector<double> &Column : T.Columns)
    To.push_back(Column.data());
  kernel::evaluate(makeTape(M, Leaves, Values), Rows, From, To);
  Tables.push_back(std::move(T));
}

void Lattice::evaluate(const Places &At, Scratch &With,
                       llvm::ArrayRef<double *> Out) const {
  size_t Count = At.size();
  With.Index.resize(Count);
  With.Columns.resize(Main.Inputs);
  std::vector<const double *> In;
  size_t Next = 0;
  for (const Table &T : Tables) {
    uint32_t *Index = With.Index.data();
    std::fill_n(Index, Count, 0);
    for (auto [Axis, Worth] : T.Steps) {
      const uint32_t *Place = At.Of[Axis].data();
      for (size_t I = 0; I != Count; ++I)
        Index[I] += Place[I] * Worth;
    }
    for (const std::vector<double> &From : T.Columns) {
      std::vector<double> &Column = With.Columns[Next++];
      Column.resize(Count);
      const double *Row = From.data();
      double *To = Column.data();
      for (size_t I = 0; I != Count; ++I)
        To[I] = Row[Index[I]];
      In.push_back(To);
    }
  }
  for (const Range &R : Ranges) {
    std::vector<double> &Column = With.Columns[Next++];
    Column.resize(Count);
    const uint32_t *Place = At.Of[R.Axis].data();
    for (size_t I = 0; I != Count; ++I)
      Column[I] = R.First + Place[I];
    In.push_back(Column.data());
  }
  kernel::evaluate(Main, Count, In, Out);
}
