"""A speaker's own programme: where and when they take part, and as what."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime

from o2o_events.agenda.programme import AgendaSession, Appearance, Slot, Speaker
from o2o_events.documents.colours import colour
from o2o_events.documents.paper_flow import Part, Row
from o2o_events.documents.paragraphs import Paragraph, Span, joined, plain
from o2o_events.documents.programme_cells import TEXT, Printing, abstract, person_spans, words_in
from o2o_events.documents.programme_rows import TIME_WIDTH, heading_row, hint_row, in_each, sessions_of_day
from o2o_events.documents.programme_whole import event_name
from o2o_events.documents.programme_words import (
    Released,
    belonging_of,
    day_title,
    days_of_event,
    first_name_of,
    language_word,
    own_name_of,
    parts_in,
    place_of,
    practice_line,
    role_word,
    room_name,
    slot_title,
    times,
    title_of,
    type_word,
    version_line,
    zone_line,
)
from o2o_events.i18n import _, speaking


def speaker_parts(
    printing: Printing, release: Released | None, speaker: Speaker, days: Sequence[date], width: float
) -> list[Part]:
    """The head with their name, and the days on which they take part."""
    head = _head_row(printing, release, speaker, width)
    parts = [part for day in days if (part := _day_part(printing, speaker, day, width))]
    waiting = _waiting_part(printing, speaker, width) if release is None else None
    if waiting:
        parts.append(waiting)
    if not parts:
        words = in_each(printing, lambda _tag: _("{name} has no part in this programme yet."))
        return [Part((head, hint_row([text.format(name=speaker.name) for text in words], width)))]
    return [Part((head, *parts[0].rows), parts[0].title), *parts[1:]]


def _head_row(printing: Printing, release: Released | None, speaker: Speaker, width: float) -> Row:
    columns = tuple(tuple(_head(printing, release, speaker, tag)) for tag in printing.tags)
    return Row(columns, (width / len(columns),) * len(columns), gap=16, pad=2, keeps_next=True, after=10)


def _head(printing: Printing, release: Released | None, speaker: Speaker, tag: str) -> Iterator[Paragraph]:
    event = printing.event
    is_wide = len(printing.tags) == 1
    with speaking(words_in(tag)):
        yield plain(event_name(printing, tag), 12, bold=True, colour=colour("accent"))
        yield Paragraph(
            tuple(joined([", ".join(place_of(event)), days_of_event(event.days)], ink=colour("quiet"))), 9.5
        )
        yield plain(_("Programme for"), 9.5, colour=colour("quiet"), before=10)
        yield plain(first_name_of(speaker), 24 if is_wide else 17, bold=True)
        if own_name_of(speaker):
            yield plain(speaker.own_script_name, 16 if is_wide else 13)
        if belonging_of(speaker):
            yield Paragraph(tuple(joined(belonging_of(speaker))), 10.5, 1)
        ink = colour("danger") if release is None else colour("ink")
        yield plain(version_line(event, release), 9.5, bold=True, colour=ink, before=6)
        yield plain(zone_line(event), 8, colour=colour("quiet"), before=1)


def _day_part(printing: Printing, speaker: Speaker, day: date, width: float) -> Part | None:
    own = [s for s in sessions_of_day(printing, day) if _parts_of(s, speaker)]
    if not own:
        return None
    titles = in_each(printing, lambda _tag: day_title(printing.programme, day))
    rows = [heading_row(titles, width), *(_row(printing, session, speaker, width) for session in own)]
    return Part(tuple(rows), " / ".join(titles))


def _waiting_part(printing: Printing, speaker: Speaker, width: float) -> Part | None:
    waiting = [s for s in printing.programme.sessions if s.starts_at is None and _parts_of(s, speaker)]
    if not waiting:
        return None
    titles = in_each(printing, lambda _tag: _("Not scheduled yet"))
    rows = [heading_row(titles, width), *(_row(printing, session, speaker, width) for session in waiting)]
    return Part(tuple(rows), " / ".join(titles))


def _parts_of(session: AgendaSession, speaker: Speaker) -> list[Appearance]:
    return [part for part in session.appearances if part.speaker == speaker.id]


def _row(printing: Printing, session: AgendaSession, speaker: Speaker, width: float) -> Row:
    cells = [_cell_in(printing, session, speaker, tag) for tag in printing.tags]
    share = (width - TIME_WIDTH) / len(cells)
    if session.starts_at is None:
        time: tuple[Paragraph, ...] = (plain(_("{minutes} min").format(minutes=session.minutes), 10),)
    else:
        time = (plain(times(printing.event, session.starts_at, session.minutes), 10, bold=True),)
    words = in_each(printing, lambda _tag: _("(continued)"))
    again = (*time, *(plain(word, 7.5, colour=colour("quiet")) for word in words))
    return Row((time, *cells), (TIME_WIDTH, *([share] * len(cells))), inset=4, pad=7, rule=colour("line"), again=again)


def _cell_in(printing: Printing, session: AgendaSession, speaker: Speaker, tag: str) -> tuple[Paragraph, ...]:
    with speaking(words_in(tag)):
        return tuple(_cell(printing, session, speaker, tag))


def _cell(printing: Printing, session: AgendaSession, speaker: Speaker, tag: str) -> Iterator[Paragraph]:
    if session.is_cancelled:
        yield plain(_("Cancelled"), TEXT, bold=True, colour=colour("danger"))
    room = printing.programme.rooms_by_id.get(session.room or "")
    place = room_name(room, tag) if room else _("Room to be announced")
    yield plain(place, 12, bold=True, colour=colour("accent"))
    ink = colour("quiet") if session.is_cancelled else colour("ink")
    yield Paragraph((Span(title_of(session, tag), bold=True, colour=ink),), 12, 1, is_struck=session.is_cancelled)
    rest = (type_word(session), session.track, language_word(session))
    yield plain(" · ".join(filter(None, rest)), 8.5, colour=colour("quiet"))
    yield from _roles(printing, session, speaker, tag)
    yield from _others(printing, session, speaker)
    if printing.with_abstracts:
        yield from abstract(session, tag)


def _roles(printing: Printing, session: AgendaSession, speaker: Speaker, tag: str) -> Iterator[Paragraph]:
    """Each of their parts: as what, and in a slot when and with what."""
    slots = {slot.id: (slot, at) for slot, at in session.slot_times()}
    for part in _parts_of(session, speaker):
        words = _("Your part: {role}").format(role=role_word(part.role))
        yield Paragraph((Span(words, bold=True, colour=colour("good")),), 10.5, 3)
        if part.slot in slots:
            yield from _slot(printing, *slots[part.slot], tag)


def _slot(printing: Printing, slot: Slot, starts_at: datetime | None, tag: str) -> Iterator[Paragraph]:
    when = "" if starts_at is None else f"{times(printing.event, starts_at, slot.minutes)}  "
    title = slot_title(slot, printing.practices, tag)
    yield Paragraph((Span(when, bold=True), Span(title)), 10.5, indent=8)
    practice = practice_line(slot, printing.practices, tag)
    if practice:
        yield Paragraph((Span(practice, colour=colour("quiet")),), TEXT, indent=8)


def _others(printing: Printing, session: AgendaSession, speaker: Speaker) -> Iterator[Paragraph]:
    """Who else takes part in the whole session."""
    others = [(p, s) for p, s in parts_in(printing.programme, session, None) if s.id != speaker.id]
    for number, (part, other) in enumerate(others):
        yield Paragraph(tuple(person_spans(role_word(part.role), other)), TEXT, 0 if number else 3)
