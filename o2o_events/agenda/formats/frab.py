"""The tree that schedule.xml and schedule.json share, as frab, pentabarf and pretalx write it, into a draft (pure)."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from o2o_events.agenda.formats.draft import (
    DraftAppearance,
    DraftRoom,
    DraftSession,
    DraftSpeaker,
    ProgrammeDraft,
)
from o2o_events.agenda.formats.problems import FIRST_YEAR, LAST_YEAR, Notes, as_text, is_length
from o2o_events.agenda.formats.times import find_zone, moment_on, read_clock, read_duration, read_iso
from o2o_events.agenda.formats.vocabulary import find_role, language_tag, role_in, tag_of, type_of
from o2o_events.i18n import _
from o2o_events.text import clean, fold

SAYS = frozenset(
    {"type", "title", "abstract", "track", "language", "state", "starts_at", "minutes", "room", "appearances", "extra"}
)
HANDED_ON = (
    "id", "code", "slug", "url", "logo", "subtitle", "links", "attachments", "answers", "recording_license",
    "do_not_record", "recording", "feedback_url", "origin_url", "video_download_url", "type",
)  # fmt: skip
"""What such a file says of a session beyond what we keep fields for: handed on under ``extra["frab"]``."""
_LARGEST_EXTRA = 20_000


@dataclass
class _Reading:
    """One file being read."""

    zone: ZoneInfo
    notes: Notes
    language: str
    rooms: dict[str, DraftRoom] = field(default_factory=dict)
    speakers: dict[str, DraftSpeaker] = field(default_factory=dict)
    refs: set[str] = field(default_factory=set)


def read_tree(schedule: Mapping[str, Any], *, format: str, venue: ZoneInfo, notes: Notes) -> ProgrammeDraft:  # noqa: A002 the field's name
    """A ``schedule`` object with its conference, days, rooms and events."""
    conference = _mapping(schedule.get("conference"))
    zone = find_zone(as_text(conference.get("time_zone_name"))) or venue
    reading = _Reading(zone, notes, "en")
    _read_rooms(conference.get("rooms"), reading)
    sessions = []
    for day in _mappings(conference.get("days")):
        for room, events in _rooms_of(day):
            name = notes.line(room, _("room “{name}”").format(name=clean(room)))
            if name:
                reading.rooms.setdefault(name, DraftRoom(name, {tag_of(name): name}))
            for event in events:
                session = _read_event(event, day, name, reading)
                if session is not None:
                    sessions.append(session)
    acronym = clean(as_text(conference.get("acronym")) or as_text(conference.get("title")))
    return ProgrammeDraft(
        format=format,
        source="frab:" + fold(acronym)[:80],
        sessions=tuple(sessions),
        rooms=tuple(reading.rooms.values()),
        speakers=tuple(reading.speakers.values()),
        problems=tuple(notes.problems),
        says=SAYS,
        is_whole=notes.is_whole,
        unread=frozenset(notes.unread),
    )


def _mapping(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _mappings(value: Any) -> Iterator[Mapping[str, Any]]:
    return (item for item in _list(value) if isinstance(item, Mapping))


def _rooms_of(day: Mapping[str, Any]) -> Iterable[tuple[str, Iterable[Mapping[str, Any]]]]:
    rooms = day.get("rooms")
    if isinstance(rooms, list):  # some programs write a list of rooms with their events inside
        return [(as_text(room.get("name")), _mappings(room.get("events"))) for room in _mappings(rooms)]
    return [(str(name), _mappings(events)) for name, events in _mapping(rooms).items()]


def _read_rooms(rooms: Any, reading: _Reading) -> None:
    """The list of rooms; a guid that several share (pretalx has written such files) is nobody's."""
    guids = Counter(as_text(room.get("guid")) for room in _mappings(rooms))
    for room in _mappings(rooms):
        name = reading.notes.line(room.get("name"), _("list of rooms"))
        if not name:
            continue
        guid = clean(as_text(room.get("guid")))
        capacity = room.get("capacity")
        is_number = isinstance(capacity, int) and not isinstance(capacity, bool) and 0 < capacity <= 1_000_000
        ref = guid if guid and guids[guid] == 1 else name
        reading.rooms[name] = DraftRoom(ref, {tag_of(name): name}, capacity if is_number else None)


def _read_event(event: Mapping[str, Any], day: Mapping[str, Any], room: str, reading: _Reading) -> DraftSession | None:
    notes = reading.notes
    ref = clean(as_text(event.get("guid")) or as_text(event.get("code")) or as_text(event.get("id")))
    title = clean(as_text(event.get("title")))
    place = _("event {id}").format(id=clean(as_text(event.get("id"))) or ref or title or "?")
    title = notes.line(title, place, column="title")
    if not title:
        notes.lose(place, ref, _("This event has no title. Give it one in the other program, then import again."))
        return None
    if not ref:
        ref = fold(title)[:200]
    if ref in reading.refs:
        notes.tell(place, _("This event is in the file twice; the first one counts."), value=title)
        return None
    starts_at = _start(event, day, reading, place)
    minutes = read_duration(as_text(event.get("duration")))
    if starts_at is None or minutes is None or not is_length(minutes):
        words = _("It is not clear when this event is, or how long. Correct its date and duration, then import again.")
        value = f"{as_text(event.get('date')) or as_text(event.get('start'))} / {as_text(event.get('duration'))}"
        notes.lose(place, ref, words, column="date", value=f"{title}: {value}")
        return None
    reading.refs.add(ref)
    language = language_tag(as_text(event.get("language")))
    kind = type_of(clean(as_text(event.get("type"))), title)
    own_room = notes.line(event.get("room"), place, column="room") or room
    if own_room:
        reading.rooms.setdefault(own_room, DraftRoom(own_room, {tag_of(own_room): own_room}))
    abstract = _abstract(event, place, notes)
    return DraftSession(
        ref=ref,
        type=kind,
        title={tag_of(title, language): title},
        minutes=minutes,
        starts_at=starts_at,
        room=reading.rooms[own_room].key if own_room else None,
        abstract={tag_of(abstract, language): abstract} if abstract else {},
        track=notes.line(event.get("track"), place, column="track"),
        language=language,
        appearances=tuple(_appearances(event, kind, reading, place)),
        extra=_extra(event),
        place=place,
    )


def _abstract(event: Mapping[str, Any], place: str, notes: Notes) -> str:
    """Abstract and description as one text; one that repeats the other stands once."""
    parts = [notes.lines(event.get(name), place, column=name) for name in ("abstract", "description")]
    if parts[0] and parts[0] in parts[1]:
        parts[0] = ""
    return notes.lines("\n\n".join(filter(None, parts)), place, column="description")


def _start(event: Mapping[str, Any], day: Mapping[str, Any], reading: _Reading, place: str) -> datetime | None:
    moment = None
    stated = as_text(event.get("date"))
    if len(stated) > 10:
        moment = read_iso(stated, reading.zone)
    if moment is None:
        moment = _start_on_day(event, day, reading, place)
    if moment is None or not FIRST_YEAR <= moment.year <= LAST_YEAR:
        return None
    return moment.replace(second=0, microsecond=0)


def _start_on_day(event: Mapping[str, Any], day: Mapping[str, Any], reading: _Reading, place: str) -> datetime | None:
    """A time of day on the day's date; one before the day begins is after midnight."""
    clock = read_clock(as_text(event.get("start")))
    try:
        date_ = date.fromisoformat((as_text(event.get("date")) or as_text(day.get("date")))[:10])
    except ValueError:
        return None
    if clock is None:
        return None
    begins = read_iso(as_text(day.get("day_start")) or as_text(day.get("start")), reading.zone)
    moment, doubt = moment_on(date_, clock, reading.zone)
    if begins is not None and begins - moment > timedelta(0) and begins.astimezone(reading.zone).hour <= 12:
        moment, doubt = moment_on(date_ + timedelta(days=1), clock, reading.zone)
    if doubt:
        reading.notes.tell(place, doubt, column="start")
    return moment


def _appearances(event: Mapping[str, Any], kind: str, reading: _Reading, place: str) -> Iterator[DraftAppearance]:
    told: set[tuple[str, str]] = set()
    for person in _mappings(event.get("persons")):
        name = reading.notes.line(
            person.get("public_name") or person.get("name") or person.get("full_public_name"), place, column="persons"
        )
        if not name:
            continue
        ref = next((clean(as_text(person.get(key))) for key in ("guid", "code", "id") if person.get(key)), "")
        ref = ref or "name:" + fold(name)
        known = reading.speakers.get(ref)
        biography = reading.notes.lines(person.get("biography"), place, column="biography")
        if known is None or (biography and not known.biography):
            text = {tag_of(biography, reading.language): biography} if biography else {}
            reading.speakers[ref] = DraftSpeaker(ref, name, biography=text)
        role = find_role(as_text(person.get("role"))) or role_in(kind)
        if (ref, role) not in told:
            told.add((ref, role))
            yield DraftAppearance(ref, role)


def _extra(event: Mapping[str, Any]) -> dict[str, Any]:
    kept = {name: event[name] for name in HANDED_ON if event.get(name) not in (None, "", [], False)}
    kept = {name: value for name, value in kept.items() if len(str(value)) < _LARGEST_EXTRA}
    return {"frab": without_surrogates(kept)} if kept else {}


def without_surrogates(value: Any, depth: int = 0) -> Any:
    """A structure as it may be stored: no halves of characters, no endless numbers, not endlessly deep."""
    if depth > 12:
        return None
    if isinstance(value, str):
        return value.encode("utf-8", "replace").decode("utf-8").replace("\0", "")
    if isinstance(value, Mapping):
        return {str(without_surrogates(str(key))): without_surrogates(item, depth + 1) for key, item in value.items()}
    if isinstance(value, list):
        return [without_surrogates(item, depth + 1) for item in value]
    if isinstance(value, float) and (value != value or value in (float("inf"), float("-inf"))):
        return None
    return value if isinstance(value, (int, float, bool)) else None
