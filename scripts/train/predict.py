"""Runs a model over documents and returns the logits of every word."""

from __future__ import annotations

from pathlib import Path
from typing import Protocol

import numpy as np
import torch

from encode import Encoded, Encoder, encode_sentence, make_windows
from model import Tagger


class Runner(Protocol):
    """int64 arrays [batch, seq] in; entity and pos logits [batch, seq, labels] out."""

    def __call__(
        self, ids: np.ndarray, mask: np.ndarray, case: np.ndarray
    ) -> tuple[np.ndarray, np.ndarray]: ...


class TorchRunner:
    """Runs a Tagger, in bf16 where told so."""

    def __init__(self, model: Tagger, bf16: bool = False) -> None:
        self.model = model.to(torch.bfloat16 if bf16 else torch.float32).eval()

    def __call__(
        self, ids: np.ndarray, mask: np.ndarray, case: np.ndarray
    ) -> tuple[np.ndarray, np.ndarray]:
        with torch.inference_mode():
            entity, pos = self.model(*(torch.from_numpy(a) for a in (ids, mask, case)))
        return entity.float().numpy(), pos.float().numpy()


class OnnxRunner:
    """Runs an exported model with ONNX Runtime on one thread."""

    def __init__(self, path: Path) -> None:
        import onnxruntime

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        self.session = onnxruntime.InferenceSession(
            str(path), options, providers=["CPUExecutionProvider"]
        )

    def __call__(
        self, ids: np.ndarray, mask: np.ndarray, case: np.ndarray
    ) -> tuple[np.ndarray, np.ndarray]:
        feed = {"input_ids": ids, "attention_mask": mask, "token_type_ids": case}
        entity, pos = self.session.run(["entity", "pos"], feed)
        return entity, pos


OVERLAP = 32


def document_logits(
    run: Runner,
    encoder: Encoder,
    groups: list[list[list[str]]],
    window: int = 128,
    packed: bool = True,
) -> list[list[tuple[np.ndarray, np.ndarray]]]:
    """Entity and pos logits [words, labels] of every sentence of every group of neighbours.

    A word whose characters all vanish in cleaning gets logits that say O and the first tag.
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
    pieces: dict[tuple[int, int], list] = {}
    at = 0
    while at < len(work):
        stop = at + 1
        while stop < len(work) and (stop - at + 1) * work[stop][1].length <= 4096:
            stop += 1
        _run_batch(run, encoder, encoded, work[at:stop], pieces)
        at = stop
    return [
        [_word_logits(s, pieces.get((g, i))) for i, s in enumerate(group)]
        for g, group in enumerate(encoded)
    ]


def _run_batch(
    run: Runner,
    encoder: Encoder,
    encoded: list[list[Encoded]],
    part: list,
    pieces: dict,
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
                (g, i), [np.zeros((n, o.shape[-1]), dtype=np.float32) for o in outputs]
            )
            skip = OVERLAP // 2 if start else 0
            for target, output in zip(store, outputs):
                target[start + skip : end] = output[row, at + skip : at + end - start]
            at += end - start


def _word_logits(
    sentence: Encoded, pieces: list | None
) -> tuple[np.ndarray, np.ndarray]:
    from labels import ENTITY_LABELS

    if pieces is None:
        empty = np.zeros((len(sentence.first), len(ENTITY_LABELS)), dtype=np.float32)
        empty[:, 0] = 10.0
        return empty, np.zeros((len(sentence.first), 1), dtype=np.float32)
    first = np.array(sentence.first)
    entity, pos = (p[np.maximum(first, 0)].copy() for p in pieces)
    entity[first < 0] = 0.0
    entity[first < 0, 0] = 10.0
    return entity, pos
