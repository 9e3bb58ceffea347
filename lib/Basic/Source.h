//===- Source.h - Source files and byte spans -------------------*- C++ -*-===//
//
// Part of acpc, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// All files of one compilation lie one after another in a single 32-bit
// address space, so that a place is one number and a span is two. Spans count
// bytes; lines, UTF-16 units and display columns are derived from them.
//
//===----------------------------------------------------------------------===//

#ifndef ACP_BASIC_SOURCE_H
#define ACP_BASIC_SOURCE_H

#include "llvm/ADT/StringRef.h"
#include "llvm/Support/MemoryBuffer.h"
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace acp {

/// A byte range [Begin, End) in the address space of a SourceManager. Address
/// 0 belongs to no file, so a default span points nowhere.
struct Span {
  uint32_t Begin = 0;
  uint32_t End = 0;

  bool valid() const { return Begin != 0; }
  uint32_t size() const { return End - Begin; }
  friend bool operator==(Span A, Span B) {
    return A.Begin == B.Begin && A.End == B.End;
  }
};

/// The smallest span that holds both; an invalid one is ignored.
inline Span join(Span A, Span B) {
  if (!A.valid())
    return B;
  if (!B.valid())
    return A;
  return {A.Begin < B.Begin ? A.Begin : B.Begin, A.End > B.End ? A.End : B.End};
}

/// One source file. Its text lives as long as its SourceManager.
class SourceFile {
public:
  /// The name shown to people: relative as the user gave it, or
  /// `std/plans/train.acp` for a file of the standard library.
  llvm::StringRef name() const { return Name; }
  llvm::StringRef text() const { return Text; }
  /// True for the standard library inside the program.
  bool isLibrary() const { return Library; }
  /// First address of the file; byte i of the text has address base() + i.
  uint32_t base() const { return Base; }
  /// The address one past the last byte, which is where "end of file" is.
  uint32_t end() const { return Base + uint32_t(Text.size()); }
  /// SHA-256 of the text, in lower-case hexadecimal.
  std::string digest() const;

private:
  friend class SourceManager;
  std::string Name;
  std::unique_ptr<llvm::MemoryBuffer> Buffer;
  llvm::StringRef Text;
  uint32_t Base = 0;
  bool Library = false;
  mutable std::vector<uint32_t> LineStarts;
};

/// Where an address lies, for people and for editors. Offset counts bytes from
/// 0; Line and Column start at 1, and a column is one code point.
struct Place {
  const SourceFile *File = nullptr;
  uint32_t Offset = 0;
  uint32_t Line = 0;
  uint32_t Column = 0;
};

/// Owns the files of one compilation and turns addresses into places.
class SourceManager {
public:
  /// Takes a file. Returns null if the address space (4 GiB) is full.
  const SourceFile *add(llvm::StringRef Name,
                        std::unique_ptr<llvm::MemoryBuffer> Buffer,
                        bool Library = false);
  /// The same for text that outlives the manager and is not copied.
  const SourceFile *addStatic(llvm::StringRef Name, llvm::StringRef Text,
                              bool Library);

  /// The file of an address, null for address 0.
  const SourceFile *file(uint32_t Address) const;
  Place place(uint32_t Address) const;
  /// The bytes of a span that lies within one file.
  llvm::StringRef text(Span S) const;
  /// The whole line that holds the address, without its end.
  llvm::StringRef line(uint32_t Address) const;
  /// `name:line:column`, or "" for a span that points nowhere.
  std::string describe(Span S) const;

  const std::vector<std::unique_ptr<SourceFile>> &files() const {
    return Files;
  }

private:
  const std::vector<uint32_t> &lineStarts(const SourceFile &F) const;
  std::vector<std::unique_ptr<SourceFile>> Files;
};

/// Cells that a terminal needs for a UTF-8 text: a CJK ideograph takes two, a
/// combining mark none, an invalid byte one.
unsigned displayWidth(llvm::StringRef Text);
/// UTF-16 code units of a UTF-8 text, as editors count them.
unsigned utf16Length(llvm::StringRef Text);

} // namespace acp

#endif // ACP_BASIC_SOURCE_H
