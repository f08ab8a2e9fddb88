"""Who entered at a checkpoint on which day, added up by the database: a report counts a million scans in seconds.

Where all of somebody's scans are of one desk every entry counts, and SQL adds them up. Where they are of several
desks, one of those may be a cross-desk duplicate: those few are judged one by one, by the rules of checking in.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from sqlalchemy import ColumnElement, and_, case, func, select, true, union_all
from sqlalchemy.engine import Row

from o2o_events.checkin.checkpoints import Checkpoint
from o2o_events.checkin.counting import counting_entries
from o2o_events.checkin.one_place import one_place_each
from o2o_events.checkin.rules import ACCEPTED, Passage, Verdict
from o2o_events.clock import from_microseconds, to_microseconds
from o2o_events.db.columns import to_json
from o2o_events.db.models import BadgeRow, FactRow
from o2o_events.db.transaction import Tx
from o2o_events.registers.events import Event

_F: Final = FactRow.__table__.c
_B: Final = BadgeRow.__table__.c
_FROM: Final = FactRow.__table__.outerjoin(BadgeRow.__table__, and_(_F.badge == _B.id, _F.registration.is_(None)))
HOLDER: Final = func.coalesce(_F.registration, _B.registration, _F.badge)
"""The registration that a scan is of, or the badge of somebody unknown here."""
_FORCED: Final = _F.body.contains('"forced":true', autoescape=True)
_OTHER_DAY: Final = -1


@dataclass
class HolderEntries:
    """One holder's entries that count: how many on each day of the event, by its place; the first, and its desk."""

    by_day: dict[int, int] = field(default_factory=dict)
    first_at: int = 0
    first_desk: str = ""

    @property
    def entries(self) -> int:
        return sum(self.by_day.values())

    @property
    def days(self) -> frozenset[int]:
        """Places of the days of the event on which somebody was there."""
        return frozenset(day for day, count in self.by_day.items() if count and day != _OTHER_DAY)

    def add(self, day: int, count: int, at: int, desk: str) -> None:
        if not self.by_day or at < self.first_at:
            self.first_at, self.first_desk = at, desk
        self.by_day[day] = self.by_day.get(day, 0) + count


@dataclass
class Entries:
    """All entries that count at some checkpoints, and what desks reconcile; the counters are by desk.

    ``places``: registrations of people for whom another stands at the event.
    """

    by_holder: dict[str, HolderEntries] = field(default_factory=dict)
    places: dict[str, str] = field(default_factory=dict)
    entries: Counter[str] = field(default_factory=Counter)
    duplicates: Counter[str] = field(default_factory=Counter)
    exits: Counter[str] = field(default_factory=Counter)
    forced: Counter[str] = field(default_factory=Counter)
    undone: Counter[str] = field(default_factory=Counter)
    refused: Counter[str] = field(default_factory=Counter)


def read_entries(tx: Tx, event: Event, checkpoints: Iterable[Checkpoint]) -> Entries:
    """The entries at these checkpoints of an event, each checkpoint judged by its own rules."""
    every = list(checkpoints)
    found = Entries(places=one_place_each(tx, event.id, holders_at(tx, [one.id for one in every])))
    joined = _one_column(sorted({*found.places, *found.places.values()}))
    for checkpoint in every:
        several = union_all(_holders_of_several_desks(checkpoint.id), joined)
        _add_of_one_desk(tx, found, event, checkpoint.id, several)
        _add_of_several(tx, found, event, checkpoint, several)
        _add_figures(tx, found, checkpoint.id)
    return found


def holders_at(tx: Tx, checkpoints: list[str]) -> list[str]:
    """Everybody who was accepted at some checkpoints."""
    accepted = and_(_F.kind == "scan", _F.checkpoint.in_(checkpoints), _F.outcome.in_(sorted(ACCEPTED)))
    return list(tx.connection().execute(select(HOLDER).select_from(_FROM).where(accepted).distinct()).scalars())


def _one_column(values: list[str]) -> Any:
    """However many they are, one parameter."""
    return select(func.json_each(to_json(values)).table_valued("value").c.value)


def standing(checkpoint: str) -> ColumnElement[bool]:
    """The accepted scans of a checkpoint that were not undone."""
    undone = select(_F.refers).where(_F.kind == "undo", _F.checkpoint == checkpoint, _F.refers.is_not(None))
    return and_(_F.kind == "scan", _F.checkpoint == checkpoint, _F.outcome.in_(sorted(ACCEPTED)), _F.id.not_in(undone))


def _holders_of_several_desks(checkpoint: str) -> Any:
    accepted = and_(_F.kind == "scan", _F.checkpoint == checkpoint, _F.outcome.in_(sorted(ACCEPTED)))
    grouped = select(HOLDER).select_from(_FROM).where(accepted).group_by(HOLDER)
    return grouped.having(func.min(_F.desk) != func.max(_F.desk))


def _add_of_one_desk(tx: Tx, found: Entries, event: Event, checkpoint: str, several: Any) -> None:
    day = _day_of(event)
    admitted = and_(standing(checkpoint), _F.outcome == Verdict.ADMITTED, HOLDER.not_in(several))
    rows = tx.connection().execute(
        select(HOLDER, day, func.count(), func.min(_F.at), func.min(_F.desk))
        .select_from(_FROM)
        .where(admitted)
        .group_by(HOLDER, day)
    )
    for holder, place, count, at, desk in rows:
        found.by_holder.setdefault(holder, HolderEntries()).add(place, count, at, desk)
        found.entries[desk] += count


def _day_of(event: Event) -> ColumnElement[int]:
    """The place of the event's day that a fact is of, by venue time."""
    days = []
    for place, day in enumerate(event.days):
        start, end = map(to_microseconds, event.day_bounds(day))
        days.append((and_(_F.at >= start, _F.at < end), place))
    return case(*days, else_=_OTHER_DAY)


def _add_of_several(tx: Tx, found: Entries, event: Event, checkpoint: Checkpoint, several: Any) -> None:
    rows = tx.connection().execute(
        select(HOLDER, _F.id, _F.at, _F.desk, _F.outcome, _FORCED)
        .select_from(_FROM)
        .where(standing(checkpoint.id), HOLDER.in_(several))
        .order_by(_F.at, _F.desk, _F.seq)
    )
    gate, places = checkpoint.gate(event), {day: place for place, day in enumerate(event.days)}
    for holder, passages in _passages(rows, found.places).items():
        counting, _duplicates = counting_entries(gate, passages, event.day_of)
        for passage in counting:
            day = places.get(event.day_of(passage.at), _OTHER_DAY)
            own = found.by_holder.setdefault(holder, HolderEntries())
            own.add(day, 1, to_microseconds(passage.at), passage.desk)
            found.entries[passage.desk] += 1
        kept = Counter((p.at, p.desk) for p in counting)
        for passage in passages:
            if passage.is_entry and not kept[passage.at, passage.desk]:
                found.duplicates[passage.desk] += 1
            elif passage.is_entry:
                kept[passage.at, passage.desk] -= 1


def _passages(rows: Iterable[Row[*tuple[Any, ...]]], places: Mapping[str, str]) -> Mapping[str, list[Passage]]:
    """By holder, or who stands for them; a scan repeated at two desks under one id counts once."""
    found: dict[str, list[Passage]] = {}
    seen: set[str] = set()
    for holder, scan, at, desk, outcome, is_forced in rows:
        if scan not in seen:
            seen.add(scan)
            passage = Passage(from_microseconds(at), outcome == Verdict.ADMITTED, desk, bool(is_forced))
            found.setdefault(places.get(holder, holder), []).append(passage)
    return found


def _add_figures(tx: Tx, found: Entries, checkpoint: str) -> None:
    """What else desks reconcile; a scan or an undo that is at two desks under one id is the first desk's."""
    here, scan = _F.checkpoint == checkpoint, _F.kind == "scan"
    for counter, wanted in (
        (found.exits, and_(standing(checkpoint), _F.outcome == Verdict.EXITED)),
        (found.forced, and_(standing(checkpoint), _FORCED)),
        (found.refused, and_(here, scan, _F.outcome.not_in(sorted(ACCEPTED)))),
    ):
        counter.update(_by_desk(tx, _F.id, wanted))
    found.undone.update(_by_desk(tx, _F.refers, and_(here, _F.kind == "undo", _F.refers.is_not(None))))


def _by_desk(tx: Tx, key: Any, wanted: ColumnElement[bool]) -> dict[str, int]:
    once = select(func.min(_F.desk).label("desk")).where(wanted).group_by(key).subquery()
    rows = tx.connection().execute(select(once.c.desk, func.count()).where(true()).group_by(once.c.desk))
    return {row[0]: row[1] for row in rows}
