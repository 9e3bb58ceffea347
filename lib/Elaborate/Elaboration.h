//===- Elaboration.h - The state of one elaboration -------------*- C++ -*-===//
//
// Part of acpc, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Elaboration is partial evaluation: structure (records, lists, models) is
// evaluated away, numbers become values of the IR, which the builder folds
// where they are known. The members stand here by the file that holds them.
//
//===----------------------------------------------------------------------===//

#ifndef ACP_ELABORATE_ELABORATION_H
#define ACP_ELABORATE_ELABORATION_H

#include "Basic/Limits.h"
#include "Basic/PageArena.h"
#include "Elaborate/Elaborate.h"
#include "Elaborate/Module.h"
#include "IR/Builder.h"
#include "llvm/ADT/MapVector.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/Support/Allocator.h"
#include <deque>
#include <map>

namespace llvm::json {
class Object;
} // namespace llvm::json

namespace acp::elab {

/// Names that C++ knows: fields that the compiler fills in, and the four
/// declarations of the library that the language itself stands on.
struct KnownNames {
  Symbol Tensor, Layer, Add, Mul;
  Symbol Shape, Passed, Output, Inputs, Children, Layers, Count, Repeated, Name,
      Path, Op, Source, Title, Date, Url, Std;
};

/// One run of an op or model: where its layers are put.
struct ModelContext {
  ModelContext *Outer = nullptr;
  Record *Layer = nullptr;
  const Attributes *Attrs = nullptr;
  llvm::DenseMap<ir::TextId, uint32_t> Taken;
};

/// How a stage is applied.
struct Application {
  Syntax Label;
  /// For `over`: the number after the label.
  int64_t Index = -1;
  /// The name of a `let` that is this one stage.
  Syntax Let;
  Value Count;
  bool Repeated = false;
  Span Where;
  /// The number after `repeat`.
  Span Times;
};

/// Arguments of a call, not evaluated yet: the parameter that one meets says
/// which names come first in it.
struct Arguments {
  llvm::SmallVector<Syntax, 4> Positional;
  /// Name and expression.
  llvm::SmallVector<std::pair<Syntax, Syntax>, 4> Named;
  const Env *Caller = nullptr;
};

/// What a definition is called and described by, worked out for those that are
/// kept in the end.
struct DefinitionInfo {
  Record *Owner = nullptr;
  union {
    /// Index of the owner's field.
    uint32_t Field = 0;
    /// Where there is no owner.
    Symbol Name;
  };
  ir::ValueId Value = ir::None;
  uint32_t Unit = ir::None;
  /// Its uses end where those of the next definition begin.
  uint32_t FirstUse = 0;
  /// Where it is written, if that is no field of the owner: an index in
  /// Elaboration::Written plus one.
  uint32_t Written = 0;
  ir::Origin From = ir::Origin::Derived;
};

/// The place of a definition outside records.
struct WrittenAt {
  Syntax Node;
  ModuleInfo *Home = nullptr;
  Span Place;
  Span Formula;
};

class Elaboration {
public:
  Elaboration(const ElaborationOptions &Options, const FileSystem &Files,
              SourceManager &Sources, DiagnosticEngine &Diags);
  ElaborationResult run(llvm::StringRef Path);

  DiagnosticEngine &diags() { return Diags; }

  //===--- Names.cpp: interning -------------------------------------------===//
  Symbol symbol(llvm::StringRef Name);
  /// The name of a Name node (or PatternName), remembered by node.
  Symbol symbol(ModuleInfo &M, Syntax N);
  llvm::StringRef name(Symbol S) const { return SymbolNames[S]; }

  //===--- Modules.cpp: files, imports, declarations
  ModuleInfo *loadMain(llvm::StringRef Path);
  std::unique_ptr<SyntaxTree> parseTimed(const SourceFile &File);
  /// `std.plans.train`, or a path below the root of the importing file. Null if
  /// it cannot be loaded, which was reported at Where.
  ModuleInfo *import(llvm::StringRef Dotted, ModuleInfo *From, Span Where);
  ModuleInfo *loadLibrary(llvm::StringRef Dotted, Span Where);
  /// A file of the language as a module, with what it imports.
  ModuleInfo *sourceModule(llvm::StringRef Dotted, const SourceFile *File,
                           llvm::StringRef Root);
  /// A tree that is one expression, in the names of Home.
  ModuleInfo *expressionModule(llvm::StringRef FileName, llvm::StringRef Text,
                               ModuleInfo *Home);
  /// Dotted paths of all library modules, sorted.
  std::vector<std::string> libraryModules();
  void declare(ModuleInfo &M);
  /// Checks the version that a `language` clause asks for.
  void checkLanguage(Syntax Clause, bool First);
  /// Reads `acp.project`, named as the user would.
  void loadProject(llvm::StringRef Path);
  void declareUnits(ModuleInfo &M, Syntax Item);
  uint32_t fileCitation(ModuleInfo &M, uint32_t Item);
  /// Notes the public names of a library module without loading it.
  void announce(llvm::StringRef Dotted);
  /// A declaration of the prelude or the ops.
  Declaration *automatic(Symbol Name);

  //===--- Declarations.cpp: their values
  Value declared(Declaration &D, Span Use);
  SchemaInfo *schemaOf(Declaration &D);
  EnumInfo *enumOf(Declaration &D);
  Value parameter(Declaration &D);
  /// Whether `-D` gives it a value.
  bool isDefined(Declaration &D);
  /// The parameter that `-D` and `--open` mean by a name: the plan's own, else
  /// the first of a module that it imports; null if there is none.
  Declaration *parameterNamed(llvm::StringRef Name);
  void ensureResolved(Declaration &D);
  /// What a name means in a module: declaration, automatic, or null.
  Declaration *findDeclaration(ModuleInfo &M, Symbol Name);
  /// A module's name without a dot means its member of the same name.
  Value ownMember(Value V, Span Where) {
    return LLVM_LIKELY(!V.is(Kind::Module)) ? V : memberOfOwnName(V, Where);
  }
  Value memberOfOwnName(Value V, Span Where);
  /// A path of names as a declaration; null (reported) if there is none.
  Declaration *pathDeclaration(ModuleInfo &M, Syntax Path, Diag Unknown);
  Declaration *member(ModuleInfo &Of, Symbol Name, ModuleInfo *From);

  //===--- ImportFile.cpp, WriteFile.cpp: files of other formats ----------===//
  /// What a file below Root ("" for anywhere) is worth in the language.
  Value importFile(llvm::StringRef Format, Span FormatAt, llvm::StringRef Path,
                   llvm::StringRef Root, Span PathAt);
  /// What a graph of a file is worth: a model over a library of operators. Its
  /// text is kept in Written_.
  Value importGraph(const llvm::json::Object &Graph, ModuleInfo &Operators,
                    llvm::StringRef Path, Span Where);
  /// A file of the language that declares a value under a name. Empty, which
  /// was reported, if it has no such form.
  std::string writeFile(Value V, llvm::StringRef Name, llvm::StringRef From);
  /// A known scalar, as `{…}` in a text shows it.
  std::string shown(Value V);
  Number numberOf(Value V) const { return Out->number(V.Id); }
  /// The base units of a quantity: `byte`, `FLOP/s`; "" for a plain number.
  std::string baseUnit(Value V) const {
    return Out->Dims->text(Out->type(V.Id).dim());
  }
  Number unitFactor(const Type &T) const { return Out->Units[T.Unit].Factor; }
  ir::Builder &builder() { return B; }

  //===--- Types.cpp: declared types and what fits them
  const Type *type(ModuleInfo &M, Syntax N);
  /// V as a value of type T, or bad. Words for messages: what it is for.
  Value coerce(Value V, const Type *T, Span Where, llvm::StringRef What,
               Span Declared);
  std::string describe(const Type &T);
  std::string describe(const Value &V);

  //===--- Expressions.cpp
  Value eval(Syntax N, const Env *E, const Type *Expected = nullptr);
  Value evalName(Syntax N, const Env *E, const Type *Expected);
  Value lookup(Syntax N, const Env *E, Symbol Name, uint32_t Skip,
               const Type *Expected = nullptr);
  Value evalNumber(Syntax N, const Env *E);
  Value evalText(Syntax N, const Env *E);
  Value evalIf(Syntax N, const Env *E, const Type *Expected);
  Value evalMember(Syntax N, const Env *E);
  Value member(Value Of, Symbol Name, Syntax NameNode, Span Where,
               ModuleInfo *From);
  Value evalIndex(Syntax N, const Env *E);
  Value evalList(Syntax N, const Env *E, const Type *Expected);
  Value evalLetBlock(Syntax N, const Env *E, const Type *Expected);
  bool bindLet(Syntax Let, Env *E, uint32_t &Slot, const Env *Scope);
  /// Elements of a pattern, in its order. False (reported) if they do not fit.
  bool destructure(Syntax Pattern, Value V, Span Where, Value *Slots);
  void listElements(Syntax N, unsigned From, const Env *E, const Type *Element,
                    llvm::SmallVectorImpl<Value> &Items,
                    llvm::SmallVectorImpl<ir::ValueId> &Conditions);
  void comprehend(Syntax N, unsigned Clause, const Env *E, ir::ValueId Guard,
                  const Type *Element, llvm::SmallVectorImpl<Value> &Items,
                  llvm::SmallVectorImpl<ir::ValueId> &Conditions);
  /// A truth value that must be known; false if bad or open (reported).
  bool evalKnownBool(Syntax N, const Env *E, bool &Result);

  //===--- Arithmetic.cpp: operations with dimensions
  Value evalBinary(Syntax N, const Env *E, const Type *Expected);
  Value binary(SyntaxOp Op, Value L, Value R, Syntax N, Syntax LN, Syntax RN);
  /// Whole numbers from First on.
  struct WholeRange {
    int64_t First = 0;
    uint64_t Length = 0;
  };
  /// What `L..R` is; nothing if these are not known whole numbers.
  std::optional<WholeRange> wholeRange(Value L, Value R) const;
  Value unary(SyntaxOp Op, Value V, Syntax N);
  Value compare(SyntaxOp Op, Value L, Value R, Syntax N, Syntax LN, Syntax RN);
  Value number(const Number &N, Dim D, Span Where, uint64_t Unit = ir::None);
  Value boolean(bool B, Span Where);
  Value textValue(llvm::StringRef T, Span Where);
  /// A value of the IR as a value, reporting arithmetic without a result.
  Value scalar(Kind K, ir::ValueId Id, Span Where, uint64_t Unit = ir::None);
  /// Both of one dimension (zero fits all), else a diagnostic.
  bool sameDimension(Value L, Value R, llvm::StringRef Operator, Span Where,
                     Span LS, Span RS);
  bool isZero(const Value &V) const;
  Value enumerator(EnumInfo &E, unsigned Index, Span Where);
  /// A value as text for `{…}` and messages.
  ir::ValueId show(Value V, Span Where);

  //===--- Records.cpp: shapes, refinement, fields
  Shape *shapeOf(std::vector<BlockRef> Blocks, SchemaInfo *Schema);
  const Refinement &refinement(Shape *Base, BlockRef Block);
  Record *instantiate(Shape *S, const Env *LastScope, Span Where);
  Record *makeRecord(Shape *S, Span Where);
  Slot &slot(Record *R, unsigned Index);
  Record *refine(Record *Base, Syntax Block, const Env *Scope, Span Where);
  Value evalRefine(Syntax N, const Env *E);
  Value field(Record *R, Symbol Name, Span Use);
  Value fieldAt(Record *R, unsigned Index, Span Use);
  Value computeField(Record *R, unsigned Index, Span Use);
  Value wantingField(Record *R, const FieldInfo &F);
  Value cycleFault(Record *R, unsigned Index, Span Use);
  void checkRequires(Record *R);
  void nameRecord(Value &V, Record *Owner, Symbol Field, int32_t Index);
  std::string recordName(const Record *R, unsigned Depth = 0);
  /// The same, remembered.
  ir::TextId pathOf(Record *R);
  const Type *fieldType(Record *R, const FieldInfo &F);
  void fill(Record *R, Symbol Field, Value V);
  /// The same for what somebody gave at a place.
  void give(Record *R, Symbol Field, Value V, Span Where);

  //===--- Calls.cpp: functions and stages
  Value evalCall(Syntax N, const Env *E);
  Arguments gather(Syntax N, const Env *E);
  Value argument(Syntax N, const Env *Caller, const Type *Expected);
  Value call(Function *F, const Arguments &Args, Syntax N);
  Value callStage(Stage *S, const Arguments &Args, Syntax N);
  /// Puts arguments into slots, in the order of the parameters from First on;
  /// slots that are Given already are passed over by positional ones. False if
  /// they do not fit, which was reported.
  bool place(ModuleInfo &M, Syntax Params, const Arguments &Args, Value *Slots,
             bool *Given, unsigned First, Syntax N, llvm::StringRef Callee);
  /// Fills the rest with defaults, each seeing those before it.
  bool defaults(ModuleInfo &M, Syntax Params, Env *Frame, bool *Given,
                unsigned First, Span Where, llvm::StringRef Callee);

  //===--- Builtins.cpp: built-in functions
  /// -1 if the name is no built-in function.
  int builtin(Symbol Name) const;
  Value callBuiltin(uint32_t Which, const Arguments &Args, Syntax N);
  Value foldList(uint32_t Which, List *L, Syntax N);

  //===--- Draws.cpp: uncertain quantities
  /// The name of a quantity that is drawn: where it is written.
  std::string drawName(Syntax N, const Env *E);
  /// Its leaf, uniform from 0 to 1; one of its own for each text in Of.
  ir::ValueId drawLeaf(Syntax N, const Env *E, llvm::StringRef Of);
  /// `low to high`, a 90 % interval.
  Value interval(Value Low, Value High, Syntax N, Syntax LN, Syntax RN,
                 ir::ValueId Leaf);
  Value distribution(llvm::StringRef Name, const Arguments &Args, Syntax N);
  /// True for a number that a draw makes a fraction: nothing rounds it.
  bool isFractionDrawn(ir::ValueId V);
  /// One of several values, by weight or each as likely as another.
  Value outcomes(bool Weighted, Value Of, Syntax N, Syntax ON,
                 ir::ValueId Leaf);

  //===--- Choices.cpp: one of two values by an open condition
  Value select(ir::ValueId Condition, Value Then, Value Else, Span Where);
  Record *chooseRecord(ir::ValueId Condition, Record *Then, Record *Else,
                       Span Where);
  /// Works out a field of a choice; false if it is one that the schema computes
  /// from the others.
  bool chosenField(Record *R, unsigned Index, Span Use);
  Value chooseList(ir::ValueId Condition, List *Then, List *Else, Span Where);

  //===--- Axes.cpp: sweep, solve, minimize
  /// The values of the names of a line: leaves, or those of the place on the
  /// axis where this elaboration stands. Bad ones were reported.
  llvm::SmallVector<Value, 2> axis(Syntax Line, const Env *E, Record *Owner,
                                   llvm::ArrayRef<const Type *> Types);
  /// The values of a line, a list of parts for each; or a range, of which
  /// there is only the last.
  struct AxisItems {
    std::vector<llvm::SmallVector<Value, 2>> List;
    std::optional<WholeRange> Range;
  };
  bool rangeItems(Syntax Line, WholeRange Of,
                  llvm::ArrayRef<const Type *> Types, AxisItems &Items);
  bool axisItems(Syntax Line, const Env *E, size_t Names,
                 llvm::ArrayRef<const Type *> Types, AxisItems &Items);
  bool typedParts(Syntax Line, Value Item, llvm::ArrayRef<const Type *> Types,
                  llvm::SmallVectorImpl<Value> &Parts);
  /// A whole number as a value of an axis, of the type of another one.
  Value ofRange(int64_t N, const Value &Like, Span Where);
  /// Bad if there is none.
  Value firstOfAxis(Syntax Line, const Env *E);
  std::string axisKey(Syntax Line, Record *Owner);
  /// Works out the fields of an axis; false if this one is given otherwise.
  bool fieldAxis(Record *R, unsigned Index);
  void declareAxis(Declaration &D);
  uint32_t searchOf(Record *Owner, ModuleInfo *File, Span Where);
  void addObjective(Syntax Clause, const Env *E, uint32_t Search);
  /// Filters and objectives of the axes that were used.
  void finishAxes();
  void settleAxes();
  /// What hangs on a value that is not known, and has to be: an error, or where
  /// only axes are not known, a reason to elaborate once for each value.
  Value openStructure(ir::ValueId Open, Span Where, llvm::StringRef What);
  /// The leaves that a value hangs on, sorted.
  llvm::SmallVector<uint32_t, 4> leavesOf(ir::ValueId V) const;
  /// True, which is reported, if an open parameter decides over a search, or a
  /// draw where it must not.
  bool decidesOpenly(ir::ValueId V, Span Where, llvm::StringRef What,
                     bool ByDraws);
  /// The first condition that an element of a list hangs on.
  ir::ValueId firstCondition(const List *L) const;

  //===--- Layers.cpp: ops and models over data
  Value evalPipe(Syntax N, const Env *E, Syntax Let);
  Value apply(Stage *S, Value Data, const Application &How);
  Value applyOp(Stage *S, Value Data, const Application &How);
  Value applyModel(Stage *S, Value Data, const Application &How);
  Value repeat(Stage *S, Value Data, Value Times, Application How);
  bool runModel(Stage *S, Value Data, Record *R, const Application &How,
                Value &Result);
  /// The fields of a layer that the compiler fills in, when asked for.
  bool layerField(Record *R, unsigned Index, Span Use);
  void takeName(Record *R, const Application &How);
  Stage *stageOf(Value V, Span Where);
  /// The layer record of a model that makes its own input; null if bad.
  Record *build(Stage *S, Span Where);
  bool takesData(const Declaration &D);
  Value applyNamed(Symbol Op, llvm::ArrayRef<Value> Data, Span Where);
  /// Whether a place is in the standard library.
  bool isLibrary(Span Where) const {
    const SourceFile *File =
        Where.valid() ? Sources.file(Where.Begin) : nullptr;
    return File && File->isLibrary();
  }
  bool isTensor(const Value &V);
  Value total(Record *R, unsigned Field, Span Use);
  Value flatten(Record *R, Span Where);
  Record *layerRecord(Stage *S, const Env *BlockScope, const Application &How);
  bool sameMarks(Value A, Value B);
  /// True for what a tensor says beside its shape and what follows from that.
  bool isMark(const FieldInfo &F) const {
    return F.Name != Known.Shape && !F.IsLet && F.Given.Node &&
           F.Given.Layer != 0;
  }
  void settleMarks(size_t Before);
  bool sameShape(Value A, Value B);
  std::string shapeText(Value V);
  /// The shape of a layer record, and the attributes it hangs on, nearest
  /// last.
  Shape *layerShape(Stage *S, llvm::SmallVectorImpl<const Attributes *> &Attrs);

  //===--- Checks.cpp: assert, claim, require
  void check(Syntax N, const Env *E, Record *Of);
  /// The part of the draws after `with`. False for what is none, which was
  /// reported.
  bool confidence(Syntax With, const Env *E, ir::ValueId &Into);
  /// Of a `require` or `expect`, which only warns.
  /// False if the condition does not hold, which was reported, or if nobody
  /// knows for want of something, which Unknown then says; without it, true.
  bool require(Syntax N, const Env *E, Record *Of, Span Use,
               Value *Unknown = nullptr);
  void parts(Syntax Condition, const Env *E,
             llvm::SmallVectorImpl<ir::Part> &Out, unsigned Depth);
  void demand(const Value &V, Span Use);
  std::string partLine(const ir::Part &P);

  //===--- Query.cpp: entries that meet a condition -----------------------===//
  void query(llvm::StringRef What, std::vector<Value> Entries);
  std::vector<Value> filter(std::vector<Value> Entries);
  void sortEntries(std::vector<Value> &Entries);
  /// Whether the condition of a refinement holds for an entry; none if it
  /// cannot be worked out.
  std::optional<bool> meets(Record *R, Syntax Refinement, const Env *Scope);

  //===--- Views.cpp: report clauses
  void report(Syntax N, const Env *E);
  /// The columns that the call asks for, as the text of a file; null if none.
  const SourceFile *namedColumns() const { return NamedColumns; }
  void viewRecord(Record *R, Syntax Columns, llvm::StringRef Title, Span Where,
                  uint32_t Parent, const Env *E);
  void viewTable(List *L, Syntax Columns, llvm::StringRef Title, Span Where,
                 uint32_t Parent, const Env *E);
  void viewModel(Record *R, Syntax Columns, llvm::StringRef Title, Span Where,
                 const Env *E);
  void viewValue(Value V, llvm::StringRef Title, Span Where, ir::DefId Def);
  ir::DefId cell(Value V, ir::DefId Def, llvm::StringRef Name, Span Where);
  ir::DefId fieldCell(Record *R, Symbol Name, bool Strict, Span Where);
  /// The field at the end of a path below R. With Structure, a list of records
  /// is handed back there instead.
  ir::DefId pathCell(Record *R, llvm::ArrayRef<Symbol> Names, bool Strict,
                     Span Where, Value *Structure);

  //===--- Definitions.cpp: the upper storey of the IR
  /// A field of a record.
  ir::DefId define(Value V, Record *Owner, unsigned Field, ir::Origin From,
                   llvm::ArrayRef<ir::DefId> Uses);
  /// Anything else.
  ir::DefId define(Value V, Symbol Name, WrittenAt At, ir::Origin From,
                   llvm::ArrayRef<ir::DefId> Uses);
  ir::Definition describe(DefinitionInfo D);
  ir::Definition describeField(const Record *R, unsigned Index);
  ir::TextId docOf(Syntax Node);
  void used(ir::DefId D);
  uint32_t citation(ModuleInfo &M, Syntax Field);
  /// Names and renumbers the definitions that something refers to.
  void finish();

  //===--- Run.cpp
  void runMain(ModuleInfo &M);
  void runItem(ModuleInfo &M, Syntax Item);
  /// What the plan writes in the block of a record: fields, checks, reports.
  void runBlock(ModuleInfo &M, Record *R, Syntax Block);
  /// A name as seen from outside: of an entry of the library in full.
  std::string qualified(ModuleInfo &M, llvm::StringRef Name);
  /// An entry, and the claims and asserts that it makes of itself.
  void showEntry(Value V, Syntax Name);
  void runExpression(ModuleInfo &M);
  /// What a search of the file is held to, also where one value is asked for.
  void runFileRequires(ModuleInfo &M);
  /// `acpc layers FILE`: the one model that it declares, or a table of all.
  void runModels(ModuleInfo &M);
  /// `acpc import FORMAT FILE`.
  void runImport(llvm::StringRef Path);
  /// A model that needs neither data nor arguments to have figures.
  bool isWholeModel(Value V);
  void list(llvm::StringRef What);
  void drainRequires();

  template <typename T, typename... Args> T *make(Args &&...A) {
    return new (Arena.Allocate<T>()) T(std::forward<Args>(A)...);
  }
  template <typename T> T *makeArray(size_t N) {
    T *Items = Arena.Allocate<T>(N);
    for (size_t I = 0; I != N; ++I)
      new (Items + I) T();
    return Items;
  }

  List *makeList(llvm::ArrayRef<Value> Items,
                 llvm::ArrayRef<ir::ValueId> Conditions = {});
  Env *frame(const Env *Parent, ModuleInfo *M, uint32_t Slots);
  Value fault(Diagnostic D, bool Wanting);
  /// What two values of which one or both are bad come to: a poisoned one, or
  /// all that is wanting.
  Value combine(const Value &A, const Value &B);
  bool spend(Span Where) {
    ++Counters.Steps;
    return LLVM_LIKELY(Counters.Steps < limits::Steps &&
                       Out->Values.size() < limits::Values) ||
           exhausted(Where);
  }
  /// Says once that the budget is spent; false.
  bool exhausted(Span Where);
  /// Units for messages.
  const UnitScope &units() const { return Main ? *Main->Units : *PreludeUnits; }

  const ElaborationOptions &Options;
  const FileSystem &Files;
  SourceManager &Sources;
  DiagnosticEngine &Diags;
  std::unique_ptr<ir::Module> Out;
  ir::Builder B;
  ElaborationCounters Counters;

  PageArena Arena;
  llvm::StringMap<Symbol> Symbols;
  std::vector<llvm::StringRef> SymbolNames;
  KnownNames Known;

  std::deque<ModuleInfo> Modules;
  llvm::StringMap<ModuleInfo *> ByPath;
  /// Where the layer that is being made is applied.
  Span AppliedAt;
  /// The innermost application that is written outside the library.
  Span AppliedOutside;
  std::string Written_;
  ModuleInfo *Prelude = nullptr;
  ModuleInfo *Main = nullptr;
  UnitScope *PreludeUnits = nullptr;
  /// Dotted paths of all of them; the texts that Automatic names.
  std::vector<std::string> LibraryModules;
  /// Names of the prelude and the ops, and the module of each, which is loaded
  /// when the name is used.
  llvm::DenseMap<Symbol, llvm::StringRef> Automatic;
  std::deque<NameTable> Tables;
  std::deque<EnumInfo> Enums;
  std::deque<SchemaInfo> Schemas;
  std::deque<std::unique_ptr<Shape>> Shapes;
  std::map<std::vector<BlockRef>, Shape *> ShapeIndex;
  std::deque<Fault> Faults;
  std::deque<LayerInfo> LayerInfos;
  /// Tensors that ops gave, in their order, and how many of them have their
  /// marks worked out. They are, in this order, when one is asked for: each
  /// hangs on the one before, and from the end of a long model the way back at
  /// once would be too deep.
  std::vector<Record *> Flow;
  size_t Settled = 0;
  std::vector<Listed> Listing;
  /// How many axes have a key, and the search of each record, or file, that has
  /// one.
  llvm::StringMap<unsigned> AxisKeys;
  llvm::MapVector<std::pair<Record *, ModuleInfo *>, uint32_t> SearchOf;
  /// The axis of each line that one was made for.
  std::map<std::pair<const void *, uint32_t>, uint32_t> LineAxes;
  struct FilterToCheck {
    uint32_t Axis;
    Syntax Condition;
    const Env *Scope;
  };
  std::vector<FilterToCheck> FiltersToCheck;
  /// What is evaluated says which points a search may choose.
  bool InProblem = false;
  /// Something came to nothing because it hangs on an axis, and something that
  /// a search needs did; the axes.
  bool Deferred = false;
  bool ProblemIsBad = false;
  std::vector<uint32_t> Blocked;
  /// Leaves of uncertain quantities by name.
  std::map<std::string, ir::ValueId> DrawLeaves;

  /// Records with requires, in the order they were made.
  std::vector<Record *> ToCheck;
  size_t CheckedUpTo = 0;
  bool RequireFailed = false;
  /// Something came to nothing without a diagnostic.
  std::optional<Span> Silent;
  std::vector<Fault *> Pending;
  /// Functions and models that run, innermost last, from ActiveBase on:
  /// evaluating a field starts afresh, since it could have come first.
  std::vector<std::pair<const void *, const void *>> Active;
  size_t ActiveBase = 0;

  ModelContext *Context = nullptr;
  /// Definitions read by the formula that is evaluated; null where nobody asks.
  llvm::SmallVectorImpl<ir::DefId> *Uses = nullptr;
  ir::Array<DefinitionInfo> Defs;
  std::vector<WrittenAt> Written;
  llvm::DenseMap<const void *, ir::TextId> Docs;
  uint32_t Depth = 0;
  bool OutOfBudget = false;
  bool Exhausted = false;
  const SourceFile *NamedColumns = nullptr;
  SchemaInfo *LayerSchema = nullptr;
  SchemaInfo *TensorSchema = nullptr;
};

} // namespace acp::elab

#endif // ACP_ELABORATE_ELABORATION_H
