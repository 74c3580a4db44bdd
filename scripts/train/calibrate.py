"""Fits scores to what they stand for: an entity's to a probability, an event's to a factuality.

Raw score of an entity: the product over its words of softmax(logits / T)[label], times the
probability that the next word of the sentence is not the I- of that type. Score:
sigmoid(a * logit(clip(raw, 1e-6, 1 - 1e-6)) + b).

Factuality: slope * value + intercept, clipped to -3..3, by least squares; an event is a word
whose probability reaches the threshold of the best F1.
"""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np

from corpora import read_jsonl
from encode import Encoder
from evaluate import DEV_FILES, grouped
from labels import ENTITY_LABELS, LABEL_ID
from predict import Runner, document_logits
from score import bio_spans, compare, log_softmax, viterbi
from score_stance import factuality_values

TEMPERATURES = (0.8, 1.0, 1.25, 1.5, 2.0)


def raw_score(
    logits: np.ndarray, span: tuple[int, int, str], temperature: float
) -> float:
    """Uncalibrated score of (start, end, type) in a sentence with logits [words, labels]."""
    p = np.exp(log_softmax(logits / temperature))
    start, end, kind = span
    begin, inner = LABEL_ID[f"B-{kind}"], LABEL_ID[f"I-{kind}"]
    value = float(p[start, begin]) * float(np.prod(p[start + 1 : end, inner]))
    if end < len(p):
        value *= 1.0 - float(p[end, inner])
    return value


def logit(raw: np.ndarray) -> np.ndarray:
    """Log odds of clipped scores."""
    clipped = np.clip(raw, 1e-6, 1 - 1e-6)
    return np.log(clipped) - np.log1p(-clipped)


def expected_error(scores: np.ndarray, right: np.ndarray, bins: int = 10) -> float:
    """Expected calibration error over equally wide bins."""
    index = np.minimum((scores * bins).astype(int), bins - 1)
    total = 0.0
    for b in range(bins):
        inside = index == b
        if inside.any():
            total += inside.sum() * abs(scores[inside].mean() - right[inside].mean())
    return total / len(scores)


def sigmoid(z: np.ndarray) -> np.ndarray:
    """The logistic function, safe for large arguments."""
    return 1.0 / (1.0 + np.exp(-np.clip(z, -50.0, 50.0)))


def logistic(x: np.ndarray, y: np.ndarray, steps: int = 50) -> tuple[float, float]:
    """Slope and intercept of a one-variable logistic regression, by Newton's method."""
    design = np.stack([x, np.ones_like(x)], 1)
    weights = np.zeros(2)
    for _ in range(steps):
        p = sigmoid(design @ weights)
        gradient = design.T @ (y - p)
        curvature = (design * (p * (1 - p))[:, None]).T @ design + 1e-6 * np.eye(2)
        weights = weights + np.linalg.solve(curvature, gradient)
    return float(weights[0]), float(weights[1])


def calibrate(run: Runner, encoder: Encoder, corpora: Path) -> tuple[dict, dict]:
    """Calibration constants for the manifest, and the errors before and after, on all dev files."""
    found: list[tuple[np.ndarray, tuple[int, int, str], bool]] = []
    for name in DEV_FILES:
        rows = list(read_jsonl(corpora / "ner" / f"{name}.dev.jsonl"))
        outputs = document_logits(run, encoder, grouped(rows))
        scheme = name if name == "worldwide" else "other"
        for (_, words, tags), output in zip(
            rows, [s for g in outputs for s in g], strict=True
        ):
            logits = output["entity"]
            labels = [ENTITY_LABELS[i] for i in viterbi(log_softmax(logits))]
            for span in bio_spans(labels):
                gold, mapped = compare(words, tags, [span], scheme, True)
                for item in mapped:
                    found.append((logits, span, item in gold))
    right = np.array([ok for _, _, ok in found], dtype=float)
    best = None
    for temperature in TEMPERATURES:
        raw = np.array(
            [raw_score(logits, span, temperature) for logits, span, _ in found]
        )
        a, b = logistic(logit(raw), right)
        score = np.clip(sigmoid(a * logit(raw) + b), 1e-9, 1 - 1e-9)
        loss = -float(np.mean(right * np.log(score) + (1 - right) * np.log(1 - score)))
        if best is None or loss < best[0]:
            best = (loss, temperature, a, b, score)
    loss, temperature, a, b, score = best
    raw = np.array([raw_score(logits, span, temperature) for logits, span, _ in found])
    held_out = cross_fitted(logit(raw), right)
    plain = np.array([raw_score(logits, span, 1.0) for logits, span, _ in found])
    constants = {
        "entity": {"temperature": temperature, "a": round(a, 5), "b": round(b, 5)}
    }
    errors = {
        "entities": len(found),
        "right": round(float(right.mean()), 4),
        "ece_before": round(expected_error(plain, right), 4),
        "ece_after": round(expected_error(score, right), 4),
        "ece_held_out": round(expected_error(held_out, right), 4),
        "log_loss_after": round(loss, 4),
    }
    return constants, errors


FOLDS = 5
BLOCK = 200
"""Neighbouring items that fall into one fold, so that most documents are in one alone."""


def folds(n: int) -> np.ndarray:
    """The fold of each of n items in the order of their documents."""
    return np.arange(n) // BLOCK % FOLDS


def cross_fitted(x: np.ndarray, right: np.ndarray) -> np.ndarray:
    """Scores of each item by a fit to the other folds."""
    score = np.zeros_like(x)
    for fold in range(FOLDS):
        inside = folds(len(x)) == fold
        if inside.any():
            a, b = logistic(x[~inside], right[~inside])
            score[inside] = sigmoid(a * x[inside] + b)
    return score


def value_error(scores: np.ndarray, gold: np.ndarray, bins: int = 12) -> float:
    """Expected calibration error of values in -3..3: mean distance of a bin's mean score and gold."""
    index = np.clip(((scores + 3) / 6 * bins).astype(int), 0, bins - 1)
    gaps = [
        (index == b).sum() * abs(scores[index == b].mean() - gold[index == b].mean())
        for b in np.unique(index)
    ]
    return float(sum(gaps) / len(scores))


def best_threshold(event: np.ndarray, probability: np.ndarray) -> float:
    """The probability, in steps of 0.05, from which on calling a word an event has the best F1."""
    steps = np.arange(0.2, 0.81, 0.05)
    found = [probability >= t for t in steps]
    scores = [2 * (f & (event > 0)).sum() / (f.sum() + event.sum()) for f in found]
    return round(float(steps[int(np.argmax(scores))]), 2)


def calibrate_factuality(
    run: Runner, encoder: Encoder, corpora: Path
) -> tuple[dict, dict]:
    """The factuality constants for the manifest, and the errors before and after, on uds-ih2.dev."""
    values = factuality_values(run, encoder, corpora)
    if values is None:
        return {}, {}
    gold, value, event, probability = values
    slope, intercept = np.polyfit(value, gold, 1)
    fitted = np.clip(slope * value + intercept, -3, 3)
    constants = {
        "slope": round(float(slope), 5),
        "intercept": round(float(intercept), 5),
        "event_threshold": best_threshold(event, probability),
    }
    held_out = np.zeros_like(value)
    for fold in range(FOLDS):
        inside = folds(len(value)) == fold
        line = np.polyfit(value[~inside], gold[~inside], 1)
        held_out[inside] = np.clip(np.polyval(line, value[inside]), -3, 3)
    errors = {
        "value_before": round(value_error(value, gold), 4),
        "value_after": round(value_error(fitted, gold), 4),
        "value_held_out": round(value_error(held_out, gold), 4),
    }
    return {"factuality": constants}, errors


def main() -> None:
    """Command line: prints the constants and the errors of an ONNX model."""
    import argparse

    from encode import plain_tokenizer
    from paths import backbone_folder
    from predict import OnnxRunner

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpora", type=Path, required=True)
    parser.add_argument("--model", type=Path, required=True)
    args = parser.parse_args()
    encoder = Encoder(plain_tokenizer(backbone_folder() / "tokenizer.json"))
    constants, errors = calibrate(OnnxRunner(args.model), encoder, args.corpora)
    print(json.dumps({"calibration": constants, **errors}))


if __name__ == "__main__":
    main()
