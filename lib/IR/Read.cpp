//===- Read.cpp - Reading textual IR: lines and values --------------------===//
//
// Part of acpc, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Three walks over the lines: base dimensions and files, then units, which need
// them and stand at the end of a module, then all that refers to these.
//
//===----------------------------------------------------------------------===//

#include "IR/Builder.h"
#include "IR/Date.h"
#include "IR/Reader.h"

using namespace acp;
using namespace acp::ir;
using llvm::ArrayRef;
using llvm::StringRef;

template <typename Function> void Reader::eachLine(Function Do) {
  StringRef Text = Body;
  while (!Text.empty()) {
    auto [Line, Rest] = Text.split('\n');
    Lexer.emplace(Line,
                  File.base() + uint32_t(Line.data() - File.text().data()));
    next();
    if (Token.Kind != Mark::End && !Do())
      return;
    Text = Rest;
  }
}

/// The first line that is not a comment says what this is.
bool Reader::header() {
  Body = File.text();
  bool Found = false;
  eachLine([&] {
    Found = takeWord("acp.ir") && takeWord("1") && Token.Kind == Mark::End;
    size_t Past = Token.Where.End - File.base();
    Body = File.text().drop_front(Past);
    Body = Body.drop_front(std::min(Body.find('\n'), Body.size()));
    return false;
  });
  if (!Found)
    Diags.report(Diag::IrHeader, {File.base(), File.base()})
        .help("the first line of textual IR is `acp.ir 1`");
  return Found;
}

bool Reader::run() {
  unsigned Before = Diags.errors();
  if (!header())
    return false;
  eachLine([&] {
    declaration();
    return true;
  });
  eachLine([&] {
    unitLine();
    return true;
  });
  eachLine([&] {
    entity();
    return true;
  });
  resolve();
  return Diags.errors() == Before;
}

void Reader::declaration() {
  if (takeWord("base"))
    baseLine(false);
  else if (takeWord("count"))
    baseLine(true);
  else if (takeWord("file"))
    fileLine();
}

void Reader::unitLine() {
  if (takeWord("prefix"))
    prefixLine();
  else if (takeWord("scale"))
    scaleLine();
  else if (takeWord("unit"))
    scopeLine();
  else if (takeWord("display"))
    displayLine();
}

void Reader::entity() {
  if (Token.Kind != Mark::Word) {
    fail("a word");
    return;
  }
  if (Token.Raw.starts_with("%"))
    return valueLine();
  if (Token.Raw.starts_with("@"))
    return (void)definitionLine();
  for (StringRef Done :
       {"base", "count", "file", "prefix", "scale", "unit", "display"})
    if (Token.Raw == Done)
      return;
  if (std::optional<CheckKind> Kind = fromWord<CheckKind>(Token.Raw)) {
    next();
    checkLine(*Kind);
  } else if (takeWord("cite")) {
    citationLine();
  } else if (takeWord("layer")) {
    layerLine();
  } else if (takeWord("part")) {
    partLine();
  } else if (takeWord("view")) {
    viewLine();
  } else if (takeWord("axis")) {
    axisLine();
  } else if (takeWord("takes")) {
    takesLine();
  } else if (takeWord("search")) {
    searchLine();
  } else if (takeWord("minimize")) {
    objectiveLine(false);
  } else if (takeWord("maximize")) {
    objectiveLine(true);
  } else if (takeWord("where")) {
    filterLine();
  } else if (takeWord("column")) {
    columnLine();
  } else if (takeWord("row")) {
    rowLine();
  } else {
    static constexpr llvm::StringLiteral Lines[] = {
        "base",    "count",   "file",   "prefix",   "scale",   "unit",
        "display", "require", "cite",   "layer",    "claim",   "part",
        "column",  "row",     "assert", "view",     "expect",  "axis",
        "takes",   "search",  "where",  "minimize", "maximize"};
    failUnknown("kind of line", Lines);
  }
}

/// Operands stand before their users, so a value is numbered by its place.
void Reader::valueLine() {
  Value V;
  V.FirstOperand = uint32_t(M.Operands.size());
  ValueId Id = ValueId(M.Values.size());
  bool Good = false;
  Poison = false;
  if (ValueId Label; reference('%', Label)) {
    if (Label != Id)
      Diags.report(Diag::IrOutOfOrder, LastWhere)
          .arg("expected", "%" + std::to_string(Id))
          .arg("found", "%" + std::to_string(Label));
    Good = symbol('=') && valueBody(V) && optionalPlace(V.Where) && end();
  }
  if (!Good) {
    M.Operands.resize(V.FirstOperand);
    V = Value();
    V.FirstOperand = uint32_t(M.Operands.size());
    V.Known = Tag::Error;
  } else if (V.Op == Opcode::Leaf) {
    V.Attribute = uint32_t(M.Leaves.size());
    NewLeaf.Value = Id;
    NewLeaf.Where = V.Where;
    M.Leaves.push_back(NewLeaf);
  }
  M.Values.push_back(V);
  Poisoned.push_back(!Good || Poison);
}

bool Reader::valueBody(Value &V) {
  if (!choice(V.Op, "operation"))
    return false;
  if (V.Op == Opcode::Const)
    return constantBody(V);
  return V.Op == Opcode::Leaf ? leafBody(V) : operationBody(V);
}

static uint32_t pack(Type T) { return uint32_t(T.Kind) << 28 | T.Id; }

bool Reader::constantBody(Value &V) {
  LineToken Literal = Token;
  if (Literal.Kind != Mark::Word && Literal.Kind != Mark::Text)
    return fail("a value");
  next();
  Type T;
  if (!symbol(':') || !type(T))
    return false;
  V.PackedType = pack(T);
  return literal(Literal, T, V);
}

bool Reader::leafBody(Value &V) {
  Type T;
  if (!choice(NewLeaf.Kind, "kind of leaf") || !intern(NewLeaf.Name) ||
      !symbol(':') || !type(T))
    return false;
  V.PackedType = pack(T);
  return true;
}

bool Reader::operationBody(Value &V) {
  Span Where = LastWhere;
  if (Token.Kind == Mark::Word && Token.Raw.starts_with("%")) {
    do {
      ValueId Operand;
      if (!value(Operand))
        return false;
      M.Operands.push_back(Operand);
      ++V.NumOperands;
    } while (takeSymbol(','));
  }
  uint32_t Unit = None;
  if (V.Op == Opcode::Show && !unitOf(Unit))
    return false;
  V.Attribute = Unit == None ? 0 : Unit + 1;
  Type T;
  if (!symbol(':') || !type(T))
    return false;
  V.PackedType = pack(T);

  ArrayRef<ValueId> Operands = M.operands(V);
  if (llvm::any_of(Operands, [&](ValueId Id) { return Poisoned[Id]; })) {
    Poison = true;
    V.Known = Tag::Error;
    // What is said of the value is read over.
    while (Token.Kind != Mark::End && !Token.isWord("loc"))
      next();
    return true;
  }
  std::optional<Type> Inferred = inferType(
      M, V.Op, Operands, T.Kind == TypeKind::Quantity ? T.dim() : Dim());
  if (!Inferred) {
    Diags.report(Diag::IrOperands, Where)
        .arg("op", mnemonic(V.Op))
        .arg("types", typesOf(Operands));
    return false;
  }
  if (!(*Inferred == T)) {
    Diags.report(Diag::IrType, Where)
        .arg("op", mnemonic(V.Op))
        .arg("type", typeText(M, *Inferred))
        .arg("stated", typeText(M, T));
    return false;
  }
  return stated(V);
}

/// The result beside an operation: read and checked, or computed.
bool Reader::stated(Value &V) {
  if (!takeSymbol('=')) {
    fold(M, V);
    return true;
  }
  LineToken Literal = Token;
  if (Literal.Kind != Mark::Word && Literal.Kind != Mark::Text)
    return fail("a value");
  next();
  if (!literal(Literal, V.type(), V))
    return false;
  if (isFolded(M, V, TextBudget))
    return true;
  Value Right = V;
  fold(M, Right);
  std::string Computed;
  llvm::raw_string_ostream OS(Computed);
  writeLiteral(OS, M, Right);
  Diags.report(Diag::IrKnown, Literal.Where)
      .arg("op", mnemonic(V.Op))
      .arg("value", excerpt(Computed))
      .arg("stated", excerpt(Literal.Raw));
  return false;
}

std::string Reader::typesOf(ArrayRef<ValueId> Ids) const {
  if (Ids.empty())
    return "no operands";
  std::string Text;
  for (size_t I = 0; I != Ids.size(); ++I) {
    if (I == 8)
      return Text + ", …";
    Text += (I == 0 ? "`" : ", `") + typeText(M, M.type(Ids[I])) + "`";
  }
  return Text;
}

bool Reader::literal(const LineToken &Literal, Type T, Value &V) {
  auto Known = [&V](Tag Known, uint64_t Payload) {
    V.Known = Known;
    V.Payload = Payload;
    return true;
  };
  if (Literal.isWord("error"))
    return Known(Tag::Error, 0);
  if (Literal.isWord("none"))
    return Known(Tag::Absent, 0);
  bool IsText = Literal.Kind == Mark::Text;
  StringRef Text = Literal.Raw;
  switch (T.Kind) {
  case TypeKind::Bool:
    if (Literal.isWord("true") || Literal.isWord("false"))
      return Known(Tag::Bool, Text == "true");
    break;
  case TypeKind::Text:
  case TypeKind::Enum:
    if (IsText)
      return Known(Tag::Text, M.Texts.add(Literal.Text));
    break;
  case TypeKind::Date:
    if (std::optional<int64_t> Days = parseDate(Text))
      return Known(Tag::Int, uint64_t(*Days * SecondsPerDay));
    [[fallthrough]];
  case TypeKind::Quantity: {
    std::optional<Number> N = Number::parseText(Text);
    if (!N)
      N = Number::parse(Text);
    if (!N || !N->finite())
      break;
    M.setNumber(V, *N);
    return true;
  }
  case TypeKind::None:
    break;
  case TypeKind::Tuple: {
    uint32_t Id;
    if (!Text.consume_front("%") || Text.getAsInteger(10, Id) ||
        Id >= M.Values.size() || M.Values[Id].Op != Opcode::Tuple ||
        M.Values[Id].Known != Tag::Tuple || V.Op == Opcode::Const)
      break;
    return Known(Tag::Tuple, Id);
  }
  }
  Diags.report(Diag::IrBadLiteral, Literal.Where)
      .arg("text", excerpt(Literal.Raw))
      .arg("what", "a value of type `" + typeText(M, T) + "`");
  return false;
}

bool ir::read(const SourceFile &File, Module &M, SourceManager &Sources,
              LoadFile Load, DiagnosticEngine &Diags) {
  return Reader(File, M, Sources, Load, Diags).run();
}
