"""Reads the weights of a released int8 model back into floats, so that training can go on from it."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import numpy_helper

QUANTIZED = "_quantized"


def released_state(model: Path) -> dict[str, torch.Tensor]:
    """The state of a Tagger from an int8 ONNX file that export.py wrote.

    Each weight is its int8 value times its scale (per channel of a matrix, one for a table).
    """
    graph = onnx.load(str(model)).graph
    stored = {i.name: numpy_helper.to_array(i) for i in graph.initializer}

    def weight(name: str) -> np.ndarray:
        stem = name.removesuffix(QUANTIZED)
        values = stored[name].astype(np.float32)
        zero = stored[f"{stem}_zero_point"].astype(np.float32)
        return (values - zero) * stored[f"{stem}_scale"]

    state = {n: v for n, v in stored.items() if n.startswith(("bert.", "heads."))}
    state = {n: v for n, v in state.items() if n.endswith((".weight", ".bias"))}
    for node in graph.node:
        packed = [i for i in node.input if i.endswith(QUANTIZED) and i in stored]
        if not packed:
            continue
        if node.op_type == "Gather":
            state[packed[0].removesuffix(QUANTIZED)] = weight(packed[0])
        elif node.op_type == "MatMulInteger":
            path = node.name.strip("/").split("/")[:-1]
            module = ".".join(path)
            module = module if module.startswith("bert.") else f"heads.{path[-1]}"
            state[f"{module}.weight"] = weight(packed[0]).T
    return {n: torch.from_numpy(np.array(v, np.float32)) for n, v in state.items()}


def released_run(folder: Path, run: Path) -> None:
    """Writes RUN/final.pt from a model folder, as if it had been trained here."""
    manifest = json.loads((folder / "manifest.json").read_text())
    run.mkdir(parents=True, exist_ok=True)
    saved = {
        "model": released_state(folder / "model.onnx"),
        "labels": json.loads((folder / "labels.json").read_text()),
        "layers": manifest["encoder"]["layers"],
        "window": manifest["window"],
    }
    torch.save(saved, run / "final.pt")
