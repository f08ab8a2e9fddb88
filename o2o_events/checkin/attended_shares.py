"""Who attended how much of an event: days, and sessions as far as their doors were scanned."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import select

from o2o_events.checkin.checkpoints import get_checkpoint
from o2o_events.checkin.one_place import one_place_each
from o2o_events.checkin.queries import AttendanceRow, attendance_rows
from o2o_events.checkin.session_attendance import VisitedSession, visited_sessions
from o2o_events.db.models import RegistrationRow
from o2o_events.db.transaction import Tx
from o2o_events.registers.events import Event

_LAST = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True)
class AttendedShare:
    """One person's days and sessions of an event, out of those that one person could attend."""

    registration: str
    row: AttendanceRow
    days: int
    of_days: int
    sessions: int
    of_sessions: int

    def percent(self, measure: str) -> float:
        """The share of ``days`` or ``sessions`` in hundredths; nothing of nothing is nothing."""
        part, whole = (self.days, self.of_days) if measure == "days" else (self.sessions, self.of_sessions)
        return 100 * part / whole if whole else 0.0


def attended_shares(tx: Tx, event: Event) -> list[AttendedShare]:
    """Everybody registered or confirmed, in APEC's order, then by family name.

    Of sessions at the same time one person attends one: the whole is the most that follow one another, and so is
    each person's part. A session without a door counts on neither side.
    """
    visited = visited_sessions(tx, event)
    own = select(RegistrationRow.person, RegistrationRow.id).where(
        RegistrationRow.event == event.id, ~RegistrationRow.deleted
    )
    again = one_place_each(tx, event.id, ())
    registrations = {row.person: row.id for row in tx.execute(own) if row.id not in again}
    seen: dict[str, list[VisitedSession]] = {}
    for session in visited:
        for visit in session.visits:
            seen.setdefault(visit.holder, []).append(session)
    whole = most_apart(visited)
    shares = []
    for row in attendance_rows(tx, event, get_checkpoint(tx, event)):
        registration = registrations[row.person]
        days = sum(day.entries > 0 for day in row.days)
        sessions = most_apart(seen.get(registration, ()))
        shares.append(AttendedShare(registration, row, days, len(event.days), sessions, whole))
    return shares


def most_apart(sessions: Iterable[VisitedSession]) -> int:
    """The most of these sessions that do not overlap; one whose times are not known overlaps none."""
    count, free_at = 0, None
    for session in sorted(sessions, key=lambda s: s.ends_at or _LAST):
        if session.starts_at is None or session.ends_at is None:
            count += 1
        elif free_at is None or session.starts_at >= free_at:
            count, free_at = count + 1, session.ends_at
    return count
