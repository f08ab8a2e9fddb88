"""A report as a file: its ending names the format."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from o2o_events.db.database import Database
from o2o_events.documents import report_csv
from o2o_events.documents.output import appearing_whole
from o2o_events.documents.report import Report
from o2o_events.documents.report_content import LANGUAGE, read_report
from o2o_events.errors import UserError
from o2o_events.i18n import _, speaking
from o2o_events.people.contacts import check_operator, note_contacts
from o2o_events.registers.events import Event, list_events
from o2o_events.registers.pins import unlock

FORMATS: Final = (".xlsx", ".pdf", ".csv", ".docx")


@dataclass(frozen=True)
class WrittenReport:
    """What was written. ``missing`` are characters that no font has (paper only); ``notes`` stand under the tables."""

    file: Path
    rows: int
    notes: tuple[str, ...]
    missing: str = ""


@dataclass(frozen=True)
class Release:
    """The organiser's leave to hand out contacts, and to whom."""

    pin: str
    operator: str


def write_report(
    database: Database, *, what: str, file: Path, event: Event | None = None, release: Release | None = None
) -> WrittenReport:
    """Writes a table, the indicators or the completion report, of an event or of the project; in English.

    An existing file is replaced in one step. T5 needs a ``release``. Raises ``UserError`` for another ending, where
    contacts are asked for without leave, or where there is too much for the format.
    """
    write = writer_of(file)
    if what == "T5":
        release_contacts(database, event=event, release=release)
    with database.read() as tx, speaking(LANGUAGE):
        report = read_report(tx, what=what, event=event)
    with speaking(LANGUAGE), appearing_whole(file) as part:
        missing = write(part, report) or ""
    notes = dict.fromkeys(note for table in report.tables for note in table.notes)
    return WrittenReport(file, report.rows, tuple(notes), missing)


def release_contacts(database: Database, *, event: Event | None, release: Release | None) -> None:
    """Lets contacts out against the organiser's PIN, and keeps that they were.

    Raises ``UserError`` where the PIN is missing or wrong, or nobody is named.
    """
    if release is None:
        raise UserError(
            _("Contacts are handed out against the organiser's PIN only. Give it with --pin-file, and --operator."),
            in_window=_("Contacts are handed out against the organiser's PIN only. Type it, and your name."),
        )
    check_operator(release.operator)
    unlock(database, pin=release.pin)
    with database.write() as tx:
        for one in [event] if event is not None else list_events(tx):
            with speaking(LANGUAGE):
                table = read_report(tx, what="T5", event=one).tables[0]
            rows = sum(not row.is_total for row in table.rows)
            note_contacts(tx, event=one, operator=release.operator, rows=rows, what="T5")


def writer_of(file: Path) -> Callable[[Path, Report], str | None]:
    """What writes this kind of file; what it needs is loaded when it is asked for."""
    match file.suffix.lower():
        case ".csv":
            return report_csv.write
        case ".xlsx":
            from o2o_events.documents import report_workbook

            return report_workbook.write
        case ".pdf":
            from o2o_events.documents import report_paper

            return report_paper.write
        case ".docx":
            from o2o_events.documents import completion_annex

            return completion_annex.write
    raise UserError(
        _("“{file}” should end in one of {endings}. Give the file such a name.").format(
            file=file.name, endings=", ".join(FORMATS)
        )
    )
