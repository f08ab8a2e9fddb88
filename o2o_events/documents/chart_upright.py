"""Upright bars (pure)."""

from dataclasses import dataclass

from o2o_events.documents.chart_bars import (
    FIGURE,
    NONE,
    bar_scale,
    bars_beside,
    label_of,
    segments,
    total,
)
from o2o_events.documents.chart_frame import TEXT, Plot, text_width
from o2o_events.documents.chart_scale import Scale
from o2o_events.documents.chart_scene import Scene
from o2o_events.documents.charts import ChartSpec
from o2o_events.documents.fitting import LEADING

_WIDEST_BAR = 46.0
_LINE = FIGURE * LEADING


@dataclass(frozen=True)
class _Slot:
    """A category's place: its middle, the width of one bar, and the axis."""

    place: int
    middle: float
    bar: float
    scale: Scale
    top: float
    foot: float

    def y(self, value: float) -> float:
        return self.foot - self.scale.share(value) * (self.foot - self.top)


def draw_upright(scene: Scene, spec: ChartSpec, plot: Plot) -> None:
    scale = bar_scale(spec)
    left = plot.left + max(text_width(spec.figure(step)) for step in scale.steps) + 6
    width = (plot.right - left) / len(spec.categories)
    labels = [label_of(name, width - 4) for name in spec.categories]
    foot = plot.foot - max(label.height for label in labels) - 4
    bar = min(width * 0.76 / bars_beside(spec), _WIDEST_BAR)
    slots = [_Slot(n, left + width * (n + 0.5), bar, scale, plot.top + _LINE, foot) for n in range(len(labels))]
    for step in scale.steps:
        y = slots[0].y(step)
        scene.rule(left, y, plot.right, y, "quiet" if step == 0 else "line")
        scene.words(spec.figure(step), left - 4, y - TEXT * 0.62, TEXT, ink="quiet", align=1)
    for slot, label in zip(slots, labels, strict=True):
        _draw_bars(scene, spec, slot)
        _draw_target(scene, spec, slot, width)
        _draw_figures(scene, spec, slot)
        scene.fitted(label, slot.middle, foot + 4, align=0.5)


def _draw_bars(scene: Scene, spec: ChartSpec, slot: _Slot) -> None:
    first = slot.middle - slot.bar * bars_beside(spec) / 2
    for number, turn, start, end, value in segments(spec, slot.place):
        high, low = sorted((slot.y(start), slot.y(end)))
        scene.bar(first + turn * slot.bar + 0.5, high, slot.bar - 1, max(low - high - 0.5, 0), number)
        has_room = low - high > _LINE + 2 and text_width(spec.figure(value or 0), FIGURE) < slot.bar - 6
        if spec.kind == "stacked" and value and has_room:
            top = (high + low - _LINE) / 2
            scene.words(spec.figure(value), slot.middle, top, FIGURE, align=0.5, ground="surface")


def _draw_target(scene: Scene, spec: ChartSpec, slot: _Slot, width: float) -> None:
    target = spec.target_of(slot.place)
    if target is not None:
        reach = slot.bar * bars_beside(spec) / 2 + min(4.0, width * 0.1)
        scene.target(slot.middle - reach, slot.y(target), slot.middle + reach, slot.y(target))


def _draw_figures(scene: Scene, spec: ChartSpec, slot: _Slot) -> None:
    """The figure of each bar, or the stack's whole."""
    if spec.kind == "stacked":
        whole = total(spec, slot.place)
        words = NONE if whole is None else spec.figure(whole)
        _draw_figure(scene, spec, slot, words, slot.middle, whole or 0, is_bold=True)
        return
    first = slot.middle - slot.bar * (bars_beside(spec) - 1) / 2
    for _number, turn, _start, end, value in segments(spec, slot.place):
        words = NONE if value is None else spec.figure(value)
        _draw_figure(scene, spec, slot, words, first + turn * slot.bar, end)


def _draw_figure(
    scene: Scene, spec: ChartSpec, slot: _Slot, words: str, x: float, end: float, *, is_bold: bool = False
) -> None:
    """Beyond the bar's end; within the bar where the target would run through it."""
    top = slot.y(end) + 1 if end < 0 else slot.y(end) - _LINE
    target = spec.target_of(slot.place)
    is_crossed = target is not None and top - 3 < slot.y(target) < top + _LINE + 3
    if target is None or not is_crossed:
        scene.words(words, x, top, FIGURE, bold=is_bold, align=0.5)
    elif abs(slot.y(end) - slot.y(0)) > 2 * _LINE:
        inside = max(slot.y(end), slot.y(target)) + 4
        scene.words(words, x, inside, FIGURE, bold=is_bold, align=0.5, ground="surface")
    else:
        scene.words(words, x, slot.y(target) - _LINE - 2, FIGURE, bold=is_bold, align=0.5)
