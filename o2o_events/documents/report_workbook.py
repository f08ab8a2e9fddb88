"""A report as an Excel workbook: one sheet a table, native charts, ready to filter, to print and to go on with."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from itertools import islice
from pathlib import Path
from typing import Any, Final
from unicodedata import east_asian_width

import xlsxwriter

from o2o_events.documents.chart_xlsx import add_chart
from o2o_events.documents.report import Report, Section, signing_heads
from o2o_events.documents.report_cells import plain_of, words_of
from o2o_events.i18n import _
from o2o_events.indicators.values import Column, Row, Table

_LONGEST_CELL: Final = 32_767
_LONGEST_SHEET: Final = 31
_MOST_ROWS: Final = 1_048_576
_MANY: Final = 20_000
"""Rows from which on a workbook is written row by row, so that memory stays flat."""
_SAMPLE: Final = 500
_NARROWEST, _WIDEST = 7.0, 46.0
_A4: Final = 9
_HEAD: Final = 2
"""Rows above a table's body: its title, and its headings."""
_FIRST_DAY: Final = date(1900, 3, 1)
"""Days before this mean something else in Excel."""
_OPTIONS: Final = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}


@dataclass(frozen=True)
class _Formats:
    """The looks of cells: by a column's kind, for rows and for totals."""

    title: Any
    head: Any
    label: Any
    text: Any
    note: Any
    link: Any
    sign: Any
    body: dict[str, Any]
    total: dict[str, Any]


def write(file: Path, report: Report) -> None:
    """Every text is written as a string, so that none is taken for a formula or a link.

    A workbook of one table begins with it; of several, with the head and a list of the sheets.
    """
    options = _OPTIONS | {"constant_memory": report.rows > _MANY}
    with xlsxwriter.Workbook(str(file), options) as book:
        made = report.made_at.astimezone(UTC).replace(tzinfo=None)
        book.set_properties(
            {"title": report.title, "subject": report.scope, "author": report.head.submitted_by, "created": made}
        )
        looks = _formats(book)
        names = _sheet_names(report)
        if len(report.sections) > 1:
            _write_front(book.add_worksheet(names[0]), report, names, looks)
        for section, name in zip(report.sections, names[1:], strict=False):
            _write_section(book.add_worksheet(name), report, section, looks)
        if report.charts:
            _write_charts(book, book.add_worksheet(names[-1]), report)
        if len(report.sections) == 1:
            _write_front(book.add_worksheet(names[0]), report, names, looks)


def _formats(book: Any) -> _Formats:
    top = {"valign": "top"}
    kinds: dict[str, dict[str, Any]] = {
        "text": {"text_wrap": True},
        "count": {"num_format": "#,##0.##;-#,##0.##", "align": "right"},
        "whole": {"num_format": "#,##0", "align": "right"},
        "share": {"num_format": "0.0%", "align": "right"},
        "mean": {"num_format": "0.00", "align": "right"},
        "date": {"num_format": "yyyy-mm-dd", "align": "left"},
        "moment": {"num_format": "yyyy-mm-dd hh:mm", "align": "left"},
    }
    total = {"bold": True, "top": 1, "bg_color": "#F2F5F8"}
    make = book.add_format
    return _Formats(
        title=make({"bold": True, "font_size": 14, "font_color": "#0B5F8F"}),
        head=make({"bold": True, "bottom": 1, "text_wrap": True, "bg_color": "#E8EDF3"} | top),
        label=make({"bold": True} | top),
        text=make({"text_wrap": True} | top),
        note=make({"text_wrap": True, "italic": True, "font_color": "#4E5D6B"} | top),
        link=make({"font_color": "#0B5F8F", "underline": 1} | top),
        sign=make({"border": 1} | top),
        body={kind: make(look | top) for kind, look in kinds.items()},
        total={kind: make(look | top | total) for kind, look in kinds.items()},
    )


def _sheet_names(report: Report) -> list[str]:
    """The front, a sheet a table, the charts; each once, as Excel takes them."""
    wanted = [_("About this report"), *(section.name for section in report.sections), _("Charts")]
    names: list[str] = []
    for name in wanted:
        plain = "".join("-" if c in "[]:*?/\\" or not c.isprintable() else c for c in name).strip("' ") or "1"
        taken = {other.casefold() for other in names}
        tries = (plain[: _LONGEST_SHEET - len(end)] + end for end in ("", *(f" {n}" for n in range(2, 1000))))
        names.append(next(one for one in tries if one.casefold() not in taken))
    return names


def _write_front(page: Any, report: Report, names: Sequence[str], looks: _Formats) -> None:
    """The head of the report, what it sums up, and where each table is."""
    page.set_column(0, 0, 24, looks.text)
    page.set_column(1, 1, 90, looks.text)
    _write_text(page, 0, 0, report.title, looks.title)
    lines = [
        *report.head.lines(),
        (_("Project"), report.project),
        (_("Covers"), report.scope),
        (_("Made"), report.made),
    ]
    row = 2
    for label, text in lines:
        _write_text(page, row, 0, label, looks.label)
        _write_text(page, row, 1, text, looks.text)
        row += 1
    for text in report.summary:
        row += 1
        _write_text(page, row, 1, text, looks.text)
    row += 2
    _write_text(page, row, 0, _("Sheets"), looks.label)
    for section, name in zip(report.sections, names[1:], strict=False):
        page.write_url(row, 1, f"internal:'{_quoted(name)}'!A1", looks.link, section.heading)
        row += 1
    if report.charts:
        page.write_url(row, 1, f"internal:'{_quoted(names[-1])}'!A1", looks.link, _("Charts"))
    page.set_paper(_A4)
    page.fit_to_pages(1, 0)
    page.hide_gridlines(2)


def _quoted(name: str) -> str:
    return name.replace("'", "''")


def _write_section(page: Any, report: Report, section: Section, looks: _Formats) -> None:
    table = section.table
    _set_page(page, report, section)
    for place, width in enumerate(widths := _widths(table)):
        page.set_column(place, place, width)
    _write_text(page, 0, 0, f"{section.heading} – {report.scope}", looks.title)
    for place, column in enumerate(table.columns):
        _write_text(page, 1, place, column.title, looks.head)
    room = _MOST_ROWS - _HEAD - 40
    kept = table.rows if len(table.rows) <= room else table.rows[:room]
    _write_rows(page, table.columns, kept, looks)
    row = _HEAD + len(kept) + 1
    notes = list(table.notes)
    if len(kept) < len(table.rows):
        notes.append(_("A sheet holds no more. Rows left out: {n}.").format(n=len(table.rows) - len(kept)))
    for note in notes:
        row = _write_note(page, row, note, widths, looks.note)
    if section.signing:
        _write_signing(page, row + 1, section.signing, looks)


def _set_page(page: Any, report: Report, section: Section) -> None:
    """How the sheet is frozen, filtered and printed."""
    table = section.table
    page.freeze_panes(_HEAD, _frozen_columns(table.columns))
    if table.rows and not any(row.is_total for row in table.rows):
        page.autofilter(1, 0, min(len(table.rows) + 1, _MOST_ROWS - 1), len(table.columns) - 1)
    page.repeat_rows(0, 1)
    if len(table.columns) > 6:
        page.set_landscape()
    page.set_paper(_A4)
    page.fit_to_pages(1, 0)
    page.set_margins(left=0.4, right=0.4, top=0.8, bottom=0.7)
    page.set_header("&L" + f"{report.project} – {report.scope}"[:120].replace("&", "&&"))
    page.set_footer("&L" + f"{section.heading}; {report.made}"[:120].replace("&", "&&") + "&R&P / &N")


def _frozen_columns(columns: Sequence[Column]) -> int:
    """The first column of words says what a row is about; a number before it goes with it."""
    return 1 + next((place for place, column in enumerate(columns[:2]) if column.kind == "text"), 0)


def _widths(table: Table) -> list[float]:
    """By headings and the first rows; each within bounds."""
    rows = [*islice(table.rows, _SAMPLE), *table.rows[-2:]]
    widths = []
    for place, column in enumerate(table.columns):
        word = max(map(_width, column.title.split()), default=0)
        lines = [line for row in rows for line in words_of(column, row.cells[place]).splitlines()]
        widths.append(min(max(_NARROWEST, word + 2, max(map(_width, lines), default=0) + 2), _WIDEST))
    return widths


def _width(text: str) -> float:
    """About how many digits wide a text is; Han, kana and Hangul are two."""
    return float(sum(2 if east_asian_width(character) in "WF" else 1 for character in text))


def _write_rows(page: Any, columns: Sequence[Column], rows: Iterable[Row], looks: _Formats) -> None:
    kinds = [column.kind for column in columns]
    for number, row in enumerate(rows, _HEAD):
        formats = looks.total if row.is_total else looks.body
        for place, cell in enumerate(row.cells):
            _write_cell(page, number, place, kinds[place], cell, formats, keeps_empty=row.is_total)


def _write_cell(
    page: Any, row: int, place: int, kind: str, cell: object, formats: dict[str, Any], *, keeps_empty: bool = False
) -> None:
    """Figures as numbers and days as days, so that Excel reckons with them; all else as text."""
    if isinstance(cell, int | float | Decimal) and not isinstance(cell, bool):
        whole = kind in ("count", "text", "date") and cell == int(cell)
        look = formats["whole" if whole else kind if kind in ("share", "mean", "count") else "count"]
        page.write_number(row, place, cell, look)
    elif isinstance(cell, datetime) and cell.date() >= _FIRST_DAY:
        page.write_datetime(row, place, cell.replace(tzinfo=None), formats["moment"])
    elif isinstance(cell, date) and not isinstance(cell, datetime) and cell >= _FIRST_DAY:
        page.write_datetime(row, place, datetime(cell.year, cell.month, cell.day), formats["date"])
    elif text := plain_of(cell):
        _write_text(page, row, place, text, formats["text"])
    elif keeps_empty:
        page.write_blank(row, place, None, formats["text"])


def _write_text(page: Any, row: int, place: int, text: str, look: Any) -> None:
    if text:
        page.write_string(row, place, text[:_LONGEST_CELL], look)


def _write_note(page: Any, row: int, note: str, widths: Sequence[float], look: Any) -> int:
    """A note across the table, as high as it needs; answers the row below."""
    width = sum(widths)
    lines = -(-_width(note) * 1.1 // max(width, 1))
    page.set_row(row, 15 * max(1, lines))
    if len(widths) > 1:
        page.merge_range(row, 0, row, len(widths) - 1, "", look)
    _write_text(page, row, 0, note, look)
    return row + 1


def _write_signing(page: Any, row: int, count: int, looks: _Formats) -> None:
    """A framed line for each desk that signs."""
    for place, words in enumerate(signing_heads()):
        _write_text(page, row, place, words, looks.head)
    for number in range(row + 1, row + 1 + count):
        page.set_row(number, 34)
        for place in range(len(signing_heads())):
            page.write_blank(number, place, None, looks.sign)


def _write_charts(book: Any, page: Any, report: Report) -> None:
    page.set_column(0, 0, 30)
    row = 0
    for chart in report.charts:
        row = add_chart(book, page, chart, row=row)
    page.set_landscape()
    page.set_paper(_A4)
    page.fit_to_pages(1, 0)
