//===- Derivation.cpp - Definitions and what they read --------------------===//
//
// Part of acpc, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Finds definitions by name, and lists all that one depends on as JSON, in the
// order in which they are first read.
//
//===----------------------------------------------------------------------===//

#include "Report/Explain.h"
#include "Report/Figures.h"
#include "llvm/ADT/DenseSet.h"

using namespace acp;
using llvm::StringRef;

std::optional<ir::DefId> acp::findDefinition(const ir::Module &M,
                                             StringRef Name) {
  std::optional<ir::DefId> Ending;
  unsigned Endings = 0;
  for (ir::DefId D = 0; D != M.Definitions.size(); ++D) {
    std::string Whole = M.name(M.Definitions[D]);
    StringRef Has = Whole;
    if (Has == Name)
      return D;
    if (Has.size() > Name.size() && Has.ends_with(Name) &&
        Has[Has.size() - Name.size() - 1] == '.') {
      ++Endings;
      Ending = D;
    }
  }
  return Endings == 1 && !Name.empty() ? Ending : std::nullopt;
}

std::string acp::nearestDefinition(const ir::Module &M, StringRef Name) {
  std::vector<std::string> Names;
  std::string Ending = "." + Name.str();
  for (const ir::Definition &D : M.Definitions) {
    std::string Has = M.name(D);
    if (StringRef(Has).ends_with(Ending))
      return Has;
    Names.push_back(std::move(Has));
  }
  std::vector<StringRef> Refs(Names.begin(), Names.end());
  return nearest(Name, Refs);
}

std::vector<ir::DefId> acp::usesOf(const ir::Module &M, ir::DefId D) {
  std::vector<ir::DefId> Uses;
  llvm::DenseSet<ir::DefId> Seen;
  for (ir::DefId Use : M.uses(M.Definitions[D]))
    if (Use < M.Definitions.size() && Use != D && Seen.insert(Use).second)
      Uses.push_back(Use);
  return Uses;
}

bool acp::explainJSON(llvm::raw_ostream &OS, const ir::Module &M,
                      const SourceManager &Sources, StringRef Name,
                      const ExplainOptions &Options) {
  std::optional<ir::DefId> Root = findDefinition(M, Name);
  if (Root)
    explainJSON(OS, M, Sources, *Root, Options);
  return Root.has_value();
}

void acp::explainJSON(llvm::raw_ostream &OS, const ir::Module &M,
                      const SourceManager &Sources, ir::DefId Root,
                      const ExplainOptions &Options) {
  Report R = emptyReport(Sources);
  FigureMaker Make(M, Sources, *R.Memory, figureOptions(Options));
  llvm::json::OStream J(OS, 2);
  std::vector<ir::DefId> Queue{Root};
  llvm::DenseSet<ir::DefId> Seen{Root};
  J.object([&] {
    J.attribute("schema", "acpc.explain/1");
    writeString(J, "name", M.name(M.Definitions[Root]));
    J.attributeArray("definitions", [&] {
      for (size_t I = 0; I != Queue.size(); ++I) {
        ir::DefId Id = Queue[I];
        const ir::Definition &D = M.Definitions[Id];
        Figure F = Make.definition(Id);
        std::vector<ir::DefId> Uses = usesOf(M, Id);
        J.object([&] {
          J.attribute("id", Id);
          writeString(J, "name", M.name(D));
          J.attributeBegin("field");
          writeField(J, F, R);
          J.attributeEnd();
          if (D.Formula.valid())
            writeString(J, "formula", oneLine(Sources.text(D.Formula)));
          J.attributeArray("uses", [&] {
            for (ir::DefId Use : Uses) {
              J.value(Use);
              if (Seen.insert(Use).second)
                Queue.push_back(Use);
            }
          });
        });
      }
    });
    J.attributeArray("sources", [&] {
      for (const ReportSource &S : Make.cited())
        J.object([&] {
          writeString(J, "title", S.Title);
          if (!S.Date.empty())
            writeString(J, "date", S.Date);
          if (!S.Url.empty())
            writeString(J, "url", S.Url);
        });
    });
  });
  OS << '\n';
}
