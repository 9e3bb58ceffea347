"""Starts a program that takes long, sends it a signal, prints its status.

    crash.py SIGNAL COMMAND...
"""

import signal
import subprocess
import sys
import time

process = subprocess.Popen(sys.argv[2:], stderr=subprocess.STDOUT)
# Long enough for main to have prepared itself, and less than the plan takes.
time.sleep(0.5)
process.send_signal(signal.Signals["SIG" + sys.argv[1]])
status = process.wait(timeout=60)
print("status", status, flush=True)
