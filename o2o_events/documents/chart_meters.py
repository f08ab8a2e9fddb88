"""Shares of a hundred with their goals, one below the other (pure)."""

from o2o_events.documents.chart_bars import NONE
from o2o_events.documents.chart_frame import Plot
from o2o_events.documents.chart_scene import Box, Scene
from o2o_events.documents.charts import ChartSpec
from o2o_events.documents.fitting import LEADING, fit
from o2o_events.documents.layouts import Style
from o2o_events.documents.numbers import percent
from o2o_events.i18n import _

_NAME = Style(9, 9, 7, 5, 2)
_NAME_HEIGHT = 2 * 9 * LEADING
_FIGURE, _GOAL = 11.0, 7.5
_BAR = 12.0
_ROW = _FIGURE * LEADING + 3 + _BAR + 2 + _GOAL * LEADING + 8


def meters_height(spec: ChartSpec) -> float:
    return len(spec.categories) * (_ROW + 9 * LEADING * 0.6)


def draw_meters(scene: Scene, spec: ChartSpec, plot: Plot) -> None:
    height = (plot.foot - plot.top) / len(spec.categories)
    for place in range(len(spec.categories)):
        _draw_meter(scene, spec, place, Plot(plot.left, plot.top + place * height, plot.right, plot.foot))


def _draw_meter(scene: Scene, spec: ChartSpec, place: int, plot: Plot) -> None:
    """Name and figure, the bar on its ground, and the goal as a mark with its words."""
    value, target = spec.series[0].values[place], spec.target_of(place)
    width = plot.right - plot.left
    name = fit(spec.categories[place], _NAME, width * 0.8, _NAME_HEIGHT)
    foot = max(scene.fitted(name, plot.left, plot.top), plot.top + _FIGURE * LEADING) + 3
    words = NONE if value is None else percent(value)
    scene.words(words, plot.right, foot - 3 - _FIGURE * LEADING, _FIGURE, bold=True, align=1)
    scene.parts.append(Box(plot.left, foot, width, _BAR, scene.ink("sunken")))
    scene.bar(plot.left, foot, width * (value or 0) / 100, _BAR, 0)
    for x1, y1, x2, y2 in (
        (plot.left, foot, plot.right, foot),
        (plot.left, foot + _BAR, plot.right, foot + _BAR),
        (plot.left, foot, plot.left, foot + _BAR),
        (plot.right, foot, plot.right, foot + _BAR),
    ):
        scene.rule(x1, y1, x2, y2, "quiet")
    if target is None:
        return
    x = plot.left + width * target / 100
    scene.target(x, foot - 2, x, foot + _BAR + 2)
    goal = fit(
        _("Target {target}").format(target=percent(target)), Style(_GOAL, _GOAL, 6, 5, 1), width, _GOAL * LEADING
    )
    start = min(max(x - goal.width / 2, plot.left), plot.right - goal.width)
    scene.fitted(goal, start, foot + _BAR + 3, ink="quiet")
