//===- FileWrite.cpp - The one door to files, for writing -----------------===//
//
// Part of acpc, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A regular file appears whole under its name or not at all: the text goes to
// a new file in the same folder, which then takes the name. What is no regular
// file (a terminal, a pipe, /dev/stdout) is written to as it stands.
//
//===----------------------------------------------------------------------===//

#include "Basic/Descriptor.h"
#include "Basic/FileSystem.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/Support/Path.h"
#include <cerrno>
#include <climits>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace acp;
using llvm::StringRef;

namespace {
/// What errno stands for; "" for 0.
std::string reason(int Error = errno) {
  return Error == 0 ? "" : std::strerror(Error);
}

/// Some file systems tell of a full disk only when the file is closed.
std::string writeAndClose(int Descriptor, StringRef Text) {
  std::string Problem = reason(writeAll(Descriptor, Text));
  if (::close(Descriptor) != 0 && Problem.empty())
    Problem = reason();
  return Problem;
}

/// The descriptor that a name like /dev/stdout or /dev/fd/3 stands for, or -1.
/// Opening such a name anew would begin at the front of a redirected file.
int standingFor(StringRef Path) {
  if (Path == "/dev/stdout")
    return STDOUT_FILENO;
  if (Path == "/dev/stderr")
    return STDERR_FILENO;
  int Descriptor = -1;
  if (!Path.consume_front("/dev/fd/") && !Path.consume_front("/proc/self/fd/"))
    return -1;
  return Path.getAsInteger(10, Descriptor) ? -1 : Descriptor;
}

/// The file behind a symbolic link, so that the link stays one.
std::string resolved(const std::string &Path) {
  char *Real = ::realpath(Path.c_str(), nullptr);
  if (!Real)
    return Path;
  std::string Out = Real;
  std::free(Real);
  return Out;
}

/// Makes a new file beside the target. Sets the name; -1 if it cannot be made.
int makeBeside(StringRef Target, std::string &Name) {
  constexpr unsigned Tries = 1000;
  for (unsigned Try = 0; Try != Tries; ++Try) {
    llvm::SmallString<256> Beside(llvm::sys::path::parent_path(Target));
    llvm::sys::path::append(Beside, ".acpc-" + llvm::Twine(Try) + ".tmp");
    Name = Beside.str().str();
    int Descriptor =
        ::open(Name.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
    if (Descriptor >= 0 || errno != EEXIST)
      return Descriptor;
  }
  return -1;
}

std::string replace(const std::string &Target, StringRef Text,
                    const struct stat *Old) {
  if (Old && ::access(Target.c_str(), W_OK) != 0)
    return reason();
  std::string Temporary;
  int Descriptor = makeBeside(Target, Temporary);
  if (Descriptor < 0)
    return reason();
  std::string Problem;
  if (Old && ::fchmod(Descriptor, Old->st_mode & 07777) != 0)
    Problem = reason();
  std::string Written = writeAndClose(Descriptor, Text);
  if (Problem.empty())
    Problem = Written;
  if (Problem.empty() && ::rename(Temporary.c_str(), Target.c_str()) != 0)
    Problem = reason();
  if (!Problem.empty())
    ::unlink(Temporary.c_str());
  return Problem;
}
} // namespace

std::string FileSystem::write(StringRef Path, StringRef Text) const {
  if (Path.empty() || Path.contains('\0'))
    return reason(ENOENT);
  if (int Descriptor = standingFor(Path); Descriptor >= 0)
    return reason(writeAll(Descriptor, Text));
  std::string Name = Path.str();
  struct stat Status;
  if (::stat(Name.c_str(), &Status) != 0)
    return errno == ENOENT ? replace(Name, Text, nullptr) : reason();
  if (S_ISDIR(Status.st_mode))
    return reason(EISDIR);
  if (S_ISREG(Status.st_mode))
    return replace(resolved(Name), Text, &Status);
  int Descriptor = ::open(Name.c_str(), O_WRONLY | O_CLOEXEC | O_NOCTTY);
  return Descriptor < 0 ? reason() : writeAndClose(Descriptor, Text);
}
