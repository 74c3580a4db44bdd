"""Constrained decoding, and exact span scores under a corpus's own classes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from corpora import bio_spans, split_at_commas
from labels import ENTITY_LABELS


def transitions(labels: Sequence[str]) -> np.ndarray:
    """Log scores [from, to] of a BIO scheme whose first label is O: I-x follows B-x and I-x alone."""
    allowed = [
        [b[0] != "I" or a != "O" and a[1:] == b[1:] for b in labels] for a in labels
    ]
    return np.where(allowed, 0.0, -1e9).astype(np.float32)


_ENTITY = transitions(ENTITY_LABELS)


def log_softmax(logits: np.ndarray) -> np.ndarray:
    """Log probabilities along the last axis."""
    shifted = logits - logits.max(-1, keepdims=True)
    return shifted - np.log(np.exp(shifted).sum(-1, keepdims=True))


def viterbi(scores: np.ndarray, moves: np.ndarray = _ENTITY) -> list[int]:
    """The best valid label sequence [words], from log scores [words, labels]."""
    if not len(scores):
        return []
    best = scores[0] + moves[0]
    back = np.zeros(scores.shape, dtype=np.int64)
    for i in range(1, len(scores)):
        paths = best[:, None] + moves
        back[i] = paths.argmax(0)
        best = paths.max(0) + scores[i]
    labels = [int(best.argmax())]
    for i in range(len(scores) - 1, 0, -1):
        labels.append(int(back[i, labels[-1]]))
    return labels[::-1]


def decode(logits: np.ndarray) -> list[tuple[int, int, str]]:
    """(start, end, type) of the entities of one sentence, from logits [words, labels]."""
    return bio_spans([ENTITY_LABELS[i] for i in viterbi(log_softmax(logits))])


_PERSON = "person politician writer scientist musicalartist researcher".split()
_ORG = "organisation politicalparty band university corporation group".split()
GOLD_MAPS: dict[str, dict[str, str]] = {
    "worldwide": {
        c: c
        for c in "Person Organization Location Facility NORP Product Money Date Misc".split()
    },
    "other": {
        **{c: "PER" for c in _PERSON},
        **{c: "ORG" for c in _ORG},
        "country": "LOC",
        "location": "LOC",
    },
}
PREDICTED_MAPS: dict[str, dict[str, str]] = {
    "worldwide": {
        "PERSON": "Person",
        "ORG": "Organization",
        "GPE": "Location",
        "LOC": "Location",
        "FAC": "Facility",
        "NORP": "NORP",
        "PRODUCT": "Product",
        "MONEY": "Money",
        "DATE": "Date",
        "EVENT": "Misc",
        "WORK_OF_ART": "Misc",
        "LAW": "Misc",
        "LANGUAGE": "Misc",
    },
    "other": {"PERSON": "PER", "ORG": "ORG", "GPE": "LOC", "LOC": "LOC"},
}


@dataclass
class Counts:
    """True positives, predictions and gold spans of one class."""

    correct: int = 0
    predicted: int = 0
    gold: int = 0

    @property
    def f1(self) -> float:
        """F1 in per cent, 0 where nothing is counted."""
        total = self.predicted + self.gold
        return 200.0 * self.correct / total if total else 0.0


def compare(
    words: list[str],
    tags: list[str],
    predicted: list[tuple[int, int, str]],
    scheme: str,
    split_places: bool,
) -> tuple[set[tuple[int, int, str]], set[tuple[int, int, str]]]:
    """Gold and predicted spans of one sentence under a scheme's classes.

    A gold class outside the scheme is left out, and so is every prediction that overlaps such a
    span. split_places cuts gold places at commas.
    """
    gold_map, predicted_map = GOLD_MAPS[scheme], PREDICTED_MAPS[scheme]
    gold, outside = set(), set()
    for start, end, kind in bio_spans(tags):
        if kind not in gold_map:
            outside.update(range(start, end))
        elif split_places and gold_map[kind] in {"Location", "LOC"}:
            gold.update(
                (s, e, gold_map[kind]) for s, e in split_at_commas(words, start, end)
            )
        else:
            gold.add((start, end, gold_map[kind]))
    found = {
        (s, e, predicted_map[k])
        for s, e, k in predicted
        if k in predicted_map and not outside.intersection(range(s, e))
    }
    return gold, found


def score(
    rows: list[tuple[str | None, list[str], list[str]]],
    predictions: list[list[tuple[int, int, str]]],
    scheme: str,
    split_places: bool,
) -> dict[str, Counts]:
    """Counts a class and for all ("micro") over the sentences of a dev file."""
    counts: dict[str, Counts] = defaultdict(Counts)
    for (_, words, tags), predicted in zip(rows, predictions, strict=True):
        gold, found = compare(words, tags, predicted, scheme, split_places)
        for spans, name in (
            (gold, "gold"),
            (found, "predicted"),
            (gold & found, "correct"),
        ):
            for _, _, kind in spans:
                for key in (kind, "micro"):
                    setattr(counts[key], name, getattr(counts[key], name) + 1)
    return dict(counts)
