"""Holds the draws of closed-forms.acp to the distributions that they come from.

    closed_forms.py REPORT...

Of each figure the median and the two ends are compared with the quantiles, 101
points with the distribution function, and the mean that those points give with
the mean; outcomes with their weights. What is allowed is four standard errors of so many independent draws;
a figure of one leaf, which takes each part of its range once, is off by one
draw at most.
"""

import json
import math
import sys
from statistics import NormalDist

Z = NormalDist()
WIDTH = 2 * Z.inv_cdf(0.95)


def log_normal(*ends):
    """Of the product of intervals."""
    inner = NormalDist(
        sum(math.log(a * b) / 2 for a, b in ends),
        math.hypot(*(math.log(b / a) / WIDTH for a, b in ends)),
    )
    return (
        lambda x: inner.cdf(math.log(x)) if x > 0 else 0.0,
        lambda p: math.exp(inner.inv_cdf(p)),
        math.exp(inner.mean + inner.variance / 2),
    )


def normal(mean, deviation):
    inner = NormalDist(mean, deviation)
    return inner.cdf, inner.inv_cdf, mean


def interval(a, b):
    return normal((a + b) / 2, (b - a) / WIDTH)


def uniform(a, b):
    return (
        lambda x: min(max((x - a) / (b - a), 0.0), 1.0),
        lambda p: a + (b - a) * p,
        (a + b) / 2,
    )


def sum_of_uniforms():
    return (
        lambda x: x * x / 2 if x <= 1 else 1 - (2 - x) ** 2 / 2,
        lambda p: math.sqrt(2 * p) if p <= 0.5 else 2 - math.sqrt(2 * (1 - p)),
        1.0,
    )


def triangular(a, c, b):
    peak = (c - a) / (b - a)

    def below(x):
        if x <= a or x >= b:
            return 0.0 if x <= a else 1.0
        if x < c:
            return (x - a) ** 2 / ((b - a) * (c - a))
        return 1 - (b - x) ** 2 / ((b - a) * (b - c)) if b > c else 1.0

    def quantile(p):
        if p < peak:
            return a + math.sqrt(p * (b - a) * (c - a))
        return b - math.sqrt((1 - p) * (b - a) * (b - c))

    return below, quantile, (a + b + c) / 3


def mean_of(quantile):
    steps = 10_000
    return sum(quantile((i + 0.5) / steps) for i in range(steps)) / steps


def logit_normal(a, b):
    logit = lambda x: math.log(x / (1 - x))
    inner = NormalDist((logit(a) + logit(b)) / 2, (logit(b) - logit(a)) / WIDTH)
    quantile = lambda p: 1 / (1 + math.exp(-inner.inv_cdf(p)))
    return (
        lambda x: inner.cdf(logit(x)) if 0 < x < 1 else float(x >= 1),
        quantile,
        mean_of(quantile),
    )


def odds(a, b):
    """(1 - x) / x of a logit-normal x is log-normal."""
    return log_normal(((1 - b) / b, (1 - a) / a))


# By name: distribution function, quantile, mean; how many leaves.
FIGURES = {
    "normal_": (normal(10, 3), 1),
    "sum_of_normals": (normal(30, 5), 2),
    "uniform_": (uniform(-2, 6), 1),
    "sum_of_uniforms": (sum_of_uniforms(), 2),
    "triangular_": (triangular(0, 3, 10), 1),
    "rising": (triangular(2, 6, 6), 1),
    "falling": (triangular(2, 2, 6), 1),
    "log_normal": (log_normal((2, 8)), 1),
    "product": (log_normal((2, 8), (1, 16)), 2),
    "quotient": (log_normal((2, 8), (1 / 16, 1)), 2),
    "logit_normal": (logit_normal(0.2, 0.6), 1),
    "odds": (odds(0.2, 0.6), 1),
    "both_signs": (interval(-5, 15), 1),
    "below_zero": (interval(-8, -2), 1),
}
# The figures that stand for an interval, and its ends.
ENDS = {"log_normal": (2, 8), "logit_normal": (0.2, 0.6), "both_signs": (-5, 15), "below_zero": (-8, -2)}
OUTCOMES = [{1: 0.5, 2: 0.3, 4: 0.2}, {2.9: 0.5, 3.1: 0.25, 3.4: 0.25}]


def probability(cell):
    """How often a truth value is true."""
    often = cell.get("probability", 1.0)
    return often if cell["value"] else 1 - often


def area(points):
    return sum((x2 - x1) * (p1 + p2) / 2 for (x1, p1), (x2, p2) in zip(points, points[1:]))


def problems_of(report):
    draws = report["draws"]["count"]
    fields = report["reports"][0]["fields"]
    tables = report["reports"][1:]

    def off(what, found, wanted, allowed):
        if not abs(found - wanted) <= allowed:
            yield f"{what}: {found}, not {wanted} within {allowed}"

    for (name, ((below, quantile, mean), leaves)), table in zip(FIGURES.items(), tables):
        def error(p):
            # One leaf falls short of p by at most one draw.
            return 1.5 / draws if leaves == 1 else 4 * math.sqrt(p * (1 - p) / draws) + 1.5 / draws

        for key, p in [("low", 0.05), ("value", 0.5), ("high", 0.95)]:
            allowed = max(abs(quantile(p + s * error(p)) - quantile(p)) for s in (-1, 1))
            yield from off(f"{name}, {key}", fields[name][key], quantile(p), allowed)
        if name in ENDS:
            for key, end in zip(["low", "high"], ENDS[name]):
                yield from off(f"{name}, end", fields[name][key], end, 0.01 * abs(end))
        rows = [(row["fields"]["at"]["value"], probability(row["fields"]["below"])) for row in table["rows"]]
        for at, found in rows:
            yield from off(f"{name}, below {at}", found, below(at), error(below(at)))
        # The mean is the last point less the area below the distribution function.
        exact = area([(at, below(at)) for at, _ in rows])
        deviation = math.sqrt(max(mean_of(lambda p: quantile(p) ** 2) - mean**2, 0))
        yield from off(f"{name}, mean", mean + exact - area(rows), mean, 4 * deviation / math.sqrt(draws))

    for outcomes, table in zip(OUTCOMES, tables[len(FIGURES):]):
        for row in table["rows"]:
            at = row["fields"]["at"]["value"]
            yield from off(f"outcome {at}", probability(row["fields"]["below"]), outcomes[at], 1 / draws)


def main(*names):
    bad = 0
    for name in names:
        with open(name, encoding="utf-8") as file:
            for problem in problems_of(json.load(file)):
                print(f"{name}: {problem}")
                bad += 1
    print(f"{bad} problems in {len(names)} reports")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
