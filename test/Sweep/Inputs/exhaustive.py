"""Compares what a search found with each of its points compiled by itself.

    exhaustive.py PLAN WHERE AXIS=VALUE,VALUE...

The axes are those of the plan, in the order of its lines; WHERE is what its
`where` says, in Python. The plan reports one record with its axes and the
objectives `cost` and `wear`, of which the first decides; the text of each
requirement is its condition.
"""

import itertools
import json
import re
import subprocess
import sys

GOALS = ["cost", "wear"]


def compile_plan(plan, *arguments):
    run = subprocess.run(["acpc", plan, *arguments], capture_output=True, text=True)
    if run.returncode not in (0, 2):
        raise SystemExit(f"{plan} {arguments}: exit status {run.returncode}\n{run.stderr}")
    return run


def point(plan, values):
    """The figures of a point, or the requirements that rule it out."""
    given = [argument for name, value in values.items() for argument in ("-D", f"{name}={value}")]
    run = compile_plan(plan, *given, "--format", "json")
    if run.returncode == 2:
        faults = json.loads(run.stderr)
        if any(fault["code"] != "ACP6001" for fault in faults):
            raise SystemExit(run.stderr)
        return None, [fault["message"] for fault in faults]
    return json.loads(run.stdout)["reports"][0]["fields"], []


def is_dominated(row, others):
    goals = [row[goal]["value"] for goal in GOALS]
    for other in others:
        theirs = [other[goal]["value"] for goal in GOALS]
        if theirs != goals and all(t <= g for t, g in zip(theirs, goals)):
            return True
    return False


def main(plan, where, *axes):
    names = [axis.split("=")[0] for axis in axes]
    lists = [axis.split("=")[1].split(",") for axis in axes]
    filtered, failed, rows = 0, {}, []
    for values in itertools.product(*lists):
        known = {n: int(v) if re.fullmatch(r"-?\d+", v) else v for n, v in zip(names, values)}
        if not eval(where, {}, known):
            filtered += 1
            continue
        fields, faults = point(plan, dict(zip(names, values)))
        for fault in faults:
            failed[fault] = failed.get(fault, 0) + 1
        if fields:
            rows.append(fields)
    # Python sorts stably: of equal points the first stays first.
    best = sorted(rows, key=lambda row: [row[goal]["value"] for goal in GOALS])
    front, seen = [], set()
    for row in best:
        key = tuple(row[goal]["value"] for goal in GOALS)
        if key not in seen and not is_dominated(row, rows):
            seen.add(key)
            front.append(row)

    report = json.loads(compile_plan(plan, "--top", "1000", "--format", "json").stdout)
    [search] = report["searches"]
    texts = lambda rows: [[row[name]["text"] for name in [*names, *GOALS]] for row in rows]
    found = lambda rows: [[row[key] for key in [*names, "p.cost", "p.wear"]] for row in rows]
    one_by_one = {
        "points": len(list(itertools.product(*lists))),
        "filtered": filtered,
        "feasible": len(rows),
        "failed": failed,
        "solution": texts(best[:1]),
        "best": texts(best),
        "front": texts(front),
    }
    searched = {
        "points": search["points"],
        "filtered": search["filtered"],
        "feasible": search["feasible"],
        "failed": {each["requirement"]: each["points"] for each in search["failed"]},
        "solution": texts([report["reports"][0]["fields"]]),
        "best": found(search["best"]),
        "front": found(search["front"]),
    }
    status = 0
    for key in one_by_one:
        if one_by_one[key] != searched[key]:
            print(f"{key}\n  searched   {searched[key]}\n  one by one {one_by_one[key]}")
            status = 1
    print(f"{len(rows)} feasible points, {len(front)} on the front: {'they differ' if status else 'the same'}")
    return status


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
