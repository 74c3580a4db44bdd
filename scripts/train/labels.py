"""The label sets of the heads, and label sets as bit masks.

A training target of the entity head is a *set* of labels, because a corpus may say
"a place" without saying whether it is a GPE or a LOC. A set is an int whose bit i stands
for ENTITY_LABELS[i]; the empty set (0) keeps a word piece out of the loss.
"""

from __future__ import annotations

from collections.abc import Iterable

ENTITY_TYPES = (
    "PERSON",
    "NORP",
    "FAC",
    "ORG",
    "GPE",
    "LOC",
    "PRODUCT",
    "EVENT",
    "WORK_OF_ART",
    "LAW",
    "LANGUAGE",
    "DATE",
    "MONEY",
)
"""OntoNotes types that the model predicts; the other five are closed classes left to rules."""

ENTITY_LABELS = ("O",) + tuple(f"{bio}-{t}" for t in ENTITY_TYPES for bio in "BI")
LABEL_ID = {label: i for i, label in enumerate(ENTITY_LABELS)}
CUE_LABELS = ("O", "B", "I")
"""Attribution cues."""

ROLE_LABELS = ("O", "B-SOURCE", "I-SOURCE", "B-CONTENT", "I-CONTENT")
"""What a word is to a cue."""

ROLE_SIZE = 64
"""Length of the vectors whose dot products are the roles' logits."""

REACH = 1
"""Sentences before and after a cue's own in which its source and content are looked for."""

FACTUALITY = ("event", "value")
"""Columns of the factuality head: logit of being an event, factuality in -3..3."""


def head_widths(labels: dict[str, list[str]]) -> dict[str, int]:
    """Columns of every output of the model, in their order, from the labels of its heads."""
    widths = {n: len(v) for n, v in labels.items() if n != "role"}
    if "role" in labels:
        widths["role_query"] = len(labels["role"]) * ROLE_SIZE
        widths["role_key"] = ROLE_SIZE
    return widths


OUTSIDE = 1 << LABEL_ID["O"]
IGNORED = 0


def mask(types: Iterable[str], begin: bool) -> int:
    """The set of B- (begin) or I- labels of the given types."""
    bio = "B" if begin else "I"
    result = 0
    for name in types:
        result |= 1 << LABEL_ID[f"{bio}-{name}"]
    return result


def type_of(label_id: int) -> str | None:
    """The entity type of a label, None for O."""
    return ENTITY_LABELS[label_id][2:] or None if label_id else None


def continuation(labels: int) -> int:
    """The set that follows inside the same word: each B- turned into its I-, O and I- kept."""
    result = labels & OUTSIDE
    for i in range(1, len(ENTITY_LABELS)):
        if labels >> i & 1:
            result |= 1 << (i if i % 2 == 0 else i + 1)
    return result
