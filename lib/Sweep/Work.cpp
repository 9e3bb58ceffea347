//===- Work.cpp - The points of a sweep, to be worked out -----------------===//
//
// Part of acpc, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Threads take the points of a summary from a counter, and each a run of the
// rows of a slice, so that these come in order.
//
//===----------------------------------------------------------------------===//

#include "Sweep/Work.h"
#include "Basic/Version.h"
#include "IR/Builder.h"
#include "Sweep/Explore.h"
#include "Sweep/Rows.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/SHA256.h"
#include <chrono>
#include <thread>

using namespace acp;
using llvm::StringRef;
using Clock = std::chrono::steady_clock;

/// Points that one sweep may have: numbers of points are 62 bits.
static constexpr uint64_t MostPoints = uint64_t(1) << 62;
/// Rows that a thread writes at once.
static constexpr uint64_t RowsAtOnce = 16 * 1024;
/// Between two combinations of structural axes, a slice ends after this time.
static constexpr std::chrono::milliseconds EnoughTime{250};

namespace {
/// A figure that the plan reports.
struct Column {
  std::string Name;
  ir::ValueId Value = ir::None;
};
} // namespace

/// The plan at one combination of the structural axes.
struct SweepWork::Structure {
  uint64_t Number = 0;
  Made Plan;
  /// Why no point of it is feasible; "" if that is not so.
  std::string RuledOut;
  /// A `where` leaves all its points out.
  bool LeftOut = false;
  Posed Open;
  std::unique_ptr<kernel::Engine> Engine;
  /// Names of the structural axes, and their cells in a row.
  std::vector<std::pair<std::string, std::string>> Cells;

  bool hasPoints() const { return RuledOut.empty() && !LeftOut; }
};

SweepWork::SweepWork(StringRef Path, const ElaborationOptions &Plan,
                     const SweepOptions &Options, const FileSystem &Files,
                     bool (*Stop)())
    : Path(Path), Plan(Plan), Options(Options), Files(Files), Stop(Stop),
      Maker(Path, Plan, Files) {}
SweepWork::~SweepWork() = default;

bool SweepWork::fail(Made With) {
  Wrong = std::move(With);
  return false;
}

//===--- What there is to do ----------------------------------------------===//

/// Figures of the reports: those that hang on axes, or in a plan that is
/// elaborated for them, all.
static std::vector<Column> columns(const ir::Module &M, bool All,
                                   ir::LeafKind Swept) {
  std::vector<Column> Found;
  llvm::StringMap<bool> Seen;
  auto Add = [&](const std::string &Name, ir::DefId D) {
    if (D >= M.Definitions.size())
      return;
    ir::ValueId V = M.Definitions[D].Value;
    if (V == ir::None || (!All && M.known(V)) || !kernel::hasColumn(M, V) ||
        M.Values[V].Op == ir::Opcode::Leaf ||
        M.Definitions[D].From == ir::Origin::Swept ||
        (M.Definitions[D].From == ir::Origin::Solved &&
         Swept == ir::LeafKind::Solve) ||
        !Seen.try_emplace(Name, true).second)
      return;
    Found.push_back({Name, V});
  };
  for (const ir::View &V : M.Views) {
    std::string Title = M.Texts.get(V.Title).str();
    for (size_t R = 0; R != V.Rows.size(); ++R) {
      const ir::Row &Row = V.Rows[R];
      if (V.Kind == ir::ViewKind::Record) {
        Add(Title + "." + M.Texts.get(Row.Label).str(), M.Cells[Row.FirstCell]);
        continue;
      }
      std::string Label = Row.Label != ir::None
                              ? M.Texts.get(Row.Label).str()
                              : Title + "[" + llvm::utostr(R) + "]";
      for (size_t C = 0; C != V.Columns.size(); ++C)
        Add(V.Columns.size() == 1
                ? Label
                : Label + "." + M.Texts.get(V.Columns[C].Name).str(),
            M.Cells[Row.FirstCell + C]);
    }
  }
  return Found;
}

bool SweepWork::prepare() {
  Made First = Maker.make({});
  if (!First.Result.Module ||
      (First.Diags->hasErrors() && First.ruledOut().empty()))
    return fail(std::move(First));
  ir::Module &M = First.module();
  auto Has = [&](ir::LeafKind Kind) {
    return llvm::any_of(M.Axes,
                        [&](const ir::Axis &A) { return A.Kind == Kind; });
  };
  Swept = Has(ir::LeafKind::Sweep) ? ir::LeafKind::Sweep : ir::LeafKind::Solve;
  Explores = Swept == ir::LeafKind::Sweep && Has(ir::LeafKind::Solve);
  if (M.Axes.empty() ||
      (Swept == ir::LeafKind::Solve && M.Searches.size() > 1)) {
    Span Where;
    for (const std::unique_ptr<SourceFile> &F : First.Sources->files())
      if (F->name() == Path)
        Where = {F->base(), F->base()};
    First.Diags->report(Diag::NothingSwept, Where)
        .arg("what", M.Axes.empty() ? "it has neither `sweep` nor `solve`"
                                    : "it has several searches and no sweep")
        .help(M.Axes.empty() ? "write `sweep gpus in [64, 128]` for "
                               "`param gpus = 64`"
                             : "give the axes of all but one with `-D` or by "
                               "a value");
    return fail(std::move(First));
  }
  std::vector<const ir::Axis *> Order = inOrder(M);
  llvm::erase_if(Order, [&](const ir::Axis *A) { return !isMine(*A); });
  // Structure first; of a plan that is explored, all is.
  for (bool Structure : {true, false})
    for (const ir::Axis *A : Order) {
      if ((Explores || A->At != ir::None) != Structure)
        continue;
      SweepPlan::Axis Named;
      Named.Length = A->Length;
      for (const ir::AxisColumn &C : A->Columns)
        Named.Name +=
            (Named.Name.empty() ? "" : ", ") + M.Texts.get(C.Name).str();
      const ir::AxisColumn &Only = A->Columns[0];
      if (Only.isRange()) {
        Named.First = Only.First;
        Named.Unit = M.Dims->text(M.type(Only.Value).dim());
      }
      for (uint32_t I = 0; !Only.isRange() && I != A->Length; ++I) {
        std::string Value;
        for (const ir::AxisColumn &C : A->Columns)
          Value += (Value.empty() ? "" : ", ") + valueText(First, C, I);
        Named.Values.push_back(std::move(Value));
      }
      Part.Plan.Axes.push_back(std::move(Named));
      if (Structure)
        Structures.push_back({M.Texts.get(A->Name).str(), A->Length});
      uint64_t &Of = Structure ? Outside : Inside;
      if (__builtin_mul_overflow(Of, uint64_t(A->Length), &Of) ||
          Of >= MostPoints)
        return tooMany(std::move(First), Order);
    }
  if (__builtin_mul_overflow(Outside, Inside, &Part.Plan.Points) ||
      Part.Plan.Points >= MostPoints)
    return tooMany(std::move(First), Order);
  Part.Plan.Name = Path.str();
  Part.Plan.Version = Version;
  Part.Plan.Top = Options.Top;
  describe(First);
  digest(First);
  Part.End = Part.Plan.Points;
  if (Options.Shards) {
    Part.Shard = Options.Shard;
    Part.Shards = Options.Shards;
    std::tie(Part.First, Part.End) =
        pointsOfShard(Part.Plan.Points, Options.Shard, Options.Shards);
  }
  Part.Next = Part.First;
  return true;
}

bool SweepWork::tooMany(Made Of, llvm::ArrayRef<const ir::Axis *> Axes) {
  std::vector<uint32_t> Lengths;
  for (const ir::Axis *A : Axes)
    Lengths.push_back(A->Length);
  Span Where = Axes[0]->Where;
  Of.Diags->report(Diag::TooManyPoints, Where)
      .arg("what", "sweep")
      .arg("points", pointsText(Lengths))
      .arg("most", "10^18")
      .help("take fewer values an axis, or make two axes go in step with "
            "`zip`");
  return fail(std::move(Of));
}

/// Columns and objectives, by the first plan that is not ruled out.
void SweepWork::describe(Made &First) {
  Structure Other;
  Made *Of = &First;
  if (First.Diags->hasErrors() || Explores)
    for (uint64_t S = 0; S != std::min<uint64_t>(Outside, 1000); ++S) {
      Other = at(S);
      if (Other.hasPoints() && !Other.Plan.Diags->hasErrors()) {
        Of = &Other.Plan;
        break;
      }
    }
  ir::Module &M = Of->module();
  for (const Column &C : columns(M, Explores || !Structures.empty(), Swept))
    Part.Plan.Columns.push_back(
        {C.Name, M.type(C.Value).Kind == ir::TypeKind::Quantity
                     ? M.Dims->text(M.type(C.Value).dim())
                     : ""});
  if (Swept == ir::LeafKind::Solve && !M.Searches.empty())
    for (const ir::Objective &O : M.Searches[0].Objectives)
      Part.Plan.Objectives.push_back({Of->Sources->text(O.Where).str(),
                                      M.Dims->text(M.type(O.Value).dim()),
                                      O.Maximize});
}

/// Names the plan with everything that its figures hang on.
void SweepWork::digest(const Made &Of) {
  llvm::SHA256 Hash;
  for (const std::unique_ptr<SourceFile> &F : Of.Sources->files()) {
    Hash.update(F->name());
    Hash.update(F->digest());
  }
  std::map<std::string, std::string> Given(Plan.Defines.begin(),
                                           Plan.Defines.end());
  for (const auto &[Name, Value] : Given)
    Hash.update(Name + "=" + Value + "\n");
  Hash.update(StringRef(Version));
  Part.Plan.Digest = llvm::toHex(Hash.final(), true);
}

//===--- Doing it ---------------------------------------------------------===//

SweepWork::Structure SweepWork::at(uint64_t S) {
  Structure Out;
  Out.Number = S;
  if (!Explores) {
    Out.Plan = Maker.make(choicesAt(Structures, S));
    Out.RuledOut = Out.Plan.ruledOut();
    return Out;
  }
  ElaborationOptions Fixed = Plan;
  Fixed.Choices = choicesAt(Structures, S);
  ExploreOptions How;
  How.Threads = Options.Threads;
  How.Stop = Stop;
  Made &Here = Out.Plan;
  std::vector<ExploredPoint> Points =
      explore(Path, Fixed, How, Files, *Here.Sources, *Here.Diags);
  if (!Points.empty()) {
    Here.Sources = std::move(Points[0].Sources);
    Here.Diags = std::move(Points[0].Diags);
    Here.Result = std::move(Points[0].Result);
    Out.RuledOut = Points[0].Infeasible;
    return Out;
  }
  // Why there is no point may be no fault of the plan.
  llvm::ArrayRef<Diagnostic> Why = Here.Diags->all();
  Out.LeftOut = llvm::any_of(
      Why, [](const Diagnostic &D) { return D.Kind == Diag::NoPoint; });
  if (Here.Diags->hasErrors() && llvm::all_of(Why, [](const Diagnostic &D) {
        return D.Kind == Diag::NothingFeasible ||
               D.Kind == Diag::RequireFailed || D.level() != Severity::Error;
      }))
    Out.RuledOut = Why[0].message();
  return Out;
}

bool SweepWork::enter(uint64_t S) {
  if (Here && Here->Number == S)
    return true;
  Here = std::make_unique<Structure>(at(S));
  if (!Here->hasPoints()) {
    if (!Explores && !Here->LeftOut)
      Here->Open =
          pose(Here->Plan, [&](const ir::Axis &A) { return isMine(A); });
    return true;
  }
  if (Here->Plan.Diags->hasErrors() || !Here->Plan.Result.Module)
    return fail(std::move(Here->Plan));
  Here->Open = pose(Here->Plan, [&](const ir::Axis &A) { return isMine(A); });
  ir::Module &M = Here->Plan.module();
  kernel::Problem &P = Here->Open.Problem;
  llvm::StringMap<ir::ValueId> ByName;
  for (const Column &C : columns(M, Explores || !Structures.empty(), Swept))
    ByName[C.Name] = C.Value;
  for (const SweepPlan::Column &C : Part.Plan.Columns) {
    auto Found = ByName.find(C.Name);
    P.Columns.push_back(Found == ByName.end() ? ir::Builder(M).absent({})
                                              : Found->second);
  }
  if (Swept == ir::LeafKind::Solve && !M.Searches.empty())
    for (const ir::Objective &O : M.Searches[0].Objectives)
      P.Goals.push_back({O.Value, O.Maximize});
  Here->Engine = std::make_unique<kernel::Engine>(M, P);
  for (const auto &[Key, Length] : Structures)
    for (const ir::Axis &A : M.Axes)
      if (M.Texts.get(A.Name) == Key)
        for (const ir::AxisColumn &C : A.Columns) {
          std::string Cell;
          CellWriter(M).put(Cell, M.type(C.Value), kernel::columnOf(M, C.Value),
                            Options.Form == SweepForm::RowsJSON);
          Here->Cells.push_back({M.Texts.get(C.Name).str(), Cell});
        }
  return true;
}

uint64_t SweepWork::mostAtOnce() const {
  return Options.Form == SweepForm::Summary ? MostPoints
                                            : RowsAtOnce * Options.Threads;
}

std::optional<SweepSlice> SweepWork::run(uint64_t First, uint64_t End) {
  SweepSlice Out;
  Out.First = Out.End = First;
  Clock::time_point Start = Clock::now();
  while (Out.End != End) {
    bool Entered = enter(Out.End / Inside);
    if (Explores && Stop && Stop()) {
      // Of a search that was interrupted nothing can be said.
      Here.reset();
      break;
    }
    if (!Entered)
      return std::nullopt;
    uint64_t From = Out.End % Inside;
    uint64_t To = From + std::min(End - Out.End, Inside - From);
    if (Here->hasPoints()) {
      if (Options.Form == SweepForm::Summary)
        summary(From, To, Out);
      else
        rows(From, To, Out);
    } else {
      // All points that are left fail in the same way.
      kernel::SearchOptions How;
      How.First = From;
      How.End = To;
      How.Threads = Options.Threads;
      kernel::Outcome O;
      O.Points = To - From;
      if (Here->LeftOut)
        O.Filtered = O.Points;
      else if (!Explores)
        O = countLeft(Here->Plan.module(), Here->Open, How);
      else
        O.Feasible = O.Points;
      Out.Found.Points += O.Points;
      Out.Found.Filtered += O.Filtered;
      if (O.Feasible)
        Out.Found.FailedBy[Here->RuledOut] += O.Feasible;
    }
    Out.End += To - From;
    if (To == Inside && Clock::now() - Start > EnoughTime)
      break;
  }
  Out.Seconds = std::chrono::duration<double>(Clock::now() - Start).count();
  return Out;
}

void SweepWork::summary(uint64_t First, uint64_t End, SweepSlice &Into) {
  kernel::SearchOptions How;
  How.First = First;
  How.End = End;
  How.Base = Here->Number * Inside;
  How.Threads = Options.Threads;
  How.Top = Options.Top;
  How.Summaries = true;
  Into.Found.add(Here->Engine->run(How), Here->Open.Constraints, Part.Plan);
}

void SweepWork::rows(uint64_t First, uint64_t End, SweepSlice &Into) {
  const ir::Module &M = Here->Plan.module();
  std::vector<SweepRows> Sinks;
  for (uint64_t At = First; At < End; At += RowsAtOnce) {
    Sinks.emplace_back(M, Here->Open, Part.Plan,
                       Options.Form == SweepForm::RowsJSON);
    Sinks.back().Fixed = Here->Cells;
  }
  std::vector<kernel::Outcome> Found(Sinks.size());
  auto Work = [&](size_t T) {
    kernel::SearchOptions How;
    How.First = First + T * RowsAtOnce;
    How.End = std::min(End, How.First + RowsAtOnce);
    How.Base = Here->Number * Inside;
    How.Sink = &Sinks[T];
    Found[T] = Here->Engine->run(How);
  };
  std::vector<std::thread> Running;
  for (size_t T = 1; T < Sinks.size(); ++T)
    Running.emplace_back(Work, T);
  Work(0);
  for (std::thread &T : Running)
    T.join();
  for (size_t T = 0; T != Sinks.size(); ++T) {
    Into.Rows += Sinks[T].Text;
    Into.Found.add(Found[T], Here->Open.Constraints, Part.Plan);
  }
}
