"""A room's door sheet: what takes place in it, in letters that can be read from two metres.

At two metres the eye needs capitals of 3 mm to make out a letter, and of half as much again to read at ease. The
smallest letters here are 18 points, whose capitals are 4.5 mm high; titles are 26 points or more.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from functools import partial

from o2o_events.agenda.programme import AgendaSession, Room, Slot
from o2o_events.documents.colours import colour
from o2o_events.documents.paper_flow import Page, Part, Row, paginate
from o2o_events.documents.paragraphs import Paragraph, Span, joined, plain, set_paragraph
from o2o_events.documents.programme_cells import Printing, is_light
from o2o_events.documents.programme_rows import hint_row, in_each, sessions_of_day
from o2o_events.documents.programme_words import day_title, name_of, parts_in, room_name, slot_title, title_of
from o2o_events.i18n import _

TITLE, TEXT, TIME = 26, 18, 24
_SCALES = (1.6, 1.4, 1.25, 1.1, 1.0)
"""Tried one after the other until a day fits on one page; the last may take several."""
_ROOM_SIZES = (84, 72, 60, 52, 44, 38)


def door_pages(printing: Printing, room: Room, days: Sequence[date], width: float, height: float) -> list[Page]:
    """Each day on pages of its own, as large as fits."""
    pages: list[Page] = []
    for day in days:
        pages += _day_pages(printing, room, day, width, height)
    return pages


def days_of_room(printing: Printing, room: Room) -> list[date]:
    """The days on which something takes place in it; all of the event's where nothing does."""
    event = printing.event
    used = {event.day_of(s.starts_at) for s in printing.programme.sessions if s.room == room.id and s.starts_at}
    return sorted(used) or list(event.days)


def _day_pages(printing: Printing, room: Room, day: date, width: float, height: float) -> list[Page]:
    sessions = [session for session in sessions_of_day(printing, day) if session.room == room.id]
    pages: list[Page] = []
    for scale in _SCALES:
        rows = list(_rows(printing, room, day, sessions, width, scale))
        title = " · ".join(in_each(printing, lambda tag: room_name(room, tag)))
        pages = paginate([Part(tuple(rows), title)], first=height, full=height)
        if len(pages) == 1:
            break
    return pages


def _rows(
    printing: Printing, room: Room, day: date, sessions: Sequence[AgendaSession], width: float, scale: float
) -> Iterator[Row]:
    names = in_each(printing, lambda tag: room_name(room, tag))
    yield _head(printing, names, day, width, _room_size(names[0], width))
    again = _head(printing, names[:1], day, width, _ROOM_SIZES[-1])
    if not sessions:
        words = in_each(printing, lambda _tag: _("Nothing is planned in this room on this day."))
        yield hint_row(words, width, size=TEXT * 1.25)
    for session in sessions:
        yield replace(_session_row(printing, session, width, scale), repeats=again)


def _head(printing: Printing, names: Sequence[str], day: date, width: float, size: float) -> Row:
    days = in_each(printing, lambda _tag: day_title(printing.programme, day))
    paragraphs = [plain(names[0], size, bold=True, colour=colour("accent_ink"))]
    paragraphs += [plain(name, max(size * 0.6, TITLE), bold=True, colour=colour("accent_ink")) for name in names[1:]]
    paragraphs += [plain(text, TEXT, colour=colour("accent_ink"), before=2) for text in days]
    return Row(
        (tuple(paragraphs),), (width,), inset=12, gap=12, pad=10, fill=colour("accent"), keeps_next=True, after=6
    )


def _room_size(name: str, width: float) -> float:
    """The largest letters in which the name stands on one line, else the smallest."""
    for size in _ROOM_SIZES:
        if len(set_paragraph(plain(name, size, bold=True), width - 24)) == 1:
            return size
    return _ROOM_SIZES[-1]


def _session_row(printing: Printing, session: AgendaSession, width: float, scale: float) -> Row:
    event = printing.event
    assert session.starts_at is not None
    assert session.ends_at is not None
    quiet = colour("quiet")
    time = (
        plain(f"{event.local(session.starts_at):%H:%M}", TIME * scale, bold=not is_light(session)),
        plain(f"–{event.local(session.ends_at):%H:%M}", TEXT * scale, colour=quiet),
    )
    column = 84 * scale
    cell = tuple(_cell(printing, session, scale))
    again = (time[0], plain(in_each(printing, lambda _tag: _("(continued)"))[0], TEXT * 0.7, colour=quiet))
    return Row(
        (time, cell), (column, width - column), inset=6, pad=5 * scale, rule=colour("line"),
        fill=colour("raised") if is_light(session) else None, again=again,
    )  # fmt: skip


def _cell(printing: Printing, session: AgendaSession, scale: float) -> Iterator[Paragraph]:
    """Title in each language, who speaks, and the slots."""
    ink = colour("quiet") if session.is_cancelled else colour("ink")
    if session.is_cancelled:
        words = " / ".join(in_each(printing, lambda _tag: _("Cancelled")))
        yield plain(words, TEXT * scale, bold=True, colour=colour("danger"))
    size = (TEXT * 1.1 if is_light(session) else TITLE) * scale
    for number, title in enumerate(in_each(printing, lambda tag: title_of(session, tag))):
        text = (Span(title, bold=not is_light(session), colour=ink),)
        yield Paragraph(text, max(size * (0.75 if number else 1), TEXT), is_struck=session.is_cancelled)
    yield from _names(printing, session, None, scale, 0)
    for slot, starts_at in session.slot_times():
        indent = 3.4 * TEXT * scale
        titles = in_each(printing, partial(_slot_title, printing, slot))
        label = None if starts_at is None else Span(f"{printing.event.local(starts_at):%H:%M}", colour=colour("quiet"))
        for title in titles:
            yield Paragraph((Span(title, colour=ink),), TEXT * scale, 3 * scale, indent, label)
            label = None
        yield from _names(printing, session, slot.id, scale, indent)


def _slot_title(printing: Printing, slot: Slot, tag: str) -> str:
    return slot_title(slot, printing.practices, tag)


def _names(
    printing: Printing, session: AgendaSession, slot: str | None, scale: float, indent: float
) -> Iterator[Paragraph]:
    names = [name_of(speaker) for _part, speaker in parts_in(printing.programme, session, slot)]
    if names:
        yield Paragraph(tuple(joined(list(dict.fromkeys(names)), ink=colour("quiet"))), TEXT * scale, 1, indent)
