"""Reads a released model's weights back: to train on from them, or to write the float ONNX.

python scripts/train/released.py models/hedgerow-base float.onnx
"""

from __future__ import annotations

import argparse
import json
import tempfile
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import numpy_helper
from safetensors.torch import load_file

QUANTIZED = "_quantized"


def released_state(folder: Path) -> dict[str, torch.Tensor]:
    """The weights of a model folder: of its float16 file, else of its int8 one."""
    weights = folder / "model.safetensors"
    if weights.exists():
        return {n: t.float() for n, t in load_file(weights).items()}
    return int8_state(folder / "model.onnx")


def int8_state(model: Path) -> dict[str, torch.Tensor]:
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
        "model": released_state(folder),
        "labels": json.loads((folder / "labels.json").read_text()),
        "layers": manifest["encoder"]["layers"],
        "window": manifest["window"],
    }
    torch.save(saved, run / "final.pt")


def main() -> None:
    """Writes the float ONNX of a model folder."""
    from export import float_onnx
    from model import load_tagger
    from paths import backbone_folder

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("model", type=Path, help="a model folder")
    parser.add_argument("output", type=Path, help="the ONNX file to write")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as run:
        released_run(args.model, Path(run))
        model, _ = load_tagger(Path(run) / "final.pt", backbone_folder())
    float_onnx(model, args.output)


if __name__ == "__main__":
    main()
