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
Cells = list[list[TextLine]]


def paper_of(table: Table) -> tuple[tuple[float, float], float]:
    """The paper's size and the size of letters that a table needs."""
    for size in _SIZES:
        least, wanted = _needs(table, size)
        for paper in (UPRIGHT, ACROSS):
            room = paper[0] - 2 * SIDE
            if sum(wanted) <= room or (paper is ACROSS and sum(least) <= room):
                return paper, size
    return ACROSS, _SIZES[-1]


def draw_table(pages: Pages, table: Table, size: float) -> None:
    """Draws the table from where the page is filled, over as many pages as it takes."""
    widths = _widths(table, size, pages.width)
    head = [
        set_paragraph(plain(column.title, size, bold=True), width - 2 * _GAP)
        for column, width in zip(table.columns, widths, strict=True)
    ]
    _draw_row(pages, table.columns, head, widths, fill=_HEAD_FILL)
    for row in table.rows:
        cells = _set_row(table.columns, row, widths, size)
        fill = _TOTAL_FILL if row.is_total else None
        if _height(cells) > pages.free and (_height(cells) <= pages.full / 2 or pages.free < 40):
            _turn(pages, table.columns, head, widths)
        while _height(cells) > pages.free:
            first, rest = _cut(cells, pages.free - 2 * _PAD)
            if not any(first):
                if pages.free > pages.full * 0.8:
                    break  # a single line is taller than a page: better beyond its foot than nowhere
                _turn(pages, table.columns, head, widths)
                continue
            _draw_row(pages, table.columns, first, widths, fill=fill)
            _turn(pages, table.columns, head, widths)
            cells = rest
        _draw_row(pages, table.columns, cells, widths, fill=fill)


def _turn(pages: Pages, columns: Sequence[Column], head: Cells, widths: Sequence[float]) -> None:
    pages.turn()
    _draw_row(pages, columns, head, widths, fill=_HEAD_FILL)


def _set_row(columns: Sequence[Column], row: Row, widths: Sequence[float], size: float) -> Cells:
    return [
        [line for text in words_of(column, cell).split("\n") for line in _set(text, size, row.is_total, width)]
        for column, cell, width in zip(columns, row.cells, widths, strict=True)
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


def _needs(table: Table, size: float) -> tuple[list[float], list[float]]:
    """What each column needs at least (its longest word), and what it would like (its longest line); points."""
    rows = [*islice(table.rows, _SAMPLE), *table.rows[-2:]]
    least, wanted = [], []
    for place, column in enumerate(table.columns):
        texts = [(column.title, True), *((words_of(column, row.cells[place]), row.is_total) for row in rows)]
        words = [_line(word, size, bold) for text, bold in texts for word in text.split()]
        lines = [_line(line, size, bold) for text, bold in texts[1:] for line in text.split("\n")]
        shortest = min(max(words, default=0), _LONGEST_WORD) + 2 * _GAP + 0.5
        least.append(shortest)
        heading = min(_line(column.title, size, True), _LONGEST_HEADING)
        wanted.append(max(shortest, min(max([heading, *lines]), _WIDEST) + 2 * _GAP + 0.5))
    return least, wanted


def _line(text: str, size: float, bold: bool) -> float:
    return set_line(text, bold).width * size


def _widths(table: Table, size: float, room: float) -> list[float]:
    least, wanted = _needs(table, size)
    return shared_room(table.columns, least, wanted, room)
