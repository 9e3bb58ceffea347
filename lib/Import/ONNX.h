//===- ONNX.h - Graphs of ONNX files ----------------------------*- C++ -*-===//
//
// Part of acpc, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A graph as JSON-like data: what comes in, what is stored, nodes in their
// order, what goes out. Weights are not kept, only their types and shapes; of
// few whole numbers, from which shapes are computed, the values too.
//
//===----------------------------------------------------------------------===//

#ifndef ACP_IMPORT_ONNX_H
#define ACP_IMPORT_ONNX_H

#include "Import/Import.h"

namespace acp {

/// The object has
///   `producer`: text
///   `inputs`, `stored`: objects of `name`, `dtype`, `shape` (numbers; a text
///     or null where an axis is open) and, of some that are stored, `data`, and
///     `weight`: false
///   `nodes`: objects of `op` (with its domain, if that is a foreign one),
///     `name`, `inputs`, `outputs` (names, "" where one is left out) and
///     `attributes`, by name; a tensor among them is as what is stored
///   `outputs`: names
///   `shapes`: by name, what the graph states of other values.
/// Names that are read are those of inputs, of what is stored, or of outputs of
/// nodes before.
ImportResult readONNX(llvm::StringRef Bytes, uint64_t FileSize);

} // namespace acp

#endif // ACP_IMPORT_ONNX_H
