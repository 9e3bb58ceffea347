"""Compiles what the documentation shows.

    check_docs.py ROOT WORK

Every block of README.md and docs/**/*.md that is marked

    ```acp          must compile: exit status 0 or 1
    ```acp-error    must be refused: exit status 2, with the code that the page
                    is about, or that follows the mark (```acp-error ACP2007)

A block may begin with comments that this script reads:

    // file: prices.acp    the name by which the other blocks of the same
                           document can import it
    // args: -D gpus=8     arguments of acpc

A block of another language that is marked ```json file=config.json is put
beside them under that name.

Links to files of the project must lead somewhere.
"""

import pathlib
import re
import shlex
import subprocess
import sys

FENCE = re.compile(r"^(\s*)(```+|~~~+)\s*([\w-]*)\s*(.*)$")
LINK = re.compile(r"\[[^\]]*\]\(([^)#\s]+)(?:#[^)\s]*)?\)")
CODE = re.compile(r"ACP\d{4}")


class Block:
    """One fenced block: its language, what follows on that line, its text."""

    def __init__(self, line, indent, language, extra):
        self.line, self.indent = line, len(indent)
        self.language, self.extra = language, extra
        self.lines = []

    def option(self, name):
        for line in self.lines:
            if not line.startswith("//"):
                return None
            if line.startswith(f"// {name}:"):
                return line.split(":", 1)[1].strip()
        return None

    def text(self):
        return "\n".join(self.lines) + "\n"


def read(path):
    """The blocks of a document, and its links outside of them."""
    blocks, links, block, fence = [], [], None, ""
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        match = FENCE.match(line)
        if block is None:
            if match:
                block = Block(number, match[1], match[3], match[4].strip())
                fence = match[2]
            else:
                links += [(number, target) for target in LINK.findall(line)]
        elif match and match[2].startswith(fence) and not match[3]:
            blocks.append(block)
            block = None
        else:
            block.lines.append(line[min(block.indent, len(line) - len(line.lstrip())):])
    if block is not None:
        raise ValueError(f"{path}:{block.line}: a block without an end")
    return blocks, links


def wanted_code(block, path):
    for text in [block.extra, path.stem]:
        if CODE.match(text):
            return CODE.match(text)[0]
    return None


def compile_block(folder, name, block, path):
    """None, or what is wrong."""
    arguments = shlex.split(block.option("args") or "")
    run = subprocess.run(
        ["acpc", name, *arguments], cwd=folder, capture_output=True, timeout=120
    )
    errors = run.stderr.decode("utf-8", "replace")
    if block.language == "acp":
        if run.returncode in (0, 1):
            return None
        return f"exit status {run.returncode}\n{errors}"
    if run.returncode != 2:
        return f"exit status {run.returncode}, should be 2\n{errors}"
    code = wanted_code(block, path)
    if code and f"error[{code}]" not in errors and f"warning[{code}]" not in errors:
        return f"no {code}\n{errors}"
    return None


def check_document(root, path, work, problems):
    name = path.relative_to(root).as_posix()
    blocks, links = read(path)
    for line, target in links:
        if "://" not in target and not target.startswith("mailto:"):
            if not (path.parent / target).exists():
                problems.append(f"{name}:{line}: there is no {target}")
    programs = [b for b in blocks if b.language in ("acp", "acp-error")]
    folder = work / name.replace("/", "_")
    folder.mkdir(parents=True, exist_ok=True)
    for block in blocks:
        if block.extra.startswith("file="):
            (folder / block.extra[len("file="):]).write_text(block.text(), encoding="utf-8")
    files = []
    for block in programs:
        file = block.option("file") or f"block_{block.line}.acp"
        target = folder / file
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(block.text(), encoding="utf-8")
        files.append(file)
    for file, block in zip(files, programs):
        if problem := compile_block(folder, file, block, path):
            problems.append(f"{name}:{block.line}: {problem}")
    return len(programs)


def main(root_name, work_name):
    root, work = pathlib.Path(root_name), pathlib.Path(work_name)
    documents = sorted((root / "docs").rglob("*.md"))
    documents += [p for p in [root / "README.md"] if p.exists()]
    problems, count = [], 0
    for path in documents:
        count += check_document(root, path, work, problems)
    print("\n".join(problems))
    print(f"{count} programs in {len(documents)} documents, {len(problems)} problems")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
