"""How wide columns and how high rows of a worksheet must be, so that no text is cut (pure).

Widths are in digits, as Excel has them; heights in points. They are written into the file, since not every program
works out heights by itself when it opens one.
"""

from collections.abc import Sequence
from functools import lru_cache
from itertools import islice
from math import ceil
from typing import Final
from unicodedata import combining, east_asian_width

from o2o_events.documents.column_room import shared_room
from o2o_events.documents.report_cells import is_number, words_of
from o2o_events.indicators.values import Table

LINE: Final = 15.0
"""The height of a line in the usual letters."""
PAGE: Final = 92.0
"""What stands beside each other on an upright page of A4 without being made smaller."""
_NARROWEST, _WIDEST = 7.0, 46.0
_LEGIBLE: Final = 235.0
"""What a page lying across can be made smaller for and still be read."""
_LONGEST_WORD: Final = 30.0
_SAMPLE: Final = 500
_EMPTY: Final = 8.43
"""The width of a column that nobody set."""
_HIGHEST: Final = 409.0
_BOLD: Final = 1.1
_EDGES, _INDENT = 2.0, 3.5
"""White left and right of a text, and of a figure, which does not touch the text right of it."""


def widths_of(table: Table) -> list[float]:
    """By headings and the first rows; where all would be too much for a page, those with long texts give way."""
    return legible_widths(*needs(table), lengths_of(table))


def legible_widths(
    least: Sequence[float], wanted: Sequence[float], lengths: Sequence[Sequence[float]] = ()
) -> list[float]:
    """As wide as wanted, or as much narrower as a page can still be read; the longest of the texts get the most."""
    room = min(sum(wanted), max(_LEGIBLE, sum(least)))
    if not lengths:
        return list(wanted) if sum(wanted) <= room else shared_room((), least, wanted, room)
    whole = whole_lines(wanted, lengths)
    return (
        list(wanted) if whole == list(wanted) and sum(whole) <= room else shared_room((), least, whole, room, lengths)
    )


def whole_lines(wanted: Sequence[float], lengths: Sequence[Sequence[float]]) -> list[float]:
    """What each column would take if no text in it were broken."""
    return [max(want, *texts) for want, texts in zip(wanted, zip(*lengths, strict=True), strict=True)]


def lengths_of(table: Table) -> list[list[float]]:
    """How long the text of each cell is, with the white beside it."""
    edges = [_INDENT if is_number(column) else _EDGES for column in table.columns]
    return [
        [
            sum(map(width_of, words_of(column, cell).splitlines())) + edge
            for column, cell, edge in zip(table.columns, row.cells, edges, strict=True)
        ]
        for row in [*islice(table.rows, _SAMPLE), *table.rows[-2:]]
    ]


def needs(
    table: Table, longest_word: float = _LONGEST_WORD, narrowest: float = _NARROWEST
) -> tuple[list[float], list[float]]:
    """What each column needs at least, for its longest word, and what it would like, for its longest line."""
    rows = [*islice(table.rows, _SAMPLE), *table.rows[-2:]]
    found = [
        column_needs(
            column.title,
            [words_of(column, row.cells[place]) for row in rows],
            is_figure=is_number(column),
            longest_word=longest_word,
            narrowest=narrowest,
        )
        for place, column in enumerate(table.columns)
    ]
    return [least for least, _wanted in found], [wanted for _least, wanted in found]


def column_needs(
    heading: str,
    texts: Sequence[str],
    *,
    is_figure: bool = False,
    longest_word: float = _LONGEST_WORD,
    narrowest: float = _NARROWEST,
) -> tuple[float, float]:
    """What one column needs at least, and what it would like."""
    edges = _INDENT if is_figure else _EDGES
    head = max((_BOLD * width_of(word) for word in heading.split()), default=0) + edges
    word = max((width_of(word) for text in texts for word in text.split()), default=0) + edges
    line = max((width_of(line) for text in texts for line in text.splitlines()), default=0) + edges
    least = min(max(narrowest, head, min(word, longest_word)), _WIDEST)
    return least, min(max(least, line), _WIDEST)


def across(widths: Sequence[float]) -> list[float]:
    """The columns that a title or a note lies across: those of the table, and more where it is narrower than a page."""
    more = ceil(max(0.0, PAGE - sum(widths)) / _EMPTY)
    return [*widths, *[_EMPTY] * more]


def columns_of_parts(widths: Sequence[float], parts: int) -> list[tuple[int, int]]:
    """First and last column of so many parts beside each other, about alike; fewer where there are few columns."""
    parts = min(parts, len(widths))
    found: list[tuple[int, int]] = []
    first, used, room = 0, 0.0, sum(widths)
    for place, width in enumerate(widths):
        used += width
        columns_left, parts_left = len(widths) - place - 1, parts - len(found) - 1
        is_enough = used >= room / (parts_left + 1) - width / 2
        if parts_left and (is_enough or columns_left <= parts_left):
            found.append((first, place))
            first, used, room = place + 1, 0.0, room - used
    return [*found, (first, len(widths) - 1)]


def head_height(headings: Sequence[str], widths: Sequence[float]) -> float:
    """What the row of headings needs."""
    return height_of(
        max((lines_of(heading, width / _BOLD) for heading, width in zip(headings, widths, strict=True)), default=1)
    )


def height_of(lines: int, line: float = LINE) -> float:
    return min(line * max(1, lines), _HIGHEST)


@lru_cache(maxsize=65_536)
def lines_of(text: str, width: float) -> int:
    """Lines that a text takes in a cell; words stay whole where they fit."""
    room = max(width - 1, 1.0)
    if 2 * len(text) <= room and "\n" not in text:
        return 1
    return sum(_lines(line, room) for line in text.split("\n"))


def _lines(text: str, room: float) -> int:
    lines, used = 1, 0.0
    for word in text.split(" "):
        wide = width_of(word)
        if used and used + 1 + wide > room:
            lines, used = lines + 1, 0.0
        used += wide + (1 if used else 0)
        while used > room:
            lines, used = lines + 1, used - room
    return lines


def width_of(text: str) -> float:
    """About how many digits wide a text is; Han, kana and Hangul are two, marks above and below none."""
    if text.isascii():
        return float(len(text))
    return float(sum(2 if east_asian_width(c) in "WF" else 0 if combining(c) else 1 for c in text))
