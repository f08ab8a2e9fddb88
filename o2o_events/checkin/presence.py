"""How long people were inside, and how many at once (pure)."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from o2o_events.checkin.rules import Passage

Stay = tuple[datetime, datetime | None]
"""From an entry to the exit after it; None where nobody saw them leave."""


def stays(passages: Iterable[Passage], ends_at: datetime | None) -> list[Stay]:
    """One person's stays, each from an entry to the exit after it.

    Who did not scan out stays until the end, where that is known and after the entry; an exit at the moment of an
    entry is taken to be before it.
    """
    found: list[Stay] = []
    since: datetime | None = None
    for passage in sorted(passages, key=lambda p: (p.at, p.is_entry)):
        if passage.is_entry:
            since = since or passage.at
        elif since is not None:
            found.append((since, passage.at))
            since = None
    if since is not None:
        found.append((since, None if ends_at is None else max(ends_at, since)))
    return found


def minutes_inside(own: Iterable[Stay]) -> int | None:
    """Whole minutes of all stays together; None where one has no end."""
    total = timedelta()
    for since, until in own:
        if until is None:
            return None
        total += until - since
    return total // timedelta(minutes=1)


def peak_inside(everybody: Iterable[Iterable[Stay]]) -> int:
    """The most people inside at once; who leaves makes room for who enters at the same moment."""
    changes: list[tuple[datetime, int]] = []
    for own in everybody:
        for since, until in own:
            changes.append((since, 1))
            if until is not None:
                changes.append((until, -1))
    inside = most = 0
    for _at, change in sorted(changes):
        inside += change
        most = max(most, inside)
    return most
