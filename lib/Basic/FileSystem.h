//===- FileSystem.h - The one door to files ---------------------*- C++ -*-===//
//
// Part of acpc, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Nothing else in the compiler opens a file. Reading goes through a virtual
// file system, so that unsaved buffers of an editor and tests in memory are
// files like others; only regular files are read, up to a size. Writing makes
// the whole file or none.
//
//===----------------------------------------------------------------------===//

#ifndef ACP_BASIC_FILESYSTEM_H
#define ACP_BASIC_FILESYSTEM_H

#include "llvm/ADT/IntrusiveRefCntPtr.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/VirtualFileSystem.h"
#include <memory>
#include <string>

namespace acp {

enum class FileError : uint8_t {
  None,
  NotFound,
  IsDirectory,
  NotRegular,
  TooLarge,
  /// The path, with symbolic links resolved, leaves the allowed root.
  OutsideRoot,
  Loop,
  Unreadable
};

struct FileResult {
  std::unique_ptr<llvm::MemoryBuffer> Buffer;
  FileError Error = FileError::None;
  /// The operating system's words, where there are any.
  std::string Detail;
};

class FileSystem {
public:
  explicit FileSystem(llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem> FS);
  /// The real file system of the process.
  static FileSystem real();

  /// Reads a regular file of at most MaxSize bytes. With a Root, the real path
  /// must lie below the real path of Root.
  FileResult read(llvm::StringRef Path, uint64_t MaxSize,
                  llvm::StringRef Root = "") const;
  /// Reads the first MaxBytes of a regular file of any size, and tells the
  /// size; the rules are those of read().
  FileResult readHead(llvm::StringRef Path, uint64_t MaxBytes, uint64_t &Size,
                      llvm::StringRef Root = "") const;
  bool exists(llvm::StringRef Path) const;
  bool isDirectory(llvm::StringRef Path) const;

  /// Writes the whole text or nothing: a temporary file beside it, then a
  /// rename; a device or a pipe is written directly. "" or what went wrong.
  std::string write(llvm::StringRef Path, llvm::StringRef Text) const;

  llvm::vfs::FileSystem &vfs() const { return *FS; }

private:
  llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem> FS;
};

} // namespace acp

#endif // ACP_BASIC_FILESYSTEM_H
