"""``digest``: one figure for the state."""

import click

from o2o_events.cli.context import Run, pass_run
from o2o_events.registers.events import get_event
from o2o_events.replication.digest import digest as compute


@click.command()
@click.option("--event", "event_code", metavar="C", help="Only this event.")
@pass_run
def digest(run: Run, event_code: str | None) -> None:
    """Two desks with the same digest have the same state, whatever the path to it."""
    with run.app() as app, app.database.read() as tx:
        found = compute(tx, get_event(tx, event_code).id if event_code else None)
    run.answer({"digest": found}, found)
