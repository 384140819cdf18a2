#!/usr/bin/env python3
"""Pack a sentence-transformers MiniLM folder into one int8 file (layout: model.h).

usage: convert.py MODEL_FOLDER [OUTPUT]        needs numpy only
"""
import hashlib
import json
import os
import struct
import sys
import zlib

import numpy as np

MAGIC = b"MINILMQ8"
VERSION = 1
HEADER = 128
ALIGN = 64
HASH_SLOTS = 65536
EMPTY = 0xFFFF
MAX_TOKENS = 128


def read_safetensors(path):
    raw = open(path, "rb").read()
    (n,) = struct.unpack_from("<Q", raw)
    out = {}
    for name, t in json.loads(raw[8:8 + n]).items():
        if name != "__metadata__" and t["dtype"] == "F32":
            a, b = t["data_offsets"]
            out[name] = np.frombuffer(raw[8 + n + a:8 + n + b], "<f4").reshape(t["shape"])
    return out, hashlib.sha256(raw).digest()


def quantise(w):
    """int8 rows and one float32 scale a row: w ~ q * scale, scale = max|row| / 127."""
    scale = (np.abs(w).max(axis=1) / np.float32(127)).astype("<f4")
    safe = np.where(scale > 0, scale, np.float32(1))
    q = np.clip(np.rint(w / safe[:, None]), -127, 127).astype(np.int8)
    return q, scale


def fnv1a(data):
    h = 0x811C9DC5
    for b in data:
        h = ((h ^ b) * 0x01000193) & 0xFFFFFFFF
    return h


def hash_table(pieces):
    slots = [EMPTY] * HASH_SLOTS
    for i, p in enumerate(pieces):
        s = fnv1a(p) % HASH_SLOTS
        while slots[s] != EMPTY:
            s = (s + 1) % HASH_SLOTS
        slots[s] = i
    return np.array(slots, "<u2")


def main():
    folder = sys.argv[1]
    target = sys.argv[2] if len(sys.argv) > 2 else "minilm-l6-v2.q8"
    conf = json.load(open(os.path.join(folder, "config.json"), encoding="utf-8"))
    t, source = read_safetensors(os.path.join(folder, "model.safetensors"))
    vocab = open(os.path.join(folder, "vocab.txt"), "rb").read()
    pieces = [p.rstrip(b"\r") for p in vocab.rstrip(b"\n").split(b"\n")]

    L, H, A = conf["num_hidden_layers"], conf["hidden_size"], conf["num_attention_heads"]
    I, V, P = conf["intermediate_size"], conf["vocab_size"], conf["max_position_embeddings"]
    T = conf["type_vocab_size"]
    assert conf["hidden_act"] == "gelu" and conf["position_embedding_type"] == "absolute"
    assert len(pieces) == len(set(pieces)) == V < EMPTY and H % A == 0 and H % 64 == I % 64 == 0
    ids = [pieces.index(p) for p in (b"[PAD]", b"[UNK]", b"[CLS]", b"[SEP]")]

    body = bytearray()                       # starts at file offset HEADER

    def put(array):
        body.extend(b"\0" * (-(HEADER + len(body)) % ALIGN))
        at = HEADER + len(body)
        body.extend(np.ascontiguousarray(array).tobytes())
        return at

    def f32(name, *shape):
        assert t[name].shape == shape, name
        put(t[name].astype("<f4"))

    def matrix(names, rows, cols):
        w = np.concatenate([t[n + ".weight"] for n in names])
        b = np.concatenate([t[n + ".bias"] for n in names])
        assert w.shape == (rows, cols) and b.shape == (rows,)
        q, s = quantise(w)
        put(q), put(s), put(q.sum(axis=1, dtype=np.int32).astype("<i4")), put(b.astype("<f4"))

    offsets = np.cumsum([0] + [len(p) for p in pieces]).astype("<u4")
    at_vocab = put(offsets)
    put(np.frombuffer(b"".join(pieces), np.uint8))
    put(hash_table(pieces))

    e = "embeddings."
    assert t[e + "word_embeddings.weight"].shape == (V, H)
    q, s = quantise(t[e + "word_embeddings.weight"])
    at_tensors = put(q)
    put(s)
    f32(e + "position_embeddings.weight", P, H)
    f32(e + "token_type_embeddings.weight", T, H)
    f32(e + "LayerNorm.weight", H), f32(e + "LayerNorm.bias", H)
    for i in range(L):
        b = f"encoder.layer.{i}."
        matrix([b + f"attention.self.{n}" for n in ("query", "key", "value")], 3 * H, H)
        matrix([b + "attention.output.dense"], H, H)
        f32(b + "attention.output.LayerNorm.weight", H), f32(b + "attention.output.LayerNorm.bias", H)
        matrix([b + "intermediate.dense"], I, H)
        matrix([b + "output.dense"], H, I)
        f32(b + "output.LayerNorm.weight", H), f32(b + "output.LayerNorm.bias", H)
    body.extend(b"\0" * (-(HEADER + len(body)) % ALIGN))

    header = struct.pack("<8sIIQ8If4IIQQ", MAGIC, VERSION, zlib.crc32(body), HEADER + len(body),
                         L, H, A, I, V, P, T, MAX_TOKENS, conf["layer_norm_eps"], *ids,
                         HASH_SLOTS, at_vocab, at_tensors) + source
    assert len(header) == HEADER, len(header)
    with open(target, "wb") as f:
        f.write(header)
        f.write(body)
    print(os.path.basename(target), HEADER + len(body), "bytes, sha256",
          hashlib.sha256(header + bytes(body)).hexdigest(), file=sys.stderr)


main()
