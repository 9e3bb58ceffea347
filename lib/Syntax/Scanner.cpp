//===- Scanner.cpp - Bytes to tokens --------------------------------------===//
//
// Part of acpc, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The first byte decides, by a table; each kind of token has a function that
// finds its end. Nothing looks back.
//
//===----------------------------------------------------------------------===//

#include "Syntax/Scanner.h"
#include "Basic/Limits.h"
#include "Basic/Unicode.h"
#include "Syntax/Letters.h"
#include "Syntax/Lookalikes.h"
#include "Syntax/Words.h"
#include "llvm/ADT/StringExtras.h"
#include <array>

using namespace acp;
using llvm::StringRef;

namespace {

enum class Class : uint8_t {
  Other,
  Blank,
  Newline,
  Return,
  Letter,
  Digit,
  Quote,
  Slash,
  Sign,
  High
};

constexpr std::array<Class, 256> classes() {
  std::array<Class, 256> Out{};
  for (unsigned C = 0; C < 256; ++C) {
    if (isAsciiLetter(char(C)) && C < 0x80)
      Out[C] = Class::Letter;
    else if (isAsciiDigit(char(C)))
      Out[C] = Class::Digit;
    else if (C >= 0x80)
      Out[C] = Class::High;
  }
  Out[' '] = Out['\t'] = Class::Blank;
  Out['\n'] = Class::Newline;
  Out['\r'] = Class::Return;
  Out['"'] = Class::Quote;
  Out['/'] = Class::Slash;
  for (char C : {'(', ')', '[', ']', '{', '}', ',', ';', ':', '.', '=',
                 '!', '<', '>', '|', '+', '-', '*', '^', '%', '?', '&'})
    Out[uint8_t(C)] = Class::Sign;
  return Out;
}
constexpr std::array<Class, 256> Classes = classes();

class Scanner {
public:
  Scanner(Reporter &Report, std::vector<Token> &Tokens)
      : Report(Report), Text(Report.text()), Tokens(Tokens) {}
  bool run();

private:
  char at(size_t I) const { return I < Text.size() ? Text[I] : '\0'; }
  void emit(TokenKind Kind, size_t End) {
    Tokens.push_back({Begin, uint32_t(End - Begin), Kind});
    Begin = uint32_t(End);
  }
  size_t lineEnd(size_t From) const {
    return std::min(Text.find_first_of("\r\n", From), Text.size());
  }
  void word();
  void number();
  bool date();
  void quoted();
  void comment();
  void carriageReturn();
  void sign();
  void high();
  void other();
  void oddBlank(CodePoint P);
  void unclosedText(size_t End);

  Reporter &Report;
  StringRef Text;
  std::vector<Token> &Tokens;
  uint32_t Begin = 0;
  bool SawReturn = false;
  bool SawOddBlank = false;
};

} // namespace

void Scanner::word() {
  size_t End = Begin + 1;
  while (isAsciiLetter(at(End)) || isAsciiDigit(at(End)))
    ++End;
  if (uint8_t(at(End)) >= 0x80)
    End = Begin + nameLength(Text.substr(Begin));
  emit(reservedWord(Text.slice(Begin, End)), End);
}

/// `2024-07-23` or `2024-07`; other digits joined so are reported, since what
/// they mean is anybody's guess.
bool Scanner::date() {
  for (unsigned I = 0; I < 4; ++I)
    if (!isAsciiDigit(at(Begin + I)))
      return false;
  if (at(Begin + 4) != '-' || !isAsciiDigit(at(Begin + 5)))
    return false;
  size_t End = Begin + 6;
  while (isAsciiDigit(at(End)) || (at(End) == '-' && isAsciiDigit(at(End + 1))))
    ++End;
  StringRef Word = Text.slice(Begin, End);
  auto [YearMonth, Day] = std::pair(
      Word.take_front(7), Word.drop_front(std::min<size_t>(7, Word.size())));
  unsigned Y = 0, M = 0, D = 1;
  bool Shape = YearMonth.size() == 7 && YearMonth[6] != '-' &&
               (Day.empty() || (Day.size() == 3 && Day[0] == '-'));
  if (Shape) {
    YearMonth.take_front(4).getAsInteger(10, Y);
    YearMonth.drop_front(5).getAsInteger(10, M);
    if (!Day.empty())
      Day.drop_front().getAsInteger(10, D);
    static constexpr uint8_t Days[] = {31, 28, 31, 30, 31, 30,
                                       31, 31, 30, 31, 30, 31};
    bool Leap = (Y % 4 == 0 && Y % 100 != 0) || Y % 400 == 0;
    Shape = M >= 1 && M <= 12 && D >= 1 &&
            D <= Days[M - 1] + unsigned(M == 2 && Leap);
  }
  if (Shape) {
    emit(TokenKind::Date, End);
    return true;
  }
  std::string Difference;
  llvm::SmallVector<StringRef, 4> Parts;
  Word.split(Parts, '-');
  Report.reportText(Diag::NotADate, Begin, End)
      .arg("text", Word)
      .help("dates are written `2024-07-23` or `2024-07`")
      .help("for a difference put blanks around the sign: `" +
            llvm::join(Parts, " - ") + "`");
  emit(TokenKind::Bad, End);
  return true;
}

void Scanner::number() {
  if (at(Begin + 4) == '-' && date())
    return;
  size_t End = Begin;
  auto Digits = [&] {
    while (isAsciiDigit(at(End)) ||
           (at(End) == '_' && isAsciiDigit(at(End + 1))))
      ++End;
  };
  Digits();
  if (at(End) == '.' && isAsciiDigit(at(End + 1))) {
    ++End;
    Digits();
  }
  if (at(End) == 'e' || at(End) == 'E') {
    size_t Exponent = End + 1;
    if (at(Exponent) == '+' || at(Exponent) == '-')
      ++Exponent;
    if (isAsciiDigit(at(Exponent))) {
      End = Exponent;
      while (isAsciiDigit(at(End)))
        ++End;
    }
  }
  emit(TokenKind::Number, End);
}

/// The brackets at the end of the line are left outside, so that they close
/// what they were written to close.
void Scanner::unclosedText(size_t End) {
  size_t Inner = End;
  while (Inner > Begin + 1 && StringRef(" \t;,)]}").contains(Text[Inner - 1]))
    --Inner;
  StringRef Written = Text.slice(Begin, Inner);
  auto D = Report.reportText(Diag::UnterminatedText, Begin, Begin + 1);
  D.here("it begins here");
  if (Written.size() <= 40)
    D.help("write `" + Written.str() + "\"`");
  else
    D.help("write `\"` where it ends");
  D.help("a text ends on its line; `\\n` in it is a line break");
  emit(TokenKind::Bad, Inner);
}

void Scanner::quoted() {
  for (size_t I = Begin + 1; I < Text.size(); ++I) {
    switch (Text[I]) {
    case '"':
      return emit(TokenKind::Text, I + 1);
    case '\n':
    case '\r':
      return unclosedText(I);
    case '\\':
      // What stands behind it is the text's, but for a line end.
      if (at(I + 1) != '\n' && at(I + 1) != '\r')
        ++I;
      break;
    }
  }
  unclosedText(Text.size());
}

void Scanner::comment() {
  bool Doc = at(Begin + 2) == '/' && at(Begin + 3) != '/';
  emit(Doc ? TokenKind::DocComment : TokenKind::Comment, lineEnd(Begin));
}

void Scanner::carriageReturn() {
  if (at(Begin + 1) == '\n')
    return emit(TokenKind::Newline, Begin + 2);
  if (!SawReturn) {
    SawReturn = true;
    Report.reportText(Diag::LoneCarriageReturn, Begin, Begin + 1)
        .help("end lines with a line feed, or with both");
  }
  emit(TokenKind::Newline, Begin + 1);
}

void Scanner::sign() {
  char C = Text[Begin];
  char Next = at(Begin + 1);
  auto Pair = [&](TokenKind Kind) { emit(Kind, Begin + 2); };
  auto One = [&](TokenKind Kind) { emit(Kind, Begin + 1); };
  auto Foreign = [&](size_t Length, TokenKind Kind, StringRef Help) {
    Report.reportText(Diag::UnknownCharacter, Begin, Begin + Length)
        .arg("character", Text.substr(Begin, Length))
        .help(Help);
    emit(Kind, Begin + Length);
  };
  switch (C) {
  case '(':
    return One(TokenKind::LParen);
  case ')':
    return One(TokenKind::RParen);
  case '[':
    return One(TokenKind::LBracket);
  case ']':
    return One(TokenKind::RBracket);
  case '{':
    return One(TokenKind::LBrace);
  case '}':
    return One(TokenKind::RBrace);
  case ',':
    return One(TokenKind::Comma);
  case ';':
    return One(TokenKind::Semi);
  case ':':
    return One(TokenKind::Colon);
  case '+':
    return One(TokenKind::Plus);
  case '-':
    return One(TokenKind::Minus);
  case '*':
    return One(TokenKind::Star);
  case '^':
    return One(TokenKind::Caret);
  case '%':
    return One(TokenKind::Percent);
  case '?':
    return One(TokenKind::Question);
  case '.':
    return Next == '.' ? Pair(TokenKind::DotDot) : One(TokenKind::Dot);
  case '=':
    return Next == '=' ? Pair(TokenKind::Equal) : One(TokenKind::Assign);
  case '<':
    return Next == '=' ? Pair(TokenKind::LessEqual) : One(TokenKind::Less);
  case '>':
    return Next == '=' ? Pair(TokenKind::GreaterEqual)
                       : One(TokenKind::Greater);
  case '!':
    if (Next == '=')
      return Pair(TokenKind::NotEqual);
    return Foreign(1, TokenKind::Not, "write `not`");
  case '|':
    if (Next == '>')
      return Pair(TokenKind::Pipe);
    if (Next == '|')
      return Foreign(2, TokenKind::Or, "write `or`");
    return Foreign(1, TokenKind::Bad, "data flows by `|>`; either is `or`");
  default:
    return Foreign(Next == '&' ? 2 : 1, TokenKind::And, "write `and`");
  }
}

void Scanner::oddBlank(CodePoint P) {
  if (Begin == 0 && P.Value == 0xFEFF) {
    Report.reportText(Diag::ByteOrderMark, 0, P.Size)
        .help("save the file as UTF-8 without a byte-order mark");
  } else if (!SawOddBlank) {
    SawOddBlank = true;
    Report.reportText(Diag::OddBlank, Begin, Begin + P.Size)
        .arg("character", "U+" + llvm::utohexstr(P.Value, false, 4))
        .help("write an ordinary blank, or nothing");
  }
  emit(TokenKind::Blank, Begin + P.Size);
}

void Scanner::high() {
  StringRef Rest = Text.substr(Begin);
  CodePoint P = decode(Rest);
  if (isLetter(P.Value))
    return word();
  if (isOddBlank(P.Value))
    return oddBlank(P);
  if (halfWidth(P.Value)) {
    std::string Meant;
    size_t End = Begin;
    for (CodePoint Q = P; Q.Value && halfWidth(Q.Value);) {
      Meant += halfWidth(Q.Value);
      End += Q.Size;
      Q = End < Text.size() ? decode(Text.substr(End)) : CodePoint();
    }
    Report.reportText(Diag::FullWidthCharacter, Begin, End)
        .arg("found", Text.slice(Begin, End))
        .arg("meant", Meant)
        .help("write `" + Meant + "`");
    return emit(TokenKind::Bad, End);
  }
  const Lookalike *Like = lookalike(P.Value);
  if (!Like)
    return other();
  size_t End = Begin + P.Size;
  TokenKind Kind = Like->Kind;
  if (Kind == TokenKind::Text) {
    // To the quote of any kind that closes it, if one does.
    Kind = TokenKind::Bad;
    StringRef Line = Text.slice(End, lineEnd(End));
    for (size_t I = 0; I < Line.size();) {
      CodePoint Q = decode(Line.substr(I));
      const Lookalike *Close = lookalike(Q.Value);
      I += Q.Size;
      if (Q.Value == '"' || (Close && Close->Ascii == "\"")) {
        End += I;
        break;
      }
    }
  }
  StringRef Found = Text.slice(Begin, Begin + P.Size);
  Report.reportText(Diag::FullWidthCharacter, Begin, Begin + P.Size)
      .arg("found", Found)
      .arg("meant", Like->Ascii)
      .help("write `" + Like->Ascii.str() + "`");
  emit(Kind, End);
}

void Scanner::other() {
  CodePoint P = decode(Text.substr(Begin));
  if (isOddBlank(P.Value))
    return oddBlank(P);
  size_t End = Begin + P.Size;
  TokenKind Kind = TokenKind::Bad;
  std::string Help;
  switch (P.Value) {
  case '#':
    Help = "a comment begins with `//`";
    Kind = TokenKind::Comment;
    End = lineEnd(Begin);
    break;
  case '\'': {
    Help = "a text stands between double quotes: `\"…\"`";
    size_t Close = Text.slice(Begin + 1, lineEnd(Begin)).find('\'');
    if (Close != StringRef::npos)
      End = Begin + 1 + Close + 1;
    break;
  }
  case '$':
    Help = "a currency is a unit: `5 USD`";
    break;
  case '\\':
    Help = "a line goes on when it ends in an operator, `=`, `,` or `:`";
    break;
  }
  auto D = Report.reportText(Diag::UnknownCharacter, Begin, Begin + P.Size);
  D.arg("character", escaped(Text.substr(Begin, P.Size)));
  if (!Help.empty())
    D.help(Help);
  emit(Kind, End);
}

bool Scanner::run() {
  Tokens.reserve(Text.size() / 4 + 16);
  // Blanks and line ends come on top of the words and signs.
  size_t Most = size_t(limits::Tokens) * 2;
  while (Begin < Text.size()) {
    if (Tokens.size() >= Most) {
      Report.reportText(Diag::TooManyTokens, Begin, Begin)
          .arg("limit", uint64_t(Most))
          .arg("what", "words, signs and blanks")
          .help("divide it into modules");
      emit(TokenKind::Bad, Text.size());
      return false;
    }
    char C = Text[Begin];
    switch (Classes[uint8_t(C)]) {
    case Class::Blank: {
      size_t End = Begin + 1;
      while (at(End) == ' ' || at(End) == '\t')
        ++End;
      emit(TokenKind::Blank, End);
      break;
    }
    case Class::Newline:
      emit(TokenKind::Newline, Begin + 1);
      break;
    case Class::Return:
      carriageReturn();
      break;
    case Class::Letter:
      word();
      break;
    case Class::Digit:
      number();
      break;
    case Class::Quote:
      quoted();
      break;
    case Class::Slash:
      if (at(Begin + 1) == '/')
        comment();
      else
        emit(TokenKind::Slash, Begin + 1);
      break;
    case Class::Sign:
      sign();
      break;
    case Class::High:
      high();
      break;
    case Class::Other:
      other();
      break;
    }
  }
  return true;
}

bool acp::scan(Reporter &Report, std::vector<Token> &Tokens) {
  return Scanner(Report, Tokens).run();
}
