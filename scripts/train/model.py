"""The network: a BERT encoder whose token types carry case, and one linear layer a head."""

from __future__ import annotations

from pathlib import Path

import torch
from torch import nn
from transformers import BertConfig, BertModel

from encode import CASE_TYPES
from labels import head_widths
from teacher import Teacher, teacher_config


class Tagger(nn.Module):
    """Encoder with linear heads of the given widths; forward returns one tensor a head, in order."""

    def __init__(self, config: BertConfig, heads: dict[str, int]) -> None:
        super().__init__()
        self.bert = BertModel(config, add_pooling_layer=False)
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
        hidden = self.bert(
            input_ids=input_ids,
            attention_mask=attention_mask,
            token_type_ids=token_type_ids,
        ).last_hidden_state
        hidden = self.dropout(hidden)
        return tuple(head(hidden) for head in self.heads.values())


def encoder_config(backbone: Path, layers: int, attention: str = "eager") -> BertConfig:
    """The backbone's configuration with `layers` layers and six token types."""
    config = BertConfig.from_pretrained(backbone)
    config.num_hidden_layers = layers
    config.type_vocab_size = CASE_TYPES
    # Dropout on attention weights costs a third of the training speed on a CPU.
    config.attention_probs_dropout_prob = 0.0
    config._attn_implementation = attention
    return config


def from_backbone(backbone: Path, layers: int, heads: dict[str, int]) -> Tagger:
    """A tagger that starts from the backbone's weights.

    The case embeddings start from the backbone's first token type, a little apart.
    """
    from safetensors.torch import load_file

    model = Tagger(encoder_config(backbone, layers), heads)
    state = load_file(backbone / "model.safetensors")
    state = {k.removeprefix("bert."): v for k, v in state.items()}
    types = state.pop("embeddings.token_type_embeddings.weight")
    own = model.bert.state_dict()
    model.bert.load_state_dict(
        {k: v for k, v in state.items() if k in own}, strict=False
    )
    with torch.no_grad():
        table = model.bert.embeddings.token_type_embeddings.weight
        table.copy_(types[:1].expand_as(table) + 0.02 * torch.randn_like(table))
    return model


def grown(model: Tagger, widths: dict[str, int]) -> Tagger:
    """The model with heads of these widths: its own where it has them, new ones elsewhere."""
    result = Tagger(model.bert.config, widths)
    result.bert.load_state_dict(model.bert.state_dict())
    for name, head in model.heads.items():
        result.heads[name].load_state_dict(head.state_dict())
    return result


def load_tagger(
    checkpoint: Path, backbone: Path, attention: str = "eager"
) -> tuple[Tagger | Teacher, dict]:
    """A trained tagger or teacher in evaluation mode and what was saved beside its weights."""
    saved = torch.load(checkpoint, map_location="cpu", weights_only=True)
    widths = head_widths(saved["labels"])
    if saved.get("teacher"):
        model: Tagger | Teacher = Teacher(teacher_config(), widths)
    else:
        model = Tagger(encoder_config(backbone, saved["layers"], attention), widths)
    model.load_state_dict({k: v.float() for k, v in saved["model"].items()})
    return model.eval(), saved


def role_logits(
    query: torch.Tensor, key: torch.Tensor, cues: torch.Tensor
) -> torch.Tensor:
    """Logits [cues, seq, roles] of what every piece is to each cue.

    query [batch, seq, roles * size]; key [batch, seq, size]; cues [n, 2]: row and piece.
    """
    asked = query[cues[:, 0], cues[:, 1]].float()
    asked = asked.view(len(cues), -1, key.shape[-1])
    return key[cues[:, 0]].float() @ asked.transpose(1, 2) / key.shape[-1] ** 0.5


def marginal_loss(logits: torch.Tensor, sets: torch.Tensor) -> torch.Tensor:
    """-log of the probability that falls on each target's label set, averaged.

    logits [n, labels]; sets [n] int64 bit masks, 0 = left out. Zero when nothing is left.
    """
    keep = sets != 0
    logits, sets = logits[keep].float(), sets[keep]
    if not len(sets):
        return logits.sum() * 0.0
    bits = torch.arange(logits.shape[-1])
    allowed = (sets[:, None] >> bits) & 1
    inside = torch.logsumexp(logits.masked_fill(allowed == 0, -1e4), -1)
    return (torch.logsumexp(logits, -1) - inside).mean()
