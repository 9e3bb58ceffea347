//===- PageArena.h - Memory for many small objects --------------*- C++ -*-===//
//
// Part of acpc, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A bump allocator whose slabs grow from what a small plan needs to megabytes,
// which the system is asked to back with huge pages: of a plan with a hundred
// thousand layers, a quarter of the time went into page faults.
//
//===----------------------------------------------------------------------===//

#ifndef ACP_BASIC_PAGEARENA_H
#define ACP_BASIC_PAGEARENA_H

#include "llvm/Support/Allocator.h"

namespace acp {

inline constexpr size_t HugePage = 2u << 20;

/// Where the slabs come from. Large ones are aligned to huge pages.
class PageAllocator : public llvm::AllocatorBase<PageAllocator> {
public:
  void Reset() {}
  void *Allocate(size_t Size, size_t Alignment);
  void Deallocate(const void *Slab, size_t Size, size_t Alignment);
  using AllocatorBase<PageAllocator>::Allocate;
  using AllocatorBase<PageAllocator>::Deallocate;
};

/// Nothing in it is destroyed. Slabs double after every second one.
using PageArena =
    llvm::BumpPtrAllocatorImpl<PageAllocator, 64 << 10, 64 << 10, 2>;

} // namespace acp

#endif // ACP_BASIC_PAGEARENA_H
