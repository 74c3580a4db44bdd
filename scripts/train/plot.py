"""Draws the learning curves of runs from their log.jsonl."""

from __future__ import annotations

import json
from pathlib import Path

HEADS = ("entity", "pos", "cue", "role", "value")
LINES = ("-", ":", "--", "-.", (0, (1, 3)))


def plot(runs: list[Path], target: Path) -> None:
    """The heads' losses against minutes, a line style a head and a colour a run folder."""
    import matplotlib

    matplotlib.use("Agg")
    from matplotlib import pyplot

    figure, axes = pyplot.subplots(figsize=(8, 4.5))
    for number, folder in enumerate(runs):
        rows = [
            json.loads(line) for line in (folder / "log.jsonl").read_text().splitlines()
        ]
        for line, head in zip(LINES, HEADS):
            known = [r for r in rows if f"{head}_loss" in r]
            if known:
                axes.plot(
                    [r["minutes"] for r in known],
                    [r[f"{head}_loss"] for r in known],
                    color=f"C{number}",
                    linestyle=line,
                    label=f"{folder.name}: {head}",
                )
    axes.set(xlabel="minutes", ylabel="loss", yscale="log", title="Training loss")
    axes.legend(fontsize="small")
    figure.tight_layout()
    target.parent.mkdir(parents=True, exist_ok=True)
    figure.savefig(target, dpi=110)
    pyplot.close(figure)
