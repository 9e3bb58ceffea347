"""Merges shards of plan.acp and compares with one.json: 1, 3 and 7 of them, in any order, and one that is killed."""

import glob
import os
import signal
import subprocess
import time

WHOLE = open("one.json", "rb").read()


def run(*arguments):
    subprocess.run(["acpc", *arguments], check=True)


for shards in (1, 3, 7):
    names = []
    for shard in range(1, shards + 1):
        names.append(f"{shards}-{shard}.json")
        run("sweep", "plan.acp", f"--shard={shard}/{shards}", "-o", names[-1])
    run("merge", "--format=json", "-o", "merged.json", *reversed(names))
    assert open("merged.json", "rb").read() == WHOLE, f"{shards} shards"

# The state is written when the run is told to stop, and at the latest every two seconds.
call = ["acpc", "sweep", "plan.acp", "--shard=1/1", "--threads=1", "-o", "killed.json"]
for signal_, after in ((signal.SIGINT, 0.02), (signal.SIGINT, 0.05), (signal.SIGKILL, 0.05)):
    process = subprocess.Popen(call, stderr=subprocess.DEVNULL)
    time.sleep(after)
    process.send_signal(signal_)
    status = process.wait()
    assert status in (0, 130, -signal_), status
run(*call[1:])
run("merge", "--format=json", "-o", "merged.json", "killed.json")
assert open("merged.json", "rb").read() == WHOLE, "after a kill"
assert not glob.glob("killed.json.*"), "a temporary file is left"
