//===- PageArena.cpp - Memory for many small objects ----------------------===//
//
// Part of acpc, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Basic/PageArena.h"
#include "llvm/Support/MemAlloc.h"
#include <algorithm>
#include <sys/mman.h>

using namespace acp;

void *PageAllocator::Allocate(size_t Size, size_t Alignment) {
  if (Size < HugePage)
    return llvm::allocate_buffer(Size, Alignment);
  void *Slab = llvm::allocate_buffer(Size, std::max(Alignment, HugePage));
#ifdef MADV_HUGEPAGE
  // A wish: where it is not granted, pages are small.
  (void)madvise(Slab, Size / HugePage * HugePage, MADV_HUGEPAGE);
#endif
  return Slab;
}

void PageAllocator::Deallocate(const void *Slab, size_t Size,
                               size_t Alignment) {
  llvm::deallocate_buffer(const_cast<void *>(Slab), Size,
                          Size < HugePage ? Alignment
                                          : std::max(Alignment, HugePage));
}
