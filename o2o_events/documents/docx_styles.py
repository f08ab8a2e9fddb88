"""The styles of a report in Word: what an editor changes once to change everywhere."""

from typing import Any, Final

from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

TABLE, HEADING, TEXT, RIGHT, TOTAL = "ReportTable", "TableHeading", "TableText", "TableFigure", "TotalText"
FIGURE_HEADING, BLANK, SMALL = "TableFigureHeading", "ToFillIn", "Small"
"""``SMALL`` after a name of a cell's style is the same in smaller letters."""
_INK, _ACCENT, _QUIET = RGBColor(0x15, 0x21, 0x2C), RGBColor(0x0B, 0x5F, 0x8F), RGBColor(0x4E, 0x5D, 0x6B)
_EDGE: Final = Mm(170)
"""Where page numbers of the contents end."""
_LATIN, _HAN = "Calibri", "Microsoft JhengHei"
_HEADINGS: Final = (
    ("Title", 24, _INK),
    ("Heading 1", 16, _ACCENT),
    ("Heading 2", 13, _ACCENT),
    ("Heading 3", 11, _INK),
)


def set_styles(document: Document) -> None:
    """Sets the styles that are there and adds those of reports."""
    normal = document.styles["Normal"]
    _set_font(normal, 10.5, _INK)
    _set_language(normal)
    for name, size, ink in _HEADINGS:
        _set_font(document.styles[name], size, ink, bold=True)
    _set_font(document.styles["Subtitle"], 12, _QUIET)
    document.styles["Subtitle"].font.italic = False
    _set_close(document.styles["Subtitle"])
    document.styles["Title"].paragraph_format.space_after = Pt(6)
    heading = document.styles["Heading 1"].paragraph_format
    heading.keep_with_next, heading.space_before, heading.space_after = True, Pt(10), Pt(6)
    _add(document, "Note", 9, _QUIET, before=2, after=2)
    _add(document, "PageWords", 8, _QUIET)
    _add(document, "Guidance", 10, _ACCENT, after=8, italic=True)
    _add(document, "Figure", 10, _INK, after=6)
    for letters, end in ((9.0, ""), (7.5, SMALL)):
        _add(document, HEADING + end, letters, _INK, bold=True)
        _add(document, FIGURE_HEADING + end, letters, _INK, bold=True, align=WD_ALIGN_PARAGRAPH.RIGHT)
        _add(document, TEXT + end, letters, _INK)
        _add(document, RIGHT + end, letters, _INK, align=WD_ALIGN_PARAGRAPH.RIGHT)
    _add(document, "TOC Heading", 14, _ACCENT, bold=True, before=14, after=4)
    _add(document, "toc 1", 10.5, _INK, after=3)
    document.styles["toc 1"].paragraph_format.tab_stops.add_tab_stop(_EDGE, WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.DOTS)
    total = document.styles.add_style(TOTAL, WD_STYLE_TYPE.CHARACTER)
    total.font.bold = True
    blank = document.styles.add_style(BLANK, WD_STYLE_TYPE.CHARACTER)
    blank.font.italic, blank.font.color.rgb = True, _ACCENT
    blank.element.get_or_add_rPr().append(_element("w:shd", val="clear", color="auto", fill="FFF8E1"))
    _add_table_style(document)


def _add(
    document: Document,
    name: str,
    size: float,
    ink: RGBColor,
    *,
    bold: bool = False,
    italic: bool = False,
    before: float = 0,
    after: float = 0,
    align: Any = None,
) -> None:
    taken = {style.name for style in document.styles}
    style: Any = document.styles[name] if name in taken else document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    style.base_style = document.styles["Normal"]
    _set_font(style, size, ink, bold=bold)
    style.font.italic = italic
    look = style.paragraph_format
    look.space_before, look.space_after, look.line_spacing = Pt(before), Pt(after), 1.0
    if align is not None:
        look.alignment = align


def _set_font(style: Any, size: float, ink: RGBColor, *, bold: bool = False) -> None:
    """One font for Latin, one for Han, whatever the theme says."""
    style.font.name, style.font.size, style.font.bold = _LATIN, Pt(size), bold
    style.font.color.rgb = ink
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for name in ("w:asciiTheme", "w:hAnsiTheme", "w:eastAsiaTheme", "w:cstheme"):
        fonts.attrib.pop(qn(name), None)
    fonts.set(qn("w:eastAsia"), _HAN)
    fonts.set(qn("w:cs"), _LATIN)


def _set_close(style: Any) -> None:
    """Takes out the white between letters that the template has."""
    for spacing in style.element.get_or_add_rPr().findall(qn("w:spacing")):
        spacing.getparent().remove(spacing)


def _set_language(style: Any) -> None:
    language = OxmlElement("w:lang")
    for name, tag in (("w:val", "en-GB"), ("w:eastAsia", "zh-TW")):
        language.set(qn(name), tag)
    style.element.get_or_add_rPr().append(language)


def _add_table_style(document: Document) -> None:
    """Hairlines between rows, a ground behind the head."""
    style: Any = document.styles.add_style(TABLE, WD_STYLE_TYPE.TABLE)
    style.base_style = document.styles["Normal Table"]
    look = _element("w:tblPr")
    borders = _element("w:tblBorders")
    for side in ("top", "bottom", "insideH"):
        borders.append(_element(f"w:{side}", val="single", sz="4", space="0", color="C8CDD3"))
    look.append(borders)
    cell = _element("w:tblCellMar")
    for side, width in (("top", "30"), ("left", "50"), ("bottom", "30"), ("right", "50")):
        cell.append(_element(f"w:{side}", w=width, type="dxa"))
    look.append(cell)
    style.element.append(look)
    head = _element("w:tblStylePr", type="firstRow")
    ground = _element("w:tcPr")
    ground.append(_element("w:shd", val="clear", color="auto", fill="E8EDF3"))
    head.append(ground)
    style.element.append(head)


def _element(name: str, **values: str) -> Any:
    made = OxmlElement(name)
    for key, value in values.items():
        made.set(qn(f"w:{key}"), value)
    return made
