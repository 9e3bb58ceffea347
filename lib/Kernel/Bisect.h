//===- Bisect.h - The best points of a line ---------------------*- C++ -*-===//
//
// Part of acpc, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Where every filter, constraint and goal goes one way along a line, each
// condition holds from a place on, or up to one, and the best point is at an
// end of what they all leave. That is found in some twenty points of a million,
// with the same counts as by looking at all.
//
//===----------------------------------------------------------------------===//

#ifndef ACP_KERNEL_BISECT_H
#define ACP_KERNEL_BISECT_H

#include "Kernel/Search.h"
#include "Kernel/Stage.h"
#include "Kernel/Trend.h"

namespace acp::kernel {

/// The lines of a space along one of its axes, numbered like the points of the
/// others.
struct Lines {
  Lines(const Space &S, uint32_t Axis);
  uint64_t point(uint64_t Line, uint64_t Place) const {
    return (Line / Inside * Length + Place) * Inside + Line % Inside;
  }

  uint32_t Axis;
  uint64_t Length;
  /// Points from one place to the next, and lines.
  uint64_t Inside = 1;
  uint64_t Count = 1;
};

class LineBisector {
public:
  /// All must outlive it.
  LineBisector(const ir::Module &M, const Problem &P,
               const SearchOptions &Options, const Lines &Along, Stage &Filters,
               Stage &Constraints, Stage &Figures, const ChanceCheck *Chances);

  /// Adds what all points of a line come to. False, and nothing is added, if
  /// that is not proved to go one way, or points beside a boundary show that it
  /// does not.
  bool search(uint64_t Line, Outcome &Into);

private:
  /// Places from First up to End, without that.
  struct Run {
    uint64_t First = 0;
    uint64_t End = 0;
    uint64_t size() const { return End > First ? End - First : 0; }
    bool has(uint64_t Place) const { return Place >= First && Place < End; }
    Run operator&(Run Other) const {
      return {std::max(First, Other.First), std::min(End, Other.End)};
    }
  };
  enum class Direction : uint8_t { None, Up, Down };

  Direction improves(llvm::ArrayRef<Trend> Goals) const;
  void evaluate(Stage &With, llvm::ArrayRef<uint64_t> AtPlaces);
  /// Where each condition of a stage holds. False if one turns over more than
  /// once, or not the way that its trend allows.
  bool holding(Stage &Of, llvm::ArrayRef<Trend> Allowed,
               std::vector<Run> &Runs);
  void nearest(Run Left, llvm::ArrayRef<Run> Holding, Outcome &Into) const;
  bool likely(Run &Of);
  bool best(Run Of, Direction Better, Outcome &Into);
  bool candidates(uint64_t First, uint64_t Count, std::vector<Candidate> &Into);
  std::optional<uint64_t> firstOfEquals(Run Of);

  const Problem &P;
  const SearchOptions &Options;
  const Lines &Along;
  Stage &Filters, &Constraints, &Figures;
  TrendFinder Trends;
  /// Null where nothing is uncertain.
  const ChanceCheck *Chances;
  std::optional<TrendFinder> InDraws;
  uint64_t Line = 0;
  uint64_t Evaluated = 0;
  Places At;
};

} // namespace acp::kernel

#endif // ACP_KERNEL_BISECT_H
