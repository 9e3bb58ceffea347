//===- ImportFile.cpp - Files of other formats as records -----------------===//
//
// Part of acpc, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// `import hf "config.json" as m` reads the file as JSON-like data and gives the
// fields that the schema `file` of std.import.hf declares. What m then means is
// the library's: the field `imported` of that record, or the record itself.
// What the file says beside is not looked at.
//
//===----------------------------------------------------------------------===//

#include "Basic/FileDiagnostic.h"
#include "Basic/Limits.h"
#include "Elaborate/Elaboration.h"
#include "Import/Import.h"
#include "Import/JSON.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/raw_ostream.h"

using namespace acp;
using namespace acp::elab;

namespace {
/// Gives records their fields from one file.
class FileReader {
public:
  FileReader(Elaboration &E, const SourceFile *File, Span Use)
      : E(E), File(File), Use(Use) {}

  /// A record of a schema, with what an object says of its fields.
  Value record(SchemaInfo &S, const llvm::json::Object &Object);

private:
  Value value(const llvm::json::Value &J, const Type &T);
  Value number(llvm::StringRef Digits, const Type &T);
  Value list(const llvm::json::Array &Items, const Type &T);
  /// Where the value at hand stands in a text file; of others, the import.
  Span here();
  Value wrong(const Type &T, llvm::StringRef Found);

  Elaboration &E;
  /// Null for a binary file.
  const SourceFile *File;
  Span Use;
  llvm::SmallVector<llvm::StringRef, 8> Path;
  /// The place of what Path leads to, once asked for: a walk over the file, and
  /// the elements of a list ask for the same one.
  std::optional<Span> Place;
};
} // namespace

Span FileReader::here() {
  if (!File)
    return Use;
  if (Place)
    return *Place;
  auto Found = locateJSON(File->text(), Path);
  Place = Found ? Span{File->base() + uint32_t(Found->first),
                       File->base() + uint32_t(Found->second)}
                : Span{File->base(), File->base()};
  return *Place;
}

Value FileReader::wrong(const Type &T, llvm::StringRef Found) {
  E.diags()
      .report(Diag::WrongKind, here())
      .arg("expected", E.describe(T))
      .arg("found", Found)
      .note("`" + llvm::join(Path, ".") + "` is read as that");
  return Value();
}

Value FileReader::number(llvm::StringRef Digits, const Type &T) {
  bool Negative = Digits.consume_front("-");
  std::optional<Number> N = Number::parse(Digits);
  if (!N || !N->finite()) {
    E.diags().report(Diag::NumberTooLarge, here()).arg("number", Digits);
    return Value();
  }
  if (Negative)
    N = Number(0) - *N;
  // A bare number of a file is in the unit that the field declares.
  if (T.Is == Type::Quantity)
    return E.number(*N * E.unitFactor(T), T.Dimension, here(), T.Unit);
  return E.number(*N, DimensionTable::one(), here());
}

Value FileReader::list(const llvm::json::Array &Items, const Type &T) {
  static const Type Anything;
  const Type &Element = T.Element ? *T.Element : Anything;
  std::vector<Value> Values;
  Values.reserve(Items.size());
  for (const llvm::json::Value &Each : Items) {
    Value V = value(Each, Element);
    if (V.isBad())
      return V;
    Values.push_back(V);
  }
  return Value::of(E.makeList(Values));
}

Value FileReader::value(const llvm::json::Value &J, const Type &T) {
  switch (J.kind()) {
  case llvm::json::Value::Null:
    return Value::scalar(Kind::Absent, E.builder().absent(here()));
  case llvm::json::Value::Boolean:
    return E.boolean(*J.getAsBoolean(), here());
  case llvm::json::Value::Number: {
    std::string Digits;
    llvm::raw_string_ostream(Digits) << J;
    return number(Digits, T);
  }
  case llvm::json::Value::String:
    return E.textValue(*J.getAsString(), here());
  case llvm::json::Value::Array:
    if (T.Is != Type::List && T.Is != Type::Any)
      return wrong(T, "a list");
    return list(*J.getAsArray(), T);
  case llvm::json::Value::Object:
    if (T.Is != Type::Schema)
      return wrong(T, "an object");
    return record(*T.Schema_, *J.getAsObject());
  }
  return Value();
}

Value FileReader::record(SchemaInfo &S, const llvm::json::Object &Object) {
  Record *R = E.instantiate(S.S, nullptr, here());
  bool Good = true;
  for (const FieldInfo &F : R->S->Fields) {
    llvm::StringRef Key = E.name(F.Name);
    const llvm::json::Value *J = Object.get(Key);
    const Type *T = E.fieldType(R, F);
    // What is null is as good as not there.
    bool IsFunction = F.First.Node.kind() == NodeKind::Field && F.First.Node[1];
    if (!J || J->kind() == llvm::json::Value::Null || F.IsLet || IsFunction)
      continue;
    Path.push_back(Key);
    Place.reset();
    static const Type Anything;
    Value V = value(*J, T ? *T : Anything);
    if (!V.isBad())
      V = E.coerce(V, T, here(), Key,
                   F.Typed.Node ? F.Typed.Node.span() : Span());
    if (!V.isBad()) {
      if (V.is(Kind::Record))
        E.nameRecord(V, R, F.Name, -1);
      E.give(R, F.Name, V, here());
    }
    // What the file says is wrong, whether somebody asks for it or not.
    E.demand(V, {});
    Good &= !V.isBad();
    Path.pop_back();
    Place.reset();
  }
  return Good ? Value::of(R) : Value();
}

/// The formats that the library can import, for people.
static std::string knownFormats(Elaboration &E) {
  std::string Known;
  for (const std::string &Module : E.libraryModules())
    if (llvm::StringRef Name = Module; Name.consume_front("std.import."))
      Known += (Known.empty() ? "`" : ", `") + Name.str() + "`";
  return Known;
}

Value Elaboration::importFile(llvm::StringRef Format, Span FormatAt,
                              llvm::StringRef Path, llvm::StringRef Root,
                              Span PathAt) {
  const ImportFormat *Reads = findImportFormat(Format);
  ModuleInfo *M =
      Reads ? loadLibrary(("std.import." + Format).str(), FormatAt) : nullptr;
  Declaration *D =
      M ? M->Names->find(symbol(Reads->IsGraph ? "value" : "file")) : nullptr;
  if (!D || D->Kind != DeclKind::Schema) {
    Diags.report(Diag::UnknownFormat, FormatAt)
        .arg("format", Format)
        .help("it imports " + knownFormats(*this));
    return Value();
  }
  SchemaInfo *S = schemaOf(*D);
  uint64_t Size = 0;
  FileResult Head = Reads->HeadOnly
                        ? Files.readHead(Path, Reads->MaxBytes, Size, Root)
                        : Files.read(Path, Reads->MaxBytes, Root);
  if (Head.Error != FileError::None) {
    reportUnread(Diags, PathAt, Path, Head, Reads->MaxBytes, Root);
    return Value();
  }
  ++Counters.FilesRead;
  llvm::StringRef Bytes = Head.Buffer->getBuffer();
  Counters.SourceBytes += Bytes.size();
  ImportResult Result =
      Reads->Read(Bytes, Reads->HeadOnly ? Size : Bytes.size());
  const SourceFile *File =
      Reads->IsText ? Sources.add(Path, std::move(Head.Buffer)) : nullptr;
  if (!Result.Fault.empty()) {
    Span Where = PathAt;
    if (File)
      Where = {File->base() + uint32_t(Result.Offset),
               File->base() + uint32_t(Result.Offset + Result.Length)};
    auto Report = Diags.report(Diag::MalformedImport, Where);
    Report.arg("path", Path).arg("format", Format).arg("why", Result.Fault);
    if (!File)
      Report.note("at byte " + llvm::utostr(Result.Offset));
    return Value();
  }
  if (Reads->IsGraph)
    return importGraph(*Result.Content.getAsObject(), *M, Path, PathAt);
  Value V =
      FileReader(*this, File, PathAt).record(*S, *Result.Content.getAsObject());
  if (V.isBad())
    return V;
  V.Rec->Name = Out->Texts.add(llvm::sys::path::filename(Path));
  if (S->S->find(symbol("imported")) < 0)
    return V;
  V = field(V.Rec, symbol("imported"), PathAt);
  if (V.is(Kind::Stage)) {
    V.Stg = make<Stage>(*V.Stg);
    V.Stg->Name = Out->Texts.add(llvm::sys::path::filename(Path));
  }
  return V;
}
