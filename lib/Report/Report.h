//===- Report.h - What is reported, as plain data ---------------*- C++ -*-===//
//
// Part of acpc, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A finished module becomes one report, and every writer prints from it alone:
// figures with their texts, units, origins and sources, the views that show
// them, and the verdicts of the checks. Texts live in the report's own memory,
// so that a cell of a large table stays small.
//
//===----------------------------------------------------------------------===//

#ifndef ACP_REPORT_REPORT_H
#define ACP_REPORT_REPORT_H

#include "IR/IR.h"
#include "Kernel/Sample.h"
#include "llvm/Support/Allocator.h"
#include <memory>
#include <vector>

namespace acp {

inline constexpr uint32_t NoIndex = ~0u;

/// A line of a file: an index in Report::Inputs and a line from 1.
struct Spot {
  uint32_t File = NoIndex;
  uint32_t Line = 0;
  bool valid() const { return File != NoIndex; }
};

enum class FigureKind : uint8_t {
  Number,
  Bool,
  /// A text or the name of an enumerator.
  Text,
  Date,
  List,
  /// The `none` of an optional value.
  Absent,
  /// It depends on a leaf that is not bound; the text names the leaves.
  Unknown,
  /// Arithmetic without a result.
  Error
};

/// A leaf and the part of a figure's spread that it causes.
struct ReportDriver {
  llvm::StringRef Leaf;
  /// Of the leaf itself: `1 to 5 min`; "" for what has no ends.
  llvm::StringRef Range;
  double Share = 0;
};

/// What draws say of a figure beside its median.
struct FigureRange {
  /// Numbers and dates: the 5th and the 95th percentile in base units, and as
  /// people read them: `13.1 to 17.0`, in the unit of the figure's text.
  double Low = 0;
  double High = 0;
  llvm::StringRef Text;
  /// Truth values and texts: how often it is this one.
  double Share = 1;
  /// How often there is no result, and how often `none`.
  double Failed = 0;
  double Absent = 0;
  /// The largest first.
  llvm::ArrayRef<ReportDriver> Drivers;
};

/// One value as it is reported.
struct Figure {
  FigureKind Kind = FigureKind::Absent;
  ir::Origin From = ir::Origin::Derived;
  /// Number: the value is whole and fits 2^53, and is in Whole too.
  bool IsWhole = false;
  bool Truth = false;
  /// Index in Report::Sources, or NoIndex.
  uint32_t Source = NoIndex;
  Spot Place;
  /// Number: in base units. Date: seconds since 1970-01-01.
  double Value = 0;
  int64_t Whole = 0;
  /// The last part of the name in a record; empty for a cell of a table.
  llvm::StringRef Name;
  llvm::StringRef Doc;
  /// As people read it, with its unit.
  llvm::StringRef Text;
  /// In a column with a common unit: the same in that unit, without it.
  llvm::StringRef Short;
  /// All digits of a whole number that a double cannot hold.
  llvm::StringRef Exact;
  /// Unit of Value, made of base units; and the unit that it is declared with.
  llvm::StringRef Unit;
  llvm::StringRef Declared;
  llvm::ArrayRef<Figure> Items;
  /// Null for a figure that no draw changes.
  const FigureRange *Range = nullptr;

  bool isNumber() const { return Kind == FigureKind::Number; }
};

struct ReportSource {
  llvm::StringRef Title;
  llvm::StringRef Date;
  llvm::StringRef Url;
};

struct ReportColumn {
  llvm::StringRef Name;
  llvm::StringRef Unit;
  /// Tree: the figure of a model is the total of those of its layers, each as
  /// often as it is run. Only such a column has totals and shares.
  bool Additive = false;
  /// All figures of the column can be shown in one unit (which may be none):
  /// their short texts are.
  bool Common = false;
  llvm::StringRef CommonUnit;
};

struct ReportRow {
  llvm::StringRef Label;
  /// Tree: the names from the model down, the op, and the depth below the
  /// model.
  llvm::StringRef Path;
  llvm::StringRef Op;
  uint32_t Depth = 0;
  bool IsModel = false;
  bool Repeated = false;
  Spot Place;
  /// Tree: how often it is run within its parent, and in the whole model.
  Figure Count;
  Figure Times;
  /// One a column. Of a tree: for one run.
  llvm::ArrayRef<Figure> Cells;
  /// Tree: for all runs, and their part of the whole (negative: none).
  llvm::ArrayRef<Figure> Totals;
  llvm::ArrayRef<double> Shares;
};

struct ReportView {
  ir::ViewKind Kind = ir::ViewKind::Record;
  llvm::StringRef Title;
  llvm::StringRef Schema;
  llvm::StringRef Doc;
  Spot Place;
  /// Record: its fields, in the order of the schema.
  std::vector<Figure> Fields;
  std::vector<ReportColumn> Columns;
  std::vector<ReportRow> Rows;
  /// Lists of records inside this one.
  std::vector<ReportView> Nested;
  /// Rows that the limits of the options cut off, and why: the levels of a tree
  /// that are shown of those there are.
  uint64_t HiddenRows = 0;
  uint32_t ShownLevels = 0;
  uint32_t Levels = 0;
};

enum class Verdict : uint8_t {
  Holds,
  Fails,
  /// It depends on a leaf that is not bound.
  Undecided
};

struct ReportPart {
  llvm::StringRef Text;
  Figure Value;
};

struct ReportCheck {
  ir::CheckKind Kind = ir::CheckKind::Assert;
  Verdict Result = Verdict::Holds;
  /// The condition as it is written, and what its author says about it.
  llvm::StringRef Text;
  llvm::StringRef Message;
  /// Both sides of a comparison, in one unit and with the digits that tell them
  /// apart; whether it is an equality; and the left side as it is written.
  bool HasSides = false;
  bool IsEquality = false;
  Figure Left;
  Figure Right;
  llvm::StringRef LeftText;
  /// `exact`, `2.1% above`, `10x lower`: the left side against the right one.
  llvm::StringRef Finding;
  /// `within 10%`, or nothing.
  llvm::StringRef Allowed;
  /// Left over right; 0 where there is no such number.
  double Ratio = 0;
  /// Where draws change it: in how many parts of them it holds, and in how many
  /// it must.
  bool IsDrawn = false;
  double Probability = 0;
  double Confidence = 0.5;
  uint32_t Source = NoIndex;
  Spot Place;
  /// Of a sweep: the points at which it holds, all of them; else 0.
  uint64_t AtPoints = 0;
  std::vector<ReportPart> Parts;
};

/// A point that a search kept: values of its axes, then of its objectives.
using ReportCandidate = std::vector<std::string>;

/// What a search looked at and found, in words that outlive the module it was
/// made on.
struct ReportSearch {
  std::string Name;
  Spot Place;
  std::vector<std::string> Axes;
  /// `minimize step_time`.
  std::vector<std::string> Objectives;
  uint64_t Points = 0;
  /// Left out by a `where`.
  uint64_t Filtered = 0;
  uint64_t Feasible = 0;
  /// Points at which something was worked out, and points that were decided by
  /// bisection, which takes few of them.
  uint64_t Evaluated = 0;
  uint64_t Bisected = 0;
  /// Constraints as they are written, and how many points do not meet each; the
  /// one that most fail comes first.
  std::vector<std::pair<std::string, uint64_t>> Failed;
  /// Those that hang on what is uncertain. They are counted at its middle, and
  /// hold in draws, too, at the points that are kept.
  std::vector<std::string> Drawn;
  /// The best, and of several objectives those that no point is better than in
  /// all of them.
  std::vector<ReportCandidate> Best;
  std::vector<ReportCandidate> Front;
  bool FrontIsCut = false;
};

struct ReportInput {
  llvm::StringRef Name;
  /// SHA-256 of the text.
  llvm::StringRef Digest;
  bool Library = false;
};

struct VerdictCounts {
  uint64_t Holds = 0;
  uint64_t Fails = 0;
  uint64_t Undecided = 0;
  uint64_t total() const { return Holds + Fails + Undecided; }
};

struct Report {
  llvm::StringRef Version;
  llvm::StringRef StdlibDigest;
  /// All files, in the order of their names. A name in `<>` is no file.
  std::vector<ReportInput> Inputs;
  std::vector<Figure> Params;
  std::vector<ReportView> Views;
  std::vector<ReportSearch> Searches;
  /// Points of the sweeps, and those among them that a `require` rules out with
  /// why it does.
  uint64_t Points = 0;
  std::vector<std::pair<llvm::StringRef, llvm::StringRef>> Infeasible;
  /// In the order of their places: user files first.
  std::vector<ReportCheck> Asserts;
  std::vector<ReportCheck> Claims;
  /// Those that do not hold, or not in all draws.
  std::vector<ReportCheck> FailedRequires;
  /// Draws of each uncertain leaf, 0 where there is none.
  uint32_t Draws = 0;
  uint64_t Seed = 0;
  VerdictCounts AssertCounts;
  VerdictCounts ClaimCounts;
  /// Only those that something in the report cites, in the order of citing.
  std::vector<ReportSource> Sources;
  /// Owns every text and list above, together with that of the reports that
  /// this one was put together from.
  std::unique_ptr<llvm::BumpPtrAllocator> Memory;
  std::vector<std::unique_ptr<llvm::BumpPtrAllocator>> MoreMemory;

  /// No assert and no require fails. An undecided one does not count as failed.
  bool assertsHold() const { return AssertCounts.Fails == 0 && requiresHold(); }
  bool requiresHold() const;
  bool claimsHold() const { return ClaimCounts.Fails == 0; }
  /// `file:line`, or nothing.
  std::string place(Spot S) const;
};

struct ReportOptions {
  /// All digits instead of three.
  bool Exact = false;
  /// Levels of a tree that are kept, 0 for all. Levels are fewer where the rows
  /// would be more than MaxRows, unless the depth is what somebody asked for.
  unsigned Depth = 0;
  bool DepthIsFixed = false;
  /// Rows of a table or tree that are kept, 0 for all.
  unsigned MaxRows = 0;
  /// A model by kind of layer instead of layer by layer.
  bool ByKind = false;
  /// The column by which the layers of a model are sorted, the largest first;
  /// "" for the order of the text.
  llvm::StringRef SortBy;
  llvm::StringRef Version;
  llvm::StringRef StdlibDigest;
  /// The digest of every file, which not all forms of a report show.
  bool Digests = true;
  /// What draws gave, where the plan has uncertain leaves. They are bound to
  /// the middle of their distributions in the module.
  const kernel::Sampling *Draws = nullptr;
};

/// The report of a module after the passes.
Report buildReport(const ir::Module &M, const SourceManager &Sources,
                   const ReportOptions &Options);

} // namespace acp

#endif // ACP_REPORT_REPORT_H
