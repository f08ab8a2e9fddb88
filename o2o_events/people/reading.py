"""A registration list as a file: what kind it is, where its headings are, and its rows, as they came."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from o2o_events.errors import UserError
from o2o_events.i18n import _
from o2o_events.people import delimited, encodings, spreadsheet
from o2o_events.people.columns import Column, find_header_row, map_by_hand, propose, score_headings
from o2o_events.people.delimited import Rows
from o2o_events.people.rows_in_memory import without_collecting

_MOST_BYTES = 400 << 20
_PACKED = b"PK\x03\x04"
_NO_LISTS = (b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"SQLite format 3\x00", b"7z\xbc\xaf", b"Rar!", b"\x1f\x8b")


@dataclass(frozen=True, kw_only=True)
class ReadingOptions:
    """What the user decides instead of the program. ``header_row`` counts from 1; ``fields`` are (column, field)."""

    encoding: str | None = None
    delimiter: str | None = None
    sheet: str | None = None
    header_row: int | None = None
    fields: Sequence[tuple[str, str]] = ()


@dataclass(frozen=True)
class PeopleFile:
    """A list that was read. ``numbers`` are its rows' numbers in the file, from 1, as a person sees them.

    ``broken`` says why rows could not be read; ``other_encodings`` are the next likeliest.
    """

    name: str
    encoding: str | None
    delimiter: str | None
    sheet: str | None
    sheets: tuple[str, ...]
    header_row: int
    columns: list[Column]
    rows: list[list[str]]
    numbers: list[int]
    broken: dict[int, str] = field(default_factory=dict)
    other_encodings: tuple[str, ...] = ()


def read_file(path: Path, *, economy: str | None = None, options: ReadingOptions | None = None) -> PeopleFile:
    """Reads a CSV, TSV or text file, or a workbook, by its content and not by its name.

    ``economy`` is the event's: it tells which old encodings are usual. Raises ``UserError`` where the file
    is no list, or an option does not fit it.
    """
    with without_collecting():
        return _read_file(path, economy, options or ReadingOptions())


def _read_file(path: Path, economy: str | None, options: ReadingOptions) -> PeopleFile:
    data = _read_bytes(path)
    if data.startswith(_PACKED):
        book = spreadsheet.read_workbook(data, path.name, options.sheet)
        draft = _Draft(path.name, book.rows, None, None, book.sheet, book.sheets)
    else:
        draft = _read_text(path.name, data, economy, options)
    return _with_headings(draft, options)


def _read_bytes(path: Path) -> bytes:
    try:
        if path.stat().st_size > _MOST_BYTES:
            raise UserError(_("“{file}” is far too large for a list of people. Check the file.").format(file=path.name))
        data = path.read_bytes()
    except OSError as error:
        raise UserError(_("“{file}” cannot be read. Check its name and permissions.").format(file=path)) from error
    if not data.strip(b"\0 \t\r\n\xef\xbb\xbf\xfe\xff"):
        raise UserError(_("“{file}” is empty. Export the list again, then import it.").format(file=path.name))
    if data.startswith(spreadsheet.OLD_OFFICE):
        raise UserError(_why_old(path.name, data))
    if data.startswith(_NO_LISTS):
        raise UserError(_not_a_list(path.name))
    if data[:200].lstrip(b"\xef\xbb\xbf \t\r\n").lower().startswith((b"<!doctype html", b"<html", b"<table", b"<?xml")):
        raise UserError(
            _("“{file}” is a web page under another name. Open it in a spreadsheet and save it as XLSX.").format(
                file=path.name
            )
        )
    return data


def _why_old(name: str, data: bytes) -> str:
    if "EncryptedPackage".encode("utf-16-le") in data:
        return _("“{file}” is protected with a password. Save it without one, then import it.").format(file=name)
    return _("“{file}” is in an old Excel or Word format. Save it as XLSX or CSV, then import it.").format(file=name)


def _not_a_list(name: str) -> str:
    return _("“{file}” is no list. Export the registrations as CSV or XLSX, then import that.").format(file=name)


@dataclass(frozen=True)
class _Draft:
    name: str
    rows: Rows
    encoding: str | None
    delimiter: str | None
    sheet: str | None = None
    sheets: tuple[str, ...] = ()
    broken: dict[int, str] = field(default_factory=dict)
    other_encodings: tuple[str, ...] = ()


def _read_text(name: str, data: bytes, economy: str | None, options: ReadingOptions) -> _Draft:
    if options.sheet is not None:
        raise UserError(_("“{file}” has no sheets: it is a text file. Leave the sheet out.").format(file=name))
    guess = encodings.guess_encoding(data, economy)
    encoding = options.encoding or guess.encoding
    if data[:4_000].count(0) > 40 and not guess.encoding.startswith(("utf-16", "utf-32")) and not options.encoding:
        raise UserError(_not_a_list(name))
    try:
        text = encodings.decode(data, encoding)
    except (LookupError, ValueError) as error:
        raise UserError(
            _("There is no encoding “{encoding}”. Give one such as utf-8, cp1258, big5 or cp1252.").format(
                encoding=encoding
            )
        ) from error
    hint, text = delimited.take_hint(text)
    delimiter = _delimiter(options.delimiter) or hint or delimited.guess_delimiter(text)
    rows = delimited.read_rows(text, delimiter)
    broken = {
        number: _("The quotes on this line are never closed. Close them in the file, or type the row anew.")
        for number in rows.broken
    }
    if not text.isascii() and guess.is_mixed | bool(options.encoding) and encodings.ESCAPED.search(text):
        broken |= _foreign_rows(rows, encoding, economy)
    return _Draft(name, rows, encoding, delimiter, None, (), broken, guess.others if not options.encoding else ())


def _delimiter(text: str | None) -> str | None:
    """A delimiter as typed: the character itself, or a word for it."""
    if text is None:
        return None
    words = {"tab": "\t", "\\t": "\t", "comma": ",", "semicolon": ";", "pipe": "|"}
    delimiter = words.get(text.lower(), text)
    if len(delimiter) != 1 or delimiter in '\r\n"':
        raise UserError(_("“{text}” is no delimiter. Give one character, or “tab”.").format(text=text))
    return delimiter


def _foreign_rows(rows: Rows, encoding: str, economy: str | None) -> dict[int, str]:
    """Rows with bytes of another encoding: never guessed at, but told with what they most likely say."""
    found = {}
    for number, cells in zip(rows.numbers, rows.cells, strict=True):
        bad = [cell for cell in cells if encodings.ESCAPED.search(cell)]
        if bad:
            found[number] = _(
                "This line is not in {encoding} like the rest of the file; “{text}” is most likely meant. Save the"
                " whole file in one encoding, or correct the line."
            ).format(encoding=encoding, text=encodings.reread(bad[0], encoding, economy))
    for cells in rows.cells:
        for i, cell in enumerate(cells):
            if encodings.ESCAPED.search(cell):
                cells[i] = encodings.ESCAPED.sub("\ufffd", cell)
    return found


def _with_headings(draft: _Draft, options: ReadingOptions) -> PeopleFile:
    cells, numbers = draft.rows.cells, draft.rows.numbers
    index = _header_index(draft, options)
    headings, first = cells[index], index + 1
    if first < len(cells) and options.header_row is None and _is_second_heading(cells[first], headings):
        headings = _joined(headings, cells[first])
        first += 1
    columns = propose(headings)
    if options.fields:
        columns = map_by_hand(columns, options.fields)
    return PeopleFile(
        draft.name,
        draft.encoding,
        draft.delimiter,
        draft.sheet,
        draft.sheets,
        numbers[index],
        columns,
        cells[first:],
        numbers[first:],
        draft.broken,
        draft.other_encodings,
    )


def _header_index(draft: _Draft, options: ReadingOptions) -> int:
    cells, numbers = draft.rows.cells, draft.rows.numbers
    if options.header_row is not None:
        if options.header_row in numbers and any(cells[numbers.index(options.header_row)]):
            return numbers.index(options.header_row)
        raise UserError(
            _("Row {row} of “{file}” has no headings. Give the number of the row that has them.").format(
                row=options.header_row, file=draft.name
            )
        )
    index = find_header_row(cells, options.fields)
    if index is None:
        raise UserError(
            _(
                "“{file}” has no row of headings that this program knows, such as “Family name” and “E-mail”. Name the"
                " row with --header-row and the columns with --map, or add a row of headings to the file."
            ).format(file=draft.name),
            in_window=_(
                "“{file}” has no row of headings that this program knows, such as “Family name” and “E-mail”. Add such"
                " a row to the file, then choose it again."
            ).format(file=draft.name),
        )
    return index


def _is_second_heading(cells: Sequence[str], headings: Sequence[str]) -> bool:
    """Whether the row below the headings is the same headings in another language."""
    filled = sum(map(bool, cells))
    return filled >= 2 and score_headings(cells) >= max(2.0, 0.6 * min(filled, sum(map(bool, headings))))


def _joined(upper: Sequence[str], lower: Sequence[str]) -> list[str]:
    width = max(len(upper), len(lower))
    pairs = zip([*upper, *[""] * (width - len(upper))], [*lower, *[""] * (width - len(lower))], strict=True)
    return [f"{a} / {b}" if a and b and a != b else a or b for a, b in pairs]
