//===- Views.cpp - report clauses -----------------------------------------===//
//
// Part of acpc, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A `report` clause becomes a view of the IR: rows and columns of definitions.
// Which fields a kind shows when nobody says is the library's: a schema says it
// with `report self with …`.
//
//===----------------------------------------------------------------------===//

#include "Elaborate/Elaboration.h"

using namespace acp;
using namespace acp::elab;

ir::DefId Elaboration::cell(Value V, ir::DefId Def, llvm::StringRef Name,
                            Span Where) {
  if (Def != ir::None || V.isBad())
    return Def;
  if (isTensor(V))
    V = field(V.Rec, Known.Shape, Where);
  if (V.is(Kind::List)) {
    if (V.Items->Conditions && firstCondition(V.Items) != ir::None) {
      openStructure(firstCondition(V.Items), Where,
                    "which elements a list has");
      return ir::None;
    }
    llvm::SmallVector<ir::ValueId, 8> Ids;
    for (uint32_t I = 0; I != V.Items->Size; ++I) {
      Value Each = V.Items->Items[I];
      Ids.push_back(Each.isScalar() ? Each.Id : show(Each, Where));
    }
    V = Value::scalar(Kind::Text, B.make(ir::Opcode::Tuple, Ids, Where));
  } else if (!V.isScalar()) {
    V = Value::scalar(Kind::Text, show(V, Where));
  }
  return define(V, symbol(Name), {Syntax(), Main, Where, Span()},
                ir::Origin::Given, {});
}

ir::DefId Elaboration::fieldCell(Record *R, Symbol Name, bool Strict,
                                 Span Where) {
  int Index = R->S->find(Name);
  if (Index < 0)
    return ir::None;
  Value V = fieldAt(R, unsigned(Index), Where);
  if (V.is(Kind::Function) || V.is(Kind::Absent))
    return ir::None;
  if (V.isBad()) {
    if (Strict || !V.is(Kind::Faulty) || !V.Wrong->Wanting)
      demand(V, Where);
    return ir::None;
  }
  ir::DefId D = cell(V, slot(R, unsigned(Index)).Def, name(Name), Where);
  if (slot(R, unsigned(Index)).Def == ir::None) {
    slot(R, unsigned(Index)).Def = D;
    Defs[D].Owner = R;
    Defs[D].Field = unsigned(Index);
    const FieldInfo &F = R->S->Fields[unsigned(Index)];
    if (Syntax Line =
            R->S->HasAxis && F.Given.Node
                ? axisOf(R->S->Blocks[F.Given.Layer].Block, F.Given.Node)
                : Syntax())
      Defs[D].From = originOf(Line);
    Written[Defs[D].Written - 1].Place =
        R->S->Fields[unsigned(Index)].First.Node.span();
  }
  return D;
}

namespace {
/// Columns of a view: paths of names below each record.
struct ColumnPath {
  llvm::SmallVector<Symbol, 2> Names;
  std::string Text;
  Span Where;
};
} // namespace

static llvm::SmallVector<ColumnPath, 8>
columnPaths(Elaboration &E, ModuleInfo &M, Syntax List) {
  llvm::SmallVector<ColumnPath, 8> Paths;
  for (unsigned I = 0; List && I != List.size(); ++I) {
    ColumnPath P;
    for (unsigned K = 0; K != List[I].size(); ++K)
      P.Names.push_back(E.symbol(M, List[I][K]));
    P.Text = List[I].text().str();
    P.Where = List[I].span();
    Paths.push_back(std::move(P));
  }
  return Paths;
}

/// Columns that the call names, `a,b.c`.
static llvm::SmallVector<ColumnPath, 8> namedPaths(Elaboration &E,
                                                   const SourceFile &List) {
  llvm::SmallVector<ColumnPath, 8> Paths;
  for (llvm::StringRef Rest = List.text(); !Rest.empty();) {
    llvm::StringRef Each;
    std::tie(Each, Rest) = Rest.split(',');
    Each = Each.trim();
    ColumnPath P;
    for (llvm::StringRef Left = Each; !Left.empty();) {
      llvm::StringRef Name;
      std::tie(Name, Left) = Left.split('.');
      P.Names.push_back(E.symbol(Name));
    }
    if (P.Names.empty())
      continue;
    P.Text = Each.str();
    uint32_t At = List.base() + uint32_t(Each.data() - List.text().data());
    P.Where = {At, At + uint32_t(Each.size())};
    Paths.push_back(std::move(P));
  }
  return Paths;
}

/// Columns given, else those of the schema's own `report`, else all fields.
static llvm::SmallVector<ColumnPath, 8>
chooseColumns(Elaboration &E, Record *R, Syntax Columns, const Env *Scope) {
  if (Columns)
    return columnPaths(E, *Scope->Module, Columns);
  if (const SourceFile *Named = E.namedColumns())
    return namedPaths(E, *Named);
  llvm::SmallVector<ColumnPath, 8> Paths;
  if (R->S->Default) {
    for (const BlockRef &Block : R->S->Blocks)
      if (&Block.Block.tree() == &R->S->Default.tree())
        Paths = columnPaths(E, *Block.Module, R->S->Default[1]);
    // What was searched or swept is of interest wherever it stands.
    size_t At = 0;
    for (const FieldInfo &F : R->S->Fields) {
      const BlockRef &Block = R->S->Blocks[F.Given.Layer];
      if (!R->S->HasAxis || !axisOf(Block.Block, F.Given.Node) ||
          llvm::any_of(Paths, [&](const ColumnPath &P) {
            return P.Names.size() == 1 && P.Names[0] == F.Name;
          }))
        continue;
      ColumnPath P;
      P.Names.push_back(F.Name);
      P.Text = E.name(F.Name).str();
      Paths.insert(Paths.begin() + ptrdiff_t(At++), std::move(P));
    }
    return Paths;
  }
  for (const FieldInfo &F : R->S->Fields) {
    if (F.IsLet || (F.First.Node.kind() == NodeKind::Field && F.First.Node[1]))
      continue;
    ColumnPath P;
    P.Names.push_back(F.Name);
    P.Text = E.name(F.Name).str();
    Paths.push_back(std::move(P));
  }
  return Paths;
}

ir::DefId Elaboration::pathCell(Record *R, llvm::ArrayRef<Symbol> Names,
                                bool Strict, Span Where, Value *Structure) {
  for (size_t I = 0; I + 1 < Names.size(); ++I) {
    int Index = R->S->find(Names[I]);
    Value V;
    if (Index >= 0)
      V = fieldAt(R, unsigned(Index), Where);
    else
      Diags.report(Diag::UnknownField, Where)
          .arg("name", name(Names[I]))
          .arg("record", describe(Value::of(R)));
    if (V.is(Kind::Stage)) {
      Record *Built = build(V.Stg, Where);
      V = Built ? Value::of(Built) : Value();
    }
    if (!V.is(Kind::Record)) {
      if (Strict)
        demand(V, Where);
      return ir::None;
    }
    R = V.Rec;
  }
  int Index = R->S->find(Names.back());
  if (Index < 0) {
    std::vector<llvm::StringRef> Known_;
    for (const FieldInfo &F : R->S->Fields)
      if (!F.IsLet)
        Known_.push_back(name(F.Name));
    auto D = Diags.report(Diag::UnknownField, Where);
    D.arg("name", name(Names.back())).arg("record", describe(Value::of(R)));
    std::string Near = nearest(name(Names.back()), Known_);
    if (!Near.empty())
      D.help("did you mean `" + Near + "`?");
    return ir::None;
  }
  Value V = fieldAt(R, unsigned(Index), Where);
  // A list of records is a table of its own.
  if (Structure && V.is(Kind::List) && V.Items->Size &&
      V.Items->Items[0].is(Kind::Record) && !isTensor(V.Items->Items[0])) {
    *Structure = V;
    return ir::None;
  }
  return fieldCell(R, Names.back(), Strict, Where);
}

void Elaboration::viewRecord(Record *R, Syntax Columns, llvm::StringRef Title,
                             Span Where, uint32_t Parent, const Env *E) {
  ir::View V;
  V.Kind = ir::ViewKind::Record;
  V.Title = Out->Texts.add(Title);
  V.Schema =
      R->S->Schema ? Out->Texts.add(name(R->S->Schema->Decl->Name)) : ir::None;
  V.Where = Where;
  V.Parent = Parent;
  std::vector<std::pair<std::string, Value>> Nested;
  for (ColumnPath &P : chooseColumns(*this, R, Columns, E)) {
    Value Structure;
    ir::DefId D =
        pathCell(R, P.Names, bool(Columns),
                 P.Where.valid() && Columns ? P.Where : Where, &Structure);
    if (Structure.is(Kind::List))
      Nested.push_back({P.Text, Structure});
    if (D == ir::None)
      continue;
    ir::Row Row;
    Row.Label = Out->Texts.add(P.Text);
    Row.FirstCell = uint32_t(Out->Cells.size());
    Out->Cells.push_back(D);
    V.Rows.push_back(Row);
  }
  ir::Column C;
  C.Name = Out->Texts.add("value");
  V.Columns.push_back(C);
  Out->Views.push_back(std::move(V));
  uint32_t Me = uint32_t(Out->Views.size()) - 1;
  if (Parent != ir::None)
    return;
  for (auto &[Name, List] : Nested)
    viewTable(List.Items, Syntax(), Name, Where, Me, E);
}

void Elaboration::viewTable(List *L, Syntax Columns, llvm::StringRef Title,
                            Span Where, uint32_t Parent, const Env *E) {
  ir::View V;
  V.Kind = ir::ViewKind::Table;
  V.Title = Out->Texts.add(Title);
  V.Where = Where;
  V.Parent = Parent;
  if (L->Conditions && firstCondition(L) != ir::None) {
    openStructure(firstCondition(L), Where, "which rows a table has");
    return;
  }
  Record *First = nullptr;
  for (uint32_t I = 0; I != L->Size && !First; ++I)
    if (L->Items[I].is(Kind::Record) && !isTensor(L->Items[I]))
      First = L->Items[I].Rec;
  if (!First) {
    ir::Column C;
    C.Name = Out->Texts.add("value");
    V.Columns.push_back(C);
    for (uint32_t I = 0; I != L->Size; ++I) {
      ir::Row Row;
      Row.FirstCell = uint32_t(Out->Cells.size());
      Out->Cells.push_back(cell(L->Items[I], ir::None, Title, Where));
      V.Rows.push_back(Row);
    }
    Out->Views.push_back(std::move(V));
    return;
  }
  if (First->S->Schema)
    V.Schema = Out->Texts.add(name(First->S->Schema->Decl->Name));
  bool Given = Columns || namedColumns();
  // Of entries of several kinds, each has some of the columns.
  bool Strict = Given && !Options.Query;
  auto Paths = chooseColumns(*this, First, Columns, E);
  // A list of records has no place in a cell.
  llvm::erase_if(Paths, [&](const ColumnPath &P) {
    int At = P.Names.size() == 1 ? First->S->find(P.Names[0]) : -1;
    if (Given || At < 0)
      return false;
    const Type *T = fieldType(First, First->S->Fields[unsigned(At)]);
    return T && T->Is == Type::List && T->Element &&
           T->Element->Is == Type::Schema;
  });
  for (ColumnPath &P : Paths) {
    ir::Column C;
    C.Name = Out->Texts.add(P.Text);
    V.Columns.push_back(C);
  }
  for (uint32_t I = 0; I != L->Size; ++I) {
    Value Item = L->Items[I];
    if (!Item.is(Kind::Record))
      continue;
    llvm::SmallVector<ir::DefId, 8> Cells;
    for (size_t K = 0; K != Paths.size(); ++K) {
      ir::DefId D = pathCell(Item.Rec, Paths[K].Names, Strict,
                             Given ? Paths[K].Where : Where, nullptr);
      Cells.push_back(D);
      if (V.Columns[K].Unit == ir::None)
        V.Columns[K].Unit = D == ir::None ? ir::None : Defs[D].Unit;
    }
    ir::Row Row;
    Row.Label = Item.Rec->Name;
    Row.FirstCell = uint32_t(Out->Cells.size());
    Out->Cells.insert(Out->Cells.end(), Cells.begin(), Cells.end());
    V.Rows.push_back(Row);
  }
  Out->Views.push_back(std::move(V));
}

void Elaboration::viewModel(Record *R, Syntax Columns, llvm::StringRef Title,
                            Span Where, const Env *E) {
  ir::View V;
  V.Kind = ir::ViewKind::Tree;
  V.Title = Out->Texts.add(Title);
  V.Schema = R->Layer->Op;
  V.Where = Where;
  bool Given = Columns || namedColumns();
  auto Paths = chooseColumns(*this, R, Columns, E);
  for (ColumnPath &P : Paths) {
    ir::Column C;
    C.Name = Out->Texts.add(P.Text);
    V.Columns.push_back(C);
  }
  struct Visit {
    Record *R;
    uint32_t Parent;
    uint32_t Depth;
  };
  std::vector<Visit> Todo{{R, ir::None, 0}};
  while (!Todo.empty()) {
    Visit At = Todo.back();
    Todo.pop_back();
    LayerInfo &Info = *At.R->Layer;
    llvm::SmallVector<ir::DefId, 8> Cells;
    for (size_t K = 0; K != Paths.size(); ++K) {
      ir::DefId D = pathCell(At.R, Paths[K].Names, Given && !At.Depth,
                             Given ? Paths[K].Where : Where, nullptr);
      Cells.push_back(D);
      if (V.Columns[K].Unit == ir::None)
        V.Columns[K].Unit = D == ir::None ? ir::None : Defs[D].Unit;
    }
    ir::Layer L;
    L.Name = Info.Name == ir::None ? V.Title : Info.Name;
    L.Path = pathOf(At.R);
    L.Op = Info.Op;
    L.Parent = At.Parent;
    L.Count = Info.Count.Id;
    L.Repeated = Info.Repeated;
    L.IsModel = Info.IsModel;
    L.Where = At.R->Where;
    L.FirstField = uint32_t(Out->LayerFields.size());
    for (ir::DefId D : Cells)
      if (D != ir::None)
        Out->LayerFields.push_back(D);
    L.NumFields = uint32_t(Out->LayerFields.size()) - L.FirstField;
    uint32_t Index = uint32_t(Out->Layers.size());
    Out->Layers.push_back(L);
    ir::Row Row;
    Row.Label = L.Name;
    Row.Layer = Index;
    Row.Depth = At.Depth;
    Row.FirstCell = uint32_t(Out->Cells.size());
    Out->Cells.insert(Out->Cells.end(), Cells.begin(), Cells.end());
    V.Rows.push_back(Row);
    for (size_t I = Info.Children.size(); I-- != 0;)
      Todo.push_back({Info.Children[I], Index, At.Depth + 1});
  }
  Out->Views.push_back(std::move(V));
}

void Elaboration::viewValue(Value V, llvm::StringRef Title, Span Where,
                            ir::DefId Def) {
  ir::View View;
  View.Kind = ir::ViewKind::Table;
  View.Title = Out->Texts.add(Title);
  View.Where = Where;
  ir::Column C;
  C.Name = Out->Texts.add("value");
  View.Columns.push_back(C);
  ir::Row Row;
  Row.Label = View.Title;
  Row.FirstCell = uint32_t(Out->Cells.size());
  Out->Cells.push_back(cell(V, Def, Title, Where));
  View.Rows.push_back(Row);
  Out->Views.push_back(std::move(View));
}

void Elaboration::report(Syntax N, const Env *E) {
  Syntax Expr = N.is(NodeKind::Report) ? N[0] : N;
  Syntax Columns = N.is(NodeKind::Report) ? N[1] : Syntax();
  llvm::SmallVector<ir::DefId, 4> Reads;
  Uses = &Reads;
  Value V = eval(Expr, E);
  Uses = nullptr;
  std::string Title = Expr.text().str();
  switch (V.K) {
  case Kind::Poison:
  case Kind::Faulty:
    demand(V, Expr.span());
    return;
  case Kind::Stage: {
    Record *R = build(V.Stg, Expr.span());
    if (R)
      viewModel(R, Columns, Title, Expr.span(), E);
    return;
  }
  case Kind::Record:
    if (V.Rec->Layer)
      viewModel(V.Rec, Columns, Title, Expr.span(), E);
    else if (isTensor(V))
      viewValue(V, Title, Expr.span(), ir::None);
    else
      viewRecord(V.Rec, Columns,
                 V.Rec->Name != ir::None ? Out->Texts.get(V.Rec->Name)
                                         : llvm::StringRef(Title),
                 Expr.span(), ir::None, E);
    return;
  case Kind::List: {
    // Models side by side are a table of their totals.
    for (uint32_t I = 0; I != V.Items->Size; ++I)
      if (V.Items->Items[I].is(Kind::Stage))
        if (Record *R = build(V.Items->Items[I].Stg, Expr.span()))
          V.Items->Items[I] = Value::of(R);
    bool Records = V.Items->Size && V.Items->Items[0].is(Kind::Record) &&
                   !isTensor(V.Items->Items[0]);
    if (Records || V.Items->Size > 8)
      viewTable(V.Items, Columns, Title, Expr.span(), ir::None, E);
    else
      viewValue(V, Title, Expr.span(), ir::None);
    return;
  }
  default:
    break;
  }
  if (!V.isScalar()) {
    Diags.report(Diag::WrongKind, Expr.span())
        .arg("expected", "a value, a record, a model or a list of them")
        .arg("found", describe(V));
    return;
  }
  // A name or member is its own definition; an expression gets one here.
  ir::DefId Def = ir::None;
  if (Reads.size() == 1 && Defs[Reads[0]].Value == V.Id &&
      (Expr.is(NodeKind::Name) || Expr.is(NodeKind::Member)))
    Def = Reads[0];
  if (Def == ir::None) {
    Def = define(V, symbol(Title),
                 {Syntax(), E->Module, Expr.span(), Expr.span()},
                 ir::Origin::Derived, Reads);
  }
  viewValue(V, Title, Expr.span(), Def);
}
