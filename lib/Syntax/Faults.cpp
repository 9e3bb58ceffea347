//===- Faults.cpp - What the parser says of a fault -----------------------===//
//
// Part of acpc, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// From the special to the general: mistakes that are known by their look come
// first, `expected X, found Y` last.
//
//===----------------------------------------------------------------------===//

#include "Syntax/Faults.h"
#include "Syntax/AcpParser.h"
#include "Syntax/Brackets.h"
#include "Syntax/Words.h"
#include <algorithm>

using namespace acp;
using llvm::StringRef;

static bool endsEntry(TokenKind K) {
  return K == TokenKind::Entry || K == TokenKind::End;
}

std::string FaultReporter::shortText(const FeedToken &T) const {
  StringRef Code = text(T);
  constexpr size_t Most = 40;
  if (Code.size() <= Most)
    return Code.str();
  // Not in the middle of a character.
  size_t Cut = Most;
  while (Cut > 0 && (uint8_t(Code[Cut]) & 0xC0) == 0x80)
    --Cut;
  return Code.take_front(Cut).str() + "…";
}

std::string FaultReporter::found(const FeedToken &T) const {
  switch (T.Kind) {
  case TokenKind::End:
    return "the end of the file";
  case TokenKind::Entry:
    return "the end of the line";
  case TokenKind::Text:
    return "the text `" + shortText(T) + "`";
  default:
    if (isReserved(T.Kind))
      return "the word `" + shortText(T) + "`";
    return "`" + shortText(T) + "`";
  }
}

std::string FaultReporter::expected(TokenKind Expected) const {
  switch (Expected) {
  case TokenKind::Entry:
    return in(AcpParser::RuleEnumDecl) ? "a name" : "the end of the line";
  case TokenKind::End:
    return "the end";
  case TokenKind::Name:
    return "a name";
  case TokenKind::Text:
    return "a text in quotes";
  case TokenKind::Comma: {
    // Behind an argument or an element.
    const RuleFrame *List =
        enclosing({AcpParser::RuleCall, AcpParser::RuleIndex,
                   AcpParser::RuleList, AcpParser::RuleParams});
    bool Round = List && (List->Rule == AcpParser::RuleCall ||
                          List->Rule == AcpParser::RuleParams);
    return Round ? "`,` or `)`" : "`,` or `]`";
  }
  case TokenKind::Bad:
    break;
  default:
    return "`" + spelling(Expected).str() + "`";
  }
  switch (Builder.frames().back().Rule) {
  case AcpParser::RuleItem:
    return "a declaration";
  case AcpParser::RuleEntry:
    return "a field or a clause";
  case AcpParser::RuleType:
  case AcpParser::RuleUnit:
  case AcpParser::RuleUnitPower:
    return "a type or a unit";
  case AcpParser::RuleLetClause:
  case AcpParser::RuleAxisClause:
  case AcpParser::RulePattern:
    return "a name or a pattern such as `[a, b]`";
  case AcpParser::RuleParam:
  case AcpParser::RuleUnitName:
    return "a name";
  case AcpParser::RuleImportDecl:
    return "the end of the line";
  default:
    return "a value";
  }
}

/// The innermost of some rules that is in progress, null if none is.
const RuleFrame *
FaultReporter::enclosing(std::initializer_list<unsigned> Rules) const {
  for (const RuleFrame &F : llvm::reverse(Builder.frames()))
    if (llvm::is_contained(Rules, F.Rule))
      return &F;
  return nullptr;
}

void FaultReporter::report(TokenKind Expected) {
  const FeedToken &T = Feed.peek();
  // Once reading has stopped, nothing is news.
  if (tooMany())
    return;
  const FeedToken &Before = Feed.peek(-1);
  bool Known = T.Kind == TokenKind::Bad || Before.Kind == TokenKind::Bad ||
               Report.known(Before.End, endsEntry(T.Kind) ? Before.End : T.End);
  if (Known)
    return;
  ++Count;
  if (reservedName(Expected) || missingBranch(Expected) ||
      wrongPlace(Expected) || wrongSign(Expected) || missingValue(Expected))
    return;
  unexpected(Expected);
}

void FaultReporter::braceOnNextLine() {
  const FeedToken &Brace = Feed.peek(1);
  const FeedToken &Before = Feed.peek(-1);
  if (tooMany() || Report.known(Brace.Begin, Brace.End))
    return;
  ++Count;
  Report.report(Diag::BraceOnNextLine, Brace.Begin, Brace.End)
      .arg("open", "{")
      .label(Report.span(Before.End, Before.End), "it belongs here")
      .help("a newline ends what stands before it: put the brace on its line");
}

/// `let for = 3`, `schema in { … }`.
bool FaultReporter::reservedName(TokenKind Expected) {
  const FeedToken &T = Feed.peek();
  if (!isReserved(T.Kind))
    return false;
  bool Names = Expected == TokenKind::Name;
  if (Expected == TokenKind::Bad)
    switch (Builder.frames().back().Rule) {
    case AcpParser::RuleParam:
    case AcpParser::RuleLetClause:
    case AcpParser::RuleAxisClause:
    case AcpParser::RulePattern:
    case AcpParser::RuleUnitName:
    case AcpParser::RuleEntry:
      Names = true;
      break;
    default:
      break;
    }
  TokenKind Next = Feed.peek(1).Kind;
  bool Given = Next == TokenKind::Assign || Next == TokenKind::Colon;
  // `for = 3` in a block, `if: 3` in a call.
  bool Anything = Expected == TokenKind::Bad || isClosing(Expected);
  if (!Names && !(Given && Anything && Feed.peek(-1).Kind != TokenKind::Assign))
    return false;
  Report.report(Diag::ReservedWord, T.Begin, T.End)
      .arg("word", text(T))
      .help(("choose another name, such as `" + text(T) + "_`").str());
  return true;
}

/// `if a then b`, `a else b`.
bool FaultReporter::missingBranch(TokenKind Expected) {
  const FeedToken &T = Feed.peek();
  if (Expected == TokenKind::Then || Expected == TokenKind::Else) {
    const FeedToken &If = Feed.get(Builder.frames().back().First);
    const FeedToken &Before = Feed.peek(-1);
    Report.report(Diag::MissingBranch, If.Begin, If.End)
        .arg("missing", spelling(Expected))
        .label(Report.span(Before.End, Before.End),
               ("`" + spelling(Expected) + "` is expected here").str())
        .help("write `if condition then a else b`: it always has a value");
    return true;
  }
  if (Expected == TokenKind::Bad && T.Kind == TokenKind::If &&
      enclosing({AcpParser::RuleInfix}) != nullptr &&
      !in(AcpParser::RuleItem) && !in(AcpParser::RuleEntry)) {
    Report.report(Diag::NeedsParentheses, T.Begin, T.End)
        .arg("word", "if")
        .help("write `(if … then … else …)`");
    return true;
  }
  return false;
}

/// What would be right elsewhere.
bool FaultReporter::wrongPlace(TokenKind Expected) {
  const FeedToken &T = Feed.peek();
  const FeedToken &Before = Feed.peek(-1);
  bool Given = T.Kind == TokenKind::Assign || T.Kind == TokenKind::Colon;

  // `source = "…"` in a block.
  if (Before.Kind == TokenKind::Source && Given) {
    Report.report(Diag::SourceIsClause, Before.Begin, T.End)
        .help("write `source \"…\"` for what stands below it, or `, source "
              "\"…\"` behind one value");
    return true;
  }
  // `x = 3` in the file.
  if (in(AcpParser::RuleInstance) && Given) {
    const FeedToken &First = Feed.get(Builder.frames().back().First);
    StringRef Name = Report.text().slice(First.Begin, Before.End);
    Report.report(Diag::FieldOutside, First.Begin, Before.End)
        .arg("name", Name)
        .help(("write `let " + Name + " = …` for a value of the file").str())
        .help(("write `param " + Name + " = …` for one that `-D` can change")
                  .str());
    return true;
  }
  // `import …` in a block.
  if (in(AcpParser::RuleEntry) || in(AcpParser::RuleStatement) ||
      in(AcpParser::RuleLocal) ||
      (Expected == TokenKind::Bad && Before.Kind == TokenKind::Entry)) {
    bool Declares = T.Kind >= TokenKind::Import && T.Kind <= TokenKind::Param;
    bool Clause = isDeclarationWord(T.Kind) && !isClauseWord(T.Kind) &&
                  enclosing({AcpParser::RuleLocal}) != nullptr;
    if (Before.Kind == TokenKind::Entry && (Declares || Clause)) {
      auto D = Report.report(Diag::DeclarationInside, T.Begin, T.End);
      D.arg("word", text(T));
      if (Declares)
        D.help("it stands in the file, outside of any block");
      else
        D.help("of clauses only `let` and `require` stand before a value");
      return true;
    }
  }
  return false;
}

/// The type of a field turns out to be a value.
bool FaultReporter::valueAsType() {
  llvm::ArrayRef<RuleFrame> Frames = Builder.frames();
  // The outermost type, and what it is the type of.
  size_t I = Frames.size();
  while (I > 0 && Frames[I - 1].Rule != AcpParser::RuleType)
    --I;
  while (I > 1 && Frames[I - 2].Rule == AcpParser::RuleType)
    --I;
  if (I < 2)
    return false;
  uint32_t NameIndex = Frames[I - 2].First;
  if (isReserved(Feed.get(NameIndex).Kind) ||
      isDeclarationWord(Feed.get(NameIndex).Kind))
    ++NameIndex;
  const FeedToken &Name = Feed.get(NameIndex);
  const FeedToken &First = Feed.get(Frames[I - 1].First);
  switch (First.Kind) {
  case TokenKind::Number:
  case TokenKind::Text:
  case TokenKind::LBracket:
  case TokenKind::Date:
  case TokenKind::Minus:
  case TokenKind::True:
  case TokenKind::False:
    break;
  default:
    return false;
  }
  bool Whole =
      First.Kind != TokenKind::LBracket && First.Kind != TokenKind::Minus;
  Report.report(Diag::ColonForField, First.Begin, First.End)
      .arg("name", text(Name))
      .here("this is no type")
      .help(("write `" + text(Name) + " = " +
             (Whole ? shortText(First) : std::string("…")) + "`")
                .str());
  return true;
}

/// `a: 3` where `a = 3` is meant, and the other way round; `,` between fields.
bool FaultReporter::wrongSign(TokenKind Expected) {
  const FeedToken &T = Feed.peek();
  const FeedToken &Before = Feed.peek(-1);
  if (in(AcpParser::RuleType) || in(AcpParser::RuleUnit) ||
      in(AcpParser::RuleUnitPower)) {
    if (valueAsType())
      return true;
  }
  if (Expected == TokenKind::Comma && T.Kind == TokenKind::Assign &&
      in(AcpParser::RuleArg)) {
    Report.report(Diag::EqualsForArgument, T.Begin, T.End)
        .arg("name", text(Before))
        .help(("write `" + text(Before) + ": …`; `==` compares").str());
    return true;
  }
  if (Expected == TokenKind::Entry && T.Kind == TokenKind::Assign &&
      in(AcpParser::RuleLocal)) {
    uint32_t Index = enclosing({AcpParser::RuleLetBlock})->First;
    // Its other fields say the same.
    if (std::exchange(LastRecord, Index) == Index)
      return true;
    const FeedToken &Brace = Feed.get(Index);
    Report.report(Diag::RecordWithoutSchema, Brace.Begin, Brace.End)
        .label(Report.span(Before.Begin, T.End), "this gives a field")
        .help("write the schema before the brace: `peak { at = bf16 }`")
        .help("for a local write `let`");
    return true;
  }
  const FeedToken *Comma = Expected == TokenKind::Entry    ? &T
                           : Expected == TokenKind::Source ? &Before
                                                           : nullptr;
  if (Comma && Comma->Kind == TokenKind::Comma) {
    Report.report(Diag::CommaBetweenFields, Comma->Begin, Comma->End)
        .help("separate fields with `;` or a newline");
    return true;
  }
  return false;
}

/// Nothing stands where a value must.
bool FaultReporter::missingValue(TokenKind Expected) {
  const FeedToken &T = Feed.peek();
  const FeedToken &Before = Feed.peek(-1);
  if (Expected != TokenKind::Bad || expected(Expected) != "a value")
    return false;
  if (!endsEntry(T.Kind) && !isClosing(T.Kind) && T.Kind != TokenKind::Comma &&
      T.Kind != TokenKind::Semi)
    return false;
  if (Before.Kind == TokenKind::Entry || Before.Begin == Before.End)
    return false;
  auto D = Report.report(Diag::MissingValue, Before.End, Before.End);
  D.arg("after", shortText(Before));
  if (Before.Kind == TokenKind::Assign && endsEntry(T.Kind))
    D.help("write the value, or leave the field out");
  else if (T.Kind == TokenKind::Comma)
    D.help("write it before the `,`, or remove the `,`");
  return true;
}

void FaultReporter::unexpected(TokenKind Expected) {
  const FeedToken &T = Feed.peek();
  const FeedToken &Before = Feed.peek(-1);
  // What is missing is missing behind the last token, not on the next line.
  bool Missing = endsEntry(T.Kind) && Before.Kind != TokenKind::Entry;
  auto D = Missing
               ? Report.report(Diag::UnexpectedToken, Before.End, Before.End)
               : Report.report(Diag::UnexpectedToken, T.Begin, T.End);
  D.arg("expected", expected(Expected)).arg("found", found(T));
  addHelp(D, Expected);
}

/// An item that is none: a word of declarations may be misspelt.
std::string FaultReporter::declarationHelp() const {
  const RuleFrame *Item = enclosing({AcpParser::RuleItem});
  if (!Item)
    return "";
  StringRef Word = text(Feed.get(Item->First));
  std::vector<StringRef> Words{"let"};
  for (unsigned K = unsigned(TokenKind::Import);
       K <= unsigned(TokenKind::Report); ++K)
    Words.push_back(spelling(TokenKind(K)));
  std::string Near = nearest(Word, Words);
  if (!Near.empty() && Near != Word)
    return "did you mean `" + Near + "`?";
  if (in(AcpParser::RuleItem))
    return "such as `let`, `param`, `import`, `schema`, `report`, or a schema, "
           "a name and a block";
  return "";
}

void FaultReporter::addHelp(DiagnosticBuilder &D, TokenKind Expected) const {
  const FeedToken &T = Feed.peek();
  const FeedToken &Before = Feed.peek(-1);
  if (isClosing(Expected)) {
    const FeedToken &Open = Feed.get(Builder.frames().back().Opening);
    if (isOpening(Open.Kind) && Open.End != T.Begin)
      D.label(Report.span(Open.Begin, Open.End), "what stands in this");
  }
  if (in(AcpParser::RuleInstance) || Expected == TokenKind::LBrace ||
      (in(AcpParser::RuleItem) && Expected == TokenKind::Bad))
    if (std::string Help = declarationHelp(); !Help.empty())
      return void(D.help(Help));
  // Signs of other languages.
  if (T.Kind == TokenKind::Star && Before.Kind == TokenKind::Star)
    return void(D.help("a power is written `^`"));
  if (T.Kind == TokenKind::Less && Before.Kind == TokenKind::Assign)
    return void(D.help("`<=` compares"));
  if (T.Kind == TokenKind::Assign && isInfix(Before.Kind))
    return void(D.help("a value is given once, with `=`"));
  if (T.Kind == TokenKind::Star && Before.Kind == TokenKind::Slash)
    return void(D.help("a comment begins with `//`"));
  if (T.Kind == TokenKind::Percent || Before.Kind == TokenKind::Percent ||
      (T.Kind == TokenKind::Number && Before.Kind == TokenKind::UnitWord &&
       text(Before) == "%"))
    return void(D.help("there is no remainder: `divides(a, b)` asks for it"));
  if (T.Kind == TokenKind::Dot && Feed.peek(1).Kind == TokenKind::Number &&
      Feed.peek(1).Begin == T.End)
    return void(D.help(("write `0." + text(Feed.peek(1)) + "`").str()));
  if (T.Kind == TokenKind::Label || T.Kind == TokenKind::Colon)
    return void(D.help("`name: value` names an argument, `name: stage` a layer "
                       "behind `|>`"));
  if (T.Kind == TokenKind::Assign)
    return void(D.help(Feed.peek(1).Kind == TokenKind::Greater
                           ? "`>=` compares; data flows by `|>`"
                           : "`==` compares"));
  if (Before.Kind == TokenKind::UnitWord && T.Kind == TokenKind::UnitWord)
    return;

  bool Operand = T.Kind == TokenKind::Name || T.Kind == TokenKind::Semi ||
                 T.Kind == TokenKind::Number || T.Kind == TokenKind::Text ||
                 T.Kind == TokenKind::LParen;
  if (Expected == TokenKind::Entry && Operand) {
    D.help("two entries are separated by a newline or `;`");
    if (Before.Kind == TokenKind::Number || Before.Kind == TokenKind::UnitWord)
      D.help(("a product is written with `*`: `… * " + shortText(T) + "`"));
    return;
  }
  if ((Expected == TokenKind::Comma || isClosing(Expected)) && Operand)
    return void(D.help("values are separated by `,`"));
  // `x as GB + 1`, `x as GB * 2`.
  bool Unit = in(AcpParser::RuleUnitPower) && enclosing({AcpParser::RuleSum});
  for (ptrdiff_t I = -1; I > -8 && !Unit; --I)
    Unit = isInfix(T.Kind) && Feed.peek(I).Kind == TokenKind::As;
  if (Unit)
    D.help("`as` stands last: put it in parentheses to go on");
}
