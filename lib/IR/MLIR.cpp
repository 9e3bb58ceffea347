//===- MLIR.cpp - A module as generic MLIR --------------------------------===//
//
// Part of acpc, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Operations of a dialect `acp` that nobody registers, in MLIR's generic form,
// so that stock tools parse, verify and print them. Values are results of
// operations; definitions, layers, checks and views are operations without a
// result. An operand that may be missing is named in the attribute `operands`.
//
//===----------------------------------------------------------------------===//

#include "IR/Text.h"
#include "IR/Words.h"
#include "llvm/ADT/StringExtras.h"

using namespace acp;
using namespace acp::ir;
using llvm::StringRef;
using llvm::Twine;

namespace {

/// The pieces of an operation, put together by `finish`.
struct Operation {
  std::string Operands;
  std::string Roles;
  std::string Attributes;
  std::string Types;
};

class MLIRPrinter {
public:
  MLIRPrinter(const Module &M, const SourceManager &Sources,
              llvm::raw_ostream &OS)
      : M(M), Sources(Sources), OS(OS) {}

  void run();

private:
  static std::string quoted(StringRef Text);
  std::string type(Type T) const;
  void operand(Operation &O, StringRef Role, ValueId V) const;
  static void attribute(Operation &O, StringRef Name, const Twine &Text);
  void attribute(Operation &O, StringRef Name, TextId Text) const;
  void number(Operation &O, StringRef Name, uint32_t Index) const;
  void unit(Operation &O, StringRef Name, uint32_t Index) const;
  void list(Operation &O, StringRef Name, llvm::ArrayRef<DefId> Ids) const;
  void finish(const Operation &O, StringRef Name, StringRef Result, Span Where);
  void statement(const Operation &O, StringRef Name, Span Where) {
    OS << "  ";
    finish(O, Name, "()", Where);
  }

  void value(ValueId Id);
  void definition(const Definition &D);
  void layer(const Layer &L);
  void check(const Check &C);
  void view(const View &V);

  const Module &M;
  const SourceManager &Sources;
  llvm::raw_ostream &OS;
};

std::string MLIRPrinter::quoted(StringRef Text) {
  std::string Out;
  llvm::raw_string_ostream S(Out);
  S << '"';
  llvm::printEscapedString(Text, S);
  S << '"';
  return Out;
}

std::string MLIRPrinter::type(Type T) const {
  switch (T.Kind) {
  case TypeKind::Quantity:
    return "!acp.qty<" + quoted(dimText(*M.Dims, T.dim())) + ">";
  case TypeKind::Enum:
    return "!acp.enum<" + quoted(M.Texts.get(T.Id)) + ">";
  default:
    return ("!acp." + word(T.Kind)).str();
  }
}

void MLIRPrinter::operand(Operation &O, StringRef Role, ValueId V) const {
  if (V == None)
    return;
  StringRef Comma = O.Operands.empty() ? "" : ", ";
  O.Operands += (Comma + "%" + Twine(V)).str();
  O.Types += (Comma + type(M.type(V))).str();
  if (!Role.empty())
    O.Roles += (Comma + quoted(Role)).str();
}

void MLIRPrinter::attribute(Operation &O, StringRef Name, const Twine &Text) {
  O.Attributes +=
      ((O.Attributes.empty() ? "" : ", ") + Name + " = " + Text).str();
}

void MLIRPrinter::attribute(Operation &O, StringRef Name, TextId Text) const {
  if (Text != None)
    attribute(O, Name, Twine(quoted(M.Texts.get(Text))));
}

void MLIRPrinter::number(Operation &O, StringRef Name, uint32_t Index) const {
  if (Index != None)
    attribute(O, Name, Twine(Index) + " : i64");
}

void MLIRPrinter::unit(Operation &O, StringRef Name, uint32_t Index) const {
  if (Index != None)
    attribute(O, Name, Twine(quoted(M.Units[Index].Text)));
}

void MLIRPrinter::list(Operation &O, StringRef Name,
                       llvm::ArrayRef<DefId> Ids) const {
  if (Ids.empty())
    return;
  std::string Items;
  for (DefId Id : Ids)
    Items += (Twine(Items.empty() ? "" : ", ") +
              (Id == None ? Twine("-1") : Twine(Id)) + " : i64")
                 .str();
  attribute(O, Name, "[" + Twine(Items) + "]");
}

void MLIRPrinter::finish(const Operation &O, StringRef Name, StringRef Result,
                         Span Where) {
  OS << '"' << "acp." << Name << "\"(" << O.Operands << ')';
  if (!O.Attributes.empty() || !O.Roles.empty()) {
    OS << " {" << O.Attributes;
    if (!O.Roles.empty())
      OS << (O.Attributes.empty() ? "" : ", ") << "operands = [" << O.Roles
         << ']';
    OS << '}';
  }
  OS << " : (" << O.Types << ") -> " << Result << " loc(";
  Place P = Sources.place(Where.Begin);
  if (P.File)
    OS << quoted(P.File->name()) << ':' << P.Line << ':' << P.Column;
  else
    OS << "unknown";
  OS << ")\n";
}

void MLIRPrinter::value(ValueId Id) {
  const Value &V = M.Values[Id];
  Operation O;
  for (ValueId Operand : M.operands(V))
    operand(O, "", Operand);
  if (V.known()) {
    std::string Known;
    llvm::raw_string_ostream S(Known);
    writeLiteral(S, M, V);
    // The name of a text is the text.
    if (V.Known == Tag::Text)
      Known = M.Texts.get(TextId(V.Payload)).str();
    attribute(O, V.Op == Opcode::Const ? "value" : "known",
              Twine(quoted(Known)));
  }
  if (V.Op == Opcode::Leaf) {
    const Leaf &L = M.Leaves[V.Attribute];
    attribute(O, "kind", Twine(quoted(word(L.Kind))));
    attribute(O, "name", L.Name);
  }
  if (V.Op == Opcode::Show && V.Attribute != 0)
    unit(O, "unit", V.Attribute - 1);
  OS << "  %" << Id << " = ";
  finish(O, mnemonic(V.Op), type(V.type()), V.Where);
}

void MLIRPrinter::definition(const Definition &D) {
  Operation O;
  operand(O, "", D.Value);
  attribute(O, "name", Twine(quoted(M.name(D))));
  attribute(O, "origin", Twine(quoted(word(D.From))));
  unit(O, "unit", D.Unit);
  list(O, "uses", M.uses(D));
  attribute(O, "doc", D.Doc);
  if (D.Cited != None) {
    const Citation &C = M.Citations[D.Cited];
    attribute(O, "source", C.Title);
    attribute(O, "date", C.Date);
    attribute(O, "url", C.Url);
  }
  statement(O, "def", D.Place);
}

void MLIRPrinter::layer(const Layer &L) {
  Operation O;
  operand(O, "count", L.Count);
  attribute(O, "name", L.Name);
  attribute(O, "path", L.Path);
  attribute(O, "op", L.Op);
  number(O, "parent", L.Parent);
  if (L.Repeated)
    attribute(O, "repeated", "unit");
  if (L.IsModel)
    attribute(O, "model", "unit");
  list(O, "fields",
       llvm::ArrayRef(M.LayerFields).slice(L.FirstField, L.NumFields));
  statement(O, "layer", L.Where);
}

void MLIRPrinter::check(const Check &C) {
  Operation O;
  operand(O, "condition", C.Condition);
  operand(O, "left", C.Left);
  operand(O, "right", C.Right);
  operand(O, "within", C.Within);
  operand(O, "with", C.Confidence);
  operand(O, "message", C.Message);
  for (const Part &P : llvm::ArrayRef(M.Parts).slice(C.FirstPart, C.NumParts))
    operand(O, "part", P.Value);
  unit(O, "left_unit", C.LeftUnit);
  unit(O, "right_unit", C.RightUnit);
  if (C.WithinIsRelative)
    attribute(O, "relative", "unit");
  statement(O, word(C.Kind), C.Where);
}

void MLIRPrinter::view(const View &V) {
  Operation O;
  attribute(O, "kind", Twine(quoted(word(V.Kind))));
  attribute(O, "title", V.Title);
  attribute(O, "schema", V.Schema);
  number(O, "parent", V.Parent);
  attribute(O, "doc", V.Doc);
  std::string Columns;
  for (const Column &C : V.Columns)
    Columns += (Columns.empty() ? "" : ", ") + quoted(M.Texts.get(C.Name));
  if (!Columns.empty())
    attribute(O, "columns", "[" + Twine(Columns) + "]");
  statement(O, "view", V.Where);
  for (const Row &R : V.Rows) {
    Operation RowOp;
    attribute(RowOp, "label", R.Label);
    number(RowOp, "layer", R.Layer);
    if (R.Depth != 0)
      number(RowOp, "depth", R.Depth);
    list(RowOp, "cells",
         llvm::ArrayRef(M.Cells).slice(R.FirstCell, cellsOfRow(V)));
    statement(RowOp, "row", {});
  }
}

void MLIRPrinter::run() {
  OS << "module {\n";
  for (ValueId Id = 0; Id != M.Values.size(); ++Id)
    value(Id);
  for (const Definition &D : M.Definitions)
    definition(D);
  for (const Layer &L : M.Layers)
    layer(L);
  for (const Check &C : M.Checks)
    check(C);
  for (const View &V : M.Views)
    view(V);
  OS << "}\n";
}

} // namespace

void ir::printMLIR(const Module &M, const SourceManager &Sources,
                   llvm::raw_ostream &OS) {
  MLIRPrinter(M, Sources, OS).run();
}
