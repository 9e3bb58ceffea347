//===- ContextStack.h - Where ANTLR keeps rules in progress -----*- C++ -*-===//
//
// Part of acpc, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The generated parser makes an object for each rule it enters. With no parse
// tree to build, such an object is of use while its rule runs, and its slot
// then serves the next rule at that depth: memory follows the depth of a file,
// not its length.
//
//===----------------------------------------------------------------------===//

#ifndef ACP_SYNTAX_CONTEXTSTACK_H
#define ACP_SYNTAX_CONTEXTSTACK_H

#include "antlr4-runtime.h"
#include <memory>
#include <vector>

namespace acp {

class ContextStack {
public:
  ContextStack() = default;
  ContextStack(const ContextStack &) = delete;
  ~ContextStack() {
    for (size_t I = 0; I < Used; ++I)
      slot(I).destroy();
  }

  /// What the generated code calls in place of ANTLR's own.
  template <typename T>
  T *createInstance(antlr4::ParserRuleContext *Parent, size_t State) {
    static_assert(sizeof(T) <= sizeof(Slot::Bytes) &&
                  alignof(T) <= alignof(Slot));
    if (Depth == Chunks.size() * ChunkSize)
      Chunks.push_back(std::make_unique<Slot[]>(ChunkSize));
    Slot &S = slot(Depth);
    if (Depth < Used)
      S.destroy();
    T *Context = new (S.Bytes) T(Parent, State);
    S.Context = Context;
    Used = std::max(Used, ++Depth);
    return Context;
  }
  /// The rule entered last has ended. Its object stays until the slot is used.
  void leave() { --Depth; }

private:
  struct alignas(16) Slot {
    std::byte Bytes[112];
    antlr4::ParserRuleContext *Context;
    void destroy() { Context->~ParserRuleContext(); }
  };
  static constexpr size_t ChunkSize = 64;

  Slot &slot(size_t I) { return Chunks[I / ChunkSize][I % ChunkSize]; }

  std::vector<std::unique_ptr<Slot[]>> Chunks;
  size_t Depth = 0;
  /// Slots that hold an object.
  size_t Used = 0;
};

} // namespace acp

#endif // ACP_SYNTAX_CONTEXTSTACK_H
