"""Sweeps plan.acp by an array of tasks on a Slurm of its own, into whole.json.

    slurm.py SCRIPT

The script is that of docs/examples. Its first tasks are submitted alone, then all, and of these one is interrupted as
Slurm does it before the time is up. A last job merges, after all others.

Slurm is one node on this machine, run by this user. All that is its own lies in a folder for temporary files, since the
names of sockets have at most 108 characters. Its processes are known by their SLURM_CONF, and none is left.
"""

import contextlib
import json
import os
import pathlib
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time

import psutil

SHARDS = 8
DEADLINE = time.monotonic() + 150
FOLDER = pathlib.Path(tempfile.mkdtemp(prefix="acpc-slurm-"))
ENVIRONMENT = {**os.environ, "SLURM_CONF": str(FOLDER / "slurm.conf")}
DAEMONS = []


def free_ports(count):
    sockets = [socket.create_server(("127.0.0.1", 0)) for _ in range(count)]
    ports = [each.getsockname()[1] for each in sockets]
    for each in sockets:
        each.close()
    return ports


def has_ipv6():
    try:
        socket.socket(socket.AF_INET6).close()
    except OSError:
        return False
    return True


def configuration():
    controller, node = free_ports(2)
    # With IPv4 alone glibc finds no address, not even 127.0.0.1, on a machine that is on no network.
    families = "CommunicationParameters=EnableIPv6" if has_ipv6() else ""
    return f"""\
ClusterName=acpc
SlurmctldHost=localhost(127.0.0.1)
SlurmctldPort={controller}
SlurmdPort={node}
{families}
SlurmUser={os.getuid()}
SlurmdUser={os.getuid()}
# A task that is queued again waits for as long as a credential is good: 5 s is the least.
AuthInfo=socket={FOLDER}/munge,cred_expire=5
StateSaveLocation={FOLDER}/controller
SlurmdSpoolDir={FOLDER}/node
SlurmctldPidFile={FOLDER}/slurmctld.pid
SlurmdPidFile={FOLDER}/slurmd.pid
SlurmctldLogFile={FOLDER}/slurmctld.log
SlurmdLogFile={FOLDER}/slurmd.log
# Nothing that asks for systemd, control groups or a database.
ProctrackType=proctrack/pgid
TaskPlugin=task/none
JobAcctGatherType=jobacct_gather/none
AccountingStorageType=accounting_storage/none
# Tasks start when they are submitted, and not up to 3 s later.
SchedulerType=sched/builtin
SchedulerParameters=batch_sched_delay=0,sched_interval=1
SelectType=select/cons_tres
SelectTypeParameters=CR_CPU
# As many tasks at once as there are, on any machine.
SlurmdParameters=config_overrides
NodeName=node NodeHostname=localhost NodeAddr=127.0.0.1 CPUs={SHARDS}
PartitionName=all Nodes=node Default=YES MaxTime=INFINITE
"""


def run(*command):
    done = subprocess.run(command, env=ENVIRONMENT, capture_output=True, text=True, timeout=60)
    if done.returncode:
        raise RuntimeError(f"{command}: exit status {done.returncode}\n{done.stdout}{done.stderr}")
    return done.stdout.strip()


def answer(*command):
    """Of a daemon that may not be ready: then it is empty."""
    return subprocess.run(command, env=ENVIRONMENT, capture_output=True, text=True, timeout=60).stdout.strip()


def wait_for(what, ready):
    """What `ready` returns, once that is true."""
    while not (found := ready()):
        for daemon in DAEMONS:
            if daemon.poll() is not None:
                raise RuntimeError(f"{daemon.args[0]} has ended")
        if time.monotonic() > DEADLINE:
            raise RuntimeError(f"waited too long for {what}")
        time.sleep(0.02)
    return found


def start(*command):
    path = shutil.which(command[0], path="/usr/sbin:/usr/bin")
    with open(FOLDER / f"{command[0]}.out", "wb") as out:
        DAEMONS.append(
            subprocess.Popen(
                [path, *command[1:]], env=ENVIRONMENT, stdin=subprocess.DEVNULL, stdout=out, stderr=subprocess.STDOUT
            )
        )


def start_slurm():
    for name in ("controller", "node"):
        (FOLDER / name).mkdir()
    (FOLDER / "slurm.conf").write_text(configuration(), encoding="utf-8")
    # Without it slurmd looks for a file system of control groups, which a container may lack or be unable to write to.
    (FOLDER / "cgroup.conf").write_text("CgroupPlugin=cgroup/v1\n", encoding="utf-8")
    key = FOLDER / "key"
    key.touch(mode=0o600)
    key.write_bytes(os.urandom(128))
    start(
        "munged",
        "--foreground",
        "--force",  # although others cannot come to the socket
        f"--socket={FOLDER}/munge",
        f"--key-file={key}",
        f"--pid-file={FOLDER}/munged.pid",
        f"--log-file={FOLDER}/munged.log",
        f"--seed-file={FOLDER}/seed",
    )
    wait_for("munged", lambda: answer("munge", "--no-input", f"--socket={FOLDER}/munge"))
    start("slurmctld", "-D")
    start("slurmd", "-D", "-N", "node")
    wait_for("an idle node", lambda: answer("sinfo", "--noheader", "--format=%t") == "idle")


def ours():
    """All processes of this Slurm, tasks among them."""
    for process in psutil.process_iter():
        try:
            if process.environ().get("SLURM_CONF") == ENVIRONMENT["SLURM_CONF"]:
                yield process
        except psutil.Error:
            pass


def stop_slurm():
    while left := list(ours()):
        for process in left:
            with contextlib.suppress(psutil.NoSuchProcess):
                process.kill()
        for daemon in DAEMONS:
            daemon.poll()
        psutil.wait_procs(left, timeout=1)
    shutil.rmtree(FOLDER)


def wait_for_all():
    wait_for("the end of all tasks", lambda: not run("squeue", "--noheader"))


def has_interrupt(process, mask):
    """Whether SIGINT is in a mask of signals: caught, SigCgt, or on its way, ShdPnd."""
    status = pathlib.Path(f"/proc/{process.pid}/status").read_text(encoding="utf-8")
    return bool(int(re.search(rf"{mask}:\s*(\w+)", status)[1], 16) >> (signal.SIGINT - 1) & 1)


def interruptible(shard):
    """The process that does a shard, once it minds SIGINT."""
    for process in ours():
        try:
            if f"--shard={shard}/{SHARDS}" in process.cmdline() and has_interrupt(process, "SigCgt"):
                return process
        except (psutil.Error, OSError):
            pass
    return None


def sweep(script):
    # Some of the tasks, as if the others had been lost.
    run("sbatch", "--array=1-3", f"--export=ALL,SHARDS={SHARDS}", script, "plan.acp")
    wait_for_all()
    done = sorted(path.name for path in pathlib.Path().glob("part-*"))
    if done != [f"part-{shard}-of-{SHARDS}.json" for shard in (1, 2, 3)]:
        raise RuntimeError(f"after three tasks there is {done}")

    array = run("sbatch", "--parsable", f"--array=1-{SHARDS}", script, "plan.acp")
    merge = f"acpc merge part-*-of-{SHARDS}.json --format=json -o whole.json"
    after = f"--dependency=afterok:{array}"
    run("sbatch", after, "--kill-on-invalid-dep=yes", "--output=merge.log", "--wrap", merge)
    # The number of the last task is that of the array, so that it is easy to mean all by it.
    task = f"{array}_{SHARDS}"
    process = wait_for("the last task", lambda: interruptible(SHARDS))
    process.suspend()
    run("scancel", "--signal=INT", "--batch", task)
    wait_for("SIGINT", lambda: has_interrupt(process, "ShdPnd"))
    process.resume()
    wait_for("the last task to be queued again", lambda: "Restarts=1" in run("scontrol", "show", "job", task))
    text = pathlib.Path(f"part-{SHARDS}-of-{SHARDS}.json").read_text(encoding="utf-8")
    part = json.loads(text.rstrip("\n").rpartition("\n")[0])
    if not int(part["first"]) < int(part["next"]) < int(part["end"]):
        raise RuntimeError(f"the last task was at {part['next']} of {part['first']} to {part['end']}")
    wait_for_all()
    if not os.path.exists("whole.json"):
        raise RuntimeError("nothing was merged")


def print_logs():
    for path in [*sorted(FOLDER.glob("*.out")), *sorted(FOLDER.glob("*.log")), *sorted(pathlib.Path().glob("*.log"))]:
        print(f"--- {path.name}\n{path.read_text(encoding='utf-8', errors='replace')}")


try:
    start_slurm()
    sweep(sys.argv[1])
except BaseException:
    print_logs()
    raise
finally:
    stop_slurm()
