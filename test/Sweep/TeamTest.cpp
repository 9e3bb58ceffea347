//===- TeamTest.cpp - Several processes on one sweep ----------------------===//
//
// Part of acpc, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The processes are threads here, and their messages lie in boxes in memory.
//
//===----------------------------------------------------------------------===//

#include "Sweep/Run.h"
#include "gtest/gtest.h"
#include <deque>
#include <mutex>
#include <thread>

using namespace acp;

namespace {

struct Boxes {
  explicit Boxes(unsigned Size) : Of(Size) {}
  std::mutex Lock;
  std::vector<std::deque<Team::Message>> Of;
};

class Thread : public Team {
public:
  Thread(Boxes &All, unsigned Rank) : All(All), Rank(Rank) {}
  unsigned rank() const override { return Rank; }
  unsigned size() const override { return unsigned(All.Of.size()); }
  void send(unsigned To, llvm::StringRef Text) override {
    std::lock_guard<std::mutex> Guard(All.Lock);
    All.Of[To].push_back({Rank, Text.str()});
  }
  std::optional<Message> receive() override {
    std::lock_guard<std::mutex> Guard(All.Lock);
    if (All.Of[Rank].empty())
      return std::nullopt;
    Message M = std::move(All.Of[Rank].front());
    All.Of[Rank].pop_front();
    return M;
  }

private:
  Boxes &All;
  unsigned Rank;
};

struct Came {
  SweepEnd End = SweepEnd::Done;
  std::string Rows;
  std::string Part;
  std::string Error;
};

/// A plan in memory, swept by so many processes; each has its own text if there
/// are several.
Came sweepWith(std::vector<std::string> Plans, unsigned Size, SweepForm Form) {
  Boxes Mail(Size);
  SweepOptions How;
  How.Form = Form;
  Came Out;
  std::vector<std::thread> Running;
  auto Work = [&](unsigned Rank) {
    auto FS = llvm::makeIntrusiveRefCnt<llvm::vfs::InMemoryFileSystem>();
    FS->addFile("/plan.acp", 0,
                llvm::MemoryBuffer::getMemBufferCopy(
                    Plans[std::min<size_t>(Rank, Plans.size() - 1)]));
    auto All = llvm::makeIntrusiveRefCnt<llvm::vfs::OverlayFileSystem>(
        llvm::vfs::getRealFileSystem());
    All->pushOverlay(FS);
    FileSystem Files{All};
    Thread Me(Mail, Rank);
    std::string Rows, Err;
    llvm::raw_string_ostream RowsOut(Rows), ErrOut(Err);
    ElaborationOptions Options;
    Options.Stdlib = std::getenv("ACP_STDLIB");
    SweepResult R = sweep("/plan.acp", Options, How, Files,
                          Size == 1 ? nullptr : &Me, RowsOut, ErrOut);
    if (Rank != 0) {
      EXPECT_EQ(R.End, SweepEnd::Served);
      EXPECT_EQ(Rows, "");
      return;
    }
    Out.End = R.End;
    Out.Rows = Rows;
    if (R.End == SweepEnd::Done)
      Out.Part = writePart(R.Part);
    else
      Out.Error = R.Diags->all()[0].message();
  };
  for (unsigned Rank = 1; Rank < Size; ++Rank)
    Running.emplace_back(Work, Rank);
  Work(0);
  for (std::thread &T : Running)
    T.join();
  return Out;
}

constexpr const char *Arithmetic = R"(
solve a in 1..300
solve b in 1..400
let cost = a * 7 + 30000 / (b + a)
require b > a, "more b than a"
minimize cost
report cost
)";

/// Every value of `n` is elaborated for itself.
constexpr const char *Structural = R"(
sweep n in 1..12
sweep k in 1..50
let all = [i * k for i in 1..n]
report sum(all)
)";

TEST(Team, ComesToTheSameAsOne) {
  for (const char *Plan : {Arithmetic, Structural})
    for (SweepForm Form :
         {SweepForm::Summary, SweepForm::RowsCSV, SweepForm::RowsJSON}) {
      Came One = sweepWith({Plan}, 1, Form);
      ASSERT_EQ(One.End, SweepEnd::Done) << One.Error;
      for (unsigned Size : {2, 3, 7}) {
        Came Many = sweepWith({Plan}, Size, Form);
        EXPECT_EQ(Many.End, SweepEnd::Done) << Many.Error;
        EXPECT_EQ(Many.Rows, One.Rows);
        EXPECT_EQ(Many.Part, One.Part);
      }
    }
}

TEST(Team, RefusesAnotherPlan) {
  Came Two = sweepWith({Arithmetic, Structural}, 3, SweepForm::Summary);
  EXPECT_EQ(Two.End, SweepEnd::Wrong);
  EXPECT_NE(Two.Error.find("reads another plan"), std::string::npos);
}

TEST(Team, SaysWhatIsWrongWithAPlan) {
  Came Wrong = sweepWith({"sweep a in [1]\nreport b\n"}, 3, SweepForm::Summary);
  EXPECT_EQ(Wrong.End, SweepEnd::Wrong);
  EXPECT_EQ(Wrong.Error, "unknown name `b`");
}

TEST(Team, FindsTheFaultOfOneStructure) {
  // Its list of four has no fifth.
  std::string Plan = "sweep n in 1..5\nsweep k in 1..9\n"
                     "let all = [7, 8, 9, 10]\nlet some = [i for i in 1..n]\n"
                     "report sum(some) + all[n - 1] * k\n";
  Came One = sweepWith({Plan}, 1, SweepForm::Summary);
  Came Many = sweepWith({Plan}, 3, SweepForm::Summary);
  EXPECT_EQ(One.End, SweepEnd::Wrong);
  EXPECT_EQ(Many.Error, One.Error);
}

} // namespace
