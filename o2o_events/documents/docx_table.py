"""Tables in a document of Word: columns as wide as their texts, heads that repeat, one style a kind of cell."""

from collections.abc import Sequence
from typing import Any

from docx.document import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Emu, Pt

from o2o_events.documents.column_room import shared_room
from o2o_events.documents.docx_styles import FIGURE_HEADING, HEADING, RIGHT, SMALL, TABLE, TEXT, TOTAL
from o2o_events.documents.report_cells import is_number, words_of
from o2o_events.documents.sheet_room import lengths_of, needs, whole_lines
from o2o_events.indicators.values import Table

_DIGIT, _SMALL_DIGIT = Pt(4.8), Pt(4.0)
"""How wide a digit of a table is, and of one with too many columns for the usual letters."""
_LONGEST_WORD, _NARROWEST = 20.0, 4.5
_SHORT, _BROKEN = 12, 1.6
"""Rows of a table that stays upright though its lines break, and how much more room they would take unbroken."""


def is_short(content: Table) -> bool:
    """Whether it goes on a page with others."""
    return len(content.rows) <= _SHORT


def lies_across(content: Table, room: int) -> bool:
    """Whether an upright page, with so much room (EMU), is too narrow; a short table rather breaks its lines."""
    least, wanted = needs(content, _LONGEST_WORD, _NARROWEST)
    is_enough = is_short(content) and sum(least) * _DIGIT <= room
    return sum(wanted) * _DIGIT > room * (_BROKEN if is_enough else 1)


def write_table(
    document: Document, content: Table, words: str, room: int, *, is_whole: bool = False, leads_on: bool = False
) -> None:
    """Rows are put together as XML: a table asked for its cells one by one takes a time that grows with its square.

    The head stays with the first row; all rows with each other where it ``is_whole``, the last two with what stands
    below where the table ``leads_on`` to it.
    """
    columns = content.columns
    least, wanted = needs(content, _LONGEST_WORD, _NARROWEST)
    is_small = sum(least) * _DIGIT > room
    digit, size = (_SMALL_DIGIT, SMALL) if is_small else (_DIGIT, "")
    widths = [round(part * digit) for part in _shared(content, least, wanted, room / digit)]
    body = add_table(document, widths, words)._tbl
    heads = [(FIGURE_HEADING if is_number(column) else HEADING) + size for column in columns]
    body.append(row_of([column.title for column in columns], heads, widths, is_head=True, keeps_next=True))
    styles = [(RIGHT if is_number(column) else TEXT) + size for column in columns]
    last = len(content.rows) - 1
    for place, line in enumerate(content.rows):
        texts = [words_of(column, cell) for column, cell in zip(columns, line.cells, strict=True)]
        keeps_next = (leads_on and place >= last - 1) or (is_whole and place < last)
        body.append(row_of(texts, styles, widths, is_total=line.is_total, keeps_next=keeps_next))


def _shared(content: Table, least: Sequence[float], wanted: Sequence[float], room: float) -> list[float]:
    lengths = lengths_of(content)
    whole = whole_lines(wanted, lengths) if lengths else wanted
    return shared_room(content.columns, least, whole, room, lengths)


def add_table(document: Document, widths: Sequence[int], words: str, *, has_head: bool = True) -> Any:
    """An empty table with columns of these widths, whoever opens it."""
    table = document.add_table(rows=0, cols=len(widths), style=TABLE)
    table.autofit = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Emu(width)
    look = table._tbl.tblPr.find(qn("w:tblLook"))
    if look is not None:
        for name in ("firstColumn", "lastRow", "lastColumn", *(() if has_head else ("firstRow",))):
            look.set(qn(f"w:{name}"), "0")
        look.set(qn("w:val"), "0420" if has_head else "0400")
    _describe(table, words)
    return table


def _describe(table: Any, words: str) -> None:
    """What the table is about, for those who are read to."""
    caption = OxmlElement("w:tblCaption")
    caption.set(qn("w:val"), words)
    table._tbl.tblPr.append(caption)


def row_of(
    texts: Sequence[str],
    styles: Sequence[str],
    widths: Sequence[int],
    *,
    is_head: bool = False,
    is_total: bool = False,
    keeps_next: bool = False,
) -> Any:
    row = OxmlElement("w:tr")
    look = OxmlElement("w:trPr")
    look.append(OxmlElement("w:cantSplit"))
    if is_head:
        look.append(OxmlElement("w:tblHeader"))
    row.append(look)
    for text, style, width in zip(texts, styles, widths, strict=True):
        row.append(_cell(text, style, width, is_total=is_total, keeps_next=keeps_next))
    return row


def _cell(text: str, style: str, width: int, *, is_total: bool, keeps_next: bool) -> Any:
    cell, paragraph, looks = OxmlElement("w:tc"), OxmlElement("w:p"), OxmlElement("w:pPr")
    name = OxmlElement("w:pStyle")
    name.set(qn("w:val"), style.replace(" ", ""))
    looks.append(name)
    if keeps_next:
        looks.append(OxmlElement("w:keepNext"))
    paragraph.append(looks)
    for place, line in enumerate(legible(text).split("\n") if text else ()):
        run = OxmlElement("w:r")
        if is_total:
            run.append(_character_style(TOTAL))
        if place:
            run.append(OxmlElement("w:br"))
        words = OxmlElement("w:t")
        words.text = line
        words.set(qn("xml:space"), "preserve")
        run.append(words)
        paragraph.append(run)
    cell.append(_cell_width(width))
    cell.append(paragraph)
    return cell


def _cell_width(width: int) -> Any:
    looks, room = OxmlElement("w:tcPr"), OxmlElement("w:tcW")
    room.set(qn("w:w"), str(Emu(width).twips))
    room.set(qn("w:type"), "dxa")
    looks.append(room)
    return looks


def _character_style(name: str) -> Any:
    looks, style = OxmlElement("w:rPr"), OxmlElement("w:rStyle")
    style.set(qn("w:val"), name)
    looks.append(style)
    return looks


def legible(text: str) -> str:
    """The text without what XML cannot hold."""
    return "".join(c for c in text.replace("\r\n", "\n").replace("\r", "\n") if c in "\n\t" or _fits_xml(c))


def _fits_xml(character: str) -> bool:
    return character >= " " and not "\ud800" <= character <= "\udfff" and character not in "\ufffe\uffff"
