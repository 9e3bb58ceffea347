//===- TreeBuilder.cpp - Rules to nodes -----------------------------------===//
//
// Part of acpc, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What a node has for children is one line here: a shape, in which each letter
// is a place and the values of the rule are put in their places in order.
//
//===----------------------------------------------------------------------===//

#include "Syntax/TreeBuilder.h"
#include "Basic/Limits.h"
#include "Syntax/AcpParser.h"
#include "Syntax/Brackets.h"
#include "Syntax/Words.h"

using namespace acp;
using llvm::StringRef;

uint32_t TreeBuilder::node(NodeKind Kind, uint32_t Begin, uint32_t End,
                           llvm::ArrayRef<uint32_t> Ids, uint8_t Flags,
                           uint8_t Sub) {
  uint32_t FirstChild = Children.size();
  for (uint32_t Id : Ids) {
    Children.push_back(Id);
    if (Id != Syntax::None)
      Flags |= Nodes[Id].Flags & syntax_flags::Broken;
  }
  if (Kind == NodeKind::Error)
    Flags |= syntax_flags::Broken;
  Nodes.push_back({Kind, Sub, Flags, 0, Begin, std::max(Begin, End), FirstChild,
                   uint32_t(Ids.size())});
  return Nodes.size() - 1;
}

void TreeBuilder::discard() {
  const RuleFrame &F = top();
  Values.resize(F.Values);
  Nodes.resize(F.Nodes);
  Children.resize(F.Children);
}

/// Whether a value may stand in a place of a shape.
bool TreeBuilder::fits(char Slot, const ValueEntry &V) const {
  NodeKind K = kind(V);
  switch (Slot) {
  case 'N':
    return K == NodeKind::Name || K == NodeKind::Pattern;
  case 'p':
    return K == NodeKind::Path;
  case 'P':
    return K == NodeKind::Params;
  case 'T':
    return K == NodeKind::Type;
  case 'L':
    return K == NodeKind::NameList;
  case 'K':
    return K == NodeKind::PathList;
  case 'B':
    return K == NodeKind::Block;
  case 'C':
    return K == NodeKind::Cite;
  case 'l':
    return V.As == Role::Label;
  case 'w':
    return V.As == Role::Within;
  case 'c':
    return V.As == Role::Confidence;
  case 'm':
    return V.As == Role::Message;
  case 'f':
    return V.As == Role::Filter;
  case 'r':
    return V.As == Role::Repeat;
  default:
    // An expression.
    return V.As == Role::None && K != NodeKind::Cite && K != NodeKind::Block &&
           K != NodeKind::Params && K != NodeKind::Type;
  }
}

/// Makes a node of the values of the rule. A `*` takes all that are left.
void TreeBuilder::finish(NodeKind Kind, llvm::StringLiteral Shape,
                         uint8_t Flags) {
  llvm::ArrayRef<ValueEntry> Given = values();
  llvm::SmallVector<uint32_t, 16> Ids;
  size_t Next = 0;
  for (char Slot : Shape) {
    if (Slot == '*') {
      for (; Next < Given.size(); ++Next)
        Ids.push_back(Given[Next].Id);
      break;
    }
    bool Fits = Next < Given.size() && fits(Slot, Given[Next]);
    Ids.push_back(Fits ? Given[Next++].Id : Syntax::None);
  }
  assert(Next == Given.size() && "a value without a place");
  replaceValues(node(Kind, begin(), LastEnd, Ids, Flags));
}

void TreeBuilder::token(const FeedToken &T) {
  if (T.Kind == TokenKind::Entry || T.Kind == TokenKind::End)
    return;
  LastEnd = T.End;
  RuleFrame &F = top();
  switch (T.Kind) {
  case TokenKind::Name:
  case TokenKind::Percent:
    return push(leaf(NodeKind::Name, T));
  case TokenKind::Label:
    F.Seen |= Label;
    return push(leaf(NodeKind::Name, T), Role::Label);
  case TokenKind::Number:
    return push(leaf(NodeKind::Digits, T));
  case TokenKind::UnitWord:
    return push(leaf(NodeKind::UnitWord, T));
  case TokenKind::Date:
    return push(leaf(NodeKind::Date, T));
  case TokenKind::Text:
    F.Seen |= Second;
    return push(textNode(T));
  case TokenKind::True:
    return push(leaf(NodeKind::Bool, T, syntax_flags::List));
  case TokenKind::False:
    return push(leaf(NodeKind::Bool, T));
  case TokenKind::None:
    return push(leaf(NodeKind::NoneLiteral, T));
  case TokenKind::Self:
    return push(leaf(NodeKind::Self, T));
  case TokenKind::Bad:
    return push(leaf(NodeKind::Error, T));
  case TokenKind::Private:
    F.Seen |= Private;
    break;
  case TokenKind::Sum:
    F.Seen |= Sum;
    break;
  case TokenKind::Count:
    F.Seen |= Count;
    break;
  case TokenKind::Question:
    F.Seen |= Optional;
    break;
  case TokenKind::If:
    F.Seen |= If;
    break;
  case TokenKind::Solve:
  case TokenKind::Maximize:
  case TokenKind::Expect:
    F.Seen |= Second;
    break;
  case TokenKind::Assign:
    F.Seen |= Value;
    break;
  case TokenKind::LBracket:
    F.Seen |= List;
    [[fallthrough]];
  case TokenKind::LParen:
  case TokenKind::LBrace:
    F.Inner = T.Depth + 1;
    F.Opening = &T - Feed.data();
    break;
  default:
    operatorToken(T);
  }
}

void TreeBuilder::abandon() {
  Values.resize(top().Values);
  Frames.pop_back();
}

void TreeBuilder::exit() {
  if (top().Recovered)
    exitRecovered();
  else
    exitRule();
  if (top().Broken && !Values.empty())
    Nodes[Values.back().Id].Flags |= syntax_flags::Broken;
  Frames.pop_back();
}

/// A fault in a rule that goes on leaves an Error in its place. A parameter is
/// left out, as nothing but parameters can stand among them.
void TreeBuilder::exitRecovered() {
  RuleFrame &F = top();
  // If nothing was read, it is where something was expected.
  uint32_t Begin = std::min(begin(), LastEnd);
  discard();
  if (F.Rule == AcpParser::RuleParam) {
    Frames[Frames.size() - 2].Broken = true;
    return;
  }
  push(node(NodeKind::Error, Begin, LastEnd));
}

void TreeBuilder::exitItem() {
  if (!(top().Seen & Private))
    return;
  Node &N = Nodes[Values.back().Id];
  N.Flags |= syntax_flags::Private;
  const FeedToken &Word = Feed[top().First];
  bool Declares =
      (N.Kind >= NodeKind::UnitDecl && N.Kind <= NodeKind::Instance) ||
      N.Kind == NodeKind::Let || N.Kind == NodeKind::Sweep ||
      N.Kind == NodeKind::Solve;
  if (!Declares)
    Report.report(Diag::NotPrivate, Word.Begin, Word.End)
        .arg("what", spelling(Feed[top().First + 1].Kind))
        .help("remove `private`: only what has a name can be");
  N.Begin = Word.Begin;
}

/// A statement of a model: a clause, a field, or an expression.
void TreeBuilder::exitStatement() {
  NodeKind K = kind(values()[0]);
  if (top().Seen & Value) {
    const Node &Target = Nodes[values()[0].Id];
    if (K != NodeKind::Name) {
      StringRef Code = Text.slice(Target.Begin, Target.End);
      auto D = Report.report(Diag::NotAssignable, Target.Begin, Target.End);
      D.arg("code", Code.size() <= 40 ? Code : "this");
      if (K == NodeKind::Call)
        D.help("a function is given with `let`");
      else
        D.help("a name stands before `=`; `==` compares");
      Values[top().Values].Id = node(NodeKind::Name, Target.Begin, Target.Begin,
                                     {}, syntax_flags::Broken);
    }
    // Name, no parameters, no type, value, citation.
    llvm::ArrayRef<ValueEntry> Given = values();
    uint32_t Cite = Given.size() > 2 ? Given[2].Id : Syntax::None;
    replaceValues(
        node(NodeKind::Field, begin(), LastEnd,
             {Given[0].Id, Syntax::None, Syntax::None, Given[1].Id, Cite}));
  } else if (K < NodeKind::Let || K > NodeKind::Maximize) {
    finish(NodeKind::ExprStatement, "e");
  }
}

/// A block after a value refines it.
void TreeBuilder::exitBlock() {
  finish(NodeKind::Block, "*");
  if (Frames.size() < 2 ||
      Frames[Frames.size() - 2].Rule != AcpParser::RulePostfix)
    return;
  uint32_t Block = Values.back().Id;
  Values.pop_back();
  if (chainTooLong())
    return;
  uint32_t Value = Values.back().Id;
  Values.back().Id =
      node(NodeKind::Refine, Nodes[Value].Begin, LastEnd, {Value, Block});
}

void TreeBuilder::exitLetBlock() {
  const FeedToken &Open = Feed[top().First];
  llvm::ArrayRef<ValueEntry> Given = values();
  auto IsLocal = [&](const ValueEntry &V) {
    return kind(V) == NodeKind::Let || kind(V) == NodeKind::Require ||
           kind(V) == NodeKind::Expect;
  };
  bool Reported = top().Broken;
  for (const ValueEntry &V : Given)
    Reported |= (Nodes[V.Id].Flags & syntax_flags::Broken) != 0;
  for (size_t I = 0; I + 1 < Given.size(); ++I) {
    uint32_t &Id = Values[top().Values + I].Id;
    const Node N = Nodes[Id];
    if (IsLocal(Given[I]) || N.Kind == NodeKind::Error)
      continue;
    if (!std::exchange(Reported, true))
      Report.report(Diag::LocalsWithoutValue, N.Begin, N.End)
          .here("this is not the last line")
          .help("locals are `let` and `require`; one value comes last");
    Id = node(NodeKind::Error, N.Begin, N.End);
  }
  if (Given.empty() || IsLocal(Given.back())) {
    if (!Reported)
      Report.report(Diag::LocalsWithoutValue, Open.Begin, Open.End)
          .label(Report.span(LastEnd - 1, LastEnd), "a value is missing here")
          .help("write the value after the last `let`");
    push(node(NodeKind::Error, LastEnd - 1, LastEnd - 1));
  }
  finish(NodeKind::LetBlock, "*");
}

/// Calls, members and refinements one after another are as deep in the tree as
/// their chain is long.
bool TreeBuilder::chainTooLong() {
  RuleFrame &Postfix = Frames[Frames.size() - 2];
  if (++Postfix.Chain <= limits::Nesting)
    return false;
  if (!Postfix.Broken)
    Report.report(Diag::NestingTooDeep, begin(), LastEnd)
        .arg("limit", uint64_t(limits::Nesting))
        .help("give a part of it a name with `let`");
  Postfix.Broken = true;
  return true;
}

/// A call, an index or a member takes what stands before it.
void TreeBuilder::exitSuffix(NodeKind Kind) {
  RuleFrame &F = top();
  // Its own values, and before them the one that it follows.
  llvm::SmallVector<uint32_t, 16> Ids;
  for (size_t I = F.Values - 1; I < Values.size(); ++I)
    Ids.push_back(Values[I].Id);
  if (chainTooLong())
    return Values.resize(F.Values);
  Values.resize(F.Values);
  Values.back().Id = node(Kind, Nodes[Ids[0]].Begin, LastEnd, Ids);
}

/// One path is a child, since it may turn out to be the name of a type; a unit
/// with operators is its text.
void TreeBuilder::exitUnit() {
  llvm::ArrayRef<ValueEntry> Given = values();
  if (Given.size() == 1 && kind(Given[0]) == NodeKind::Path &&
      !(top().Seen & Operator))
    return finish(NodeKind::Type, "p");
  uint32_t First = top().First;
  if (Feed[First].Kind == TokenKind::Number &&
      Text.slice(Feed[First].Begin, Feed[First].End) != "1")
    Report.report(Diag::UnexpectedToken, Feed[First].Begin, Feed[First].End)
        .arg("expected", "a unit")
        .arg("found", "a number")
        .help("only `1` stands in a unit, as in `1/s`");
  discard();
  push(node(NodeKind::Type, begin(), LastEnd));
}

void TreeBuilder::exitType() {
  uint8_t Flags = top().Seen & Optional ? syntax_flags::Optional : 0;
  if (top().Seen & List)
    return finish(NodeKind::Type, "*", Flags | syntax_flags::List);
  // The type that the unit made; its text stays without the `?`.
  Nodes[Values.back().Id].Flags |= Flags;
}

void TreeBuilder::exitRule() {
  RuleFrame &F = top();
  switch (F.Rule) {
  case AcpParser::RuleFile:
    finish(NodeKind::File, "*");
    Nodes.back().Begin = 0;
    Nodes.back().End = Text.size();
    return;
  case AcpParser::RuleItem:
    return exitItem();
  case AcpParser::RuleLanguageDecl:
    return finish(NodeKind::Language, "e");
  case AcpParser::RuleImportDecl: {
    if (!(F.Seen & Second))
      return finish(NodeKind::Import, "pNL");
    // A format is one name.
    uint32_t Path = values()[0].Id;
    if (Nodes[Path].NumChildren != 1)
      Report.report(Diag::UnexpectedToken, Nodes[Path].Begin, Nodes[Path].End)
          .arg("expected", "the name of a format")
          .arg("found", "a path")
          .help("write `import hf \"config.json\" as name`");
    Values[F.Values].Id = Children[Nodes[Path].FirstChild];
    return finish(NodeKind::ImportFile, "NeN");
  }
  case AcpParser::RuleUnitDecl:
    return finish(NodeKind::UnitDecl, "LLe",
                  F.Seen & Count ? syntax_flags::Count : 0);
  case AcpParser::RulePrefixDecl:
    return finish(NodeKind::PrefixDecl, "LNe");
  case AcpParser::RuleScaleDecl:
    return finish(NodeKind::ScaleDecl, "Le");
  case AcpParser::RuleEnumDecl:
    return finish(NodeKind::EnumDecl, "NL");
  case AcpParser::RuleSchemaDecl:
    return finish(NodeKind::SchemaDecl, "NpB");
  case AcpParser::RuleOpDecl:
    return finish(NodeKind::OpDecl, "NPB");
  case AcpParser::RuleModelDecl:
    return finish(NodeKind::ModelDecl, "NPB");
  case AcpParser::RuleParamDecl:
    return finish(NodeKind::ParamDecl, "NTeC");
  case AcpParser::RuleInstance:
    return finish(NodeKind::Instance, "pNB");
  case AcpParser::RulePath:
    return finish(NodeKind::Path, "*");
  case AcpParser::RuleNames:
  case AcpParser::RuleUnitNames:
    return finish(NodeKind::NameList, "*");
  case AcpParser::RuleBlock:
    return exitBlock();
  case AcpParser::RuleBody:
    return finish(NodeKind::Block, "*");
  case AcpParser::RuleField:
    return finish(NodeKind::Field, "NPTeC",
                  F.Seen & Sum ? syntax_flags::Sum : 0);
  case AcpParser::RuleStatement:
    return exitStatement();
  case AcpParser::RuleLetClause:
    return finish(NodeKind::Let, "NPTeC");
  case AcpParser::RuleSourceClause:
    return finish(NodeKind::Source, "e");
  case AcpParser::RuleRequireClause:
    return finish(F.Seen & Second ? NodeKind::Expect : NodeKind::Require,
                  "ecm");
  case AcpParser::RuleReportClause:
    return finish(NodeKind::Report, "eK");
  case AcpParser::RuleAssertClause:
    return finish(NodeKind::Assert, "ewcm");
  case AcpParser::RuleClaimClause:
    return finish(NodeKind::Claim, "ewC");
  case AcpParser::RuleAxisClause:
    return finish(F.Seen & Second ? NodeKind::Solve : NodeKind::Sweep, "Nef");
  case AcpParser::RuleMinimizeClause:
    return finish(F.Seen & Second ? NodeKind::Maximize : NodeKind::Minimize,
                  "*");
  case AcpParser::RuleMessage:
    return setRole(Role::Message);
  case AcpParser::RuleCite:
    finish(NodeKind::Cite, "e");
    // Without the comma.
    Nodes.back().Begin = Feed[F.First + 1].Begin;
    return;
  case AcpParser::RuleWithin:
    return setRole(Role::Within);
  case AcpParser::RuleConfidence:
    return setRole(Role::Confidence);
  case AcpParser::RuleFilter:
    return setRole(Role::Filter);
  case AcpParser::RuleTimes:
    return setRole(Role::Repeat);
  case AcpParser::RuleColumns:
    return finish(NodeKind::PathList, "*");
  case AcpParser::RuleParams:
    return finish(NodeKind::Params, "*");
  case AcpParser::RuleParam:
    return finish(NodeKind::Param, "NTe");
  case AcpParser::RuleListPattern:
    return finish(NodeKind::Pattern, "*");
  case AcpParser::RulePatternName: {
    // The name alone is the text of the node, as of a Name.
    Node &N = Nodes[Values.back().Id];
    N.Kind = NodeKind::PatternName;
    N.Flags |= F.Seen & Dots ? syntax_flags::Rest : 0;
    return;
  }
  case AcpParser::RuleType:
    return exitType();
  case AcpParser::RuleUnit:
    return exitUnit();
  case AcpParser::RuleUnitPower:
    if (F.Seen & Operator || kind(Values.back()) != NodeKind::Path)
      Frames[Frames.size() - 2].Seen |= Operator;
    return;
  case AcpParser::RuleLocal:
    return;
  default:
    return exitExpression();
  }
}

void TreeBuilder::exitExpression() {
  RuleFrame &F = top();
  switch (F.Rule) {
  case AcpParser::RuleExpr:
    if (F.Seen & If)
      finish(NodeKind::If, "eee");
    return;
  case AcpParser::RulePipe:
    if (values().size() > 1)
      finish(NodeKind::Pipe, "*");
    return;
  case AcpParser::RuleStage:
    return finish(NodeKind::Stage, "lerNe");
  case AcpParser::RuleInfix:
    if (values().size() > 1)
      resolve();
    return;
  case AcpParser::RuleCall:
    return exitSuffix(NodeKind::Call);
  case AcpParser::RuleIndex:
    return exitSuffix(NodeKind::Index);
  case AcpParser::RuleMember:
    return exitSuffix(NodeKind::Member);
  case AcpParser::RuleArg:
    if (F.Seen & Label)
      return finish(NodeKind::NamedArg, "Ne");
    if (values().size() > 1)
      finish(NodeKind::Comprehension, "*");
    return;
  case AcpParser::RuleElement:
    if (F.Seen & Label)
      return finish(NodeKind::NamedArg, "Ne");
    if (F.Seen & Dots)
      return finish(NodeKind::Spread, "e");
    if (values().size() > 1)
      finish(NodeKind::Comprehension, "*");
    return;
  case AcpParser::RuleMapKey:
    finish(NodeKind::Path, "*");
    return finish(NodeKind::Type, "*");
  case AcpParser::RuleForPart:
    return finish(NodeKind::For, "Nee");
  case AcpParser::RuleNumber:
    return finish(NodeKind::Number, "*");
  case AcpParser::RuleParen:
    return finish(NodeKind::Paren, "e");
  case AcpParser::RuleList:
    return finish(NodeKind::ListExpr, "*");
  case AcpParser::RuleLetBlock:
    return exitLetBlock();
  }
}
