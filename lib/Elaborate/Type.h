//===- Type.h - Declared types ----------------------------------*- C++ -*-===//
//
// Part of acpc, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef ACP_ELABORATE_TYPE_H
#define ACP_ELABORATE_TYPE_H

#include "Quantity/Dimension.h"
#include <cstdint>

namespace acp::elab {

struct EnumInfo;
struct SchemaInfo;

/// What a field, parameter or result is declared as.
struct Type {
  enum What : uint8_t {
    /// Not declared, or not understood (which was reported).
    Any,
    Int,
    Real,
    Bool,
    Text,
    Date,
    Model,
    Quantity,
    Enum,
    Schema,
    List,
    /// A list with one element for each name of an enum.
    Map
  };
  What Is = Any;
  bool Optional = false;
  /// Quantity: the dimension, and the index of the unit to print in.
  Dim Dimension;
  uint32_t Unit = ~0u;
  EnumInfo *Enum_ = nullptr;
  SchemaInfo *Schema_ = nullptr;
  /// List and Map: of the elements. A Map has its keys in Enum_.
  const Type *Element = nullptr;
};

} // namespace acp::elab

#endif // ACP_ELABORATE_TYPE_H
