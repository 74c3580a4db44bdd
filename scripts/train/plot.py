"""Draws the learning curves of runs from their log.jsonl."""

from __future__ import annotations

import json
from pathlib import Path


def plot(runs: list[Path], target: Path) -> None:
    """Entity and part-of-speech loss against minutes, one colour a run folder."""
    import matplotlib

    matplotlib.use("Agg")
    from matplotlib import pyplot

    figure, axes = pyplot.subplots(figsize=(8, 4.5))
    for number, folder in enumerate(runs):
        rows = [
            json.loads(line) for line in (folder / "log.jsonl").read_text().splitlines()
        ]
        minutes = [r["minutes"] for r in rows]
        axes.plot(
            minutes,
            [r["entity_loss"] for r in rows],
            color=f"C{number}",
            label=f"{folder.name}: entity",
        )
        axes.plot(
            minutes,
            [r["pos_loss"] for r in rows],
            color=f"C{number}",
            linestyle=":",
            label=f"{folder.name}: pos",
        )
    axes.set(xlabel="minutes", ylabel="loss", yscale="log", title="Training loss")
    axes.legend(fontsize="small")
    figure.tight_layout()
    target.parent.mkdir(parents=True, exist_ok=True)
    figure.savefig(target, dpi=110)
    pyplot.close(figure)
