//===- Samples.cpp - The sample plans -------------------------------------===//
//
// Part of acpc, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Each plan is its text and the module that elaboration would make of it.
//
//===----------------------------------------------------------------------===//

#include "Sample.h"

using namespace acp;
using namespace acp::test;
using ir::CheckKind;
using ir::Opcode;
using ir::Origin;
using ir::ViewKind;

const char acp::test::TrainingPlan[] = R"(import std.plans.train

param gpus: device = 8

/// As it computes: 180e9 FLOP a sample, forward and
/// backward, at the full peak.
train as_computed {
  source guide
  samples_a_run = 1 million sample
  epochs = 10
  devices = gpus
  flops_per_sample = 180e9 FLOP/sample
  mfu = 100%
  precision = fp16
}

let as_worded = as_computed { flops_per_sample = 180亿 FLOP/sample }

assert as_computed.time == 1800 s
assert as_computed.time < 15 min, "the window of the night"
claim as_computed.flops == 1.8e18 FLOP, source guide
claim as_computed.time == 30 min, source guide
claim as_worded.time == 30 min, source guide
claim net.params == 110e6 within 1%, source paper
claim 2 FLOP/MAC * net.macs == 22.35 GFLOP, source paper
report as_computed
report as_worded with flops, time
)";

const char acp::test::TrainingLibrary[] = R"(/// A training run.
schema train {
  epochs: Real = 1
  device_peak: TFLOP/s = 125 TFLOP/s, source "NVIDIA Tesla V100 datasheet"
  pue: Real = 1.2, source "assumed"
  samples: sample = epochs * samples_a_run
  flops: FLOP = flops_per_sample * samples
  peak: PFLOP/s = devices * device_peak
  time: day = flops / (peak * mfu)
  energy: J = devices * 300 W * time * pue
  price: USD/device/h?
  binding: Text = first(l.name for l in limits if l.time == time)
  limits: [limit] = [compute]
}
)";

void acp::test::makeTraining(Sample &S) {
  uint32_t Guide = S.cite("guide-five-factors, read", "2026-11-01");
  uint32_t Sheet = S.cite("NVIDIA Tesla V100 datasheet", "2018-01-01",
                          "https://example.org/v100.pdf");
  uint32_t Assumed = S.cite("assumed", "2026-10-01");
  uint32_t Paper = S.cite("Devlin et al. 2018, arXiv:1810.04805");

  ir::ValueId Gpus = S.number("8", "device");
  ir::DefId Param =
      S.define({"gpus", Gpus, "device", Origin::Param, "gpus: device = 8"});
  ir::DefId Run = S.define({"as_computed.samples_a_run",
                            S.number("1000000", "sample"),
                            "sample",
                            Origin::Given,
                            "samples_a_run = 1 million sample",
                            {},
                            Guide});
  ir::DefId Epochs = S.define({"as_computed.epochs", S.number("10", ""), "",
                               Origin::Given, "epochs = 10"});
  ir::DefId Devices = S.define({"as_computed.devices",
                                Gpus,
                                "device",
                                Origin::Given,
                                "devices = gpus",
                                {Param}});
  ir::ValueId EachValue = S.number("180", "GFLOP/sample");
  ir::DefId Each = S.define({"as_computed.flops_per_sample",
                             EachValue,
                             "FLOP/sample",
                             Origin::Given,
                             "flops_per_sample = 180e9 FLOP/sample",
                             {},
                             Guide});
  ir::DefId Mfu = S.define({"as_computed.mfu", S.number("100", "%"), "%",
                            Origin::Given, "mfu = 100%"});
  ir::DefId Precision =
      S.define({"as_computed.precision",
                S.B.enumerator(S.M.Texts.add("precision"), "fp16", {}), "",
                Origin::Given, "precision = fp16"});
  ir::ValueId PeakEach = S.number("125", "TFLOP/s");
  ir::DefId DevicePeak = S.define({"as_computed.device_peak",
                                   PeakEach,
                                   "TFLOP/s",
                                   Origin::Default,
                                   "device_peak: TFLOP/s = 125 TFLOP/s",
                                   {},
                                   Sheet});
  ir::DefId Pue = S.define({"as_computed.pue",
                            S.number("1.2", ""),
                            "",
                            Origin::Default,
                            "pue: Real = 1.2",
                            {},
                            Assumed});
  ir::ValueId SampleCount = S.number("10000000", "sample");
  ir::DefId Samples = S.define({"as_computed.samples",
                                SampleCount,
                                "sample",
                                Origin::Derived,
                                "samples: sample = epochs * samples_a_run",
                                {Epochs, Run}});
  ir::ValueId Work = S.B.make(Opcode::Mul, EachValue, SampleCount, {});
  ir::DefId Flops = S.define({"as_computed.flops",
                              Work,
                              "FLOP",
                              Origin::Derived,
                              "flops: FLOP = flops_per_sample * samples",
                              {Each, Samples}});
  ir::ValueId PeakValue =
      S.B.make(Opcode::Mul, S.number("8", ""), PeakEach, {});
  ir::DefId Peak = S.define({"as_computed.peak",
                             PeakValue,
                             "PFLOP/s",
                             Origin::Derived,
                             "peak: PFLOP/s = devices * device_peak",
                             {Devices, DevicePeak}});
  ir::ValueId TimeValue = S.B.make(Opcode::Div, Work, PeakValue, {});
  ir::DefId Time = S.define({"as_computed.time",
                             TimeValue,
                             "day",
                             Origin::Derived,
                             "time: day = flops / (peak * mfu)",
                             {Flops, Peak, Mfu}});
  ir::DefId Energy = S.define({"as_computed.energy",
                               S.number("5184000", "J"),
                               "J",
                               Origin::Derived,
                               "energy: J = devices * 300 W * time * pue",
                               {Devices, Time, Pue}});
  ir::DefId Price =
      S.define({"as_computed.price", S.B.absent({}), "", Origin::Default});
  ir::DefId Binding = S.define(
      {"as_computed.binding",
       S.text("compute"),
       "",
       Origin::Derived,
       "binding: Text = first(l.name for l in limits if l.time == time)",
       {Time}});
  ir::DefId LimitName = S.define(
      {"as_computed.limits.0.name", S.text("compute"), "", Origin::Given});
  ir::DefId LimitTime =
      S.define({"as_computed.limits.0.time", TimeValue, "day", Origin::Given});

  ir::View &V =
      S.view(ViewKind::Record, "as_computed", "train", "report as_computed\n");
  V.Doc = S.M.Texts.add("As it computes: 180e9 FLOP a sample, forward and\n"
                        "backward, at the full peak.");
  for (ir::DefId D : {Run, Epochs, Devices, Each, Mfu, Precision, DevicePeak,
                      Pue, Samples, Flops, Peak, Time, Energy, Price, Binding})
    S.row(V, {D});
  ir::View &Limits = S.view(ViewKind::Table, "limits", "limit");
  Limits.Parent = 0;
  Limits.Columns = {{S.M.Texts.add("name"), ir::None},
                    {S.M.Texts.add("time"), S.unit("day")}};
  S.row(Limits, {LimitName, LimitTime});

  ir::ValueId Worded =
      S.B.make(Opcode::Mul, S.number("18", "GFLOP/sample"), SampleCount, {});
  ir::ValueId WordedTime = S.B.make(Opcode::Div, Worded, PeakValue, {});
  ir::View &W =
      S.view(ViewKind::Record, "as_worded", "train", "report as_worded");
  S.row(W, {S.define({"as_worded.flops", Worded, "FLOP"})});
  S.row(W, {S.define({"as_worded.time", WordedTime, "day"})});

  ir::ValueId Half = S.number("1800", "s");
  ir::Check &Exact =
      S.check(CheckKind::Assert, "assert as_computed.time == 1800 s",
              S.B.make(Opcode::Eq, TimeValue, Half, {}));
  Exact.Left = TimeValue;
  Exact.Right = Half;
  Exact.LeftUnit = S.unit("day");
  Exact.RightUnit = S.unit("s");
  ir::ValueId Quarter = S.number("15", "min");
  ir::Check &Night =
      S.check(CheckKind::Assert,
              "assert as_computed.time < 15 min, \"the window of the night\"",
              S.B.make(Opcode::Lt, TimeValue, Quarter, {}));
  Night.Message = S.text("the window of the night");
  Night.Left = TimeValue;
  Night.Right = Quarter;
  Night.LeftUnit = S.unit("day");
  Night.RightUnit = S.unit("min");
  S.part(Night, "as_computed.time", TimeValue, "day");
  S.part(Night, "15 min", Quarter, "min");

  S.claim("claim as_computed.flops == 1.8e18 FLOP, source guide", Work,
          S.number("1.8", "EFLOP"), "FLOP")
      .Cited = Guide;
  S.claim("claim as_computed.time == 30 min, source guide", TimeValue,
          S.number("30", "min"), "min")
      .Cited = Guide;
  S.claim("claim as_worded.time == 30 min, source guide", WordedTime,
          S.number("30", "min"), "min")
      .Cited = Guide;
  S.claim("claim net.params == 110e6 within 1%, source paper",
          S.number("109482240", "param"), S.number("110000000", "param"),
          "param", "0.01")
      .Cited = Paper;
  ir::Check &Digits = S.claim(
      "claim 2 FLOP/MAC * net.macs == 22.35 GFLOP, source paper",
      S.number("22346858496", "FLOP"), S.number("22.35", "GFLOP"), "GFLOP");
  Digits.Within = S.number("5", "MFLOP");
  Digits.Cited = Paper;
}

const char acp::test::ModelPlan[] = R"(import std.models.bert
report bert.base
)";

void acp::test::makeModel(Sample &S) {
  ir::View &V = S.view(ViewKind::Tree, "bert.base", "bert", "report bert.base");
  for (const char *Name : {"params", "buffers", "macs", "trainable"})
    V.Columns.push_back(
        {S.M.Texts.add(Name),
         S.unit(Name == std::string("macs") ? "MAC" : "param")});
  V.Columns[1].Unit = ir::None;
  auto Cells = [&](const char *Params, const char *Macs) {
    ir::DefId P =
        S.define({"layer.params", S.number(Params, "param"), "param"});
    ir::DefId Z = S.define({"layer.buffers", S.number("0", ""), ""});
    ir::DefId X = S.define({"layer.macs", S.number(Macs, "MAC"), "MAC"});
    ir::DefId T =
        S.define({"layer.trainable", S.number(Params, "param"), "param"});
    return std::vector<ir::DefId>{P, Z, X, T};
  };
  // The sums, from inside out: a block is 7,087,872 parameters.
  uint32_t Root = S.layer(V, "bert", "bert", ir::None, 1,
                          Cells("108891648", "11174215680"));
  S.layer(V, "words", "Embedding", Root, 1, Cells("23440896", "0"));
  S.layer(V, "places", "Embedding", Root, 1, Cells("393216", "0"));
  S.layer(V, "kinds", "Embedding", Root, 1, Cells("1536", "0"));
  S.layer(V, "norm", "LayerNorm", Root, 1, Cells("1536", "0"));
  uint32_t Block =
      S.layer(V, "block", "block", Root, 12, Cells("7087872", "931184640"));
  uint32_t Attention = S.layer(V, "attention", "Attention", Block, 1,
                               Cells("2362368", "327155712"));
  S.layer(V, "qkv", "Linear", Attention, 1, Cells("1771776", "226492416"));
  S.layer(V, "scores", "MatMul", Attention, 1, Cells("0", "25165824"));
  S.layer(V, "proj", "Linear", Attention, 1, Cells("590592", "75497472"));
  S.layer(V, "norm1", "LayerNorm", Block, 1, Cells("1536", "0"));
  S.layer(V, "up", "Linear", Block, 1, Cells("2362368", "301989888"));
  S.layer(V, "down", "Linear", Block, 1, Cells("2360064", "302039040"));
  S.layer(V, "norm2", "LayerNorm", Block, 1, Cells("1536", "0"));
}

const char acp::test::TablePlan[] = R"(let runs = [pangu, geex, sigma, asr]
report runs with title, params, tokens, flops, capacity, time, verdict, because
)";

void acp::test::makeTable(Sample &S) {
  ir::View &V = S.view(ViewKind::Table, "runs", "measured_run", "report runs");
  struct Field {
    const char *Name;
    const char *Unit;
  };
  for (Field F :
       {Field{"title", ""}, Field{"params", "param"}, Field{"tokens", "token"},
        Field{"flops", "FLOP"}, Field{"capacity", "PFLOP/s"},
        Field{"time", "day"}, Field{"utilisation", "%"}, Field{"verdict", ""},
        Field{"because", ""}})
    V.Columns.push_back({S.M.Texts.add(F.Name), S.unit(F.Unit)});
  uint32_t Table =
      S.cite("model-sizes-and-requirements, the table of runs", "2026-11-01");
  auto Run = [&](const char *Title, const char *Params, const char *Tokens,
                 const char *Flops, const char *Capacity, const char *Days,
                 const char *Utilisation, const char *Verdict,
                 const char *Because) {
    auto Cell = [&](const char *Digits, const char *Unit) {
      return S.define({"runs.cell",
                       *Digits ? S.number(Digits, Unit) : S.B.absent({}),
                       Unit,
                       Origin::Given,
                       "",
                       {},
                       Table});
    };
    S.row(V,
          {S.define({"runs.title", S.text(Title)}), Cell(Params, "param"),
           Cell(Tokens, "token"), Cell(Flops, "FLOP"),
           Cell(Capacity, "PFLOP/s"), Cell(Days, "day"), Cell(Utilisation, "%"),
           S.define({"runs.verdict", S.text(Verdict)}),
           S.define({"runs.because", S.text(Because)})});
  };
  Run("PanGu 100B", "100e9", "300e9", "180e21", "512", "28", "14.5",
      "plausible", "");
  Run("CodeGeeX", "13e9", "850e9", "66.3e21", "384", "60", "3.33", "low",
      "below 5% of the peak: the time is not all work, or the tokens are "
      "not all there are");
  Run("PanGu-Sigma", "1e12", "300e9", "1.8e24", "128", "100", "162.8",
      "impossible", "above the peak");
  Run("ASR, 178 hours", "10e6", "", "", "1.02", "0.625", "", "unknown",
      "no tokens: hours of speech");
}

const char acp::test::OpenPlan[] = R"(param gpus: device = 8
param batch: sample = 32
assert run.time < 1 day
claim run.time == 1 day
report run
)";

void acp::test::makeOpen(Sample &S) {
  auto Open = [&](const char *Name, const char *Unit) {
    return S.B.leaf(Name, ir::LeafKind::Open,
                    ir::Type::quantity(S.M.Units[S.unit(Unit)].Dimension), {});
  };
  ir::ValueId Gpus = Open("gpus", "device");
  ir::ValueId Batch = Open("batch", "sample");
  ir::DefId GpusDef =
      S.define({"gpus", Gpus, "device", Origin::Param, "gpus: device = 8"});
  S.define({"batch", Batch, "sample", Origin::Param, "batch: sample = 32"});
  ir::ValueId Time = S.B.make(Opcode::Div, S.number("80", "h"),
                              S.B.make(Opcode::Cast, Gpus, {}), {});
  ir::ValueId Each = S.B.make(Opcode::Div, Batch, Gpus, {});
  ir::View &V = S.view(ViewKind::Record, "run", "train", "report run");
  S.row(V, {S.define({"run.work", S.number("80", "h"), "h", Origin::Given})});
  S.row(V,
        {S.define({"run.time", Time, "day", Origin::Derived, "", {GpusDef}})});
  S.row(V, {S.define({"run.batch_a_device", Each, "sample/device"})});
  ir::ValueId Day = S.number("1", "day");
  ir::Check &C = S.check(CheckKind::Assert, "assert run.time < 1 day",
                         S.B.make(Opcode::Lt, Time, Day, {}));
  C.Left = Time;
  C.Right = Day;
  S.part(C, "run.time", Time, "day");
  S.claim("claim run.time == 1 day", Time, Day, "day");
}
