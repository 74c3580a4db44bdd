"""Scores of the attribution and factuality heads on their dev parts, over gold words.

Attribution, exact: a cue, source or content counts as right where its words are the gold's, all
of them. Each distinct set of words counts once a role and document. `hedgerow eval attribution`
counts by the same rule, and decodes more strictly.
"""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np

from attribution import pieces
from corpora import bio_spans, read_conllu
from encode import Encoder
from factuality import join, read_factuality
from labels import CUE_LABELS, REACH, ROLE_LABELS, ROLE_SIZE
from predict import Outputs, Runner, document_logits
from score import Counts, log_softmax, transitions, viterbi

ROLES = ("cue", "source", "content")


def best_path(scores: np.ndarray, labels: tuple[str, ...]) -> list[str]:
    """The best valid BIO sequence from log scores [words, labels]."""
    return [labels[i] for i in viterbi(scores, transitions(labels))]


def document_attributions(outputs: list[Outputs]) -> list[dict[str, frozenset]]:
    """Each cue of a document with its source and content, as sets of (sentence, word)."""
    result = []
    for i, output in enumerate(outputs):
        path = best_path(log_softmax(output["cue"]), CUE_LABELS)
        # bio_spans wants named labels.
        for start, end, _ in bio_spans([p if p == "O" else f"{p}-CUE" for p in path]):
            near = range(max(0, i - REACH), min(len(outputs), i + REACH + 1))
            words = [(n, w) for n in near for w in range(len(outputs[n]["role_key"]))]
            keys = np.concatenate([outputs[n]["role_key"] for n in near])
            query = output["role_query"][start].reshape(-1, ROLE_SIZE)
            logits = keys @ query.T / ROLE_SIZE**0.5
            roles = bio_spans(best_path(log_softmax(logits), ROLE_LABELS))
            found = {"cue": frozenset((i, w) for w in range(start, end))}
            for role in ROLES[1:]:
                found[role] = frozenset(
                    words[k]
                    for s, e, kind in roles
                    if kind == role.upper()
                    for k in range(s, e)
                )
            result.append(found)
    return result


def attribution_report(run: Runner, encoder: Encoder, corpora: Path) -> dict[str, dict]:
    """Exact F1 of cue, source and content on polnear.dev; nothing where the model has no such head."""
    rows = [
        json.loads(x) for x in (corpora / "attribution" / "polnear.dev.jsonl").open()
    ]
    groups = [[[r["text"][s:e] for s, e in sent] for sent in r["sents"]] for r in rows]
    outputs = document_logits(run, encoder, groups)
    if "cue" not in outputs[0][0]:
        return {}
    counts = {role: Counts() for role in ROLES}
    for row, document in zip(rows, outputs):
        found = document_attributions(document)
        for role, count in counts.items():
            gold = set()
            for attribution in row["attributions"]:
                runs = pieces(attribution[role], row["sents"])
                gold.add(frozenset((i, w) for i, s, e in runs for w in range(s, e)))
            predicted = {f[role] for f in found} - {frozenset()}
            gold -= {frozenset()}
            count.gold += len(gold)
            count.predicted += len(predicted)
            count.correct += len(gold & predicted)
    report = {}
    for role, c in counts.items():
        report[role] = round(c.f1, 2)
        report[f"{role}_precision"] = round(100 * c.correct / max(1, c.predicted), 2)
        report[f"{role}_recall"] = round(100 * c.correct / max(1, c.gold), 2)
    return {"attribution": report}


def factuality_values(
    run: Runner, encoder: Encoder, corpora: Path, part: str = "dev"
) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray] | None:
    """Gold and predicted values at annotated predicates; event labels and probabilities of all words."""
    sentences = read_conllu(corpora / "segmentation" / f"ud-ewt.{part}.conllu")
    join(sentences, read_factuality(corpora / "factuality" / f"uds-ih2.{part}.jsonl"))
    groups: dict[str, list] = {}
    for s in sentences:
        groups.setdefault(s.group, []).append(s)
    outputs = document_logits(
        run, encoder, [[s.words for s in g] for g in groups.values()]
    )
    gold, value, event, probability = [], [], [], []
    for group, document in zip(groups.values(), outputs):
        for s, output in zip(group, document):
            if "factuality" not in output:
                return None
            if s.events is None:
                continue
            logit, values = output["factuality"].T
            for word in range(len(s.words)):
                event.append(word in s.events)
                probability.append(1 / (1 + np.exp(-logit[word])))
                if word in s.events:
                    gold.append(s.events[word])
                    value.append(float(np.clip(values[word], -3, 3)))
    return tuple(np.array(a, dtype=float) for a in (gold, value, event, probability))


def factuality_report(run: Runner, encoder: Encoder, corpora: Path) -> dict[str, dict]:
    """Pearson's r and mean absolute error at gold predicates, F1 of finding them, on uds-ih2.dev."""
    values = factuality_values(run, encoder, corpora)
    if values is None:
        return {}
    gold, value, event, probability = values
    found = probability > 0.5
    right = float((found & (event > 0)).sum())
    return {
        "factuality": {
            "pearson": round(float(np.corrcoef(gold, value)[0, 1]), 4),
            "mae": round(float(np.abs(gold - value).mean()), 4),
            "event_f1": round(200 * right / (found.sum() + event.sum()), 2),
            "predicates": len(gold),
        }
    }
