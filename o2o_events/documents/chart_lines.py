"""Lines over time (pure)."""

from datetime import UTC, date, datetime, time

from o2o_events.documents.chart_frame import GOAL_DASH, TEXT, Plot, text_width
from o2o_events.documents.chart_scale import Scale, scale_for
from o2o_events.documents.chart_scene import DASHES, Scene, Stroke
from o2o_events.documents.charts import PERCENT, ChartSpec, known
from o2o_events.documents.fitting import LEADING, fit
from o2o_events.documents.layouts import Style

_LABEL = Style(TEXT, TEXT, 6.5, 5, 2)
_FIGURE = 7.5
_MOST_MARKS = 60
"""Points a line may have for each to bear its mark."""


def draw_lines(scene: Scene, spec: ChartSpec, plot: Plot) -> None:
    values = [value for series in spec.series for value in known(series.values)]
    scale = scale_for([*values, *known(spec.targets)], is_percent=spec.unit == PERCENT)
    left = plot.left + max(text_width(spec.figure(step)) for step in scale.steps) + 8
    inner = Plot(
        left + 6,
        plot.top + _FIGURE * LEADING,
        plot.right - max(text_width(spec.figure(value), _FIGURE, bold=True) for value in values) - 8,
        plot.foot - 2 * TEXT * LEADING - 5,
    )
    for step in scale.steps:
        y = _y(scale, inner, step)
        scene.rule(left, y, inner.right, y, "quiet" if step == 0 else "line")
        scene.words(spec.figure(step), left - 4, y - TEXT * 0.62, TEXT, ink="quiet", align=1)
    xs = [inner.left + share * (inner.right - inner.left) for share in _shares(spec)]
    _draw_names(scene, spec, inner, xs, plot.right)
    goals = [(x, _y(scale, inner, goal)) for x, goal in zip(xs, spec.targets, strict=False) if goal is not None]
    if goals:
        points = goals if len(goals) > 1 else [(inner.left, goals[0][1]), (inner.right, goals[0][1])]
        scene.parts.append(Stroke(tuple(points), scene.ink("ink"), 1.2, GOAL_DASH))
    for place in range(len(spec.series)):
        _draw_series(scene, spec, place, xs, scale, inner)


def _y(scale: Scale, plot: Plot, value: float) -> float:
    return plot.foot - scale.share(value) * (plot.foot - plot.top)


def _shares(spec: ChartSpec) -> list[float]:
    """Where the points lie from left to right, 0 to 1: by time, or evenly."""
    moments = [_moment(at) for at in spec.times] or [float(n) for n in range(len(spec.categories))]
    first, last = min(moments), max(moments)
    if first == last:
        return [0.5] * len(moments)
    return [(moment - first) / (last - first) for moment in moments]


def _moment(at: date | datetime) -> float:
    if not isinstance(at, datetime):
        return datetime.combine(at, time(), UTC).timestamp()
    return at.timestamp()


def _draw_series(scene: Scene, spec: ChartSpec, place: int, xs: list[float], scale: Scale, plot: Plot) -> None:
    """Pieces between gaps, their marks, and the last figure."""
    ink = scene.series_ink(place)
    values = spec.series[place].values
    points = [None if value is None else (x, _y(scale, plot, value)) for x, value in zip(xs, values, strict=True)]
    piece: list[tuple[float, float]] = []
    for point in [*points, None]:
        if point is not None:
            piece.append(point)
            continue
        if len(piece) > 1:
            scene.parts.append(Stroke(tuple(piece), ink, 1.6, DASHES[place]))
        piece = []
    seen = [point for point in points if point is not None]
    for x, y in seen if len(seen) <= _MOST_MARKS else seen[-1:]:
        scene.mark(x, y, place)
    if seen:
        last = known(values)[-1]
        x, y = seen[-1]
        scene.words(spec.figure(last), x + 6, y - _FIGURE * 0.62, _FIGURE, bold=True, ink="ink", ground="surface")


def _draw_names(scene: Scene, spec: ChartSpec, plot: Plot, xs: list[float], right: float) -> None:
    """The names below the points that leave room for each other; the first and the last always."""
    end = float("-inf")
    last = len(xs) - 1
    labels = [fit(name, _LABEL, 80, 2 * TEXT * LEADING) for name in spec.categories]

    def bounds(place: int) -> tuple[float, float]:
        middle = min(max(xs[place], labels[place].width / 2), right - labels[place].width / 2)
        return middle - labels[place].width / 2, middle + labels[place].width / 2

    for place in sorted(range(len(xs)), key=lambda place: xs[place]):
        start, stop = bounds(place)
        if place != last and (start < end + 6 or stop > bounds(last)[0] - 6):
            continue
        scene.rule(xs[place], plot.foot, xs[place], plot.foot + 3, "quiet")
        scene.fitted(labels[place], (start + stop) / 2, plot.foot + 4, align=0.5)
        end = stop
