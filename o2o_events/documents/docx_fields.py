"""What Word keeps up to date itself: the contents and the numbers of pages."""

from collections.abc import Sequence
from typing import Any

from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph


def bookmark(paragraph: Paragraph, number: int) -> None:
    """Names a heading, so that the contents lead to it."""
    start, end = OxmlElement("w:bookmarkStart"), OxmlElement("w:bookmarkEnd")
    for tag in (start, end):
        tag.set(qn("w:id"), str(number))
    start.set(qn("w:name"), _name(number))
    paragraph._p.insert(1, start)
    paragraph._p.append(end)


def add_contents(document: Document, titles: Sequence[str], *, hint: str) -> None:
    """The contents as a field of headings, filled already; each line leads to its heading."""
    for number, title in enumerate(titles):
        paragraph = document.add_paragraph(style="toc 1")
        if number == 0:
            for run in _beginning('TOC \\o "1-2" \\h \\z \\n'):
                paragraph._p.append(run)
        link = OxmlElement("w:hyperlink")
        link.set(qn("w:anchor"), _name(number))
        link.set(qn("w:history"), "1")
        link.append(_text(title))
        paragraph._p.append(link)
        if number == len(titles) - 1:
            paragraph._p.append(_mark("end"))
    document.add_paragraph(hint, style="Note")


def add_page_numbers(document: Document, words: str) -> None:
    """A foot with what the document is, and the page of how many; later sections take it over."""
    paragraph = document.sections[0].footer.paragraphs[0]
    paragraph.style = document.styles["Note"]
    paragraph.alignment = WD_ALIGN_PARAGRAPH.LEFT
    paragraph.add_run(words + "    ")
    for field, between in (("PAGE", " / "), ("NUMPAGES", "")):
        for run in (*_beginning(field), _text("1"), _mark("end")):
            paragraph._p.append(run)
        if between:
            paragraph.add_run(between)


def _name(number: int) -> str:
    return f"_Toc{900_000_000 + number}"


def _beginning(instruction: str) -> list[Any]:
    words = OxmlElement("w:instrText")
    words.set(qn("xml:space"), "preserve")
    words.text = f" {instruction} "
    run = OxmlElement("w:r")
    run.append(words)
    return [_mark("begin"), run, _mark("separate")]


def _mark(kind: str) -> Any:
    mark, run = OxmlElement("w:fldChar"), OxmlElement("w:r")
    mark.set(qn("w:fldCharType"), kind)
    run.append(mark)
    return run


def _text(text: str) -> Any:
    words, run = OxmlElement("w:t"), OxmlElement("w:r")
    words.text = text
    words.set(qn("xml:space"), "preserve")
    run.append(words)
    return run
