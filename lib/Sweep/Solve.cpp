//===- Solve.cpp - One search of a plan -----------------------------------===//
//
// Part of acpc, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Structures are tried in the order of their numbers. Candidates of all of them
// are compared in the end, as the kernel compares those of one.
//
//===----------------------------------------------------------------------===//

#include "Sweep/Solve.h"
#include "Quantity/Format.h"
#include "Report/Figures.h"
#include "Sweep/Progress.h"
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

class Solver {
public:
  Solver(Made &Here, uint32_t Search, const Choices &At, PlanMaker &Maker,
         const SolveOptions &Options, Made &Wrong)
      : Here(Here), M(Here.module()), Search(Search), At(At), Maker(Maker),
        Options(Options), Wrong(Wrong) {
    How.Threads = Options.Threads;
    How.Stop = Options.Stop;
    How.Top = std::max(Options.Top, 1u);
  }

  std::optional<Solution> run() {
    describe();
    std::optional<uint64_t> Combinations = structures();
    if (!Combinations)
      return std::nullopt;
    for (uint64_t C = 0; C != *Combinations; ++C)
      if (!tryStructure(choicesAt(Structures, C, At)))
        return std::nullopt;
    conclude();
    return std::move(Out);
  }

private:
  bool isMine(const ir::Axis &A) const { return A.Search == Search; }

  bool tooMany(Made &In, Span Where, const std::string &Points, uint64_t Most) {
    In.Diags->report(Diag::TooManyPoints, Where)
        .arg("what", "search")
        .arg("points", Points)
        .arg("most", llvm::utostr(Most))
        .help("leave points out with `where`, or take fewer values an axis");
    Wrong = std::move(In);
    return false;
  }

  void describe() {
    FoundSearch &S = Out.Search;
    S.Name = M.Texts.get(M.Searches[Search].Name).str();
    S.Where = M.Searches[Search].Where;
    for (const ir::Axis *A : inOrder(M))
      if (isMine(*A) && isUnfixed(M, *A, At))
        for (const ir::AxisColumn &C : A->Columns)
          S.Axes.push_back(M.Texts.get(C.Name).str());
    for (const ir::Objective &O : M.Searches[Search].Objectives)
      S.Objectives.push_back((O.Maximize ? "maximize " : "minimize ") +
                             oneLine(Here.Sources->text(O.Where)));
  }

  /// The axes that structure hangs on, and how many combinations of their
  /// values there are; without any there is one.
  std::optional<uint64_t> structures() {
    uint64_t Combinations = 1;
    for (const ir::Axis &A : M.Axes)
      if (isMine(A) && isUnfixed(M, A, At) && A.At != ir::None) {
        Structures.push_back({M.Texts.get(A.Name).str(), A.Length});
        Combinations *= A.Length;
        if (Combinations > MostStructures) {
          tooMany(Here, A.Where, llvm::utostr(Combinations), MostStructures);
          return std::nullopt;
        }
      }
    return Combinations;
  }

  /// Searches the points of one structure.
  bool tryStructure(const Choices &Now) {
    Made Other;
    if (!Structures.empty()) {
      Other = Maker.make(Now);
      if (!Other.Result.Module ||
          (Other.Diags->hasErrors() && Other.ruledOut().empty())) {
        Wrong = std::move(Other);
        return false;
      }
    }
    Made &In = Structures.empty() ? Here : Other;
    Made WithDraws;
    if (kernel::hasDraws(In.module()))
      WithDraws = Maker.make(Now);
    Posed P = pose(In, [&](const ir::Axis &A) { return isMine(A); });
    std::optional<uint64_t> Size = P.Problem.Points.size();
    if (!Size || *Size > MostSearched) {
      std::vector<uint32_t> Lengths;
      for (const kernel::SpaceAxis &A : P.Problem.Points.Axes)
        Lengths.push_back(A.Length);
      return tooMany(In, Out.Search.Where, pointsText(Lengths), MostSearched);
    }
    if (!Structures.empty() && !In.ruledOut().empty()) {
      // All points that are left fail in the same way.
      kernel::Outcome O = countLeft(In.module(), P, How);
      Failed[In.ruledOutBy()] += O.Feasible;
      count(O);
      return true;
    }
    for (const ir::Objective &O : In.module().Searches[Search].Objectives)
      P.Problem.Goals.push_back({O.Value, O.Maximize});
    Goals = P.Problem.Goals;
    auto Unlikely = std::make_shared<std::vector<std::string>>();
    if (WithDraws.Result.Module) {
      poseChances(P, WithDraws, Options.Draws);
      *Unlikely = unlikely(WithDraws, Options.Draws);
    }
    for (const std::string &Text : P.Chances)
      if (!llvm::is_contained(Out.Search.Drawn, Text))
        Out.Search.Drawn.push_back(Text);
    kernel::Engine Engine(In.module(), P.Problem);
    Out.Search.Steps = std::max<uint64_t>(Out.Search.Steps, Engine.steps());
    Out.Search.TableRows += Engine.tableRows();
    Progress Shown(Options.Progress);
    auto Done = [&](uint64_t Points, uint64_t All) {
      Shown.show(Points, All, [] { return std::string(); });
    };
    How.Done = Done;
    kernel::Outcome O = Engine.run(How);
    How.Done = nullptr;
    Shown.clear();
    count(O);
    Out.Search.Feasible += O.Feasible;
    for (size_t K = 0; K != O.Failed.size(); ++K)
      Failed[P.Constraints[K]] += O.Failed[K];
    auto Keep = [&](const kernel::Candidate &Each, std::vector<Found> &To) {
      To.push_back(found(In, P, Now, Each));
      To.back().Unlikely = Unlikely;
    };
    for (const kernel::Candidate &Each : O.Best)
      Keep(Each, Best);
    for (const kernel::Candidate &Each : O.Front)
      Keep(Each, Front);
    if (O.Feasible == 0 && O.NearestFails < NearestFails) {
      NearestFails = O.NearestFails;
      Out.Nearest = llvm::join(found(In, P, Now, {O.Nearest, {}}).Texts, ", ");
    }
    return true;
  }

  void count(const kernel::Outcome &O) {
    Out.Search.Points += O.Points;
    Out.Search.Filtered += O.Filtered;
    Out.Search.Evaluated += O.Evaluated;
    Out.Search.Bisected += O.Bisected;
    Out.Search.FrontIsCut |= O.FrontIsCut;
  }

  /// What all structures come to.
  void conclude() {
    FoundSearch &S = Out.Search;
    leaveUnlikely();
    auto IsBetter = [&](const Found &A, const Found &B) {
      int Order = kernel::compareGoals(A.Goals, B.Goals, Goals);
      // Of equals the first in the order of the lines.
      return Order ? Order < 0 : A.Places < B.Places;
    };
    llvm::stable_sort(Best, IsBetter);
    if (Best.size() > How.Top)
      Best.resize(How.Top);
    // A point of one structure may be worse than one of another in all goals.
    llvm::stable_sort(Front, IsBetter);
    std::vector<Found> Whole;
    for (Found &F : Front)
      if (llvm::none_of(Whole, [&](const Found &Other) {
            return kernel::isAsGoodInAll(Other.Goals, F.Goals, Goals);
          }))
        Whole.push_back(std::move(F));
    for (const Found &F : Best)
      S.Best.push_back(F.Texts);
    for (const Found &F : Whole)
      S.Front.push_back(F.Texts);
    S.Failed = {Failed.begin(), Failed.end()};
    llvm::erase_if(S.Failed, [](const auto &F) { return F.second == 0; });
    llvm::stable_sort(S.Failed, [](const auto &A, const auto &B) {
      return A.second > B.second;
    });
    if (!Best.empty())
      Out.Best = Best[0].At;
  }

  /// Leaves out the structures that fail a requirement in draws which others
  /// meet. One that all fail is not the search's to mend.
  void leaveUnlikely() {
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
      Out.Search.Drawn.push_back(Text);
    }
  }

  /// A candidate in words: the values of its axes, then of its objectives.
  Found found(Made &In, const Posed &P, const Choices &Now,
              const kernel::Candidate &C) const {
    const ir::Module &M = In.module();
    Found F;
    F.Goals = C.Goals;
    F.At = Now;
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

  Made &Here;
  const ir::Module &M;
  uint32_t Search;
  const Choices &At;
  PlanMaker &Maker;
  const SolveOptions &Options;
  Made &Wrong;
  kernel::SearchOptions How;
  AxisLengths Structures;
  std::vector<kernel::Goal> Goals;
  std::map<std::string, uint64_t> Failed;
  std::vector<Found> Best, Front;
  uint32_t NearestFails = ~0u;
  Solution Out;
};

} // namespace

std::optional<Solution> acp::solve(Made &Here, uint32_t Search,
                                   const Choices &At, PlanMaker &Maker,
                                   const SolveOptions &Options, Made &Wrong) {
  return Solver(Here, Search, At, Maker, Options, Wrong).run();
}
