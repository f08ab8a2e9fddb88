"""The sheet on which economies endorse the final policy recommendations by signing, as a PDF."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from o2o_events.db.columns import LocalizedText
from o2o_events.db.database import Database
from o2o_events.db.transaction import Tx
from o2o_events.documents.colours import colour
from o2o_events.documents.output import appearing_whole
from o2o_events.documents.paper_flow import Page, Part, Row, missing_in, paginate
from o2o_events.documents.paragraphs import Paragraph, Span, plain
from o2o_events.documents.programme_pages import Sheet, paper_size, write_pages
from o2o_events.errors import UserError
from o2o_events.i18n import _, language, speaking
from o2o_events.registers.economies import ECONOMIES
from o2o_events.registers.project import project_name
from o2o_events.registers.recommendations import (
    latest_text,
    list_endorsements,
    list_recommendations,
    list_texts,
)

_LANGUAGE = "en"
"""APEC works in English."""
_OPEN, _DONE = "□", "■"
_SIGNING_PADS = (7.8, 6.8, 5.8)
"""White above and below a line, so that a hand has room to sign; less where all economies then stand on one page."""
_SHARES = (0.06, 0.23, 0.19, 0.22, 0.19, 0.11)
"""Parts of the width: number, economy, recommendations, name and position, signature, date."""


@dataclass(frozen=True)
class FinalRecommendation:
    """A recommendation that is ready to be signed, and the day on which each economy endorsed it already."""

    number: int
    title: str
    wording: str
    written_on: date
    endorsed: Mapping[str, date]


@dataclass(frozen=True)
class SheetContent:
    """What stands on the sheet; ``waiting`` are recommendations that are not final and so are left out."""

    project: str
    recommendations: Sequence[FinalRecommendation]
    waiting: Sequence[str]
    made_at: datetime


@dataclass(frozen=True)
class WrittenSheet:
    """What was written. ``missing`` are characters that no font has."""

    file: Path
    recommendations: int
    pages: int
    missing: str


def write_endorsement_sheet(database: Database, *, file: Path, paper: str = "A4") -> WrittenSheet:
    """Writes the sheet, in English; an existing file is replaced in one step.

    Raises ``UserError`` where the file is no PDF by its name, or no recommendation is final.
    """
    if file.suffix.lower() != ".pdf":
        raise UserError(_("“{file}” should end in .pdf. Give the file such a name.").format(file=file.name))
    size = paper_size(paper)
    with database.read() as tx:
        content = read_content(tx)
    if not content.recommendations:
        raise UserError(
            _("No recommendation is final yet, so there is nothing to sign. Enter the final wording of one first.")
        )
    with speaking(_LANGUAGE):
        sheet = _sheet(content, size)
        pages = set_pages(content, sheet)
        with appearing_whole(file) as part:
            write_pages(part, sheet, pages)
    return WrittenSheet(file, len(content.recommendations), len(pages), missing_in(pages))


def read_content(tx: Tx) -> SheetContent:
    """What the registers have for the sheet."""
    texts, endorsements = list_texts(tx), list_endorsements(tx)
    final, waiting = [], []
    with speaking(_LANGUAGE):
        for entry in list_recommendations(tx):
            text = latest_text(texts, entry.id)
            if entry.stage != "final" or text is None or text.stage != "final":
                waiting.append(entry.label)
                continue
            endorsed = {e.economy: e.endorsed_on for e in endorsements if e.recommendation == entry.id}
            final.append(
                FinalRecommendation(
                    entry.number, _in_english(entry.title), _in_english(text.wording), text.written_on, endorsed
                )
            )
        return SheetContent(project_name(tx), final, waiting, tx.now().astimezone(UTC))


def _in_english(text: LocalizedText) -> str:
    return text.get(_LANGUAGE) or next(iter(text.values()), "")


def _sheet(content: SheetContent, size: tuple[float, float]) -> Sheet:
    title = _("Endorsement of policy recommendations")
    moment = f"{content.made_at:%Y-%m-%d %H:%M} (UTC+00:00)"
    foot = _("{title}. Made {moment}").format(title=content.project, moment=moment)
    return Sheet(size, title=f"{title} – {content.project}", head=title, foot=foot, language=language())


def set_pages(content: SheetContent, sheet: Sheet) -> list[Page]:
    """The recommendations in full, then a line for each economy."""
    texts = Part(tuple(_recommendation_rows(content, sheet.width)), _("Recommendations"))
    pages = paginate([texts], first=sheet.room, full=sheet.room)
    return pages + _signing_pages(content, sheet)


def _signing_pages(content: SheetContent, sheet: Sheet) -> list[Page]:
    """One page if a little less white brings everybody on it, else as many as it takes."""
    tried = []
    for pad in _SIGNING_PADS:
        part = Part(tuple(_signing_rows(content, sheet.width, pad)), _("Endorsement by economy"))
        tried.append(paginate([part], first=sheet.room, full=sheet.room))
        if len(tried[-1]) == 1:
            return tried[-1]
    return tried[0]


def _recommendation_rows(content: SheetContent, width: float) -> Iterator[Row]:
    head = (
        plain(content.project, 10, bold=True, colour=colour("accent")),
        plain(_("Endorsement of policy recommendations"), 19, bold=True, before=1),
        plain(_("The final text of each recommendation; economies sign at the end."), 10, before=3),
    )
    yield Row((head,), (width,), pad=2, after=8, keeps_next=True)
    for entry in content.recommendations:
        heading = Paragraph((Span(f"{entry.number}.  ", True, colour("accent")), Span(entry.title, True)), 12.5)
        yield Row(((heading,),), (width,), pad=2, after=0, keeps_next=True)
        yield Row((tuple(_wording(entry)),), (width,), pad=1, after=8, rule=colour("line"))
    if content.waiting:
        words = _("Not final yet, and so not on this sheet: {titles}.").format(titles="; ".join(content.waiting))
        yield Row(((plain(words, 8.5, colour=colour("quiet")),),), (width,), pad=2)


def _wording(entry: FinalRecommendation) -> Iterator[Paragraph]:
    for number, line in enumerate(filter(str.strip, entry.wording.splitlines())):
        yield plain(line, 10.5, before=3 if number else 0)
    words = _("Final text of {day}.").format(day=entry.written_on.isoformat())
    yield plain(words, 8, colour=colour("quiet"), before=3)


def _signing_rows(content: SheetContent, width: float, pad: float) -> Iterator[Row]:
    widths = tuple(share * width for share in _SHARES)
    legend = _("Mark the recommendations that the economy endorses. {done} was endorsed already, on the day beside it.")
    yield Row(
        (
            (
                plain(_("Endorsement by economy"), 15, bold=True),
                plain(legend.format(done=_DONE), 9, colour=colour("quiet"), before=2),
            ),
        ),
        (width,),
        pad=2,
        after=5,
        keeps_next=True,
    )
    headings = (
        _("No."),
        _("Economy"),
        _("Recommendations"),
        _("Name and position"),
        _("Signature"),
        _("Date"),
    )
    head = Row(
        tuple((plain(words, 8.5, bold=True),) for words in headings),
        widths,
        inset=3,
        gap=5,
        fill="#E8EDF3",
        keeps_next=True,
    )
    yield head
    for economy in ECONOMIES:
        if economy.is_member:
            yield Row(
                (
                    (plain(str(economy.position), 10),),
                    (plain(economy.name, 10, bold=True),),
                    tuple(_marks(content.recommendations, economy.code)),
                    (),
                    (),
                    (),
                ),
                widths,
                inset=3,
                gap=5,
                pad=pad,
                rule=colour("line"),
                dividers=colour("line"),
                repeats=head,
            )


def _marks(recommendations: Sequence[FinalRecommendation], economy: str) -> Iterator[Paragraph]:
    """A box for each recommendation: those that wait in one line, each of the others with its day."""
    waiting = [entry for entry in recommendations if economy not in entry.endorsed]
    for entry in recommendations:
        if economy in entry.endorsed:
            day = entry.endorsed[economy].isoformat()
            yield plain(f"{_DONE} {entry.number}  {day}", 9)
    if waiting:
        spans = tuple(Span(f"{_OPEN} {entry.number}   ", is_whole=True) for entry in waiting)
        yield Paragraph(spans, 10.5, before=2 if len(waiting) < len(recommendations) else 0)
