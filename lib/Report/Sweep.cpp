//===- Sweep.cpp - Reports of the points of a sweep as one ----------------===//
//
// Part of acpc, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Views are matched by their place in the report: every point has those of the
// same clauses. Where their rows do not match, each point shows its own.
//
//===----------------------------------------------------------------------===//

#include "Report/Sweep.h"
#include "Report/Figures.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/StringSaver.h"

using namespace acp;
using llvm::StringRef;

/// Columns of one table that a reader can follow.
static constexpr size_t MostColumns = 12;

static bool sameFigure(const Figure &A, const Figure &B) {
  return A.Kind == B.Kind && A.Text == B.Text && A.Value == B.Value &&
         !A.Range == !B.Range && (!A.Range || A.Range->Text == B.Range->Text);
}

static bool sameFigures(llvm::ArrayRef<Figure> A, llvm::ArrayRef<Figure> B) {
  return A.size() == B.size() &&
         std::equal(A.begin(), A.end(), B.begin(), sameFigure);
}

static bool sameView(const ReportView &A, const ReportView &B) {
  if (A.Kind != B.Kind || A.Title != B.Title ||
      !sameFigures(A.Fields, B.Fields) || A.Rows.size() != B.Rows.size() ||
      A.Nested.size() != B.Nested.size())
    return false;
  for (size_t I = 0; I != A.Rows.size(); ++I)
    if (A.Rows[I].Label != B.Rows[I].Label ||
        !sameFigures(A.Rows[I].Cells, B.Rows[I].Cells) ||
        !sameFigures(A.Rows[I].Totals, B.Rows[I].Totals))
      return false;
  for (size_t I = 0; I != A.Nested.size(); ++I)
    if (!sameView(A.Nested[I], B.Nested[I]))
      return false;
  return true;
}

namespace {

class SweepMaker {
public:
  explicit SweepMaker(std::vector<ReportPoint> Points)
      : Points(std::move(Points)),
        Memory(std::make_unique<llvm::BumpPtrAllocator>()), Texts(*Memory) {}

  Report run() {
    for (ReportPoint &P : Points)
      if (P.Infeasible.empty())
        There.push_back(&P);
    uint64_t Count = Points.size();
    if (There.empty()) {
      Report Out;
      Out.Memory = std::move(Memory);
      Out.Points = Count;
      infeasible(Out);
      return Out;
    }
    for (ReportPoint *P : There)
      shareSources(P->R);
    for (size_t V = 0; V != There[0]->R.Views.size(); ++V)
      view(V);
    Report Out = std::move(There[0]->R);
    Out.Views = std::move(Views);
    Out.Sources = std::move(Sources);
    Out.Points = Count;
    checks(Out, &Report::Asserts, Out.AssertCounts);
    checks(Out, &Report::Claims, Out.ClaimCounts);
    requires_(Out);
    searches(Out);
    // What is found anew at each point stands with the searches.
    llvm::erase_if(Out.Params, [&](const Figure &F) {
      return F.From == ir::Origin::Solved && !isFoundAtAll(F);
    });
    infeasible(Out);
    Out.MoreMemory.push_back(std::move(Memory));
    for (ReportPoint &P : Points) {
      Out.MoreMemory.push_back(std::move(P.Memory));
      if (P.R.Memory)
        Out.MoreMemory.push_back(std::move(P.R.Memory));
    }
    return Out;
  }

private:
  std::string label(const ReportPoint &P) {
    std::string Text;
    for (const Figure &F : P.Axes)
      Text += (Text.empty() ? "" : ", ") + F.Name.str() + " = " + F.Text.str();
    return Text;
  }

  /// Has the figures of a report cite the sources of all.
  void shareSources(Report &R) {
    std::vector<uint32_t> At;
    for (const ReportSource &S : R.Sources) {
      uint32_t I = 0;
      while (I != Sources.size() &&
             (Sources[I].Title != S.Title || Sources[I].Date != S.Date ||
              Sources[I].Url != S.Url))
        ++I;
      if (I == Sources.size())
        Sources.push_back(S);
      At.push_back(I);
    }
    auto Move = [&](uint32_t &Source) {
      if (Source < At.size())
        Source = At[Source];
    };
    auto MoveAll = [&](llvm::ArrayRef<Figure> &Cells) {
      llvm::MutableArrayRef<Figure> Own = Cells.copy(*Memory);
      for (Figure &F : Own)
        Move(F.Source);
      Cells = Own;
    };
    std::vector<ReportView *> Todo;
    for (ReportView &V : R.Views)
      Todo.push_back(&V);
    while (!Todo.empty()) {
      ReportView *V = Todo.back();
      Todo.pop_back();
      for (Figure &F : V->Fields)
        Move(F.Source);
      for (ReportRow &Row : V->Rows) {
        MoveAll(Row.Cells);
        if (!Row.Totals.empty())
          MoveAll(Row.Totals);
      }
      for (ReportView &Inside : V->Nested)
        Todo.push_back(&Inside);
    }
    for (std::vector<ReportCheck> *List :
         {&R.Asserts, &R.Claims, &R.FailedRequires})
      for (ReportCheck &C : *List)
        Move(C.Source);
    for (Figure &F : R.Params)
      Move(F.Source);
  }

  bool isFoundAtAll(const Figure &F) const {
    return llvm::all_of(llvm::drop_begin(There), [&](const ReportPoint *P) {
      return llvm::any_of(P->R.Params, [&](const Figure &Other) {
        return Other.Name == F.Name && Other.Text == F.Text;
      });
    });
  }

  /// The same view at a point, null if it has none that fits.
  const ReportView *at(const ReportPoint &P, size_t V) const {
    const ReportView &First = There[0]->R.Views[V];
    if (V >= P.R.Views.size() || P.R.Views[V].Kind != First.Kind ||
        P.R.Views[V].Place.Line != First.Place.Line)
      return nullptr;
    return &P.R.Views[V];
  }

  void view(size_t V) {
    const ReportView &First = There[0]->R.Views[V];
    bool Matches = true, Same = true;
    for (const ReportPoint *P : There) {
      const ReportView *Here = at(*P, V);
      Matches &= Here && Here->Rows.size() == First.Rows.size() &&
                 Here->Columns.size() == First.Columns.size() &&
                 Here->Fields.size() == First.Fields.size();
      Same &= Here && sameView(*Here, First);
    }
    if (Same) {
      Views.push_back(First);
      return;
    }
    if (Matches && First.Kind == ir::ViewKind::Record)
      return record(V);
    if (Matches && First.Kind == ir::ViewKind::Table)
      return table(V);
    for (const ReportPoint *P : There)
      if (V < P->R.Views.size()) {
        Views.push_back(P->R.Views[V]);
        Views.back().Title =
            Texts.save(Views.back().Title + " (" + label(*P) + ")");
      }
  }

  /// A table with the axes in its first columns.
  ReportView tableOf(const ReportView &First, llvm::ArrayRef<StringRef> Names) {
    ReportView Out;
    Out.Kind = ir::ViewKind::Table;
    Out.Title = First.Title;
    Out.Schema = First.Schema;
    Out.Doc = First.Doc;
    Out.Place = First.Place;
    for (const Figure &F : There[0]->Axes)
      Out.Columns.push_back({F.Name});
    for (StringRef Name : Names)
      Out.Columns.push_back({Name});
    return Out;
  }

  void addRow(ReportView &Out, const ReportPoint &P, StringRef Label,
              llvm::ArrayRef<Figure> Cells) {
    std::vector<Figure> All = P.Axes;
    All.insert(All.end(), Cells.begin(), Cells.end());
    ReportRow Row;
    Row.Label = Label;
    Row.Cells = llvm::ArrayRef(All).copy(*Memory);
    Out.Rows.push_back(Row);
  }

  void record(size_t V) {
    const ReportView &First = There[0]->R.Views[V];
    std::vector<size_t> Differ, Equal, Shown;
    for (size_t F = 0; F != First.Fields.size(); ++F) {
      // What is swept is in the columns of the axes already.
      if (First.Fields[F].From == ir::Origin::Swept &&
          llvm::any_of(There[0]->Axes, [&](const Figure &A) {
            return A.Name == First.Fields[F].Name;
          }))
        continue;
      Shown.push_back(F);
      bool Same = llvm::all_of(There, [&](const ReportPoint *P) {
        return sameFigure(at(*P, V)->Fields[F], First.Fields[F]);
      });
      (Same ? Equal : Differ).push_back(F);
    }
    // A short list of columns is one that somebody asked for.
    if (Shown.size() + There[0]->Axes.size() <= MostColumns) {
      Differ = Shown;
    } else if (!Equal.empty()) {
      ReportView Out = First;
      Out.Nested.clear();
      Out.Fields.clear();
      for (size_t F : Equal)
        Out.Fields.push_back(First.Fields[F]);
      Views.push_back(std::move(Out));
    }
    for (size_t From = 0; From < Differ.size();
         From += MostColumns - There[0]->Axes.size()) {
      llvm::ArrayRef<size_t> Part = llvm::ArrayRef(Differ).slice(From);
      Part = Part.take_front(MostColumns - There[0]->Axes.size());
      std::vector<StringRef> Names;
      for (size_t F : Part)
        Names.push_back(First.Fields[F].Name);
      ReportView Out = tableOf(First, Names);
      for (const ReportPoint *P : There) {
        std::vector<Figure> Cells;
        for (size_t F : Part)
          Cells.push_back(at(*P, V)->Fields[F]);
        addRow(Out, *P, "", Cells);
      }
      Views.push_back(std::move(Out));
    }
  }

  void table(size_t V) {
    const ReportView &First = There[0]->R.Views[V];
    std::vector<StringRef> Names;
    // One value is called by the title of its view, where that is a name.
    constexpr size_t LongestName = 24;
    for (const ReportColumn &C : First.Columns)
      Names.push_back(First.Columns.size() == 1 &&
                              First.Title.size() <= LongestName
                          ? First.Title
                          : C.Name);
    ReportView Out = tableOf(First, Names);
    for (const ReportPoint *P : There)
      for (const ReportRow &Row : at(*P, V)->Rows)
        addRow(Out, *P, Row.Label == First.Title ? "" : Row.Label, Row.Cells);
    Views.push_back(std::move(Out));
  }

  /// The worst of all points stands for all, and counts them.
  void checks(Report &Out, std::vector<ReportCheck> Report::*List,
              VerdictCounts &Counts) {
    Counts = {};
    auto Rank = [](Verdict V) {
      return V == Verdict::Fails ? 2 : V == Verdict::Undecided ? 1 : 0;
    };
    for (size_t C = 0; C != (Out.*List).size(); ++C) {
      const ReportPoint *Worst = There[0];
      ReportCheck Now = (Out.*List)[C];
      uint64_t Fails = Now.Result == Verdict::Fails;
      for (const ReportPoint *P : llvm::drop_begin(There)) {
        if (C >= (P->R.*List).size())
          continue;
        const ReportCheck &Here = (P->R.*List)[C];
        Fails += Here.Result == Verdict::Fails;
        if (Rank(Here.Result) > Rank(Now.Result)) {
          Now = Here;
          Worst = P;
        }
      }
      if (!Fails && Now.Result == Verdict::Holds && Now.HasSides)
        Now.AtPoints = There.size();
      if (Fails)
        Now.Message = Texts.save(
            Now.Message + (Now.Message.empty() ? "" : "; ") + "fails at " +
            llvm::utostr(Fails) + " of " + llvm::utostr(There.size()) +
            " points, first at " + label(*Worst));
      ++(Now.Result == Verdict::Holds   ? Counts.Holds
         : Now.Result == Verdict::Fails ? Counts.Fails
                                        : Counts.Undecided);
      (Out.*List)[C] = std::move(Now);
    }
  }

  /// Of each requirement, the point where it holds least.
  void requires_(Report &Out) {
    std::vector<std::pair<ReportCheck, const ReportPoint *>> Least;
    for (const ReportPoint *P : There) {
      const Report &R = P == There.front() ? Out : P->R;
      for (const ReportCheck &C : R.FailedRequires) {
        auto Same = llvm::find_if(Least, [&](const auto &L) {
          return L.first.Place.File == C.Place.File &&
                 L.first.Place.Line == C.Place.Line;
        });
        if (Same == Least.end())
          Least.push_back({C, P});
        else if (C.Probability < Same->first.Probability)
          *Same = {C, P};
      }
    }
    Out.FailedRequires.clear();
    for (auto &[Check, Point] : Least) {
      if (There.size() > 1)
        Check.Text = Texts.save(Check.Text + " at " + label(*Point));
      Out.FailedRequires.push_back(std::move(Check));
    }
  }

  /// A search that finds the same at every point is shown once.
  void searches(Report &Out) {
    if (There.size() == 1)
      return;
    std::vector<std::vector<ReportSearch>> All;
    All.push_back(std::move(Out.Searches));
    for (const ReportPoint *P : llvm::drop_begin(There))
      All.push_back(P->R.Searches);
    Out.Searches.clear();
    auto Same = [](const ReportSearch &A, const ReportSearch &B) {
      return A.Name == B.Name && A.Points == B.Points &&
             A.Feasible == B.Feasible && A.Best.size() == B.Best.size() &&
             (A.Best.empty() || A.Best[0] == B.Best[0]);
    };
    for (size_t S = 0; S != All[0].size(); ++S) {
      bool Once = llvm::all_of(All, [&](const std::vector<ReportSearch> &Of) {
        return S < Of.size() && Same(Of[S], All[0][S]);
      });
      for (size_t P = 0; P != All.size(); ++P) {
        if (S >= All[P].size() || (Once && P != 0))
          continue;
        Out.Searches.push_back(std::move(All[P][S]));
        ReportSearch &Kept = Out.Searches.back();
        if (!Once)
          Kept.Name +=
              (Kept.Name.empty() ? "(" : " (") + label(*There[P]) + ")";
      }
    }
  }

  void infeasible(Report &Out) {
    for (const ReportPoint &P : Points)
      if (!P.Infeasible.empty())
        Out.Infeasible.push_back(
            {Texts.save(label(P)), Texts.save(P.Infeasible)});
  }

  std::vector<ReportPoint> Points;
  std::vector<ReportPoint *> There;
  std::unique_ptr<llvm::BumpPtrAllocator> Memory;
  llvm::StringSaver Texts;
  std::vector<ReportView> Views;
  std::vector<ReportSource> Sources;
};

} // namespace

Report acp::sweepReport(std::vector<ReportPoint> Points) {
  return SweepMaker(std::move(Points)).run();
}
