"""Training for int8: weights and activations are rounded in the forward pass as they will be.

Jacob et al. (2018), "Quantization and Training of Neural Networks for Efficient Integer-Arithmetic-Only
Inference": the rounding is left out of the gradient. The ranges are those of ONNX Runtime's dynamic
quantisation: weights signed, per output channel; activations unsigned, per tensor, from its own range.
"""

from __future__ import annotations

import torch
from torch import nn
from torch.nn import functional as F


class _Rounded(torch.autograd.Function):
    """x to the nearest of 256 even steps over its own range, zero among them."""

    @staticmethod
    def forward(ctx, x: torch.Tensor) -> torch.Tensor:
        low, high = torch.aminmax(x.detach())
        low, high = min(low.item(), 0.0), max(high.item(), 0.0)
        step = max((high - low) / 255, 1e-8)
        zero = round(-low / step)
        y = x * (1 / step)
        return y.round_().clamp_(-zero, 255 - zero).mul_(step)

    @staticmethod
    def backward(ctx, gradient: torch.Tensor) -> torch.Tensor:
        return gradient


class _RoundedWeight(torch.autograd.Function):
    """w [out, in] to the nearest of 255 even steps around zero, of each row's own size."""

    @staticmethod
    def forward(ctx, w: torch.Tensor) -> torch.Tensor:
        step = w.abs().amax(1, keepdim=True).clamp_(min=1e-8) / 127
        return (w / step).round_().mul_(step)

    @staticmethod
    def backward(ctx, gradient: torch.Tensor) -> torch.Tensor:
        return gradient


class RoundedLinear(nn.Linear):
    """A linear layer as int8 inference computes it."""

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return F.linear(_Rounded.apply(x), _RoundedWeight.apply(self.weight), self.bias)


def round_linears(model: nn.Module) -> None:
    """Turns every linear layer of the model into a rounded one; names and weights stay."""
    for module in model.modules():
        if type(module) is nn.Linear:
            module.__class__ = RoundedLinear
