"""Sentences of the unlabelled articles, split and tokenised by plain rules."""

from __future__ import annotations

import io
import re
import tarfile
from pathlib import Path

import zstandard

from corpora import ALL, Sentence

_SENTENCE_END = re.compile(r"(?<=[.!?])[\"”’']?\s+(?=[\"“‘'(]?[A-Z0-9])")
_ABBREVIATION = re.compile(
    r"\b(?:Mr|Mrs|Ms|Dr|Prof|Gen|Gov|Sen|Rep|St|Lt|Col|Sgt|Capt|Inc|Corp|Ltd|Co|vs|No|Jan|Feb|Mar|Apr|Aug|Sept|Oct|Nov|Dec|[A-Z])\.$"
)
_WORD = re.compile(
    r"https?://\S+|[@#]\w+|(?:[A-Z]\.){2,}|(?:Mr|Mrs|Ms|Dr|Prof|Gen|Gov|Sen|Rep|St|Inc|Corp|Ltd|Co|Jr|Sr)\.(?=\s|$)|"
    r"[’']s\b|[’'](?:re|ve|ll|d|m)\b|\w+(?=n[’']t\b)|n[’']t\b|[A-Z]{0,2}[$€£]|\d+(?:[.,:]\d+)*|\w+(?:[&.]\w+)*|[^\w\s]"
)


def tokenize(text: str) -> list[str]:
    """Treebank-like words; hyphens are split off."""
    return _WORD.findall(text)


def split_sentences(paragraph: str) -> list[str]:
    """Splits at sentence ends, not behind common abbreviations and initials."""
    parts: list[str] = []
    for piece in _SENTENCE_END.split(paragraph):
        if parts and _ABBREVIATION.search(parts[-1]):
            parts[-1] += " " + piece
        else:
            parts.append(piece)
    return parts


def read_articles(path: Path, words: int) -> list[Sentence]:
    """The first sentences of an archive's articles, up to about `words` words in all.

    Every article gives its first 25 sentences of 4 to 80 words, so that many articles are seen.
    """
    raw = (
        zstandard.ZstdDecompressor().stream_reader(io.BytesIO(path.read_bytes())).read()
    )
    result: list[Sentence] = []
    seen: set[str] = set()
    used = 0
    with tarfile.open(fileobj=io.BytesIO(raw)) as archive:
        for member in sorted(archive.getmembers(), key=lambda m: m.name):
            handle = archive.extractfile(member) if member.isfile() else None
            if handle is None or used >= words:
                continue
            text = handle.read().decode("utf-8", errors="ignore")
            taken = 0
            for paragraph in text.splitlines():
                for sentence in split_sentences(paragraph.strip()):
                    tokens = tokenize(sentence)
                    if taken >= 25 or not 4 <= len(tokens) <= 80 or sentence in seen:
                        continue
                    seen.add(sentence)
                    result.append(
                        Sentence(
                            path.name, f"{path.name}/{member.name}", tokens, [], ALL
                        )
                    )
                    taken += 1
                    used += len(tokens)
    return result
