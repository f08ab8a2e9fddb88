"""Delimited text (CSV, TSV and their kin) into numbered rows, keeping what is good beside what is broken (pure)."""

import csv
import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice

from o2o_events.people.columns import score_headings

DELIMITERS = (",", ";", "\t", "|")
_HINT = re.compile(r'"?sep=(.)"?[ ]*(?:\r\n|\r|\n|$)', re.IGNORECASE)
_RESTARTS = 50
"""Quotes left open that are stepped over in one file."""
_NARROWEST = 4
"""Columns from which glued rows can be told from a cell of several lines."""
_LONGEST_CELL = 1_000_000
_LINE_END = re.compile(r"\r\n|\r|\n")


@dataclass
class Rows:
    """Rows with their numbers: the line in the file, counted from 1, on which each begins.

    ``broken`` are numbers of rows whose quotes were never closed; their cells are what the line holds.
    """

    cells: list[list[str]] = field(default_factory=list)
    numbers: list[int] = field(default_factory=list)
    broken: set[int] = field(default_factory=set)


def take_hint(text: str) -> tuple[str | None, str]:
    """The delimiter that a first line ``sep=;`` names, and the text with that line emptied."""
    match = _HINT.match(text)
    if match is None:
        return None, text
    return match[1], "\n" + text[match.end() :]


def guess_delimiter(text: str) -> str:
    """The delimiter under which the first lines look most like a list with headings."""
    head = list(islice(io.StringIO(text, newline=""), 60))
    best, best_score = ",", 0.0
    for delimiter in DELIMITERS:
        rows = list(csv.reader(head, delimiter=delimiter))
        headings = max((score_headings(row) for row in rows), default=0.0)
        widths = [len(row) for row in rows if len(row) > 1]
        steady = widths.count(max(widths, key=widths.count)) / len(rows) if widths else 0.0
        if headings + steady > best_score:
            best, best_score = delimiter, headings + steady
    return best


def read_rows(text: str, delimiter: str) -> Rows:
    """All rows. A quote that is never closed costs the one line on which it was opened."""
    before = csv.field_size_limit(_LONGEST_CELL)
    try:
        return _read_rows(text, delimiter)
    finally:
        csv.field_size_limit(before)


def _read_rows(text: str, delimiter: str) -> Rows:
    rows = Rows()
    start = 1
    for _restart in range(_RESTARTS):
        open_at = _read_from(text, start, delimiter, rows)
        if open_at is None:
            break
        _add_broken(rows, text, open_at, delimiter)
        start = open_at + 1
    _split_swallowed(rows, text, delimiter)
    return rows


def _lines(text: str, start: int) -> Iterator[str]:
    return islice(io.StringIO(text, newline=""), start - 1, None)


def _read_from(text: str, start: int, delimiter: str, rows: Rows) -> int | None:
    """Reads to the end; answers the line of a record whose quotes are open there, or are too long to be meant."""
    reader = csv.reader(_lines(text, start), delimiter=delimiter)
    cells, numbers = rows.cells, rows.numbers
    number = start
    try:
        for row in reader:
            cells.append(row)
            numbers.append(number)
            number = start + reader.line_num
    except csv.Error:
        return number
    if numbers and numbers[-1] >= start and _is_open(text, numbers[-1], delimiter):
        cells.pop()
        return numbers.pop()
    return None


def _is_open(text: str, number: int, delimiter: str) -> bool:
    """Whether the file ends inside the quotes of the record that begins on this line."""
    try:
        list(csv.reader(_lines(text, number), delimiter=delimiter, strict=True))
    except csv.Error as error:
        return "unexpected end" in str(error)
    return False


def _add_broken(rows: Rows, text: str, number: int, delimiter: str) -> None:
    line = next(_lines(text, number), "")
    rows.cells.append(next(csv.reader([line], delimiter=delimiter), []))
    rows.numbers.append(number)
    rows.broken.add(number)


def _split_swallowed(rows: Rows, text: str, delimiter: str) -> None:
    """Undoes records that a stray quote glued together: a cell holding whole lines of the list."""
    widths = [len(cells) for cells in rows.cells[:200]]
    width = max(widths, key=widths.count, default=0)
    if width < _NARROWEST:
        return
    ends = [*rows.numbers[1:], None]
    glued = [
        i
        for i, (number, end) in enumerate(zip(rows.numbers, ends, strict=True))
        if (end is None or end - number > 1) and _holds_lines(rows.cells[i], delimiter, width)
    ]
    for i in reversed(glued[:_RESTARTS]):
        number, end = rows.numbers[i], ends[i]
        inner = Rows()
        _add_broken(inner, text, number, delimiter)
        lines = _lines(text, number + 1)
        if end is not None:
            lines = islice(lines, end - number - 1)
        for offset, line in enumerate(lines, number + 1):
            inner.cells.append(next(csv.reader([line], delimiter=delimiter), []))
            inner.numbers.append(offset)
        rows.cells[i : i + 1] = inner.cells
        rows.numbers[i : i + 1] = inner.numbers
        rows.broken |= inner.broken


def _holds_lines(cells: Sequence[str], delimiter: str, width: int) -> bool:
    """Whether a cell holds ends of lines that each have as many delimiters as a row of the list."""
    for i, cell in enumerate(cells):
        if "\n" in cell or "\r" in cell:
            first, *middle, last = (line.count(delimiter) for line in _LINE_END.split(cell))
            is_begun = i + first == width - 1
            is_ended = last + len(cells) - 1 - i == width - 1
            if (is_begun and is_ended) or width - 1 in middle:
                return True
    return False
