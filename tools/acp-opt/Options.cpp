//===- Options.cpp - The command line of acp-opt --------------------------===//
//
// Part of acpc, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The passes are options themselves, and the order of options matters, so this
// is a plain loop.
//
//===----------------------------------------------------------------------===//

#include "Opt.h"

using namespace acp;
using llvm::StringRef;

namespace {

const Pass *findPass(StringRef Name) {
  for (const Pass &P : allPasses())
    if (P.Name == Name)
      return &P;
  return nullptr;
}

class Parser {
public:
  Parser(llvm::ArrayRef<const char *> Arguments, DiagnosticEngine &Diags)
      : Arguments(Arguments), Diags(Diags) {}

  OptOptions run();

private:
  void option(StringRef Whole);
  bool argument(StringRef &Value, StringRef Option, StringRef What);
  void bind(StringRef Text);
  void emit(StringRef Text);

  llvm::ArrayRef<const char *> Arguments;
  DiagnosticEngine &Diags;
  OptOptions Options;
};

/// Takes the next argument where none stands behind a `=`.
bool Parser::argument(StringRef &Value, StringRef Option, StringRef What) {
  if (!Value.empty())
    return true;
  if (Arguments.empty()) {
    Diags.report(Diag::MissingArgument).arg("option", Option).arg("what", What);
    return false;
  }
  Value = Arguments.front();
  Arguments = Arguments.drop_front();
  return true;
}

void Parser::bind(StringRef Text) {
  constexpr StringRef What = "`NAME=VALUE`";
  if (!argument(Text, "--bind", What))
    return;
  auto [Name, Value] = Text.split('=');
  if (Name.empty() || Name.size() == Text.size())
    Diags.report(Diag::MissingArgument)
        .arg("option", "--bind")
        .arg("what", What);
  OptStep Step;
  Step.Leaf = Name;
  Step.Value = Value;
  Options.Steps.push_back(std::move(Step));
}

void Parser::emit(StringRef Text) {
  if (!argument(Text, "--emit", "`ir`, `mlir` or `report`"))
    return;
  if (Text == "ir")
    Options.Emit = OptOptions::Output::IR;
  else if (Text == "mlir")
    Options.Emit = OptOptions::Output::MLIR;
  else if (Text == "report")
    Options.Emit = OptOptions::Output::Report;
  else
    Diags.report(Diag::UnknownChoice)
        .arg("option", "--emit")
        .arg("value", Text)
        .help("write `--emit=ir`, `--emit=mlir` or `--emit=report`");
}

void Parser::option(StringRef Whole) {
  auto [Name, Value] = Whole.split('=');
  bool HasValue = Name.size() != Whole.size();
  if (Name == "--bind")
    return bind(Value);
  if (Name == "--emit")
    return emit(Value);
  if (Name == "--stdlib") {
    if (argument(Value, Name, "a folder"))
      Options.Stdlib = Value;
    return;
  }
  StringRef Word = Name.drop_while([](char C) { return C == '-'; });
  const Pass *P = Name.starts_with("--") ? findPass(Word) : nullptr;
  if (HasValue) {
    Diags.report(Diag::UnknownOption).arg("option", Whole);
  } else if (P) {
    Options.Steps.push_back({P, "", ""});
  } else if (Name == "--pipeline") {
    for (const Pass &Next : pipeline())
      Options.Steps.push_back({&Next, "", ""});
  } else if (Name == "--verify") {
    Options.Emit = OptOptions::Output::Nothing;
  } else if (Name == "--no-known") {
    Options.Known = false;
  } else if (Name == "--no-locations") {
    Options.Locations = false;
  } else if (Name == "--help" || Name == "-h") {
    Options.Help = true;
  } else {
    Diags.report(Diag::UnknownOption)
        .arg("option", Whole)
        .help("`acp-opt --help` lists the options");
  }
}

OptOptions Parser::run() {
  while (!Arguments.empty()) {
    StringRef Next = Arguments.front();
    Arguments = Arguments.drop_front();
    if (Next.starts_with("-") && Next != "-")
      option(Next);
    else if (Options.Input.empty())
      Options.Input = Next;
    else
      Diags.report(Diag::ExtraArgument).arg("argument", Next);
  }
  if (Options.Input.empty() && !Options.Help)
    Diags.report(Diag::NoInput);
  return std::move(Options);
}

} // namespace

OptOptions acp::parseOptOptions(llvm::ArrayRef<const char *> Arguments,
                                DiagnosticEngine &Diags) {
  return Parser(Arguments, Diags).run();
}

std::string acp::optHelp() {
  std::string Text = "acp-opt [OPTION…] FILE|-: runs passes on textual IR\n\n"
                     "Passes, in the order given:\n";
  auto Line = [&Text](StringRef Option, StringRef Summary) {
    Text += "  " + Option.str();
    Text.append(Option.size() < 20 ? 20 - Option.size() : 1, ' ');
    Text += Summary.str() + "\n";
  };
  for (const Pass &P : allPasses())
    Line("--" + P.Name.str(), P.Summary);
  std::string Order;
  for (const Pass &P : pipeline())
    Order += (Order.empty() ? "" : ", ") + P.Name.str();
  Line("--pipeline", "those of the compiler: " + Order);
  Line("--bind NAME=VALUE", "give an open leaf a value");
  Text += "\nOutput:\n";
  Line("--emit=ir|mlir|report", "what to print (ir)");
  Line("--verify", "print nothing, only check");
  Line("--no-known", "leave out the results beside operations");
  Line("--no-locations", "leave out the places in source files");
  Line("--stdlib DIR", "where the files named `std/…` lie");
  return Text;
}
