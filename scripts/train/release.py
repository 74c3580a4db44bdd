"""Turns a trained run into a model folder: export, parity, calibration, manifest, card."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path

from calibrate import calibrate, calibrate_factuality
from card import TEXT, cpu_name, figures, stance
from encode import Encoder, plain_tokenizer
from evaluate import evaluate
from export import export, write_manifest
from model import load_tagger
from paths import backbone_folder
from plot import plot
from predict import OnnxRunner

PARITY = 0.3
"""Points of F1 that int8 may lose against float32 on any dev part."""


def publish(step: dict, corpora: Path, work: Path, output: Path) -> None:
    """Writes the whole model folder from WORK/runs/RUN; stops where int8 loses too much.

    step: run (name of the run's folder), card (TOML with the card's texts), curves (runs that
    the plot of learning curves shows), float16 (whether to write the float16 weights too).
    """
    checkpoint = work / "runs" / step["run"] / "final.pt"
    plain_onnx = export(
        checkpoint, output, work / "export", float16=step.get("float16", False)
    )
    encoder = Encoder(plain_tokenizer(backbone_folder() / "tokenizer.json"))
    tags = load_tagger(checkpoint, backbone_folder())[1]["labels"]["pos"]
    int8 = evaluate(OnnxRunner(output / "model.onnx"), encoder, corpora, tags)
    plain = evaluate(OnnxRunner(plain_onnx), encoder, corpora, tags)
    runner = OnnxRunner(output / "model.onnx")
    constants, errors = calibrate(runner, encoder, corpora)
    factual, factual_errors = calibrate_factuality(runner, encoder, corpora)
    constants, errors = constants | factual, errors | factual_errors
    report = {
        "int8": int8,
        "float32": plain,
        "calibration": constants,
        "errors": errors,
    }
    (work / "report.json").write_text(json.dumps(report, indent=1))
    lost = losses(int8, plain)
    if lost:
        print(f"int8 loses more than {PARITY} F1 on: {', '.join(lost)}")
    texts = tomllib.loads(
        (Path(__file__).parent / "configs" / step["card"]).read_text()
    )
    write_manifest(output, checkpoint, texts["version"], texts["trained_on"], constants)
    write_card(output, texts, report, checkpoint)
    plot([work / "runs" / r for r in step["curves"]], output / "learning-curves.png")


def losses(int8: dict, plain: dict) -> dict[str, float]:
    """The dev parts on which int8 loses more than PARITY points of F1, and how much."""
    lost = {n: plain[n]["micro"] - int8[n]["micro"] for n in int8 if "micro" in int8[n]}
    return {n: round(points, 2) for n, points in lost.items() if points > PARITY}


def write_card(output: Path, texts: dict, report: dict, checkpoint: Path) -> None:
    """Writes MODEL_CARD.md; texts as in configs/base-card.toml."""
    saved = load_tagger(checkpoint, backbone_folder())[1]
    errors = report["errors"]
    entity = report["calibration"]["entity"]
    card = TEXT.format(
        name=output.name,
        version=texts["version"],
        layers=saved["layers"],
        window=saved["window"],
        megabytes=(output / "model.onnx").stat().st_size / 1e6,
        cpu=cpu_name(),
        training=texts["training"].strip(),
        limits=texts["limits"].strip(),
        corpora="\n".join("| " + " | ".join(row) + " |" for row in texts["corpora"]),
        temperature=entity["temperature"],
        a=entity["a"],
        b=entity["b"],
        entities=errors["entities"],
        right=errors["right"],
        ece_before=errors["ece_before"],
        ece_after=errors["ece_after"],
        ece_held_out=errors["ece_held_out"],
        **stance(report),
        **figures(report["int8"], report["float32"]),
    )
    (output / "MODEL_CARD.md").write_text(card)
