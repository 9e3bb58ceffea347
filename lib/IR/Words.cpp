//===- Words.cpp - Words of the textual IR --------------------------------===//
//
// Part of acpc, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Tables, and the escapes of quoted text.
//
//===----------------------------------------------------------------------===//

#include "IR/Words.h"
#include "IR/Date.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/ConvertUTF.h"

using namespace acp;
using namespace acp::ir;
using llvm::ArrayRef;
using llvm::StringLiteral;
using llvm::StringRef;

template <> ArrayRef<StringLiteral> ir::words<Opcode>() {
  static constexpr StringLiteral Words[] = {
#define OPCODE(NAME, MNEMONIC, OPERANDS) MNEMONIC,
#include "IR/Opcodes.def"
#undef OPCODE
  };
  return Words;
}

template <> ArrayRef<StringLiteral> ir::words<Origin>() {
  static constexpr StringLiteral Words[] = {"given", "default",   "derived",
                                            "param", "param_set", "filled",
                                            "swept", "solved"};
  return Words;
}

template <> ArrayRef<StringLiteral> ir::words<LeafKind>() {
  static constexpr StringLiteral Words[] = {"open", "sweep", "solve", "draw"};
  return Words;
}

template <> ArrayRef<StringLiteral> ir::words<CheckKind>() {
  static constexpr StringLiteral Words[] = {"require", "assert", "claim",
                                            "expect"};
  return Words;
}

template <> ArrayRef<StringLiteral> ir::words<ViewKind>() {
  static constexpr StringLiteral Words[] = {"record", "table", "tree"};
  return Words;
}

template <> ArrayRef<StringLiteral> ir::words<TypeKind>() {
  static constexpr StringLiteral Words[] = {"",     "bool", "text", "date",
                                            "enum", "none", "tuple"};
  return Words;
}

std::string ir::dimText(const DimensionTable &Dims, Dim D) {
  if (D.Id == 0)
    return "1";
  std::string Text = Dims.text(D);
  if (fromWord<TypeKind>(Text))
    Text += "^1";
  return Text;
}

std::string ir::typeText(const Module &M, Type T) {
  if (T.Kind == TypeKind::Quantity)
    return dimText(*M.Dims, T.dim());
  std::string Text = word(T.Kind).str();
  if (T.Kind == TypeKind::Enum) {
    llvm::raw_string_ostream OS(Text);
    OS << ' ';
    writeQuoted(OS, M.Texts.get(T.Id));
  }
  return Text;
}

void ir::writeQuoted(llvm::raw_ostream &OS, StringRef Text) {
  OS << '"';
  while (!Text.empty()) {
    unsigned char C = Text[0];
    size_t Length = llvm::getNumBytesForUTF8(C);
    auto *Bytes = reinterpret_cast<const llvm::UTF8 *>(Text.data());
    bool Valid = Length <= Text.size() &&
                 llvm::isLegalUTF8Sequence(Bytes, Bytes + Length);
    if (C == '"' || C == '\\')
      OS << '\\' << C;
    else if (C == '\n')
      OS << "\\n";
    else if (C == '\t')
      OS << "\\t";
    else if (C < 0x20 || C == 0x7f || !Valid)
      OS << '\\' << llvm::hexdigit(C >> 4, /*LowerCase=*/true)
         << llvm::hexdigit(C & 15, /*LowerCase=*/true);
    else
      OS << Text.take_front(Length);
    Text = Text.drop_front(Valid ? Length : 1);
  }
  OS << '"';
}

/// Dates are whole days, unless a time was added.
static std::optional<std::string> wholeDate(const Value &V) {
  if (V.type().Kind != TypeKind::Date || V.Known != Tag::Int ||
      int64_t(V.Payload) % SecondsPerDay != 0)
    return std::nullopt;
  return dateText(int64_t(V.Payload) / SecondsPerDay);
}

void ir::writeLiteral(llvm::raw_ostream &OS, const Module &M, const Value &V) {
  switch (V.Known) {
  case Tag::Int:
  case Tag::Double:
  case Tag::Ratio:
    if (std::optional<std::string> Text = wholeDate(V))
      OS << *Text;
    else
      OS << M.number(V).text();
    return;
  case Tag::Bool:
    OS << (V.Payload ? "true" : "false");
    return;
  case Tag::Text:
    writeQuoted(OS, M.Texts.get(TextId(V.Payload)));
    return;
  case Tag::Absent:
    OS << "none";
    return;
  case Tag::Tuple:
    OS << '%' << V.Payload;
    return;
  case Tag::Error:
    OS << "error";
    return;
  case Tag::Unknown:
    OS << "unknown";
    return;
  }
}
