//===- ImportGraph.cpp - Graphs of other formats --------------------------===//
//
// Part of acpc, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A graph is written as a model of the language and compiled like any other. A
// node is the application of the member of std.import.FORMAT that has the name
// of its operator; what that member does is the library's. What is known here
// of such a library: its schema `value`, the parameters `constants` and
// `outputs` of its operators, and `Unknown`, which takes the place of those
// that it lacks.
//
//===----------------------------------------------------------------------===//

#include "Elaborate/Elaboration.h"
#include "Elaborate/SourceText.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringSet.h"
#include "llvm/Support/JSON.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/raw_ostream.h"

using namespace acp;
using namespace acp::elab;
namespace json = llvm::json;
using llvm::StringRef;

namespace {
/// Writes one graph, see readONNX for its parts.
class GraphWriter {
public:
  GraphWriter(Elaboration &E, ModuleInfo &Operators, const json::Object &Graph)
      : E(E), Operators(Operators), Graph(Graph),
        Library(StringRef(Operators.Path).rsplit('.').second) {}

  /// A file that declares the graph as a model of that name.
  std::string run(StringRef Model, StringRef From);

  struct Missing {
    std::string Operator;
    /// The first node that has it, and how many do.
    std::string Node;
    unsigned Count = 0;
  };
  /// Operators that the library lacks, in the order of the graph.
  std::vector<Missing> Unknown;

private:
  std::string fresh(StringRef Like);
  /// What a node is called, "" if it has no name.
  std::string labelOf(const json::Object &Node);
  std::string shape(const json::Array &Axes, StringRef Of);
  std::string record(const json::Object &Value);
  std::string literal(const json::Value &V);
  void node(const json::Object &N, unsigned Index);
  /// A line of the model's body, over several where it is long.
  void line(StringRef Begin, StringRef Operator,
            llvm::ArrayRef<std::string> Arguments);
  /// What node N of an unknown operator says instead of attributes.
  void unknown(const json::Object &N, unsigned Index,
               std::vector<std::string> &Arguments);

  Elaboration &E;
  ModuleInfo &Operators;
  const json::Object &Graph;
  std::string Library;
  /// Names of the file by names of the graph.
  llvm::StringMap<std::string> Names;
  llvm::StringSet<> Taken;
  /// How many nodes have a name in a scope.
  llvm::StringMap<unsigned> InScope;
  /// Stored values, of which the first node that reads one has been written.
  llvm::StringMap<bool> Stored;
  /// Axes that are open are parameters of the model.
  llvm::StringMap<std::string> OpenAxes;
  /// Places in Unknown, by operator.
  llvm::StringMap<size_t> UnknownAt;
  std::vector<std::string> Parameters;
  std::string Body;
  llvm::raw_string_ostream Out{Body};
};
} // namespace

static constexpr size_t LineWidth = 120;

/// Names of nodes are paths, `/layer1/layer1.0/conv1/Conv`.
static StringRef scopeOf(StringRef Node) { return Node.rsplit('/').first; }

std::string GraphWriter::labelOf(const json::Object &N) {
  StringRef Path = *N.getString("name");
  if (!Path.contains('/'))
    return Path.str();
  // A scope of one node is called by the scope.
  if (StringRef Scope = scopeOf(Path);
      !Scope.trim('/').empty() && InScope.lookup(Scope) == 1)
    Path = Scope;
  llvm::SmallVector<StringRef, 8> Parts;
  for (StringRef Part : llvm::split(Path, '/')) {
    // `layer1` before `layer1.0` says nothing.
    if (!Parts.empty() && Part.starts_with(Parts.back()) &&
        Part.substr(Parts.back().size()).starts_with("."))
      Parts.pop_back();
    if (!Part.empty())
      Parts.push_back(Part);
  }
  return llvm::join(Parts, "_");
}

/// Different names may be alike once they are names of the language.
std::string GraphWriter::fresh(StringRef Like) {
  std::string Name = identifier(Like), Base = Name;
  for (unsigned I = 2; !Taken.insert(Name).second; ++I)
    Name = Base + "_" + llvm::utostr(I);
  return Name;
}

std::string GraphWriter::shape(const json::Array &Axes, StringRef Of) {
  std::vector<std::string> Parts;
  for (const json::Value &Axis : Axes) {
    if (std::optional<int64_t> Side = Axis.getAsInteger()) {
      Parts.push_back(llvm::itostr(*Side));
      continue;
    }
    // One name is one parameter; an axis without a name is one by itself.
    std::string Name = Axis.getAsString().value_or("").str();
    std::string Key =
        Name.empty() ? (Of + "_" + llvm::utostr(Parts.size())).str() : Name;
    std::string &Known = OpenAxes[Key];
    if (Known.empty()) {
      Known = fresh(Key);
      Parameters.push_back(Known + ": Int = 1");
    }
    Parts.push_back(Known);
  }
  return "[" + llvm::join(Parts, ", ") + "]";
}

std::string GraphWriter::literal(const json::Value &V) {
  if (std::optional<StringRef> Text = V.getAsString())
    return quotedText(*Text);
  if (const json::Array *List = V.getAsArray()) {
    std::vector<std::string> Parts;
    for (const json::Value &Each : *List)
      Parts.push_back(literal(Each));
    return "[" + llvm::join(Parts, ", ") + "]";
  }
  if (const json::Object *Tensor = V.getAsObject())
    return record(*Tensor);
  if (V.kind() == json::Value::Null)
    return "none";
  std::string Text;
  llvm::raw_string_ostream(Text) << V;
  return Text;
}

std::string GraphWriter::record(const json::Object &Value) {
  std::string Text = Library + ".value { shape = " +
                     shape(*Value.getArray("shape"), *Value.getString("name"));
  if (StringRef Type = *Value.getString("dtype"); Type != "FLOAT")
    Text += "; dtype = " + quotedText(Type);
  if (const json::Value *Data = Value.get("data"))
    Text += "; data = " + literal(*Data);
  if (Value.getBoolean("weight") == false)
    Text += "; weight = false";
  return Text + " }";
}

void GraphWriter::line(StringRef Begin, StringRef Operator,
                       llvm::ArrayRef<std::string> Arguments) {
  std::string Text = ("  " + Begin + Operator).str();
  size_t LineBegin = 0;
  for (size_t I = 0; I != Arguments.size(); ++I) {
    Text += I ? "," : "(";
    if (Text.size() - LineBegin + Arguments[I].size() + 2 > LineWidth) {
      LineBegin = Text.size() + 1;
      Text += "\n      ";
    } else if (I) {
      Text += ' ';
    }
    Text += Arguments[I];
  }
  Out << Text << (Arguments.empty() ? "\n" : ")\n");
}

void GraphWriter::unknown(const json::Object &N, unsigned Index,
                          std::vector<std::string> &Arguments) {
  StringRef Operator = *N.getString("op");
  auto [At, New] = UnknownAt.try_emplace(Operator, Unknown.size());
  if (New) {
    std::string Node = "node " + llvm::utostr(Index);
    if (StringRef Name = *N.getString("name"); !Name.empty())
      Node += " (`" + Name.str() + "`)";
    Unknown.push_back({Operator.str(), Node, 1});
  } else {
    ++Unknown[At->second].Count;
  }
  Arguments.push_back("kind: " + quotedText(Operator));
  const json::Array &Makes = *N.getArray("outputs");
  std::vector<std::string> Shapes;
  for (const json::Value &Name : Makes) {
    const json::Array *Axes =
        Graph.getObject("shapes")->getArray(*Name.getAsString());
    Shapes.push_back(Axes ? shape(*Axes, *Name.getAsString()) : "none");
  }
  Arguments.push_back("shapes: [" + llvm::join(Shapes, ", ") + "]");
}

void GraphWriter::node(const json::Object &N, unsigned Index) {
  std::vector<std::string> Flowing, Constants, Arguments;
  size_t Last = 0;
  const json::Array &Reads = *N.getArray("inputs");
  // An input at the end that is left out is as good as not there.
  size_t Inputs = Reads.size();
  while (Inputs && Reads[Inputs - 1].getAsString()->empty())
    --Inputs;
  for (size_t I = 0; I != Inputs; ++I) {
    StringRef Name = *Reads[I].getAsString();
    if (Name.empty()) {
      Constants.push_back(Library +
                          ".value { shape = [0]; dtype = \"UNDEFINED\" }");
      Last = Constants.size();
      continue;
    }
    std::string &Known = Names[Name];
    auto Kept = Stored.find(Name);
    if (Kept == Stored.end()) {
      Flowing.push_back(Known);
      Constants.push_back("none");
      continue;
    }
    Constants.push_back(Kept->second ? Known + " { shared = true }" : Known);
    Kept->second = true;
    Last = Constants.size();
  }
  Constants.resize(Last);
  if (!Constants.empty())
    Arguments.push_back("constants: [" + llvm::join(Constants, ", ") + "]");

  StringRef Operator = *N.getString("op");
  Declaration *D = E.member(Operators, E.symbol(Operator), nullptr);
  bool Known = D && (D->Kind == DeclKind::Op || D->Kind == DeclKind::Model ||
                     D->Kind == DeclKind::Let);
  const json::Array &Makes = *N.getArray("outputs");
  auto Takes = [&](StringRef Parameter) {
    Syntax Params = D->Node[1];
    for (unsigned I = 0; Params && I != Params.size(); ++I)
      if (Params[I][0].text() == Parameter)
        return true;
    return false;
  };
  size_t Outputs = Makes.size();
  while (Outputs > 1 && Makes[Outputs - 1].getAsString()->empty())
    --Outputs;
  bool Several = Outputs > 1;
  if (!Known) {
    unknown(N, Index, Arguments);
    Several = true;
  } else {
    std::vector<StringRef> Attributes;
    for (auto &[Name, Value] : *N.getObject("attributes"))
      if (Value.kind() != json::Value::Null && Name != "constants" &&
          Name != "outputs" && Takes(identifier(Name)))
        Attributes.push_back(Name);
    llvm::sort(Attributes);
    for (StringRef Name : Attributes)
      Arguments.push_back(identifier(Name) + ": " +
                          literal(*N.getObject("attributes")->get(Name)));
    if (Several && Takes("outputs"))
      Arguments.push_back("outputs: " + llvm::utostr(Outputs));
    else
      Several = false;
  }

  std::string Label = labelOf(N);
  if (Label.empty())
    Label = Several || Makes.empty() ? Operator.str()
                                     : Makes[0].getAsString()->str();
  std::string Let = fresh(Label);
  for (size_t I = 0; I != Makes.size(); ++I)
    Names[*Makes[I].getAsString()] =
        Several ? Let + "[" + llvm::utostr(I) + "]" : Let;
  std::string Begin =
      "let " + Let + " = [" + llvm::join(Flowing, ", ") + "] |> ";
  line(Begin, Library + "." + (Known ? Operator.str() : "Unknown"), Arguments);
}

std::string GraphWriter::run(StringRef Model, StringRef From) {
  Taken.insert(Library);
  for (const json::Value &Each : *Graph.getArray("inputs")) {
    const json::Object &O = *Each.getAsObject();
    std::string &Name = Names[*O.getString("name")];
    Name = fresh(*O.getString("name"));
    Out << "  let " << Name << " = " << record(O) << '\n';
  }
  for (const json::Value &Each : *Graph.getArray("stored")) {
    const json::Object &O = *Each.getAsObject();
    std::string &Name = Names[*O.getString("name")];
    Name = fresh(*O.getString("name"));
    Stored[*O.getString("name")] = false;
    Out << "  let " << Name << " = " << record(O) << '\n';
  }
  unsigned Index = 0;
  for (const json::Value &Each : *Graph.getArray("nodes"))
    ++InScope[scopeOf(*Each.getAsObject()->getString("name"))];
  for (const json::Value &Each : *Graph.getArray("nodes"))
    node(*Each.getAsObject(), Index++);
  std::vector<std::string> Results;
  for (const json::Value &Each : *Graph.getArray("outputs"))
    Results.push_back(Names[*Each.getAsString()]);
  if (Results.size() == 1)
    Out << "  " << Results[0] << '\n';
  else
    Out << "  [" << llvm::join(Results, ", ") << "]\n";

  std::string Text = "/// Imported from " + commentText(From);
  if (StringRef By = *Graph.getString("producer"); !By.empty())
    Text += ", which " + commentText(By) + " made";
  Text += ".\nlanguage 1\nimport " + Operators.Path + "\nsource " +
          quotedText(From) + "\n\n/// The graph of the file.\nmodel " +
          Model.str();
  if (!Parameters.empty())
    Text += bracketed("(", ")", Parameters, ",", 6 + unsigned(Model.size()));
  return Text + " {\n" + Body + "}\n";
}

Value Elaboration::importGraph(const json::Object &Graph, ModuleInfo &Operators,
                               StringRef Path, Span Where) {
  GraphWriter Writer(*this, Operators, Graph);
  std::string Name = identifier(llvm::sys::path::stem(Path));
  Written_ = Writer.run(Name, json::fixUTF8(llvm::sys::path::filename(Path)));
  for (const GraphWriter::Missing &M : Writer.Unknown)
    Diags.report(Diag::UnknownOperator, Where)
        .arg("operator", M.Operator)
        .arg("path", Path)
        .arg("node", M.Node)
        .note("its parameters are counted, its work is not" +
              (M.Count > 1 ? "; " + std::to_string(M.Count) + " nodes have it"
                           : std::string()));
  const SourceFile *File =
      Sources.add(Path, llvm::MemoryBuffer::getMemBufferCopy(Written_));
  ModuleInfo *M = sourceModule("", File, "");
  Declaration *D = M->Names->find(symbol(Name));
  return D ? declared(*D, Where) : Value();
}
