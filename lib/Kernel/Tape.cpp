//===- Tape.cpp - Lowering of open values ---------------------------------===//
//
// Part of acpc, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What the results need is marked from the last value to the first, lowered
// from the first to the last, and registers are given back after the last use:
// the fewer there are, the more points of each stay in the cache.
//
//===----------------------------------------------------------------------===//

#include "Kernel/Tape.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/bit.h"

using namespace acp;
using namespace acp::kernel;
using ir::Opcode;
using ir::Tag;
using ir::ValueId;

double kernel::columnOf(const ir::Module &M, ValueId Id) {
  const ir::Value &V = M.Values[Id];
  switch (V.Known) {
  case Tag::Int:
  case Tag::Double:
  case Tag::Ratio:
    return M.number(V).toDouble();
  case Tag::Bool:
  case Tag::Text:
    return double(V.Payload);
  case Tag::Absent:
    return Absent;
  case Tag::Unknown:
  case Tag::Tuple:
  case Tag::Error:
    break;
  }
  return NoResult;
}

bool kernel::hasColumn(const ir::Module &M, ValueId Id) {
  const ir::Value &V = M.Values[Id];
  if (V.known())
    return V.Known != Tag::Tuple;
  return V.Op != Opcode::Show && V.Op != Opcode::Concat &&
         V.Op != Opcode::Tuple &&
         (V.Op != Opcode::Select || V.type().Kind != ir::TypeKind::Tuple);
}

namespace {

class Lowering {
public:
  Lowering(const ir::Module &M, llvm::ArrayRef<ValueId> Inputs,
           llvm::ArrayRef<ValueId> Results)
      : M(M), Results(Results) {
    Out.Inputs = unsigned(Inputs.size());
    Out.Results = unsigned(Results.size());
    for (uint32_t I = 0; I != Inputs.size(); ++I)
      Places[Inputs[I]] = {Operand::Input, I};
  }

  Tape run() {
    mark();
    for (ValueId Id : Order)
      lower(Id);
    for (uint32_t R = 0; R != Results.size(); ++R)
      Out.Steps.push_back({StepKind::Store, R, result(Results[R]), {}, {}});
    sinkStores();
    allocate();
    return std::move(Out);
  }

private:
  /// Open values that the results need, operands before their users.
  void mark() {
    std::vector<bool> Wanted(M.Values.size());
    ValueId Last = 0;
    auto Want = [&](ValueId Id) {
      if (Id >= M.Values.size() || M.known(Id) || Places.count(Id))
        return;
      Wanted[Id] = true;
      Last = std::max(Last, Id + 1);
    };
    for (ValueId Id : Results)
      Want(Id);
    for (ValueId Id = Last; Id-- != 0;)
      if (Wanted[Id])
        for (ValueId Operand : M.operands(M.Values[Id]))
          Want(Operand);
    for (ValueId Id = 0; Id != Last; ++Id)
      if (Wanted[Id])
        Order.push_back(Id);
  }

  Operand constant(double D) {
    auto [At, New] = ConstantAt.try_emplace(llvm::bit_cast<uint64_t>(D),
                                            uint32_t(Out.Constants.size()));
    if (New)
      Out.Constants.push_back(D);
    return {Operand::Constant, At->second};
  }

  Operand operand(ValueId Id) {
    if (Id >= M.Values.size())
      return constant(NoResult);
    if (auto At = Places.find(Id); At != Places.end())
      return At->second;
    return constant(columnOf(M, Id));
  }

  /// A choice of which one side is `none`.
  bool mayBeAbsent(ValueId Id) const {
    const ir::Value &V = M.Values[Id];
    if (V.known())
      return V.Known == Tag::Absent;
    return V.Op == Opcode::Select &&
           (mayBeAbsent(M.operands(V)[1]) || mayBeAbsent(M.operands(V)[2]));
  }

  Operand finite(Operand O) {
    return O.In == Operand::Constant ? O : step(StepKind::Finite, O);
  }

  /// An operand of arithmetic.
  Operand figure(ValueId Id) {
    return mayBeAbsent(Id) ? finite(operand(Id)) : operand(Id);
  }

  Operand result(ValueId Id) {
    bool IsNumber =
        Id < M.Values.size() && M.type(Id).Kind == ir::TypeKind::Quantity;
    return IsNumber && !mayBeAbsent(Id) ? finite(operand(Id)) : operand(Id);
  }

  Operand step(StepKind Kind, Operand A, Operand B = {}, Operand C = {}) {
    Out.Steps.push_back({Kind, Next, A, B, C});
    return {Operand::Register, Next++};
  }

  /// A chain of a step of two operands, from the left as folding goes.
  Operand chain(StepKind Kind, llvm::ArrayRef<ValueId> Ids, double Of) {
    if (Ids.empty())
      return constant(Of);
    Operand Total = figure(Ids[0]);
    for (ValueId Id : Ids.drop_front())
      Total = step(Kind, Total, figure(Id));
    return Total;
  }

  void lower(ValueId Id) {
    const ir::Value &V = M.Values[Id];
    llvm::ArrayRef<ValueId> Ids = M.operands(V);
    bool TakesAbsent =
        V.Op == Opcode::Eq || V.Op == Opcode::Ne || V.Op == Opcode::Select;
    auto Get = [&](size_t I) {
      return TakesAbsent ? operand(Ids[I]) : figure(Ids[I]);
    };
    Places[Id] = [&]() -> Operand {
      switch (V.Op) {
      case Opcode::Const:
      case Opcode::Leaf:
      case Opcode::Show:
      case Opcode::Concat:
      case Opcode::Tuple:
        return constant(NoResult);
      case Opcode::Add:
      case Opcode::DateAdd:
        return step(StepKind::Add, Get(0), Get(1));
      case Opcode::Sub:
      case Opcode::DateDiff:
        return step(StepKind::Sub, Get(0), Get(1));
      case Opcode::Sum:
        return chain(StepKind::Add, Ids, 0);
      case Opcode::Product:
        return chain(StepKind::Mul, Ids, 1);
      case Opcode::Min:
        return chain(StepKind::Min, Ids, NoResult);
      case Opcode::Max:
        return chain(StepKind::Max, Ids, NoResult);
      case Opcode::Mul:
        return step(StepKind::Mul, Get(0), Get(1));
      case Opcode::Div:
        return step(StepKind::Div, Get(0), Get(1));
      case Opcode::Neg:
        return step(StepKind::Neg, Get(0));
      case Opcode::Abs:
        return step(StepKind::Abs, Get(0));
      case Opcode::Floor:
        return step(StepKind::Floor, Get(0));
      case Opcode::Ceil:
        return step(StepKind::Ceil, Get(0));
      case Opcode::Round:
        return step(StepKind::Round, Get(0));
      case Opcode::Pow:
        if (M.known(Ids[1]) && columnOf(M, Ids[1]) == 2)
          return step(StepKind::Square, Get(0));
        return step(StepKind::Pow, Get(0), Get(1));
      case Opcode::Sqrt:
        return step(StepKind::Sqrt, Get(0));
      case Opcode::Exp:
        return step(StepKind::Exp, Get(0));
      case Opcode::Log:
        return step(StepKind::Log, Get(0));
      case Opcode::Log2:
        return step(StepKind::Log2, Get(0));
      case Opcode::Log10:
        return step(StepKind::Log10, Get(0));
      case Opcode::Probit:
        return step(StepKind::Probit, Get(0));
      case Opcode::Cast:
        return Get(0);
      case Opcode::Eq:
      case Opcode::Ne: {
        bool Numbers = M.type(Ids[0]).Kind == ir::TypeKind::Quantity &&
                       M.type(Ids[1]).Kind == ir::TypeKind::Quantity;
        Operand Same =
            step(Numbers ? StepKind::Same : StepKind::Equal, Get(0), Get(1));
        return V.Op == Opcode::Eq ? Same : step(StepKind::Not, Same);
      }
      case Opcode::Lt:
        return step(StepKind::Lt, Get(0), Get(1));
      case Opcode::Le:
        return step(StepKind::Le, Get(0), Get(1));
      case Opcode::IsWhole:
        return step(StepKind::IsWhole, Get(0));
      case Opcode::Divides:
        return step(StepKind::Divides, Get(0), Get(1));
      case Opcode::And:
        return step(StepKind::And, Get(0), Get(1));
      case Opcode::Or:
        return step(StepKind::Or, Get(0), Get(1));
      case Opcode::Not:
        return step(StepKind::Not, Get(0));
      case Opcode::Select:
        return step(StepKind::Select, Get(0), Get(1), Get(2));
      }
      return constant(NoResult);
    }();
  }

  static unsigned operandsOf(StepKind Kind) {
    switch (Kind) {
    case StepKind::Select:
      return 3;
    case StepKind::Add:
    case StepKind::Sub:
    case StepKind::Mul:
    case StepKind::Div:
    case StepKind::Min:
    case StepKind::Max:
    case StepKind::Pow:
    case StepKind::Same:
    case StepKind::Equal:
    case StepKind::Lt:
    case StepKind::Le:
    case StepKind::Divides:
    case StepKind::And:
    case StepKind::Or:
      return 2;
    default:
      return 1;
    }
  }

  /// Puts each store behind the step that makes what it stores.
  void sinkStores() {
    std::vector<Step> Steps;
    std::vector<std::vector<Step>> After(Next);
    for (const Step &S : Out.Steps) {
      if (S.Kind != StepKind::Store)
        continue;
      if (S.A.In == Operand::Register)
        After[S.A.Index].push_back(S);
      else
        Steps.push_back(S);
    }
    for (const Step &S : Out.Steps) {
      if (S.Kind == StepKind::Store)
        continue;
      Steps.push_back(S);
      llvm::append_range(Steps, After[S.To]);
    }
    Out.Steps = std::move(Steps);
  }

  /// Few registers in place of one a step.
  void allocate() {
    std::vector<uint32_t> LastUse(Next);
    for (uint32_t I = 0; I != Out.Steps.size(); ++I)
      for (Operand *O : {&Out.Steps[I].A, &Out.Steps[I].B, &Out.Steps[I].C})
        if (O->In == Operand::Register)
          LastUse[O->Index] = I;
    llvm::SmallVector<uint32_t, 64> Free;
    std::vector<uint32_t> At(Next);
    for (uint32_t I = 0; I != Out.Steps.size(); ++I) {
      Step &S = Out.Steps[I];
      Operand *Of[] = {&S.A, &S.B, &S.C};
      llvm::SmallVector<uint32_t, 3> Ended;
      for (unsigned K = 0; K != operandsOf(S.Kind); ++K)
        if (Of[K]->In == Operand::Register) {
          if (LastUse[Of[K]->Index] == I)
            Ended.push_back(At[Of[K]->Index]);
          Of[K]->Index = At[Of[K]->Index];
        }
      // A step goes row by row, so it may write where it reads.
      llvm::sort(Ended);
      Ended.erase(llvm::unique(Ended), Ended.end());
      llvm::append_range(Free, Ended);
      if (S.Kind == StepKind::Store)
        continue;
      if (Free.empty())
        Free.push_back(Out.Registers++);
      At[S.To] = Free.pop_back_val();
      S.To = At[S.To];
    }
  }

  const ir::Module &M;
  llvm::ArrayRef<ValueId> Results;
  Tape Out;
  uint32_t Next = 0;
  llvm::SmallVector<ValueId, 0> Order;
  llvm::DenseMap<ValueId, Operand> Places;
  llvm::DenseMap<uint64_t, uint32_t> ConstantAt;
};

} // namespace

Tape kernel::makeTape(const ir::Module &M, llvm::ArrayRef<ValueId> Inputs,
                      llvm::ArrayRef<ValueId> Results) {
  return Lowering(M, Inputs, Results).run();
}
