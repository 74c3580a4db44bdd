"""Prepared corpora on disk, and batches of windows made from them."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path

import numpy as np
import torch

from corpora import Cue, Sentence
from encode import (
    LOWER,
    TITLE,
    UPPER,
    Encoded,
    Encoder,
    Window,
    encode_sentence,
    make_windows,
)
from labels import CUE_LABELS, REACH, ROLE_LABELS


def write_prepared(path: Path, sentences: list[Sentence]) -> None:
    """Writes sentences with their final targets, one JSON object a line."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8") as out:
        for s in sentences:
            row = {
                "group": s.group,
                "words": s.words,
                "targets": s.targets(),
                "pos": s.pos,
                "cues": None if s.cues is None else [asdict(c) for c in s.cues],
                "events": None if s.events is None else list(s.events.items()),
            }
            out.write(json.dumps(row, ensure_ascii=False) + "\n")


@dataclass
class Corpus:
    """The encoded sentences of one prepared file; groups are runs of neighbouring sentences."""

    name: str
    groups: list[list[Encoded]]

    @property
    def pieces(self) -> int:
        """Word pieces in all."""
        return sum(len(s) for g in self.groups for s in g)


def soft_path(path: Path) -> Path:
    """Where the teacher's probabilities of a prepared file's words lie."""
    return path.with_suffix(".soft.npz")


def read_prepared(
    path: Path,
    encoder: Encoder,
    tags: dict[str, int],
    limit: int | None = None,
    soft: bool = False,
    names: bool = True,
) -> Corpus:
    """Reads and encodes a prepared file; tags numbers the XPOS tags (unknown ones teach nothing).

    soft: with the teacher's probabilities. names: whether the file's own entity targets count.
    """
    groups: list[list[Encoded]] = []
    last = None
    taught = None
    if soft and soft_path(path).exists():
        saved = np.load(soft_path(path))
        taught = np.split(saved["rows"], saved["ends"][:-1])
    with path.open(encoding="utf-8") as lines:
        for n, line in enumerate(lines):
            if limit is not None and n >= limit:
                break
            row = json.loads(line)
            pos = None if row["pos"] is None else [tags.get(t, -1) for t in row["pos"]]
            targets = row["targets"] if names else None
            encoded = encode_sentence(encoder, row["words"], targets, pos)
            if taught is not None:
                encoded.soft = taught[n]
            if row["cues"] is not None:
                encoded.cues = [Cue(**c) for c in row["cues"]]
            if row["events"] is not None:
                encoded.events = dict(row["events"])
            if row["group"] != last:
                groups.append([])
                last = row["group"]
            groups[-1].append(encoded)
    return Corpus(path.stem, groups)


@dataclass
class Sample:
    """One window: pieces with [CLS] and [SEP], case types, and what each piece teaches.

    entity: label sets; pos: tags; cue, event: labels, -1 where there is nothing to learn;
    value: factuality, NaN where unknown. soft: places with the teacher's probabilities. roles: for the first piece of each cue, what the
    pieces of the window are to it (-1: not looked at).
    """

    ids: list[int]
    case: list[int]
    entity: list[int]
    pos: list[int]
    cue: list[int]
    event: list[int]
    value: list[float]
    soft: list[tuple[int, np.ndarray]] = field(default_factory=list)
    roles: list[tuple[int, list[int]]] = field(default_factory=list)


def window_samples(
    group: list[Encoded], size: int, packed: bool, encoder: Encoder
) -> Iterator[Sample]:
    """The windows of a run of sentences."""
    for window in make_windows([len(s) for s in group], size, packed):
        n = window.length
        sample = Sample(
            [encoder.cls],
            [0],
            [0],
            [-1],
            [-1] * n,
            [-1] * n,
            [float("nan")] * n,
        )
        for index, start, end in window.parts:
            s = group[index]
            sample.ids += s.ids[start:end]
            sample.case += s.case[start:end]
            sample.entity += s.entity[start:end]
            sample.pos += s.pos[start:end]
        sample.ids.append(encoder.sep)
        sample.case.append(0)
        sample.entity.append(0)
        sample.pos.append(-1)
        add_word_targets(sample, group, window)
        yield sample


def word_places(group: list[Encoded], window: Window) -> dict[int, list[int]]:
    """Of each sentence in a window: where its words' first pieces stand, -1 where they do not."""
    places, at = {}, 1
    for index, start, end in window.parts:
        places[index] = [
            at + f - start if start <= f < end else -1 for f in group[index].first
        ]
        at += end - start
    return places


def add_word_targets(sample: Sample, group: list[Encoded], window: Window) -> None:
    """Fills in what is given by word: the teacher's probabilities, events, cues with their roles."""
    places = word_places(group, window)
    begin, inner = CUE_LABELS.index("B"), CUE_LABELS.index("I")
    for index, words in places.items():
        s = group[index]
        if s.soft is not None:
            sample.soft += [(at, s.soft[w]) for w, at in enumerate(words) if at >= 0]
        if s.events is not None:
            for word, at in enumerate(words):
                if at >= 0:
                    sample.event[at] = int(word in s.events)
                    sample.value[at] = s.events.get(word, float("nan"))
        if s.cues is None:
            continue
        for at in words:
            if at >= 0:
                sample.cue[at] = 0
        for cue in s.cues:
            for word in range(cue.start, cue.end):
                if words[word] >= 0:
                    sample.cue[words[word]] = begin if word == cue.start else inner
            if words[cue.start] >= 0:
                sample.roles.append(
                    (words[cue.start], role_row(cue, index, places, len(sample.ids)))
                )


def role_row(
    cue: Cue, index: int, places: dict[int, list[int]], length: int
) -> list[int]:
    """What every piece of a window is to one cue of sentence `index`."""
    row = [-1] * length
    for near in range(index - REACH, index + REACH + 1):
        for at in places.get(near, ()):
            if at >= 0:
                row[at] = 0
    for offset, start, end, role in cue.roles:
        words = places.get(index + offset, [])
        b = ROLE_LABELS.index(f"B-{role}")
        for k, at in enumerate(words[start:end]):
            if at >= 0:
                row[at] = b if k == 0 else b + 1
    return row


_SMALL_WORDS = (
    "a an the and or but nor of in on at to for from by with as is s t vs".split()
)


class Recaser:
    """Case types as they would be in all-caps, lower-case and headline-case copies of a text.

    The model is uncased, so such a copy differs in its case types alone.
    """

    def __init__(self, encoder: Encoder) -> None:
        self.small = {encoder.tokenizer.token_to_id(w) for w in _SMALL_WORDS}
        vocabulary = encoder.tokenizer.get_vocab()
        self.letters = {i for t, i in vocabulary.items() if len(t) == 1 and t.isalpha()}
        self.inner = {i for t, i in vocabulary.items() if t.startswith("##")}

    def lower(self, sample: Sample) -> list[int]:
        """Everything in lower case."""
        return [LOWER if c in (TITLE, UPPER) else c for c in sample.case]

    def upper(self, sample: Sample) -> list[int]:
        """Everything in capitals; a single letter counts as title."""
        following = [*sample.ids[1:], 0]
        return [
            c
            if c not in (LOWER, TITLE)
            else TITLE
            if i in self.letters and n not in self.inner
            else UPPER
            for c, i, n in zip(sample.case, sample.ids, following)
        ]

    def headline(self, sample: Sample) -> list[int]:
        """Every word but the small ones with a capital."""
        return [
            TITLE if c == LOWER and i not in self.small else c
            for c, i in zip(sample.case, sample.ids)
        ]

    def vary(self, sample: Sample, share: float, rng: random.Random) -> Sample:
        """The sample itself, or with probability `share` one of the three copies."""
        if rng.random() >= share:
            return sample
        copy = rng.choice((self.lower, self.upper, self.headline))
        return replace(sample, case=copy(sample))


def epoch_samples(
    corpora: list[tuple[Corpus, float]],
    size: int,
    single: float,
    recased: float,
    encoder: Encoder,
    rng: random.Random,
) -> list[Sample]:
    """The windows of one epoch: of each corpus a share of its groups (2.0 = twice), drawn anew.

    single is the probability that a group is cut into one sentence a window, instead of
    sentences packed up to the window's size; in between, half of the packed groups get a
    smaller size, so that every length occurs. recased is the share of windows in another case.
    """
    samples: list[Sample] = []
    recaser = Recaser(encoder)
    for corpus, share in corpora:
        order = list(range(len(corpus.groups)))
        chosen = order * int(share)
        chosen += rng.sample(order, round((share - int(share)) * len(order)))
        for g in chosen:
            packed = rng.random() >= single
            room = size if rng.random() < 0.6 else rng.randint(size // 3, size)
            windows = window_samples(corpus.groups[g], room, packed, encoder)
            samples.extend(recaser.vary(w, recased, rng) for w in windows)
    return samples


@dataclass
class Batch:
    """Padded tensors [windows, longest]; cues [n, 2] are (window, piece), roles [n, longest].

    soft [m, labels] are the teacher's probabilities of the pieces soft_at [m, 2] (window, piece).
    """

    ids: torch.Tensor
    mask: torch.Tensor
    case: torch.Tensor
    entity: torch.Tensor
    pos: torch.Tensor
    cue: torch.Tensor
    event: torch.Tensor
    value: torch.Tensor
    cues: torch.Tensor
    roles: torch.Tensor
    soft: torch.Tensor
    soft_at: torch.Tensor


def collate(samples: list[Sample]) -> Batch:
    """Pads samples to the longest of them."""
    longest = max(len(s.ids) for s in samples)

    def padded(rows: list[list], fill: float, dtype: type = np.int64) -> torch.Tensor:
        table = np.full((len(rows), longest), fill, dtype=dtype)
        for line, row in zip(table, rows):
            line[: len(row)] = row
        return torch.from_numpy(table)

    cues = [(w, at) for w, s in enumerate(samples) for at, _ in s.roles]
    soft = [(w, at, row) for w, s in enumerate(samples) for at, row in s.soft]
    return Batch(
        ids=padded([s.ids for s in samples], 0),
        mask=padded([[1] * len(s.ids) for s in samples], 0),
        case=padded([s.case for s in samples], 0),
        entity=padded([s.entity for s in samples], 0),
        pos=padded([s.pos for s in samples], -1),
        cue=padded([s.cue for s in samples], -1),
        event=padded([s.event for s in samples], -1),
        value=padded([s.value for s in samples], np.nan, np.float32),
        cues=torch.tensor(cues, dtype=torch.int64).view(-1, 2),
        roles=padded([row for s in samples for _, row in s.roles], -1),
        soft=torch.from_numpy(np.array([p for _, _, p in soft], np.float32)),
        soft_at=torch.tensor([(w, at) for w, at, _ in soft]).view(-1, 2),
    )


def batches(
    samples: list[Sample], budget: int, rng: random.Random
) -> list[list[Sample]]:
    """Groups samples of like length into batches of at most `budget` padded pieces, shuffled."""
    rng.shuffle(samples)
    pool = budget // 64 * 32
    result: list[list[Sample]] = []
    for at in range(0, len(samples), pool):
        chunk = sorted(samples[at : at + pool], key=lambda s: len(s.ids))
        current: list[Sample] = []
        for s in chunk:
            if current and (len(current) + 1) * len(s.ids) > budget:
                result.append(current)
                current = []
            current.append(s)
        if current:
            result.append(current)
    rng.shuffle(result)
    return result
