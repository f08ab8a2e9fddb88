"""``feedback barriers``: what participants named as barriers, into the register."""

from dataclasses import asdict

import click

from o2o_events.cli.context import Run, pass_run
from o2o_events.feedback.barrier_feed import feed_barriers
from o2o_events.i18n import _


@click.command()
@pass_run
def barriers(run: Run) -> None:
    """Adds the barriers of all answers to the barrier register, each once; takes out those of answers taken out."""
    with run.app() as app, app.database.write() as tx:
        fed = feed_barriers(tx)
    run.answer(asdict(fed), _("Barriers added: {added}; taken out: {removed}.").format(**asdict(fed)))
