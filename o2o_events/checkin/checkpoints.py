"""Checkpoints: where badges are scanned, and whom each lets in how often."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final

from sqlalchemy import func, select

from o2o_events.checkin.rules import Gate
from o2o_events.db.models import CheckpointRow, RoomRow, SessionRow
from o2o_events.db.transaction import Tx
from o2o_events.errors import UserError
from o2o_events.i18n import _
from o2o_events.ids import new_id
from o2o_events.registers.categories import find_category, list_categories
from o2o_events.registers.events import ENTRANCE, Event
from o2o_events.text import clean

POLICIES = ("once", "daily", "in-out", "every")
MINUTES_BEFORE: Final = 15
"""How long before its session a door opens, unless told otherwise."""
MOST_BEFORE: Final = 24 * 60
STAYS_OPEN: Final = timedelta(minutes=30)
"""How long after the planned end of its session a door lets people in: sessions run late."""
_FIRST: Final = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True)
class Checkpoint:
    """A door, a session or a hand-out of an event.

    ``session`` is the id of a session (or, where there is no programme, its name). Window and capacity are those in
    force: set by hand, or following from the session as it is planned now; see ``minutes_before``.
    """

    id: str
    event: str
    name: str
    policy: str
    categories: tuple[str, ...] | None = None
    session: str | None = None
    opens_at: datetime | None = None
    closes_at: datetime | None = None
    capacity: int | None = None
    allows_reentry: bool = True
    max_entries: int | None = None
    minutes_between: int | None = None
    minutes_before: int | None = None

    def gate(self, event: Event) -> Gate:
        """What the decision needs of it."""
        return Gate(
            event=self.event,
            event_days=event.days,
            policy=self.policy,
            categories=None if self.categories is None else frozenset(self.categories),
            opens_at=self.opens_at,
            closes_at=self.closes_at,
            capacity=self.capacity,
            allows_reentry=self.allows_reentry,
            max_entries=self.max_entries,
            minutes_between=self.minutes_between,
        )


@dataclass(frozen=True)
class _Door:
    """What a session asks of its door."""

    starts_at: datetime | None = None
    ends_at: datetime | None = None
    capacity: int | None = None


def _doors(tx: Tx, rows: Iterable[CheckpointRow]) -> dict[str, _Door]:
    """Session -> what it asks of its door, as it is planned now; nothing of one that is not in the programme."""
    wanted = {row.session for row in rows if row.session is not None}
    if not wanted:
        return {}
    found = tx.execute(
        select(SessionRow.id, SessionRow.starts_at, SessionRow.minutes, RoomRow.capacity)
        .outerjoin(RoomRow, (SessionRow.room == RoomRow.id) & ~RoomRow.deleted)
        .where(SessionRow.id.in_(wanted), ~SessionRow.deleted)
    )
    return {
        row.id: _Door(row.starts_at, row.starts_at and row.starts_at + timedelta(minutes=row.minutes), row.capacity)
        for row in found
    }


def _from_row(row: CheckpointRow, door: _Door) -> Checkpoint:
    before = timedelta(minutes=MINUTES_BEFORE if row.minutes_before is None else row.minutes_before)
    return Checkpoint(
        row.id,
        row.event,
        row.name,
        row.policy,
        None if row.categories is None else tuple(row.categories),
        row.session,
        row.opens_at or (door.starts_at and door.starts_at - before),
        row.closes_at or (door.ends_at and door.ends_at + STAYS_OPEN),
        door.capacity if row.capacity is None else row.capacity,
        row.allows_reentry,
        row.max_entries,
        row.minutes_between,
        row.minutes_before,
    )


def list_checkpoints(tx: Tx, event: Event) -> list[Checkpoint]:
    """The event's checkpoints: Entrance first, then those of no session by name, then those of sessions by start."""
    rows = tx.scalars(select(CheckpointRow).where(CheckpointRow.event == event.id, ~CheckpointRow.deleted)).all()
    doors = _doors(tx, rows)
    made = [_from_row(row, doors.get(row.session or "", _Door())) for row in rows]

    def order(checkpoint: Checkpoint) -> tuple[bool, datetime, str]:
        starts_at = doors.get(checkpoint.session or "", _Door()).starts_at
        return checkpoint.name != ENTRANCE, starts_at or _FIRST, checkpoint.name.casefold()

    return sorted(made, key=order)


def get_checkpoint(tx: Tx, event: Event, name: str = ENTRANCE) -> Checkpoint:
    """The event's checkpoint of this name, in any case. Raises ``UserError`` with the names there are."""
    every = list_checkpoints(tx, event)
    for checkpoint in every:
        if checkpoint.name.casefold() == clean(name).casefold():
            return checkpoint
    names = ", ".join(checkpoint.name for checkpoint in every)
    raise UserError(_("There is no checkpoint “{name}”. Choose one of: {names}.").format(name=name, names=names))


def read_checkpoint(tx: Tx, checkpoint: str) -> Checkpoint:
    """The checkpoint with this id, as it is now."""
    row = tx.get_one(CheckpointRow, checkpoint)
    return _from_row(row, _doors(tx, [row]).get(row.session or "", _Door()))


def add_checkpoint(
    tx: Tx,
    *,
    event: Event,
    name: str,
    policy: str,
    categories: list[str] | None = None,
    session: str | None = None,
    opens_at: datetime | None = None,
    closes_at: datetime | None = None,
    capacity: int | None = None,
    allows_reentry: bool = True,
    max_entries: int | None = None,
    minutes_between: int | None = None,
    minutes_before: int | None = None,
) -> Checkpoint:
    """Adds a checkpoint; one with a ``session`` of the programme follows it.

    Raises ``UserError`` where its values cannot be meant.
    """
    name = clean(name)
    if not name:
        raise UserError(_("A checkpoint needs a name. Type one, such as “Main door”."))
    if policy not in POLICIES:
        raise UserError(_("“{policy}” is no policy. Choose once, daily, in-out or every.").format(policy=policy))
    if opens_at and closes_at and closes_at <= opens_at:
        raise UserError(_("The checkpoint would close before it opens. Check the two times."))
    if minutes_before is not None and not 0 <= minutes_before <= MOST_BEFORE:
        raise UserError(
            _("A door cannot open {n} minutes before. Give 0 to {most}.").format(n=minutes_before, most=MOST_BEFORE)
        )
    for number in (capacity, max_entries, minutes_between):
        if number is not None and number < 1:
            raise UserError(_("A limit must be at least 1. Leave it out where there is none."))
    taken = select(CheckpointRow.id).where(
        CheckpointRow.event == event.id, ~CheckpointRow.deleted, func.lower(CheckpointRow.name) == name.lower()
    )
    if tx.scalar(taken):
        raise UserError(_("There is a checkpoint “{name}” already. Choose another name.").format(name=name))
    row = CheckpointRow(
        id=new_id(),
        event=event.id,
        name=name,
        policy=policy,
        categories=_codes(tx, categories) if categories else None,
        session=session,
        opens_at=opens_at,
        closes_at=closes_at,
        capacity=capacity,
        allows_reentry=allows_reentry,
        max_entries=max_entries,
        minutes_between=minutes_between,
        minutes_before=minutes_before,
    )
    tx.add(row)
    return _from_row(row, _doors(tx, [row]).get(row.session or "", _Door()))


def _codes(tx: Tx, names: list[str]) -> list[str]:
    known = list_categories(tx)
    codes = []
    for name in names:
        category = find_category(known, name)
        if category is None:
            listed = ", ".join(c.code for c in known)
            raise UserError(_("There is no category “{name}”. Choose one of: {names}.").format(name=name, names=listed))
        codes.append(category.code)
    return sorted(set(codes))
