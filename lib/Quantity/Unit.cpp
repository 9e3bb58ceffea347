//===- Unit.cpp - Units, prefixes, scales and their scopes ----------------===//
//
// Part of acpc, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Looking up names and reading products of them. A name is first looked for as
// it stands, and only then as a prefix and a unit, so that `min` is a minute
// wherever there is one. Of two ways to cut a name the longer prefix wins.
//
// The micro sign and the Greek letter mu look alike and are one character here.
//
//===----------------------------------------------------------------------===//

#include "Quantity/Unit.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"

using namespace acp;
using llvm::StringRef;

namespace {
constexpr StringRef GreekMu = "\xce\xbc";
constexpr StringRef MicroSign = "\xc2\xb5";
constexpr int64_t LargestPower = 1'000;
/// In bytes; no look-up cuts a name further in.
constexpr size_t LongestPrefix = 32;

/// A name as the tables have it.
std::string key(StringRef Name) {
  std::string Out;
  for (; !Name.empty(); Name = Name.drop_front()) {
    while (Name.consume_front(GreekMu))
      Out += MicroSign;
    if (Name.empty())
      break;
    Out += Name.front();
  }
  return Out;
}

bool isBlank(char C) { return C == ' ' || C == '\t'; }
bool isOperator(char C) { return C == '*' || C == '/' || C == '^'; }

/// A cursor over the text of a unit.
struct Cursor {
  StringRef Text;
  size_t At = 0;

  bool done() const { return At == Text.size(); }
  void blanks() {
    while (!done() && isBlank(Text[At]))
      ++At;
  }
  bool take(char C) {
    if (done() || Text[At] != C)
      return false;
    ++At;
    return true;
  }
  StringRef word() {
    size_t Begin = At;
    while (!done() && !isBlank(Text[At]) && !isOperator(Text[At]))
      ++At;
    return Text.slice(Begin, At);
  }
  UnitError malformed(size_t Begin) const {
    UnitError Out;
    Out.What = UnitError::Malformed;
    Out.Offset = static_cast<uint32_t>(Begin);
    Out.Length = static_cast<uint32_t>(At - Begin);
    return Out;
  }
};
} // namespace

bool UnitScope::addUnit(Entry E) {
  E.Name = key(E.Name);
  E.Canonical = key(E.Canonical);
  uint32_t Place = static_cast<uint32_t>(Entries.size());
  if (!ByName.try_emplace(E.Name, Place).second)
    return false;
  Entries.push_back(std::move(E));
  return true;
}

bool UnitScope::addPrefix(Prefix P) {
  P.Name = key(P.Name);
  uint32_t Place = static_cast<uint32_t>(OwnPrefixes.size());
  if (!PrefixByName.try_emplace(P.Name, Place).second)
    return false;
  OwnPrefixes.push_back(std::move(P));
  return true;
}

bool UnitScope::addScale(StringRef Name, Number Factor) {
  return Scales.try_emplace(Name, Factor).second;
}

std::vector<UnitScope::Scale> UnitScope::scales() const {
  std::vector<Scale> Out;
  for (const auto &Each : Scales)
    Out.push_back({Each.first().str(), Each.second});
  llvm::sort(Out,
             [](const Scale &A, const Scale &B) { return A.Name < B.Name; });
  return Out;
}

void UnitScope::include(const UnitScope &Other) {
  for (const Prefix &Each : Other.prefixes())
    addPrefix(Each);
  for (const Entry &Each : Other.entries())
    addUnit(Each);
  for (const Scale &Each : Other.scales())
    addScale(Each.Name, Each.Factor);
}

void UnitScope::use(const UnitScope &Other) {
  if (&Other != this && !llvm::is_contained(Used, &Other))
    Used.push_back(&Other);
}

const UnitScope::Entry *UnitScope::visibleUnit(StringRef Name) const {
  if (auto Found = ByName.find(Name); Found != ByName.end())
    return &Entries[Found->second];
  for (const UnitScope *Other : Used)
    if (auto Found = Other->ByName.find(Name); Found != Other->ByName.end())
      return &Other->Entries[Found->second];
  return nullptr;
}

const UnitScope::Prefix *UnitScope::visiblePrefix(StringRef Name) const {
  if (auto Found = PrefixByName.find(Name); Found != PrefixByName.end())
    return &OwnPrefixes[Found->second];
  for (const UnitScope *Other : Used)
    if (auto Found = Other->PrefixByName.find(Name);
        Found != Other->PrefixByName.end())
      return &Other->OwnPrefixes[Found->second];
  return nullptr;
}

std::optional<UnitScope::Atom> UnitScope::find(StringRef Name) const {
  std::string Key;
  StringRef Text = Name;
  if (Name.contains(GreekMu))
    Text = Key = key(Name);
  if (const Entry *E = visibleUnit(Text))
    return Atom{E, nullptr};
  for (size_t Cut = std::min(Text.size(), LongestPrefix); Cut-- > 1;) {
    const Prefix *P = visiblePrefix(Text.take_front(Cut));
    const Entry *E = P ? visibleUnit(Text.drop_front(Cut)) : nullptr;
    if (E && llvm::is_contained(E->Prefixes, P->Class))
      return Atom{E, P};
  }
  return std::nullopt;
}

Unit UnitScope::made(StringRef Text, const Atom &A) const {
  Unit Out;
  Out.Text = Text.str();
  Out.Factor = A.With ? A.With->Factor * A.Unit->Factor : A.Unit->Factor;
  Out.Dimension = A.Unit->Dimension;
  return Out;
}

std::variant<Unit, UnitError> UnitScope::atom(StringRef Name) const {
  if (std::optional<Atom> Found = find(Name))
    return made(Name, *Found);
  UnitError Out;
  Out.Length = static_cast<uint32_t>(Name.size());
  std::string Key = key(Name);
  StringRef Text = Key;
  const Entry *Refusing = nullptr;
  for (size_t Cut = 1; Cut < std::min(Text.size(), LongestPrefix); ++Cut)
    if (visiblePrefix(Text.take_front(Cut)))
      if (const Entry *E = visibleUnit(Text.drop_front(Cut)))
        Refusing = E;
  if (Refusing)
    Out.What = UnitError::PrefixNotTaken;
  Out.Suggestion = suggestion(Name, Refusing);
  return Out;
}

std::variant<Unit, UnitError> UnitScope::parse(StringRef Text) const {
  Unit Out;
  Cursor C{Text};
  bool Divide = false, First = true;
  while (true) {
    C.blanks();
    size_t Begin = C.At;
    StringRef Word = C.word();
    Unit Factor;
    if (Word.empty()) {
      C.take(C.done() ? '\0' : Text[C.At]);
      return C.malformed(Begin);
    }
    if (llvm::isDigit(Word[0])) {
      // The one of `1/year` is all there is of numbers.
      C.blanks();
      if (!First || Word != "1" || C.done() || Text[C.At] != '/') {
        C.At = Begin + Word.size();
        return C.malformed(Begin);
      }
    } else {
      std::variant<Unit, UnitError> Found = atom(Word);
      if (UnitError *E = std::get_if<UnitError>(&Found)) {
        E->Offset = static_cast<uint32_t>(Begin);
        return *E;
      }
      Factor = std::move(std::get<Unit>(Found));
    }
    Out.Text += Word;
    C.blanks();
    if (C.take('^')) {
      C.blanks();
      size_t Sign = C.At;
      C.take('-');
      StringRef Digits = C.word();
      int64_t Power = 0;
      if (Text.slice(Sign, C.At).getAsInteger(10, Power) || Digits.empty() ||
          !llvm::all_of(Digits, llvm::isDigit) || Power > LargestPower ||
          Power < -LargestPower)
        return C.malformed(Begin);
      std::optional<Dim> Raised = Dims->pow(Factor.Dimension, Power);
      if (!Raised)
        return C.malformed(Begin);
      Factor.Dimension = *Raised;
      Factor.Factor = Number::pow(Factor.Factor, Power);
      Out.Text += '^';
      Out.Text += Text.slice(Sign, C.At);
    }
    Out.Factor =
        Divide ? Out.Factor / Factor.Factor : Out.Factor * Factor.Factor;
    Out.Dimension = Divide ? Dims->div(Out.Dimension, Factor.Dimension)
                           : Dims->mul(Out.Dimension, Factor.Dimension);
    if (!Out.Factor.finite() || Out.Factor.isZero())
      return C.malformed(Begin);
    C.blanks();
    if (C.done())
      return Out;
    First = false;
    Divide = Text[C.At] == '/';
    if (!C.take('/') && !C.take('*')) {
      size_t Stray = C.At;
      C.take('^');
      C.word();
      return C.malformed(Stray);
    }
    Out.Text += Divide ? '/' : '*';
  }
}

std::optional<Number> UnitScope::scale(StringRef Word) const {
  if (auto Found = Scales.find(Word); Found != Scales.end())
    return Found->second;
  for (const UnitScope *Other : Used)
    if (auto Found = Other->Scales.find(Word); Found != Other->Scales.end())
      return Found->second;
  return std::nullopt;
}

bool UnitScope::isUnit(StringRef Word) const { return find(Word).has_value(); }
