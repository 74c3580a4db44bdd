"""One command from corpora to model.

    python scripts/train/run.py --corpora DIR --config scripts/train/configs/base.toml \\
        --work DIR --output models/hedgerow-base

The config is a recipe: a list of steps, run in order.

prepare   map the corpora                           -> WORK/prepared
import    read a released model's weights back      -> WORK/runs/NAME/final.pt
train     train what a config says                  -> WORK/runs/NAME-SEED/final.pt
predict   word probabilities of a trained model     -> WORK/runs/NAME-SEED/words
complete  fill in missing types, label the silver   -> WORK/prepared
soften    a mean of runs' probabilities of all words -> WORK/prepared/NAME.soft.npz
average   the mean weights of runs                  -> WORK/runs/NAME/final.pt
release   ONNX, labels, calibration, manifest, card -> --output

`--only 1 2` runs single steps, so that independent ones can run side by side. A run with
final.pt is not trained again; one with checkpoint.pt is resumed. One run on two processes:
torchrun --nproc-per-node 2 scripts/train/run.py ... --only N
"""

from __future__ import annotations

import argparse
import json
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
from attribution import read_attributions
from corpora import MAPPERS, Sentence, read_conllu, read_entities
from data import read_prepared, soft_path, write_prepared
from encode import Encoder, plain_tokenizer
from factuality import join, read_factuality
from labels import CUE_LABELS, ENTITY_LABELS, FACTUALITY, ROLE_LABELS, head_widths
from model import from_backbone, grown, load_tagger
from paths import backbone_folder
from predict import TorchRunner, document_logits
from released import released_run
from teacher import new_teacher
from train import Settings, Trainer

COMPLETED = tuple(name for name in MAPPERS if name != "worldwide")
ARTICLES = {"fnc1": 160_000, "wikinews": 120_000}
"""Archives for silver labels and about how many words are taken of each."""


def raw(name: str, corpora: Path) -> list[Sentence]:
    """The mapped sentences of a corpus, before completion."""
    if name == "ud-ewt":
        sentences = read_conllu(corpora / "segmentation" / "ud-ewt.train.conllu")
        annotated = corpora / "factuality" / "uds-ih2.train.jsonl"
        join(sentences, read_factuality(annotated))
        return sentences
    if name == "polnear":
        return read_attributions(corpora / "attribution" / "polnear.train.jsonl")
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
    """Writes what needs no completion: worldwide, UD-EWT, PolNeAR, templates, swapped names."""
    folder = work / "prepared"
    worldwide = raw("worldwide", corpora)
    write_prepared(folder / "worldwide.jsonl", worldwide)
    write_prepared(
        folder / "swapped.jsonl", augment.swapped_corpus(worldwide, 0.7, seed=5)
    )
    write_prepared(
        folder / "templates.jsonl", augment.template_sentences(12000, seed=7)
    )
    for name in ("ud-ewt", "polnear"):
        write_prepared(folder / f"{name}.jsonl", raw(name, corpora))


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
                work / "prepared" / f"{name}.jsonl",
                encoder,
                numbered,
                limit,
                soft=config.get("soft", False),
                names=name not in config.get("unlabelled", ()),
            ),
            share,
        )
        for name, share in config["corpora"].items()
    ]
    labels = {"entity": list(ENTITY_LABELS), "pos": tags}
    if config.get("stance", True):
        labels["cue"] = list(CUE_LABELS)
        labels["role"] = list(ROLE_LABELS)
        labels["factuality"] = list(FACTUALITY)
    # New heads start alike whatever the seed, so that runs can be averaged.
    torch.manual_seed(1)
    start = config.get("start")
    if config.get("teacher"):
        model = new_teacher(head_widths(labels))
    elif start:
        model = load_tagger(work / "runs" / start / "final.pt", backbone_folder())[0]
        model = grown(model, head_widths(labels))
    else:
        widths = head_widths(labels)
        model = from_backbone(backbone_folder(), config["layers"], widths)
    settings = Settings(seed=seed, **config["training"])
    meta = {
        "labels": labels,
        "layers": config["layers"],
        "window": settings.window,
        "teacher": config.get("teacher", False),
    }
    Trainer(model, encoder, settings, folder).run(chosen, meta)


SILVER = (*COMPLETED, "ud-ewt", "polnear", *ARTICLES)
"""What completers label: partly labelled corpora, UD-EWT, PolNeAR, articles."""


def predict(
    run: str, corpora: Path, work: Path, names: tuple[str, ...] = SILVER
) -> None:
    """Saves a run's word probabilities for the named corpora, WORK/runs/RUN/words/NAME.npz."""
    folder = work / "runs" / run
    model, _ = load_tagger(folder / "final.pt", backbone_folder())
    runner, encoder = TorchRunner(model, bf16=True), new_encoder()
    (folder / "words").mkdir(exist_ok=True)
    for name in names:
        groups: list[list[list[str]]] = []
        last = None
        for s in raw(name, corpora):
            if s.group != last:
                groups.append([])
                last = s.group
            groups[-1].append(s.words)
        logits = document_logits(runner, encoder, groups)
        store = complete.Store.pack(
            [complete.probabilities(o["entity"]) for group in logits for o in group]
        )
        np.savez(folder / "words" / f"{name}.npz", rows=store.rows, ends=store.ends)


def soften(
    shares: dict[str, float], corpora: Path, work: Path, names: list[str]
) -> None:
    """Saves the weighted mean of runs' probabilities of the words of prepared corpora, line by line.

    Articles are prepared anew as NAME-plain: all of their sentences, without targets.
    """
    encoder = new_encoder()
    models = {
        run: load_tagger(work / "runs" / run / "final.pt", backbone_folder())[0]
        for run in shares
    }
    for name in names:
        path = work / "prepared" / f"{name}.jsonl"
        if name.endswith("-plain"):
            write_prepared(path, raw(name.removesuffix("-plain"), corpora))
        groups: list[list[list[str]]] = []
        last = None
        for line in path.open(encoding="utf-8"):
            row = json.loads(line)
            if row["group"] != last:
                groups.append([])
                last = row["group"]
            groups[-1].append(row["words"])
        mean = 0.0
        for run, share in shares.items():
            logits = document_logits(
                TorchRunner(models[run], bf16=True), encoder, groups
            )
            store = complete.Store.pack(
                [complete.probabilities(o["entity"]) for group in logits for o in group]
            )
            mean = mean + share * store.rows
        np.savez(soft_path(path), rows=mean.astype(np.float16), ends=store.ends)


def complete_corpora(corpora: Path, work: Path, runs: list[str]) -> None:
    """Writes completed and silver corpora from the mean of the named runs' probabilities."""
    for name in SILVER:
        saved = [np.load(work / "runs" / run / "words" / f"{name}.npz") for run in runs]
        stores = [complete.Store(s["rows"], s["ends"]).unpack() for s in saved]
        mean = complete.average(stores)
        sentences = raw(name, corpora)
        if name == "ud-ewt":
            done = [
                complete.with_gold_tags(s, p)
                for s, p in zip(sentences, mean, strict=True)
            ]
        elif name in ARTICLES or name == "polnear":
            # PolNeAR teaches attributions, so none of its sentences is left out.
            rule = complete.SilverRule(
                **({"worst_word": 0.0} if name == "polnear" else {})
            )
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


def average_runs(work: Path, runs: list[str], name: str) -> None:
    """Writes WORK/runs/NAME/final.pt with the mean weights of runs that share a start."""
    states = [
        torch.load(
            work / "runs" / r / "final.pt", map_location="cpu", weights_only=True
        )
        for r in runs
    ]
    mean = {
        key: torch.stack([s["model"][key].float() for s in states]).mean(0)
        if value.is_floating_point()
        else value
        for key, value in states[0]["model"].items()
    }
    folder = work / "runs" / name
    folder.mkdir(parents=True, exist_ok=True)
    torch.save({**states[0], "model": mean}, folder / "final.pt")


def release(step: dict, corpora: Path, work: Path, output: Path) -> None:
    """Exports a run, checks int8 against float32, fits the calibration, writes manifest and card."""
    from release import publish

    publish(step, corpora, work, output)


def perform(step: dict, args: argparse.Namespace) -> None:
    """Runs one step of a recipe; configs are named relative to the recipe."""
    config = {}
    if "config" in step:
        config = tomllib.loads((args.config.parent / step["config"]).read_text())
        config["start"] = step.get("start", config.get("start"))
    seed = step.get("seed", 1)
    match step["do"]:
        case "prepare":
            prepare(args.corpora, args.work)
        case "import":
            released_run(Path(step["model"]), args.work / "runs" / step["name"])
        case "train":
            train(config, args.corpora, args.work, seed)
        case "predict":
            predict(
                step["run"], args.corpora, args.work, tuple(step.get("corpora", SILVER))
            )
        case "complete":
            complete_corpora(args.corpora, args.work, step["runs"])
        case "soften":
            soften(step["shares"], args.corpora, args.work, step["corpora"])
        case "average":
            average_runs(args.work, step["runs"], step["name"])
        case "release":
            release(step, args.corpora, args.work, args.output)
        case other:
            raise SystemExit(f"{args.config}: no step is called {other!r}")


def main() -> None:
    """Parses the command line and runs the steps of the recipe, or those that --only names."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "--corpora", type=Path, required=True, help="folder of corpora (README.md)"
    )
    parser.add_argument(
        "--config", type=Path, required=True, help="a recipe, configs/base.toml"
    )
    parser.add_argument(
        "--work", type=Path, required=True, help="folder for runs and caches"
    )
    parser.add_argument(
        "--output", type=Path, help="folder of the model, for the release step"
    )
    parser.add_argument(
        "--only", type=int, nargs="*", help="numbers of the steps to run, from 0"
    )
    parser.add_argument(
        "--threads", type=int, default=1, help="of one process; 1 is the fastest a core"
    )
    args = parser.parse_args()
    torch.set_num_threads(args.threads)
    torch.set_flush_denormal(True)
    if "RANK" in os.environ:
        dist.init_process_group("gloo")
    steps = tomllib.loads(args.config.read_text())["step"]
    for number in args.only if args.only is not None else range(len(steps)):
        print(f"step {number}: {steps[number]}", flush=True)
        perform(steps[number], args)


if __name__ == "__main__":
    main()
