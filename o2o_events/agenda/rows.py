"""Finding the programme's records by id, keeping them in order, and counting what a calendar shows."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Protocol, TypeVar

from sqlalchemy import select

from o2o_events.db.base import Base
from o2o_events.db.models import AppearanceRow, PracticeRow, RoomRow, SessionRow, SlotRow, SpeakerRow
from o2o_events.db.transaction import Tx
from o2o_events.errors import UserError
from o2o_events.i18n import _

Row = TypeVar("Row", RoomRow, SessionRow, SlotRow, SpeakerRow, AppearanceRow, PracticeRow)


class _Placed(Protocol):
    position: int


def find_row(tx: Tx, table: type[Row], record: str, *, is_removed: bool = False) -> Row:
    """The record with this id; one that was removed only where it is asked for. Raises ``UserError`` without it."""
    row = tx.get(table, record)
    if row is None or row.deleted != is_removed:
        raise UserError(_missing(table, is_removed))
    return row


def find_of_event(tx: Tx, table: type[Row], record: str, event: str) -> Row:
    """As ``find_row``, of one event: rooms and speakers of another are not there."""
    row = find_row(tx, table, record)
    if getattr(row, "event", event) != event:
        raise UserError(_missing(table, False))
    return row


def _missing(table: type[Base], is_removed: bool) -> str:
    if is_removed:
        return _("This is in the programme already, or was never there. Nothing was changed.")
    texts: dict[type[Base], str] = {
        RoomRow: _("This room is not among the event's rooms. Choose another one."),
        SessionRow: _("This session is not in the programme any more. Look at the programme again."),
        SlotRow: _("This slot is not in the programme any more. Look at the programme again."),
        SpeakerRow: _("This speaker is not among the event's speakers. Choose another one."),
        AppearanceRow: _("This part is not in the programme any more. Look at the programme again."),
        PracticeRow: _("This best practice is not in the register. Choose another one."),
    }
    return texts[table]


def place(row: _Placed, others: Iterable[_Placed], position: int | None) -> None:
    """Puts a record at a position among others that are in order; at the end without one. Writes only what moves."""
    ordered = [other for other in others if other is not row]
    ordered.insert(len(ordered) if position is None else max(0, position), row)
    renumber(ordered)


def renumber(ordered: Iterable[_Placed]) -> None:
    """Positions from 0 without gaps."""
    for number, row in enumerate(ordered):
        if row.position != number:
            row.position = number


def slots_of(tx: Tx, session: str) -> Sequence[SlotRow]:
    """The slots of a session, in order."""
    c = SlotRow
    return tx.scalars(select(c).where(c.session == session, ~c.deleted).order_by(c.position, c.id)).all()


def appearances_of(tx: Tx, session: str, slot: str | None) -> Sequence[AppearanceRow]:
    """Who has a part in a slot, or in the whole session without one, in order; who is off the programme apart."""
    c, s = AppearanceRow, SpeakerRow
    where = c.slot == slot if slot else (c.session == session) & c.slot.is_(None)
    shown = select(c).join(s, s.id == c.speaker).where(where, ~c.deleted, ~s.deleted)
    return tx.scalars(shown.order_by(c.position, c.id)).all()


def count_change(tx: Tx, session: str) -> None:
    """Counts a change that a calendar shows of this session (RFC 5545, SEQUENCE)."""
    row = tx.get(SessionRow, session)
    if row is not None:
        row.sequence += 1


def check_fields(changes: Mapping[str, object], known: Iterable[str]) -> None:
    """Raises ``UserError`` for a change to something that is no field."""
    known = sorted(known)
    if unknown := sorted(set(changes) - set(known)):
        raise UserError(
            _("“{field}” is not a field of it. Give one of: {fields}.").format(
                field=unknown[0], fields=", ".join(known)
            )
        )
