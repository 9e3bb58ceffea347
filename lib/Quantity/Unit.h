//===- Unit.h - Units, prefixes, scales and their scopes --------*- C++ -*-===//
//
// Part of acpc, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A unit is a factor to the base units and a dimension. Units, prefixes and
// scales are declared in .acp files; a UnitScope holds those of one module and
// sees those of the modules it imports. Units have a namespace of their own.
//
//===----------------------------------------------------------------------===//

#ifndef ACP_QUANTITY_UNIT_H
#define ACP_QUANTITY_UNIT_H

#include "Quantity/Dimension.h"
#include "Quantity/Number.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/ADT/StringMap.h"
#include <string>
#include <variant>
#include <vector>

namespace acp {

/// A unit as used: `GB/s` is 1e9 byte/s. `Text` is how it was written.
struct Unit {
  std::string Text;
  Number Factor = 1;
  Dim Dimension;
};

/// A word that is no unit, where in the text it stands, and what was likely
/// meant.
struct UnitError {
  enum Kind : uint8_t {
    Unknown,
    /// Known, but it does not take this prefix (`Kis`).
    PrefixNotTaken,
    /// Not of the form name, `/`, `*`, `^`, whole number.
    Malformed
  };
  Kind What = Unknown;
  uint32_t Offset = 0;
  uint32_t Length = 0;
  /// The nearest known unit, prefixed ones included; may be empty.
  std::string Suggestion;
};

class UnitScope {
public:
  struct Prefix {
    std::string Name;
    std::string Class;
    Number Factor;
  };
  struct Entry {
    std::string Name;
    Number Factor;
    Dim Dimension;
    /// Classes of prefixes it takes: `si`, `binary`.
    llvm::SmallVector<std::string, 2> Prefixes;
    /// The first name of its declaration; names with the same are one unit.
    /// What is printed: see `printed` and `symbol`.
    std::string Canonical;
    /// One line for `acpc list units`.
    std::string Doc;
  };

  /// A name taken apart: `GB` is the unit `B` with the prefix `G`. The pointers
  /// hold until something is added to the scope or to one that it uses.
  struct Atom {
    const Entry *Unit = nullptr;
    const Prefix *With = nullptr;
  };
  /// A scale by name.
  struct Scale {
    std::string Name;
    Number Factor;
  };

  explicit UnitScope(DimensionTable &Dims) : Dims(&Dims) {}

  /// False if the scope itself (not one it uses) has the name already.
  bool addUnit(Entry E);
  bool addPrefix(Prefix P);
  bool addScale(llvm::StringRef Name, Number Factor);
  /// Units of another scope become visible here, but not to users of this one.
  void use(const UnitScope &Other);

  /// Takes all that another scope declares as its own, but for names that are
  /// there already.
  void include(const UnitScope &Other);

  /// One name, with or without a prefix; own entries first, then those of used
  /// scopes in order.
  std::variant<Unit, UnitError> atom(llvm::StringRef Name) const;
  /// A product of powers: `FLOP/param/token`, `m^2`, `PFLOP/s*day`, `1/year`.
  /// Division applies to the next factor only. Blanks around operators are
  /// taken, as in type position.
  std::variant<Unit, UnitError> parse(llvm::StringRef Text) const;
  /// As `atom`, for those who want the parts. Nothing for what is no unit.
  std::optional<Atom> find(llvm::StringRef Name) const;
  /// The factor of a scale (`billion`), if the word is one.
  std::optional<Number> scale(llvm::StringRef Word) const;
  bool isUnit(llvm::StringRef Word) const;

  /// Own entries in the order of their declaration.
  llvm::ArrayRef<Entry> entries() const { return Entries; }
  llvm::ArrayRef<Prefix> prefixes() const { return OwnPrefixes; }
  /// Own scales, by name.
  std::vector<Scale> scales() const;
  DimensionTable &dims() const { return *Dims; }
  /// All visible units whose dimension is D and that are good to print in: each
  /// declaration once (its printed name), with the prefixes it takes. Sorted by
  /// factor, largest first; without prefix before with.
  std::vector<Unit> ofDimension(Dim D) const;
  /// Visible prefixes of a class, each factor once (by its first name), sorted
  /// by factor, largest first.
  llvm::ArrayRef<Prefix> prefixesOf(llvm::StringRef Class) const;
  /// Visible scales of 1e6 and more with names in ASCII letters, largest first:
  /// those that reports print.
  llvm::ArrayRef<Scale> largeScales() const;
  /// Visible units of dimension D above its base unit that take no prefix and
  /// are not what a prefix would make, largest first. Where there are three and
  /// more (minute, hour, day) they are what people count in; else empty.
  llvm::ArrayRef<Unit> ladder(Dim D) const;
  /// The name a unit is printed by where the program chooses: the shortest of
  /// its declaration that has three letters, or the first if that is shorter
  /// (`min`, `day`, `s`).
  llvm::StringRef printed(const Entry &E) const;
  /// The name that a prefix is put before: the first of the declaration that is
  /// all capitals (`B` in `GB`), else the first.
  llvm::StringRef symbol(const Entry &E) const;
  /// False for what has no thousandth: counts, and units that take more than
  /// one class of prefixes as bytes do.
  bool hasThousandths(const Entry &E) const;

private:
  struct Names {
    std::string Printed;
    std::string Symbol;
  };
  /// What is made of all that is visible, until something is added. A copy of
  /// a scope makes its own.
  struct Derived {
    uint64_t Stamp = 0;
    llvm::StringMap<std::vector<Prefix>> Prefixes;
    llvm::StringMap<Names> ByName;
    llvm::DenseMap<uint32_t, std::vector<Unit>> ByDimension;
    llvm::DenseMap<uint32_t, std::vector<Unit>> Ladders;
    std::vector<Scale> LargeScales;
    /// Words to suggest, the likely ones first, and what was suggested.
    std::vector<std::string> Words;
    llvm::StringMap<std::string> Suggestions;
  };

  uint64_t stamp() const;
  Derived &derived() const;
  llvm::SmallVector<const UnitScope *, 4> visible() const;
  const Entry *visibleUnit(llvm::StringRef Key) const;
  const Prefix *visiblePrefix(llvm::StringRef Key) const;
  Unit made(llvm::StringRef Text, const Atom &A) const;
  /// For a name that is unknown, or a prefix before a unit that refuses it.
  std::string suggestion(llvm::StringRef Name, const Entry *Refusing) const;
  std::string runTogether(llvm::StringRef Name) const;
  void collectWords(const Entry &E, std::vector<std::string> &Words) const;

  DimensionTable *Dims;
  std::vector<Entry> Entries;
  std::vector<Prefix> OwnPrefixes;
  llvm::StringMap<uint32_t> ByName;
  llvm::StringMap<uint32_t> PrefixByName;
  llvm::StringMap<Number> Scales;
  llvm::SmallVector<const UnitScope *, 4> Used;
  mutable Derived Cache;
  /// Suggestions looked for so far; they are dear, and there is an end to them.
  mutable uint32_t Suggested = 0;
};

} // namespace acp

#endif // ACP_QUANTITY_UNIT_H
