"""``barrier``: barriers to e-commerce that SMEs meet."""

import click

from o2o_events.cli.register_commands import add_commands
from o2o_events.registers.barriers import BARRIERS


@click.group()
def barrier() -> None:
    """The barriers to e-commerce that were identified, and what is recommended against them."""


add_commands(
    barrier,
    BARRIERS,
    {
        "add": "Adds a barrier.",
        "edit": "Changes BARRIER (its id or title).",
        "list": "Lists the barriers, by event and category.",
        "remove": "Takes BARRIER out of the register.",
        "import": "Imports a table of barriers (CSV, XLSX), as “barrier export” writes it.",
        "export": "Writes all barriers as a table.",
        "title": "The barrier in a few words, in the present language.",
        "title_in": "The title in a language; repeat.",
        "category": "What it concerns: online, payment, delivery, after_sales, financing, management or trade_cost.",
        "level": "Where it arises.",
        "economy": "The economy it was met in; an empty one for none.",
        "event": "The event at which it was identified.",
        "source": "Who told of it; the rapporteur if nothing is said.",
        "recommendation": "What is recommended against it: number, title or id.",
        "description": "More about it.",
        "source_ref": "The answer it came from.",
    },
)
