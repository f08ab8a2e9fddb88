"""``category``: what people come as."""

import re

import click

from o2o_events.cli.context import Run, pass_run
from o2o_events.errors import UserError
from o2o_events.i18n import _
from o2o_events.registers.categories import Category, add_category, list_categories

_COLOUR = re.compile(r"#[0-9A-Fa-f]{6}")


@click.group()
def category() -> None:
    """What people come as: delegate, speaker, and your own."""


@category.command()
@click.option("--name", required=True, help="The word on the badge.")
@click.option("--colour", "--color", default="#1F5FA8", show_default=True, help="The badge's colour, such as #1F5FA8.")
@click.option("--participants/--no-participants", default=True, help="Whether they count as participants.")
@pass_run
def add(run: Run, name: str, colour: str, participants: bool) -> None:
    """Adds a category of your own."""
    if not _COLOUR.fullmatch(colour):
        raise UserError(_("“{colour}” is no colour. Write it like #1F5FA8.").format(colour=colour))
    with run.app() as app, app.database.write() as tx:
        added = add_category(tx, name=name, colour=colour, is_participant=participants)
    run.answer(_row(added), _("Category “{name}” added; its code is {code}.").format(name=added.label, code=added.code))


@category.command("list")
@pass_run
def list_(run: Run) -> None:
    """Lists the categories."""
    with run.app() as app, app.database.read() as tx:
        rows = [_row(found) for found in list_categories(tx)]
    run.answer_all(rows, ["code", "name", "colour", "is_participant"], _("There is no category."))


def _row(found: Category) -> dict[str, object]:
    return {
        "code": found.code,
        "number": found.number,
        "name": found.label,
        "colour": found.colour,
        "is_participant": found.is_participant,
    }
