"""Compares an output with the expected file beside a test.

    golden.py ACTUAL EXPECTED

With ACP_GOLDEN=rewrite in the environment, as `./dev golden` sets it, the
expected file is rewritten instead. In tests this is `%golden`.
"""

import difflib
import os
import pathlib
import sys


def main(actual_name, expected_name):
    actual = pathlib.Path(actual_name).read_bytes()
    expected_path = pathlib.Path(expected_name)
    expected = expected_path.read_bytes() if expected_path.exists() else b""
    if actual == expected and expected_path.exists():
        return 0
    if os.environ.get("ACP_GOLDEN") == "rewrite":
        expected_path.write_bytes(actual)
        return 0
    lines = difflib.unified_diff(
        expected.decode("utf-8", "replace").splitlines(keepends=True),
        actual.decode("utf-8", "replace").splitlines(keepends=True),
        expected_name,
        "what came out",
    )
    sys.stdout.writelines(lines)
    print("\nif this is what should come out: ./dev golden")
    return 1


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
