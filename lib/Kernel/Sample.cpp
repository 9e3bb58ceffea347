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
#include "Basic/PageArena.h"
#include "IR/LeafSets.h"
#include "Kernel/Tape.h"
#include "llvm/ADT/DenseSet.h"
#include "llvm/Support/MathExtras.h"
#include "llvm/Support/xxhash.h"
#include <algorithm>
#include <array>
#include <atomic>
#include <cmath>
#include <thread>

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

/// The 5th, the 50th and the 95th percentile: each between two draws where it
/// falls there, but never between two outcomes that come again and again.
///
/// Values are counted by buckets first, and only the buckets that the
/// percentiles fall into are sorted.
class Percentiles {
public:
  Percentiles(llvm::ArrayRef<double> Column, std::vector<double> &Sorted,
              std::vector<uint16_t> &BucketOf)
      : Column(Column), Sorted(Sorted), BucketOf(BucketOf) {
    Sorted.clear();
    double Least = Column[0], Greatest = Column[0];
    for (double X : Column) {
      Least = std::min(Least, X);
      Greatest = std::max(Greatest, X);
    }
    double Scale = Buckets / (Greatest - Least);
    IsOne = !(Scale > 0 && std::isfinite(Scale));
    if (IsOne)
      return;
    BucketOf.resize(Column.size());
    for (size_t I = 0; I != Column.size(); ++I)
      BucketOf[I] = uint16_t(
          std::min(int32_t((Column[I] - Least) * Scale), int32_t(Buckets - 1)));
    for (uint16_t Bucket : BucketOf)
      ++Counts[Bucket + 1];
    for (size_t B = 0; B != Buckets; ++B)
      Counts[B + 1] += Counts[B];
  }

  double at(double Part) {
    double At = std::clamp(Part * double(Column.size()) - 0.5, 0.0,
                           double(Column.size() - 1));
    size_t Rank = size_t(At);
    auto [A, Once] = ranked(Rank);
    if (At == double(Rank))
      return A;
    auto [B, NextOnce] = ranked(Rank + 1);
    return Once && NextOnce ? A + (B - A) * (At - double(Rank)) : A;
  }

private:
  static constexpr size_t Buckets = 1024;

  /// A value by its place among all, and whether it comes only once.
  std::pair<double, bool> ranked(size_t Rank) {
    size_t Bucket = 0;
    if (!IsOne)
      Bucket =
          size_t(llvm::upper_bound(Counts, uint32_t(Rank)) - Counts.begin()) -
          1;
    if (Sorted.empty() || Bucket != SortedBucket) {
      Sorted.clear();
      if (IsOne)
        Sorted.assign(Column.begin(), Column.end());
      else
        for (size_t I = 0; I != Column.size(); ++I)
          if (BucketOf[I] == Bucket)
            Sorted.push_back(Column[I]);
      llvm::sort(Sorted);
      SortedBucket = Bucket;
    }
    double X = Sorted[Rank - (IsOne ? 0 : Counts[Bucket])];
    auto [First, Last] = std::equal_range(Sorted.begin(), Sorted.end(), X);
    return {X, Last - First == 1};
  }

  llvm::ArrayRef<double> Column;
  /// All values lie in one bucket.
  bool IsOne = false;
  /// How many values lie in the buckets before each.
  std::array<uint32_t, Buckets + 1> Counts{};
  /// The bucket that was looked into last.
  std::vector<double> &Sorted;
  size_t SortedBucket = 0;
  /// Of each value.
  std::vector<uint16_t> &BucketOf;
};

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
      Result.Leaves.push_back({(Qualified ? Rest : Name).str()});
    }
    collect();
    if (Roots.empty())
      return std::move(Result);
    draw();
    // What is touched for the first time, and once: whole huge pages.
    PageArena Memory;
    double *Rows = Memory.Allocate<double>(
        llvm::alignTo(Roots.size() * Options.Draws, HugePage / sizeof(double)));
    std::vector<double *> Out;
    for (size_t R = 0; R != Roots.size(); ++R)
      Out.push_back(&Rows[R * Options.Draws]);
    std::vector<const double *> In;
    for (const std::vector<double> &Column : Columns)
      In.push_back(Column.data());
    evaluateAll(In, Out);
    leaveOut(Out);
    std::vector<Spread> Spreads(Roots.size());
    inParallel(Roots.size(), [&](size_t R, Scratch &With) {
      Spreads[R] = spread(Roots[R], Out[R], With);
    });
    for (size_t R = 0; R != Roots.size(); ++R)
      Result.Of[Roots[R]] = std::move(Spreads[R]);
    return std::move(Result);
  }

private:
  /// What a thread needs for one figure after another.
  struct Scratch {
    /// The draws that give a number: a figure's own, or Kept of them.
    llvm::ArrayRef<double> There;
    std::vector<double> Kept, Sorted, Off;
    std::vector<uint32_t> Which;
    std::vector<uint16_t> BucketOf;
  };

  /// Each thread takes a part of the draws.
  void evaluateAll(llvm::ArrayRef<const double *> In,
                   llvm::ArrayRef<double *> Out) {
    Tape T = makeTape(M, Inputs, Roots);
    size_t Parts = std::min<size_t>(Options.Threads, Options.Draws / 1000 + 1);
    inParallel(Parts, [&](size_t P, Scratch &) {
      size_t First = Options.Draws * P / Parts;
      size_t End = Options.Draws * (P + 1) / Parts;
      std::vector<const double *> From;
      std::vector<double *> To;
      for (const double *Column : In)
        From.push_back(Column + First);
      for (double *Column : Out)
        To.push_back(Column + First);
      evaluate(T, End - First, From, To);
    });
  }

  /// Does something so many times, in any order, on all threads.
  template <typename Fn> void inParallel(size_t Times, Fn Do) {
    std::atomic<size_t> Next{0};
    size_t Threads = std::min<size_t>(std::max(Options.Threads, 1u), Times);
    // Memory from here: that of a young thread grows a page at a time.
    std::vector<Scratch> Scratches(Threads);
    for (Scratch &S : Scratches) {
      S.Off.reserve(Options.Draws);
      S.BucketOf.reserve(Options.Draws);
    }
    auto Work = [&](Scratch &With) {
      for (size_t I; (I = Next++) < Times;)
        Do(I, With);
    };
    std::vector<std::thread> Running;
    for (size_t T = 1; T < Threads; ++T)
      Running.emplace_back([&, T] { Work(Scratches[T]); });
    Work(Scratches[0]);
    for (std::thread &T : Running)
      T.join();
  }

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
    for (const ir::Definition &D : M.Definitions) {
      if (D.Value >= M.Values.size() || M.known(D.Value))
        continue;
      if (Options.All || D.From == ir::Origin::Param ||
          D.From == ir::Origin::ParamSet)
        add(D.Value);
      if (llvm::ArrayRef<uint32_t> Of = Leaves.of(D.Value); Of.size() == 1) {
        ValueId &Q = Result.Leaves[Of[0]].Quantity;
        Q = std::min(Q, D.Value);
      }
    }
    for (ir::DefId D : M.Cells)
      if (D != ir::None)
        add(M.Definitions[D].Value);
    for (const Sampling::Leaf &L : Result.Leaves)
      add(L.Quantity);
    for (const ir::Check &C : M.Checks)
      for (ValueId V : {C.Condition, C.Left, C.Right})
        add(V);
    for (const ir::Part &P : M.Parts)
      add(P.Value);
  }

  void draw() {
    std::vector<llvm::StringRef> Names;
    for (const ir::Leaf &L : M.Leaves) {
      if (L.Kind != ir::LeafKind::Draw)
        continue;
      Inputs.push_back(L.Value);
      Names.push_back(M.Texts.get(L.Name));
    }
    Columns.resize(Names.size());
    Stratum.resize(Names.size());
    inParallel(Names.size(), [&](size_t I, Scratch &) {
      Columns[I] = drawsOf(Names[I], Options);
      Stratum[I].reserve(Options.Draws);
      for (double X : Columns[I])
        Stratum[I].push_back(uint8_t(X * Strata));
    });
  }

  Spread spread(ValueId V, const double *Rows, Scratch &With) {
    Spread S;
    // The draws that give a number, and which these are; none are named where
    // all do.
    llvm::ArrayRef<double> &There = With.There;
    There = llvm::ArrayRef(Rows, Options.Draws);
    std::vector<uint32_t> &Which = With.Which;
    Which.clear();
    size_t Without = 0;
    for (double X : There)
      Without += !(X < Absent);
    if (Without) {
      With.Kept.clear();
      for (uint32_t I = 0; I != Options.Draws; ++I)
        if (Rows[I] != Rows[I]) {
          S.Failed += 1;
        } else if (Rows[I] == Absent) {
          S.Absent += 1;
        } else {
          With.Kept.push_back(Rows[I]);
          Which.push_back(I);
        }
      There = With.Kept;
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
      With.Sorted.assign(There.begin(), There.end());
      llvm::sort(With.Sorted);
      There = With.Sorted;
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
    default: {
      Percentiles P(There, With.Sorted, With.BucketOf);
      S.Low = P.at(0.05);
      S.Median = P.at(0.5);
      S.High = P.at(0.95);
      if (S.Low != S.High && S.Failed < 0.5 && S.Absent == 0)
        drivers(V, With, S);
    }
    }
    return S;
  }

  void drivers(ValueId V, Scratch &With, Spread &S) {
    llvm::ArrayRef<double> There = With.There;
    llvm::ArrayRef<uint32_t> Which = With.Which;
    double N = double(There.size());
    if (There.size() < 4 * Strata)
      return;
    // What lies outside of the interval counts as its end: the variance of a
    // heavy tail is that of a few draws.
    std::vector<double> &Off = With.Off;
    Off.resize(There.size());
    double Mean = 0;
    for (size_t I = 0; I != There.size(); ++I)
      Mean += Off[I] = std::clamp(There[I], S.Low, S.High);
    Mean /= N;
    double Variance = 0;
    for (double &X : Off) {
      X -= Mean;
      Variance += X * X;
    }
    Variance /= N;
    if (!(Variance > 0) || !std::isfinite(Variance))
      return;
    for (uint32_t Leaf : Leaves.of(V)) {
      size_t Input =
          size_t(llvm::find(Inputs, M.Leaves[Leaf].Value) - Inputs.begin());
      if (Input == Inputs.size())
        continue;
      double Sum[Strata] = {}, Count[Strata] = {};
      const uint8_t *StratumOf = Stratum[Input].data();
      for (size_t I = 0; I != There.size(); ++I) {
        unsigned At = StratumOf[Which.empty() ? I : Which[I]];
        Sum[At] += Off[I];
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
  /// Of each draw of each input.
  std::vector<std::vector<uint8_t>> Stratum;
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
  Draws.reserve(Options.Draws);
  for (uint32_t Part : order(Name, Options.Seed, Options.Draws))
    Draws.push_back((Part + 0.5) / Options.Draws);
  return Draws;
}

Sampling kernel::sample(const ir::Module &M, const SampleOptions &Options) {
  return Sampler(M, Options).run();
}
