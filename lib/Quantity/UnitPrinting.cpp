//===- UnitPrinting.cpp - The units that are good to print in -------------===//
//
// Part of acpc, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A declaration has several names, of which one is printed and one takes the
// prefixes. Reports print thousands of figures, so all that depends on what is
// visible alone is made once and kept until something is added. Nothing is
// printed that would not be read as the same unit.
//
//===----------------------------------------------------------------------===//

#include "Quantity/Unit.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"

using namespace acp;
using llvm::ArrayRef;
using llvm::StringRef;

namespace {
/// Code points, so that a name of two Chinese characters is short.
size_t letters(StringRef Name) {
  return static_cast<size_t>(
      llvm::count_if(Name, [](char C) { return (C & 0xc0) != 0x80; }));
}

bool allCapitals(StringRef Name) {
  return llvm::all_of(Name, [](char C) { return C >= 'A' && C <= 'Z'; });
}

bool larger(const Number &A, const Number &B) { return B < A; }
} // namespace

uint64_t UnitScope::stamp() const {
  uint64_t Out = 1;
  for (const UnitScope *S : visible())
    Out += S->Entries.size() + S->OwnPrefixes.size() + S->Scales.size() + 1;
  return Out;
}

llvm::SmallVector<const UnitScope *, 4> UnitScope::visible() const {
  llvm::SmallVector<const UnitScope *, 4> Out = {this};
  Out.append(Used.begin(), Used.end());
  return Out;
}

UnitScope::Derived &UnitScope::derived() const {
  uint64_t Now = stamp();
  if (Cache.Stamp == Now)
    return Cache;
  Cache = Derived();
  Cache.Stamp = Now;
  for (const UnitScope *S : visible()) {
    llvm::StringMap<Names> Declared;
    for (const Entry &E : S->Entries) {
      Names &N = Declared[E.Canonical];
      if (N.Printed.empty())
        N.Printed = N.Symbol = E.Canonical;
      size_t Length = letters(E.Name);
      if (Length >= 3 && Length < letters(N.Printed))
        N.Printed = E.Name;
      if (allCapitals(E.Name) && !allCapitals(N.Symbol))
        N.Symbol = E.Name;
    }
    for (const Entry &E : S->Entries)
      Cache.ByName.try_emplace(E.Name, Declared[E.Canonical]);
    for (auto &Scale : S->Scales) {
      bool Ascii = llvm::all_of(Scale.first(), llvm::isAlpha);
      if (Ascii && !(Scale.second < Number(1'000'000)))
        Cache.LargeScales.push_back({Scale.first().str(), Scale.second});
    }
  }
  // By name where factors are equal: the order of a hash table is nobody's.
  llvm::sort(Cache.LargeScales, [](const Scale &A, const Scale &B) {
    return larger(A.Factor, B.Factor) ||
           (!larger(B.Factor, A.Factor) && A.Name < B.Name);
  });
  return Cache;
}

StringRef UnitScope::printed(const Entry &E) const {
  Derived &D = derived();
  auto Found = D.ByName.find(E.Name);
  return Found == D.ByName.end() ? StringRef(E.Name) : Found->second.Printed;
}

StringRef UnitScope::symbol(const Entry &E) const {
  Derived &D = derived();
  auto Found = D.ByName.find(E.Name);
  return Found == D.ByName.end() ? StringRef(E.Name) : Found->second.Symbol;
}

bool UnitScope::hasThousandths(const Entry &E) const {
  return E.Prefixes.size() == 1 && !Dims->isCount(E.Dimension);
}

ArrayRef<UnitScope::Prefix> UnitScope::prefixesOf(StringRef Class) const {
  Derived &D = derived();
  auto [Found, New] = D.Prefixes.try_emplace(Class);
  std::vector<Prefix> &Out = Found->second;
  if (!New)
    return Out;
  for (const UnitScope *S : visible())
    for (const Prefix &P : S->OwnPrefixes) {
      bool Known = llvm::any_of(Out, [&](const Prefix &Other) {
        return Number::identical(Other.Factor, P.Factor);
      });
      if (P.Class == Class && !Known && visiblePrefix(P.Name) == &P)
        Out.push_back(P);
    }
  llvm::stable_sort(Out, [](const Prefix &A, const Prefix &B) {
    return larger(A.Factor, B.Factor);
  });
  return Out;
}

ArrayRef<UnitScope::Scale> UnitScope::largeScales() const {
  return derived().LargeScales;
}

std::vector<Unit> UnitScope::ofDimension(Dim D) const {
  Derived &All = derived();
  if (auto Found = All.ByDimension.find(D.Id); Found != All.ByDimension.end())
    return Found->second;
  std::vector<Unit> Out;
  auto Add = [&](StringRef Text, const Entry &E, const Prefix *P) {
    std::optional<Atom> Read = find(Text);
    if (Read && Read->Unit->Canonical == E.Canonical && Read->With == P)
      Out.push_back(made(Text, {&E, P}));
  };
  for (const UnitScope *S : visible())
    for (const Entry &E : S->Entries) {
      bool Shown = E.Name == E.Canonical && E.Dimension == D &&
                   visibleUnit(E.Name) == &E;
      if (!Shown)
        continue;
      Add(printed(E), E, nullptr);
      for (const std::string &Class : E.Prefixes)
        for (const Prefix &P : prefixesOf(Class))
          if (hasThousandths(E) || P.Factor > Number(1))
            Add(P.Name + symbol(E).str(), E, visiblePrefix(P.Name));
    }
  llvm::stable_sort(Out, [](const Unit &A, const Unit &B) {
    return larger(A.Factor, B.Factor);
  });
  All.ByDimension[D.Id] = Out;
  return Out;
}

ArrayRef<Unit> UnitScope::ladder(Dim D) const {
  Derived &All = derived();
  auto [Found, New] = All.Ladders.try_emplace(D.Id);
  if (!New)
    return Found->second;
  std::vector<Unit> Rungs;
  auto MadeByPrefix = [&](const Number &Factor) {
    for (const UnitScope *S : visible())
      for (const Prefix &P : S->OwnPrefixes)
        if (Number::identical(P.Factor, Factor))
          return true;
    return false;
  };
  for (const UnitScope *S : visible())
    for (const Entry &E : S->Entries) {
      bool Rung = E.Name == E.Canonical && E.Dimension == D &&
                  E.Prefixes.empty() && E.Factor > Number(1) &&
                  visibleUnit(E.Name) == &E && !MadeByPrefix(E.Factor) &&
                  visibleUnit(printed(E));
      bool Known = llvm::any_of(Rungs, [&](const Unit &U) {
        return Number::identical(U.Factor, E.Factor);
      });
      if (Rung && !Known)
        Rungs.push_back(made(printed(E), {&E, nullptr}));
    }
  llvm::stable_sort(Rungs, [](const Unit &A, const Unit &B) {
    return larger(A.Factor, B.Factor);
  });
  constexpr size_t Fewest = 3;
  if (Rungs.size() < Fewest)
    Rungs.clear();
  // Nothing above makes another ladder, so the place is still there.
  return Found->second = std::move(Rungs);
}
