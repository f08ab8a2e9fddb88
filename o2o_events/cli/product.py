"""``product``: hot products of O2O business."""

import click

from o2o_events.cli.context import Run, pass_run
from o2o_events.cli.register_commands import add_commands
from o2o_events.i18n import _
from o2o_events.registers.economies import economy_name
from o2o_events.registers.products import PER_ECONOMY, PRODUCTS, products_by_economy


@click.group()
def product() -> None:
    """Hot products of O2O business, two of each member economy."""


add_commands(
    product,
    PRODUCTS,
    {
        "add": "Adds a hot product.",
        "edit": "Changes PRODUCT (its id or name).",
        "list": "Lists the products, by economy in APEC's order.",
        "remove": "Takes PRODUCT out of the register.",
        "import": "Imports a table of products (CSV, XLSX), as “product export” writes it.",
        "export": "Writes all products as a table.",
        "economy": "The member economy it is of.",
        "name": "What it is called, in the present language.",
        "name_in": "The name in a language; repeat.",
        "company": "Who makes or sells it.",
        "o2o_model": "The O2O model, such as “click and collect”.",
        "description": "More about it.",
    },
)


@product.command()
@pass_run
def figures(run: Run) -> None:
    """Tells how many products each member economy has."""
    with run.app() as app, app.database.read() as tx:
        counts = products_by_economy(tx)
    rows = [{"economy": economy_name(c), "products": n, "target": PER_ECONOMY} for c, n in counts.items()]
    run.answer_all(rows, ["economy", "products", "target"], _("There are no products yet."))
