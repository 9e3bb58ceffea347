//===- SourceCheck.h - What the scanner need not expect ---------*- C++ -*-===//
//
// Part of acpc, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Bytes that no file of the language has, and sizes past the limits. After
// this check every offset is 32 bits and every sequence decodes.
//
//===----------------------------------------------------------------------===//

#ifndef ACP_SYNTAX_SOURCECHECK_H
#define ACP_SYNTAX_SOURCECHECK_H

#include "Syntax/Reporter.h"

namespace acp {

/// False if the text must not be read further; that was reported.
bool checkSource(Reporter &Report);

/// `a` or `an` of a size in bytes: "32 MiB".
std::string byteLimit(uint64_t Bytes);

} // namespace acp

#endif // ACP_SYNTAX_SOURCECHECK_H
