"""Interrupts a sweep that searches at each point, in the middle of a search; it ends within a second, and goes on."""

import signal
import subprocess
import sys
import time

plan, whole = sys.argv[1], sys.argv[2]
command = ["acpc", "sweep", plan, "--shard=1/1", "-o", "part.json"]
stopped = 0
for wait in [0.05, 0.15, 0.25, None]:
    process = subprocess.Popen(command, stderr=subprocess.DEVNULL)
    if wait:
        time.sleep(wait)
        process.send_signal(signal.SIGINT)
    begun = time.time()
    status = process.wait(120)
    if wait and status == 130:
        stopped += 1
        assert time.time() - begun < 1, time.time() - begun
    else:
        assert status == 0, status
merged = subprocess.run(["acpc", "merge", "part.json", "--format=json"], capture_output=True, check=True).stdout
assert merged == open(whole, "rb").read()
assert stopped > 0
print("interrupted, and the same in the end")
