"""Scales with round steps (pure)."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, floor, log10

_MOST_STEPS = 5
_SMALLEST = 1e-9
"""What is less than this from zero has no steps of its own."""


@dataclass(frozen=True)
class Scale:
    """From ``low`` to ``high`` in ``steps``; zero is always within."""

    low: float
    high: float
    steps: tuple[float, ...]

    def share(self, value: float) -> float:
        """Where a value lies, 0 at the low end and 1 at the high one."""
        return (value - self.low) / (self.high - self.low)


def scale_for(values: Sequence[float], *, is_percent: bool = False) -> Scale:
    """A scale that holds the values; whole numbers get whole steps, and per cent up to a hundred end there."""
    low, high = min([0.0, *values]), max([0.0, *values])
    if is_percent and low >= 0 and 50 < high <= 100:
        high = 100.0
    if high - low < _SMALLEST:
        high = 1.0
    step = _step((high - low) / _MOST_STEPS)
    if all(value == int(value) for value in values):
        step = max(step, 1.0)
    first, last = floor(low / step + 1e-9), ceil(high / step - 1e-9)
    return Scale(first * step, last * step, tuple(round(n * step, 10) for n in range(first, last + 1)))


def _step(least: float) -> float:
    """The next of 1, 2, 5, 10, ... that is no smaller."""
    power: float = 10.0 ** floor(log10(least))
    return next(power * factor for factor in (1, 2, 5, 10) if power * factor >= least * (1 - 1e-9))
