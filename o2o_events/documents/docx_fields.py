"""What Word keeps up to date itself: the contents and the numbers of pages."""

from collections.abc import Sequence
from typing import Any

from docx.document import Document
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
            for run in _beginning('TOC \\o "1-2" \\h \\z'):
                paragraph._p.append(run)
        link = OxmlElement("w:hyperlink")
        link.set(qn("w:anchor"), _name(number))
        link.set(qn("w:history"), "1")
        link.append(_text(title))
        paragraph._p.append(link)
        if number == len(titles) - 1:
            paragraph._p.append(_mark("end"))
    document.add_paragraph(hint, style="Note")


def add_head_and_foot(document: Document, *, head: str, foot: str) -> None:
    """What the document is of, and the page of how many with what it is; later sections take both over.

    The first page says at its top what it is anyway.
    """
    above = document.sections[0].header.paragraphs[0]
    above.style = document.styles["PageWords"]
    above.add_run(head)
    first = document.sections[0]
    first.different_first_page_header_footer = True
    for below in (first.footer.paragraphs[0], first.first_page_footer.paragraphs[0]):
        below.style = document.styles["PageWords"]
        for field, between in (("PAGE", " / "), ("NUMPAGES", "      ")):
            for run in (*_beginning(field), _text("1"), _mark("end")):
                below._p.append(run)
            below.add_run(between)
        below.add_run(foot)


def add_blank(paragraph: Paragraph, name: str, *, hint: str, style: str) -> None:
    """A field that is written in where its hint stands; one click chooses the whole hint."""
    field, looks, content = OxmlElement("w:sdt"), OxmlElement("w:sdtPr"), OxmlElement("w:sdtContent")
    for tag, value in (("w:alias", name), ("w:showingPlcHdr", None), ("w:text", None)):
        part = OxmlElement(tag)
        if value is not None:
            part.set(qn("w:val"), value)
        looks.append(part)
    run, look, shade = _text(hint), OxmlElement("w:rPr"), OxmlElement("w:rStyle")
    shade.set(qn("w:val"), style)
    look.append(shade)
    run.insert(0, look)
    content.append(run)
    field.append(looks)
    field.append(content)
    paragraph._p.append(field)


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
