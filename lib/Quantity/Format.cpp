//===- Format.cpp - Quantities for people ---------------------------------===//
//
// Part of acpc, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A figure stays in its declared unit while it reads well there. Beyond, these
// are tried in turn:
//
//   a ladder   units of the dimension that take no prefix, where there are
//              several: 1800 s is 30 min
//   a family   the unit's own first factor with other prefixes, whatever is
//              behind it: 3,640 PFLOP/s*day would be 3.64 EFLOP/s*day
//   a word     what is counted in words, and what takes no prefix:
//              109 million param, 4.68 million USD
//   a power    3.14e23 FLOP
//
// Counts of things with lower-case names are counted in words, since prefixes
// go with abbreviations (`GFLOP`) and not with words (`Gtoken`). Nothing here
// knows what the units are: their declarations say all that is asked.
//
//===----------------------------------------------------------------------===//

#include "Quantity/Format.h"
#include "llvm/ADT/StringExtras.h"

using namespace acp;
using llvm::StringRef;

namespace {
constexpr unsigned Significant = 3;

/// What rounds to 1 with three digits counts as 1, so that no figure reads
/// `1,000 MB` or `1.00 kB` for want of a last digit.
Number nearlyOne() { return Number::ratio(9995, 10000); }
bool reaches(const Number &Figure, int64_t Least) {
  return !(Figure.abs() < nearlyOne() * Number(Least));
}

/// A number by itself: in full below a million, then in words as long as there
/// are any, then with a power of ten.
std::string numberText(const Number &Figure, const UnitScope &Scope) {
  constexpr int64_t Million = 1'000'000;
  bool Small = Figure.isWhole() ? Figure.abs() < Number(Million)
                                : !reaches(Figure, Million);
  if (Small)
    return Figure.decimal(Significant);
  for (const UnitScope::Scale &S : Scope.largeScales()) {
    Number Count = Figure / S.Factor;
    if (!reaches(Count, 1))
      continue;
    if (reaches(Count, 1000))
      break;
    return Count.decimal(Significant) + " " + S.Name;
  }
  return Figure.decimal(Significant);
}

std::string withUnit(std::string Figure, StringRef Unit) {
  if (Unit.empty())
    return Figure;
  if (!Unit.starts_with("%"))
    Figure += ' ';
  return Figure + Unit.str();
}

/// The text of a unit taken apart: its first factor and all behind that.
struct Leading {
  StringRef Atom;
  int64_t Power = 1;
  StringRef Rest;

  explicit Leading(StringRef Text) {
    Atom = Text.take_until([](char C) { return StringRef("*/^").contains(C); });
    Rest = Text.drop_front(Atom.size());
    StringRef After = Rest;
    if (After.consume_front("^") && After.consumeInteger(10, Power))
      Power = 0;
  }
};

class Formatter {
public:
  Formatter(const Number &Value, Dim Dimension, const Unit *Preferred,
            const UnitScope &Scope)
      : Value(Value), Dimension(Dimension), Scope(Scope) {
    Declared =
        Preferred && (Value.isZero() || Preferred->Dimension == Dimension);
    if (Declared)
      In = *Preferred;
    Figure = Value / In.Factor;
    // A figure may pass the range of doubles where the value does not.
    if (!Declared || !Figure.finite()) {
      Declared = false;
      In.Text = Scope.dims().text(Dimension);
      Figure = Value;
      In.Factor = 1;
    }
    if (In.Text == "1")
      In.Text.clear();
  }

  std::string exactText() const;
  std::string text() const;

private:
  std::string stay() const {
    return withUnit(numberText(Figure, Scope), In.Text);
  }
  bool readsWell() const;
  bool countsInWords(const UnitScope::Atom &First) const;
  std::optional<std::string> onLadder() const;
  /// A prefix, or none, and its factor.
  struct Choice {
    StringRef Prefix;
    Number Factor = 1;
  };
  /// The prefixes of a class that go with a unit, and none, largest first.
  llvm::SmallVector<Choice, 16> family(const UnitScope::Entry &E,
                                       StringRef Class) const;
  /// The figure in the one of these that it reads best in; Root is the factor
  /// of the unit without a prefix.
  std::string inFamily(const UnitScope::Atom &First, const Leading &L,
                       const Number &Root) const;

  const Number &Value;
  Dim Dimension;
  const UnitScope &Scope;
  Unit In;
  bool Declared;
  Number Figure;
};

std::string Formatter::exactText() const {
  bool InBase = Value.hasDecimal() && !Figure.hasDecimal();
  if (InBase && Value.exact())
    return withUnit(Value.fullDecimal(), Scope.dims().text(Dimension));
  return withUnit(Figure.fullDecimal(), In.Text);
}

/// Declared units are kept from 0.1 to 10,000, one that was made up only as
/// long as another prefix would not read better.
bool Formatter::readsWell() const {
  Number Size = Figure.abs();
  if (Size < Number::ratio(1, 10))
    return false;
  return Declared ? Size < Number(10'000) : !reaches(Figure, 1'000);
}

bool Formatter::countsInWords(const UnitScope::Atom &First) const {
  if (First.With || !Scope.dims().isCount(First.Unit->Dimension))
    return false;
  return First.Unit->Prefixes.empty() || !llvm::isUpper(First.Unit->Name[0]);
}

std::optional<std::string> Formatter::onLadder() const {
  for (const Unit &Rung : Scope.ladder(Dimension)) {
    Number Size = Value / Rung.Factor;
    if (reaches(Size, 1))
      return withUnit(numberText(Size, Scope), Rung.Text);
  }
  return std::nullopt;
}

llvm::SmallVector<Formatter::Choice, 16>
Formatter::family(const UnitScope::Entry &E, StringRef Class) const {
  llvm::SmallVector<Choice, 16> Out;
  bool HasBare = false;
  for (const UnitScope::Prefix &P : Scope.prefixesOf(Class)) {
    bool Below = P.Factor < Number(1);
    if (Below && !HasBare) {
      HasBare = true;
      Out.push_back(Choice());
    }
    if (!Below || Scope.hasThousandths(E))
      Out.push_back({P.Name, P.Factor});
  }
  if (!HasBare)
    Out.push_back(Choice());
  return Out;
}

std::string Formatter::inFamily(const UnitScope::Atom &First, const Leading &L,
                                const Number &Root) const {
  const UnitScope::Entry &E = *First.Unit;
  std::string Stem = (First.With ? StringRef(E.Name) : Scope.symbol(E)).str();
  std::string Bare = (First.With ? Scope.printed(E) : StringRef(E.Name)).str();
  Number InRoot = Value / Root;
  // Another unit may have the name that a prefix would make.
  auto Readable = [&](const Choice &C) {
    std::optional<UnitScope::Atom> Read = Scope.find(C.Prefix.str() + Stem);
    return Read && Read->With &&
           Number::identical(Read->With->Factor, C.Factor);
  };
  // The declared class of prefixes, then the usual one where that ends.
  llvm::SmallVector<StringRef, 2> Classes;
  if (First.With)
    Classes.push_back(First.With->Class);
  if (Classes.empty() || Classes[0] != E.Prefixes[0])
    Classes.push_back(E.Prefixes[0]);
  for (StringRef Class : Classes) {
    std::string Best;
    Number BestSize;
    for (const Choice &C : family(E, Class)) {
      bool IsBare = C.Prefix.empty();
      Number Size = IsBare         ? InRoot
                    : L.Power == 1 ? InRoot / C.Factor
                                   : InRoot / Number::pow(C.Factor, L.Power);
      if (Size.abs() < Number::ratio(1, 10) || (!IsBare && !Readable(C)))
        continue;
      // Below 1 only without a prefix, or in the smallest there is.
      Best = IsBare ? Bare : C.Prefix.str() + Stem;
      BestSize = Size;
      if (IsBare || reaches(Size, 1))
        break;
    }
    // Prefixes of 1024 leave some figures above a thousand.
    if (!Best.empty() && BestSize.abs() < Number(1'024))
      return withUnit(BestSize.decimal(Significant), Best + L.Rest.str());
  }
  return withUnit(InRoot.decimal(Significant), Bare + L.Rest.str());
}

std::string Formatter::text() const {
  if (In.Text.empty() || Value.isZero() || Dimension == DimensionTable::one())
    return stay();
  Leading L(In.Text);
  bool Single = L.Rest.empty();
  std::optional<UnitScope::Atom> First = Scope.find(L.Atom);
  if (First && countsInWords(*First))
    return stay();
  bool Whole = Single && First && !First->With && Figure.isWhole() &&
               Scope.dims().isCount(Dimension);
  if (Whole && Figure.abs() < Number(1'000'000))
    return stay();
  if (Declared && readsWell())
    return stay();
  // Without a declared unit time climbs at once: 1800 s read better as 30 min.
  if (Single)
    if (std::optional<std::string> Rung = onLadder())
      return *Rung;
  if (readsWell())
    return stay();

  Number Root = In.Factor;
  if (First && First->With)
    Root = Root / Number::pow(First->With->Factor, L.Power);
  if (First && First->Unit->Prefixes.empty() && Single) {
    // A unit of its own kind, such as a day: the dimension's base may do.
    llvm::ArrayRef<DimFactor> Factors = Scope.dims().factors(Dimension);
    if (Factors.size() == 1 && Factors[0].Power == 1) {
      First = Scope.find(Scope.dims().baseName(Factors[0].Base));
      if (First)
        Root = First->Unit->Factor;
    }
  }
  if (First && !First->Unit->Prefixes.empty() && L.Power > 0)
    return inFamily(*First, L, Root);
  return stay();
}
} // namespace

std::string acp::format(const Number &Value, Dim Dimension,
                        const Unit *Preferred, const UnitScope &Scope,
                        const FormatOptions &Options) {
  if (!Value.finite())
    return Value.toDouble() != Value.toDouble() ? "not a number"
           : Value.isNegative()                 ? "-infinite"
                                                : "infinite";
  Formatter F(Value, Dimension, Preferred, Scope);
  return Options.Exact ? F.exactText() : F.text();
}
