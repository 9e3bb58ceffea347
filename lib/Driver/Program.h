//===- Program.h - acpc as a process ----------------------------*- C++ -*-===//
//
// Part of acpc, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// `acp::run` between the arguments and the streams of the process.
//
//===----------------------------------------------------------------------===//

#ifndef ACP_DRIVER_PROGRAM_H
#define ACP_DRIVER_PROGRAM_H

namespace acp {

class Team;

/// What `main` does; the exit status. With others, where there is a team: all
/// but its leader write nothing.
int program(int Argc, char **Argv, Team *With = nullptr);

} // namespace acp

#endif // ACP_DRIVER_PROGRAM_H
