//===- SweepPart.cpp - What a part of a sweep came to ---------------------===//
//
// Part of acpc, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A part is a file of JSON. Counts and points are texts where they may pass
// 2^53, doubles their shortest text, sums their limbs, so that reading gives
// what was written; a digest at the end tells a damaged file.
//
//===----------------------------------------------------------------------===//

#include "Driver/SweepPart.h"
#include "Report/Digits.h"
#include "Report/Layout.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/JSON.h"
#include "llvm/Support/xxhash.h"
#include <charconv>

using namespace acp;
using llvm::StringRef;

std::vector<kernel::Goal> SweepPlan::goals() const {
  std::vector<kernel::Goal> Goals;
  for (const Objective &O : Objectives)
    Goals.push_back({ir::None, O.Maximize});
  return Goals;
}

std::vector<std::string> SweepPlan::at(uint64_t Point) const {
  std::vector<std::string> Values(Axes.size());
  for (size_t A = Axes.size(); A-- != 0;) {
    Values[A] = Axes[A].Values[Point % Axes[A].Values.size()];
    Point /= Axes[A].Values.size();
  }
  return Values;
}

/// A problem that is good for merging.
static kernel::Problem mergeable(const SweepPlan &Plan) {
  kernel::Problem P;
  P.Goals = Plan.goals();
  return P;
}

void acp::addOutcome(SweepPart &To, const kernel::Outcome &Found,
                     llvm::ArrayRef<std::string> Constraints) {
  for (size_t C = 0; C != Found.Failed.size(); ++C)
    if (Found.Failed[C])
      To.Failed[Constraints[C]] += Found.Failed[C];
  kernel::SearchOptions How;
  How.Top = To.Plan.Top;
  kernel::Outcome Rest = Found;
  Rest.Failed.clear();
  kernel::merge(To.Found, Rest, mergeable(To.Plan), How);
}

std::pair<uint64_t, uint64_t>
acp::pointsOfShard(uint64_t Points, uint64_t Shard, uint64_t Shards) {
  auto At = [&](uint64_t I) {
    return uint64_t((unsigned __int128)(Points)*I / Shards);
  };
  return {At(Shard - 1), At(Shard)};
}

//===--- Writing ----------------------------------------------------------===//

static std::string exactText(double X) {
  char Buffer[40];
  auto End = std::to_chars(Buffer, Buffer + sizeof(Buffer), X);
  return std::string(Buffer, End.ptr);
}

namespace {
class Writer {
public:
  explicit Writer(llvm::raw_ostream &OS, unsigned Indent = 1) : J(OS, Indent) {}

  void plan(const SweepPlan &Plan) {
    J.attribute("plan", Plan.Name);
    J.attribute("digest", Plan.Digest);
    J.attribute("version", Plan.Version);
    number("points", Plan.Points);
    J.attribute("top", int64_t(Plan.Top));
    J.attributeArray("axes", [&] {
      for (const SweepPlan::Axis &A : Plan.Axes)
        J.object([&] {
          J.attribute("name", A.Name);
          J.attributeArray("values", [&] {
            for (const std::string &V : A.Values)
              J.value(V);
          });
        });
    });
    J.attributeArray("columns", [&] {
      for (const SweepPlan::Column &C : Plan.Columns)
        J.object([&] {
          J.attribute("name", C.Name);
          J.attribute("unit", C.Unit);
        });
    });
    J.attributeArray("objectives", [&] {
      for (const SweepPlan::Objective &O : Plan.Objectives)
        J.object([&] {
          J.attribute("text", O.Text);
          J.attribute("unit", O.Unit);
          J.attribute("maximize", O.Maximize);
        });
    });
  }

  void candidates(StringRef Key, llvm::ArrayRef<kernel::Candidate> List) {
    J.attributeArray(Key, [&] {
      for (const kernel::Candidate &C : List)
        J.object([&] {
          number("point", C.Point);
          J.attributeArray("objectives", [&] {
            for (double G : C.Goals)
              J.value(exactText(G));
          });
        });
    });
  }

  void found(const SweepPart &P) {
    number("seen", P.Found.Points);
    number("filtered", P.Found.Filtered);
    number("feasible", P.Found.Feasible);
    J.attributeObject("failed", [&] {
      for (const auto &[Text, Count] : P.Failed)
        number(Text, Count);
    });
    candidates("best", P.Found.Best);
    candidates("front", P.Found.Front);
    J.attribute("front_is_cut", P.Found.FrontIsCut);
    number("nearest", P.Found.Nearest);
    J.attribute("nearest_fails", int64_t(P.Found.NearestFails));
    J.attributeArray("summaries", [&] {
      for (const kernel::ColumnSummary &C : P.Found.Columns)
        J.object([&] {
          number("count", C.Count);
          J.attribute("least", exactText(C.Least));
          number("least_at", C.LeastAt);
          J.attribute("greatest", exactText(C.Greatest));
          number("greatest_at", C.GreatestAt);
          J.attribute("sum", C.Sum.text());
          J.attributeArray("buckets", [&] {
            for (const auto &[Bucket, Times] : C.Buckets.counts())
              J.array([&] {
                J.value(int64_t(Bucket));
                J.value(llvm::utostr(Times));
              });
          });
        });
    });
  }

  void number(StringRef Key, uint64_t N) { J.attribute(Key, llvm::utostr(N)); }

  llvm::json::OStream J;
};
} // namespace

std::string acp::writePart(const SweepPart &P) {
  std::string Text;
  llvm::raw_string_ostream OS(Text);
  {
    Writer W(OS);
    W.J.object([&] {
      W.J.attribute("schema", "acpc.part/1");
      W.plan(P.Plan);
      W.number("shard", P.Shard);
      W.number("shards", P.Shards);
      W.number("first", P.First);
      W.number("end", P.End);
      W.number("next", P.Next);
      W.found(P);
    });
  }
  std::string Digest = llvm::utohexstr(llvm::xxh3_64bits(Text), true);
  OS << "\n" << Digest << "\n";
  return Text;
}

//===--- Reading ----------------------------------------------------------===//

namespace {
/// Reads what Writer wrote; anything else makes it bad.
class PartReader {
public:
  bool Good = true;

  uint64_t number(const llvm::json::Object *O, StringRef Key) {
    auto Text = O ? O->getString(Key) : std::nullopt;
    uint64_t N = 0;
    Good &= Text && !Text->getAsInteger(10, N);
    return N;
  }
  std::string text(const llvm::json::Object *O, StringRef Key) {
    auto Text = O ? O->getString(Key) : std::nullopt;
    Good &= Text.has_value();
    return Text ? Text->str() : "";
  }
  double real(StringRef Text) {
    double X = 0;
    auto [End, Error] = std::from_chars(Text.begin(), Text.end(), X);
    Good &= Error == std::errc() && End == Text.end();
    return X;
  }
  bool truth(const llvm::json::Object *O, StringRef Key) {
    auto B = O ? O->getBoolean(Key) : std::nullopt;
    Good &= B.has_value();
    return B.value_or(false);
  }
  const llvm::json::Array &list(const llvm::json::Object *O, StringRef Key) {
    static const llvm::json::Array None;
    const llvm::json::Array *A = O ? O->getArray(Key) : nullptr;
    Good &= A != nullptr;
    return A ? *A : None;
  }

  void plan(const llvm::json::Object *O, SweepPlan &Plan) {
    Plan.Name = text(O, "plan");
    Plan.Digest = text(O, "digest");
    Plan.Version = text(O, "version");
    Plan.Points = number(O, "points");
    Plan.Top = unsigned(O->getInteger("top").value_or(1));
    for (const llvm::json::Value &V : list(O, "axes")) {
      SweepPlan::Axis A;
      A.Name = text(V.getAsObject(), "name");
      for (const llvm::json::Value &Each : list(V.getAsObject(), "values")) {
        auto Text = Each.getAsString();
        Good &= Text.has_value();
        A.Values.push_back(Text ? Text->str() : "");
      }
      Good &= !A.Values.empty();
      Plan.Axes.push_back(std::move(A));
    }
    for (const llvm::json::Value &V : list(O, "columns"))
      Plan.Columns.push_back(
          {text(V.getAsObject(), "name"), text(V.getAsObject(), "unit")});
    for (const llvm::json::Value &V : list(O, "objectives"))
      Plan.Objectives.push_back({text(V.getAsObject(), "text"),
                                 text(V.getAsObject(), "unit"),
                                 truth(V.getAsObject(), "maximize")});
  }

  std::vector<kernel::Candidate> candidates(const llvm::json::Object *O,
                                            StringRef Key, size_t Goals) {
    std::vector<kernel::Candidate> Out;
    for (const llvm::json::Value &V : list(O, Key)) {
      kernel::Candidate C;
      C.Point = number(V.getAsObject(), "point");
      for (const llvm::json::Value &G : list(V.getAsObject(), "objectives"))
        C.Goals.push_back(real(G.getAsString().value_or("?")));
      Good &= C.Goals.size() == Goals;
      Out.push_back(std::move(C));
    }
    return Out;
  }

  void found(const llvm::json::Object *O, SweepPart &P) {
    P.Found.Points = number(O, "seen");
    P.Found.Filtered = number(O, "filtered");
    P.Found.Feasible = number(O, "feasible");
    const llvm::json::Object *Failed = O->getObject("failed");
    Good &= Failed != nullptr;
    if (Failed)
      for (const auto &[Key, Count] : *Failed)
        P.Failed[StringRef(Key).str()] = number(Failed, Key);
    P.Found.Best = candidates(O, "best", P.Plan.Objectives.size());
    P.Found.Front = candidates(O, "front", P.Plan.Objectives.size());
    P.Found.FrontIsCut = truth(O, "front_is_cut");
    P.Found.Nearest = number(O, "nearest");
    P.Found.NearestFails =
        uint32_t(O->getInteger("nearest_fails").value_or(~0u));
    for (const llvm::json::Value &V : list(O, "summaries")) {
      const llvm::json::Object *Of = V.getAsObject();
      kernel::ColumnSummary C;
      C.Count = number(Of, "count");
      C.Least = real(text(Of, "least"));
      C.LeastAt = number(Of, "least_at");
      C.Greatest = real(text(Of, "greatest"));
      C.GreatestAt = number(Of, "greatest_at");
      Good &= C.Sum.parse(text(Of, "sum"));
      for (const llvm::json::Value &B : list(Of, "buckets")) {
        const llvm::json::Array *Pair = B.getAsArray();
        uint64_t Times = 0;
        bool Fits = Pair && Pair->size() == 2 && (*Pair)[0].getAsInteger() &&
                    (*Pair)[1].getAsString() &&
                    !(*Pair)[1].getAsString()->getAsInteger(10, Times);
        Good &= Fits;
        if (Fits)
          C.Buckets.set(int32_t(*(*Pair)[0].getAsInteger()), Times);
      }
      P.Found.Columns.push_back(std::move(C));
    }
    Good &= P.Found.Columns.size() == P.Plan.Columns.size() ||
            P.Found.Columns.empty();
  }
};
} // namespace

std::optional<SweepPart> acp::readPart(StringRef Text, std::string &Why) {
  auto [Body, Digest] = Text.rtrim('\n').rsplit('\n');
  if (!Text.contains("acpc.part/1")) {
    Why = "it is no part of a sweep";
    return std::nullopt;
  }
  if (Digest != llvm::utohexstr(llvm::xxh3_64bits(Body), true)) {
    Why = "it is damaged or was cut off";
    return std::nullopt;
  }
  llvm::Expected<llvm::json::Value> V = llvm::json::parse(Body);
  const llvm::json::Object *O = V ? V->getAsObject() : nullptr;
  if (!O) {
    llvm::consumeError(V.takeError());
    Why = "it is damaged";
    return std::nullopt;
  }
  SweepPart P;
  PartReader R;
  R.plan(O, P.Plan);
  P.Shard = R.number(O, "shard");
  P.Shards = R.number(O, "shards");
  P.First = R.number(O, "first");
  P.End = R.number(O, "end");
  P.Next = R.number(O, "next");
  R.found(O, P);
  if (!R.Good || P.First > P.Next || P.Next > P.End || P.End > P.Plan.Points) {
    Why = "it is damaged";
    return std::nullopt;
  }
  return P;
}

std::optional<SweepPart> acp::mergeParts(llvm::ArrayRef<SweepPart> Parts,
                                         std::string &Why, size_t &Which) {
  std::vector<size_t> Order(Parts.size());
  for (size_t I = 0; I != Order.size(); ++I)
    Order[I] = I;
  llvm::stable_sort(Order, [&](size_t A, size_t B) {
    return Parts[A].First < Parts[B].First;
  });
  SweepPart Out;
  Out.Plan = Parts[0].Plan;
  uint64_t Next = 0;
  for (size_t I : Order) {
    const SweepPart &P = Parts[I];
    Which = I;
    if (P.Plan.Digest != Out.Plan.Digest || !(P.Plan == Out.Plan))
      Why = P.Plan.Version != Out.Plan.Version
                ? "it is of acpc " + P.Plan.Version + ", others of " +
                      Out.Plan.Version
                : "it is of another plan, or of the same with other parameters";
    else if (!P.isDone())
      Why = "it is not done: " + grouped(llvm::utostr(P.End - P.Next)) +
            " points are left; run the same command again";
    else if (P.First < Next)
      Why = "its points are in another part too";
    else if (P.First > Next)
      Why = "the points before it, from " + grouped(llvm::utostr(Next)) +
            " to " + grouped(llvm::utostr(P.First - 1)) + ", are in no part";
    if (!Why.empty())
      return std::nullopt;
    Next = P.End;
  }
  if (Next != Out.Plan.Points) {
    Why = "the points after it, from " + grouped(llvm::utostr(Next)) +
          " on, are in no part";
    return std::nullopt;
  }
  kernel::SearchOptions How;
  How.Top = Out.Plan.Top;
  for (const SweepPart &P : Parts) {
    kernel::merge(Out.Found, P.Found, mergeable(Out.Plan), How);
    for (const auto &[Text, Count] : P.Failed)
      Out.Failed[Text] += Count;
  }
  Out.End = Out.Next = Out.Plan.Points;
  return Out;
}

//===--- Summaries --------------------------------------------------------===//

void acp::writeSummaryJSON(llvm::raw_ostream &OS, const SweepPart &P) {
  Writer W(OS, 2);
  auto Number = [&](StringRef Key, double X) {
    W.J.attributeBegin(Key);
    W.J.rawValue(exactText(X));
    W.J.attributeEnd();
  };
  auto Point = [&](StringRef Key, uint64_t At) {
    std::vector<std::string> Values = P.Plan.at(At);
    W.J.attributeObject(Key, [&] {
      for (size_t A = 0; A != Values.size(); ++A)
        W.J.attribute(P.Plan.Axes[A].Name, Values[A]);
    });
  };
  auto Candidates = [&](StringRef Key, llvm::ArrayRef<kernel::Candidate> List) {
    W.J.attributeArray(Key, [&] {
      for (const kernel::Candidate &C : List)
        W.J.object([&] {
          W.J.attribute("point", int64_t(C.Point));
          Point("axes", C.Point);
          W.J.attributeObject("objectives", [&] {
            for (size_t G = 0; G != C.Goals.size(); ++G)
              Number(P.Plan.Objectives[G].Text, C.Goals[G]);
          });
        });
    });
  };
  W.J.object([&] {
    W.J.attribute("schema", "acpc.sweep/1");
    W.J.attribute("plan", P.Plan.Name);
    W.J.attribute("points", int64_t(P.Plan.Points));
    W.J.attribute("filtered", int64_t(P.Found.Filtered));
    W.J.attribute("feasible", int64_t(P.Found.Feasible));
    W.J.attributeObject("failed", [&] {
      for (const auto &[Text, Count] : P.Failed)
        W.J.attribute(Text, int64_t(Count));
    });
    if (!P.Plan.Objectives.empty())
      Candidates("best", P.Found.Best);
    if (P.Plan.Objectives.size() > 1)
      Candidates("front", P.Found.Front);
    W.J.attributeArray("columns", [&] {
      for (size_t C = 0; C != P.Found.Columns.size(); ++C) {
        const kernel::ColumnSummary &S = P.Found.Columns[C];
        W.J.object([&] {
          W.J.attribute("name", P.Plan.Columns[C].Name);
          W.J.attribute("unit", P.Plan.Columns[C].Unit);
          W.J.attribute("count", int64_t(S.Count));
          if (S.Count == 0)
            return;
          Number("least", S.Least);
          Point("least_at", S.LeastAt);
          Number("greatest", S.Greatest);
          Point("greatest_at", S.GreatestAt);
          Number("mean", S.Sum.value() / double(S.Count));
          for (auto [Key, Part] :
               {std::pair("q05", 0.05), {"q50", 0.5}, {"q95", 0.95}})
            Number(Key, S.quantile(Part));
        });
      }
    });
  });
  OS << '\n';
}

void acp::writeSummary(llvm::raw_ostream &OS, const SweepPart &P,
                       unsigned Width) {
  Style Plain{false};
  auto Count = [](uint64_t N) { return grouped(llvm::utostr(N)); };
  OS << P.Plan.Name << ": " << Count(P.Plan.Points) << " points";
  if (P.Found.Filtered)
    OS << ", " << Count(P.Found.Filtered) << " left out by `where`";
  OS << ", " << Count(P.Found.Feasible) << " feasible\n";
  std::vector<std::pair<uint64_t, StringRef>> Failed;
  for (const auto &[Text, Times] : P.Failed)
    Failed.push_back({Times, Text});
  llvm::stable_sort(
      Failed, [](const auto &A, const auto &B) { return A.first > B.first; });
  for (const auto &[Times, Text] : Failed)
    OS << "  " << Count(Times) << " fail  " << Text << '\n';
  auto WithUnit = [](double X, StringRef Unit) {
    return shortDecimal(X) + (Unit.empty() ? "" : " ") + Unit.str();
  };
  auto Candidates = [&](llvm::ArrayRef<kernel::Candidate> List) {
    Grid G;
    for (const SweepPlan::Axis &A : P.Plan.Axes)
      G.Columns.push_back({A.Name, "", GridColumn::Number});
    for (const SweepPlan::Objective &O : P.Plan.Objectives)
      G.Columns.push_back({O.Text, "", GridColumn::Number});
    for (const kernel::Candidate &C : List) {
      std::vector<std::string> Row = P.Plan.at(C.Point);
      for (size_t I = 0; I != C.Goals.size(); ++I)
        Row.push_back(WithUnit(C.Goals[I], P.Plan.Objectives[I].Unit));
      G.Rows.push_back(std::move(Row));
    }
    G.print(OS, 2, Width, Plain);
  };
  if (!P.Plan.Objectives.empty() && !P.Found.Best.empty()) {
    OS << "\nbest\n";
    Candidates(P.Found.Best);
    if (P.Plan.Objectives.size() > 1) {
      OS << "\nPareto front\n";
      Candidates(P.Found.Front);
    }
  }
  Grid G;
  G.Columns = {{"figure"}};
  for (StringRef Name : {"least", "5 %", "median", "95 %", "greatest", "mean"})
    G.Columns.push_back({Name.str(), "", GridColumn::Number});
  G.Columns.push_back({"unit"});
  for (size_t C = 0; C != P.Found.Columns.size(); ++C) {
    const kernel::ColumnSummary &S = P.Found.Columns[C];
    if (S.Count == 0)
      continue;
    G.Rows.push_back({P.Plan.Columns[C].Name, shortDecimal(S.Least),
                      shortDecimal(S.quantile(0.05)),
                      shortDecimal(S.quantile(0.5)),
                      shortDecimal(S.quantile(0.95)), shortDecimal(S.Greatest),
                      shortDecimal(S.Sum.value() / double(S.Count)),
                      P.Plan.Columns[C].Unit});
  }
  if (G.Rows.empty())
    return;
  OS << "\nfigures of feasible points\n";
  G.print(OS, 2, Width, Plain);
}
