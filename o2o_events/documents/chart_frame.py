"""What every chart has around its figures: title, unit, legend, note (pure)."""

from dataclasses import dataclass

from o2o_events.documents.chart_scene import Scene, Stroke
from o2o_events.documents.charts import PERCENT, ChartSpec
from o2o_events.documents.fitting import LEADING, Fitted, fit
from o2o_events.documents.fonts import set_line
from o2o_events.documents.layouts import Style
from o2o_events.i18n import _

TEXT = 8.0
_TITLE = Style(11.5, 11.5, 9, 7, 3, bold=True)
_NOTE = Style(7, 7, 6, 5, 4)
_NAME = Style(TEXT, TEXT, 6.5, 5, 1)
_SWATCH, _SPACE = 14.0, 14.0
_GAP = 6.0
GOAL_DASH = (1.5, 2.5)


@dataclass(frozen=True)
class Plot:
    """The box that is left for the figures."""

    left: float
    top: float
    right: float
    foot: float


@dataclass(frozen=True, eq=False)
class _Entry:
    """One name of the legend and where it stands in it; ``place`` is the series', None for the target."""

    name: Fitted
    place: int | None
    x: float
    row: int


def frame_height(spec: ChartSpec, width: float) -> float:
    """All but the figures."""
    legend, note = _legend_rows(spec, width) * (TEXT * LEADING + 3), _note(spec, width)
    return _head(spec, width).height + _GAP + (legend + _GAP if legend else 0) + (note.height + _GAP / 2)


def draw_frame(scene: Scene, spec: ChartSpec) -> Plot:
    """Draws what is around the figures; answers the box for them."""
    top = scene.fitted(_head(spec, scene.width), 0, 0) + _GAP
    for entry in _legend(spec, scene.width):
        _draw_entry(scene, spec, entry, top)
    rows = _legend_rows(spec, scene.width)
    if rows:
        top += rows * (TEXT * LEADING + 3) + _GAP
    note = _note(spec, scene.width)
    scene.fitted(note, 0, scene.height - note.height, ink="quiet")
    return Plot(0, top, scene.width, scene.height - note.height - _GAP / 2)


def draw_empty(scene: Scene, plot: Plot) -> None:
    """A sentence in place of figures."""
    words = fit(_("No figures yet."), Style(9, 9, 7, 6, 2), plot.right - plot.left, plot.foot - plot.top)
    middle = (plot.left + plot.right) / 2
    scene.fitted(words, middle, (plot.top + plot.foot - words.height) / 2, ink="quiet", align=0.5)


def _head(spec: ChartSpec, width: float) -> Fitted:
    unit = spec.unit if spec.unit != PERCENT else ""
    text = _("{title} ({unit})").format(title=spec.title, unit=unit) if unit else spec.title
    return fit(text, _TITLE, width, 60)


def _note(spec: ChartSpec, width: float) -> Fitted:
    return fit(spec.note, _NOTE, width, 40)


def _legend_rows(spec: ChartSpec, width: float) -> int:
    return max((entry.row + 1 for entry in _legend(spec, width)), default=0)


def _legend(spec: ChartSpec, width: float) -> list[_Entry]:
    """Names beside each other, in rows; one series alone is named by the title."""
    if spec.is_empty:
        return []
    names: list[tuple[int | None, str]] = [(place, series.name) for place, series in enumerate(spec.series)]
    if len(names) < 2:
        names = []
    if spec.kind != "meter" and any(target is not None for target in spec.targets):
        names.append((None, _("Target")))
    entries: list[_Entry] = []
    x, row = 0.0, 0
    for place, text in names:
        name = fit(text, _NAME, width - _SWATCH, TEXT * LEADING)
        needed = _SWATCH + name.width
        if x and x + needed > width:
            x, row = 0.0, row + 1
        entries.append(_Entry(name, place, x, row))
        x += needed + _SPACE
    return entries


def _draw_entry(scene: Scene, spec: ChartSpec, entry: _Entry, top: float) -> None:
    top += entry.row * (TEXT * LEADING + 3)
    middle = top + TEXT * LEADING / 2
    if entry.place is None and spec.kind == "line":
        scene.parts.append(Stroke(((entry.x - 1, middle), (entry.x + 11, middle)), scene.ink("ink"), 1.2, GOAL_DASH))
    elif entry.place is None:
        scene.target(entry.x + 5, middle - 5, entry.x + 5, middle + 5)
    elif spec.kind == "line":
        draw_sample(scene, entry.place, entry.x, middle)
    else:
        scene.bar(entry.x, middle - 4.5, 10, 9, entry.place)
    scene.fitted(entry.name, entry.x + _SWATCH, top)


def draw_sample(scene: Scene, place: int, x: float, y: float) -> None:
    """A piece of a series' line with its mark."""
    scene.parts.append(Stroke(((x - 1, y), (x + 11, y)), scene.series_ink(place), 1.4))
    scene.mark(x + 5, y, place, 2.6)


def text_width(text: str, size: float = TEXT, *, bold: bool = False) -> float:
    return set_line(text, bold).width * size
