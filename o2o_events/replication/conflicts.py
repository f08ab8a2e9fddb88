"""Disagreements that a person settles: found when records meet, listed with both sides, settled by writing anew."""

import hashlib
import json
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select, update

from o2o_events.clock import from_microseconds
from o2o_events.db import stamps
from o2o_events.db.columns import to_json
from o2o_events.db.models import ConflictRow, DeskRow, FactRow
from o2o_events.db.stamps import history
from o2o_events.db.transaction import Tx
from o2o_events.errors import UserError
from o2o_events.i18n import _
from o2o_events.replication.merging import Disagreement, Value
from o2o_events.replication.tables import Raw, moment_of, record_tables, why_bad
from o2o_events.text import clean

_AT_ONCE = timedelta(seconds=1)
"""A value and its settlement are written together."""
_DESK = slice(17, None)
"""Where a stamp says which desk made it."""
Arrived = Callable[[Tx, str, Sequence[str]], None]
"""Told, inside the transaction, which records of a table came in new or changed; of “fact”, which kinds did."""


def conflict_row(table: str, record: str, found: Disagreement) -> Raw:
    """The row that stands for a disagreement: the same in whichever database it is found."""
    key = ("field", table, record, found.field, found.kept_stamp, found.other_stamp)
    return {
        "id": conflict_id(*key),
        "kind": "field",
        "subject": table,
        "record": record,
        "field": found.field,
        "kept": to_json(found.kept),
        "other": to_json(found.other),
        "kept_stamp": found.kept_stamp,
        "other_stamp": found.other_stamp,
        "state": "open",
        "choice": "",
        "settled_by": "",
        "settled_at": None,
        "deleted": 0,
        "stamps": to_json(stamps.made(found.kept_stamp)),
    }


def conflict_id(*key: str) -> str:
    """The id that every database gives to the same disagreement."""
    return hashlib.sha256("\n".join(key).encode()).hexdigest()[:32]


@dataclass(frozen=True)
class Side:
    """One of two values: where and when it was written, and by whom or by which imported file, where that is known."""

    value: Value
    desk: str
    at: datetime
    by: str = ""


@dataclass(frozen=True)
class FieldConflict:
    """Two values of one field that were written side by side; ``kept`` stands until somebody settles it."""

    id: str
    subject: str
    record: str
    field: str
    kept: Side
    other: Side
    is_open: bool
    choice: str
    settled_by: str
    settled_at: datetime | None


def list_field_conflicts(tx: Tx, *, settled_too: bool = False) -> list[FieldConflict]:
    """Disagreements over fields, the latest first."""
    rows = tx.scalars(select(ConflictRow).where(ConflictRow.kind == "field", ~ConflictRow.deleted)).all()
    writers = _Writers.of(tx)
    is_open = _open_ones(tx, [row for row in rows if row.state == "open"])
    found = [_from_row(row, writers, row.id in is_open) for row in rows if settled_too or row.id in is_open]
    return sorted(found, key=lambda conflict: (conflict.kept.at, conflict.id), reverse=True)


@dataclass(frozen=True)
class _Writers:
    """Who wrote what: the desks by name, the files of imports and the operators of settlements by stamp."""

    desks: Mapping[str, str]
    imports: Mapping[str, str]
    settlements: Sequence[ConflictRow]

    @classmethod
    def of(cls, tx: Tx) -> "_Writers":
        desks = {row.id: row.name for row in tx.scalars(select(DeskRow))}
        bodies = map(json.loads, tx.scalars(select(FactRow.body).where(FactRow.kind == "import")))
        imports = {str(body.get("stamp", "")): str(body.get("file", "")) for body in bodies}
        settled = select(ConflictRow).where(ConflictRow.state == "settled", ConflictRow.settled_at.is_not(None))
        return cls(desks, imports, tx.scalars(settled).all())

    def by(self, row: ConflictRow, stamp: str, at: datetime) -> str:
        """Who chose a value when settling, or the file it was imported from; fields do not say who typed them."""
        for other in self.settlements:
            is_field = (other.subject, other.record, other.field) == (row.subject, row.record, row.field)
            is_here = history(other.stamps, "settled_by")[0][_DESK] == stamp[_DESK]
            if is_field and is_here and other.settled_at and at <= other.settled_at < at + _AT_ONCE:
                return other.settled_by
        return self.imports.get(stamp, "")


def _from_row(row: ConflictRow, writers: _Writers, is_open: bool) -> FieldConflict:
    kept = _side(row, row.kept, row.kept_stamp, writers)
    other = _side(row, row.other, row.other_stamp, writers)
    return FieldConflict(
        row.id,
        row.subject,
        row.record,
        row.field,
        kept,
        other,
        is_open,
        row.choice,
        row.settled_by,
        row.settled_at,
    )


def _side(row: ConflictRow, value: str, stamp: str, writers: _Writers) -> Side:
    desk, at = stamp[_DESK], from_microseconds(moment_of(stamp))
    return Side(json.loads(value), writers.desks.get(desk, desk), at, writers.by(row, stamp, at))


def _open_ones(tx: Tx, rows: Sequence[ConflictRow]) -> set[str]:
    """Those that no later write has settled.

    A write that knew both sides stands alone; one that did not is in a conflict with one of them itself.
    So what is open is what hangs together with the value that stands now.
    """
    fields: dict[tuple[str, str, str], list[ConflictRow]] = defaultdict(list)
    for row in rows:
        fields[row.subject, row.record, row.field].append(row)
    found: set[str] = set()
    for (subject, record, field), pairs in fields.items():
        written = _stamps_of(tx, subject, record)
        reached = {history(written, field)[0]} if written else set()
        is_growing = bool(reached)
        while is_growing:
            more = {s for p in pairs if {p.kept_stamp, p.other_stamp} & reached for s in (p.kept_stamp, p.other_stamp)}
            is_growing = not more <= reached
            reached |= more
        found |= {pair.id for pair in pairs if pair.kept_stamp in reached}
    return found


def _stamps_of(tx: Tx, subject: str, record: str) -> dict[str, list[str]]:
    table = record_tables().get(subject)
    if table is None:
        return {}
    text = tx.connection().execute(select(table.raw.c.stamps).where(table.raw.c.id == record)).scalar()
    found: dict[str, list[str]] = json.loads(text) if text else {}
    return found


def settle_field(
    tx: Tx, *, conflict: str, choice: str, operator: str, value: Value = None, arrived: Arrived | None = None
) -> FieldConflict:
    """Writes the field anew over both sides, so that it is settled wherever the record goes.

    ``choice`` is kept, other or value. Raises ``UserError`` where there is no such disagreement, nobody is
    named, or the value cannot stand there.
    """
    row = tx.get(ConflictRow, conflict)
    if row is None or row.kind != "field" or row.subject not in record_tables():
        raise UserError(
            _("There is no conflict “{id}”. List them with “conflicts list”.").format(id=conflict),
            in_window=_("This was settled meanwhile, or is here no longer. Look at the list again."),
        )
    chosen = {"kept": row.kept, "other": row.other, "value": to_json(value)}.get(choice)
    if chosen is None:
        raise UserError(_("Choose kept, other or a value of your own."))
    _write_field(tx, row, json.loads(chosen))
    _mark_settled(tx, row, choice, operator)
    if arrived is not None:
        arrived(tx, row.subject, [row.record])
    return _from_row(row, _Writers.of(tx), is_open=False)


def _write_field(tx: Tx, row: ConflictRow, value: Value) -> None:
    table = record_tables()[row.subject]
    present = tx.connection().execute(select(table.raw).where(table.raw.c.id == row.record)).mappings().first()
    if present is None:
        raise UserError(_("What this conflict is about is not here any more. Nothing was changed."))
    after = dict(present) | {row.field: value}
    if reason := why_bad(table.name, after):
        raise UserError(_("This value cannot stand there ({reason}). Choose one of the two.").format(reason=reason))
    changed = stamps.written(json.loads(present["stamps"]), [row.field], tx.field_stamp())
    values = {row.field: value, "stamps": to_json(changed), "revision": tx.next_revision()}
    tx.connection().execute(update(table.raw).where(table.raw.c.id == row.record).values(values))
    tx.expire_all()
    tx.mention(table.name)


def _mark_settled(tx: Tx, row: ConflictRow, choice: str, operator: str) -> None:
    if not clean(operator):
        raise UserError(
            _("Settling a conflict needs your name. Give it with --operator."),
            in_window=_("Settling needs your name. Type it, then try again."),
        )
    row.state, row.choice, row.settled_by, row.settled_at = "settled", choice, clean(operator), tx.now()
    tx.flush()


def settled_pairs(tx: Tx, kind: str) -> dict[str, str]:
    """The id of every settled pair of a kind, with what was chosen."""
    rows = tx.execute(
        select(ConflictRow.id, ConflictRow.choice).where(
            ConflictRow.kind == kind, ConflictRow.state == "settled", ~ConflictRow.deleted
        )
    )
    return {row.id: row.choice for row in rows}


def settle_pair(tx: Tx, *, kind: str, subject: str, key: str, one: str, other: str, choice: str, operator: str) -> None:
    """Keeps what was decided about two records or facts that may be one; it replicates."""
    row = tx.get(ConflictRow, key)
    if row is None:
        row = ConflictRow(
            id=key, kind=kind, subject=subject, record=one, field=other, kept="", other="", kept_stamp="",
            other_stamp="",
        )  # fmt: skip
        tx.add(row)
    _mark_settled(tx, row, choice, operator)
