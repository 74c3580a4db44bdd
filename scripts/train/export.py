"""Writes a trained checkpoint as ONNX, safetensors, tokenizer, labels and manifest."""

from __future__ import annotations

import hashlib
import json
import warnings
from pathlib import Path

import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from safetensors.torch import save_file

from encode import plain_tokenizer
from labels import ROLE_SIZE
from model import Tagger, load_tagger
from paths import backbone_folder

INPUTS = ["input_ids", "attention_mask", "token_type_ids"]


def float_onnx(model: Tagger, path: Path) -> None:
    """Writes the float32 graph with dynamic batch and sequence axes."""
    example = torch.ones(2, 16, dtype=torch.int64)
    axes = {0: "batch", 1: "seq"}
    outputs = list(model.heads)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        torch.onnx.export(
            model.eval(),
            (example, example, example),
            str(path),
            input_names=INPUTS,
            output_names=outputs,
            dynamic_axes={name: axes for name in INPUTS + outputs},
            opset_version=17,
        )


def int8_onnx(source: Path, path: Path) -> None:
    """Quantises weights to signed int8 per channel, the embedding tables too."""
    quantize_dynamic(
        str(source), str(path), per_channel=True, weight_type=QuantType.QInt8
    )


def sha256(path: Path) -> str:
    """Hex digest of a file."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def export(checkpoint: Path, folder: Path, work: Path, float16: bool = False) -> Path:
    """Writes weights, tokenizer and labels to the folder; returns the float ONNX in work.

    Weights: model.onnx in int8 and, where asked for, model.safetensors in float16 (released.py
    makes the float ONNX of it).
    """
    folder.mkdir(parents=True, exist_ok=True)
    work.mkdir(parents=True, exist_ok=True)
    model, saved = load_tagger(checkpoint, backbone_folder())
    plain = work / "float.onnx"
    float_onnx(model, plain)
    int8_onnx(plain, folder / "model.onnx")
    if float16:
        halves = {n: t.half().contiguous() for n, t in model.state_dict().items()}
        save_file(halves, folder / "model.safetensors")
    plain_tokenizer(backbone_folder() / "tokenizer.json").save(
        str(folder / "tokenizer.json")
    )
    (folder / "labels.json").write_text(json.dumps(saved["labels"], indent=1) + "\n")
    return plain


def write_manifest(
    folder: Path,
    checkpoint: Path,
    version: str,
    trained_on: list[str],
    calibration: dict,
) -> None:
    """Writes manifest.json over the files that lie in the folder."""
    model, saved = load_tagger(checkpoint, backbone_folder())
    config = model.bert.config
    names = ("model.onnx", "model.safetensors", "tokenizer.json", "labels.json")
    files = [name for name in names if (folder / name).exists()]
    heads = {
        name: {"kind": "token", "labels": len(labels), "output": name}
        for name, labels in saved["labels"].items()
        if name != "role"
    }
    if "role" in saved["labels"]:
        heads["role"] = {
            "kind": "pair",
            "labels": len(saved["labels"]["role"]),
            "query": "role_query",
            "key": "role_key",
        }
    manifest = {
        "schema": "hedgerow-model/1",
        "name": folder.name,
        "version": version,
        "window": saved["window"],
        "encoder": {
            "architecture": "bert",
            "backbone": "all-MiniLM-L6-v2",
            "layers": config.num_hidden_layers,
            "hidden": config.hidden_size,
            "attention_heads": config.num_attention_heads,
            "intermediate": config.intermediate_size,
            "vocabulary": config.vocab_size,
            "token_types": "case",
            "type_vocabulary": config.type_vocab_size,
            "lowercase": True,
        },
        "heads": heads,
        **({"role_size": ROLE_SIZE} if "role" in saved["labels"] else {}),
        "calibration": calibration,
        "trained_on": trained_on,
        "files": {
            name: {
                "sha256": sha256(folder / name),
                "bytes": (folder / name).stat().st_size,
            }
            for name in files
        },
    }
    (folder / "manifest.json").write_text(json.dumps(manifest, indent=2) + "\n")
