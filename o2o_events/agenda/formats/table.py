"""A programme as a table, a row a session, in our layout or another program's (pure)."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from o2o_events.agenda.formats.draft import (
    DraftAppearance,
    DraftRoom,
    DraftSession,
    DraftSpeaker,
)
from o2o_events.agenda.formats.frab import without_surrogates
from o2o_events.agenda.formats.problems import FIRST_YEAR, LAST_YEAR, Notes, is_length
from o2o_events.agenda.formats.table_headings import PEOPLE_PREFIX, find_column, part_of
from o2o_events.agenda.formats.table_people import read_people
from o2o_events.agenda.formats.times import moment_on, read_clock, read_duration, split_range
from o2o_events.agenda.formats.vocabulary import find_role, find_type, language_tag, role_in, tag_of, type_of
from o2o_events.agenda.roles import CODES as ROLES
from o2o_events.db.columns import LocalizedText
from o2o_events.i18n import _
from o2o_events.people.dates import habit_of, read_days
from o2o_events.people.fields import word_key
from o2o_events.text import clean, fold

_CANCELLED = tuple(
    map(
        word_key,
        ("cancelled", "canceled", "cancel", "withdrawn", "取消", "已取消", "hủy", "đã hủy", "cancelada", "cancelado"),
    )
)


@dataclass(frozen=True)
class Sheet:
    """One table: its headings and rows, with the numbers rows have in the file."""

    name: str
    headings: Sequence[str]
    rows: Sequence[Sequence[str]]
    numbers: Sequence[int]
    wishes: Mapping[int, str] = field(default_factory=dict)
    """Column -> field, chosen by hand ("" for none)."""


@dataclass(frozen=True)
class Row:
    """One row by field: text by language ("" where the column names none)."""

    number: int
    cells: dict[str, dict[str, str]]
    headings: dict[str, str]

    def one(self, name: str) -> str:
        return next((text for text in self.cells.get(name, {}).values() if text), "")


def rows_of(sheet: Sheet, kind: str) -> list[Row]:
    """The rows that are not empty, cells by what their columns are; long texts put together from their parts."""
    columns: list[tuple[int, str, str, int]] = []
    headings: dict[str, str] = {}
    for index, heading in enumerate(sheet.headings):
        found = (sheet.wishes[index], "") if index in sheet.wishes else find_column(heading, kind)
        if found is None or not found[0]:
            continue
        name, tag = found
        part = part_of(heading)
        if any((n, t) == (name, tag) and p >= part for _i, n, t, p in columns) and index not in sheet.wishes:
            continue
        columns.append((index, name, tag, part))
        headings.setdefault(name, clean(heading))
    rows = []
    for number, cells in zip(sheet.numbers, sheet.rows, strict=True):
        read: dict[str, dict[str, str]] = {}
        for index, name, tag, _part in columns:
            text = cells[index] if index < len(cells) else ""
            if text.strip():
                texts = read.setdefault(name, {})
                texts[tag] = texts.get(tag, "") + text
        if read:
            rows.append(Row(number, read, headings))
    return rows


@dataclass
class Reading:
    """One file's tables being read."""

    zone: ZoneInfo
    economy: str | None
    days: Sequence[date]
    notes: Notes
    rooms: dict[str, DraftRoom] = field(default_factory=dict)
    speakers: dict[str, DraftSpeaker] = field(default_factory=dict)
    by_name: dict[str, list[str]] = field(default_factory=dict)
    refs: set[str] = field(default_factory=set)
    is_ours: bool = False
    last_day: date | None = None

    def add_speaker(self, speaker: DraftSpeaker) -> str:
        self.speakers[speaker.key] = speaker
        self.by_name.setdefault(fold(speaker.name), []).append(speaker.key)
        return speaker.key

    def speaker(self, name: str, ref: str) -> str:
        """The key of somebody named in a cell; who is not on the sheet of speakers is added."""
        if ref in self.speakers:
            return ref
        known = self.by_name.get(fold(name))
        if known:
            return known[0]
        return self.add_speaker(DraftSpeaker("name:" + fold(name), name))


def place_of(row: Row, sheet: str) -> str:
    if sheet:
        return _("sheet “{sheet}”, row {row}").format(sheet=sheet, row=row.number)
    return _("row {row}").format(row=row.number)


def texts(row: Row, name: str, place: str, notes: Notes, *, lines: bool = False, language: str = "") -> LocalizedText:
    """A text in every language the row has it in; without one named, in the language it seems to be in."""
    read = notes.lines if lines else notes.line
    found: LocalizedText = {}
    for tag, text in row.cells.get(name, {}).items():
        cleaned = read(text, place, row=row.number, column=row.headings[name])
        if cleaned:
            found.setdefault(tag or tag_of(cleaned, language), cleaned)
    return found


def read_session(row: Row, sheet: str, reading: Reading) -> DraftSession | None:
    """One row; None where it is no session or cannot be understood, which is noted."""
    notes, place = reading.notes, place_of(row, sheet)
    ref = notes.line(row.one("id"), place, row=row.number, column="ID")
    language = language_tag(row.one("language"))
    title = texts(row, "title", place, notes, language=language)
    if not title:
        notes.lose(place, ref, _("This row has no title. Give it one, then import again."), row=row.number)
        return None
    label = next(iter(title.values()))
    key = ref or fold(label)
    if key in reading.refs:
        notes.tell(
            place,
            _("This session is in the file twice; the first row counts. Give each an ID of its own if they are two."),
            row=row.number,
            value=label,
            is_lost=True,
        )
        return None
    times = _times(row, place, reading)
    if times is None:
        notes.lose(
            place,
            key,
            _("It is not clear when this session is, or how long. Correct its date, start and end, then import again."),
            row=row.number,
            value=f"{label}: {row.one('date')} {row.one('start')}–{row.one('end')} {row.one('minutes')}",
        )
        return None
    reading.refs.add(key)
    starts_at, minutes = times
    kind = _type(row, label)
    return DraftSession(
        ref=notes.line(row.one("ref"), place) if reading.is_ours and ref else key,
        type=kind,
        title=title,
        minutes=minutes,
        starts_at=starts_at,
        room=_room(row, place, reading),
        abstract=texts(row, "abstract", place, notes, lines=True, language=language),
        track=notes.line(row.one("track"), place, row=row.number, column=row.headings.get("track", "")),
        language=language,
        expected=_count(row, "expected", place, notes),
        state="cancelled" if word_key(row.one("state")).startswith(_CANCELLED) else "planned",
        sequence=_sequence(row) if reading.is_ours else None,
        appearances=read_parts(row, place, kind, reading),
        extra=_extra(row),
        id=ref if reading.is_ours else "",
        place=place,
    )


def _type(row: Row, label: str) -> str:
    text = clean(row.one("type"))
    if not text:
        return type_of("", label)
    return find_type(text) or type_of("", label)


def _room(row: Row, place: str, reading: Reading) -> str | None:
    name = reading.notes.line(row.one("room"), place, row=row.number, column=row.headings.get("room", ""))
    if not name:
        return None
    for room in reading.rooms.values():
        if name in room.name.values():
            return room.key
    return reading.rooms.setdefault(name, DraftRoom(name, {tag_of(name): name})).key


def _count(row: Row, name: str, place: str, notes: Notes) -> int | None:
    text = clean(row.one(name)).replace(",", "")
    if not text:
        return None
    if text.isdecimal() and int(text[:12]) <= 1_000_000:
        return int(text)
    notes.tell(
        place,
        _("This is no number of people. Write digits only."),
        row=row.number,
        column=row.headings[name],
        value=text,
    )
    return None


def _times(row: Row, place: str, reading: Reading) -> tuple[datetime | None, int] | None:
    """Start and length of a row; a row without a start waits to be scheduled."""
    start_text, end_text = split_range(row.one("start"))
    end_text = row.one("end") or end_text
    minutes = read_duration(row.one("minutes"))
    day, start_text = _day(row, start_text, reading)
    if not start_text.strip():
        return (None, minutes or 60) if is_length(minutes or 60) and not end_text else None
    if day is None and row.one("date"):
        return None
    clock = read_clock(start_text)
    day = day or (reading.days[0] if len(reading.days) == 1 else None)
    if clock is None or day is None:
        return None
    starts_at, doubt = moment_on(day, clock, reading.zone)
    if minutes is None and end_text:
        minutes = _minutes_to(end_text, starts_at, day, reading)
    if minutes is None or not is_length(minutes) or not FIRST_YEAR <= day.year <= LAST_YEAR:
        return None
    if doubt:
        reading.notes.tell(place, doubt, row=row.number, column=row.headings["start"])
    return starts_at.replace(second=0, microsecond=0), minutes


def _day(row: Row, start: str, reading: Reading) -> tuple[date | None, str]:
    """The day of a row, and what is left of its start: a start may name the day itself."""
    day = _read_day(row.one("date"), reading)
    if row.one("date"):
        if day is None:
            return None, start or "?"
        parts = start.split()
        if len(parts) > 1 and _read_day(parts[0], reading) and read_clock(" ".join(parts[1:])):
            return day, " ".join(parts[1:])
        return day, start
    head, _space, tail = start.strip().replace("T", " ").partition(" ")
    if tail and (named := _read_day(head, reading)):
        return named, tail
    return None, start


def _read_day(text: str, reading: Reading) -> date | None:
    """The only day a text may mean; one of the event's days where several may be meant."""
    if not text.strip() or len(text) > 60:
        return None
    latest = max([day.year for day in reading.days] or [2100])
    found = read_days(text, habit_of(reading.economy), latest=latest + 5, uses_roc=reading.economy == "TW")
    ours = [day for day in found if day in reading.days]
    return next(iter(ours or found), None)


def _minutes_to(text: str, starts_at: datetime, day: date, reading: Reading) -> int | None:
    """Minutes until an end; one before the start is on the next day."""
    head, _space, tail = text.strip().replace("T", " ").partition(" ")
    if tail and (named := _read_day(head, reading)):
        day, text = named, tail
    clock = read_clock(text)
    if clock is None:
        return None
    ends_at, _doubt = moment_on(day, clock, reading.zone)
    if ends_at <= starts_at and not tail:
        ends_at, _doubt = moment_on(day + timedelta(days=1), clock, reading.zone)
        if ends_at - starts_at > timedelta(hours=12):
            return None
    return round((ends_at - starts_at).total_seconds() / 60)


def read_parts(row: Row, place: str, kind: str, reading: Reading) -> tuple[DraftAppearance, ...]:
    """Who does what, by the columns of the roles."""
    found: dict[tuple[str, str], DraftAppearance] = {}
    for role in ROLES:
        cell = row.one(PEOPLE_PREFIX + role)
        given = find_role(role) or role
        if role == "speaker" and not reading.is_ours:
            given = role_in(kind)
        for name, ref in read_people(cell):
            cut = reading.notes.line(name, place, row=row.number)
            if not reading.is_ours and (cut.startswith("?") or "\ufffd" in cut):
                reading.notes.tell(
                    place,
                    _("A letter of this name was lost before the file came here. Correct the name in the agenda."),
                    row=row.number,
                    column=row.headings[PEOPLE_PREFIX + role],
                    value=cut,
                )
            part = DraftAppearance(reading.speaker(cut, ref), given)
            found.setdefault((part.speaker, part.role), part)
    return tuple(found.values())


def _sequence(row: Row) -> int | None:
    text = clean(row.one("sequence"))
    return int(text) if text.isdecimal() and len(text) < 7 else None


def _extra(row: Row) -> dict[str, Any]:
    try:
        value = json.loads(row.one("extra") or "{}")
    except (ValueError, RecursionError):
        return {}
    return dict(without_surrogates(value)) if isinstance(value, dict) else {}
