//===- TreeCheck.h - Trees against NodeKinds.def ----------------*- C++ -*-===//
//
// Part of acpc, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The child lists in NodeKinds.def are what later phases rely on. This reads
// them and holds a tree to them.
//
//===----------------------------------------------------------------------===//

#ifndef ACP_TOOLS_ACP_SYNTAX_TREECHECK_H
#define ACP_TOOLS_ACP_SYNTAX_TREECHECK_H

#include "Syntax/Syntax.h"

namespace acp {

/// "" if each node has the children that its kind says, within its own bytes,
/// else the first fault.
std::string checkTree(const SyntaxTree &Tree);

} // namespace acp

#endif // ACP_TOOLS_ACP_SYNTAX_TREECHECK_H
