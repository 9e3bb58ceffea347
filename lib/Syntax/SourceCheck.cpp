//===- SourceCheck.cpp - What the scanner need not expect -----------------===//
//
// Part of acpc, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// One pass for the encoding, one for NUL bytes and the length of lines. Only
// the first fault is reported: a file in another encoding is wrong as a whole.
//
//===----------------------------------------------------------------------===//

#include "Syntax/SourceCheck.h"
#include "Basic/Limits.h"
#include "Basic/Unicode.h"
#include "llvm/ADT/StringExtras.h"
#include <cstring>

using namespace acp;
using llvm::StringRef;

std::string acp::byteLimit(uint64_t Bytes) {
  return std::to_string(Bytes >> 20) + " MiB";
}

static bool checkEncoding(Reporter &Report) {
  StringRef Text = Report.text();
  size_t At = firstInvalidUtf8(Text);
  if (At == StringRef::npos)
    return true;
  auto D = Report.reportText(Diag::InvalidUtf8, At, At + 1);
  D.here("the byte 0x" + llvm::utohexstr(uint8_t(Text[At]), true, 2));
  if (Text.starts_with("\xff\xfe") || Text.starts_with("\xfe\xff"))
    D.help("the file looks like UTF-16: save it as UTF-8");
  else
    D.help("save the file as UTF-8; if it is, this byte is damaged");
  return false;
}

static bool checkNul(Reporter &Report) {
  size_t At = Report.text().find('\0');
  if (At == StringRef::npos)
    return true;
  size_t More = Report.text().count('\0') - 1;
  auto D = Report.reportText(Diag::NulByte, At, At + 1);
  if (More)
    D.note("there are " + std::to_string(More) + " more of them");
  D.help("this is no text: check that it is the file you mean");
  return false;
}

static bool checkLines(Reporter &Report) {
  StringRef Text = Report.text();
  for (size_t Begin = 0; Begin < Text.size();) {
    size_t End = std::min(Text.find('\n', Begin), Text.size());
    if (End - Begin > limits::LineBytes) {
      Report.reportText(Diag::LineTooLong, Begin, Begin + 1)
          .arg("limit", byteLimit(limits::LineBytes))
          .note("it has " + std::to_string(End - Begin) + " bytes")
          .help("break the line after an operator, `=` or `,`");
      return false;
    }
    Begin = End + 1;
  }
  return true;
}

bool acp::checkSource(Reporter &Report) {
  size_t Size = Report.text().size();
  if (Size > limits::FileBytes) {
    Report.reportText(Diag::TextTooLarge, 0, 0)
        .arg("limit", byteLimit(limits::FileBytes))
        .note("it has " + std::to_string(Size) + " bytes")
        .help("divide it into modules");
    return false;
  }
  return checkEncoding(Report) && checkNul(Report) && checkLines(Report);
}
