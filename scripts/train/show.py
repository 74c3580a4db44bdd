"""Prints a model's entities in plain text files, to look at."""

from __future__ import annotations

import argparse
from pathlib import Path

from articles import split_sentences, tokenize
from encode import Encoder, plain_tokenizer
from model import load_tagger
from paths import backbone_folder
from predict import OnnxRunner, TorchRunner, document_logits
from score import decode


def main() -> None:
    """Command line: a checkpoint or ONNX model, then text files."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("model", type=Path)
    parser.add_argument("files", type=Path, nargs="+")
    args = parser.parse_args()
    encoder = Encoder(plain_tokenizer(backbone_folder() / "tokenizer.json"))
    if args.model.suffix == ".onnx":
        run = OnnxRunner(args.model)
    else:
        run = TorchRunner(load_tagger(args.model, backbone_folder())[0])
    for path in args.files:
        print(f"== {path.name}")
        lines = path.read_text(encoding="utf-8").splitlines()
        sentences = [
            tokenize(s) for line in lines for s in split_sentences(line.strip()) if s
        ]
        (outputs,) = document_logits(run, encoder, [sentences])
        for words, output in zip(sentences, outputs):
            found = " | ".join(
                f"{k} {' '.join(words[s:e])}" for s, e, k in decode(output["entity"])
            )
            print(f"{' '.join(words)}\n    {found}")


if __name__ == "__main__":
    main()
