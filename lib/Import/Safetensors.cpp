//===- Safetensors.cpp - Headers of safetensors files ---------------------===//
//
// Part of acpc, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The header says where the data of each tensor lies. That must agree with the
// shapes and with the size of the file, without gaps and overlaps.
//
//===----------------------------------------------------------------------===//

#include "Import/Safetensors.h"
#include "Import/JSON.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringSwitch.h"
#include "llvm/Support/Endian.h"
#include "llvm/Support/MathExtras.h"

using namespace acp;
using llvm::StringRef;

namespace {
struct Tensor {
  StringRef Name;
  StringRef Type;
  const llvm::json::Array *Shape = nullptr;
  uint64_t Begin = 0;
  uint64_t End = 0;
};
} // namespace

static constexpr size_t LengthBytes = 8;

static ImportResult wrong(const llvm::Twine &Fault, uint64_t Offset) {
  ImportResult R;
  R.Fault = Fault.str();
  R.Offset = Offset;
  return R;
}

/// 0 for an unknown type.
static unsigned bitsOf(StringRef Type) {
  return llvm::StringSwitch<unsigned>(Type)
      .Cases("F64", "I64", "U64", "C64", 64)
      .Cases("F32", "I32", "U32", 32)
      .Cases("F16", "BF16", "I16", "U16", 16)
      .Cases("I8", "U8", "BOOL", 8)
      .Cases("F8_E4M3", "F8_E5M2", "F8_E8M0", 8)
      .Cases("F6_E2M3", "F6_E3M2", 6)
      .Case("F4", 4)
      .Default(0);
}

/// A whole number that is not negative.
static std::optional<uint64_t> whole(const llvm::json::Value &V) {
  std::optional<int64_t> N = V.getAsInteger();
  return N && *N >= 0 ? std::optional(static_cast<uint64_t>(*N)) : std::nullopt;
}

/// Reads one entry; "" or what is wrong with it.
static std::string readTensor(StringRef Name, const llvm::json::Value &V,
                              Tensor &T) {
  const llvm::json::Object *O = V.getAsObject();
  if (!O)
    return "is no object";
  std::optional<StringRef> Type = O->getString("dtype");
  T.Shape = O->getArray("shape");
  const llvm::json::Array *Offsets = O->getArray("data_offsets");
  if (!Type || !T.Shape || !Offsets || Offsets->size() != 2)
    return "lacks `dtype`, `shape` or two `data_offsets`";
  T.Name = Name;
  T.Type = *Type;
  std::optional<uint64_t> Begin = whole((*Offsets)[0]);
  std::optional<uint64_t> End = whole((*Offsets)[1]);
  if (!Begin || !End || *Begin > *End)
    return "has no range in `data_offsets`";
  T.Begin = *Begin;
  T.End = *End;
  unsigned Bits = bitsOf(T.Type);
  if (!Bits)
    return "has the unknown type `" + T.Type.str() + "`";
  bool Overflow = false;
  uint64_t All = Bits;
  for (const llvm::json::Value &N : *T.Shape) {
    std::optional<uint64_t> Side = whole(N);
    if (!Side)
      return "has a shape that is not made of whole numbers";
    bool Now = false;
    All = llvm::SaturatingMultiply(All, *Side, &Now);
    Overflow |= Now;
  }
  if (Overflow || llvm::divideCeil(All, 8) != T.End - T.Begin)
    return "has data of another size than its shape";
  return "";
}

ImportResult acp::readSafetensors(StringRef Head, uint64_t FileSize) {
  if (Head.size() < LengthBytes)
    return wrong("the file ends in the length of its header", Head.size());
  uint64_t Length = llvm::support::endian::read64le(Head.data());
  if (Length > FileSize - LengthBytes)
    return wrong("a header of " + llvm::Twine(Length) +
                     " bytes does not fit a file of " + llvm::Twine(FileSize),
                 0);
  if (Length > Head.size() - LengthBytes)
    return wrong("a header of " + llvm::Twine(Length) +
                     " bytes is more than is read",
                 0);
  ImportResult Header = readJSON(Head.substr(LengthBytes, Length), Length);
  if (!Header.Fault.empty()) {
    Header.Fault = "its header: " + Header.Fault;
    Header.Offset += LengthBytes;
    return Header;
  }
  llvm::json::Object Metadata;
  std::vector<Tensor> Tensors;
  for (auto &[Key, Value] : *Header.Content.getAsObject()) {
    if (Key == "__metadata__") {
      if (const llvm::json::Object *O = Value.getAsObject())
        Metadata = *O;
      continue;
    }
    Tensor T;
    std::string Fault = readTensor(Key, Value, T);
    if (!Fault.empty())
      return wrong("the tensor `" + StringRef(Key) + "` " + Fault, LengthBytes);
    Tensors.push_back(T);
  }
  llvm::sort(Tensors, [](const Tensor &A, const Tensor &B) {
    return std::tuple(A.Begin, A.End, A.Name) <
           std::tuple(B.Begin, B.End, B.Name);
  });
  uint64_t Next = 0;
  llvm::json::Array List;
  for (const Tensor &T : Tensors) {
    if (T.Begin != Next)
      return wrong("the data of the tensor `" + T.Name +
                       "` does not begin where that before it ends",
                   LengthBytes);
    Next = T.End;
    List.push_back(llvm::json::Object{{"name", T.Name.str()},
                                      {"dtype", T.Type.str()},
                                      {"shape", llvm::json::Array(*T.Shape)},
                                      {"bytes", int64_t(T.End - T.Begin)}});
  }
  if (Next != FileSize - LengthBytes - Length)
    return wrong("the data is " + llvm::Twine(FileSize - LengthBytes - Length) +
                     " bytes, its tensors are " + llvm::Twine(Next),
                 LengthBytes + Length);
  ImportResult R;
  R.Content = llvm::json::Object{{"metadata", std::move(Metadata)},
                                 {"tensors", std::move(List)}};
  return R;
}
