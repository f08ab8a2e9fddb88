"""A report as an Excel workbook: one sheet a table, native charts, ready to filter, to print and to go on with."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

import xlsxwriter

from o2o_events.documents.chart_xlsx import add_charts
from o2o_events.documents.report import Report, Section, signing_heads
from o2o_events.documents.report_cells import NUMBERS, is_number, plain_of
from o2o_events.documents.sheet_room import (
    LINE,
    PAGE,
    across,
    columns_of_parts,
    head_height,
    height_of,
    lines_of,
    widths_of,
)
from o2o_events.i18n import _
from o2o_events.indicators.values import Column, Row

_LONGEST_CELL: Final = 32_767
_LONGEST_SHEET: Final = 31
_MOST_ROWS: Final = 1_048_576
_MANY: Final = 20_000
"""Rows from which on a workbook is written row by row, so that memory stays flat."""
_A4: Final = 9
_LABELS, _TITLE = 22.0, 1.35
"""How wide the labels of the front are; how much larger than usual the letters of a title."""
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
    figure_head: Any
    label: Any
    text: Any
    note: Any
    link: Any
    blank: Any
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
            page: Any = book.add_worksheet(names[-1])
            _set_paper(page, report, _("Charts"), is_wide=True)
            add_charts(book, page, report.charts)
        if len(report.sections) == 1:
            _write_front(book.add_worksheet(names[0]), report, names, looks)


def _formats(book: Any) -> _Formats:
    top, right = {"valign": "top"}, {"align": "right", "indent": 1}
    head = {"bold": True, "bottom": 1, "text_wrap": True, "bg_color": "#E8EDF3"} | top
    kinds: dict[str, dict[str, Any]] = {
        "text": {"text_wrap": True},
        "words": {"text_wrap": True, **right},
        "count": {"num_format": "#,##0.##;-#,##0.##", **right},
        "whole": {"num_format": "#,##0", **right},
        "share": {"num_format": "0.0%", **right},
        "mean": {"num_format": "0.00", **right},
        "date": {"num_format": "yyyy-mm-dd", "align": "left"},
        "moment": {"num_format": "yyyy-mm-dd hh:mm", "align": "left"},
    }
    total = {"bold": True, "top": 1, "bg_color": "#F2F5F8"}
    make = book.add_format
    return _Formats(
        title=make({"bold": True, "font_size": 14, "font_color": "#0B5F8F", "text_wrap": True} | top),
        head=make(head),
        figure_head=make(head | right),
        label=make({"bold": True} | top),
        text=make({"text_wrap": True} | top),
        note=make({"text_wrap": True, "italic": True, "font_color": "#4E5D6B"} | top),
        blank=make({"text_wrap": True, "bottom": 4, "bg_color": "#FFF8E1"} | top),
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
    page.set_column(0, 0, _LABELS, looks.text)
    page.set_column(1, 1, PAGE - _LABELS, looks.text)
    _write_across(page, 0, report.title, [_LABELS, PAGE - _LABELS], looks.title, _TITLE)
    lines = [
        *report.head.lines(),
        (_("Project"), report.project),
        (_("Covers"), report.scope),
        (_("Made"), report.made),
    ]
    row = 2
    for label, text in lines:
        _write_text(page, row, 0, label, looks.label)
        _write_front_text(page, row, text, looks)
        row += 1
    for text in report.summary:
        row += 1
        _write_front_text(page, row, text, looks)
    row += 2
    _write_text(page, row, 0, _("Sheets"), looks.label)
    for section, name in zip(report.sections, names[1:], strict=False):
        page.write_url(row, 1, f"internal:'{_quoted(name)}'!A1", looks.link, section.heading)
        row += 1
    if report.charts:
        page.write_url(row, 1, f"internal:'{_quoted(names[-1])}'!A1", looks.link, _("Charts"))
    _set_paper(page, report, report.title, is_wide=False)
    page.hide_gridlines(2)


def _write_front_text(page: Any, row: int, text: str, looks: _Formats) -> None:
    """What is not known yet is a cell to write in."""
    page.set_row(row, height_of(lines_of(text, PAGE - _LABELS)))
    if text:
        _write_text(page, row, 1, text, looks.text)
    else:
        page.write_blank(row, 1, None, looks.blank)


def _quoted(name: str) -> str:
    return name.replace("'", "''")


def _write_section(page: Any, report: Report, section: Section, looks: _Formats) -> None:
    table = section.table
    widths = widths_of(table)
    _set_page(page, report, section, is_wide=sum(widths) > 1.1 * PAGE)
    for place, width in enumerate(widths):
        page.set_column(place, place, width)
    _write_across(page, 0, f"{section.heading} – {report.scope}", across(widths), looks.title, _TITLE)
    page.set_row(1, head_height([column.title for column in table.columns], widths))
    for place, column in enumerate(table.columns):
        _write_text(page, 1, place, column.title, looks.figure_head if is_number(column) else looks.head)
    room = _MOST_ROWS - _HEAD - 40
    kept = table.rows if len(table.rows) <= room else table.rows[:room]
    _write_rows(page, table.columns, kept, looks, widths if len(kept) <= _MANY else ())
    row = _HEAD + len(kept) + 1
    notes = list(table.notes)
    if len(kept) < len(table.rows):
        notes.append(_("A sheet holds no more. Rows left out: {n}.").format(n=len(table.rows) - len(kept)))
    for note in notes:
        row = _write_across(page, row, note, across(widths), looks.note)
    if section.signing:
        _write_signing(page, row + 1, section.signing, across(widths), looks)


def _set_page(page: Any, report: Report, section: Section, *, is_wide: bool) -> None:
    """How the sheet is frozen, filtered and printed."""
    table = section.table
    page.freeze_panes(_HEAD, _frozen_columns(table.columns))
    if table.rows and not any(row.is_total for row in table.rows):
        page.autofilter(1, 0, min(len(table.rows) + 1, _MOST_ROWS - 1), len(table.columns) - 1)
    page.repeat_rows(0, 1)
    _set_paper(page, report, section.heading, is_wide=is_wide)


def _set_paper(page: Any, report: Report, words: str, *, is_wide: bool) -> None:
    """A4, as wide as the page; head and foot say of what and of when it is."""
    if is_wide:
        page.set_landscape()
    page.set_paper(_A4)
    page.fit_to_pages(1, 0)
    page.set_margins(left=0.4, right=0.4, top=0.8, bottom=0.7)
    page.set_header("&L&8" + _plain_head(f"{report.project} – {report.scope}"))
    page.set_footer(
        "&L&8" + _plain_head(_("{title}. Made {moment}").format(title=words, moment=report.made)) + "&R&8&P / &N"
    )


def _plain_head(text: str) -> str:
    """A text of a page's head: “&” begins an order there, and a digit after the size would be read with it."""
    return (" " if text[:1].isdigit() else "") + text[:120].replace("&", "&&")


def _frozen_columns(columns: Sequence[Column]) -> int:
    """The first column of words says what a row is about; a number before it goes with it."""
    return 1 + next((place for place, column in enumerate(columns[:2]) if column.kind == "text"), 0)


def _write_rows(
    page: Any, columns: Sequence[Column], rows: Iterable[Row], looks: _Formats, widths: Sequence[float]
) -> None:
    """``widths`` of columns whose texts make a row higher; without them memory stays flat however many rows."""
    kinds = [column.kind for column in columns]
    for number, row in enumerate(rows, _HEAD):
        if widths and (lines := _lines(row, widths)) > 1:
            page.set_row(number, height_of(lines))
        formats = looks.total if row.is_total else looks.body
        for place, cell in enumerate(row.cells):
            _write_cell(page, number, place, kinds[place], cell, formats, keeps_empty=row.is_total)


def _lines(row: Row, widths: Sequence[float]) -> int:
    """Lines of the longest text of a row."""
    texts = [(cell, width) for cell, width in zip(row.cells, widths, strict=True) if isinstance(cell, str)]
    return max((lines_of(text, width) for text, width in texts), default=1)


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
        _write_text(page, row, place, text, formats["words" if kind in NUMBERS else "text"])
    elif keeps_empty:
        page.write_blank(row, place, None, formats["text"])


def _write_text(page: Any, row: int, place: int, text: str, look: Any) -> None:
    if text:
        page.write_string(row, place, text[:_LONGEST_CELL], look)


def _write_across(page: Any, row: int, text: str, widths: Sequence[float], look: Any, letters: float = 1.0) -> int:
    """A text across these columns, as high as it needs; ``letters`` times the usual size. Answers the row below."""
    page.set_row(row, height_of(lines_of(text, sum(widths) / letters), LINE * letters))
    if len(widths) > 1:
        page.merge_range(row, 0, row, len(widths) - 1, "", look)
    _write_text(page, row, 0, text, look)
    return row + 1


def _write_signing(page: Any, row: int, count: int, widths: Sequence[float], looks: _Formats) -> None:
    """A framed line for each desk that signs."""
    wanting = len(signing_heads()) - len(widths)
    parts = columns_of_parts([*widths, *[PAGE / 4] * wanting], len(signing_heads()))
    for number in range(row, row + 1 + count):
        is_head = number == row
        page.set_row(number, LINE if is_head else 34)
        for (first, last), words in zip(parts, signing_heads(), strict=True):
            look = looks.head if is_head else looks.sign
            if last > first:
                page.merge_range(number, first, number, last, "", look)
            page.write(number, first, words if is_head else "", look)
