"""Writes small files of weights: good ones, and one for each way to be bad.

    make.py FOLDER

The files are named in test/Import/safetensors.test and gguf.test.
"""

import json
import pathlib
import struct
import sys

OUT = pathlib.Path(sys.argv[1])
OUT.mkdir(parents=True, exist_ok=True)


def safetensors(name, header, data=b"", length=None):
    text = header if isinstance(header, bytes) else json.dumps(header).encode()
    size = len(text) if length is None else length
    (OUT / name).write_bytes(struct.pack("<Q", size) + text + data)


def tensor(dtype, shape, begin, end):
    return {"dtype": dtype, "shape": shape, "data_offsets": [begin, end]}


two = {
    "__metadata__": {"format": "pt"},
    "b.weight": tensor("BF16", [2, 3], 16, 28),
    "a.weight": tensor("F32", [4], 0, 16),
}
safetensors("good.safetensors", two, b"\0" * 28)
safetensors("empty.safetensors", {})
safetensors("short.safetensors", two, b"\0" * 27)
safetensors("long.safetensors", two, b"\0" * 28, length=2**62)
safetensors("cut.safetensors", two, length=1000)
safetensors("gap.safetensors", {"a": tensor("U8", [4], 4, 8)}, b"\0" * 8)
safetensors("size.safetensors", {"a": tensor("F32", [4], 0, 15)}, b"\0" * 15)
safetensors("huge.safetensors", {"a": tensor("F32", [2**40, 2**40], 0, 16)}, b"\0" * 16)
safetensors("type.safetensors", {"a": tensor("Q9", [4], 0, 4)}, b"\0" * 4)
safetensors("negative.safetensors", {"a": tensor("U8", [-4], 0, 4)}, b"\0" * 4)
safetensors("json.safetensors", b'{"a": ')
safetensors("deep.safetensors", b'{"a": ' + b"[" * 1000 + b"]" * 1000 + b"}")
(OUT / "tiny.safetensors").write_bytes(b"\1\2\3")


def text(value):
    return struct.pack("<Q", len(value)) + value.encode()


KINDS = {
    "u8": (0, "<B"), "i8": (1, "<b"), "u16": (2, "<H"), "i16": (3, "<h"), "u32": (4, "<I"), "i32": (5, "<i"),
    "f32": (6, "<f"), "bool": (7, "<B"), "u64": (10, "<Q"), "i64": (11, "<q"), "f64": (12, "<d"),
}


def pair(key, kind, value):
    if kind == "text":
        return text(key) + struct.pack("<I", 8) + text(value)
    if kind == "texts":
        return text(key) + struct.pack("<IIQ", 9, 8, len(value)) + b"".join(map(text, value))
    number, form = KINDS[kind]
    return text(key) + struct.pack("<I", number) + struct.pack(form, value)


def info(name, dims, kind, offset=0):
    return text(name) + struct.pack("<I", len(dims)) + struct.pack(f"<{len(dims)}Q", *dims) + struct.pack("<IQ", kind, offset)


def gguf(name, pairs, infos, version=3, counts=None, magic=b"GGUF"):
    tensors, keys = counts or (len(infos), len(pairs))
    (OUT / name).write_bytes(
        magic + struct.pack("<IQQ", version, tensors, keys) + b"".join(pairs) + b"".join(infos)
    )


# A Llama of two layers, 64 wide, with 100 tokens.
sizes = [
    pair("general.architecture", "text", "llama"),
    pair("general.name", "text", "tiny"),
    pair("llama.embedding_length", "u32", 64),
    pair("llama.block_count", "u32", 2),
    pair("llama.feed_forward_length", "u32", 128),
    pair("llama.attention.head_count", "u32", 4),
    pair("llama.attention.head_count_kv", "u32", 2),
    pair("tokenizer.ggml.tokens", "texts", [f"t{i}" for i in range(100)]),
]
block = [
    ("attn_norm", [64], 0), ("attn_q", [64, 64], 2), ("attn_k", [64, 32], 2), ("attn_v", [64, 32], 8),
    ("attn_output", [64, 64], 2), ("ffn_norm", [64], 0), ("ffn_gate", [64, 128], 2), ("ffn_up", [64, 128], 2),
    ("ffn_down", [128, 64], 2),
]
weights = [info("token_embd.weight", [64, 100], 1)]
weights += [info(f"blk.{i}.{name}.weight", dims, kind) for i in range(2) for name, dims, kind in block]
weights += [info("output_norm.weight", [64], 0), info("output.weight", [64, 100], 1)]
gguf("good.gguf", sizes, weights)
gguf("good2.gguf", sizes, weights, version=2)
gguf("kinds.gguf", sizes + [pair(f"x.{k}", k, 1) for k in KINDS], weights)
gguf("version.gguf", sizes, weights, version=1)
gguf("magic.gguf", sizes, weights, magic=b"GGML")
gguf("keys.gguf", sizes, weights, counts=(0, 2**60))
gguf("tensors.gguf", sizes, weights, counts=(2**60, len(sizes)))
gguf("unknown.gguf", [pair("general.architecture", "text", "zebra")] + sizes[1:], weights)
gguf("type.gguf", sizes, [info("a", [64], 99)])
gguf("block.gguf", sizes, [info("a", [65], 2)])
gguf("huge.gguf", sizes, [info("a", [2**40, 2**40], 0)])
gguf("axes.gguf", sizes, [info("a", [1] * 9, 0)])
gguf("value.gguf", [text("a") + struct.pack("<I", 77)], [])
gguf("list.gguf", [text("a") + struct.pack("<IIQ", 9, 4, 2**62)], [])
gguf("nested.gguf", [text("a") + struct.pack("<I", 9) + struct.pack("<IQ", 9, 1) * 20], [])
gguf("utf8.gguf", [struct.pack("<Q", 1) + b"\xff" + struct.pack("<IB", 7, 1)], [])
gguf("utf8-value.gguf", [text("a") + struct.pack("<IQ", 8, 1) + b"\xff"], [])
gguf("utf8-name.gguf", sizes, [struct.pack("<Q", 1) + b"\xff" + struct.pack("<IQIQ", 1, 64, 0, 0)])
# Other families, of two layers that are 64 wide, with 100 tokens.
def network(name, architecture, keys, dims, block):
    own = {"embedding_length": 64, "block_count": 2, **keys}
    pairs = [pair("general.architecture", "text", architecture)]
    pairs += [pair(f"{architecture}.{key}", "u32", value) for key, value in own.items()]
    pairs += [pair("tokenizer.ggml.tokens", "texts", [f"t{i}" for i in range(100)])]
    tensors = {"token_embd.weight": [64, 100], "output_norm.weight": [64], **dims}
    tensors.update((f"blk.{i}.{part}", sides) for i in range(2) for part, sides in block(i).items())
    gguf(name, pairs, [info(key, sides, 0) for key, sides in tensors.items()])


def weights_of(**dims):
    return {f"{key}.weight": sides for key, sides in dims.items()}


def attention(query, shared):
    return weights_of(attn_q=[64, query], attn_k=[64, shared], attn_v=[64, shared], attn_output=[query, 64])


def feed_forward(ffn, kind=""):
    return {f"ffn_{part}{kind}.weight": [64, ffn] for part in ("gate", "up")} | {f"ffn_down{kind}.weight": [ffn, 64]}


def experts(count, ffn):
    return weights_of(ffn_gate_inp=[64, count]) | {
        key: [*sides, count] for key, sides in feed_forward(ffn, "_exps").items()
    }


NORMS = weights_of(attn_norm=[64], ffn_norm=[64])
HEADS = {"attention.head_count": 4, "attention.head_count_kv": 2}
OUTPUT = {"output.weight": [64, 100]}
network(
    "mixtral.gguf", "llama", HEADS | {"feed_forward_length": 48, "expert_count": 4, "expert_used_count": 2}, OUTPUT,
    lambda i: NORMS | attention(64, 32) | experts(4, 48),
)
network(
    "qwen3.gguf", "qwen3", HEADS | {"feed_forward_length": 128, "attention.key_length": 32}, {},
    lambda i: NORMS | attention(128, 64) | feed_forward(128) | weights_of(attn_q_norm=[32], attn_k_norm=[32]),
)
network(
    "gemma2.gguf", "gemma2",
    HEADS | {"feed_forward_length": 128, "attention.key_length": 8, "attention.sliding_window": 16}, {},
    lambda i: NORMS | weights_of(post_attention_norm=[64], post_ffw_norm=[64]) | attention(32, 16) | feed_forward(128),
)
latent = {
    "attention.head_count": 2, "attention.head_count_kv": 1, "attention.kv_lora_rank": 32, "rope.dimension_count": 8,
    "attention.key_length": 40, "attention.value_length": 32, "attention.key_length_mla": 24,
    "attention.value_length_mla": 16, "feed_forward_length": 128, "leading_dense_block_count": 1, "expert_count": 4,
    "expert_used_count": 2, "expert_shared_count": 1, "expert_feed_forward_length": 24,
}
network(
    "deepseek2.gguf", "deepseek2", latent, OUTPUT,
    lambda i: NORMS
    | weights_of(attn_q=[64, 48], attn_kv_a_mqa=[64, 40], attn_kv_a_norm=[32], attn_output=[32, 64])
    | weights_of(attn_k_b=[16, 32, 2], attn_v_b=[32, 16, 2])
    | (experts(4, 24) | feed_forward(24, "_shexp") | {"exp_probs_b.bias": [4]} if i > 0 else feed_forward(128)),
)
whole = (OUT / "good.gguf").read_bytes()
cuts = OUT / "cuts"
cuts.mkdir(exist_ok=True)
for size in range(0, len(whole), 37):
    (cuts / f"{size}.gguf").write_bytes(whole[:size])
