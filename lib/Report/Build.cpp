//===- Build.cpp - The report of a module ---------------------------------===//
//
// Part of acpc, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Files and parameters, then views (Tables.cpp and Trees.cpp lay out their
// columns), then checks in the order of their places. Sources come last: they
// are numbered as the rest cites them.
//
//===----------------------------------------------------------------------===//

#include "Report/Verdicts.h"
#include "Report/Views.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"

using namespace acp;

std::string Report::place(Spot S) const {
  if (!S.valid() || S.File >= Inputs.size())
    return "";
  return Inputs[S.File].Name.str() + ":" + llvm::utostr(S.Line);
}

bool Report::requiresHold() const {
  return llvm::none_of(FailedRequires, [](const ReportCheck &C) {
    return C.Result == Verdict::Fails;
  });
}

/// Parameters, and what a search of the file itself found.
static void addParams(Report &R, FigureMaker &Make) {
  const ir::Module &M = Make.module();
  std::vector<ir::DefId> Params;
  for (ir::DefId D = 0; D != M.Definitions.size(); ++D) {
    const ir::Definition &Def = M.Definitions[D];
    if (Def.From == ir::Origin::Param || Def.From == ir::Origin::ParamSet ||
        (Def.From == ir::Origin::Solved && Def.Owner == ir::None))
      Params.push_back(D);
  }
  llvm::stable_sort(Params, [&](ir::DefId A, ir::DefId B) {
    return M.Definitions[A].Place.Begin < M.Definitions[B].Place.Begin;
  });
  for (ir::DefId D : Params) {
    R.Params.push_back(Make.definition(D));
    R.Params.back().Name = Make.save(M.name(M.Definitions[D]));
  }
}

static void addChecks(Report &R, FigureMaker &Make) {
  auto Count = [](VerdictCounts &Counts, Verdict V) {
    ++(V == Verdict::Holds   ? Counts.Holds
       : V == Verdict::Fails ? Counts.Fails
                             : Counts.Undecided);
  };
  for (const ir::Check &C : Make.module().Checks) {
    // A require that holds goes without saying.
    if (C.Kind == ir::CheckKind::Require) {
      if (judge(Make, C) == Verdict::Fails || probability(Make, C) < 1)
        R.FailedRequires.push_back(reportCheck(Make, C));
      continue;
    }
    // What is only expected is a warning, where it is not so.
    if (C.Kind == ir::CheckKind::Expect)
      continue;
    bool IsAssert = C.Kind == ir::CheckKind::Assert;
    ReportCheck Check = reportCheck(Make, C);
    Count(IsAssert ? R.AssertCounts : R.ClaimCounts, Check.Result);
    (IsAssert ? R.Asserts : R.Claims).push_back(std::move(Check));
  }
  for (std::vector<ReportCheck> *List :
       {&R.Asserts, &R.Claims, &R.FailedRequires})
    llvm::stable_sort(*List, [](const ReportCheck &A, const ReportCheck &B) {
      return std::pair(A.Place.File, A.Place.Line) <
             std::pair(B.Place.File, B.Place.Line);
    });
}

static void addViews(Report &R, FigureMaker &Make,
                     const ReportOptions &Options) {
  const ir::Module &M = Make.module();
  std::vector<std::vector<uint32_t>> Inside(M.Views.size());
  std::vector<uint32_t> Outermost;
  for (uint32_t V = 0; V != M.Views.size(); ++V) {
    uint32_t Parent = M.Views[V].Parent;
    (Parent < V ? Inside[Parent] : Outermost).push_back(V);
  }
  // A view stands before those inside it, so that going backwards each is whole
  // when the one around it takes it. Making them forwards numbers the sources.
  std::vector<ReportView> Made;
  for (const ir::View &V : M.Views)
    Made.push_back(makeView(Make, V, Options));
  for (size_t V = M.Views.size(); V-- != 0;)
    for (uint32_t Child : Inside[V])
      Made[V].Nested.push_back(std::move(Made[Child]));
  for (uint32_t V : Outermost)
    R.Views.push_back(std::move(Made[V]));
}

Report acp::buildReport(const ir::Module &M, const SourceManager &Sources,
                        const ReportOptions &Options) {
  Report R = emptyReport(Sources, Options.Digests);
  FigureMaker Make(M, Sources, *R.Memory, Options);
  R.Version = Make.save(Options.Version);
  R.StdlibDigest = Make.save(Options.StdlibDigest);
  if (Options.Draws) {
    R.Draws = Options.Draws->Draws;
    R.Seed = Options.Draws->Seed;
  }
  addParams(R, Make);
  addViews(R, Make, Options);
  addChecks(R, Make);
  R.Sources = Make.cited().vec();
  return R;
}
