//===- IR.h - The quantity graph --------------------------------*- C++ -*-===//
//
// Part of acpc, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A module has two storeys. Below are values: operations in SSA form on typed
// quantities, each with the span that made it, equal ones shared; an operation
// whose operands are known has its result beside it ("known"), and is still the
// operation. Above are definitions: named, placed, sourced, never merged, each
// pointing at a value and at the definitions its formula reads. Layers, checks
// and views (what is reported) refer to definitions and values.
//
// Operands come before their users, so every pass is one walk over an array and
// none recurses.
//
//===----------------------------------------------------------------------===//

#ifndef ACP_IR_IR_H
#define ACP_IR_IR_H

#include "Basic/Source.h"
#include "Quantity/Unit.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/Support/Allocator.h"
#include <vector>

namespace acp::ir {

enum class Opcode : uint8_t {
#define OPCODE(NAME, MNEMONIC, OPERANDS) NAME,
#include "IR/Opcodes.def"
#undef OPCODE
};
llvm::StringRef mnemonic(Opcode Op);
/// Number of operands, -1 for any.
int arity(Opcode Op);

/// Index of a value, a text, a definition, …; None where there is none.
using ValueId = uint32_t;
using TextId = uint32_t;
using DefId = uint32_t;
inline constexpr uint32_t None = ~0u;

enum class TypeKind : uint8_t { Quantity, Bool, Text, Date, Enum, None, Tuple };

/// Type of a value. Id is a Dim for quantities, the text of its name for an
/// enum, and 0 otherwise.
struct Type {
  TypeKind Kind = TypeKind::Quantity;
  uint32_t Id = 0;
  friend bool operator==(Type A, Type B) {
    return A.Kind == B.Kind && A.Id == B.Id;
  }
  static Type quantity(Dim D) { return {TypeKind::Quantity, D.Id}; }
  Dim dim() const { return Dim{Id}; }
};

/// What is known of a value.
enum class Tag : uint8_t {
  /// It depends on a leaf that is not bound.
  Unknown,
  /// A whole number of 64 bits in the payload.
  Int,
  /// An inexact number, its double in the payload.
  Double,
  /// An exact number in the module's pool, its index in the payload.
  Ratio,
  Bool,
  /// Texts and enumerators: a TextId in the payload.
  Text,
  /// The `none` of an optional value.
  Absent,
  /// All operands of a tuple are known. The payload is the id of the `tuple`
  /// that was chosen, and 0 for a `tuple` itself.
  Tuple,
  /// Arithmetic without a result: a division by zero, an overflow.
  Error
};

struct Value {
  Opcode Op = Opcode::Const;
  Tag Known = Tag::Unknown;
  uint32_t PackedType = 0;
  Span Where;
  uint32_t FirstOperand = 0;
  uint32_t NumOperands = 0;
  uint64_t Payload = 0;
  /// Leaf: index of the Leaf. Show: index of a unit in Module::Units plus one,
  /// 0 for none.
  uint32_t Attribute = 0;

  Type type() const {
    return {TypeKind(PackedType >> 28), PackedType & 0x0fffffff};
  }
  bool known() const { return Known != Tag::Unknown; }
};

/// How a definition came to its value.
enum class Origin : uint8_t {
  /// Stated in the plan or in an entry: a constant, or an expression given for
  /// a field.
  Given,
  /// The default of a schema, with nothing but constants in it.
  Default,
  /// Computed by a formula of a schema, an op, a model or a let.
  Derived,
  /// A parameter of the plan: its value, and whether it came with -D.
  Param,
  ParamSet,
  /// Filled in by the compiler (name, count … of a layer).
  Filled,
  /// Taken from the values of an axis: swept, or found by a search.
  Swept,
  Solved
};

/// Where a figure comes from. Date and Url may be None.
struct Citation {
  TextId Title = None;
  TextId Date = None;
  TextId Url = None;
  Span Where;
};

struct Definition {
  /// The record that it is a field of, or None, and its name in there; see
  /// Module::name.
  TextId Owner = None;
  TextId Name = None;
  TextId Doc = None;
  ValueId Value = None;
  /// Index in Module::Units of the unit it is declared with, or None.
  uint32_t Unit = None;
  Origin From = Origin::Derived;
  /// The name where it is defined, and the expression that gives the value.
  Span Place;
  Span Formula;
  /// Index in Module::Citations, or None.
  uint32_t Cited = None;
  /// Definitions that the formula reads: a range of Module::Uses.
  uint32_t FirstUse = 0;
  uint32_t NumUses = 0;
};

/// What a leaf stands for. Later phases evaluate over all but Open.
enum class LeafKind : uint8_t { Open, Sweep, Solve, Draw };

struct Leaf {
  TextId Name = None;
  LeafKind Kind = LeafKind::Open;
  ValueId Value = None;
  Span Where;
};

/// One name of an axis and the values that it takes, all known.
struct AxisColumn {
  TextId Name = None;
  /// The leaf, or the value that it has here.
  ValueId Value = None;
  uint32_t Unit = None;
  /// Empty for a range: whole numbers from First on.
  std::vector<ValueId> Values;
  int64_t First = 0;

  bool isRange() const { return Values.empty(); }
};

/// A line `sweep … in …` or `solve … in …`. A pattern has several columns,
/// which go in step.
struct Axis {
  LeafKind Kind = LeafKind::Sweep;
  /// `gpus`, `chat.tensor`.
  TextId Name = None;
  std::vector<AxisColumn> Columns;
  uint32_t Length = 0;
  /// The place on the axis that the module was made for; None where the columns
  /// are leaves.
  uint32_t At = None;
  /// It chooses records, or something else than numbers hangs on it: the module
  /// has to be made for each of its values.
  bool Structural = false;
  /// Solve: index in Module::Searches.
  uint32_t Search = None;
  Span Where;
};

struct Objective {
  ValueId Value = None;
  uint32_t Unit = None;
  bool Maximize = false;
  Span Where;
};

/// The axes that one record (or the file) searches.
struct Search {
  TextId Name = None;
  std::vector<Objective> Objectives;
  Span Where;
};

/// A `where` of an axis.
struct AxisFilter {
  uint32_t Axis = None;
  ValueId Condition = None;
  Span Where;
};

/// An application of an op or a model. The root of a model is a layer itself.
struct Layer {
  TextId Name = None;
  TextId Path = None;
  /// Name of the op or model applied.
  TextId Op = None;
  uint32_t Parent = None;
  /// How often it is run within its parent.
  ValueId Count = None;
  bool Repeated = false;
  bool IsModel = false;
  Span Where;
  /// Its fields that something asks for: a range of Module::LayerFields.
  uint32_t FirstField = 0;
  uint32_t NumFields = 0;
};

/// Expect is a requirement that only warns.
enum class CheckKind : uint8_t { Require, Assert, Claim, Expect };

/// One sub-expression of a condition and its value, for messages.
struct Part {
  Span Where;
  ValueId Value = None;
  uint32_t Unit = None;
};

/// Something that must hold, or is said to hold.
struct Check {
  CheckKind Kind = CheckKind::Assert;
  Span Where;
  ValueId Condition = None;
  /// What the author says about it (a text value), or None.
  ValueId Message = None;
  /// Both sides of a comparison, or None.
  ValueId Left = None;
  ValueId Right = None;
  uint32_t LeftUnit = None;
  uint32_t RightUnit = None;
  /// Largest distance allowed, as a part of the right side (`within 10%`) or in
  /// its unit (the printed digits); None if it must be equal.
  ValueId Within = None;
  bool WithinIsRelative = false;
  /// The part of the draws in which it must hold (`with 90%`), or None: half.
  ValueId Confidence = None;
  uint32_t Cited = None;
  /// Sub-expressions: a range of Module::Parts.
  uint32_t FirstPart = 0;
  uint32_t NumParts = 0;
};

enum class ViewKind : uint8_t {
  /// Fields of a record, one a row.
  Record,
  /// A list of records, one a row, or one value.
  Table,
  /// A model and its layers.
  Tree
};

struct Column {
  TextId Name = None;
  uint32_t Unit = None;
};

struct Row {
  TextId Label = None;
  /// Tree: index of the layer. Record and Table: None.
  uint32_t Layer = None;
  uint32_t Depth = 0;
  /// Definitions, one a column (None for an empty cell): a range of
  /// Module::Cells. Of a Record, one.
  uint32_t FirstCell = 0;
};

/// One `report` clause, or a list of records inside another report.
struct View {
  ViewKind Kind = ViewKind::Record;
  TextId Title = None;
  /// Name of the schema, op or model.
  TextId Schema = None;
  TextId Doc = None;
  Span Where;
  /// The view that this one stands in, or None.
  uint32_t Parent = None;
  std::vector<Column> Columns;
  std::vector<Row> Rows;
};

/// Cells of each row of a view.
inline uint32_t cellsOfRow(const View &V) {
  return V.Kind == ViewKind::Record ? 1 : uint32_t(V.Columns.size());
}

/// Interned texts.
class TextPool {
public:
  TextId add(llvm::StringRef Text);
  llvm::StringRef get(TextId Id) const {
    return Id == None ? llvm::StringRef() : Texts[Id];
  }
  uint32_t size() const { return uint32_t(Texts.size()); }

private:
  llvm::StringMap<TextId, llvm::BumpPtrAllocator> Ids;
  std::vector<llvm::StringRef> Texts;
};

/// An array of many: it grows where it lies, by pages, not by copies.
template <typename T> using Array = llvm::SmallVector<T, 0>;

class Module {
public:
  Module() : Dims(std::make_unique<DimensionTable>()), Scope(*Dims) {}

  std::unique_ptr<DimensionTable> Dims;
  /// Units that figures are printed in. Read-only once elaboration is done.
  UnitScope Scope;
  /// Scopes that Scope uses, kept alive.
  std::vector<std::unique_ptr<UnitScope>> KeptScopes;
  TextPool Texts;
  Array<Value> Values;
  Array<ValueId> Operands;
  std::vector<Number> Ratios;
  std::vector<Unit> Units;
  std::vector<Leaf> Leaves;
  /// In the order in which they were first used.
  std::vector<Axis> Axes;
  std::vector<Search> Searches;
  std::vector<AxisFilter> Filters;
  std::vector<Citation> Citations;
  Array<Definition> Definitions;
  Array<DefId> Uses;
  std::vector<Layer> Layers;
  Array<DefId> LayerFields;
  std::vector<Check> Checks;
  std::vector<Part> Parts;
  std::vector<View> Views;
  Array<DefId> Cells;
  /// Bytes of text that folding made, which has a limit.
  uint64_t FoldedTextBytes = 0;

  llvm::ArrayRef<ValueId> operands(const Value &V) const {
    return llvm::ArrayRef(Operands).slice(V.FirstOperand, V.NumOperands);
  }
  /// The qualified name: `pretrain.time`, `nvidia.v100.memory`.
  std::string name(const Definition &D) const {
    return D.Owner == None
               ? Texts.get(D.Name).str()
               : (Texts.get(D.Owner) + "." + Texts.get(D.Name)).str();
  }
  llvm::ArrayRef<DefId> uses(const Definition &D) const {
    return llvm::ArrayRef(Uses).slice(D.FirstUse, D.NumUses);
  }
  Type type(ValueId V) const { return Values[V].type(); }
  bool known(ValueId V) const { return Values[V].known(); }
  bool isError(ValueId V) const { return Values[V].Known == Tag::Error; }
  /// The number of a known quantity or date (seconds since 1970-01-01).
  Number number(ValueId V) const;
  Number number(const Value &V) const;
  bool boolean(ValueId V) const { return Values[V].Payload != 0; }
  /// The text of a known text or enumerator.
  llvm::StringRef text(ValueId V) const {
    return Texts.get(TextId(Values[V].Payload));
  }
  /// Index in Units of a unit, added if new.
  uint32_t unit(const Unit &U);
  /// Stores a number in a value as what is known of it. One that is not finite
  /// becomes Tag::Error.
  void setNumber(Value &V, const Number &N);
};

} // namespace acp::ir

#endif // ACP_IR_IR_H
