"""Writes the model card from the figures of evaluate.py and calibrate.py."""

from __future__ import annotations

import platform
from pathlib import Path

TEXT = """# {name} {version}

{what} of English news in one forward pass:
all-MiniLM-L6-v2 (Apache-2.0; {layers} layers, hidden size 384, uncased) with case fed back through
token types, and linear heads. int8 ONNX, {megabytes:.1f} MB, weights signed and per channel.

- `entity`: BIO over PERSON NORP FAC ORG GPE LOC PRODUCT EVENT WORK_OF_ART LAW LANGUAGE DATE MONEY
  (OntoNotes names). PERCENT, TIME, QUANTITY, ORDINAL and CARDINAL are left to rules.
- `pos`: Penn Treebank tags as in UD English-EWT's XPOS column.
{stance_heads}
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

{stance_scores}### int8 against float32

{parity}

### Scores of entities

The raw score of an entity is the product over its words of softmax(logits / T)[label], times the
probability that the next word of the sentence does not continue it. The score is
sigmoid(a * logit(raw) + b), with T = {temperature}, a = {a}, b = {b} fitted on the {entities} entities that
the model finds in these dev parts ({right:.1%} of them right). Expected calibration error over ten
bins: {ece_before} before, {ece_after} after, and {ece_held_out} where each fifth of the entities is scored by
a fit to the other four.
{stance_values}
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


STANCE_HEADS = """- `cue`: BIO of attribution cues ("said", "according to") as in PolNeAR.
- `role_query`, `role_key`: the dot product of a cue's query and a word's key, over the square root
  of their length, is the logit of each BIO label of source and content, so that attributions may
  nest and overlap. Words up to one sentence before and after the cue's are candidates.
- `factuality`: the logit of being an event, and its factuality from -3 (certainly not) to 3.
"""

STANCE_SCORES = """### Attribution and factuality

polnear.dev, exact: all words of a cue, source or content and no others; each distinct set of words
counts once a document and role. Published best on PolNeAR's test part, exact, with BERT-base: source
83.2, cue 75.3, content 72.9 (Wang et al., COLING 2022).

{attribution}

uds-ih2.dev: Pearson's r {pearson} and mean absolute error {mae} at the {predicates} gold predicates (float32:
r {pearson_float}); the predicates themselves are found with F1 {event_f1}. Published: r 0.77 to 0.80
(Rudinger et al., 2018).

"""

STANCE_VALUES = """
The score of an event is {slope} * value + {intercept}, clipped to -3..3; a word is an event from a
probability of {threshold} on. Expected calibration error over twelve bins, in units of the scale:
{value_before} before, {value_after} after, and {value_held_out} where each fifth of the predicates of uds-ih2.dev is
scored by a fit to the other four.
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


def stance(report: dict) -> dict[str, str]:
    """The card's sections on attribution and factuality; empty for a model without these heads."""
    int8, plain = report["int8"], report["float32"]
    if "attribution" not in int8:
        what = "Names and parts of speech"
        return {"what": what} | dict.fromkeys(
            ("stance_heads", "stance_scores", "stance_values"), ""
        )
    attribution = table(
        [
            [
                role,
                f"{int8['attribution'][f'{role}_precision']:.1f}",
                f"{int8['attribution'][f'{role}_recall']:.1f}",
                f"{int8['attribution'][role]:.1f}",
                f"{plain['attribution'][role]:.1f}",
            ]
            for role in ("source", "cue", "content")
        ],
        ["span", "precision", "recall", "F1", "F1, float32"],
    )
    factual = int8["factuality"]
    constants, errors = report["calibration"]["factuality"], report["errors"]
    return {
        "what": "Names, parts of speech, attributions and factuality",
        "stance_heads": STANCE_HEADS,
        "stance_scores": STANCE_SCORES.format(
            attribution=attribution,
            pearson=f"{factual['pearson']:.3f}",
            pearson_float=f"{plain['factuality']['pearson']:.3f}",
            mae=f"{factual['mae']:.2f}",
            predicates=factual["predicates"],
            event_f1=f"{factual['event_f1']:.1f}",
        ),
        "stance_values": STANCE_VALUES.format(
            slope=constants["slope"],
            intercept=constants["intercept"],
            threshold=constants["event_threshold"],
            value_before=errors["value_before"],
            value_after=errors["value_after"],
            value_held_out=errors["value_held_out"],
        ),
    }
