//===- TokenFilter.cpp - Between scanner and parser -----------------------===//
//
// Part of acpc, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// One pass over the tokens of the scanner with a stack of open brackets. Words
// are looked at with one significant token ahead. The tokens of the tree are
// rewritten in place as units are put together.
//
//===----------------------------------------------------------------------===//

#include "Syntax/TokenFilter.h"
#include "Basic/Limits.h"
#include "Syntax/Brackets.h"
#include "Syntax/UnitWords.h"
#include "Syntax/Words.h"

using namespace acp;
using llvm::StringRef;

namespace {

class TokenFilter {
public:
  TokenFilter(Reporter &Report, std::vector<Token> &Tokens, bool IsExpression,
              std::vector<FeedToken> &Feed)
      : Report(Report), Text(Report.text()), Tokens(Tokens), Feed(Feed),
        IsExpression(IsExpression) {}
  bool run() {
    bool Done = filter();
    Tokens.erase(Tokens.begin() + Kept, Tokens.begin() + Unread);
    return Done;
  }

private:
  bool filter();
  /// An open bracket and what is nested in it without brackets.
  struct Level {
    TokenKind Open = TokenKind::End;
    bool IsEnum = false;
    bool SawComma = false;
    /// Signs, `not` and `^` inside one another at this point, and `if`.
    uint16_t Chain = 0;
    uint16_t Ifs = 0;
  };
  enum class Line : uint8_t { Same, Next, Forced };

  StringRef word(const Token &T) const {
    return Text.substr(T.Begin, T.Length);
  }
  /// The next token that the parser sees, on the same line; a Newline if the
  /// line ends before.
  TokenKind peek(uint32_t I) const {
    for (++I; I < Tokens.size(); ++I)
      if (Tokens[I].Kind < TokenKind::Blank)
        return Tokens[I].Kind;
    return TokenKind::End;
  }
  bool inEntries() const {
    const Level &L = Levels.back();
    return (L.Open == TokenKind::LBrace && !L.IsEnum) ||
           L.Open == TokenKind::End;
  }
  void push(TokenKind Kind, uint32_t Begin, uint32_t End, unsigned Depth) {
    Feed.push_back({Begin, End, Kind, uint16_t(Depth)});
    Prev = Kind;
  }
  bool goesOn(TokenKind Kind, uint32_t I) const;
  bool beginsEntry(TokenKind Kind, uint32_t I) const;
  bool commaForEntry(uint32_t I);
  TokenKind wordInEntry(uint32_t I) const;
  TokenKind wordElsewhere(uint32_t I) const;
  void lineBegins(TokenKind Kind, uint32_t I);
  uint32_t number(uint32_t I);
  uint32_t keep(uint32_t From, uint32_t To, TokenKind Kind);
  bool token(TokenKind Kind, uint32_t Begin, uint32_t End);
  bool nest(TokenKind Kind, uint32_t Begin, uint32_t End);

  Reporter &Report;
  StringRef Text;
  std::vector<Token> &Tokens;
  std::vector<FeedToken> &Feed;
  bool IsExpression;
  std::vector<Level> Levels{1};
  /// Sum of the Chain and Ifs of all levels.
  uint32_t Nested = 0;
  TokenKind Prev = TokenKind::End;
  Line NewLine = Line::Same;
  uint32_t LineEnd = 0;
  /// Where the next token of the tree goes, and the first not yet looked at.
  uint32_t Kept = 0;
  uint32_t Unread = 0;
};

bool endsOperand(TokenKind K) {
  switch (K) {
  case TokenKind::Name:
  case TokenKind::Label:
  case TokenKind::Number:
  case TokenKind::UnitWord:
  case TokenKind::Date:
  case TokenKind::Text:
  case TokenKind::Bad:
  case TokenKind::True:
  case TokenKind::False:
  case TokenKind::None:
  case TokenKind::Self:
  case TokenKind::RParen:
  case TokenKind::RBracket:
  case TokenKind::RBrace:
  case TokenKind::Percent:
  case TokenKind::Question:
    return true;
  default:
    return false;
  }
}

} // namespace

/// Whether a line that begins with token I can be nothing but a new entry, so
/// that the one before lacks something.
bool TokenFilter::beginsEntry(TokenKind Kind, uint32_t I) const {
  if (Kind == TokenKind::Let)
    return true;
  if (Kind != TokenKind::Name || IsExpression)
    return false;
  uint32_t Next = I + 1;
  while (Next < Tokens.size() && Tokens[Next].Kind == TokenKind::Blank)
    ++Next;
  switch (Next < Tokens.size() ? Tokens[Next].Kind : TokenKind::End) {
  case TokenKind::Assign:
    // `unit minute,` and on the next line `minutes = 60 s`.
    return Prev != TokenKind::Comma || Levels.size() > 1;
  case TokenKind::Colon:
    return Prev != TokenKind::Pipe && Prev != TokenKind::Comma;
  case TokenKind::Name:
    return !isClauseWord(declarationWord(word(Tokens[Next])));
  case TokenKind::Text:
    return Prev != TokenKind::Comma;
  default:
    return false;
  }
}

/// Whether a line that ends in Prev goes on with token I.
bool TokenFilter::goesOn(TokenKind Kind, uint32_t I) const {
  if (isInfix(Kind))
    return true;
  if (isInfix(Prev) || isClauseWord(Prev))
    return !beginsEntry(Kind, I);
  switch (Prev) {
  case TokenKind::Assign:
  case TokenKind::Comma:
  case TokenKind::Colon:
  case TokenKind::Not:
  case TokenKind::If:
    return wordElsewhere(I) == TokenKind::Source || !beginsEntry(Kind, I);
  default:
    return Kind == TokenKind::Name && isClauseWord(wordElsewhere(I));
  }
}

/// What a name is that is not the first of its entry.
TokenKind TokenFilter::wordElsewhere(uint32_t I) const {
  TokenKind Word = declarationWord(word(Tokens[I]));
  if (Word == TokenKind::Name || IsExpression || !inEntries())
    return TokenKind::Name;
  TokenKind Next = peek(I);
  if (isClauseWord(Word) && endsOperand(Prev) && Next != TokenKind::Assign &&
      Next != TokenKind::Colon)
    return Word;
  if (Word == TokenKind::Source && Prev == TokenKind::Comma)
    switch (Next) {
    case TokenKind::Text:
    case TokenKind::Name:
    case TokenKind::Number:
    case TokenKind::If:
    case TokenKind::LParen:
    case TokenKind::LBrace:
    case TokenKind::Bad:
      return Word;
    default:
      break;
    }
  return TokenKind::Name;
}

/// What a name is that is the first of its entry: a word of declarations if
/// what follows could not follow a name.
TokenKind TokenFilter::wordInEntry(uint32_t I) const {
  TokenKind Word = declarationWord(word(Tokens[I]));
  if (Word == TokenKind::Name || isClauseWord(Word) || IsExpression)
    return TokenKind::Name;
  TokenKind Next = peek(I);
  bool InFile = Levels.size() == 1;
  switch (Word) {
  case TokenKind::Source:
    if (Next == TokenKind::Assign || Next == TokenKind::Colon)
      return InFile ? TokenKind::Name : Word;
    [[fallthrough]];
  case TokenKind::Require:
  case TokenKind::Expect:
  case TokenKind::Report:
  case TokenKind::Assert:
  case TokenKind::Claim:
  case TokenKind::Minimize:
  case TokenKind::Maximize:
    // An expression follows, or nothing, which the parser reports.
    if (Next == TokenKind::Minus || Next == TokenKind::DotDot)
      return Next == TokenKind::Minus ? Word : TokenKind::Name;
    if (isInfix(Next) || Next == TokenKind::Assign || Next == TokenKind::Dot ||
        Next == TokenKind::Colon || Next == TokenKind::Comma ||
        Next == TokenKind::Percent)
      return TokenKind::Name;
    return Word;
  case TokenKind::Sweep:
  case TokenKind::Solve:
    return Next == TokenKind::Name || Next == TokenKind::LBracket ||
                   (isReserved(Next) && !isInfix(Next))
               ? Word
               : TokenKind::Name;
  case TokenKind::Language:
    return Next == TokenKind::Number && InFile ? Word : TokenKind::Name;
  case TokenKind::Sum:
    return Next == TokenKind::Name && !InFile ? Word : TokenKind::Name;
  default:
    if (InFile)
      return Next == TokenKind::Assign || Next == TokenKind::Colon ||
                     Next == TokenKind::Dot
                 ? TokenKind::Name
                 : Word;
    return Next == TokenKind::Name || Next == TokenKind::Percent ||
                   (isReserved(Next) && !isInfix(Next))
               ? Word
               : TokenKind::Name;
  }
}

/// A comma that separates fields, which the parser then need not see. Reported
/// once for each block.
bool TokenFilter::commaForEntry(uint32_t I) {
  if (Levels.size() == 1 || !inEntries())
    return false;
  auto Next = [&](uint32_t At) {
    for (++At; At < Tokens.size(); ++At)
      if (!isTrivia(Tokens[At].Kind))
        break;
    return At;
  };
  uint32_t Name = Next(I);
  if (Name >= Tokens.size())
    return false;
  if (Tokens[Name].Kind != TokenKind::RBrace) {
    uint32_t Sign = Next(Name);
    if (Tokens[Name].Kind != TokenKind::Name || Sign >= Tokens.size() ||
        (Tokens[Sign].Kind != TokenKind::Assign &&
         Tokens[Sign].Kind != TokenKind::Colon))
      return false;
  }
  if (!std::exchange(Levels.back().SawComma, true))
    Report
        .report(Diag::CommaBetweenFields, Tokens[I].Begin, Tokens[I].Begin + 1)
        .help("separate fields with `;` or a newline");
  NewLine = Line::Forced;
  LineEnd = Tokens[I].Begin;
  return true;
}

/// Puts an Entry token before the first token of an entry.
void TokenFilter::lineBegins(TokenKind Kind, uint32_t I) {
  Line How = NewLine;
  NewLine = Line::Same;
  if (Kind == TokenKind::RBrace)
    return;
  bool First = Feed.empty() || (Prev == TokenKind::LBrace);
  if (!First) {
    if (How == Line::Same || !inEntries())
      return;
    if (How == Line::Next && goesOn(Kind, I))
      return;
  }
  uint32_t Where = How == Line::Same || First ? Tokens[I].Begin : LineEnd;
  push(TokenKind::Entry, Where, Where, Levels.size() - 1);
  Level &L = Levels.back();
  Nested -= L.Chain + L.Ifs;
  L.Chain = L.Ifs = 0;
}

/// Moves tokens [From, To) of the tree to their place as one of a kind.
uint32_t TokenFilter::keep(uint32_t From, uint32_t To, TokenKind Kind) {
  uint32_t Begin = Tokens[From].Begin;
  uint32_t End = Tokens[To - 1].Begin + Tokens[To - 1].Length;
  Tokens[Kept++] = {Begin, End - Begin, Kind};
  Unread = To;
  return To;
}

/// A number and the words of its unit. Returns the first token behind them.
uint32_t TokenFilter::number(uint32_t I) {
  uint32_t Begin = Tokens[I].Begin;
  uint32_t Middle = Begin + Tokens[I].Length;
  unsigned Depth = Levels.size() - 1;
  auto EndOf = [&](uint32_t Last) {
    return Tokens[Last].Begin + Tokens[Last].Length;
  };
  auto Kind = [&](uint32_t At) {
    return At < Tokens.size() ? Tokens[At].Kind : TokenKind::End;
  };
  bool Bad = false;
  bool More = true;
  uint32_t J = I + 1;
  TokenKind Touching = Kind(J);
  if (Touching == TokenKind::Name || isReserved(Touching)) {
    StringRef Word = word(Tokens[J]);
    if (!touchesNumber(Word)) {
      uint32_t Last = std::max(unitWordEnd(Text, Tokens, J), J + 1);
      uint32_t End = EndOf(Last - 1);
      reportGlued(Report, Begin, Middle, End);
      push(TokenKind::Bad, Begin, End, Depth);
      J = keep(I, Last, TokenKind::Bad);
      Bad = true;
    }
  }
  if (!Bad) {
    push(TokenKind::Number, Begin, Middle, Depth);
    keep(I, J, TokenKind::Number);
    if (Kind(J) == TokenKind::Percent ||
        (Kind(J) == TokenKind::Name && touchesNumber(word(Tokens[J])))) {
      More = Kind(J) != TokenKind::Percent;
      push(TokenKind::UnitWord, Tokens[J].Begin, EndOf(J), Depth);
      J = keep(J, J + 1, TokenKind::UnitWord);
    }
  }
  while (More && Kind(J) == TokenKind::Blank) {
    uint32_t Last = unitWordEnd(Text, Tokens, J + 1);
    if (Last == J + 1)
      break;
    // `a = 1 b = 2` and `2 f(x)` lack something else than a unit.
    TokenKind Next = peek(Last - 1);
    bool Simple = Last == J + 2;
    if (Next == TokenKind::Assign || Next == TokenKind::Colon ||
        (Simple &&
         (Kind(Last) == TokenKind::LParen || Kind(Last) == TokenKind::Dot)))
      break;
    // Only a scale has another word behind it.
    More = Simple && Kind(J + 1) == TokenKind::Name;
    keep(J, J + 1, TokenKind::Blank);
    if (!Bad)
      push(TokenKind::UnitWord, Tokens[J + 1].Begin, EndOf(Last - 1), Depth);
    J = keep(J + 1, Last, TokenKind::UnitWord);
  }
  return J;
}

/// Counts what is nested without brackets.
bool TokenFilter::nest(TokenKind Kind, uint32_t Begin, uint32_t End) {
  Level &L = Levels.back();
  bool Prefix = Kind == TokenKind::Not || Kind == TokenKind::Caret ||
                (Kind == TokenKind::Minus && !endsOperand(Prev));
  if (Prefix) {
    ++L.Chain;
    ++Nested;
  } else if (Kind == TokenKind::If && !endsOperand(Prev)) {
    ++L.Ifs;
    ++Nested;
  } else if (isInfix(Kind) || Kind == TokenKind::Comma) {
    Nested -= L.Chain;
    L.Chain = 0;
    if (Kind == TokenKind::Comma) {
      Nested -= L.Ifs;
      L.Ifs = 0;
    }
  }
  if (Levels.size() - 1 + Nested <= limits::Nesting)
    return true;
  Report.reportText(Diag::NestingTooDeep, Begin, End)
      .arg("limit", uint64_t(limits::Nesting))
      .help("give the inner parts names with `let`");
  return false;
}

/// One token that is neither a name nor a number.
bool TokenFilter::token(TokenKind Kind, uint32_t Begin, uint32_t End) {
  if (isOpening(Kind)) {
    size_t N = Feed.size();
    bool IsEnum = Kind == TokenKind::LBrace && N > 1 &&
                  Feed[N - 2].Kind == TokenKind::Enum;
    push(Kind, Begin, End, Levels.size() - 1);
    Levels.push_back({Kind, IsEnum, false, 0, 0});
  } else if (isClosing(Kind)) {
    Level L = Levels.back();
    // A comma may end a list.
    if (Prev == TokenKind::Comma && (Kind != TokenKind::RBrace || L.IsEnum) &&
        !isOpening(Feed[Feed.size() - 2].Kind))
      Feed.pop_back();
    push(Kind, Begin, End, Levels.size() - 1);
    Nested -= L.Chain + L.Ifs;
    if (Levels.size() > 1)
      Levels.pop_back();
    return true;
  } else {
    if (!nest(Kind, Begin, End))
      return false;
    push(Kind, Begin, End, Levels.size() - 1);
    return true;
  }
  return nest(Kind, Begin, End);
}

bool TokenFilter::filter() {
  std::vector<BracketEdit> Edits;
  if (!matchBrackets(Report, Tokens, Edits))
    return false;
  Feed.reserve(Tokens.size() / 2 + 16);
  const BracketEdit *Edit = Edits.data();
  const BracketEdit *LastEdit = Edit + Edits.size();

  for (uint32_t I = 0; I < Tokens.size();) {
    Token T = Tokens[I];
    bool LeftOut = false;
    for (; Edit != LastEdit && Edit->At <= I; ++Edit) {
      if (Edit->Insert == TokenKind::End)
        LeftOut = true;
      else if (!token(Edit->Insert, T.Begin, T.Begin))
        return false;
    }
    if (isTrivia(T.Kind) || LeftOut) {
      if (T.Kind == TokenKind::Newline && NewLine == Line::Same) {
        NewLine = Line::Next;
        LineEnd = T.Begin;
      }
      I = keep(I, I + 1, T.Kind);
      continue;
    }
    uint32_t End = T.Begin + T.Length;
    if (T.Kind == TokenKind::Semi && inEntries()) {
      if (NewLine == Line::Same)
        LineEnd = T.Begin;
      NewLine = Line::Forced;
      I = keep(I, I + 1, T.Kind);
      continue;
    }
    if (T.Kind == TokenKind::Comma && commaForEntry(I)) {
      I = keep(I, I + 1, T.Kind);
      continue;
    }
    lineBegins(T.Kind, I);
    if (Feed.size() > limits::Tokens) {
      Report.reportText(Diag::TooManyTokens, T.Begin, T.Begin)
          .arg("limit", uint64_t(limits::Tokens))
          .arg("what", "words and signs")
          .help("divide it into modules");
      return false;
    }
    switch (T.Kind) {
    case TokenKind::Number:
      I = number(I);
      continue;
    case TokenKind::Name: {
      bool First = inEntries() &&
                   (Prev == TokenKind::Entry || Prev == TokenKind::Private);
      TokenKind Kind = First ? wordInEntry(I) : wordElsewhere(I);
      I = keep(I, I + 1, Kind);
      // A colon makes a label of it only where a label may stand.
      if (Kind == TokenKind::Name &&
          (Levels.back().Open == TokenKind::LParen ||
           Levels.back().Open == TokenKind::LBracket ||
           Prev == TokenKind::Pipe) &&
          peek(I - 1) == TokenKind::Colon)
        Kind = TokenKind::Label;
      push(Kind, T.Begin, End, Levels.size() - 1);
      continue;
    }
    default:
      I = keep(I, I + 1, T.Kind);
      if (!token(T.Kind, T.Begin, End))
        return false;
    }
  }
  uint32_t Size = Text.size();
  for (; Edit != LastEdit; ++Edit)
    if (Edit->Insert != TokenKind::End && !token(Edit->Insert, Size, Size))
      return false;
  push(TokenKind::End, Size, Size, 0);
  return true;
}

bool acp::filterTokens(Reporter &Report, std::vector<Token> &Tokens,
                       bool IsExpression, std::vector<FeedToken> &Feed) {
  return TokenFilter(Report, Tokens, IsExpression, Feed).run();
}
