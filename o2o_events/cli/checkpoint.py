"""``checkpoint``: where badges are scanned."""

from typing import Any

import click

from o2o_events.checkin import checkpoints
from o2o_events.checkin.checkpoints import POLICIES, Checkpoint
from o2o_events.checkin.session_doors import door_session, knows_session
from o2o_events.cli import session_doors
from o2o_events.cli.context import Run, pass_run
from o2o_events.i18n import _
from o2o_events.registers.events import Event, get_event


@click.group()
def checkpoint() -> None:
    """Where badges are scanned, and whom each place lets in."""


for _command in session_doors.COMMANDS:
    checkpoint.add_command(_command)


@checkpoint.command()
@click.option("--event", "event_code", required=True, metavar="C")
@click.option("--name", required=True, metavar="N")
@click.option("--policy", type=click.Choice(POLICIES), required=True)
@click.option("--category", "categories", multiple=True, metavar="K", help="Only for this category; repeat.")
@click.option("--session", metavar="S", help="The session it belongs to, by title or id.")
@click.option("--minutes-before", type=int, metavar="N", help="How long before its session it opens.")
@click.option("--opens", metavar="T")
@click.option("--closes", metavar="T")
@click.option("--capacity", type=int, metavar="N", help="How many may be inside at once.")
@click.option("--no-reentry", is_flag=True, help="Nobody enters again after leaving.")
@click.option("--max-entries", type=int, metavar="N")
@click.option("--minutes-between", type=int, metavar="N")
@pass_run
def add(
    run: Run,
    event_code: str,
    name: str,
    policy: str,
    categories: tuple[str, ...],
    session: str | None,
    minutes_before: int | None,
    opens: str | None,
    closes: str | None,
    capacity: int | None,
    no_reentry: bool,
    max_entries: int | None,
    minutes_between: int | None,
) -> None:
    """Adds a checkpoint."""
    with run.app() as app, app.database.write() as tx:
        event = get_event(tx, event_code)
        door = door_session(tx, event, session) if session else None
        is_known = door is None or knows_session(tx, event, door)
        added = checkpoints.add_checkpoint(
            tx,
            event=event,
            name=name,
            policy=policy,
            categories=list(categories),
            session=door,
            minutes_before=minutes_before,
            opens_at=event.parse_moment(opens) if opens else None,
            closes_at=event.parse_moment(closes) if closes else None,
            capacity=capacity,
            allows_reentry=not no_reentry,
            max_entries=max_entries,
            minutes_between=minutes_between,
        )
    words = _("Checkpoint “{name}” added.").format(name=added.name)
    if not is_known:
        words += " " + _("No session of the agenda is called “{title}”, so it follows none.").format(title=door)
    run.answer(_row(event, added), words)


@checkpoint.command("list")
@click.option("--event", "event_code", required=True, metavar="C")
@pass_run
def list_(run: Run, event_code: str) -> None:
    """Lists an event's checkpoints."""
    with run.app() as app, app.database.read() as tx:
        event = get_event(tx, event_code)
        rows = [_row(event, c) for c in checkpoints.list_checkpoints(tx, event)]
    run.answer_all(rows, ["name", "policy", "categories", "opens", "closes", "capacity"], _("No checkpoint."))


def _row(event: Event, checkpoint: Checkpoint) -> dict[str, Any]:
    """Its fields, moments in venue time."""
    return {
        "name": checkpoint.name,
        "policy": checkpoint.policy,
        "categories": None if checkpoint.categories is None else list(checkpoint.categories),
        "session": checkpoint.session,
        "opens": checkpoint.opens_at and event.local(checkpoint.opens_at),
        "closes": checkpoint.closes_at and event.local(checkpoint.closes_at),
        "capacity": checkpoint.capacity,
        "reentry": checkpoint.allows_reentry,
        "max_entries": checkpoint.max_entries,
        "minutes_between": checkpoint.minutes_between,
    }
