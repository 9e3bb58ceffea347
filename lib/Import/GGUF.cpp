//===- GGUF.cpp - Headers of GGUF files -----------------------------------===//
//
// Part of acpc, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Every count and length is compared with the bytes that are left before
// anything is made of it. Lists, such as vocabularies, are passed over.
//
//===----------------------------------------------------------------------===//

#include "Import/GGUF.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/Endian.h"
#include "llvm/Support/MathExtras.h"
#include <cmath>

using namespace acp;
using llvm::StringRef;

namespace {
enum ValueType : uint32_t {
  U8,
  I8,
  U16,
  I16,
  U32,
  I32,
  F32,
  Bool,
  String,
  Array,
  U64,
  I64,
  F64
};

struct TensorType {
  StringRef Name;
  /// Values that are stored together, and in how many bytes.
  unsigned Block;
  unsigned Bytes;
};

/// A cursor that stops at the first fault.
class Reader {
public:
  Reader(StringRef Head, uint64_t FileSize)
      : Head(Head), Truncated(Head.size() >= FileSize) {}

  ImportResult run();

private:
  template <typename T> T number() {
    if (!has(sizeof(T)))
      return T();
    T V = llvm::support::endian::read<T, llvm::endianness::little>(Head.data() +
                                                                   At);
    At += sizeof(T);
    return V;
  }
  StringRef text();
  /// False, which is a fault, if fewer bytes are left.
  bool has(uint64_t Bytes);
  void fail(const llvm::Twine &What);
  void keyValue();
  llvm::json::Value value(uint32_t Type);
  /// Passes over a list and gives how many elements it has.
  uint64_t list(unsigned Depth);
  void tensor();

  StringRef Head;
  /// The head is the whole file.
  bool Truncated;
  uint64_t At = 0;
  ImportResult Result;
  llvm::json::Object Values;
  llvm::json::Array Tensors;
};
} // namespace

/// The types that ggml stores. Source: ggml-org/ggml, src/ggml.c, type_traits;
/// 2025-10.
static TensorType typeOf(uint32_t Id) {
  switch (Id) {
  case 0:
    return {"F32", 1, 4};
  case 1:
    return {"F16", 1, 2};
  case 2:
    return {"Q4_0", 32, 18};
  case 3:
    return {"Q4_1", 32, 20};
  case 6:
    return {"Q5_0", 32, 22};
  case 7:
    return {"Q5_1", 32, 24};
  case 8:
    return {"Q8_0", 32, 34};
  case 9:
    return {"Q8_1", 32, 36};
  case 10:
    return {"Q2_K", 256, 84};
  case 11:
    return {"Q3_K", 256, 110};
  case 12:
    return {"Q4_K", 256, 144};
  case 13:
    return {"Q5_K", 256, 176};
  case 14:
    return {"Q6_K", 256, 210};
  case 15:
    return {"Q8_K", 256, 292};
  case 16:
    return {"IQ2_XXS", 256, 66};
  case 17:
    return {"IQ2_XS", 256, 74};
  case 18:
    return {"IQ3_XXS", 256, 98};
  case 19:
    return {"IQ1_S", 256, 50};
  case 20:
    return {"IQ4_NL", 32, 18};
  case 21:
    return {"IQ3_S", 256, 110};
  case 22:
    return {"IQ2_S", 256, 82};
  case 23:
    return {"IQ4_XS", 256, 136};
  case 24:
    return {"I8", 1, 1};
  case 25:
    return {"I16", 1, 2};
  case 26:
    return {"I32", 1, 4};
  case 27:
    return {"I64", 1, 8};
  case 28:
    return {"F64", 1, 8};
  case 29:
    return {"IQ1_M", 256, 56};
  case 30:
    return {"BF16", 1, 2};
  case 34:
    return {"TQ1_0", 256, 54};
  case 35:
    return {"TQ2_0", 256, 66};
  case 39:
    return {"MXFP4", 32, 17};
  default:
    return {"", 0, 0};
  }
}

/// Bytes of a value of fixed size; 0 for texts and lists, and for what is
/// unknown.
static unsigned sizeOf(uint32_t Type) {
  switch (Type) {
  case U8:
  case I8:
  case Bool:
    return 1;
  case U16:
  case I16:
    return 2;
  case U32:
  case I32:
  case F32:
    return 4;
  case U64:
  case I64:
  case F64:
    return 8;
  default:
    return 0;
  }
}

void Reader::fail(const llvm::Twine &What) {
  if (!Result.Fault.empty())
    return;
  Result.Fault = What.str();
  Result.Offset = At;
}

bool Reader::has(uint64_t Bytes) {
  if (!Result.Fault.empty())
    return false;
  if (Bytes <= Head.size() - At)
    return true;
  if (Truncated)
    fail("the file ends within its header");
  else
    fail("its header is longer than is read");
  return false;
}

StringRef Reader::text() {
  uint64_t Length = number<uint64_t>();
  if (!has(Length))
    return "";
  StringRef Text = Head.substr(At, Length);
  if (!llvm::json::isUTF8(Text)) {
    fail("a text is not valid UTF-8");
    return "";
  }
  At += Length;
  return Text;
}

llvm::json::Value Reader::value(uint32_t Type) {
  auto Real = [&](double V) -> llvm::json::Value {
    if (std::isfinite(V))
      return V;
    return nullptr;
  };
  switch (Type) {
  case U8:
    return int64_t(number<uint8_t>());
  case I8:
    return int64_t(number<int8_t>());
  case U16:
    return int64_t(number<uint16_t>());
  case I16:
    return int64_t(number<int16_t>());
  case U32:
    return int64_t(number<uint32_t>());
  case I32:
    return int64_t(number<int32_t>());
  case F32:
    return Real(number<float>());
  case Bool:
    return number<uint8_t>() != 0;
  case String:
    return text();
  case U64:
    return number<uint64_t>();
  case I64:
    return number<int64_t>();
  case F64:
    return Real(number<double>());
  default:
    fail("there is no type " + llvm::Twine(Type) + " of values");
    return nullptr;
  }
}

uint64_t Reader::list(unsigned Depth) {
  uint32_t Type = number<uint32_t>();
  uint64_t Count = number<uint64_t>();
  if (unsigned Size = sizeOf(Type)) {
    bool Overflow = false;
    uint64_t Bytes = llvm::SaturatingMultiply(Count, uint64_t(Size), &Overflow);
    if (has(Bytes))
      At += Bytes;
    return Count;
  }
  if (Type != String && Type != Array) {
    fail("there is no type " + llvm::Twine(Type) + " of values");
    return 0;
  }
  if (Depth == 8) {
    fail("lists stand in lists more than 8 deep");
    return 0;
  }
  // Each element takes eight bytes at least, so that this ends with the file.
  for (uint64_t I = 0; I != Count && Result.Fault.empty(); ++I) {
    if (Type == String)
      text();
    else
      list(Depth + 1);
  }
  return Count;
}

void Reader::keyValue() {
  StringRef Key = text();
  uint32_t Type = number<uint32_t>();
  std::string Name = Key.str();
  if (Type == Array) {
    Name += "_count";
    uint64_t Count = list(0);
    Values[Name] = Count;
    return;
  }
  llvm::json::Value V = value(Type);
  if (Result.Fault.empty())
    Values[Name] = std::move(V);
}

void Reader::tensor() {
  StringRef Name = text();
  uint32_t Axes = number<uint32_t>();
  if (Axes > 8)
    return fail("the tensor `" + Name + "` has " + llvm::Twine(Axes) + " axes");
  // The first axis is the one whose values lie together.
  llvm::json::Array Shape;
  uint64_t Count = 1;
  bool Overflow = false;
  for (uint32_t I = 0; I != Axes; ++I) {
    uint64_t Side = number<uint64_t>();
    bool Now = false;
    Count = llvm::SaturatingMultiply(Count, Side, &Now);
    Overflow |= Now || Side > uint64_t(INT64_MAX);
    Shape.insert(Shape.begin(), Side);
  }
  uint32_t Id = number<uint32_t>();
  number<uint64_t>();
  if (!Result.Fault.empty())
    return;
  TensorType Type = typeOf(Id);
  if (!Type.Block)
    return fail("the tensor `" + Name + "` has the unknown type " +
                llvm::Twine(Id));
  uint64_t Bytes = llvm::SaturatingMultiply(Count / Type.Block,
                                            uint64_t(Type.Bytes), &Overflow);
  if (Overflow || Bytes > uint64_t(INT64_MAX))
    return fail("the tensor `" + Name + "` is larger than any file");
  if (Count % Type.Block != 0)
    return fail("the tensor `" + Name + "` is no whole number of blocks");
  Tensors.push_back(llvm::json::Object{{"name", Name},
                                       {"dtype", Type.Name},
                                       {"shape", std::move(Shape)},
                                       {"bytes", int64_t(Bytes)}});
}

ImportResult Reader::run() {
  if (!Head.starts_with("GGUF")) {
    fail("it does not begin with `GGUF`");
    return std::move(Result);
  }
  At = 4;
  uint32_t Version = number<uint32_t>();
  if (Version != 2 && Version != 3)
    fail("version " + llvm::Twine(Version) + " is not known");
  uint64_t TensorCount = number<uint64_t>();
  uint64_t KeyCount = number<uint64_t>();
  for (uint64_t I = 0; I != KeyCount && Result.Fault.empty(); ++I)
    keyValue();
  for (uint64_t I = 0; I != TensorCount && Result.Fault.empty(); ++I)
    tensor();
  if (!Result.Fault.empty())
    return std::move(Result);
  std::string Prefix;
  if (std::optional<StringRef> Name = Values.getString("general.architecture"))
    Prefix = Name->str() + ".";
  llvm::json::Object Out;
  for (auto &[Key, Value] : Values) {
    StringRef Rest = Key;
    if (!Prefix.empty())
      Rest.consume_front(Prefix);
    std::string Name = Rest.str();
    for (char &C : Name)
      if (C == '.' || C == '-')
        C = '_';
    Out[Name] = std::move(Value);
  }
  Out["tensors"] = std::move(Tensors);
  Result.Content = std::move(Out);
  return std::move(Result);
}

ImportResult acp::readGGUF(StringRef Head, uint64_t FileSize) {
  return Reader(Head, FileSize).run();
}
