//===- Merge.cpp - The parts of a sweep as one ----------------------------===//
//
// Part of acpc, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Parts lie side by side by their points; none may be missing or twice there.
//
//===----------------------------------------------------------------------===//

#include "Basic/FileDiagnostic.h"
#include "Report/Digits.h"
#include "Sweep/Part.h"
#include "llvm/ADT/StringExtras.h"

using namespace acp;
using llvm::StringRef;

/// One of all parts, which must be done, of one plan, and have every point
/// once; else nothing, with Why and the part that it is about.
static std::optional<SweepPart> mergeParts(llvm::ArrayRef<SweepPart> Parts,
                                           std::string &Why, size_t &Which) {
  std::vector<size_t> Order(Parts.size());
  for (size_t I = 0; I != Order.size(); ++I)
    Order[I] = I;
  llvm::stable_sort(Order, [&](size_t A, size_t B) {
    return Parts[A].First < Parts[B].First;
  });
  SweepPart Out;
  Out.Plan = Parts[0].Plan;
  uint64_t Next = 0;
  for (size_t I : Order) {
    const SweepPart &P = Parts[I];
    Which = I;
    if (P.Plan.Digest != Out.Plan.Digest || !(P.Plan == Out.Plan))
      Why = P.Plan.Version != Out.Plan.Version
                ? "it is of acpc " + P.Plan.Version + ", others of " +
                      Out.Plan.Version
                : "it is of another plan, or of the same with other parameters";
    else if (!P.isDone())
      Why = "it is not done: " + grouped(llvm::utostr(P.End - P.Next)) +
            " points are left; run the same command again";
    else if (P.First < Next)
      Why = "its points are in another part too";
    else if (P.First > Next)
      Why = "the points before it, from " + grouped(llvm::utostr(Next)) +
            " to " + grouped(llvm::utostr(P.First - 1)) + ", are in no part";
    if (!Why.empty())
      return std::nullopt;
    Next = P.End;
  }
  if (Next != Out.Plan.Points) {
    Why = "the points after it, from " + grouped(llvm::utostr(Next)) +
          " on, are in no part";
    return std::nullopt;
  }
  for (const SweepPart &P : Parts)
    Out.Found.add(P.Found, Out.Plan);
  Out.End = Out.Next = Out.Plan.Points;
  return Out;
}

std::optional<SweepPart> acp::mergeFiles(llvm::ArrayRef<std::string> Paths,
                                         const FileSystem &Files,
                                         DiagnosticEngine &Diags) {
  auto Refuse = [&](StringRef Path, StringRef Why) {
    Diags.report(Diag::PartRefused).arg("path", Path).arg("why", Why);
  };
  std::vector<SweepPart> Parts;
  for (const std::string &Path : Paths) {
    FileResult R = Files.read(Path, PartBytes);
    if (R.Error != FileError::None) {
      reportUnread(Diags, {}, Path, R, PartBytes);
      continue;
    }
    std::string Why;
    if (std::optional<SweepPart> P = readPart(R.Buffer->getBuffer(), Why))
      Parts.push_back(std::move(*P));
    else
      Refuse(Path, Why);
  }
  if (Diags.hasErrors())
    return std::nullopt;
  std::string Why;
  size_t Which = 0;
  std::optional<SweepPart> Whole = mergeParts(Parts, Why, Which);
  if (!Whole)
    Refuse(Paths[Which], Why);
  return Whole;
}
