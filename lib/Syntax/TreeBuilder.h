//===- TreeBuilder.h - Rules to nodes ---------------------------*- C++ -*-===//
//
// Part of acpc, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The parser says when a rule is entered, when a token is read and when a rule
// ends. Values (nodes, and operators that wait for their operands) lie on one
// stack; a rule that ends makes one node of those that came since it began.
//
//===----------------------------------------------------------------------===//

#ifndef ACP_SYNTAX_TREEBUILDER_H
#define ACP_SYNTAX_TREEBUILDER_H

#include "Syntax/TokenFilter.h"
#include "llvm/ADT/SmallVector.h"

namespace acp {

/// A rule in progress.
struct RuleFrame {
  /// A number of AcpParser::Rule….
  uint16_t Rule;
  /// Tokens seen that the node must tell of, bits of TreeBuilder::Seen.
  uint16_t Seen = 0;
  /// Parsing went on behind a fault; there is no more than an Error node.
  bool Recovered = false;
  /// Something of it was skipped.
  bool Broken = false;
  /// Brackets around what stands inside the bracket that the rule opened.
  uint16_t Inner = 0;
  /// Of a value: calls, members, … behind it.
  uint16_t Chain = 0;
  /// Index of its first token.
  uint32_t First;
  /// Index of the bracket that it opened.
  uint32_t Opening = 0;
  /// Sizes of the stack and of the arrays of the tree when it began.
  uint32_t Values;
  uint32_t Nodes;
  uint32_t Children;
};

class TreeBuilder {
public:
  TreeBuilder(Reporter &Report, llvm::ArrayRef<FeedToken> Feed,
              SyntaxTree &Tree)
      : Report(Report), Text(Report.text()), Feed(Feed), Tree(Tree),
        Nodes(Tree.OwnNodes), Children(Tree.OwnChildren) {}

  void enter(unsigned Rule, uint32_t Position) {
    RuleFrame F{};
    F.Rule = uint16_t(Rule);
    F.First = Position;
    F.Values = Values.size();
    F.Nodes = Nodes.size();
    F.Children = Children.size();
    Frames.push_back(F);
  }
  /// The innermost rule ends with what has been read.
  void exit();
  /// The innermost rule is left behind a fault.
  void abandon();
  void token(const FeedToken &T);
  /// Bytes up to here belong to what is in progress, though they were skipped.
  void skippedTo(uint32_t End) { LastEnd = std::max(LastEnd, End); }

  RuleFrame &top() { return Frames.back(); }
  llvm::ArrayRef<RuleFrame> frames() const { return Frames; }
  /// Whether the whole parsed into one node, the last of the tree.
  bool hasOneValue() const {
    return Values.size() == 1 && Values[0].Id + 1 == Nodes.size();
  }

  enum Seen : uint16_t {
    Private = 1,
    Sum = 2,
    Count = 4,
    Optional = 8,
    List = 16,
    Dots = 32,
    If = 64,
    Second = 128,
    Value = 256,
    Label = 512,
    Operator = 1024
  };

private:
  enum class Role : uint8_t {
    None,
    Label,
    Within,
    Confidence,
    Message,
    Filter,
    Repeat,
    /// An operator before its operand or between two; Id is where it stands.
    Prefix,
    Infix
  };
  struct ValueEntry {
    uint32_t Id;
    Role As = Role::None;
    /// A SyntaxOp, or AsOp.
    uint8_t Op = 0;
  };
  static constexpr uint8_t AsOp = 0xff;

  // Nodes.
  uint32_t node(NodeKind Kind, uint32_t Begin, uint32_t End,
                llvm::ArrayRef<uint32_t> Ids = {}, uint8_t Flags = 0,
                uint8_t Sub = 0);
  uint32_t leaf(NodeKind Kind, const FeedToken &T, uint8_t Flags = 0) {
    return node(Kind, T.Begin, T.End, {}, Flags);
  }
  void push(uint32_t Id, Role As = Role::None) { Values.push_back({Id, As}); }
  NodeKind kind(const ValueEntry &V) const { return Nodes[V.Id].Kind; }
  uint32_t begin() const { return Feed[Frames.back().First].Begin; }
  /// The values of the rule that ends.
  llvm::ArrayRef<ValueEntry> values() const {
    return llvm::ArrayRef(Values).drop_front(Frames.back().Values);
  }
  void replaceValues(uint32_t Id, Role As = Role::None) {
    Values.resize(Frames.back().Values);
    push(Id, As);
  }
  /// Forgets all nodes that the innermost rule made.
  void discard();
  void finish(NodeKind Kind, llvm::StringLiteral Shape, uint8_t Flags = 0);
  bool fits(char Slot, const ValueEntry &V) const;
  void setRole(Role As) { Values.back().As = As; }

  // What a rule makes, by groups of rules.
  void exitRule();
  void exitExpression();
  void exitItem();
  void exitStatement();
  void exitRecovered();
  void exitBlock();
  void exitLetBlock();
  bool chainTooLong();
  void exitSuffix(NodeKind Kind);
  void exitUnit();
  void exitType();

  // Operators: Precedence.cpp.
  void operatorToken(const FeedToken &T);
  void resolve();
  void reduce(const ValueEntry &Op);
  void checkChain(const ValueEntry &First, const ValueEntry &Second);
  bool checkNot(const ValueEntry &Op);

  // Texts: TextParts.cpp.
  uint32_t textNode(const FeedToken &T);
  uint32_t interpolation(uint32_t Begin, uint32_t End);
  uint32_t unitInText(uint32_t Begin, uint32_t End);

  Reporter &Report;
  llvm::StringRef Text;
  llvm::ArrayRef<FeedToken> Feed;
  SyntaxTree &Tree;
  std::vector<Node> &Nodes;
  std::vector<uint32_t> &Children;
  std::vector<RuleFrame> Frames;
  std::vector<ValueEntry> Values;
  /// Scratch of resolve(): operands, and operators that wait.
  std::vector<uint32_t> Operands;
  std::vector<ValueEntry> Operators;
  /// Where the last token read ends.
  uint32_t LastEnd = 0;
};

} // namespace acp

#endif // ACP_SYNTAX_TREEBUILDER_H
