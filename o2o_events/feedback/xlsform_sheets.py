"""An XLSForm's workbook as rows of cells under their headings, with a guard against files made to harm."""

import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from o2o_events.errors import UserError
from o2o_events.feedback.xlsform_words import Heading, Unsupported, read_heading
from o2o_events.i18n import _
from o2o_events.people.delimited import Rows
from o2o_events.people.spreadsheet import read_sheets

_MOST_BYTES: Final = 20_000_000
_MOST_ROWS: Final = 10_000
_KNOWN: Final = ("survey", "choices", "settings")
_WITHOUT_NAME: Final = "sheet1"


@dataclass(frozen=True)
class Cell:
    """A cell that holds something, under its heading as the file writes it."""

    column: str
    heading: Heading
    text: str


@dataclass(frozen=True)
class SheetRow:
    """A row by its number in the file, and what is in it."""

    number: int
    cells: tuple[Cell, ...]

    def get(self, name: str) -> str:
        """What stands in a column without a language."""
        return next((c.text for c in self.cells if c.heading == Heading(name)), "")

    def texts(self, name: str, own: str) -> dict[str, str]:
        """A text by language; ``own`` is the language of the column that names none."""
        found = [(c.heading.language or own, c.text) for c in self.cells if c.heading.name == name]
        return dict(reversed(found))


@dataclass(frozen=True)
class Sheet:
    """One sheet, its title as the file writes it."""

    title: str
    headings: tuple[str, ...] = ()
    rows: tuple[SheetRow, ...] = ()

    def as_written(self, key: str) -> dict[str, list[dict[str, str | None]]]:
        """The rows and the headings as pyxform takes them."""
        if not self.rows:
            return {}
        rows: list[dict[str, str | None]] = [{cell.column: cell.text for cell in row.cells} for row in self.rows]
        return {key: rows, f"{key}_header": [dict.fromkeys(self.headings)]}


@dataclass(frozen=True)
class Sheets:
    """The three sheets of an XLSForm, and what else was in the file."""

    survey: Sheet
    choices: Sheet
    settings: Sheet
    unsupported: tuple[Unsupported, ...]


def read_file(file: Path) -> bytes:
    """The file's bytes. Raises ``UserError`` where it cannot be read, or is far too large for a form."""
    try:
        size = file.stat().st_size
        if size > _MOST_BYTES:
            raise UserError(
                _("“{file}” is too large for a form ({n} MB). Choose the workbook that holds the form alone.").format(
                    file=file.name, n=size // 1_000_000
                )
            )
        return file.read_bytes()
    except OSError as error:
        raise UserError(
            _("“{file}” cannot be read ({reason}). Check its name and whether it is open elsewhere.").format(
                file=file, reason=error.strerror or error
            )
        ) from error


def read_workbook_sheets(data: bytes, name: str) -> Sheets:
    """The sheets of a workbook. Raises ``UserError`` where it is none, or has no survey."""
    read, titles = read_sheets(data, name)
    by_key = {title.strip().lower(): title for title in reversed(titles)}
    if "survey" not in by_key and _WITHOUT_NAME in by_key:
        by_key["survey"] = by_key.pop(_WITHOUT_NAME)
    if "survey" not in by_key:
        raise UserError(
            _("“{file}” has no sheet “survey”, so it is no XLSForm. Its sheets are: {sheets}.").format(
                file=name, sheets="; ".join(titles)
            )
        )
    found: list[Unsupported] = []
    sheets = {key: _sheet(by_key[key], read[by_key[key]], found) for key in _KNOWN if key in by_key}
    used = {sheet.title for sheet in sheets.values()}
    for title in titles:
        if title not in used and any(any(cells) for cells in read[title].cells):
            found.append(Unsupported(title, None, "", "", _("This sheet is not read.")))
    found += _empty_formulas(data, {sheet.title: read[sheet.title] for sheet in sheets.values()})
    none = Sheet("")
    survey = sheets["survey"]
    if not any(read_heading(heading).name == "type" for heading in survey.headings):
        raise UserError(
            _("The sheet “{sheet}” of “{file}” has no column “type”, so it is no XLSForm.").format(
                sheet=survey.title, file=name
            )
        )
    return Sheets(survey, sheets.get("choices", none), sheets.get("settings", none), tuple(found))


def _sheet(title: str, read: Rows, found: list[Unsupported]) -> Sheet:
    lines = [(number, cells) for number, cells in zip(read.numbers, read.cells, strict=True) if any(cells)]
    if not lines:
        return Sheet(title)
    if len(lines) > _MOST_ROWS:
        raise UserError(
            _("The sheet “{sheet}” has {n} rows; a form has at most {most}. Choose the form's own workbook.").format(
                sheet=title, n=len(lines), most=_MOST_ROWS
            )
        )
    headings = [cell.strip() for cell in lines[0][1]]
    read_headings = [read_heading(heading) for heading in headings]
    rows = []
    for number, cells in lines[1:]:
        kept = []
        for place, text in enumerate(cells):
            if not text.strip():
                continue
            if place < len(headings) and headings[place]:
                kept.append(Cell(headings[place], read_headings[place], text.strip()))
            else:
                where = column_letters(place)
                found.append(Unsupported(title, number, where, text, _("This column has no heading; it is not read.")))
        if kept:
            rows.append(SheetRow(number, tuple(kept)))
    return Sheet(title, tuple(filter(None, headings)), tuple(rows))


def column_letters(place: int) -> str:
    """What a spreadsheet calls a column: 0 is A, 26 is AA."""
    letters = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def _empty_formulas(data: bytes, sheets: dict[str, Rows]) -> Iterator[Unsupported]:
    """Formulas of which no value is stored: nothing could be read there. Those with a value are read as that."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = [name for name in archive.namelist() if name.startswith("xl/worksheets/")]
        if not any(b"<f" in archive.read(name) for name in parts):
            return
    import openpyxl  # imported when it is needed: few forms have formulas

    try:
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True)
        for title, read in sheets.items():
            for number, row in enumerate(book[title].iter_rows(), 1):
                for place, cell in enumerate(row):
                    if cell.data_type == "f" and not _stored(read, number, place):
                        words = _("This formula has no stored value. Open the file, let it calculate, and save it.")
                        yield Unsupported(title, number, column_letters(place), str(cell.value), words)
    except (KeyError, ValueError, TypeError, AttributeError, zipfile.BadZipFile):
        return  # openpyxl is stricter than the reader; what has a value was read all the same


def _stored(read: Rows, number: int, place: int) -> str:
    cells = next((cells for at, cells in zip(read.numbers, read.cells, strict=True) if at == number), [])
    return cells[place] if place < len(cells) else ""
