"""Proves what holds of every refusal, whatever its code.

    check_refusals.py ROOT

Runs acpc on each test/errors/*.acp whose first `RUN:` line is
`not acpc %s …`, with the arguments that stand there. It must exit with status
2, write nothing to stdout, and end stderr with the number of errors; each
diagnostic has a code of the catalogue, a place in the file or on the command
line, and none is there twice. `--diagnostics=short` must list the same ones.
"""

import pathlib
import re
import shlex
import subprocess
import sys

RUN = re.compile(r"^// RUN: not acpc (%s.*?)(?: 2>| >|$)")
DIAG = re.compile(r'^DIAG\("(ACP\d{4})", \w+, \w+, "(.*)"\)$', re.MULTILINE)
HEAD = re.compile(r"^(error|warning)\[(ACP\d{4})\]: (.*)$", re.MULTILINE)
SUMMARY = re.compile(r"^(\d+) errors?(?:, .*)?$")
STYLE = re.compile(r"[^A-Z]|U\+|UTF")
# Faults of a call, not of a place in a file.
PLACELESS = re.compile(r"ACP0\d{3}|ACP3008|ACP3011")


def acpc(arguments):
    run = subprocess.run(["acpc", *arguments], capture_output=True, timeout=300)
    return run.returncode, run.stdout, run.stderr.decode("utf-8")


def check(path, arguments, codes):
    """What is wrong, one text each."""
    status, out, err = acpc(arguments)
    if status != 2:
        yield f"exit status {status}"
    if out:
        yield f"{len(out)} bytes on stdout"
    heads = HEAD.findall(err)
    if not heads:
        yield "no diagnostic"
    for (_, code, message), block in zip(heads, HEAD.split(err)[4::4]):
        if code not in codes:
            yield f"{code} is not in the catalogue"
        elif any(name in message for name in re.findall(r"\{\w+\}", codes[code])):
            yield f"an argument of `{message}` is missing"
        if message.endswith(".") or not STYLE.match(message) and code != "ACP6001":
            yield f"`{message}` is not in the style of messages"
        if "-->" not in block and not PLACELESS.match(code):
            yield f"{code} has no place"
    blocks = re.split(r"^(?=(?:error|warning)\[)", err, flags=re.MULTILINE)[1:]
    if len(set(blocks)) != len(blocks):
        yield "a diagnostic is there twice"
    errors = sum(severity == "error" for severity, _, _ in heads)
    last = SUMMARY.match(err.rstrip().rsplit("\n", 1)[-1])
    if not last or int(last[1]) != errors:
        yield "the last line does not count the errors"
    short = acpc(["--diagnostics=short", *arguments])[2]
    if re.findall(r"\[(ACP\d{4})\]", short) != [code for _, code, _ in heads]:
        yield "--diagnostics=short lists others"


def main(root_name):
    root = pathlib.Path(root_name)
    catalogue = (root / "lib/Basic/Diagnostics.def").read_text()
    codes = dict(DIAG.findall(catalogue))
    problems, count = [], 0
    for path in sorted((root / "test/errors").glob("*.acp")):
        lines = path.read_text(errors="replace").splitlines()
        first = next((l for l in lines if l.startswith("// RUN:")), "")
        match = RUN.match(first)
        if not match or "%t" in match[1]:
            continue
        arguments = shlex.split(match[1].replace("%s", shlex.quote(str(path))))
        arguments = [a for a in arguments if not a.startswith("--diagnostics")]
        count += 1
        problems += [f"{path.name}: {p}" for p in check(path, arguments, codes)]
    print("\n".join(problems))
    print(f"{count} refusals, {len(problems)} problems")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
