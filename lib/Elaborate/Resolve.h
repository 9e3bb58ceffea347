//===- Resolve.h - What each name means -------------------------*- C++ -*-===//
//
// Part of acpc, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Names are bound once for each item, by where they stand in the text: to a
// local (so many frames up, so far in), to a field written in a block around,
// or to a declaration of the file. What is none of these is looked up when it
// is evaluated, first in the records around, then in the prelude and the ops.
// Bindings lie in a table by node, so that evaluation compares no names.
//
// The same walk notes which `source` clause covers each field, and how many
// locals each scope has.
//
//===----------------------------------------------------------------------===//

#ifndef ACP_ELABORATE_RESOLVE_H
#define ACP_ELABORATE_RESOLVE_H

#include "Elaborate/Module.h"

namespace acp::elab {

/// The meaning of a table entry. The low 28 bits are its argument.
enum class Bound : uint8_t {
  /// Not walked yet, or nothing to bind.
  None,
  /// 12 bits of frames up, 16 bits of slot.
  Local,
  /// Frames up to the record whose block writes the field.
  Field,
  /// Index in the name table of the module.
  Declared,
  /// To be looked up. Argument: 1 + frames up to a record that must not be
  /// asked, since the name stands in the right side of its field; or 0.
  Dynamic,
  /// Number: index in ModuleInfo::Literals. Type: index in Types.
  Cached,
  /// Field, Let: node of the `source` expression that covers it, plus one.
  Source,
  /// Params, Block, LetBlock, For, Stage: number of locals.
  Frame
};

struct Binding {
  Bound What;
  uint32_t Argument;
};

inline Binding binding(const ModuleInfo &M, uint32_t Node) {
  uint32_t Bits = M.Bindings[Node];
  return {Bound(Bits >> 28), Bits & 0x0fffffff};
}
inline void bind(ModuleInfo &M, uint32_t Node, Bound What, uint32_t Argument) {
  M.Bindings[Node] = uint32_t(What) << 28 | Argument;
}

class Elaboration;

/// Binds the names of an item (or of a bare expression) of M.
void resolve(Elaboration &E, ModuleInfo &M, Syntax Item);

} // namespace acp::elab

#endif // ACP_ELABORATE_RESOLVE_H
