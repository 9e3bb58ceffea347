"""Measures acpc: wall time and peak memory of whole processes.

    ./dev bench                   # all of them
    ./dev bench bert repeat       # some
    test/bench/bench.py --acpc build/release/bin/acpc --runs 3

bert       the plan that the README opens with
bisect     the fewest GPUs of 1,000,000,000 for a time limit, with a chance of nine in ten
catalogue  20,000 and 200,000 lines of data sets and devices, to folded IR
layers     a model of 100,000 layers that all differ
repeat     a model whose block is repeated once, and 1,000,000,000 times
resnet50   the layers of ResNet-50
draws      10,000 draws of seven uncertain quantities of a training run on a cluster
search     a layout of GPT-3 among 4,976,640, docs/examples/search.acp, on one thread
sweep      1,000,000,000 points, summed up, on all threads
zoo        every builder of torchvision, from layers to parameters and products

A figure is the least of its runs: what disturbs a run only adds to it. What is
printed is the table of docs/performance.md. The plans that are measured are
written to build/bench; output goes to /dev/null.
"""

import argparse
import os
import pathlib
import re
import subprocess
import sys
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
PLANS = ROOT / "build" / "bench"
DEFAULT = ROOT / "build" / "release" / "bin" / "acpc"
MB = 1_000_000


def catalogue(lines):
    """Data sets and devices by turns, each with figures of its own."""
    text = ["import std.hardware.device: device, peak", ""]
    number = 0
    while len(text) < lines:
        number += 1
        text += [
            f"dataset corpus_{number} {{",
            '  source "data team, 2026-10"',
            f"  samples = {1000 + number}",
            f"  bytes_per_sample = {10 + number % 90} KB/sample",
            f"  tokens = {number}e9",
            "}",
            "",
            f"device card_{number} {{",
            f'  source "vendor sheet {number}, 2026-10"',
            '  vendor = "Vendor"',
            "  released = 2024-05",
            f"  peaks = [peak {{ at = bf16; dense = {100 + number % 900} TFLOP/s }}]",
            f"  memory = {16 + number % 100} GB",
            f"  bandwidth = {1000 + number % 3000} GB/s",
            f"  power = {300 + number % 400} W",
            f"  cores = {80 + number % 100}",
            "}",
            "",
        ]
    return "\n".join(text) + "\n"


LAYERS = """model deep(n: Int) {
  Tensor[64] |> layer: Linear(64 + i) over i in 1..n
}
let net = deep(100_000)
report net.params
report net.macs
"""

REPEAT = """import std.models.llama
let net = llama.llama(4096, %s, 32, 11_008)
report net
"""


DRAWS = """import std.models.gpt
import std.hardware.dgx: dgx_a100
import std.hardware.device: cluster
import std.plans.parallel
dataset webtext { tokens = 300e9; bytes = 600 GB; bytes_per_sample = 4 kB/sample }
cluster a100s { node = dgx_a100; nodes = 128; storage = 20 GB/s to 60 GB/s; price = 1.2 USD/device/h to 2 USD/device/h }
parallel gpt3 {
  model = gpt.gpt3_175b; data = webtext; seq = 2048; global_batch = 1536; cluster = a100s; tensor = 8; pipeline = 8
  overlap = 50% to 90%; checkpoint = 60 s to 300 s; restart = 300 s to 1200 s; pue = 1.1 to 1.4
}
assert gpt3.time < 60 days with 90%
report gpt3
"""

SWEEP = """sweep a in 1..1000
sweep b in 1..1000
sweep c in 1..1000
let x = a * b + sqrt(c * 1.0) / (a + b)
let y = if c > a then x * 2 else x + b
require y <= 1_500_000, "{y}"
report x
report y
"""

BISECT = """schema run {
  gpus: device
  mfu: % = 35% to 45%
  time: day = 3e24 FLOP / (gpus * 989 TFLOP/s/device * mfu)
}
run month {
  solve gpus in 1..1_000_000_000
  require time <= 30 days with 90%
  minimize gpus
}
report month with gpus, time
"""


def plan(name, text):
    PLANS.mkdir(parents=True, exist_ok=True)
    path = PLANS / name
    path.write_text(text, encoding="utf-8")
    return path


class Bench:
    def __init__(self, acpc, runs):
        self.acpc = acpc
        self.runs = runs
        # A child's peak starts at what this process held when it made it.
        self.floor = self.once(["/bin/true"])[1]
        self.rows = []

    def once(self, command):
        nothing = [(os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0)]
        start = time.perf_counter()
        child = os.posix_spawn(command[0], command, os.environ, file_actions=nothing)
        _, status, usage = os.wait4(child, 0)
        seconds = time.perf_counter() - start
        if status:
            sys.exit(f"bench: {' '.join(command)} failed with wait status {status}")
        return seconds, usage.ru_maxrss * 1024

    def least(self, runs, *arguments):
        """Least time and least peak memory of some runs."""
        command = [str(self.acpc), *map(str, arguments)]
        figures = [self.once(command) for _ in range(self.runs or runs)]
        return min(f[0] for f in figures), min(f[1] for f in figures)

    def row(self, what, wanted, met, measured, *arguments):
        shown = [str(a.relative_to(ROOT)) if isinstance(a, pathlib.Path) else a for a in arguments]
        self.rows.append((what, wanted, measured, "yes" if met else "no", f"`acpc {' '.join(shown)}`"))

    def memory(self, peak):
        return f"below {self.floor / MB:.0f} MB" if peak <= self.floor else f"{peak / MB:.0f} MB"

    def bert(self):
        arguments = [ROOT / "docs" / "examples" / "bert.acp"]
        seconds, peak = self.least(15, *arguments)
        self.row("bert: time", "at most 10 ms", seconds <= 0.010, f"{seconds * 1e3:.1f} ms", *arguments)
        self.row("bert: memory", "at most 25 MB", peak <= 25 * MB, self.memory(peak), *arguments)

    def catalogue(self):
        each = {}
        for lines in 20_000, 200_000:
            text = catalogue(lines)
            count = text.count("\n")
            arguments = [plan(f"catalogue-{lines}.acp", text), "--emit=folded"]
            seconds, peak = self.least(15 if lines < 100_000 else 5, *arguments)
            each[lines] = seconds / count
            self.row(
                f"catalogue, {lines:,} lines",
                "60,000 lines/s",
                count / seconds >= 60_000,
                f"{count / seconds:,.0f} lines/s",
                *arguments,
            )
        ratio = each[200_000] / each[20_000]
        self.row("catalogue: time a line, against 20,000 lines", "at most 1.1", ratio <= 1.1, f"{ratio:.2f}", *arguments)
        self.row("catalogue: memory", "at most 1000 MB", peak <= 1000 * MB, self.memory(peak), *arguments)

    def layers(self):
        arguments = [plan("layers.acp", LAYERS)]
        seconds, peak = self.least(5, *arguments)
        self.row("layers: time", "at most 0.5 s", seconds <= 0.5, f"{seconds:.2f} s", *arguments)
        self.row("layers: memory", "at most 400 MB", peak <= 400 * MB, self.memory(peak), *arguments)

    def repeat(self):
        one = [plan("repeat-1.acp", REPEAT % "1")]
        many = [plan("repeat-1e9.acp", REPEAT % "1_000_000_000")]
        base, _ = self.least(15, *one)
        seconds, _ = self.least(15, *many)
        self.row("repeat 1: time", "", True, f"{base * 1e3:.1f} ms", *one)
        # A tenth is what two least times of the same work differ by.
        self.row("repeat 1,000,000,000: time", "the same", seconds <= base * 1.1, f"{seconds * 1e3:.1f} ms", *many)

    def resnet50(self):
        arguments = ["layers", "std.models.torchvision.resnet50()"]
        seconds, peak = self.least(15, *arguments)
        self.row("resnet50: time", "at most 15 ms", seconds <= 0.015, f"{seconds * 1e3:.1f} ms", *arguments)
        self.row("resnet50: memory", "", True, self.memory(peak), *arguments)

    def draws(self):
        path = plan("draws.acp", DRAWS)
        phases = []
        for _ in range(self.runs or 9):
            shown = subprocess.run([self.acpc, "--timing", path], capture_output=True, text=True, check=True).stderr
            phases.append(float(re.search(r"^draws +([\d.]+) ms", shown, re.MULTILINE)[1]))
        self.row("draws: the phase", "at most 50 ms", min(phases) <= 50, f"{min(phases):.1f} ms", "--timing", path)
        seconds, peak = self.least(9, path)
        self.row("draws: time", "", True, f"{seconds * 1e3:.1f} ms", path)
        self.row("draws: memory", "", True, self.memory(peak), path)

    def search(self):
        arguments = ["--threads=1", ROOT / "docs" / "examples" / "search.acp"]
        seconds, peak = self.least(5, *arguments)
        shown = subprocess.run([self.acpc, *arguments], capture_output=True, text=True, check=True).stdout
        points, left_out = (int(n.replace(",", "")) for n in re.search(
            r"^ +([\d,]+) points, ([\d,]+) left out", shown, re.MULTILINE).groups())
        rate = (points - left_out) / seconds / 1e6
        self.row("search: points that no `where` leaves out, a second", "at least 2 million", rate >= 2,
                 f"{rate:.1f} million", *arguments)
        self.row("search: time", "", True, f"{seconds:.2f} s", *arguments)
        self.row("search: memory", "", True, self.memory(peak), *arguments)

    def bisect(self):
        path = plan("bisect.acp", BISECT)
        seconds, peak = self.least(9, path)
        shown = subprocess.run([self.acpc, path], capture_output=True, text=True, check=True).stdout
        points = int(re.search(r"by bisection: ([\d,]+) points", shown)[1].replace(",", ""))
        self.row("bisect, 10^9 points: evaluated", "at most 100", points <= 100, str(points), path)
        self.row("bisect, 10^9 points: time", "", True, f"{seconds * 1e3:.1f} ms", path)
        self.row("bisect, 10^9 points: memory", "", True, self.memory(peak), path)

    def sweep(self):
        arguments = ["sweep", "--summary", plan("sweep.acp", SWEEP)]
        seconds, peak = self.least(1, *arguments)
        self.row("sweep, 10^9 points: time", "", True, f"{seconds:.0f} s", *arguments)
        self.row("sweep, 10^9 points: memory", "at most 25 MB", peak <= 25 * MB, self.memory(peak), *arguments)

    def zoo(self):
        listed = subprocess.run([self.acpc, "list", "models"], capture_output=True, text=True, check=True).stdout
        names = re.findall(r"^std\.models\.torchvision\.(\w+)", listed, re.MULTILINE)
        models = ", ".join(f"tv.{name}()" for name in names)
        text = f"import std.models.torchvision as tv\nreport [{models}] with params, macs\n"
        arguments = [plan("zoo.acp", text)]
        seconds, peak = self.least(5, *arguments)
        what = f"zoo, {len(names)} models"
        self.row(f"{what}: time", "at most 1 s", seconds <= 1, f"{seconds:.2f} s", *arguments)
        self.row(f"{what}: memory", "", True, self.memory(peak), *arguments)

    def table(self):
        rows = [("what", "wanted", "measured", "met", "command"), *self.rows]
        widths = [max(len(row[i]) for row in rows) for i in range(5)]
        lines = ["| " + " | ".join(cell.ljust(w) for cell, w in zip(row, widths)) + " |" for row in rows]
        lines.insert(1, "|" + "|".join("-" * (w + 2) for w in widths) + "|")
        return "\n".join(lines)


def machine():
    try:
        for line in pathlib.Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines():
            if line.startswith("model name"):
                return f"{line.split(':', 1)[1].strip()}, {os.cpu_count()} threads"
    except OSError:
        pass
    return f"unknown, {os.cpu_count()} threads"


def main():
    names = ["bert", "bisect", "catalogue", "draws", "layers", "repeat", "resnet50", "search", "sweep", "zoo"]
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"of {', '.join(names)}; all if none is given")
    parser.add_argument("--acpc", type=pathlib.Path, default=DEFAULT, help="the program to measure")
    parser.add_argument("--runs", type=int, help="runs of each, for a quick look")
    options = parser.parse_args()
    for name in options.names:
        if name not in names:
            parser.error(f"there is no `{name}`; there are {', '.join(names)}")
    if not options.acpc.is_file():
        parser.error(f"there is no {options.acpc}; `./dev build` makes it")
    bench = Bench(options.acpc.resolve(), options.runs)
    for name in options.names or names:
        print(f"bench: {name}", file=sys.stderr, flush=True)
        getattr(bench, name)()
    print(f"Machine: {machine()}.\n\n{bench.table()}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
