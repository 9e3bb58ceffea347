//===- RenderJSON.cpp - Diagnostics as JSON -------------------------------===//
//
// Part of acpc, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The primary span comes first in `spans`. `bytes` counts from 0 in the file;
// `line`, `column` (code points) and `utf16` (code units) count from 1. Names
// and texts that are not UTF-8 are mended, since JSON has no other.
//
//===----------------------------------------------------------------------===//

#include "Basic/Render.h"
#include "Basic/Unicode.h"

using namespace acp;
using llvm::StringRef;
namespace json = llvm::json;

static json::Value position(const SourceManager &Sources, uint32_t Address) {
  Place At = Sources.place(Address);
  StringRef Line = Sources.line(Address);
  auto Start = static_cast<size_t>(Line.data() - At.File->text().data());
  unsigned Units = utf16Length(Line.take_front(At.Offset - Start));
  return json::Object{{"line", int64_t(At.Line)},
                      {"column", int64_t(At.Column)},
                      {"utf16", int64_t(Units) + 1}};
}

static void addSpan(json::Array &Spans, const SourceManager &Sources,
                    const Label &L, bool Primary) {
  const SourceFile *File = Sources.file(L.Where.Begin);
  if (!File)
    return;
  uint32_t End = std::min(L.Where.End, File->end());
  json::Object Out{{"file", validUtf8(File->name())},
                   {"primary", Primary},
                   {"bytes", json::Array{int64_t(L.Where.Begin - File->base()),
                                         int64_t(End - File->base())}},
                   {"start", position(Sources, L.Where.Begin)},
                   {"end", position(Sources, End)}};
  if (!L.Text.empty())
    Out["label"] = validUtf8(L.Text);
  Spans.push_back(std::move(Out));
}

static json::Array texts(llvm::ArrayRef<std::string> Of) {
  json::Array Out;
  for (const std::string &Text : Of)
    Out.push_back(validUtf8(Text));
  return Out;
}

json::Value acp::toJSON(const SourceManager &Sources, const Diagnostic &D) {
  json::Array Spans;
  addSpan(Spans, Sources, D.Primary, true);
  for (const Label &L : D.Secondary)
    addSpan(Spans, Sources, L, false);
  return json::Object{
      {"code", info(D.Kind).Code},
      {"severity", D.level() == Severity::Error ? "error" : "warning"},
      {"message", validUtf8(D.message())},
      {"spans", std::move(Spans)},
      {"notes", texts(D.Notes)},
      {"help", texts(D.Help)}};
}
