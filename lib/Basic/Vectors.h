//===- Vectors.h - The widest vectors of the machine ------------*- C++ -*-===//
//
// Part of acpc, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef ACP_BASIC_VECTORS_H
#define ACP_BASIC_VECTORS_H

#if defined(__has_feature)
#if __has_feature(address_sanitizer)
#define ACP_SANITIZED 1
#endif
#elif defined(__SANITIZE_ADDRESS__)
#define ACP_SANITIZED 1
#endif

// ACP_VECTORS before a function over columns: the same operations with the
// widest vectors that the machine has; none of them fuses, so that the bits are
// the same on all.
#if defined(__x86_64__) && !defined(ACP_SANITIZED)
#define ACP_VECTORS __attribute__((target_clones("avx512f", "avx2", "default")))
#else
#define ACP_VECTORS
#endif

#endif // ACP_BASIC_VECTORS_H
