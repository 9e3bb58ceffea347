//===- BuilderTest.cpp - Sharing, and what making values costs ------------===//
//
// Part of acpc, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The times are printed, not checked.
//
//===----------------------------------------------------------------------===//

#include "IR/Builder.h"
#include "IR/Text.h"
#include "gtest/gtest.h"
#include <ctime>

using namespace acp;
using namespace acp::ir;

namespace {

struct Fixture {
  Module M;
  Builder B{M};
  Dim Byte = M.Dims->base("byte", false);
};

/// Times a number of calls on this processor, by the time that it had.
template <typename Function>
void time(const char *What, unsigned Count, Function Do) {
  std::clock_t Start = std::clock();
  for (unsigned I = 0; I != Count; ++I)
    Do(I);
  double Seconds = double(std::clock() - Start) / CLOCKS_PER_SEC;
  printf("  %s: %.0f ns\n", What, Seconds * 1e9 / Count);
}

void measure(unsigned Count) {
  Fixture F;
  ValueId One = F.B.number(1, F.Byte, {});
  ValueId Last = One;
  printf("%u of each kind, in a module with all before:\n", Count);
  time("a new sum of whole numbers", Count,
       [&](unsigned) { Last = F.B.make(Opcode::Add, Last, One, {}); });
  EXPECT_EQ(F.M.number(Last).toInt64(), Count + 1);
  time("a shared one", Count,
       [&](unsigned I) { F.B.make(Opcode::Add, One + I, One, {}); });
  EXPECT_EQ(F.B.shared(), Count);
  time("a new product with a dimension", Count,
       [&](unsigned I) { F.B.make(Opcode::Mul, One + I, One, {}); });
  time("a new constant", Count,
       [&](unsigned I) { F.B.number(int64_t(Count) + 2 + I, F.Byte, {}); });
  ValueId Open = F.B.leaf("n", LeafKind::Open, F.M.type(One), {});
  time("a new sum that stays open", Count,
       [&](unsigned I) { F.B.make(Opcode::Add, One + I, Open, {}); });
  std::string Faults;
  unsigned Values = unsigned(F.M.Values.size());
  std::clock_t Start = std::clock();
  Faults = verify(F.M);
  double Seconds = double(std::clock() - Start) / CLOCKS_PER_SEC;
  printf("  to verify a value: %.0f ns\n", Seconds * 1e9 / Values);
  EXPECT_EQ(Faults, "");
}

} // namespace

TEST(Builder, SharesConstants) {
  Fixture F;
  ValueId A = F.B.number(8, F.Byte, {1, 2});
  EXPECT_EQ(F.B.number(8, F.Byte, {5, 6}), A);
  // The first place stays.
  EXPECT_EQ(F.M.Values[A].Where.Begin, 1u);
  EXPECT_NE(F.B.number(8, {}, {}), A);
  EXPECT_NE(F.B.number(Number::inexact(8), F.Byte, {}), A);
  EXPECT_EQ(F.B.text("a", {}), F.B.text("a", {}));
  TextId Split = F.M.Texts.add("Split");
  EXPECT_NE(F.B.text("a", {}), F.B.enumerator(Split, "a", {}));
  EXPECT_EQ(F.B.absent({}), F.B.absent({}));
  EXPECT_EQ(F.B.date(0, {}), F.B.date(0, {}));
  EXPECT_NE(F.B.boolean(true, {}), F.B.boolean(false, {}));
}

TEST(Builder, SharesRatios) {
  Fixture F;
  ValueId A = F.B.number(Number::ratio(7, 2), {}, {});
  EXPECT_EQ(F.B.number(Number::ratio(14, 4), {}, {}), A);
  EXPECT_NE(F.B.number(Number::ratio(7, 3), {}, {}), A);
  EXPECT_EQ(F.M.Ratios.size(), 2u);
}

TEST(Builder, SharesOperations) {
  Fixture F;
  ValueId A = F.B.number(8, F.Byte, {}), N = F.B.number(3, {}, {});
  ValueId Sum = F.B.make(Opcode::Add, A, A, {});
  EXPECT_EQ(F.B.make(Opcode::Add, A, A, {9, 10}), Sum);
  EXPECT_NE(F.B.make(Opcode::Mul, A, A, {}), Sum);
  ValueId Cast = F.B.make(Opcode::Cast, llvm::ArrayRef(N), {}, F.Byte);
  EXPECT_EQ(F.M.type(Cast), Type::quantity(F.Byte));
  EXPECT_EQ(F.B.make(Opcode::Cast, llvm::ArrayRef(N), {}, F.Byte), Cast);
  EXPECT_NE(F.B.make(Opcode::Cast, llvm::ArrayRef(N), {}), Cast);
  EXPECT_EQ(F.B.made(), 8u);
  EXPECT_EQ(F.B.shared(), 2u);
  EXPECT_EQ(verify(F.M), "");
}

TEST(Builder, LeavesAreNeverShared) {
  Fixture F;
  Type T = Type::quantity(F.Byte);
  ValueId A = F.B.leaf("n", LeafKind::Open, T, {});
  ValueId B = F.B.leaf("n", LeafKind::Open, T, {});
  EXPECT_NE(A, B);
  ValueId Sum = F.B.make(Opcode::Add, A, B, {});
  EXPECT_FALSE(F.M.known(Sum));
  EXPECT_EQ(F.B.folded(), 0u);
  EXPECT_EQ(verify(F.M), "");
}

TEST(Builder, TakesUpAModule) {
  Fixture F;
  ValueId A = F.B.number(8, F.Byte, {});
  ValueId Sum = F.B.make(Opcode::Add, A, A, {});
  Builder Other(F.M);
  EXPECT_EQ(Other.make(Opcode::Add, A, A, {}), Sum);
  // Operands of a value of the module itself.
  EXPECT_EQ(Other.make(Opcode::Sum, F.M.operands(F.M.Values[Sum]), {}),
            Sum + 1);
  EXPECT_EQ(verify(F.M), "");
}

TEST(Builder, Speed) {
  measure(20'000);
  measure(200'000);
}
