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
#include <list>
#include <mpi.h>

namespace {

/// Processes of MPI_COMM_WORLD. A failure of MPI ends them all, as is its
/// default. Nobody waits for a message to arrive or to be taken: who works on a
/// slice looks after his messages only when it is done.
class Processes : public acp::Team {
public:
  Processes(int &Argc, char **&Argv) {
    MPI_Init(&Argc, &Argv);
    MPI_Comm_rank(MPI_COMM_WORLD, &Rank);
    MPI_Comm_size(MPI_COMM_WORLD, &Size);
  }
  ~Processes() override {
    for (Transfer &T : Sent)
      MPI_Wait(&T.Request, MPI_STATUS_IGNORE);
    MPI_Finalize();
  }

  unsigned rank() const override { return unsigned(Rank); }
  unsigned size() const override { return unsigned(Size); }

  void send(unsigned To, llvm::StringRef Text) override {
    Transfer &T = Sent.emplace_back();
    T.What.Text = Text.str();
    MPI_Isend(T.What.Text.data(), int(T.What.Text.size()), MPI_CHAR, int(To), 0,
              MPI_COMM_WORLD, &T.Request);
  }

  std::optional<Message> receive() override {
    Sent.remove_if([](Transfer &T) { return T.isDone(); });
    begin();
    std::vector<bool> Waits(static_cast<size_t>(Size));
    for (auto T = Coming.begin(); T != Coming.end(); ++T) {
      if (!Waits[T->What.From] && T->isDone()) {
        Message Came = std::move(T->What);
        Coming.erase(T);
        return Came;
      }
      // What it sent later comes later.
      Waits[T->What.From] = true;
    }
    return std::nullopt;
  }

private:
  /// A message on its way.
  struct Transfer {
    Message What;
    MPI_Request Request = MPI_REQUEST_NULL;
    bool isDone() {
      int Done = 0;
      MPI_Test(&Request, &Done, MPI_STATUS_IGNORE);
      return Done != 0;
    }
  };

  /// Begins to take all that others have sent.
  void begin() {
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

  int Rank = 0;
  int Size = 1;
  /// Lists, since MPI holds on to the texts.
  std::list<Transfer> Sent, Coming;
};

} // namespace

int main(int Argc, char **Argv) {
  Processes All(Argc, Argv);
  return acp::program(Argc, Argv, &All);
}
