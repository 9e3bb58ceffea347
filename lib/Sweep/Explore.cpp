//===- Explore.cpp - Plans with axes --------------------------------------===//
//
// Part of acpc, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Each step elaborates the plan with the axes that are decided so far. What is
// left in the module says what to do next: take a sweep apart, solve a search,
// or report.
//
//===----------------------------------------------------------------------===//

#include "Sweep/Explore.h"
#include "IR/LeafSets.h"
#include "Quantity/Format.h"
#include "Report/Figures.h"
#include "Sweep/PlanMaker.h"
#include "llvm/ADT/StringExtras.h"

using namespace acp;
using llvm::StringRef;

namespace {

/// Points of one search at most: days on one machine.
constexpr uint64_t MostSearched = 1'000'000'000'000;
/// Elaborations for the structural axes of one search at most.
constexpr uint64_t MostStructures = 10'000;

/// A candidate of any of the structures that a search tries.
struct Found {
  std::vector<double> Goals;
  Choices At;
  /// On all axes of the search, in the order of their lines.
  std::vector<uint64_t> Places;
  std::vector<std::string> Texts;
  /// Requirements that its structure does not meet in enough draws.
  std::shared_ptr<std::vector<std::string>> Unlikely;
};

class Explorer {
public:
  Explorer(StringRef Path, const ElaborationOptions &Plan,
           const ExploreOptions &Options, const FileSystem &Files)
      : Maker(Path, Plan, Files), Plan(Plan), Options(Options) {}

  std::vector<ExploredPoint> run(SourceManager &Sources,
                                 DiagnosticEngine &Diags) {
    bool Good = visit(Plan.Choices, {}, {});
    if (Good && Points.empty()) {
      Made Here = Maker.make(Plan.Choices);
      Span Where;
      for (const ir::AxisFilter &F : Here.module().Filters)
        Where = F.Where;
      fail(std::move(Here), Diag::NoPoint, Where);
    }
    if (Wrong.Diags->hasErrors()) {
      Sources = std::move(*Wrong.Sources);
      Diags = std::move(*Wrong.Diags);
      return {};
    }
    return std::move(Points);
  }

private:
  using Axes = std::vector<std::pair<std::string, std::string>>;

  /// Keeps what is wrong, with its sources.
  bool fail(Made With) {
    Wrong = std::move(With);
    return false;
  }
  bool fail(Made With, Diag Kind, Span Where) {
    With.Diags->report(Kind, Where);
    return fail(std::move(With));
  }

  bool visit(const Choices &At, const Axes &Swept,
             std::vector<FoundSearch> Searches) {
    Made Here = Maker.make(At);
    if (!Here.Result.Module)
      return fail(std::move(Here));
    ir::Module &M = Here.module();
    std::string RuledOut = Here.ruledOut();
    if (Here.Diags->hasErrors() && RuledOut.empty())
      return fail(std::move(Here));
    for (const ir::Axis *A : inOrder(M))
      if (A->Kind == ir::LeafKind::Sweep && isUnfixed(M, *A, At))
        return sweep(Here, *A, At, Swept, Searches);
    for (const ir::AxisFilter &F : M.Filters)
      if (M.Axes[F.Axis].Kind == ir::LeafKind::Sweep && M.known(F.Condition) &&
          !M.boolean(F.Condition))
        return true;
    bool AnyStructural = false, AnyUnsolved = false;
    for (const ir::Axis &A : M.Axes)
      if (A.Kind == ir::LeafKind::Solve && isUnfixed(M, A, At)) {
        AnyUnsolved = true;
        AnyStructural |= A.Structural;
      }
    if (!RuledOut.empty() && !AnyStructural) {
      if (Swept.empty())
        return fail(std::move(Here));
      return add(std::move(Here), Swept, {}, RuledOut);
    }
    if (AnyUnsolved)
      return solve(std::move(Here), At, Swept, std::move(Searches));
    return add(std::move(Here), Swept, std::move(Searches), "");
  }

  bool add(Made Here, const Axes &Swept, std::vector<FoundSearch> Searches,
           std::string Infeasible) {
    ExploredPoint P;
    P.Sources = std::move(Here.Sources);
    P.Diags = std::move(Here.Diags);
    P.Result = std::move(Here.Result);
    P.Searches = std::move(Searches);
    P.Infeasible = std::move(Infeasible);
    P.Axes = Swept;
    Points.push_back(std::move(P));
    return true;
  }

  bool sweep(Made &Here, const ir::Axis &A, const Choices &At,
             const Axes &Swept, const std::vector<FoundSearch> &Searches) {
    ir::Module &M = Here.module();
    if (Visited * A.Length > Options.MostPoints) {
      uint64_t All = Visited * A.Length;
      Span Where = A.Where;
      Here.Diags = std::make_unique<DiagnosticEngine>();
      Here.Diags->report(Diag::TooManyPoints, Where)
          .arg("what", "sweep")
          .arg("points", llvm::utostr(All) + " or more")
          .arg("most", llvm::utostr(Options.MostPoints))
          .help("leave points out with `where`, or write them as a stream: "
                "`acpc sweep`");
      return fail(std::move(Here));
    }
    std::string Key = M.Texts.get(A.Name).str();
    Visited *= A.Length;
    bool Good = true;
    for (uint32_t I = 0; I != A.Length && Good; ++I) {
      Choices Next = At;
      Next[Key] = I;
      Axes Now = Swept;
      for (const ir::AxisColumn &C : A.Columns)
        Now.push_back({M.Texts.get(C.Name).str(), valueText(Here, C, I)});
      Good = visit(Next, Now, Searches);
    }
    Visited /= A.Length;
    return Good;
  }

  /// The search that can be solved now: its objectives hang on no axis of
  /// another that is not solved yet.
  uint32_t nextSearch(const ir::Module &M, const Choices &At) {
    ir::LeafSets Leaves(M);
    auto AxisOf = [&](uint32_t Leaf) {
      for (uint32_t A = 0; A != M.Axes.size(); ++A)
        for (const ir::AxisColumn &C : M.Axes[A].Columns)
          if (C.Value == M.Leaves[Leaf].Value)
            return A;
      return ir::None;
    };
    std::vector<uint32_t> Order(M.Searches.size());
    for (uint32_t S = 0; S != Order.size(); ++S)
      Order[S] = S;
    llvm::stable_sort(Order, [&](uint32_t A, uint32_t B) {
      return M.Searches[A].Where.Begin < M.Searches[B].Where.Begin;
    });
    for (uint32_t S : Order) {
      if (llvm::none_of(M.Axes, [&](const ir::Axis &A) {
            return A.Search == S && isUnfixed(M, A, At);
          }))
        continue;
      bool Alone = true;
      for (const ir::Objective &O : M.Searches[S].Objectives)
        for (uint32_t Leaf : Leaves.of(O.Value)) {
          uint32_t A = AxisOf(Leaf);
          Alone &= A == ir::None || M.Axes[A].Search == S ||
                   M.Axes[A].Kind != ir::LeafKind::Solve;
        }
      if (Alone)
        return S;
    }
    return ir::None;
  }

  bool tooMany(Made Here, Span Where, const std::string &Points,
               uint64_t Most) {
    Here.Diags->report(Diag::TooManyPoints, Where)
        .arg("what", "search")
        .arg("points", Points)
        .arg("most", llvm::utostr(Most))
        .help("leave points out with `where`, or take fewer values an axis");
    return fail(std::move(Here));
  }

  bool solve(Made Here, const Choices &At, const Axes &Swept,
             std::vector<FoundSearch> Searches) {
    ir::Module &M = Here.module();
    uint32_t Search = nextSearch(M, At);
    if (Search == ir::None)
      return fail(std::move(Here), Diag::SearchCycle,
                  M.Searches.empty() ? Span() : M.Searches[0].Where);
    Span Where = M.Searches[Search].Where;
    FoundSearch Out;
    Out.Name = M.Texts.get(M.Searches[Search].Name).str();
    Out.Where = Where;
    for (const ir::Axis *A : inOrder(M))
      if (A->Search == Search && isUnfixed(M, *A, At))
        for (const ir::AxisColumn &C : A->Columns)
          Out.Axes.push_back(M.Texts.get(C.Name).str());
    for (const ir::Objective &O : M.Searches[Search].Objectives)
      Out.Objectives.push_back((O.Maximize ? "maximize " : "minimize ") +
                               oneLine(Here.Sources->text(O.Where)));

    // The places on the axes that structure hangs on, one combination after
    // another; without any there is one.
    AxisLengths Structures;
    uint64_t Combinations = 1;
    for (const ir::Axis &A : M.Axes)
      if (A.Search == Search && isUnfixed(M, A, At) && A.At != ir::None) {
        Structures.push_back({M.Texts.get(A.Name).str(), A.Length});
        Combinations *= A.Length;
        if (Combinations > MostStructures)
          return tooMany(std::move(Here), A.Where, llvm::utostr(Combinations),
                         MostStructures);
      }

    std::map<std::string, uint64_t> Failed;
    std::vector<Found> Best, Front;
    std::vector<kernel::Goal> Goals;
    std::string Nearest;
    uint32_t NearestFails = ~0u;
    Made Mine;
    auto IsMine = [&](const ir::Axis &A) { return A.Search == Search; };
    kernel::SearchOptions How;
    How.Threads = Options.Threads;
    How.Stop = Options.Stop;
    How.Top = std::max(Options.Top, 1u);
    for (uint64_t C = 0; C != Combinations; ++C) {
      Choices Now = choicesAt(Structures, C, At);
      Made &In = Structures.empty() ? Here : Mine;
      if (!Structures.empty()) {
        Mine = Maker.make(Now);
        if (!Mine.Result.Module ||
            (Mine.Diags->hasErrors() && Mine.ruledOut().empty()))
          return fail(std::move(Mine));
      }
      Made WithDraws;
      if (kernel::hasDraws(In.module()))
        WithDraws = Maker.make(Now);
      Posed P = pose(In, IsMine);
      for (const ir::Objective &O : In.module().Searches[Search].Objectives)
        P.Problem.Goals.push_back({O.Value, O.Maximize});
      auto Unlikely = std::make_shared<std::vector<std::string>>();
      if (WithDraws.Result.Module) {
        poseChances(P, WithDraws, Options.Draws);
        *Unlikely = unlikely(WithDraws, Options.Draws);
      }
      for (const std::string &Text : P.Chances)
        if (!llvm::is_contained(Out.Drawn, Text))
          Out.Drawn.push_back(Text);
      std::optional<uint64_t> Size = P.Problem.Points.size();
      if (!Size || *Size > MostSearched) {
        std::vector<uint32_t> Lengths;
        for (const kernel::SpaceAxis &A : P.Problem.Points.Axes)
          Lengths.push_back(A.Length);
        return tooMany(std::move(In), Where, pointsText(Lengths), MostSearched);
      }
      if (!Structures.empty() && !Mine.ruledOut().empty()) {
        // All points that are left fail in the same way.
        kernel::Outcome O = countLeft(In.module(), P, How);
        Failed[Mine.ruledOutBy()] += O.Feasible;
        Out.Points += O.Points;
        Out.Filtered += O.Filtered;
        continue;
      }
      kernel::Engine Engine(In.module(), P.Problem);
      Out.Steps = std::max<uint64_t>(Out.Steps, Engine.steps());
      Out.TableRows += Engine.tableRows();
      kernel::Outcome O = Engine.run(How);
      Goals = P.Problem.Goals;
      Out.Points += O.Points;
      Out.Filtered += O.Filtered;
      Out.Feasible += O.Feasible;
      Out.Evaluated += O.Evaluated;
      Out.Bisected += O.Bisected;
      Out.FrontIsCut |= O.FrontIsCut;
      for (size_t K = 0; K != O.Failed.size(); ++K)
        Failed[P.Constraints[K]] += O.Failed[K];
      auto Keep = [&](const kernel::Candidate &Each, std::vector<Found> &To) {
        To.push_back(found(In, P, Search, Now, Each));
        To.back().Unlikely = Unlikely;
      };
      for (const kernel::Candidate &Each : O.Best)
        Keep(Each, Best);
      for (const kernel::Candidate &Each : O.Front)
        Keep(Each, Front);
      if (O.Feasible == 0 && O.NearestFails < NearestFails) {
        NearestFails = O.NearestFails;
        Nearest =
            llvm::join(found(In, P, Search, Now, {O.Nearest, {}}).Texts, ", ");
      }
    }
    leaveUnlikely(Best, Front, Out.Drawn);
    auto IsBetter = [&](const Found &A, const Found &B) {
      int Order = kernel::compareGoals(A.Goals, B.Goals, Goals);
      // Of equals the first in the order of the lines.
      return Order ? Order < 0 : A.Places < B.Places;
    };
    llvm::stable_sort(Best, IsBetter);
    if (Best.size() > std::max(Options.Top, 1u))
      Best.resize(std::max(Options.Top, 1u));
    // A point of one structure may be worse than one of another in all goals.
    llvm::stable_sort(Front, IsBetter);
    std::vector<Found> Whole;
    for (Found &F : Front)
      if (llvm::none_of(Whole, [&](const Found &Other) {
            return kernel::isAsGoodInAll(Other.Goals, F.Goals, Goals);
          }))
        Whole.push_back(std::move(F));
    for (const Found &F : Best)
      Out.Best.push_back(F.Texts);
    for (const Found &F : Whole)
      Out.Front.push_back(F.Texts);
    Out.Failed = {Failed.begin(), Failed.end()};
    llvm::erase_if(Out.Failed, [](const auto &F) { return F.second == 0; });
    llvm::stable_sort(Out.Failed, [](const auto &A, const auto &B) {
      return A.second > B.second;
    });
    if (Best.empty())
      return nothing(std::move(Here), Out, Nearest, Swept);
    Searches.push_back(std::move(Out));
    return visit(Best[0].At, Swept, std::move(Searches));
  }

  /// Leaves out the structures that fail a requirement in draws which others
  /// meet. One that all fail is not the search's to mend.
  static void leaveUnlikely(std::vector<Found> &Best, std::vector<Found> &Front,
                            std::vector<std::string> &Decisive) {
    std::map<std::string, size_t> Fails;
    for (const Found &F : Best)
      for (const std::string &Text : *F.Unlikely)
        ++Fails[Text];
    size_t All = Best.size();
    for (const auto &[Text, Times] : Fails) {
      if (Times == All)
        continue;
      auto IsUnlikely = [&Text = Text](const Found &F) {
        return llvm::is_contained(*F.Unlikely, Text);
      };
      llvm::erase_if(Best, IsUnlikely);
      llvm::erase_if(Front, IsUnlikely);
      Decisive.push_back(Text);
    }
  }

  /// A candidate in words: the values of its axes, then of its objectives.
  Found found(Made &In, const Posed &P, uint32_t Search, const Choices &At,
              const kernel::Candidate &C) {
    ir::Module &M = In.module();
    Found F;
    F.Goals = C.Goals;
    F.At = At;
    std::vector<uint32_t> Place = P.Problem.Points.at(C.Point);
    llvm::DenseMap<uint32_t, uint32_t> On;
    for (size_t I = 0; I != P.Axes.size(); ++I) {
      F.At[M.Texts.get(M.Axes[P.Axes[I]].Name).str()] = Place[I];
      On[P.Axes[I]] = Place[I];
    }
    for (const ir::Axis *Axis : inOrder(M)) {
      if (Axis->Search != Search)
        continue;
      uint32_t A = uint32_t(Axis - M.Axes.data());
      uint32_t I = Axis->At == ir::None ? On.lookup(A) : Axis->At;
      F.Places.push_back(I);
      for (const ir::AxisColumn &Column : Axis->Columns) {
        std::string Head =
            C.Goals.empty() ? M.Texts.get(Column.Name).str() + " = " : "";
        F.Texts.push_back(Head + valueText(In, Column, I));
      }
    }
    for (size_t G = 0; G != C.Goals.size(); ++G) {
      const ir::Objective &O = M.Searches[Search].Objectives[G];
      F.Texts.push_back(
          format(Number::inexact(C.Goals[G]), M.type(O.Value).dim(),
                 O.Unit == ir::None ? nullptr : &M.Units[O.Unit], M.Scope, {}));
    }
    return F;
  }

  bool nothing(Made Here, const FoundSearch &Of, const std::string &Nearest,
               const Axes &Swept) {
    std::string Why = "nothing is feasible";
    if (Of.Feasible)
      Why += ": none of " + llvm::utostr(Of.Feasible) +
             " points that meet the requirements at the middle of what is "
             "uncertain does so in enough draws";
    else if (!Of.Failed.empty())
      Why += ": " + llvm::utostr(Of.Failed[0].second) + " of " +
             llvm::utostr(Of.Points - Of.Filtered) + " points fail `" +
             Of.Failed[0].first + "`";
    if (!Swept.empty())
      return add(std::move(Here), Swept, {}, Why);
    Here.Diags = std::make_unique<DiagnosticEngine>();
    auto D = std::make_unique<DiagnosticBuilder>(
        Here.Diags->report(Diag::NothingFeasible, Of.Where));
    D->arg("points", llvm::utostr(Of.Points));
    D->here("searched here");
    if (Of.Filtered)
      D->note(llvm::utostr(Of.Filtered) + " points are left out by `where`");
    std::string Lines;
    for (const auto &[Text, Count] : Of.Failed)
      Lines += "\n" + llvm::utostr(Count) + " fail `" + Text + "`";
    if (!Lines.empty())
      D->note("of " + llvm::utostr(Of.Points - Of.Filtered) + " points" +
              Lines);
    if (Of.Feasible)
      D->note("points that meet the requirements at the middle of what is "
              "uncertain: " +
              llvm::utostr(Of.Feasible) +
              "; none of them does in enough draws:\n" +
              llvm::join(Of.Drawn, "\n"));
    if (!Nearest.empty())
      D->note("the nearest point: " + Nearest);
    D.reset();
    return fail(std::move(Here));
  }

  PlanMaker Maker;
  const ElaborationOptions &Plan;
  const ExploreOptions &Options;
  /// Points that the sweeps taken apart so far make.
  uint64_t Visited = 1;
  std::vector<ExploredPoint> Points;
  Made Wrong;
};

} // namespace

std::vector<ExploredPoint>
acp::explore(StringRef Path, const ElaborationOptions &Plan,
             const ExploreOptions &Options, const FileSystem &Files,
             SourceManager &Sources, DiagnosticEngine &Diags) {
  return Explorer(Path, Plan, Options, Files).run(Sources, Diags);
}

void acp::addSearches(Report &R, llvm::ArrayRef<FoundSearch> Searches,
                      const SourceManager &Sources) {
  for (const FoundSearch &S : Searches) {
    R.Searches.push_back(S);
    R.Searches.back().Place = spotOf(R, Sources, S.Where);
  }
}

/// Where the plan of a point sweeps first.
static Span sweptAt(const ExploredPoint &P) {
  for (const ir::Axis *A : inOrder(*P.Result.Module))
    if (A->Kind == ir::LeafKind::Sweep)
      return A->Where;
  return {};
}

/// `gpus = 64, seq = 2048`
static std::string axesText(const ExploredPoint &P) {
  std::string Text;
  for (const auto &[Name, Value] : P.Axes)
    Text += (Text.empty() ? "" : ", ") + Name + " = " + Value;
  return Text;
}

void acp::warnOfFirstPoint(const ExploredPoint &P, size_t Points,
                           DiagnosticEngine &Diags) {
  std::string Give;
  for (const auto &[Name, Text] : P.Axes)
    Give += (Give.empty() ? "" : " ") + ("-D " + Name) + "=...";
  Diags.report(Diag::FirstPoint, sweptAt(P))
      .arg("points", Points)
      .arg("at", axesText(P))
      .help("another one: `" + Give + "`");
}

void acp::reportNothingFeasible(llvm::ArrayRef<ExploredPoint> Points,
                                DiagnosticEngine &Diags) {
  std::string Lines;
  for (const ExploredPoint &P : Points.take_front(5))
    Lines += (Lines.empty() ? "" : "\n") + axesText(P) + ": " + P.Infeasible;
  Diags.report(Diag::NothingFeasible, sweptAt(Points[0]))
      .arg("points", Points.size())
      .here("swept here")
      .note(Lines);
}
