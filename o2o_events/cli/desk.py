"""``desk``: this installation's name."""

import click

from o2o_events.cli.context import Run, pass_run
from o2o_events.i18n import _
from o2o_events.registers.desks import Desk, name_desk, this_desk


@click.group()
def desk() -> None:
    """This desk's name."""


@desk.command()
@pass_run
def show(run: Run) -> None:
    """Shows this desk's name and id."""
    with run.app() as app, app.database.read() as tx:
        own = this_desk(tx)
    run.answer(_row(own), own.name)


@desk.command("set")
@click.option("--name", required=True, help="Such as “Desk 2” or “North door”.")
@pass_run
def set_(run: Run, name: str) -> None:
    """Names this desk."""
    with run.app() as app, app.database.write() as tx:
        own = name_desk(tx, name=name)
    run.answer(_row(own), _("This desk is now “{name}”.").format(name=own.name))


def _row(own: Desk) -> dict[str, object]:
    return {"desk": own.id, "name": own.name}
