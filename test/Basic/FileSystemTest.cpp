//===- FileSystemTest.cpp - Reading below a root, writing whole -----------===//
//
// Part of acpc, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Each test works in a new folder of its own.
//
//===----------------------------------------------------------------------===//

#include "Basic/FileSystem.h"
#include "Basic/FileDiagnostic.h"
#include "Basic/Render.h"
#include "llvm/Support/Path.h"
#include "gtest/gtest.h"
#include <csignal>
#include <fcntl.h>
#include <filesystem>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace acp;
using llvm::StringRef;
namespace fs = std::filesystem;

namespace {
class FileSystemTest : public testing::Test {
protected:
  void SetUp() override {
    std::string Pattern = (fs::temp_directory_path() / "acpc-XXXXXX").string();
    ASSERT_TRUE(::mkdtemp(Pattern.data()));
    Root = fs::canonical(Pattern);
  }
  void TearDown() override { fs::remove_all(Root); }

  std::string at(StringRef Name) const { return (Root / Name.str()).string(); }
  std::string contents(StringRef Path) const {
    FileResult Result = Files.read(Path, 1 << 20);
    return Result.Buffer ? Result.Buffer->getBuffer().str() : "(none)";
  }
  FileError error(StringRef Path, StringRef Below = "") const {
    return Files.read(Path, 10, Below).Error;
  }
  size_t entries() const {
    return size_t(
        std::distance(fs::directory_iterator(Root), fs::directory_iterator()));
  }

  fs::path Root;
  FileSystem Files = FileSystem::real();
};

TEST_F(FileSystemTest, OnlyRegularFilesAreRead) {
  EXPECT_EQ(Files.write(at("a"), "text"), "");
  EXPECT_EQ(contents(at("a")), "text");
  EXPECT_EQ(Files.write(at("large"), "more than ten"), "");
  EXPECT_EQ(error(at("large")), FileError::TooLarge);
  EXPECT_EQ(error(at("none")), FileError::NotFound);
  EXPECT_EQ(error(at("a/b")), FileError::NotFound);
  EXPECT_EQ(error(""), FileError::NotFound);
  EXPECT_EQ(error(StringRef("a\0b", 3)), FileError::NotFound);
  EXPECT_EQ(error(Root.string()), FileError::IsDirectory);
  EXPECT_EQ(error("/dev/null"), FileError::NotRegular);
  EXPECT_EQ(error("/dev/zero"), FileError::NotRegular);
  ASSERT_EQ(::mkfifo(at("pipe").c_str(), 0600), 0);
  EXPECT_EQ(error(at("pipe")), FileError::NotRegular);
  fs::create_symlink("loop", Root / "loop");
  EXPECT_EQ(error(at("loop")), FileError::Loop);
  EXPECT_EQ(error(at(std::string(5000, 'x'))), FileError::Unreadable);
}

TEST_F(FileSystemTest, NothingOutsideTheRoot) {
  fs::create_directories(Root / "in" / "deep");
  fs::create_directories(Root / "inside");
  EXPECT_EQ(Files.write(at("out"), "x"), "");
  EXPECT_EQ(Files.write(at("in/deep/a"), "x"), "");
  EXPECT_EQ(Files.write(at("inside/a"), "x"), "");
  fs::create_symlink("../out", Root / "in" / "link");
  fs::create_symlink("deep/a", Root / "in" / "fine");
  fs::create_symlink("in", Root / "same");
  fs::create_symlink("loop", Root / "in" / "loop");
  std::string In = at("in");
  EXPECT_EQ(error(at("in/deep/a"), In), FileError::None);
  EXPECT_EQ(error(at("in/deep/a"), In + "/"), FileError::None);
  EXPECT_EQ(error(at("in/deep/a"), "/"), FileError::None);
  EXPECT_EQ(error(at("in/deep/a"), at("same")), FileError::None);
  EXPECT_EQ(error(at("same/deep/a"), In), FileError::None);
  EXPECT_EQ(error(at("in/fine"), In), FileError::None);
  EXPECT_EQ(error(at("in/link"), In), FileError::OutsideRoot);
  EXPECT_EQ(error(at("in/../out"), In), FileError::OutsideRoot);
  EXPECT_EQ(error(at("inside/a"), In), FileError::OutsideRoot);
  EXPECT_EQ(error(at("nothing"), In), FileError::OutsideRoot);
  EXPECT_EQ(error("/etc", In), FileError::OutsideRoot);
  EXPECT_EQ(error(at("in/nothing"), In), FileError::NotFound);
  EXPECT_EQ(error(at("in/loop"), In), FileError::Loop);
  EXPECT_EQ(error(In, In), FileError::OutsideRoot);
}

TEST_F(FileSystemTest, BuffersInMemoryAreFiles) {
  auto Memory = llvm::makeIntrusiveRefCnt<llvm::vfs::InMemoryFileSystem>();
  Memory->addFile("/p/a.acp", 0, llvm::MemoryBuffer::getMemBuffer("x = 1"));
  Memory->addFile("/q.acp", 0, llvm::MemoryBuffer::getMemBuffer("y"));
  FileSystem Virtual(Memory);
  EXPECT_EQ(Virtual.read("/p/a.acp", 10, "/p").Buffer->getBuffer(), "x = 1");
  EXPECT_EQ(Virtual.read("/q.acp", 10, "/p").Error, FileError::OutsideRoot);
  EXPECT_EQ(Virtual.read("/p/b.acp", 10, "/p").Error, FileError::NotFound);
  EXPECT_EQ(Virtual.read("/p", 10).Error, FileError::IsDirectory);
  EXPECT_TRUE(Virtual.isDirectory("/p"));
  EXPECT_FALSE(Virtual.exists("/z"));
}

TEST_F(FileSystemTest, AFileIsReplacedWhole) {
  EXPECT_EQ(Files.write(at("a"), "one"), "");
  ASSERT_EQ(::chmod(at("a").c_str(), 0640), 0);
  fs::create_symlink("a", Root / "link");
  EXPECT_EQ(Files.write(at("link"), "two"), "");
  EXPECT_EQ(contents(at("a")), "two");
  EXPECT_TRUE(fs::is_symlink(Root / "link"));
  EXPECT_EQ(fs::status(Root / "a").permissions(), fs::perms(0640));
  // What a killed process left behind is in nobody's way.
  EXPECT_EQ(Files.write(at(".acpc-0.tmp"), "stale"), "");
  EXPECT_EQ(Files.write(at("a"), "three"), "");
  EXPECT_EQ(contents(at("a")), "three");
  EXPECT_EQ(entries(), 3U);
}

TEST_F(FileSystemTest, AFullDiskLeavesTheOldFile) {
  EXPECT_EQ(Files.write("/dev/full", "x"), "No space left on device");
  EXPECT_EQ(Files.write(at("old"), "old"), "");
  struct rlimit Before;
  ASSERT_EQ(::getrlimit(RLIMIT_FSIZE, &Before), 0);
  auto *Handler = std::signal(SIGXFSZ, SIG_IGN);
  struct rlimit Small = {4096, Before.rlim_max};
  ASSERT_EQ(::setrlimit(RLIMIT_FSIZE, &Small), 0);
  std::string Large(100000, 'x');
  std::string New = Files.write(at("new"), Large);
  std::string Old = Files.write(at("old"), Large);
  ::setrlimit(RLIMIT_FSIZE, &Before);
  std::signal(SIGXFSZ, Handler);
  EXPECT_EQ(New, "File too large");
  EXPECT_EQ(Old, "File too large");
  EXPECT_EQ(contents(at("old")), "old");
  EXPECT_EQ(entries(), 1U);
}

TEST_F(FileSystemTest, WhatCannotBeWritten) {
  EXPECT_EQ(Files.write(Root.string(), "x"), "Is a directory");
  EXPECT_EQ(Files.write(at("no/file"), "x"), "No such file or directory");
  EXPECT_EQ(Files.write("", "x"), "No such file or directory");
  EXPECT_EQ(Files.write("/dev/fd/987", "x"), "Bad file descriptor");
  EXPECT_EQ(Files.write("/dev/null", "x"), "");
  EXPECT_EQ(entries(), 0U);
}

TEST_F(FileSystemTest, StandardStreamsGoOnWhereTheyAre) {
  int File = ::open(at("out").c_str(), O_RDWR | O_CREAT | O_APPEND, 0600);
  ASSERT_GE(File, 0);
  ASSERT_EQ(::write(File, "first\n", 6), 6);
  EXPECT_EQ(Files.write("/dev/fd/" + std::to_string(File), "second\n"), "");
  ::close(File);
  EXPECT_EQ(contents(at("out")), "first\nsecond\n");
}

TEST_F(FileSystemTest, EachFailureHasItsDiagnostic) {
  SourceManager Sources;
  DiagnosticEngine Engine;
  for (FileError Error :
       {FileError::Unreadable, FileError::NotFound, FileError::IsDirectory,
        FileError::NotRegular, FileError::TooLarge, FileError::OutsideRoot,
        FileError::Loop}) {
    FileResult Result;
    Result.Error = Error;
    reportUnread(Engine, {}, "a.acp", Result, 32 << 20, "/p");
  }
  std::string Out;
  llvm::raw_string_ostream OS(Out);
  renderShort(OS, Sources, Engine);
  EXPECT_EQ(Out, "error[ACP0001]: cannot read `a.acp`: it cannot be opened\n"
                 "error[ACP0002]: there is no file `a.acp`\n"
                 "error[ACP0003]: `a.acp` is a directory, not a file\n"
                 "error[ACP0004]: `a.acp` is a device or a pipe, not a file\n"
                 "error[ACP0005]: `a.acp` is larger than 32 MiB\n"
                 "error[ACP0006]: `a.acp` lies outside `/p`\n"
                 "error[ACP0007]: `a.acp` is a loop of symbolic links\n");
}
} // namespace
