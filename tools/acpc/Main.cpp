//===- Main.cpp - acpc ----------------------------------------------------===//
//
// Part of acpc, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Driver/Program.h"

int main(int Argc, char **Argv) { return acp::program(Argc, Argv); }
