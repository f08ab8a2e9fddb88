"""``recommendation``: policy recommendations, their wording in versions, and who endorses them."""

from pathlib import Path

import click

from o2o_events.cli.context import Run, pass_run
from o2o_events.cli.register_commands import add_commands, answer_entry
from o2o_events.errors import UserError
from o2o_events.i18n import _
from o2o_events.registers.recommendations import ENDORSEMENTS, RECOMMENDATIONS, TEXTS, endorse
from o2o_events.registers.register import Field
from o2o_events.registers.register_records import get_entry
from o2o_events.registers.register_values import read_value


@click.group()
def recommendation() -> None:
    """Policy recommendations: drafted, revised, final, and endorsed by which economies."""


@recommendation.group()
def text() -> None:
    """The wordings of the recommendations, stage by stage."""


@recommendation.group()
def endorsement() -> None:
    """Which economies endorsed which recommendations, and when."""


add_commands(
    recommendation,
    RECOMMENDATIONS,
    {
        "add": "Adds a recommendation; its wording is added by “recommendation text add”.",
        "edit": "Changes RECOMMENDATION (its number, title or id).",
        "list": "Lists the recommendations with their stage and endorsements.",
        "remove": "Takes RECOMMENDATION out of the register, with its texts and endorsements.",
        "import": "Imports a table of recommendations (CSV, XLSX), as “recommendation export” writes it.",
        "export": "Writes all recommendations as a table.",
        "number": "Its number; the next one if none is given.",
        "title": "Its title, in the present language.",
        "title_in": "The title in a language; repeat.",
        "stage": "How far it is; a new wording moves it on by itself.",
        "drafted_at": "The event that drafted it.",
    },
)
add_commands(
    text,
    TEXTS,
    {
        "add": "Keeps a wording beside the earlier ones, and moves the recommendation on to its stage.",
        "edit": "Changes TEXT (its id).",
        "list": "Lists the wordings, by recommendation and stage.",
        "remove": "Takes TEXT out of the register.",
        "import": "Imports a table of wordings (CSV, XLSX), as “recommendation text export” writes it.",
        "export": "Writes all wordings as a table.",
        "recommendation": "The recommendation: its number, title or id.",
        "stage": "Which version it is.",
        "wording": "The wording, in the present language.",
        "wording_in": "The wording in a language; repeat.",
        "written_on": "The day it was written, such as 2016-07-15.",
        "note": "Anything else.",
    },
)
add_commands(
    endorsement,
    ENDORSEMENTS,
    {
        "add": "Notes that an economy endorsed a final recommendation.",
        "edit": "Changes ENDORSEMENT (its id).",
        "list": "Lists the endorsements, by recommendation in APEC's order.",
        "remove": "Takes ENDORSEMENT out of the register.",
        "import": "Imports a table of endorsements (CSV, XLSX), as “recommendation endorsement export” writes it.",
        "export": "Writes all endorsements as a table.",
        "recommendation": "The recommendation: its number, title or id.",
        "economy": "The member economy that endorsed it.",
        "endorsed_on": "The day it did, such as 2016-09-05.",
        "endorsed_by": "Who said so for the economy.",
    },
)


@recommendation.command("endorse")
@click.argument("which", metavar="RECOMMENDATION")
@click.option("--economy", "economies", multiple=True, required=True, help="A member economy that endorsed it; repeat.")
@click.option("--on", "day", required=True, metavar="YYYY-MM-DD", help="The day they did, such as 2016-09-05.")
@click.option("--by", default="", help="Who said so for the economy.")
@pass_run
def endorse_(run: Run, which: str, economies: tuple[str, ...], day: str, by: str) -> None:
    """Notes which economies endorsed RECOMMENDATION (its number, title or id)."""
    with run.app() as app, app.database.write() as tx:
        found = get_entry(tx, RECOMMENDATIONS, which)
        on = read_value(Field("on", lambda: "", "date"), day)
        if on is None:
            raise UserError(_("“{text}” is not a day. Write it like 2016-03-17.").format(text=day))
        for economy in economies:
            endorse(tx, recommendation=found.id, economy=economy, endorsed_on=on, endorsed_by=by)
        answer = answer_entry(run, tx, RECOMMENDATIONS, found)
    answer(_("“{label}” is endorsed."))


@recommendation.command()
@click.option(
    "-o",
    "--output",
    "file",
    required=True,
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Ends in .pdf; replaced if it exists.",
)
@click.option("--paper", default="A4", help="A4 or Letter.")
@pass_run
def sheet(run: Run, file: Path, paper: str) -> None:
    """Writes the sheet on which economies sign the final recommendations, as a PDF in English."""
    from o2o_events.documents.endorsement_sheet import write_endorsement_sheet

    with run.app() as app:
        written = write_endorsement_sheet(app.database, file=file, paper=paper)
    run.answer(
        {"file": str(file), "recommendations": written.recommendations, "pages": written.pages},
        _("Written: {file}. Recommendations: {n}.").format(file=file, n=written.recommendations),
    )
