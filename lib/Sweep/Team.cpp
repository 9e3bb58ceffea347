//===- Team.cpp - Processes that work on one sweep ------------------------===//
//
// Part of acpc, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A member has three slices, the one that it works on and two more, so that it
// never waits for the leader.
//
//===----------------------------------------------------------------------===//

#include "Sweep/Team.h"
#include "llvm/ADT/StringExtras.h"
#include <chrono>
#include <deque>
#include <thread>

using namespace acp;
using llvm::StringRef;

static constexpr unsigned SlicesOfMember = 3;

void Team::wait() {
  std::this_thread::sleep_for(std::chrono::microseconds(100));
}

/// `deal FIRST END`, `failed FIRST END`.
static std::pair<uint64_t, uint64_t> rangeOf(StringRef Text) {
  std::pair<uint64_t, uint64_t> Range{0, 0};
  auto [First, End] = Text.split(' ').second.split(' ');
  First.getAsInteger(10, Range.first);
  End.getAsInteger(10, Range.second);
  return Range;
}

void acp::serve(Team &With, SweepWork &Work, StringRef Wrong) {
  With.send(0, Wrong.empty() ? "ready " + Work.part().Plan.Digest
                             : "wrong " + Wrong.str());
  std::deque<std::pair<uint64_t, uint64_t>> Dealt;
  for (;;) {
    while (std::optional<Team::Message> Came = With.receive()) {
      if (Came->Text == "end") {
        With.send(0, "bye");
        return;
      }
      Dealt.push_back(rangeOf(Came->Text));
    }
    if (Dealt.empty()) {
      Team::wait();
      continue;
    }
    auto [First, End] = Dealt.front();
    Dealt.pop_front();
    std::optional<SweepSlice> Done = Work.run(First, End);
    With.send(0,
              Done ? "slice " + writeSlice(*Done)
                   : "failed " + llvm::utostr(First) + " " + llvm::utostr(End));
  }
}

void acp::leave(Team &With) {
  SweepPlan None;
  if (With.rank() == 0)
    return TeamLeader(&With, None).dismiss();
  for (std::optional<Team::Message> Came;
       !(Came = With.receive()) || Came->Text != "end";)
    Team::wait();
  With.send(0, "bye");
}

TeamLeader::TeamLeader(Team *With, const SweepPlan &Plan)
    : With(With), Plan(Plan), Members(With ? With->size() : 1) {}

bool TeamLeader::gather() {
  while (Problem.second.empty() &&
         !llvm::all_of(llvm::drop_begin(Members),
                       [](const Member &M) { return M.Ready; })) {
    receive();
    Team::wait();
  }
  return Problem.second.empty();
}

std::optional<unsigned> TeamLeader::idle() const {
  std::optional<unsigned> Found;
  for (unsigned M = 1; M != Members.size(); ++M)
    if (Members[M].Slices < SlicesOfMember &&
        (!Found || Members[M].Slices < Members[*Found].Slices))
      Found = M;
  return Found;
}

void TeamLeader::deal(unsigned To, uint64_t First, uint64_t End) {
  ++Members[To].Slices;
  With->send(To, "deal " + llvm::utostr(First) + " " + llvm::utostr(End));
}

std::optional<SweepSlice> TeamLeader::receive() {
  while (std::optional<Team::Message> Came =
             With ? With->receive() : std::nullopt) {
    auto [Kind, Rest] = StringRef(Came->Text).split(' ');
    Member &From = Members[Came->From];
    if (Kind == "ready") {
      From.Ready = Rest == Plan.Digest;
      if (!From.Ready)
        Problem = {Came->From,
                   "it reads another plan, library or version than process 0"};
    } else if (Kind == "wrong") {
      Problem = {Came->From, Rest.str()};
    } else if (Kind == "failed") {
      --From.Slices;
      Failed = rangeOf(Came->Text);
    } else if (Kind == "bye") {
      From.Gone = true;
    } else {
      --From.Slices;
      if (std::optional<SweepSlice> Slice = readSlice(Rest, Plan))
        return Slice;
      Problem = {Came->From, "what it sends cannot be read"};
    }
  }
  return std::nullopt;
}

void TeamLeader::dismiss() {
  for (unsigned M = 1; M != Members.size(); ++M)
    With->send(M, "end");
  while (!llvm::all_of(llvm::drop_begin(Members),
                       [](const Member &M) { return M.Gone; })) {
    receive();
    Team::wait();
  }
}
