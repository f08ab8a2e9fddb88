"""iCalendar (RFC 5545), read and written (pure).

A session is one VEVENT, its slots are lines of its description: an entry of its own for each would fill calendars with
overlapping ones. What a calendar has no place for is in X-O2O properties, which others pass over.
"""

import base64
import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any, Final
from zoneinfo import ZoneInfo

import icalendar

from o2o_events.agenda.formats.calendar_times import CalendarZones, is_day, minutes_between, read_start
from o2o_events.agenda.formats.draft import DraftRoom, DraftSession, ProgrammeDraft
from o2o_events.agenda.formats.frab_writing import slot_line
from o2o_events.agenda.formats.keeping import from_kept, restored, to_kept
from o2o_events.agenda.formats.opening import no_programme
from o2o_events.agenda.formats.problems import FIRST_YEAR, LAST_YEAR, Notes, is_length
from o2o_events.agenda.formats.times import in_venue, write_clock
from o2o_events.agenda.formats.vocabulary import tag_of, type_of
from o2o_events.agenda.programme import text_in
from o2o_events.errors import UserError
from o2o_events.i18n import _
from o2o_events.text import clean, fold

FORMAT = "icalendar"
SAYS = frozenset({"title", "abstract", "track", "state", "starts_at", "minutes", "room"})
PRODID = "-//O2O Events//Agenda//EN"
DOMAIN: Final = "@o2o-events"
SESSION, AGENDA = "X-O2O-SESSION", "X-O2O-AGENDA"
_UNTIMED_MINUTES = 60
_MOST_ENTRIES = 20_000


def uid_of(session: DraftSession) -> str:
    """The UID of a session: the one it came with from a calendar, else made of our id, and always the same."""
    return session.ref if "@" in session.ref else f"{session.id}{DOMAIN}"


@dataclass
class _Block:
    """The lines of one component, unfolded, and the line on which it begins."""

    name: str
    line: int
    lines: list[str] = field(default_factory=list)
    is_closed: bool = False

    def text(self) -> str:
        return "\r\n".join(self.lines) + "\r\n"


def read(text: str, *, name: str, venue: ZoneInfo) -> ProgrammeDraft:
    """A calendar. A broken entry costs only itself. Raises ``UserError`` where it is no calendar."""
    draft, kept = _read(text, name, venue)
    if kept is None:
        return draft
    shown, _none = _read(write(kept).decode(), name, venue)
    return restored(draft, kept, shown, {uid_of(session): session.id for session in kept.sessions})


def _read(text: str, name: str, venue: ZoneInfo) -> tuple[ProgrammeDraft, ProgrammeDraft | None]:
    notes = Notes()
    head, blocks = _split(text)
    if not any(line.strip().upper() == "BEGIN:VCALENDAR" for line in head):
        raise UserError(no_programme(name))
    zones = CalendarZones(venue, [block.text() for block in blocks if block.name == "VTIMEZONE"])
    rooms: dict[str, DraftRoom] = {}
    sessions: dict[str, DraftSession] = {}
    kept_sessions: dict[str, Any] = {}
    for block in blocks:
        if block.name == "VEVENT":
            session, kept = _read_block(block, zones, rooms, notes)
            if session is not None and _is_newer(session, sessions.get(session.ref), notes):
                sessions[session.ref] = session
                if kept is not None:
                    kept_sessions[session.ref] = kept
    draft = ProgrammeDraft(
        format=FORMAT,
        source=_source(sessions, head),
        sessions=tuple(sessions.values()),
        rooms=tuple(rooms.values()),
        problems=tuple(notes.problems),
        says=SAYS,
        is_whole=notes.is_whole,
        unread=frozenset(notes.unread),
    )
    return draft, _kept(head, list(kept_sessions.values()))


def _split(text: str) -> tuple[list[str], list[_Block]]:
    """The calendar's own lines, and its components."""
    head: list[str] = []
    blocks: list[_Block] = []
    depth: list[str] = []
    for number, line in _unfolded(text):
        word, _colon, value = line.partition(":")
        word, value = word.strip().upper(), value.strip().upper()
        if word == "BEGIN" and value in ("VEVENT", "VTIMEZONE", "VTODO", "VJOURNAL", "VFREEBUSY"):
            depth = [value]
            blocks.append(_Block(value, number, [line]))
        elif depth:
            blocks[-1].lines.append(line)
            if word == "BEGIN":
                depth.append(value)
            elif word == "END" and value in depth:
                del depth[depth.index(value) :]
                blocks[-1].is_closed = not depth
        elif line.strip():
            head.append(line)
    return head, blocks


def _unfolded(text: str) -> Iterator[tuple[int, str]]:
    """Lines with their numbers; one that begins with a space goes on from the one before."""
    start, parts = 1, [""]
    for number, line in enumerate(text.replace("\r\n", "\n").replace("\r", "\n").split("\n"), 1):
        if line[:1] in (" ", "\t") and (parts[0] or len(parts) > 1):
            parts.append(line[1:])
            continue
        if parts[0]:
            yield start, "".join(parts)
        start, parts = number, [line]
    if parts[0]:
        yield start, "".join(parts)


def _read_block(
    block: _Block, zones: CalendarZones, rooms: dict[str, DraftRoom], notes: Notes
) -> tuple[DraftSession | None, Any]:
    place = _("entry in line {n}").format(n=block.line)
    if not block.is_closed:
        notes.is_whole = False
        words = _("The file breaks off in this entry: it was left out, and nothing is withdrawn. Export it again.")
        notes.tell(place, words, row=block.line, is_lost=True)
        return None, None
    try:
        entry = icalendar.Event.from_ical(block.text())
        session = _read_entry(entry, place, block.line, zones, rooms, notes)
    except (ValueError, TypeError, KeyError, AttributeError, IndexError, OverflowError) as error:
        notes.lose(
            place,
            "",
            _("This entry cannot be read ({reason}). Correct it in the other program.").format(
                reason=clean(str(error))[:80]
            ),
            row=block.line,
        )
        return None, None
    return session, _unpacked(entry.get(SESSION))


def _read_entry(
    entry: Any, place: str, line: int, zones: CalendarZones, rooms: dict[str, DraftRoom], notes: Notes
) -> DraftSession | None:
    title = notes.line(_one(entry, "SUMMARY"), place, row=line, column="SUMMARY")
    ref = clean(str(_one(entry, "UID") or ""))[:400] or fold(title)[:200]
    if "RECURRENCE-ID" in entry:
        ref += "#" + str(_one(entry, "RECURRENCE-ID").dt)
    if not title:
        notes.lose(place, ref, _("This entry has no title (SUMMARY). Give it one, then import again."), row=line)
        return None
    found = _times(entry, place, line, title, ref, zones, notes)
    if found is None:
        return None
    starts_at, minutes = found
    if "RRULE" in entry or "RDATE" in entry:
        notes.tell(place, _("This entry repeats; only the first time is imported."), row=line, value=title)
    abstract = notes.lines(_one(entry, "DESCRIPTION"), place, row=line, column="DESCRIPTION")
    tracks = [str(cat) for cat in _all_categories(entry)]
    room = notes.line(_one(entry, "LOCATION"), place, row=line, column="LOCATION")
    if room:
        rooms.setdefault(room, DraftRoom(room, {tag_of(room): room}))
    sequence = _one(entry, "SEQUENCE")
    is_cancelled = str(_one(entry, "STATUS") or "").upper() == "CANCELLED"
    return DraftSession(
        ref=ref,
        type=type_of(tracks[0] if len(tracks) > 1 else "", title),
        title={_language(entry, "SUMMARY", title): title},
        minutes=minutes,
        starts_at=starts_at,
        room=room or None,
        abstract={_language(entry, "DESCRIPTION", abstract): abstract} if abstract else {},
        track=notes.line(", ".join(tracks), place, row=line, column="CATEGORIES"),
        state="cancelled" if is_cancelled else "planned",
        sequence=int(sequence) if ref.endswith(DOMAIN) and sequence is not None and 0 <= sequence < 1e6 else None,
        id=ref.removesuffix(DOMAIN) if ref.endswith(DOMAIN) else "",
        place=place,
    )


def _one(entry: Any, name: str) -> Any:
    value = entry.get(name)
    return value[0] if isinstance(value, list) else value


def _all_categories(entry: Any) -> list[str]:
    value = entry.get("CATEGORIES")
    lists = value if isinstance(value, list) else [value] if value is not None else []
    return [clean(str(cat)) for many in lists for cat in getattr(many, "cats", [many]) if clean(str(cat))]


def _language(entry: Any, name: str, text: str) -> str:
    params = getattr(_one(entry, name), "params", {})
    return tag_of(text, str(params.get("LANGUAGE", "")))


def _times(
    entry: Any, place: str, line: int, title: str, ref: str, zones: CalendarZones, notes: Notes
) -> tuple[datetime | None, int] | None:
    """Start and length; an entry for whole days waits for a time."""
    start = _one(entry, "DTSTART")
    if start is None or not isinstance(getattr(start, "dt", None), date):
        notes.lose(place, ref, _("This entry has no start. Give it one, then import again."), row=line, value=title)
        return None
    if is_day(start.dt):
        words = _("This entry is for whole days: it is imported without a time. Give it one in the agenda.")
        notes.tell(place, words, row=line, value=title)
        return None, _UNTIMED_MINUTES
    starts_at, doubt = read_start(start, zones)
    if doubt:
        notes.tell(place, doubt, row=line, column="DTSTART", value=title)
    minutes = minutes_between(starts_at, _one(entry, "DTEND"), _one(entry, "DURATION"), zones)
    if minutes is None or not is_length(minutes) or not FIRST_YEAR <= starts_at.year <= LAST_YEAR:
        words = _("It is not clear how long this entry is. Correct its end (DTEND), then import again.")
        notes.lose(place, ref, words, row=line, value=title)
        return None
    return starts_at.replace(second=0, microsecond=0), minutes


def _is_newer(session: DraftSession, before: DraftSession | None, notes: Notes) -> bool:
    """Of two entries with the same UID the later version counts (RFC 5545: the higher SEQUENCE)."""
    if before is None:
        return True
    notes.tell(session.place, _("This entry is in the file twice; the later version counts."))
    return (session.sequence or 0) >= (before.sequence or 0)


def _source(sessions: dict[str, DraftSession], head: list[str]) -> str:
    domains = Counter(ref.rpartition("@")[2].lower() for ref in sessions if "@" in ref)
    if domains:
        return "ics:" + domains.most_common(1)[0][0][:80]
    prodid = next((line.partition(":")[2] for line in head if line.upper().startswith("PRODID")), "")
    return "ics:" + fold(clean(prodid))[:80]


def _packed(value: Any) -> str:
    """A structure as letters and digits: what other programs do with backslashes and line ends cannot harm it."""
    return base64.b64encode(json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()).decode()


def _unpacked(value: Any) -> Any:
    try:
        return None if value is None else json.loads(base64.b64decode(str(value).strip(), validate=True))
    except (ValueError, RecursionError):
        return None


def _kept(head: list[str], sessions: list[Any]) -> ProgrammeDraft | None:
    line = next((line for line in head if line.upper().startswith(AGENDA)), None)
    if line is None:
        return None
    whole = _unpacked(line.partition(":")[2])
    if not isinstance(whole, dict) or not isinstance(whole.get("sessions"), list):
        return None
    return from_kept(whole | {"sessions": [*sessions, *whole["sessions"]]})


def write(draft: ProgrammeDraft) -> bytes:
    """The whole programme as one calendar: cancelled sessions are in it as such, so that calendars take them out."""
    heading = draft.heading
    assert heading is not None, "a draft that is written says what it is of"
    calendar = icalendar.Calendar()
    calendar.add("prodid", PRODID)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", heading.title)
    calendar.add("x-wr-timezone", heading.timezone)
    kept = to_kept(draft)
    in_entries = {s.id for s in draft.sessions if s.starts_at is not None}
    whole = {s["id"]: s for s in kept["sessions"]}
    rest = kept | {"sessions": [s for s in kept["sessions"] if s["id"] not in in_entries]}
    calendar.add(AGENDA, _packed(rest))
    for session in draft.sessions:
        if session.starts_at is not None:
            calendar.add_component(_entry(draft, session, whole[session.id]))
    if in_entries and heading.timezone not in ("UTC", "Etc/UTC"):
        years = [s.starts_at.year for s in draft.sessions if s.starts_at]
        calendar.add_missing_timezones(date(min(years) - 1, 1, 1), date(max(years) + 2, 1, 1))
    written: bytes = calendar.to_ical()
    return written


def _entry(draft: ProgrammeDraft, session: DraftSession, kept: Any) -> Any:
    heading = draft.heading
    assert heading is not None, "a draft that is written says what it is of"
    assert session.starts_at is not None, "only scheduled sessions are entries"
    entry = icalendar.Event()
    entry.add("uid", uid_of(session))
    entry.add("dtstamp", heading.made_at.astimezone(UTC))
    if session.modified_at is not None:
        entry.add("last-modified", session.modified_at.astimezone(UTC).replace(microsecond=0))
    entry.add("sequence", session.sequence or 0)
    entry.add("dtstart", _local(session.starts_at, heading.zone))
    entry.add("dtend", _local(session.starts_at + timedelta(minutes=session.minutes), heading.zone))
    _add_text(entry, "summary", dict(session.title), draft.language)
    description = _description(draft, session)
    if description:
        _add_text(entry, "description", {**session.abstract, draft.language: description}, draft.language)
    room = next((room for room in draft.rooms if room.key == session.room), None)
    if room is not None:
        entry.add("location", text_in(room.name, draft.language))
    if session.track:
        entry.add("categories", [session.track])
    entry.add("status", "CANCELLED" if session.state == "cancelled" else "CONFIRMED")
    entry.add("transp", "TRANSPARENT" if session.state == "cancelled" else "OPAQUE")
    entry.add(SESSION, _packed(kept))
    return entry


def _add_text(entry: Any, name: str, text: dict[str, str], language: str) -> None:
    shown = text_in(text, language)
    tag = next((tag for tag in (language, "en", *text) if text.get(tag) == shown), language)
    entry.add(name, shown, parameters={"LANGUAGE": tag})


def _description(draft: ProgrammeDraft, session: DraftSession) -> str:
    heading, at = draft.heading, session.starts_at
    assert heading is not None, "a draft that is written says what it is of"
    assert at is not None, "only scheduled sessions are entries"
    speakers = {speaker.key: speaker for speaker in draft.speakers}
    lines = []
    for slot in session.slots:
        lines.append(slot_line(draft, slot, write_clock(at, heading.zone), speakers))
        at += timedelta(minutes=slot.minutes)
    people = dict.fromkeys(speakers[a.speaker].name for a in session.appearances if a.speaker in speakers)
    parts = [text_in(dict(session.abstract), draft.language), "\n".join(lines), ", ".join(people)]
    return "\n\n".join(filter(None, parts))


def _local(moment: datetime, zone: ZoneInfo) -> datetime:
    """Venue time; UTC where the venue's clocks show the time twice, or the venue keeps UTC."""
    local = moment.astimezone(zone)
    if zone.key in ("UTC", "Etc/UTC") or in_venue(local.replace(tzinfo=None, fold=0), zone)[1]:
        return moment.astimezone(UTC)
    return local
