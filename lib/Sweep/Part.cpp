//===- Part.cpp - What a part of a sweep came to --------------------------===//
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

#include "Sweep/Part.h"
#include "Quantity/Format.h"
#include "Report/Digits.h"
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

std::string SweepPlan::Axis::text(uint64_t Place) const {
  if (!Values.empty())
    return Values[Place];
  DimensionTable Dims;
  std::string Figure = format(Number(First + int64_t(Place)),
                              DimensionTable::one(), nullptr, UnitScope(Dims));
  return Unit.empty() ? Figure : Figure + " " + Unit;
}

std::vector<std::string> SweepPlan::at(uint64_t Point) const {
  std::vector<std::string> Values(Axes.size());
  for (size_t A = Axes.size(); A-- != 0;) {
    Values[A] = Axes[A].text(Point % Axes[A].Length);
    Point /= Axes[A].Length;
  }
  return Values;
}

void SweepFound::add(const kernel::Outcome &Found,
                     llvm::ArrayRef<std::string> Constraints,
                     const SweepPlan &Plan) {
  for (size_t C = 0; C != Found.Failed.size(); ++C)
    if (Found.Failed[C])
      FailedBy[Constraints[C]] += Found.Failed[C];
  kernel::Outcome Rest = Found;
  Rest.Failed.clear();
  kernel::merge(*this, Rest, Plan.goals(), Plan.Top);
}

void SweepFound::add(const SweepFound &Other, const SweepPlan &Plan) {
  add(Other, {}, Plan);
  for (const auto &[Text, Count] : Other.FailedBy)
    FailedBy[Text] += Count;
}

std::pair<uint64_t, uint64_t>
acp::pointsOfShard(uint64_t Points, uint64_t Shard, uint64_t Shards) {
  auto At = [&](uint64_t I) {
    return uint64_t((unsigned __int128)(Points)*I / Shards);
  };
  return {At(Shard - 1), At(Shard)};
}

//===--- Writing ----------------------------------------------------------===//

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
          if (A.Values.empty()) {
            J.attribute("first", A.First);
            number("length", A.Length);
            J.attribute("unit", A.Unit);
            return;
          }
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
              J.value(shortestDecimal(G));
          });
        });
    });
  }

  void found(const SweepFound &F) {
    number("seen", F.Points);
    number("filtered", F.Filtered);
    number("feasible", F.Feasible);
    J.attributeObject("failed", [&] {
      for (const auto &[Text, Count] : F.FailedBy)
        number(Text, Count);
    });
    candidates("best", F.Best);
    candidates("front", F.Front);
    J.attribute("front_is_cut", F.FrontIsCut);
    number("nearest", F.Nearest);
    J.attribute("nearest_fails", int64_t(F.NearestFails));
    J.attributeArray("summaries", [&] {
      for (const kernel::ColumnSummary &C : F.Columns)
        J.object([&] {
          number("count", C.Count);
          J.attribute("least", shortestDecimal(C.Least));
          number("least_at", C.LeastAt);
          J.attribute("greatest", shortestDecimal(C.Greatest));
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
      W.found(P.Found);
    });
  }
  std::string Digest = llvm::utohexstr(llvm::xxh3_64bits(Text), true);
  OS << "\n" << Digest << "\n";
  return Text;
}

std::string acp::writeSlice(const SweepSlice &S) {
  std::string Text;
  llvm::raw_string_ostream OS(Text);
  {
    Writer W(OS, 0);
    W.J.object([&] {
      W.number("first", S.First);
      W.number("end", S.End);
      W.J.attribute("seconds", shortestDecimal(S.Seconds));
      W.found(S.Found);
    });
  }
  OS << '\n' << S.Rows;
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

  SweepPlan::Axis axis(const llvm::json::Object *O) {
    SweepPlan::Axis A;
    A.Name = text(O, "name");
    if (O && O->get("first")) {
      auto First = O->getInteger("first");
      Good &= First.has_value();
      A.First = First.value_or(0);
      A.Length = number(O, "length");
      A.Unit = text(O, "unit");
    } else {
      for (const llvm::json::Value &Each : list(O, "values")) {
        auto Text = Each.getAsString();
        Good &= Text.has_value();
        A.Values.push_back(Text ? Text->str() : "");
      }
      A.Length = A.Values.size();
    }
    Good &= A.Length != 0;
    return A;
  }

  void plan(const llvm::json::Object *O, SweepPlan &Plan) {
    Plan.Name = text(O, "plan");
    Plan.Digest = text(O, "digest");
    Plan.Version = text(O, "version");
    Plan.Points = number(O, "points");
    Plan.Top = unsigned(O->getInteger("top").value_or(1));
    for (const llvm::json::Value &V : list(O, "axes"))
      Plan.Axes.push_back(axis(V.getAsObject()));
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

  void found(const llvm::json::Object *O, const SweepPlan &Plan,
             SweepFound &F) {
    F.Points = number(O, "seen");
    F.Filtered = number(O, "filtered");
    F.Feasible = number(O, "feasible");
    const llvm::json::Object *Failed = O->getObject("failed");
    Good &= Failed != nullptr;
    if (Failed)
      for (const auto &[Key, Count] : *Failed)
        F.FailedBy[StringRef(Key).str()] = number(Failed, Key);
    F.Best = candidates(O, "best", Plan.Objectives.size());
    F.Front = candidates(O, "front", Plan.Objectives.size());
    F.FrontIsCut = truth(O, "front_is_cut");
    F.Nearest = number(O, "nearest");
    F.NearestFails = uint32_t(O->getInteger("nearest_fails").value_or(~0u));
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
      F.Columns.push_back(std::move(C));
    }
    Good &= F.Columns.size() == Plan.Columns.size() || F.Columns.empty();
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
  R.found(O, P.Plan, P.Found);
  if (!R.Good || P.First > P.Next || P.Next > P.End || P.End > P.Plan.Points) {
    Why = "it is damaged";
    return std::nullopt;
  }
  return P;
}

std::optional<SweepSlice> acp::readSlice(StringRef Text,
                                         const SweepPlan &Plan) {
  auto [Body, Rows] = Text.split('\n');
  llvm::Expected<llvm::json::Value> V = llvm::json::parse(Body);
  if (!V) {
    llvm::consumeError(V.takeError());
    return std::nullopt;
  }
  const llvm::json::Object *O = V->getAsObject();
  SweepSlice S;
  PartReader R;
  S.First = R.number(O, "first");
  S.End = R.number(O, "end");
  S.Seconds = R.real(R.text(O, "seconds"));
  R.found(O, Plan, S.Found);
  S.Rows = Rows.str();
  return R.Good ? std::optional(std::move(S)) : std::nullopt;
}
