//===- Draws.cpp - Uncertain quantities -----------------------------------===//
//
// Part of acpc, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// `a to b`, `normal(m, s)` and the other distributions become ordinary
// arithmetic on a leaf that is uniform from 0 to 1. The leaf is found by its
// name, which is where the quantity is written: all records that inherit one
// expression have one leaf, and what overrides it keeps the draw.
//
//===----------------------------------------------------------------------===//

#include "Elaborate/Elaboration.h"
#include "Quantity/Format.h"
#include "llvm/ADT/DenseSet.h"
#include "llvm/ADT/StringExtras.h"

using namespace acp;
using namespace acp::elab;
using ir::Opcode;
using ir::ValueId;

/// The two ends of an interval are its 5th and 95th percentile, so many
/// standard deviations of a normal distribution apart.
static const Number &deviationsApart() {
  static const Number Apart = Number(19) / Number(20);
  static const Number Twice = Apart.probit() * Number(2);
  return Twice;
}

/// `a to b`, or a call of a distribution.
static bool isDrawn(Syntax N) {
  static constexpr llvm::StringLiteral Distributions[] = {
      "interval", "normal", "uniform", "triangular", "discrete", "measured"};
  return (N.is(NodeKind::Binary) && N.op() == SyntaxOp::To) ||
         (N.is(NodeKind::Call) &&
          llvm::is_contained(Distributions, N[0].text()));
}

static bool holdsDrawn(Syntax N) {
  if (!N)
    return false;
  if (isDrawn(N))
    return true;
  for (unsigned I = 0, Size = N.size(); I != Size; ++I)
    if (holdsDrawn(N[I]))
      return true;
  return false;
}

/// The name that a node gives what is in it, "" if it gives none.
static llvm::StringRef nameOf(Syntax N) {
  switch (N.kind()) {
  case NodeKind::Instance:
    return N[1] ? N[1].text() : "";
  case NodeKind::SchemaDecl:
  case NodeKind::OpDecl:
  case NodeKind::ModelDecl:
  case NodeKind::ParamDecl:
  case NodeKind::Let:
  case NodeKind::Field:
    return N[0] ? N[0].text() : "";
  default:
    return "";
  }
}

static bool contains(Syntax N, Span At) {
  return N && N.span().Begin <= At.Begin && At.End <= N.span().End;
}

/// The names around a place, from the outermost.
static std::string writtenPath(Syntax N, Span At) {
  std::string Path;
  for (;;) {
    Syntax Inside;
    for (unsigned I = 0, Size = N.size(); I != Size && !Inside; ++I)
      if (contains(N[I], At))
        Inside = N[I];
    if (!Inside)
      return Path;
    N = Inside;
    if (llvm::StringRef Name = nameOf(N); !Name.empty())
      Path += (Path.empty() ? "" : ".") + Name.str();
  }
}

/// How many drawn quantities of a path stand in a node before a place.
static unsigned drawnBefore(Syntax N, const std::string &Around,
                            llvm::StringRef Path, Span At) {
  if (!N || N.span().Begin > At.Begin)
    return 0;
  std::string Here = Around;
  if (llvm::StringRef Name = nameOf(N); !Name.empty())
    Here += (Here.empty() ? "" : ".") + Name.str();
  unsigned Count = isDrawn(N) && Here == Path && !(N.span() == At);
  for (unsigned I = 0, Size = N.size(); I != Size; ++I)
    Count += drawnBefore(N[I], Here, Path, At);
  return Count;
}

/// The field of a block that has a name.
static Syntax fieldOf(Syntax Block, llvm::StringRef Name) {
  for (unsigned I = 0, Size = Block.size(); I != Size; ++I)
    if (Block[I].is(NodeKind::Field) && Block[I][0] &&
        Block[I][0].text() == Name)
      return Block[I];
  return {};
}

std::string Elaboration::drawName(Syntax N, const Env *E) {
  ModuleInfo *M = E->Module;
  std::string Path = writtenPath(M->Tree->root(), N.span());
  Syntax Item;
  for (unsigned I = 0; I != M->Tree->root().size() && !Item; ++I)
    if (contains(M->Tree->root()[I], N.span()))
      Item = M->Tree->root()[I];
  unsigned Before = drawnBefore(Item, "", Path, N.span());
  // What overrides a quantity keeps its draws: it is called by the schema that
  // draws it by default, else by the record that was refined first.
  const Env *Frame = E;
  while (Frame && !Frame->self())
    Frame = Frame->Parent;
  if (Frame && !Path.empty()) {
    Record *R = Frame->self();
    const std::vector<BlockRef> &Blocks = R->S->Blocks;
    const BlockRef &Own = Blocks[size_t(Frame - R->Frames)];
    std::string Around =
        writtenPath(Own.Module->Tree->root(), Own.Block.span());
    llvm::StringRef Rest = llvm::StringRef(Path).substr(Around.size());
    Rest.consume_front(".");
    const BlockRef *Named = nullptr;
    for (const BlockRef &Each : Blocks)
      if (Each.OfSchema && !Named && !Own.OfSchema)
        if (Syntax F = fieldOf(Each.Block, Rest.split('.').first);
            F && holdsDrawn(F[3]))
          Named = &Each;
    if (!Named && !Own.OfSchema && R->Root)
      for (const BlockRef &Each : R->Root->S->Blocks)
        if (!Each.OfSchema && !Named)
          Named = &Each;
    if (Named && !(*Named == Own)) {
      M = Named->Module;
      Path =
          writtenPath(M->Tree->root(), Named->Block.span()) + "." + Rest.str();
    }
  }
  if (Path.empty())
    // An argument of the call, `-D NAME`; else it is called by what it says.
    Path = M->File && M->File->name().starts_with("-D ")
               ? M->File->name().substr(3).str()
               : llvm::join(llvm::split(N.text(), '\n'), " ");
  if (Before)
    Path += "#" + std::to_string(Before + 1);
  return M->Path.empty() ? Path : M->Path + ":" + Path;
}

ValueId Elaboration::drawLeaf(Syntax N, const Env *E, llvm::StringRef Of) {
  std::string Name = drawName(N, E);
  if (!Of.empty())
    Name += "[" + Of.str() + "]";
  ValueId &Leaf = DrawLeaves.try_emplace(Name, ir::None).first->second;
  if (Leaf == ir::None)
    Leaf = B.leaf(Name, ir::LeafKind::Draw,
                  ir::Type::quantity(DimensionTable::one()), N.span());
  return Leaf;
}

Value Elaboration::interval(Value Low, Value High, Syntax N, Syntax LN,
                            Syntax RN, ValueId Leaf) {
  Span Where = N.span();
  for (auto [V, At] : {std::pair(Low, LN), std::pair(High, RN)})
    if (!Out->known(V.Id)) {
      Diags.report(Diag::OpenInterval, At.span())
          .here("is not known before the plan is evaluated")
          .help("scale an interval instead: `x * (0.9 to 1.1)`");
      return Value();
    }
  if (!sameDimension(Low, High, "to", Where, LN.span(), RN.span()))
    return Value();
  Number A = Out->number(Low.Id), C = Out->number(High.Id);
  Dim D = Out->type(isZero(Low) ? High.Id : Low.Id).dim();
  uint64_t Unit = Low.Unit == ir::None ? High.Unit : Low.Unit;
  auto Wrong = [&](llvm::StringRef Why, llvm::StringRef Help) {
    Diags.report(Diag::WrongInterval, Where).arg("why", Why).help(Help);
    return Value();
  };
  if (A > C)
    return Wrong("ends below where it begins", "the lower end comes first");
  if (Number::same(A, C))
    return Wrong("has no width", "write the value alone");
  bool IsFraction = D == DimensionTable::one() && A > Number(0) &&
                    A < Number(1) && C <= Number(1);
  if (A.isZero() || C.isZero())
    return Wrong("has an end at zero, where it is neither positive nor of "
                 "both signs",
                 "write `uniform(a, b)`, `normal(m, s)`, or an end above zero");
  if (IsFraction && Number::same(C, 1))
    return Wrong("is one of fractions and ends at 1, where no more can follow",
                 "write an end below 1, or `uniform(a, b)`");

  auto Plain = [&](const Number &X) {
    return B.number(X, DimensionTable::one(), Where);
  };
  ValueId Z = B.make(Opcode::Probit, llvm::ArrayRef(Leaf), Where);
  auto Scaled = [&](const Number &Middle, const Number &Width) {
    ValueId Off =
        B.make(Opcode::Mul, Plain(Width / deviationsApart()), Z, Where);
    return B.make(Opcode::Add, Plain(Middle), Off, Where);
  };
  auto Typed = [&](ValueId X) {
    return D == DimensionTable::one()
               ? X
               : B.make(Opcode::Cast, llvm::ArrayRef(X), Where, D);
  };
  const Number Half = Number(1) / Number(2);
  ValueId Result = ir::None;
  if (IsFraction) {
    // The logit is normal: 1 / (1 + exp(-x)).
    Number From = (A / (Number(1) - A)).log(), To = (C / (Number(1) - C)).log();
    ValueId X = Scaled((From + To) * Half, To - From);
    ValueId Minus = B.make(Opcode::Neg, llvm::ArrayRef(X), Where);
    ValueId Odds = B.make(Opcode::Exp, llvm::ArrayRef(Minus), Where);
    Result = B.make(Opcode::Div, Plain(1),
                    B.make(Opcode::Add, Plain(1), Odds, Where), Where);
  } else if (A > Number(0)) {
    Number Ratio = (C / A).finite() ? (C / A).log() : C.log() - A.log();
    // The middle is exact where its root is: 80 to 125 is around 100.
    ValueId X = B.make(
        Opcode::Exp,
        B.make(Opcode::Mul, Plain(Ratio / deviationsApart()), Z, Where), Where);
    Number Middle = (A * C).finite() && !(A * C).isZero() ? (A * C).sqrt()
                                                          : A.sqrt() * C.sqrt();
    Result = B.make(Opcode::Mul, Plain(Middle), X, Where);
  } else {
    Result = Scaled((A + C) * Half, C - A);
  }
  return scalar(Kind::Number, Typed(Result), Where, Unit);
}

Value Elaboration::distribution(llvm::StringRef Name, const Arguments &Args,
                                Syntax N) {
  Span Where = N.span();
  std::string Of;
  for (auto &[Label, Expr] : Args.Named) {
    if (Label.text() != "of") {
      Diags.report(Diag::UnknownArgument, Label.span())
          .arg("name", Label.text())
          .arg("callee", Name);
      return Value();
    }
    Value Key = argument(Expr, Args.Caller, nullptr);
    if (Key.isBad())
      return Key;
    if (!Key.isScalar() || !Out->known(Key.Id)) {
      Diags.report(Diag::WrongKind, Expr.span())
          .arg("expected", "a text or a number that is known after `of:`")
          .arg("found", describe(Key));
      return Value();
    }
    Of = shown(Key);
  }
  // A list of outcomes, or numbers of one dimension.
  llvm::SmallVector<Value, 3> Given;
  for (Syntax A : Args.Positional) {
    Value V = argument(A, Args.Caller, nullptr);
    if (V.isBad())
      return V;
    Given.push_back(V);
  }
  ValueId Leaf = drawLeaf(N, Args.Caller, Of);
  if (Name == "measured" || Name == "discrete")
    return outcomes(Name == "discrete", Given[0], N, Args.Positional[0], Leaf);
  for (size_t I = 0; I != Given.size(); ++I) {
    if (!Given[I].is(Kind::Number)) {
      Diags.report(Diag::WrongKind, Args.Positional[I].span())
          .arg("expected", "a number")
          .arg("found", describe(Given[I]));
      return Value();
    }
    if (I &&
        !sameDimension(Given[0], Given[I], Name, Where,
                       Args.Positional[0].span(), Args.Positional[I].span()))
      return Value();
  }
  if (Name == "interval")
    return interval(Given[0], Given[1], N, Args.Positional[0],
                    Args.Positional[1], Leaf);
  uint64_t Unit = Given[0].Unit;
  auto Make = [&](Opcode Op, ValueId X, ValueId Y) {
    return B.make(Op, X, Y, Where);
  };
  auto Ordered = [&](Value A, Value C) {
    if (!Out->known(A.Id) || !Out->known(C.Id) ||
        Out->number(A.Id) < Out->number(C.Id))
      return true;
    Diags.report(Diag::WrongInterval, Where)
        .arg("why", "ends where it begins, or below")
        .help("the lower end comes first");
    return false;
  };
  ValueId Result = ir::None;
  if (Name == "normal") {
    if (Out->known(Given[1].Id) && !(Out->number(Given[1].Id) > Number(0))) {
      Diags.report(Diag::WrongInterval, Args.Positional[1].span())
          .arg("why", "has a standard deviation that is not positive");
      return Value();
    }
    ValueId Z = B.make(Opcode::Probit, llvm::ArrayRef(Leaf), Where);
    Result = Make(Opcode::Add, Given[0].Id, Make(Opcode::Mul, Given[1].Id, Z));
  } else if (Name == "uniform") {
    if (!Ordered(Given[0], Given[1]))
      return Value();
    ValueId Width = Make(Opcode::Sub, Given[1].Id, Given[0].Id);
    Result = Make(Opcode::Add, Given[0].Id, Make(Opcode::Mul, Width, Leaf));
  } else {
    // triangular(low, mode, high): the quantile has a piece on each side.
    if (!Ordered(Given[0], Given[2]))
      return Value();
    for (auto [X, Y] : {std::pair(0, 1), std::pair(1, 2)})
      if (Out->known(Given[X].Id) && Out->known(Given[Y].Id) &&
          Out->number(Given[X].Id) > Out->number(Given[Y].Id)) {
        Diags.report(Diag::WrongInterval, Where)
            .arg("why", "has its peak outside of its ends")
            .help("`triangular(least, most likely, most)`");
        return Value();
      }
    ValueId Width = Make(Opcode::Sub, Given[2].Id, Given[0].Id);
    ValueId Rise = Make(Opcode::Sub, Given[1].Id, Given[0].Id);
    ValueId Fall = Make(Opcode::Sub, Given[2].Id, Given[1].Id);
    ValueId One = B.number(1, DimensionTable::one(), Where);
    ValueId Part = Make(Opcode::Div, Rise, Width);
    auto Root = [&](ValueId X) {
      return Make(Opcode::Mul, Width,
                  B.make(Opcode::Sqrt, llvm::ArrayRef(X), Where));
    };
    ValueId Up =
        Make(Opcode::Add, Given[0].Id, Root(Make(Opcode::Mul, Leaf, Part)));
    ValueId Rest = Make(Opcode::Mul, Make(Opcode::Sub, One, Leaf),
                        Make(Opcode::Div, Fall, Width));
    ValueId Down = Make(Opcode::Sub, Given[2].Id, Root(Rest));
    ValueId Three[] = {Make(Opcode::Lt, Leaf, Part), Up, Down};
    Result = B.make(Opcode::Select, Three, Where);
  }
  return scalar(Kind::Number, Result, Where, Unit);
}

Value Elaboration::outcomes(bool Weighted, Value Of, Syntax N, Syntax ON,
                            ValueId Leaf) {
  Span Where = N.span();
  llvm::StringRef Form = Weighted
                             ? "a list of pairs of a value and a weight"
                             : "a list of values, each as likely as another";
  auto Wrong = [&](Value V) {
    if (!V.isBad())
      Diags.report(Diag::WrongKind, ON.span())
          .arg("expected", Form)
          .arg("found", describe(V));
    return Value();
  };
  if (!Of.is(Kind::List) || Of.Items->Conditions || !Of.Items->Size)
    return Wrong(Of);
  llvm::SmallVector<Value, 8> Values;
  llvm::SmallVector<Number, 8> Weights;
  Number Total = 0;
  for (Value Each : llvm::ArrayRef(Of.Items->Items, Of.Items->Size)) {
    Number Weight = 1;
    if (Weighted) {
      if (!Each.is(Kind::List) || Each.Items->Size != 2 ||
          !Each.Items->Items[1].is(Kind::Number) ||
          !Out->known(Each.Items->Items[1].Id))
        return Wrong(Each);
      Weight = Out->number(Each.Items->Items[1].Id);
      Each = Each.Items->Items[0];
      if (!(Weight > Number(0))) {
        Diags.report(Diag::WrongInterval, ON.span())
            .arg("why", "has a weight that is not positive");
        return Value();
      }
    }
    if (!Each.isScalar())
      return Wrong(Each);
    Values.push_back(Each);
    Weights.push_back(Weight);
    Total = Total + Weight;
  }
  // Where the leaf is below the sum of the weights up to a value, it is that
  // one or one before it.
  Value Result = Values.back();
  Number Above = Total;
  for (size_t I = Values.size() - 1; I-- != 0;) {
    Above = Above - Weights[I + 1];
    ValueId Limit = B.number(Above / Total, DimensionTable::one(), Where);
    Result = select(B.make(Opcode::Lt, Leaf, Limit, Where), Values[I], Result,
                    Where);
    if (Result.isBad())
      return Result;
  }
  return Result;
}

bool Elaboration::isFractionDrawn(ValueId Id) {
  llvm::SmallVector<ValueId, 16> Todo{Id};
  llvm::DenseSet<ValueId> Seen;
  while (!Todo.empty()) {
    ValueId V = Todo.pop_back_val();
    if (Out->known(V) || !Seen.insert(V).second)
      continue;
    const ir::Value &Of = Out->Values[V];
    switch (Of.Op) {
    case Opcode::Leaf:
      if (Out->Leaves[Of.Attribute].Kind == ir::LeafKind::Draw)
        return true;
      break;
    case Opcode::Floor:
    case Opcode::Ceil:
    case Opcode::Round:
      break;
    case Opcode::Select:
      // What decides need not be whole.
      Todo.append({Out->operands(Of)[1], Out->operands(Of)[2]});
      break;
    default:
      Todo.append(Out->operands(Of).begin(), Out->operands(Of).end());
    }
  }
  return false;
}
