"""The slots inside sessions: adding, changing, moving within and between sessions, taking away."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select

from o2o_events.agenda.programme import Slot
from o2o_events.agenda.rows import check_fields, count_change, find_row, place, renumber, slots_of
from o2o_events.agenda.sessions import read_minutes
from o2o_events.db.models import AppearanceRow, PracticeRow, SessionRow, SlotRow
from o2o_events.db.transaction import Tx
from o2o_events.errors import UserError
from o2o_events.i18n import _
from o2o_events.ids import new_id
from o2o_events.registers.texts import read_line, read_text

FIELDS = frozenset({"title", "minutes", "practice", "source_ref"})


def add_slot(
    tx: Tx,
    *,
    session: str,
    title: Mapping[str, str] | str,
    minutes: int,
    practice: str | None = None,
    position: int | None = None,
    source_ref: str = "",
) -> Slot:
    """Adds a slot to a session, after the others unless a position is given.

    Without a title of its own it takes its practice's. Raises ``UserError`` where a value cannot be.
    """
    parent = find_row(tx, SessionRow, session)
    found = find_row(tx, PracticeRow, practice) if practice else None
    before = slots_of(tx, session)
    row = SlotRow(
        id=new_id(),
        event=parent.event,
        session=session,
        title=_read_title(read_text(title) or (dict(found.title) if found else {})),
        minutes=read_minutes(minutes),
        practice=practice,
        position=len(before),
        source_ref=read_line(source_ref),
    )
    tx.add(row)
    place(row, before, position)
    parent.sequence += 1
    tx.flush()
    return Slot(row.id, row.session, row.position, row.title, row.minutes, row.practice, row.source_ref)


def edit_slot(tx: Tx, *, slot: str, changes: Mapping[str, Any]) -> None:
    """Changes the named fields of a slot: title, minutes, practice, source_ref."""
    check_fields(changes, FIELDS)
    row = find_row(tx, SlotRow, slot)
    read = {field: _read(tx, row, field, value) for field, value in changes.items()}
    changed = {field for field, value in read.items() if getattr(row, field) != value}
    for field in changed:
        setattr(row, field, read[field])
    if changed - {"source_ref"}:
        count_change(tx, row.session)
    tx.flush()


def _read(tx: Tx, row: SlotRow, field: str, value: Any) -> Any:
    if field == "title":
        return _read_title(read_text(value, before=row.title))
    if field == "minutes":
        return read_minutes(value)
    if field == "practice":
        return None if value is None else find_row(tx, PracticeRow, value).id
    return read_line(value)


def _read_title(title: dict[str, str]) -> dict[str, str]:
    if not title:
        raise UserError(_("A slot needs a title. Type one, or choose a best practice."))
    return title


def move_slot(tx: Tx, *, slot: str, session: str, position: int | None) -> None:
    """Puts a slot at a position of a session of the same event, its own or another; at the end without one."""
    row = find_row(tx, SlotRow, slot)
    parent = find_row(tx, SessionRow, session)
    if parent.event != row.event:
        raise UserError(_("A slot stays at its event. Choose a session of the same event."))
    left = row.session
    others = slots_of(tx, session)
    if left != session:
        row.session = session
        renumber(other for other in slots_of(tx, left) if other is not row)
        for part in tx.scalars(select(AppearanceRow).where(AppearanceRow.slot == slot)):
            part.session = session
        count_change(tx, left)
    place(row, others, position)
    parent.sequence += 1
    tx.flush()


def remove_slot(tx: Tx, *, slot: str) -> None:
    """Takes a slot out of its session; those after it move up."""
    row = find_row(tx, SlotRow, slot)
    others = [other for other in slots_of(tx, row.session) if other is not row]
    row.deleted = True
    renumber(others)
    count_change(tx, row.session)
    tx.flush()


def revive_slot(tx: Tx, *, slot: str) -> None:
    """Puts back a slot that was taken out, where it was."""
    row = find_row(tx, SlotRow, slot, is_removed=True)
    others = slots_of(tx, row.session)
    row.deleted = False
    place(row, others, row.position)
    count_change(tx, row.session)
    tx.flush()
