"""``output``: what the project publishes, how often it is accessed, and whom it was sent to."""

from typing import Any

import click

from o2o_events.cli.register_commands import add_commands
from o2o_events.db.transaction import Tx
from o2o_events.i18n import ngettext
from o2o_events.registers.outputs import DISSEMINATIONS, OUTPUTS, READINGS


@click.group()
def output() -> None:
    """What the project publishes: the Guidebook, the report; their accesses and where they went."""


@output.group()
def reading() -> None:
    """Dated readings of an output's web counter: all accesses up to that day."""


@output.group()
def dissemination() -> None:
    """The bodies that an output was sent to."""


def _copies(tx: Tx, rows: list[dict[str, Any]]) -> None:
    """Of the Guidebook also the copies that the hand-out checkpoints gave out."""
    guides = [row for row in rows if row["kind"] == "guidebook"]
    if len(guides) != 1:  # of several nobody knows which was handed out
        return
    from o2o_events.indicators.handed_out import copies_handed_out  # imported when it is needed

    [guide], copies = guides, copies_handed_out(tx)
    guide["copies_handed_out"] = copies
    if copies:
        words = ngettext("{n} copy handed out", "{n} copies handed out", copies).format(n=copies)
        guide["standing"] = " · ".join(filter(None, (guide["standing"], words)))


add_commands(
    output,
    OUTPUTS,
    {
        "add": "Adds an output.",
        "edit": "Changes OUTPUT (its id, its title, or “guidebook”).",
        "list": "Lists the outputs with what they reached.",
        "remove": "Takes OUTPUT out of the register.",
        "import": "Imports a table of outputs (CSV, XLSX), as “output export” writes it.",
        "export": "Writes all outputs as a table.",
        "title": "Its title, in the present language.",
        "title_in": "The title in a language; repeat.",
        "kind": "What it is.",
        "status": "How far it is.",
        "published_on": "The day it was published; needed once it is.",
        "link": "Where it is found, such as https://example.org/guidebook.",
    },
    more=_copies,
)
add_commands(
    reading,
    READINGS,
    {
        "add": "Keeps what the web counter said on a day.",
        "edit": "Changes READING (its id).",
        "list": "Lists the readings, by output and day.",
        "remove": "Takes READING out of the register.",
        "import": "Imports readings (CSV, XLSX): a day and all accesses up to it on each row.",
        "export": "Writes all readings as a table.",
        "output": "What was accessed: its title, “guidebook”, or its id.",
        "read_on": "The day of the reading, such as 2016-10-01.",
        "accesses": "All accesses up to that day.",
        "source": "The counter it was read from.",
    },
)
add_commands(
    dissemination,
    DISSEMINATIONS,
    {
        "add": "Notes a body that an output was sent to.",
        "edit": "Changes DISSEMINATION (its id).",
        "list": "Lists the bodies, by output.",
        "remove": "Takes DISSEMINATION out of the register.",
        "import": "Imports a list of bodies (CSV, XLSX), as “output dissemination export” writes it.",
        "export": "Writes all bodies as a table.",
        "output": "What was sent: its title, “guidebook”, or its id.",
        "body": "The body it was sent to.",
        "economy": "The economy of that body; an empty one for none.",
        "sent_on": "The day it was sent, such as 2016-10-01.",
        "copies": "How many copies.",
        "note": "Anything else.",
    },
)
