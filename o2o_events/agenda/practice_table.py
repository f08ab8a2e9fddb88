"""A table of best practices from a file (CSV, XLSX): its headings found, its rows as they came."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from o2o_events.errors import UserError
from o2o_events.i18n import _
from o2o_events.people import delimited, encodings, spreadsheet
from o2o_events.people.delimited import Rows
from o2o_events.registers.practice_columns import PracticeColumn, find_column

_MOST_BYTES = 50 << 20
_LOOKED_AT = 40
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
class PracticeTable:
    """``columns`` are (index, heading, column); ``rows`` are (row number, cells), blank ones left out.

    ``unknown`` are headings that say nothing here; ``broken`` says why a row could not be read.
    """

    name: str
    columns: list[tuple[int, str, PracticeColumn]]
    rows: list[tuple[int, list[str]]]
    header_row: int
    unknown: list[str] = field(default_factory=list)
    broken: dict[int, str] = field(default_factory=dict)


def read_table(path: Path, *, sheet: str | None = None, encoding: str | None = None) -> PracticeTable:
    """Reads a table by its content, not its name. Raises ``UserError`` where it is none."""
    data = _read_bytes(path)
    if data.startswith(_PACKED):
        return _from_rows(path.name, _sheet_rows(data, path.name, sheet), set())
    if sheet is not None:
        raise UserError(_("“{file}” has no sheets: it is a text file. Leave the sheet out.").format(file=path.name))
    rows = _text_rows(data, encoding)
    rows.cells[:] = [[_MADE_HARMLESS.sub("", cell, count=1) for cell in cells] for cells in rows.cells]
    return _from_rows(path.name, rows, rows.broken)


def _read_bytes(path: Path) -> bytes:
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
        raise UserError(_not_a_table(path.name))
    return data


def _not_a_table(name: str) -> str:
    return _("“{file}” is no table of best practices. Save the table as XLSX or CSV, then import that.").format(
        file=name
    )


def _text_rows(data: bytes, wanted: str | None) -> Rows:
    encoding = wanted or encodings.guess_encoding(data).encoding
    try:
        text = encodings.decode(data, encoding)
    except (LookupError, ValueError) as error:
        raise UserError(
            _("There is no encoding “{encoding}”. Give one such as utf-8, cp1258, big5 or cp1252.").format(
                encoding=encoding
            )
        ) from error
    hint, text = delimited.take_hint(text)
    return delimited.read_rows(text, hint or _delimiter(text))


def _delimiter(text: str) -> str:
    """The one under which most headings of the first lines are known."""
    head = "\n".join(text.splitlines()[:_LOOKED_AT])

    def known(delimiter: str) -> int:
        return max((_score(cells) for cells in delimited.read_rows(head, delimiter).cells), default=0)

    return max(delimited.DELIMITERS, key=known)


def _sheet_rows(data: bytes, name: str, wanted: str | None) -> Rows:
    """The wanted sheet, else the first that has headings of the register."""
    book = spreadsheet.read_workbook(data, name, wanted)
    if wanted is None and _header(book.rows) is None:
        for sheet in book.sheets:
            rows = spreadsheet.read_workbook(data, name, sheet).rows
            if _header(rows) is not None:
                return rows
    return book.rows


def _score(cells: Sequence[str]) -> int:
    found = {column for cell in cells if cell and len(cell) < 120 and (column := find_column(cell))}
    fields = {column.field for column in found}
    return len(found) if len(fields) >= 2 and fields & {"title", "company", "id", "source_ref"} else 0


def _header(rows: Rows) -> int | None:
    scores = [_score(cells) for cells in rows.cells[:_LOOKED_AT]]
    best = max(scores, default=0)
    return scores.index(best) if best else None


def _from_rows(name: str, rows: Rows, broken: set[int]) -> PracticeTable:
    header = _header(rows)
    if header is None:
        raise UserError(
            _(
                "“{file}” has no row of headings that this program knows, such as “Title”, “Company” and “Economy”."
                " Add one, or export the register to see how it looks."
            ).format(file=name)
        )
    columns: list[tuple[int, str, PracticeColumn]] = []
    unknown = []
    for index, heading in enumerate(rows.cells[header]):
        column = find_column(heading)
        if column is not None and column not in [known for _index, _heading, known in columns]:
            columns.append((index, heading.strip(), column))
        elif heading.strip():
            unknown.append(heading.strip())
    body = zip(rows.numbers[header + 1 :], rows.cells[header + 1 :], strict=True)
    why = _("The quotes on this line are never closed. Close them in the file, or type the row anew.")
    return PracticeTable(
        name,
        columns,
        [(number, cells) for number, cells in body if any(cell.strip() for cell in cells)],
        rows.numbers[header],
        unknown,
        dict.fromkeys(broken, why),
    )
