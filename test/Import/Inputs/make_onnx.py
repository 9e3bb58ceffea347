"""Writes files that are no graph, from one that is: cut anywhere, with a length that is too large, and too deep.

    make_onnx.py GOOD FOLDER
"""

import pathlib
import sys

good = pathlib.Path(sys.argv[1]).read_bytes()
out = pathlib.Path(sys.argv[2])
out.mkdir(parents=True, exist_ok=True)
for size in range(0, len(good), 997):
    (out / f"cut-{size}.onnx").write_bytes(good[:size])


def varint(n):
    data = b""
    while n > 127:
        data += bytes([n & 127 | 128])
        n >>= 7
    return data + bytes([n])


def field(number, data):
    return varint(number << 3 | 2) + varint(len(data)) + data


(out / "long.onnx").write_bytes(varint(7 << 3 | 2) + varint(2**31 - 1) + b"abc")
(out / "longer.onnx").write_bytes(varint(7 << 3 | 2) + b"\xff" * 9 + b"\x01")
# A graph in an attribute of a node of a graph, a thousand deep.
graph = b""
for _ in range(1000):
    graph = field(1, field(5, field(6, graph)))
(out / "deep.onnx").write_bytes(field(7, graph))
