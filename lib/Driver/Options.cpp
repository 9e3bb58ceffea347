//===- Options.cpp - The command line as data -----------------------------===//
//
// Part of acpc, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Options are declared in Options.td. The first word is a command or, in the
// common case, the plan itself.
//
//===----------------------------------------------------------------------===//

#include "Driver/Options.h"
#include "Basic/FileDiagnostic.h"
#include "Basic/Limits.h"
#include "Syntax/Parse.h"
#include "llvm/ADT/StringSwitch.h"
#include "llvm/Option/ArgList.h"
#include "llvm/Option/OptTable.h"
#include "llvm/Option/Option.h"
#include <thread>

using namespace acp;
using namespace llvm::opt;

namespace {
enum OptionId {
  OPT_INVALID = 0,
#define OPTION(...) LLVM_MAKE_OPT_ID(__VA_ARGS__),
#include "Driver/Options.inc"
#undef OPTION
};

#define PREFIX(NAME, VALUE)                                                    \
  static constexpr llvm::StringLiteral NAME##_init[] = VALUE;                  \
  static constexpr llvm::ArrayRef<llvm::StringLiteral> NAME(                   \
      NAME##_init, std::size(NAME##_init) - 1);
#include "Driver/Options.inc"
#undef PREFIX

constexpr OptTable::Info InfoTable[] = {
#define OPTION(...) LLVM_CONSTRUCT_OPT_INFO(__VA_ARGS__),
#include "Driver/Options.inc"
#undef OPTION
};

class Table : public GenericOptTable {
public:
  Table() : GenericOptTable(InfoTable) {}
};

constexpr llvm::StringLiteral Commands[] = {"eval",   "explain", "import",
                                            "layers", "list",    "merge",
                                            "show",   "sweep",   "help"};
constexpr llvm::StringLiteral Lists[] = {
    "models", "hardware", "cloud", "datasets", "plans", "units", "ops"};

/// Sets a choice, or reports what the option knows.
template <typename T>
void choose(const ArgList &Args, unsigned Id, T &Result,
            std::initializer_list<std::pair<llvm::StringRef, T>> Choices,
            DiagnosticEngine &Diags) {
  const Arg *A = Args.getLastArg(Id);
  if (!A)
    return;
  llvm::StringRef Text = A->getValue();
  std::string Known;
  for (auto &[Name, Choice] : Choices) {
    if (Name == Text) {
      Result = Choice;
      return;
    }
    Known += (Known.empty() ? "`" : ", `") + Name.str() + "`";
  }
  Diags.report(Diag::UnknownChoice)
      .arg("option", A->getSpelling().rtrim('='))
      .arg("value", Text)
      .help("it knows " + Known);
}

/// `-D NAME=VALUE`, or `-D @FILE` for the parameters of a file.
void addDefine(llvm::StringRef Text, Invocation &Call, const FileSystem &Files,
               SourceManager &Sources, DiagnosticEngine &Diags) {
  if (Text.consume_front("@")) {
    FileResult R = Files.read(Text, limits::FileBytes);
    if (R.Error != FileError::None) {
      reportUnread(Diags, {}, Text, R, limits::FileBytes);
      return;
    }
    const SourceFile *File = Sources.add(Text, std::move(R.Buffer));
    auto Tree = parse(*File, Diags);
    Syntax Root = Tree->root();
    for (unsigned I = 0; I != Root.size(); ++I) {
      Syntax N = Root[I];
      if (N.is(NodeKind::ParamDecl) && N[0] && N[2])
        Call.Defines.push_back({N[0].text().str(), N[2].text().str()});
      else
        Diags.report(Diag::MalformedDefine, N.span())
            .arg("text", ("@" + Text).str())
            .here("a file of parameters has lines `param name = value`");
    }
    return;
  }
  auto [Name, Value] = Text.split('=');
  if (Name.empty() || Value.empty()) {
    Diags.report(Diag::MalformedDefine).arg("text", Text);
    return;
  }
  Call.Defines.push_back({Name.trim().str(), Value.str()});
}

bool looksLikeCode(llvm::StringRef Text) {
  return Text.size() == 7 && Text.starts_with("ACP") &&
         llvm::all_of(Text.drop_front(3),
                      [](char C) { return C >= '0' && C <= '9'; });
}
} // namespace

std::string acp::helpText() {
  std::string Text;
  llvm::raw_string_ostream OS(Text);
  OS << "acpc compiles descriptions of AI models, data, hardware and plans "
        "into "
        "reports\nof what a plan requires.\n\n"
        "  acpc plan.acp                  compile, check, report\n"
        "  acpc explain plan.acp NAME     the derivation of a figure\n"
        "  acpc explain ACP2007           the page of a diagnostic\n"
        "  acpc eval [FILE] EXPRESSION    one value\n"
        "  acpc import FORMAT FILE        a file of another format as .acp\n"
        "  acpc layers [FILE] [MODEL]     a model layer by layer\n"
        "  acpc show [FILE] NAME          one entry of the library, with its "
        "sources\n"
        "  acpc sweep plan.acp            a row for each point of its axes\n"
        "  acpc merge PARTS...            the shards of a sweep as one\n"
        "  acpc list models|hardware|cloud|datasets|plans|units|ops\n\n"
        "Exit status: 0 fine, 1 an assert failed (the report is written), 2 "
        "the "
        "plan or\nthe call is wrong, 70 a fault of acpc.\n\n";
  Table().printHelp(OS, "acpc [options] plan.acp", "acpc", false, false,
                    Visibility());
  return Text;
}

Invocation acp::parseArguments(llvm::ArrayRef<const char *> Raw,
                               const FileSystem &Files, SourceManager &Sources,
                               DiagnosticEngine &Diags) {
  Invocation Call;
  Table Options;
  unsigned MissingIndex = 0, MissingCount = 0;
  InputArgList Args = Options.ParseArgs(Raw, MissingIndex, MissingCount);
  if (MissingCount)
    Diags.report(Diag::MissingArgument)
        .arg("option", Args.getArgString(MissingIndex))
        .arg("what", "a value");
  for (const Arg *A : Args.filtered(OPT_UNKNOWN)) {
    std::string Spelling = A->getAsString(Args), Near;
    auto D = Diags.report(Diag::UnknownOption);
    D.arg("option", Spelling);
    if (Options.findNearest(Spelling, Near) <= 2)
      D.help("did you mean `" + Near + "`?");
  }
  choose<OutputFormat>(Args, OPT_format, Call.Format,
                       {{"text", OutputFormat::Text},
                        {"markdown", OutputFormat::Markdown},
                        {"json", OutputFormat::Json},
                        {"csv", OutputFormat::Csv}},
                       Diags);
  if (Call.Format == OutputFormat::Json)
    Call.Diagnostics = DiagnosticForm::Json;
  choose<DiagnosticForm>(Args, OPT_diagnostics, Call.Diagnostics,
                         {{"full", DiagnosticForm::Full},
                          {"short", DiagnosticForm::Short},
                          {"json", DiagnosticForm::Json}},
                         Diags);
  choose<Emit>(Args, OPT_emit, Call.Phase,
               {{"ast", Emit::Ast},
                {"ir", Emit::Ir},
                {"folded", Emit::Folded},
                {"mlir", Emit::Mlir}},
               Diags);
  choose<ColorWhen>(Args, OPT_color, Call.Color,
                    {{"auto", ColorWhen::Auto},
                     {"always", ColorWhen::Always},
                     {"never", ColorWhen::Never}},
                    Diags);
  choose<bool>(Args, OPT_claims, Call.ClaimsAreErrors,
               {{"report", false}, {"error", true}}, Diags);
  choose<bool>(Args, OPT_by, Call.ByKind, {{"name", false}, {"kind", true}},
               Diags);
  Call.SortBy = Args.getLastArgValue(OPT_sort).str();
  Call.Columns = Args.getLastArgValue(OPT_with).str();
  Call.Where = Args.getLastArgValue(OPT_where).str();
  auto Whole = [&](unsigned Option, auto &To, uint64_t Least, uint64_t Most) {
    const Arg *A = Args.getLastArg(Option);
    if (!A)
      return;
    uint64_t Given = 0;
    if (llvm::StringRef(A->getValue()).getAsInteger(10, Given) ||
        Given < Least || Given > Most) {
      std::string Range = Least == 0 ? ""
                                     : " from " + std::to_string(Least) +
                                           " to " + std::to_string(Most);
      Diags.report(Diag::UnknownChoice)
          .arg("option", A->getSpelling().rtrim('='))
          .arg("value", A->getValue())
          .help("it takes a whole number" + Range);
    } else {
      To = static_cast<std::decay_t<decltype(To)>>(Given);
    }
  };
  Call.DepthGiven = Args.hasArg(OPT_depth);
  Whole(OPT_depth, Call.Depth, 0, ~0u);
  Whole(OPT_draws, Call.Draws, 100, 10'000'000);
  Call.Summary = Args.hasArg(OPT_summary);
  if (const Arg *A = Args.getLastArg(OPT_shard)) {
    auto [Shard, Shards] = llvm::StringRef(A->getValue()).split('/');
    if (Shard.getAsInteger(10, Call.Shard) ||
        Shards.getAsInteger(10, Call.Shards) || Call.Shard == 0 ||
        Call.Shard > Call.Shards)
      Diags.report(Diag::ShardOutOfRange).arg("shard", A->getValue());
  }
  Whole(OPT_top, Call.Top, 1, 100'000);
  Call.Threads = std::max(1u, std::thread::hardware_concurrency());
  Whole(OPT_threads, Call.Threads, 1, 1024);
  Whole(OPT_seed, Call.Seed, 0, ~uint64_t(0));
  Call.Exact = Args.hasArg(OPT_exact);
  Call.Timing = Args.hasArg(OPT_timing);
  Call.Ascii = Args.hasArg(OPT_ascii);
  Call.Output = Args.getLastArgValue(OPT_output).str();
  Call.Stdlib = Args.getLastArgValue(OPT_stdlib).str();
  Call.ImportPaths = Args.getAllArgValues(OPT_import_path);
  Call.Open = Args.getAllArgValues(OPT_open);
  for (const std::string &Text : Args.getAllArgValues(OPT_define))
    addDefine(Text, Call, Files, Sources, Diags);

  std::vector<std::string> Words = Args.getAllArgValues(OPT_INPUT);
  if (Args.hasArg(OPT_version)) {
    Call.What = Command::Version;
    return Call;
  }
  if (Args.hasArg(OPT_help) || (!Words.empty() && Words[0] == "help")) {
    Call.What = Command::Help;
    return Call;
  }
  if (Words.empty()) {
    if (!Diags.hasErrors())
      Diags.report(Diag::NoInput).help("`acpc plan.acp`, or `acpc --help`");
    return Call;
  }
  auto TooMany = [&](size_t Most) {
    for (size_t I = Most; I < Words.size(); ++I)
      Diags.report(Diag::ExtraArgument).arg("argument", Words[I]);
  };
  auto Needs = [&](llvm::StringRef What) {
    Diags.report(Diag::MissingArgument)
        .arg("option", "acpc " + Words[0])
        .arg("what", What);
  };
  if (Words[0] == "eval" || Words[0] == "show") {
    bool IsShow = Words[0] == "show";
    Call.What = IsShow ? Command::Show : Command::Eval;
    if (Words.size() < 2)
      Needs(IsShow ? "the name of an entry" : "an expression");
    else if (Words.size() == 2)
      Call.Subject = Words[1];
    else
      Call.File = Words[1], Call.Subject = Words[2];
    TooMany(3);
    return Call;
  }
  if (Words[0] == "explain") {
    Call.What = Command::Explain;
    if (Words.size() == 2 && looksLikeCode(Words[1])) {
      Call.Subject = Words[1];
    } else if (Words.size() < 3) {
      Needs("a plan and a name, or the code of a diagnostic");
    } else {
      Call.File = Words[1];
      Call.Subject = Words[2];
    }
    TooMany(3);
    return Call;
  }
  if (Words[0] == "sweep") {
    Call.What = Command::Sweep;
    if (Words.size() < 2)
      Needs("a plan");
    else
      Call.File = Words[1];
    TooMany(2);
    return Call;
  }
  if (Words[0] == "merge") {
    Call.What = Command::Merge;
    if (Words.size() < 2)
      Needs("the files of `acpc sweep --shard=1/N -o FILE`");
    for (llvm::StringRef Word : llvm::drop_begin(Words))
      Call.Parts.push_back(Word.str());
    return Call;
  }
  if (Words[0] == "import") {
    Call.What = Command::Import;
    if (Words.size() < 3)
      Needs("a format and a file");
    else
      Call.Subject = Words[1], Call.File = Words[2];
    TooMany(3);
    return Call;
  }
  if (Words[0] == "layers") {
    Call.What = Command::Layers;
    if (Words.size() < 2) {
      Needs("a plan or a model");
    } else {
      llvm::StringRef First = Words[1];
      bool IsFile = Words.size() > 2 || First.ends_with(".acp") ||
                    First.contains('/') || Files.exists(First);
      (IsFile ? Call.File : Call.Subject) = Words[1];
      if (Words.size() > 2)
        Call.Subject = Words[2];
    }
    TooMany(3);
    return Call;
  }
  if (Words[0] == "list") {
    Call.What = Command::List;
    if (Words.size() < 2) {
      Needs("what to list: models, hardware, cloud, datasets, plans, units or "
            "ops");
    } else if (!llvm::is_contained(Lists, Words[1])) {
      Diags.report(Diag::UnknownChoice)
          .arg("option", "acpc list")
          .arg("value", Words[1])
          .help("it lists models, hardware, cloud, datasets, plans, units or "
                "ops");
    } else {
      Call.Subject = Words[1];
    }
    TooMany(2);
    return Call;
  }
  // A word without a dot or a slash that is no file was meant as a command.
  llvm::StringRef First = Words[0];
  if (!First.contains('.') && !First.contains('/') && !Files.exists(First)) {
    auto D = Diags.report(Diag::UnknownCommand);
    D.arg("command", First);
    llvm::SmallVector<llvm::StringRef, 8> Names(std::begin(Commands),
                                                std::end(Commands));
    std::string Near = nearest(First, Names);
    if (!Near.empty())
      D.help("did you mean `acpc " + Near + "`?");
    return Call;
  }
  Call.File = Words[0];
  TooMany(1);
  return Call;
}
