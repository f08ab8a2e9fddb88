"""What clashes are found with: sessions as numbers that compare fast, and what they are checked against (pure)."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import time
from typing import NamedTuple

from o2o_events.agenda.clash import About, Span
from o2o_events.agenda.programme import AgendaSession, Programme

FOR_EVERYBODY = frozenset({"break", "lunch", "group_photo", "reception"})
"""Without a room of their own, these are for everybody."""
Hours = tuple[time, time]
"""When a day opens and closes, in venue time."""


class Timed(NamedTuple):
    """A session that takes place, as numbers that compare fast."""

    start: float
    end: float
    session: AgendaSession

    @property
    def is_for_everybody(self) -> bool:
        return self.session.room is None and self.session.type in FOR_EVERYBODY


@dataclass(frozen=True)
class Frame:
    """What sessions are checked against."""

    programme: Programme
    walking: float
    hours: Hours | None
    open_spans: tuple[Span, ...]
    days: tuple[Span, ...]


def timed_of(session: AgendaSession) -> Timed | None:
    """None where it has no time."""
    if session.starts_at is None:
        return None
    start = session.starts_at.timestamp()
    return Timed(start, start + session.minutes * 60, session)


def in_order(first: Timed, second: Timed) -> tuple[Timed, Timed]:
    """By start, and by id where they start together, so that a clash reads the same however it was found."""
    return (first, second) if (first.start, first.session.id) <= (second.start, second.session.id) else (second, first)


def about_in(frame: Frame) -> Callable[..., About]:
    """What makes an ``About`` of sessions and its other fields."""
    zone = frame.programme.zone

    def about(*sessions: AgendaSession, **fields: object) -> About:
        return About(sessions, zone, **fields)  # type: ignore[arg-type]  # whichever of its fields

    return about
