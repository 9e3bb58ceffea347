//===- Driver.cpp - From a call to an exit status -------------------------===//
//
// Part of acpc, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The way from file to report, a step a line: arguments, elaboration, passes,
// report. What a call prints is made whole first, so that nothing is written
// when something is wrong.
//
//===----------------------------------------------------------------------===//

#include "Driver/Driver.h"
#include "Basic/FileDiagnostic.h"
#include "Basic/Limits.h"
#include "Basic/Render.h"
#include "Basic/Version.h"
#include "Driver/Embedded.h"
#include "Driver/Options.h"
#include "Driver/Timing.h"
#include "Elaborate/Elaborate.h"
#include "IR/Text.h"
#include "Kernel/Sample.h"
#include "Passes/Bind.h"
#include "Passes/Passes.h"
#include "Report/Explain.h"
#include "Report/Figures.h"
#include "Report/Sweep.h"
#include "Report/Verdicts.h"
#include "Report/Write.h"
#include "Sweep/Explore.h"
#include "Sweep/PlanMaker.h"
#include "Sweep/Run.h"
#include "Syntax/Parse.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/FormatVariadic.h"
#include "llvm/Support/SHA256.h"
#include "llvm/Support/StringSaver.h"

using namespace acp;

llvm::StringRef acp::versionText() { return Version; }

namespace {

class Driver {
public:
  Driver(const FileSystem &Files, llvm::raw_ostream &Out,
         llvm::raw_ostream &Err, const Terminal &Term)
      : Files(Files), Out(Out), Err(Err), Term(Term), Text(Buffer) {}

  int run(llvm::ArrayRef<const char *> Args) {
    Call = parseArguments(Args, Files, Sources, Diags);
    // A team has nothing but sweeps to do together; the leader does the rest.
    if (Term.With && (Diags.hasErrors() || Call.What != Command::Sweep))
      leave(*Term.With);
    bool Leads = !Term.With || Term.With->rank() == 0;
    if (!Diags.hasErrors() && (Leads || Call.What == Command::Sweep))
      dispatch();
    return Leads ? finish() : exit_status::Fine;
  }

private:
  void dispatch() {
    switch (Call.What) {
    case Command::Help:
      Text << helpText();
      return;
    case Command::Version:
      Text << "acpc " << versionText() << ", language " << LanguageVersion
           << '\n';
      return;
    case Command::Explain:
      if (Call.File.empty())
        return page();
      break;
    case Command::Merge:
      return merge();
    default:
      break;
    }
    if (Call.Phase == Emit::Ast)
      return tree();
    compile();
  }

  /// `acpc explain ACP2007`
  void page() {
    llvm::StringRef Rest = embeddedPages();
    std::string Head = "=== " + Call.Subject + "\n";
    size_t At = Rest.find(Head);
    if (At == llvm::StringRef::npos) {
      Diags.report(Diag::UnknownDiagnostic).arg("code", Call.Subject);
      return;
    }
    Rest = Rest.drop_front(At + Head.size());
    Text << Rest.take_front(Rest.find("\n=== ACP")).rtrim() << '\n';
  }

  /// `--emit=ast`
  void tree() {
    FileResult R = Files.read(Call.File, limits::FileBytes);
    if (R.Error != FileError::None) {
      reportUnread(Diags, {}, Call.File, R, limits::FileBytes);
      return;
    }
    dump(*parse(*Sources.add(Call.File, std::move(R.Buffer)), Diags), Text);
  }

  void compile() {
    ElaborationOptions Options;
    Options.Defines = Call.Defines;
    Options.Open = Call.Open;
    Options.ImportPaths = Call.ImportPaths;
    Options.Stdlib = Call.Stdlib;
    Options.WholeScope = Call.Phase != Emit::Nothing;
    std::vector<BundleFile> Library;
    readBundle(embeddedLibrary(), Library);
    Options.Library = Library;
    if (Call.What == Command::List)
      Options.Listing = Call.Subject;
    else if (Call.What == Command::Import)
      Options.ImportFormat = Call.Subject;
    else if (Call.What != Command::Compile && Call.What != Command::Sweep)
      Options.Expression = Call.Subject;
    Options.Layers = Call.What == Command::Layers;
    Options.Show = Call.What == Command::Show;
    Options.Query = Call.What == Command::List && isQuery();
    if (Options.Layers || Options.Query)
      Options.Columns = Call.Columns;
    if (Options.Query) {
      Options.Where = Call.Where;
      Options.SortBy = Call.SortBy;
    }
    Time.phase("arguments");
    if (Call.What == Command::Sweep)
      return sweepPoints(Options);
    Result = elaborate(Call.File, Options, Files, Sources, Diags);
    Time.phase("elaboration");
    // A requirement may fail at one value of an axis and hold at another.
    if (Result.Module && !Result.Module->Axes.empty() &&
        llvm::all_of(Diags.all(),
                     [](const Diagnostic &D) {
                       return D.level() != Severity::Error ||
                              D.Kind == Diag::RequireFailed;
                     }) &&
        Call.Phase == Emit::Nothing && Call.What != Command::List)
      return explored(Options);
    if (Diags.hasErrors() || !Result.Module)
      return;
    if (!Result.Fault.empty())
      return fault(Result.Fault);
    if (Call.What == Command::Import) {
      Text << Result.Written;
      return;
    }
    ir::Module &M = *Result.Module;
    if (Call.What == Command::List && !isQuery())
      return list();
    if (Call.Phase == Emit::Ir) {
      verify(M, "elaboration");
      ir::print(M, Sources, Text);
      return;
    }
    for (const Pass &P : pipeline()) {
      P.Run(M);
      Time.phase(P.Name);
    }
    switch (Call.Phase) {
    case Emit::Folded:
      verify(M, "the passes");
      ir::print(M, Sources, Text);
      return;
    case Emit::Mlir:
      ir::printMLIR(M, Sources, Text);
      return;
    default:
      break;
    }
    Draws = draw(M, Sources, Diags);
    if (Call.What == Command::List && M.Views.empty() &&
        Call.Format == OutputFormat::Text)
      Text << "No entry meets the condition.\n";
    else if (Call.What != Command::Layers || columnsAreThere(M))
      report(M);
    Time.phase("report");
  }

  /// What is uncertain in a module, drawn, and then set to its middle. Warns of
  /// what is expected and not so in most draws.
  std::optional<kernel::Sampling> draw(ir::Module &M, SourceManager &Sources,
                                       DiagnosticEngine &Diags) {
    if (!kernel::hasDraws(M))
      return std::nullopt;
    kernel::Sampling Drawn =
        kernel::sample(M, {Call.Draws, Call.Seed, Call.Threads,
                           Call.What == Command::Explain});
    bindDraws(M);
    for (const ir::Check &C : M.Checks) {
      const kernel::Spread *S = Drawn.find(C.Condition);
      if (C.Kind != ir::CheckKind::Expect || !S || S->Share >= confidence(M, C))
        continue;
      Diags.report(Diag::ExpectFailed, C.Where)
          .arg("text", C.Message != ir::None && M.known(C.Message)
                           ? M.text(C.Message)
                           : oneLine(Sources.text(C.Where)))
          .here("holds in " + partText(S->Share) + " of draws");
    }
    Time.phase("draws");
    return Drawn;
  }

  /// `acpc sweep`
  void sweepPoints(const ElaborationOptions &Plan) {
    SweepOptions How;
    bool IsPart = Call.Shards != 0;
    How.Form = IsPart || Call.Summary              ? SweepForm::Summary
               : Call.Format == OutputFormat::Json ? SweepForm::RowsJSON
                                                   : SweepForm::RowsCSV;
    How.Threads = Call.Threads;
    How.Top = Call.Top;
    How.Shard = Call.Shard;
    How.Shards = Call.Shards;
    How.Progress = Term.Progress != nullptr;
    if (IsPart) {
      How.State = Call.Output;
      if (Call.Output.empty()) {
        Diags.report(Diag::MissingArgument)
            .arg("option", "--shard")
            .arg("what", "a file for the part: `-o part.json`");
        return;
      }
    }
    llvm::raw_ostream &Rows =
        Term.Rows && Call.Output.empty() && How.Form != SweepForm::Summary
            ? *Term.Rows
            : Text;
    SweepResult R = sweep(Call.File, Plan, How, Files, Term.With, Rows,
                          Term.Progress ? *Term.Progress : Err);
    Time.phase("sweep");
    if (R.Sources)
      Sources = std::move(*R.Sources);
    if (R.Diags)
      Diags = std::move(*R.Diags);
    if (R.End == SweepEnd::Stopped)
      Status = exit_status::Stopped;
    else if (R.End == SweepEnd::Served)
      Call.Output.clear();
    if (R.End != SweepEnd::Done)
      return;
    if (IsPart)
      Text << writePart(R.Part);
    else if (Call.Summary)
      summarize(R.Part);
  }

  void summarize(const SweepPart &P) {
    if (Call.Format == OutputFormat::Json)
      writeSummaryJSON(Text, P);
    else
      writeSummary(Text, P, Term.Width);
  }

  /// `acpc merge`
  void merge() {
    if (std::optional<SweepPart> Whole = mergeFiles(Call.Parts, Files, Diags))
      summarize(*Whole);
  }

  /// A plan with axes.
  void explored(const ElaborationOptions &Options) {
    ExploreOptions How;
    How.Threads = Call.Threads;
    How.Top = Call.Top;
    How.Draws = {Call.Draws, Call.Seed, Call.Threads, false};
    How.Progress = Term.Progress;
    // The points take its place.
    Sources = SourceManager();
    Diags = DiagnosticEngine();
    std::vector<ExploredPoint> Points =
        explore(Call.File, Options, How, Files, Sources, Diags);
    Time.phase("search");
    if (Points.empty())
      return;
    auto NoneIsFeasible = [&] {
      return llvm::none_of(
          Points, [](const ExploredPoint &P) { return P.Infeasible.empty(); });
    };
    if (NoneIsFeasible())
      return refuseAll(Points);
    // Without sweeps there is one point, which is a plan like any other.
    if (Points.size() == 1 || Call.What != Command::Compile) {
      ExploredPoint &P = Points[0];
      Sources = std::move(*P.Sources);
      Diags = std::move(*P.Diags);
      if (Points.size() > 1)
        warnOfFirstPoint(P, Points.size(), Diags);
      Result = std::move(P.Result);
      if (!P.Infeasible.empty() || Diags.hasErrors())
        return;
      Draws = draw(*Result.Module, Sources, Diags);
      Searches = std::move(P.Searches);
      for (const FoundSearch &S : Searches) {
        Result.Counters.Points += S.Points;
        Result.Counters.PointsEvaluated += S.Evaluated;
        Result.Counters.PointSteps += S.Steps;
        Result.Counters.TableRows += S.TableRows;
      }
      report(*Result.Module);
      Time.phase("report");
      return;
    }
    std::vector<ReportPoint> Reports;
    for (ExploredPoint &P : Points)
      Reports.push_back(pointReport(P));
    if (NoneIsFeasible())
      return refuseAll(Points);
    writeReport(sweepReport(std::move(Reports)));
    for (ExploredPoint &P : Points)
      if (P.Infeasible.empty() && !P.Diags->all().empty() &&
          Diags.all().empty()) {
        // What is warned of at one point stands for all.
        Sources = std::move(*P.Sources);
        Diags = std::move(*P.Diags);
      }
    Time.phase("report");
  }

  /// Every point of the sweeps is ruled out.
  void refuseAll(std::vector<ExploredPoint> &Points) {
    reportNothingFeasible(Points, Diags);
    Sources = std::move(*Points[0].Sources);
  }

  ReportPoint pointReport(ExploredPoint &P) {
    ReportPoint Out;
    Out.Memory = std::make_unique<llvm::BumpPtrAllocator>();
    Out.Infeasible = P.Infeasible;
    llvm::StringSaver Texts(*Out.Memory);
    for (const auto &[Name, Text] : P.Axes) {
      Figure F;
      F.Kind = FigureKind::Text;
      F.From = ir::Origin::Swept;
      F.Name = Texts.save(Name);
      F.Text = Texts.save(Text);
      Out.Axes.push_back(F);
    }
    if (!P.Infeasible.empty())
      return Out;
    std::optional<kernel::Sampling> Drawn =
        draw(*P.Result.Module, *P.Sources, *P.Diags);
    ReportOptions Options = reportOptions();
    limitRows(reportFormat(), Options);
    Options.Draws = Drawn ? &*Drawn : nullptr;
    Out.R = buildReport(*P.Result.Module, *P.Sources, Options);
    addSearches(Out.R, P.Searches, *P.Sources);
    // What must hold may be uncertain; it is judged as a search judges it.
    for (const ReportCheck &C : Out.R.FailedRequires)
      if (C.Result == Verdict::Fails && P.Infeasible.empty())
        P.Infeasible = (C.Message.empty() ? C.Text : C.Message).str() +
                       " (holds in " + partText(C.Probability) + " of draws)";
    Out.Infeasible = P.Infeasible;
    return Out;
  }

  /// A list that is asked for figures of its entries is a table of them.
  bool isQuery() const {
    return !Call.Where.empty() || !Call.SortBy.empty() || !Call.Columns.empty();
  }

  /// `--sort` names a column of the model.
  bool columnsAreThere(const ir::Module &M) {
    if (Call.SortBy.empty() || M.Views.empty())
      return true;
    std::string Known;
    for (const ir::Column &C : M.Views[0].Columns) {
      if (M.Texts.get(C.Name) == Call.SortBy)
        return true;
      Known += (Known.empty() ? "`" : ", `") + M.Texts.get(C.Name).str() + "`";
    }
    Diags.report(Diag::UnknownChoice)
        .arg("option", "--sort")
        .arg("value", Call.SortBy)
        .help("the columns are " + Known);
    return false;
  }

  ReportOptions reportOptions() {
    ReportOptions Options;
    Options.Exact = Call.Exact;
    Options.Depth = Call.Depth;
    Options.DepthIsFixed = Call.DepthGiven;
    Options.ByKind = Call.ByKind;
    Options.SortBy = Call.SortBy;
    Options.Version = versionText();
    Options.StdlibDigest = libraryDigest();
    Options.Digests = Call.Format == OutputFormat::Json ||
                      Call.Format == OutputFormat::Markdown;
    return Options;
  }

  WriteOptions writeOptions() const {
    WriteOptions Write;
    Write.Color = useColor(Term.OutColor) && Call.Output.empty();
    Write.Width = Term.Width;
    return Write;
  }

  ReportFormat reportFormat() const {
    return Call.Format == OutputFormat::Json       ? ReportFormat::JSON
           : Call.Format == OutputFormat::Markdown ? ReportFormat::Markdown
           : Call.Format == OutputFormat::Csv      ? ReportFormat::CSV
                                                   : ReportFormat::Text;
  }

  void writeReport(const Report &R) {
    acp::writeReport(Text, reportFormat(), R, Sources, &Diags, writeOptions());
    if (!R.assertsHold() || (Call.ClaimsAreErrors && !R.claimsHold()))
      Status = exit_status::AssertFailed;
  }

  void report(ir::Module &M) {
    ReportOptions Options = reportOptions();
    Options.Draws = Draws ? &*Draws : nullptr;
    WriteOptions Write = writeOptions();
    ReportFormat Format = reportFormat();
    if (Call.What == Command::Explain) {
      ExplainOptions Explain;
      if (Call.DepthGiven)
        Explain.Depth = Call.Depth;
      Explain.Exact = Call.Exact;
      Explain.Ascii = Call.Ascii;
      Explain.Write = Write;
      Explain.Draws = Options.Draws;
      std::string Name = Call.Subject;
      // The expression may be another name of the figure.
      if (!M.Views.empty() && !M.Views[0].Rows.empty())
        if (ir::DefId D = M.Cells[M.Views[0].Rows[0].FirstCell]; D != ir::None)
          Name = M.name(M.Definitions[D]);
      if (Format == ReportFormat::JSON)
        explainJSON(Text, M, Sources, Name, Explain);
      else
        explain(Text, M, Sources, Name, Explain);
      return;
    }
    if (Call.What == Command::Eval &&
        printValue(Text, Format, M, Sources, Options))
      return;
    limitRows(Format, Options);
    Report R = buildReport(M, Sources, Options);
    addSearches(R, Searches, Sources);
    writeReport(R);
  }

  void list() {
    if (Call.Format == OutputFormat::Json) {
      llvm::json::Array Items;
      for (const Listed &L : Result.Listing)
        Items.push_back(llvm::json::Object{{"name", L.Name}, {"doc", L.Doc}});
      Text << llvm::formatv("{0:2}\n", llvm::json::Value(std::move(Items)));
      return;
    }
    unsigned Width = 0;
    for (const Listed &L : Result.Listing)
      Width = std::max(Width, std::min(displayWidth(L.Name), 44u));
    for (const Listed &L : Result.Listing) {
      Text << L.Name;
      if (!L.Doc.empty()) {
        unsigned Used = displayWidth(L.Name);
        Text.indent(Used < Width ? Width - Used + 2 : 2) << L.Doc;
      }
      Text << '\n';
    }
  }

  void verify(const ir::Module &M, llvm::StringRef After) {
    std::string Wrong = ir::verify(M);
    if (!Wrong.empty())
      fault("the IR does not hold together after " + After.str() + ":\n" +
            Wrong);
  }

  void fault(llvm::StringRef What) {
    Err << "acpc: internal fault: " << What
        << "\nThis is a fault of acpc, not of the plan; please report it with "
           "the plan.\n";
    Status = exit_status::InternalFault;
  }

  /// Names the standard library in JSON, where tools compare reports.
  llvm::StringRef libraryDigest() {
    if (Digest.empty() && Call.Format == OutputFormat::Json) {
      llvm::StringRef Bytes = embeddedLibrary();
      auto Hash = llvm::SHA256::hash(llvm::ArrayRef(
          reinterpret_cast<const uint8_t *>(Bytes.data()), Bytes.size()));
      Digest = llvm::toHex(Hash, true);
    }
    return Digest;
  }

  bool useColor(bool Terminal) const {
    return Call.Color == ColorWhen::Always ||
           (Call.Color == ColorWhen::Auto && Terminal);
  }

  int finish() {
    Diags.sort();
    if (!Diags.all().empty()) {
      RenderOptions Options;
      Options.Color = useColor(Term.ErrColor);
      Options.Ascii = Call.Ascii;
      switch (Call.Diagnostics) {
      case DiagnosticForm::Full:
        renderFull(Err, Sources, Diags, Options);
        break;
      case DiagnosticForm::Short:
        renderShort(Err, Sources, Diags);
        break;
      case DiagnosticForm::Json: {
        llvm::json::Array Items;
        for (const Diagnostic &D : Diags.all())
          Items.push_back(toJSON(Sources, D));
        Err << llvm::formatv("{0:2}\n", llvm::json::Value(std::move(Items)));
        break;
      }
      }
    }
    if (Call.Timing)
      Time.print(Err, Result.Counters, Call.Format == OutputFormat::Json);
    if (Diags.hasErrors())
      return exit_status::WrongInput;
    if (Status == exit_status::InternalFault || Status == exit_status::Stopped)
      return Status;
    return write() ? Status : exit_status::WrongInput;
  }

  bool write() {
    if (Call.Output.empty()) {
      Out << Buffer;
      return true;
    }
    std::string Wrong = Files.write(Call.Output, Buffer);
    if (!Wrong.empty())
      reportUnwritten(Err, Call.Output, Wrong);
    return Wrong.empty();
  }

  const FileSystem &Files;
  llvm::raw_ostream &Out;
  llvm::raw_ostream &Err;
  Terminal Term;
  SourceManager Sources;
  DiagnosticEngine Diags;
  Invocation Call;
  ElaborationResult Result;
  std::optional<kernel::Sampling> Draws;
  std::vector<FoundSearch> Searches;
  Timing Time;
  std::string Digest;
  std::string Buffer;
  llvm::raw_string_ostream Text;
  int Status = exit_status::Fine;
};

} // namespace

void acp::reportUnwritten(llvm::raw_ostream &Err, llvm::StringRef Path,
                          llvm::StringRef Why) {
  SourceManager None;
  DiagnosticEngine Diags;
  Diags.report(Diag::FileNotWritten).arg("path", Path).arg("why", Why);
  renderFull(Err, None, Diags, {});
}

int acp::run(llvm::ArrayRef<const char *> Args, const FileSystem &Files,
             llvm::raw_ostream &Out, llvm::raw_ostream &Err,
             const Terminal &Term) {
  return Driver(Files, Out, Err, Term).run(Args);
}
