//===- ONNX.cpp - Graphs of ONNX files ------------------------------------===//
//
// Part of acpc, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The messages are those of onnx.proto, parsed without the weights that stand
// among them.
//
//===----------------------------------------------------------------------===//

#include "Import/ONNX.h"
#include "Import/ONNXWeights.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/ADT/StringSet.h"
#include "llvm/Support/Endian.h"
#include "llvm/Support/MathExtras.h"
#include <cmath>
#include <map>
#include <onnx.pb.h>

using namespace acp;
using llvm::StringRef;
namespace json = llvm::json;

/// Values of a stored tensor that are kept at most: enough for the sides of a
/// shape and what is computed of them; of numbers that are not whole, for the
/// scales of the sides.
static constexpr uint64_t KeptValues = 64;
static constexpr uint64_t KeptReals = 8;

namespace {
/// Turns the message of a model into data; stops at the first fault.
class GraphReader {
public:
  ImportResult run(const onnx::ModelProto &Model);

private:
  void fail(const llvm::Twine &What) {
    if (Result.Fault.empty())
      Result.Fault = What.str();
  }
  bool failed() const { return !Result.Fault.empty(); }
  /// A name or a text of the file, which may be any bytes.
  static std::string text(StringRef Bytes) { return json::fixUTF8(Bytes); }
  void value(const onnx::ValueInfoProto &V, json::Array &To);
  json::Value shape(StringRef Name, const onnx::TensorShapeProto &S);
  json::Object tensor(const onnx::TensorProto &T, StringRef Name);
  void stored(const onnx::TensorProto &T, StringRef Name,
              bool Constant = false);
  void node(const onnx::NodeProto &N, int Index);
  json::Object attributes(const onnx::NodeProto &N);
  bool make(StringRef Name, const llvm::Twine &By);

  ImportResult Result;
  llvm::StringSet<> Made, StoredNames;
  /// Other names of what is stored.
  llvm::StringMap<std::string> Aliases;
  json::Array Inputs, Stored, Nodes;
  /// Some numbers that are not whole are stored as initializers.
  bool HasWeights = false;
};
} // namespace

/// The name of a type, as the standard spells it.
static std::string typeName(int Type) {
  switch (Type) {
#define TYPE(NAME)                                                             \
  case onnx::TensorProto::NAME:                                                \
    return #NAME;
    TYPE(UNDEFINED)
    TYPE(FLOAT)
    TYPE(UINT8)
    TYPE(INT8)
    TYPE(UINT16)
    TYPE(INT16)
    TYPE(INT32)
    TYPE(INT64)
    TYPE(STRING)
    TYPE(BOOL)
    TYPE(FLOAT16)
    TYPE(DOUBLE)
    TYPE(UINT32)
    TYPE(UINT64)
    TYPE(COMPLEX64)
    TYPE(COMPLEX128)
    TYPE(BFLOAT16)
#undef TYPE
  // Later than the messages that this is built with.
  case 17:
    return "FLOAT8E4M3FN";
  case 18:
    return "FLOAT8E4M3FNUZ";
  case 19:
    return "FLOAT8E5M2";
  case 20:
    return "FLOAT8E5M2FNUZ";
  case 21:
    return "UINT4";
  case 22:
    return "INT4";
  case 23:
    return "FLOAT4E2M1";
  default:
    return "";
  }
}

static bool isReal(int Type) {
  return Type == onnx::TensorProto::FLOAT ||
         Type == onnx::TensorProto::FLOAT16 ||
         Type == onnx::TensorProto::BFLOAT16 ||
         Type == onnx::TensorProto::DOUBLE;
}

static json::Value real(double V) {
  return std::isfinite(V) ? json::Value(V) : json::Value(nullptr);
}

static json::Value whole(int64_t V) { return V; }
static json::Value truth(int64_t V) { return int64_t(V != 0); }

/// A list of values, each as a value of JSON.
template <typename Range, typename Convert>
static json::Array listOf(const Range &Values, Convert To) {
  json::Array Out;
  for (const auto &V : Values)
    Out.push_back(To(V));
  return Out;
}

/// Values that are listed, and then such as stand one after another in
/// little-endian bytes as T.
template <typename T, typename Range, typename Convert>
static json::Array valuesOf(const Range &Listed, StringRef Raw, Convert To) {
  json::Array Out = listOf(Listed, To);
  for (; Raw.size() >= sizeof(T); Raw = Raw.drop_front(sizeof(T)))
    Out.push_back(To(
        llvm::support::endian::read<T, llvm::endianness::little>(Raw.data())));
  return Out;
}

/// The values of a tensor as far as its bytes are there.
static json::Array values(const onnx::TensorProto &T) {
  StringRef Raw = T.raw_data();
  switch (T.data_type()) {
  case onnx::TensorProto::FLOAT:
    return valuesOf<float>(T.float_data(), Raw, real);
  case onnx::TensorProto::DOUBLE:
    return valuesOf<double>(T.double_data(), Raw, real);
  case onnx::TensorProto::INT64:
    return valuesOf<int64_t>(T.int64_data(), Raw, whole);
  case onnx::TensorProto::INT32:
    return valuesOf<int32_t>(T.int32_data(), Raw, whole);
  case onnx::TensorProto::BOOL:
    return valuesOf<uint8_t>(T.int32_data(), Raw, truth);
  default:
    return {};
  }
}

bool GraphReader::make(StringRef Name, const llvm::Twine &By) {
  if (!Made.insert(Name).second)
    fail("the value `" + text(Name) + "` is made twice, the second time by " +
         By);
  return !failed();
}

json::Value GraphReader::shape(StringRef Name,
                               const onnx::TensorShapeProto &S) {
  json::Array Axes;
  for (const auto &D : S.dim()) {
    if (D.has_dim_value() && D.dim_value() > 0)
      Axes.push_back(int64_t(D.dim_value()));
    else if (D.has_dim_value() && D.dim_value() < -1)
      fail("the value `" + text(Name) + "` has a side of " +
           llvm::Twine(D.dim_value()));
    // A side of 0 or -1 stands for an open one in files of some exporters.
    else if (D.has_dim_param() && !D.dim_param().empty())
      Axes.push_back(text(D.dim_param()));
    else
      Axes.push_back(nullptr);
  }
  return Axes;
}

void GraphReader::value(const onnx::ValueInfoProto &V, json::Array &To) {
  // Old files list what is stored among what comes in.
  if (Made.contains(V.name()))
    return;
  if (!make(V.name(), "the graph's inputs"))
    return;
  if (!V.type().has_tensor_type() || !V.type().tensor_type().has_shape())
    return fail("the input `" + text(V.name()) +
                "` is no tensor whose shape is stated");
  To.push_back(
      json::Object{{"name", text(V.name())},
                   {"dtype", typeName(V.type().tensor_type().elem_type())},
                   {"shape", shape(V.name(), V.type().tensor_type().shape())}});
}

json::Object GraphReader::tensor(const onnx::TensorProto &T, StringRef Name) {
  json::Array Shape;
  uint64_t Count = 1;
  bool Overflow = false;
  std::string Type = typeName(T.data_type());
  if (Type.empty())
    fail("the stored value `" + text(Name) + "` has the unknown type " +
         llvm::Twine(T.data_type()));
  for (int64_t Side : T.dims()) {
    if (Side < 0)
      fail("the stored value `" + text(Name) + "` has a side of " +
           llvm::Twine(Side));
    bool Now = false;
    Count = llvm::SaturatingMultiply(Count, uint64_t(Side), &Now);
    Overflow |= Now;
    Shape.push_back(Side);
  }
  if (Overflow || Count > uint64_t(INT64_MAX) / 16)
    fail("the stored value `" + text(Name) + "` is larger than any file");
  json::Object Out{
      {"name", text(Name)}, {"dtype", Type}, {"shape", std::move(Shape)}};
  if (!failed() && Count <= (isReal(T.data_type()) ? KeptReals : KeptValues))
    if (json::Array Data = values(T); Data.size() == Count)
      Out["data"] = std::move(Data);
  return Out;
}

void GraphReader::stored(const onnx::TensorProto &T, StringRef Name,
                         bool Constant) {
  if (!make(Name, "what is stored"))
    return;
  json::Object Value = tensor(T, Name);
  bool Real = isReal(T.data_type());
  HasWeights |= Real && !Constant;
  // Exporters that put weights where they belong write masks and zeros as
  // constants of the graph; others write all they store so.
  if (Real && Constant && HasWeights)
    Value["weight"] = false;
  Stored.push_back(std::move(Value));
  StoredNames.insert(text(Name));
}

/// The terms of an equation such as `b i j, b j k -> b i k`, the result last:
/// lists of axes, of which `...` is one. Without an arrow the result has the
/// axes that are named once, in the order of the alphabet.
static json::Value termsOf(StringRef Equation) {
  std::string Text;
  for (char C : Equation)
    if (!llvm::isSpace(C))
      Text += C;
  auto [Left, Right] = StringRef(Text).split("->");
  auto Axes = [](StringRef Term) {
    std::vector<std::string> Found;
    for (; !Term.empty(); Term = Term.drop_front(Found.back().size()))
      Found.push_back(Term.take_front(Term.starts_with("...") ? 3 : 1).str());
    return Found;
  };
  json::Array Terms;
  llvm::SmallVector<StringRef, 4> Parts;
  Left.split(Parts, ',');
  std::map<std::string, unsigned> Times;
  for (StringRef Part : Parts) {
    for (const std::string &Axis : Axes(Part))
      ++Times[Axis];
    Terms.push_back(json::Array(Axes(Part)));
  }
  std::vector<std::string> Result = Axes(Right);
  if (!StringRef(Text).contains("->"))
    for (auto &[Axis, Count] : Times)
      if (Count == 1 || Axis == "...")
        Result.push_back(Axis);
  Terms.push_back(json::Array(Result));
  return Terms;
}

json::Object GraphReader::attributes(const onnx::NodeProto &N) {
  json::Object Out;
  for (const onnx::AttributeProto &A : N.attribute()) {
    json::Value V = nullptr;
    switch (A.type()) {
    case onnx::AttributeProto::FLOAT:
      V = real(A.f());
      break;
    case onnx::AttributeProto::INT:
      V = int64_t(A.i());
      break;
    case onnx::AttributeProto::STRING:
      V = text(A.s());
      break;
    case onnx::AttributeProto::FLOATS:
      V = listOf(A.floats(), real);
      break;
    case onnx::AttributeProto::INTS:
      V = listOf(A.ints(), whole);
      break;
    case onnx::AttributeProto::STRINGS:
      V = listOf(A.strings(), text);
      break;
    case onnx::AttributeProto::TENSOR:
      V = tensor(A.t(), A.name());
      break;
    default:
      continue;
    }
    if (N.op_type() == "Einsum" && A.name() == "equation")
      Out["terms"] = termsOf(text(A.s()));
    Out[text(A.name())] = std::move(V);
  }
  return Out;
}

void GraphReader::node(const onnx::NodeProto &N, int Index) {
  std::string Which = "node " + llvm::utostr(unsigned(Index));
  if (!N.name().empty())
    Which += " (`" + text(N.name()) + "`)";
  if (N.op_type().empty())
    return fail(Which + " names no operator");
  // A constant is what is stored too.
  if (N.op_type() == "Constant" && N.output_size() == 1)
    for (const onnx::AttributeProto &A : N.attribute()) {
      onnx::TensorProto T;
      if (A.name() == "value") {
        T = A.t();
      } else if (A.name() == "value_int" || A.name() == "value_ints") {
        T.set_data_type(onnx::TensorProto::INT64);
        if (A.name() == "value_ints") {
          T.add_dims(A.ints_size());
          *T.mutable_int64_data() = A.ints();
        } else {
          T.add_int64_data(A.i());
        }
      } else if (A.name() == "value_float" || A.name() == "value_floats") {
        T.set_data_type(onnx::TensorProto::FLOAT);
        if (A.name() == "value_floats") {
          T.add_dims(A.floats_size());
          *T.mutable_float_data() = A.floats();
        } else {
          T.add_float_data(A.f());
        }
      } else {
        continue;
      }
      return stored(T, N.output(0), /*Constant=*/true);
    }
  json::Array Reads, Makes;
  for (const std::string &Name : N.input()) {
    if (!Name.empty() && !Made.contains(Name))
      return fail(Which + " reads `" + text(Name) +
                  "`, which nothing before it makes");
    auto Same = Aliases.find(Name);
    Reads.push_back(Same == Aliases.end() ? text(Name) : Same->second);
  }
  // What is stored once is named again where two parameters are equal.
  if (N.op_type() == "Identity" && N.output_size() == 1 &&
      N.input_size() == 1 && StoredNames.contains(*Reads[0].getAsString())) {
    if (make(N.output(0), Which))
      Aliases[N.output(0)] = Reads[0].getAsString()->str();
    return;
  }
  for (const std::string &Name : N.output()) {
    if (!Name.empty() && !make(Name, Which))
      return;
    Makes.push_back(text(Name));
  }
  // Operators of other domains than the standard's and its extension that most
  // exporters use are told apart by them.
  std::string Operator = text(N.op_type());
  if (!N.domain().empty() && N.domain() != "ai.onnx" &&
      N.domain() != "com.microsoft")
    Operator = text(N.domain()) + "." + Operator;
  Nodes.push_back(json::Object{{"op", std::move(Operator)},
                               {"name", text(N.name())},
                               {"inputs", std::move(Reads)},
                               {"outputs", std::move(Makes)},
                               {"attributes", attributes(N)}});
}

ImportResult GraphReader::run(const onnx::ModelProto &Model) {
  const onnx::GraphProto &G = Model.graph();
  for (const onnx::TensorProto &T : G.initializer())
    stored(T, T.name());
  for (const onnx::SparseTensorProto &T : G.sparse_initializer()) {
    onnx::TensorProto Dense;
    Dense.set_data_type(T.values().data_type());
    *Dense.mutable_dims() = T.dims();
    stored(Dense, T.values().name());
  }
  for (const onnx::ValueInfoProto &V : G.input())
    value(V, Inputs);
  for (int I = 0; I != G.node_size() && !failed(); ++I)
    node(G.node(I), I);
  json::Array Outputs;
  json::Object Shapes;
  for (const auto &V : G.output()) {
    if (!Made.contains(V.name()))
      fail("nothing makes the output `" + text(V.name()) + "`");
    Outputs.push_back(text(V.name()));
  }
  if (Outputs.empty())
    fail("its graph has no outputs");
  for (const auto *List : {&G.value_info(), &G.output()})
    for (const onnx::ValueInfoProto &V : *List)
      if (V.type().has_tensor_type() && V.type().tensor_type().has_shape())
        Shapes[text(V.name())] =
            shape(V.name(), V.type().tensor_type().shape());
  if (failed())
    return std::move(Result);
  std::string Producer = Model.producer_name();
  if (!Model.producer_version().empty())
    Producer += (Producer.empty() ? "" : " ") + Model.producer_version();
  Result.Content = json::Object{
      {"producer", text(Producer)},    {"inputs", std::move(Inputs)},
      {"stored", std::move(Stored)},   {"nodes", std::move(Nodes)},
      {"outputs", std::move(Outputs)}, {"shapes", std::move(Shapes)}};
  return std::move(Result);
}

ImportResult acp::readONNX(StringRef Bytes, uint64_t FileSize) {
  std::string Small;
  onnx::ModelProto Model;
  if (Bytes.size() > uint64_t(INT32_MAX) ||
      !withoutWeights(Bytes, 10 * KeptValues, Small) ||
      !Model.ParseFromString(Small)) {
    ImportResult R;
    R.Fault = "its bytes are no message of onnx.proto";
    return R;
  }
  if (!Model.has_graph()) {
    ImportResult R;
    R.Fault = "it has no graph";
    return R;
  }
  return GraphReader().run(Model);
}
