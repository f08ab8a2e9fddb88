"""``forum``: outside fora and bodies that took part in the events."""

import click

from o2o_events.cli.register_commands import add_commands
from o2o_events.registers.fora import FORA


@click.group()
def forum() -> None:
    """Outside fora and bodies that took part in the events."""


add_commands(
    forum,
    FORA,
    {
        "add": "Notes that a forum took part in an event.",
        "edit": "Changes FORUM (its id or name).",
        "list": "Lists the fora, by event.",
        "remove": "Takes FORUM out of the register.",
        "import": "Imports a table of fora (CSV, XLSX), as “forum export” writes it.",
        "export": "Writes all fora as a table.",
        "event": "The event it took part in.",
        "name": "The forum or body.",
        "representatives": "Who came for it.",
        "note": "Anything else.",
    },
)
