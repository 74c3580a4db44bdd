"""Fills in what a corpus does not label, with the predictions of completer models.

The completers are trained on worldwide, where every class is labelled. In a corpus that
leaves some types out, their confident predictions of those types become labels, confident
O stays O, and words in between stay out of the loss. UD-EWT has no entities at all: there
the gold part-of-speech tags correct the completers, since names are NNP and nothing else is.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

import numpy as np

from corpora import Sentence, Span, bio_spans
from gazetteer import TITLES, is_norp
from labels import ENTITY_LABELS, ENTITY_TYPES, LABEL_ID
from score import log_softmax, viterbi

ACCEPT_SPAN = 0.6
ACCEPT_OUTSIDE = 0.85
ACCEPT_TYPE = 0.7


def average(probabilities: list[list[np.ndarray]]) -> list[np.ndarray]:
    """Mean over models of the word probabilities of each sentence, sharpened by squaring.

    On text unlike worldwide the completers spread some mass over all labels, for nothing has
    taught them otherwise there; squaring takes it away and leaves real doubts between two labels.
    """
    means = (
        np.mean(np.stack(parts).astype(np.float32), 0) ** 2
        for parts in zip(*probabilities, strict=True)
    )
    return [m / m.sum(-1, keepdims=True) for m in means]


def probabilities(logits: np.ndarray) -> np.ndarray:
    """Softmax as float16, to be kept on disk."""
    return np.exp(log_softmax(logits)).astype(np.float16)


def _type_mass(p: np.ndarray, start: int, end: int, kind: str) -> float:
    """Mean probability over a span's words of the labels of one type."""
    if start == end:
        return 0.0
    b, i = LABEL_ID[f"B-{kind}"], LABEL_ID[f"I-{kind}"]
    return float((p[start:end, b] + p[start:end, i]).mean())


def _resolve(span: Span, p: np.ndarray) -> Span:
    """Chooses among a span's types where the completers are sure."""
    if len(span.types) < 2:
        return span
    mass = {t: _type_mass(p, span.start, span.end, t) for t in sorted(span.types)}
    best = max(mass, key=mass.get)
    if mass[best] > 0.05 and mass[best] / sum(mass.values()) > ACCEPT_TYPE:
        return Span(span.start, span.end, frozenset({best}))
    return span


def complete(sentence: Sentence, p: np.ndarray) -> Sentence:
    """A copy of a partly labelled sentence with its missing types filled in; p [words, labels]."""
    spans = [_resolve(s, p) for s in sentence.spans or ()]
    taken = {i for s in spans for i in range(s.start, s.end)}
    missing = sentence.missing
    allowed = np.zeros(len(ENTITY_LABELS), dtype=bool)
    allowed[0] = True
    for t in missing:
        allowed[LABEL_ID[f"B-{t}"]] = allowed[LABEL_ID[f"I-{t}"]] = True
    q = np.where(allowed, p, 0.0) + 1e-9
    for i in taken:
        q[i] = 1e-9
        q[i, 0] = 1.0
    q /= q.sum(-1, keepdims=True)
    skip: set[int] = set()
    inside: set[int] = set()
    for start, end, kind in bio_spans([ENTITY_LABELS[i] for i in viterbi(np.log(q))]):
        words = range(start, end)
        if _type_mass(q, start, end, kind) > ACCEPT_SPAN:
            spans.append(Span(start, end, frozenset({kind})))
        else:
            skip.update(words)
        inside.update(words)
    for i in range(len(sentence.words)):
        if i not in taken and i not in inside and q[i, 0] < ACCEPT_OUTSIDE:
            skip.add(i)
    spans = [_confirm_unknown(s, p) for s in spans]
    return replace(sentence, spans=spans, missing=frozenset(), skip=skip)


def _confirm_unknown(span: Span, p: np.ndarray) -> Span:
    """Gives a span without types the completers' type where they are sure of it."""
    if span.types:
        return span
    mass = {t: _type_mass(p, span.start, span.end, t) for t in ENTITY_TYPES}
    best = max(mass, key=mass.get)
    return Span(span.start, span.end, frozenset({best})) if mass[best] > 0.9 else span


_NAME_TYPES = ("PERSON", "ORG", "GPE", "LOC", "FAC", "PRODUCT")
_TIME_WORD = re.compile(
    r"^(mon|tue|tues|wed|wednes|thu|thur|thurs|fri|sat|satur|sun)(day)?s?\.?$|^(jan|feb|mar|apr|may|jun|jul|aug|sep|sept|oct|nov|dec)\w*\.?$",
    re.I,
)
_LINKS = frozenset(
    {"IN", "DT", "CC", "POS", "HYPH", "CD", "NN", ",", "FW", "NFP", "``", "''", "."}
)


def with_gold_tags(sentence: Sentence, p: np.ndarray) -> Sentence:
    """Silver entities for a UD-EWT sentence: p corrected by its XPOS tags and flat relations."""
    scores = np.log(p.astype(np.float32) + 1e-6)
    begin = [LABEL_ID[f"B-{t}"] for t in _NAME_TYPES]
    inner = [LABEL_ID[f"I-{t}"] for t in _NAME_TYPES]
    all_begin = list(range(1, len(ENTITY_LABELS), 2))
    for i, (word, tag) in enumerate(zip(sentence.words, sentence.pos)):
        proper = tag in {"NNP", "NNPS"}
        if proper and not _TIME_WORD.match(word) and word.lower() not in TITLES:
            scores[i, 0] -= 4.0
        if tag == "ADD":
            scores[i, 1:] -= 10.0
        elif not proper:
            scores[i, begin] -= 6.0 if tag not in {"FW", "GW", "XX"} else 1.0
            scores[i, inner] -= 0.5 if tag in _LINKS else 4.0
        head = sentence.heads[i]
        if (
            proper
            and head >= 0
            and sentence.relations[i].startswith("flat")
            and i
            and head < i
        ):
            scores[i, 0] -= 4.0
            scores[i, all_begin] -= 4.0
    # Renormalised, so that confidence is what is left after the correction.
    adjusted = np.exp(log_softmax(scores))
    spans: list[Span] = []
    skip: set[int] = set()
    inside: set[int] = set()
    for start, end, kind in bio_spans([ENTITY_LABELS[i] for i in viterbi(scores)]):
        inside.update(range(start, end))
        surface = " ".join(sentence.words[start:end])
        if is_norp(surface):
            kind = "NORP"
        sure = _type_mass(adjusted, start, end, kind) > 0.5 or kind == "NORP"
        # Places of both kinds are one class in most corpora: accept their sum.
        if not sure and kind in {"GPE", "LOC"}:
            both = _type_mass(adjusted, start, end, "GPE") + _type_mass(
                adjusted, start, end, "LOC"
            )
            if both > 0.55:
                spans.append(Span(start, end, frozenset({"GPE", "LOC"})))
                continue
        if sure:
            spans.append(Span(start, end, frozenset({kind})))
        else:
            skip.update(range(start, end))
    for i, (word, tag) in enumerate(zip(sentence.words, sentence.pos)):
        if i in inside:
            continue
        name_like = (
            tag in {"NNP", "NNPS"}
            and not _TIME_WORD.match(word)
            and word.lower() not in TITLES
        )
        if name_like or adjusted[i, 0] < 0.8:
            skip.add(i)
    return replace(sentence, spans=spans, missing=frozenset(), skip=skip)


@dataclass(frozen=True)
class SilverRule:
    """When a sentence without any gold label is worth training on."""

    worst_word: float = 0.6
    sure_word: float = 0.85


def silver(sentence: Sentence, p: np.ndarray, rule: SilverRule) -> Sentence | None:
    """Labels an unlabelled sentence; None where some word is too uncertain."""
    best = p.max(-1)
    if not len(best) or best.min() < rule.worst_word:
        return None
    labels = viterbi(np.log(p.astype(np.float32) + 1e-6))
    spans = [
        Span(s, e, frozenset({k}))
        for s, e, k in bio_spans([ENTITY_LABELS[i] for i in labels])
    ]
    skip = {i for i in range(len(best)) if best[i] < rule.sure_word}
    return replace(sentence, spans=spans, missing=frozenset(), skip=skip)


@dataclass
class Store:
    """Word probabilities of many sentences in one array, as predict steps save them."""

    rows: np.ndarray
    ends: np.ndarray

    @classmethod
    def pack(cls, parts: list[np.ndarray]) -> Store:
        """From one array a sentence."""
        return cls(np.concatenate(parts), np.cumsum([len(p) for p in parts]))

    def unpack(self) -> list[np.ndarray]:
        """Back to one array a sentence."""
        return np.split(self.rows, self.ends[:-1])
