"""The programme of one event as plain values: what the engine checks, screens show and formats write."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cached_property
from typing import Any
from zoneinfo import ZoneInfo

from o2o_events.db.columns import LocalizedText
from o2o_events.i18n import language

Interval = tuple[datetime, datetime]
"""From the first moment to the one after the last, aware."""


def text_in(text: LocalizedText, tag: str | None = None) -> str:
    """A text in a language (the present one without ``tag``), else in English, else in any; "" where there is none."""
    return text.get(tag or language()) or text.get("en") or next((t for t in text.values() if t), "")


@dataclass(frozen=True)
class Room:
    """A room; ``position`` is its place from left to right."""

    id: str
    name: LocalizedText
    capacity: int | None = None
    position: int = 0
    source_ref: str = ""

    @property
    def label(self) -> str:
        return text_in(self.name)


@dataclass(frozen=True)
class Speaker:
    """Somebody on the programme; ``available`` is when they can be there, None for always."""

    id: str
    name: str
    own_script_name: str = ""
    person: str | None = None
    economy: str | None = None
    organisation: str = ""
    position: str = ""
    biography: LocalizedText = field(default_factory=dict)
    photo: str = ""
    available: tuple[Interval, ...] | None = None
    source_ref: str = ""


@dataclass(frozen=True)
class Appearance:
    """A speaker's part: ``role`` is a code of agenda/roles.py; ``slot`` None for the whole session."""

    id: str
    speaker: str
    session: str
    role: str
    slot: str | None = None
    position: int = 0


@dataclass(frozen=True)
class Slot:
    """A presentation inside a session; its start follows from those before it."""

    id: str
    session: str
    position: int
    title: LocalizedText
    minutes: int
    practice: str | None = None
    source_ref: str = ""

    @property
    def label(self) -> str:
        return text_in(self.title)


@dataclass(frozen=True)
class AgendaSession:
    """One session with its slots in order. Without ``starts_at`` it is not scheduled."""

    id: str
    type: str
    title: LocalizedText
    minutes: int
    starts_at: datetime | None = None
    room: str | None = None
    abstract: LocalizedText = field(default_factory=dict)
    track: str = ""
    language: str = ""
    expected: int | None = None
    state: str = "planned"
    sequence: int = 0
    source_ref: str = ""
    extra: Mapping[str, Any] = field(default_factory=dict)
    slots: tuple[Slot, ...] = ()
    appearances: tuple[Appearance, ...] = ()

    @property
    def label(self) -> str:
        return text_in(self.title)

    @property
    def is_cancelled(self) -> bool:
        return self.state == "cancelled"

    @property
    def ends_at(self) -> datetime | None:
        return None if self.starts_at is None else self.starts_at + timedelta(minutes=self.minutes)

    def slot_times(self) -> Iterator[tuple[Slot, datetime | None]]:
        """Each slot with its start: the session's start, and then one after the other."""
        at = self.starts_at
        for slot in self.slots:
            yield slot, at
            at = None if at is None else at + timedelta(minutes=slot.minutes)


@dataclass(frozen=True)
class Programme:
    """The whole programme of an event: rooms by position, sessions by start (those without one last)."""

    event: str
    timezone: str
    days: tuple[date, ...]
    rooms: tuple[Room, ...] = ()
    speakers: tuple[Speaker, ...] = ()
    sessions: tuple[AgendaSession, ...] = ()

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.timezone)

    @cached_property
    def rooms_by_id(self) -> dict[str, Room]:
        return {room.id: room for room in self.rooms}

    @cached_property
    def speakers_by_id(self) -> dict[str, Speaker]:
        return {speaker.id: speaker for speaker in self.speakers}

    @cached_property
    def sessions_by_id(self) -> dict[str, AgendaSession]:
        return {session.id: session for session in self.sessions}
