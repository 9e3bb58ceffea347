//===- Axes.cpp - sweep, solve, minimize ----------------------------------===//
//
// Part of acpc, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// An axis whose values are numbers, truth values, texts or enumerators is a
// leaf, and what hangs on it stays arithmetic. One that chooses records, or on
// which a structure hangs, stands at one of its values: whoever elaborates says
// at which, and does so once for each.
//
//===----------------------------------------------------------------------===//

#include "Elaborate/Elaboration.h"
#include "Elaborate/Resolve.h"
#include "llvm/ADT/DenseSet.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/SaveAndRestore.h"

using namespace acp;
using namespace acp::elab;
using ir::ValueId;

Syntax elab::axisOf(Syntax Block, Syntax Given) {
  if (isAxis(Given))
    return Given;
  if (!Given.is(NodeKind::PatternName))
    return {};
  for (unsigned I = 0, Size = Block.size(); I != Size; ++I) {
    Syntax N = Block[I];
    if (isAxis(N) && N[0].is(NodeKind::Pattern))
      for (unsigned K = 0; K != N[0].size(); ++K)
        if (N[0][K] == Given)
          return N;
  }
  return {};
}

/// Names of a line, one or those of its pattern.
static llvm::SmallVector<Syntax, 2> namesOf(Syntax Line) {
  llvm::SmallVector<Syntax, 2> Names;
  if (!Line[0].is(NodeKind::Pattern))
    Names.push_back(Line[0]);
  for (unsigned I = 0; Line[0].is(NodeKind::Pattern) && I != Line[0].size();
       ++I)
    Names.push_back(Line[0][I]);
  return Names;
}

uint32_t Elaboration::searchOf(Record *Owner, ModuleInfo *File, Span Where) {
  auto [At, New] = SearchOf.try_emplace({Owner, Owner ? nullptr : File},
                                        uint32_t(Out->Searches.size()));
  if (New) {
    ir::Search S;
    if (Owner)
      S.Name = Out->Texts.add(recordName(Owner));
    else if (File != Main)
      S.Name = Out->Texts.add(File->Path);
    S.Where = Where;
    Out->Searches.push_back(std::move(S));
  }
  return At->second;
}

/// The two ends of a line `… in a..b`.
static Syntax rangeOf(Syntax Line) {
  Syntax N = Line[1];
  while (N.is(NodeKind::Paren))
    N = N[0];
  bool IsRange = !Line[0].is(NodeKind::Pattern) && N.is(NodeKind::Binary) &&
                 N.op() == SyntaxOp::Range;
  return IsRange ? N : Syntax();
}

bool Elaboration::typedParts(Syntax Line, Value Item,
                             llvm::ArrayRef<const Type *> Types,
                             llvm::SmallVectorImpl<Value> &Parts) {
  llvm::SmallVector<Syntax, 2> Names = namesOf(Line);
  Parts.resize(Names.size());
  if (!Line[0].is(NodeKind::Pattern))
    Parts[0] = Item;
  else if (!destructure(Line[0], Item, Line[1].span(), Parts.data()))
    return false;
  for (size_t K = 0; K != Names.size(); ++K) {
    if (Types[K])
      Parts[K] =
          coerce(Parts[K], Types[K], Line[1].span(), Names[K].text(), {});
    if (Parts[K].isBad()) {
      demand(Parts[K], Line[1].span());
      return false;
    }
  }
  return true;
}

Value Elaboration::ofRange(int64_t N, const Value &Like, Span Where) {
  Value V = number(N, DimensionTable::one(), Where);
  Dim To = Out->type(Like.Id).dim();
  if (!(To == DimensionTable::one()))
    V.Id = B.make(ir::Opcode::Cast, llvm::ArrayRef(V.Id), Where, To);
  V.Unit = Like.Unit;
  return V;
}

bool Elaboration::rangeItems(Syntax Line, WholeRange Of,
                             llvm::ArrayRef<const Type *> Types,
                             AxisItems &Items) {
  // What fits the type at both ends does so between them.
  llvm::SmallVector<Value, 2> Parts;
  for (int64_t End : {Of.First, Of.First + int64_t(Of.Length - 1)})
    if (!typedParts(Line, number(End, DimensionTable::one(), Line[1].span()),
                    Types, Parts))
      return false;
  Items.Range = Of;
  Items.List.push_back(std::move(Parts));
  return true;
}

bool Elaboration::axisItems(Syntax Line, const Env *E, size_t Names,
                            llvm::ArrayRef<const Type *> Types,
                            AxisItems &Items) {
  Value In;
  if (Syntax N = rangeOf(Line)) {
    Value L = eval(N[0], E), R = eval(N[1], E);
    std::optional<WholeRange> Of = wholeRange(L, R);
    // What is counted in thousands is no range of whole numbers.
    bool ByOne = !Types[0] || Types[0]->Is != Type::Quantity ||
                 Types[0]->Unit == ir::None ||
                 Number::same(Out->Units[Types[0]->Unit].Factor, Number(1));
    if (ByOne && Of && Of->Length && Of->Length <= limits::RangeValues)
      return rangeItems(Line, *Of, Types, Items);
    In = binary(SyntaxOp::Range, L, R, N, N[0], N[1]);
  } else {
    // Of a field its type says which names come first in the list.
    Type Values;
    Values.Is = Type::List;
    Values.Element = Names == 1 ? Types[0] : nullptr;
    In = eval(Line[1], E, Values.Element ? &Values : nullptr);
  }
  if (In.isBad()) {
    demand(In, Line[1].span());
    return false;
  }
  if (!In.is(Kind::List)) {
    Diags.report(Diag::WrongKind, Line[1].span())
        .arg("expected", "a list of the values that the axis takes")
        .arg("found", describe(In));
    return false;
  }
  if (In.Items->Conditions) {
    openStructure(firstCondition(In.Items), Line[1].span(),
                  "which values the axis has");
    return false;
  }
  if (!In.Items->Size) {
    Diags.report(Diag::EmptyAxis, Line[1].span())
        .arg("name", Line[0].text())
        .here("this list has no element");
    return false;
  }
  for (uint32_t I = 0; I != In.Items->Size; ++I)
    if (!typedParts(Line, In.Items->Items[I], Types, Items.List.emplace_back()))
      return false;
  return true;
}

/// A value of an axis as a column of the report has it.
static ValueId shownValue(Elaboration &E, Value V, Span Where) {
  return V.isScalar() ? V.Id : E.show(V, Where);
}

llvm::SmallVector<Value, 2>
Elaboration::axis(Syntax Line, const Env *E, Record *Owner,
                  llvm::ArrayRef<const Type *> Types) {
  llvm::SmallVector<Syntax, 2> Names = namesOf(Line);
  llvm::SmallVector<Value, 2> Result(Names.size());
  AxisItems Of;
  {
    llvm::SaveAndRestore<bool> Decides(InProblem, true);
    if (!axisItems(Line, E, Names.size(), Types, Of))
      return Result;
  }
  std::vector<llvm::SmallVector<Value, 2>> &Items = Of.List;
  auto Item = [&](uint32_t I, size_t K) {
    return Of.Range ? ofRange(Of.Range->First + I, Items[0][K], Line[1].span())
                    : Items[I][K];
  };
  ir::Axis A;
  A.Kind = Line.is(NodeKind::Solve) ? ir::LeafKind::Solve : ir::LeafKind::Sweep;
  A.Length = uint32_t(Of.Range ? Of.Range->Length : Items.size());
  A.Where = Line.span();
  if (A.Kind == ir::LeafKind::Solve)
    A.Search = searchOf(Owner, E->Module, Line.span());
  // Zero is of the dimension of the others.
  for (size_t K = 0; K != Names.size(); ++K)
    for (auto &Typed : Items)
      if (Typed[K].is(Kind::Number) && !isZero(Typed[K])) {
        for (auto &Parts : Items)
          if (isZero(Parts[K]) && !isZero(Typed[K]))
            Parts[K] = Value::scalar(
                Kind::Number,
                B.make(ir::Opcode::Cast, llvm::ArrayRef(Parts[K].Id),
                       Line[1].span(), Out->type(Typed[K].Id).dim()),
                Typed[K].Unit);
        break;
      }
  // Leaves need values of one type that a leaf can have.
  bool Plain = true;
  for (size_t K = 0; K != Names.size(); ++K)
    for (auto &Parts : Items) {
      Plain &= Parts[K].isScalar() && !Parts[K].is(Kind::Absent) &&
               Out->known(Parts[K].Id) && Parts[K].K == Items[0][K].K;
      if (Plain && !(Out->type(Parts[K].Id) == Out->type(Items[0][K].Id)) &&
          Parts[K].is(Kind::Number)) {
        sameDimension(Items[0][K], Parts[K], "in", Line[1].span(),
                      Line[1].span(), Line[1].span());
        return Result;
      }
    }
  // A line that is swept is one axis, however many records inherit it.
  uint32_t &Before =
      LineAxes.try_emplace({&Line.tree(), Line.id()}, ir::None).first->second;
  if (A.Kind == ir::LeafKind::Sweep && Before != ir::None) {
    const ir::Axis &Same = Out->Axes[Before];
    bool Fits = Same.Length == A.Length;
    for (size_t K = 0; Fits && K != Names.size(); ++K)
      if (Same.Columns[K].isRange() || Of.Range)
        Fits = Same.Columns[K].isRange() && Of.Range &&
               Same.Columns[K].First == Of.Range->First &&
               Out->type(Same.Columns[K].Value) == Out->type(Items[0][K].Id);
      else
        for (uint32_t I = 0; Fits && I != A.Length; ++I)
          Fits = Same.Columns[K].Values[I] ==
                 shownValue(*this, Items[I][K], Line[1].span());
    if (Fits) {
      for (size_t K = 0; K != Names.size(); ++K) {
        Result[K] = Item(Same.At == ir::None ? 0 : Same.At, K);
        if (Same.At == ir::None)
          Result[K].Id = Same.Columns[K].Value;
      }
      return Result;
    }
  }
  std::string Key = axisKey(Line, Owner);
  A.Name = Out->Texts.add(Key);
  auto Chosen = Options.Choices.find(Key);
  A.Structural = !Plain || llvm::is_contained(Options.Structural, Key);
  if (Chosen != Options.Choices.end())
    A.At = uint32_t(std::min<uint64_t>(Chosen->second, A.Length - 1));
  else if (A.Structural)
    A.At = 0;
  for (size_t K = 0; K != Names.size(); ++K) {
    ir::AxisColumn C;
    C.Name = Out->Texts.add(Names[K].text());
    const Value &First = Items[0][K];
    if (Of.Range)
      C.First = Of.Range->First;
    else
      for (auto &Parts : Items)
        C.Values.push_back(shownValue(*this, Parts[K], Line[1].span()));
    if (First.is(Kind::Number))
      C.Unit = uint32_t(First.Unit);
    if (A.At != ir::None) {
      Result[K] = Item(A.At, K);
      C.Value = shownValue(*this, Result[K], Line[1].span());
    } else {
      std::string Name = Owner
                             ? (recordName(Owner) + "." + Names[K].text()).str()
                             : Names[K].text().str();
      ValueId Leaf = B.leaf(Name, A.Kind, Out->type(First.Id), Names[K].span());
      Result[K] = Value::scalar(First.K, Leaf,
                                First.is(Kind::Number) ? First.Unit : ir::None);
      C.Value = Leaf;
    }
    A.Columns.push_back(std::move(C));
  }
  if (Line[2])
    FiltersToCheck.push_back({uint32_t(Out->Axes.size()), Line[2], E});
  Before = uint32_t(Out->Axes.size());
  Out->Axes.push_back(std::move(A));
  return Result;
}

Value Elaboration::firstOfAxis(Syntax Line, const Env *E) {
  if (Syntax Range = rangeOf(Line))
    return eval(Range[0], E);
  Value In = eval(Line[1], E);
  return In.is(Kind::List) && In.Items->Size ? In.Items->Items[0] : Value();
}

std::string Elaboration::axisKey(Syntax Line, Record *Owner) {
  std::string Key = namesOf(Line)[0].text().str();
  if (Owner)
    Key = recordName(Owner) + "." + Key;
  unsigned &Times = AxisKeys[Key];
  return ++Times == 1 ? Key : Key + "#" + std::to_string(Times);
}

bool Elaboration::fieldAxis(Record *R, unsigned Index) {
  const FieldInfo &Asked = R->S->Fields[Index];
  const BlockRef &Block = R->S->Blocks[Asked.Given.Layer];
  Syntax Line = axisOf(Block.Block, Asked.Given.Node);
  if (!Line)
    return false;
  llvm::SmallVector<Syntax, 2> Names = namesOf(Line);
  llvm::SmallVector<const Type *, 2> Types;
  llvm::SmallVector<int, 2> At;
  for (Syntax N : Names) {
    At.push_back(R->S->find(symbol(*Block.Module, N)));
    Types.push_back(At.back() < 0
                        ? nullptr
                        : fieldType(R, R->S->Fields[unsigned(At.back())]));
    if (At.back() >= 0)
      slot(R, unsigned(At.back())).State = SlotState::Running;
  }
  llvm::SmallVector<Value, 2> Parts;
  llvm::SmallVector<ir::DefId, 6> Reads;
  {
    llvm::SaveAndRestore<ModelContext *> NoContext(Context, nullptr);
    llvm::SaveAndRestore<size_t> Afresh(ActiveBase, Active.size());
    llvm::SaveAndRestore<llvm::SmallVectorImpl<ir::DefId> *> Reading(Uses,
                                                                     &Reads);
    Parts = axis(Line, &R->Frames[Asked.Given.Layer], R, Types);
  }
  for (size_t K = 0; K != Names.size(); ++K) {
    if (At[K] < 0)
      continue;
    Slot &S = slot(R, unsigned(At[K]));
    const FieldInfo &F = R->S->Fields[unsigned(At[K])];
    // A later block may give one name of a pattern another value.
    if (!(axisOf(Block.Block, F.Given.Node) == Line)) {
      S.State = SlotState::Empty;
      continue;
    }
    nameRecord(Parts[K], R, F.Name, -1);
    S.V = Parts[K];
    S.State = SlotState::Done;
    if (Parts[K].isScalar())
      S.Def = define(Parts[K], R, unsigned(At[K]), originOf(Line), Reads);
  }
  used(slot(R, Index).Def);
  return true;
}

void Elaboration::declareAxis(Declaration &D) {
  Syntax Line = D.Node;
  llvm::SmallVector<Syntax, 2> Names = namesOf(Line);
  llvm::SmallVector<const Type *, 2> NoTypes(Names.size(), nullptr);
  llvm::SmallVector<Value, 2> Parts =
      axis(Line, &D.Home->Top, nullptr, NoTypes);
  for (size_t K = 0; K != Names.size(); ++K) {
    Declaration *Each = D.Home->Names->find(symbol(*D.Home, Names[K]));
    if (!Each || !(Each->Node == Line))
      continue;
    Each->V = Parts[K];
    Each->State = DeclState::Done;
    if (Each->V.isScalar())
      Each->Def = define(Each->V, Each->Name,
                         {Line, D.Home, Names[K].span(), Line[1].span()},
                         originOf(Line), {});
  }
}

ValueId Elaboration::firstCondition(const List *L) const {
  for (uint32_t I = 0; I != L->Size; ++I)
    if (L->Conditions[I] != ir::None && !Out->known(L->Conditions[I]))
      return L->Conditions[I];
  return ir::None;
}

llvm::SmallVector<uint32_t, 4> Elaboration::leavesOf(ValueId Open) const {
  llvm::SmallVector<ValueId, 16> Todo{Open};
  llvm::DenseSet<ValueId> Seen;
  llvm::SmallVector<uint32_t, 4> Leaves;
  while (!Todo.empty()) {
    ValueId V = Todo.pop_back_val();
    if (V == ir::None || Out->known(V) || !Seen.insert(V).second)
      continue;
    if (Out->Values[V].Op == ir::Opcode::Leaf)
      Leaves.push_back(Out->Values[V].Attribute);
    for (ValueId O : Out->operands(Out->Values[V]))
      Todo.push_back(O);
  }
  llvm::sort(Leaves);
  return Leaves;
}

bool Elaboration::decidesOpenly(ValueId V, Span Where, llvm::StringRef What,
                                bool ByDraws) {
  for (uint32_t L : leavesOf(V)) {
    ir::LeafKind K = Out->Leaves[L].Kind;
    if (K == ir::LeafKind::Open || (ByDraws && K == ir::LeafKind::Draw)) {
      openStructure(V, Where, What);
      return true;
    }
  }
  return false;
}

Value Elaboration::openStructure(ValueId Open, Span Where,
                                 llvm::StringRef What) {
  llvm::SmallVector<uint32_t, 4> Leaves = leavesOf(Open);
  for (uint32_t L : Leaves) {
    const ir::Leaf &Leaf = Out->Leaves[L];
    if (Leaf.Kind != ir::LeafKind::Open && Leaf.Kind != ir::LeafKind::Draw)
      continue;
    bool IsDraw = Leaf.Kind == ir::LeafKind::Draw;
    auto D = Diags.report(Diag::OpenStructure, Where);
    D.arg("leaf", IsDraw ? "an uncertain quantity" : "an open parameter");
    D.here((What + " hangs on `" + Out->Texts.get(Leaf.Name) + "`").str());
    D.label(Leaf.Where, IsDraw ? "drawn here" : "left open");
    if (IsDraw)
      D.help("a draw may change figures, and not what there is: write "
             "`if … then … else …` between numbers, or give one value");
    return Value();
  }
  // Only axes: the module is to be made for each of their values.
  Deferred = true;
  for (ir::Axis &A : Out->Axes)
    for (ir::AxisColumn &C : A.Columns)
      if (Out->Values[C.Value].Op == ir::Opcode::Leaf &&
          llvm::is_contained(Leaves, Out->Values[C.Value].Attribute)) {
        if (InProblem || A.Kind == ir::LeafKind::Sweep)
          A.Structural = true;
        else
          Blocked.push_back(uint32_t(&A - Out->Axes.data()));
      }
  return Value();
}

void Elaboration::addObjective(Syntax Clause, const Env *E, uint32_t Search) {
  for (unsigned I = 0; I != Clause.size(); ++I) {
    Value V = eval(Clause[I], E);
    if (V.isBad()) {
      ProblemIsBad = true;
      if (!Deferred)
        demand(V, Clause[I].span());
      continue;
    }
    if (!V.is(Kind::Number)) {
      Diags.report(Diag::WrongKind, Clause[I].span())
          .arg("expected", "a quantity to be made small or large")
          .arg("found", describe(V));
      continue;
    }
    // What is uncertain is judged at its middle.
    if (decidesOpenly(V.Id, Clause[I].span(), "which point is the best", false))
      continue;
    ir::Objective O;
    O.Value = V.Id;
    O.Unit = V.Unit == ir::None ? ir::None : uint32_t(V.Unit);
    O.Maximize = Clause.is(NodeKind::Maximize);
    O.Where = Clause[I].span();
    Out->Searches[Search].Objectives.push_back(O);
  }
}

void Elaboration::finishAxes() {
  llvm::SaveAndRestore<bool> Decides(InProblem, true);
  // Evaluating may make more axes.
  size_t DoneSearches = 0;
  for (size_t F = 0;;) {
    if (F < FiltersToCheck.size()) {
      FilterToCheck Each = FiltersToCheck[F++];
      Value C = eval(Each.Condition, Each.Scope);
      if (C.isBad()) {
        ProblemIsBad = true;
        if (!Deferred)
          demand(C, Each.Condition.span());
      } else if (!C.is(Kind::Bool)) {
        Diags.report(Diag::WrongKind, Each.Condition.span())
            .arg("expected", "a condition")
            .arg("found", describe(C));
      } else if (!decidesOpenly(C.Id, Each.Condition.span(),
                                "which points there are", true)) {
        Out->Filters.push_back({Each.Axis, C.Id, Each.Condition.span()});
      }
      continue;
    }
    if (DoneSearches == SearchOf.size())
      break;
    auto [Of, Search] = *(SearchOf.begin() + ptrdiff_t(DoneSearches++));
    auto [Owner, File] = Of;
    if (Owner) {
      for (const FieldSource &O : Owner->S->Objectives)
        addObjective(O.Node, &Owner->Frames[O.Layer], Search);
      continue;
    }
    Syntax Root = File->Tree->root();
    for (unsigned I = 0; I != Root.size(); ++I)
      if (Root[I].is(NodeKind::Minimize) || Root[I].is(NodeKind::Maximize)) {
        resolve(*this, *File, Root[I]);
        addObjective(Root[I], &File->Top, Search);
      }
  }
}

void Elaboration::settleAxes() {
  // What a search decides by could not be worked out as arithmetic.
  if (ProblemIsBad && Deferred)
    for (uint32_t A : Blocked)
      Out->Axes[A].Structural = true;
}
