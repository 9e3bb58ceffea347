//===- Digits.cpp - Figures side by side ----------------------------------===//
//
// Part of acpc, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// acp::format chooses the unit: the unit of its text is read back, and other
// numbers are then written in that unit. A text that does not read back (a unit
// that this scope does not see) is left as it is.
//
//===----------------------------------------------------------------------===//

#include "Report/Digits.h"
#include "Report/Figures.h"
#include "llvm/ADT/StringExtras.h"
#include <charconv>
#include <cmath>

using namespace acp;
using llvm::StringRef;

/// Whole numbers up to here are shown with all digits where they are compared.
static constexpr double FullDigits = 1e12;
/// The same in a column, where they have less room.
static constexpr double FullDigitsInColumn = 1e9;
/// Smallest part of the largest figure of a column that its unit still shows.
static constexpr double SmallestPart = 1e-2;
static constexpr unsigned Digits = 3;
static constexpr unsigned MostDigits = 17;

namespace {
/// A unit as it stands behind a number.
struct Shown {
  Number Factor = 1;
  std::string Suffix;
};
} // namespace

/// The unit that a text of acp::format ends in.
static std::optional<Shown> shownUnit(StringRef Text, Dim D,
                                      const Unit *Preferred,
                                      const UnitScope &Scope) {
  if (Text.ends_with("%"))
    return Shown{Number::ratio(1, 100), "%"};
  StringRef Name = splitUnit(Text).second;
  std::string Suffix = Name.empty() ? "" : " " + Name.str();
  // `109 million param`: the word belongs to the unit here.
  Number Factor = 1;
  if (std::optional<Number> Scale = Scope.scale(Name.split(' ').first)) {
    Factor = *Scale;
    Name = Name.split(' ').second;
  }
  if (Name.empty())
    return Shown{Factor, Suffix};
  if (Preferred && Preferred->Text == Name)
    return Shown{Factor * Preferred->Factor, Suffix};
  std::variant<Unit, UnitError> Parsed = Scope.parse(Name);
  const Unit *U = std::get_if<Unit>(&Parsed);
  if (!U || !(U->Dimension == D))
    return std::nullopt;
  return Shown{Factor * U->Factor, Suffix};
}

std::string acp::shortestDecimal(double Value) {
  char Buffer[40];
  auto End = std::to_chars(Buffer, Buffer + sizeof(Buffer), Value);
  return std::string(Buffer, End.ptr);
}

std::string acp::grouped(std::string Text) {
  size_t First = Text.starts_with("-") ? 1 : 0;
  for (size_t I = Text.size(); I > First + 3;) {
    I -= 3;
    Text.insert(I, 1, ',');
  }
  return Text;
}

std::string acp::shortDecimal(double Value) {
  double Size = std::abs(Value);
  if (Size >= 999.5 && Size < 1e6) {
    double Step = std::pow(10, std::floor(std::log10(Size)) - Digits + 1);
    return grouped(llvm::itostr(int64_t(std::round(Value / Step) * Step)));
  }
  char Buffer[40];
  std::to_chars_result End =
      std::to_chars(Buffer, Buffer + sizeof(Buffer), Value,
                    std::chars_format::general, Digits);
  return std::string(Buffer, End.ptr);
}

/// Significant digits of an exact decimal; 0 where there are too many to show.
static unsigned digitsOf(const Number &N) {
  if (!N.exact())
    return 0;
  std::string Text = N.fullDecimal();
  if (StringRef(Text).contains_insensitive("e"))
    return 0;
  std::string Kept;
  for (char C : Text)
    if (llvm::isDigit(C) && (C != '0' || !Kept.empty()))
      Kept += C;
  if (Text.find('.') == std::string::npos)
    while (Kept.ends_with("0"))
      Kept.pop_back();
  return Kept.size() > 8 ? 0 : unsigned(Kept.size());
}

static bool isShortWhole(const Number &N, double Below) {
  return N.exact() && N.isWhole() && std::abs(N.toDouble()) < Below;
}

/// All digits of a whole number.
static std::string wholeText(const Number &N) { return grouped(N.text()); }

/// True for `1` and `1.00`: what is exact is written without zeros behind.
static bool looksSame(StringRef A, StringRef B) {
  auto Bare = [](StringRef Text) {
    return Text.contains('.') ? Text.rtrim('0').rtrim('.') : Text;
  };
  return Bare(A) == Bare(B);
}

PairTexts acp::pairTexts(const Number &Left, const Number &Right, Dim D,
                         const Unit *Preferred, const UnitScope &Scope,
                         bool Tell) {
  if (Preferred && !(Preferred->Dimension == D))
    Preferred = nullptr;
  PairTexts Plain{format(Left, D, Preferred, Scope),
                  format(Right, D, Preferred, Scope)};
  std::optional<Shown> U = shownUnit(Plain.Right, D, Preferred, Scope);
  if (!U)
    return Plain;
  // Counts are exact, and are compared to the last digit.
  bool IsCount = Scope.dims().isCount(D) || D == DimensionTable::one();
  bool Base = !Preferred || Number::identical(Preferred->Factor, Number(1));
  if (IsCount && Base && U->Suffix != "%" && isShortWhole(Left, FullDigits) &&
      isShortWhole(Right, FullDigits)) {
    std::string Suffix = Preferred ? Preferred->Text : Scope.dims().text(D);
    if (!Suffix.empty())
      Suffix = " " + Suffix;
    return {wholeText(Left) + Suffix, wholeText(Right) + Suffix};
  }

  Number L = Left / U->Factor;
  Number R = Right / U->Factor;
  unsigned N = std::max(Digits, digitsOf(R));
  bool Same = Number::same(Left, Right);
  std::string RightText = R.decimal(N);
  std::string LeftText = Same ? RightText : L.decimal(N);
  while (Tell && !Same && looksSame(LeftText, RightText) && N < MostDigits) {
    ++N;
    LeftText = L.decimal(N);
    RightText = R.decimal(N);
  }
  // A side that is far from the other reads better in a unit of its own.
  double Size = std::abs(L.toDouble());
  bool Far = Size != 0 && (Size >= 1e5 || Size < 1e-2);
  return {Far ? Plain.Left : LeftText + U->Suffix, RightText + U->Suffix};
}

ColumnTexts acp::columnTexts(llvm::ArrayRef<Number> Column, Dim D,
                             const Unit *Preferred, const UnitScope &Scope,
                             bool Exact) {
  ColumnTexts Out;
  if (Column.empty())
    return Out;
  if (Preferred && !(Preferred->Dimension == D))
    Preferred = nullptr;
  const Number *Largest = &Column.front();
  double Most = 0;
  double Least = HUGE_VAL;
  bool Whole = true;
  for (const Number &N : Column) {
    double Size = std::abs(N.toDouble());
    if (Size > Most) {
      Most = Size;
      Largest = &N;
    }
    if (Size != 0)
      Least = std::min(Least, Size);
    Whole &= isShortWhole(N, FullDigitsInColumn);
  }

  bool Base = !Preferred || Number::identical(Preferred->Factor, Number(1));
  if (Whole && Base) {
    Out.Common = true;
    Out.Unit = Preferred ? Preferred->Text : Scope.dims().text(D);
    for (const Number &N : Column)
      Out.Texts.push_back(wholeText(N));
    return Out;
  }
  // Figures that come in one unit by themselves keep it; else all are written
  // in the unit of the largest.
  std::vector<std::string> Own;
  for (const Number &N : Column)
    Own.push_back(format(N, D, Preferred, Scope, {Exact}));
  std::optional<Shown> U =
      shownUnit(Own[size_t(Largest - Column.data())], D, Preferred, Scope);
  if (!U || U->Suffix == "%")
    return Out;
  bool OneUnit = true;
  for (size_t I = 0; I != Column.size() && OneUnit; ++I) {
    std::optional<Shown> Of = shownUnit(Own[I], D, Preferred, Scope);
    OneUnit = Column[I].isZero() || (Of && Of->Suffix == U->Suffix);
  }
  if (!OneUnit && (Exact || Least < Most * SmallestPart))
    return Out;
  Out.Common = true;
  Out.Unit = StringRef(U->Suffix).ltrim().str();
  for (size_t I = 0; I != Column.size(); ++I) {
    Out.Texts.push_back(OneUnit ? splitUnit(Own[I]).first.str()
                                : (Column[I] / U->Factor).decimal(Digits));
  }
  return Out;
}
