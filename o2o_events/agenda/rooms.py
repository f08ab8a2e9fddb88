"""The rooms of an event: adding, changing, putting in order, taking away."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import select

from o2o_events.agenda.programme import Room
from o2o_events.agenda.rows import check_fields, count_change, find_row, place, renumber
from o2o_events.db.models import RoomRow, SessionRow
from o2o_events.db.transaction import Tx
from o2o_events.errors import UserError
from o2o_events.i18n import _, ngettext
from o2o_events.ids import new_id
from o2o_events.registers.events import Event
from o2o_events.registers.texts import read_text
from o2o_events.text import fold

FIELDS = frozenset({"name", "capacity", "position", "source_ref"})
MOST_SEATS = 1_000_000


def add_room(
    tx: Tx,
    *,
    event: Event,
    name: Mapping[str, str] | str,
    capacity: int | None = None,
    position: int | None = None,
    source_ref: str = "",
) -> Room:
    """Adds a room, at the right of the others unless a position is given.

    Raises ``UserError`` where there is one of this name already or a value cannot be.
    """
    rooms = _rows(tx, event.id)
    row = RoomRow(
        id=new_id(),
        event=event.id,
        name=_read_name(name, rooms),
        capacity=_read_capacity(capacity),
        position=len(rooms),
        source_ref=source_ref,
    )
    tx.add(row)
    place(row, rooms, position)
    tx.flush()
    return Room(row.id, row.name, row.capacity, row.position, row.source_ref)


def edit_room(tx: Tx, *, room: str, changes: Mapping[str, Any]) -> None:
    """Changes the named fields: name, capacity, position (its place from left to right), source_ref."""
    check_fields(changes, FIELDS)
    row = find_row(tx, RoomRow, room)
    others = [other for other in _rows(tx, row.event) if other.id != room]
    if "name" in changes:
        name = _read_name(changes["name"], others, row.name)
        if name != row.name:
            row.name = name
            for session in tx.scalars(_sessions_in(room)):
                count_change(tx, session.id)
    if "capacity" in changes:
        row.capacity = _read_capacity(changes["capacity"])
    if "source_ref" in changes:
        row.source_ref = changes["source_ref"]
    if "position" in changes:
        place(row, others, changes["position"])
    tx.flush()


def remove_room(tx: Tx, *, room: str) -> None:
    """Takes a room away. Raises ``UserError`` while sessions are in it."""
    row = find_row(tx, RoomRow, room)
    amount = len(tx.scalars(_sessions_in(room)).all())
    if amount:
        raise UserError(
            ngettext(
                "{n} session is in this room. Move it to another room, or remove it, and try again.",
                "{n} sessions are in this room. Move them to another room, or remove them, and try again.",
                amount,
            ).format(n=amount)
        )
    row.deleted = True
    renumber(other for other in _rows(tx, row.event) if other is not row)
    tx.flush()


def revive_room(tx: Tx, *, room: str) -> None:
    """Puts back a room that was taken away, where it was."""
    row = find_row(tx, RoomRow, room, is_removed=True)
    others = _rows(tx, row.event)
    row.deleted = False
    place(row, others, row.position)
    tx.flush()


def _rows(tx: Tx, event: str) -> Sequence[RoomRow]:
    c = RoomRow
    return tx.scalars(select(c).where(c.event == event, ~c.deleted).order_by(c.position, c.id)).all()


def _sessions_in(room: str) -> Any:
    return select(SessionRow).where(SessionRow.room == room, ~SessionRow.deleted)


def _read_name(written: object, others: Sequence[RoomRow], before: Mapping[str, str] | None = None) -> dict[str, str]:
    name = read_text(written, before=dict(before or {}))
    if not name:
        raise UserError(_("A room needs a name. Type one, such as “Room A”."))
    taken = {fold(text) for other in others for text in other.name.values()}
    for text in name.values():
        if fold(text) in taken:
            raise UserError(_("There is a room “{name}” already. Choose another name.").format(name=text))
    return name


def _read_capacity(capacity: int | None) -> int | None:
    if capacity is not None and not 1 <= capacity <= MOST_SEATS:
        raise UserError(
            _("A room holds at least 1 person and at most {most}. Leave it out if you do not know.").format(
                most=MOST_SEATS
            )
        )
    return capacity
