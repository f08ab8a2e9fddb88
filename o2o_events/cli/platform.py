"""``platform``: e-commerce platforms, and how far each is engaged."""

from datetime import date

import click

from o2o_events.cli.context import Run, pass_run
from o2o_events.cli.register_commands import add_commands, answer_entry
from o2o_events.i18n import _
from o2o_events.registers.events import get_event
from o2o_events.registers.platforms import PLATFORMS, STAGES, mark_platform
from o2o_events.registers.register import Field
from o2o_events.registers.register_records import get_entry
from o2o_events.registers.register_values import read_value


@click.group()
def platform() -> None:
    """E-commerce platforms: contacted, confirmed, attended, gave input, interviewed before and after."""


add_commands(
    platform,
    PLATFORMS,
    {
        "add": "Adds a platform.",
        "edit": "Changes PLATFORM (its id or name).",
        "list": "Lists the platforms with what they reached.",
        "remove": "Takes PLATFORM out of the register.",
        "import": "Imports a table of platforms (CSV, XLSX), as “platform export” writes it.",
        "export": "Writes all platforms as a table.",
        "name": "Its name.",
        "economy": "The economy it is from; an empty one for none.",
        "economy_note": "The economy in words, where it is not a member.",
        "contact": "Who speaks for it.",
        "contacted_on": "The day it was contacted; an empty one for never.",
        "confirmed_on": "The day it confirmed.",
        "attended": "An event it attended; repeat. All that are not named are taken off.",
        "gave_input_on": "The day it gave input.",
        "interviewed_before_on": "The day of its interview before the events.",
        "interviewed_after_on": "The day of its interview after the events.",
        "note": "Anything else.",
    },
)


@platform.command()
@click.argument("which", metavar="PLATFORM")
@click.option(
    "--stage",
    type=click.Choice(STAGES),
    metavar="STAGE",
    required=True,
    help="contacted, confirmed, attended, gave_input, interviewed_before or interviewed_after.",
)
@click.option("--on", "day", metavar="YYYY-MM-DD", help="The day, such as 2016-03-17; today if none is given.")
@click.option("--event", "code", metavar="C", help="The event, for “attended”.")
@click.option("--undo", is_flag=True, help="It did not reach it after all.")
@pass_run
def mark(run: Run, which: str, stage: str, day: str | None, code: str | None, undo: bool) -> None:
    """Notes that PLATFORM reached a stage."""
    with run.app() as app, app.database.write() as tx:
        event = get_event(tx, code) if code is not None else None
        found = get_entry(tx, PLATFORMS, which)
        on: date | None = read_value(Field("on", lambda: "", "date"), day) or app.now().date()
        marked = mark_platform(tx, platform=found.id, stage=stage, on=None if undo else on, event=event)
        answer = answer_entry(run, tx, PLATFORMS, marked)
    answer(_("“{label}” is changed."))
