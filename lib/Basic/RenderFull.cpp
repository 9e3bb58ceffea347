//===- RenderFull.cpp - Diagnostics with their source lines ---------------===//
//
// Part of acpc, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A diagnostic is its message, then for each file that it names the lines with
// a label, in the order of the file, then notes and help. A span over several
// lines is shown by its first and its last. Bytes of the user's text reach the
// terminal only through `escaped`.
//
//===----------------------------------------------------------------------===//

#include "Basic/Render.h"
#include "Basic/Snippet.h"
#include "Basic/Unicode.h"
#include "llvm/ADT/STLExtras.h"
#include <algorithm>
#include <map>

using namespace acp;
using llvm::StringRef;

namespace {
/// The lines of one file that a diagnostic shows, by number.
struct FileMarks {
  const SourceFile *File;
  uint32_t FirstLabel;
  struct Line {
    StringRef Text;
    llvm::SmallVector<Mark, 2> Marks;
  };
  std::map<uint32_t, Line> Lines;
};

class Renderer {
public:
  Renderer(llvm::raw_ostream &OS, const SourceManager &Sources,
           const RenderOptions &Options)
      : OS(OS), Sources(Sources), Options(Options) {}

  void render(const Diagnostic &D);
  void summary(const DiagnosticEngine &Engine);

private:
  void collect(const Label &L, bool Primary);
  void mark(FileMarks &Of, uint32_t Address, Mark M);
  void file(const FileMarks &Of, bool First);
  void gutter(uint32_t Number = 0);
  void remark(StringRef Kind, StringRef Text);
  void print(const Row &R);
  void paint(Style Look, StringRef Text);

  llvm::raw_ostream &OS;
  const SourceManager &Sources;
  const RenderOptions &Options;
  std::vector<FileMarks> Files;
  Severity Level = Severity::Error;
  unsigned GutterWidth = 0;
};

void Renderer::paint(Style Look, StringRef Text) {
  if (!Options.Color || Look == Style::Plain) {
    OS << Text;
    return;
  }
  StringRef Code = "1";
  if (Look == Style::Primary)
    Code = Level == Severity::Error ? "1;31" : "1;33";
  else if (Look != Style::Bold)
    Code = "1;34";
  OS << "\033[" << Code << 'm' << Text << "\033[0m";
}

void Renderer::print(const Row &R) {
  for (const Row::Run &Run : R.Runs)
    paint(Run.Look, Run.Text);
  OS << '\n';
}

/// `12 |`, or blanks and the bar for 0.
void Renderer::gutter(uint32_t Number) {
  std::string Text = Number ? std::to_string(Number) : "";
  Text.insert(0, GutterWidth - Text.size(), ' ');
  paint(Style::Frame, Text + " |");
}

/// The bytes of one line that a span covers, as offsets into the line.
void Renderer::mark(FileMarks &Of, uint32_t Address, Mark M) {
  FileMarks::Line &Line = Of.Lines[Sources.place(Address).Line];
  Line.Text = Sources.line(Address);
  uint32_t Start =
      Of.File->base() +
      static_cast<uint32_t>(Line.Text.data() - Of.File->text().data());
  auto Size = static_cast<uint32_t>(Line.Text.size());
  M.Begin = std::min(M.Begin - std::min(Start, M.Begin), Size);
  M.End = std::min(M.End - std::min(Start, M.End), Size);
  Line.Marks.push_back(M);
}

void Renderer::collect(const Label &L, bool Primary) {
  const SourceFile *File = Sources.file(L.Where.Begin);
  if (!File)
    return;
  auto Of = llvm::find_if(Files, [&](auto &F) { return F.File == File; });
  if (Of == Files.end())
    Of = Files.insert(Files.end(), {File, L.Where.Begin, {}});

  Span S{L.Where.Begin, std::min(L.Where.End, File->end())};
  uint32_t Last = S.End > S.Begin ? S.End - 1 : S.Begin;
  uint32_t FirstLine = Sources.place(S.Begin).Line;
  uint32_t LastLine = Sources.place(Last).Line;
  if (FirstLine == LastLine) {
    mark(*Of, S.Begin, {S.Begin, S.End, L.Text, Primary});
    return;
  }
  StringRef LastText = Sources.line(Last);
  size_t Indent = std::min(LastText.find_first_not_of(" \t"), LastText.size());
  uint32_t LastStart =
      File->base() +
      static_cast<uint32_t>(LastText.data() - File->text().data());
  auto LastBegin = static_cast<uint32_t>(LastStart + Indent);
  mark(*Of, S.Begin, {S.Begin, S.End, "", Primary});
  mark(*Of, Last, {std::min(LastBegin, Last), S.End, L.Text, Primary});
}

void Renderer::file(const FileMarks &Of, bool First) {
  OS << std::string(GutterWidth, ' ');
  paint(Style::Frame, First ? "--> " : "::: ");
  Place At = Sources.place(Of.FirstLabel);
  OS << escaped(Of.File->name()) << ':' << At.Line << ':' << At.Column << '\n';
  gutter();
  OS << '\n';
  uint32_t Before = 0;
  for (const auto &[Number, Line] : Of.Lines) {
    if (Before != 0 && Number > Before + 1) {
      paint(Style::Frame, "...");
      OS << '\n';
    }
    Before = Number;
    for (const auto &Block : layOut(Line.Text, Line.Marks, Options.Ascii))
      for (const Row &R : Block) {
        gutter(&R == &Block.front() ? Number : 0);
        if (!R.Runs.empty())
          OS << ' ';
        print(R);
      }
  }
}

/// `= note: text`, further lines of the text under its first.
void Renderer::remark(StringRef Kind, StringRef Text) {
  std::string Margin(GutterWidth + 1, ' ');
  OS << Margin;
  paint(Style::Frame, "= ");
  paint(Style::Bold, (Kind + ":").str());
  std::string Indent(Margin.size() + 2 + Kind.size() + 2, ' ');
  llvm::SmallVector<StringRef, 4> Lines;
  Text.split(Lines, '\n');
  for (size_t I = 0; I != Lines.size(); ++I) {
    if (!Lines[I].empty())
      OS << (I == 0 ? StringRef(" ") : StringRef(Indent)) << escaped(Lines[I]);
    OS << '\n';
  }
}

void Renderer::render(const Diagnostic &D) {
  const DiagInfo &Info = info(D.Kind);
  Level = Info.Level;
  StringRef Word = Level == Severity::Error ? "error" : "warning";
  paint(Style::Primary, (Word + "[" + Info.Code + "]").str());
  paint(Style::Bold, ": " + escaped(D.message()));
  OS << '\n';

  Files.clear();
  collect(D.Primary, true);
  for (const Label &L : D.Secondary)
    collect(L, false);
  uint32_t LastLine = 0;
  for (const FileMarks &Of : Files)
    LastLine = std::max(LastLine, Of.Lines.rbegin()->first);
  GutterWidth = LastLine ? std::to_string(LastLine).size() : 1;

  for (const FileMarks &Of : Files)
    file(Of, &Of == &Files.front());
  if (!Files.empty() && !(D.Notes.empty() && D.Help.empty())) {
    gutter();
    OS << '\n';
  }
  for (const std::string &Note : D.Notes)
    remark("note", Note);
  for (const std::string &Help : D.Help)
    remark("help", Help);
  OS << '\n';
}

static std::string counted(unsigned Count, StringRef Thing) {
  return (llvm::Twine(Count) + " " + Thing + (Count == 1 ? "" : "s")).str();
}

/// `2 errors, 1 warning and 5 more errors`.
void Renderer::summary(const DiagnosticEngine &Engine) {
  std::string Text;
  if (Engine.errors())
    Text = counted(Engine.errors(), "error");
  if (Engine.warnings())
    Text += (Text.empty() ? "" : ", ") + counted(Engine.warnings(), "warning");
  if (Engine.dropped())
    Text += " and " + counted(Engine.dropped(), "more error");
  if (Engine.droppedWarnings())
    Text += " and " + counted(Engine.droppedWarnings(), "more warning");
  paint(Style::Bold, Text);
  OS << '\n';
}
} // namespace

void acp::renderFull(llvm::raw_ostream &OS, const SourceManager &Sources,
                     const DiagnosticEngine &Engine,
                     const RenderOptions &Options) {
  if (Engine.all().empty())
    return;
  Renderer R(OS, Sources, Options);
  for (const Diagnostic &D : Engine.all())
    R.render(D);
  R.summary(Engine);
}
