"""Importing a registration list: what it would do, and doing it, in one transaction."""

import json
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from typing import Any, Final

from o2o_events.clock import from_microseconds
from o2o_events.db import facts
from o2o_events.db.transaction import Tx
from o2o_events.i18n import _
from o2o_events.people.anonymised import refuse_anonymised
from o2o_events.people.cells import Place
from o2o_events.people.fields import read_category
from o2o_events.people.import_writing import write_decisions
from o2o_events.people.known import FACT, read_import_stamps, read_known
from o2o_events.people.listing import Problem, read_list
from o2o_events.people.planning import Decisions, decide
from o2o_events.people.reading import PeopleFile, ReadingOptions, read_file
from o2o_events.people.rows_in_memory import without_collecting
from o2o_events.people.wanted import Wanted, stored_form
from o2o_events.registers.categories import list_categories
from o2o_events.registers.economies import economy_name
from o2o_events.registers.events import Event

__all__ = ["ImportPlan", "ImportResult", "PeopleFile", "ReadingOptions", "apply_import", "plan_import", "read_file"]

Progress = Callable[[float], None]
"""Told the share of the work that is done, from 0 to 1."""
_SAMPLE: Final = 20
_DEFAULT_CATEGORY: Final = "delegate"


@dataclass(frozen=True)
class ImportResult:
    """What an import did, or with ``dry_run`` would do."""

    created: int
    updated: int
    unchanged: int
    rejected: int
    skipped: int
    doubts: list[Problem]
    problems: list[Problem]
    notes: list[str]
    encoding: str | None
    delimiter: str | None
    sheet: str | None
    header_row: int
    columns: dict[str, str]
    dry_run: bool

    def to_row(self) -> dict[str, Any]:
        """The result as one JSON object."""
        return asdict(self)


@dataclass(frozen=True)
class PlannedChange:
    """One field that would change, for one person of the list."""

    row: int
    name: str
    field: str
    old: Any
    new: Any


@dataclass(frozen=True)
class ImportPlan:
    """Everything that an import would do. ``sample`` are the first people as they would be stored."""

    result: ImportResult
    creates: list[tuple[int, str]]
    changes: list[PlannedChange]
    sample: list[dict[str, Any]] = field(default_factory=list)


@dataclass(frozen=True)
class _Work:
    wanted: Wanted
    decisions: Decisions
    result: ImportResult


def plan_import(
    tx: Tx, *, event: Event, file: PeopleFile, category: str | None = None, progress: Progress | None = None
) -> ImportPlan:
    """What ``apply_import`` would do now; changes nothing. ``category`` is for rows that have none."""
    with without_collecting():
        work = _prepare(tx, event, file, category, progress, dry_run=True)
    wanted, decisions = work.wanted, work.decisions
    names = wanted.columns["printed_name"]
    changes = [
        PlannedChange(wanted.numbers[update.index], names[update.index], change.field, change.old, change.new)
        for update in decisions.updates
        for change in update.changes
    ]
    newly = sorted([*decisions.creates, *(u.index for u in decisions.updates if u.known.registration is None)])
    sample = [_shown(event, wanted, i) for i in range(min(_SAMPLE, len(wanted.numbers)))]
    return ImportPlan(work.result, [(wanted.numbers[i], names[i]) for i in newly], changes, sample)


def _shown(event: Event, wanted: Wanted, i: int) -> dict[str, Any]:
    """One person of the list as they would be stored, for people to look at."""
    shown: dict[str, Any] = {"row": wanted.numbers[i], "printed_name": wanted.columns["printed_name"][i]}
    for name in wanted.given:
        value = wanted.columns[name][i]
        if name in ("roles", "days") and value is not None:
            value = json.loads(value)
        elif name == "registered_at" and value is not None:
            value = event.local(from_microseconds(value)).isoformat(sep=" ", timespec="minutes")
        elif name == "economy":
            value = economy_name(value)
        shown[name] = value
    return shown


def apply_import(
    tx: Tx, *, event: Event, file: PeopleFile, category: str | None = None, progress: Progress | None = None
) -> ImportResult:
    """Registers everybody in a list for an event, and brings those known up to date; the same list again changes
    nothing. ``category`` is for rows that have none.
    """
    with without_collecting():
        return _apply(tx, event, file, category, progress)


def _apply(tx: Tx, event: Event, file: PeopleFile, category: str | None, progress: Progress | None) -> ImportResult:
    work = _prepare(tx, event, file, category, progress, dry_run=False)
    result = work.result
    if work.decisions.creates or work.decisions.updates:
        stamp = write_decisions(tx, event=event, wanted=work.wanted, decisions=work.decisions, source=file.name)
        counts = {"created": result.created, "updated": result.updated, "unchanged": result.unchanged}
        facts.append(tx, facts.NewFact(kind=FACT, event=event.id, body={"file": file.name, "stamp": stamp, **counts}))
    if progress:
        progress(1.0)
    return result


def _prepare(
    tx: Tx, event: Event, file: PeopleFile, category: str | None, progress: Progress | None, *, dry_run: bool
) -> _Work:
    refuse_anonymised(tx, event)
    categories = list_categories(tx)
    default = read_category(categories, category or _DEFAULT_CATEGORY)
    place = Place(event, categories)
    listed = read_list(file, place, (lambda share: progress(share * 0.5)) if progress else None)
    wanted = stored_form(listed, event, today=event.day_of(tx.now()), category=default)
    decisions = decide(wanted, read_known(tx, event), read_import_stamps(tx))
    if progress:
        progress(0.6)
    newly = sum(update.known.registration is None for update in decisions.updates)
    result = ImportResult(
        created=len(decisions.creates) + newly,
        updated=len(decisions.updates) - newly,
        unchanged=decisions.unchanged,
        rejected=listed.rejected,
        skipped=listed.skipped,
        doubts=decisions.doubts,
        problems=sorted([*listed.problems, *decisions.problems], key=lambda problem: problem.row),
        notes=_notes(listed.notes, file, category),
        encoding=file.encoding,
        delimiter=file.delimiter,
        sheet=file.sheet,
        header_row=file.header_row,
        columns={column.heading: column.field for column in file.columns if column.field},
        dry_run=dry_run,
    )
    return _Work(wanted, decisions, result)


def _notes(notes: list[str], file: PeopleFile, category: str | None) -> list[str]:
    has_category = any(column.field == "category" for column in file.columns)
    if has_category or category or not file.rows:
        return notes
    return [
        *notes,
        _("The list has no column for the category: everybody comes as “{category}”, unless another is chosen.").format(
            category=_DEFAULT_CATEGORY
        ),
    ]
