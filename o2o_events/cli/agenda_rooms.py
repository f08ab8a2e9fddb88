"""``agenda room``: the rooms of an event."""

from typing import Any

import click

from o2o_events.agenda import rooms
from o2o_events.agenda.programme import Room
from o2o_events.agenda.queries import get_room, list_rooms
from o2o_events.cli.context import Run, pass_run
from o2o_events.i18n import _
from o2o_events.registers.events import get_event


@click.group()
def room() -> None:
    """The rooms of an event."""


@room.command()
@click.option("--event", "code", required=True, metavar="C", help="The event's code.")
@click.option("--name", required=True, help="The room's name, in the present language.")
@click.option("--capacity", type=int, help="How many people it holds.")
@pass_run
def add(run: Run, code: str, name: str, capacity: int | None) -> None:
    """Adds a room."""
    with run.app() as app, app.database.write() as tx:
        added = rooms.add_room(tx, event=get_event(tx, code), name=name, capacity=capacity)
    run.answer(_row(added), _("Room “{name}” added.").format(name=added.label))


@room.command("list")
@click.option("--event", "code", required=True, metavar="C", help="The event's code.")
@pass_run
def list_(run: Run, code: str) -> None:
    """Lists an event's rooms."""
    with run.app() as app, app.database.read() as tx:
        rows = [_row(found) for found in list_rooms(tx, get_event(tx, code))]
    run.answer_all(rows, ["name", "capacity", "room"], _("No room. Add one with “agenda room add”."))


@room.command()
@click.argument("name_or_id", metavar="ROOM")
@click.option("--event", "code", required=True, metavar="C", help="The event's code.")
@click.option("--name", help="Its new name, in the present language.")
@click.option("--capacity", type=int, help="How many people it holds; 0 for not known.")
@click.option("--position", type=click.IntRange(min=1), help="Its place from left to right, from 1.")
@pass_run
def edit(run: Run, name_or_id: str, code: str, name: str | None, capacity: int | None, position: int | None) -> None:
    """Changes ROOM."""
    changes: dict[str, Any] = {}
    if name is not None:
        changes["name"] = name
    if capacity is not None:
        changes["capacity"] = capacity or None
    if position is not None:
        changes["position"] = position - 1
    if not changes:
        raise click.UsageError(_("Say what is to be changed, such as --capacity 120."))
    with run.app() as app, app.database.write() as tx:
        event = get_event(tx, code)
        found = get_room(tx, event, name_or_id)
        rooms.edit_room(tx, room=found.id, changes=changes)
        after = get_room(tx, event, found.id)
    run.answer(_row(after), _("Room “{name}” is changed.").format(name=after.label))


@room.command()
@click.argument("name_or_id", metavar="ROOM")
@click.option("--event", "code", required=True, metavar="C", help="The event's code.")
@pass_run
def remove(run: Run, name_or_id: str, code: str) -> None:
    """Takes ROOM away, once no session is in it."""
    with run.app() as app, app.database.write() as tx:
        found = get_room(tx, get_event(tx, code), name_or_id)
        rooms.remove_room(tx, room=found.id)
    run.answer(_row(found), _("Room “{name}” is taken away.").format(name=found.label))


def _row(found: Room) -> dict[str, Any]:
    return {
        "room": found.id,
        "name": found.label,
        "names": found.name,
        "capacity": found.capacity,
        "position": found.position + 1,
    }
