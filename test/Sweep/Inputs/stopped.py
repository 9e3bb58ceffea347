"""Runs the command that the arguments are, and stops it by SIGTERM after a moment, wherever it is then."""

import subprocess
import sys
import time

process = subprocess.Popen(sys.argv[1:], stderr=subprocess.DEVNULL)
time.sleep(0.4)
process.terminate()
process.wait(60)
