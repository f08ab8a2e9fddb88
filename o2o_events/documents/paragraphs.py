"""Running text of any script at its own size: wrapped to a column, never shrunk and never cut."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from reportlab.lib.colors import HexColor

from o2o_events.documents.fitting import LEADING, pieces_within
from o2o_events.documents.fonts import Line, draw_line, set_line, visible

INK = "#15212C"
_FIRST_BASELINE = 0.94
_DOT = "·"
"""Between parts of a line; none begins with it."""
_SMALLEST_STROKE = 10
"""Below this size Han, kana and Hangul that stand in bold by a stroke only would run together: they stay regular."""
_TOLERANCE = 0.5
"""Points that a line may be wider than its column: fonts that meet at a break differ a little."""


@dataclass(frozen=True)
class Span:
    """Text of one weight and colour; one that ``is_whole`` stays on one line where it fits."""

    text: str
    bold: bool = False
    colour: str = INK
    is_whole: bool = False


@dataclass(frozen=True)
class Paragraph:
    """Spans after each other. ``before`` is white above it, ``label`` stands in its ``indent`` (points)."""

    spans: tuple[Span, ...]
    size: float
    before: float = 0
    indent: float = 0
    label: Span | None = None
    is_struck: bool = False


@dataclass(frozen=True, eq=False)
class TextLine:
    """One line as it is drawn: parts of one weight and colour, and where they begin from the column's edge."""

    parts: tuple[tuple[Line, str], ...]
    size: float
    before: float
    left: float
    label: tuple[Line, str] | None = None
    is_struck: bool = False

    @property
    def height(self) -> float:
        return self.before + self.size * LEADING

    @property
    def width(self) -> float:
        """From the first part to the end of the last."""
        return sum(line.width for line, _colour in self.parts) * self.size

    @property
    def missing(self) -> str:
        """The characters that no font has."""
        label = self.label[0].missing if self.label else ""
        return label + "".join(line.missing for line, _colour in self.parts)


def plain(text: str, size: float, *, bold: bool = False, colour: str = INK, before: float = 0) -> Paragraph:
    """A paragraph of one weight and colour."""
    return Paragraph((Span(text, bold, colour),), size, before)


def joined(texts: Sequence[str], by: str = f" {_DOT} ", *, ink: str = INK) -> Iterator[Span]:
    """Texts one after the other, each on one line where it fits."""
    for place, text in enumerate(texts):
        if place:
            yield Span(by, colour=ink)
        yield Span(text, colour=ink, is_whole=True)


def set_paragraphs(paragraphs: tuple[Paragraph, ...], width: float) -> list[TextLine]:
    """The lines of paragraphs one below the other in a column (points)."""
    return [line for paragraph in paragraphs for line in set_paragraph(paragraph, width)]


def set_paragraph(paragraph: Paragraph, width: float) -> list[TextLine]:
    """The lines of a paragraph; one without anything to see has none."""
    width -= paragraph.indent
    lines: list[TextLine] = []
    label = None
    if paragraph.label is not None:
        label = set_line(visible(paragraph.label.text), paragraph.label.bold), paragraph.label.colour
    spans = tuple(_legible(span, paragraph.size) for span in paragraph.spans)
    for parts in _lines(spans, width / paragraph.size, _TOLERANCE / paragraph.size):
        before = 0 if lines else paragraph.before
        lines.append(
            TextLine(parts, paragraph.size, before, paragraph.indent, None if lines else label, paragraph.is_struck)
        )
    return lines


def _lines(spans: tuple[Span, ...], width: float, tolerance: float) -> Iterator[tuple[tuple[Line, str], ...]]:
    """Parts of each line; ``width`` for size 1."""
    line: list[tuple[str, Span]] = []
    used = 0.0
    for unit in _units(spans, width):
        unit_width = sum(set_line(text, span.bold).width for text, span in unit)
        visible_width = unit_width - _trailing_space(unit)
        if line and used + visible_width > width + tolerance / 2:
            yield _joined(line)
            line, used = [], 0.0
        line += unit
        used += unit_width
    if any(text.strip() for text, _span in line):
        yield _joined(line)


def _legible(span: Span, size: float) -> Span:
    is_stroked = (
        span.bold and size < _SMALLEST_STROKE and any(r.face.is_stroked for r in set_line(span.text, True).runs)
    )
    return replace(span, bold=False) if is_stroked else span


def _trailing_space(unit: list[tuple[str, Span]]) -> float:
    text, span = unit[-1]
    return set_line(" ", span.bold).width if text.endswith(" ") else 0.0


def _units(spans: tuple[Span, ...], width: float) -> Iterator[list[tuple[str, Span]]]:
    """What no line may break within: a word, and what stands at it without a space though it is of another span."""
    unit: list[tuple[str, Span]] = []
    for span in spans:
        if unit and span.text.startswith(" ") and not unit[-1][0].endswith(" "):
            unit[-1] = (unit[-1][0] + " ", unit[-1][1])
        for place, piece in enumerate(_pieces(span, width)):
            belongs = (place == 0 and unit and not unit[-1][0].endswith(" ")) or piece.startswith(_DOT)
            if belongs and unit and _width([*unit, (piece.rstrip(), span)]) <= width:
                unit.append((piece, span))
                continue
            if unit:
                yield unit
            unit = [(piece, span)]
    if unit:
        yield unit


def _pieces(span: Span, width: float) -> Iterator[str]:
    words = _words(span.text)
    if span.is_whole and set_line(words.rstrip(), span.bold).width <= width:
        return iter((words,))
    return pieces_within(words, span.bold, width)


def _width(unit: list[tuple[str, Span]]) -> float:
    return sum(set_line(text, span.bold).width for text, span in unit)


def _words(text: str) -> str:
    """The text with single spaces; one at its end stays, because another span may follow."""
    shown = visible(text)
    return " ".join(shown.split()) + (" " if shown.endswith(" ") and shown.strip() else "")


def _joined(line: list[tuple[str, Span]]) -> tuple[tuple[Line, str], ...]:
    """The line's text with neighbours of one weight and colour set together."""
    texts: list[tuple[str, Span]] = []
    for text, span in line:
        if texts and (texts[-1][1].bold, texts[-1][1].colour) == (span.bold, span.colour):
            texts[-1] = (texts[-1][0] + text, span)
        else:
            texts.append((text, span))
    last, span = texts[-1]
    texts[-1] = (last.rstrip(), span)
    return tuple((set_line(text, span.bold), span.colour) for text, span in texts if text)


def draw_lines(canvas: Any, lines: list[TextLine], left: float, top: float) -> float:
    """Draws lines downwards from ``top`` (points from the page's foot); answers where the next would begin."""
    for line in lines:
        top -= line.before
        baseline = top - _FIRST_BASELINE * line.size
        if line.label is not None:
            draw_line(canvas, line.label[0], left, baseline, line.size, line.label[1])
        x = left + line.left
        for part, colour in line.parts:
            draw_line(canvas, part, x, baseline, line.size, colour)
            x += part.width * line.size
        if line.is_struck:
            canvas.setStrokeColor(HexColor(line.parts[0][1]))
            canvas.setLineWidth(line.size * 0.06)
            canvas.line(left + line.left, baseline + line.size * 0.28, x, baseline + line.size * 0.28)
        top -= line.size * LEADING
    return top
