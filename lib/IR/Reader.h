//===- Reader.h - Reading textual IR ----------------------------*- C++ -*-===//
//
// Part of acpc, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// One line is one entity, read token by token. A fault is reported where it is
// and ends its line; a value whose line has a fault is there all the same, and
// what is computed from it is not checked, so that one fault is one diagnostic.
// Private to this folder: Read.cpp has the walk over the lines and the values,
// ReadEntities.cpp the rest.
//
//===----------------------------------------------------------------------===//

#ifndef ACP_IR_READER_H
#define ACP_IR_READER_H

#include "IR/Lexer.h"
#include "IR/Text.h"
#include "IR/Words.h"
#include "llvm/ADT/StringSet.h"

namespace acp::ir {

using LoadFile = llvm::function_ref<std::unique_ptr<llvm::MemoryBuffer>(
    llvm::StringRef Name, bool Library)>;

class Reader {
public:
  Reader(const SourceFile &File, Module &M, SourceManager &Sources,
         LoadFile Load, DiagnosticEngine &Diags)
      : File(File), M(M), Sources(Sources), Load(Load), Diags(Diags) {}

  bool run();

private:
  // The walk.
  template <typename Function> void eachLine(Function Do);
  bool header();
  void declaration();
  void unitLine();
  void entity();

  // Tokens of the line.
  static std::string excerpt(llvm::StringRef Text);
  void next();
  DiagnosticBuilder report(Diag Kind) {
    return Diags.report(Kind, Token.Where);
  }
  bool fail(llvm::StringRef Expected);
  bool failUnknown(llvm::StringRef What,
                   llvm::ArrayRef<llvm::StringLiteral> Known);
  bool takeSymbol(char C);
  bool takeWord(llvm::StringRef Word);
  bool symbol(char C);
  bool text(std::string &Text);
  bool intern(TextId &Id);
  /// A text or `_`.
  bool internOptional(TextId &Id);
  bool index(uint32_t &Index, llvm::StringRef What);
  bool end();
  bool number(Number &N);
  template <typename E> bool choice(E &Value, llvm::StringRef What) {
    std::optional<E> Read;
    if (Token.Kind == Mark::Word)
      Read = fromWord<E>(Token.Raw);
    if (!Read)
      return failUnknown(What, words<E>());
    Value = *Read;
    next();
    return true;
  }

  // Parts of lines.
  bool factor(llvm::StringRef Text, bool Divide, Dim &D);
  bool dim(Dim &D);
  bool type(Type &T);
  bool reference(char Sigil, uint32_t &Id);
  bool value(ValueId &V);
  bool references(llvm::SmallVectorImpl<DefId> &Pool, uint32_t &First,
                  uint32_t &Count, bool MayBeEmpty);
  bool unitOf(uint32_t &Index);
  bool place(Span &S);
  bool optionalPlace(Span &S);

  // Values.
  void valueLine();
  bool valueBody(Value &V);
  bool constantBody(Value &V);
  bool leafBody(Value &V);
  bool operationBody(Value &V);
  bool stated(Value &V);
  bool literal(const LineToken &Literal, Type T, Value &V);
  std::string typesOf(llvm::ArrayRef<ValueId> Ids) const;

  // Other entities.
  /// An index that may lie ahead: it is checked at the end.
  enum class Target : uint8_t {
    Definition,
    Citation,
    Layer,
    View,
    Axis,
    Search
  };
  void later(Target What, uint32_t Index) {
    Pending.push_back({What, Index, LastWhere});
  }
  void resolve();
  bool numbered(size_t Expected);
  bool optionalText(llvm::StringRef Word, TextId &Text);
  bool optionalValue(llvm::StringRef Word, ValueId &V);
  bool optionalIndex(llvm::StringRef Word, Target What, uint32_t &Index);
  bool duplicate(llvm::StringRef What, llvm::StringRef Name, Span Where);
  bool misplaced(llvm::StringRef Word, llvm::StringRef Other);
  bool fileLine();
  bool baseLine(bool Count);
  bool prefixLine();
  bool scaleLine();
  bool scopeLine();
  bool displayLine();
  bool definitionLine();
  bool citationLine();
  bool layerLine();
  bool axisLine();
  bool takesLine();
  bool searchLine();
  bool objectiveLine(bool Maximize);
  bool filterLine();
  bool checkLine(CheckKind Kind);
  bool partLine();
  bool viewLine();
  bool columnLine();
  bool rowLine();

  struct Reference {
    Target What;
    uint32_t Index;
    Span Where;
  };

  const SourceFile &File;
  Module &M;
  SourceManager &Sources;
  LoadFile Load;
  DiagnosticEngine &Diags;

  /// What follows the first line.
  llvm::StringRef Body;
  std::optional<LineLexer> Lexer;
  LineToken Token;
  /// Of the token before.
  Span LastWhere;
  /// File of each index; null for one that is not there.
  std::vector<const SourceFile *> Files;
  llvm::StringSet<> FileNames;
  llvm::StringMap<Dim> Bases;
  llvm::StringMap<Dim> DimsByText;
  llvm::StringMap<uint32_t> FirstUnit;
  /// The leaf of the line.
  Leaf NewLeaf;
  /// Values that stand for a line with a fault, or follow from one.
  std::vector<bool> Poisoned;
  bool Poison = false;
  uint64_t TextBudget = 0;
  std::vector<Reference> Pending;
};

} // namespace acp::ir

#endif // ACP_IR_READER_H
