"""A table of a report on paper: its head on every page, numbers to the right, rows that break where they must."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import islice
from typing import Final

from o2o_events.documents.column_room import shared_room
from o2o_events.documents.fonts import set_line
from o2o_events.documents.paragraphs import TextLine, plain, set_paragraph
from o2o_events.documents.report_cells import is_number, words_of
from o2o_events.documents.report_pages import ACROSS, SIDE, UPRIGHT, Pages
from o2o_events.indicators.values import Column, Row, Table

_SIZES: Final = (8.5, 7.5, 6.5)
"""Of letters, in points: the largest at which all columns fit."""
_PAD: Final = 2.4
_GAP: Final = 3.5
"""White left and right of a cell's text."""
_SAMPLE: Final = 300
_LONGEST_WORD, _LONGEST_HEADING, _WIDEST = 110.0, 80.0, 190.0
_HEAD_FILL, _TOTAL_FILL = "#E8EDF3", "#F2F5F8"
_FEWEST_LINES: Final = 3
_LAST: Final = 2
"""Rows that what stands below a table goes with."""
_SHORT, _BROKEN = 12, 1.6
"""Rows of a table that stays upright though its lines break, and how much more room they would take unbroken."""
_HEAD_LINE: Final = 0.6
"""What of a heading stands on a line at least, so that a head is two lines high rather than five."""
_AFTER_TITLE: Final = 0.75
"""What is still free of a page at most once more than a title is on it."""
Cells = list[list[TextLine]]


def paper_of(table: Table) -> tuple[tuple[float, float], float]:
    """The paper's size and the size of letters that a table needs; a short one rather breaks lines than lies across."""
    for size in _SIZES:
        least, wanted, _lengths = _needs(table, size)
        for paper in (UPRIGHT, ACROSS):
            room = paper[0] - 2 * SIDE
            is_enough = sum(least) <= room and (paper is ACROSS or (len(table.rows) <= _SHORT and size == _SIZES[0]))
            if sum(wanted) <= room or (is_enough and (paper is ACROSS or sum(wanted) <= _BROKEN * room)):
                return paper, size
    return ACROSS, _SIZES[-1]


class PaperTable:
    """A table set for a width: how high it is, and how it is drawn."""

    def __init__(self, table: Table, size: float, width: float) -> None:
        self.table, self._size = table, size
        self._widths = _widths(table, size, width)
        self._head = [
            set_paragraph(plain(column.title, size, bold=True), width - 2 * _GAP)
            for column, width in zip(table.columns, self._widths, strict=True)
        ]

    def height(self, rows: int, enough: float) -> float:
        """Of the head and the first rows; those that come after it is ``enough`` are not set."""
        height = _height(self._head)
        for row in self.table.rows[:rows]:
            if height > enough:
                break
            height += _height(self._set(row))
        return height

    def draw(self, pages: Pages, tail: float) -> None:
        """Draws it from where the page is filled, over as many pages as it takes.

        The head has a row below it. ``tail`` is the height of what stays with the last two rows.
        """
        rows = self.table.rows
        wanted = self.height(2, pages.full) + (tail if len(rows) <= _LAST else 0)
        if wanted > pages.free and pages.free < _AFTER_TITLE * pages.full:
            pages.turn()
        self._draw_head(pages)
        for place, row in enumerate(rows):
            cells = self._set(row)
            if place == len(rows) - _LAST and place:
                last = _height(cells) + _height(self._set(rows[-1])) + tail
                if pages.free < last <= pages.full * _AFTER_TITLE:
                    self._turn(pages)
            self._draw_row(pages, cells, _TOTAL_FILL if row.is_total else None)

    def _draw_row(self, pages: Pages, cells: Cells, fill: str | None) -> None:
        """On the next page where it does not fit; in parts where it is long."""
        if _height(cells) > pages.free and (_height(cells) <= pages.full / 2 or pages.free < 40):
            self._turn(pages)
        while _height(cells) > pages.free:
            first, rest = _cut(cells, pages.free - 2 * _PAD)
            if not any(first):
                if pages.free > pages.full * 0.8:
                    break  # a single line is taller than a page: better beyond its foot than nowhere
                self._turn(pages)
                continue
            _draw_row(pages, self.table.columns, first, self._widths, fill=fill)
            self._turn(pages)
            cells = rest
        _draw_row(pages, self.table.columns, cells, self._widths, fill=fill)

    def _turn(self, pages: Pages) -> None:
        pages.turn()
        self._draw_head(pages)

    def _draw_head(self, pages: Pages) -> None:
        _draw_row(pages, self.table.columns, self._head, self._widths, fill=_HEAD_FILL)

    def _set(self, row: Row) -> Cells:
        return [
            [
                line
                for text in words_of(column, cell).split("\n")
                for line in _set(text, self._size, row.is_total, width)
            ]
            for column, cell, width in zip(self.table.columns, row.cells, self._widths, strict=True)
        ]


def _set(text: str, size: float, bold: bool, width: float) -> list[TextLine]:
    return set_paragraph(plain(text, size, bold=bold), width - 2 * _GAP) if text else []


def _height(cells: Cells) -> float:
    return max((sum(line.height for line in lines) for lines in cells), default=0) + 2 * _PAD


def _cut(cells: Cells, room: float) -> tuple[Cells, Cells]:
    """The lines of each cell that fit, and the others; nothing fits where too few would."""
    kept = []
    for lines in cells:
        used, count = 0.0, 0
        while count < len(lines) and used + lines[count].height <= room:
            used += lines[count].height
            count += 1
        kept.append(count)
    if max(kept) < _FEWEST_LINES:
        return [[] for _lines in cells], cells
    rest = [[replace(line, before=0.0) for line in lines[count:]] for lines, count in zip(cells, kept, strict=True)]
    return [lines[:count] for lines, count in zip(cells, kept, strict=True)], rest


def _draw_row(
    pages: Pages, columns: Sequence[Column], cells: Cells, widths: Sequence[float], *, fill: str | None = None
) -> None:
    height = max(_height(cells), 2 * _PAD + 8)
    if fill is not None:
        pages.fill(pages.top, height, fill)
    left = SIDE
    for column, lines, width in zip(columns, cells, widths, strict=True):
        y = pages.top - _PAD
        for line in lines:
            x = left + width - _GAP - line.width if is_number(column) else left + _GAP
            pages.draw_lines([line], x, y)
            y -= line.height
        left += width
    pages.top -= height
    pages.rule(pages.top)


def _needs(table: Table, size: float) -> tuple[list[float], list[float], list[list[float]]]:
    """What each column needs at least (its longest word), what it would like (its longest line), and how long the
    texts of its cells are; points."""
    edges = 2 * _GAP + 0.5
    rows = [*islice(table.rows, _SAMPLE), *table.rows[-2:]]
    least, wanted, lengths = [], [], []
    for place, column in enumerate(table.columns):
        texts = [(column.title, True), *((words_of(column, row.cells[place]), row.is_total) for row in rows)]
        words = [_line(word, size, bold) for text, bold in texts for word in text.split()]
        lines = [[_line(line, size, bold) for line in text.split("\n")] for text, bold in texts]
        shortest = min(max(words, default=0), _LONGEST_WORD) + edges
        least.append(shortest)
        heading = min(*lines[0], _LONGEST_HEADING)
        wanted.append(max(shortest, min(max([heading, *map(max, lines[1:])]), _WIDEST) + edges))
        lengths.append([sum(cell) + edges for cell in lines])
    return least, wanted, [list(row) for row in zip(*lengths, strict=True)]


def _line(text: str, size: float, bold: bool) -> float:
    return set_line(text, bold).width * size


def _widths(table: Table, size: float, room: float) -> list[float]:
    least, wanted, lengths = _needs(table, size)
    head, body = lengths[0], lengths[1:]
    heads = [min(_LONGEST_HEADING, width * _HEAD_LINE) for width in head]
    legible = [max(need, width) for need, width in zip(least, heads, strict=True)]
    if sum(legible) <= room:
        least = legible
    if body:
        wanted = [max(want, *texts) for want, texts in zip(wanted, zip(*body, strict=True), strict=True)]
    return shared_room(table.columns, least, wanted, room, lengths)
