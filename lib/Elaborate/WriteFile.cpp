//===- WriteFile.cpp - A value as a file of the language ------------------===//
//
// Part of acpc, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What was imported as text that compiles to the same: a model as the call of
// a library model, a record with the fields that the file gave.
//
//===----------------------------------------------------------------------===//

#include "Elaborate/Elaboration.h"
#include "Elaborate/SourceText.h"
#include "llvm/ADT/StringExtras.h"
#include <set>

using namespace acp;
using namespace acp::elab;

namespace {
class FileWriter {
public:
  explicit FileWriter(Elaboration &E) : E(E) {}

  /// A value as an expression, with lines after the first indented.
  std::string text(Value V, unsigned Indent);

  /// Modules that the text needs.
  std::set<std::string> Imports;
  /// What has no form in the language, "" if all has.
  std::string Unwritten;

private:
  std::string call(const Stage &S, unsigned Indent);
  std::string record(Record &R, unsigned Indent);
  std::string list(const List &L, unsigned Indent);
  std::string scalar(Value V);
  /// The name of a declaration as another file says it.
  std::string nameOf(const Declaration &D);

  Elaboration &E;
};
} // namespace

std::string FileWriter::nameOf(const Declaration &D) {
  llvm::StringRef Path = D.Home->Path;
  std::string Name = E.name(D.Name).str();
  if (Path.starts_with("std.ops.") || Path == "std.prelude")
    return Name;
  Imports.insert(Path.str());
  return Path.rsplit('.').second.str() + "." + Name;
}

std::string FileWriter::scalar(Value V) {
  switch (V.K) {
  case Kind::Absent:
    return "none";
  case Kind::Text:
    return quotedText(E.shown(V));
  case Kind::Number: {
    Number N = E.numberOf(V);
    std::string Unit = E.baseUnit(V);
    return spacedDigits(N.exact() ? N.fullDecimal() : N.decimal(17)) +
           (Unit.empty() ? "" : " ") + Unit;
  }
  default:
    return E.shown(V);
  }
}

std::string FileWriter::list(const List &L, unsigned Indent) {
  std::vector<std::string> Parts;
  for (uint32_t I = 0; I != L.Size; ++I)
    Parts.push_back(text(L.Items[I], Indent + 2));
  return bracketed("[", "]", Parts, ",", Indent);
}

std::string FileWriter::record(Record &R, unsigned Indent) {
  std::vector<std::string> Fields;
  for (unsigned I = 0; I != R.S->Fields.size(); ++I)
    if (const Slot *S = R.peek(I);
        S && S->Imported && !S->V.isBad() && !S->V.is(Kind::Absent))
      Fields.push_back(E.name(R.S->Fields[I].Name).str() + " = " +
                       text(S->V, Indent + 2));
  return nameOf(*R.S->Schema->Decl) +
         bracketed(" { ", " }", Fields, ";", Indent);
}

std::string FileWriter::call(const Stage &S, unsigned Indent) {
  std::string Name = nameOf(*S.Callee);
  if (S.Callee->Private || S.Attrs)
    Unwritten = Name;
  Syntax Params = S.Callee->Node[1];
  std::vector<std::string> Arguments;
  for (unsigned I = 0; Params && I != Params.size(); ++I)
    // `none` says something only where there is another default.
    if (S.IsGiven[I] && (!S.Arguments[I].is(Kind::Absent) || Params[I][2]))
      Arguments.push_back(Params[I][0].text().str() + ": " +
                          text(S.Arguments[I], Indent + 2));
  if (Arguments.empty() && S.Callee->Kind == DeclKind::Op)
    return Name;
  return Name + bracketed("(", ")", Arguments, ",", Indent);
}

std::string FileWriter::text(Value V, unsigned Indent) {
  if (V.isScalar())
    return scalar(V);
  switch (V.K) {
  case Kind::List:
    return list(*V.Items, Indent);
  case Kind::Record:
    if (V.Rec->S->Schema && !V.Rec->Layer)
      return record(*V.Rec, Indent);
    break;
  case Kind::Stage:
    return call(*V.Stg, Indent);
  default:
    break;
  }
  Unwritten = E.describe(V);
  return "none";
}

std::string Elaboration::shown(Value V) {
  ir::ValueId Id = V.is(Kind::Text) ? V.Id : show(V, {});
  return Out->known(Id) ? Out->text(Id).str() : "";
}

std::string Elaboration::writeFile(Value V, llvm::StringRef Name,
                                   llvm::StringRef From) {
  FileWriter Writer(*this);
  std::string Value_ = Writer.text(V, 0);
  if (!Writer.Unwritten.empty()) {
    Diags.report(Diag::WrongKind)
        .arg("expected", "what a file can say")
        .arg("found", "`" + Writer.Unwritten + "`");
    return "";
  }
  std::string Text =
      "/// Imported from " + commentText(From) + ".\nlanguage 1\n";
  for (const std::string &Module : Writer.Imports)
    Text += "import " + Module + "\n";
  return Text + "source " + quotedText(From) + "\n\nlet " + Name.str() + " = " +
         Value_ + "\n";
}
