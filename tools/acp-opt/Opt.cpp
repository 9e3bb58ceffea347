//===- Opt.cpp - Passes on textual IR -------------------------------------===//
//
// Part of acpc, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Read, verify, then step by step: run, verify; print. What the input has wrong
// is a diagnostic; what is wrong after a step is the fault of that step.
//
//===----------------------------------------------------------------------===//

#include "Opt.h"
#include "Basic/FileDiagnostic.h"
#include "Basic/Limits.h"
#include "Basic/Process.h"
#include "Basic/Render.h"
#include "IR/Text.h"
#include "Kernel/Sample.h"
#include "Passes/Bind.h"
#include "Report/Write.h"

using namespace acp;
using llvm::StringRef;

namespace {

/// Textual IR is longer than the sources it comes from.
constexpr uint64_t InputLimit = 1u << 30;

class Opt {
public:
  int run(llvm::ArrayRef<const char *> Arguments);

private:
  bool read();
  std::unique_ptr<llvm::MemoryBuffer> load(StringRef Name, bool Library) const;
  bool step(const OptStep &Step);
  bool bind(const OptStep &Step);
  int failed();
  void report(llvm::raw_ostream &OS);
  int print();

  FileSystem Files = FileSystem::real();
  SourceManager Sources;
  DiagnosticEngine Diags;
  OptOptions Options;
  ir::Module M;
  /// What a pass broke.
  std::string Fault;
};

std::unique_ptr<llvm::MemoryBuffer> Opt::load(StringRef Name,
                                              bool Library) const {
  std::string Path = Name.str();
  if (Library) {
    if (Options.Stdlib.empty() || !Name.consume_front("std/"))
      return nullptr;
    Path = Options.Stdlib + "/" + Name.str();
  }
  return Files.read(Path, limits::FileBytes).Buffer;
}

bool Opt::read() {
  std::unique_ptr<llvm::MemoryBuffer> Buffer;
  if (Options.Input == "-") {
    auto Read = llvm::MemoryBuffer::getSTDIN();
    if (!Read) {
      Diags.report(Diag::FileNotRead)
          .arg("path", "-")
          .arg("why", Read.getError().message());
      return false;
    }
    Buffer = std::move(*Read);
  } else {
    FileResult Result = Files.read(Options.Input, InputLimit);
    if (Result.Error != FileError::None) {
      reportUnread(Diags, {}, Options.Input, Result, InputLimit);
      return false;
    }
    Buffer = std::move(Result.Buffer);
  }
  StringRef Name = Options.Input == "-" ? "<stdin>" : StringRef(Options.Input);
  const SourceFile *File = Sources.add(Name, std::move(Buffer));
  if (!File) {
    Diags.report(Diag::TooMuchSource).arg("path", Name);
    return false;
  }
  auto Load = [this](StringRef Name, bool Library) {
    return load(Name, Library);
  };
  if (!ir::read(*File, M, Sources, Load, Diags))
    return false;
  std::string Broken = ir::verify(M);
  if (!Broken.empty())
    Diags.report(Diag::IrVerify)
        .arg("fault", StringRef(Broken).split('\n').first)
        .note(StringRef(Broken).rtrim('\n'));
  return Broken.empty();
}

bool Opt::bind(const OptStep &Step) {
  switch (bindLeaf(M, Step.Leaf, StringRef(Step.Value))) {
  case BindFault::None:
    return true;
  case BindFault::NoLeaf: {
    std::vector<StringRef> Names;
    for (const ir::Leaf &L : M.Leaves)
      if (L.Kind == ir::LeafKind::Open)
        Names.push_back(M.Texts.get(L.Name));
    std::string Near = nearest(Step.Leaf, Names);
    auto Report = Diags.report(Diag::BindUnknown);
    Report.arg("name", Step.Leaf);
    if (!Near.empty())
      Report.help("there is `" + Near + "`");
    return false;
  }
  case BindFault::WrongValue:
    Diags.report(Diag::BindValue)
        .arg("value", Step.Value)
        .arg("what", "a value for `" + Step.Leaf + "`");
    return false;
  }
  return false;
}

bool Opt::step(const OptStep &Step) {
  if (!Step.Run && !bind(Step))
    return false;
  if (Step.Run)
    Step.Run->Run(M);
  std::string Broken = ir::verify(M);
  if (Broken.empty())
    return true;
  Fault = "fault of acp-opt: " + (Step.Run ? Step.Run->Name.str() : "bind") +
          " broke the module\n" + Broken;
  return false;
}

int Opt::failed() {
  Diags.sort();
  std::string Text;
  llvm::raw_string_ostream OS(Text);
  renderFull(OS, Sources, Diags, {});
  OS << Fault;
  writeStandardError(Text);
  return Fault.empty() ? 2 : 70;
}

void Opt::report(llvm::raw_ostream &OS) {
  ReportOptions How;
  std::optional<kernel::Sampling> Draws;
  if (kernel::hasDraws(M)) {
    Draws = kernel::sample(M, {});
    bindDraws(M);
    How.Draws = &*Draws;
  }
  printReport(OS, ReportFormat::Text, M, Sources, nullptr, How, {});
}

int Opt::print() {
  std::string Text;
  llvm::raw_string_ostream OS(Text);
  switch (Options.Emit) {
  case OptOptions::Output::IR:
    ir::print(M, Sources, OS, {Options.Known, Options.Locations});
    break;
  case OptOptions::Output::MLIR:
    ir::printMLIR(M, Sources, OS);
    break;
  case OptOptions::Output::Report:
    report(OS);
    break;
  case OptOptions::Output::Nothing:
    break;
  }
  // Warnings.
  std::string Messages;
  llvm::raw_string_ostream MessagesOS(Messages);
  renderFull(MessagesOS, Sources, Diags, {});
  writeStandardError(Messages);

  OutputResult Written = writeStandardOutput(Text);
  if (Written.Problem.empty())
    return 0;
  writeStandardError("acp-opt: " + Written.Problem + "\n");
  return 2;
}

int Opt::run(llvm::ArrayRef<const char *> Arguments) {
  Options = parseOptOptions(Arguments, Diags);
  if (Diags.hasErrors())
    return failed();
  if (Options.Help) {
    writeStandardOutput(optHelp());
    return 0;
  }
  if (!read())
    return failed();
  for (const OptStep &Step : Options.Steps)
    if (!step(Step))
      return failed();
  return print();
}

} // namespace

int acp::optMain(llvm::ArrayRef<const char *> Arguments) {
  return Opt().run(Arguments);
}
