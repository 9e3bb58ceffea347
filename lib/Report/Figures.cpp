//===- Figures.cpp - Values of the IR as figures --------------------------===//
//
// Part of acpc, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// One switch over what is known of a value. Lists are values of values: their
// nesting is cut at a fixed depth.
//
//===----------------------------------------------------------------------===//

#include "Report/Figures.h"
#include "Basic/Unicode.h"
#include "IR/Date.h"
#include "Report/Digits.h"
#include "llvm/ADT/StringExtras.h"
#include <algorithm>
#include <cmath>

using namespace acp;
using llvm::StringRef;

/// Whole numbers up to here are doubles without loss.
static constexpr int64_t LargestExactDouble = int64_t(1) << 53;
static constexpr unsigned ListDepth = 4;
/// Elements and leaves named in a text.
static constexpr size_t ListShown = 8;
static constexpr size_t LeavesShown = 3;

FigureMaker::FigureMaker(const ir::Module &M, const SourceManager &Sources,
                         llvm::BumpPtrAllocator &Memory,
                         const ReportOptions &Options)
    : M(M), Sources(Sources), Memory(Memory), Texts(Memory), Leaves(M),
      Exact(Options.Exact), Draws(Options.Draws) {
  std::vector<const SourceFile *> Files = filesByName(Sources);
  for (uint32_t I = 0; I != Files.size(); ++I)
    FileAt[Files[I]->base()] = I;
}

const Unit *FigureMaker::unit(uint32_t Unit) const {
  return Unit < M.Units.size() ? &M.Units[Unit] : nullptr;
}

Spot FigureMaker::spot(Span S) const {
  if (!S.valid())
    return {};
  Place P = Sources.place(S.Begin);
  if (!P.File)
    return {};
  auto Found = FileAt.find(P.File->base());
  return Found == FileAt.end() ? Spot() : Spot{Found->second, P.Line};
}

uint32_t FigureMaker::source(uint32_t Citation) {
  if (Citation >= M.Citations.size())
    return NoIndex;
  // Citations of one text in many places are one source.
  auto [Found, New] = CitedAt.try_emplace(Citation, uint32_t(Cited.size()));
  if (!New)
    return Found->second;
  const ir::Citation &C = M.Citations[Citation];
  ReportSource S{save(M.Texts.get(C.Title)), save(M.Texts.get(C.Date)),
                 save(M.Texts.get(C.Url))};
  for (uint32_t I = 0; I != Cited.size(); ++I)
    if (Cited[I].Title == S.Title && Cited[I].Date == S.Date &&
        Cited[I].Url == S.Url)
      return Found->second = I;
  Cited.push_back(S);
  return Found->second;
}

llvm::MutableArrayRef<Figure>
FigureMaker::save(llvm::ArrayRef<Figure> Figures) {
  return Figures.copy(Memory);
}

StringRef FigureMaker::code(Span S) {
  return S.valid() ? save(oneLine(Sources.text(S))) : StringRef();
}

Figure FigureMaker::number(const Number &N, Dim D, uint32_t Unit) {
  Figure F;
  F.Kind = FigureKind::Number;
  F.Value = N.toDouble();
  std::optional<int64_t> Whole = N.toInt64();
  F.IsWhole =
      Whole && *Whole <= LargestExactDouble && *Whole >= -LargestExactDouble;
  if (F.IsWhole)
    F.Whole = *Whole;
  else if (N.exact() && N.isWhole())
    F.Exact = save(N.text());
  F.Unit = save(M.Dims->text(D));
  const acp::Unit *Declared = unit(Unit);
  // A unit of another dimension can only come from a faulty module.
  if (Declared && !(Declared->Dimension == D))
    Declared = nullptr;
  if (Declared)
    F.Declared = save(Declared->Text);
  F.Text = save(format(N, D, Declared, M.Scope, {Exact}));
  return F;
}

Figure FigureMaker::list(const ir::Value &V, uint32_t Unit, unsigned Depth) {
  Figure F;
  F.Kind = FigureKind::List;
  if (Depth == ListDepth) {
    F.Text = "[...]";
    return F;
  }
  std::vector<Figure> Items;
  std::string Text = "[";
  for (ir::ValueId Item : M.operands(V)) {
    Items.push_back(value(Item, Unit, Depth + 1));
    // In a list the comma parts the elements, so digits are not grouped.
    const Figure &Last = Items.back();
    bool Bare = Last.IsWhole && Last.Unit.empty();
    if (Items.size() <= ListShown)
      Text += (Items.size() > 1 ? ", " : "") +
              (Bare ? llvm::itostr(Last.Whole) : Last.Text.str());
  }
  if (Items.size() > ListShown)
    Text += ", ... " + llvm::utostr(Items.size() - ListShown) + " more";
  F.Text = save(Text + "]");
  F.Items = save(Items);
  return F;
}

std::optional<Number> FigureMaker::numberOf(ir::ValueId V) const {
  if (V >= M.Values.size() || M.type(V).Kind != ir::TypeKind::Quantity)
    return std::nullopt;
  if (const kernel::Spread *S = spread(V);
      S && S->Low != S->High && S->Failed + S->Absent < 1)
    return Number::inexact(S->Median);
  ir::Tag Known = M.Values[V].Known;
  if (Known != ir::Tag::Int && Known != ir::Tag::Double &&
      Known != ir::Tag::Ratio)
    return std::nullopt;
  return M.number(V);
}

/// The figure of a value that draws change: the median, and beside it the
/// range.
void FigureMaker::addRange(Figure &F, ir::ValueId V, uint32_t Unit) {
  const kernel::Spread *S = spread(V);
  if (!S)
    return;
  auto *Range = new (Memory) FigureRange;
  Range->Low = S->Low;
  Range->High = S->High;
  Range->Failed = S->Failed;
  Range->Absent = S->Absent;
  F.Range = Range;
  // What all draws agree on is no range; that it came out otherwise in the
  // middle of all leaves is of no interest.
  bool Agree = S->Failed == 0 && S->Absent == 0;
  if (S->Failed + S->Absent >= 1) {
    F.Kind = S->Absent >= 1 ? FigureKind::Absent : FigureKind::Error;
    F.Text = S->Absent >= 1 ? "none" : "no result";
    return;
  }
  switch (M.type(V).Kind) {
  case ir::TypeKind::Bool:
    F.Kind = FigureKind::Bool;
    F.Truth = S->Median == 1;
    Range->Share = F.Truth ? S->Share : 1 - S->Share;
    F.Text = F.Truth ? "true" : "false";
    if (Agree && Range->Share == 1)
      F.Range = nullptr;
    return;
  case ir::TypeKind::Text:
  case ir::TypeKind::Enum:
    F.Kind = FigureKind::Text;
    Range->Share = S->Share;
    F.Text = M.Texts.get(ir::TextId(S->Median));
    if (Agree && Range->Share == 1)
      F.Range = nullptr;
    return;
  case ir::TypeKind::Date: {
    auto Day = [&](double At) {
      return dateText(Number::inexact(std::floor(At))).value_or("no date");
    };
    F.Kind = FigureKind::Date;
    F.Value = S->Median;
    F.Text = save(Day(S->Median));
    Range->Text = save(Day(S->Low) + " to " + Day(S->High));
    break;
  }
  default: {
    Dim D = M.type(V).dim();
    const acp::Unit *Declared = unit(Unit);
    if (Declared && !(Declared->Dimension == D))
      Declared = nullptr;
    Number Three[] = {Number::inexact(S->Median), Number::inexact(S->Low),
                      Number::inexact(S->High)};
    if (Agree && Number::same(Three[1], Three[2])) {
      // Exact where the middle is that too.
      if (!F.isNumber() || !Number::same(Number::inexact(F.Value), Three[0]))
        F = number(Three[0], D, Unit);
      F.Range = nullptr;
      return;
    }
    F = number(Three[0], D, Unit);
    F.Range = Range;
    ColumnTexts Texts = columnTexts(Three, D, Declared, M.Scope, Exact);
    if (Texts.Common) {
      StringRef Space = Texts.Unit.empty() || Texts.Unit == "%" ? "" : " ";
      F.Text = save(Texts.Texts[0] + Space + Texts.Unit);
      Range->Text = save(Texts.Texts[1] + " to " + Texts.Texts[2]);
    } else {
      auto Text = [&](const Number &N) {
        return format(N, D, Declared, M.Scope, {Exact});
      };
      Range->Text = save(Text(Three[1]) + " to " + Text(Three[2]));
    }
    // A range that does not show in the digits is none to a reader.
    if (Texts.Common && Texts.Texts[0] == Texts.Texts[1] &&
        Texts.Texts[0] == Texts.Texts[2])
      Range->Text = "";
  }
  }
  std::vector<ReportDriver> Drivers;
  for (const kernel::Driver &Each : S->Drivers)
    Drivers.push_back({save(Draws->Leaves[Each.Leaf].Name),
                       leafRange(Each.Leaf), Each.Share});
  Range->Drivers = llvm::ArrayRef(Drivers).copy(Memory);
}

StringRef FigureMaker::leafRange(uint32_t Leaf) {
  auto [At, New] = LeafRanges.try_emplace(Leaf);
  ir::ValueId V = Draws->Leaves[Leaf].Quantity;
  const kernel::Spread *S = V == ir::None ? nullptr : spread(V);
  if (!New || !S || M.type(V).Kind != ir::TypeKind::Quantity)
    return At->second;
  Dim D = M.type(V).dim();
  const acp::Unit *Declared = nullptr;
  for (const ir::Definition &Each : M.Definitions)
    if (Each.Value == V && !Declared)
      Declared = unit(Each.Unit);
  Number Ends[] = {Number::inexact(S->Low), Number::inexact(S->High)};
  ColumnTexts Texts = columnTexts(Ends, D, Declared, M.Scope, Exact);
  if (Texts.Common)
    At->second =
        save(Texts.Texts[0] + " to " + Texts.Texts[1] +
             (Texts.Unit.empty() || Texts.Unit == "%" ? "" : " ") + Texts.Unit);
  else
    At->second = save(format(Ends[0], D, Declared, M.Scope, {Exact}) + " to " +
                      format(Ends[1], D, Declared, M.Scope, {Exact}));
  return At->second;
}

Figure FigureMaker::value(ir::ValueId V, uint32_t Unit, unsigned Depth) {
  Figure F = bareValue(V, Unit, Depth);
  addRange(F, V, Unit);
  return F;
}

Figure FigureMaker::bareValue(ir::ValueId V, uint32_t Unit, unsigned Depth) {
  Figure F;
  if (V >= M.Values.size())
    return F;
  const ir::Value &Val = M.Values[V];
  switch (Val.Known) {
  case ir::Tag::Unknown: {
    // A list is shown though some of its elements are not known.
    if (Val.Op == ir::Opcode::Tuple)
      return list(Val, Unit, Depth);
    F.Kind = FigureKind::Unknown;
    if (Val.type().Kind == ir::TypeKind::Quantity)
      F.Unit = save(M.Dims->text(Val.type().dim()));
    if (Val.Op == ir::Opcode::Leaf) {
      F.Text = "open";
      return F;
    }
    llvm::ArrayRef<uint32_t> Reached = Leaves.of(V);
    std::string Text = "depends on ";
    for (size_t I = 0; I != std::min(Reached.size(), LeavesShown); ++I)
      Text += (I ? ", " : "") + escaped(M.Texts.get(M.Leaves[Reached[I]].Name));
    if (Reached.size() == ir::LeafSets::Most)
      Text += " and many more";
    else if (Reached.size() > LeavesShown)
      Text += " and " + llvm::utostr(Reached.size() - LeavesShown) + " more";
    F.Text = save(Text);
    return F;
  }
  case ir::Tag::Int:
  case ir::Tag::Double:
  case ir::Tag::Ratio:
    if (Val.type().Kind == ir::TypeKind::Date) {
      F.Kind = FigureKind::Date;
      F.Value = M.number(V).toDouble();
      F.Text = save(dateText(M.number(V)).value_or("no date"));
      return F;
    }
    return number(M.number(V),
                  Val.type().Kind == ir::TypeKind::Quantity
                      ? Val.type().dim()
                      : DimensionTable::one(),
                  Unit);
  case ir::Tag::Bool:
    F.Kind = FigureKind::Bool;
    F.Truth = M.boolean(V);
    F.Text = F.Truth ? "true" : "false";
    return F;
  case ir::Tag::Text:
    F.Kind = FigureKind::Text;
    F.Text = save(M.text(V));
    return F;
  case ir::Tag::Absent:
    F.Text = "none";
    return F;
  case ir::Tag::Tuple:
    return list(Val, Unit, Depth);
  case ir::Tag::Error:
    F.Kind = FigureKind::Error;
    F.Text = "no result";
    return F;
  }
  llvm_unreachable("a tag without a figure");
}

Figure FigureMaker::value(ir::ValueId V, uint32_t Unit) {
  return value(V, Unit, 0);
}

Figure FigureMaker::cell(ir::DefId Id, uint32_t Unit) {
  if (Id >= M.Definitions.size())
    return {};
  const ir::Definition &D = M.Definitions[Id];
  Figure F = value(D.Value, Unit == ir::None ? D.Unit : Unit);
  F.From = D.From;
  F.Place = spot(D.Place);
  F.Source = source(D.Cited);
  return F;
}

Figure FigureMaker::definition(ir::DefId Id, uint32_t Unit) {
  Figure F = cell(Id, Unit);
  if (Id >= M.Definitions.size())
    return F;
  const ir::Definition &D = M.Definitions[Id];
  StringRef Name = M.Texts.get(D.Name);
  F.Name = save(Name.substr(Name.rfind('.') + 1));
  F.Doc = save(M.Texts.get(D.Doc));
  return F;
}

std::vector<const SourceFile *> acp::filesByName(const SourceManager &Sources) {
  std::vector<const SourceFile *> Files;
  for (const std::unique_ptr<SourceFile> &File : Sources.files())
    Files.push_back(File.get());
  llvm::stable_sort(Files, [](const SourceFile *A, const SourceFile *B) {
    if (A->isLibrary() != B->isLibrary())
      return B->isLibrary();
    return A->name() < B->name();
  });
  return Files;
}

Report acp::emptyReport(const SourceManager &Sources, bool Digests) {
  Report R;
  R.Memory = std::make_unique<llvm::BumpPtrAllocator>();
  llvm::StringSaver Texts(*R.Memory);
  for (const SourceFile *File : filesByName(Sources))
    R.Inputs.push_back({Texts.save(File->name()),
                        Digests ? Texts.save(File->digest()) : StringRef(),
                        File->isLibrary()});
  return R;
}

std::pair<StringRef, StringRef> acp::splitUnit(StringRef Text) {
  if (Text.ends_with("%"))
    return {Text.drop_back(), Text.take_back()};
  return Text.split(' ');
}

std::string acp::oneLine(StringRef Code, size_t Max) {
  std::string Line;
  bool InText = false;
  bool Blank = false;
  for (size_t I = 0; I < Code.size(); ++I) {
    char C = Code[I];
    if (InText) {
      Line += C;
      if (C == '\\' && I + 1 < Code.size())
        Line += Code[++I];
      else if (C == '"')
        InText = false;
      continue;
    }
    if (Code.substr(I).starts_with("//")) {
      I = std::min(Code.find('\n', I), Code.size());
      Blank = true;
      continue;
    }
    if (llvm::isSpace(C)) {
      Blank = true;
      continue;
    }
    if (Blank && !Line.empty())
      Line += ' ';
    Blank = false;
    InText = C == '"';
    Line += C;
  }
  Line = escaped(Line);
  if (Max < 8 || Line.size() <= Max)
    return Line;
  // Cut between code points: a continuation byte is no place to cut.
  auto IsInside = [&](size_t At) { return (Line[At] & 0xc0) == 0x80; };
  size_t Head = (Max - 5) * 2 / 3;
  size_t Tail = Line.size() - (Max - 5 - Head);
  while (Head > 0 && IsInside(Head))
    --Head;
  while (Tail < Line.size() && IsInside(Tail))
    ++Tail;
  return Line.substr(0, Head) + " ... " + Line.substr(Tail);
}

std::string acp::partText(double Part) {
  if (Part > 0.999 && Part < 1)
    return "over 99.9%";
  if (Part < 0.001 && Part > 0)
    return "under 0.1%";
  return shortDecimal(std::round(Part * 1000) / 10) + "%";
}

std::string acp::partText(double Part, double Other) {
  std::string Text = partText(Part);
  for (double Digits = 100; Text == partText(Other) && Digits <= 1e6;
       Digits *= 10)
    if (Part != Other)
      Text = shortestDecimal(std::round(Part * 100 * Digits) / Digits) + "%";
  return Text;
}

std::string acp::rangeText(const Figure &F) {
  if (!F.Range)
    return "";
  std::string Text = F.Range->Text.str();
  auto Add = [&](const std::string &More) {
    Text += (Text.empty() ? "" : "; ") + More;
  };
  if ((F.Kind == FigureKind::Text || F.Kind == FigureKind::Bool) &&
      F.Range->Share < 1)
    Add("in " + partText(F.Range->Share) + " of draws");
  if (F.Range->Failed > 0)
    Add("no result in " + partText(F.Range->Failed) + " of draws");
  if (F.Range->Absent > 0)
    Add("none in " + partText(F.Range->Absent) + " of draws");
  return Text;
}

std::string acp::textWithRange(const Figure &F, StringRef Text) {
  std::string Range = rangeText(F);
  return Range.empty() ? Text.str() : Text.str() + " (" + Range + ")";
}

Spot acp::spotOf(const Report &R, const SourceManager &Sources, Span Where) {
  Place P = Where.valid() ? Sources.place(Where.Begin) : Place();
  for (uint32_t I = 0; P.File && I != R.Inputs.size(); ++I)
    if (R.Inputs[I].Name == P.File->name())
      return {I, P.Line};
  return {};
}
