"""The printed programme as rows: which sessions stand below, and which beside each other (pure)."""

from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, date, datetime
from itertools import groupby

from o2o_events.agenda.programme import AgendaSession, Room
from o2o_events.documents.colours import colour
from o2o_events.documents.paper_flow import Part, Row
from o2o_events.documents.paragraphs import Paragraph, plain
from o2o_events.documents.programme_cells import TITLE, Printing, is_light, session_cell, words_in
from o2o_events.documents.programme_words import day_title, room_name, times
from o2o_events.i18n import _, speaking

TIME_WIDTH = 70
_TIME = 10
_MOST_BESIDE = 3
"""Rooms that fit beside each other; of more, each session says its room."""
_NEVER = datetime.max.replace(tzinfo=UTC)


def in_each(printing: Printing, say: Callable[[str], str]) -> list[str]:
    """What is said in each language, once where it is the same."""
    said = []
    for tag in printing.tags:
        with speaking(words_in(tag)):
            said.append(say(tag))
    return list(dict.fromkeys(said))


def days_shown(printing: Printing) -> list[date]:
    """The event's days, and those on which something is planned outside them."""
    event = printing.event
    planned = {event.day_of(session.starts_at) for session in printing.programme.sessions if session.starts_at}
    return sorted({*printing.programme.days, *planned})


def sessions_of_day(printing: Printing, day: date) -> list[AgendaSession]:
    """What begins on a day, by start and room."""
    event = printing.event
    return sorted(
        (s for s in printing.programme.sessions if s.starts_at is not None and event.day_of(s.starts_at) == day),
        key=lambda session: _order(printing, session),
    )


def _order(printing: Printing, session: AgendaSession) -> tuple[datetime, int, str]:
    room = printing.programme.rooms_by_id.get(session.room or "")
    return session.starts_at or _NEVER, room.position if room else -1, session.id


def day_part(printing: Printing, day: date, width: float) -> Part:
    """A day: its heading and its sessions."""
    rows = [day_heading(printing, day, width)]
    sessions = sessions_of_day(printing, day)
    for cluster in clusters(sessions):
        rows += _cluster_rows(printing, cluster, width)
    if not sessions:
        rows.append(hint_row(in_each(printing, lambda _tag: _("Nothing is planned on this day yet.")), width))
    return Part(tuple(rows), " / ".join(in_each(printing, lambda _tag: day_title(printing.programme, day))))


def unscheduled_part(printing: Printing, width: float) -> Part | None:
    """The sessions that have no time yet."""
    waiting = [session for session in printing.programme.sessions if session.starts_at is None]
    if not waiting:
        return None
    title = in_each(printing, lambda _tag: _("Not scheduled yet"))
    rows = [heading_row(title, width)]
    rows += [_session_row(printing, session, width) for session in waiting]
    return Part(tuple(rows), " / ".join(title))


def clusters(sessions: Sequence[AgendaSession]) -> Iterator[list[AgendaSession]]:
    """Sessions in order, together with those that go on at the same time. Touching is no overlap."""
    cluster: list[AgendaSession] = []
    until = datetime.min.replace(tzinfo=UTC)
    for session in sessions:
        assert session.starts_at is not None
        assert session.ends_at is not None
        if cluster and session.starts_at >= until:
            yield cluster
            cluster = []
        until = max(until, session.ends_at) if cluster else session.ends_at
        cluster.append(session)
    if cluster:
        yield cluster


def _cluster_rows(printing: Printing, cluster: Sequence[AgendaSession], width: float) -> list[Row]:
    rooms = _rooms_beside(printing, cluster)
    if rooms:
        return list(_beside_rows(printing, cluster, rooms, width))
    return [_session_row(printing, session, width) for session in cluster]


def _rooms_beside(printing: Printing, cluster: Sequence[AgendaSession]) -> list[Room]:
    """The rooms whose sessions can stand beside each other, none where each session has to say its room."""
    if len(printing.tags) > 1 or not all(session.room or is_light(session) for session in cluster):
        return []
    used = {session.room for session in cluster if session.room and not session.is_cancelled}
    rooms = [room for room in printing.programme.rooms if room.id in used]
    is_double = any(
        len(list(clusters([s for s in cluster if s.room == room.id]))) < sum(s.room == room.id for s in cluster)
        for room in rooms
    )
    return rooms if 2 <= len(rooms) <= _MOST_BESIDE and not is_double else []


def _beside_rows(
    printing: Printing, cluster: Sequence[AgendaSession], rooms: Sequence[Room], width: float
) -> Iterator[Row]:
    """A column a room; what begins together stands in one row."""
    widths = (TIME_WIDTH, *([(width - TIME_WIDTH) / len(rooms)] * len(rooms)))
    ink = colour("accent")
    names = [(plain(room_name(room, printing.tags[0]), TITLE - 1, bold=True, colour=ink),) for room in rooms]
    head = Row(((), *names), widths, inset=4, fill=colour("accent_soft"), keeps_next=True)
    yield head
    places = {room.id: place for place, room in enumerate(rooms)}
    for _start, together in groupby(cluster, key=lambda session: session.starts_at):
        sessions = list(together)
        inside = [session for session in sessions if session.room in places]
        for session in sessions:
            if session.room not in places:
                yield _session_row(printing, session, width)
        if inside:
            yield _row_of_rooms(printing, inside, places, widths, head)


def _row_of_rooms(
    printing: Printing, sessions: Sequence[AgendaSession], places: dict[str, int], widths: tuple[float, ...], head: Row
) -> Row:
    have_one_time = len({session.minutes for session in sessions}) == 1
    cells: list[tuple[Paragraph, ...]] = [()] * len(places)
    for session in sessions:
        place = places[session.room or ""]
        cell = session_cell(printing, session, printing.tags[0], with_room=False, with_times=not have_one_time)
        cells[place] = (*cells[place], *cell)
    first = sessions[0]
    time = _time_cell(printing, first) if have_one_time else _start_cell(printing, first)
    return Row(
        (time, *cells), widths, inset=4, rule=colour("line"), dividers=colour("line"), again=_again(printing, time),
        repeats=head,
    )  # fmt: skip


def _session_row(printing: Printing, session: AgendaSession, width: float) -> Row:
    """A session over the whole width, in one language or in two beside each other."""
    cells = [session_cell(printing, session, tag) for tag in printing.tags]
    share = (width - TIME_WIDTH) / len(cells)
    time = _time_cell(printing, session)
    return Row(
        (time, *cells), (TIME_WIDTH, *([share] * len(cells))), inset=4, rule=colour("line"),
        fill=colour("raised") if is_light(session) else None, again=_again(printing, time),
    )  # fmt: skip


def _time_cell(printing: Printing, session: AgendaSession) -> tuple[Paragraph, ...]:
    if session.starts_at is None:
        return (plain(_("{minutes} min").format(minutes=session.minutes), _TIME),)
    is_bold = not is_light(session)
    return (plain(times(printing.event, session.starts_at, session.minutes), _TIME, bold=is_bold),)


def _start_cell(printing: Printing, session: AgendaSession) -> tuple[Paragraph, ...]:
    assert session.starts_at is not None
    return (plain(f"{printing.event.local(session.starts_at):%H:%M}", _TIME, bold=True),)


def _again(printing: Printing, time: tuple[Paragraph, ...]) -> tuple[Paragraph, ...]:
    """What stands beside a session that goes on from the page before."""
    words = in_each(printing, lambda _tag: _("(continued)"))
    return (*time, *(plain(word, 7.5, colour=colour("quiet")) for word in words))


def day_heading(printing: Printing, day: date, width: float) -> Row:
    return heading_row(in_each(printing, lambda _tag: day_title(printing.programme, day)), width)


def heading_row(titles: Sequence[str], width: float) -> Row:
    """A heading over the whole width, in each language."""
    paragraphs = tuple(plain(title, 13, bold=True, colour=colour("accent_ink")) for title in titles)
    shares = (width / len(titles),) * len(titles)
    return Row(tuple((p,) for p in paragraphs), shares, inset=8, gap=8, pad=5, fill=colour("accent"), keeps_next=True)


def hint_row(words: Sequence[str], width: float, size: float = 10.5) -> Row:
    """A sentence where there is nothing to list."""
    return Row(
        (tuple(plain(text, size, colour=colour("quiet"), before=2) for text in words),), (width,), inset=4, pad=10
    )
