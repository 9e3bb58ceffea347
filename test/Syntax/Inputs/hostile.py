"""Runs a parser over inputs made to hurt it: hostile.py PROGRAM FILE

Prints for each the code of its first diagnostic, or `fine`; a crash, an
inexact round trip or a run of minutes is named instead.
"""

import os
import re
import subprocess
import sys

DEEP = 100_000
INPUTS = {
    "round brackets": "let x = " + "(" * DEEP + "1" + ")" * DEEP,
    "minus": "let x = " + "-" * DEEP + "1",
    "not": "let x = " + "not " * DEEP + "a",
    "powers": "let x = " + "2 ^ " * DEEP + "1",
    "else if": "let x = " + "if a then b\n else " * DEEP + "c",
    "members": "let x = a" + ".b" * DEEP,
    "blocks": "a b {\n" * DEEP,
    "open brackets": "let x = " + "[" * DEEP,
    "stray braces": "}" * DEEP,
    "long line": 'let x = "' + "a" * 40_000_000 + '"',
    "long sum on a line": "let x = 1" + "+1" * 5_000_000,
    "long sum on many lines": "let x = 1" + "+\n1" * 1_000_000,
    "long list": "let x = [" + "1,\n" * 1_000_000 + "]",
    "long pipe": "let x = a" + "\n|> a" * 200_000,
    "faults": "x = \n" * 500_000,
    "no text": "\udcff\n" * 1000,
    "nothing": "",
}


def verdict(program, path):
    run = subprocess.run(
        [program, "--quiet", "--check-roundtrip", "--check-tree", path],
        capture_output=True,
        timeout=300,
    )
    if run.returncode not in (0, 2):
        return f"exit status {run.returncode}"
    code = re.search(rb"\[(ACP\d+)\]", run.stderr)
    return code[1].decode() if code else "fine"


def main(program, path):
    for name, text in INPUTS.items():
        with open(path, "wb") as file:
            file.write(text.encode("utf-8", "surrogateescape"))
        print(f"{name}: {verdict(program, path)}")
    os.remove(path)


main(*sys.argv[1:])
