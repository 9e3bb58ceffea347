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
#include <mpi.h>

namespace {

/// Processes of MPI_COMM_WORLD. A failure of MPI ends them all, as is its
/// default.
class Processes : public acp::Team {
public:
  Processes(int &Argc, char **&Argv) {
    MPI_Init(&Argc, &Argv);
    MPI_Comm_rank(MPI_COMM_WORLD, &Rank);
    MPI_Comm_size(MPI_COMM_WORLD, &Size);
  }
  ~Processes() override { MPI_Finalize(); }

  unsigned rank() const override { return unsigned(Rank); }
  unsigned size() const override { return unsigned(Size); }

  void send(unsigned To, llvm::StringRef Text) override {
    MPI_Send(Text.data(), int(Text.size()), MPI_CHAR, int(To), 0,
             MPI_COMM_WORLD);
  }

  std::optional<Message> receive() override {
    int Has = 0;
    MPI_Status Status;
    MPI_Iprobe(MPI_ANY_SOURCE, 0, MPI_COMM_WORLD, &Has, &Status);
    if (!Has)
      return std::nullopt;
    int Length = 0;
    MPI_Get_count(&Status, MPI_CHAR, &Length);
    Message Came;
    Came.From = unsigned(Status.MPI_SOURCE);
    Came.Text.resize(size_t(Length));
    MPI_Recv(Came.Text.data(), Length, MPI_CHAR, Status.MPI_SOURCE, 0,
             MPI_COMM_WORLD, MPI_STATUS_IGNORE);
    return Came;
  }

private:
  int Rank = 0;
  int Size = 1;
};

} // namespace

int main(int Argc, char **Argv) {
  Processes All(Argc, Argv);
  return acp::program(Argc, Argv, &All);
}
