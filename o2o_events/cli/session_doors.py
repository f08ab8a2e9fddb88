"""``checkpoint for-sessions`` and ``checkpoint remove``: doors of sessions."""

from typing import Any

import click

from o2o_events.agenda.queries import get_session
from o2o_events.checkin.checkpoints import MINUTES_BEFORE, get_checkpoint
from o2o_events.checkin.session_doors import DOOR_POLICIES, Doors, add_doors, add_session_door, remove_door
from o2o_events.cli.context import Run, pass_run
from o2o_events.cli.day import DAY
from o2o_events.i18n import _, ngettext
from o2o_events.registers.events import get_event

_EVENT = click.option("--event", "code", required=True, metavar="C", help="The event's code.")


@click.command("for-sessions")
@_EVENT
@click.option("--day", type=DAY, help="Only the sessions of this day.")
@click.option("--session", "ref", metavar="S", help="Only this session, by title or id.")
@click.option("--policy", type=click.Choice(DOOR_POLICIES), default="in-out", show_default=True)
@click.option("--minutes-before", type=int, default=MINUTES_BEFORE, show_default=True, help="When the door opens.")
@pass_run
def for_sessions(run: Run, code: str, day: Any, ref: str | None, policy: str, minutes_before: int) -> None:
    """Gives sessions their checkpoints; each follows its session when it moves."""
    if day is not None and ref is not None:
        raise click.UsageError(_("Give either --day or --session."))
    with run.app() as app, app.database.write() as tx:
        event = get_event(tx, code)
        if ref is None:
            doors = add_doors(
                tx, event=event, day=day.date() if day else None, policy=policy, minutes_before=minutes_before
            )
        else:
            session = get_session(tx, event, ref)
            made = add_session_door(tx, event=event, session=session, policy=policy, minutes_before=minutes_before)
            doors = Doors((made,), 0)
        rows = [
            {
                "name": door.name,
                "session": door.session,
                "policy": door.policy,
                "opens": door.opens_at and event.local(door.opens_at),
                "closes": door.closes_at and event.local(door.closes_at),
                "capacity": door.capacity,
            }
            for door in doors.made
        ]
    none = ngettext(
        "{n} session has its checkpoint already. Nothing was added.",
        "{n} sessions have their checkpoints already. Nothing was added.",
        doors.had_one,
    )
    run.answer_all(rows, ["name", "policy", "opens", "closes", "capacity"], none.format(n=doors.had_one))


@click.command()
@click.argument("name")
@_EVENT
@pass_run
def remove(run: Run, name: str, code: str) -> None:
    """Takes a session's checkpoint away, where no badge was scanned at it."""
    with run.app() as app, app.database.write() as tx:
        door = get_checkpoint(tx, get_event(tx, code), name)
        remove_door(tx, checkpoint=door)
    run.answer({"name": door.name, "removed": True}, _("Checkpoint “{name}” taken away.").format(name=door.name))


COMMANDS = (for_sessions, remove)
