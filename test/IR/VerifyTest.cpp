//===- VerifyTest.cpp - Damaged modules -----------------------------------===//
//
// Part of acpc, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The reader lets no damaged module through, so these are damaged by hand: once
// in each way there is, then at random, where the verifier must only survive.
//
//===----------------------------------------------------------------------===//

#include "IR/Builder.h"
#include "IR/Text.h"
#include "gtest/gtest.h"
#include <cstring>
#include <random>

using namespace acp;
using namespace acp::ir;

namespace {

/// A little of everything.
void fill(Module &M) {
  Builder B(M);
  Dim Byte = M.Dims->base("byte", false);
  M.Dims->base("s", false);
  ValueId A = B.number(8, Byte, {});
  ValueId R = B.number(Number::ratio(7, 2), {}, {});
  ValueId N = B.leaf("n", LeafKind::Open, Type::quantity(Byte), {});
  ValueId P = B.make(Opcode::Mul, A, R, {});
  ValueId Q = B.make(Opcode::Add, P, N, {});
  ValueId C = B.make(Opcode::Lt, A, P, {});
  ValueId T = B.make(Opcode::Tuple, A, Q, {});
  ValueId U = B.make(Opcode::Tuple, A, R, {});
  ValueId Sides[] = {C, U, T};
  ValueId S = B.make(Opcode::Select, Sides, {});
  ValueId D = B.date(20000, {});
  ValueId X = B.make(Opcode::Show, D, {});
  ValueId E = B.enumerator(M.Texts.add("E"), "e", {});
  ValueId Y = B.make(Opcode::Show, llvm::ArrayRef(A), {}, {},
                     M.unit({"KB", 1000, Byte}) + 1);
  B.make(Opcode::Concat, X, Y, {});
  B.make(Opcode::DateDiff, D, D, {});
  B.make(Opcode::Sqrt, B.make(Opcode::Mul, Q, Q, {}), {});
  B.make(Opcode::Div, A, B.make(Opcode::Sub, R, R, {}), {});

  M.Definitions.resize(2);
  M.Definitions[0].Name = M.Texts.add("d");
  M.Definitions[0].Value = Q;
  M.Definitions[1].Owner = M.Definitions[1].Name = M.Texts.add("e");
  M.Definitions[1].Value = S;
  M.Definitions[1].Unit = 0;
  M.Definitions[1].Cited = 0;
  M.Definitions[1].NumUses = 1;
  M.Uses.push_back(0);
  M.Citations.push_back({M.Texts.add("c")});
  Layer L;
  L.Count = R;
  L.NumFields = 2;
  M.LayerFields = {0, 1};
  M.Layers.push_back(L);
  ValueId G = B.leaf("g", LeafKind::Solve, Type::quantity(Byte), {});
  M.Searches.resize(1);
  M.Searches[0].Objectives = {{Q, 0, false, {}}};
  Axis Range;
  Range.Kind = LeafKind::Solve;
  Range.Length = 2;
  Range.Search = 0;
  Range.Columns = {{None, G, None, {}, 1}};
  Axis Listed = Range;
  Listed.Columns = {{None, G, 0, {A, P}, 0}};
  Axis Placed = Listed;
  Placed.At = 1;
  Placed.Columns[0].Value = X;
  M.Axes = {Range, Listed, Placed};
  M.Filters = {{0, C, {}}};
  Check K;
  K.Condition = C;
  K.Left = A;
  K.NumParts = 1;
  M.Parts.push_back({{}, E, 0});
  M.Checks.push_back(K);
  View V;
  V.Kind = ViewKind::Table;
  V.Columns = {{None, 0}, {M.Texts.add("c"), None}};
  V.Rows = {{None, 0, 1, 0}};
  M.Cells = {None, 1};
  M.Views.push_back(V);
}

ValueId find(const Module &M, Opcode Op) {
  for (ValueId Id = 0; Id != M.Values.size(); ++Id)
    if (M.Values[Id].Op == Op)
      return Id;
  return None;
}

using Damage = void (*)(Module &);

Value &first(Module &M, Opcode Op) { return M.Values[find(M, Op)]; }

} // namespace

TEST(Verify, TheModuleItself) {
  Module M;
  fill(M);
  EXPECT_EQ(verify(M), "");
}

TEST(Verify, FindsEachDamage) {
  const Damage Damages[] = {
      [](Module &M) { first(M, Opcode::Mul).Payload = 29; },
      [](Module &M) { first(M, Opcode::Mul).Known = Tag::Unknown; },
      [](Module &M) { first(M, Opcode::Mul).Known = Tag::Error; },
      [](Module &M) { first(M, Opcode::Mul).Known = Tag::Bool; },
      [](Module &M) { first(M, Opcode::Mul).Known = Tag::Ratio; },
      [](Module &M) { first(M, Opcode::Mul).Op = Opcode::Concat; },
      [](Module &M) { first(M, Opcode::Mul).Op = Opcode(200); },
      [](Module &M) { first(M, Opcode::Mul).PackedType = 0; },
      [](Module &M) { first(M, Opcode::Mul).PackedType = 99; },
      [](Module &M) { first(M, Opcode::Mul).PackedType = ~0u; },
      [](Module &M) { first(M, Opcode::Mul).NumOperands = 1; },
      [](Module &M) { first(M, Opcode::Mul).NumOperands = 1000; },
      [](Module &M) { first(M, Opcode::Mul).FirstOperand = ~0u; },
      [](Module &M) { M.Operands[0] = find(M, Opcode::Mul); },
      [](Module &M) { M.Operands[0] = None; },
      [](Module &M) { first(M, Opcode::Const).NumOperands = 1; },
      [](Module &M) { first(M, Opcode::Const).Known = Tag::Unknown; },
      [](Module &M) { first(M, Opcode::Const).Known = Tag::Tuple; },
      [](Module &M) { first(M, Opcode::Leaf).Known = Tag::Int; },
      [](Module &M) { first(M, Opcode::Leaf).Attribute = 1; },
      [](Module &M) { first(M, Opcode::Show).Attribute = 9; },
      [](Module &M) { first(M, Opcode::Show).Payload = 999; },
      [](Module &M) { first(M, Opcode::Concat).Payload = 0; },
      [](Module &M) { first(M, Opcode::Select).Payload = 0; },
      [](Module &M) { first(M, Opcode::Select).Payload = ~0u; },
      [](Module &M) { first(M, Opcode::Tuple).Known = Tag::Tuple; },
      [](Module &M) { M.Ratios.clear(); },
      [](Module &M) { M.Ratios[0] = Number(1) / Number(0); },
      [](Module &M) { M.Leaves.clear(); },
      [](Module &M) { M.Leaves[0].Value = 0; },
      [](Module &M) { M.Leaves[0].Name = None; },
      [](Module &M) { M.Leaves[0].Where = Span{1, 2}; },
      [](Module &M) { M.Leaves.push_back(M.Leaves[0]); },
      [](Module &M) { M.Definitions[0].Value = None; },
      [](Module &M) { M.Definitions[0].Name = None; },
      [](Module &M) { M.Definitions[0].Doc = 9999; },
      [](Module &M) { M.Definitions[0].Owner = 9999; },
      [](Module &M) { M.Definitions[0].Cited = 1; },
      [](Module &M) { M.Definitions[0].From = Origin(77); },
      [](Module &M) { M.Definitions[1].Unit = 1; },
      [](Module &M) { M.Definitions[1].NumUses = 2; },
      [](Module &M) { M.Uses[0] = 2; },
      [](Module &M) { M.Uses[0] = None; },
      [](Module &M) { M.Citations[0].Title = 9999; },
      [](Module &M) { M.Layers[0].Parent = 0; },
      [](Module &M) { M.Layers[0].Parent = 1; },
      [](Module &M) { M.Layers[0].Count = 9999; },
      [](Module &M) { M.Layers[0].Count = find(M, Opcode::Lt); },
      [](Module &M) { M.LayerFields.pop_back(); },
      [](Module &M) { M.LayerFields[0] = 9; },
      [](Module &M) { M.Axes[0].Kind = LeafKind::Draw; },
      [](Module &M) { M.Axes[0].Kind = LeafKind::Sweep; },
      [](Module &M) { M.Axes[0].Length = 0; },
      [](Module &M) { M.Axes[0].Columns.clear(); },
      [](Module &M) { M.Axes[0].Columns[0].First = INT64_MAX; },
      [](Module &M) { M.Axes[0].Columns[0].Value = 0; },
      [](Module &M) { M.Axes[0].Columns[0].Value = None; },
      [](Module &M) { M.Axes[0].Columns[0].Unit = 9; },
      [](Module &M) { M.Axes[0].Search = 1; },
      [](Module &M) { M.Axes[0].Search = None; },
      [](Module &M) { M.Axes[1].Length = 3; },
      [](Module &M) { M.Axes[1].Columns[0].Values[0] = None; },
      [](Module &M) { M.Axes[1].Columns[0].Values[0] = 1; },
      [](Module &M) { M.Axes[2].At = 2; },
      [](Module &M) { M.Axes[2].At = None; },
      [](Module &M) { M.Searches[0].Objectives[0].Value = None; },
      [](Module &M) { M.Searches[0].Objectives[0].Unit = 9; },
      [](Module &M) {
        M.Searches[0].Objectives[0].Value = find(M, Opcode::Lt);
      },
      [](Module &M) { M.Filters[0].Condition = 0; },
      [](Module &M) { M.Filters[0].Axis = None; },
      [](Module &M) { M.Checks[0].Condition = 0; },
      [](Module &M) { M.Checks[0].Condition = None; },
      [](Module &M) { M.Checks[0].Right = 9999; },
      [](Module &M) { M.Checks[0].RightUnit = 9999; },
      [](Module &M) { M.Checks[0].Kind = CheckKind(4); },
      [](Module &M) { M.Checks[0].NumParts = ~0u; },
      [](Module &M) { M.Parts[0].Value = None; },
      [](Module &M) { M.Views[0].Parent = 3; },
      [](Module &M) { M.Views[0].Kind = ViewKind(3); },
      [](Module &M) { M.Views[0].Columns[0].Unit = 3; },
      [](Module &M) { M.Views[0].Columns.push_back({}); },
      [](Module &M) { M.Views[0].Rows[0].Layer = 3; },
      [](Module &M) { M.Views[0].Rows[0].FirstCell = 1; },
      [](Module &M) { M.Cells[0] = 3; },
  };
  for (size_t I = 0; I != std::size(Damages); ++I) {
    Module M;
    fill(M);
    Damages[I](M);
    EXPECT_NE(verify(M), "") << "damage " << I;
  }
}

TEST(Verify, SurvivesRandomDamage) {
  std::mt19937 Random(1);
  unsigned Found = 0;
  for (unsigned Round = 0; Round != 20'000; ++Round) {
    Module M;
    fill(M);
    for (unsigned I = 0; I != 1 + Round % 3; ++I) {
      auto &Bytes = M.Values;
      size_t At = Random() % (Bytes.size() * sizeof(Value));
      // The spans, which nothing here follows, are left alone.
      uint8_t New = Round % 2 ? uint8_t(Random()) : uint8_t(Random() % 8);
      memcpy(reinterpret_cast<char *>(Bytes.data()) + At, &New, 1);
    }
    Found += !verify(M).empty();
  }
  printf("%u of 20000 damaged modules were found\n", Found);
  EXPECT_GT(Found, 5'000u);
}
