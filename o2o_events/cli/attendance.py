"""``attendance``: who was registered, and who came when."""

from pathlib import Path

import click

from o2o_events.cli.context import Run, pass_run
from o2o_events.i18n import _
from o2o_events.registers.events import ENTRANCE, get_event


@click.command()
@click.option("--event", "event_code", required=True, metavar="C", help="The event's code.")
@click.option("--checkpoint", default=ENTRANCE, show_default=True, metavar="N")
@click.option(
    "-o",
    "--output",
    "file",
    required=True,
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Ends in .csv, .xlsx, .json or .pdf; replaced if it exists.",
)
@pass_run
def attendance(run: Run, event_code: str, checkpoint: str, file: Path) -> None:
    """Writes the attendance list: everybody registered or confirmed, no-shows included and marked."""
    from o2o_events.documents.attendance import write_attendance

    with run.app() as app:
        with app.database.read() as tx:
            event = get_event(tx, event_code)
        written = write_attendance(app.database, event=event, file=file, checkpoint=checkpoint)
    words = _("Written: {file}. People listed: {rows}; no-shows among them: {no_shows}.")
    run.answer({"rows": written.rows}, words.format(rows=written.rows, file=written.file, no_shows=written.no_shows))
