//===- Value.h - What expressions evaluate to -------------------*- C++ -*-===//
//
// Part of acpc, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Elaboration evaluates expressions to Values. Scalars (numbers, truth values,
// texts, dates, enumerators, `none`) are values of the IR, known or not; the
// rest is structure: lists, records, functions, stages. All objects live in the
// arena of one elaboration.
//
//===----------------------------------------------------------------------===//

#ifndef ACP_ELABORATE_VALUE_H
#define ACP_ELABORATE_VALUE_H

#include "Basic/Diagnostic.h"
#include "IR/IR.h"
#include "Syntax/Syntax.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/PointerIntPair.h"

namespace acp::elab {

/// An interned name.
using Symbol = uint32_t;

struct ModuleInfo;
struct Declaration;
struct Record;
struct List;
struct Function;
struct Stage;
struct Fault;
struct EnumInfo;
struct SchemaInfo;
struct Type;

enum class Kind : uint8_t {
  /// Something went wrong and was reported: stays silent.
  Poison,
  /// Something is wanting (a field that is not given); reported only where a
  /// result is asked for. See Fault.
  Faulty,
  // Scalars: Id is the value of the IR.
  Number,
  Bool,
  Text,
  Date,
  Enum,
  Absent,
  // Structure.
  List,
  Record,
  Function,
  Builtin,
  Stage,
  Schema,
  EnumType,
  Module,
  /// The start of a path to library modules, as `acpc eval` takes it.
  Namespace
};

struct Value {
  Kind K = Kind::Poison;
  ir::ValueId Id = ir::None;
  union {
    /// Number: index of the unit it is printed in, or ir::None.
    uint64_t Unit;
    acp::elab::Record *Rec;
    acp::elab::List *Items;
    acp::elab::Function *Fn;
    acp::elab::Stage *Stg;
    acp::elab::Fault *Wrong;
    EnumInfo *Enm;
    SchemaInfo *Sch;
    ModuleInfo *Mod;
  };

  Value() : Unit(0) {}
  static Value scalar(Kind K, ir::ValueId Id, uint64_t Unit = ir::None) {
    Value V;
    V.K = K;
    V.Id = Id;
    V.Unit = Unit;
    return V;
  }
  static Value of(Record *R) { return make(Kind::Record, R); }
  static Value of(List *L) { return make(Kind::List, L); }
  static Value of(Function *F) { return make(Kind::Function, F); }
  static Value of(Stage *S) { return make(Kind::Stage, S); }
  static Value of(Fault *F) { return make(Kind::Faulty, F); }
  static Value of(EnumInfo *E) { return make(Kind::EnumType, E); }
  static Value of(SchemaInfo *S) { return make(Kind::Schema, S); }
  static Value of(ModuleInfo *M) { return make(Kind::Module, M); }

  bool is(Kind Other) const { return K == Other; }
  bool isScalar() const { return K >= Kind::Number && K <= Kind::Absent; }
  /// Nothing more to say about it here.
  bool isBad() const { return K <= Kind::Faulty; }

private:
  template <typename T> static Value make(Kind K, T *Object) {
    Value V;
    V.K = K;
    V.Unit = reinterpret_cast<uint64_t>(Object);
    return V;
  }
};

/// A diagnostic that waits until somebody asks for the result it spoils. Fields
/// that are not given are no fault of a plan that does not use them.
struct Fault {
  Diagnostic What;
  /// A field is wanting (or a cycle of defaults): a report of a whole record
  /// just leaves the field out.
  bool Wanting = false;
  bool Reported = false;
  /// Two faults at once: this one is only both of them.
  Fault *First = nullptr;
  Fault *Second = nullptr;
};

/// Elements, and where conditions hang on unknown values, whether each is in
/// the list at all (ir::None: it is).
struct List {
  uint32_t Size = 0;
  Value *Items = nullptr;
  ir::ValueId *Conditions = nullptr;
  /// For a map by an enum: the name of each element.
  Symbol *Keys = nullptr;
};

/// A frame of names: locals, the record around a field, or (outermost) a
/// module. Frames mirror the scopes of the text one to one, see Resolve.h.
struct Env {
  const Env *Parent = nullptr;
  ModuleInfo *Module = nullptr;
  /// The record, else the slots.
  llvm::PointerIntPair<void *, 1, bool> Holds;

  /// Null for a frame of locals.
  Record *self() const {
    return Holds.getInt() ? static_cast<Record *>(Holds.getPointer()) : nullptr;
  }
  /// Of a frame of locals.
  Value *slots() const { return static_cast<Value *>(Holds.getPointer()); }
};

/// A `let` or field with parameters, and where it was written.
struct Function {
  Syntax Node;
  const Env *Scope = nullptr;
  /// Of a field: what the schema declares, where Node itself does not.
  const Type *Result = nullptr;
  Syntax DeclaredParams;
  ModuleInfo *DeclaredIn = nullptr;
};

/// A block of attributes set on a stage, the nearest first.
struct Attributes {
  Syntax Block;
  const Env *Scope = nullptr;
  const Attributes *Outer = nullptr;
};

/// An op or model with some of its arguments.
struct Stage {
  Declaration *Callee = nullptr;
  /// One a parameter; Poison with Id 0 where none was given. See Layers.cpp.
  Value *Arguments = nullptr;
  bool *IsGiven = nullptr;
  const Attributes *Attrs = nullptr;
  /// The name of the `let` that made it, for people.
  ir::TextId Name = ir::None;
  /// Of a private op or model: the public `let` that its layers are called by.
  ir::TextId Op = ir::None;
  /// The layer record, once built without data.
  Record *Built = nullptr;
  bool Building = false;
};

} // namespace acp::elab

#endif // ACP_ELABORATE_VALUE_H
