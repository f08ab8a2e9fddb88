"""How much of an event somebody attended: parallel sessions are one, doors that nobody scanned are nobody's fault."""

from datetime import UTC, datetime

import pytest

from o2o_events.checkin.attended_shares import most_apart
from o2o_events.checkin.session_attendance import VisitedSession


def session(start: int | None, end: int | None) -> VisitedSession:
    """A session between two hours."""
    starts, ends = (None if hour is None else datetime(2016, 7, 14, hour, tzinfo=UTC) for hour in (start, end))
    return VisitedSession(None, f"{start}-{end}", starts, ends, ())


@pytest.mark.parametrize(
    ("hours", "most"),
    [
        ([], 0),
        ([(9, 10), (10, 11), (11, 12)], 3),
        ([(9, 10), (9, 10), (10, 11)], 2),
        ([(9, 12), (9, 10), (10, 11), (11, 12)], 3),
        ([(9, 12), (11, 13)], 1),
        ([(9, 10), (None, None)], 2),
    ],
)
def test_sessions_at_the_same_time_count_once(hours: list[tuple[int | None, int | None]], most: int) -> None:
    assert most_apart(session(*own) for own in reversed(hours)) == most
