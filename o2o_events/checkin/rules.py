"""The decision: may this badge pass here now? Pure: facts in, verdict out.

The rules are checked in a fixed order; the first that fails answers. State follows event time, so
the same facts give the same answer whenever they arrive.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum


class Verdict(StrEnum):
    """What a scan is answered. The names are fixed: other programs rely on them."""

    ADMITTED = "admitted"
    EXITED = "exited"
    DUPLICATE = "duplicate"
    NOT_A_BADGE = "not_a_badge"
    UNREADABLE = "unreadable"
    FORGED = "forged"
    FOREIGN = "foreign"
    UNKNOWN = "unknown"
    REVOKED = "revoked"
    WITHDRAWN = "withdrawn"
    NOT_CONFIRMED = "not_confirmed"
    BLOCKED = "blocked"
    OTHER_EVENT = "other_event"
    WRONG_DAY = "wrong_day"
    WRONG_CATEGORY = "wrong_category"
    TOO_EARLY = "too_early"
    TOO_LATE = "too_late"
    FULL = "full"
    LIMIT = "limit"


ACCEPTED = frozenset({Verdict.ADMITTED, Verdict.EXITED})
NEVER_FORCED = frozenset({Verdict.NOT_A_BADGE, Verdict.UNREADABLE, Verdict.FORGED, Verdict.FOREIGN, Verdict.UNKNOWN})
_STATUS_VERDICTS = {
    "registered": None,
    "confirmed": None,
    "not_confirmed": Verdict.NOT_CONFIRMED,
    "waitlisted": Verdict.NOT_CONFIRMED,
    "withdrawn": Verdict.WITHDRAWN,
    "blocked": Verdict.BLOCKED,
}


@dataclass(frozen=True)
class Passage:
    """An accepted entry or exit at the checkpoint that was not undone."""

    at: datetime
    is_entry: bool
    desk: str
    is_forced: bool = False


@dataclass(frozen=True)
class Holder:
    """Whose badge it is, as far as this desk knows.

    ``event`` is the id of the event registered for, None where it is not on this desk. A holder
    whose person is not on this desk yet has the badge's own event and category and no more.
    """

    event: str | None
    category: str | None
    status: str = "confirmed"
    is_revoked: bool = False
    days: tuple[date, ...] | None = None
    valid_from: datetime | None = None
    valid_until: datetime | None = None


@dataclass(frozen=True)
class Gate:
    """What a checkpoint asks for; ``policy`` is once, daily, in-out or every."""

    event: str
    event_days: tuple[date, ...]
    policy: str
    categories: frozenset[str] | None = None
    opens_at: datetime | None = None
    closes_at: datetime | None = None
    capacity: int | None = None
    allows_reentry: bool = True
    max_entries: int | None = None
    minutes_between: int | None = None


@dataclass(frozen=True)
class Case:
    """One scan to decide.

    ``problem`` is what reading the badge already answered. ``passages`` are the holder's own at this
    checkpoint, in any order. ``inside`` counts the others inside at that moment; it is asked only
    where the gate has a capacity. ``day_of`` gives the venue's calendar day of a moment.
    """

    gate: Gate
    at: datetime
    day_of: Callable[[datetime], date]
    is_entry: bool = True
    problem: Verdict | None = None
    holder: Holder | None = None
    passages: tuple[Passage, ...] = ()
    inside: Callable[[], int] = lambda: 0


@dataclass(frozen=True)
class Decision:
    """The verdict and what its sentence needs: the entry that came first, a boundary, the right days."""

    verdict: Verdict
    first: Passage | None = None
    boundary: datetime | None = None
    days: tuple[date, ...] = ()


def decide(case: Case) -> Decision:
    """The answer to a scan, before any force."""
    if case.problem is not None:
        return Decision(case.problem)
    assert case.holder is not None, "a badge that was read has a holder"
    is_of_event = case.holder.event == case.gate.event
    if not case.is_entry and is_of_event:
        return Decision(Verdict.EXITED)
    for rule in _RULES:
        if (decision := rule(case, case.holder)) is not None:
            return decision
    return Decision(Verdict.ADMITTED if case.is_entry else Verdict.EXITED)


def _check_revoked(_case: Case, holder: Holder) -> Decision | None:
    return Decision(Verdict.REVOKED) if holder.is_revoked else None


def _check_event(case: Case, holder: Holder) -> Decision | None:
    return Decision(Verdict.OTHER_EVENT) if holder.event != case.gate.event else None


def _check_status(_case: Case, holder: Holder) -> Decision | None:
    verdict = _STATUS_VERDICTS[holder.status]
    return Decision(verdict) if verdict else None


def _check_day(case: Case, holder: Holder) -> Decision | None:
    days = tuple(d for d in case.gate.event_days if holder.days is None or d in holder.days)
    return None if case.day_of(case.at) in days else Decision(Verdict.WRONG_DAY, days=days)


def _check_category(case: Case, holder: Holder) -> Decision | None:
    allowed = case.gate.categories
    return None if allowed is None or holder.category in allowed else Decision(Verdict.WRONG_CATEGORY)


def _check_window(case: Case, holder: Holder) -> Decision | None:
    opens = [m for m in (case.gate.opens_at, holder.valid_from) if m is not None]
    closes = [m for m in (case.gate.closes_at, holder.valid_until) if m is not None]
    if opens and case.at < max(opens):
        return Decision(Verdict.TOO_EARLY, boundary=max(opens))
    if closes and case.at >= min(closes):
        return Decision(Verdict.TOO_LATE, boundary=min(closes))
    return None


def _check_duplicate(case: Case, _holder: Holder) -> Decision | None:
    first = current_entry(case.gate, case.passages, case.at, case.day_of)
    return Decision(Verdict.DUPLICATE, first=first) if first else None


def current_entry(
    gate: Gate, passages: tuple[Passage, ...], at: datetime, day_of: Callable[[datetime], date]
) -> Passage | None:
    """The entry by which somebody is in at a moment, under the gate's policy; None if they may enter.

    Equal times fail closed: an entry at the same moment counts, an exit at the same moment not yet.
    """
    if gate.policy == "every":
        return None
    known = sorted((p for p in passages if p.at < at or (p.is_entry and p.at == at)), key=lambda p: (p.at, p.is_entry))
    if gate.policy == "daily":
        known = [p for p in known if day_of(p.at) == day_of(at)]
    entry: Passage | None = None
    for passage in known:
        if passage.is_entry:
            entry = entry or passage
        elif gate.allows_reentry and gate.policy != "once":
            entry = None
    return entry


def _check_limit(case: Case, _holder: Holder) -> Decision | None:
    entries = [p for p in case.passages if p.is_entry]
    if case.gate.max_entries is not None and len(entries) >= case.gate.max_entries:
        return Decision(Verdict.LIMIT, first=min(entries, key=lambda p: p.at, default=None))
    if case.gate.minutes_between is not None:
        gap = timedelta(minutes=case.gate.minutes_between)
        near = [p for p in entries if abs(p.at - case.at) < gap]
        if near:
            latest = max(near, key=lambda p: p.at)
            return Decision(Verdict.LIMIT, first=latest, boundary=latest.at + gap)
    return None


def _check_capacity(case: Case, _holder: Holder) -> Decision | None:
    capacity = case.gate.capacity
    return Decision(Verdict.FULL) if capacity is not None and case.inside() >= capacity else None


_RULES = (
    _check_revoked,
    _check_event,
    _check_status,
    _check_day,
    _check_category,
    _check_window,
    _check_duplicate,
    _check_limit,
    _check_capacity,
)
