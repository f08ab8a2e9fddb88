"""A report as PDF: its head, contents with pages, and each table with its charts and notes."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any, Final

from reportlab.lib.colors import HexColor

from o2o_events.documents.colours import colour
from o2o_events.documents.fitting import draw_fitted, fit
from o2o_events.documents.layouts import Style
from o2o_events.documents.paragraphs import TextLine, plain, set_paragraphs
from o2o_events.documents.report import Report
from o2o_events.documents.report_pages import SIDE, UPRIGHT, Pages
from o2o_events.documents.report_paper_section import write_section
from o2o_events.i18n import _, language

_LABEL: Final = 110.0
_ENTRY: Final = 17.0
"""The height of a line of the contents."""
_ENTRY_STYLE: Final = Style(10.5, 10.5, 8, 6, 1)
_SIGNING_HEIGHT: Final = 34.0


def write(file: Path, report: Report) -> str:
    """Writes the PDF, the same bytes for the same report; answers the characters that no font has."""
    title = f"{report.title} – {report.scope}"
    pages = Pages(file, title=title, head=report.project, foot=report.foot, language=language(), made_at=report.made_at)
    pages.turn(UPRIGHT)
    _write_head(pages, report)
    contents = _Contents(pages, report)
    for number, section in enumerate(report.sections):
        contents.begins_at.append(write_section(pages, report, section, _link(number)))
    pages.save(contents.forms())
    return "".join(pages.missing)


def _write_head(pages: Pages, report: Report) -> None:
    pages.write(plain(report.project, 11, bold=True, colour=colour("accent")))
    pages.write(plain(report.title, 23, bold=True, before=2))
    pages.write(plain(report.scope, 13, before=2), after=12)
    pages.rule(pages.top, "accent", 1.2)
    pages.top -= 8
    for label, text in [*report.head.lines(), (_("Made"), report.made)]:
        names = set_paragraphs((plain(label, 10, bold=True, colour=colour("quiet")),), _LABEL - 8)
        lines = set_paragraphs((plain(text, 10.5),), pages.width - _LABEL)
        if _tall(lines) > pages.free:
            pages.turn()
        pages.draw_lines(names, SIDE, pages.top)
        pages.draw_lines(lines, SIDE + _LABEL, pages.top)
        if not text:
            _draw_dots(pages.canvas, SIDE + _LABEL, SIDE + pages.width, pages.top - 10.5)
        pages.top -= max(_tall(names), _tall(lines)) + 4
    pages.top -= 4
    pages.rule(pages.top, "accent", 1.2)
    pages.top -= 10
    for sentence in report.summary:
        pages.write(plain(sentence, 10.5, before=4))


def _tall(lines: Sequence[TextLine]) -> float:
    return sum(line.height for line in lines)


def _link(number: int) -> str:
    return f"section-{number}"


class _Contents:
    """The list of sections. Its room is kept, and linked, before it is known on which pages they begin."""

    def __init__(self, pages: Pages, report: Report) -> None:
        self.begins_at: list[int] = []
        self._titles = [section.heading for section in report.sections]
        self._places: dict[str, list[tuple[int, float]]] = {}
        self._width = pages.width
        if len(report.sections) < 2:
            return
        pages.write(plain(_("Contents"), 14, bold=True, before=16), after=4)
        for number in range(len(self._titles)):
            if pages.free < _ENTRY:
                pages.turn()
            form = f"contents-{pages.number}"
            if form not in self._places:
                pages.refer(form)
            self._places.setdefault(form, []).append((number, pages.top))
            pages.link(_link(number), _ENTRY)
            pages.top -= _ENTRY

    def forms(self) -> list[tuple[str, Callable[[Any], None]]]:
        """What draws the list on each page that has a part of it."""
        return [(form, partial(self._draw, lines=lines)) for form, lines in self._places.items()]

    def _draw(self, canvas: Any, *, lines: list[tuple[int, float]]) -> None:
        for place, top in lines:
            words = fit(self._titles[place], _ENTRY_STYLE, self._width - 40, _ENTRY)
            draw_fitted(canvas, words, left=SIDE, top=top, width=self._width - 40, colour=colour("ink"))
            number = fit(f"{self.begins_at[place]:,}", _ENTRY_STYLE, 36, _ENTRY)
            edge = SIDE + self._width - 36
            draw_fitted(canvas, number, left=edge, top=top, width=36, align="right", colour=colour("ink"))
            _draw_dots(canvas, SIDE + words.width + 6, edge + 36 - number.width - 6, top - 9.5)


def _draw_dots(canvas: Any, left: float, right: float, y: float) -> None:
    """A dotted line that leads the eye to the page's number, or is there to be written on."""
    if right <= left:
        return
    canvas.saveState()
    canvas.setStrokeColor(HexColor(colour("quiet")))
    canvas.setLineWidth(0.6)
    canvas.setDash(0.6, 3)
    canvas.line(left, y, right, y)
    canvas.restoreState()
