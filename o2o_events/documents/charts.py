"""Charts as plain values: said once, drawn on paper, in the window and in a workbook.

``chart_pdf``, ``chart_svg`` and ``chart_xlsx`` draw them. Nothing in a chart is told by colour alone: series have
patterns or marks of their own, and every bar says its figure.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from math import isfinite
from typing import Literal

from o2o_events.documents.numbers import number, percent

Kind = Literal["bar", "stacked", "horizontal", "line", "meter"]
PERCENT = "%"
MOST_SERIES = 6
"""As many as there are patterns that can be told apart."""


@dataclass(frozen=True)
class Series:
    """Figures of one kind, one a category; None where there is none to show."""

    name: str
    values: tuple[float | None, ...]


@dataclass(frozen=True)
class ChartSpec:
    """One chart.

    A ``meter`` shows shares of a hundred, each on a scale of its own; a ``line`` with ``times`` places its points by
    them, and its categories are what is written below. ``unit`` is ``%`` or a word such as “people”; ``targets`` are
    goals, one a category; ``note`` says below what the figures are.
    """

    kind: Kind
    title: str
    categories: tuple[str, ...]
    series: tuple[Series, ...]
    unit: str = ""
    targets: tuple[float | None, ...] = ()
    times: tuple[date | datetime, ...] = ()
    note: str = ""

    def __post_init__(self) -> None:
        """Raises ``ValueError`` where the parts do not belong together."""
        for series in self.series:
            _check(len(series.values) == len(self.categories), f"{series.name}: one value a category")
            _check(all(map(isfinite, known(series.values))), f"{series.name}: finite values")
        _check(not self.targets or len(self.targets) == len(self.categories), "one target a category")
        _check(all(map(isfinite, known(self.targets))), "finite targets")
        _check(not self.times or len(self.times) == len(self.categories), "one time a category")
        _check(len(self.series) <= MOST_SERIES, f"at most {MOST_SERIES} series")
        if self.kind == "stacked":
            _check(all(value >= 0 for series in self.series for value in known(series.values)), "stacks above zero")
        if self.kind == "meter":
            _check(len(self.series) == 1, "a meter shows one series")
            _check(self.unit in ("", PERCENT), "a meter shows per cent")
            _check(all(0 <= value <= 100 for value in known((*self.series[0].values, *self.targets))), "0 to 100")

    @property
    def is_empty(self) -> bool:
        """Whether there is no figure at all."""
        return not any(known(series.values) for series in self.series)

    def figure(self, value: float) -> str:
        """A value as it is written beside its bar."""
        return percent(value) if self.unit == PERCENT or self.kind == "meter" else number(value)

    def target_of(self, place: int) -> float | None:
        return self.targets[place] if self.targets else None


def known(values: Sequence[float | None]) -> list[float]:
    return [value for value in values if value is not None]


def _check(holds: bool, what: str) -> None:
    if not holds:
        raise ValueError(f"A chart needs {what}.")
