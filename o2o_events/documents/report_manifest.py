"""What a report package says of itself: its files with their sums, and all that its figures rest on."""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import UTC
from pathlib import Path
from typing import Any, Final

from o2o_events import __version__
from o2o_events.db.transaction import Tx
from o2o_events.documents.event_words import place_of
from o2o_events.documents.report import Report
from o2o_events.indicators.options import read_options, usual_rule
from o2o_events.indicators.values import ParticipantRule, ReportOptions, Table
from o2o_events.registers.categories import list_categories
from o2o_events.registers.events import Event, list_events
from o2o_events.replication.digest import digest

_BLOCK: Final = 1 << 20


@dataclass(frozen=True)
class Basis:
    """What the figures rest on. ``event`` is there for the package of one; ``events`` are all that they are of;
    ``categories`` are names in English by code."""

    event: Event | None
    events: tuple[Event, ...]
    state: str
    options: ReportOptions
    usual: ParticipantRule
    categories: dict[str, str]


def read_basis(tx: Tx, event: Event | None) -> Basis:
    """Of an event, of the project without one; read in the transaction that the figures are read in."""
    return Basis(
        event,
        (event,) if event is not None else tuple(list_events(tx)),
        digest(tx, event.id if event is not None else None),
        read_options(tx),
        usual_rule(tx),
        {category.code: category.name.get("en") or category.code for category in list_categories(tx)},
    )


def manifest_of(folder: Path, whole: Report, basis: Basis, *, has_contacts: bool) -> str:
    """The manifest of the files in a folder, as JSON."""
    content = {
        "kind": "report package",
        "program": f"O2O Events {__version__}",
        "project": whole.project,
        **({} if basis.event is None else {"event": _event(basis.event)}),
        "events": [_event(one) for one in basis.events],
        "made_at": whole.made_at.astimezone(UTC).isoformat(),
        "state": basis.state,
        "choices": _choices(basis),
        "has_contacts": has_contacts,
        "tables": [_table(table) for table in whole.tables],
        "files": [_file(folder, path, whole) for path in files_in(folder)],
    }
    return json.dumps(content, ensure_ascii=False, indent=1) + "\n"


def _event(event: Event) -> dict[str, Any]:
    return {
        "code": event.code,
        "name": event.label,
        "place": place_of(event),
        "timezone": event.timezone,
        "days": [day.isoformat() for day in event.days],
    }


def _choices(basis: Basis) -> dict[str, Any]:
    """Who counts as a participant, in the order of the categories, and how open wordings are read."""
    counted = basis.options.rule or basis.usual
    others = {name: value for name, value in asdict(basis.options).items() if name not in ("rule", "targets")}
    return {
        "participants": {code: name for code, name in basis.categories.items() if code in counted.categories},
        "participants_are_usual": counted == basis.usual,
        **others,
        "targets": {str(number): target for number, target in sorted(basis.options.targets.items())},
    }


def _table(table: Table) -> dict[str, Any]:
    totals = sum(row.is_total for row in table.rows)
    return {
        "code": table.code,
        "title": table.title,
        "columns": [column.title for column in table.columns],
        "rows": len(table.rows) - totals,
        "totals": totals,
        "notes": list(table.notes),
    }


def _file(folder: Path, path: Path, whole: Report) -> dict[str, Any]:
    name = path.relative_to(folder).as_posix()
    found: dict[str, Any] = {"name": name, "size": path.stat().st_size, "sha256": sha256_of(path)}
    rows = next((len(table.rows) for table in whole.tables if name == f"tables/{table.code}.csv"), None)
    return found if rows is None else found | {"rows": rows}


def files_in(folder: Path) -> Iterator[Path]:
    """All files, in an order that does not depend on the file system."""
    return iter(sorted((path for path in folder.rglob("*") if path.is_file()), key=lambda path: path.as_posix()))


def sha256_of(file: Path) -> str:
    """The SHA-256 of a file, read piece by piece."""
    total = hashlib.sha256()
    with file.open("rb") as stream:
        while block := stream.read(_BLOCK):
            total.update(block)
    return total.hexdigest()
