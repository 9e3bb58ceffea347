//===- Module.h - Files and what they declare -------------------*- C++ -*-===//
//
// Part of acpc, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A module is a file and its declarations. Loading one parses it (or takes its
// tree from the library inside the program), declares its names and units, and
// loads what it imports; nothing is evaluated until it is asked for.
//
//===----------------------------------------------------------------------===//

#ifndef ACP_ELABORATE_MODULE_H
#define ACP_ELABORATE_MODULE_H

#include "Elaborate/Record.h"
#include "Elaborate/Value.h"
#include "Quantity/Unit.h"
#include <deque>
#include <memory>
#include <string>

namespace acp::elab {

enum class DeclKind : uint8_t {
  Schema,
  Enum,
  Op,
  Model,
  Let,
  Param,
  Instance,
  /// A name of `sweep … in …` or `solve … in …`.
  Axis,
  /// `import hf "config.json" as m`: what a file of another format is worth.
  File,
  /// `import a.b`: the module.
  Import,
  /// `import a.b: c`: a member of a module.
  Member
};

enum class DeclState : uint8_t { Fresh, Running, Done };

struct Declaration {
  DeclKind Kind = DeclKind::Let;
  DeclState State = DeclState::Fresh;
  bool Private = false;
  /// Names in it are bound, see Resolve.h.
  bool Resolved = false;
  /// A function, op or model that is running: entering it again is recursion.
  uint16_t Active = 0;
  Symbol Name = 0;
  /// The name in the IR, once needed.
  ir::TextId Text = ir::None;
  /// The item; for a name of a pattern, the Let.
  Syntax Node;
  Syntax NameNode;
  ModuleInfo *Home = nullptr;
  /// Import, Member: where it leads.
  ModuleInfo *Target = nullptr;
  Symbol TargetName = 0;
  Value V;
  ir::DefId Def = ir::None;
  /// Op, Model: the shape of its layer record without attributes.
  Shape *LayerShape = nullptr;
  EnumInfo *Enm = nullptr;
  SchemaInfo *Sch = nullptr;
};

/// Declared names of a module.
struct NameTable {
  std::deque<Declaration> All;
  llvm::DenseMap<Symbol, uint32_t> Index;

  Declaration *find(Symbol Name) {
    auto It = Index.find(Name);
    return It == Index.end() ? nullptr : &All[It->second];
  }
};

struct ModuleInfo {
  /// `std.plans.train`, or "" for the file that is compiled.
  std::string Path;
  const SourceFile *File = nullptr;
  const SyntaxTree *Tree = nullptr;
  std::unique_ptr<SyntaxTree> Owned;
  bool Library = false;
  /// Folder that its imports are looked for in, and below which they stay.
  std::string Root;
  NameTable *Names = nullptr;
  std::unique_ptr<UnitScope> OwnUnits;
  UnitScope *Units = nullptr;
  Env Top;
  /// Side tables by node: bindings (Resolve.h) and interned names.
  std::vector<uint32_t> Bindings;
  std::vector<Symbol> Symbols;
  std::vector<Value> Literals;
  std::deque<Type> Types;
  /// Index of a `source` expression's citation plus one, by node.
  llvm::DenseMap<uint32_t, uint32_t> Citations;
  bool Loading = false;
  bool TopResolved = false;
};

} // namespace acp::elab

#endif // ACP_ELABORATE_MODULE_H
