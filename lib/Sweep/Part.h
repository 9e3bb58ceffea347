//===- Part.h - What a part of a sweep came to ------------------*- C++ -*-===//
//
// Part of acpc, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The points of a sweep are numbered, and a part has those from First to End of
// them: how many there are, how many each requirement rules out, the best, and
// a summary of every figure. Parts of one plan can be merged in any order; what
// comes out is the same to the byte as if one run had done them all.
//
//===----------------------------------------------------------------------===//

#ifndef ACP_SWEEP_PART_H
#define ACP_SWEEP_PART_H

#include "Basic/Diagnostic.h"
#include "Basic/FileSystem.h"
#include "Kernel/Search.h"
#include "llvm/Support/raw_ostream.h"

namespace acp {

/// What all parts of a sweep have in common.
struct SweepPlan {
  /// Of the plan, what it was given, and the library.
  std::string Digest;
  std::string Name;
  std::string Version;
  /// The numbers of points go through the last axis fastest; the axes of one
  /// pattern are one with several texts.
  struct Axis {
    std::string Name;
    uint64_t Length = 0;
    /// The text of each value. None for a range: whole numbers from First on,
    /// in a unit that may be empty.
    std::vector<std::string> Values;
    int64_t First = 0;
    std::string Unit;

    std::string text(uint64_t Place) const;
    friend bool operator==(const Axis &, const Axis &) = default;
  };
  std::vector<Axis> Axes;
  struct Column {
    std::string Name;
    std::string Unit;
    friend bool operator==(const Column &, const Column &) = default;
  };
  std::vector<Column> Columns;
  struct Objective {
    std::string Text;
    std::string Unit;
    bool Maximize = false;
    friend bool operator==(const Objective &, const Objective &) = default;
  };
  std::vector<Objective> Objectives;
  unsigned Top = 1;
  uint64_t Points = 0;

  std::vector<kernel::Goal> goals() const;
  /// The values of the axes at a point.
  std::vector<std::string> at(uint64_t Point) const;
  friend bool operator==(const SweepPlan &, const SweepPlan &) = default;
};

/// What some points of a sweep came to. Failures are counted by the text of the
/// requirement, not in Failed.
struct SweepFound : kernel::Outcome {
  std::map<std::string, uint64_t> FailedBy;

  /// Adds an outcome whose constraints have these texts.
  void add(const kernel::Outcome &Found,
           llvm::ArrayRef<std::string> Constraints, const SweepPlan &Plan);
  void add(const SweepFound &Other, const SweepPlan &Plan);
};

/// Some points of a sweep, worked out by somebody.
struct SweepSlice {
  uint64_t First = 0;
  uint64_t End = 0;
  SweepFound Found;
  /// Of feasible points, if rows are asked for.
  std::string Rows;
  /// What it took.
  double Seconds = 0;
};

struct SweepPart {
  SweepPlan Plan;
  /// From 1, of Shards; 0 of a whole.
  uint64_t Shard = 0;
  uint64_t Shards = 0;
  uint64_t First = 0;
  uint64_t End = 0;
  /// The first point that is not done yet; End when all are.
  uint64_t Next = 0;
  SweepFound Found;

  bool isDone() const { return Next == End; }
};

/// The points of a shard, numbered from 1: all shards together have each point
/// once.
std::pair<uint64_t, uint64_t> pointsOfShard(uint64_t Points, uint64_t Shard,
                                            uint64_t Shards);

/// Bytes that the file of a part may have.
inline constexpr uint64_t PartBytes = uint64_t(1) << 30;

std::string writePart(const SweepPart &P);
/// Nothing, with Why, for a text that is no part, or a damaged one.
std::optional<SweepPart> readPart(llvm::StringRef Text, std::string &Why);

/// A slice as a message between processes, and back.
std::string writeSlice(const SweepSlice &S);
std::optional<SweepSlice> readSlice(llvm::StringRef Text,
                                    const SweepPlan &Plan);

/// One of all these files: parts that are done, of one plan, with every point
/// once; else nothing, and Diags say why.
std::optional<SweepPart> mergeFiles(llvm::ArrayRef<std::string> Paths,
                                    const FileSystem &Files,
                                    DiagnosticEngine &Diags);

/// For people.
void writeSummary(llvm::raw_ostream &OS, const SweepPart &P, unsigned Width);
/// The same as JSON: `acpc.sweep/1`.
void writeSummaryJSON(llvm::raw_ostream &OS, const SweepPart &P);

} // namespace acp

#endif // ACP_SWEEP_PART_H
