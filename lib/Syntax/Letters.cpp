//===- Letters.cpp - What a name is made of -------------------------------===//
//
// Part of acpc, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Binary search in the ranges of LetterRanges.inc, which lie sorted in the
// program and need nothing done at start.
//
//===----------------------------------------------------------------------===//

#include "Syntax/Letters.h"
#include "Basic/Unicode.h"
#include <algorithm>
#include <iterator>

using namespace acp;

namespace {
struct Range {
  uint32_t First;
  uint32_t Last;
};
} // namespace

static constexpr Range Letters[] = {
#define LETTERS
#include "Syntax/LetterRanges.inc"
#undef LETTERS
};

static constexpr Range Continuations[] = {
#define CONTINUATIONS
#include "Syntax/LetterRanges.inc"
#undef CONTINUATIONS
};

template <size_t N> static bool within(const Range (&Ranges)[N], uint32_t C) {
  const Range *It = std::upper_bound(
      std::begin(Ranges), std::end(Ranges), C,
      [](uint32_t Value, const Range &R) { return Value < R.First; });
  return It != std::begin(Ranges) && C <= std::prev(It)->Last;
}

bool acp::isLetter(uint32_t CodePoint) { return within(Letters, CodePoint); }

bool acp::continuesName(uint32_t CodePoint) {
  return isLetter(CodePoint) || within(Continuations, CodePoint);
}

size_t acp::nameLength(llvm::StringRef Text) {
  size_t I = 0;
  while (I < Text.size()) {
    char C = Text[I];
    if (isAsciiLetter(C) || (I != 0 && isAsciiDigit(C))) {
      ++I;
      continue;
    }
    if (uint8_t(C) < 0x80)
      break;
    CodePoint P = decode(Text.substr(I));
    if (I == 0 ? !isLetter(P.Value) : !continuesName(P.Value))
      break;
    I += P.Size;
  }
  return I;
}
