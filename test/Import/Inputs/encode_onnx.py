"""Encodes the text form of an ONNX model with the messages that its package installs.

    encode_onnx.py TEXT FILE
"""

import subprocess
import sys

with open(sys.argv[1], "rb") as text, open(sys.argv[2], "wb") as out:
    sys.exit(
        subprocess.run(
            ["protoc", "--proto_path=/usr/include/onnx", "--encode=onnx.ModelProto", "onnx.proto"],
            stdin=text,
            stdout=out,
        ).returncode
    )
