"""``report options``: the choices that the figures of reports rest on."""

from dataclasses import asdict
from typing import Any

import click

from o2o_events.cli.context import Run, pass_run
from o2o_events.errors import UserError
from o2o_events.i18n import _
from o2o_events.indicators.options import read_options, set_options, usual_rule
from o2o_events.indicators.values import ReportOptions
from o2o_events.registers.categories import find_category, list_categories

USUAL = "usual"


@click.command("options")
@click.option("--participants", "names", metavar="A,B,...", help="Categories that count as participants, or “usual”.")
@click.option("--youth-of", type=click.Choice(["all", "women"]), help="Whose share led by youth the target means.")
@click.option("--products-of", type=click.Choice(["members", "contributing"]), help="Of whom two products are wanted.")
@click.option("--economies-of", type=click.Choice(["register", "accepted"]), help="Which practices bring an economy.")
@click.option("--over", type=click.Choice(["more", "at-least"]), help="What “over 100” is: 101, or 100.")
@click.option("--consent", type=click.Choice(["list", "survey"]), help="What those in T5 agreed to.")
@click.option(
    "--no-shows/--without-no-shows", "lists_no_shows", default=None, help="Whether T4 lists who did not come."
)
@click.option("--entrance", "entrances", multiple=True, help="A checkpoint where people check in; repeat.")
@click.option("--handout", "handouts", multiple=True, help="A checkpoint that hands the Guidebook out; repeat.")
@click.option("--target", "targets", multiple=True, metavar="N=NUMBER", help="The target of indicator N; repeat.")
@pass_run
def options(run: Run, /, names: str | None, over: str | None, targets: tuple[str, ...], **given: Any) -> None:
    """Shows or sets who counts as a participant, and how open wordings are read; every report says which."""
    choices = {name: value for name, value in given.items() if value not in (None, ())}
    if over is not None:
        choices["over_is_more"] = over == "more"
    if targets:
        choices["targets"] = dict(map(_target, targets))
    is_write = bool(choices or names)
    with run.app() as app, app.database.write() if is_write else app.database.read() as tx:
        if names is not None:
            choices["categories"] = None if names.strip().casefold() == USUAL else _categories(tx, names)
        if "targets" in choices:
            choices["targets"] = {**read_options(tx).targets, **choices["targets"]}
        found = set_options(tx, **choices) if is_write else read_options(tx)
        usual = usual_rule(tx)
    run.answer(_row(found, is_usual=found.rule == usual))


def _target(text: str) -> tuple[int, float]:
    number, _equals, target = text.partition("=")
    try:
        return int(number), float(target)
    except ValueError as error:
        raise UserError(_("“{text}” is no target. Write it like 1=400.").format(text=text)) from error


def _categories(tx: Any, names: str) -> list[str]:
    known = list_categories(tx)
    codes = []
    for name in names.split(","):
        category = find_category(known, name)
        if category is None:
            raise UserError(
                _("There is no category “{name}”. Choose one of: {names}.").format(
                    name=name.strip(), names=", ".join(c.code for c in known)
                )
            )
        codes.append(category.code)
    return codes


def _row(found: ReportOptions, *, is_usual: bool) -> dict[str, Any]:
    row = {name: value for name, value in asdict(found).items() if name != "rule"}
    row["targets"] = {str(number): target for number, target in found.targets.items()}
    categories = sorted(found.rule.categories) if found.rule else []
    return {"participants": categories, "participants_are_usual": is_usual, **row}
