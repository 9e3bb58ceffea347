//===- FileSystem.cpp - The one door to files, for reading ----------------===//
//
// Part of acpc, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A path is judged before it is opened, because opening a pipe waits for a
// writer; what was opened is judged again, because the path may have changed
// in between. A file is read, never mapped: a mapped file that somebody
// shortens kills the process.
//
//===----------------------------------------------------------------------===//

#include "Basic/FileSystem.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/Support/Path.h"

using namespace acp;
using llvm::StringRef;
namespace path = llvm::sys::path;

FileSystem::FileSystem(llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem> FS)
    : FS(std::move(FS)) {}

FileSystem FileSystem::real() {
  return FileSystem(llvm::vfs::getRealFileSystem());
}

static FileResult failed(FileError Error, std::error_code Code = {}) {
  return {nullptr, Error, Code ? Code.message() : std::string()};
}

static FileResult failed(std::error_code Code) {
  if (Code == std::errc::no_such_file_or_directory ||
      Code == std::errc::not_a_directory)
    return failed(FileError::NotFound, Code);
  if (Code == std::errc::too_many_symbolic_link_levels)
    return failed(FileError::Loop, Code);
  if (Code == std::errc::is_a_directory)
    return failed(FileError::IsDirectory, Code);
  return failed(FileError::Unreadable, Code);
}

static FileError judge(const llvm::vfs::Status &Status, uint64_t MaxSize) {
  if (Status.isDirectory())
    return FileError::IsDirectory;
  if (!Status.isRegularFile())
    return FileError::NotRegular;
  return Status.getSize() > MaxSize ? FileError::TooLarge : FileError::None;
}

/// Whether a path without `.`, `..` and links lies below such a root.
static bool isBelow(StringRef Path, StringRef Root) {
  while (Root.size() > 1 && Root.ends_with("/"))
    Root = Root.drop_back();
  return Path.consume_front(Root) && (Root == "/" || Path.starts_with("/"));
}

/// What a path is called when only its text is looked at.
static std::string lexical(llvm::vfs::FileSystem &FS, StringRef Path) {
  llvm::SmallString<256> Text(Path);
  if (FS.makeAbsolute(Text))
    return Path.str();
  path::remove_dots(Text, /*remove_dot_dot=*/true);
  return Text.str().str();
}

/// The path behind all links. A file system in memory may have no notion of
/// that; there the text of the path is all there is.
static std::error_code realPath(llvm::vfs::FileSystem &FS, StringRef Path,
                                std::string &Out) {
  llvm::SmallString<256> Real;
  std::error_code Code = FS.getRealPath(Path, Real);
  if (Code == std::errc::operation_not_permitted) {
    Out = lexical(FS, Path);
    return {};
  }
  Out = Real.str().str();
  return Code;
}

/// Errors of the path itself, and whether it leaves the root. A file that is
/// not there is still outside if its text says so: whether something exists
/// outside is not told.
static FileResult checkRoot(llvm::vfs::FileSystem &FS, StringRef Path,
                            StringRef Root) {
  std::string RealRoot;
  std::string RealPath;
  if (std::error_code Code = realPath(FS, Root, RealRoot))
    return failed(Code);
  std::error_code Code = realPath(FS, Path, RealPath);
  if (!Code)
    return isBelow(RealPath, RealRoot) ? FileResult()
                                       : failed(FileError::OutsideRoot);
  if (!isBelow(lexical(FS, Path), lexical(FS, Root)))
    return failed(FileError::OutsideRoot);
  return failed(Code);
}

/// Reads up to MaxBytes of a file that is not larger than MaxSize.
static FileResult readUpTo(llvm::vfs::FileSystem &FS, StringRef Path,
                           uint64_t MaxSize, uint64_t MaxBytes, uint64_t &Size,
                           StringRef Root) {
  if (Path.contains('\0'))
    return failed(FileError::NotFound);
  if (!Root.empty())
    if (FileResult Result = checkRoot(FS, Path, Root);
        Result.Error != FileError::None)
      return Result;
  llvm::ErrorOr<llvm::vfs::Status> Before = FS.status(Path);
  if (!Before)
    return failed(Before.getError());
  if (FileError Error = judge(*Before, MaxSize); Error != FileError::None)
    return failed(Error);

  auto File = FS.openFileForRead(Path);
  if (!File)
    return failed(File.getError());
  llvm::ErrorOr<llvm::vfs::Status> Opened = (*File)->status();
  if (!Opened)
    return failed(Opened.getError());
  if (FileError Error = judge(*Opened, MaxSize); Error != FileError::None)
    return failed(Error);
  Size = Opened->getSize();
  auto Buffer =
      (*File)->getBuffer(Path, static_cast<int64_t>(std::min(Size, MaxBytes)),
                         /*RequiresNullTerminator=*/true, /*IsVolatile=*/true);
  if (!Buffer)
    return failed(Buffer.getError());
  return {std::move(*Buffer), FileError::None, ""};
}

FileResult FileSystem::read(StringRef Path, uint64_t MaxSize,
                            StringRef Root) const {
  uint64_t Size = 0;
  return readUpTo(*FS, Path, MaxSize, MaxSize, Size, Root);
}

FileResult FileSystem::readHead(StringRef Path, uint64_t MaxBytes,
                                uint64_t &Size, StringRef Root) const {
  return readUpTo(*FS, Path, ~uint64_t(0), MaxBytes, Size, Root);
}

bool FileSystem::exists(StringRef Path) const {
  return !Path.contains('\0') && FS->exists(Path);
}

bool FileSystem::isDirectory(StringRef Path) const {
  if (Path.contains('\0'))
    return false;
  llvm::ErrorOr<llvm::vfs::Status> Status = FS->status(Path);
  return Status && Status->isDirectory();
}
