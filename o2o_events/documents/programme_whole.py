"""The programme on paper: the whole event, or one of its days."""

from collections.abc import Iterator, Sequence
from datetime import date

from o2o_events.agenda.programme import text_in
from o2o_events.documents.colours import colour
from o2o_events.documents.paper_flow import Part, Row
from o2o_events.documents.paragraphs import Paragraph, joined, plain
from o2o_events.documents.programme_cells import Printing, words_in
from o2o_events.documents.programme_rows import day_part, days_shown, hint_row, in_each, unscheduled_part
from o2o_events.documents.programme_words import Released, days_of_event, place_of, version_line, zone_line
from o2o_events.i18n import _, speaking


def whole_parts(printing: Printing, release: Released | None, width: float) -> list[Part]:
    """Head, day after day, and in a draft what waits for a time."""
    parts = [Part((head_row(printing, release, width),))]
    if not printing.programme.sessions:
        return [Part((*parts[0].rows, hint_row(_no_sessions(printing), width)))]
    parts += [day_part(printing, day, width) for day in days_shown(printing)]
    waiting = unscheduled_part(printing, width) if release is None else None
    return _with_head([*parts, waiting] if waiting else parts)


def day_parts(printing: Printing, release: Released | None, day: date, width: float) -> list[Part]:
    return _with_head([Part((head_row(printing, release, width),)), day_part(printing, day, width)])


def _with_head(parts: Sequence[Part]) -> list[Part]:
    """The head stands on the page of the first part."""
    head, first, *rest = parts
    return [Part((*head.rows, *first.rows), first.title), *rest]


def _no_sessions(printing: Printing) -> list[str]:
    return in_each(
        printing,
        lambda _tag: _("There are no sessions yet. Add them in the agenda, or import one, and write this file again."),
    )


def head_row(printing: Printing, release: Released | None, width: float) -> Row:
    """The event, where and when it is, and which version this is; in two languages beside each other."""
    columns = tuple(tuple(_head(printing, release, tag)) for tag in printing.tags)
    return Row(columns, (width / len(columns),) * len(columns), gap=16, pad=2, keeps_next=True, after=10)


def _head(printing: Printing, release: Released | None, tag: str) -> Iterator[Paragraph]:
    event = printing.event
    is_wide = len(printing.tags) == 1
    with speaking(words_in(tag)):
        yield plain(_("Programme"), 10, bold=True, colour=colour("accent"))
        yield plain(event_name(printing, tag), 21 if is_wide else 15, bold=True, before=1)
        yield Paragraph(tuple(joined(place_of(event), ", ")), 10.5, 4)
        yield plain(days_of_event(event.days), 10.5)
        ink = colour("danger") if release is None else colour("ink")
        yield plain(version_line(event, release), 9.5, bold=True, colour=ink, before=4)
        yield plain(zone_line(event), 8, colour=colour("quiet"), before=1)


def event_name(printing: Printing, tag: str) -> str:
    return text_in(printing.event.name, tag)
