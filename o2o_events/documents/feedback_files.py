"""Results and raw answers as files; the ending names the format."""

import csv
from collections.abc import Callable, Sequence
from pathlib import Path

from o2o_events.db.transaction import Tx
from o2o_events.documents.attendance_csv import harmless
from o2o_events.documents.feedback_charts import choice_words, question_words
from o2o_events.documents.feedback_results import Gathered, Results, gather
from o2o_events.documents.output import appearing_whole
from o2o_events.documents.words import gender_word
from o2o_events.errors import UserError
from o2o_events.feedback.export import RawTable, Words, raw_table
from o2o_events.feedback.forms import Form
from o2o_events.i18n import _
from o2o_events.registers.economies import BY_CODE
from o2o_events.registers.events import Event

RESULT_FORMATS = (".pdf", ".xlsx")
RAW_FORMATS = (".csv", ".xlsx")


def write_results(file: Path, results: Results) -> None:
    """Writes results with their charts. An existing file is replaced in one step; ``UserError`` for another ending."""

    def write(part: Path) -> None:
        if file.suffix.lower() == ".pdf":
            from o2o_events.documents import feedback_results_pdf as document  # imported when it is needed

            document.write(part, results)
        else:
            from o2o_events.documents import feedback_results_xlsx as workbook  # imported when it is needed

            workbook.write(part, results)

    _write(file, RESULT_FORMATS, write)


def read_raw(tx: Tx, form: Form, events: Sequence[Event]) -> RawTable:
    """The raw answers of a form at some events as a table."""
    gathered = gather(tx, form, events)
    return raw_table(gathered.combined, form=form.code, is_named=form.is_named, words=_words(gathered))


def write_raw(file: Path, table: RawTable, *, title: str) -> None:
    """Writes raw answers. An existing file is replaced in one step; ``UserError`` for another ending."""

    def write(part: Path) -> None:
        if file.suffix.lower() == ".csv":
            _write_csv(part, table)
        else:
            from o2o_events.documents import feedback_raw_xlsx as workbook  # imported when it is needed

            workbook.write(part, table, title)

    _write(file, RAW_FORMATS, write)


def _write(file: Path, endings: Sequence[str], write: Callable[[Path], None]) -> None:
    if file.suffix.lower() not in endings:
        raise UserError(
            _("“{file}” should end in one of {endings}. Give the file such a name.").format(
                file=file.name, endings=", ".join(endings)
            )
        )
    with appearing_whole(file) as part:
        write(part)


def _write_csv(file: Path, table: RawTable) -> None:
    """The headings are the codes, for programs; what people should know of it stands in the workbook."""
    with file.open("w", encoding="utf-8-sig", errors="replace", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow([column.code for column in table.columns])
        for row in table.rows:
            writer.writerow([harmless(cell) if isinstance(cell, str) else cell for cell in row])


def _words(gathered: Gathered) -> Words:
    events = {event.id: event.code for event in gathered.events}
    return Words(
        event=lambda event: events.get(event, event),
        target=lambda target: gathered.sessions.get(target, target),
        economy=lambda code: BY_CODE[code].name if code in BY_CODE else code,
        category=lambda code: gathered.categories.get(code, code),
        gender=gender_word,
        person=lambda registration: who.name if (who := gathered.people.get(registration)) else registration,
        question=question_words,
        choice=choice_words,
    )
