"""Lying bars, for long names and for many (pure)."""

from dataclasses import dataclass

from o2o_events.documents.chart_bars import (
    BAR,
    BETWEEN,
    FIGURE,
    MOST_LABEL,
    NONE,
    bar_scale,
    bars_beside,
    ends,
    label_of,
    row_of,
    segments,
    total,
)
from o2o_events.documents.chart_frame import TEXT, Plot, text_width
from o2o_events.documents.chart_scale import Scale
from o2o_events.documents.chart_scene import Scene
from o2o_events.documents.charts import ChartSpec
from o2o_events.documents.fitting import LEADING

_LINE = FIGURE * LEADING


@dataclass(frozen=True)
class _Row:
    """A category's place: where its first bar begins, the height of one, and the axis."""

    place: int
    first: float
    bar: float
    scale: Scale
    left: float
    right: float

    def x(self, value: float) -> float:
        return self.left + self.scale.share(value) * (self.right - self.left)


def draw_lying(scene: Scene, spec: ChartSpec, plot: Plot) -> None:
    scale = bar_scale(spec)
    labels = [label_of(name, scene.width * MOST_LABEL) for name in spec.categories]
    left = plot.left + max(label.width for label in labels) + 6
    right = plot.right - max(text_width(spec.figure(value), FIGURE, bold=True) for value in ends(spec)) - 8
    foot = plot.foot - TEXT * LEADING - 2
    for step in scale.steps:
        x = left + scale.share(step) * (right - left)
        scene.rule(x, plot.top, x, foot, "quiet" if step == 0 else "line")
        scene.words(spec.figure(step), x, foot + 2, TEXT, ink="quiet", align=0.5)
    needs = [row_of(spec, name, scene.width) for name in spec.categories]
    top, stretch = plot.top, (foot - plot.top) / sum(needs)
    for place, (label, need) in enumerate(zip(labels, needs, strict=True)):
        height = need * stretch
        bar = min((height - min(BETWEEN, height * 0.3)) / bars_beside(spec), BAR * 1.8)
        row = _Row(place, top + (height - bar * bars_beside(spec)) / 2, bar, scale, left, right)
        _draw_bars(scene, spec, row)
        _draw_target(scene, spec, row)
        _draw_figures(scene, spec, row)
        scene.fitted(label, left - 5, top + (height - label.height) / 2, align=1)
        top += height


def _draw_bars(scene: Scene, spec: ChartSpec, row: _Row) -> None:
    for number, turn, start, end, value in segments(spec, row.place):
        near, far = sorted((row.x(start), row.x(end)))
        y = row.first + turn * row.bar
        scene.bar(near, y + 0.5, max(far - near - 0.5, 0), row.bar - 1, number)
        if spec.kind == "stacked" and value and far - near > text_width(spec.figure(value), FIGURE) + 6:
            top = y + (row.bar - _LINE) / 2
            scene.words(spec.figure(value), (near + far) / 2, top, FIGURE, align=0.5, ground="surface")


def _draw_target(scene: Scene, spec: ChartSpec, row: _Row) -> None:
    target = spec.target_of(row.place)
    if target is not None:
        scene.target(row.x(target), row.first - 2, row.x(target), row.first + row.bar * bars_beside(spec) + 2)


def _draw_figures(scene: Scene, spec: ChartSpec, row: _Row) -> None:
    """The figure right of each bar, or the stack's whole."""
    if spec.kind == "stacked":
        whole = total(spec, row.place)
        bars = [(0, whole or 0.0, whole)]
    else:
        bars = [(turn, end, value) for _number, turn, _start, end, value in segments(spec, row.place)]
    for turn, end, value in bars:
        words = NONE if value is None else spec.figure(value)
        top = row.first + turn * row.bar + (row.bar - _LINE) / 2
        is_bold = spec.kind == "stacked"
        x = _clear(spec, row, row.x(max(end, 0)) + 3, text_width(words, FIGURE, bold=is_bold))
        scene.words(words, x, top, FIGURE, bold=is_bold)


def _clear(spec: ChartSpec, row: _Row, x: float, width: float) -> float:
    """Where a figure may stand so that the target does not run through it."""
    target = spec.target_of(row.place)
    if target is None or not x - 3 < row.x(target) < x + width + 2:
        return x
    return row.x(target) + 4
