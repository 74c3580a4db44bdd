"""Writes the model card from the figures of evaluate.py and calibrate.py."""

from __future__ import annotations

import platform
from pathlib import Path

TEXT = """# {name} {version}

A named-entity and part-of-speech tagger for English news: all-MiniLM-L6-v2 (Apache-2.0; {layers}
layers, hidden size 384, uncased) with case fed back through token types, and two linear heads in
one forward pass. int8 ONNX, {megabytes:.1f} MB, weights signed and per channel.

- `entity`: BIO over PERSON NORP FAC ORG GPE LOC PRODUCT EVENT WORK_OF_ART LAW LANGUAGE DATE MONEY
  (OntoNotes names). PERCENT, TIME, QUANTITY, ORDINAL and CARDINAL are left to rules.
- `pos`: Penn Treebank tags as in UD English-EWT's XPOS column.

How input is made and read off: scripts/train/encode.py, with examples in scripts/train/golden/.

## Scores

Exact span and type, micro F1 in per cent, of the int8 model with constrained Viterbi decoding; the
gold words are joined by one space, labels are read at each word's first piece, sentences of one
document share windows of {window} pieces (a sentence without a document stands alone). CPU: {cpu}.
All of these are dev parts; they were used to choose among runs, so expect other text to score lower.

### worldwide.dev, nine classes

{worldwide}

"Places split" cuts gold places at commas ("Nairobi, Kenya" is two), as the model does. EVENT,
WORK_OF_ART, LAW and LANGUAGE count as Misc; GPE and LOC as Location.

### Other dev parts, PER/ORG/LOC

PER = person, politician, writer, scientist, musicalartist, researcher. ORG = organisation,
politicalparty, band, university, corporation, group. LOC = country, location. Gold spans of other
classes are left out, with every prediction that overlaps one.

{others}

### Parts of speech

XPOS accuracy on ud-ewt.dev: {pos} % (float {pos_float} %).

### int8 against float32

{parity}

### Scores of entities

The raw score of an entity is the product over its words of softmax(logits / T)[label], times the
probability that the next word of the sentence does not continue it. The score is
sigmoid(a * logit(raw) + b), with T = {temperature}, a = {a}, b = {b} fitted on the {entities} entities that
the model finds in these dev parts ({right:.1%} of them right). Expected calibration error over ten
bins: {ece_before} before, {ece_after} after, on the same entities that the constants were fitted on.

## Training

{training}

## Corpora and licences

The weights were trained on the corpora below; none of their text is part of the project.

| corpus | what it taught | licence as its source states it |
| --- | --- | --- |
{corpora}

Places were told apart with GeoNames names (CC BY 4.0).

## Limits

{limits}
"""


def cpu_name() -> str:
    """The CPU kind, as Linux reports it."""
    for line in Path("/proc/cpuinfo").read_text().splitlines():
        if line.startswith("model name"):
            name = line.split(":", 1)[1].strip()
            flags = Path("/proc/cpuinfo").read_text()
            kinds = [
                f
                for f in ("avx512_bf16", "avx512_vnni", "avx512f", "avx2")
                if f" {f}" in flags
            ]
            return f"{name} ({', '.join(kinds)})"
    return platform.processor()


def table(rows: list[list[str]], header: list[str]) -> str:
    """A Markdown table."""
    lines = [header, ["---"] * len(header), *rows]
    return "\n".join("| " + " | ".join(row) + " |" for row in lines)


def figures(int8: dict, plain: dict) -> dict[str, str]:
    """The tables of the card from evaluate.py's reports of the int8 and the float model."""
    classes = [k for k in int8["worldwide"] if k != "micro"]
    worldwide = table(
        [
            [
                k,
                f"{int8['worldwide'][k]:.1f}",
                f"{int8['worldwide (places split)'][k]:.1f}",
            ]
            for k in [*classes, "micro"]
        ],
        ["class", "F1, as it is", "F1, places split"],
    )
    names = [n for n in int8 if n.startswith(("crossner", "wnut"))]
    others = table(
        [
            [n, *(f"{int8[n].get(k, 0):.1f}" for k in ("PER", "ORG", "LOC", "micro"))]
            for n in names
        ],
        ["dev part", "PER", "ORG", "LOC", "micro"],
    )
    parity = table(
        [
            [
                n,
                f"{plain[n]['micro']:.2f}",
                f"{int8[n]['micro']:.2f}",
                f"{int8[n]['micro'] - plain[n]['micro']:+.2f}",
            ]
            for n in ["worldwide", *names]
        ],
        ["dev part", "float32", "int8", "difference"],
    )
    return {
        "worldwide": worldwide,
        "others": others,
        "parity": parity,
        "pos": f"{int8['pos']['accuracy']:.2f}",
        "pos_float": f"{plain['pos']['accuracy']:.2f}",
    }
