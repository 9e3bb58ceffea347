//===- ReadTokens.cpp - Reading textual IR: parts of a line ---------------===//
//
// Part of acpc, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Each function takes what it is named after, or reports what stands there
// instead and returns false.
//
//===----------------------------------------------------------------------===//

#include "IR/Reader.h"
#include "IR/Words.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/JSON.h"

using namespace acp;
using namespace acp::ir;
using llvm::StringRef;

/// Powers in a dimension, as Types.cpp has it.
static constexpr int32_t LargestPower = 1000;

/// Bytes of a file in a message: not too many, and UTF-8.
std::string Reader::excerpt(StringRef Text) {
  constexpr size_t Most = 60;
  return llvm::json::fixUTF8(Text.take_front(Most)) +
         (Text.size() > Most ? "…" : "");
}

void Reader::next() {
  LastWhere = Token.Where;
  Token = Lexer->next();
}

bool Reader::fail(StringRef Expected) {
  switch (Token.Kind) {
  case Mark::Unclosed:
    report(Diag::IrBadText).arg("what", "this text is not closed");
    break;
  case Mark::BadEscape:
    report(Diag::IrBadText)
        .arg("what", "there is no escape `" + excerpt(Token.Raw) + "`")
        .help("write `\\\"`, `\\\\`, `\\n`, `\\t`, or two hexadecimal digits");
    break;
  case Mark::End:
    report(Diag::IrSyntax)
        .arg("expected", Expected)
        .arg("found", "the end of the line");
    break;
  default:
    report(Diag::IrSyntax)
        .arg("expected", Expected)
        .arg("found", "`" + excerpt(Token.Raw) + "`");
  }
  return false;
}

bool Reader::failUnknown(StringRef What,
                         llvm::ArrayRef<llvm::StringLiteral> Known) {
  if (Token.Kind != Mark::Word)
    return fail(("the " + What).str());
  std::vector<StringRef> Names(Known.begin(), Known.end());
  std::string Near = nearest(Token.Raw.take_front(64), Names);
  auto D = report(Diag::IrUnknownWord);
  D.arg("what", What).arg("word", excerpt(Token.Raw));
  if (!Near.empty())
    D.help("there is `" + Near + "`");
  return false;
}

bool Reader::takeSymbol(char C) {
  if (!Token.isSymbol(C))
    return false;
  next();
  return true;
}

bool Reader::takeWord(StringRef Word) {
  if (!Token.isWord(Word))
    return false;
  next();
  return true;
}

bool Reader::symbol(char C) {
  return takeSymbol(C) || fail(std::string("`") + C + "`");
}

bool Reader::text(std::string &Text) {
  if (Token.Kind != Mark::Text)
    return fail("a text in quotes");
  Text = std::move(Token.Text);
  next();
  return true;
}

bool Reader::intern(TextId &Id) {
  std::string Text;
  if (!text(Text))
    return false;
  Id = M.Texts.add(Text);
  return true;
}

bool Reader::internOptional(TextId &Id) { return takeWord("_") || intern(Id); }

bool Reader::index(uint32_t &Index, StringRef What) {
  if (Token.Kind != Mark::Word || Token.Raw.getAsInteger(10, Index) ||
      Index == None)
    return fail(What);
  next();
  return true;
}

bool Reader::end() {
  return Token.Kind == Mark::End || fail("the end of the line");
}

bool Reader::number(Number &N) {
  std::optional<Number> Read;
  if (Token.Kind == Mark::Word)
    Read = Number::parseText(Token.Raw);
  // A unit that is nothing, or less, would divide by zero when it is printed.
  if (!Read || !Read->finite() || Read->isZero() || Read->isNegative())
    return fail("a number above zero");
  N = *Read;
  next();
  return true;
}

/// One factor of a dimension, `s^2`, multiplied into D.
bool Reader::factor(StringRef Text, bool Divide, Dim &D) {
  auto [Name, Exponent] = Text.split('^');
  int32_t Power = 1;
  if (Name.size() != Text.size() &&
      (Exponent.getAsInteger(10, Power) || Power == 0 || Power > LargestPower ||
       Power < -LargestPower)) {
    report(Diag::IrBadLiteral)
        .arg("text", excerpt(Exponent))
        .arg("what", "a power of a dimension");
    return false;
  }
  auto Base = Bases.find(Name);
  if (Base == Bases.end()) {
    std::vector<StringRef> Names;
    for (uint32_t I = 0; I != M.Dims->bases(); ++I)
      Names.push_back(M.Dims->baseName(I));
    std::string Near = nearest(Name.take_front(64), Names);
    auto R = report(Diag::IrUnknownDimension);
    R.arg("name", excerpt(Name));
    if (!Near.empty())
      R.help("there is `" + Near + "`");
    else
      R.help("declare it by a line `base NAME` or `count NAME`");
    return false;
  }
  std::optional<Dim> Factor =
      M.Dims->pow(Base->second, Divide ? -Power : Power);
  if (Factor)
    D = M.Dims->mul(D, *Factor);
  for (DimFactor F : M.Dims->factors(D))
    if (!Factor || F.Power > LargestPower || F.Power < -LargestPower)
      return fail("a dimension with powers up to 1000");
  return true;
}

bool Reader::dim(Dim &D) {
  if (Token.Kind != Mark::Word)
    return fail("a dimension");
  auto Known = DimsByText.find(Token.Raw);
  if (Known == DimsByText.end()) {
    StringRef Rest = Token.Raw;
    bool Divide = false;
    if (Rest == "1")
      Rest = "";
    else if (Rest.consume_front("1/"))
      Divide = true;
    Dim Product;
    while (!Rest.empty()) {
      size_t Length = std::min(Rest.find_first_of("*/"), Rest.size());
      if (!factor(Rest.take_front(Length), Divide, Product))
        return false;
      Rest = Rest.drop_front(Length);
      Divide = Rest.starts_with("/");
      if (Rest.size() == 1)
        return fail("a dimension");
      Rest = Rest.drop_front(Rest.empty() ? 0 : 1);
    }
    Known = DimsByText.try_emplace(Token.Raw, Product).first;
  }
  D = Known->second;
  next();
  return true;
}

bool Reader::type(Type &T) {
  if (Token.Kind == Mark::Word)
    if (std::optional<TypeKind> Kind = fromWord<TypeKind>(Token.Raw)) {
      T = {*Kind, 0};
      next();
      return *Kind != TypeKind::Enum || intern(T.Id);
    }
  Dim D;
  if (!dim(D))
    return false;
  T = Type::quantity(D);
  return true;
}

/// `%3` or `@3`, whether it is there or not.
bool Reader::reference(char Sigil, uint32_t &Id) {
  StringRef Rest = Token.Raw;
  if (Token.Kind != Mark::Word || Rest[0] != Sigil ||
      Rest.drop_front(1).getAsInteger(10, Id) || Id == None)
    return fail(Sigil == '%' ? "a value, as in `%0`"
                             : "a definition, as in `@0`");
  next();
  return true;
}

bool Reader::value(ValueId &V) {
  if (!reference('%', V))
    return false;
  if (V < M.Values.size())
    return true;
  Diags.report(Diag::IrUndefined, LastWhere)
      .arg("name", "%" + std::to_string(V))
      .help("a value stands before the lines that use it");
  return false;
}

bool Reader::references(llvm::SmallVectorImpl<DefId> &Pool, uint32_t &First,
                        uint32_t &Count, bool MayBeEmpty) {
  First = uint32_t(Pool.size());
  do {
    DefId Id = None;
    if (!MayBeEmpty || !takeWord("_")) {
      if (!reference('@', Id))
        return false;
      later(Target::Definition, Id);
    }
    Pool.push_back(Id);
  } while (takeSymbol(','));
  Count = uint32_t(Pool.size()) - First;
  return true;
}

/// `as "GB"` or nothing. A unit whose text an earlier one has too bears its
/// index: `as "GB"#3`.
bool Reader::unitOf(uint32_t &Index) {
  if (!takeWord("as"))
    return true;
  Span Where = Token.Where;
  std::string Text;
  if (!text(Text))
    return false;
  auto Known = FirstUnit.find(Text);
  bool Found = Known != FirstUnit.end();
  if (Found)
    Index = Known->second;
  if (takeSymbol('#')) {
    if (!index(Index, "the index of a unit"))
      return false;
    Found = Index < M.Units.size() && M.Units[Index].Text == Text;
  }
  if (!Found)
    Diags.report(Diag::IrUndefined, Where)
        .arg("name", "display " + excerpt(Text));
  return Found;
}

/// `loc(0:12-34)`: file, first byte, byte past the last.
bool Reader::place(Span &S) {
  uint32_t Index, Begin, End;
  Span Where = Token.Where;
  if (!takeWord("loc"))
    return fail("`loc`");
  if (!symbol('(') || !index(Index, "the number of a file") || !symbol(':'))
    return false;
  auto [First, Last] = Token.Raw.split('-');
  if (Token.Kind != Mark::Word || First.getAsInteger(10, Begin) ||
      Last.getAsInteger(10, End))
    return fail("a range of bytes, as in `12-34`");
  next();
  Where.End = Token.Where.End;
  if (!symbol(')'))
    return false;
  if (Index >= Files.size()) {
    Diags.report(Diag::IrUndefined, Where)
        .arg("name", "file " + std::to_string(Index));
    return false;
  }
  const SourceFile *In = Files[Index];
  if (!In)
    return true;
  if (Begin > End || End > In->text().size()) {
    Diags.report(Diag::IrBadPlace, Where).arg("file", In->name());
    return false;
  }
  S = {In->base() + Begin, In->base() + End};
  return true;
}

bool Reader::optionalPlace(Span &S) { return !Token.isWord("loc") || place(S); }
