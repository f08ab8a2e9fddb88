"""``export`` and ``merge``: files that carry a project between computers."""

import sys
from dataclasses import asdict
from pathlib import Path

import click

from o2o_events.cli.context import Run, pass_run, read_passphrase
from o2o_events.db.encryption import is_protected
from o2o_events.errors import UserError
from o2o_events.i18n import _
from o2o_events.registers.events import get_event
from o2o_events.replication.exchange import Progress, Received

PASSPHRASE = click.option(
    "--export-passphrase-file",
    "passphrase_file",
    type=click.Path(path_type=Path),
    help="A file whose first line is the passphrase of the exported file; else the project's own counts.",
)


@click.command()
@click.option("--event", "event_code", metavar="C", help="The event's code; a file for a desk needs none.")
@click.option("-o", "--output", "file", required=True, type=click.Path(path_type=Path), metavar="FILE.sqlite")
@click.option("--kind", type=click.Choice(["archive", "desk", "anonymous"]), default="archive", show_default=True)
@PASSPHRASE
@click.option("--overwrite", is_flag=True, help="Replace a file of that name.")
@pass_run
def export(
    run: Run, event_code: str | None, file: Path, kind: str, passphrase_file: Path | None, overwrite: bool
) -> None:
    """Writes one SQLite file: an event's archive, a replica for another desk, or figures that name nobody."""
    from o2o_events.documents.exported_file import export_event

    with run.app() as app:
        event = None
        if event_code is not None and kind != "desk":
            with app.database.read() as tx:
                event = get_event(tx, event_code)
        passphrase = _passphrase(run, passphrase_file, asks=kind == "desk") if kind == "desk" else None
        written = export_event(app.database, file, kind=kind, event=event, passphrase=passphrase, overwrite=overwrite)
    words = _("Written: {file}. Facts: {facts}; records: {records}.")
    run.answer(asdict(written), words.format(file=file, facts=written.facts, records=written.records))


@click.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FILE ...")
@PASSPHRASE
@pass_run
def merge(run: Run, files: tuple[Path, ...], passphrase_file: Path | None) -> None:
    """Brings exported files in. A file that cannot be trusted is refused whole, the others go in."""
    from o2o_events.people.arriving import index_arrivals
    from o2o_events.replication.file_merging import merge_file

    refused = 0
    with run.app() as app:
        for file in files:
            try:
                asks = file.is_file() and is_protected(file)
                passphrase = _passphrase(run, passphrase_file, asks=asks)
                with _bar(run, file) as progress:
                    received = merge_file(
                        app.database, file, passphrase=passphrase, arrived=index_arrivals, progress=progress
                    )
            except UserError as error:
                refused += 1
                click.echo(str(error), err=True)
                continue
            run.answer({"file": str(file)} | as_row(received), f"{file.name}: {in_words(received)}")
    if refused:
        sys.exit(1)


def as_row(received: Received) -> dict[str, object]:
    """What came in, for programs."""
    return {
        "received": received.received,
        "unchanged": received.unchanged,
        "conflicts": received.conflicts,
        "quarantined": received.quarantined,
        "facts": received.facts,
        "records": received.records,
        "held": received.held,
        "problem": received.problem,
    }


def in_words(received: Received) -> str:
    """What came in, for people."""
    words = [
        _("New or changed: {n}").format(n=received.received),
        _("Known already: {n}").format(n=received.unchanged),
    ]
    if received.conflicts:
        words.append(_("To settle with “conflicts list”: {n}").format(n=received.conflicts))
    if received.quarantined:
        words.append(_("Set aside because they cannot be read: {n}").format(n=received.quarantined))
    words += [
        _("The facts of desk {desk} are held back ({reason})").format(desk=desk, reason=reason)
        for desk, reason in received.held.items()
    ]
    return "; ".join(words) + "."


def _passphrase(run: Run, file: Path | None, *, asks: bool) -> str | None:
    if file is not None:
        return read_passphrase(file)
    known = run.settings.passphrase
    if known is None and asks and sys.stdin.isatty():
        known = str(click.prompt(_("Passphrase of the exported file"), hide_input=True, err=True))
    return known


class _bar:  # noqa: N801 it reads as a function
    """A progress bar at a terminal, nothing elsewhere."""

    def __init__(self, run: Run, file: Path) -> None:
        self._bar = click.progressbar(length=1, label=file.name, file=sys.stderr) if run.shows_progress else None

    def __enter__(self) -> Progress | None:
        return self._advance if self._bar is not None else None

    def _advance(self, done: int, total: int) -> None:
        if self._bar is not None:
            self._bar.length = max(total, 1)
            self._bar.update(done - self._bar.pos)

    def __exit__(self, *_error: object) -> None:
        if self._bar is not None:
            self._bar.render_finish()
