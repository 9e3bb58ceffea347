//===- Bundle.h - Trees that travel inside the program ----------*- C++ -*-===//
//
// Part of acpc, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The standard library is parsed when the compiler is built. A bundle is one
// block of bytes with the text and the trees of many files, read where it lies:
// the arrays of a tree point into it. Numbers are little-endian.
//
//   header   magic "ACPB", version, number of files, bytes of all,
//            sizes of Token and Node
//   entries  for each file: offset and count of its module path, name, text,
//            tokens, nodes and children
//   data     aligned to 4 bytes
//
//===----------------------------------------------------------------------===//

#ifndef ACP_SYNTAX_BUNDLE_H
#define ACP_SYNTAX_BUNDLE_H

#include "Syntax/Syntax.h"
#include <memory>

namespace acp {

/// One file of a bundle. Its texts and arrays lie in the bundle.
struct BundleFile {
  /// `std.hardware.nvidia`.
  llvm::StringRef Module;
  /// `std/hardware/nvidia.acp`.
  llvm::StringRef Name;
  llvm::StringRef Text;
  llvm::ArrayRef<Token> Tokens;
  llvm::ArrayRef<Node> Nodes;
  llvm::ArrayRef<uint32_t> Children;

  /// The tree, with the base address that the file got from a SourceManager.
  std::unique_ptr<SyntaxTree> tree(uint32_t Base) const;
};

/// Writes files in the order given; the same files give the same bytes.
std::string writeBundle(llvm::ArrayRef<BundleFile> Files);

/// Reads a bundle at an address that is a multiple of 4. "" or what is wrong
/// with it: another version, or cut off.
std::string readBundle(llvm::StringRef Bytes, std::vector<BundleFile> &Files);

} // namespace acp

#endif // ACP_SYNTAX_BUNDLE_H
