"""Compiles each file of a folder of models and proves that its claims and asserts hold, and that every figure of every
model in it can be worked out.

    check_models.py FOLDER ACPC

A file without a claim says nothing that could be wrong, which is a fault too, unless it only gives names to what others
declare.
"""

import json
import pathlib
import subprocess
import sys


COLUMNS = "params,trainable,buffers,active,macs,elementwise,backward,activations,entering,flops"


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
        run = subprocess.run([acpc, "layers", str(path), f"--with={COLUMNS}"], capture_output=True, text=True)
        # A file of parts alone has no model to show.
        if run.returncode and "ACP5008" not in run.stderr:
            wrong.append(f"{path.name}: layers: exit {run.returncode}\n{run.stderr[-2000:]}")
        if not report["claims"] and path.name != "torchvision.acp":
            wrong.append(f"{path.name}: no claim")
    print("\n".join(wrong) or f"{files} files, {claims} claims, all hold")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
