"""Compares the figures of two reports in JSON.

    figures.py --kept REPORT MORE     all of the first are in the second, which
                                      has others too
    figures.py --moved REPORT OTHER   all are near each other, those of one leaf
                                      the same; and some have moved
"""

import json
import math
import sys


def figures(path):
    with open(path, encoding="utf-8") as file:
        report = json.load(file)
    found = {}
    for view in report["reports"]:
        rows = view.get("rows", [{"fields": view.get("fields", {})}])
        for number, row in enumerate(rows):
            for name, field in row["fields"].items():
                kept = {k: v for k, v in field.items() if k not in ("place", "source")}
                found[f"{view['name']} {number} {name}"] = kept
    return report["draws"]["count"], found


def moved(first, second):
    draws, before = figures(first)
    _, after = figures(second)
    same = 0
    for name, a in before.items():
        b = after[name]
        same += a == b
        if "low" in a:
            width = a["high"] - a["low"]
            leaves = len(a.get("drivers", [])) or 2
            allowed = width * (1e-3 if leaves == 1 else 4 * 0.7 / math.sqrt(draws))
            for key in ["low", "value", "high"]:
                if not abs(a[key] - b[key]) <= allowed:
                    yield f"{name}, {key}: {a[key]} and {b[key]}, {allowed} apart at most"
        elif "probability" in a and not abs(a["probability"] - b["probability"]) <= 4 * 0.5 / math.sqrt(draws):
            yield f"{name}: {a['probability']} and {b['probability']}"
    if same == len(before):
        yield "another seed changes nothing"


def kept(first, second):
    before, after = figures(first)[1], figures(second)[1]
    for name, field in before.items():
        if after.get(name) != field:
            yield f"{name}: {json.dumps(field)} and {json.dumps(after.get(name))}"
    if len(after) <= len(before):
        yield "there are no more figures than before"


problems = list({"--kept": kept, "--moved": moved}[sys.argv[1]](*sys.argv[2:]))
print("\n".join(problems))
sys.exit(1 if problems else 0)
