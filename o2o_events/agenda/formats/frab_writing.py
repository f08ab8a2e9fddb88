"""A draft as the tree that schedule.xml and schedule.json share: what other programs and phones read (pure)."""

import re
import unicodedata
import uuid
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

from o2o_events.agenda import session_types
from o2o_events.agenda.formats.draft import DraftRoom, DraftSession, DraftSlot, DraftSpeaker, Heading, ProgrammeDraft
from o2o_events.agenda.formats.times import write_clock, write_duration
from o2o_events.agenda.formats.vocabulary import type_of
from o2o_events.agenda.programme import text_in
from o2o_events.i18n import _, speaking

_UUID = re.compile(r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")
_SLUG = re.compile(r"[a-z0-9_]{4,}-[a-z0-9\-_]{3,}[a-z0-9]")
_NAMESPACE = uuid.UUID("5a9f6f3e-7f3c-5d0e-9c59-0a2d7c1b4e11")
"""Of ids that other programs gave and that are no UUID."""
_HIGHEST_ID = 1 << 31
Tree = dict[str, Any]


def guid_of(ref: str, own: str) -> str:
    """The UUID under which other programs know something: theirs, else ours."""
    for text in (ref, own):
        if _UUID.fullmatch(text):
            return text
    return str(uuid.uuid5(_NAMESPACE, own or ref))


def is_shown(session: DraftSession) -> bool:
    """Whether a public schedule has it: sessions that wait for a time, and cancelled ones, it has not."""
    return session.starts_at is not None and session.state != "cancelled"


def guids_of(sessions: Sequence[DraftSession]) -> dict[str, DraftSession]:
    """Each session by the UUID it is written under; no two under the same."""
    found: dict[str, DraftSession] = {}
    for session in sessions:
        guid = guid_of(session.ref, session.id)
        found[guid if guid not in found else str(uuid.uuid5(_NAMESPACE, session.key + guid))] = session
    return found


def own_ids(draft: ProgrammeDraft) -> dict[str, str]:
    """Our ids by the UUIDs that the file has for them."""
    return {guid: session.id for guid, session in guids_of(draft.sessions).items()}


@dataclass
class _Writing:
    draft: ProgrammeDraft
    heading: Heading
    rooms: dict[str, DraftRoom]
    speakers: dict[str, DraftSpeaker]
    numbers: set[int] = field(default_factory=set)
    slugs: set[str] = field(default_factory=set)

    @property
    def acronym(self) -> str:
        return acronym_of(self.heading.code)

    def text(self, text: dict[str, str]) -> str:
        return text_in(text, self.draft.language)


def acronym_of(code: str) -> str:
    """An event's code as the schemas want it: at least four of a-z, 0-9 and _."""
    plain = re.sub(r"[^a-z0-9]+", "_", code.lower()).strip("_")
    return plain if len(plain) >= 4 else f"o2o_{plain or 'event'}"


def schedule_tree(draft: ProgrammeDraft) -> Tree:
    """The ``schedule`` object. Texts are in the draft's language, whatever the language of the screen."""
    heading = draft.heading
    assert heading is not None, "a draft that is written says what it is of"
    rooms, speakers = {r.key: r for r in draft.rooms}, {s.key: s for s in draft.speakers}
    writing = _Writing(draft, heading, rooms, speakers)
    with speaking(draft.language):
        days = list(_days(writing))
    return {
        "version": f"{heading.made_at:%Y-%m-%d %H:%M}",
        "conference": {
            "acronym": writing.acronym,
            "title": heading.title,
            "start": days[0]["date"],
            "end": days[-1]["date"],
            "daysCount": len(days),
            "timeslot_duration": "00:05",
            "time_zone_name": heading.timezone,
            "rooms": [_room(writing, room) for room in draft.rooms],
            "days": days,
        },
    }


def _room(writing: _Writing, room: DraftRoom) -> Tree:
    return {
        "name": writing.text(room.name),
        "guid": guid_of(room.ref, room.id),
        "description": None,
        "capacity": room.capacity,
    }


def _days(writing: _Writing) -> Iterator[Tree]:
    zone = writing.heading.zone
    by_day: defaultdict[date, list[tuple[str, DraftSession]]] = defaultdict(list)
    for guid, session in guids_of(writing.draft.sessions).items():
        if is_shown(session) and session.starts_at is not None:
            by_day[session.starts_at.astimezone(zone).date()].append((guid, session))
    days = sorted({*writing.heading.days, *by_day}) or [writing.heading.made_at.astimezone(zone).date()]
    for index, day in enumerate(days, 1):
        start = datetime.combine(day, time(), zone)
        end = datetime.combine(day + timedelta(days=1), time(), zone) - timedelta(minutes=1)
        yield {
            "index": index,
            "date": day.isoformat(),
            "day_start": start.isoformat(),
            "day_end": end.isoformat(),
            "rooms": _events_by_room(writing, by_day[day]),
        }


def _events_by_room(writing: _Writing, sessions: Sequence[tuple[str, DraftSession]]) -> dict[str, list[Tree]]:
    rooms: dict[str, list[Tree]] = {}
    for room in writing.draft.rooms:
        events = [_event(writing, guid, s) for guid, s in sessions if s.room == room.key]
        if events:
            rooms.setdefault(writing.text(room.name), []).extend(events)
    without = [_event(writing, guid, s) for guid, s in sessions if s.room not in writing.rooms]
    if without:
        rooms.setdefault(_("Room to be announced"), []).extend(without)
    return rooms


def _event(writing: _Writing, guid: str, session: DraftSession) -> Tree:
    assert session.starts_at is not None, "only those are shown"
    zone = writing.heading.zone
    handed_on = session.extra.get("frab")
    theirs: Tree = dict(handed_on) if isinstance(handed_on, dict) else {}
    number = _number(writing, theirs.get("id"), guid)
    title = writing.text(session.title)
    room = writing.rooms.get(session.room or "")
    event: Tree = {
        "id": number,
        "guid": guid,
        "date": session.starts_at.astimezone(zone).isoformat(),
        "start": f"{session.starts_at.astimezone(zone):%H:%M}",
        "duration": write_duration(session.minutes),
        "room": writing.text(room.name) if room else _("Room to be announced"),
        "slug": _slug(writing, theirs.get("slug"), number, title),
        "url": _web_address(theirs.get("url")) or f"urn:uuid:{guid}",
        "title": title,
        "subtitle": _text(theirs.get("subtitle")),
        "track": session.track,
        "type": _type(session, _text(theirs.get("type"))),
        "language": session.language,
        "abstract": writing.text(dict(session.abstract)),
        "description": "\n".join(_slot_lines(writing, session)),
        "persons": list(_persons(writing, session)),
        "links": theirs.get("links") if isinstance(theirs.get("links"), list) else [],
        "attachments": theirs.get("attachments") if isinstance(theirs.get("attachments"), list) else [],
    }
    if isinstance(theirs.get("answers"), list):
        event["answers"] = theirs["answers"]
    for name in ("logo", "recording_license"):
        if text := _text(theirs.get(name)):
            event[name] = text
    return event


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""


def _web_address(value: Any) -> str:
    return value if isinstance(value, str) and re.fullmatch(r"https?://\S+", value) else ""


def _number(writing: _Writing, theirs: Any, guid: str) -> int:
    """The number that old readers go by: the other program's, else always the same one for the same UUID."""
    is_number = isinstance(theirs, (int, str)) and not isinstance(theirs, bool) and str(theirs).isdecimal()
    number = int(theirs) if is_number and len(str(theirs)) < 10 else 0
    if number < 1 or number in writing.numbers:
        number = uuid.UUID(guid).int % _HIGHEST_ID or 1
    while number in writing.numbers:
        number = number % _HIGHEST_ID + 1
    writing.numbers.add(number)
    return number


def _slug(writing: _Writing, theirs: Any, number: int, title: str) -> str:
    if isinstance(theirs, str) and _SLUG.fullmatch(theirs) and theirs not in writing.slugs:
        slug = theirs
    else:
        plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
        words = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:60].strip("-")
        slug = f"{writing.acronym}-{number}-{words}" if len(words) > 3 else f"{writing.acronym}-{number}-session"
    writing.slugs.add(slug)
    return slug


def _type(session: DraftSession, theirs: str) -> str:
    if theirs and type_of(theirs, text_in(dict(session.title))) == session.type:
        return theirs
    return session_types.label(session.type)


def _slot_lines(writing: _Writing, session: DraftSession) -> Iterator[str]:
    """The slots in words, for readers that know none."""
    at = session.starts_at
    for slot in session.slots:
        assert at is not None, "only those are shown"
        yield slot_line(writing.draft, slot, write_clock(at, writing.heading.zone), writing.speakers)
        at += timedelta(minutes=slot.minutes)


def slot_line(draft: ProgrammeDraft, slot: DraftSlot, clock: str, speakers: dict[str, DraftSpeaker]) -> str:
    """One slot in one line: when, what, by whom."""
    names = ", ".join(speakers[a.speaker].name for a in slot.appearances if a.speaker in speakers)
    line = f"{clock} {text_in(slot.title, draft.language)}"
    return f"{line} ({names})" if names else line


def _persons(writing: _Writing, session: DraftSession) -> Iterator[Tree]:
    parts = [*session.appearances, *(a for slot in session.slots for a in slot.appearances)]
    for key in dict.fromkeys(part.speaker for part in parts):
        speaker = writing.speakers.get(key)
        if speaker is None:
            continue
        guid = guid_of(speaker.ref, speaker.id)
        is_number = speaker.ref.isdecimal() and len(speaker.ref) < 10
        person: Tree = {
            "id": int(speaker.ref) if is_number else uuid.UUID(guid).int % _HIGHEST_ID,
            "guid": guid,
            "public_name": speaker.name,
        }
        if biography := writing.text(dict(speaker.biography)):
            person["biography"] = biography
        yield person
