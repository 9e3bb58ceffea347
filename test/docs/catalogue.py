"""Writes docs/catalogue.md: what the standard library holds, as acpc lists it.

    catalogue.py ROOT [--check]

With --check nothing is written; the exit status is 1 if the page differs.
`acpc` is taken from the path.
"""

import collections
import difflib
import json
import pathlib
import re
import subprocess
import sys
import tempfile

# The devices whose figures the page shows.
DEVICES = """
    nvidia.v100_sxm2_16gb nvidia.v100_sxm2_32gb nvidia.v100_pcie_16gb nvidia.v100_pcie_32gb nvidia.t4
    nvidia.a100_sxm_40gb nvidia.a100_sxm_80gb nvidia.a100_pcie_40gb nvidia.a100_pcie_80gb
    nvidia.h100_sxm nvidia.h100_pcie nvidia.h200_sxm nvidia.b200 nvidia.l4 nvidia.l40s
    amd.mi300x huawei.ascend_910b google.tpu_v4 google.tpu_v5e google.tpu_v5p google.tpu_v6e
""".split()
# Their number formats, and the unit of the rates.
FORMATS = [("bf16", "TFLOP/s"), ("fp16", "TFLOP/s"), ("fp8", "TFLOP/s"), ("int8", "TOPS")]
# Formats that sum too narrowly to train with: `rate` passes over such peaks too.
NARROW = {"prelude.bf16", "prelude.fp16", "prelude.fp8"}
DATE = re.compile(r"\b(?:19|20)\d\d(?:-\d\d){0,2}\b")

HEAD = """\
# The catalogue

What the standard library knows of hardware, clouds, data and models. Each entry is a record of the language, and each
of its figures has a source with a date. Where sources disagree, the entry states one figure, and the others stand in it
as claims. This page is written by [catalogue.py](../test/docs/catalogue.py) from what acpc lists, and a test holds it
to that.

## How to ask it

```sh
acpc list hardware                      # every entry, with a sentence
acpc show nvidia.h100_sxm               # one entry, with its sources and what others say
acpc list hardware --where 'memory >= 80 GB and rate(bf16) > 300 TFLOP/s' --sort bandwidth --with memory,bandwidth
```

A condition is an expression over the fields of an entry; an entry that cannot answer it is left out. `--format json`
and `--format csv` are for programs. A plan asks with `entries`, and takes what it finds; not every entry has every
figure:

```acp
import std.hardware.device: device
import std.hardware.nvidia

let complete = [d for d in entries(nvidia, device) if given(d.memory) and given(d.power)]
report [d for d in complete if d.memory >= 140 GiB] with memory, power
```

A figure that you know better is given in a refinement, which derives again what depends on it:
[a company's catalogue](tutorial.md#14-a-companys-catalogue).

## How a mistake is refused

Figures that are easily mixed up have dimensions of their own, so that one cannot stand for the other:

| figure | its unit | not to be taken for |
|---|---|---|
| a rate with 2:4 sparsity | `TFLOP/s*sparse` | a dense rate, `TFLOP/s` |
| both directions of a link | `GB/s*duplex` | one direction, `GB/s` |
| what one die of a card has | `GiB/die`, `TFLOP/s/die` | what the card has |
| the price of an instance | `USD/h` | the price of a device, `USD/device/h` |

```acp-error ACP2008
import std.hardware.device: peak
let h100 = peak { at = bf16; dense = 1979 TFLOP/s*sparse }
report h100
```

Bits and bytes are of one dimension and convert: 400 Gb/s are 50 GB/s, 80 GB are 74.5 GiB. A device that has no peak at
the number format of a plan gets no other in its place:

```acp-error ACP6001
import std.hardware.nvidia
report nvidia.v100_sxm2_16gb.rate(bf16)
```

More of them are in the [tutorial](tutorial.md#15-mistakes-that-do-not-pass).
"""

PEAKS = """\
## Peaks, memory and bandwidth

A rate is the peak of the fastest engine that sums in fp32 or wider, or of which no source says how it sums. Dense and
sparse are never mixed: the unit tells them apart. Memory is what the driver reports, where that is known, else the
vendor's GB read as GiB. `-`: no source states it.
"""


def acpc(*arguments):
    run = subprocess.run(["acpc", *arguments, "--format", "json"], capture_output=True, text=True)
    if run.returncode not in (0, 1):
        raise SystemExit(f"acpc {' '.join(arguments)}: exit status {run.returncode}\n{run.stderr}")
    return json.loads(run.stdout)


def compile_text(text):
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder) / "catalogue.acp"
        path.write_text(text, encoding="utf-8")
        return acpc(str(path))


def rows(*query):
    """The fields of the entries that have the columns of a query."""
    return [row["fields"] for table in acpc("list", *query)["reports"] for row in table["rows"]]


def table(head, body, texts=(0,)):
    """Lines of a table in markdown; columns that are no texts are figures."""
    yield "| " + " | ".join(head) + " |"
    yield "|" + "".join("---|" if i in texts else "---:|" for i in range(len(head)))
    for line in body:
        yield "| " + " | ".join(line) + " |"


def cloud_instances(root):
    modules = sorted(p.stem for p in (root / "stdlib/cloud").glob("*.acp") if p.stem != "instance")
    if not modules:
        return 0
    text = "import std.cloud.instance: instance\n"
    text += "".join(f"import std.cloud.{m} as m{i}\n" for i, m in enumerate(modules))
    text += "".join(f"report len(entries(m{i}, instance))\n" for i in range(len(modules)))
    return sum(r["rows"][0]["fields"]["value"]["value"] for r in compile_text(text)["reports"])


def counts(root):
    hardware = len(acpc("list", "hardware"))
    devices = rows("hardware", "--with", "vendor,kind")
    nodes, clusters = rows("hardware", "--with", "nics"), rows("hardware", "--with", "nodes")
    if hardware != len(devices) + len(nodes) + len(clusters):
        raise SystemExit("an entry of the hardware is no device, node or cluster")
    data = [entry["name"] for entry in acpc("list", "datasets")]
    tokenizers = [name for name in data if name.startswith("std.datasets.tokenizers.")]
    kinds = [
        ("devices", len(devices), "`acpc list hardware --with vendor`"),
        ("nodes", len(nodes), "`acpc list hardware --with nics`"),
        ("clusters", len(clusters), "`acpc list hardware --with nodes`"),
        ("cloud instances", cloud_instances(root), "`entries` of a module of `std.cloud`"),
        ("data sets", len(data) - len(tokenizers), "`acpc list datasets`"),
        ("tokenizers", len(tokenizers), "`acpc list datasets`"),
        ("models: families and their members", len(acpc("list", "models")), "`acpc list models`"),
        ("ops", len(acpc("list", "ops")), "`acpc list ops`"),
        ("kinds of plan", len(acpc("list", "plans")), "`acpc list plans`"),
    ]
    yield "## What it holds\n"
    yield from table(["entries", "listed by", "how many"], [[k, by, f"{n:,}"] for k, n, by in kinds if n], (0, 1))
    yield "\nDevices by vendor and kind:\n"
    by_kind = collections.Counter(d["kind"]["value"] for d in devices)
    by_vendor = collections.Counter(d["vendor"]["value"] for d in devices)
    both = collections.Counter((d["vendor"]["value"], d["kind"]["value"]) for d in devices)
    columns = sorted(by_kind, key=lambda k: (-by_kind[k], k))
    body = [
        [vendor, *(str(both[vendor, k] or "-") for k in columns), str(by_vendor[vendor])]
        for vendor in sorted(by_vendor, key=lambda v: (-by_vendor[v], v.lower()))
    ]
    body.append(["all", *(str(by_kind[k]) for k in columns), str(len(devices))])
    yield from table(["vendor", *columns, "all"], body)


class Sources:
    """The sources of the figures shown, numbered as they first come."""

    def __init__(self, known):
        self.known, self.numbers = known, {}

    def date(self, index):
        source = self.known[index]
        date = source.get("date") or max(DATE.findall(source["title"]))
        return date.removesuffix("-01") if date.count("-") == 2 else date

    def cite(self, figures):
        used = dict.fromkeys(f["source"] for f in figures if f.get("source") is not None)
        cited = [(self.numbers.setdefault(s, len(self.numbers) + 1), self.date(s)) for s in used]
        return ", ".join(f"[{number}] {date}" for number, date in sorted(cited))

    def lines(self):
        for index, number in self.numbers.items():
            source = self.known[index]
            parts = [source["title"].replace("*", "\\*")]
            if source.get("date"):
                parts.append(self.date(index))
            if source.get("url"):
                parts.append(f"<{source['url']}>")
            yield f"{number}. {', '.join(parts)}"


def number(figure, unit):
    if not figure or figure["value"] is None:
        return "-"
    return f"{figure['value'] / unit:,.2f}".rstrip("0").rstrip(".")


def peak(record, at):
    """The fields of the peak that `rate` takes, or none."""
    peaks = [row["fields"] for inner in record["nested"] if inner["name"] == "peaks" for row in inner["rows"]]
    found = [
        p
        for p in peaks
        if p["at"]["value"] == f"prelude.{at}" and p.get("accumulate", {}).get("value") not in NARROW
    ]
    return max(found, key=lambda p: p["dense"]["value"], default={})


def peaks():
    modules = dict.fromkeys(name.split(".")[0] for name in DEVICES)
    text = "".join(f"import std.hardware.{m}\n" for m in modules) + "".join(f"report {n}\n" for n in DEVICES)
    report = compile_text(text)
    sources = Sources(report["sources"])
    head = ["device", "memory, GiB", "bandwidth, GB/s"]
    for at, unit in FORMATS:
        head += [f"{at} dense, `{unit}`", f"{at} sparse, `{unit}*sparse`"]
    body = []
    for record in report["reports"]:
        memory, bandwidth = record["fields"]["memory"], record["fields"]["bandwidth"]
        line = [f"`{record['name']}`", number(memory, 2**30), number(bandwidth, 1e9)]
        figures = [memory, bandwidth]
        for at, _ in FORMATS:
            found = peak(record, at)
            for column in ("dense", "sparse"):
                line.append(number(found.get(column), 1e12))
                figures.append(found.get(column, {}))
        body.append([*line, sources.cite(figures)])
    yield PEAKS
    yield from table([*head, "sources, dates"], body, (0, len(head)))
    yield "\nSources:\n"
    yield from sources.lines()


def main(root_name, *options):
    root = pathlib.Path(root_name)
    page = root / "docs/catalogue.md"
    text = "\n".join([HEAD, *counts(root), "", *peaks()]) + "\n"
    if options != ("--check",):
        page.write_text(text, encoding="utf-8")
        return 0
    there = page.read_text(encoding="utf-8") if page.exists() else ""
    if there == text:
        return 0
    lines = difflib.unified_diff(
        there.splitlines(keepends=True), text.splitlines(keepends=True), "docs/catalogue.md", "what acpc lists"
    )
    sys.stdout.writelines(lines)
    print("\nif this is what the page should say: ./dev golden")
    return 1


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
