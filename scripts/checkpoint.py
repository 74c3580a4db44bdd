"""Prepares a token classifier in the layout of Hugging Face for `hedgerow --ner-model FOLDER`.

python scripts/checkpoint.py onnx FOLDER          # model.onnx, for the engine rten
python scripts/checkpoint.py onnx FOLDER --int8   # the same with int8 weights: smaller and faster
python scripts/checkpoint.py safetensors FOLDER   # model.safetensors from pytorch_model.bin, for torch

Needs torch, transformers and safetensors; `onnx` needs onnx and onnxruntime too
(scripts/train/requirements.txt).
"""

from __future__ import annotations

import argparse
import tempfile
import warnings
from pathlib import Path

INPUTS = ("input_ids", "attention_mask", "token_type_ids")


def write_onnx(folder: Path, int8: bool) -> Path:
    """Writes model.onnx: inputs [batch, seq], output `logits` [batch, seq, labels]."""
    import torch
    from transformers import AutoModelForTokenClassification

    model = AutoModelForTokenClassification.from_pretrained(
        folder, attn_implementation="eager"
    ).eval()
    model.config.return_dict = False
    known = model.forward.__code__.co_varnames
    names = [name for name in INPUTS if name in known]
    if getattr(model.config, "type_vocab_size", 0) < 2:
        names = [name for name in names if name != "token_type_ids"]
    example = torch.ones(2, 16, dtype=torch.int64)
    axes = {0: "batch", 1: "seq"}
    target = folder / "model.onnx"
    with warnings.catch_warnings(), tempfile.TemporaryDirectory() as work:
        warnings.simplefilter("ignore")
        plain = Path(work) / "float.onnx" if int8 else target
        torch.onnx.export(
            model,
            ({name: example for name in names},),
            str(plain),
            input_names=names,
            output_names=["logits"],
            dynamic_axes={name: axes for name in [*names, "logits"]},
            opset_version=17,
        )
        if int8:
            from onnxruntime.quantization import QuantType, quantize_dynamic

            # rten wants signed weights.
            quantize_dynamic(
                str(plain), str(target), per_channel=True, weight_type=QuantType.QInt8
            )
    return target


def write_safetensors(folder: Path) -> Path:
    """Writes model.safetensors from pytorch_model.bin, loaded without running code of the file."""
    import torch
    from safetensors.torch import save_file

    source = folder / "pytorch_model.bin"
    state = torch.load(source, map_location="cpu", weights_only=True)
    # Copies, because the format shares no storage; and layer norms by their names of today.
    tensors = {
        name.replace("LayerNorm.gamma", "LayerNorm.weight").replace(
            "LayerNorm.beta", "LayerNorm.bias"
        ): tensor.clone().contiguous()
        for name, tensor in state.items()
    }
    target = folder / "model.safetensors"
    save_file(tensors, target, metadata={"format": "pt"})
    return target


def main() -> None:
    """Runs the command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("format", choices=("onnx", "safetensors"))
    parser.add_argument("folder", type=Path)
    parser.add_argument("--int8", action="store_true", help="int8 weights (onnx alone)")
    args = parser.parse_args()
    if args.format == "onnx":
        target = write_onnx(args.folder, args.int8)
    else:
        target = write_safetensors(args.folder)
    print(f"{target}: {target.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
