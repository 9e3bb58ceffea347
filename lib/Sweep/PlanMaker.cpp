//===- PlanMaker.cpp - A plan with some of its axes decided ---------------===//
//
// Part of acpc, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Whether structure hangs on an axis is found out by elaborating: where it
// does, the axis stands at a value from then on.
//
//===----------------------------------------------------------------------===//

#include "Sweep/PlanMaker.h"
#include "IR/LeafSets.h"
#include "Passes/Bind.h"
#include "Passes/Passes.h"
#include "Quantity/Format.h"
#include "Report/Digits.h"
#include "Report/Figures.h"
#include "Report/Verdicts.h"
#include "llvm/ADT/DenseSet.h"
#include "llvm/ADT/StringExtras.h"
#include <cmath>

using namespace acp;
using llvm::StringRef;

std::string Made::ruledOut() const {
  std::string Text;
  for (const Diagnostic &D : Diags->all()) {
    if (D.level() != Severity::Error)
      continue;
    if (D.Kind != Diag::RequireFailed)
      return "";
    if (Text.empty())
      for (const auto &[Name, Value] : D.Args)
        if (Name == "text")
          Text = Value;
  }
  return Text;
}

Choices acp::choicesAt(const AxisLengths &Axes, uint64_t Point, Choices With) {
  for (size_t A = Axes.size(); A-- != 0;) {
    With[Axes[A].first] = Point % Axes[A].second;
    Point /= Axes[A].second;
  }
  return With;
}

std::string Made::ruledOutBy() const {
  for (const Diagnostic &D : Diags->all())
    if (D.Kind == Diag::RequireFailed)
      return oneLine(Sources->text(D.Primary.Where));
  return "";
}

std::vector<const ir::Axis *> acp::inOrder(const ir::Module &M) {
  std::vector<const ir::Axis *> Axes;
  for (const ir::Axis &A : M.Axes)
    Axes.push_back(&A);
  llvm::stable_sort(Axes, [](const ir::Axis *A, const ir::Axis *B) {
    return A->Where.Begin < B->Where.Begin;
  });
  return Axes;
}

bool acp::isUnfixed(const ir::Module &M, const ir::Axis &A, const Choices &At) {
  return !At.count(M.Texts.get(A.Name).str());
}

/// The condition of a requirement as it is written.
static std::string conditionText(const ir::Module &M, const ir::Check &C,
                                 const SourceManager &Sources) {
  std::string Text = oneLine(Sources.text(C.Where));
  StringRef Rest = Text;
  if (Rest.consume_front("require "))
    Rest = Rest.substr(0, Rest.rfind(", \""));
  else if (M.Values[C.Condition].Op == ir::Opcode::IsWhole)
    return Rest.str() + " is whole";
  return Rest.trim().str();
}

Made PlanMaker::make(const Choices &At) {
  for (;;) {
    Made Out;
    ElaborationOptions Here = Plan;
    Here.Choices = At;
    Here.Structural = Structural;
    Out.Result = elaborate(Path, Here, Files, *Out.Sources, *Out.Diags);
    if (!Out.Result.Module)
      return Out;
    bool Again = false;
    for (const ir::Axis &A : Out.module().Axes)
      if (A.Structural && A.At == ir::None) {
        Structural.push_back(Out.module().Texts.get(A.Name).str());
        Again = true;
      }
    if (Again)
      continue;
    if (!Out.Diags->hasErrors())
      for (const Pass &P : pipeline())
        P.Run(Out.module());
    return Out;
  }
}

std::string acp::pointsText(llvm::ArrayRef<uint32_t> Lengths) {
  uint64_t Points = 1;
  double Digits = 0;
  bool Fits = true;
  for (uint32_t Length : Lengths) {
    Fits &= !__builtin_mul_overflow(Points, uint64_t(Length), &Points) &&
            Points < uint64_t(1) << 62;
    Digits += std::log10(double(Length));
  }
  return Fits ? grouped(llvm::utostr(Points))
              : "10^" + llvm::utostr(uint64_t(Digits));
}

std::string acp::valueText(const Made &Of, const ir::AxisColumn &C,
                           uint32_t Place) {
  const ir::Module &M = *Of.Result.Module;
  if (C.isRange())
    return format(Number(C.First + Place), M.type(C.Value).dim(),
                  C.Unit == ir::None ? nullptr : &M.Units[C.Unit], M.Scope);
  llvm::BumpPtrAllocator Memory;
  FigureMaker Figures(M, *Of.Sources, Memory, ReportOptions());
  return Figures.value(C.Values[Place], C.Unit).Text.str();
}

void acp::poseChances(Posed &P, const Made &WithDraws,
                      const kernel::SampleOptions &Draws) {
  const ir::Module &M = *WithDraws.Result.Module;
  llvm::DenseSet<uint32_t> Own;
  for (const kernel::SpaceAxis &A : P.Problem.Points.Axes)
    for (ir::ValueId Leaf : A.Leaves)
      Own.insert(M.Values[Leaf].Attribute);
  ir::LeafSets Leaves(M);
  for (const ir::Check &C : M.Checks) {
    if (C.Kind != ir::CheckKind::Require || M.known(C.Condition))
      continue;
    bool IsDrawn = false, Mine = false, Others = false;
    for (uint32_t L : Leaves.of(C.Condition))
      if (M.Leaves[L].Kind == ir::LeafKind::Draw)
        IsDrawn = true;
      else if (Own.count(L))
        Mine = true;
      else
        Others = true;
    if (!IsDrawn || !Mine || Others)
      continue;
    P.Problem.Chances.push_back({C.Condition, confidence(M, C)});
    P.Chances.push_back(conditionText(M, C, *WithDraws.Sources));
  }
  P.Problem.WithDraws = &M;
  P.Problem.Draws = Draws;
}

std::vector<std::string> acp::unlikely(const Made &WithDraws,
                                       const kernel::SampleOptions &Draws) {
  const ir::Module &M = *WithDraws.Result.Module;
  ir::LeafSets Leaves(M);
  std::vector<kernel::Chance> Chances;
  std::vector<std::string> Texts;
  for (const ir::Check &C : M.Checks)
    if (C.Kind == ir::CheckKind::Require && !M.known(C.Condition) &&
        llvm::all_of(Leaves.of(C.Condition), [&](uint32_t L) {
          return M.Leaves[L].Kind == ir::LeafKind::Draw;
        })) {
      Chances.push_back({C.Condition, confidence(M, C)});
      Texts.push_back(conditionText(M, C, *WithDraws.Sources));
    }
  kernel::Space Nowhere;
  kernel::ChanceCheck Check(M, Nowhere, Chances, Draws);
  std::vector<std::string> Out;
  for (size_t C = 0; C != Chances.size(); ++C)
    if (!Check.holds(C, 0))
      Out.push_back(std::move(Texts[C]));
  return Out;
}

Posed acp::pose(Made &Here, llvm::function_ref<bool(const ir::Axis &)> IsMine) {
  ir::Module &M = Here.module();
  bindDraws(M);
  Posed P;
  for (uint32_t A = 0; A != M.Axes.size(); ++A)
    if (IsMine(M.Axes[A]) && M.Axes[A].At == ir::None)
      P.Axes.push_back(A);
  llvm::sort(P.Axes, [&](uint32_t A, uint32_t B) {
    return M.Axes[A].Where.Begin < M.Axes[B].Where.Begin;
  });
  llvm::DenseSet<uint32_t> Own;
  for (uint32_t A : P.Axes) {
    kernel::SpaceAxis Axis;
    for (const ir::AxisColumn &C : M.Axes[A].Columns) {
      Axis.Leaves.push_back(C.Value);
      Own.insert(M.Values[C.Value].Attribute);
      kernel::AxisValues Values;
      Values.First = double(C.First);
      for (ir::ValueId V : C.Values)
        Values.List.push_back(kernel::columnOf(M, V));
      Axis.Values.push_back(std::move(Values));
    }
    Axis.Length = M.Axes[A].Length;
    P.Problem.Points.Axes.push_back(std::move(Axis));
  }
  for (const ir::AxisFilter &F : M.Filters)
    if (IsMine(M.Axes[F.Axis]))
      P.Problem.Filters.push_back(F.Condition);
  ir::LeafSets Leaves(M);
  llvm::DenseSet<ir::ValueId> Seen;
  for (const ir::Check &C : M.Checks) {
    if (C.Kind != ir::CheckKind::Require || M.known(C.Condition) ||
        !Seen.insert(C.Condition).second)
      continue;
    llvm::ArrayRef<uint32_t> Of = Leaves.of(C.Condition);
    bool Mine = llvm::any_of(Of, [&](uint32_t L) { return Own.count(L); });
    bool Others = llvm::any_of(Of, [&](uint32_t L) {
      return !Own.count(L) && M.Leaves[L].Kind != ir::LeafKind::Open;
    });
    if (!Mine || Others)
      continue;
    P.Problem.Constraints.push_back(C.Condition);
    P.Constraints.push_back(conditionText(M, C, *Here.Sources));
  }
  return P;
}

kernel::Outcome acp::countLeft(const ir::Module &M, Posed &P,
                               const kernel::SearchOptions &How) {
  P.Problem.Constraints.clear();
  P.Problem.Goals.clear();
  P.Problem.Columns.clear();
  if (!P.Problem.Filters.empty())
    return kernel::Engine(M, P.Problem).run(How);
  kernel::Outcome All;
  uint64_t Size = P.Problem.Points.size().value_or(~uint64_t(0));
  All.Points = All.Feasible = std::min(How.End, Size) - How.First;
  return All;
}
