"""Doors of sessions: a checkpoint for one session or for all of a day, that follows the programme."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final

from sqlalchemy import select

from o2o_events.agenda.programme import AgendaSession, Programme
from o2o_events.agenda.queries import read_programme
from o2o_events.agenda.session_types import PAUSES
from o2o_events.checkin.checkpoints import MINUTES_BEFORE, Checkpoint, add_checkpoint, list_checkpoints
from o2o_events.db.models import CheckpointRow, FactRow
from o2o_events.db.transaction import Tx
from o2o_events.errors import UserError
from o2o_events.i18n import _
from o2o_events.registers.events import Event
from o2o_events.text import clean

DOOR_POLICIES = ("in-out", "once")
"""Counting who is inside, or only who came."""
_LONGEST_TITLE: Final = 60


@dataclass(frozen=True)
class Doors:
    """What was made for a day: new doors, and how many sessions had one already."""

    made: tuple[Checkpoint, ...]
    had_one: int


def add_session_door(
    tx: Tx,
    *,
    event: Event,
    session: AgendaSession,
    policy: str = "in-out",
    minutes_before: int = MINUTES_BEFORE,
    name: str = "",
) -> Checkpoint:
    """Gives a session its checkpoint: open from some minutes before its start, as many people as its room holds.

    Raises ``UserError`` where the session has one, or is cancelled.
    """
    _check_policy(policy)
    if session.is_cancelled:
        raise UserError(_("“{title}” is cancelled and needs no door.").format(title=session.label))
    taken = list_checkpoints(tx, event)
    if any(checkpoint.session == session.id for checkpoint in taken):
        raise UserError(
            _("“{title}” has a checkpoint already. Scan there, or add another one by its name.").format(
                title=session.label
            )
        )
    chosen = clean(name) or _free_name(event, read_programme(tx, event), session, {c.name.casefold() for c in taken})
    return add_checkpoint(
        tx, event=event, name=chosen, policy=policy, session=session.id, minutes_before=minutes_before
    )


def add_doors(
    tx: Tx,
    *,
    event: Event,
    day: date | None = None,
    policy: str = "in-out",
    minutes_before: int = MINUTES_BEFORE,
) -> Doors:
    """Gives every session of a day (of all days without one) that has none its checkpoint; breaks need none.

    Raises ``UserError`` where there is no such session.
    """
    _check_policy(policy)
    programme = read_programme(tx, event)
    sessions = [s for s in programme.sessions if needs_door(s) and (day is None or _is_on(event, s, day))]
    if not sessions:
        raise UserError(_("There is no session to make a checkpoint for. Plan the day in the agenda first."))
    taken = list_checkpoints(tx, event)
    have = {checkpoint.session for checkpoint in taken}
    names = {checkpoint.name.casefold() for checkpoint in taken}
    made = []
    for session in sessions:
        if session.id in have:
            continue
        name = _free_name(event, programme, session, names)
        names.add(name.casefold())
        door = add_checkpoint(
            tx, event=event, name=name, policy=policy, session=session.id, minutes_before=minutes_before
        )
        made.append(door)
    return Doors(tuple(made), len(sessions) - len(made))


def remove_door(tx: Tx, *, checkpoint: Checkpoint) -> None:
    """Takes a session's checkpoint away. Raises ``UserError`` where badges were scanned there: they must count on."""
    if checkpoint.session is None:
        raise UserError(_("“{name}” is no session’s checkpoint, so it stays.").format(name=checkpoint.name))
    if tx.scalar(select(FactRow.seq).where(FactRow.checkpoint == checkpoint.id).limit(1)):
        raise UserError(
            _("Badges were scanned at “{name}”, so it stays and its figures with it.").format(name=checkpoint.name)
        )
    tx.get_one(CheckpointRow, checkpoint.id).deleted = True
    tx.flush()


def doors_of(tx: Tx, event: Event) -> dict[str, list[Checkpoint]]:
    """Session (id, or the name given to the checkpoint) -> its checkpoints."""
    found: dict[str, list[Checkpoint]] = {}
    for checkpoint in list_checkpoints(tx, event):
        if checkpoint.session is not None:
            found.setdefault(checkpoint.session, []).append(checkpoint)
    return found


def door_session(tx: Tx, event: Event, ref: str) -> str:
    """What a checkpoint keeps of a session named by a person: its id, or the name where no programme has it.

    Raises ``UserError`` where several sessions bear the name.
    """
    programme = read_programme(tx, event)
    wanted = clean(ref).casefold()
    by_id = [s.id for s in programme.sessions if s.id == ref.strip()]
    by_title = [s.id for s in programme.sessions if wanted in (t.casefold() for t in s.title.values())]
    found = by_id or by_title
    if len(found) > 1:
        raise UserError(
            _("“{ref}” stands for several: {names}. Give the id of one.").format(ref=ref, names="; ".join(found))
        )
    return found[0] if found else clean(ref)


def knows_session(tx: Tx, event: Event, ref: str) -> bool:
    """Whether what a checkpoint keeps of a session is one of the programme; true where there is no programme."""
    sessions = read_programme(tx, event).sessions_by_id
    return not sessions or ref in sessions


def needs_door(session: AgendaSession) -> bool:
    """Whether a session is one whose attendance is counted: scheduled, not cancelled, no break."""
    return session.type not in PAUSES and session.starts_at is not None and not session.is_cancelled


def _is_on(event: Event, session: AgendaSession, day: date) -> bool:
    return session.starts_at is not None and event.day_of(session.starts_at) == day


def _check_policy(policy: str) -> None:
    if policy not in DOOR_POLICIES:
        raise UserError(_("“{policy}” is no policy for a session’s door. Choose in-out or once.").format(policy=policy))


def _free_name(event: Event, programme: Programme, session: AgendaSession, taken: Iterable[str]) -> str:
    """A name that says which door it is: the time, the title, the room; numbered where that is taken."""
    taken = set(taken)
    title = session.label if len(session.label) <= _LONGEST_TITLE else session.label[: _LONGEST_TITLE - 1] + "…"
    room = programme.rooms_by_id.get(session.room or "")
    name = f"{title} ({room.label})" if room else title
    if name.casefold() in taken and session.starts_at is not None:
        name = f"{name} {event.local(session.starts_at):%d.%m. %H:%M}"
    number, first = 2, name
    while name.casefold() in taken:
        name, number = f"{first} {number}", number + 1
    return name
