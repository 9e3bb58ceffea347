//===- Timing.cpp - Where the time goes -----------------------------------===//
//
// Part of acpc, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Driver/Timing.h"
#include "llvm/Support/FormatVariadic.h"
#include "llvm/Support/JSON.h"

using namespace acp;

void Timing::phase(llvm::StringRef Name) {
  Clock::time_point Now = Clock::now();
  Phases.push_back(
      {Name.str(), std::chrono::duration<double>(Now - Last).count()});
  Last = Now;
}

void Timing::print(llvm::raw_ostream &OS, const ElaborationCounters &C,
                   bool Json) const {
  std::vector<std::pair<std::string, double>> All = Phases;
  // Parsing happens when elaboration asks for a file.
  for (auto &[Name, Seconds] : All)
    if (Name == "elaboration")
      Seconds -= C.ParseSeconds;
  All.insert(All.begin(), {"parsing", C.ParseSeconds});
  std::vector<std::pair<llvm::StringRef, uint64_t>> Counters = {
      {"files_read", C.FilesRead},
      {"source_bytes", C.SourceBytes},
      {"steps", C.Steps},
      {"records", C.Records},
      {"values_made", C.ValuesMade},
      {"values_shared", C.ValuesShared},
      {"values_folded", C.ValuesFolded},
  };
  if (C.Points) {
    Counters.push_back({"points", C.Points});
    Counters.push_back({"points_evaluated", C.PointsEvaluated});
    Counters.push_back({"point_steps", C.PointSteps});
    Counters.push_back({"table_rows", C.TableRows});
  }
  if (Json) {
    llvm::json::OStream J(OS, 2);
    J.object([&] {
      J.attributeObject("counters", [&] {
        for (auto &[Name, Count] : Counters)
          J.attribute(Name, int64_t(Count));
      });
      J.attributeObject("seconds", [&] {
        for (auto &[Name, Seconds] : All)
          J.attribute(Name, Seconds);
      });
    });
    OS << '\n';
    return;
  }
  for (auto &[Name, Seconds] : All)
    OS << llvm::formatv("{0,-14} {1,9:f3} ms\n", Name, Seconds * 1e3);
  for (auto &[Name, Count] : Counters)
    OS << llvm::formatv("{0,-14} {1,9}\n", Name, Count);
}
