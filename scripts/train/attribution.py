"""Reads PolNeAR (Newell et al., 2018): who says what, as cues with their sources and contents."""

from __future__ import annotations

import json
from bisect import bisect_left, bisect_right
from collections import defaultdict
from pathlib import Path

from corpora import Cue, Sentence
from labels import REACH

Piece = tuple[int, int, int]
"""A run of words: sentence, first word, end word."""


def pieces(spans: list[list[int]], sentences: list[list[list[int]]]) -> list[Piece]:
    """The words that spans (code points) touch, cut at the ends of sentences."""
    result = []
    for start, end in spans:
        for i, tokens in enumerate(sentences):
            first = bisect_right([e for _, e in tokens], start)
            last = bisect_left([s for s, _ in tokens], end)
            if first < last:
                result.append((i, first, last))
    return result


def read_attributions(path: Path) -> list[Sentence]:
    """The sentences of a file with their cues; the roles within reach of the cue's sentence.

    Attributions that share a cue are joined. A cue that overlaps an earlier one is dropped, one
    of several pieces or none is too: the cue head is one layer of BIO.
    """
    result = []
    for line in path.open(encoding="utf-8"):
        row = json.loads(line)
        shared: dict[Piece, set[tuple[Piece, str]]] = defaultdict(set)
        for attribution in row["attributions"]:
            cue = pieces(attribution["cue"], row["sents"])
            if len(cue) != 1:
                continue
            for role in ("source", "content"):
                found = pieces(attribution[role], row["sents"])
                shared[cue[0]].update((p, role.upper()) for p in found)
        cues: dict[int, list[Cue]] = defaultdict(list)
        for (sentence, start, end), roles in sorted(shared.items()):
            if cues[sentence] and start < cues[sentence][-1].end:
                continue
            near = [
                (i - sentence, s, e, role)
                for (i, s, e), role in sorted(roles)
                if abs(i - sentence) <= REACH
            ]
            cues[sentence].append(Cue(start, end, near))
        for i, tokens in enumerate(row["sents"]):
            words = [row["text"][s:e] for s, e in tokens]
            result.append(
                Sentence("polnear", f"polnear/{row['id']}", words, None, cues=cues[i])
            )
    return result
