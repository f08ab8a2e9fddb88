"""The results of a form on paper: the response rate, a chart a question, the groups, and what people wrote."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from reportlab.pdfgen.canvas import Canvas

from o2o_events.documents.chart_pdf import draw_chart
from o2o_events.documents.charts import ChartSpec
from o2o_events.documents.colours import colour
from o2o_events.documents.feedback_charts import (
    charts_of,
    compact_height,
    figures_words,
    gain_words,
    kept_back_groups,
    kept_back_words,
    names_words,
    overview_chart,
    question_words,
    rate_words,
)
from o2o_events.documents.feedback_results import Results
from o2o_events.documents.fitting import draw_fitted, fit
from o2o_events.documents.fonts import first_font
from o2o_events.documents.layouts import Style
from o2o_events.documents.paragraphs import Paragraph, Span, TextLine, draw_lines, plain, set_paragraphs
from o2o_events.feedback.results import QuestionResult
from o2o_events.i18n import _, language

MM: Final = 72 / 25.4
_PAGE: Final = (210 * MM, 297 * MM)
_SIDE, _TOP, _BOTTOM = 16 * MM, 16 * MM, 18 * MM
_WIDTH: Final = _PAGE[0] - 2 * _SIDE
_SMALL: Final = Style(8, 7.5, 6, 5, 1)
_GAP: Final = 12
Block = ChartSpec | tuple[Paragraph, ...]


def write(file: Path, results: Results) -> None:
    """A4 upright; a chart stands whole on a page, texts run on."""
    pages = _paginate(list(_blocks(results)))
    canvas = Canvas(str(file), pagesize=_PAGE, pageCompression=1, initialFontName=first_font(), lang=language())
    canvas.setTitle(results.form.label)
    canvas.setCreator("O2O Events")
    for number, page in enumerate(pages, 1):
        _draw_page(canvas, page, results, number, len(pages))
        canvas.showPage()
    canvas.save()


def _blocks(results: Results) -> Iterator[Block]:
    quiet = colour("quiet")
    events = "; ".join(event.label for event in results.events)
    head = [plain(results.form.label, 17, bold=True), plain(events, 11, before=3)]
    if results.target_label:
        head.append(plain(results.target_label, 11, bold=True, before=2))
    head.append(plain(rate_words(results), 10, bold=True, before=8))
    head.append(plain(names_words(results), 9, colour=quiet, before=2))
    head += [plain(gain_words(gain), 10, before=4) for gain in results.gains]
    if hidden := kept_back_groups(results):
        words = _("Kept back: {groups}.").format(groups="; ".join(hidden)) + " " + kept_back_words()
        head.append(plain(words, 9, colour=quiet, before=4))
    yield tuple(head)
    if (overview := overview_chart(results)) is not None:
        yield overview
    for result, chart in charts_of(results):
        if chart is not None:
            yield chart
        elif not result.choices or not results.is_kept_back:
            yield (plain(question_words(result.question), 11, bold=True), plain(figures_words(result), 9, before=2))
        if result.texts:
            yield _texts(results, result)


def _texts(results: Results, result: QuestionResult) -> tuple[Paragraph, ...]:
    """What was written, by id: an order that tells nothing."""
    written = []
    for text in result.texts:
        name = f"{result.question.code}_{text.part}" if text.part else result.question.code
        tags = results.tags.get((text.answer, name), ())
        spans = [Span(text.text)]
        if tags:
            spans.append(Span("  " + "; ".join(tags), colour=colour("quiet")))
        written.append(Paragraph(tuple(spans), 9, before=3, indent=10, label=Span("–")))
    return tuple(written)


def _height(block: Block | list[TextLine]) -> float:
    if isinstance(block, ChartSpec):
        return compact_height(block, _WIDTH)
    return sum(line.height for line in block) if isinstance(block, list) else 0.0


def _paginate(blocks: list[Block]) -> list[list[ChartSpec | list[TextLine]]]:
    room = _PAGE[1] - _TOP - _BOTTOM
    pages: list[list[ChartSpec | list[TextLine]]] = [[]]
    free = room
    for block in blocks:
        if isinstance(block, ChartSpec):
            height = _height(block)
            if height > free and pages[-1]:
                pages.append([])
                free = room
            pages[-1].append(block)
            free -= height + _GAP
            continue
        lines = set_paragraphs(block, _WIDTH)
        if pages[-1] and _height(lines[:3]) > free:
            pages.append([])
            free = room
        piece: list[TextLine] = []
        for line in lines:
            if line.height > free and (piece or pages[-1]):
                pages[-1] += [piece] if piece else []
                pages.append([])
                piece, free = [], room
            piece.append(line)
            free -= line.height
        if piece:
            pages[-1].append(piece)
            free -= _GAP
    return pages


def _draw_page(canvas: Any, page: list[ChartSpec | list[TextLine]], results: Results, number: int, pages: int) -> None:
    top = _PAGE[1] - _TOP
    for block in page:
        if isinstance(block, ChartSpec):
            top -= draw_chart(canvas, block, left=_SIDE, top=top, width=_WIDTH, height=compact_height(block, _WIDTH))
        else:
            draw_lines(canvas, block, _SIDE, top)
            top -= _height(block)
        top -= _GAP
    foot = f"{results.form.label} – {'; '.join(event.code for event in results.events)}"
    quiet = colour("quiet")
    draw_fitted(
        canvas, fit(foot, _SMALL, _WIDTH * 0.75, 14), left=_SIDE, top=12 * MM, width=_WIDTH * 0.75, colour=quiet
    )
    words = fit(_("Page {page} of {pages}").format(page=number, pages=pages), _SMALL, _WIDTH * 0.25, 14)
    left = _SIDE + _WIDTH * 0.75
    draw_fitted(canvas, words, left=left, top=12 * MM, width=_WIDTH * 0.25, align="right", colour=quiet)
