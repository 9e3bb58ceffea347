//===- Verdicts.cpp - Checks and what came of them ------------------------===//
//
// Part of acpc, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// First the verdict, from the values alone; then the words for it. The text of
// a check is taken from its source: the clause without its first word and
// without what follows the first comma, and its left side up to the operator.
//
//===----------------------------------------------------------------------===//

#include "Report/Verdicts.h"
#include "Basic/Source.h"
#include "Report/Digits.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include <cmath>

using namespace acp;
using llvm::StringRef;

static bool isNumber(const ir::Module &M, ir::ValueId V) {
  if (V >= M.Values.size())
    return false;
  ir::Tag Known = M.Values[V].Known;
  return Known == ir::Tag::Int || Known == ir::Tag::Double ||
         Known == ir::Tag::Ratio;
}

static bool isEquality(const ir::Module &M, const ir::Check &C) {
  return C.Within != ir::None || (C.Condition < M.Values.size() &&
                                  M.Values[C.Condition].Op == ir::Opcode::Eq);
}

double acp::probability(const FigureMaker &Make, const ir::Check &C) {
  const kernel::Spread *S = Make.spread(C.Condition);
  return S ? S->Share * (1 - S->Failed - S->Absent) : 1;
}

/// The number of a side, the median of its draws.
static Number side(const FigureMaker &Make, ir::ValueId V) {
  const kernel::Spread *S = Make.spread(V);
  return S ? Number::inexact(S->Median) : Make.module().number(V);
}

double acp::confidence(const ir::Module &M, const ir::Check &C) {
  return isNumber(M, C.Confidence) ? M.number(C.Confidence).toDouble() : 0.5;
}

/// What was published of an uncertain figure holds if it is within the interval
/// that the figure has, or within what the claim allows of the median.
static bool claimIsInRange(const FigureMaker &Make, const ir::Check &C) {
  const ir::Module &M = Make.module();
  const kernel::Spread *Left = Make.spread(C.Left);
  ir::ValueId Other = C.Right;
  if (!Left) {
    Left = Make.spread(C.Right);
    Other = C.Left;
  }
  if (!Left || !isNumber(M, Other))
    return false;
  double Right = M.number(Other).toDouble();
  return Left->Low <= Right && Right <= Left->High;
}

Verdict acp::judge(const FigureMaker &Make, const ir::Check &C) {
  const ir::Module &M = Make.module();
  if (C.Kind == ir::CheckKind::Claim && isEquality(M, C)) {
    if (claimIsInRange(Make, C))
      return Verdict::Holds;
  } else if (Make.spread(C.Condition)) {
    return probability(Make, C) >= confidence(M, C) ? Verdict::Holds
                                                    : Verdict::Fails;
  }
  auto Unknown = [&](ir::ValueId V) {
    return V < M.Values.size() && !M.known(V);
  };
  if (isEquality(M, C) && isNumber(M, C.Left) && isNumber(M, C.Right)) {
    if (Unknown(C.Within))
      return Verdict::Undecided;
    Number Left = side(Make, C.Left);
    Number Right = side(Make, C.Right);
    if (Number::same(Left, Right))
      return Verdict::Holds;
    if (!isNumber(M, C.Within))
      return Verdict::Fails;
    Number Allowed = M.number(C.Within);
    if (C.WithinIsRelative)
      Allowed = Allowed * Right.abs();
    Number Distance = (Left - Right).abs();
    return Distance <= Allowed || Number::same(Distance, Allowed)
               ? Verdict::Holds
               : Verdict::Fails;
  }
  if (C.Condition >= M.Values.size() || Unknown(C.Condition))
    return Verdict::Undecided;
  const ir::Value &V = M.Values[C.Condition];
  return V.Known == ir::Tag::Bool && V.Payload ? Verdict::Holds
                                               : Verdict::Fails;
}

std::string acp::requiresText(const Report &R) {
  auto Failed =
      size_t(llvm::count_if(R.FailedRequires, [](const ReportCheck &C) {
        return C.Result == Verdict::Fails;
      }));
  size_t Rest = R.FailedRequires.size() - Failed;
  std::string Text;
  if (Failed)
    Text = llvm::utostr(Failed) + " failed";
  if (Rest)
    Text += (Failed ? ", " : "") + llvm::utostr(Rest) + " not in all draws";
  return Text;
}

std::string acp::distance(double A, double B) {
  if (A == B)
    return "exact";
  if (B == 0)
    return "not 0";
  if (A == 0)
    return "ours is 0";
  double Ratio = A / B;
  if (!std::isfinite(Ratio))
    return "beyond measure";
  if (Ratio < 0)
    return "of the other sign";
  if (Ratio >= 2)
    return shortDecimal(Ratio) + "x higher";
  if (Ratio <= 0.5)
    return shortDecimal(1 / Ratio) + "x lower";
  bool Above = std::abs(A) > std::abs(B);
  return shortDecimal(std::abs(A - B) / std::abs(B) * 100) +
         (Above ? "% above" : "% below");
}

/// Offset of the first of some operators outside of brackets and texts, npos
/// if there is none.
static size_t outermost(StringRef Text, llvm::ArrayRef<StringRef> Operators) {
  unsigned Depth = 0;
  bool InText = false;
  for (size_t I = 0; I < Text.size(); ++I) {
    char C = Text[I];
    if (InText) {
      if (C == '\\')
        ++I;
      InText = C != '"';
      continue;
    }
    if (C == '"')
      InText = true;
    else if (StringRef("([{").contains(C))
      ++Depth;
    else if (StringRef(")]}").contains(C))
      Depth -= Depth != 0;
    else if (Text.substr(I).starts_with("|>"))
      ++I;
    else if (Depth == 0)
      for (StringRef Operator : Operators)
        if (Text.substr(I).starts_with(Operator))
          return I;
  }
  return StringRef::npos;
}

/// The condition of a clause.
static StringRef conditionText(StringRef Clause) {
  for (StringRef Word : {"assert ", "claim ", "require "})
    if (Clause.consume_front(Word))
      break;
  Clause = Clause.substr(0, outermost(Clause, {","}));
  return Clause.substr(0, outermost(Clause, {" with "})).trim();
}

/// Where the operator of a comparison stands, npos if there is none.
static size_t comparison(StringRef Condition) {
  return outermost(Condition, {"==", "!=", "<", ">"});
}

/// Of a condition, the left side; nothing if it is no comparison.
static StringRef leftText(StringRef Condition) {
  size_t At = comparison(Condition);
  return At == StringRef::npos ? StringRef() : Condition.substr(0, At).trim();
}

/// Of a condition, the right side without its tolerance.
static StringRef rightText(StringRef Condition) {
  size_t At = comparison(Condition);
  if (At == StringRef::npos)
    return {};
  StringRef Right = Condition.substr(At).drop_while(
      [](char C) { return StringRef("=!<>").contains(C); });
  return Right.substr(0, outermost(Right, {" within ", " with "})).trim();
}

/// A number as its author wrote it: its value says nothing more.
static bool isLiteral(StringRef Text) {
  return Text.empty() || llvm::isDigit(Text.front()) || Text.front() == '"' ||
         Text == "true" || Text == "false" || Text == "none";
}

static void addParts(FigureMaker &Make, const ir::Check &C, ReportCheck &Out) {
  const ir::Module &M = Make.module();
  auto Add = [&](StringRef Text, const Figure &F) {
    if (isLiteral(Text) || llvm::any_of(Out.Parts, [&](const ReportPart &P) {
          return P.Text == Text;
        }))
      return;
    Out.Parts.push_back({Text, F});
  };
  for (const ir::Part &P :
       llvm::ArrayRef(M.Parts).slice(C.FirstPart, C.NumParts))
    Add(Make.code(P.Where), Make.value(P.Value, P.Unit));
  if (!Out.Parts.empty() || !Out.HasSides)
    return;
  Add(Out.LeftText, Out.Left);
  Add(rightText(Out.Text), Out.Right);
}

ReportCheck acp::reportCheck(FigureMaker &Make, const ir::Check &C) {
  const ir::Module &M = Make.module();
  ReportCheck Out;
  Out.Kind = C.Kind;
  Out.Result = judge(Make, C);
  Out.IsDrawn = Make.spread(C.Condition) != nullptr;
  Out.Probability = probability(Make, C);
  Out.Confidence = confidence(M, C);
  Out.Text = conditionText(Make.code(C.Where));
  Out.LeftText = leftText(Out.Text);
  Out.Place = Make.spot(C.Where);
  Out.Source = Make.source(C.Cited);
  if (C.Message != ir::None)
    Out.Message = Make.value(C.Message, ir::None).Text;

  // Folding may have left nothing of the comparison but its result.
  size_t Operator = comparison(Out.Text);
  Out.IsEquality =
      isEquality(M, C) || (Operator != StringRef::npos &&
                           Out.Text.substr(Operator).starts_with("=="));
  Out.HasSides = C.Left != ir::None && C.Right != ir::None;
  if (Out.HasSides) {
    Out.Left = Make.value(C.Left, C.LeftUnit);
    Out.Right = Make.value(C.Right, C.RightUnit);
    bool Numbers = isNumber(M, C.Left) && isNumber(M, C.Right);
    if (Numbers && Out.Left.isNumber() && Out.Right.isNumber()) {
      Number Left = side(Make, C.Left), Right = side(Make, C.Right);
      bool Same = Number::same(Left, Right);
      Out.Finding =
          Same ? "exact" : Make.save(distance(Out.Left.Value, Out.Right.Value));
      double Ratio = Out.Left.Value / Out.Right.Value;
      Out.Ratio = std::isfinite(Ratio) ? Ratio : 0;
      if (!Make.exact() && !Out.Left.Range && !Out.Right.Range) {
        uint32_t Unit = C.RightUnit == ir::None ? C.LeftUnit : C.RightUnit;
        PairTexts Pair =
            pairTexts(Left, Right, M.type(C.Right).dim(), Make.unit(Unit),
                      M.Scope, Out.Result == Verdict::Fails);
        Out.Left.Text = Make.save(Pair.Left);
        Out.Right.Text = Make.save(Pair.Right);
      }
    } else if (Numbers && Out.Left.Kind == FigureKind::Date) {
      double Days = (Out.Left.Value - Out.Right.Value) / 86400;
      Out.Finding = Days == 0
                        ? StringRef("exact")
                        : Make.save(shortDecimal(std::abs(Days)) + " days " +
                                    (Days > 0 ? "later" : "earlier"));
    } else if (Out.Result != Verdict::Undecided) {
      Out.Finding = Out.Left.Text == Out.Right.Text ? "exact" : "differs";
    }
  }
  if (isNumber(M, C.Within) && C.WithinIsRelative)
    Out.Allowed = Make.save(
        "within " + shortDecimal(M.number(C.Within).toDouble() * 100) + "%");
  else if (isNumber(M, C.Within))
    Out.Allowed = "to the digits printed";
  // It may be further from the median than that.
  if (C.Kind == ir::CheckKind::Claim && claimIsInRange(Make, C))
    Out.Allowed = "in the range";
  addParts(Make, C, Out);
  return Out;
}

std::string acp::partLines(const ReportCheck &C) {
  unsigned Width = 0;
  for (const ReportPart &P : C.Parts)
    Width = std::max(Width, displayWidth(P.Text));
  std::string Lines;
  for (const ReportPart &P : C.Parts) {
    if (!Lines.empty())
      Lines += '\n';
    Lines += P.Text;
    Lines.append(Width - displayWidth(P.Text), ' ');
    Lines += " = ";
    Lines += P.Value.Text;
  }
  return Lines;
}

std::string acp::countsText(const VerdictCounts &Counts, StringRef Fails) {
  if (Counts.Holds == Counts.total())
    return Counts.Holds == 1 ? "1 holds"
                             : "all " + llvm::utostr(Counts.Holds) + " hold";
  std::string Text;
  auto Add = [&](uint64_t Count, StringRef What) {
    if (Count)
      Text +=
          (Text.empty() ? "" : ", ") + llvm::utostr(Count) + " " + What.str();
  };
  Add(Counts.Holds, Counts.Holds == 1 ? "holds" : "hold");
  Add(Counts.Fails, Fails);
  Add(Counts.Undecided, "open");
  return Text;
}
