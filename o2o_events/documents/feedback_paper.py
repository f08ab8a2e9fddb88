"""A feedback form on paper, in any of its languages: boxes to tick, lines to write on, and the sheet's code."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from reportlab.lib.colors import HexColor
from reportlab.pdfgen.canvas import Canvas

from o2o_events.agenda.programme import text_in
from o2o_events.documents.feedback_paper_pieces import WIDTH, Piece, boxes, lines, rule, scale, texts, white
from o2o_events.documents.fitting import draw_fitted, fit
from o2o_events.documents.fonts import first_font
from o2o_events.documents.layouts import Style
from o2o_events.documents.output import appearing_whole
from o2o_events.documents.paragraphs import Paragraph, Span, plain
from o2o_events.errors import UserError
from o2o_events.feedback.forms import Form
from o2o_events.feedback.promise import promise_words
from o2o_events.feedback.questions import CHOICES, OTHER, SILENT, TEXTS, FormContent, Question
from o2o_events.i18n import LANGUAGES, _, speaking

MM: Final = 72 / 25.4
SIZE: Final = (210 * MM, 297 * MM)
SIDE: Final = 15 * MM
_TOP: Final = 27 * MM
_BOTTOM: Final = 15 * MM
_GREY: Final = "#4E5D6B"
_BODY: Final = 10.5
_SMALL: Final = 8.5
MOST_SHEETS: Final = 500
"""Numbered sheets of one file."""


@dataclass(frozen=True)
class FormPaper:
    """What is printed: the content of one version, for one event and session. ``code`` is the sheet's (sheets.py).

    ``numbers`` are printed on one sheet each; without any there is one sheet with a line for its number.
    """

    form: Form
    content: FormContent
    event: str
    about: str
    code: str
    language: str
    numbers: Sequence[int] = ()


def write_form_paper(file: Path, paper: FormPaper) -> int:
    """Writes the sheets as one PDF in A4; answers its pages. Raises ``UserError`` where it cannot be written."""
    if len(paper.numbers) > MOST_SHEETS:
        raise UserError(_("Print at most {n} numbered sheets at a time.").format(n=MOST_SHEETS))
    with speaking(paper.language if paper.language in LANGUAGES else "en"), appearing_whole(file) as part:
        pages = _paginate(list(_groups(paper)))
        canvas = Canvas(str(part), pagesize=SIZE, pageCompression=1, initialFontName=first_font(), lang=paper.language)
        canvas.setTitle(text_in(paper.content.title, paper.language))
        canvas.setCreator("O2O Events")
        for number in paper.numbers or (None,):
            for place, pieces in enumerate(pages, 1):
                _draw_page(canvas, paper, pieces, place, len(pages), number)
        canvas.save()
    return len(pages) * max(1, len(paper.numbers))


def _paginate(groups: Sequence[list[Piece]]) -> list[list[Piece]]:
    """Groups stay whole where a page has room for them; longer ones flow on between their pieces."""
    room = SIZE[1] - _TOP - _BOTTOM
    pages: list[list[Piece]] = [[]]
    free = room
    for place, group in enumerate(groups):
        needed = sum(piece.height for piece in group)
        if group[-1].keeps_next and place + 1 < len(groups):
            needed += min(sum(piece.height for piece in groups[place + 1]), room / 2)
        if pages[-1] and needed > free and needed <= room:
            pages.append([])
            free = room
        for piece in group:
            if pages[-1] and piece.height > free:
                pages.append([])
                free = room
            pages[-1].append(piece)
            free -= piece.height
    return pages


def _groups(paper: FormPaper) -> Iterator[list[Piece]]:
    tag, content = paper.language, paper.content
    opening = [texts(plain(text_in(content.title, tag), 17, bold=True))]
    introduction = text_in(content.introduction, tag)
    if introduction:
        opening.append(texts(*_paragraphs(introduction, _BODY, before=2)))
    opening.append(texts(plain(_promise(paper.form), _SMALL, colour=_GREY, before=3)))
    if any(question.is_required for question in content.questions):
        opening.append(texts(plain(_("Please answer the questions marked with *."), _SMALL, colour=_GREY)))
    if paper.form.is_named:
        opening += [texts(plain(_("The code on your badge, or your name:"), _BODY, before=6)), lines(1)]
    yield [*opening, white(8)]
    numbers: dict[str, int] = {}
    for question in content.questions:
        if question.kind not in SILENT:
            numbers[question.code] = len(numbers) + 1
        yield list(_question(question, numbers, content, tag))


def _promise(form: Form) -> str:
    words = promise_words(form)
    return words if form.is_named else " ".join((words, _("Please do not write your name.")))


def _paragraphs(text: str, size: float, *, before: float = 0) -> list[Paragraph]:
    return [plain(line, size, before=before) for line in text.splitlines() if line.strip()]


def _question(question: Question, numbers: dict[str, int], content: FormContent, tag: str) -> Iterator[Piece]:
    label, help_text = text_in(question.label, tag), text_in(question.help, tag)
    if question.kind == "section":
        yield white(6)
        yield rule()
        yield texts(plain(label, 13, bold=True, before=4), *_paragraphs(help_text, _SMALL), keeps_next=True)
        yield white(5, keeps_next=True)
        return
    if question.kind == "note":
        yield texts(*_paragraphs(label, _BODY), *_paragraphs(help_text, _SMALL))
        yield white(9)
        return
    star = [Span(" *", bold=True)] if question.is_required else []
    number = Span(f"{numbers[question.code]}.", bold=True)
    is_bold = not tag.startswith(("zh", "ja", "ko"))  # their bold is a stroke, which runs together at this size
    yield texts(
        Paragraph((Span(label, bold=is_bold), *star), _BODY, indent=20, label=number),
        *(
            Paragraph((Span(words, colour=_GREY),), _SMALL, indent=20)
            for words in _hints(question, numbers, content, tag)
        ),
        *(Paragraph((Span(line, colour=_GREY),), _SMALL, indent=20) for line in help_text.splitlines() if line.strip()),
    )
    yield white(3)
    yield from _answer(question, tag)
    if question.has_comment:
        yield lines(1, words=_("Comment:"), is_boxed=False)
    yield white(11)


def _hints(question: Question, numbers: dict[str, int], content: FormContent, tag: str) -> Iterator[str]:
    if question.show_if is not None:
        asked = next((q for q in content.questions if q.code == question.show_if.question), None)
        labels = {option.code: text_in(option.label, tag) for option in asked.options} if asked else {}
        labels.setdefault(OTHER, _("Other"))
        chosen = " / ".join(labels.get(value, value) for value in question.show_if.values)
        yield _("Only if your answer to question {n} is: {answers}").format(
            n=numbers.get(question.show_if.question, "?"), answers=chosen
        )
    if question.kind == "many":
        yield _("Tick all that apply.")
    if question.kind == "number" and question.lowest is not None and question.highest is not None:
        yield _("A number from {lowest} to {highest}.").format(lowest=question.lowest, highest=question.highest)


def _answer(question: Question, tag: str) -> Iterator[Piece]:
    if question.kind in CHOICES:
        labels = [text_in(option.label, tag) or option.code for option in question.options]
        yield from boxes(labels, is_round=question.kind != "many")
        if question.has_other:
            yield lines(1, words=_("Other:"), number=len(labels) + 1, is_round=question.kind != "many")
    elif question.kind == "rating" and question.lowest is not None and question.highest is not None:
        ends = [text_in(end, tag) for end in question.ends]
        yield scale(range(question.lowest, question.highest + 1), ends)
    elif question.kind in TEXTS:
        yield from (lines(1) for _line in range(3 if question.kind == "long_text" else 1))
    else:
        yield lines(1, width=40 * MM)


def _draw_page(
    canvas: Any, paper: FormPaper, pieces: Sequence[Piece], page: int, pages: int, number: int | None
) -> None:
    _draw_head(canvas, paper, number)
    top = SIZE[1] - _TOP
    for piece in pieces:
        piece.draw(canvas, SIDE, top)
        top -= piece.height
    small = Style(8, 8, 6, 5, 1)
    words = fit(_("Page {page} of {pages}").format(page=page, pages=pages), small, WIDTH / 2, 14)
    draw_fitted(canvas, words, left=SIDE + WIDTH / 2, top=11 * MM, width=WIDTH / 2, align="right", colour=_GREY)
    draw_fitted(canvas, fit(paper.code, small, WIDTH / 2, 14), left=SIDE, top=11 * MM, width=WIDTH / 2, colour=_GREY)
    canvas.showPage()


def _draw_head(canvas: Any, paper: FormPaper, number: int | None) -> None:
    """What the sheet belongs to, its code and its number: on every page, because pages come apart."""
    top = SIZE[1] - 9 * MM
    small, bold = Style(8.5, 8, 6, 5, 2), Style(8.5, 8, 6, 5, 2, bold=True)
    wide = WIDTH * 0.54
    event = fit(paper.event, bold, wide, 22)
    draw_fitted(canvas, event, left=SIDE, top=top, width=wide, colour=_GREY)
    if paper.about and paper.about != paper.event:
        about = fit(paper.about, small, wide, 22)
        draw_fitted(canvas, about, left=SIDE, top=top - event.height, width=wide, colour=_GREY)
    left, width = SIDE + WIDTH * 0.58, WIDTH * 0.25
    draw_fitted(canvas, fit(_("Sheet code"), small, width, 11), left=left, top=top, width=width, colour=_GREY)
    code = fit(paper.code, Style(14, 14, 10, 8, 1, bold=True), width, 20)
    draw_fitted(canvas, code, left=left, top=top - 10, width=width)
    left, width = SIDE + WIDTH * 0.85, WIDTH * 0.15
    draw_fitted(canvas, fit(_("Sheet number"), small, width, 11), left=left, top=top, width=width, colour=_GREY)
    canvas.setStrokeColor(HexColor(_GREY))
    canvas.setLineWidth(0.6)
    canvas.rect(left, top - 29, width, 17)
    if number is not None:
        draw_fitted(
            canvas, fit(str(number), Style(13, 13, 8, 6, 1, bold=True), width - 8, 17), left=left + 4, top=top - 13.5,
            width=width - 8, align="centre",
        )  # fmt: skip
    canvas.line(SIDE, top - 36, SIDE + WIDTH, top - 36)
