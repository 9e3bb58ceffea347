//===- JSON.cpp - JSON files, with places ---------------------------------===//
//
// Part of acpc, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// One scanner walks the brackets, keys and values of a text: once before LLVM
// parses it, to refuse what it should not see, and again for a place.
//
//===----------------------------------------------------------------------===//

#include "Import/JSON.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/ADT/StringSet.h"

using namespace acp;
using llvm::StringRef;

static constexpr size_t DeepestNesting = 256;

namespace {
/// The tokens of a text that may be anything.
struct Scanner {
  explicit Scanner(StringRef Text) : Text(Text) {}

  /// The next token: a bracket, `:`, `,`, a text with its quotes, or a word.
  /// Empty at the end.
  StringRef next() {
    At = std::min(Text.find_first_not_of(" \t\r\n", At), Text.size());
    size_t Begin = At;
    if (At == Text.size())
      return {};
    if (Text[At] == '"')
      skipText();
    else if (StringRef("{}[]:,").contains(Text[At]))
      ++At;
    else
      At = std::min(Text.find_first_of(" \t\r\n{}[]:,\"", At), Text.size());
    return Text.slice(Begin, At);
  }
  size_t begin(StringRef Token) const {
    return size_t(Token.data() - Text.data());
  }

  StringRef Text;
  size_t At = 0;

private:
  void skipText() {
    for (++At; At < Text.size() && Text[At] != '"'; ++At)
      if (Text[At] == '\\')
        ++At;
    At = std::min(At + 1, Text.size());
  }
};
} // namespace

static ImportResult wrong(std::string Fault, uint64_t Offset,
                          uint64_t Length = 0) {
  ImportResult R;
  R.Fault = std::move(Fault);
  R.Offset = Offset;
  R.Length = Length;
  return R;
}

/// Refuses deep nesting and keys that are there twice.
static ImportResult check(StringRef Text) {
  Scanner Scan(Text);
  // One set of keys an open bracket; those of a list stay empty.
  llvm::SmallVector<llvm::StringSet<>, 8> Open;
  StringRef Last;
  for (StringRef Token; !(Token = Scan.next()).empty(); Last = Token) {
    if (Token == "{" || Token == "[") {
      if (Open.size() == DeepestNesting)
        return wrong("brackets are more than 256 deep", Scan.begin(Token), 1);
      Open.emplace_back();
    } else if ((Token == "}" || Token == "]") && !Open.empty()) {
      Open.pop_back();
    } else if (Token == ":" && !Open.empty() &&
               !Open.back().insert(Last).second) {
      return wrong("the key " + Last.str() + " is there twice",
                   Scan.begin(Last), Last.size());
    }
  }
  return {};
}

ImportResult acp::readJSON(StringRef Text, uint64_t FileSize) {
  size_t Invalid = 0;
  if (!llvm::json::isUTF8(Text, &Invalid))
    return wrong("this is not valid UTF-8", Invalid, 1);
  if (ImportResult Checked = check(Text); !Checked.Fault.empty())
    return Checked;
  llvm::Expected<llvm::json::Value> Value = llvm::json::parse(Text);
  if (!Value) {
    ImportResult R;
    llvm::handleAllErrors(
        Value.takeError(), [&](const llvm::json::ParseError &E) {
          // "[line:column, byte=offset]: what"
          std::string Message = E.message();
          auto [Place, What] = StringRef(Message).split("]: ");
          uint64_t Offset = 0;
          Place.rsplit('=').second.getAsInteger(10, Offset);
          R = wrong(What.str(), std::min<uint64_t>(Offset, Text.size()));
        });
    return R;
  }
  if (!Value->getAsObject())
    return wrong("it holds no object", 0);
  ImportResult R;
  R.Content = std::move(*Value);
  return R;
}

std::optional<std::pair<uint64_t, uint64_t>>
acp::locateJSON(StringRef Text, llvm::ArrayRef<StringRef> Path) {
  if (Path.empty())
    return std::nullopt;
  Scanner Scan(Text);
  // How many brackets are open, and how many keys of the path were met.
  size_t Depth = 0;
  size_t Met = 0;
  StringRef Last;
  for (StringRef Token; !(Token = Scan.next()).empty(); Last = Token) {
    if (Token == "{" || Token == "[") {
      ++Depth;
    } else if (Token == "}" || Token == "]") {
      --Depth;
    } else if (Token == ":" && Depth == Met + 1 &&
               Last.drop_front().drop_back() == Path[Met]) {
      if (++Met != Path.size())
        continue;
      StringRef Value = Scan.next();
      size_t Begin = Scan.begin(Value);
      for (size_t Inside = Value == "{" || Value == "["; Inside;) {
        StringRef Part = Scan.next();
        if (Part.empty())
          break;
        Inside += Part == "{" || Part == "[";
        Inside -= Part == "}" || Part == "]";
      }
      return std::pair<uint64_t, uint64_t>(Begin, Scan.At);
    }
  }
  return std::nullopt;
}
