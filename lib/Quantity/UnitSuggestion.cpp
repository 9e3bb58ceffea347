//===- UnitSuggestion.cpp - The unit that was probably meant --------------===//
//
// Part of acpc, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// In this order: a unit that differs in case alone, two units run together
// (`TFLOPS` is `TFLOP/s`), a plural of a prefixed unit, a misspelling, an
// abbreviation. All of that over prefixed units too.
//
//===----------------------------------------------------------------------===//

#include "Basic/Diagnostic.h"
#include "Quantity/Unit.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"

using namespace acp;
using llvm::StringRef;

namespace {
/// A scope that declares more has words enough to suggest.
constexpr size_t MostWords = 20'000;
/// Different unknown words of one scope that get a suggestion; searching for
/// more would take longer than compiling what is right.
constexpr uint32_t MostSuggestions = 200;

StringRef inAnyCase(llvm::ArrayRef<std::string> Words, StringRef Name) {
  for (const std::string &Word : Words)
    if (Name.equals_insensitive(Word))
      return Word;
  return {};
}

/// What an abbreviation of three letters and more begins: `sec` of `second`.
StringRef spelledOut(llvm::ArrayRef<std::string> Words, StringRef Name) {
  for (StringRef Stem : {Name, Name.drop_back(Name.ends_with("s"))})
    for (StringRef Word : Words)
      if (Stem.size() >= 3 && Word.starts_with_insensitive(Stem))
        return Word;
  return {};
}
} // namespace

void UnitScope::collectWords(const Entry &E,
                             std::vector<std::string> &Words) const {
  Words.push_back(E.Name);
  for (const std::string &Class : E.Prefixes)
    for (const Prefix &P : prefixesOf(Class))
      if (P.Factor > Number(1) || hasThousandths(E))
        Words.push_back(P.Name + E.Name);
}

/// `TFLOPS`, `Gbps`: a unit, perhaps a `p` for "per", and a letter that is a
/// unit in lower case.
std::string UnitScope::runTogether(StringRef Name) const {
  llvm::ArrayRef<std::string> Words = derived().Words;
  if (Name.size() < 2 || !llvm::isAlpha(Name.back()))
    return "";
  std::string Last = Name.take_back(1).lower();
  StringRef Stem = Name.drop_back();
  if (Name.back() == 's' && isUnit(Stem)) {
    // `GFLOPs` is a plural, not a rate.
    return Stem.str();
  }
  if (!isUnit(Last))
    return "";
  // A stem as it stands comes before one in another case: `GBps` is `GB` per
  // second, not `GBP`.
  StringRef Short = Stem;
  if (!Short.consume_back("p"))
    Short.consume_back("P");
  StringRef Found;
  for (StringRef Each : {Stem, Short})
    if (Found.empty() && isUnit(Each))
      Found = Each;
  for (StringRef Each : {Stem, Short})
    if (Found.empty())
      Found = inAnyCase(Words, Each);
  return Found.empty() ? "" : Found.str() + "/" + Last;
}

std::string UnitScope::suggestion(StringRef Name, const Entry *Refusing) const {
  Derived &All = derived();
  if (auto Found = All.Suggestions.find(Name); Found != All.Suggestions.end())
    return Found->second;
  if (++Suggested > MostSuggestions)
    return "";
  auto Near = [&](llvm::ArrayRef<std::string> Words) {
    llvm::SmallVector<StringRef, 0> Names(Words.begin(), Words.end());
    return nearest(Name, Names);
  };
  std::string Out;
  if (Refusing) {
    std::vector<std::string> Words;
    collectWords(*Refusing, Words);
    Out = Near(Words);
    return All.Suggestions[Name] = Out.empty() ? Refusing->Name : Out;
  }
  if (All.Words.empty())
    for (const UnitScope *S : visible())
      for (const Entry &E : S->Entries)
        if (All.Words.size() < MostWords)
          collectWords(E, All.Words);
  Out = inAnyCase(All.Words, Name).str();
  if (Out.empty())
    Out = runTogether(Name);
  if (Out.empty())
    Out = Near(All.Words);
  if (Out.empty())
    Out = spelledOut(All.Words, Name).str();
  return All.Suggestions[Name] = Out;
}
