//===- Descriptor.h - Writing to an open file -------------------*- C++ -*-===//
//
// Part of acpc, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Shared by files and standard output; of no use outside lib/Basic.
//
//===----------------------------------------------------------------------===//

#ifndef ACP_BASIC_DESCRIPTOR_H
#define ACP_BASIC_DESCRIPTOR_H

#include "llvm/ADT/StringRef.h"

namespace acp {

/// Writes all to an open file, in as many pieces as it takes. 0, or the errno
/// that stopped it.
int writeAll(int Descriptor, llvm::StringRef Text);

} // namespace acp

#endif // ACP_BASIC_DESCRIPTOR_H
