//===- JSONWriter.cpp - A report as JSON ----------------------------------===//
//
// Part of acpc, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The contract is docs/report.schema.json. Keys stand in a fixed order; one
// that has nothing to say is left out, but lists are always there. Values are
// in base units: whole numbers as such while a double holds them, others as
// the shortest decimal that reads back as the same double.
//
//===----------------------------------------------------------------------===//

#include "Basic/Unicode.h"
#include "Report/Digits.h"
#include "Report/Write.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringSet.h"
#include <charconv>
#include <cmath>

using namespace acp;
using llvm::StringRef;
using llvm::json::OStream;

void acp::writeString(OStream &J, StringRef Key, StringRef Text) {
  if (llvm::json::isUTF8(Text))
    J.attribute(Key, Text);
  else
    J.attribute(Key, validUtf8(Text));
}

static void writeOptional(OStream &J, StringRef Key, StringRef Text) {
  if (!Text.empty())
    writeString(J, Key, Text);
}

void acp::writeNumber(OStream &J, double Value) {
  if (!std::isfinite(Value)) {
    J.value(nullptr);
    return;
  }
  J.rawValue(shortestDecimal(Value));
}

static void writeNumber(OStream &J, StringRef Key, double Value) {
  J.attributeBegin(Key);
  acp::writeNumber(J, Value);
  J.attributeEnd();
}

static StringRef typeName(FigureKind Kind) {
  switch (Kind) {
  case FigureKind::Number:
    return "number";
  case FigureKind::Bool:
    return "bool";
  case FigureKind::Text:
    return "text";
  case FigureKind::Date:
    return "date";
  case FigureKind::List:
    return "list";
  case FigureKind::Absent:
    return "none";
  case FigureKind::Unknown:
    return "unknown";
  case FigureKind::Error:
    return "error";
  }
  return "";
}

static StringRef originName(ir::Origin From) {
  switch (From) {
  case ir::Origin::Given:
    return "given";
  case ir::Origin::Default:
    return "default";
  case ir::Origin::Derived:
    return "derived";
  case ir::Origin::Param:
    return "param";
  case ir::Origin::ParamSet:
    return "set";
  case ir::Origin::Filled:
    return "filled";
  case ir::Origin::Swept:
    return "swept";
  case ir::Origin::Solved:
    return "solved";
  }
  return "";
}

/// The value alone. Lists are at most a few levels deep: FigureMaker cuts them.
static void writeValue(OStream &J, const Figure &F) {
  switch (F.Kind) {
  case FigureKind::Number:
    if (F.IsWhole)
      J.value(F.Whole);
    else
      acp::writeNumber(J, F.Value);
    return;
  case FigureKind::Bool:
    J.value(F.Truth);
    return;
  case FigureKind::Text:
  case FigureKind::Date:
    if (llvm::json::isUTF8(F.Text))
      J.value(F.Text);
    else
      J.value(validUtf8(F.Text));
    return;
  case FigureKind::List:
    J.array([&] {
      for (const Figure &Item : F.Items)
        writeValue(J, Item);
    });
    return;
  case FigureKind::Absent:
  case FigureKind::Unknown:
  case FigureKind::Error:
    J.value(nullptr);
    return;
  }
}

/// What a figure is, without where it comes from.
static void writeFigure(OStream &J, const Figure &F) {
  J.attributeBegin("value");
  writeValue(J, F);
  J.attributeEnd();
  writeOptional(J, "unit", F.Unit);
  writeString(J, "text", F.Text);
  J.attribute("type", typeName(F.Kind));
  writeOptional(J, "exact", F.Exact);
  writeOptional(J, "declared_unit", F.Declared);
  if (!F.Range)
    return;
  if (F.isNumber()) {
    writeNumber(J, "low", F.Range->Low);
    writeNumber(J, "high", F.Range->High);
    writeString(J, "range", F.Range->Text);
  } else if (F.Kind == FigureKind::Date) {
    writeString(J, "range", F.Range->Text);
  } else {
    writeNumber(J, "probability", F.Range->Share);
  }
  if (F.Range->Failed > 0)
    writeNumber(J, "failed", F.Range->Failed);
  if (!F.Range->Drivers.empty())
    J.attributeArray("drivers", [&] {
      for (const ReportDriver &D : F.Range->Drivers)
        J.object([&] {
          writeString(J, "leaf", D.Leaf);
          writeNumber(J, "share", D.Share);
        });
    });
}

static void writeOrigin(OStream &J, const Figure &F, const Report &R) {
  J.attribute("origin", originName(F.From));
  if (F.Source != NoIndex)
    J.attribute("source", F.Source);
  writeOptional(J, "place", R.place(F.Place));
  writeOptional(J, "doc", F.Doc);
}

void acp::writeField(OStream &J, const Figure &F, const Report &R) {
  J.object([&] {
    writeFigure(J, F);
    writeOrigin(J, F, R);
  });
}

/// Names that differ: a second `time` becomes `time 2`, no name `value`.
static std::vector<std::string> keysOf(llvm::ArrayRef<StringRef> Names) {
  std::vector<std::string> Keys;
  llvm::StringSet<> Seen;
  for (StringRef Name : Names) {
    std::string Base = Name.empty() ? "value" : validUtf8(Name);
    std::string Key = Base;
    for (unsigned I = 2; !Seen.insert(Key).second; ++I)
      Key = Base + " " + llvm::utostr(I);
    Keys.push_back(Key);
  }
  return Keys;
}

static void writeTree(OStream &J, const ReportView &V, const Report &R,
                      llvm::ArrayRef<std::string> Keys) {
  J.attributeArray("layers", [&] {
    for (const ReportRow &Row : V.Rows)
      J.object([&] {
        writeString(J, "name", Row.Label);
        writeString(J, "path", Row.Path);
        writeString(J, "op", Row.Op);
        J.attribute("depth", Row.Depth);
        J.attribute("model", Row.IsModel);
        J.attributeBegin("count");
        if (Row.Count.Kind == FigureKind::Absent)
          J.value(1);
        else
          writeValue(J, Row.Count);
        J.attributeEnd();
        J.attributeBegin("times");
        writeValue(J, Row.Times);
        J.attributeEnd();
        writeOptional(J, "place", R.place(Row.Place));
        J.attributeObject("fields", [&] {
          for (size_t C = 0; C != Keys.size(); ++C)
            J.attributeObject(Keys[C], [&] {
              writeFigure(J, Row.Cells[C]);
              if (V.Columns[C].Additive) {
                J.attributeBegin("total");
                writeValue(J, Row.Totals[C]);
                J.attributeEnd();
              }
              if (Row.Shares[C] >= 0)
                writeNumber(J, "share", Row.Shares[C]);
              writeOrigin(J, Row.Cells[C], R);
            });
        });
      });
  });
}

static void writeView(OStream &J, const ReportView &V, const Report &R,
                      unsigned Depth) {
  // Views stand in views as records in records; nobody writes so many levels.
  if (Depth == 64)
    return;
  J.object([&] {
    writeString(J, "name", V.Title);
    J.attribute("kind", V.Kind == ir::ViewKind::Record  ? "record"
                        : V.Kind == ir::ViewKind::Table ? "table"
                                                        : "tree");
    writeOptional(J, "schema", V.Schema);
    writeOptional(J, "doc", V.Doc);
    writeOptional(J, "place", R.place(V.Place));
    if (V.Kind == ir::ViewKind::Record) {
      std::vector<StringRef> Names;
      for (const Figure &F : V.Fields)
        Names.push_back(F.Name);
      std::vector<std::string> Keys = keysOf(Names);
      J.attributeObject("fields", [&] {
        for (size_t I = 0; I != Keys.size(); ++I) {
          J.attributeBegin(Keys[I]);
          writeField(J, V.Fields[I], R);
          J.attributeEnd();
        }
      });
    } else {
      std::vector<StringRef> Names;
      for (const ReportColumn &C : V.Columns)
        Names.push_back(C.Name);
      std::vector<std::string> Keys = keysOf(Names);
      J.attributeArray("columns", [&] {
        for (size_t C = 0; C != Keys.size(); ++C)
          J.object([&] {
            J.attribute("name", Keys[C]);
            writeOptional(J, "declared_unit", V.Columns[C].Unit);
            if (V.Kind == ir::ViewKind::Tree)
              J.attribute("additive", V.Columns[C].Additive);
          });
      });
      if (V.Kind == ir::ViewKind::Tree)
        writeTree(J, V, R, Keys);
      else
        J.attributeArray("rows", [&] {
          for (const ReportRow &Row : V.Rows)
            J.object([&] {
              writeOptional(J, "label", Row.Label);
              J.attributeObject("fields", [&] {
                for (size_t C = 0; C != Keys.size(); ++C) {
                  J.attributeBegin(Keys[C]);
                  writeField(J, Row.Cells[C], R);
                  J.attributeEnd();
                }
              });
            });
        });
      if (V.HiddenRows)
        J.attribute("rows_left_out", V.HiddenRows);
    }
    if (!V.Nested.empty())
      J.attributeArray("nested", [&] {
        for (const ReportView &Inside : V.Nested)
          writeView(J, Inside, R, Depth + 1);
      });
  });
}

static void writeCheck(OStream &J, const ReportCheck &C, const Report &R) {
  J.object([&] {
    writeString(J, "text", C.Text);
    J.attribute("verdict", C.Result == Verdict::Holds   ? "holds"
                           : C.Result == Verdict::Fails ? "fails"
                                                        : "undecided");
    writeOptional(J, "message", C.Message);
    if (C.HasSides) {
      J.attributeObject("left", [&] { writeFigure(J, C.Left); });
      J.attributeObject("right", [&] { writeFigure(J, C.Right); });
      writeOptional(J, "finding", C.Finding);
      if (C.Ratio != 0)
        writeNumber(J, "ratio", C.Ratio);
    }
    writeOptional(J, "allowed", C.Allowed);
    if (C.IsDrawn) {
      writeNumber(J, "probability", C.Probability);
      writeNumber(J, "confidence", C.Confidence);
    }
    if (C.Source != NoIndex)
      J.attribute("source", C.Source);
    writeOptional(J, "place", R.place(C.Place));
    J.attributeArray("parts", [&] {
      for (const ReportPart &P : C.Parts)
        J.object([&] {
          writeString(J, "expression", P.Text);
          writeFigure(J, P.Value);
        });
    });
  });
}

static void writeSearch(OStream &J, const ReportSearch &S, const Report &R) {
  std::vector<StringRef> Names(S.Axes.begin(), S.Axes.end());
  for (StringRef Objective : S.Objectives)
    Names.push_back(Objective.split(' ').second);
  std::vector<std::string> Keys = keysOf(Names);
  auto Rows = [&](StringRef Key, llvm::ArrayRef<ReportCandidate> List) {
    J.attributeArray(Key, [&] {
      for (const ReportCandidate &C : List)
        J.object([&] {
          for (size_t I = 0; I != C.size() && I != Keys.size(); ++I)
            writeString(J, Keys[I], C[I]);
        });
    });
  };
  J.object([&] {
    writeString(J, "name", S.Name);
    writeOptional(J, "place", R.place(S.Place));
    J.attributeArray("axes", [&] {
      for (StringRef Axis : S.Axes)
        J.value(Axis);
    });
    J.attributeArray("objectives", [&] {
      for (StringRef Objective : S.Objectives)
        J.value(Objective);
    });
    J.attribute("points", S.Points);
    J.attribute("filtered", S.Filtered);
    J.attribute("feasible", S.Feasible);
    J.attribute("evaluated", S.Evaluated);
    J.attribute("bisected", S.Bisected);
    J.attributeArray("failed", [&] {
      for (const auto &[Text, Count] : S.Failed)
        J.object([&] {
          writeString(J, "requirement", Text);
          J.attribute("points", Count);
        });
    });
    if (!S.Drawn.empty())
      J.attributeArray("drawn", [&] {
        for (StringRef Text : S.Drawn)
          J.value(Text);
      });
    Rows("best", S.Best);
    if (S.Objectives.size() > 1) {
      Rows("front", S.Front);
      J.attribute("front_is_cut", S.FrontIsCut);
    }
  });
}

static void writeCounts(OStream &J, StringRef Key, const VerdictCounts &C) {
  J.attributeObject(Key, [&] {
    J.attribute("hold", C.Holds);
    J.attribute("fail", C.Fails);
    J.attribute("undecided", C.Undecided);
  });
}

void acp::writeJSON(llvm::raw_ostream &OS, const Report &R,
                    llvm::ArrayRef<llvm::json::Value> Diagnostics) {
  OStream J(OS, 2);
  auto Checks = [&](StringRef Key, llvm::ArrayRef<ReportCheck> List) {
    J.attributeArray(Key, [&] {
      for (const ReportCheck &C : List)
        writeCheck(J, C, R);
    });
  };
  J.object([&] {
    J.attribute("schema", "acpc.report/1");
    J.attributeObject("tool", [&] {
      J.attribute("name", "acpc");
      writeString(J, "version", R.Version);
      writeString(J, "stdlib", R.StdlibDigest);
    });
    if (R.Draws)
      J.attributeObject("draws", [&] {
        J.attribute("count", R.Draws);
        J.attribute("seed", R.Seed);
      });
    J.attributeArray("inputs", [&] {
      for (const ReportInput &I : R.Inputs)
        if (!I.Name.starts_with("<"))
          J.object([&] {
            writeString(J, "name", I.Name);
            writeString(J, "sha256", I.Digest);
            J.attribute("library", I.Library);
          });
    });
    J.attributeArray("params", [&] {
      for (const Figure &P : R.Params)
        J.object([&] {
          writeString(J, "name", P.Name);
          writeFigure(J, P);
          writeOrigin(J, P, R);
        });
    });
    J.attributeArray("reports", [&] {
      for (const ReportView &V : R.Views)
        writeView(J, V, R, 0);
    });
    if (R.Points)
      J.attributeObject("sweep", [&] {
        J.attribute("points", R.Points);
        J.attributeArray("infeasible", [&] {
          for (const auto &[Point, Why] : R.Infeasible)
            J.object([&] {
              writeString(J, "point", Point);
              writeString(J, "why", Why);
            });
        });
      });
    if (!R.Searches.empty())
      J.attributeArray("searches", [&] {
        for (const ReportSearch &S : R.Searches)
          writeSearch(J, S, R);
      });
    Checks("asserts", R.Asserts);
    Checks("claims", R.Claims);
    Checks("requires", R.FailedRequires);
    J.attributeObject("verdicts", [&] {
      writeCounts(J, "asserts", R.AssertCounts);
      writeCounts(J, "claims", R.ClaimCounts);
    });
    J.attributeArray("sources", [&] {
      for (const ReportSource &S : R.Sources)
        J.object([&] {
          writeString(J, "title", S.Title);
          writeOptional(J, "date", S.Date);
          writeOptional(J, "url", S.Url);
        });
    });
    J.attributeArray("diagnostics", [&] {
      for (const llvm::json::Value &D : Diagnostics)
        J.value(D);
    });
  });
  OS << '\n';
}
