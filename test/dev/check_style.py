"""Holds the rules of the C++ code and of the standard library that no other tool checks.

    check_style.py ROOT [FILE...]

Every file below lib/, tools/ and test/ opens with its name, what it is, the
licence and how it works. Libraries use no iostream, no exit, no clock and no
environment; only lib/Basic calls POSIX. A source has at most 600 lines.

Files of the standard library have lines of at most 120 columns (an address may
be longer), and a doc comment on each public declaration.
"""

import pathlib
import re
import sys

LINES = 600
POSIX = r"unistd|fcntl|dirent|sys/\w+|sys/\w+/\w+|poll|pthread|dlfcn|spawn"
# What is forbidden, where it is allowed, and why it is not elsewhere.
RULES = [
    (re.compile(r"#include <(iostream|fstream|iomanip)>"), "test/", "no iostream"),
    (re.compile(rf"#include <({POSIX})\.h>"), "lib/Basic/ test/", "POSIX only in lib/Basic"),
    (re.compile(r"std::(_E|e|quick_e)xit\(|\b_?exit\((\d|EXIT_)|\babort\("), "test/ tools/ lib/Basic/Process.cpp", "no exit in libraries"),
    (re.compile(r"__DATE__|__TIME__|\bstd::time\(|system_clock"), "", "no clock"),
    (re.compile(r"\bgetenv\("), "test/", "no environment"),
    (re.compile(r"\bsetlocale\(|std::locale"), "", "no locale"),
]
LICENCE = "// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception"


def check(root, path):
    name = path.relative_to(root).as_posix()
    lines = path.read_text(encoding="utf-8").splitlines()
    if not lines or not lines[0].startswith(f"//===- {path.name} - ") or len(lines[0]) != 80:
        yield f"{name}:1: does not open with `//===- {path.name} - ...` of 80 columns"
    if LICENCE not in lines[:6]:
        yield f"{name}:1: no licence in its head"
    if len(lines) > LINES:
        yield f"{name}:{len(lines)}: more than {LINES} lines are two concepts"
    for number, line in enumerate(lines, 1):
        code = line.split("//", 1)[0]
        for pattern, allowed, why in RULES:
            if pattern.search(code) and not name.startswith(tuple(allowed.split()) or ("?",)):
                yield f"{name}:{number}: {why}"


COLUMNS = 120
DECLARATION = re.compile(r"(?:let|op|model|schema|enum)\s+(\w+)")


def check_library(root, path):
    name = path.relative_to(root).as_posix()
    before = ""
    for number, line in enumerate(path.read_text(encoding="utf-8").split("\n"), 1):
        if len(line) > COLUMNS and "://" not in line:
            yield f"{name}:{number}: {len(line)} columns"
        if line != line.rstrip():
            yield f"{name}:{number}: blanks at the end"
        if (match := DECLARATION.match(line)) and not before.startswith("///"):
            yield f"{name}:{number}: no doc comment on `{match[1]}`"
        before = line


def main(root_name, *names):
    root = pathlib.Path(root_name)
    files = [root / name for name in names] or sorted(
        path
        for folder in ["lib", "tools", "test"]
        for path in (root / folder).rglob("*")
        if path.suffix in {".cpp", ".h"} and "Inputs" not in path.parts
    )
    problems = [problem for path in files for problem in check(root, path)]
    if not names:
        for path in sorted((root / "stdlib").rglob("*.acp")):
            problems += check_library(root, path)
    print("\n".join(problems))
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
