"""Writing small lists and importing them."""

import csv
from collections.abc import Sequence
from pathlib import Path

from o2o_events.app import App
from o2o_events.people.importing import ImportResult, ReadingOptions, apply_import, read_file
from o2o_events.people.queries import PersonEntry, list_people
from o2o_events.registers.events import Event

HEADINGS = ("Registration ID", "Status", "Given name", "Family name", "Organisation", "Category", "E-mail", "Mobile")
ANA = ("1", "Approved", "Ana", "Díaz", "Kinh Bắc", "Delegate", "ana@example.com", "+84 90 000 0001")
BAO = ("2", "Pending", "Bảo", "Lê", "Kinh Bắc", "Speaker", "bao@example.com", "+84 90 000 0002")


def write_list(file: Path, *rows: Sequence[str], headings: Sequence[str] = HEADINGS) -> Path:
    """A CSV list of these rows."""
    with file.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows([headings, *rows])
    return file


def import_list(app: App, event: Event, file: Path, **options: object) -> ImportResult:
    """Imports a list as the command does."""
    category = options.pop("category", None)
    listed = read_file(file, economy=event.economy, options=ReadingOptions(**options))  # type: ignore[arg-type]  # any option
    with app.database.write() as tx:
        return apply_import(tx, event=event, file=listed, category=category)  # type: ignore[arg-type]  # a text or None


def people_of(app: App, event: Event) -> list[PersonEntry]:
    with app.database.read() as tx:
        return list_people(tx, event)


def counts(result: ImportResult) -> tuple[int, int, int, int]:
    """Created, updated, unchanged, rejected."""
    return result.created, result.updated, result.unchanged, result.rejected
