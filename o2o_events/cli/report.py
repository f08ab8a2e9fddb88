"""``report``: the tables T1 to T8, the indicators, the completion report, and all of it in one package."""

from dataclasses import asdict
from pathlib import Path
from typing import Any, Final

import click

from o2o_events.cli.context import Run, pass_run
from o2o_events.cli.report_options import options
from o2o_events.i18n import _
from o2o_events.registers.events import get_event
from o2o_events.registers.report_head import FIELDS, read_head_fields, set_head_fields

_EVENT = click.option("--event", "event_code", metavar="C", help="The event's code; the whole project without it.")
_PIN = click.option("--pin-file", type=click.Path(path_type=Path), help="A file whose first line is the PIN.")
_OPERATOR = click.option("--operator", default="", help="Who does it; kept with it.")
_OUTPUT = click.option(
    "-o", "--output", "file", required=True, type=click.Path(path_type=Path), metavar="FILE",
    help="Ends in .xlsx, .pdf, .csv or .docx; replaced if it exists.",
)  # fmt: skip
_HELPS: Final = {
    "T1": "Participation by economy and gender.",
    "T1-unique": "The same of unique persons, each once however many events.",
    "T1-registered": "The same of those registered or confirmed.",
    "T1-no-show": "The same of those who did not come.",
    "T2": "Speakers and experts by economy and gender.",
    "T2-roles": "Speakers and experts by role and gender.",
    "T3": "Indicators: planned, actual, per cent of plan, and where each figure comes from.",
    "T4": "The list of participants.",
    "T5": "Contacts of those who agreed, the others as a number. Needs the organiser's PIN, and leaves a trace.",
    "T6": "Attendance of each session.",
    "T7": "What the evaluation forms say.",
    "T8": "Best practices.",
    "indicators": "The project's indicators against their targets.",
    "reconciliation": "People, entries, forced, undone and walk-ins of each desk, for two desks to sign.",
    "people": "Registered, checked in and no-shows apart; attendances and unique persons apart.",
    "days": "People on each day.",
    "completion": "All tables but the contacts, as the annex of a completion report.",
}


class _AnyCase(click.Group):
    """A group whose commands are found as people type them: t1 is T1."""

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        names = {name.casefold(): name for name in self.commands}
        return super().get_command(ctx, names.get(cmd_name.casefold(), cmd_name))


@click.group(cls=_AnyCase)
def report() -> None:
    """Reports to APEC: tables, indicators, the completion report, all of it in one package."""


def _add(what: str) -> None:
    """A command that writes one report; contacts ask for the organiser's PIN."""

    def write(run: Run, event_code: str | None, file: Path, pin_file: Path | None = None, operator: str = "") -> None:
        from o2o_events.documents.report_files import write_report, writer_of

        writer_of(file)
        with run.app() as app:
            event = None
            if event_code is not None:
                with app.database.read() as tx:
                    event = get_event(tx, event_code)
            release = _release(pin_file, operator) if what == "T5" else None
            written = write_report(app.database, what=what, file=file, event=event, release=release)
        row = {"rows": written.rows, "file": str(file), "notes": list(written.notes), "missing": written.missing}
        lines = [_("Written: {file}. Rows: {rows}.").format(file=file, rows=written.rows), *written.notes]
        run.answer(row, "\n".join(lines + _missing(written.missing)))

    command: Any = pass_run(write)
    for option in (_OUTPUT, *((_OPERATOR, _PIN) if what == "T5" else ()), _EVENT):
        command = option(command)
    report.command(what, help=_HELPS[what])(command)


for _what in _HELPS:
    _add(_what)


@report.command()
@_EVENT
@click.option("--with-contacts", is_flag=True, help="Put T5 in; needs the organiser's PIN, and leaves a trace.")
@_PIN
@_OPERATOR
@click.option(
    "-o", "--output", "file", required=True, type=click.Path(path_type=Path), metavar="FILE.zip",
    help="Replaced if it exists.",
)  # fmt: skip
@pass_run
def package(
    run: Run, event_code: str | None, with_contacts: bool, pin_file: Path | None, operator: str, file: Path
) -> None:
    """Writes the report package of an event, or of the project: workbook, PDF, Word document and CSV files."""
    from o2o_events.documents.report_package import write_package

    with run.app() as app:
        event = None
        if event_code is not None:
            with app.database.read() as tx:
                event = get_event(tx, event_code)
        release = _release(pin_file, operator) if with_contacts else None
        written = write_package(app.database, event=event, file=file, release=release)
    words = _("Written: {file}. Files: {files}; rows: {rows}.").format(
        file=file, files=written.files, rows=written.rows
    )
    run.answer(asdict(written), "\n".join([words, *_missing(written.missing)]))


@report.command()
@_EVENT
@click.option("--agenda-item", help="Such as 5.2.")
@click.option("--purpose", help="Such as Information.")
@click.option("--submitted-by", help="An economy or a body.")
@click.option("--forum", help="The forum that the report goes to.")
@pass_run
def head(run: Run, /, event_code: str | None, **texts: str | None) -> None:
    """Shows or sets what stands at the head of reports; an event's own goes before the project's."""
    given = {name: text for name in FIELDS if (text := texts[name]) is not None}
    with run.app() as app, app.database.write() if given else app.database.read() as tx:
        event = get_event(tx, event_code) if event_code is not None else None
        found = set_head_fields(tx, event=event, **given) if given else read_head_fields(tx, event)
    run.answer(asdict(found))


report.add_command(options)


def _release(pin_file: Path | None, operator: str) -> Any:
    from o2o_events.cli.pin import read_pin
    from o2o_events.documents.report_files import Release
    from o2o_events.people.contacts import check_operator

    check_operator(operator)
    return Release(read_pin(pin_file), operator)


def _missing(characters: str) -> list[str]:
    return [_("No font has these characters: {characters}").format(characters=characters)] if characters else []
