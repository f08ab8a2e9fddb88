"""The parts a paper form is made of: text, boxes to tick, a scale, lines to write on. Each knows its height."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from reportlab.lib.colors import HexColor

from o2o_events.documents.fitting import draw_fitted, fit
from o2o_events.documents.fonts import set_line
from o2o_events.documents.layouts import Style
from o2o_events.documents.paragraphs import Paragraph, TextLine, draw_lines, plain, set_paragraphs

MM: Final = 72 / 25.4
WIDTH: Final = 180 * MM
_INDENT: Final = 20
_BOX: Final = 11
_ROOM: Final = 28
"""From the left of a box to its words, the small number before it included."""
_INK: Final = "#15212C"
_PALE: Final = "#7A8794"
_LABEL: Final = 9.5
_LINE: Final = 8 * MM
_FIRST: Final = 18
"""Height of a line that words stand at."""


@dataclass(frozen=True)
class Piece:
    """What is drawn downwards from a left and top (points); ``keeps_next`` stays on the page of what follows."""

    height: float
    draw: Callable[[Any, float, float], None]
    keeps_next: bool = False


def white(height: float, *, keeps_next: bool = False) -> Piece:
    """Nothing."""
    return Piece(height, lambda _canvas, _left, _top: None, keeps_next)


def rule() -> Piece:
    """A line across."""

    def draw(canvas: Any, left: float, top: float) -> None:
        _stroke(canvas, 0.8)
        canvas.line(left, top, left + WIDTH, top)

    return Piece(1, draw, keeps_next=True)


def texts(*paragraphs: Paragraph, keeps_next: bool = False) -> Piece:
    """Running text."""
    set_lines = set_paragraphs(paragraphs, WIDTH)
    height = sum(line.height for line in set_lines)
    return Piece(height, lambda canvas, left, top: _draw(canvas, set_lines, left, top), keeps_next)


def boxes(labels: Sequence[str], *, is_round: bool) -> Iterator[Piece]:
    """Options beside each other, as many in a row as have room; small numbers are for those who type them in."""
    room = WIDTH - _INDENT
    widest = max((set_line(label).width * _LABEL for label in labels), default=0) + _ROOM + 10
    columns = max(1, min(len(labels), 5, int(room / widest)))
    if columns < len(labels):  # even rows read better than a full one and a rest
        columns = -(-len(labels) // -(-len(labels) // columns))
    width = room / columns
    for start in range(0, len(labels), columns):
        row = [
            (number, set_paragraphs((plain(label, _LABEL),), width - _ROOM - 8))
            for number, label in enumerate(labels[start : start + columns], start + 1)
        ]
        yield _box_row(row, width, is_round)


def _box_row(row: Sequence[tuple[int, list[TextLine]]], width: float, is_round: bool) -> Piece:
    def draw(canvas: Any, left: float, top: float) -> None:
        for place, (number, words) in enumerate(row):
            x = left + _INDENT + place * width
            _box(canvas, x, top - 1, number, is_round)
            _draw(canvas, words, x + _ROOM, top)

    return Piece(max(sum(line.height for line in words) for _number, words in row) + 6, draw)


def _box(canvas: Any, x: float, top: float, number: int | None, is_round: bool) -> None:
    if number is not None:
        words = fit(str(number), Style(6, 6, 5, 4, 1), 9, 9)
        draw_fitted(canvas, words, left=x, top=top - 2.5, width=8, align="right", colour=_PALE)
    _stroke(canvas, 0.9)
    if is_round:
        canvas.circle(x + 11 + _BOX / 2, top - _BOX / 2, _BOX / 2)
    else:
        canvas.rect(x + 11, top - _BOX, _BOX, _BOX)


def scale(values: Sequence[int], ends: Sequence[str]) -> Piece:
    """Numbers in a row with a box each, between the words for both ends."""
    step = min(34.0, (WIDTH - _INDENT) * 0.5 / len(values))
    style = Style(9.5, 9, 7, 6, 3)
    side = (WIDTH - _INDENT - step * len(values)) / 2 - 10
    low = fit(ends[0] if ends else "", style, min(side, 120), 36)
    high = fit(ends[1] if len(ends) > 1 else "", style, side, 36)
    first = _INDENT + (low.width + 12 if low.lines else 0)

    def draw(canvas: Any, left: float, top: float) -> None:
        draw_fitted(canvas, low, left=left + _INDENT, top=top - 3, width=low.width + 1)
        for place, value in enumerate(values):
            x = left + first + place * step
            number = fit(str(value), Style(9.5, 9, 7, 6, 1), step, 14)
            draw_fitted(canvas, number, left=x, top=top, width=step, align="centre", colour=_INK)
            _box(canvas, x + (step - _BOX) / 2 - 11, top - 13, None, True)
        draw_fitted(canvas, high, left=left + first + step * len(values) + 8, top=top - 3, width=side)

    return Piece(max(27.0, low.height + 3, high.height + 3), draw)


def lines(
    count: int,
    *,
    width: float = WIDTH - _INDENT,
    words: str = "",
    number: int | None = None,
    is_round: bool = False,
    is_boxed: bool = True,
) -> Piece:
    """Lines to write on; with ``words``, those and a box to tick before them stand at the first."""
    said = set_paragraphs((plain(words, _LABEL),), WIDTH / 2) if words else []
    indent = _ROOM if is_boxed else 0
    start = indent + max((line.width for line in said), default=0) + 6 if words else 0

    def draw(canvas: Any, left: float, top: float) -> None:
        x = left + _INDENT
        if words:
            if is_boxed:
                _box(canvas, x, top - 3, number, is_round)
            _draw(canvas, said, x + indent, top - (2 if is_boxed else 6))
        canvas.setStrokeColor(HexColor(_PALE))
        canvas.setLineWidth(0.5)
        for line in range(count):
            y = top - (_FIRST if words else _LINE) - line * _LINE
            canvas.line(x + (start if line == 0 else 0), y, x + width, y)

    return Piece((_FIRST + 3 if words else _LINE) + (count - 1) * _LINE, draw)


def _stroke(canvas: Any, width: float) -> None:
    canvas.setStrokeColor(HexColor(_INK))
    canvas.setLineWidth(width)


def _draw(canvas: Any, set_lines: list[TextLine], left: float, top: float) -> None:
    draw_lines(canvas, set_lines, left, top)
