"""``status``: the figures of a checkpoint."""

from dataclasses import asdict

import click

from o2o_events.checkin.checkpoints import get_checkpoint
from o2o_events.checkin.queries import event_status
from o2o_events.cli.context import Run, pass_run
from o2o_events.registers.events import ENTRANCE, get_event


@click.command()
@click.option("--event", "event_code", required=True, metavar="C", help="The event's code.")
@click.option("--checkpoint", "checkpoint_name", default=ENTRANCE, show_default=True, metavar="N")
@pass_run
def status(run: Run, event_code: str, checkpoint_name: str) -> None:
    """How many are registered, came, and are inside."""
    with run.app() as app, app.database.read() as tx:
        event = get_event(tx, event_code)
        figures = event_status(tx, event, get_checkpoint(tx, event, checkpoint_name))
    run.answer(asdict(figures))
