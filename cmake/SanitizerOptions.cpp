//===- SanitizerOptions.cpp - How programs with sanitizers run ------------===//
//
// Part of acpc, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// LLVM's allocators poison what they have not handed out, where they are
// compiled with AddressSanitizer: in our code. LLVM's libraries are not, and
// take memory from the same allocators without clearing the poison; so that
// there is none.
//
//===----------------------------------------------------------------------===//

extern "C" const char *__asan_default_options();

extern "C" const char *__asan_default_options() {
  return "allow_user_poisoning=0";
}
