"""Reads the corpora and maps their classes onto OntoNotes types.

Every reader yields Sentence objects. A corpus that does not label a type says so in
`missing`; complete.py fills those types in before the corpus is trained on.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from gazetteer import TITLES, is_norp, misc_types, place_types
from labels import ENTITY_TYPES, IGNORED, OUTSIDE, mask

ALL = frozenset(ENTITY_TYPES)


@dataclass
class Span:
    """Words start..end (end exclusive) and the types it may have; empty types = out of the loss."""

    start: int
    end: int
    types: frozenset[str]


@dataclass
class Cue:
    """Words start..end that attribute something, and the words that are its source and content.

    roles: (sentence counted from the cue's, first word, end word, "SOURCE" or "CONTENT").
    """

    start: int
    end: int
    roles: list[tuple[int, int, int, str]]


@dataclass
class Sentence:
    """One sentence of a corpus.

    spans None: no entity labels at all. missing: types the corpus does not label. skip: words
    kept out of the entity loss. pos: one XPOS tag a word, or None. cues: its attribution cues,
    None where they are not labelled. events: factuality by word, None where not labelled.
    group: sentences that share it are neighbours of one document.
    """

    corpus: str
    group: str
    words: list[str]
    spans: list[Span] | None
    missing: frozenset[str] = frozenset()
    pos: list[str] | None = None
    skip: set[int] = field(default_factory=set)
    cues: list[Cue] | None = None
    events: dict[int, float] | None = None
    heads: list[int] | None = None
    relations: list[str] | None = None

    def targets(self) -> list[int] | None:
        """One label set a word (labels.py); None where the sentence teaches no entities."""
        if self.spans is None:
            return None
        result = [OUTSIDE] * len(self.words)
        for span in self.spans:
            for i in range(span.start, span.end):
                result[i] = mask(span.types, i == span.start) if span.types else IGNORED
        for i in self.skip:
            result[i] = IGNORED
        return result


def bio_spans(tags: list[str]) -> list[tuple[int, int, str]]:
    """(start, end, class) of a BIO sequence; a stray I- begins a span."""
    spans: list[tuple[int, int, str]] = []
    start, kind = 0, ""
    for i, tag in enumerate([*tags, "O"]):
        name = tag[2:]
        if kind and (tag[0] != "I" or name != kind):
            spans.append((start, i, kind))
            kind = ""
        if tag[0] in "BI" and not kind:
            start, kind = i, name
    return spans


def read_jsonl(path: Path) -> Iterator[tuple[str | None, list[str], list[str]]]:
    """(document or None, words, BIO tags) of each line."""
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            yield row["doc"], row["tokens"], row["tags"]


def split_at_commas(words: list[str], start: int, end: int) -> list[tuple[int, int]]:
    """Splits a span at its comma words; the commas belong to no part."""
    parts, at = [], start
    for i in range(start, end + 1):
        if i == end or words[i] == ",":
            if at < i:
                parts.append((at, i))
            at = i + 1
    return parts


Mapper = Callable[[list[str], int, int, str], list[Span]]

_WORLDWIDE = {
    "Person": "PERSON",
    "Organization": "ORG",
    "Facility": "FAC",
    "NORP": "NORP",
    "Product": "PRODUCT",
    "Date": "DATE",
    "Money": "MONEY",
}


def map_worldwide(words: list[str], start: int, end: int, kind: str) -> list[Span]:
    """worldwide's nine classes; joined places are split at the comma."""
    if kind == "Location":
        parts = split_at_commas(words, start, end)
        return [Span(s, e, place_types(" ".join(words[s:e]))) for s, e in parts]
    if kind == "Misc":
        before = words[start - 1] if start else ""
        after = words[end] if end < len(words) else ""
        types = misc_types(" ".join(words[start:end]), before, after)
        return [Span(start, end, types or frozenset())]
    return [Span(start, end, frozenset({_WORLDWIDE[kind]}))]


_CROSSNER = {
    "person": "PERSON",
    "politician": "PERSON",
    "writer": "PERSON",
    "scientist": "PERSON",
    "musicalartist": "PERSON",
    "researcher": "PERSON",
    "organisation": "ORG",
    "politicalparty": "ORG",
    "band": "ORG",
    "university": "ORG",
    "magazine": "ORG",
    "academicjournal": "WORK_OF_ART ORG",
    "conference": "EVENT ORG",
    "country": "GPE",
    "election": "EVENT",
    "event": "EVENT",
    "book": "WORK_OF_ART",
    "poem": "WORK_OF_ART",
    "album": "WORK_OF_ART",
    "song": "WORK_OF_ART",
    "award": "WORK_OF_ART",
    "programlang": "PRODUCT",
    "astronomicalobject": "LOC",
}
_CROSSNER_OUT = frozenset(
    "algorithm field task metrics musicgenre literarygenre musicalinstrument chemicalcompound "
    "chemicalelement enzyme protein discipline theory".split()
)


def map_crossner(words: list[str], start: int, end: int, kind: str) -> list[Span]:
    """CrossNER's fine classes; common nouns count as outside, unclear names stay out."""
    text = " ".join(words[start:end])
    named = any(w[:1].isupper() for w in words[start:end])
    if kind in _CROSSNER_OUT:
        return [Span(start, end, frozenset())] if named else []
    if kind == "location":
        parts = split_at_commas(words, start, end)
        return [Span(s, e, place_types(" ".join(words[s:e]))) for s, e in parts]
    if is_norp(text):
        return [Span(start, end, frozenset({"NORP"}))]
    if kind in {"misc", "product"}:
        if not named:
            return []
        types = frozenset({"PRODUCT"}) if kind == "product" else frozenset()
        return [Span(start, end, types)]
    if kind == "country":
        return [
            Span(start, end, place_types(text) & {"GPE"} or frozenset({"GPE", "LOC"}))
        ]
    if kind in {"award", "election", "event", "theory"} and not named:
        return []
    return [Span(start, end, frozenset(_CROSSNER[kind].split()))]


def map_wnut(words: list[str], start: int, end: int, kind: str) -> list[Span]:
    """WNUT 2017's six classes."""
    types = {
        "person": "PERSON",
        "location": "GPE LOC FAC",
        "corporation": "ORG",
        "group": "ORG",
        "creative-work": "WORK_OF_ART",
        "product": "PRODUCT",
    }[kind]
    if kind == "group" and is_norp(" ".join(words[start:end])):
        types = "NORP"
    if kind == "location":
        known = place_types(" ".join(words[start:end]))
        types = " ".join(known) if len(known) == 1 else types
    return [Span(start, end, frozenset(types.split()))]


def map_redocred(words: list[str], start: int, end: int, kind: str) -> list[Span]:
    """Re-DocRED's classes; nationality adjectives among its LOC and ORG are NORP."""
    text = " ".join(words[start:end])
    if is_norp(text):
        return [Span(start, end, frozenset({"NORP"}))]
    if kind == "LOC":
        types = place_types(text)
        return [Span(start, end, types if len(types) == 1 else types | {"FAC", "NORP"})]
    if kind == "MISC":
        return [
            Span(
                start,
                end,
                frozenset(
                    {
                        "EVENT",
                        "WORK_OF_ART",
                        "PRODUCT",
                        "LAW",
                        "LANGUAGE",
                        "FAC",
                        "NORP",
                    }
                ),
            )
        ]
    if kind == "NUM":
        money = any(
            w in {"$", "€", "£", "¥"}
            or w.endswith("$")
            or w.lower() in {"dollars", "euros", "pounds", "yen"}
            for w in words[start:end]
        )
        return [Span(start, end, frozenset({"MONEY"}))] if money else []
    types = {"PER": "PERSON", "ORG": "ORG", "TIME": "DATE"}[kind]
    return [Span(start, end, frozenset({types}))]


_PRONOUNS = frozenset(
    "i we you he she it they me us him her them his our their who whom which that those these".split()
)


def map_re3d(words: list[str], start: int, end: int, kind: str) -> list[Span]:
    """re3d's name-like mentions without determiners and titles; the rest is outside or left out."""
    while start < end and words[start].lower() in {
        "the",
        "a",
        "an",
        "our",
        "its",
        "their",
        "this",
        "his",
    }:
        start += 1
    inner = words[start:end]
    if all(w.lower() in _PRONOUNS for w in inner):
        return []
    if not any(w[:1].isupper() for w in inner):
        return (
            []
            if kind in {"Person", "Organisation", "Location"}
            else [Span(start, end, frozenset())]
        )
    if is_norp(" ".join(inner)):
        return [Span(start, end, frozenset({"NORP"}))]
    if kind == "Person":
        while start < end and (
            words[start].lower() in TITLES or not words[start][:1].isupper()
        ):
            start += 1
    if start == end or kind not in {
        "Person",
        "Organisation",
        "Location",
        "Money",
        "Nationality",
    }:
        return [Span(start, end, frozenset())] if start < end else []
    lowered = sum(
        w[:1].islower()
        for w in words[start:end]
        if w not in {"of", "the", "and", "for", "in", "al", "de"}
    )
    if lowered:
        return [Span(start, end, frozenset())]
    if kind == "Location":
        parts = split_at_commas(words, start, end)
        return [Span(s, e, place_types(" ".join(words[s:e]))) for s, e in parts]
    types = {
        "Person": "PERSON",
        "Organisation": "ORG",
        "Money": "MONEY",
        "Nationality": "NORP",
    }[kind]
    return [Span(start, end, frozenset({types}))]


def map_btc(words: list[str], start: int, end: int, kind: str) -> list[Span]:
    """Broad Twitter Corpus; handles and hash tags stay out of the loss."""
    text = "".join(words[start:end])
    if "@" in words[max(0, start - 1) : end] or "#" in text or "@" in text:
        return [Span(start, end, frozenset())]
    if is_norp(text):
        return [Span(start, end, frozenset({"NORP"}))]
    if kind == "LOC":
        types = place_types(" ".join(words[start:end]))
        return [Span(start, end, types if len(types) == 1 else types | {"FAC"})]
    return [Span(start, end, frozenset({{"PER": "PERSON", "ORG": "ORG"}[kind]}))]


_NUMERIC_AND_RARE = ALL - {"PERSON", "ORG", "GPE", "LOC"}
MAPPERS: dict[str, tuple[Mapper, frozenset[str]]] = {
    "worldwide": (map_worldwide, frozenset()),
    "crossner-politics": (map_crossner, _NUMERIC_AND_RARE - {"EVENT"}),
    "crossner-ai": (map_crossner, _NUMERIC_AND_RARE - {"PRODUCT"}),
    "crossner-music": (map_crossner, _NUMERIC_AND_RARE - {"EVENT", "WORK_OF_ART"}),
    "crossner-literature": (map_crossner, _NUMERIC_AND_RARE - {"EVENT", "WORK_OF_ART"}),
    "crossner-science": (map_crossner, _NUMERIC_AND_RARE - {"EVENT"}),
    "wnut17": (map_wnut, _NUMERIC_AND_RARE - {"WORK_OF_ART", "PRODUCT", "FAC"}),
    "redocred": (map_redocred, frozenset({"NORP", "MONEY"})),
    "re3d": (map_re3d, _NUMERIC_AND_RARE - {"MONEY"}),
    "btc": (map_btc, _NUMERIC_AND_RARE),
}


def read_entities(folder: Path, corpus: str, part: str) -> list[Sentence]:
    """Sentences of ner/CORPUS.PART.jsonl under the corpora folder."""
    mapper, missing = MAPPERS[corpus]
    result = []
    for i, (doc, words, tags) in enumerate(
        read_jsonl(folder / "ner" / f"{corpus}.{part}.jsonl")
    ):
        spans: list[Span] = []
        for start, end, kind in bio_spans(tags):
            spans.extend(mapper(words, start, end, kind))
        group = f"{corpus}/{doc}" if doc else f"{corpus}/{i // 8}"
        result.append(Sentence(corpus, group, words, spans, missing))
    return result


def read_conllu(path: Path) -> list[Sentence]:
    """Sentences of a UD English-EWT file with XPOS, heads (0-based, -1 = root) and relations."""
    result: list[Sentence] = []
    doc = ""
    rows: list[list[str]] = []
    for line in [*path.read_text(encoding="utf-8").splitlines(), ""]:
        if line.startswith("# newdoc id"):
            doc = line.split("=", 1)[1].strip()
        elif line.startswith("#"):
            continue
        elif line:
            cells = line.split("\t")
            if cells[0].isdigit():
                rows.append(cells)
        elif rows:
            result.append(
                Sentence(
                    "ud-ewt",
                    f"ud-ewt/{doc}",
                    [r[1] for r in rows],
                    None,
                    ALL,
                    [r[4] for r in rows],
                    heads=[int(r[6]) - 1 for r in rows],
                    relations=[r[7] for r in rows],
                )
            )
            rows = []
    return result
