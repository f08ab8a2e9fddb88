"""What screens say, as plain words in each language: made from the day as it is known, without any drawing."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from o2o_events.agenda.actual import Runs
from o2o_events.agenda.now import DUE, PLANNED, RUNNING, RoomNow, SessionOn, SlotOn, now_and_next
from o2o_events.agenda.programme import AgendaSession, Programme, text_in
from o2o_events.i18n import _, ngettext, speaking
from o2o_events.registers.events import Event

Words = tuple[str, ...]
"""The same in each language that is shown; once where they do not differ."""
_SEEN_ROLES = ("keynote", "speaker", "presenter", "panelist", "moderator", "chair")
_LATE_FROM = 2
"""Minutes from which lateness is told: a minute is nobody's business."""


@dataclass(frozen=True)
class Day:
    """What is known of an event's day."""

    event: Event
    programme: Programme
    runs: Runs


@dataclass(frozen=True)
class Item:
    """A session on a screen. ``state`` is running, due, planned or coming; ``late`` "" where it is on time."""

    title: Words
    time: str
    state: str
    state_words: Words
    late: Words = ()
    people: tuple[str, ...] = ()
    slot: Words = ()
    slot_people: tuple[str, ...] = ()
    slot_next: Words = ()


@dataclass(frozen=True)
class RoomView:
    """A room with what is on now and what comes; ``then`` are the later ones of the day."""

    name: Words
    now: Item | None
    next: Item | None
    then: tuple[Item, ...] = ()


@dataclass(frozen=True)
class Heading:
    """What stands at the top: the event, the venue's day and time of day, and fixed words."""

    event: Words
    day: str
    clock: str
    now: Words
    next: Words
    nothing: Words
    feedback: Words


@dataclass(frozen=True)
class FoyerView:
    heading: Heading
    rooms: tuple[RoomView, ...]


@dataclass(frozen=True)
class DoorView:
    heading: Heading
    room: RoomView


@dataclass(frozen=True)
class TimerView:
    """``band``: plenty, soon, last, over, or idle where nothing runs. ``left`` is 12:34, or +1:20 after the end."""

    heading: Heading
    band: str
    left: str
    words: Words
    share: float
    title: Words = ()
    people: tuple[str, ...] = ()
    next: Words = ()


def in_each(languages: tuple[str, ...], say: Callable[[], str]) -> Words:
    """What ``say`` answers in each language; once where it is the same."""
    said = []
    for tag in languages:
        with speaking(tag):
            said.append(say())
    return tuple(text for text in dict.fromkeys(said) if text)


def foyer_view(day: Day, at: datetime, languages: tuple[str, ...]) -> FoyerView:
    """Every room that has something today."""
    rows = [row for row in now_and_next(day.programme, day.runs, at) if row.now or row.next]
    if any(row.room for row in rows):  # what is for everybody is in every room's line already
        rows = [row for row in rows if row.room or (row.now and row.now.session.type == "registration")]
    return FoyerView(_heading(day, at, languages), tuple(_room(day, row, languages) for row in rows))


def door_view(day: Day, at: datetime, languages: tuple[str, ...], room: str | None) -> DoorView:
    """One room; whatever is for everybody where the room is gone."""
    row = _row(day, at, room)
    return DoorView(_heading(day, at, languages), _room(day, row, languages))


def _row(day: Day, at: datetime, room: str | None) -> RoomNow:
    rows = now_and_next(day.programme, day.runs, at)
    found = next((row for row in rows if row.room and row.room.id == room), None)
    return found or RoomNow(day.programme.rooms_by_id.get(room or ""), None, None)


def _heading(day: Day, at: datetime, languages: tuple[str, ...]) -> Heading:
    local = day.event.local(at)
    return Heading(
        event=in_each(languages, lambda: day.event.label),
        day=f"{local:%Y-%m-%d}",
        clock=f"{local:%H:%M}",
        now=in_each(languages, lambda: _("Now")),
        next=in_each(languages, lambda: _("Next")),
        nothing=in_each(languages, lambda: _("Nothing more today")),
        feedback=in_each(languages, lambda: _("Tell us what you think")),
    )


def _room(day: Day, row: RoomNow, languages: tuple[str, ...]) -> RoomView:
    name = in_each(languages, lambda: row.room.label if row.room else _("For everybody"))
    now = _item(day, row.now, languages) if row.now else None
    following = _item(day, row.next, languages) if row.next else None
    return RoomView(name, now, following, tuple(_item(day, on, languages) for on in row.then))


def _item(day: Day, on: SessionOn, languages: tuple[str, ...]) -> Item:
    session = on.session
    late = on.late if on.state != PLANNED else 0
    item = Item(
        title=in_each(languages, lambda: session.label),
        time=_span(day, on),
        state=on.state,
        state_words=in_each(languages, lambda: _state_words(day, on)),
        late=in_each(languages, lambda: _late_words(late)) if late >= _LATE_FROM else (),
        people=_people(day, session, None),
    )
    if on.slot is None:
        return item
    slot = on.slot
    return replace(
        item,
        slot=in_each(languages, lambda: slot.slot.label),
        slot_people=_people(day, session, slot.slot.id),
        slot_next=in_each(languages, lambda: on.next_slot.slot.label) if on.next_slot else (),
    )


def _span(day: Day, on: SessionOn) -> str:
    """The planned times: they are what people have on paper; lateness is said beside them."""
    start, end = on.planned_at, on.session.ends_at or on.ends_at
    return f"{day.event.local(start):%H:%M}–{day.event.local(end):%H:%M}"


def _state_words(day: Day, on: SessionOn) -> str:
    if on.state == RUNNING:
        return _("since {time}").format(time=f"{day.event.local(on.starts_at):%H:%M}")
    if on.state == DUE:
        return _("starts soon")
    if on.state == PLANNED:
        return _("until {time}").format(time=f"{day.event.local(on.ends_at):%H:%M}")
    return _("from about {time}").format(time=f"{day.event.local(on.starts_at):%H:%M}") if on.late >= _LATE_FROM else ""


def _late_words(minutes: int) -> str:
    return ngettext("{n} minute late", "{n} minutes late", minutes).format(n=minutes)


def _people(day: Day, session: AgendaSession, slot: str | None) -> tuple[str, ...]:
    """Who is seen there: in a slot its presenters, in a session those of the whole session, leading roles first."""
    parts = [part for part in session.appearances if part.slot == slot and part.role in _SEEN_ROLES]
    speakers = day.programme.speakers_by_id
    ordered = sorted(parts, key=lambda part: (_SEEN_ROLES.index(part.role), part.position))
    names = (speakers[part.speaker] for part in ordered if part.speaker in speakers)
    return tuple(dict.fromkeys(f"{s.name} {s.own_script_name}".strip() for s in names))


def timer_view(day: Day, at: datetime, languages: tuple[str, ...], room: str | None) -> TimerView:
    """How much time the presenter has: of the slot that is on, else of the session."""
    row = _row(day, at, room)
    heading = _heading(day, at, languages)
    if row.now is None or row.now.state == DUE:
        return _idle_timer(day, at, languages, heading, row.now or row.next)
    on, slot = row.now, row.now.slot
    start, end = (slot.starts_at, slot.ends_at) if slot else (on.starts_at, _session_end(on))
    left, whole = round((end - at).total_seconds()), max(1.0, (end - start).total_seconds())
    band = _band(left, whole)
    return TimerView(
        heading=heading,
        band=band,
        left=_clock(left),
        words=in_each(languages, lambda: _band_words(band)),
        share=min(1.0, max(0.0, left / whole)),
        title=in_each(languages, lambda: slot.slot.label if slot else on.session.label),
        people=_people(day, on.session, slot.slot.id if slot else None),
        next=in_each(languages, lambda: _next_words(day, on.next_slot, on.session)),
    )


def _session_end(on: SessionOn) -> datetime:
    """When a session's own time is up, which is not when it is expected to end once it is over its time."""
    assert on.session.starts_at is not None
    assert on.session.ends_at is not None
    return on.starts_at + (on.session.ends_at - on.session.starts_at)


def _idle_timer(
    day: Day, at: datetime, languages: tuple[str, ...], heading: Heading, following: SessionOn | None
) -> TimerView:
    if following is None:
        return TimerView(heading, "idle", "", heading.nothing, 0.0)
    wait = round((following.starts_at - at).total_seconds())
    soon = wait <= 0
    words = in_each(languages, lambda: _("Starts when you are ready") if soon else _("until it starts"))
    return TimerView(
        heading=heading,
        band="idle",
        left="" if soon else _clock(wait),
        words=words,
        share=0.0,
        title=in_each(languages, lambda: following.session.label),
        people=_people(day, following.session, None),
        next=in_each(languages, lambda: text_in(following.next_slot.slot.title)) if following.next_slot else (),
    )


def _band(left: int, whole: float) -> str:
    if left <= 0:
        return "over"
    if left <= 60:
        return "last"
    return "soon" if left <= min(300.0, whole / 3) else "plenty"


def _band_words(band: str) -> str:
    return {
        "plenty": _("Time left"),
        "soon": _("Come to the end"),
        "last": _("Last minute"),
        "over": _("Time is up"),
    }[band]


def _next_words(day: Day, following: SlotOn | None, session: AgendaSession) -> str:
    if following is None:
        return ""
    people = ", ".join(_people(day, session, following.slot.id))
    title = following.slot.label
    return _("Next: {title}").format(title=f"{title} – {people}" if people else title)


def _clock(seconds: int) -> str:
    """12:34; after the end +1:20; above an hour 1:05:00."""
    sign = "+" if seconds < 0 else ""
    minutes, rest = divmod(abs(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{sign}{hours}:{minutes:02}:{rest:02}" if hours else f"{sign}{minutes}:{rest:02}"
