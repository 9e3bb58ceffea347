//===- Prelude.h - Units to test with ---------------------------*- C++ -*-===//
//
// Part of acpc, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The kinds of units that a prelude has, made by hand.
//
//===----------------------------------------------------------------------===//

#ifndef ACP_TEST_QUANTITY_PRELUDE_H
#define ACP_TEST_QUANTITY_PRELUDE_H

#include "Quantity/Format.h"
#include <gtest/gtest.h>
#include <initializer_list>
#include <memory>
#include <string>

namespace acp::test {

using Names = std::initializer_list<const char *>;

inline Number number(llvm::StringRef Text) {
  std::optional<Number> Out = Number::parseText(Text);
  if (!Out)
    Out = Number::parse(Text);
  EXPECT_TRUE(Out.has_value()) << Text.str();
  return Out.value_or(Number());
}

inline void declare(UnitScope &Scope, Names All, Number Factor, Dim Dimension,
                    Names Classes = {}) {
  for (const char *Name : All) {
    UnitScope::Entry E;
    E.Name = Name;
    E.Canonical = *All.begin();
    E.Factor = Factor;
    E.Dimension = Dimension;
    for (const char *Class : Classes)
      E.Prefixes.push_back(Class);
    EXPECT_TRUE(Scope.addUnit(E)) << Name;
  }
}

/// A test with units in scope.
class Units : public ::testing::Test {
protected:
  DimensionTable Dims;
  UnitScope Scope{Dims};

  Units() {
    for (auto [Name, Factor] : {std::pair("n", "1e-9"),
                                {"u", "1e-6"},
                                {"µ", "1e-6"},
                                {"m", "1e-3"},
                                {"k", "1e3"},
                                {"M", "1e6"},
                                {"G", "1e9"},
                                {"T", "1e12"},
                                {"P", "1e15"},
                                {"E", "1e18"}})
      EXPECT_TRUE(Scope.addPrefix({Name, "si", number(Factor)}));
    Number Binary = 1;
    for (const char *Name : {"Ki", "Mi", "Gi", "Ti"}) {
      Binary = Binary * Number(1024);
      EXPECT_TRUE(Scope.addPrefix({Name, "binary", Binary}));
    }
    for (auto [Name, Factor] : {std::pair("thousand", "1e3"),
                                {"million", "1e6"},
                                {"billion", "1e9"},
                                {"trillion", "1e12"},
                                {"万", "1e4"}})
      EXPECT_TRUE(Scope.addScale(Name, number(Factor)));
    base({"s", "second", "seconds"}, false, {"si"});
    base({"byte", "bytes", "B"}, false, {"si", "binary"});
    base({"J", "joule"}, false, {"si"});
    base({"USD"}, false);
    base({"FLOP"}, true, {"si"});
    base({"param", "params"}, true, {"si"});
    base({"token", "tokens"}, true, {"si"});
    base({"device", "devices"}, true);
    base({"帧"}, true);
    Dim Time = dim("s"), Bytes = dim("byte");
    declare(Scope, {"%", "percent"}, Number::ratio(1, 100), Dims.one());
    declare(Scope, {"bit", "bits", "b"}, Number::ratio(1, 8), Bytes,
            {"si", "binary"});
    declare(Scope, {"KB"}, 1000, Bytes);
    declare(Scope, {"minute", "minutes", "min"}, 60, Time);
    declare(Scope, {"hour", "hours", "h"}, 3600, Time);
    declare(Scope, {"day", "days", "d"}, 86400, Time);
    declare(Scope, {"week", "weeks"}, 604800, Time);
    declare(Scope, {"year", "years"}, 31557600, Time);
    declare(Scope, {"W", "watt"}, 1, Dims.div(dim("J"), Time), {"si"});
    declare(Scope, {"Wh"}, 3600, dim("J"), {"si"});
    declare(Scope, {"word", "words"}, 1, Dims.one());
  }

  void base(Names All, bool Count, Names Classes = {}) {
    declare(Scope, All, 1, Dims.base(*All.begin(), Count), Classes);
  }
  Dim dim(llvm::StringRef Text) { return unit(Text).Dimension; }
  Unit unit(llvm::StringRef Text) {
    std::variant<Unit, UnitError> Out = Scope.parse(Text);
    EXPECT_TRUE(std::holds_alternative<Unit>(Out)) << Text.str();
    Unit *U = std::get_if<Unit>(&Out);
    return U ? *U : Unit();
  }
  UnitError error(llvm::StringRef Text) {
    std::variant<Unit, UnitError> Out = Scope.parse(Text);
    EXPECT_TRUE(std::holds_alternative<UnitError>(Out)) << Text.str();
    UnitError *E = std::get_if<UnitError>(&Out);
    return E ? *E : UnitError();
  }
};

} // namespace acp::test

#endif // ACP_TEST_QUANTITY_PRELUDE_H
