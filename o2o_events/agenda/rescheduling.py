"""Changing the programme while it runs: a delay carried out and taken back, slots swapped."""

import json
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final

from sqlalchemy import select

from o2o_events.agenda.actual import UNTOUCHED
from o2o_events.agenda.delays import Shifted
from o2o_events.agenda.programme import AgendaSession, Slot
from o2o_events.agenda.queries import read_programme
from o2o_events.agenda.running import find_subject, read_runs
from o2o_events.agenda.sessions import cancel_session, edit_session, restore_session
from o2o_events.agenda.slots import move_slot
from o2o_events.clock import from_microseconds, to_microseconds
from o2o_events.db import facts
from o2o_events.db.facts import NewFact
from o2o_events.db.models import FactRow
from o2o_events.db.transaction import Tx
from o2o_events.errors import UserError
from o2o_events.i18n import _
from o2o_events.ids import new_id
from o2o_events.registers.events import Event

KIND: Final = "delay"
_APPLIED, _TAKEN_BACK = "applied", "taken_back"
_Place = tuple[int | None, int, str]
"""A session's start in microseconds, its minutes and its state, as the fact keeps them."""


@dataclass(frozen=True)
class Delay:
    """A delay that was carried out: when, by how much, and which sessions it moved or cancelled."""

    id: str
    at: datetime
    minutes: int
    sessions: tuple[str, ...]


@dataclass(frozen=True)
class TakenBack:
    """What came of taking a delay back: ``changed_since`` are the sessions that somebody changed after it."""

    minutes: int
    restored: tuple[str, ...]
    changed_since: tuple[str, ...]


def apply_shift(tx: Tx, *, event: Event, shifted: Shifted, minutes: int) -> Delay:
    """Moves, shortens and cancels as the preview said, all or nothing, and keeps what was done as a fact.

    Raises ``UserError`` where somebody changed one of the sessions since the preview.
    """
    present = read_programme(tx, event).sessions_by_id
    planned = [(m.before, m.after) for m in shifted.moved]
    planned += [(session, replace(session, state="cancelled")) for session in shifted.left_out]
    if not planned:
        raise UserError(_("Nothing is left of the day that could be moved. Nothing was changed."))
    for before, _after in planned:
        if before.id not in present or _place(present[before.id]) != _place(before):
            raise UserError(
                _("“{title}” was changed meanwhile. Look at the new preview, then move the day again.").format(
                    title=before.label
                )
            )
    changes: dict[str, tuple[_Place, _Place]] = {}
    for before, after in planned:
        changes[before.id] = (_place(before), _place(after))
        _put(tx, before.id, _place(before), _place(after))
    id_ = new_id()
    body = {"minutes": minutes, "changes": {k: [list(b), list(a)] for k, (b, a) in changes.items()}}
    at = facts.append(tx, NewFact(kind=KIND, id=id_, event=event.id, outcome=_APPLIED, body=body))
    return Delay(id_, at, minutes, tuple(sorted(changes)))


def _place(session: AgendaSession) -> _Place:
    start = None if session.starts_at is None else to_microseconds(session.starts_at)
    return start, session.minutes, session.state


def _put(tx: Tx, session: str, before: _Place, after: _Place) -> None:
    changes: dict[str, Any] = {}
    if after[0] != before[0]:
        changes["starts_at"] = None if after[0] is None else from_microseconds(after[0])
    if after[1] != before[1]:
        changes["minutes"] = after[1]
    if changes:
        edit_session(tx, session=session, changes=changes)
    if after[2] != before[2]:
        (cancel_session if after[2] == "cancelled" else restore_session)(tx, session=session)


def list_delays(tx: Tx, event: Event) -> list[Delay]:
    """The delays of an event that stand, oldest first."""
    rows = _facts(tx, event)
    gone = {row.refers for row in rows if row.outcome == _TAKEN_BACK}
    found = []
    for row in rows:
        if row.outcome == _APPLIED and row.id not in gone:
            body = json.loads(row.body)
            found.append(Delay(row.id, from_microseconds(row.at), body["minutes"], tuple(body["changes"])))
    return found


def take_back_delay(tx: Tx, *, event: Event, delay: str | None = None) -> TakenBack:
    """Puts the sessions of a delay (the last one without it) back where they were before it.

    A session that somebody changed since stays as it is, and is named. Raises ``UserError`` where there is no delay.
    """
    standing = list_delays(tx, event)
    chosen = next((d for d in reversed(standing) if delay in (None, d.id)), None)
    if chosen is None:
        raise UserError(_("The day was not moved, so there is nothing to take back."))
    [row] = [row for row in _facts(tx, event) if row.id == chosen.id][:1]
    present = read_programme(tx, event).sessions_by_id
    restored, changed = [], []
    for session, (before, after) in json.loads(row.body)["changes"].items():
        if session in present and _place(present[session]) == tuple(after):
            _put(tx, session, tuple(after), tuple(before))
            restored.append(session)
        else:
            changed.append(session)
    facts.append(tx, NewFact(kind=KIND, event=event.id, refers=chosen.id, outcome=_TAKEN_BACK))
    return TakenBack(chosen.minutes, tuple(restored), tuple(changed))


def _facts(tx: Tx, event: Event) -> list[Any]:
    c = FactRow
    rows = tx.execute(
        select(c.id, c.refers, c.outcome, c.at, c.body)
        .where(c.kind == KIND, c.event == event.id)
        .order_by(c.hlc, c.desk, c.seq)
    )
    return list(rows)


def swap_slots(tx: Tx, *, event: Event, first: str, second: str) -> tuple[Slot, Slot]:
    """Lets two slots (by id or title) change places, within a session or between two.

    Raises ``UserError`` where one of them has begun, or they are the same.
    """
    one, other = (_waiting_slot(tx, event, ref) for ref in (first, second))
    if one[1].id == other[1].id:
        raise UserError(_("These are the same slot. Choose two that are to change places."))
    if (one[0].id, one[1].position) > (other[0].id, other[1].position):
        one, other = other, one
    (session, slot), (session_after, slot_after) = one, other
    move_slot(tx, slot=slot.id, session=session_after.id, position=slot_after.position)
    move_slot(tx, slot=slot_after.id, session=session.id, position=slot.position)
    return slot, slot_after


def _waiting_slot(tx: Tx, event: Event, ref: str) -> tuple[AgendaSession, Slot]:
    found = find_subject(tx, event, ref)
    if found.slot is None:
        raise UserError(
            _("“{title}” is a session. Name two slots that are to change places.").format(title=found.title)
        )
    if not read_runs(tx, event).get(found.slot.id, UNTOUCHED).is_untouched:
        raise UserError(_("“{title}” has begun, so it keeps its place. Choose another slot.").format(title=found.title))
    return found.session, found.slot
