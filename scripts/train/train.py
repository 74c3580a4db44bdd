"""Trains a tagger from prepared corpora: bf16 or float32, resumable, repeatable by seed."""

from __future__ import annotations

import json
import math
import os
import random
import time
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path

import torch
import torch.distributed as dist
from torch.nn import functional as F

from data import Batch, Corpus, batches, collate, epoch_samples
from encode import Encoder
from model import Tagger, marginal_loss, role_logits
from quantised import round_linears


@dataclass(frozen=True)
class Settings:
    """What a training run needs besides its corpora; every field is a line of the config.

    budget: padded word pieces a batch and process. single: share of documents that are cut
    into single sentences. recased: share of windows in lower, upper or headline case. max_steps: stop after so many
    batches (0 = at the end of the last epoch). precision: "bf16", "float32" or "auto" (two batches of each are timed).
    int8: train for int8 inference (quantised.py). weights: of the losses entity, soft, pos, cue, role, event, value; 1 where it names none.
    """

    epochs: int
    learning_rate: float = 2e-4
    warmup: float = 0.1
    weight_decay: float = 0.01
    budget: int = 2048
    window: int = 128
    single: float = 0.35
    recased: float = 0.0
    weights: dict[str, float] = field(default_factory=lambda: {"pos": 0.5})
    precision: str = "auto"
    int8: bool = False
    seed: int = 1
    checkpoint_minutes: float = 10.0
    max_steps: int = 0


def losses(model: Tagger, batch: Batch) -> dict[str, torch.Tensor]:
    """The mean loss of each head over what the batch has labels for; heads without labels lack."""
    names = list(model.heads)
    output = dict(zip(names, model(batch.ids, batch.mask, batch.case)))
    result = {}
    if batch.entity.any():
        result["entity"] = marginal_loss(
            output["entity"].flatten(0, 1), batch.entity.flatten()
        )

    if len(batch.soft):
        logits = output["entity"][batch.soft_at[:, 0], batch.soft_at[:, 1]].float()
        result["soft"] = -(batch.soft * logits.log_softmax(-1)).sum(-1).mean()

    def tagging(name: str, logits: torch.Tensor, targets: torch.Tensor) -> None:
        keep = targets.flatten() >= 0
        if keep.any():
            result[name] = F.cross_entropy(
                logits.flatten(0, 1)[keep].float(), targets.flatten()[keep]
            )

    tagging("pos", output["pos"], batch.pos)
    if "cue" in output:
        tagging("cue", output["cue"], batch.cue)
    if "role_query" in output and len(batch.cues):
        logits = role_logits(output["role_query"], output["role_key"], batch.cues)
        tagging("role", logits, batch.roles)
    if "factuality" in output and (batch.event >= 0).any():
        event, value = output["factuality"].float().unbind(-1)
        keep = batch.event >= 0
        result["event"] = F.binary_cross_entropy_with_logits(
            event[keep], batch.event[keep].float()
        )
        known = ~batch.value.isnan()
        if known.any():
            result["value"] = F.smooth_l1_loss(value[known], batch.value[known])
    return result


def total_loss(
    parts: dict[str, torch.Tensor], weights: dict[str, float]
) -> torch.Tensor:
    """The weighted sum; a loss without a weight counts once."""
    return sum(weights.get(name, 1.0) * loss for name, loss in parts.items())


def faster_precision(model: Tagger, sample: Batch) -> torch.dtype:
    """Times two batches in bf16 and float32 and returns the faster; the model ends up in it."""
    seconds = {}
    for dtype in (torch.bfloat16, torch.float32):
        model.to(dtype)
        sum(losses(model, sample).values()).backward()
        start = time.perf_counter()
        for _ in range(2):
            sum(losses(model, sample).values()).backward()
        seconds[dtype] = time.perf_counter() - start
        model.zero_grad(set_to_none=True)
    return min(seconds, key=seconds.get)


class Trainer:
    """One run; all processes of a group (torch.distributed) hold the same weights."""

    def __init__(
        self, model: Tagger, encoder: Encoder, settings: Settings, folder: Path
    ) -> None:
        self.model, self.encoder, self.settings, self.folder = (
            model,
            encoder,
            settings,
            folder,
        )
        self.rank = dist.get_rank() if dist.is_initialized() else 0
        self.world = dist.get_world_size() if dist.is_initialized() else 1
        self.step = 0
        self.spent = 0.0
        folder.mkdir(parents=True, exist_ok=True)

    def run(self, corpora: list[tuple[Corpus, float]], meta: dict) -> None:
        """Trains to the end and leaves final.pt in the folder; meta is saved beside the weights."""
        s = self.settings
        torch.manual_seed(s.seed)
        plan = self._plan(corpora)
        todo = [b for epoch in plan for b in epoch]
        if s.max_steps:
            todo = todo[: s.max_steps]
        total = len(todo)
        dtype = self._precision(collate(plan[0][0]))
        self.model.to(torch.float32)
        named = [(n, p) for n, p in self.model.named_parameters() if p.requires_grad]
        masters = [p.detach().clone().requires_grad_() for _, p in named]
        decay, rest = [], []
        for master, (name, _) in zip(masters, named):
            plain = "bias" in name or "LayerNorm" in name
            (rest if plain else decay).append(master)
        optimizer = torch.optim.AdamW(
            [
                {"params": decay, "weight_decay": s.weight_decay},
                {"params": rest, "weight_decay": 0.0},
            ],
            lr=s.learning_rate,
            fused=True,
        )
        self.model.to(dtype).train()
        if s.int8:
            round_linears(self.model)
        self._resume(masters, optimizer)
        self._copy(masters)
        started = saved = time.monotonic()
        seen: dict[str, list[float]] = defaultdict(list)
        pieces = 0
        for samples in todo[self.step :]:
            # Seeded a step, so that a resumed run draws the same dropout masks.
            torch.manual_seed(s.seed * 1_000_003 + self.step * self.world + self.rank)
            batch = collate(samples)
            parts = losses(self.model, batch)
            total_loss(parts, s.weights).backward()
            self._update(masters, optimizer, self._rate(total))
            self.step += 1
            for name, loss in parts.items():
                seen[name].append(loss.item())
            pieces += int(batch.mask.sum())
            now = time.monotonic()
            if self.step % 20 == 0 or self.step == total:
                self._log(
                    total,
                    seen,
                    pieces * self.world / (now - started),
                    now - started,
                    str(dtype),
                )
                seen.clear()
            if now - saved > 60 * s.checkpoint_minutes:
                self._save(masters, optimizer, now - started)
                saved = now
        if self.rank == 0:
            self.model.to(torch.float32)
            self._copy(masters)
            state = {"model": self.model.state_dict(), **meta}
            torch.save(state, self.folder / "final.tmp")
            os.replace(self.folder / "final.tmp", self.folder / "final.pt")
            (self.folder / "checkpoint.pt").unlink(missing_ok=True)

    def _plan(self, corpora: list[tuple[Corpus, float]]) -> list[list]:
        """The batches of every epoch for this process, as many on each."""
        s = self.settings
        rng = random.Random(s.seed)
        plan = []
        for _ in range(s.epochs):
            samples = epoch_samples(
                corpora, s.window, s.single, s.recased, self.encoder, rng
            )
            epoch = batches(samples, s.budget, rng)
            epoch = epoch[: len(epoch) // self.world * self.world]
            plan.append(epoch[self.rank :: self.world])
        return plan

    def _precision(self, sample: Batch) -> torch.dtype:
        names = {"bf16": torch.bfloat16, "float32": torch.float32}
        if self.settings.precision in names:
            return names[self.settings.precision]
        dtype = faster_precision(self.model, sample)
        if self.world > 1:
            vote = torch.tensor(int(dtype == torch.bfloat16))
            dist.broadcast(vote, 0)
            dtype = torch.bfloat16 if vote.item() else torch.float32
        return dtype

    def _rate(self, total: int) -> float:
        """Linear warm-up, then linear decay to zero."""
        warm = max(1, math.ceil(self.settings.warmup * total))
        if self.step < warm:
            return self.settings.learning_rate * (self.step + 1) / warm
        return self.settings.learning_rate * (total - self.step) / max(1, total - warm)

    def _update(
        self, masters: list[torch.Tensor], optimizer: torch.optim.Optimizer, rate: float
    ) -> None:
        """Averages the gradients over the processes, clips them, steps, copies the weights back."""
        grads = [
            p.grad if p.grad is not None else torch.zeros_like(p)
            for p in self._trained()
        ]
        flat = torch.cat([g.float().flatten() for g in grads])
        if self.world > 1:
            dist.all_reduce(flat)
            flat /= self.world
        flat *= (1.0 / flat.norm().clamp(min=1.0)).item()
        at = 0
        for master in masters:
            master.grad = flat[at : at + master.numel()].view_as(master)
            at += master.numel()
        for group in optimizer.param_groups:
            group["lr"] = rate
        optimizer.step()
        self.model.zero_grad(set_to_none=True)
        self._copy(masters)

    def _copy(self, masters: list[torch.Tensor]) -> None:
        with torch.no_grad():
            for p, m in zip(self._trained(), masters):
                p.copy_(m)

    def _trained(self) -> list[torch.Tensor]:
        return [p for p in self.model.parameters() if p.requires_grad]

    def _save(
        self,
        masters: list[torch.Tensor],
        optimizer: torch.optim.Optimizer,
        seconds: float,
    ) -> None:
        if self.rank:
            return
        state = {
            "step": self.step,
            "masters": masters,
            "optimizer": optimizer.state_dict(),
            "spent": self.spent + seconds,
        }
        torch.save(state, self.folder / "checkpoint.tmp")
        os.replace(self.folder / "checkpoint.tmp", self.folder / "checkpoint.pt")

    def _resume(
        self, masters: list[torch.Tensor], optimizer: torch.optim.Optimizer
    ) -> None:
        path = self.folder / "checkpoint.pt"
        if not path.exists():
            return
        state = torch.load(path, map_location="cpu", weights_only=True)
        self.step, self.spent = state["step"], state["spent"]
        optimizer.load_state_dict(state["optimizer"])
        with torch.no_grad():
            for master, saved in zip(masters, state["masters"]):
                master.copy_(saved)

    def _log(
        self,
        total: int,
        seen: dict[str, list[float]],
        speed: float,
        seconds: float,
        dtype: str,
    ) -> None:
        if self.rank:
            return
        row = {
            "step": self.step,
            "of": total,
            **{f"{n}_loss": round(sum(v) / len(v), 4) for n, v in sorted(seen.items())},
            "pieces_per_second": round(speed),
            "minutes": round((self.spent + seconds) / 60, 2),
            "precision": dtype,
        }
        with (self.folder / "log.jsonl").open("a", encoding="utf-8") as out:
            out.write(json.dumps(row) + "\n")
