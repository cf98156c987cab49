"""A model of two layers with random weights, for llama.cpp's own server: it answers anything, with garbage.

Its tokens are the 256 bytes, printable ASCII and a few hundred Chinese characters, so that it can read any prompt.
Byte and control tokens are made unlikely through a constant column of the embedding and a weight per token in the
first column of the output, so that what a grammar lets through is JSON that ends.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

__all__ = ["serving_model", "write_model"]

_WIDTH, _LAYERS, _HEADS, _INNER, _CONTEXT = 64, 2, 4, 128, 16384
_CHARACTERS = (
    "政府信息公开工作年度报告机关申请办理问题措施培训更新网站群众事项素材依据一二三四五六七八九十件条次的是在和有不"
)

_BIAS = {'"': 2.5, "}": 2.0, "]": -0.5, "\u2581": -4.0, ",": -0.5}


def _tokens() -> tuple[list[bytes], list[int], list[float]]:
    """Pieces, their kinds (gguf: 1 normal, 2 unknown, 3 control, 6 byte), and what is added to their likelihood."""
    pieces: list[bytes] = [b"<unk>", b"<s>", b"</s>"]
    kinds, bias = [2, 3, 3], [-20.0, -20.0, -4.0]
    for byte in range(256):
        pieces.append(f"<0x{byte:02X}>".encode())
        kinds.append(6)
        bias.append(-20.0)
    for char in ["\u2581", *map(chr, range(0x21, 0x7F)), *dict.fromkeys(_CHARACTERS)]:
        pieces.append(char.encode())
        kinds.append(1)
        bias.append(_BIAS.get(char, 0.0))
    return pieces, kinds, bias


def write_model(path: Path) -> None:
    """Write the model as GGUF; the same every time."""
    import gguf
    import numpy as np

    pieces, kinds, bias = _tokens()
    random = np.random.default_rng(7)

    def weights(*shape: int) -> Any:
        return (random.standard_normal(shape) * 0.05).astype(np.float32)

    writer = gguf.GGUFWriter(str(path), "llama")
    writer.add_name("tiny")
    writer.add_context_length(_CONTEXT)
    writer.add_embedding_length(_WIDTH)
    writer.add_block_count(_LAYERS)
    writer.add_feed_forward_length(_INNER)
    writer.add_head_count(_HEADS)
    writer.add_head_count_kv(_HEADS)
    writer.add_layer_norm_rms_eps(1e-5)
    writer.add_rope_dimension_count(_WIDTH // _HEADS)
    writer.add_vocab_size(len(pieces))
    writer.add_tokenizer_model("llama")
    writer.add_token_list(pieces)
    writer.add_token_scores([0.0] * len(pieces))
    writer.add_token_types(kinds)
    writer.add_unk_token_id(0)
    writer.add_bos_token_id(1)
    writer.add_eos_token_id(2)
    embedding = weights(len(pieces), _WIDTH)
    embedding[:, 0] = 4.0
    output = weights(len(pieces), _WIDTH)
    output[:, 0] = np.array(bias, dtype=np.float32)
    writer.add_tensor("token_embd.weight", embedding)
    writer.add_tensor("output_norm.weight", np.ones(_WIDTH, dtype=np.float32))
    writer.add_tensor("output.weight", output)
    for layer in range(_LAYERS):
        for name in ("attn_q", "attn_k", "attn_v", "attn_output"):
            writer.add_tensor(f"blk.{layer}.{name}.weight", weights(_WIDTH, _WIDTH))
        for name in ("attn_norm", "ffn_norm"):
            writer.add_tensor(f"blk.{layer}.{name}.weight", np.ones(_WIDTH, dtype=np.float32))
        writer.add_tensor(f"blk.{layer}.ffn_gate.weight", weights(_INNER, _WIDTH))
        writer.add_tensor(f"blk.{layer}.ffn_up.weight", weights(_INNER, _WIDTH))
        writer.add_tensor(f"blk.{layer}.ffn_down.weight", weights(_WIDTH, _INNER))
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()


@contextmanager
def serving_model(folder: Path) -> Iterator[str]:
    """llama.cpp's server over the model, for the time of a test; gives its base address."""
    import xllamacpp

    path = folder / "tiny.gguf"
    write_model(path)
    params = xllamacpp.CommonParams()
    params.model.path = str(path)
    params.n_ctx = _CONTEXT
    params.n_parallel = 2
    params.n_predict = 400
    params.warmup = False
    params.port = 0
    params.cpuparams.n_threads = 2
    params.sampling.temp = 0.7
    params.sampling.seed = 7
    server = xllamacpp.Server(params)
    try:
        yield f"{server.listening_address}/v1"
    finally:
        del server
