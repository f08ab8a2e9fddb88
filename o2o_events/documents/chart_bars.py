"""What upright and lying bars share: whether they lie, their names, their segments (pure)."""

from collections.abc import Iterator

from o2o_events.documents.chart_frame import TEXT, text_width
from o2o_events.documents.chart_scale import Scale, scale_for
from o2o_events.documents.charts import PERCENT, ChartSpec, known
from o2o_events.documents.fitting import LEADING, Fitted, fit
from o2o_events.documents.layouts import Style

_LABEL = Style(TEXT, TEXT, 6.5, 5, 3)
_LABEL_HEIGHT = 3 * TEXT * LEADING
FIGURE = 7.5
BAR, BETWEEN = 11.0, 7.0
MOST_LABEL = 0.38
"""The share of the width that names beside lying bars may take."""
NONE = "–"
"""Where there is no figure."""


def is_lying(spec: ChartSpec, width: float) -> bool:
    """Whether the bars lie: because that was asked for, or because names or figures would not fit below each other."""
    if spec.kind == "horizontal":
        return True
    slot = (width - 40) / len(spec.categories)
    figures = [text_width(spec.figure(value), FIGURE) for value in ends(spec)]
    needed = max(figures, default=0) * bars_beside(spec)
    if needed > slot - 3:
        return True
    labels = [label_of(name, slot - 4) for name in spec.categories]
    return any(label.is_small or label.is_cut or label.size < TEXT * 0.9 for label in labels)


def row_height(spec: ChartSpec, width: float) -> float:
    """The height that lying bars need; 0 for upright ones."""
    if not is_lying(spec, width):
        return 0
    return sum(row_of(spec, name, width) for name in spec.categories) + TEXT * LEADING + 4


def row_of(spec: ChartSpec, name: str, width: float) -> float:
    return max(bars_beside(spec) * BAR, label_of(name, width * MOST_LABEL).height) + BETWEEN


def bar_scale(spec: ChartSpec) -> Scale:
    return scale_for([*ends(spec), *known(spec.targets)], is_percent=spec.unit == PERCENT)


def bars_beside(spec: ChartSpec) -> int:
    """How many bars a category has."""
    return 1 if spec.kind == "stacked" else len(spec.series)


def ends(spec: ChartSpec) -> list[float]:
    """The figures at the ends of bars."""
    if spec.kind != "stacked":
        return [value for series in spec.series for value in known(series.values)]
    return [sum(known(values)) for values in zip(*(series.values for series in spec.series), strict=True)]


def label_of(name: str, width: float) -> Fitted:
    return fit(name, _LABEL, max(width, 1), _LABEL_HEIGHT)


def segments(spec: ChartSpec, place: int) -> Iterator[tuple[int, int, float, float, float | None]]:
    """A category's bars: series, which bar of how many from the start, from where to where, and its figure."""
    start = 0.0
    for number, series in enumerate(spec.series):
        value = series.values[place]
        if spec.kind == "stacked":
            yield number, 0, start, start + (value or 0), value
            start += value or 0
        else:
            yield number, number, 0.0, value or 0.0, value


def total(spec: ChartSpec, place: int) -> float | None:
    """The whole of a stack, None where no part of it is known."""
    values = known([series.values[place] for series in spec.series])
    return sum(values) if values else None
