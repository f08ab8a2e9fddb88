"""Charts as SVG for the window: simple shapes, text in the fonts that the window loads."""

from xml.etree import ElementTree

from o2o_events.documents.chart_arranging import arrange
from o2o_events.documents.chart_bars import NONE
from o2o_events.documents.chart_scene import Box, Part, Shape, Stroke, Words
from o2o_events.documents.charts import ChartSpec
from o2o_events.documents.fonts import visible

_FAMILIES = {
    "Latin": "Noto Sans",
    "Thai": "Noto Sans Thai",
    "Chinese": "Noto Sans TC",
    "Hangul": "Noto Sans KR",
    "MoreHan": "Noto Sans SC",
}


def chart_svg(spec: ChartSpec, *, width: float, height: float | None = None, theme: str = "light") -> str:
    """The chart as an SVG picture on a transparent ground, one unit a pixel; ``theme`` is light or dark.

    Its title and all its figures are in it as text for those who do not see it.
    """
    scene = arrange(spec, width, height, theme=theme)
    size = {
        "width": _n(scene.width),
        "height": _n(scene.height),
        "viewBox": f"0 0 {_n(scene.width)} {_n(scene.height)}",
    }
    picture = ElementTree.Element("svg", {"xmlns": "http://www.w3.org/2000/svg", "role": "img", **size})
    ElementTree.SubElement(picture, "title").text = _told(spec.title)
    ElementTree.SubElement(picture, "desc").text = _told(description(spec))
    for part in scene.parts:
        _add(picture, part)
    return ElementTree.tostring(picture, encoding="unicode")


def description(spec: ChartSpec) -> str:
    """Every figure in words, for a screen reader."""
    lines = []
    for place, category in enumerate(spec.categories):
        values = [(series.name, series.values[place]) for series in spec.series]
        said = ", ".join(f"{name} {NONE if value is None else spec.figure(value)}" for name, value in values)
        lines.append(f"{category}: {said}")
    return "; ".join(lines)


def _told(text: str) -> str:
    """Text that XML can hold."""
    return "".join(c for c in visible(text) if c not in "\ufffe\uffff")


def _n(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".")


def _add(picture: ElementTree.Element, part: Part) -> None:
    match part:
        case Words():
            _add_words(picture, part)
        case Box():
            place = {"x": part.left, "y": part.top, "width": part.width, "height": part.height, "rx": part.radius}
            ElementTree.SubElement(picture, "rect", {key: _n(v) for key, v in place.items()} | {"fill": part.fill})
        case Stroke():
            look = {"stroke": part.ink, "stroke-width": _n(part.width), "fill": "none"}
            if part.dash:
                look["stroke-dasharray"] = ",".join(map(_n, part.dash))
            ElementTree.SubElement(picture, "polyline", {"points": _points(part.points), **look})
        case Shape():
            look = {"fill": part.fill, "stroke": part.edge, "stroke-width": "1"}
            ElementTree.SubElement(picture, "polygon", {"points": _points(part.points), **look})


def _points(points: tuple[tuple[float, float], ...]) -> str:
    return " ".join(f"{_n(x)},{_n(y)}" for x, y in points)


def _add_words(picture: ElementTree.Element, words: Words) -> None:
    """A text element a font, so that a reader without fall-back fonts finds every letter."""
    x = words.left
    for run in words.line.runs:
        name = run.face.name.removeprefix("O2O-")
        is_bold = name.endswith("-Bold") or run.face.is_stroked
        look = {
            "x": _n(x),
            "y": _n(words.baseline),
            "font-family": _FAMILIES[name.removesuffix("-Bold")],
            "font-size": _n(words.size),
            "font-weight": "bold" if is_bold else "normal",
            "fill": words.ink,
        }
        text = ElementTree.SubElement(picture, "text", look)
        text.text = _told(run.source)
        x += run.width / 1000 * words.size
