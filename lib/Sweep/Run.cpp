//===- Run.cpp - Every point of a plan's axes -----------------------------===//
//
// Part of acpc, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The work is done in slices of a fraction of a second, between which the state
// is written and an interrupt is minded. Slices of others may come in any
// order; those that come early wait until all before them are there.
//
//===----------------------------------------------------------------------===//

#include "Sweep/Run.h"
#include "Report/Digits.h"
#include "Report/Write.h"
#include "Sweep/Progress.h"
#include "llvm/ADT/StringExtras.h"
#include <algorithm>
#include <chrono>
#include <csignal>

using namespace acp;
using llvm::StringRef;
using Clock = std::chrono::steady_clock;

namespace {

/// Points of the first slice; later ones take a quarter second.
constexpr uint64_t FirstSlice = 1 << 16;
constexpr double SliceSeconds = 0.25;
/// So many members keep the leader busy with taking their slices; those of
/// larger teams take longer.
constexpr double MembersAtEase = 64;

volatile std::sig_atomic_t Interrupted = 0;
void interrupt(int) { Interrupted = 1; }

/// Turns SIGINT and SIGTERM into a wish to stop, as long as it lives.
class InterruptGuard {
public:
  InterruptGuard() {
    Interrupted = 0;
    for (size_t I = 0; I != Signals.size(); ++I)
      Before[I] = std::signal(Signals[I], interrupt);
  }
  ~InterruptGuard() {
    for (size_t I = 0; I != Signals.size(); ++I)
      std::signal(Signals[I], Before[I]);
  }

private:
  static constexpr std::array<int, 2> Signals{SIGINT, SIGTERM};
  std::array<void (*)(int), 2> Before;
};

double secondsSince(Clock::time_point Then) {
  return std::chrono::duration<double>(Clock::now() - Then).count();
}

class SweepRunner {
public:
  SweepRunner(SweepWork &Work, const SweepOptions &Options,
              const FileSystem &Files, Team *With, llvm::raw_ostream &Out,
              llvm::raw_ostream &Err)
      : Work(Work), Options(Options), Files(Files), Out(Out), Part(Work.part()),
        Others(With, Work.part().Plan),
        Shown(Options.Progress ? &Err : nullptr) {}

  SweepEnd run() {
    SweepEnd How = resume() ? go() : SweepEnd::Wrong;
    Others.dismiss();
    return How;
  }

  SweepPart takePart() { return std::move(Part); }

private:
  DiagnosticEngine &diags() { return *Work.wrong().Diags; }

  SweepEnd memberFailed() {
    diags()
        .report(Diag::MemberFailed)
        .arg("number", Others.Problem.first)
        .arg("why", Others.Problem.second);
    return SweepEnd::Wrong;
  }

  SweepEnd go() {
    if (!Others.gather())
      return memberFailed();
    if (Options.Form == SweepForm::RowsCSV)
      head();
    Dealt = Part.Next;
    Shown.begin(Part.Next - Part.First);
    while (Part.Next != Part.End) {
      bool Came = false;
      while (std::optional<SweepSlice> Slice = Others.receive()) {
        accept(std::move(*Slice));
        Came = true;
      }
      if (!Others.Problem.second.empty())
        return memberFailed();
      while (std::optional<unsigned> Member = Others.idle()) {
        std::optional<Range> Next = nextRange();
        if (!Next)
          break;
        Others.deal(*Member, Next->first, Next->second);
        Away[Next->first] = Next->second;
      }
      // A plan that is wrong somewhere is so here too, with all that there is
      // to say about it.
      std::optional<Range> Mine =
          Others.Failed ? std::exchange(Others.Failed, {}) : nextRange();
      if (Mine) {
        Away[Mine->first] = Mine->second;
        std::optional<SweepSlice> Slice = Work.run(Mine->first, Mine->second);
        if (!Slice)
          return SweepEnd::Wrong;
        accept(std::move(*Slice));
      } else if (!Came) {
        Team::wait();
      }
      Shown.show(Part.Next - Part.First, Part.End - Part.First,
                 [&] { return best(); });
      bool Stop = Interrupted != 0 && Part.Next != Part.End;
      if (!Options.State.empty() && (Stop || secondsSince(Saved) > 2)) {
        if (!save())
          return SweepEnd::Wrong;
        Saved = Clock::now();
      }
      if (Stop)
        return SweepEnd::Stopped;
    }
    Shown.finish(Part.End - Part.First, [&] { return best(); });
    return SweepEnd::Done;
  }

  /// What an earlier run of the same part has done.
  bool resume() {
    if (Options.State.empty())
      return true;
    FileResult R = Files.read(Options.State, PartBytes);
    if (R.Error != FileError::None)
      return true;
    std::string Why;
    std::optional<SweepPart> Before = readPart(R.Buffer->getBuffer(), Why);
    if (Before && (!(Before->Plan == Part.Plan) ||
                   Before->First != Part.First || Before->End != Part.End))
      Why = "it is a part of another sweep";
    if (!Why.empty()) {
      diags()
          .report(Diag::PartRefused)
          .arg("path", Options.State)
          .arg("why", Why)
          .help("name another file, or remove this one");
      return false;
    }
    Part = std::move(*Before);
    return true;
  }

  bool save() {
    std::string Why = Files.write(Options.State, writePart(Part));
    if (Why.empty())
      return true;
    diags()
        .report(Diag::FileNotWritten)
        .arg("path", Options.State)
        .arg("why", Why);
    return false;
  }

  //===--- Slices ---------------------------------------------------------===//

  using Range = std::pair<uint64_t, uint64_t>;

  /// Points that nobody works at; nothing if there are none, or if many slices
  /// wait for one that is late.
  std::optional<Range> nextRange() {
    if (!Back.empty()) {
      Range R = Back.back();
      Back.pop_back();
      return R;
    }
    if (Dealt == Part.End || Early.size() > 16 * size_t(Others.others()))
      return std::nullopt;
    uint64_t Left = Part.End - Dealt;
    uint64_t Count = std::min(Size, Work.mostAtOnce());
    // Towards the end all are to finish at once.
    if (unsigned Members = Others.others())
      Count = std::min(Count, Left / (8 * (Members + 1)) + 1);
    uint64_t First = Dealt;
    Dealt += std::min(Count, Left);
    return Range(First, Dealt);
  }

  void accept(SweepSlice Slice) {
    uint64_t Done = Slice.End - Slice.First;
    double Target =
        SliceSeconds * std::max(1.0, Others.others() / MembersAtEase);
    double Wanted = double(Done) * Target / std::max(Slice.Seconds, 1e-9);
    Size = uint64_t(std::clamp(Wanted, double(Size) / 2, double(Size) * 8)) + 1;
    uint64_t Asked = Away[Slice.First];
    Away.erase(Slice.First);
    if (Slice.End != Asked)
      Back.push_back({Slice.End, Asked});
    Early[Slice.First] = std::move(Slice);
    while (!Early.empty() && Early.begin()->first == Part.Next) {
      SweepSlice &Next = Early.begin()->second;
      Out << Next.Rows;
      Part.Found.add(Next.Found, Part.Plan);
      Part.Next = Next.End;
      Early.erase(Early.begin());
    }
  }

  void head() {
    std::string Row;
    for (const SweepPlan::Axis &A : Part.Plan.Axes)
      for (StringRef Name : llvm::split(A.Name, ", ")) {
        Row += Row.empty() ? "" : ",";
        Row += csvText(Name);
      }
    for (const SweepPlan::Column &C : Part.Plan.Columns) {
      Row +=
          "," + csvText(C.Name + (C.Unit.empty() ? "" : " (" + C.Unit + ")"));
    }
    Out << Row << "\r\n";
  }

  /// The best so far, in base units.
  std::string best() const {
    if (Part.Found.Best.empty() || Part.Plan.Objectives.empty())
      return "";
    return shortDecimal(Part.Found.Best[0].Goals[0]) + " " +
           Part.Plan.Objectives[0].Unit;
  }

  SweepWork &Work;
  const SweepOptions &Options;
  const FileSystem &Files;
  llvm::raw_ostream &Out;
  SweepPart Part;
  TeamLeader Others;
  /// The first point that nobody has been given, and what was given back.
  uint64_t Dealt = 0;
  std::vector<Range> Back;
  /// Slices that somebody works at: from the first point to the end.
  std::map<uint64_t, uint64_t> Away;
  /// Slices that wait for others before them.
  std::map<uint64_t, SweepSlice> Early;
  /// Points of a slice.
  uint64_t Size = FirstSlice;
  Progress Shown;
  Clock::time_point Saved = Clock::now();
};

} // namespace

/// The first error, in one line.
static std::string firstError(const DiagnosticEngine &Diags) {
  for (const Diagnostic &D : Diags.all())
    if (D.level() == Severity::Error)
      return D.message();
  return "it cannot read the plan";
}

SweepResult acp::sweep(StringRef Path, const ElaborationOptions &Plan,
                       const SweepOptions &Options, const FileSystem &Files,
                       Team *With, llvm::raw_ostream &Out,
                       llvm::raw_ostream &Err) {
  InterruptGuard Guard;
  SweepWork Work(Path, Plan, Options, Files, [] { return Interrupted != 0; });
  SweepResult R;
  bool Ready = Work.prepare();
  if (With && With->rank() != 0) {
    serve(*With, Work, Ready ? "" : firstError(*Work.wrong().Diags));
    R.End = SweepEnd::Served;
    return R;
  }
  if (Ready) {
    SweepRunner Runner(Work, Options, Files, With, Out, Err);
    R.End = Runner.run();
    R.Part = Runner.takePart();
  } else {
    if (With)
      leave(*With);
    R.End = SweepEnd::Wrong;
  }
  R.Sources = std::move(Work.wrong().Sources);
  R.Diags = std::move(Work.wrong().Diags);
  return R;
}
