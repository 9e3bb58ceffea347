//===- Record.h - Late-bound records ----------------------------*- C++ -*-===//
//
// Part of acpc, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A record is a stack of blocks: the schema it extends first, then the schema,
// then each refinement. The last block that gives a field wins, and every field
// is evaluated in the record as a whole, so that refining one derives again
// what depends on it. A Shape is what all records of the same stack of blocks
// have in common; it is interned, and knows its refinements by block.
//
//===----------------------------------------------------------------------===//

#ifndef ACP_ELABORATE_RECORD_H
#define ACP_ELABORATE_RECORD_H

#include "Elaborate/Type.h"
#include "Elaborate/Value.h"
#include "llvm/ADT/SmallVector.h"
#include <map>

namespace acp::elab {

/// One place that gives a field.
struct FieldSource {
  /// A Field, a Let, or the PatternName within a Let.
  Syntax Node;
  /// Block of the shape in which it stands.
  uint16_t Layer = 0;
};

struct FieldInfo {
  Symbol Name = 0;
  /// The last block that gives it a value; null node if none does.
  FieldSource Given;
  /// The first block that declares its type; null node if none does.
  FieldSource Typed;
  /// Where it was first named.
  FieldSource First;
  /// The type, once asked for.
  mutable const Type *T = nullptr;
  bool IsSum = false;
  bool IsLet = false;
  /// Written by a refinement, not only by a schema.
  bool Refined = false;
};

struct BlockRef {
  Syntax Block;
  ModuleInfo *Module = nullptr;
  bool OfSchema = false;
  friend bool operator<(const BlockRef &A, const BlockRef &B) {
    if (&A.Block.tree() != &B.Block.tree())
      return &A.Block.tree() < &B.Block.tree();
    return A.Block.id() < B.Block.id();
  }
  friend bool operator==(const BlockRef &A, const BlockRef &B) {
    return A.Block == B.Block;
  }
};

struct Shape;

/// The step from a shape to a refinement of it: a block whose every field is
/// given again later is dropped, so that chains of refinements stay short.
struct Refinement {
  Shape *Target = nullptr;
  /// Blocks of the base that are kept, in order; the new one comes last.
  llvm::SmallVector<uint16_t, 4> Kept;
};

struct Shape {
  SchemaInfo *Schema = nullptr;
  std::vector<BlockRef> Blocks;
  std::vector<FieldInfo> Fields;
  llvm::DenseMap<Symbol, uint32_t> Index;
  /// `require` and `expect` clauses with the block they stand in.
  std::vector<FieldSource> Requires;
  /// `minimize` and `maximize` of the last block that has any, and whether any
  /// block has an axis.
  std::vector<FieldSource> Objectives;
  bool HasAxis = false;
  /// The last `report self with …`, null if there is none.
  Syntax Default;
  llvm::DenseMap<const void *, Refinement> Refinements;
  /// The place of each field among those that any record of this shape was
  /// asked for, in the order of the first asking: what records of a kind use
  /// lies together, and what none of them uses takes no room.
  std::vector<uint16_t> Places;
  uint16_t NumPlaces = 0;
  static constexpr uint16_t NoPlace = 0xffff;
  /// What the definitions of a field have in common, by field, once described;
  /// the name is set.
  std::vector<ir::Definition> Described;

  int find(Symbol Name) const {
    auto It = Index.find(Name);
    return It == Index.end() ? -1 : int(It->second);
  }
};

enum class SlotState : uint8_t { Empty, Running, Done };

struct Slot {
  Value V;
  ir::DefId Def = ir::None;
  SlotState State = SlotState::Empty;
  /// It comes from a file that was imported, and from no block.
  bool Imported = false;
};

/// Slots of a record that are allocated together.
inline constexpr unsigned SlotsInChunk = 8;

/// What the compiler knows of a layer beside its fields.
struct LayerInfo {
  bool IsModel = false;
  bool Repeated = false;
  /// A model that data has flowed through: its `sum` fields are totals.
  bool Flows = false;
  Record *Parent = nullptr;
  llvm::SmallVector<Record *, 0> Children;
  Value Count;
  ir::TextId Name = ir::None;
  ir::TextId Op = ir::None;
  /// For an entry of `layers`: the layer itself; path and count are its own.
  Record *Original = nullptr;
};

/// One of two records of a schema, as a condition will say.
struct RecordChoice {
  ir::ValueId Condition = ir::None;
  Record *Then = nullptr;
  Record *Else = nullptr;
};

struct Record {
  Shape *S = nullptr;
  /// One frame a block: Self is this record, Parent where the block stands.
  Env *Frames = nullptr;
  /// Null where no slot of the chunk was needed yet.
  Slot **Chunks = nullptr;
  LayerInfo *Layer = nullptr;
  /// Null for a record that is made of blocks.
  RecordChoice *Chosen = nullptr;
  /// The record that was refined first to make this one; null for itself.
  const Record *Root = nullptr;
  /// Its name for people: given by a declaration, else by its owner.
  ir::TextId Name = ir::None;
  /// The whole of it, once somebody needed it.
  ir::TextId Path = ir::None;
  Record *Owner = nullptr;
  Symbol OwnerField = 0;
  int32_t OwnerIndex = -1;
  /// Where it was made.
  Span Where;
  /// A tensor that an op gave: its place in Elaboration::Flow plus one.
  uint32_t Flow = 0;
  bool Touched = false;
  bool Checked = false;

  /// The slot of a field; null while nothing was put there.
  const Slot *peek(unsigned Index) const {
    uint16_t At = S->Places[Index];
    const Slot *Chunk =
        At == Shape::NoPlace ? nullptr : Chunks[At / SlotsInChunk];
    return Chunk ? Chunk + At % SlotsInChunk : nullptr;
  }
};

/// A `schema` declaration.
struct SchemaInfo {
  Declaration *Decl = nullptr;
  SchemaInfo *Base = nullptr;
  Shape *S = nullptr;

  bool extends(const SchemaInfo *Other) const {
    for (const SchemaInfo *At = this; At; At = At->Base)
      if (At == Other)
        return true;
    return false;
  }
};

/// True for a line `sweep` or `solve`.
inline bool isAxis(Syntax N) {
  return N.is(NodeKind::Sweep) || N.is(NodeKind::Solve);
}
/// How what such a line gives came to its value.
inline ir::Origin originOf(Syntax Axis) {
  return Axis.is(NodeKind::Solve) ? ir::Origin::Solved : ir::Origin::Swept;
}
/// The line of a block that gives a field; null for a field given otherwise.
Syntax axisOf(Syntax Block, Syntax Given);

struct EnumInfo {
  Declaration *Decl = nullptr;
  ir::TextId Name = ir::None;
  std::vector<Symbol> Values;
  /// Its enumerators as values of the IR, once used.
  std::vector<ir::ValueId> Ids;

  int find(Symbol Name) const {
    for (size_t I = 0; I != Values.size(); ++I)
      if (Values[I] == Name)
        return int(I);
    return -1;
  }
};

} // namespace acp::elab

#endif // ACP_ELABORATE_RECORD_H
