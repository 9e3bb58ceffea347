//===- Checks.cpp - assert, claim, require --------------------------------===//
//
// Part of acpc, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A `require` that is known to fail is an error of the plan, an `expect` is a
// warning. Asserts and claims
// become checks of the IR with both sides and the values of their
// sub-expressions; the report says how they came out.
//
//===----------------------------------------------------------------------===//

#include "Elaborate/Elaboration.h"
#include "Quantity/Format.h"
#include "llvm/Support/SaveAndRestore.h"

using namespace acp;
using namespace acp::elab;

static Syntax bare(Syntax N) {
  while (N.is(NodeKind::Paren))
    N = N[0];
  return N;
}

static bool isComparison(Syntax N) {
  return N.is(NodeKind::Binary) && N.op() >= SyntaxOp::Eq &&
         N.op() <= SyntaxOp::Ge;
}

void Elaboration::parts(Syntax N, const Env *E,
                        llvm::SmallVectorImpl<ir::Part> &Out_,
                        unsigned Depth_) {
  if (!N || Out_.size() >= 12 || Depth_ > 6)
    return;
  N = bare(N);
  switch (N.kind()) {
  case NodeKind::Name:
  case NodeKind::Member:
  case NodeKind::Call:
  case NodeKind::Index: {
    if (N.is(NodeKind::Name)) {
      // A name of an enum is its own value.
      Symbol S = symbol(*E->Module, N);
      for (EnumInfo &Each : Enums)
        if (Each.find(S) >= 0)
          return;
    }
    for (ir::Part &P : Out_)
      if (Sources.text(P.Where) == N.text())
        return;
    Value V = eval(N, E);
    if (V.isScalar())
      Out_.push_back(
          {N.span(), V.Id, V.is(Kind::Number) ? uint32_t(V.Unit) : ir::None});
    if (N.is(NodeKind::Call))
      for (unsigned I = 1; I < N.size(); ++I)
        if (!N[I].is(NodeKind::Comprehension))
          parts(N[I].is(NodeKind::NamedArg) ? N[I][1] : N[I], E, Out_,
                Depth_ + 1);
    return;
  }
  case NodeKind::Binary: {
    parts(N[0], E, Out_, Depth_ + 1);
    // What `and` and `or` cut short has no values to show.
    if (N.op() == SyntaxOp::And || N.op() == SyntaxOp::Or)
      if (Value L = eval(N[0], E);
          L.is(Kind::Bool) && Out->known(L.Id) &&
          Out->boolean(L.Id) == (N.op() == SyntaxOp::Or))
        return;
    parts(N[1], E, Out_, Depth_ + 1);
    return;
  }
  case NodeKind::Unary:
  case NodeKind::As:
    parts(N[0], E, Out_, Depth_ + 1);
    return;
  default:
    return;
  }
}

std::string Elaboration::partLine(const ir::Part &P) {
  ir::ValueId Shown = B.make(ir::Opcode::Show, llvm::ArrayRef(P.Value), P.Where,
                             {}, P.Unit == ir::None ? 0 : P.Unit + 1);
  std::string Text = Sources.text(P.Where).str();
  return Text + " = " +
         (Out->known(Shown) && !Out->isError(Shown) ? Out->text(Shown).str()
                                                    : "not known");
}

bool Elaboration::confidence(Syntax With, const Env *E, ir::ValueId &Into) {
  Value V = eval(With, E);
  if (V.isBad()) {
    demand(V, With.span());
    return false;
  }
  bool IsPart = V.is(Kind::Number) && Out->known(V.Id) &&
                Out->type(V.Id).dim() == DimensionTable::one() &&
                Out->number(V.Id) > Number(0) && Out->number(V.Id) <= Number(1);
  if (!IsPart) {
    Diags.report(Diag::WrongKind, With.span())
        .arg("expected", "a part of the draws after `with`, such as `90%`")
        .arg("found", describe(V));
    return false;
  }
  Into = V.Id;
  return true;
}

bool Elaboration::require(Syntax N, const Env *E, Record *Of, Span Use,
                          Value *Unknown) {
  llvm::SaveAndRestore<llvm::SmallVectorImpl<ir::DefId> *> Quiet(Uses, nullptr);
  Value C;
  {
    llvm::SaveAndRestore<bool> Decides(InProblem, InProblem || !Unknown);
    C = eval(N[0], E);
  }
  ir::ValueId Confidence = ir::None;
  if (N[1] && !confidence(N[1], E, Confidence))
    return true;
  if (C.isBad()) {
    ProblemIsBad |= Deferred && C.is(Kind::Poison);
    if (!Unknown)
      return true;
    *Unknown = C;
    return false;
  }
  if (!C.is(Kind::Bool)) {
    Diags.report(Diag::WrongKind, N[0].span())
        .arg("expected", "a condition")
        .arg("found", describe(C));
    return true;
  }
  if (Out->known(C.Id) && Out->boolean(C.Id))
    return true;
  ir::ValueId Message = ir::None;
  if (N[2])
    if (Value T = eval(N[2], E); T.is(Kind::Text))
      Message = T.Id;
  llvm::SmallVector<ir::Part, 8> Found;
  parts(N[0], E, Found, 0);
  bool Must = N.is(NodeKind::Require);
  if (!Out->known(C.Id)) {
    ir::Check K;
    K.Kind = Must ? ir::CheckKind::Require : ir::CheckKind::Expect;
    K.Where = Must ? N.span() : N[0].span();
    K.Condition = C.Id;
    K.Message = Message;
    K.Confidence = Confidence;
    K.FirstPart = uint32_t(Out->Parts.size());
    K.NumParts = uint32_t(Found.size());
    Out->Parts.insert(Out->Parts.end(), Found.begin(), Found.end());
    Out->Checks.push_back(K);
    return true;
  }
  RequireFailed |= Must;
  auto D = Diags.report(Must ? Diag::RequireFailed : Diag::ExpectFailed,
                        N[0].span());
  D.arg("text", Message != ir::None && Out->known(Message) ? Out->text(Message)
                                                           : N[0].text());
  D.here("does not hold");
  if (Use.valid() && !(Use == N[0].span()))
    D.label(Use, Of && Of->S->Schema ? "for `" + recordName(Of) + "`"
                                     : std::string("required here"));
  // Where all of that is in the library: what of the plan came to it.
  if (AppliedOutside.valid() && (!Use.valid() || isLibrary(Use)) &&
      isLibrary(N.span()))
    D.label(AppliedOutside, "needed here");
  std::string Lines;
  for (const ir::Part &P : Found)
    Lines += (Lines.empty() ? "" : "\n") + partLine(P);
  if (!Lines.empty())
    D.note(Lines);
  return !Must;
}

void Elaboration::demand(const Value &V, Span Use) {
  if (V.K == Kind::Poison && !Diags.hasErrors() && !Silent)
    Silent = Use;
  if (!V.is(Kind::Faulty))
    return;
  llvm::SmallVector<Fault *, 4> Todo{V.Wrong};
  while (!Todo.empty()) {
    Fault *F = Todo.pop_back_val();
    if (F->Reported)
      continue;
    F->Reported = true;
    if (F->First) {
      Todo.push_back(F->Second);
      Todo.push_back(F->First);
      continue;
    }
    if (F->Wanting && Use.valid() && !(Use == F->What.Primary.Where))
      F->What.Secondary.push_back({Use, "needed here"});
    Pending.push_back(F);
  }
}

/// Half a unit in the last printed digit of a literal.
static std::optional<Number> printedPrecision(Syntax Literal, Number Value) {
  llvm::StringRef Digits = Literal[0].text();
  llvm::StringRef Mantissa =
      Digits.take_until([](char C) { return C == 'e' || C == 'E'; });
  std::string Step;
  size_t Point = Mantissa.find('.');
  for (size_t I = 0; I != Mantissa.size(); ++I)
    if (Mantissa[I] != '_')
      Step += Mantissa[I] == '.' ? '.' : I + 1 == Mantissa.size() ? '5' : '0';
  // The digit after the last one is the half: 0.0021 gives 0.00005.
  Step.back() = '0';
  Step += Point == llvm::StringRef::npos ? ".5" : "5";
  Step += Digits.drop_front(Mantissa.size());
  std::optional<Number> Half = Number::parse(Step), Own = Number::parse(Digits);
  if (!Half || !Own || Own->isZero())
    return Half;
  return *Half * (Value / *Own);
}

void Elaboration::check(Syntax N, const Env *E, Record *Of) {
  llvm::SaveAndRestore<llvm::SmallVectorImpl<ir::DefId> *> Quiet(Uses, nullptr);
  bool IsClaim = N.kind() == NodeKind::Claim;
  Syntax Within = N[1];
  Syntax Condition = bare(N[0]);
  ir::Check K;
  K.Kind = IsClaim ? ir::CheckKind::Claim : ir::CheckKind::Assert;
  K.Where = N.span();
  Value C = eval(Condition, E);
  if (C.isBad()) {
    demand(C, N[0].span());
    return;
  }
  if (!C.is(Kind::Bool)) {
    Diags.report(Diag::WrongKind, N[0].span())
        .arg("expected", "a condition")
        .arg("found", describe(C));
    return;
  }
  K.Condition = C.Id;
  if (isComparison(Condition)) {
    Value L, R;
    Syntax LN = Condition[0], RN = Condition[1];
    Type T;
    T.Is = Type::Enum;
    const ir::Value &Cond = Out->Values[C.Id];
    auto Side = [&](Syntax Node, Syntax Other) {
      if (bare(Node).is(NodeKind::Name))
        if (Value O = bare(Other).is(NodeKind::Name) ? Value() : eval(Other, E);
            O.is(Kind::Enum)) {
          for (EnumInfo &Each : Enums)
            if (Each.Name == Out->type(O.Id).Id)
              T.Enum_ = &Each;
          return T.Enum_ ? eval(Node, E, &T) : eval(Node, E);
        }
      return eval(Node, E);
    };
    (void)Cond;
    L = Side(LN, RN);
    R = Side(RN, LN);
    if (L.isScalar() && R.isScalar()) {
      K.Left = L.Id;
      K.Right = R.Id;
      bool HasUnit = L.is(Kind::Number) && L.Unit != ir::None;
      K.LeftUnit = K.RightUnit =
          L.is(Kind::Number)
              ? uint32_t(R.is(Kind::Number) && R.Unit != ir::None ? R.Unit
                         : HasUnit                                ? L.Unit
                                                                  : ir::None)
              : ir::None;
      if (HasUnit)
        K.LeftUnit = uint32_t(L.Unit);
    }
    bool Equal = Condition.op() == SyntaxOp::Eq;
    if (Equal && L.is(Kind::Number) && R.is(Kind::Number)) {
      Span Where = N.span();
      // A bare number beside a count is one, as in the comparison.
      Dim A = Out->type(L.Id).dim(), D = Out->type(R.Id).dim();
      if (!(A == D)) {
        if (D == DimensionTable::one())
          R.Id = B.make(ir::Opcode::Cast, llvm::ArrayRef(R.Id), Where, A);
        else
          L.Id = B.make(ir::Opcode::Cast, llvm::ArrayRef(L.Id), Where, D);
        K.Left = L.Id;
        K.Right = R.Id;
      }
      ir::ValueId Distance = B.make(
          ir::Opcode::Abs, B.make(ir::Opcode::Sub, L.Id, R.Id, Where), Where);
      if (Within) {
        Value W = eval(Within, E);
        if (W.isBad()) {
          demand(W, Within.span());
          return;
        }
        if (!W.is(Kind::Number)) {
          Diags.report(Diag::WrongKind, Within.span())
              .arg("expected", "a part (`10%`) or a quantity after `within`")
              .arg("found", describe(W));
          return;
        }
        K.Within = W.Id;
        K.WithinIsRelative = Out->type(W.Id).dim() == DimensionTable::one() &&
                             !(Out->type(R.Id).dim() == DimensionTable::one() &&
                               W.Unit == ir::None);
        if (!K.WithinIsRelative &&
            !sameDimension(W, R, "within", Where, Within.span(), RN.span()))
          return;
        ir::ValueId Limit =
            K.WithinIsRelative
                ? B.make(ir::Opcode::Mul, W.Id,
                         B.make(ir::Opcode::Abs, R.Id, Where), Where)
                : W.Id;
        K.Condition = B.make(ir::Opcode::Le, Distance, Limit, Where);
      } else if (IsClaim && bare(RN).is(NodeKind::Number) && Out->known(R.Id)) {
        if (auto Half = printedPrecision(bare(RN), Out->number(R.Id))) {
          K.Within = B.number(*Half, Out->type(R.Id).dim(), Where);
          K.Condition = B.make(ir::Opcode::Le, Distance, K.Within, Where);
        }
      }
    }
  }
  if (!IsClaim && N[2] && !confidence(N[2], E, K.Confidence))
    return;
  if (!IsClaim && N[3])
    if (Value T = eval(N[3], E); T.is(Kind::Text))
      K.Message = T.Id;
  llvm::SmallVector<ir::Part, 8> Found;
  parts(Condition, E, Found, 0);
  K.FirstPart = uint32_t(Out->Parts.size());
  K.NumParts = uint32_t(Found.size());
  Out->Parts.insert(Out->Parts.end(), Found.begin(), Found.end());
  K.Cited = citation(*E->Module, N);
  Out->Checks.push_back(K);
}
