"""Compiles each file of a folder of models and proves that its claims and asserts hold.

    check_models.py FOLDER ACPC

A file without a claim says nothing that could be wrong, which is a fault too, unless it only gives names to what others
declare.
"""

import json
import pathlib
import subprocess
import sys


def main(folder, acpc):
    files = claims = 0
    wrong = []
    for path in sorted(pathlib.Path(folder).glob("*.acp")):
        files += 1
        run = subprocess.run(
            [acpc, str(path), "--claims=error", "--format=json"], capture_output=True, text=True
        )
        if run.returncode not in (0, 1) or not run.stdout:
            wrong.append(f"{path.name}: exit {run.returncode}\n{run.stderr[-2000:]}")
            continue
        report = json.loads(run.stdout)
        claims += len(report["claims"])
        for check in report["claims"] + report["asserts"]:
            if check["verdict"] != "holds":
                wrong.append(f"{check['place']}: {check['text']}: {check.get('finding', check['verdict'])}")
        if not report["claims"] and path.name != "torchvision.acp":
            wrong.append(f"{path.name}: no claim")
    print("\n".join(wrong) or f"{files} files, {claims} claims, all hold")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
