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
#include "Report/Figures.h"
#include "Sweep/PlanMaker.h"
#include "llvm/ADT/StringExtras.h"

using namespace acp;
using llvm::StringRef;

namespace {

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

  bool solve(Made Here, const Choices &At, const Axes &Swept,
             std::vector<FoundSearch> Searches) {
    const ir::Module &M = Here.module();
    uint32_t Search = nextSearch(M, At);
    if (Search == ir::None)
      return fail(std::move(Here), Diag::SearchCycle,
                  M.Searches.empty() ? Span() : M.Searches[0].Where);
    std::optional<Solution> Found =
        acp::solve(Here, Search, At, Maker, Options, Wrong);
    if (!Found)
      return false;
    if (!Found->Best)
      return nothing(std::move(Here), Found->Search, Found->Nearest, Swept);
    Searches.push_back(std::move(Found->Search));
    return visit(*Found->Best, Swept, std::move(Searches));
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
