"""Every constant of the standard library says where it comes from, and when.

Entries (instances of schemas) are read from the report of their file: a figure
that is given must have a source. Defaults of schemas are read from the text: a
number with a unit, or a percentage, must have a source on its line or the next.
The sources themselves must hold a year.
"""

import json
import pathlib
import re
import subprocess
import sys

YEAR = re.compile(r"\b(19|20)\d\d\b")
DEFAULT = re.compile(r"^  \w+: [^=]+ = (?!1 \w+$)-?[\d_.]+( [A-Za-zµ][^\s,]*|%)(,|$)")
NAMED = re.compile(r"source \w+$")


def figures(report):
    fields = report.get("fields", {})
    if isinstance(fields, dict):
        yield from fields.items()
    for row in report.get("rows", []):
        cells = row.get("cells", {})
        if isinstance(cells, dict):
            yield from cells.items()
    for inner in report.get("reports", []):
        yield from figures(inner)


def entries(path, faults):
    done = subprocess.run(
        ["acpc", str(path), "--format", "json"], capture_output=True, text=True
    )
    if done.returncode != 0:
        faults.append(f"{path}: {done.stderr}")
        return 0
    report = json.loads(done.stdout)
    count = 0
    for record in report["reports"]:
        for name, figure in figures(record):
            if not isinstance(figure, dict) or figure.get("origin") != "given":
                continue
            if figure.get("type") != "number":
                continue
            count += 1
            if figure.get("source") is None:
                faults.append(f"{path}: {record['name']}.{name} has no source")
    for source in report.get("sources", []):
        if not YEAR.search(source.get("date") or source["title"]):
            faults.append(f"{path}: `{source['title']}` has no date")
    return count


def defaults(path, faults):
    lines = path.read_text().split("\n")
    count = 0
    for number, line in enumerate(lines):
        if not DEFAULT.match(line):
            continue
        count += 1
        both = line + (lines[number + 1] if line.endswith(",") else "")
        if "source" not in both or not (YEAR.search(both) or NAMED.search(both)):
            faults.append(f"{path}:{number + 1}: no dated source: {line.strip()}")
    return count


def main():
    root = pathlib.Path(sys.argv[1])
    faults, given, defaulted = [], 0, 0
    for path in sorted(root.rglob("*.acp")):
        given += entries(path, faults)
        defaulted += defaults(path, faults)
    for fault in faults:
        print(fault)
    print(f"{given} given, {defaulted} by default, {len(faults)} without a source")
    return 1 if faults or given < 80 or defaulted < 10 else 0


sys.exit(main())
