"""A programme as a file says it: rooms, sessions, slots and speakers by the file's own names for them (pure).

Every reader makes a ``ProgrammeDraft`` and every writer takes one. Things point to each other by ``key``: our id
where the file is one of ours, else the other program's.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Final
from zoneinfo import ZoneInfo

from o2o_events.agenda.programme import AgendaSession, Appearance, Interval, Programme
from o2o_events.db.columns import LocalizedText
from o2o_events.i18n import language

SESSION_FIELDS: Final = (
    "type",
    "title",
    "abstract",
    "track",
    "language",
    "expected",
    "state",
    "starts_at",
    "minutes",
    "room",
    "slots",
    "appearances",
    "extra",
)
FILES: Final = "files"
"""The part of a session's ``extra`` in which an import remembers what files said; never handed on."""


@dataclass(frozen=True)
class DraftProblem:
    """What is wrong in a file: ``place`` in words, ``row`` where it has rows; ``is_lost`` where nothing came of it."""

    place: str
    message: str
    row: int | None = None
    column: str = ""
    value: str = ""
    is_lost: bool = False


@dataclass(frozen=True)
class DraftRoom:
    ref: str
    name: LocalizedText
    capacity: int | None = None
    id: str = ""

    @property
    def key(self) -> str:
        return self.id or self.ref


@dataclass(frozen=True)
class DraftSpeaker:
    """Somebody on the programme. What a file does not say is empty, and then changes nothing."""

    ref: str
    name: str
    own_script_name: str = ""
    economy: str | None = None
    organisation: str = ""
    position: str = ""
    biography: LocalizedText = field(default_factory=dict)
    available: tuple[Interval, ...] | None = None
    id: str = ""

    @property
    def key(self) -> str:
        return self.id or self.ref


@dataclass(frozen=True)
class DraftAppearance:
    """A part in a session or slot; ``speaker`` is a key."""

    speaker: str
    role: str
    id: str = ""


@dataclass(frozen=True)
class DraftSlot:
    ref: str
    title: LocalizedText
    minutes: int
    practice: str | None = None
    appearances: tuple[DraftAppearance, ...] = ()
    id: str = ""


@dataclass(frozen=True)
class DraftSession:
    """One session; ``room`` is a key, ``place`` where the file has it, in words."""

    ref: str
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
    sequence: int | None = None
    slots: tuple[DraftSlot, ...] = ()
    appearances: tuple[DraftAppearance, ...] = ()
    extra: Mapping[str, Any] = field(default_factory=dict)
    id: str = ""
    place: str = ""
    modified_at: datetime | None = None

    @property
    def key(self) -> str:
        return self.id or self.ref


@dataclass(frozen=True)
class Heading:
    """What a file says of the event itself."""

    code: str
    title: str
    venue: str
    timezone: str
    days: tuple[date, ...]
    made_at: datetime

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.timezone)


@dataclass(frozen=True)
class ProgrammeDraft:
    """A whole file. ``source`` names who keeps it, the same for every later version of the same programme.

    ``says`` are the fields of sessions that this kind of file states; others stay as they are. ``has_all_languages``:
    its texts are in every language they are meant to have, so that one it does not have is taken away. ``is_whole``
    is false for a file that breaks off: then nothing is withdrawn. ``unread`` are sessions named but not understood.
    """

    format: str
    source: str
    sessions: tuple[DraftSession, ...] = ()
    rooms: tuple[DraftRoom, ...] = ()
    speakers: tuple[DraftSpeaker, ...] = ()
    problems: tuple[DraftProblem, ...] = ()
    says: frozenset[str] = frozenset(SESSION_FIELDS)
    has_all_languages: bool = False
    is_whole: bool = True
    is_ours: bool = False
    unread: frozenset[str] = frozenset()
    heading: Heading | None = None
    language: str = "en"
    """The language that is shown where a format has place for one."""

    @property
    def made_at(self) -> datetime | None:
        """When this program wrote it; None for other programs' files."""
        return self.heading.made_at if self.heading and self.is_ours else None


def draft_of(
    programme: Programme,
    heading: Heading,
    modified: Mapping[str, datetime] | None = None,
    *,
    format: str = "ours",  # noqa: A002 the field's name
) -> ProgrammeDraft:
    """Our programme as a draft that a writer takes, nothing left out but photographs and links to people."""
    modified = modified or {}
    return ProgrammeDraft(
        format=format,
        source="o2o-events",
        rooms=tuple(DraftRoom(r.source_ref, dict(r.name), r.capacity, r.id) for r in programme.rooms),
        speakers=tuple(
            DraftSpeaker(
                s.source_ref,
                s.name,
                s.own_script_name,
                s.economy,
                s.organisation,
                s.position,
                dict(s.biography),
                s.available,
                s.id,
            )
            for s in programme.speakers
        ),
        sessions=tuple(_session(session, modified.get(session.id)) for session in programme.sessions),
        has_all_languages=True,
        is_ours=True,
        heading=heading,
        language=language(),
    )


def _session(session: AgendaSession, modified_at: datetime | None) -> DraftSession:
    return DraftSession(
        ref=session.source_ref,
        type=session.type,
        title=dict(session.title),
        minutes=session.minutes,
        starts_at=session.starts_at,
        room=session.room,
        abstract=dict(session.abstract),
        track=session.track,
        language=session.language,
        expected=session.expected,
        state=session.state,
        sequence=session.sequence,
        slots=tuple(
            DraftSlot(
                slot.source_ref,
                dict(slot.title),
                slot.minutes,
                slot.practice,
                _appearances(session.appearances, slot.id),
                slot.id,
            )
            for slot in session.slots
        ),
        appearances=_appearances(session.appearances, None),
        extra={key: value for key, value in session.extra.items() if key != FILES},
        id=session.id,
        modified_at=modified_at,
    )


def _appearances(appearances: tuple[Appearance, ...], slot: str | None) -> tuple[DraftAppearance, ...]:
    return tuple(DraftAppearance(a.speaker, a.role, a.id) for a in appearances if a.slot == slot)
