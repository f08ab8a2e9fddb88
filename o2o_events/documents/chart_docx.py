"""Charts in a document of Word: its own, with the workbook of their figures inside, so that people go on with them."""

from datetime import UTC, datetime
from io import BytesIO
from typing import Any, Final
from zipfile import ZipFile

import xlsxwriter
from docx.document import Document
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.shared import Emu

from o2o_events.documents.chart_xlsx import WIDTH, add_chart, chart_pixels
from o2o_events.documents.charts import ChartSpec

_CHART: Final = "http://schemas.openxmlformats.org/drawingml/2006/chart"
_DRAWING: Final = "http://schemas.openxmlformats.org/drawingml/2006/main"
_PLACED: Final = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
_LINKS: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_ONLY_FIGURES: Final = b"".join(
    f'<c:show{what} val="{int(what == "Val")}"/>'.encode()
    for what in ("LegendKey", "Val", "CatName", "SerName", "Percent", "BubbleSize")
)
_LETTERS: Final = (
    b'<c:txPr><a:bodyPr/><a:lstStyle/><a:p><a:pPr><a:defRPr sz="900"><a:latin typeface="Calibri"/></a:defRPr></a:pPr>'
    b'<a:endParaRPr lang="en-GB"/></a:p></c:txPr>'
)
_IN_BOOK: Final = "xl/charts/chart1.xml"
_LONGEST_HINT: Final = 250


def add_chart_to(document: Document, spec: ChartSpec, *, number: int, made_at: datetime, width: Emu, room: Emu) -> None:
    """Puts a chart into a paragraph of its own, at most as high as ``room``; ``number`` tells a document's charts
    apart."""
    book = _workbook_of(spec, made_at)
    with ZipFile(BytesIO(book)) as archive:
        if _IN_BOOK not in archive.namelist():
            return
        drawing = archive.read(_IN_BOOK)
    package = document.part.package
    assert package is not None
    figures = Part(PackURI(f"/word/embeddings/chart{number}.xlsx"), CONTENT_TYPE.SML_SHEET, book, package)
    chart = Part(PackURI(f"/word/charts/chart{number}.xml"), CONTENT_TYPE.DML_CHART, b"", package)
    chart._blob = _with_figures(drawing, chart.relate_to(figures, RELATIONSHIP_TYPE.PACKAGE))
    link = document.part.relate_to(chart, RELATIONSHIP_TYPE.CHART)
    paragraph = document.add_paragraph(style="Figure")
    paragraph.add_run()._r.append(_placed(link, spec.title[:_LONGEST_HINT], number, width, _height(spec, width, room)))


def _workbook_of(spec: ChartSpec, made_at: datetime) -> bytes:
    file = BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(file, options) as book:
        book.set_properties({"created": made_at.astimezone(UTC).replace(tzinfo=None)})
        sheet: Any = book.add_worksheet("Chart")
        add_chart(book, sheet, spec)
    return file.getvalue()


def _with_figures(drawing: bytes, link: str) -> bytes:
    """The chart with its letters and with where its figures are; the schema wants both before the print settings.

    Labels say the figure and nothing else: what is not ruled out there, some programs show.
    """
    drawing = drawing.replace(b'<c:showVal val="1"/>', _ONLY_FIGURES)
    tag = _LETTERS + f'<c:externalData r:id="{link}"><c:autoUpdate val="0"/></c:externalData>'.encode()
    for following in (b"<c:printSettings>", b"</c:chartSpace>"):
        if following in drawing:
            return drawing.replace(following, tag + following, 1)
    raise ValueError("no chart")


def _height(spec: ChartSpec, width: Emu, room: Emu) -> Emu:
    """As the workbook's."""
    return Emu(min(width * chart_pixels(spec) // WIDTH, room))


def _placed(link: str, words: str, number: int, width: Emu, height: Emu) -> Any:
    inline: Any = parse_xml(
        f'<w:drawing xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:wp="{_PLACED}">'
        f'<wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent cx="{int(width)}" cy="{int(height)}"/>'
        f'<wp:docPr id="{1000 + number}" name="Chart {number}"/><wp:cNvGraphicFramePr/>'
        f'<a:graphic xmlns:a="{_DRAWING}"><a:graphicData uri="{_CHART}">'
        f'<c:chart xmlns:c="{_CHART}" xmlns:r="{_LINKS}" r:id="{link}"/>'
        "</a:graphicData></a:graphic></wp:inline></w:drawing>"
    )
    inline.find(f".//{{{_PLACED}}}docPr").set("descr", words)
    return inline
