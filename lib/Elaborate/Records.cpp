//===- Records.cpp - Shapes, refinement, fields ---------------------------===//
//
// Part of acpc, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Shapes are interned by their stack of blocks and remember their refinements,
// so that making the thousandth record of a kind costs an allocation. Fields
// are evaluated when they are asked for, once.
//
//===----------------------------------------------------------------------===//

#include "Elaborate/Elaboration.h"
#include "Elaborate/Resolve.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/SaveAndRestore.h"

using namespace acp;
using namespace acp::elab;

Shape *Elaboration::shapeOf(std::vector<BlockRef> Blocks, SchemaInfo *Schema) {
  auto It = ShapeIndex.find(Blocks);
  if (It != ShapeIndex.end())
    return It->second;
  Shapes.push_back(std::make_unique<Shape>());
  Shape *S = Shapes.back().get();
  S->Schema = Schema;
  S->Blocks = Blocks;
  for (uint16_t Layer = 0; Layer != Blocks.size(); ++Layer) {
    const BlockRef &Ref = Blocks[Layer];
    if (!Ref.Block.is(NodeKind::Block))
      continue;
    ModuleInfo &M = *Ref.Module;
    llvm::DenseMap<Symbol, Syntax> Here;
    auto Add = [&](Syntax NameNode, Syntax Node, bool IsLet) {
      Symbol Name = symbol(M, NameNode);
      auto [Twice, Once] = Here.try_emplace(Name, Node);
      // One may say what it is, and the other which values it takes.
      auto Declares = [](Syntax N) { return N.is(NodeKind::Field) && !N[3]; };
      auto IsAxis = [&](Syntax N) { return bool(axisOf(Ref.Block, N)); };
      if (!Once && !(Declares(Node) && IsAxis(Twice->second)) &&
          !(IsAxis(Node) && Declares(Twice->second))) {
        Diags.report(Diag::DuplicateName, NameNode.span())
            .arg("name", NameNode.text())
            .here("given again in the same block")
            .label(Twice->second[0].span(), "first here");
        return;
      }
      auto [At, New] = S->Index.try_emplace(Name, uint32_t(S->Fields.size()));
      if (New) {
        FieldInfo F;
        F.Name = Name;
        F.First = {Node, Layer};
        F.IsLet = IsLet;
        S->Fields.push_back(F);
        if (!Ref.OfSchema && !IsLet) {
          std::vector<llvm::StringRef> Names;
          for (const FieldInfo &Other : S->Fields)
            if (!Other.IsLet && Other.Name != Name)
              Names.push_back(name(Other.Name));
          auto D = Diags.report(Diag::UnknownField, NameNode.span());
          D.arg("name", NameNode.text());
          D.arg("record", Schema ? "a `" + name(Schema->Decl->Name).str() + "`"
                                 : "this record");
          std::string Near = nearest(NameNode.text(), Names);
          if (!Near.empty())
            D.help("did you mean `" + Near + "`?");
        }
      }
      FieldInfo &F = S->Fields[At->second];
      if (Node.kind() == NodeKind::Field) {
        if (Node.has(syntax_flags::Sum))
          F.IsSum = true;
        if (Node[2] && !F.Typed.Node)
          F.Typed = {Node, Layer};
        // A function keeps the parameters of the block that gives it.
        if (Node[3]) {
          F.Given = {Node, Layer};
          F.Refined = !Ref.OfSchema;
        }
      } else if (axisOf(Ref.Block, Node)) {
        F.Given = {NameNode.is(NodeKind::PatternName) ? NameNode : Node, Layer};
        F.Refined = !Ref.OfSchema;
      } else {
        F.Given = {Node, Layer};
        if (NameNode.kind() == NodeKind::PatternName)
          F.Given.Node = NameNode;
        if (Node[2] && !F.Typed.Node)
          F.Typed = {Node, Layer};
      }
    };
    for (unsigned I = 0; I != Ref.Block.size(); ++I) {
      Syntax N = Ref.Block[I];
      switch (N.kind()) {
      case NodeKind::Field:
        if (N[0])
          Add(N[0], N, false);
        break;
      case NodeKind::Let:
        if (N[0].is(NodeKind::Pattern))
          for (unsigned K = 0; K != N[0].size(); ++K)
            Add(N[0][K], N, true);
        else if (N[0])
          Add(N[0], N, true);
        break;
      case NodeKind::Require:
      case NodeKind::Expect:
        S->Requires.push_back({N, Layer});
        break;
      case NodeKind::Report:
        if (Ref.OfSchema)
          S->Default = N;
        break;
      case NodeKind::Assert:
      case NodeKind::Claim:
        if (Ref.OfSchema)
          Diags.report(Diag::NotYet, N.span())
              .arg("what", "an `assert` or `claim` in a schema")
              .help("`require` states what must hold of every instance");
        break;
      case NodeKind::Sweep:
      case NodeKind::Solve:
        S->HasAxis = true;
        if (N[0].is(NodeKind::Pattern))
          for (unsigned K = 0; K != N[0].size(); ++K)
            Add(N[0][K], N, false);
        else if (N[0])
          Add(N[0], N, false);
        break;
      case NodeKind::Minimize:
      case NodeKind::Maximize:
        if (!S->Objectives.empty() && S->Objectives[0].Layer != Layer)
          S->Objectives.clear();
        S->Objectives.push_back({N, Layer});
        break;
      default:
        break;
      }
    }
  }
  S->Places.assign(S->Fields.size(), Shape::NoPlace);
  ShapeIndex.emplace(std::move(Blocks), S);
  return S;
}

const Refinement &Elaboration::refinement(Shape *Base, BlockRef Block) {
  const void *Key = &Block.Block.tree().Nodes[Block.Block.id()];
  auto It = Base->Refinements.find(Key);
  if (It != Base->Refinements.end())
    return It->second;
  // Names that the new block gives.
  llvm::DenseMap<Symbol, bool> Gives;
  for (unsigned I = 0; I != Block.Block.size(); ++I) {
    Syntax N = Block.Block[I];
    if ((N.kind() == NodeKind::Field && N[0] && N[3]) ||
        (isAxis(N) && N[0].is(NodeKind::Name)))
      Gives[symbol(*Block.Module, N[0])] = true;
  }
  Refinement R;
  std::vector<BlockRef> Blocks;
  for (uint16_t I = 0; I != Base->Blocks.size(); ++I) {
    const BlockRef &Old = Base->Blocks[I];
    // A refinement whose every field is given again has nothing left to say.
    bool Dead = !Old.OfSchema;
    for (unsigned K = 0; Dead && K != Old.Block.size(); ++K) {
      Syntax N = Old.Block[K];
      Dead = (N.kind() == NodeKind::Field && N[0] &&
              Gives.count(symbol(*Old.Module, N[0]))) ||
             N.kind() == NodeKind::Source;
    }
    if (Dead)
      continue;
    R.Kept.push_back(I);
    Blocks.push_back(Old);
  }
  Blocks.push_back(Block);
  R.Target = shapeOf(std::move(Blocks), Base->Schema);
  return Base->Refinements[Key] = std::move(R);
}

Record *Elaboration::makeRecord(Shape *S, Span Where) {
  ++Counters.Records;
  Record *R = make<Record>();
  R->S = S;
  R->Where = Where;
  R->Frames = makeArray<Env>(S->Blocks.size());
  R->Chunks =
      makeArray<Slot *>(llvm::divideCeil(S->Fields.size(), SlotsInChunk));
  for (size_t I = 0; I != S->Blocks.size(); ++I) {
    R->Frames[I].Module = S->Blocks[I].Module;
    R->Frames[I].Holds.setPointerAndInt(R, true);
    R->Frames[I].Parent = &S->Blocks[I].Module->Top;
  }
  return R;
}

Slot &Elaboration::slot(Record *R, unsigned Index) {
  uint16_t &At = R->S->Places[Index];
  if (At == Shape::NoPlace)
    At = R->S->NumPlaces++;
  Slot *&Chunk = R->Chunks[At / SlotsInChunk];
  if (!Chunk)
    Chunk = makeArray<Slot>(
        std::min(SlotsInChunk, unsigned(R->S->Places.size()) -
                                   At / SlotsInChunk * SlotsInChunk));
  return Chunk[At % SlotsInChunk];
}

Record *Elaboration::instantiate(Shape *S, const Env *LastScope, Span Where) {
  Record *R = makeRecord(S, Where);
  if (!S->Blocks.empty())
    R->Frames[S->Blocks.size() - 1].Parent = LastScope;
  if (!S->Requires.empty())
    ToCheck.push_back(R);
  return R;
}

Record *Elaboration::refine(Record *Base, Syntax Block, const Env *Scope,
                            Span Where) {
  // Of one that a condition chooses, each side is refined.
  if (const RecordChoice *C = Base->Chosen)
    return chooseRecord(C->Condition, refine(C->Then, Block, Scope, Where),
                        refine(C->Else, Block, Scope, Where), Where);
  const Refinement &Step = refinement(Base->S, {Block, Scope->Module, false});
  Record *R = makeRecord(Step.Target, Where);
  R->Root = Base->Root ? Base->Root : Base;
  for (size_t I = 0; I != Step.Kept.size(); ++I)
    R->Frames[I].Parent = Base->Frames[Step.Kept[I]].Parent;
  R->Frames[Step.Kept.size()].Parent = Scope;
  // What the compiler filled in stays, where the block says nothing else.
  for (size_t I = 0; I != Base->S->Fields.size(); ++I) {
    const FieldInfo &F = Base->S->Fields[I];
    const Slot *Old = Base->peek(unsigned(I));
    if (F.Given.Node || !Old || Old->State != SlotState::Done ||
        Old->V.isBad() || Old->V.is(Kind::Absent))
      continue;
    int At = Step.Target->find(F.Name);
    if (At >= 0 && !Step.Target->Fields[unsigned(At)].Given.Node)
      slot(R, unsigned(At)) = *Old;
  }
  if (Base->Layer)
    R->Layer = Base->Layer;
  if (!Step.Target->Requires.empty())
    ToCheck.push_back(R);
  return R;
}

Value Elaboration::evalRefine(Syntax N, const Env *E) {
  Value Of = eval(N[0], E);
  if (Of.isBad())
    return Of;
  Of = ownMember(Of, N[0].span());
  switch (Of.K) {
  case Kind::Schema: {
    const Refinement &Step = refinement(Of.Sch->S, {N[1], E->Module, false});
    return Value::of(instantiate(Step.Target, E, N.span()));
  }
  case Kind::Record:
    return Value::of(refine(Of.Rec, N[1], E, N.span()));
  case Kind::Stage: {
    // Attributes: they reach every layer that the stage makes.
    Stage *S = make<Stage>(*Of.Stg);
    S->Built = nullptr;
    S->Name = ir::None;
    auto *A = make<Attributes>();
    A->Block = N[1];
    A->Scope = E;
    A->Outer = Of.Stg->Attrs;
    S->Attrs = A;
    return Value::of(S);
  }
  default:
    if (!Of.isBad())
      Diags.report(Diag::WrongKind, N[0].span())
          .arg("expected", "a schema, a record, an op or a model before `{`")
          .arg("found", describe(Of));
    return Value();
  }
}

void Elaboration::fill(Record *R, Symbol Field, Value V) {
  int Index = R->S->find(Field);
  if (Index < 0)
    return;
  Slot &S = slot(R, unsigned(Index));
  S.V = V;
  S.State = SlotState::Done;
}

void Elaboration::give(Record *R, Symbol Field, Value V, Span Where) {
  fill(R, Field, V);
  int Index = R->S->find(Field);
  if (Index < 0)
    return;
  slot(R, unsigned(Index)).Imported = true;
  if (!V.isScalar())
    return;
  ir::DefId D =
      define(V, Field, {Syntax(), Main, Where, Span()}, ir::Origin::Given, {});
  Defs[D].Owner = R;
  Defs[D].Field = unsigned(Index);
  Written[Defs[D].Written - 1].Place = Where;
  slot(R, unsigned(Index)).Def = D;
}

const Type *Elaboration::fieldType(Record *R, const FieldInfo &F) {
  if (!F.T && F.Typed.Node)
    F.T = type(*R->S->Blocks[F.Typed.Layer].Module, F.Typed.Node[2]);
  return F.T;
}

Value Elaboration::field(Record *R, Symbol Name, Span Use) {
  int Index = R->S->find(Name);
  return Index < 0 ? Value() : fieldAt(R, unsigned(Index), Use);
}

Value Elaboration::fieldAt(Record *R, unsigned Index, Span Use) {
  if (const Slot *S = R->peek(Index)) {
    if (LLVM_LIKELY(S->State == SlotState::Done)) {
      used(S->Def);
      return S->V;
    }
    if (S->State == SlotState::Running)
      return cycleFault(R, Index, Use);
  }
  return computeField(R, Index, Use);
}

Value Elaboration::wantingField(Record *R, const FieldInfo &F) {
  Diagnostic D{Diag::FieldNotGiven};
  D.Primary = {R->Where, "in this record"};
  D.Args.push_back({"name", name(F.Name).str()});
  D.Args.push_back({"record", recordName(R)});
  D.Secondary.push_back({F.First.Node.span(), "declared here"});
  return fault(std::move(D), true);
}

Value Elaboration::cycleFault(Record *R, unsigned Index, Span Use) {
  Diagnostic D{Diag::FieldCycle};
  const FieldInfo &F = R->S->Fields[Index];
  // A circle of the schema's own formulas is broken in the record.
  Label Start{F.Given.Node.span(), "needed to work itself out"};
  D.Primary = F.Refined ? Start : Label{R->Where, "in this record"};
  if (!F.Refined)
    D.Secondary.push_back(Start);
  D.Args.push_back({"name", name(F.Name).str()});
  D.Args.push_back({"record", recordName(R)});
  // The fields of the record that are being evaluated are the cycle.
  std::string Cycle;
  for (size_t I = 0; I != R->S->Fields.size(); ++I)
    if (const Slot *S = R->peek(unsigned(I));
        S && S->State == SlotState::Running && I != Index) {
      Syntax Given = R->S->Fields[I].Given.Node;
      D.Secondary.push_back({Given.span(), "through this"});
      Cycle += " -> " + name(R->S->Fields[I].Name).str();
    }
  D.Notes.push_back("the cycle: " + name(F.Name).str() + Cycle + " -> " +
                    name(F.Name).str());
  D.Help.push_back("give one of these fields a value");
  return fault(std::move(D), true);
}

Value Elaboration::computeField(Record *R, unsigned Index, Span Use) {
  Slot &S = slot(R, Index);
  const FieldInfo &F = R->S->Fields[Index];
  if (R->Flow > Settled + 1 && isMark(F))
    settleMarks(R->Flow - 1);
  if (R->Layer && layerField(R, Index, Use))
    return S.V;
  if (R->Layer && R->Layer->Original) {
    // An entry of `layers`: only its name, path and count are its own.
    Value V = fieldAt(R->Layer->Original, Index, Use);
    S.V = V;
    S.Def = R->Layer->Original->peek(Index)->Def;
    S.State = SlotState::Done;
    return V;
  }
  // A model of stated figures alone derives the rest as an op does.
  if (R->Layer && R->Layer->Flows && F.IsSum)
    return total(R, Index, Use);
  R->Touched = true;
  if (R->Chosen && chosenField(R, Index, Use))
    return S.V;
  if (!F.Given.Node) {
    const Type *T = fieldType(R, F);
    S.State = SlotState::Done;
    if (T && T->Optional)
      S.V = Value::scalar(Kind::Absent, B.absent(R->Where));
    else
      S.V = wantingField(R, F);
    return S.V;
  }
  if (R->S->HasAxis && fieldAxis(R, Index))
    return S.V;
  const BlockRef &Block = R->S->Blocks[F.Given.Layer];
  Env *E = &R->Frames[F.Given.Layer];
  Syntax Node = F.Given.Node;
  // A field of a name in a pattern: the whole `let` is evaluated.
  bool InPattern = Node.kind() == NodeKind::PatternName;
  Syntax Let = InPattern ? F.First.Node : Node;
  if (InPattern) {
    for (unsigned I = 0; I != Block.Block.size(); ++I) {
      Syntax N = Block.Block[I];
      if (N.kind() != NodeKind::Let || !N[0].is(NodeKind::Pattern))
        continue;
      for (unsigned K = 0; K != N[0].size(); ++K)
        if (N[0][K] == Node)
          Let = N;
    }
  }
  if (!InPattern && Node[1]) {
    Function *Fn = make<Function>();
    Fn->Node = Node;
    Fn->Scope = E;
    Fn->Result = fieldType(R, F);
    if (F.Typed.Node && F.Typed.Node[1]) {
      Fn->DeclaredParams = F.Typed.Node[1];
      Fn->DeclaredIn = R->S->Blocks[F.Typed.Layer].Module;
    }
    S.V = Value::of(Fn);
    S.State = SlotState::Done;
    return S.V;
  }
  S.State = SlotState::Running;
  llvm::SmallVector<ir::DefId, 6> Reads;
  Value V;
  {
    llvm::SaveAndRestore<ModelContext *> NoContext(Context, nullptr);
    llvm::SaveAndRestore<size_t> Afresh(ActiveBase, Active.size());
    llvm::SaveAndRestore<llvm::SmallVectorImpl<ir::DefId> *> Reading(Uses,
                                                                     &Reads);
    const Type *T = fieldType(R, F);
    V = eval(Let[3], E, T);
    if (InPattern) {
      llvm::SmallVector<Value, 4> Parts(Let[0].size());
      bool Good =
          !V.isBad() && destructure(Let[0], V, Let[3].span(), Parts.data());
      Value Mine = V.isBad() ? V : Value();
      for (unsigned K = 0; K != Let[0].size(); ++K) {
        int At = R->S->find(symbol(*Block.Module, Let[0][K]));
        Value Part = Good ? Parts[K] : Mine;
        if (At < 0)
          continue;
        Slot &Named = slot(R, unsigned(At));
        Named.V = Part;
        Named.State = SlotState::Done;
      }
      return S.V;
    }
    if (T)
      V = coerce(V, T, Let[3].span(), name(F.Name), F.Typed.Node.span());
  }
  nameRecord(V, R, F.Name, -1);
  S.V = V;
  S.State = SlotState::Done;
  if (V.isScalar()) {
    ir::Origin From = F.Refined       ? ir::Origin::Given
                      : Reads.empty() ? ir::Origin::Default
                                      : ir::Origin::Derived;
    if (R->Layer)
      From = ir::Origin::Derived;
    S.Def = define(V, R, Index, From, Reads);
    used(S.Def);
  } else if (Uses) {
    // Whoever reads a list or record reads what it is made from.
    for (ir::DefId D : Reads)
      used(D);
  }
  return V;
}

void Elaboration::nameRecord(Value &V, Record *Owner, Symbol Field,
                             int32_t Index) {
  if (V.is(Kind::Record)) {
    if (V.Rec->Name == ir::None && !V.Rec->Owner && !V.Rec->Layer) {
      V.Rec->Owner = Owner;
      V.Rec->OwnerField = Field;
      V.Rec->OwnerIndex = Index;
    }
  } else if (V.is(Kind::List) && Index < 0) {
    for (uint32_t I = 0; I != V.Items->Size; ++I)
      nameRecord(V.Items->Items[I], Owner, Field, int32_t(I));
  }
}

ir::TextId Elaboration::pathOf(Record *R) {
  if (R->Path != ir::None)
    return R->Path;
  const Record *Above = R->Layer ? R->Layer->Parent : nullptr;
  // A layer of the model itself has its own name for a path.
  bool IsOwnName = R->Name == ir::None && Above && Above->Layer &&
                   !Above->Layer->Parent && Above->Layer->Name == ir::None &&
                   R->Layer->Name != ir::None;
  return R->Path = IsOwnName ? R->Layer->Name : Out->Texts.add(recordName(R));
}

std::string Elaboration::recordName(const Record *R, unsigned Depth) {
  if (R->Name != ir::None)
    return Out->Texts.get(R->Name).str();
  if (R->Layer && R->Layer->Name != ir::None) {
    std::string Path;
    // The names from the model down.
    llvm::SmallVector<const Record *, 8> Up;
    for (const Record *At = R; At && At->Layer && Up.size() < 64;
         At = At->Layer->Parent)
      Up.push_back(At);
    for (size_t I = Up.size(); I-- != 0;) {
      if (Up[I]->Layer->Name == ir::None)
        continue;
      if (!Path.empty())
        Path += '.';
      Path += Out->Texts.get(Up[I]->Layer->Name);
    }
    return Path;
  }
  if (R->Owner && Depth < 16) {
    std::string Text =
        recordName(R->Owner, Depth + 1) + "." + name(R->OwnerField).str();
    if (R->OwnerIndex >= 0)
      Text += "[" + std::to_string(R->OwnerIndex) + "]";
    return Text;
  }
  return R->S->Schema ? "a " + name(R->S->Schema->Decl->Name).str()
                      : "a record";
}

void Elaboration::checkRequires(Record *R) {
  if (R->Checked)
    return;
  R->Checked = true;
  for (const FieldSource &F : R->S->Requires)
    require(F.Node, &R->Frames[F.Layer], R, R->Where);
}
