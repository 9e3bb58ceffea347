//===- Trend.cpp - Which way values go along an axis ----------------------===//
//
// Part of acpc, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Intervals and signs, one operation after another. That x * (c / x) does not
// change is seen by powers of x. Doubles round, and what the
// kernel takes for equal is wider than a bit: a comparison is decided only
// where both sides are clearly apart.
//
//===----------------------------------------------------------------------===//

#include "Kernel/Trend.h"
#include "llvm/ADT/STLExtras.h"
#include <cmath>

using namespace acp;
using namespace acp::kernel;
using ir::Opcode;
using ir::ValueId;

/// Far wider than what the kernel takes for equal, or rounding makes.
static constexpr double Margin = 1e-9;

bool kernel::hasDirection(const ir::Module &M, const SpaceAxis &A) {
  for (ValueId Leaf : A.Leaves)
    if (M.type(Leaf).Kind != ir::TypeKind::Quantity)
      return false;
  return llvm::all_of(A.Values, [](const AxisValues &V) {
    return llvm::all_of(V.List, [](double X) { return std::isfinite(X); }) &&
           (llvm::is_sorted(V.List) ||
            llvm::is_sorted(V.List, std::greater<>()));
  });
}

/// Where x^0 is among the terms.
static constexpr size_t Constant = 2;

namespace {

Trend between(double Low, double High) {
  Trend T;
  T.Low = Low;
  T.High = High;
  T.IsSure = std::isfinite(Low) && std::isfinite(High);
  return T;
}

Trend fixed(double X) {
  Trend T = between(X, X);
  T.IsPolynomial = T.IsSure;
  T.Terms[Constant] = X;
  T.IsWhole = X == std::floor(X);
  return T;
}

/// One of the two truth values, or either.
Trend truth(bool CanBeFalse, bool CanBeTrue) {
  return between(CanBeFalse ? 0 : 1, CanBeTrue ? 1 : 0);
}

/// What goes with T, and against it.
void follow(Trend &Out, const Trend &T) {
  Out.IsRounded |= T.IsRounded;
  Out.MayRise |= T.MayRise;
  Out.MayFall |= T.MayFall;
}
void oppose(Trend &Out, const Trend &T) {
  Out.IsRounded |= T.IsRounded;
  Out.MayRise |= T.MayFall;
  Out.MayFall |= T.MayRise;
}
/// What T does, times something between two bounds.
void followTimes(Trend &Out, const Trend &T, double Low, double High) {
  if (High > 0)
    follow(Out, T);
  if (Low < 0)
    oppose(Out, T);
}

bool isPoint(const Trend &T) { return T.IsSure && T.Low == T.High; }

/// A function that rises everywhere.
Trend rising(const Trend &X, double Low, double High) {
  Trend Out = between(Low, High);
  Out.IsSure &= X.IsSure;
  follow(Out, X);
  return Out;
}

/// A function of two values that rises with both, and is whole where they are.
Trend withBoth(const Trend &X, const Trend &Y, double Low, double High) {
  Trend Out = rising(X, Low, High);
  Out.IsSure &= Y.IsSure;
  Out.IsWhole = X.IsWhole && Y.IsWhole;
  follow(Out, Y);
  return Out;
}

/// A coefficient that is the sum of two. Where almost nothing is left of them,
/// what rounding leaves goes any way.
void addTerm(Trend &Out, size_t I, double A, double B) {
  double Sum = A + B;
  Out.Terms[I] = Sum;
  Out.IsPolynomial &= A == 0 || B == 0 ||
                      std::fabs(Sum) > Margin * (std::fabs(A) + std::fabs(B));
}

/// The terms of a product.
void multiplyTerms(Trend &Out, const Trend &X, const Trend &Y) {
  Out.Terms = {};
  Out.IsPolynomial = X.IsPolynomial && Y.IsPolynomial;
  for (size_t I = 0; Out.IsPolynomial && I != X.Terms.size(); ++I)
    for (size_t K = 0; X.Terms[I] != 0 && K != Y.Terms.size(); ++K) {
      double Product = X.Terms[I] * Y.Terms[K];
      size_t Power = I + K - Constant;
      if (Product == 0)
        continue;
      if (Power >= Out.Terms.size()) {
        Out.IsPolynomial = false;
        break;
      }
      addTerm(Out, Power, Out.Terms[Power], Product);
    }
}

/// 1 / Y, of one term.
Trend inverseTerm(const Trend &Y) {
  Trend Out;
  size_t Terms = 0;
  for (size_t I = 0; I != Y.Terms.size(); ++I)
    if (Y.Terms[I] != 0) {
      ++Terms;
      Out.Terms[2 * Constant - I] = 1 / Y.Terms[I];
    }
  Out.IsPolynomial = Y.IsPolynomial && Terms == 1;
  return Out;
}

/// No powers but x^0 and x^1.
bool isLine(const Trend &T) {
  return T.IsPolynomial && T.Terms[0] == 0 && T.Terms[1] == 0 &&
         T.Terms[4] == 0;
}

Trend add(const Trend &X, const Trend &Y) {
  Trend Out = withBoth(X, Y, X.Low + Y.Low, X.High + Y.High);
  // Where the sides cancel, their last bits are all that is left.
  bool OneSign = (X.Low >= 0 && Y.Low >= 0) || (X.High <= 0 && Y.High <= 0);
  if (Out.IsRounded && !OneSign)
    Out.MayRise = Out.MayFall = true;
  Out.IsPolynomial = X.IsPolynomial && Y.IsPolynomial;
  for (size_t I = 0; I != Out.Terms.size(); ++I)
    addTerm(Out, I, X.Terms[I], Y.Terms[I]);
  return Out;
}

Trend negate(const Trend &X) {
  Trend Out = between(-X.High, -X.Low);
  Out.IsSure &= X.IsSure;
  oppose(Out, X);
  Out.IsWhole = X.IsWhole;
  Out.IsPolynomial = X.IsPolynomial;
  for (size_t I = 0; I != Out.Terms.size(); ++I)
    Out.Terms[I] = -X.Terms[I];
  return Out;
}

Trend multiply(const Trend &X, const Trend &Y) {
  auto [Low, High] = std::minmax(
      {X.Low * Y.Low, X.Low * Y.High, X.High * Y.Low, X.High * Y.High});
  Trend Out = between(Low, High);
  Out.IsSure &= X.IsSure && Y.IsSure;
  followTimes(Out, X, Y.Low, Y.High);
  followTimes(Out, Y, X.Low, X.High);
  Out.IsWhole = X.IsWhole && Y.IsWhole;
  multiplyTerms(Out, X, Y);
  return Out;
}

/// Of being x itself.
Trend divide(const Trend &X, const Trend &Y, const Trend &Of) {
  if (!X.IsSure || !Y.IsSure || (Y.Low <= 0 && Y.High >= 0))
    return {};
  auto [Low, High] = std::minmax(
      {X.Low / Y.Low, X.Low / Y.High, X.High / Y.Low, X.High / Y.High});
  Trend Out = between(Low, High);
  followTimes(Out, X, Y.Low, Y.High);
  followTimes(Out, Y, -X.High, -X.Low);
  multiplyTerms(Out, X, inverseTerm(Y));
  if (isLine(X) && isLine(Y) && !Out.IsPolynomial) {
    // (a x + b) / (c x + d) goes the way of a d - b c.
    double Plus = X.Terms[Constant + 1] * Y.Terms[Constant];
    double Minus = X.Terms[Constant] * Y.Terms[Constant + 1];
    if (std::fabs(Plus - Minus) >
        Margin * (std::fabs(Plus) + std::fabs(Minus))) {
      bool Rises = (Plus > Minus) == Of.MayRise;
      Out.MayRise = Rises;
      Out.MayFall = !Rises;
      Out.IsRounded = true;
    }
  }
  return Out;
}

/// Of two, or of truth values, the lesser.
Trend least(const Trend &X, const Trend &Y) {
  return withBoth(X, Y, std::min(X.Low, Y.Low), std::min(X.High, Y.High));
}

Trend greatest(const Trend &X, const Trend &Y) {
  return withBoth(X, Y, std::max(X.Low, Y.Low), std::max(X.High, Y.High));
}

Trend absolute(const Trend &X) {
  if (X.Low >= 0)
    return X;
  if (X.High <= 0)
    return negate(X);
  Trend Out = between(0, std::max(-X.Low, X.High));
  Out.IsWhole = X.IsWhole;
  Out.IsSure &= X.IsSure;
  Out.MayRise = Out.MayFall = !X.isFixed();
  return Out;
}

/// The directions of x ^ y for x above zero: y turns around at x = 1.
Trend power(const Trend &X, const Trend &Y) {
  if (!X.IsSure || !Y.IsSure)
    return {};
  if (X.Low <= 0) {
    // Of zero, exponents above it; of what is below zero, whole ones.
    bool IsWhole = Y.Low == std::floor(Y.Low);
    if (!isPoint(Y) || Y.Low <= 0 || (X.Low < 0 && !IsWhole))
      return {};
    bool IsEven = std::fmod(Y.Low, 2) == 0;
    Trend Of = IsEven ? absolute(X) : X;
    return rising(Of, std::pow(Of.Low, Y.Low), std::pow(Of.High, Y.Low));
  }
  if (isPoint(Y) && Y.Low == 2)
    return multiply(X, X);
  auto [Low, High] =
      std::minmax({std::pow(X.Low, Y.Low), std::pow(X.Low, Y.High),
                   std::pow(X.High, Y.Low), std::pow(X.High, Y.High)});
  Trend Out = between(Low, High);
  followTimes(Out, X, Y.Low, Y.High);
  followTimes(Out, Y, X.Low - 1, X.High - 1);
  Out.IsRounded |= !Out.isFixed();
  return Out;
}

/// A rising function of what lies above a bound, where it has no result.
template <double (*Of)(double)> Trend above(const Trend &X, double Bound) {
  if (!X.IsSure || X.Low <= Bound)
    return {};
  Trend Out = rising(X, Of(X.Low), Of(X.High));
  Out.IsRounded |= !Out.isFixed();
  return Out;
}

double toWhole(double X, double (*Of)(double), double By) {
  return Of(X + By * Margin * std::max(1.0, std::fabs(X)));
}

/// Rounding of any kind.
Trend rounded(const Trend &X, double (*Down)(double), double (*Up)(double)) {
  Trend Out = rising(X, toWhole(X.Low, Down, -1), toWhole(X.High, Up, 1));
  Out.IsWhole = true;
  return Out;
}

/// Whether X is less than Y; if Or, also where they are equal.
Trend less(const Trend &X, const Trend &Y, bool Or) {
  if (!X.IsSure || !Y.IsSure)
    return {};
  auto ClearlyLess = [](double A, double B) {
    return B - A > Margin * std::max(std::fabs(A), std::fabs(B));
  };
  Trend Out;
  if (isPoint(X) && isPoint(Y) && X.Low == Y.Low)
    Out = truth(!Or, Or);
  else
    Out = truth(!ClearlyLess(X.High, Y.Low), !ClearlyLess(Y.High, X.Low));
  if (!isPoint(Out)) {
    oppose(Out, X);
    follow(Out, Y);
    // A truth value has no last bits.
    Out.IsRounded = false;
  }
  return Out;
}

/// A condition on values that do not change along the line.
Trend undecided(const Trend &X, const Trend &Y) {
  Trend Out = truth(true, true);
  Out.IsSure = X.IsSure && Y.IsSure;
  Out.MayRise = Out.MayFall = !X.isFixed() || !Y.isFixed();
  return Out;
}

/// `none`, at every place.
bool isNone(const Trend &T) { return T.Low == Absent && T.High == Absent; }

Trend equal(const Trend &X, const Trend &Y) {
  if ((isNone(X) && (isNone(Y) || Y.IsSure)) || (isNone(Y) && X.IsSure))
    return isNone(X) == isNone(Y) ? truth(false, true) : truth(true, false);
  Trend Out = undecided(X, Y);
  auto Apart = [](const Trend &A, const Trend &B) {
    return B.Low - A.High >
           Margin * std::max(std::fabs(A.High), std::fabs(B.Low));
  };
  if (Out.IsSure && (Apart(X, Y) || Apart(Y, X)))
    return truth(true, false);
  if (isPoint(X) && isPoint(Y) && X.Low == Y.Low)
    return truth(false, true);
  return Out;
}

Trend invert(const Trend &X) { return add(fixed(1), negate(X)); }

/// Truth values, of which a decided one may need no other.
Trend either(const Trend &X, const Trend &Y) {
  for (const Trend *T : {&X, &Y})
    if (isPoint(*T) && T->Low == 1)
      return *T;
  return greatest(X, Y);
}

Trend choose(const Trend &If, const Trend &X, const Trend &Y) {
  if (isPoint(If))
    return If.Low == 1 ? X : Y;
  Trend Out = greatest(X, Y);
  Out.Low = std::min(X.Low, Y.Low);
  Out.IsSure &= If.IsSure;
  if (If.isFixed())
    return Out;
  if (X.Low >= Y.High)
    follow(Out, If);
  else if (X.High <= Y.Low)
    oppose(Out, If);
  else
    Out.MayRise = Out.MayFall = true;
  return Out;
}

} // namespace

TrendFinder::TrendFinder(const ir::Module &M, const Space &S, uint32_t Axis,
                         llvm::ArrayRef<ValueId> Results,
                         const llvm::DenseMap<ValueId, Trend> &Given)
    : M(M), S(S), Axis(Axis), Results(Results.begin(), Results.end()) {
  ValueId End = 0;
  for (ValueId V : Results)
    End = std::max(End, V + 1);
  std::vector<bool> Needed(End);
  for (ValueId V : Results)
    Needed[V] = true;
  for (ValueId V = End; V-- != 0;)
    if (Needed[V] && !M.known(V) && !Given.count(V))
      for (ValueId O : M.operands(M.Values[V]))
        Needed[O] = true;
  Slot.resize(End);
  for (ValueId V = 0; V != End; ++V) {
    if (!Needed[V])
      continue;
    Slot[V] = uint32_t(Known.size());
    Known.emplace_back();
    if (auto At = Given.find(V); At != Given.end())
      Known.back() = At->second;
    else if (!M.known(V))
      Order.push_back(V);
    else if (hasColumn(M, V))
      Known.back() = fixed(columnOf(M, V));
  }
}

std::vector<Trend> TrendFinder::along(llvm::ArrayRef<uint32_t> Places) {
  llvm::DenseMap<ValueId, Trend> Leaves;
  for (uint32_t A = 0; A != S.Axes.size(); ++A)
    for (size_t L = 0; L != S.Axes[A].Leaves.size(); ++L) {
      const AxisValues &Of = S.Axes[A].Values[L];
      Trend T = fixed(Of.at(Places[A]));
      if (A == Axis) {
        double First = Of.at(0), Last = Of.at(S.Axes[A].Length - 1);
        T = between(std::min(First, Last), std::max(First, Last));
        T.MayRise = First < Last;
        T.MayFall = First > Last;
        T.IsWhole =
            llvm::all_of(Of.List, [](double V) { return V == std::floor(V); });
        T.IsPolynomial = S.Axes[A].Leaves.size() == 1;
        T.Terms[Constant + 1] = 1;
        X = T;
      }
      Leaves[S.Axes[A].Leaves[L]] = T;
    }
  for (ValueId V : Order)
    Known[Slot[V]] = M.Values[V].Op == Opcode::Leaf ? Leaves.lookup(V)
                                                    : narrowed(of(M.Values[V]));
  std::vector<Trend> Out;
  for (ValueId V : Results)
    Out.push_back(get(V));
  return Out;
}

/// Powers say more of a sum or a product than its operands do.
Trend TrendFinder::narrowed(Trend T) const {
  if (!T.IsPolynomial || !(T.MayRise || T.MayFall))
    return T;
  bool UpWithX = false, DownWithX = false;
  for (int I = 0; I != int(T.Terms.size()); ++I) {
    int Power = I - int(Constant);
    if (T.Terms[size_t(I)] == 0 || Power == 0)
      continue;
    // Below zero only x itself goes one way.
    if (X.Low < 0 && Power != 1)
      return T;
    (T.Terms[size_t(I)] * Power > 0 ? UpWithX : DownWithX) = true;
  }
  T.MayRise &= X.MayRise ? UpWithX : DownWithX;
  T.MayFall &= X.MayRise ? DownWithX : UpWithX;
  T.IsRounded = true;
  return T;
}

Trend TrendFinder::of(const ir::Value &V) const {
  llvm::ArrayRef<ValueId> Ids = M.operands(V);
  auto Get = [&](size_t I) -> const Trend & { return get(Ids[I]); };
  auto Chain = [&](Trend (*Of)(const Trend &, const Trend &), double None) {
    if (Ids.empty())
      return fixed(None);
    Trend Out = Get(0);
    for (ValueId Id : Ids.drop_front())
      Out = Of(Out, get(Id));
    return Out;
  };
  switch (V.Op) {
  case Opcode::Const:
  case Opcode::Leaf:
  case Opcode::Show:
  case Opcode::Concat:
  case Opcode::Tuple:
    return {};
  case Opcode::Add:
  case Opcode::DateAdd:
    return add(Get(0), Get(1));
  case Opcode::Sub:
  case Opcode::DateDiff:
    return add(Get(0), negate(Get(1)));
  case Opcode::Sum:
    return Chain(add, 0);
  case Opcode::Product:
    return Chain(multiply, 1);
  case Opcode::Min:
    return Chain(least, NoResult);
  case Opcode::Max:
    return Chain(greatest, NoResult);
  case Opcode::Mul:
    return multiply(Get(0), Get(1));
  case Opcode::Div:
    return divide(Get(0), Get(1), X);
  case Opcode::Neg:
    return negate(Get(0));
  case Opcode::Abs:
    return absolute(Get(0));
  case Opcode::Floor:
    return rounded(Get(0), std::floor, std::floor);
  case Opcode::Ceil:
    return rounded(Get(0), std::ceil, std::ceil);
  case Opcode::Round:
    return rounded(Get(0), std::floor, std::ceil);
  case Opcode::Pow:
    return power(Get(0), Get(1));
  case Opcode::Sqrt:
    return above<std::sqrt>(Get(0), std::nextafter(0.0, -1.0));
  case Opcode::Exp:
    return above<std::exp>(Get(0), -HUGE_VAL);
  case Opcode::Log:
    return above<std::log>(Get(0), 0);
  case Opcode::Log2:
    return above<std::log2>(Get(0), 0);
  case Opcode::Log10:
    return above<std::log10>(Get(0), 0);
  case Opcode::Probit:
    return {};
  case Opcode::Cast:
    return Get(0);
  case Opcode::Eq:
    return equal(Get(0), Get(1));
  case Opcode::Ne:
    return invert(equal(Get(0), Get(1)));
  case Opcode::Lt:
    return less(Get(0), Get(1), false);
  case Opcode::Le:
    return less(Get(0), Get(1), true);
  case Opcode::IsWhole:
    return Get(0).IsWhole ? truth(false, true) : undecided(Get(0), Get(0));
  case Opcode::Divides:
    return undecided(Get(0), Get(1));
  case Opcode::And:
    return invert(either(invert(Get(0)), invert(Get(1))));
  case Opcode::Or:
    return either(Get(0), Get(1));
  case Opcode::Not:
    return invert(Get(0));
  case Opcode::Select:
    return choose(Get(0), Get(1), Get(2));
  }
  return {};
}
