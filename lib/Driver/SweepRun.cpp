//===- SweepRun.cpp - Every point of a plan's axes ------------------------===//
//
// Part of acpc, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Axes on which structure hangs are outermost: the plan is elaborated for each
// of their combinations, and the rest of the axes is left to the kernel. A plan
// that searches at each point of its sweeps is explored at each.
//
// The work is done in slices of a fraction of a second, between which the state
// is written and an interrupt is minded.
//
//===----------------------------------------------------------------------===//

#include "Driver/SweepRun.h"
#include "Basic/Version.h"
#include "Driver/Explore.h"
#include "Driver/SweepRows.h"
#include "IR/Builder.h"
#include "Report/Digits.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/SHA256.h"
#include <chrono>
#include <csignal>
#include <thread>

using namespace acp;
using llvm::StringRef;
using Clock = std::chrono::steady_clock;

namespace {

/// Points that one sweep may have: numbers of points are 62 bits.
constexpr uint64_t MostPoints = uint64_t(1) << 62;
/// Rows that a thread writes at once.
constexpr uint64_t RowsAtOnce = 16 * 1024;
/// Points of the first slice of a summary; later ones take a quarter second.
constexpr uint64_t FirstSlice = 1 << 16;

volatile std::sig_atomic_t Interrupted = 0;
void interrupt(int) { Interrupted = 1; }

/// Turns SIGINT into a wish to stop, as long as it lives.
class InterruptGuard {
public:
  InterruptGuard() {
    Interrupted = 0;
    Before = std::signal(SIGINT, interrupt);
  }
  ~InterruptGuard() { std::signal(SIGINT, Before); }

private:
  void (*Before)(int);
};

double secondsSince(Clock::time_point Then) {
  return std::chrono::duration<double>(Clock::now() - Then).count();
}

/// A figure that the plan reports.
struct Column {
  std::string Name;
  ir::ValueId Value = ir::None;
};

class SweepRunner {
public:
  SweepRunner(StringRef Path, const ElaborationOptions &Plan,
              const SweepOptions &Options, const FileSystem &Files,
              llvm::raw_ostream &Out, llvm::raw_ostream &Err)
      : Path(Path), Plan(Plan), Options(Options), Files(Files), Out(Out),
        Err(Err), Maker(Path, Plan, Files) {}

  SweepResult run() {
    InterruptGuard Guard;
    Start = Clock::now();
    if (!prepare() || !resume())
      return end(SweepEnd::Wrong);
    if (Options.Form == SweepForm::RowsCSV)
      head();
    for (uint64_t S = Part.Next / Inside; Inside && Part.Next != Part.End;
         ++S) {
      if (!structure(S))
        return end(Interrupted ? SweepEnd::Stopped : SweepEnd::Wrong);
    }
    progress(true);
    return end(SweepEnd::Done);
  }

private:
  SweepResult end(SweepEnd How) {
    SweepResult R;
    R.End = How;
    R.Part = std::move(Part);
    R.Sources = std::move(Wrong.Sources);
    R.Diags = std::move(Wrong.Diags);
    return R;
  }

  bool fail(Made With) {
    Wrong = std::move(With);
    return false;
  }

  bool isMine(const ir::Axis &A) const { return A.Kind == Swept; }

  //===--- What there is to do --------------------------------------------===//

  bool prepare() {
    Made First = Maker.make({});
    if (!First.Result.Module ||
        (First.Diags->hasErrors() && First.ruledOut().empty()))
      return fail(std::move(First));
    ir::Module &M = First.module();
    auto Has = [&](ir::LeafKind Kind) {
      return llvm::any_of(M.Axes,
                          [&](const ir::Axis &A) { return A.Kind == Kind; });
    };
    Swept =
        Has(ir::LeafKind::Sweep) ? ir::LeafKind::Sweep : ir::LeafKind::Solve;
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
    std::vector<const ir::Axis *> Order;
    for (const ir::Axis &A : M.Axes)
      if (isMine(A))
        Order.push_back(&A);
    llvm::stable_sort(Order, [](const ir::Axis *A, const ir::Axis *B) {
      return A->Where.Begin < B->Where.Begin;
    });
    // Structure first; of a plan that is explored, all is.
    for (bool Structure : {true, false})
      for (const ir::Axis *A : Order) {
        if ((Explores || A->At != ir::None) != Structure)
          continue;
        SweepPlan::Axis Named;
        for (const ir::AxisColumn &C : A->Columns)
          Named.Name +=
              (Named.Name.empty() ? "" : ", ") + M.Texts.get(C.Name).str();
        for (uint32_t I = 0; I != A->Length; ++I) {
          std::string Value;
          for (const ir::AxisColumn &C : A->Columns)
            Value += (Value.empty() ? "" : ", ") +
                     valueText(First, C.Values[I], C.Unit);
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
    range();
    return true;
  }

  bool tooMany(Made Of, llvm::ArrayRef<const ir::Axis *> Axes) {
    kernel::Space All;
    for (const ir::Axis *A : Axes) {
      kernel::SpaceAxis Axis;
      Axis.Values.emplace_back(A->Length);
      All.Axes.push_back(std::move(Axis));
    }
    Span Where = Axes[0]->Where;
    Of.Diags->report(Diag::TooManyPoints, Where)
        .arg("what", "sweep")
        .arg("points", All.sizeText())
        .arg("most", "10^18")
        .help("take fewer values an axis, or make two axes go in step with "
              "`zip`");
    return fail(std::move(Of));
  }

  /// Columns and objectives, by the first plan that is not ruled out.
  void describe(Made &First) {
    Made Other;
    Made *Of = &First;
    if (First.Diags->hasErrors() || Explores) {
      for (uint64_t S = 0; S != std::min<uint64_t>(Outside, 1000); ++S) {
        std::optional<Made> Here = at(S);
        if (Here && !Here->Diags->hasErrors()) {
          Other = std::move(*Here);
          Of = &Other;
          break;
        }
      }
    }
    ir::Module &M = Of->module();
    for (const Column &C : columns(M))
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

  /// Figures of the reports: those that hang on axes, or in a plan that is
  /// elaborated for them, all.
  std::vector<Column> columns(const ir::Module &M) {
    std::vector<Column> Found;
    llvm::StringMap<bool> Seen;
    bool All = Explores || !Structures.empty();
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
          Add(Title + "." + M.Texts.get(Row.Label).str(),
              M.Cells[Row.FirstCell]);
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

  /// Names the plan with everything that its figures hang on.
  void digest(const Made &Of) {
    llvm::SHA256 Hash;
    for (const std::unique_ptr<SourceFile> &F : Of.Sources->files()) {
      Hash.update(F->name());
      Hash.update(F->digest());
    }
    for (const auto &[Name, Value] : Plan.Defines)
      Hash.update(Name + "=" + Value);
    Hash.update(StringRef(Version));
    Part.Plan.Digest = llvm::toHex(Hash.final(), true);
  }

  void range() {
    Part.End = Part.Plan.Points;
    if (Options.Shards) {
      Part.Shard = Options.Shard;
      Part.Shards = Options.Shards;
      std::tie(Part.First, Part.End) =
          pointsOfShard(Part.Plan.Points, Options.Shard, Options.Shards);
    }
    Part.Next = Part.First;
  }

  /// What an earlier run of the same part has done.
  bool resume() {
    if (Options.State.empty())
      return true;
    FileResult R = Files.read(Options.State, uint64_t(1) << 30);
    if (R.Error != FileError::None)
      return true;
    std::string Why;
    std::optional<SweepPart> Before = readPart(R.Buffer->getBuffer(), Why);
    if (Before && (!(Before->Plan == Part.Plan) ||
                   Before->First != Part.First || Before->End != Part.End))
      Why = "it is a part of another sweep";
    if (!Why.empty()) {
      Wrong.Diags->report(Diag::PartRefused)
          .arg("path", Options.State)
          .arg("why", Why)
          .help("name another file, or remove this one");
      return false;
    }
    Part = std::move(*Before);
    return true;
  }

  //===--- Doing it -------------------------------------------------------===//

  /// The plan at one combination of the structural axes. Nothing if it has no
  /// report for a reason that is no fault: the reason is in RuledOut.
  std::optional<Made> at(uint64_t S) {
    RuledOut.clear();
    if (!Explores) {
      Made Here = Maker.make(choicesAt(Structures, S));
      RuledOut = Here.ruledOut();
      return Here;
    }
    ElaborationOptions Fixed = Plan;
    Fixed.Choices = choicesAt(Structures, S);
    ExploreOptions How;
    How.Threads = Options.Threads;
    Made Out;
    std::vector<ExploredPoint> Points =
        explore(Path, Fixed, How, Files, *Out.Sources, *Out.Diags);
    if (Points.empty()) {
      if (Out.Diags->hasErrors() &&
          llvm::all_of(Out.Diags->all(), [](const Diagnostic &D) {
            return D.Kind == Diag::NothingFeasible ||
                   D.Kind == Diag::RequireFailed ||
                   D.level() != Severity::Error;
          })) {
        RuledOut = Out.Diags->all()[0].message();
        return std::nullopt;
      }
      if (llvm::any_of(Out.Diags->all(), [](const Diagnostic &D) {
            return D.Kind == Diag::NoPoint;
          })) {
        LeftOut = true;
        return std::nullopt;
      }
      return Out;
    }
    Out.Sources = std::move(Points[0].Sources);
    Out.Diags = std::move(Points[0].Diags);
    Out.Result = std::move(Points[0].Result);
    RuledOut = Points[0].Infeasible;
    return Out;
  }

  bool structure(uint64_t S) {
    LeftOut = false;
    std::optional<Made> Here = at(S);
    uint64_t Base = S * Inside;
    uint64_t From = Part.Next - Base;
    uint64_t To = std::min(Inside, Part.End - Base);
    if (!RuledOut.empty() || LeftOut) {
      // All points of it fail in the same way.
      Part.Found.Points += To - From;
      if (LeftOut)
        Part.Found.Filtered += To - From;
      else
        Part.Failed[RuledOut] += To - From;
      Part.Next += To - From;
      return slice(true);
    }
    if (Here->Diags->hasErrors() || !Here->Result.Module)
      return fail(std::move(*Here));
    Posed P = pose(*Here, [&](const ir::Axis &A) { return isMine(A); });
    ir::Module &M = Here->module();
    llvm::StringMap<ir::ValueId> ByName;
    for (const Column &C : columns(M))
      ByName[C.Name] = C.Value;
    for (const SweepPlan::Column &C : Part.Plan.Columns) {
      auto Found = ByName.find(C.Name);
      P.Problem.Columns.push_back(
          Found == ByName.end() ? ir::Builder(M).absent({}) : Found->second);
    }
    if (Swept == ir::LeafKind::Solve && !M.Searches.empty())
      for (const ir::Objective &O : M.Searches[0].Objectives)
        P.Problem.Goals.push_back({O.Value, O.Maximize});
    kernel::Engine Engine(M, P.Problem);
    return Options.Form == SweepForm::Summary
               ? summary(Engine, P, Base, From, To)
               : rows(Engine, *Here, P, Base, From, To);
  }

  /// After some points: the state, progress, and whether to go on.
  bool slice(bool Done) {
    progress(false);
    bool Stop = Interrupted != 0;
    if (!Options.State.empty() && (Stop || secondsSince(Saved) > 2)) {
      if (!save())
        return false;
      Saved = Clock::now();
    }
    return !Stop || (Done && Part.Next == Part.End);
  }

  bool save() {
    std::string Why = Files.write(Options.State, writePart(Part));
    if (Why.empty())
      return true;
    Wrong.Diags->report(Diag::FileNotWritten)
        .arg("path", Options.State)
        .arg("why", Why);
    return false;
  }

  bool summary(const kernel::Engine &Engine, const Posed &P, uint64_t Base,
               uint64_t From, uint64_t To) {
    uint64_t Size = FirstSlice;
    while (From != To) {
      kernel::SearchOptions How;
      How.First = From;
      How.End = std::min(To, From + Size);
      How.Base = Base;
      How.Threads = Options.Threads;
      How.Top = Options.Top;
      How.Summaries = true;
      Clock::time_point Then = Clock::now();
      addOutcome(Part, Engine.run(How), P.Constraints);
      Part.Next += How.End - From;
      From = How.End;
      double Took = secondsSince(Then);
      Size = uint64_t(double(Size) * std::clamp(0.25 / Took, 0.5, 8.0)) + 1;
      if (!slice(From == To))
        return false;
    }
    return true;
  }

  bool rows(const kernel::Engine &Engine, Made &Here, const Posed &P,
            uint64_t Base, uint64_t From, uint64_t To) {
    ir::Module &M = Here.module();
    bool JSON = Options.Form == SweepForm::RowsJSON;
    std::vector<std::pair<std::string, std::string>> Fixed;
    for (const auto &[Key, Length] : Structures)
      for (const ir::Axis &A : M.Axes)
        if (M.Texts.get(A.Name) == Key)
          for (const ir::AxisColumn &C : A.Columns) {
            std::string Cell;
            CellWriter(M).put(Cell, M.type(C.Value),
                              kernel::columnOf(M, C.Value), JSON);
            Fixed.push_back({M.Texts.get(C.Name).str(), Cell});
          }
    while (From != To) {
      std::vector<SweepRows> Sinks;
      for (unsigned T = 0; T != Options.Threads; ++T) {
        Sinks.emplace_back(M, P, Part.Plan, JSON);
        Sinks.back().Fixed = Fixed;
      }
      std::vector<kernel::Outcome> Found(Sinks.size());
      auto Work = [&](size_t T) {
        kernel::SearchOptions How;
        How.First = std::min(To, From + T * RowsAtOnce);
        How.End = std::min(To, How.First + RowsAtOnce);
        How.Base = Base;
        How.Sink = &Sinks[T];
        if (How.First != How.End)
          Found[T] = Engine.run(How);
      };
      std::vector<std::thread> Running;
      bool Many = To - From > RowsAtOnce;
      for (size_t T = 1; Many && T < Sinks.size(); ++T)
        Running.emplace_back(Work, T);
      Work(0);
      for (std::thread &T : Running)
        T.join();
      for (size_t T = 0; T != Sinks.size(); ++T) {
        Out << Sinks[T].Text;
        addOutcome(Part, Found[T], P.Constraints);
      }
      uint64_t Done =
          std::min(To - From, RowsAtOnce * (Many ? Sinks.size() : 1));
      From += Done;
      Part.Next += Done;
      if (!slice(From == To))
        return false;
    }
    return true;
  }

  void head() {
    std::string Row;
    for (const SweepPlan::Axis &A : Part.Plan.Axes)
      for (StringRef Name : llvm::split(A.Name, ", ")) {
        Row += Row.empty() ? "" : ",";
        CellWriter::text(Row, Name, false);
      }
    for (const SweepPlan::Column &C : Part.Plan.Columns) {
      Row += ",";
      CellWriter::text(
          Row, C.Name + (C.Unit.empty() ? "" : " (" + C.Unit + ")"), false);
    }
    Out << Row << "\r\n";
  }

  //===--- Telling --------------------------------------------------------===//

  void progress(bool Last) {
    double Took = secondsSince(Start);
    if (!Options.Progress || Took < 1)
      return;
    if (!Last && secondsSince(Told) < 0.2)
      return;
    Told = Clock::now();
    uint64_t Done = Part.Next - Part.First, All = Part.End - Part.First;
    double Rate = double(Done) / Took;
    std::string Line = "\r" + shortDecimal(100 * double(Done) / double(All)) +
                       "% of " + grouped(llvm::utostr(All)) + " points, " +
                       shortDecimal(Rate) + " a second";
    if (!Part.Found.Best.empty() && !Part.Plan.Objectives.empty())
      Line += ", best " + shortDecimal(Part.Found.Best[0].Goals[0]) + " " +
              Part.Plan.Objectives[0].Unit;
    if (!Last)
      Line += ", " + shortDecimal(double(All - Done) / Rate) + " s left";
    Err << Line << "\x1b[K" << (Last ? "\n" : "");
    Err.flush();
  }

  StringRef Path;
  const ElaborationOptions &Plan;
  const SweepOptions &Options;
  const FileSystem &Files;
  llvm::raw_ostream &Out;
  llvm::raw_ostream &Err;
  PlanMaker Maker;
  ir::LeafKind Swept = ir::LeafKind::Sweep;
  /// A search is solved at each point of the sweeps.
  bool Explores = false;
  /// Names and lengths of the axes that structure hangs on.
  AxisLengths Structures;
  /// Their combinations, and the points of each.
  uint64_t Outside = 1;
  uint64_t Inside = 1;
  SweepPart Part;
  std::string RuledOut;
  bool LeftOut = false;
  Made Wrong;
  Clock::time_point Start, Saved = Clock::now(), Told;
};

} // namespace

SweepResult acp::sweep(StringRef Path, const ElaborationOptions &Plan,
                       const SweepOptions &Options, const FileSystem &Files,
                       llvm::raw_ostream &Out, llvm::raw_ostream &Err) {
  return SweepRunner(Path, Plan, Options, Files, Out, Err).run();
}
