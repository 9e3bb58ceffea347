//===- Limits.h - What an input may cost ------------------------*- C++ -*-===//
//
// Part of acpc, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The compiler is total: each limit here has a diagnostic of its own, so that
// no input takes unbounded time, memory or stack.
//
//===----------------------------------------------------------------------===//

#ifndef ACP_BASIC_LIMITS_H
#define ACP_BASIC_LIMITS_H

#include <cstdint>

namespace acp::limits {

inline constexpr uint64_t FileBytes = 32u << 20;
inline constexpr uint32_t LineBytes = 1u << 20;
inline constexpr uint32_t Tokens = 4'000'000;
/// Brackets, prefix operators, `^` and `else if` inside one another.
inline constexpr uint32_t Nesting = 256;
/// Evaluations inside one another, fields and calls together.
inline constexpr uint32_t EvaluationDepth = 2'000;
/// Evaluated expressions of one compilation.
inline constexpr uint64_t Steps = 400'000'000;
/// Values of the IR.
inline constexpr uint32_t Values = 60'000'000;
inline constexpr uint64_t TextBytes = 1u << 20;
inline constexpr uint64_t ListElements = 10'000'000;
/// Values of an axis that is a range, which is no list.
inline constexpr uint64_t RangeValues = 4'000'000'000;

} // namespace acp::limits

#endif // ACP_BASIC_LIMITS_H
