//===- Unicode.cpp - Code points of UTF-8 text ----------------------------===//
//
// Part of acpc, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The decoder looks at one lead byte and the continuation bytes that it
// promises. What a terminal does with a character comes from LLVM's tables.
//
//===----------------------------------------------------------------------===//

#include "Basic/Unicode.h"
#include "Basic/Source.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/Unicode.h"

using namespace acp;
using llvm::StringRef;

CodePoint acp::decode(StringRef Text) {
  auto Byte = [&](size_t I) { return static_cast<unsigned char>(Text[I]); };
  uint32_t Lead = Byte(0);
  if (Lead < 0x80)
    return {Lead, 1, true};
  uint32_t Size = Lead >= 0xF0 ? 4 : Lead >= 0xE0 ? 3 : 2;
  if (Lead < 0xC2 || Lead > 0xF4 || Text.size() < Size)
    return {Lead, 1, false};
  uint32_t Value = Lead & (0x7F >> Size);
  for (uint32_t I = 1; I != Size; ++I) {
    if ((Byte(I) & 0xC0) != 0x80)
      return {Lead, 1, false};
    Value = Value << 6 | (Byte(I) & 0x3F);
  }
  bool Overlong =
      (Size == 3 && Value < 0x800) || (Size == 4 && Value < 0x10000);
  bool Surrogate = Value >= 0xD800 && Value <= 0xDFFF;
  if (Overlong || Surrogate || Value > 0x10FFFF)
    return {Lead, 1, false};
  return {Value, Size, true};
}

size_t acp::firstInvalidUtf8(StringRef Text) {
  for (size_t I = 0; I < Text.size();) {
    if (static_cast<unsigned char>(Text[I]) < 0x80) {
      ++I;
      continue;
    }
    CodePoint C = decode(Text.substr(I));
    if (!C.Valid)
      return I;
    I += C.Size;
  }
  return StringRef::npos;
}

/// Characters that take no cell of their own but change how those around them
/// are shown: direction marks, joiners, line separators, a byte-order mark.
static bool disturbs(uint32_t Value) {
  return Value == 0x061C || Value == 0xFEFF || Value == 0x00AD ||
         (Value >= 0x200B && Value <= 0x200F) ||
         (Value >= 0x2028 && Value <= 0x202E) ||
         (Value >= 0x2060 && Value <= 0x206F);
}

std::string acp::escaped(StringRef Bytes, CodePoint C) {
  auto Hex = [&] {
    std::string Digits = llvm::utohexstr(C.Value, /*LowerCase=*/true);
    return Digits.size() < 2 ? "0" + Digits : Digits;
  };
  if (!C.Valid || C.Value < 0x20 || C.Value == 0x7F)
    return "\\x" + Hex();
  bool Ascii = C.Value < 0x7F;
  if (!Ascii && (disturbs(C.Value) ||
                 !llvm::sys::unicode::isPrintable(static_cast<int>(C.Value))))
    return "\\u{" + Hex() + "}";
  return Bytes.take_front(C.Size).str();
}

std::string acp::escaped(StringRef Text) {
  std::string Out;
  Out.reserve(Text.size());
  while (!Text.empty()) {
    CodePoint C = decode(Text);
    Out += escaped(Text, C);
    Text = Text.drop_front(C.Size);
  }
  return Out;
}

std::string acp::validUtf8(StringRef Text) {
  std::string Out;
  Out.reserve(Text.size());
  while (!Text.empty()) {
    CodePoint C = decode(Text);
    if (C.Valid)
      Out += Text.take_front(C.Size);
    else
      Out += "\xEF\xBF\xBD";
    Text = Text.drop_front(C.Size);
  }
  return Out;
}

unsigned acp::displayWidth(StringRef Text) {
  unsigned Width = 0;
  while (!Text.empty()) {
    CodePoint C = decode(Text);
    int Cells =
        C.Value < 0x7F || !C.Valid
            ? 1
            : llvm::sys::unicode::columnWidthUTF8(Text.take_front(C.Size));
    Width += Cells < 0 ? 1 : static_cast<unsigned>(Cells);
    Text = Text.drop_front(C.Size);
  }
  return Width;
}

unsigned acp::utf16Length(StringRef Text) {
  unsigned Units = 0;
  while (!Text.empty()) {
    CodePoint C = decode(Text);
    Units += C.Valid && C.Value >= 0x10000 ? 2 : 1;
    Text = Text.drop_front(C.Size);
  }
  return Units;
}
