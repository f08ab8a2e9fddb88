"""Time: the wall clock, and the hybrid logical clock that orders what desks write.

A hybrid logical clock (Kulkarni et al., 2014) never goes back and never falls behind anything it
has seen. Here its counter is folded into the microseconds of the moment, so that one integer is
both a sortable stamp and, to within a few microseconds, the time of day.
"""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
WallClock = Callable[[], datetime]
"""Answers the present moment, aware, in UTC."""


def system_time() -> datetime:
    return datetime.now(UTC)


def to_microseconds(moment: datetime) -> int:
    """Microseconds since 1970 of an aware moment."""
    return (moment - EPOCH) // timedelta(microseconds=1)


def from_microseconds(value: int) -> datetime:
    """The aware UTC moment of microseconds since 1970."""
    return EPOCH + timedelta(microseconds=value)


MOST_DRIFT = timedelta(hours=12)
"""How far ahead of the wall clock a stamp may be and still tell when something happened.

A clock that was hours fast keeps the order of what was done; one that was a day off, or a date typed
wrong, must not move a whole day's entries to another day.
"""


def next_stamp(wall: datetime, latest_known: int) -> int:
    """The stamp of something written now: after the wall clock and after all that is known."""
    return max(to_microseconds(wall), latest_known + 1)


def is_near(moment: datetime, wall: datetime) -> bool:
    """Whether a moment is not so far ahead of the wall clock that one of the two must be wrong."""
    return moment - wall <= MOST_DRIFT


def field_stamp(stamp: int, desk: str) -> str:
    """A stamp made unique by its desk; sorts as text in the order of time."""
    return f"{stamp:016x}.{desk}"
