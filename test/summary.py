"""Adds up the reports of lit runs.

    summary.py GOLDEN REPORT...

GOLDEN tells how the check that rewriting expected outputs leaves no difference
went: 0 not made, 1 passed, 2 failed. What failed is printed with its output,
then the names alone, and as the last line `N passed, N failed`. The exit status
is 1 if anything failed, or if a run left no report.
"""

import json
import pathlib
import sys

PASSED = {"PASS", "XFAIL", "FLAKYPASS"}
IGNORED = {"UNSUPPORTED", "SKIPPED", "EXCLUDED"}
LINES = 60


def shorten(output):
    """The end of an output, where the fault is told."""
    lines = output.strip().splitlines()
    if len(lines) > LINES:
        lines = [f"... {len(lines) - LINES} more lines"] + lines[-LINES:]
    return "\n".join("    " + line for line in lines)


def main(golden, *reports):
    passed, failures, ignored = 0, [], {}
    for name in reports:
        kind = pathlib.Path(name).parent.parent.name
        try:
            tests = json.loads(pathlib.Path(name).read_text())["tests"]
        except (OSError, ValueError, KeyError):
            failures.append(f"{kind}: the tests could not be run")
            continue
        for test in tests:
            if test["code"] in PASSED:
                passed += 1
            elif test["code"] in IGNORED:
                ignored.setdefault(kind, []).append(test["name"])
            else:
                failure = f"{kind}: {test['name']} ({test['code']})"
                failures.append(failure)
                print(f"{failure}\n{shorten(test['output'])}\n")
    if golden == "1":
        passed += 1
    elif golden == "2":
        failures.append("rewriting the expected outputs changes them")
    for kind, names in sorted(ignored.items()):
        print(f"{kind}: not for this machine or build: {', '.join(sorted(names))}")
    for failure in sorted(failures):
        print(f"FAIL: {failure}")
    print(f"{passed} passed, {len(failures)} failed")
    return 1 if failures or passed == 0 else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
