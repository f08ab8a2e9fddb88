"""What a chart is drawn of: boxes, rules, lines and words, in points from its top left corner (pure)."""

from dataclasses import dataclass, field
from typing import Literal

from o2o_events.documents.colours import colour
from o2o_events.documents.fitting import LEADING, Fitted
from o2o_events.documents.fonts import Line, set_line

Pattern = Literal["solid", "up", "level", "down", "upright", "cross"]
PATTERNS: tuple[Pattern, ...] = ("solid", "up", "level", "down", "upright", "cross")
INKS = ("accent", "warn", "good", "danger", "quiet", "accent_hover")
"""The theme's colours of the series, in their order; each has 3:1 and more on the surface."""
MARKS = ("round", "square", "diamond", "up", "down", "ring")
DASHES: tuple[tuple[float, ...], ...] = ((), (6, 3), (2, 2), (8, 2, 2, 2), (4, 2), (10, 4))
_FIRST_BASELINE = 0.94
_HATCH = 4.0
"""Points between the lines of a pattern."""


@dataclass(frozen=True)
class Box:
    left: float
    top: float
    width: float
    height: float
    fill: str
    radius: float = 0


@dataclass(frozen=True)
class Stroke:
    """A line through points."""

    points: tuple[tuple[float, float], ...]
    ink: str
    width: float = 0.7
    dash: tuple[float, ...] = ()


@dataclass(frozen=True)
class Shape:
    """A filled outline."""

    points: tuple[tuple[float, float], ...]
    fill: str
    edge: str


@dataclass(frozen=True, eq=False)
class Words:
    """One line of text from ``left`` along its ``baseline``."""

    line: Line
    left: float
    baseline: float
    size: float
    ink: str


Part = Box | Stroke | Shape | Words


@dataclass(eq=False)
class Scene:
    """A chart being drawn, in the colours of a theme."""

    width: float
    height: float
    theme: str = "light"
    parts: list[Part] = field(default_factory=list)

    def ink(self, name: str) -> str:
        return colour(name, self.theme)

    def series_ink(self, place: int) -> str:
        return self.ink(INKS[place])

    def rule(self, x1: float, y1: float, x2: float, y2: float, ink: str, width: float = 0.5) -> None:
        self.parts.append(Stroke(((x1, y1), (x2, y2)), self.ink(ink), width))

    def bar(self, left: float, top: float, width: float, height: float, place: int) -> None:
        """A bar in the colour and the pattern of a series."""
        if width <= 0 or height <= 0:
            return
        self.parts.append(Box(left, top, width, height, self.series_ink(place)))
        for line in _hatch(PATTERNS[place], left, top, width, height):
            self.parts.append(Stroke(line, self.ink("surface"), 0.9))

    def words(
        self,
        text: str,
        x: float,
        top: float,
        size: float,
        *,
        bold: bool = False,
        ink: str = "ink",
        align: float = 0,
        ground: str | None = None,
    ) -> None:
        """A line of text; ``align`` is the share of its width that stands left of ``x``."""
        line = set_line(text, bold)
        left = x - align * line.width * size
        if ground is not None:
            self.parts.append(Box(left - 1.5, top, line.width * size + 3, size * LEADING, self.ink(ground), 1.5))
        self.parts.append(Words(line, left, top + _FIRST_BASELINE * size, size, self.ink(ink)))

    def fitted(self, text: Fitted, x: float, top: float, *, ink: str = "ink", align: float = 0) -> float:
        """Fitted lines one below the other; answers where the next thing may stand."""
        for line in text.lines:
            left = x - align * line.width * text.size
            self.parts.append(Words(line, left, top + _FIRST_BASELINE * text.size, text.size, self.ink(ink)))
            top += text.size * LEADING
        return top

    def mark(self, x: float, y: float, place: int, size: float = 3.2) -> None:
        """The mark of a series on its line."""
        self.parts.append(Shape(_outline(MARKS[place], x, y, size), self.mark_fill(place), self.series_ink(place)))

    def mark_fill(self, place: int) -> str:
        return self.ink("surface") if MARKS[place] == "ring" else self.series_ink(place)

    def target(self, x1: float, y1: float, x2: float, y2: float) -> None:
        """A goal across a bar: dark with a light edge, so that it shows on any pattern."""
        self.parts.append(Stroke(((x1, y1), (x2, y2)), self.ink("surface"), 4))
        self.parts.append(Stroke(((x1, y1), (x2, y2)), self.ink("ink"), 1.8))


def _hatch(
    pattern: Pattern, left: float, top: float, width: float, height: float
) -> list[tuple[tuple[float, float], ...]]:
    """The lines of a pattern, cut to a box."""
    right, foot = left + width, top + height
    lines: list[tuple[tuple[float, float], ...]] = []
    if pattern in ("level", "cross"):
        lines += [((left, y), (right, y)) for y in _steps(top, foot)]
    if pattern in ("upright", "cross"):
        lines += [((x, top), (x, foot)) for x in _steps(left, right)]
    if pattern in ("up", "down"):
        for offset in _steps(0, width + height, _HATCH * 1.4):
            x1, y1 = (left + offset, top) if offset <= width else (right, top + offset - width)
            x2, y2 = (left, top + offset) if offset <= height else (left + offset - height, foot)
            if pattern == "down":
                x1, x2 = left + right - x1, left + right - x2
            lines.append(((x1, y1), (x2, y2)))
    return lines


def _steps(start: float, end: float, step: float = _HATCH) -> list[float]:
    return [start + step * n for n in range(1, int((end - start) / step) + 1) if start + step * n < end - 0.5]


def _outline(mark: str, x: float, y: float, size: float) -> tuple[tuple[float, float], ...]:
    """The corners of a mark; a circle has twelve."""
    match mark:
        case "square":
            return ((x - size, y - size), (x + size, y - size), (x + size, y + size), (x - size, y + size))
        case "diamond":
            return ((x, y - size * 1.3), (x + size * 1.3, y), (x, y + size * 1.3), (x - size * 1.3, y))
        case "up":
            return ((x, y - size * 1.2), (x + size * 1.2, y + size), (x - size * 1.2, y + size))
        case "down":
            return ((x, y + size * 1.2), (x + size * 1.2, y - size), (x - size * 1.2, y - size))
    from math import cos, pi, sin

    return tuple((x + size * cos(pi * n / 6), y + size * sin(pi * n / 6)) for n in range(12))
