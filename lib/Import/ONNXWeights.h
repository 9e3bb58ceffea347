//===- ONNXWeights.h - ONNX messages without weights ------------*- C++ -*-===//
//
// Part of acpc, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Weights stand inside the message of the graph, and are most of it. What the
// generated classes then parse is as small as the graph itself.
//
//===----------------------------------------------------------------------===//

#ifndef ACP_IMPORT_ONNXWEIGHTS_H
#define ACP_IMPORT_ONNXWEIGHTS_H

#include "llvm/ADT/StringRef.h"
#include <string>

namespace acp {

/// Copies the message of a model without the fields for values of its tensors
/// that are longer than KeptBytes. False if the bytes are no message.
bool withoutWeights(llvm::StringRef Bytes, uint32_t KeptBytes,
                    std::string &Out);

} // namespace acp

#endif // ACP_IMPORT_ONNXWEIGHTS_H
