"""Joins UDS-IH2 (Rudinger et al., 2018) to the sentences of UD English-EWT that it annotates."""

from __future__ import annotations

import json
from pathlib import Path

from corpora import Sentence


def read_factuality(path: Path) -> dict[str, dict[int, float]]:
    """By space-tokenised sentence: the factuality (-3..3) of each annotated predicate's word."""
    result: dict[str, dict[int, float]] = {}
    for line in path.open(encoding="utf-8"):
        row = json.loads(line)
        events = result.setdefault(row["text"], {})
        for target in row["targets"]:
            events[target["span1"][0]] = target["label"]
    return result


def join(sentences: list[Sentence], annotated: dict[str, dict[int, float]]) -> int:
    """Gives the sentences their events, in place; returns how many have some.

    A sentence that UDS-IH2 lacks teaches no events, one that it holds teaches that its other
    words are none.
    """
    joined = 0
    for sentence in sentences:
        sentence.events = annotated.get(" ".join(sentence.words))
        joined += sentence.events is not None
    return joined
