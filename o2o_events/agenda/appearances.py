"""Who does what in a session or a slot: giving somebody a part, changing it, taking it away."""

from collections.abc import Mapping
from typing import Any

from o2o_events.agenda import roles
from o2o_events.agenda.programme import Appearance
from o2o_events.agenda.rows import appearances_of, check_fields, count_change, find_of_event, find_row, place, renumber
from o2o_events.db.models import AppearanceRow, SessionRow, SlotRow, SpeakerRow
from o2o_events.db.transaction import Tx
from o2o_events.errors import UserError
from o2o_events.i18n import _
from o2o_events.ids import new_id

FIELDS = frozenset({"role", "position"})


def add_appearance(
    tx: Tx, *, session: str, speaker: str, role: str, slot: str | None = None, position: int | None = None
) -> Appearance:
    """Gives a speaker a part in a session, or in one slot of it.

    Raises ``UserError`` where they have this part already, or the slot or speaker is another event's.
    """
    parent = find_row(tx, SessionRow, session)
    find_of_event(tx, SpeakerRow, speaker, parent.event)
    if slot is not None and find_row(tx, SlotRow, slot).session != session:
        raise UserError(_("This slot is in another session. Choose one of the session's slots."))
    before = appearances_of(tx, session, slot)
    _check(before, speaker, _read_role(role))
    row = AppearanceRow(
        id=new_id(),
        event=parent.event,
        speaker=speaker,
        session=session,
        slot=slot,
        role=role,
        position=len(before),
    )
    tx.add(row)
    place(row, before, position)
    parent.sequence += 1
    tx.flush()
    return Appearance(row.id, row.speaker, row.session, row.role, row.slot, row.position)


def edit_appearance(tx: Tx, *, appearance: str, changes: Mapping[str, Any]) -> None:
    """Changes the role of a part, or its position among the others."""
    check_fields(changes, FIELDS)
    row = find_row(tx, AppearanceRow, appearance)
    others = [other for other in appearances_of(tx, row.session, row.slot) if other is not row]
    if "role" in changes:
        _check(others, row.speaker, _read_role(changes["role"]))
        row.role = changes["role"]
    if "position" in changes:
        place(row, others, changes["position"])
    count_change(tx, row.session)
    tx.flush()


def remove_appearance(tx: Tx, *, appearance: str) -> None:
    """Takes a part away from its speaker."""
    row = find_row(tx, AppearanceRow, appearance)
    others = [other for other in appearances_of(tx, row.session, row.slot) if other is not row]
    row.deleted = True
    renumber(others)
    count_change(tx, row.session)
    tx.flush()


def revive_appearance(tx: Tx, *, appearance: str) -> None:
    """Gives back a part that was taken away."""
    row = find_row(tx, AppearanceRow, appearance, is_removed=True)
    others = appearances_of(tx, row.session, row.slot)
    _check(others, row.speaker, row.role)
    row.deleted = False
    place(row, others, row.position)
    count_change(tx, row.session)
    tx.flush()


def _read_role(role: str) -> str:
    if role not in roles.CODES:
        raise UserError(
            _("“{role}” is no role. Choose one of: {roles}.").format(role=role, roles=", ".join(roles.CODES))
        )
    return role


def _check(others: Any, speaker: str, role: str) -> None:
    if any((other.speaker, other.role) == (speaker, role) for other in others):
        raise UserError(_("This speaker has this part already. Choose another role or another speaker."))
