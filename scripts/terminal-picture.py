"""Draws docs/terminal.svg: real commands in a real terminal, as they look to a user.

pip install rich==14.1.0 pyte==0.8.2
cargo build --release && python scripts/terminal-picture.py
"""

from __future__ import annotations

import os
import pty
import subprocess
from pathlib import Path

import pyte
from rich.console import Console
from rich.text import Text

ROOT = Path(__file__).parent.parent
COLUMNS, LINES = 112, 40
SENTENCE = (
    "Microsoft is reportedly in talks to host Grok, according to people familiar with "
    "the matter; Microsoft declined to comment."
)
ENTITIES = """jq -r '.entities[] | "\\(.type)\\t\\(.score)\\t\\(.text)"' | column -t -s $'\\t'"""
CUES = """jq -r '.cues[] | "\\(.type)\\t\\(.text)"' | column -t -s $'\\t'"""


def run(command: str) -> tuple[list[str], list[str]]:
    """The screen at the middle of its progress bar (empty where there was none), and at the end."""
    screen = pyte.Screen(COLUMNS, LINES)
    stream = pyte.ByteStream(screen)
    main, terminal = pty.openpty()
    environment = os.environ | {"COLUMNS": str(COLUMNS), "TERM": "xterm-256color"}
    environment["PATH"] = f"{ROOT / 'target' / 'release'}:{environment['PATH']}"
    process = subprocess.Popen(
        ["bash", "-c", command],
        cwd=ROOT,
        env=environment,
        stdin=terminal,
        stdout=terminal,
        stderr=terminal,
    )
    os.close(terminal)
    frames = []
    while True:
        try:
            data = os.read(main, 4096)
        except OSError:
            break
        if not data:
            break
        stream.feed(data)
        shown = visible(screen)
        if any("left" in line for line in shown):
            frames.append(shown)
    process.wait()
    return frames[2 * len(frames) // 3] if frames else [], visible(screen)


def visible(screen: pyte.Screen) -> list[str]:
    """The lines of a screen that hold something."""
    return [line.rstrip() for line in screen.display if line.strip()]


def main() -> None:
    """Runs the commands and writes the picture."""
    console = Console(record=True, width=COLUMNS, file=open(os.devnull, "w"))
    commands = [
        "hedgerow annotate data/articles -o /tmp/out.jsonl",
        f'echo "{SENTENCE}" > /tmp/news.txt',
        f"hedgerow annotate -q /tmp/news.txt | {ENTITIES}",
        f"hedgerow annotate -q /tmp/news.txt | {CUES}",
    ]
    for command in commands:
        console.print(Text("$ ", "bold green") + Text(command, "bold"))
        bar, end = run(command)
        for line in bar:
            console.print(Text(line, "cyan"))
        for line in end:
            console.print(Text(line))
    (ROOT / "docs").mkdir(exist_ok=True)
    console.save_svg(str(ROOT / "docs" / "terminal.svg"), title="hedgerow")


if __name__ == "__main__":
    main()
