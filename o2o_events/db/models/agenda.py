"""The programme of an event: rooms, sessions, slots, speakers, who does what, and what was released."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from o2o_events.db.base import QUIET, Base, Replicated
from o2o_events.db.columns import Json, LocalizedText


def _of_event() -> Mapped[str]:
    return mapped_column(ForeignKey("event.id", deferrable=True, initially="DEFERRED"), index=True)


def _points_to(table: str) -> Any:
    return mapped_column(ForeignKey(f"{table}.id", deferrable=True, initially="DEFERRED"), index=True)


class RoomRow(Replicated, Base):
    """A room of the venue; ``position`` is its column in the grid, ``capacity`` how many may sit."""

    __tablename__ = "room"

    event: Mapped[str] = _of_event()
    name: Mapped[LocalizedText]
    capacity: Mapped[int | None]
    position: Mapped[int] = mapped_column(default=0, info=QUIET)
    source_ref: Mapped[str] = mapped_column(default="", info=QUIET)


class SessionRow(Replicated, Base):
    """One session. Without ``starts_at`` or ``room`` it waits in the unscheduled list.

    ``type`` is a code of agenda/session_types.py; ``state`` is planned or cancelled; ``expected`` how many people
    are expected; ``sequence`` counts the changes that a calendar shows (RFC 5545); ``source_ref`` is the id under
    which another program knows it; ``extra`` what that program said and we only hand on.
    """

    __tablename__ = "agenda_session"

    event: Mapped[str] = _of_event()
    type: Mapped[str]
    title: Mapped[LocalizedText]
    abstract: Mapped[LocalizedText] = mapped_column(default=dict)
    track: Mapped[str] = mapped_column(default="")
    language: Mapped[str] = mapped_column(default="")
    room: Mapped[str | None] = _points_to("room")
    starts_at: Mapped[datetime | None]
    minutes: Mapped[int]
    expected: Mapped[int | None]
    state: Mapped[str] = mapped_column(default="planned")
    sequence: Mapped[int] = mapped_column(default=0, info=QUIET)
    source_ref: Mapped[str] = mapped_column(default="", info=QUIET)
    extra: Mapped[dict[str, Any]] = mapped_column(Json, default=dict, info=QUIET)


class SlotRow(Replicated, Base):
    """A presentation inside a session; slots follow each other by ``position``."""

    __tablename__ = "slot"

    event: Mapped[str] = _of_event()
    session: Mapped[str] = _points_to("agenda_session")
    position: Mapped[int] = mapped_column(info=QUIET)
    title: Mapped[LocalizedText]
    minutes: Mapped[int]
    practice: Mapped[str | None] = _points_to("practice")
    source_ref: Mapped[str] = mapped_column(default="", info=QUIET)


class SpeakerRow(Replicated, Base):
    """Somebody on the programme; ``person`` is set once they are registered.

    ``photo`` is a JPEG in base64; ``available`` is the times they can be there, as pairs of ISO moments, none for
    always.
    """

    __tablename__ = "speaker"

    event: Mapped[str] = _of_event()
    person: Mapped[str | None] = _points_to("person")
    name: Mapped[str]
    own_script_name: Mapped[str] = mapped_column(default="")
    economy: Mapped[str | None]
    organisation: Mapped[str] = mapped_column(default="")
    position: Mapped[str] = mapped_column(default="")
    biography: Mapped[LocalizedText] = mapped_column(default=dict)
    photo: Mapped[str] = mapped_column(default="")
    available: Mapped[list[list[str]] | None] = mapped_column(Json)
    source_ref: Mapped[str] = mapped_column(default="", info=QUIET)


class AppearanceRow(Replicated, Base):
    """Somebody's part in a session, or in one slot of it, with a role of agenda/roles.py."""

    __tablename__ = "appearance"

    event: Mapped[str] = _of_event()
    speaker: Mapped[str] = _points_to("speaker")
    session: Mapped[str] = _points_to("agenda_session")
    slot: Mapped[str | None] = _points_to("slot")
    role: Mapped[str]
    position: Mapped[int] = mapped_column(default=0, info=QUIET)


class ReleaseRow(Replicated, Base):
    """A released version of the agenda: the whole programme as it was, compressed JSON in base64."""

    __tablename__ = "agenda_release"

    event: Mapped[str] = _of_event()
    number: Mapped[int]
    released_at: Mapped[datetime]
    note: Mapped[str] = mapped_column(default="")
    content: Mapped[str]
