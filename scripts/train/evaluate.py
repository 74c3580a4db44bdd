"""Scores a model (checkpoint or ONNX) on every dev file; prints a table or JSON."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from corpora import read_conllu, read_jsonl
from encode import Encoder, plain_tokenizer
from model import load_tagger
from paths import backbone_folder
from predict import OnnxRunner, Runner, TorchRunner, document_logits
from score import decode, score
from score_stance import attribution_report, factuality_report

DEV_FILES = (
    "worldwide",
    "crossner-politics",
    "crossner-ai",
    "crossner-music",
    "crossner-literature",
    "crossner-science",
    "wnut17",
)


def grouped(
    rows: list[tuple[str | None, list[str], list[str]]],
) -> list[list[list[str]]]:
    """Runs of one document's sentences; a sentence without a document stands alone."""
    groups: list[list[list[str]]] = []
    last = None
    for doc, words, _ in rows:
        if doc is None or doc != last:
            groups.append([])
        last = doc
        groups[-1].append(words)
    return groups


def evaluate(
    run: Runner,
    encoder: Encoder,
    corpora: Path,
    tags: list[str],
    files: tuple[str, ...] = DEV_FILES,
) -> dict:
    """Exact span F1 a dev file and class, and XPOS accuracy on ud-ewt.dev ("pos")."""
    report: dict[str, dict] = {}
    for name in files:
        rows = list(read_jsonl(corpora / "ner" / f"{name}.dev.jsonl"))
        logits = document_logits(run, encoder, grouped(rows))
        predictions = [decode(o["entity"]) for group in logits for o in group]
        scheme = name if name == "worldwide" else "other"
        for split in (False, True):
            counts = score(rows, predictions, scheme, split)
            key = f"{name} (places split)" if split else name
            if not split or name == "worldwide":
                report[key] = {k: round(c.f1, 2) for k, c in sorted(counts.items())}
    sentences = read_conllu(corpora / "segmentation" / "ud-ewt.dev.conllu")
    groups: dict[str, list] = {}
    for s in sentences:
        groups.setdefault(s.group, []).append(s)
    logits = document_logits(
        run, encoder, [[s.words for s in g] for g in groups.values()]
    )
    right = total = 0
    for group, outputs in zip(groups.values(), logits):
        for s, output in zip(group, outputs):
            best = output["pos"].argmax(-1)
            right += sum(tags[i] == t for i, t in zip(best, s.pos))
            total += len(s.pos)
    report["pos"] = {"accuracy": round(100 * right / total, 2)}
    report.update(attribution_report(run, encoder, corpora))
    report.update(factuality_report(run, encoder, corpora))
    report["mean"] = {
        "micro": round(sum(report[f]["micro"] for f in files) / len(files), 2)
    }
    return report


def main() -> None:
    """Command line: a checkpoint (.pt) or an ONNX file with labels.json beside it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpora", type=Path, required=True)
    parser.add_argument("--model", type=Path, required=True)
    parser.add_argument(
        "--float32", action="store_true", help="run a checkpoint in float32, not bf16"
    )
    args = parser.parse_args()
    encoder = Encoder(plain_tokenizer(backbone_folder() / "tokenizer.json"))
    if args.model.suffix == ".onnx":
        run: Runner = OnnxRunner(args.model)
        tags = json.loads((args.model.parent / "labels.json").read_text())["pos"]
    else:
        model, saved = load_tagger(args.model, backbone_folder())
        run, tags = TorchRunner(model, bf16=not args.float32), saved["labels"]["pos"]
    for name, figures in evaluate(run, encoder, args.corpora, tags).items():
        print(name, json.dumps(figures))


if __name__ == "__main__":
    main()
