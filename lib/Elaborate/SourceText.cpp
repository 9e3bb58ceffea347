//===- SourceText.cpp - Pieces of the language as text --------------------===//
//
// Part of acpc, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Names are made of ASCII letters, digits and `_` alone, so that any bytes can
// be named.
//
//===----------------------------------------------------------------------===//

#include "Elaborate/SourceText.h"
#include "Syntax/Words.h"
#include "llvm/ADT/StringExtras.h"

using namespace acp;

static constexpr unsigned LineWidth = 100;

std::string elab::quotedText(llvm::StringRef Text) {
  std::string Out = "\"";
  for (char C : Text) {
    switch (C) {
    case '"':
    case '\\':
      Out += '\\';
      Out += C;
      break;
    case '\n':
      Out += "\\n";
      break;
    case '\t':
      Out += "\\t";
      break;
    case '{':
    case '}':
      Out.append(2, C);
      break;
    default:
      Out += static_cast<unsigned char>(C) < 0x20 || C == 0x7f ? ' ' : C;
    }
  }
  return Out + "\"";
}

std::string elab::spacedDigits(std::string Digits) {
  size_t First = Digits[0] == '-' ? 1 : 0;
  size_t End = std::min(Digits.find('.'), Digits.size());
  if (End - First >= 5)
    for (size_t At = End; At > First + 3; At -= 3)
      Digits.insert(At - 3, "_");
  return Digits;
}

std::string elab::bracketed(llvm::StringRef Open, llvm::StringRef Close,
                            llvm::ArrayRef<std::string> Parts,
                            llvm::StringRef Between, unsigned Indent) {
  std::string Line = llvm::join(Parts, Between.str() + " ");
  if (Line.find('\n') == std::string::npos && Line.size() + Indent < LineWidth)
    return (Open + Line + Close).str();
  std::string Pad = "\n" + std::string(Indent + 2, ' ');
  return (Open.rtrim() + Pad).str() +
         llvm::join(Parts, (Between == ";" ? "" : Between).str() + Pad) + "\n" +
         std::string(Indent, ' ') + Close.ltrim().str();
}

std::string elab::commentText(llvm::StringRef Text) {
  std::string Out = Text.str();
  for (char &C : Out)
    if (static_cast<unsigned char>(C) < 0x20 || C == 0x7f)
      C = ' ';
  return Out;
}

std::string elab::identifier(llvm::StringRef Text) {
  std::string Name;
  for (char C : Text.trim("/._:-"))
    Name += llvm::isAlnum(C) ? C : '_';
  if (Name.empty() || llvm::isDigit(Name[0]))
    Name.insert(0, "v");
  if (reservedWord(Name) != TokenKind::Name ||
      declarationWord(Name) != TokenKind::Name)
    Name += '_';
  return Name;
}
