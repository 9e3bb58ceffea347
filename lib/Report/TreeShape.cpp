//===- TreeShape.cpp - What the rows of a tree add up to ------------------===//
//
// Part of acpc, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Rows come parents first, as elaboration walks a model.
//
//===----------------------------------------------------------------------===//

#include "Report/TreeShape.h"
#include "llvm/ADT/DenseMap.h"
#include <cmath>

using namespace acp;

/// Relative distance at which a sum is still the figure of its model.
static constexpr double SumTolerance = 1e-9;

TreeShape::TreeShape(const ir::Module &M, const ir::View &V) : M(M), V(V) {
  Parent.reserve(V.Rows.size());
  Count.reserve(V.Rows.size());
  Times.reserve(V.Rows.size());
  llvm::DenseMap<uint32_t, uint32_t> RowOf;
  for (uint32_t I = 0; I != V.Rows.size(); ++I) {
    uint32_t Around = ir::None;
    std::optional<Number> InParent = Number(1);
    if (V.Rows[I].Layer < M.Layers.size()) {
      const ir::Layer &L = M.Layers[V.Rows[I].Layer];
      RowOf[V.Rows[I].Layer] = I;
      if (L.Parent < M.Layers.size())
        if (auto Found = RowOf.find(L.Parent); Found != RowOf.end())
          Around = Found->second;
      if (L.Count != ir::None && !M.known(L.Count))
        InParent = std::nullopt;
      // The outermost model is shown for one run, however often a plan runs it.
      else if (L.Count != ir::None && Around != ir::None)
        InParent = M.number(L.Count);
    }
    std::optional<Number> InAll = InParent;
    if (Around != ir::None)
      InAll = InAll && Times[Around] ? std::optional(*InAll * *Times[Around])
                                     : std::nullopt;
    Parent.push_back(Around);
    Count.push_back(InParent);
    Times.push_back(InAll);
  }
}

bool TreeShape::isAdditive(size_t Column) const {
  std::vector<double> Sums(V.Rows.size());
  std::vector<bool> HasLayers(V.Rows.size());
  std::vector<double> Values(V.Rows.size());
  for (size_t I = 0; I != V.Rows.size(); ++I) {
    std::optional<Number> N =
        numberOf(M, M.Cells[V.Rows[I].FirstCell + Column]);
    if (!N || !Times[I])
      return false;
    Values[I] = N->toDouble();
    if (uint32_t Around = Parent[I]; Around != ir::None) {
      Sums[Around] += Values[I] * Count[I]->toDouble();
      HasLayers[Around] = true;
    }
  }
  bool Any = false;
  for (size_t I = 0; I != V.Rows.size(); ++I) {
    if (!HasLayers[I])
      continue;
    Any |= Values[I] != 0;
    if (std::abs(Values[I] - Sums[I]) > SumTolerance * std::abs(Values[I]))
      return false;
  }
  return Any;
}

Number TreeShape::total(size_t Row, size_t Column) const {
  Number Total = *numberOf(M, M.Cells[V.Rows[Row].FirstCell + Column]);
  return Number::identical(*Times[Row], Number(1)) ? Total
                                                   : Total * *Times[Row];
}

std::optional<size_t> acp::columnOf(const ir::Module &M, const ir::View &V,
                                    llvm::StringRef Name) {
  for (size_t C = 0; C != V.Columns.size(); ++C)
    if (!Name.empty() && M.Texts.get(V.Columns[C].Name) == Name)
      return C;
  return std::nullopt;
}
