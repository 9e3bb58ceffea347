"""Holds the shares of drivers.acp, in a report on the standard input, to their
closed forms within three parts in a hundred."""

import json
import math
import sys

fields = json.load(sys.stdin)["reports"][0]["fields"]
parts = [1 / (3 * (1 + a) ** 2) for a in (0, 1, 9)]
whole = math.prod(1 + part for part in parts) - 1
wanted = {
    "alone": {"a": 1},
    "total": {"a": 1 / 17, "b": 4 / 17, "c": 12 / 17},
    "together": {"a": 0, "b": 0},
    "g_function": dict(zip("uvw", (part / whole for part in parts))),
}
bad = []
for name, shares in wanted.items():
    found = {each["leaf"]: each["share"] for each in fields[name]["drivers"]}
    for leaf in {*shares, *found}:
        if not abs(found.get(leaf, 0) - shares.get(leaf, 0)) <= 0.03:
            bad.append(f"{name}: {leaf} {found.get(leaf)}, not {shares.get(leaf)}")
    order = [each["share"] for each in fields[name]["drivers"]]
    if order != sorted(order, reverse=True):
        bad.append(f"{name}: the largest is not first")
print("\n".join(bad))
sys.exit(1 if bad else 0)
