//===- Print.cpp - A module as text ---------------------------------------===//
//
// Part of acpc, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// One entity a line, in the order of the module. Values are `%0`, definitions
// `@0`; the ids of the rest are printed where something refers to them. Files
// are listed if a span lies in them, by name and digest, so that a reader knows
// whether it has the same.
//
//===----------------------------------------------------------------------===//

#include "IR/Text.h"
#include "IR/Words.h"
#include "llvm/ADT/DenseSet.h"
#include "llvm/ADT/StringMap.h"

using namespace acp;
using namespace acp::ir;
using llvm::StringRef;

namespace {

class Printer {
public:
  Printer(const Module &M, const SourceManager &Sources, llvm::raw_ostream &OS,
          const PrintOptions &Options)
      : M(M), Sources(Sources), OS(OS), Options(Options) {}

  void run();

private:
  template <typename Function> void eachSpan(Function Do) const;
  void listFiles();
  const SourceFile *fileOf(uint32_t Address);

  void section(bool NotEmpty) {
    if (NotEmpty)
      OS << '\n';
  }
  void quoted(StringRef Text) { writeQuoted(OS, Text); }
  /// A text that may be missing.
  void name(TextId Text);
  void optional(StringRef Word, TextId Text);
  void optionalValue(StringRef Word, ValueId V);
  void list(StringRef Word, llvm::ArrayRef<DefId> Ids);
  void unit(StringRef Word, uint32_t Index);
  void place(StringRef Before, Span S);

  void value(ValueId Id);
  void definition(DefId Id);
  void citation(uint32_t Id);
  void layer(uint32_t Id);
  void axis(uint32_t Id);
  void search(uint32_t Id);
  void check(const Check &C);
  void view(uint32_t Id);
  void units();

  const Module &M;
  const SourceManager &Sources;
  llvm::raw_ostream &OS;
  PrintOptions Options;
  /// In the order of their addresses, which is that of SourceManager.
  std::vector<const SourceFile *> Files;
  size_t LastFile = 0;
  /// The first unit with a text; later ones need their index to be told apart.
  llvm::StringMap<uint32_t> FirstUnit;
};

template <typename Function> void Printer::eachSpan(Function Do) const {
  for (const Value &V : M.Values)
    Do(V.Where);
  for (const Definition &D : M.Definitions) {
    Do(D.Place);
    Do(D.Formula);
  }
  for (const Citation &C : M.Citations)
    Do(C.Where);
  for (const Layer &L : M.Layers)
    Do(L.Where);
  for (const Axis &A : M.Axes)
    Do(A.Where);
  for (const Search &S : M.Searches) {
    Do(S.Where);
    for (const Objective &O : S.Objectives)
      Do(O.Where);
  }
  for (const AxisFilter &F : M.Filters)
    Do(F.Where);
  for (const Check &C : M.Checks)
    Do(C.Where);
  for (const Part &P : M.Parts)
    Do(P.Where);
  for (const View &V : M.Views)
    Do(V.Where);
}

void Printer::listFiles() {
  llvm::DenseSet<const SourceFile *> Used;
  const SourceFile *Last = nullptr;
  eachSpan([&](Span S) {
    bool IsLast = Last && S.Begin >= Last->base() && S.Begin <= Last->end();
    if (!S.valid() || IsLast)
      return;
    Last = Sources.file(S.Begin);
    if (Last)
      Used.insert(Last);
  });
  for (const std::unique_ptr<SourceFile> &File : Sources.files())
    if (Used.contains(File.get()))
      Files.push_back(File.get());
  for (size_t I = 0; I != Files.size(); ++I) {
    OS << "file " << I << ": ";
    quoted(Files[I]->name());
    if (Files[I]->isLibrary())
      OS << " library";
    OS << " sha256 ";
    quoted(Files[I]->digest());
    OS << '\n';
  }
}

/// The file of an address; leaves its number in LastFile.
const SourceFile *Printer::fileOf(uint32_t Address) {
  auto Holds = [&](size_t I) {
    return Address >= Files[I]->base() && Address <= Files[I]->end();
  };
  if (Files.empty())
    return nullptr;
  if (!Holds(LastFile)) {
    auto After =
        llvm::upper_bound(Files, Address, [](uint32_t A, const SourceFile *F) {
          return A < F->base();
        });
    if (After == Files.begin())
      return nullptr;
    LastFile = size_t(After - Files.begin()) - 1;
  }
  return Holds(LastFile) ? Files[LastFile] : nullptr;
}

void Printer::place(StringRef Before, Span S) {
  if (!Options.Locations || !S.valid())
    return;
  const SourceFile *File = fileOf(S.Begin);
  if (!File)
    return;
  // A span over two files ends with the first.
  uint32_t End = std::max(S.Begin, std::min(S.End, File->end()));
  OS << Before << " loc(" << LastFile << ':' << S.Begin - File->base() << '-'
     << End - File->base() << ')';
}

void Printer::name(TextId Text) {
  if (Text == None)
    OS << '_';
  else
    quoted(M.Texts.get(Text));
}

void Printer::optional(StringRef Word, TextId Text) {
  if (Text == None)
    return;
  OS << ' ' << Word << ' ';
  quoted(M.Texts.get(Text));
}

void Printer::optionalValue(StringRef Word, ValueId V) {
  if (V != None)
    OS << ' ' << Word << " %" << V;
}

void Printer::list(StringRef Word, llvm::ArrayRef<DefId> Ids) {
  if (Ids.empty())
    return;
  OS << ' ' << Word << ' ';
  for (size_t I = 0; I != Ids.size(); ++I) {
    OS << (I == 0 ? "" : ", ");
    if (Ids[I] == None)
      OS << '_';
    else
      OS << '@' << Ids[I];
  }
}

void Printer::unit(StringRef Word, uint32_t Index) {
  if (Index == None)
    return;
  const Unit &U = M.Units[Index];
  OS << ' ' << Word << ' ';
  quoted(U.Text);
  if (FirstUnit.lookup(U.Text) != Index)
    OS << '#' << Index;
}

void Printer::value(ValueId Id) {
  const Value &V = M.Values[Id];
  OS << '%' << Id << " = " << mnemonic(V.Op);
  if (V.Op == Opcode::Const) {
    OS << ' ';
    writeLiteral(OS, M, V);
  } else if (V.Op == Opcode::Leaf) {
    const Leaf &L = M.Leaves[V.Attribute];
    OS << ' ' << word(L.Kind) << ' ';
    quoted(M.Texts.get(L.Name));
  }
  StringRef Before = " ";
  for (ValueId Operand : M.operands(V)) {
    OS << Before << '%' << Operand;
    Before = ", ";
  }
  if (V.Op == Opcode::Show && V.Attribute != 0)
    unit("as", V.Attribute - 1);
  OS << " : " << typeText(M, V.type());
  // That the operands of a tuple are known needs no saying.
  if (Options.Known && V.known() && V.Op != Opcode::Const &&
      V.Op != Opcode::Tuple) {
    OS << " = ";
    writeLiteral(OS, M, V);
  } else if (Options.Known && V.Op == Opcode::Tuple && V.Known == Tag::Error) {
    OS << " = error";
  }
  place("", V.Where);
  OS << '\n';
}

void Printer::definition(DefId Id) {
  const Definition &D = M.Definitions[Id];
  OS << '@' << Id << ": def ";
  quoted(M.name(D));
  OS << " = %" << D.Value;
  unit("as", D.Unit);
  OS << ' ' << word(D.From);
  list("uses", M.uses(D));
  if (D.Cited != None)
    OS << " cites " << D.Cited;
  optional("doc", D.Doc);
  place(" at", D.Place);
  place(" by", D.Formula);
  OS << '\n';
}

void Printer::citation(uint32_t Id) {
  const Citation &C = M.Citations[Id];
  OS << "cite " << Id << ": ";
  name(C.Title);
  optional("date", C.Date);
  optional("url", C.Url);
  place("", C.Where);
  OS << '\n';
}

void Printer::layer(uint32_t Id) {
  const Layer &L = M.Layers[Id];
  OS << "layer " << Id << ": ";
  name(L.Name);
  optional("path", L.Path);
  optional("op", L.Op);
  if (L.Parent != None)
    OS << " in " << L.Parent;
  optionalValue("count", L.Count);
  OS << (L.Repeated ? " repeated" : "") << (L.IsModel ? " model" : "");
  list("fields",
       llvm::ArrayRef(M.LayerFields).slice(L.FirstField, L.NumFields));
  place("", L.Where);
  OS << '\n';
}

void Printer::axis(uint32_t Id) {
  const Axis &A = M.Axes[Id];
  OS << "axis " << Id << ": " << word(A.Kind) << ' ';
  name(A.Name);
  OS << " length " << A.Length;
  if (A.At != None)
    OS << " at " << A.At;
  OS << (A.Structural ? " structural" : "");
  if (A.Search != None)
    OS << " search " << A.Search;
  place("", A.Where);
  OS << '\n';
  for (const AxisColumn &C : A.Columns) {
    OS << "  takes ";
    name(C.Name);
    OS << " = %" << C.Value;
    unit("as", C.Unit);
    if (C.isRange())
      OS << " from " << C.First;
    StringRef Before = " of %";
    for (ValueId V : C.Values) {
      OS << Before << V;
      Before = ", %";
    }
    OS << '\n';
  }
}

void Printer::search(uint32_t Id) {
  const Search &S = M.Searches[Id];
  OS << "search " << Id << ": ";
  name(S.Name);
  place("", S.Where);
  OS << '\n';
  for (const Objective &O : S.Objectives) {
    OS << (O.Maximize ? "  maximize %" : "  minimize %") << O.Value;
    unit("as", O.Unit);
    place("", O.Where);
    OS << '\n';
  }
}

void Printer::check(const Check &C) {
  OS << word(C.Kind) << " %" << C.Condition;
  optionalValue("left", C.Left);
  unit("as", C.LeftUnit);
  optionalValue("right", C.Right);
  unit("as", C.RightUnit);
  optionalValue("within", C.Within);
  if (C.WithinIsRelative)
    OS << " relative";
  optionalValue("with", C.Confidence);
  optionalValue("message", C.Message);
  if (C.Cited != None)
    OS << " cites " << C.Cited;
  place("", C.Where);
  OS << '\n';
  for (const Part &P : llvm::ArrayRef(M.Parts).slice(C.FirstPart, C.NumParts)) {
    OS << "  part %" << P.Value;
    unit("as", P.Unit);
    place("", P.Where);
    OS << '\n';
  }
}

void Printer::view(uint32_t Id) {
  const View &V = M.Views[Id];
  OS << "view " << Id << ": " << word(V.Kind) << ' ';
  name(V.Title);
  optional("schema", V.Schema);
  if (V.Parent != None)
    OS << " in " << V.Parent;
  optional("doc", V.Doc);
  place("", V.Where);
  OS << '\n';
  for (const Column &C : V.Columns) {
    OS << "  column ";
    name(C.Name);
    unit("as", C.Unit);
    OS << '\n';
  }
  for (const Row &R : V.Rows) {
    OS << "  row ";
    name(R.Label);
    if (R.Layer != None)
      OS << " layer " << R.Layer;
    if (R.Depth != 0)
      OS << " depth " << R.Depth;
    list("cells", llvm::ArrayRef(M.Cells).slice(R.FirstCell, cellsOfRow(V)));
    OS << '\n';
  }
}

/// Figures: first the units that they are printed in, then what units there
/// are, which a `show` without a unit chooses among.
void Printer::units() {
  section(!M.Units.empty());
  for (const Unit &U : M.Units) {
    OS << "display ";
    quoted(U.Text);
    OS << " = " << U.Factor.text() << " : " << dimText(*M.Dims, U.Dimension)
       << '\n';
  }
  section(!M.Scope.prefixes().empty());
  for (const UnitScope::Prefix &P : M.Scope.prefixes()) {
    OS << "prefix ";
    quoted(P.Name);
    OS << " = " << P.Factor.text() << " : ";
    quoted(P.Class);
    OS << '\n';
  }
  std::vector<UnitScope::Scale> Scales = M.Scope.scales();
  section(!Scales.empty());
  for (const UnitScope::Scale &S : Scales) {
    OS << "scale ";
    quoted(S.Name);
    OS << " = " << S.Factor.text() << '\n';
  }
  section(!M.Scope.entries().empty());
  for (const UnitScope::Entry &E : M.Scope.entries()) {
    OS << "unit ";
    quoted(E.Name);
    OS << " = " << E.Factor.text() << " : " << dimText(*M.Dims, E.Dimension);
    if (E.Canonical != E.Name) {
      OS << " of ";
      quoted(E.Canonical);
    }
    StringRef Before = " takes ";
    for (const std::string &Class : E.Prefixes) {
      OS << Before;
      quoted(Class);
      Before = ", ";
    }
    if (!E.Doc.empty()) {
      OS << " doc ";
      quoted(E.Doc);
    }
    OS << '\n';
  }
  section(M.Dims->bases() != 0);
  for (uint32_t I = 0; I != M.Dims->bases(); ++I)
    OS << (M.Dims->baseIsCount(I) ? "count " : "base ") << M.Dims->baseName(I)
       << '\n';
}

void Printer::run() {
  for (uint32_t I = 0; I != M.Units.size(); ++I)
    FirstUnit.try_emplace(M.Units[I].Text, I);
  OS << "acp.ir 1\n";
  if (Options.Locations)
    listFiles();
  section(!M.Values.empty());
  for (ValueId Id = 0; Id != M.Values.size(); ++Id)
    value(Id);
  section(!M.Definitions.empty());
  for (DefId Id = 0; Id != M.Definitions.size(); ++Id)
    definition(Id);
  section(!M.Citations.empty());
  for (uint32_t Id = 0; Id != M.Citations.size(); ++Id)
    citation(Id);
  section(!M.Layers.empty());
  for (uint32_t Id = 0; Id != M.Layers.size(); ++Id)
    layer(Id);
  section(!M.Axes.empty());
  for (uint32_t Id = 0; Id != M.Axes.size(); ++Id)
    axis(Id);
  for (uint32_t Id = 0; Id != M.Searches.size(); ++Id)
    search(Id);
  for (const AxisFilter &F : M.Filters) {
    OS << "where %" << F.Condition << " axis " << F.Axis;
    place("", F.Where);
    OS << '\n';
  }
  section(!M.Checks.empty());
  for (const Check &C : M.Checks)
    check(C);
  section(!M.Views.empty());
  for (uint32_t Id = 0; Id != M.Views.size(); ++Id)
    view(Id);
  units();
}

} // namespace

void ir::print(const Module &M, const SourceManager &Sources,
               llvm::raw_ostream &OS, const PrintOptions &Options) {
  Printer(M, Sources, OS, Options).run();
}
