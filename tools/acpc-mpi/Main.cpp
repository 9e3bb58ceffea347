//===- Main.cpp - acpc with MPI -------------------------------------------===//
//
// Part of acpc, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// `mpirun -n 64 acpc-mpi sweep plan.acp`: as acpc, with the points of a sweep
// handed out to all processes.
//
//===----------------------------------------------------------------------===//

#include "Driver/Program.h"
#include "Sweep/Team.h"
#include <atomic>
#include <chrono>
#include <deque>
#include <list>
#include <mpi.h>
#include <mutex>
#include <thread>

namespace {

/// Processes of MPI_COMM_WORLD. A failure of MPI ends them all, as is its
/// default.
///
/// MPI moves long messages only while both sides call it, and who works on a
/// slice does not: a thread of its own sees to the messages, and only that one
/// calls MPI.
class Processes : public acp::Team {
public:
  Processes(int &Argc, char **&Argv) {
    int Given = 0;
    MPI_Init_thread(&Argc, &Argv, MPI_THREAD_SERIALIZED, &Given);
    if (Given < MPI_THREAD_SERIALIZED)
      MPI_Abort(MPI_COMM_WORLD, 1);
    MPI_Comm_rank(MPI_COMM_WORLD, &Rank);
    MPI_Comm_size(MPI_COMM_WORLD, &Size);
    if (Size > 1)
      Post = std::thread([this] { carry(); });
  }
  ~Processes() override {
    Closing = true;
    if (Post.joinable())
      Post.join();
    MPI_Finalize();
  }

  unsigned rank() const override { return unsigned(Rank); }
  unsigned size() const override { return unsigned(Size); }

  void send(unsigned To, llvm::StringRef Text) override {
    std::lock_guard<std::mutex> Guard(Lock);
    Out.push_back({To, Text.str()});
  }

  std::optional<Message> receive() override {
    std::lock_guard<std::mutex> Guard(Lock);
    if (In.empty())
      return std::nullopt;
    Message Came = std::move(In.front());
    In.pop_front();
    return Came;
  }

private:
  /// A message on its way to or from another process.
  struct Transfer {
    Message What;
    MPI_Request Request = MPI_REQUEST_NULL;
    bool isDone() {
      int Done = 0;
      MPI_Test(&Request, &Done, MPI_STATUS_IGNORE);
      return Done != 0;
    }
  };

  void carry() {
    // Lists, since MPI holds on to the texts.
    std::list<Transfer> Going, Coming;
    for (;;) {
      bool IsLast = Closing;
      begin(Going);
      accept(Coming);
      Going.remove_if([](Transfer &T) { return T.isDone(); });
      deliver(Coming);
      if (IsLast && Going.empty())
        return;
      std::this_thread::sleep_for(std::chrono::microseconds(200));
    }
  }

  /// Begins to send what there is to send.
  void begin(std::list<Transfer> &Going) {
    std::lock_guard<std::mutex> Guard(Lock);
    for (; !Out.empty(); Out.pop_front()) {
      Transfer &T = Going.emplace_back();
      T.What = std::move(Out.front());
      MPI_Isend(T.What.Text.data(), int(T.What.Text.size()), MPI_CHAR,
                int(T.What.From), 0, MPI_COMM_WORLD, &T.Request);
    }
  }

  /// Begins to take what others send.
  static void accept(std::list<Transfer> &Coming) {
    for (;;) {
      int Has = 0;
      MPI_Message Handle;
      MPI_Status Status;
      MPI_Improbe(MPI_ANY_SOURCE, 0, MPI_COMM_WORLD, &Has, &Handle, &Status);
      if (!Has)
        return;
      int Length = 0;
      MPI_Get_count(&Status, MPI_CHAR, &Length);
      Transfer &T = Coming.emplace_back();
      T.What.From = unsigned(Status.MPI_SOURCE);
      T.What.Text.resize(size_t(Length));
      MPI_Imrecv(T.What.Text.data(), Length, MPI_CHAR, &Handle, &T.Request);
    }
  }

  /// Hands over what has come whole, of each process in its order.
  void deliver(std::list<Transfer> &Coming) {
    std::vector<bool> Waits(static_cast<size_t>(Size));
    for (auto T = Coming.begin(); T != Coming.end();) {
      if (Waits[T->What.From] || !T->isDone()) {
        Waits[T->What.From] = true;
        ++T;
        continue;
      }
      std::lock_guard<std::mutex> Guard(Lock);
      In.push_back(std::move(T->What));
      T = Coming.erase(T);
    }
  }

  int Rank = 0;
  int Size = 1;
  std::mutex Lock;
  /// What has come, and what is to be sent: with the other process as From.
  std::deque<Message> In, Out;
  std::atomic<bool> Closing{false};
  std::thread Post;
};

} // namespace

int main(int Argc, char **Argv) {
  Processes All(Argc, Argv);
  return acp::program(Argc, Argv, &All);
}
