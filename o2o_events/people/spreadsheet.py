"""Workbooks (XLSX and its kin) into numbered rows of text, with a guard against files made to harm."""

import io
import zipfile
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from o2o_events.errors import UserError
from o2o_events.i18n import _
from o2o_events.people.columns import find_header_row, score_headings
from o2o_events.people.delimited import Rows

_MOST_BYTES = 1 << 30
"""Unpacked size that no list of people comes near."""
_MOST_PACKING = 200
"""How much smaller packed than unpacked real workbooks are at most, from 256 KB up."""
OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@dataclass(frozen=True)
class Workbook:
    """The sheet that was read, and the names of all."""

    rows: Rows
    sheet: str
    sheets: tuple[str, ...]


def read_workbook(data: bytes, name: str, wanted: str | None) -> Workbook:
    """The wanted sheet, else the one that looks most like a list. Raises ``UserError`` where that cannot be."""
    read, sheets = read_sheets(data, name, wanted)
    best = max(read, key=lambda sheet: _score(read[sheet]))
    return Workbook(read[best], best, sheets)


def read_sheets(data: bytes, name: str, wanted: str | None = None) -> tuple[dict[str, Rows], tuple[str, ...]]:
    """Every sheet, or the wanted one alone, and the names of all. Raises ``UserError`` where that cannot be."""
    _check_packing(data, name)
    import python_calamine  # imported when it is needed: most lists are CSV

    try:
        book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
        sheets = tuple(book.sheet_names)
        if wanted is not None and (wanted := _match(sheets, wanted)) is None:
            raise UserError(
                _("“{file}” has no such sheet. Its sheets are: {sheets}.").format(file=name, sheets="; ".join(sheets))
            )
        read = {
            sheet: _read_sheet(book.get_sheet_by_name(sheet)) for sheet in ([wanted] if wanted is not None else sheets)
        }
    except UserError:
        raise
    except BaseException as error:
        if isinstance(error, (KeyboardInterrupt, SystemExit, MemoryError)):
            raise
        raise UserError(_damaged(name)) from error  # its Rust library also panics, which is no Exception
    if not read:
        raise UserError(_damaged(name))
    return read, sheets


def _damaged(name: str) -> str:
    return _(
        "“{file}” cannot be read: it is damaged, or no workbook. Open it in a spreadsheet and save it anew."
    ).format(file=name)


def _match(sheets: tuple[str, ...], wanted: str) -> str | None:
    exact = [sheet for sheet in sheets if sheet == wanted]
    loose = [sheet for sheet in sheets if sheet.strip().casefold() == wanted.strip().casefold()]
    return next(iter(exact or loose), None)


def _check_packing(data: bytes, name: str) -> None:
    """Unpacks as far as is sensible, because what a file says of its own size may be a lie."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            total = 0
            for member in archive.infolist():
                with archive.open(member) as stream:
                    while chunk := stream.read(1 << 20):
                        total += len(chunk)
                        if total > _MOST_BYTES or total > max(1 << 18, len(data)) * _MOST_PACKING:
                            raise UserError(
                                _("“{file}” unpacks to an absurd size. Do not open it; ask for it as CSV.").format(
                                    file=name
                                )
                            )
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError, ValueError) as error:
        raise UserError(_damaged(name)) from error
    except Exception as error:
        if type(error).__name__ == "error":  # zlib's own: a stream that is broken
            raise UserError(_damaged(name)) from error
        raise


def _read_sheet(sheet: Any) -> Rows:
    rows = Rows()
    for number, values in enumerate(sheet.to_python(skip_empty_area=False), 1):
        rows.cells.append([value if type(value) is str else cell_text(value) for value in values])
        rows.numbers.append(number)
    while rows.cells and not any(rows.cells[-1]):
        rows.cells.pop()
        rows.numbers.pop()
    return rows


def cell_text(value: object) -> str:
    """A cell's value as text: whole numbers without a point, days and moments in ISO form."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e17 else repr(value)
    if isinstance(value, datetime):
        if (value.hour, value.minute, value.second) == (0, 0, 0):
            return value.date().isoformat()
        return value.replace(microsecond=0).isoformat(sep=" ").removesuffix(":00")
    if isinstance(value, (date, time)):
        return value.isoformat()
    if isinstance(value, timedelta):
        return str(value)
    return "" if value is None else str(value)


def _score(rows: Rows) -> float:
    header = find_header_row(rows.cells)
    if header is None:
        return min(len(rows.cells), 100) / 1_000
    return score_headings(rows.cells[header]) + min(len(rows.cells) - header, 1_000) / 500
