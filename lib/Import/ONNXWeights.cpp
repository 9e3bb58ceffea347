//===- ONNXWeights.cpp - ONNX messages without weights --------------------===//
//
// Part of acpc, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// One walk over the wire format, which goes down where tensors can stand and
// copies everything else as it is.
//
//===----------------------------------------------------------------------===//

#include "Import/ONNXWeights.h"
#include <google/protobuf/io/coded_stream.h>
#include <google/protobuf/io/zero_copy_stream_impl_lite.h>
#include <onnx.pb.h>

using namespace acp;
using llvm::StringRef;
namespace pb = google::protobuf;

namespace {
/// Where a message stands, by which its fields have their numbers.
enum class Level { Model, Graph, Node, Attribute, Tensor, Other };

/// Copies a message without the long fields of its tensors.
class Stripper {
public:
  explicit Stripper(uint32_t KeptBytes) : KeptBytes(KeptBytes) {}
  bool run(StringRef Bytes, std::string &Out) {
    pb::io::CodedInputStream In(reinterpret_cast<const uint8_t *>(Bytes.data()),
                                int(Bytes.size()));
    pb::io::StringOutputStream Stream(&Out);
    pb::io::CodedOutputStream To(&Stream);
    return copy(In, To, Level::Model) && In.ConsumedEntireMessage();
  }

private:
  static Level below(Level At, uint32_t Field);
  bool copy(pb::io::CodedInputStream &In, pb::io::CodedOutputStream &To,
            Level At);
  bool copyBytes(pb::io::CodedInputStream &In, pb::io::CodedOutputStream &To,
                 uint32_t Tag, Level At);

  uint32_t KeptBytes;
};
} // namespace

Level Stripper::below(Level At, uint32_t Field) {
  switch (At) {
  case Level::Model:
    return Field == onnx::ModelProto::kGraphFieldNumber ? Level::Graph
                                                        : Level::Other;
  case Level::Graph:
    return Field == onnx::GraphProto::kInitializerFieldNumber ? Level::Tensor
           : Field == onnx::GraphProto::kNodeFieldNumber      ? Level::Node
                                                              : Level::Other;
  case Level::Node:
    return Field == onnx::NodeProto::kAttributeFieldNumber ? Level::Attribute
                                                           : Level::Other;
  case Level::Attribute:
    return Field == onnx::AttributeProto::kTFieldNumber ? Level::Tensor
                                                        : Level::Other;
  case Level::Tensor:
  case Level::Other:
    return Level::Other;
  }
  return Level::Other;
}

/// Whether a field of a tensor is one of those for its values.
static bool holdsValues(uint32_t Field) {
  return Field == onnx::TensorProto::kRawDataFieldNumber ||
         Field == onnx::TensorProto::kFloatDataFieldNumber ||
         Field == onnx::TensorProto::kInt32DataFieldNumber ||
         Field == onnx::TensorProto::kInt64DataFieldNumber ||
         Field == onnx::TensorProto::kDoubleDataFieldNumber ||
         Field == onnx::TensorProto::kUint64DataFieldNumber ||
         Field == onnx::TensorProto::kStringDataFieldNumber;
}

bool Stripper::copyBytes(pb::io::CodedInputStream &In,
                         pb::io::CodedOutputStream &To, uint32_t Tag,
                         Level At) {
  uint32_t Length = 0;
  if (!In.ReadVarint32(&Length) || int(Length) < 0 ||
      (In.BytesUntilLimit() >= 0 && int(Length) > In.BytesUntilLimit()))
    return false;
  if (At == Level::Tensor && Length > KeptBytes && holdsValues(Tag >> 3))
    return In.Skip(int(Length));
  Level Below = below(At, Tag >> 3);
  std::string Part;
  if (Below == Level::Other) {
    if (!In.ReadString(&Part, int(Length)))
      return false;
  } else {
    auto Limit = In.PushLimit(int(Length));
    {
      pb::io::StringOutputStream Stream(&Part);
      pb::io::CodedOutputStream Inner(&Stream);
      if (!copy(In, Inner, Below) || In.BytesUntilLimit() != 0)
        return false;
    }
    In.PopLimit(Limit);
  }
  To.WriteVarint32(Tag);
  To.WriteVarint32(uint32_t(Part.size()));
  To.WriteString(Part);
  return true;
}

bool Stripper::copy(pb::io::CodedInputStream &In, pb::io::CodedOutputStream &To,
                    Level At) {
  // The kinds of field of the wire format, by the low bits of a tag.
  enum { Varint = 0, Fixed64 = 1, Bytes = 2, Fixed32 = 5 };
  while (uint32_t Tag = In.ReadTag()) {
    uint64_t Long = 0;
    uint32_t Short = 0;
    switch (Tag & 7) {
    case Varint:
      if (!In.ReadVarint64(&Long))
        return false;
      To.WriteVarint32(Tag);
      To.WriteVarint64(Long);
      break;
    case Fixed64:
      if (!In.ReadLittleEndian64(&Long))
        return false;
      To.WriteVarint32(Tag);
      To.WriteLittleEndian64(Long);
      break;
    case Bytes:
      if (!copyBytes(In, To, Tag, At))
        return false;
      break;
    case Fixed32:
      if (!In.ReadLittleEndian32(&Short))
        return false;
      To.WriteVarint32(Tag);
      To.WriteLittleEndian32(Short);
      break;
    default:
      return false;
    }
  }
  return !To.HadError();
}

bool acp::withoutWeights(StringRef Bytes, uint32_t KeptBytes,
                         std::string &Out) {
  return Stripper(KeptBytes).run(Bytes, Out);
}
