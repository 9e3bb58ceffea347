"""Compares models layer by layer with counts of their reference implementation.

    layers.py COUNTS ACPC

COUNTS is a CSV file with the columns model, type, params, macs, out_shape: the layers of each
model in the order in which they run. A model is an expression in the names of
std.models.torchvision. Of ours `acpc layers MODEL --format=csv` is read: a block that is repeated
counts as often as it runs, attention with its projections as one layer. Branches side by side may
stand in another order; which models have such is said.
"""

import csv
import json
import math
import subprocess
import sys

KINDS = {
    "Conv2d": "convolution",
    "Conv3d": "convolution",
    "ConvNd": "convolution",
    "Linear": "linear",
    "MultiheadAttention": "attention",
    "ShiftedWindowAttention": "attention",
    "ShiftedWindowAttentionV2": "attention",
    "Attention": "attention",
    "WindowAttention": "attention",
    "CosineWindowAttention": "attention",
}


def described(kind, params, macs, shape):
    """A layer as a tuple; a linear one does not see how its places are arranged."""
    if kind == "linear":
        shape = [math.prod(shape[:-1]), shape[-1]]
    return kind, int(params), int(macs), shape


def expected(path):
    """Of each model its layers."""
    with open(path, encoding="utf-8") as file:
        models = {}
        for row in csv.DictReader(line for line in file if not line.startswith("#")):
            shape = [int(n) for n in row["out_shape"].split("x")]
            layer = described(KINDS[row["type"]], row["params"], row["macs"], shape)
            models.setdefault(row["model"], []).append(layer)
        return models


def unfold(rows, times=1):
    """The layers of rows, each as often as it runs; the first row is the last of the list."""
    depth = int(rows[-1]["depth"])
    layers = []
    while rows and int(rows[-1]["depth"]) == depth:
        row = rows.pop()
        runs = int(row["times"])
        inner = unfold(rows, runs) if rows and int(rows[-1]["depth"]) > depth else []
        if row["op"] in KINDS:
            params, macs = (int(row[c]) // runs for c in ("params (param)", "macs (MAC)"))
            inner = [described(KINDS[row["op"]], params, macs, json.loads(row["output.shape"]))]
        layers += inner * (runs // times)
    return layers


def ours(model, acpc):
    run = subprocess.run(
        [acpc, "layers", f"std.models.torchvision.{model}", "--format=csv"],
        capture_output=True,
        text=True,
    )
    if run.returncode != 0:
        return f"exit {run.returncode}\n{run.stderr[-2000:]}"
    return unfold(list(csv.DictReader(run.stdout.splitlines()))[::-1])


def main(counts, acpc):
    models = expected(counts)
    wrong, reordered = [], []
    for model, layers in models.items():
        found = ours(model, acpc)
        if isinstance(found, str):
            wrong.append(f"{model}: {found}")
        elif len(found) != len(layers):
            wrong.append(f"{model}: {len(found)} layers instead of {len(layers)}")
        elif sorted(found) == sorted(layers):
            reordered += [model] if found != layers else []
        else:
            pairs = enumerate(zip(found, layers))
            wrong += [f"{model}: layer {i}: {a} instead of {b}" for i, (a, b) in pairs if a != b]
    total = sum(len(layers) for layers in models.values())
    print("\n".join(wrong) or f"{len(models)} models, {total} layers, all as counted")
    print(f"branches in another order: {', '.join(reordered)}")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
