//===- Explain.cpp - How a figure came about ------------------------------===//
//
// Part of acpc, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The walk keeps its own stack, so the depth of a plan costs no stack of the
// program. A definition is taken apart where it is met first; one whose turn
// the limits cut off may still be taken apart further on.
//
//===----------------------------------------------------------------------===//

#include "Report/Explain.h"
#include "Basic/Source.h"
#include "Basic/Unicode.h"
#include "Report/Figures.h"
#include "Report/Layout.h"
#include "Report/Views.h"
#include "llvm/ADT/DenseSet.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include <cmath>

using namespace acp;
using llvm::StringRef;

/// Longer formulas are shortened in the middle.
static constexpr size_t FormulaChars = 100;
/// Lines are as long as the tree is deep: there is an end even to all levels.
static constexpr size_t MostLevels = 200;
/// Uses named of those that are zero.
static constexpr size_t ZerosNamed = 3;

ReportOptions acp::figureOptions(const ExplainOptions &Options) {
  ReportOptions Figures;
  Figures.Exact = Options.Exact;
  Figures.Draws = Options.Draws;
  return Figures;
}

namespace {
class Explainer {
public:
  Explainer(llvm::raw_ostream &OS, const ir::Module &M,
            const SourceManager &Sources, const ExplainOptions &Options)
      : OS(OS), M(M), Sources(Sources), Options(Options),
        Marks{Options.Write.Color}, R(emptyReport(Sources)),
        Make(M, Sources, *R.Memory, figureOptions(Options)) {}

  void run(ir::DefId Root);

private:
  struct Frame {
    std::vector<ir::DefId> Uses;
    size_t Next = 0;
    /// What is said of uses that are left out, after those that are not.
    std::vector<std::string> Notes;
    size_t NextNote = 0;
    bool hasMore() const {
      return Next < Uses.size() || NextNote < Notes.size();
    }
  };

  /// Prints a definition; true if it is to be taken apart.
  bool node(ir::DefId D, bool IsLast);
  void line(StringRef Lead, StringRef Text, bool Dim);
  unsigned room(StringRef Lead) const;
  void open(ir::DefId D);
  void leaveOutZeros(Frame &F) const;
  void leaveOutSmaller(Frame &F) const;
  std::optional<double> size(ir::DefId D) const;
  /// What stands before the first line of a node, and before its other lines.
  std::string lead(bool IsFirst, bool IsLast) const;

  llvm::raw_ostream &OS;
  const ir::Module &M;
  const SourceManager &Sources;
  const ExplainOptions &Options;
  Style Marks;
  Report R;
  FigureMaker Make;
  std::vector<Frame> Stack;
  llvm::DenseSet<ir::DefId> TakenApart;
};
} // namespace

std::string Explainer::lead(bool IsFirst, bool IsLast) const {
  if (Stack.empty())
    return "";
  std::string Lead;
  // A frame that has something left draws its line past the ones inside it.
  for (size_t I = 0; I + 1 < Stack.size(); ++I) {
    Lead += !Stack[I].hasMore() ? "   " : Options.Ascii ? "|  " : "│  ";
  }
  if (IsFirst)
    return Lead + (Options.Ascii ? (IsLast ? "`- " : "|- ")
                                 : (IsLast ? "└─ " : "├─ "));
  return Lead + (IsLast ? "   " : Options.Ascii ? "|  " : "│  ");
}

/// Cells that are left behind a lead, and enough of them in any case.
unsigned Explainer::room(StringRef Lead) const {
  unsigned Used = displayWidth(Lead);
  return std::max(Options.Write.Width, Used + 30) - Used;
}

void Explainer::line(StringRef Lead, StringRef Text, bool Dim) {
  for (const std::string &Line : wrapped(Text, room(Lead)))
    OS << Marks.dim(Lead) << (Dim ? Marks.dim(Line) : Line) << '\n';
}

static StringRef originWords(const Figure &F) {
  switch (F.From) {
  case ir::Origin::Given:
    return "given";
  case ir::Origin::Default:
    return "assumed, by default";
  case ir::Origin::Param:
    return F.Kind == FigureKind::Unknown ? "param, left open" : "param";
  case ir::Origin::ParamSet:
    return "set by -D";
  case ir::Origin::Swept:
    return "swept";
  case ir::Origin::Solved:
    return "found by the search";
  case ir::Origin::Derived:
  case ir::Origin::Filled:
    return "";
  }
  return "";
}

bool Explainer::node(ir::DefId Id, bool IsLast) {
  const ir::Definition &D = M.Definitions[Id];
  Figure F = Make.definition(Id);
  bool Above = TakenApart.contains(Id);
  bool TooDeep = Stack.size() >= (Options.Depth ? Options.Depth : MostLevels);

  std::string Formula =
      D.Formula.valid() ? oneLine(Sources.text(D.Formula), FormulaChars) : "";
  std::string Name = escaped(M.name(D));
  if (Name.empty())
    Name = Formula;
  std::string Text = escaped(textWithRange(F, F.Text));
  std::string Head = Name + " = " + Text;
  std::string Lead = lead(true, IsLast);
  // An expression that was given is told by its formula.
  StringRef Words = Above ? "(above)"
                    : F.From == ir::Origin::Given && D.NumUses != 0
                        ? ""
                        : originWords(F);
  std::string Place = R.place(F.Place);
  unsigned Used = displayWidth(Lead) + displayWidth(Head) +
                  (Words.empty() ? 0 : 2 + unsigned(Words.size()));
  OS << Marks.dim(Lead) << Marks.bold(Name) << " = " << Text;
  if (!Words.empty())
    OS << "  " << Marks.dim(Words);
  bool PlaceFits = Used + 2 + Place.size() <= Options.Write.Width;
  if (!Above && PlaceFits && !Place.empty())
    OS.indent(Options.Write.Width - Used - unsigned(Place.size()))
        << Marks.dim(Place);
  OS << '\n';
  if (Above)
    return false;

  std::vector<ir::DefId> Uses = usesOf(M, Id);
  // Other lines of the node stand under its name, beside the line to its uses.
  std::string Under = lead(false, IsLast);
  Under += Uses.empty() || TooDeep ? "  " : Options.Ascii ? "| " : "│ ";
  // A number that stands there as it is printed needs no formula.
  if (!Formula.empty() && Formula != Text && Formula != Name &&
      Formula != splitUnit(Text).first)
    line(Under, Formula, false);
  if (!PlaceFits && !Place.empty())
    line(Under, Place, true);
  if (F.Source != NoIndex) {
    const ReportSource &S = Make.cited()[F.Source];
    std::string Source = "source: " + escaped(S.Title);
    for (StringRef More : {S.Date, S.Url})
      if (!More.empty())
        Source += ", " + escaped(More);
    line(Under, Source, true);
  }
  if (Uses.empty()) {
    TakenApart.insert(Id);
    return false;
  }
  if (TooDeep) {
    std::string More = "... " + llvm::utostr(Uses.size()) + " more below";
    if (Stack.size() < MostLevels)
      More += " with --depth=" + llvm::utostr(Stack.size() + 1);
    line(Under, More, true);
    return false;
  }
  return true;
}

/// The size of a number, nothing for what is none.
std::optional<double> Explainer::size(ir::DefId D) const {
  std::optional<Number> N = numberOf(M, D);
  return N ? std::optional(std::abs(N->toDouble())) : std::nullopt;
}

/// In a sum over layers, those that add nothing take one line together.
void Explainer::leaveOutZeros(Frame &F) const {
  auto IsZero = [&](ir::DefId D) { return size(D) == 0.0; };
  size_t Zeros = size_t(llvm::count_if(F.Uses, IsZero));
  if (Zeros < 2)
    return;
  std::string Note = "0: ";
  size_t Named = 0;
  for (ir::DefId D : F.Uses)
    if (IsZero(D) && ++Named <= ZerosNamed)
      Note += (Named > 1 ? ", " : "") + escaped(M.name(M.Definitions[D]));
  if (Zeros > ZerosNamed)
    Note += " and " + llvm::utostr(Zeros - ZerosNamed) + " more";
  llvm::erase_if(F.Uses, IsZero);
  F.Notes.push_back(std::move(Note));
}

/// Of too many uses the largest are kept if they can be compared, else the
/// first, in either case in the order of the formula.
void Explainer::leaveOutSmaller(Frame &F) const {
  // One more line than there would be hidden is no gain.
  if (!Options.Breadth || F.Uses.size() <= Options.Breadth + 1)
    return;
  size_t Hidden = F.Uses.size() - Options.Breadth;
  bool Comparable = llvm::all_of(F.Uses, [&](ir::DefId D) {
    return size(D) && M.type(M.Definitions[D].Value) ==
                          M.type(M.Definitions[F.Uses[0]].Value);
  });
  if (Comparable) {
    std::vector<ir::DefId> Sorted = F.Uses;
    llvm::stable_sort(
        Sorted, [&](ir::DefId A, ir::DefId B) { return *size(A) > *size(B); });
    llvm::DenseSet<ir::DefId> Kept(Sorted.begin(),
                                   Sorted.begin() + Options.Breadth);
    llvm::erase_if(F.Uses, [&](ir::DefId D) { return !Kept.contains(D); });
  } else {
    F.Uses.resize(Options.Breadth);
  }
  F.Notes.push_back("... and " + llvm::utostr(Hidden) +
                    (Comparable ? " that are smaller" : " more"));
}

void Explainer::open(ir::DefId D) {
  TakenApart.insert(D);
  Frame F;
  F.Uses = usesOf(M, D);
  leaveOutZeros(F);
  leaveOutSmaller(F);
  Stack.push_back(std::move(F));
}

void Explainer::run(ir::DefId Root) {
  if (node(Root, true))
    open(Root);
  while (!Stack.empty()) {
    Frame &F = Stack.back();
    if (F.Next < F.Uses.size()) {
      ir::DefId D = F.Uses[F.Next++];
      if (node(D, !F.hasMore()))
        open(D);
    } else if (F.NextNote < F.Notes.size()) {
      std::string Note = F.Notes[F.NextNote++];
      bool IsLast = !F.hasMore();
      std::string First = lead(true, IsLast);
      std::string Other = lead(false, IsLast);
      for (const std::string &Line : wrapped(Note, room(First))) {
        OS << Marks.dim(First + Line) << '\n';
        First = Other;
      }
    } else {
      Stack.pop_back();
    }
  }
}

void acp::explain(llvm::raw_ostream &OS, const ir::Module &M,
                  const SourceManager &Sources, ir::DefId Root,
                  const ExplainOptions &Options) {
  Explainer(OS, M, Sources, Options).run(Root);
}

bool acp::explain(llvm::raw_ostream &OS, const ir::Module &M,
                  const SourceManager &Sources, StringRef Name,
                  const ExplainOptions &Options) {
  std::optional<ir::DefId> Root = findDefinition(M, Name);
  if (Root)
    explain(OS, M, Sources, *Root, Options);
  return Root.has_value();
}
