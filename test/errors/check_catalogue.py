"""Proves that each diagnostic has a page and a test, and nothing more has.

    check_catalogue.py ROOT

For each code of lib/Basic/Diagnostics.def there must be docs/diagnostics/CODE.md
with a heading `# CODE: ...`, and a file test/errors/CODE*.acp, .ir or .test
with a line that checks for `[CODE]`. A page or a test of another code is a fault too,
and so is a code or a name that is used twice.
"""

import pathlib
import re
import sys

DIAG = re.compile(r'^DIAG\("([^"]*)", (\w+), (\w+), "(.*)"\)$')
CODE = re.compile(r"^ACP\d{4}")
CHECK = re.compile(r"[A-Z0-9_-]*CHECK[A-Z0-9_-]*:|^\s*(?://|#)\s*[A-Z][A-Z0-9_-]*:")


def catalogue(root, problems):
    codes, names = {}, set()
    path = root / "lib/Basic/Diagnostics.def"
    for number, line in enumerate(path.read_text().splitlines(), 1):
        if not line.startswith("DIAG("):
            continue
        match = DIAG.match(line)
        where = f"{path.relative_to(root)}:{number}"
        if not match or not CODE.fullmatch(match[1]):
            problems.append(f"{where}: not `DIAG(\"ACPnnnn\", Name, Severity, \"text\")`")
            continue
        if match[1] in codes or match[2] in names:
            problems.append(f"{where}: {match[1]} or {match[2]} is taken")
        codes[match[1]] = where
        names.add(match[2])
    return codes


def check_page(root, code, problems):
    page = root / f"docs/diagnostics/{code}.md"
    if not page.exists():
        problems.append(f"{code}: no page {page.relative_to(root)}")
    elif not page.read_text().startswith(f"# {code}: "):
        problems.append(f"{page.relative_to(root)}:1: does not begin with `# {code}: `")


def checks_for(path, code):
    text = path.read_text(errors="replace")
    return any(CHECK.search(l) and f"[{code}]" in l for l in text.splitlines())


def main(root):
    root = pathlib.Path(root)
    problems = []
    codes = catalogue(root, problems)
    tests = {}
    for path in sorted((root / "test/errors").iterdir()):
        match = CODE.match(path.name)
        if match and path.suffix in {".acp", ".ir", ".test"}:
            tests.setdefault(match[0], []).append(path)
    pages = {p.stem for p in (root / "docs/diagnostics").glob("ACP*.md")}
    for code in codes:
        check_page(root, code, problems)
        if code not in tests:
            problems.append(f"{code}: no test test/errors/{code}*.acp")
        elif not any(checks_for(path, code) for path in tests[code]):
            problems.append(f"{code}: no test in test/errors checks for `[{code}]`")
    for code in sorted((pages | tests.keys()) - codes.keys()):
        problems.append(f"{code}: has a page or a test, but is no diagnostic")
    print("\n".join(problems) or f"{len(codes)} diagnostics, each with a page and a test")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
