//===- Team.h - Processes that work on one sweep ----------------*- C++ -*-===//
//
// Part of acpc, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// All processes of a team read the plan. The leader hands out slices of the
// points, works on some itself, and puts what comes back into one part; how
// messages travel is somebody else's matter.
//
// A member's first message is `ready DIGEST` or `wrong WHY`; to `deal FIRST
// END` it answers `slice ...` or `failed FIRST END`, and to `end`, its last
// message, `bye`.
//
//===----------------------------------------------------------------------===//

#ifndef ACP_SWEEP_TEAM_H
#define ACP_SWEEP_TEAM_H

#include "Sweep/Work.h"

namespace acp {

class Team {
public:
  struct Message {
    unsigned From = 0;
    std::string Text;
  };

  virtual ~Team() = default;
  /// The number of this process, from 0 on, which leads.
  virtual unsigned rank() const = 0;
  virtual unsigned size() const = 0;
  /// Messages of one process to another arrive in their order.
  virtual void send(unsigned To, llvm::StringRef Text) = 0;
  /// What has come; nothing if nothing has. Does not wait.
  virtual std::optional<Message> receive() = 0;

  /// Lets some time pass in which messages may come.
  static void wait();
};

/// What a member does until it is let go. Wrong is the reason if it cannot
/// work, else "".
void serve(Team &With, SweepWork &Work, llvm::StringRef Wrong);

/// For a process that does not come to work: it lets the others go, or waits to
/// be let go.
void leave(Team &With);

/// The leader's view of the others.
class TeamLeader {
public:
  /// Null: there are no others.
  TeamLeader(Team *With, const SweepPlan &Plan);

  unsigned others() const { return With ? With->size() - 1 : 0; }
  /// Waits until all have read the plan; false, with Problem, if one cannot.
  bool gather();
  /// Somebody who has little to do; nothing if nobody has.
  std::optional<unsigned> idle() const;
  void deal(unsigned To, uint64_t First, uint64_t End);
  /// What somebody has worked out. What a member could not work out is in
  /// Failed, and why one cannot work at all in Problem.
  std::optional<SweepSlice> receive();
  /// Lets all go and waits until they are gone.
  void dismiss();

  /// Points whose plan is wrong, by a member that found out.
  std::optional<std::pair<uint64_t, uint64_t>> Failed;
  /// A process that cannot work, and why.
  std::pair<unsigned, std::string> Problem;

private:
  Team *With;
  const SweepPlan &Plan;
  /// Of each process: it works, so many slices are with it, it has gone.
  struct Member {
    bool Ready = false;
    unsigned Slices = 0;
    bool Gone = false;
  };
  std::vector<Member> Members;
};

} // namespace acp

#endif // ACP_SWEEP_TEAM_H
