"""Every constant of the standard library says where it comes from, and when.

    sources.py STDLIB

What counts as a constant, by the syntax tree of each file: a date, a number
with a unit, a percentage or a decimal, wherever it stands, in entries, defaults,
functions and `let`s; and every number of a value of the file, such as an entry
or a member of a family of models. Not 0 and 1, in formulas also of a unit; not
the ratios of RATIOS; not whole numbers in formulas; and not what `require`,
`assert` and `report` say.

A constant is covered by a `source` above it in its block or file, by one behind
its field, or by a doc comment `Source: ...`. Each of these holds a year. A claim
has a source too.

Reports must show it: a figure of an entry that is given has a source.
"""

import json
import pathlib
import re
import subprocess
import sys

YEAR = re.compile(r"\b(19|20)\d\d\b")
CITED = re.compile(r"\bSource(?: of [^:]*)?: (.*)")
LINE = re.compile(r'( *)(-|\w+)(?: `[^`]*`)?(?: [a-z]+)*(?: (\d+):\d+-\d+:\d+)?(?: "(.*)")?$')
# Two operations are one multiply-add, two ways are both, and 2:4 sparsity is twice; training is 6 N D.
RATIOS = {"2 FLOP/MAC", "2 duplex", "2 sparse", "6 FLOP/param/token", "100 %"}
SKIPPED = {"Assert", "Cite", "EnumDecl", "Expect", "Import", "Language", "Report", "Require", "Type"}
COMMENTED = {"Field", "Instance", "Let", "ModelDecl", "OpDecl", "SchemaDecl"}
FORMULAS = {"ModelDecl", "OpDecl", "SchemaDecl", "UnitDecl"}


def acpc(*arguments):
    return subprocess.run(["acpc", *arguments], capture_output=True, text=True)


class Node:
    def __init__(self, kind, line, text):
        self.kind, self.line, self.text = kind, line, text or ""
        self.children = []

    def last(self, kind):
        return self.children[-1] if self.children and self.children[-1].kind == kind else None


def tree_of(path):
    """The tree that `--emit=ast` prints: a node a line, two blanks a level."""
    open_nodes = []
    run = acpc("--emit=ast", str(path))
    if run.returncode != 0:
        raise SystemExit(f"{path}: {run.stderr}")
    for line in run.stdout.splitlines():
        blanks, kind, number, text = LINE.match(line).groups()
        node = Node(kind, int(number or 0), text)
        del open_nodes[len(blanks) // 2 :]
        if open_nodes:
            open_nodes[-1].children.append(node)
        open_nodes.append(node)
    return open_nodes[0]


class File:
    def __init__(self, path, faults):
        self.path, self.faults = path, faults
        self.lines = path.read_text(encoding="utf-8").splitlines()
        self.tree = tree_of(path)
        lets = [n for n in self.tree.children if n.kind == "Let" and n.children[0].kind == "Name"]
        self.values = {n.children[0].text: n.children[3] for n in lets}
        self.constants = self.claims = 0

    def fault(self, node, text):
        self.faults.append(f"{self.path}:{node.line}: {text}: {self.lines[node.line - 1].strip()}")

    def has_entries(self):
        return any(n.kind == "Instance" for n in self.tree.children)

    def dated(self, source):
        """Whether a source, a text or a citation, says when."""
        if source.kind == "Name" and source.text in self.values:
            return self.dated(self.values[source.text])
        if source.kind == "Text":
            return any(YEAR.search(part.text) for part in source.children)
        fields = source.children[1].children if source.kind == "Refine" else []
        return any(f.kind == "Field" and f.children[0].text == "date" for f in fields)

    def cite(self, node):
        if not self.dated(node.children[0]):
            self.fault(node, "a source without a date")
        return True

    def comment_cites(self, node):
        """Whether the doc comment above says where the figures below are from."""
        comment = []
        number = node.line - 2
        while number >= 0 and self.lines[number].lstrip().startswith("///"):
            comment.insert(0, self.lines[number].lstrip()[4:])
            number -= 1
        cited = CITED.search(" ".join(comment))
        return bool(cited and YEAR.search(cited[1]))

    def is_constant(self, node, formula):
        if node.kind == "Date":
            return True
        digits = node.children[0].text.replace("_", "")
        unit = " ".join(part.text for part in node.children[1:])
        if f"{digits} {unit}" in RATIOS or digits in {"0", "1"} and (formula or not unit):
            return False
        return bool(unit) or not formula or not digits.isdigit()

    def walk(self, node, covered=False, formula=False):
        if node.kind in SKIPPED or node.kind == "Refine" and node.children[0].text == "citation":
            return
        if node.kind in {"Date", "Number"}:
            if self.is_constant(node, formula):
                self.constants += 1
                if not covered:
                    self.fault(node, "a constant without a source")
            return
        cite = node.last("Cite")
        if cite:
            covered = self.cite(cite)
        if node.kind == "Claim":
            self.claims += 1
            if not covered:
                self.fault(node, "a claim without a source")
            return
        if node.kind in COMMENTED:
            covered = covered or self.comment_cites(node)
        formula = formula or node.kind in FORMULAS or any(n.kind == "Params" for n in node.children)
        for child in node.children:
            if child.kind == "Source":
                covered = self.cite(child)
            else:
                self.walk(child, covered, formula)


def figures(report):
    yield from report.get("fields", {}).items()
    for row in report.get("rows", []):
        yield from row["fields"].items()
    for inner in report.get("nested", []):
        yield from ((f"{inner['name']}.{name}", figure) for name, figure in figures(inner))


def reported(path, faults):
    run = acpc(str(path), "--format", "json")
    if run.returncode != 0:
        faults.append(f"{path}: {run.stderr}")
        return 0
    given = 0
    for record in json.loads(run.stdout)["reports"]:
        for name, figure in figures(record):
            if figure.get("origin") != "given" or figure.get("type") != "number":
                continue
            if figure.get("unit") or figure["value"] not in (0, 1):
                given += 1
                if figure.get("source") is None:
                    faults.append(f"{path}: {record['name']}.{name} has no source")
    return given


def main(stdlib):
    faults, constants, claims, given = [], 0, 0, 0
    for path in sorted(pathlib.Path(stdlib).rglob("*.acp")):
        file = File(path, faults)
        file.walk(file.tree)
        constants += file.constants
        claims += file.claims
        given += reported(path, faults) if file.has_entries() else 0
    for fault in faults:
        print(fault)
    print(f"{constants} constants, {claims} claims, {given} figures reported, {len(faults)} without a source")
    return 1 if faults or constants < 4000 or claims < 900 or given < 2000 else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
