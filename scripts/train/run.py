"""One command from corpora to model.

    python scripts/train/run.py --corpora DIR --config scripts/train/configs/base.toml --work DIR

runs every step in order; --step runs one of them:

prepare   map the corpora                         -> WORK/prepared
train     train the config's model                -> WORK/runs/NAME-SEED/final.pt
predict   word probabilities of a trained model   -> WORK/runs/NAME-SEED/words.npz
complete  fill in missing types, label the silver -> WORK/prepared
export    ONNX, labels, manifest                  -> --output DIR

A folder with final.pt is not trained again; one with checkpoint.pt is resumed. To train on
several processes: torchrun --nproc-per-node 2 scripts/train/run.py ... --step train
"""

from __future__ import annotations

import argparse
import os
import tomllib
from pathlib import Path

os.environ.setdefault("HF_HUB_OFFLINE", "1")
os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")

import numpy as np
import torch
import torch.distributed as dist

import augment
import complete
from articles import read_articles
from corpora import MAPPERS, Sentence, read_conllu, read_entities
from data import read_prepared, write_prepared
from encode import Encoder, plain_tokenizer
from labels import ENTITY_LABELS
from model import from_backbone, load_tagger
from paths import backbone_folder
from predict import TorchRunner, document_logits
from train import Settings, Trainer

COMPLETED = tuple(name for name in MAPPERS if name != "worldwide")
ARTICLES = {"fnc1": 160_000, "wikinews": 120_000}
"""Archives for silver labels and about how many words are taken of each."""


def raw(name: str, corpora: Path) -> list[Sentence]:
    """The mapped sentences of a corpus, before completion."""
    if name == "ud-ewt":
        return read_conllu(corpora / "segmentation" / "ud-ewt.train.conllu")
    if name in ARTICLES:
        return read_articles(corpora / "articles" / f"{name}.tar.zst", ARTICLES[name])
    return read_entities(corpora, name, "train")


def pos_labels(corpora: Path) -> list[str]:
    """The XPOS tags of UD-EWT's train part, sorted."""
    return sorted({t for s in raw("ud-ewt", corpora) for t in s.pos})


def new_encoder() -> Encoder:
    """The encoder over the backbone's tokenizer."""
    return Encoder(plain_tokenizer(backbone_folder() / "tokenizer.json"))


def prepare(corpora: Path, work: Path) -> None:
    """Writes what needs no completion: worldwide, UD-EWT's tags, templates, swapped names."""
    folder = work / "prepared"
    worldwide = raw("worldwide", corpora)
    write_prepared(folder / "worldwide.jsonl", worldwide)
    write_prepared(
        folder / "swapped.jsonl", augment.swapped_corpus(worldwide, 0.7, seed=5)
    )
    write_prepared(folder / "templates.jsonl", augment.template_sentences(6000, seed=7))
    write_prepared(folder / "ud-ewt.jsonl", raw("ud-ewt", corpora))


def run_folder(config: dict, work: Path, seed: int) -> Path:
    """Where a run of the config lies."""
    return work / "runs" / f"{config['name']}-{seed}"


def train(
    config: dict, corpora: Path, work: Path, seed: int, limit: int | None = None
) -> None:
    """Trains what the config says, on the first `limit` sentences of each corpus."""
    folder = run_folder(config, work, seed)
    if (folder / "final.pt").exists():
        return
    tags = pos_labels(corpora)
    numbered = {t: i for i, t in enumerate(tags)}
    encoder = new_encoder()
    chosen = [
        (
            read_prepared(
                work / "prepared" / f"{name}.jsonl", encoder, numbered, limit
            ),
            share,
        )
        for name, share in config["corpora"].items()
    ]
    labels = {"entity": list(ENTITY_LABELS), "pos": tags}
    torch.manual_seed(seed)
    start = config.get("start")
    if start:
        model = load_tagger(work / "runs" / start / "final.pt", backbone_folder())[0]
    else:
        sizes = {n: len(v) for n, v in labels.items()}
        model = from_backbone(backbone_folder(), config["layers"], sizes)
    settings = Settings(seed=seed, **config["training"])
    meta = {"labels": labels, "layers": config["layers"], "window": settings.window}
    Trainer(model, encoder, settings, folder).run(chosen, meta)


def predict(config: dict, corpora: Path, work: Path, seed: int) -> None:
    """Saves the word probabilities of the corpora that need completion, and of the articles."""
    folder = run_folder(config, work, seed)
    model, _ = load_tagger(folder / "final.pt", backbone_folder())
    runner, encoder = TorchRunner(model, bf16=True), new_encoder()
    arrays = {}
    for name in (*COMPLETED, "ud-ewt", *ARTICLES):
        groups: list[list[list[str]]] = []
        last = None
        for s in raw(name, corpora):
            if s.group != last:
                groups.append([])
                last = s.group
            groups[-1].append(s.words)
        logits = document_logits(runner, encoder, groups)
        store = complete.Store.pack(
            [complete.probabilities(e) for group in logits for e, _ in group]
        )
        arrays[f"{name}/rows"], arrays[f"{name}/ends"] = store.rows, store.ends
    np.savez(folder / "words.npz", **arrays)


def complete_corpora(corpora: Path, work: Path, runs: list[str]) -> None:
    """Writes completed and silver corpora from the mean of the named runs' probabilities."""
    saved = [np.load(work / "runs" / run / "words.npz") for run in runs]
    for name in (*COMPLETED, "ud-ewt", *ARTICLES):
        stores = [
            complete.Store(s[f"{name}/rows"], s[f"{name}/ends"]).unpack() for s in saved
        ]
        mean = complete.average(stores)
        sentences = raw(name, corpora)
        if name == "ud-ewt":
            done = [
                complete.with_gold_tags(s, p)
                for s, p in zip(sentences, mean, strict=True)
            ]
        elif name in ARTICLES:
            rule = complete.SilverRule()
            labelled = (
                complete.silver(s, p, rule)
                for s, p in zip(sentences, mean, strict=True)
            )
            done = [s for s in labelled if s is not None]
        else:
            done = [
                complete.complete(s, p) for s, p in zip(sentences, mean, strict=True)
            ]
        write_prepared(work / "prepared" / f"{name}.jsonl", done)


def main() -> None:
    """Parses the command line and runs one step or all."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--corpora", type=Path, required=True)
    parser.add_argument("--config", type=Path, required=True)
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--step", default="all")
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    config = tomllib.loads(args.config.read_text())
    torch.set_num_threads(1)
    torch.set_flush_denormal(True)
    if "RANK" in os.environ:
        dist.init_process_group("gloo")
    if args.step == "prepare":
        prepare(args.corpora, args.work)
    elif args.step == "train":
        train(config, args.corpora, args.work, args.seed)
    elif args.step == "predict":
        predict(config, args.corpora, args.work, args.seed)
    elif args.step == "complete":
        complete_corpora(args.corpora, args.work, config["completers"])


if __name__ == "__main__":
    main()
