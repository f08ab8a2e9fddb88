"""``agenda slot``: the presentations inside a session."""

from typing import Any

import click

from o2o_events.agenda import slots
from o2o_events.agenda.programme import AgendaSession, Slot
from o2o_events.agenda.queries import get_session, read_programme
from o2o_events.cli.context import Run, pass_run
from o2o_events.db.transaction import Tx
from o2o_events.errors import UserError
from o2o_events.i18n import _
from o2o_events.registers.events import Event, get_event
from o2o_events.text import fold


@click.group()
def slot() -> None:
    """The slots inside a session, in order."""


@slot.command()
@click.argument("session")
@click.option("--event", "code", required=True, metavar="C", help="The event's code.")
@click.option("--title", help="The title, in the present language; its practice's without it.")
@click.option("--minutes", type=int, required=True, help="How long it takes.")
@click.option("--practice", help="The id of the best practice that is shown.")
@click.option("--position", type=click.IntRange(min=1), help="Its place in the session, from 1; the last without it.")
@pass_run
def add(
    run: Run, session: str, code: str, title: str | None, minutes: int, practice: str | None, position: int | None
) -> None:
    """Adds a slot to SESSION."""
    with run.app() as app, app.database.write() as tx:
        event = get_event(tx, code)
        added = slots.add_slot(
            tx,
            session=get_session(tx, event, session).id,
            title=title or "",
            minutes=minutes,
            practice=practice,
            position=None if position is None else position - 1,
        )
        row = _row(tx, event, added.id)
    run.answer(row, _("“{title}” is slot {n} of “{session}”.").format(
        title=added.label, n=added.position + 1, session=row["session_title"]
    ))  # fmt: skip


@slot.command("list")
@click.argument("session")
@click.option("--event", "code", required=True, metavar="C", help="The event's code.")
@pass_run
def list_(run: Run, session: str, code: str) -> None:
    """Lists the slots of SESSION with their times."""
    with run.app() as app, app.database.read() as tx:
        event = get_event(tx, code)
        rows = [_row(tx, event, found.id) for found in get_session(tx, event, session).slots]
    run.answer_all(
        rows, ["position", "start", "minutes", "title", "slot"], _("No slot. Add one with “agenda slot add”.")
    )


@slot.command()
@click.argument("slot_ref", metavar="SLOT")
@click.option("--event", "code", required=True, metavar="C", help="The event's code.")
@click.option("--title", help="The title, in the present language.")
@click.option("--minutes", type=int, help="How long it takes.")
@click.option("--practice", help="The id of the best practice that is shown; an empty one for none.")
@pass_run
def edit(run: Run, slot_ref: str, code: str, title: str | None, minutes: int | None, practice: str | None) -> None:
    """Changes SLOT (its title or id)."""
    changes: dict[str, Any] = {"title": title, "minutes": minutes}
    changes = {field: value for field, value in changes.items() if value is not None}
    if practice is not None:
        changes["practice"] = practice or None
    if not changes:
        raise click.UsageError(_("Say what is to be changed, such as --minutes 20."))
    with run.app() as app, app.database.write() as tx:
        event = get_event(tx, code)
        _session, found = find_slot(tx, event, slot_ref)
        slots.edit_slot(tx, slot=found.id, changes=changes)
        row = _row(tx, event, found.id)
    run.answer(row, _("“{title}” is changed.").format(title=row["title"]))


@slot.command()
@click.argument("slot_ref", metavar="SLOT")
@click.option("--event", "code", required=True, metavar="C", help="The event's code.")
@click.option("--session", help="The session it goes to; its own without it.")
@click.option("--position", type=click.IntRange(min=1), help="Its place there, from 1; the last without it.")
@pass_run
def move(run: Run, slot_ref: str, code: str, session: str | None, position: int | None) -> None:
    """Moves SLOT within its session, or to another."""
    with run.app() as app, app.database.write() as tx:
        event = get_event(tx, code)
        own, found = find_slot(tx, event, slot_ref)
        to = own if session is None else get_session(tx, event, session)
        slots.move_slot(tx, slot=found.id, session=to.id, position=None if position is None else position - 1)
        row = _row(tx, event, found.id)
    run.answer(row, _("“{title}” is slot {n} of “{session}”.").format(
        title=row["title"], n=row["position"], session=row["session_title"]
    ))  # fmt: skip


@slot.command()
@click.argument("slot_ref", metavar="SLOT")
@click.option("--event", "code", required=True, metavar="C", help="The event's code.")
@pass_run
def remove(run: Run, slot_ref: str, code: str) -> None:
    """Takes SLOT out of its session."""
    with run.app() as app, app.database.write() as tx:
        event = get_event(tx, code)
        _session, found = find_slot(tx, event, slot_ref)
        row = _row(tx, event, found.id)
        slots.remove_slot(tx, slot=found.id)
    run.answer(row, _("“{title}” is taken out.").format(title=row["title"]))


def find_slot(tx: Tx, event: Event, ref: str) -> tuple[AgendaSession, Slot]:
    """The slot with this id or title, and its session. Raises ``UserError`` where there is none, or several."""
    pairs = [(session, slot) for session in read_programme(tx, event).sessions for slot in session.slots]
    found = [pair for pair in pairs if pair[1].id == ref.strip()]
    found = found or [pair for pair in pairs if fold(ref.strip()) in {fold(t) for t in pair[1].title.values()}]
    if not found:
        raise UserError(_("There is no slot “{ref}”. Give its title or its id.").format(ref=ref))
    if len(found) > 1:
        names = "; ".join(f"{session.label}: {slot.label} ({slot.id})" for session, slot in found)
        raise UserError(_("“{ref}” stands for several: {names}. Give the id of one.").format(ref=ref, names=names))
    return found[0]


def _row(tx: Tx, event: Event, slot: str) -> dict[str, Any]:
    session, found = find_slot(tx, event, slot)
    starts_at = next(at for each, at in session.slot_times() if each.id == found.id)
    local = event.local(starts_at) if starts_at else None
    return {
        "slot": found.id,
        "session": session.id,
        "session_title": session.label,
        "position": found.position + 1,
        "title": found.label,
        "titles": found.title,
        "start": local and f"{local:%H:%M}",
        "starts_at": local,
        "minutes": found.minutes,
        "practice": found.practice,
    }
