//===- Embedded.cpp - What travels inside the program ---------------------===//
//
// Part of acpc, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The bytes are put in by Embedded.S.
//
//===----------------------------------------------------------------------===//

#include "Driver/Embedded.h"

extern "C" {
extern const char acp_library_begin[];
extern const char acp_library_end[];
extern const char acp_pages_begin[];
extern const char acp_pages_end[];
}

llvm::StringRef acp::embeddedLibrary() {
  return {acp_library_begin, size_t(acp_library_end - acp_library_begin)};
}

llvm::StringRef acp::embeddedPages() {
  return {acp_pages_begin, size_t(acp_pages_end - acp_pages_begin)};
}
