"""Text to model input: BERT word pieces, the case type of each, and windows.

The Rust side repeats this file; golden/encoding.json holds the examples both must agree on.

Case types (fed as token_type_ids). The unit whose case is looked at is what BERT's
BasicTokenizer makes of the original, cased text: a maximal run without whitespace and
punctuation (CJK characters stand alone). All word pieces of a unit share its type.

0 special   [CLS], [SEP], [PAD], and units without letters and digits
1 lower     letters, none of them upper case
2 title     first letter upper case, no other letter is ("I" and "A" are title)
3 upper     two letters or more, all upper case
4 mixed     anything else, also every unit with both a letter and a digit
5 digit     digits and no letter

"Letter" is a character that str.isalpha() accepts, "digit" any other that
str.isnumeric() accepts, "upper" one that str.isupper()
accepts. Characters that are neither (combining marks, symbols) are skipped. In Unicode terms:
general category L, general category N, property Uppercase.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from tokenizers import Tokenizer
from tokenizers.pre_tokenizers import BertPreTokenizer

from corpora import Cue

SPECIAL, LOWER, TITLE, UPPER, MIXED, DIGIT = range(6)
CASE_TYPES = 6


def case_type(unit: str) -> int:
    """The case type of one unit of the original text."""
    letters = [c for c in unit if c.isalpha()]
    digits = any(c.isnumeric() for c in unit if not c.isalpha())
    if not letters:
        return DIGIT if digits else SPECIAL
    if digits:
        return MIXED
    upper = [c.isupper() for c in letters]
    if not any(upper):
        return LOWER
    if upper[0] and not any(upper[1:]):
        return TITLE
    return UPPER if all(upper) else MIXED


def plain_tokenizer(path: Path) -> Tokenizer:
    """The WordPiece tokenizer with truncation, padding and the [CLS]/[SEP] template off."""
    tokenizer = Tokenizer.from_file(str(path))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return tokenizer


@dataclass(frozen=True)
class Unit:
    """One BasicTokenizer unit: its place in the text (code points), case type and word pieces."""

    start: int
    end: int
    case: int
    ids: tuple[int, ...]


class Encoder:
    """Splits text into units and word pieces with offsets into the original text."""

    def __init__(self, tokenizer: Tokenizer) -> None:
        self.tokenizer = tokenizer
        self.cls = tokenizer.token_to_id("[CLS]")
        self.sep = tokenizer.token_to_id("[SEP]")
        self.unknown = tokenizer.token_to_id("[UNK]")
        self._cache: dict[str, tuple[Unit, ...]] = {}

    def pieces(self, text: str) -> list[tuple[int, int, int, int]]:
        """(id, start, end, case type) of each word piece of a running text."""
        encoding = self.tokenizer.encode(text, add_special_tokens=False)
        units = cased_units(text)
        result = []
        at = 0
        for piece, (start, end) in zip(encoding.ids, encoding.offsets):
            while at + 1 < len(units) and units[at][1] <= start:
                at += 1
            result.append(
                (piece, start, end, case_type(text[units[at][0] : units[at][1]]))
            )
        return result

    def word(self, word: str) -> tuple[Unit, ...]:
        """The units of one corpus token, in order; empty when nothing of it survives BERT's cleaning."""
        known = self._cache.get(word)
        if known is None:
            grouped: list[list[tuple[int, int, int, int]]] = []
            bounds = cased_units(word)
            at = -1
            for piece in self.pieces(word):
                index = next(
                    (i for i, (s, e) in enumerate(bounds) if s <= piece[1] < e), at
                )
                if index != at or not grouped:
                    grouped.append([])
                    at = index
                grouped[-1].append(piece)
            known = tuple(
                Unit(g[0][1], g[-1][2], g[0][3], tuple(p[0] for p in g))
                for g in grouped
            )
            self._cache[word] = known
        return known


_PRE = BertPreTokenizer()


def cased_units(text: str) -> list[tuple[int, int]]:
    """Start and end (code points) of each BasicTokenizer unit of the original, cased text."""
    result: list[tuple[int, int]] = []
    for _, (start, end) in _PRE.pre_tokenize_str(text):
        at = start
        for i in range(start, end):
            if is_cjk(text[i]):
                if at < i:
                    result.append((at, i))
                result.append((i, i + 1))
                at = i + 1
        if at < end:
            result.append((at, end))
    return result


def is_cjk(char: str) -> bool:
    """Whether BERT sets this character apart as a Chinese character."""
    c = ord(char)
    return (
        0x4E00 <= c <= 0x9FFF
        or 0x3400 <= c <= 0x4DBF
        or 0x20000 <= c <= 0x2A6DF
        or 0x2A700 <= c <= 0x2B73F
        or 0x2B740 <= c <= 0x2B81F
        or 0x2B820 <= c <= 0x2CEAF
        or 0xF900 <= c <= 0xFAFF
        or 0x2F800 <= c <= 0x2FA1F
    )


@dataclass
class Encoded:
    """One sentence as word pieces without [CLS] and [SEP].

    first[i] is the index of the first piece of word i (-1: the word has no piece).
    entity holds a label set a piece (labels.py), pos a tag index or -1. cues and events are
    those of the sentence, soft [words, labels] a teacher's entity probabilities; all by word.
    """

    ids: list[int]
    case: list[int]
    entity: list[int]
    pos: list[int]
    first: list[int]
    cues: list[Cue] | None = None
    events: dict[int, float] | None = None
    soft: np.ndarray | None = None

    def __len__(self) -> int:
        return len(self.ids)


def encode_sentence(
    encoder: Encoder, words: list[str], entity: list[int] | None, pos: list[int] | None
) -> Encoded:
    """Encodes one sentence; entity and pos are one target a word, None where there is none.

    Every unit's first piece gets a target (so that any word segmentation finds a trained
    piece), the later pieces of a unit none.
    """
    from labels import IGNORED, continuation

    out = Encoded([], [], [], [], [])
    for i, word in enumerate(words):
        units = encoder.word(word)
        out.first.append(len(out.ids) if units else -1)
        for u, unit in enumerate(units):
            target = IGNORED if entity is None else entity[i]
            if u:
                target = continuation(target)
            out.ids.extend(unit.ids)
            out.case.extend([unit.case] * len(unit.ids))
            out.entity.extend([target] + [IGNORED] * (len(unit.ids) - 1))
            tag = pos[i] if pos is not None and u == 0 else -1
            out.pos.extend([tag] + [-1] * (len(unit.ids) - 1))
    return out


@dataclass
class Window:
    """Model input of at most `size` pieces; parts are (sentence index, first piece, end piece)."""

    parts: list[tuple[int, int, int]]

    @property
    def length(self) -> int:
        """Word pieces in it, [CLS] and [SEP] counted."""
        return 2 + sum(end - start for _, start, end in self.parts)


def make_windows(
    lengths: list[int], size: int, packed: bool, overlap: int = 32
) -> list[Window]:
    """Packs consecutive sentences (given by their piece counts) into windows of `size`.

    Whole sentences are packed up to the size (or one a window where packed is false); a
    sentence that is longer is split into windows of its own that overlap.
    """
    room = size - 2
    windows: list[Window] = []
    current: list[tuple[int, int, int]] = []
    used = 0
    for i, n in enumerate(lengths):
        if n == 0:
            continue
        if current and (used + n > room or not packed):
            windows.append(Window(current))
            current, used = [], 0
        if n > room:
            start = 0
            while True:
                end = min(start + room, n)
                windows.append(Window([(i, start, end)]))
                if end == n:
                    break
                start = end - overlap
        else:
            current.append((i, 0, n))
            used += n
    if current:
        windows.append(Window(current))
    return windows
