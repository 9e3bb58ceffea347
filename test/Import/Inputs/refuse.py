"""Proves that every file of a folder is refused: exit status 2, a diagnostic, nothing on the standard output.

    refuse.py ACPC FORMAT FOLDER
"""

import pathlib
import subprocess
import sys

acpc, format_, folder = sys.argv[1:]
files = sorted(pathlib.Path(folder).iterdir())
wrong = 0
for path in files:
    run = subprocess.run([acpc, "import", format_, str(path)], capture_output=True, text=True, timeout=20)
    if run.returncode != 2 or run.stdout or "error[ACP" not in run.stderr:
        wrong += 1
        print(f"{path.name}: exit {run.returncode}\n{run.stdout[:200]}{run.stderr[:500]}")
if not wrong:
    print(f"{len(files)} files, all refused")
sys.exit(bool(wrong) or not files)
