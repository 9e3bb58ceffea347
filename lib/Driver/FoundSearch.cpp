//===- FoundSearch.cpp - What searches found, in a report -----------------===//
//
// Part of acpc, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The texts of a search move into the memory of the report.
//
//===----------------------------------------------------------------------===//

#include "Driver/Explore.h"
#include "Report/Figures.h"
#include "llvm/Support/StringSaver.h"

using namespace acp;

void acp::addSearches(Report &R, llvm::ArrayRef<FoundSearch> Searches,
                      const SourceManager &Sources) {
  llvm::StringSaver Texts(*R.Memory);
  auto Save = [&](const std::vector<std::string> &Of) {
    std::vector<llvm::StringRef> Saved;
    for (const std::string &Text : Of)
      Saved.push_back(Texts.save(Text));
    return Saved;
  };
  auto Rows = [&](const std::vector<std::vector<std::string>> &Of) {
    std::vector<ReportCandidate> Out;
    for (const std::vector<std::string> &Each : Of)
      Out.push_back({llvm::ArrayRef(Save(Each)).copy(*R.Memory)});
    return Out;
  };
  for (const FoundSearch &S : Searches) {
    ReportSearch Out;
    Out.Name = Texts.save(S.Name);
    Out.Place = spotOf(R, Sources, S.Where);
    Out.Axes = Save(S.Axes);
    Out.Objectives = Save(S.Objectives);
    Out.Points = S.Points;
    Out.Filtered = S.Filtered;
    Out.Feasible = S.Feasible;
    for (const auto &[Text, Count] : S.Failed)
      Out.Failed.push_back({Texts.save(Text), Count});
    Out.Best = Rows(S.Best);
    Out.Front = Rows(S.Front);
    Out.FrontIsCut = S.FrontIsCut;
    R.Searches.push_back(std::move(Out));
  }
}
