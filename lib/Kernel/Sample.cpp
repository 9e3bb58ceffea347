//===- Sample.cpp - Figures over the draws of uncertain leaves ------------===//
//
// Part of acpc, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The part of a leaf in the variance of a figure is that of the means of the
// figure over the strata of the leaf, less what chance alone would give them.
//
//===----------------------------------------------------------------------===//

#include "Kernel/Sample.h"
#include "IR/LeafSets.h"
#include "Kernel/Tape.h"
#include "llvm/ADT/DenseSet.h"
#include "llvm/Support/xxhash.h"
#include <algorithm>
#include <cmath>

using namespace acp;
using namespace acp::kernel;
using ir::ValueId;

namespace {

constexpr unsigned Strata = 32;

/// SplitMix64.
uint64_t next(uint64_t &State) {
  uint64_t Z = State += 0x9e3779b97f4a7c15;
  Z = (Z ^ Z >> 30) * 0xbf58476d1ce4e5b9;
  Z = (Z ^ Z >> 27) * 0x94d049bb133111eb;
  return Z ^ Z >> 31;
}

/// An order of 0 .. Size - 1.
std::vector<uint32_t> order(llvm::StringRef Name, uint64_t Seed,
                            uint32_t Size) {
  uint64_t State = llvm::xxh3_64bits(Name) ^ Seed * 0xd1342543de82ef95;
  std::vector<uint32_t> Order(Size);
  for (uint32_t I = 0; I != Size; ++I) {
    // The high half of a product: even enough for so few.
    uint32_t J = uint32_t((unsigned __int128)(next(State)) * (I + 1) >> 64);
    Order[I] = Order[J];
    Order[J] = I;
  }
  return Order;
}

/// The value below which a part of all lies: between two draws where it falls
/// there, but never between two outcomes that come again and again.
double percentile(std::vector<double> &Column, double Part) {
  double At = Part * double(Column.size()) - 0.5;
  At = std::clamp(At, 0.0, double(Column.size() - 1));
  size_t Below = size_t(At);
  auto Middle = Column.begin() + ptrdiff_t(Below);
  std::nth_element(Column.begin(), Middle, Column.end());
  double A = *Middle;
  if (Below + 1 == Column.size() || At == double(Below))
    return A;
  double B = *std::min_element(Middle + 1, Column.end());
  if (A == B || llvm::count(Column, A) > 1 || llvm::count(Column, B) > 1)
    return A;
  return A + (B - A) * (At - double(Below));
}

class Sampler {
public:
  Sampler(const ir::Module &M, const SampleOptions &Options)
      : M(M), Options(Options), Leaves(M) {}

  Sampling run() {
    Result.Draws = Options.Draws;
    Result.Seed = Options.Seed;
    // For people without the module, which the draws are hashed from too.
    for (const ir::Leaf &L : M.Leaves) {
      llvm::StringRef Name = M.Texts.get(L.Name);
      auto [Module, Rest] = Name.split(':');
      bool Qualified = !Rest.empty() && !Module.contains(' ');
      Result.Leaves.push_back((Qualified ? Rest : Name).str());
    }
    collect();
    if (Roots.empty())
      return std::move(Result);
    draw();
    std::vector<double> Rows(Roots.size() * Options.Draws);
    std::vector<double *> Out;
    for (size_t R = 0; R != Roots.size(); ++R)
      Out.push_back(&Rows[R * Options.Draws]);
    std::vector<const double *> In;
    for (const std::vector<double> &Column : Columns)
      In.push_back(Column.data());
    evaluate(makeTape(M, Inputs, Roots), Options.Draws, In, Out);
    leaveOut(Out);
    for (size_t R = 0; R != Roots.size(); ++R)
      Result.Of[Roots[R]] = spread(Roots[R], Out[R]);
    return std::move(Result);
  }

private:
  void add(ValueId V) {
    if (V >= M.Values.size() || M.known(V))
      return;
    // A list is shown by its elements.
    if (M.Values[V].Op == ir::Opcode::Tuple) {
      for (ValueId Item : M.operands(M.Values[V]))
        add(Item);
      return;
    }
    bool Open = llvm::any_of(Leaves.of(V), [&](uint32_t L) {
      return M.Leaves[L].Kind != ir::LeafKind::Draw;
    });
    if (!Open && hasColumn(M, V) && RootAt.try_emplace(V, Roots.size()).second)
      Roots.push_back(V);
  }

  /// A draw in which a requirement does not hold is no plan: what hangs on the
  /// same leaves has no figures there. One that fails in most draws is wrong
  /// itself, and leaves out nothing.
  void leaveOut(llvm::ArrayRef<double *> Out) {
    llvm::DenseSet<ValueId> Conditions;
    for (const ir::Check &C : M.Checks)
      Conditions.insert(C.Condition);
    // Conditions are changed by none, so that each is read as it came out.
    for (const ir::Check &C : M.Checks) {
      auto At = RootAt.find(C.Condition);
      if (C.Kind != ir::CheckKind::Require || At == RootAt.end())
        continue;
      const double *Holds = Out[At->second];
      auto Times = std::count(Holds, Holds + Options.Draws, 1.0);
      if (Times * 2 < Options.Draws || Times == Options.Draws)
        continue;
      llvm::ArrayRef<uint32_t> Of = Leaves.of(C.Condition);
      for (size_t R = 0; R != Roots.size(); ++R) {
        if (Conditions.count(Roots[R]) ||
            llvm::none_of(Leaves.of(Roots[R]), [&](uint32_t L) {
              return llvm::is_contained(Of, L);
            }))
          continue;
        for (uint32_t I = 0; I != Options.Draws; ++I)
          if (Holds[I] != 1)
            Out[R][I] = NoResult;
      }
    }
  }

  void collect() {
    for (const ir::Definition &D : M.Definitions)
      add(D.Value);
    for (const ir::Check &C : M.Checks)
      for (ValueId V : {C.Condition, C.Left, C.Right})
        add(V);
    for (const ir::Part &P : M.Parts)
      add(P.Value);
  }

  void draw() {
    for (const ir::Leaf &L : M.Leaves) {
      if (L.Kind != ir::LeafKind::Draw)
        continue;
      Inputs.push_back(L.Value);
      Columns.push_back(drawsOf(M.Texts.get(L.Name), Options));
    }
  }

  Spread spread(ValueId V, const double *Rows) {
    Spread S;
    std::vector<double> There;
    There.reserve(Options.Draws);
    for (uint32_t I = 0; I != Options.Draws; ++I) {
      if (Rows[I] != Rows[I])
        S.Failed += 1;
      else if (Rows[I] == Absent)
        S.Absent += 1;
      else
        There.push_back(Rows[I]);
    }
    S.Failed /= Options.Draws;
    S.Absent /= Options.Draws;
    if (There.empty())
      return S;
    switch (M.type(V).Kind) {
    case ir::TypeKind::Bool:
      S.Share = double(llvm::count(There, 1.0)) / double(There.size());
      S.Median = S.Share >= 0.5;
      break;
    case ir::TypeKind::Text:
    case ir::TypeKind::Enum: {
      llvm::sort(There);
      size_t Most = 0;
      for (size_t I = 0; I != There.size();) {
        size_t End = I;
        while (End != There.size() && There[End] == There[I])
          ++End;
        if (End - I > Most) {
          Most = End - I;
          S.Median = There[I];
        }
        I = End;
      }
      S.Share = double(Most) / double(There.size());
      break;
    }
    default:
      S.Median = percentile(There, 0.5);
      S.Low = percentile(There, 0.05);
      S.High = percentile(There, 0.95);
      if (S.Low != S.High && S.Failed < 0.5 && S.Absent == 0)
        drivers(V, Rows, S);
    }
    return S;
  }

  void drivers(ValueId V, const double *Rows, Spread &S) {
    std::vector<uint32_t> There;
    for (uint32_t I = 0; I != Options.Draws; ++I)
      if (Rows[I] < Absent)
        There.push_back(I);
    double N = double(There.size());
    if (There.size() < 4 * Strata)
      return;
    // What lies outside of the interval counts as its end: the variance of a
    // heavy tail is that of a few draws.
    auto Clipped = [&](uint32_t I) {
      return std::clamp(Rows[I], S.Low, S.High);
    };
    double Mean = 0;
    for (uint32_t I : There)
      Mean += Clipped(I);
    Mean /= N;
    double Variance = 0;
    for (uint32_t I : There)
      Variance += (Clipped(I) - Mean) * (Clipped(I) - Mean);
    Variance /= N;
    if (!(Variance > 0) || !std::isfinite(Variance))
      return;
    for (uint32_t Leaf : Leaves.of(V)) {
      size_t Input =
          size_t(llvm::find(Inputs, M.Leaves[Leaf].Value) - Inputs.begin());
      if (Input == Inputs.size())
        continue;
      double Sum[Strata] = {}, Count[Strata] = {};
      for (uint32_t I : There) {
        unsigned At = unsigned(Columns[Input][I] * Strata);
        Sum[At] += Clipped(I) - Mean;
        Count[At] += 1;
      }
      double Between = 0;
      for (unsigned At = 0; At != Strata; ++At)
        Between += Count[At] > 0 ? Sum[At] * Sum[At] / Count[At] : 0;
      Between /= N;
      // The means of strata differ by chance too.
      double Within = Variance - Between;
      double Share =
          (Between - Within * (Strata - 1) / (N - Strata)) / Variance;
      S.Drivers.push_back({Leaf, std::clamp(Share, 0.0, 1.0)});
    }
    llvm::stable_sort(S.Drivers, [](const Driver &A, const Driver &B) {
      return A.Share > B.Share;
    });
  }

  const ir::Module &M;
  const SampleOptions &Options;
  ir::LeafSets Leaves;
  Sampling Result;
  std::vector<ValueId> Roots;
  std::vector<ValueId> Inputs;
  std::vector<std::vector<double>> Columns;
  /// Where each root stands among them.
  llvm::DenseMap<ValueId, size_t> RootAt;
};

} // namespace

bool kernel::hasDraws(const ir::Module &M) {
  return llvm::any_of(
      M.Leaves, [](const ir::Leaf &L) { return L.Kind == ir::LeafKind::Draw; });
}

std::vector<double> kernel::drawsOf(llvm::StringRef Name,
                                    const SampleOptions &Options) {
  std::vector<double> Draws;
  for (uint32_t Part : order(Name, Options.Seed, Options.Draws))
    Draws.push_back((Part + 0.5) / Options.Draws);
  return Draws;
}

Sampling kernel::sample(const ir::Module &M, const SampleOptions &Options) {
  return Sampler(M, Options).run();
}
