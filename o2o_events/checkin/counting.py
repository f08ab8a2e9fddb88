"""Counting passages: which entries count, and who is inside (pure)."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime

from o2o_events.checkin.rules import Gate, Passage, current_entry

DayOf = Callable[[datetime], date]


def counting_entries(gate: Gate, passages: Iterable[Passage], day_of: DayOf) -> tuple[list[Passage], int]:
    """One person's entries that count, and how many do not because another desk had let them in before.

    Two desks that have not met both admit the same badge; when their facts come together the earlier
    entry counts and the later is a cross-desk duplicate. A forced entry was meant, and counts.
    """
    kept: list[Passage] = []
    seen: list[Passage] = []
    duplicates = 0
    for passage in sorted(passages, key=lambda p: (p.at, p.desk)):
        if passage.is_entry:
            current = current_entry(gate, tuple(seen), passage.at, day_of)
            if current is not None and current.desk != passage.desk and not passage.is_forced:
                duplicates += 1
                continue
            kept.append(passage)
        seen.append(passage)
    return kept, duplicates


def count_inside(gate: Gate, passages: Mapping[str, tuple[Passage, ...]], day_of: DayOf, today: date | None) -> int:
    """Whose last passage is an entry.

    Under ``daily`` everybody starts outside each day: it looks at the latest day with a scan, or at
    ``today`` (a day of the event) where that is later.
    """
    if gate.policy == "daily":
        days = {day_of(p.at) for own in passages.values() for p in own}
        latest = max(days | ({today} if today else set()), default=None)
        passages = {holder: tuple(p for p in own if day_of(p.at) == latest) for holder, own in passages.items()}
    lasts = (max(own, key=lambda p: (p.at, p.is_entry)) for own in passages.values() if own)
    return sum(last.is_entry for last in lasts)
