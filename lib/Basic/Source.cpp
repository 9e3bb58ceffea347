//===- Source.cpp - Source files and byte spans ---------------------------===//
//
// Part of acpc, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The first file begins at address 1 and each next one after a gap of one, so
// that the end of a file is an address of that file alone. A file's table of
// lines is made when the first line of it is asked for: a plan without faults
// never pays for it.
//
//===----------------------------------------------------------------------===//

#include "Basic/Source.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/SHA256.h"
#include <algorithm>
#include <cassert>
#include <limits>

using namespace acp;
using llvm::StringRef;

std::string SourceFile::digest() const {
  std::array<uint8_t, 32> Hash = llvm::SHA256::hash(llvm::ArrayRef(
      reinterpret_cast<const uint8_t *>(Text.data()), Text.size()));
  return llvm::toHex(Hash, /*LowerCase=*/true);
}

const SourceFile *SourceManager::addStatic(StringRef Name, StringRef Text,
                                           bool Library) {
  uint64_t Base = Files.empty() ? 1 : uint64_t(Files.back()->end()) + 1;
  if (Base + Text.size() >= std::numeric_limits<uint32_t>::max())
    return nullptr;
  auto File = std::make_unique<SourceFile>();
  File->Name = Name.str();
  File->Text = Text;
  File->Base = static_cast<uint32_t>(Base);
  File->Library = Library;
  Files.push_back(std::move(File));
  return Files.back().get();
}

const SourceFile *SourceManager::add(StringRef Name,
                                     std::unique_ptr<llvm::MemoryBuffer> Buffer,
                                     bool Library) {
  if (!addStatic(Name, Buffer->getBuffer(), Library))
    return nullptr;
  Files.back()->Buffer = std::move(Buffer);
  return Files.back().get();
}

const SourceFile *SourceManager::file(uint32_t Address) const {
  auto After = std::upper_bound(
      Files.begin(), Files.end(), Address,
      [](uint32_t A, const auto &File) { return A < File->base(); });
  if (After == Files.begin())
    return nullptr;
  const SourceFile *File = std::prev(After)->get();
  return Address <= File->end() ? File : nullptr;
}

const std::vector<uint32_t> &
SourceManager::lineStarts(const SourceFile &F) const {
  if (!F.LineStarts.empty())
    return F.LineStarts;
  F.LineStarts.push_back(0);
  for (size_t At = F.Text.find('\n'); At != StringRef::npos;
       At = F.Text.find('\n', At + 1))
    F.LineStarts.push_back(static_cast<uint32_t>(At + 1));
  return F.LineStarts;
}

/// Bytes that begin a code point; a stray continuation byte counts with the
/// one before it.
static uint32_t codePoints(StringRef Text) {
  return static_cast<uint32_t>(std::count_if(
      Text.begin(), Text.end(), [](char C) { return (C & 0xC0) != 0x80; }));
}

Place SourceManager::place(uint32_t Address) const {
  const SourceFile *File = file(Address);
  if (!File)
    return {};
  const std::vector<uint32_t> &Starts = lineStarts(*File);
  uint32_t Offset = Address - File->base();
  auto After = std::upper_bound(Starts.begin(), Starts.end(), Offset);
  uint32_t Start = *std::prev(After);
  return {File, Offset, static_cast<uint32_t>(After - Starts.begin()),
          codePoints(File->text().slice(Start, Offset)) + 1};
}

StringRef SourceManager::text(Span S) const {
  const SourceFile *File = file(S.Begin);
  if (!File)
    return {};
  assert(S.End >= S.Begin && S.End <= File->end() && "a span of two files");
  return File->text().slice(S.Begin - File->base(), S.End - File->base());
}

StringRef SourceManager::line(uint32_t Address) const {
  const SourceFile *File = file(Address);
  if (!File)
    return {};
  const std::vector<uint32_t> &Starts = lineStarts(*File);
  auto After =
      std::upper_bound(Starts.begin(), Starts.end(), Address - File->base());
  size_t End = After == Starts.end() ? StringRef::npos : *After - 1;
  StringRef Line = File->text().slice(*std::prev(After), End);
  Line.consume_back("\r");
  return Line;
}

std::string SourceManager::describe(Span S) const {
  Place At = place(S.Begin);
  if (!At.File)
    return "";
  return (At.File->name() + ":" + llvm::Twine(At.Line) + ":" +
          llvm::Twine(At.Column))
      .str();
}
