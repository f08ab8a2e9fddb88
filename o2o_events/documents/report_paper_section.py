"""A section of a report on paper: where it begins, so that nothing stands alone, and what it consists of."""

from typing import Final

from o2o_events.documents.chart_arranging import natural_height
from o2o_events.documents.colours import colour
from o2o_events.documents.paragraphs import Paragraph, plain, set_paragraphs
from o2o_events.documents.report import Report, Section, signing_heads
from o2o_events.documents.report_pages import (
    ACROSS,
    BELOW_CHART,
    LOWEST_CHART,
    SIDE,
    UPRIGHT,
    Pages,
    chart_width,
    room_of,
)
from o2o_events.documents.report_paper_table import PaperTable, paper_of
from o2o_events.i18n import _

_SIGNING_HEIGHT: Final = 34.0
_ABOVE_SIGNING, _SIGNING_HEAD = 12.0, 14.0
_BETWEEN: Final = 24.0
"""White between two sections on a page."""
_FIRST_ROWS: Final = 4
_WORTH_BEGINNING: Final = 0.55
"""What must be free of a page for a section to begin on it that goes on to the next."""
Size = tuple[float, float]


def write_section(pages: Pages, report: Report, section: Section, link: str) -> int:
    """On the open page where there is room, else on another; answers the number of the page where it begins."""
    paper, letters = paper_of(section.table)
    is_shared = _is_room(pages, report, section, paper, letters)
    if is_shared:
        pages.top -= _BETWEEN
        pages.begin_section(section.heading, link, None)
    else:
        pages.begin_section(section.heading, link, _paper_of_charts(report, section, paper))
    number = pages.number
    pages.write(*_title(report, section), after=7)
    table = PaperTable(section.table, letters, paper[0] - 2 * SIDE if pages.size is UPRIGHT else pages.width)
    for chart in section.charts:
        pages.draw_chart(chart, below=table.height(_FIRST_ROWS, pages.full) if is_shared else 0)
    if paper is ACROSS and pages.size is UPRIGHT:
        pages.turn(ACROSS)
    notes = _notes(section)
    tail = _height_below(section, pages.width)
    table.draw(pages, tail if tail <= pages.full / 2 else _height(notes[:1], pages.width))
    pages.top -= 4
    pages.write(*notes)
    if section.signing:
        _write_signing(pages, section.signing)
    return number


def _is_room(pages: Pages, report: Report, section: Section, paper: Size, letters: float) -> bool:
    """Whether a section begins on the open page: where all of it fits, or where much of the page is free and no page
    would hold all of it. The front of several sections stays as it is."""
    if pages.number == 1 and len(report.sections) > 1:
        return False
    if pages.size is not paper and pages.size is not ACROSS:
        return False
    table = PaperTable(section.table, letters, pages.width)
    title = _height(_title(report, section), pages.width) + 7
    charts = _chart_heights(section, pages.size)
    above = title + sum(charts)
    below = _height_below(section, pages.width)
    free = pages.free - _BETWEEN
    rows = len(section.table.rows)
    if above + below + table.height(rows, pages.full) <= free:
        return True
    is_long = above + below + table.height(rows, pages.full) > pages.full
    begins = (
        title + sum(charts) * (LOWEST_CHART if len(charts) == 1 else 1) + table.height(_FIRST_ROWS, pages.full) <= free
    )
    return is_long and begins and pages.size is paper and free > _WORTH_BEGINNING * pages.full


def _paper_of_charts(report: Report, section: Section, paper: Size) -> Size:
    """A chart too tall for a page that lies across stands upright before its table."""
    above = _height(_title(report, section), paper[0] - 2 * SIDE) + 7
    room = room_of(paper) - above
    tallest = max(_chart_heights(section, paper), default=0.0) - BELOW_CHART
    return UPRIGHT if tallest * LOWEST_CHART > room else paper


def _title(report: Report, section: Section) -> tuple[Paragraph, ...]:
    return plain(section.heading, 16, bold=True), plain(report.scope, 10, colour=colour("quiet"), before=1)


def _chart_heights(section: Section, size: Size) -> list[float]:
    return [natural_height(chart, chart_width(size)) + BELOW_CHART for chart in section.charts]


def _notes(section: Section) -> tuple[Paragraph, ...]:
    """What stands below a table."""
    nothing = () if section.table.rows else (plain(_("Nothing to show yet."), 9.5, before=3),)
    return *nothing, *(plain(note, 8.5, colour=colour("quiet"), before=3) for note in section.table.notes)


def _height(paragraphs: tuple[Paragraph, ...], width: float) -> float:
    return sum(line.height for line in set_paragraphs(paragraphs, width))


def _height_below(section: Section, width: float) -> float:
    signing = _ABOVE_SIGNING + _SIGNING_HEAD + section.signing * _SIGNING_HEIGHT if section.signing else 0.0
    return 4 + _height(_notes(section), width) + signing


def _write_signing(pages: Pages, count: int) -> None:
    """A framed line for each desk that signs."""
    if pages.free < _ABOVE_SIGNING + _SIGNING_HEAD + count * _SIGNING_HEIGHT:
        pages.turn()
    pages.top -= _ABOVE_SIGNING
    heads = signing_heads()
    width = pages.width / len(heads)
    for place, words in enumerate(heads):
        pages.draw_lines(set_paragraphs((plain(words, 8.5, bold=True),), width - 6), SIDE + place * width, pages.top)
    pages.top -= _SIGNING_HEAD
    pages.rule(pages.top, "quiet")
    for _number in range(count):
        pages.top -= _SIGNING_HEIGHT
        pages.rule(pages.top, "quiet")
