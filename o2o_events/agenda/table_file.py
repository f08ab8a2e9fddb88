"""A table from a file (CSV, XLSX), whatever it is of: its headings found, its rows as they came."""

import re
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Generic, TypeVar

from o2o_events.errors import UserError
from o2o_events.i18n import _
from o2o_events.people import delimited, encodings, spreadsheet
from o2o_events.people.delimited import Rows

C = TypeVar("C", bound=Hashable)
_MOST_BYTES = 50 << 20
_LOOKED_AT = 40
_LONGEST_HEADING = 120
_PACKED = b"PK\x03\x04"
_NO_TABLES = (
    b"%PDF",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"SQLite format 3\x00",
    b"7z\xbc\xaf",
    b"Rar!",
    b"\x1f\x8b",
)
_MADE_HARMLESS = re.compile(r"'(?=[=+\-@\t\r\n＝＋－＠])")


@dataclass(frozen=True)
class FileTable(Generic[C]):
    """``columns`` are (index, heading, column); ``rows`` are (row number, cells), blank ones left out.

    ``unknown`` are headings that say nothing here; ``broken`` says why a row could not be read.
    """

    name: str
    columns: list[tuple[int, str, C]]
    rows: list[tuple[int, list[str]]]
    header_row: int
    unknown: list[str] = field(default_factory=list)
    broken: dict[int, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Wanted(Generic[C]):
    """What a file should have. ``find`` knows headings; ``is_enough`` says whether columns make a row of headings.

    ``no_table`` and ``no_headings`` say in words that a file of this name has neither.
    """

    find: Callable[[str], C | None]
    is_enough: Callable[[set[C]], bool]
    no_table: Callable[[str], str]
    no_headings: Callable[[str], str]


def read_table_file(
    path: Path, wanted: Wanted[C], *, sheet: str | None = None, encoding: str | None = None
) -> FileTable[C]:
    """Reads a table by its content, not its name. Raises ``UserError`` where it is none."""
    data = _read_bytes(path, wanted)
    if data.startswith(_PACKED):
        return _from_rows(path.name, _sheet_rows(data, path.name, sheet, wanted), wanted)
    if sheet is not None:
        raise UserError(_("“{file}” has no sheets: it is a text file. Leave the sheet out.").format(file=path.name))
    rows = _text_rows(data, encoding, wanted)
    rows.cells[:] = [[_MADE_HARMLESS.sub("", cell, count=1) for cell in cells] for cells in rows.cells]
    return _from_rows(path.name, rows, wanted, is_text=True)


def _read_bytes(path: Path, wanted: Wanted[C]) -> bytes:
    try:
        if path.is_dir():
            raise UserError(_("“{file}” is a folder. Choose a file in it.").format(file=path.name))
        if path.stat().st_size > _MOST_BYTES:
            raise UserError(_("“{file}” is far too large for a register. Check the file.").format(file=path.name))
        data = path.read_bytes()
    except OSError as error:
        raise UserError(_("“{file}” cannot be read. Check its name and permissions.").format(file=path)) from error
    if not data.strip(b"\0 \t\r\n\xef\xbb\xbf\xfe\xff"):
        raise UserError(_("“{file}” is empty. Export the register again, then import it.").format(file=path.name))
    if data.startswith((spreadsheet.OLD_OFFICE, *_NO_TABLES)):
        raise UserError(wanted.no_table(path.name))
    return data


def _text_rows(data: bytes, encoding: str | None, wanted: Wanted[C]) -> Rows:
    encoding = encoding or encodings.guess_encoding(data).encoding
    try:
        text = encodings.decode(data, encoding)
    except (LookupError, ValueError) as error:
        raise UserError(
            _("There is no encoding “{encoding}”. Give one such as utf-8, cp1258, big5 or cp1252.").format(
                encoding=encoding
            )
        ) from error
    hint, text = delimited.take_hint(text)
    return delimited.read_rows(text, hint or _delimiter(text, wanted))


def _delimiter(text: str, wanted: Wanted[C]) -> str:
    """The one under which most headings of the first lines are known."""
    head = "\n".join(text.splitlines()[:_LOOKED_AT])

    def known(delimiter: str) -> int:
        return max((_score(cells, wanted) for cells in delimited.read_rows(head, delimiter).cells), default=0)

    return max(delimited.DELIMITERS, key=known)


def _sheet_rows(data: bytes, name: str, sheet: str | None, wanted: Wanted[C]) -> Rows:
    """The wanted sheet, else the first that has headings of the register."""
    book = spreadsheet.read_workbook(data, name, sheet)
    if sheet is None and _header(book.rows, wanted) is None:
        for other in book.sheets:
            rows = spreadsheet.read_workbook(data, name, other).rows
            if _header(rows, wanted) is not None:
                return rows
    return book.rows


def _score(cells: Sequence[str], wanted: Wanted[C]) -> int:
    headings = (cell for cell in cells if cell and len(cell) < _LONGEST_HEADING)
    found = {column for cell in headings if (column := wanted.find(cell)) is not None}
    return len(found) if wanted.is_enough(found) else 0


def _header(rows: Rows, wanted: Wanted[C]) -> int | None:
    scores = [_score(cells, wanted) for cells in rows.cells[:_LOOKED_AT]]
    best = max(scores, default=0)
    return scores.index(best) if best else None


def _from_rows(name: str, rows: Rows, wanted: Wanted[C], *, is_text: bool = False) -> FileTable[C]:
    header = _header(rows, wanted)
    if header is None:
        raise UserError(wanted.no_headings(name))
    columns: list[tuple[int, str, C]] = []
    unknown = []
    for index, heading in enumerate(rows.cells[header]):
        column = wanted.find(heading)
        if column is not None and column not in [known for _index, _heading, known in columns]:
            columns.append((index, heading.strip(), column))
        elif heading.strip():
            unknown.append(heading.strip())
    zipped = zip(rows.numbers[header + 1 :], rows.cells[header + 1 :], strict=True)
    body = [(number, cells) for number, cells in zipped if any(cell.strip() for cell in cells)]
    broken = _broken(rows, body, len(rows.cells[header])) if is_text else {}
    return FileTable(name, columns, body, rows.numbers[header], unknown, broken)


def _broken(rows: Rows, body: list[tuple[int, list[str]]], width: int) -> dict[int, str]:
    """Why rows of a text file cannot be read: what they seem to say may be anything."""
    quotes = _("The quotes on this line are never closed. Close them in the file, or type the row anew.")
    misfit = _(
        "This line has characters of another encoding. Name the encoding of the file, or save it as UTF-8 and"
        " import that."
    )
    wider = _(
        "This line has more cells than there are headings. Put quotes around what holds the separator itself,"
        " such as “1,240”, or save the table as XLSX."
    )
    found = {number: wider for number, cells in body if any(cell.strip() for cell in cells[width:])}
    found |= {number: misfit for number, cells in body if any(encodings.ESCAPED.search(cell) for cell in cells)}
    return found | dict.fromkeys(rows.broken, quotes)
