"""Holds the report of correlation.acp, on the standard input, to what follows
from which leaves its figures share."""

import json
import math
import sys

report = json.load(sys.stdin)
draws = report["draws"]["count"]
widths, parts = (view["fields"] for view in report["reports"])
one = widths["x_"]["high"] - widths["x_"]["low"]
bad = []
for name, times in [("x_and_x", 2), ("x_and_y", math.sqrt(2)), ("x_less_y", math.sqrt(2)), ("four", 2)]:
    found = (widths[name]["high"] - widths[name]["low"]) / one
    # An end of a normal distribution has a standard error of 2.1 / sqrt(draws).
    if not abs(found - times) <= 4 * 2.1 / math.sqrt(draws):
        bad.append(f"{name} is {found} times as wide as x, not {times}")
for name, wanted in [("leaves", 0.25), ("keys", 0.25), ("near_keys", 0.19), ("one", 0.5)]:
    found = parts[name]["probability"]
    found = found if parts[name]["value"] else 1 - found
    if not abs(found - wanted) <= 4 * math.sqrt(wanted * (1 - wanted) / draws):
        bad.append(f"{name} in {found} of the draws, not in {wanted}")
print("\n".join(bad))
sys.exit(1 if bad else 0)
