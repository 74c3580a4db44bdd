"""Runs a model over documents and returns the logits of every word."""

from __future__ import annotations

from pathlib import Path
from typing import Protocol

import numpy as np
import torch

from encode import Encoded, Encoder, encode_sentence, make_windows
from labels import ENTITY_LABELS
from model import Tagger

Outputs = dict[str, np.ndarray]
"""Of each head by name, a row a piece or word."""


class Runner(Protocol):
    """int64 arrays [batch, seq] in; each head's output [batch, seq, width] out."""

    def __call__(
        self, ids: np.ndarray, mask: np.ndarray, case: np.ndarray
    ) -> Outputs: ...


class TorchRunner:
    """Runs a Tagger, in bf16 where told so."""

    def __init__(self, model: Tagger, bf16: bool = False) -> None:
        self.model = model.to(torch.bfloat16 if bf16 else torch.float32).eval()

    def __call__(self, ids: np.ndarray, mask: np.ndarray, case: np.ndarray) -> Outputs:
        with torch.inference_mode():
            outputs = self.model(*(torch.from_numpy(a) for a in (ids, mask, case)))
        return {n: o.float().numpy() for n, o in zip(self.model.heads, outputs)}


class OnnxRunner:
    """Runs an exported model with ONNX Runtime on one thread."""

    def __init__(self, path: Path) -> None:
        import onnxruntime

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        self.session = onnxruntime.InferenceSession(
            str(path), options, providers=["CPUExecutionProvider"]
        )
        self.names = [o.name for o in self.session.get_outputs()]

    def __call__(self, ids: np.ndarray, mask: np.ndarray, case: np.ndarray) -> Outputs:
        feed = {"input_ids": ids, "attention_mask": mask, "token_type_ids": case}
        return dict(zip(self.names, self.session.run(self.names, feed)))


OVERLAP = 32


def document_logits(
    run: Runner,
    encoder: Encoder,
    groups: list[list[list[str]]],
    window: int = 128,
    packed: bool = True,
) -> list[list[Outputs]]:
    """Each head's output [words, width] for every sentence of every group of neighbours.

    A word whose characters all vanish in cleaning gets zeros, and an entity logit that says O.
    """
    encoded = [
        [encode_sentence(encoder, words, None, None) for words in group]
        for group in groups
    ]
    work = []
    for g, group in enumerate(encoded):
        for w in make_windows([len(s) for s in group], window, packed, OVERLAP):
            work.append((g, w))
    work.sort(key=lambda item: item[1].length)
    pieces: dict[tuple[int, int], Outputs] = {}
    at = 0
    while at < len(work):
        stop = at + 1
        while stop < len(work) and (stop - at + 1) * work[stop][1].length <= 4096:
            stop += 1
        _run_batch(run, encoder, encoded, work[at:stop], pieces)
        at = stop
    # Sentences without a piece are given one of zeros in the shape of any other.
    some = next(iter(pieces.values()), {"entity": np.zeros((1, len(ENTITY_LABELS)))})
    nothing = {n: np.zeros((1, p.shape[-1]), np.float32) for n, p in some.items()}
    return [
        [_word_outputs(s, pieces.get((g, i), nothing)) for i, s in enumerate(group)]
        for g, group in enumerate(encoded)
    ]


def _run_batch(
    run: Runner,
    encoder: Encoder,
    encoded: list[list[Encoded]],
    part: list,
    pieces: dict[tuple[int, int], Outputs],
) -> None:
    longest = max(w.length for _, w in part)
    ids, mask, case = (np.zeros((len(part), longest), dtype=np.int64) for _ in range(3))
    for row, (g, w) in enumerate(part):
        mask[row, : w.length] = 1
        ids[row, 0], ids[row, w.length - 1] = encoder.cls, encoder.sep
        at = 1
        for i, start, end in w.parts:
            ids[row, at : at + end - start] = encoded[g][i].ids[start:end]
            case[row, at : at + end - start] = encoded[g][i].case[start:end]
            at += end - start
    outputs = run(ids, mask, case)
    for row, (g, w) in enumerate(part):
        at = 1
        for i, start, end in w.parts:
            n = len(encoded[g][i])
            store = pieces.setdefault(
                (g, i),
                {
                    name: np.zeros((n, o.shape[-1]), dtype=np.float32)
                    for name, o in outputs.items()
                },
            )
            skip = OVERLAP // 2 if start else 0
            for name, output in outputs.items():
                rows = output[row, at + skip : at + end - start]
                store[name][start + skip : end] = rows
            at += end - start


def _word_outputs(sentence: Encoded, pieces: Outputs) -> Outputs:
    first = np.array(sentence.first, dtype=np.int64)
    result = {
        n: p[np.maximum(first, 0)] * (first >= 0)[:, None] for n, p in pieces.items()
    }
    result["entity"][first < 0, 0] = 10.0
    return result
