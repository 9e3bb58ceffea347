//===- Figures.h - Values of the IR as figures ------------------*- C++ -*-===//
//
// Part of acpc, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Turns values and definitions into figures, and keeps what all figures of one
// report share: the memory of their texts, the files, and the sources, which
// are numbered as they are first cited.
//
//===----------------------------------------------------------------------===//

#ifndef ACP_REPORT_FIGURES_H
#define ACP_REPORT_FIGURES_H

#include "IR/LeafSets.h"
#include "Quantity/Format.h"
#include "Report/Report.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/Support/StringSaver.h"

namespace acp {

class FigureMaker {
public:
  /// Texts are put in Memory, which must outlive the figures.
  FigureMaker(const ir::Module &M, const SourceManager &Sources,
              llvm::BumpPtrAllocator &Memory, const ReportOptions &Options);

  /// A value in a unit (index in Module::Units, or None).
  Figure value(ir::ValueId V, uint32_t Unit);
  Figure number(const Number &N, Dim D, uint32_t Unit);
  /// A definition: its value with name, doc, origin, place and source. `Unit`
  /// takes the place of its own, if it is not None.
  Figure definition(ir::DefId D, uint32_t Unit = ir::None);
  /// The same without name and doc, for tables.
  Figure cell(ir::DefId D, uint32_t Unit = ir::None);

  Spot spot(Span S) const;
  /// Index in cited() of a citation of the module, added if it is new.
  uint32_t source(uint32_t Citation);
  llvm::ArrayRef<ReportSource> cited() const { return Cited; }

  /// A text as written in a source, its lines joined and its blanks single.
  llvm::StringRef code(Span S);
  llvm::StringRef save(const llvm::Twine &Text) { return Texts.save(Text); }
  llvm::MutableArrayRef<Figure> save(llvm::ArrayRef<Figure> Figures);
  llvm::BumpPtrAllocator &memory() { return Memory; }

  /// Module::Units[Unit], or null for None.
  const Unit *unit(uint32_t Unit) const;
  const ir::Module &module() const { return M; }
  bool exact() const { return Exact; }
  /// What draws say of a value; null where they change nothing.
  const kernel::Spread *spread(ir::ValueId V) const {
    return Draws ? Draws->find(V) : nullptr;
  }
  /// The number of a value, the median of its draws; none if it has none.
  std::optional<Number> numberOf(ir::ValueId V) const;

private:
  void addRange(Figure &F, ir::ValueId V, uint32_t Unit);
  Figure value(ir::ValueId V, uint32_t Unit, unsigned Depth);
  /// Without what draws say of it.
  Figure bareValue(ir::ValueId V, uint32_t Unit, unsigned Depth);
  Figure list(const ir::Value &V, uint32_t Unit, unsigned Depth);
  /// Between which ends a leaf is drawn, most often.
  llvm::StringRef leafRange(uint32_t Leaf);

  const ir::Module &M;
  const SourceManager &Sources;
  llvm::BumpPtrAllocator &Memory;
  llvm::UniqueStringSaver Texts;
  ir::LeafSets Leaves;
  llvm::DenseMap<uint32_t, uint32_t> CitedAt;
  std::vector<ReportSource> Cited;
  llvm::DenseMap<uint32_t, llvm::StringRef> LeafRanges;
  /// Index of each file of Sources in Report::Inputs: by base address.
  llvm::DenseMap<uint32_t, uint32_t> FileAt;
  bool Exact;
  const kernel::Sampling *Draws;
};

/// A place as a report names it: its file must be among the inputs.
Spot spotOf(const Report &R, const SourceManager &Sources, Span Where);

/// Files of a compilation, by name: those of the user, then the library.
std::vector<const SourceFile *> filesByName(const SourceManager &Sources);

/// A report with its memory and its inputs, these with or without digests, and
/// nothing in it yet.
Report emptyReport(const SourceManager &Sources, bool Digests = false);

/// The part of a text of a number before its unit, and the unit.
/// The unit `%` stands behind the number without a blank.
std::pair<llvm::StringRef, llvm::StringRef> splitUnit(llvm::StringRef Text);

/// The text of a figure with what draws say of it: `14.8 day (13.1 to 17.0)`,
/// `compute (in 97% of draws)`.
std::string textWithRange(const Figure &F, llvm::StringRef Text);
/// What stands in those brackets, nothing for a figure that no draw changes.
std::string rangeText(const Figure &F);
/// A part of the draws: `93%`, `over 99.9%`.
std::string partText(double Part);
/// With so many digits that it does not read like another part.
std::string partText(double Part, double Other);

/// Blanks and line ends of a piece of source as single blanks, comments left
/// out; the middle of one longer than Max is left out, for Max other than 0.
std::string oneLine(llvm::StringRef Code, size_t Max = 0);

} // namespace acp

#endif // ACP_REPORT_FIGURES_H
