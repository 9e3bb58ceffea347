//===- Evaluate.cpp - Running a tape --------------------------------------===//
//
// Part of acpc, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A step is done for a block of points before the next, so that the choice of
// what to do costs nothing a point and the compiler makes vector instructions
// of the rows. A block is as long as its registers fit the cache. No operation
// looks at another row: a point has the same bits in any block.
//
//===----------------------------------------------------------------------===//

#include "Basic/Vectors.h"
#include "Kernel/Tape.h"
#include "Quantity/Elementary.h"
#include <cmath>

using namespace acp;
using namespace acp::kernel;

namespace {

/// Doubles that all registers together have.
constexpr size_t CacheDoubles = 16 * 1024;

struct Column {
  const double *Rows;
  double Same;
};

#define ACP_UNARY(NAME, RESULT)                                                \
  ACP_VECTORS void NAME(double *To, const double *X, size_t N) {               \
    for (size_t I = 0; I != N; ++I) {                                          \
      double A = X[I];                                                         \
      To[I] = RESULT;                                                          \
    }                                                                          \
  }

#define ACP_BINARY(NAME, RESULT)                                               \
  ACP_VECTORS void NAME(double *To, Column X, Column Y, size_t N) {            \
    if (X.Rows && Y.Rows) {                                                    \
      for (size_t I = 0; I != N; ++I) {                                        \
        double A = X.Rows[I], B = Y.Rows[I];                                   \
        To[I] = RESULT;                                                        \
      }                                                                        \
    } else if (X.Rows) {                                                       \
      double B = Y.Same;                                                       \
      for (size_t I = 0; I != N; ++I) {                                        \
        double A = X.Rows[I];                                                  \
        To[I] = RESULT;                                                        \
      }                                                                        \
    } else if (Y.Rows) {                                                       \
      double A = X.Same;                                                       \
      for (size_t I = 0; I != N; ++I) {                                        \
        double B = Y.Rows[I];                                                  \
        To[I] = RESULT;                                                        \
      }                                                                        \
    } else {                                                                   \
      double A = X.Same, B = Y.Same;                                           \
      double Result = RESULT;                                                  \
      for (size_t I = 0; I != N; ++I)                                          \
        To[I] = Result;                                                        \
    }                                                                          \
  }

/// Whole numbers that rounding moved a little are whole again: what divides
/// evenly in exact arithmetic does so here.
constexpr double Nearly = 1e-12;
inline bool isWhole(double A, double Near) {
  return std::fabs(A - Near) <= Nearly * std::fabs(Near);
}

inline bool isNear(double A, double B) {
  double Larger = std::fabs(A) > std::fabs(B) ? std::fabs(A) : std::fabs(B);
  return std::fabs(A - B) <= Nearly * Larger;
}

ACP_BINARY(add, A + B)
ACP_BINARY(sub, A - B)
ACP_BINARY(mul, A *B)
ACP_BINARY(divide, B == 0 ? NoResult : A / B)
ACP_BINARY(least, A != A || B != B ? NoResult : A < B ? A : B)
ACP_BINARY(greatest, A != A || B != B ? NoResult : A > B ? A : B)
// What is equal but for rounding is neither below nor above.
ACP_BINARY(below, A != A || B != B         ? NoResult
                  : A < B && !isNear(A, B) ? 1.0
                                           : 0.0)
ACP_BINARY(notAbove, A != A || B != B         ? NoResult
                     : A <= B || isNear(A, B) ? 1.0
                                              : 0.0)
ACP_BINARY(equal, A != A || B != B ? NoResult : A == B ? 1.0 : 0.0)
ACP_BINARY(same, A != A || B != B         ? NoResult
                 : A == B || isNear(A, B) ? 1.0
                                          : 0.0)
ACP_BINARY(both, A == 0 || B == 0 ? 0.0 : A != A || B != B ? NoResult : 1.0)
ACP_BINARY(either, A == 1 || B == 1 ? 1.0 : A != A || B != B ? NoResult : 0.0)
ACP_BINARY(divides, A != A || B != B ? NoResult
                    : A == 0         ? (B == 0 ? 1.0 : 0.0)
                    : isWhole(B / A, std::nearbyint(B / A)) ? 1.0
                                                            : 0.0)
ACP_UNARY(negate, -A)
ACP_UNARY(absolute, std::fabs(A))
ACP_UNARY(finite, std::fabs(A) < Absent ? A : NoResult)
ACP_UNARY(square, A *A)
ACP_UNARY(root, A < 0 ? NoResult : std::sqrt(A))
ACP_UNARY(invert, A != A ? NoResult : A == 0 ? 1.0 : 0.0)
ACP_UNARY(nearest, std::nearbyint(A))
ACP_UNARY(whole, A != A ? NoResult : isWhole(A, std::nearbyint(A)) ? 1.0 : 0.0)
ACP_UNARY(down,
          isWhole(A, std::nearbyint(A)) ? std::nearbyint(A) : std::floor(A))
ACP_UNARY(up, isWhole(A, std::nearbyint(A)) ? std::nearbyint(A) : std::ceil(A))

/// Functions that are called a row at a time.
template <double (*Of)(double)>
void rows(double *To, const double *X, size_t N) {
  for (size_t I = 0; I != N; ++I)
    To[I] = Of(X[I]);
}

double positive(double (*Of)(double), double A) {
  return A > 0 ? Of(A) : NoResult;
}
double log(double A) { return positive(elementary::log, A); }
double log2(double A) { return positive(elementary::log2, A); }
double log10(double A) { return positive(elementary::log10, A); }

/// What passes all bounds is no number: infinity stands for `none`.
void power(double *To, Column X, Column Y, size_t N) {
  for (size_t I = 0; I != N; ++I)
    To[I] = elementary::pow(X.Rows ? X.Rows[I] : X.Same,
                            Y.Rows ? Y.Rows[I] : Y.Same);
  finite(To, To, N);
}

ACP_VECTORS void choose(double *To, const double *If, Column X, Column Y,
                        size_t N) {
  for (size_t I = 0; I != N; ++I) {
    double A = X.Rows ? X.Rows[I] : X.Same, B = Y.Rows ? Y.Rows[I] : Y.Same;
    To[I] = If[I] == 1 ? A : If[I] == 0 ? B : NoResult;
  }
}

class Machine {
public:
  Machine(const Tape &T, llvm::ArrayRef<const double *> In,
          llvm::ArrayRef<double *> Out)
      : T(T), In(In), Out(Out) {
    Block = CacheDoubles / std::max(T.Registers, 1u);
    Block = std::clamp<size_t>(Block / 16 * 16, 64, 1024);
    Registers.resize(Block * T.Registers);
    Spread.resize(Block);
  }

  void run(size_t Points) {
    for (At = 0; At < Points; At += Block) {
      Rows = std::min(Block, Points - At);
      for (const Step &S : T.Steps)
        step(S);
    }
  }

private:
  Column column(Operand O) const {
    switch (O.In) {
    case Operand::Register:
      return {&Registers[O.Index * Block], 0};
    case Operand::Input:
      return {In[O.Index] + At, 0};
    case Operand::Constant:
      break;
    }
    return {nullptr, T.Constants.empty() ? NoResult : T.Constants[O.Index]};
  }
  /// The rows of an operand, also of one that is the same in all.
  const double *rowsOf(Operand O) {
    Column C = column(O);
    if (C.Rows)
      return C.Rows;
    std::fill_n(Spread.begin(), Rows, C.Same);
    return Spread.data();
  }

  void step(const Step &S) {
    if (S.Kind == StepKind::Store) {
      const double *From = rowsOf(S.A);
      std::copy_n(From, Rows, Out[S.To] + At);
      return;
    }
    double *To = &Registers[S.To * Block];
    Column A = column(S.A), B = column(S.B);
    size_t N = Rows;
    switch (S.Kind) {
    case StepKind::Add:
      return add(To, A, B, N);
    case StepKind::Sub:
      return sub(To, A, B, N);
    case StepKind::Mul:
      return mul(To, A, B, N);
    case StepKind::Div:
      return divide(To, A, B, N);
    case StepKind::Min:
      return least(To, A, B, N);
    case StepKind::Max:
      return greatest(To, A, B, N);
    case StepKind::Pow:
      return power(To, A, B, N);
    case StepKind::Same:
      return same(To, A, B, N);
    case StepKind::Equal:
      return equal(To, A, B, N);
    case StepKind::Lt:
      return below(To, A, B, N);
    case StepKind::Le:
      return notAbove(To, A, B, N);
    case StepKind::Divides:
      return divides(To, A, B, N);
    case StepKind::And:
      return both(To, A, B, N);
    case StepKind::Or:
      return either(To, A, B, N);
    case StepKind::Select:
      return choose(To, rowsOf(S.A), B, column(S.C), N);
    case StepKind::Neg:
      return negate(To, rowsOf(S.A), N);
    case StepKind::Abs:
      return absolute(To, rowsOf(S.A), N);
    case StepKind::Floor:
      return down(To, rowsOf(S.A), N);
    case StepKind::Ceil:
      return up(To, rowsOf(S.A), N);
    case StepKind::Round:
      return nearest(To, rowsOf(S.A), N);
    case StepKind::Finite:
      return finite(To, rowsOf(S.A), N);
    case StepKind::Square:
      return square(To, rowsOf(S.A), N);
    case StepKind::Sqrt:
      return root(To, rowsOf(S.A), N);
    case StepKind::IsWhole:
      return whole(To, rowsOf(S.A), N);
    case StepKind::Not:
      return invert(To, rowsOf(S.A), N);
    case StepKind::Exp:
      elementary::exp(rowsOf(S.A), To, N);
      return finite(To, To, N);
    case StepKind::Log:
      return rows<log>(To, rowsOf(S.A), N);
    case StepKind::Log2:
      return rows<log2>(To, rowsOf(S.A), N);
    case StepKind::Log10:
      return rows<log10>(To, rowsOf(S.A), N);
    case StepKind::Probit:
      return elementary::probit(rowsOf(S.A), To, N);
    case StepKind::Store:
      break;
    }
  }

  const Tape &T;
  llvm::ArrayRef<const double *> In;
  llvm::ArrayRef<double *> Out;
  size_t Block = 0;
  std::vector<double> Registers;
  /// Rows of a constant.
  std::vector<double> Spread;
  size_t At = 0;
  size_t Rows = 0;
};

} // namespace

void kernel::evaluate(const Tape &T, size_t Points,
                      llvm::ArrayRef<const double *> In,
                      llvm::ArrayRef<double *> Out) {
  Machine(T, In, Out).run(Points);
}
