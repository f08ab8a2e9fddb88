"""Putting rows from elsewhere into a database: merged, or kept aside with the reason; never half."""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError

from o2o_events.clock import to_microseconds
from o2o_events.db.columns import to_json
from o2o_events.db.models import QuarantineRow
from o2o_events.db.transaction import Tx
from o2o_events.replication.conflicts import Arrived, conflict_row
from o2o_events.replication.endpoint import Head, hash_at, records_by_id
from o2o_events.replication.merging import Version, merge, normal
from o2o_events.replication.tables import (
    CHAIN,
    CONFLICTS,
    FACT,
    Raw,
    RecordTable,
    moment_of,
    raw_table,
    record_tables,
    why_bad,
)
from o2o_events.replication.verifying import OTHER_HISTORY, START

_QUARANTINE = raw_table(QuarantineRow.metadata.tables["quarantine"])


@dataclass
class Tally:
    """What came of the rows so far. ``received``: new or changed here; ``conflicts``: found by this merge."""

    facts: int = 0
    records: int = 0
    unchanged: int = 0
    conflicts: int = 0
    quarantined: int = 0
    held: dict[str, str] = field(default_factory=dict)
    kinds: set[str] = field(default_factory=set)
    """Of the facts that came."""

    @property
    def received(self) -> int:
        return self.facts + self.records


def apply_records(
    tx: Tx, table: RecordTable, rows: Sequence[Raw], source: str, tally: Tally, arrived: Arrived | None
) -> None:
    """Merges records of one table into this database; those that are the same here are left alone."""
    ids = [row["id"] for row in rows if isinstance(row["id"], str)]
    _release(tx, source, table.name, ids)
    present = _present(tx, table, ids)
    differing = [row for row in rows if present.get(row["id"]) != row]
    tally.unchanged += len(rows) - len(differing)
    good: dict[str, Raw] = {}
    for row in differing:
        if reason := why_bad(table.name, row):
            _set_aside(tx, source, table.name, row, reason, tally)
        else:
            good[row["id"]] = row
    for orphan, reason in _orphans(tx, table, good):
        _set_aside(tx, source, table.name, good.pop(orphan), reason, tally)
    if not good:
        return
    present = {id_: row for id_, row in present.items() if id_ in good}
    fresh = [_prepared(table, row) for row in good.values() if row["id"] not in present]
    changed, conflicts = _merged(table, good, present)
    latest = max(moment_of(writes[0]) for row in good.values() for writes in json.loads(row["stamps"]).values())
    tx.observe(latest)
    tally.unchanged += len(good) - len(fresh) - len(changed)
    if fresh or changed:
        _write(tx, table, fresh, changed, source, tally)
        tx.mention(table.name)
        if arrived is not None:
            arrived(tx, table.name, [row["id"] for row in (*fresh, *changed)])
    _note_conflicts(tx, conflicts, tally, arrived)


def _present(tx: Tx, table: RecordTable, ids: list[str]) -> dict[str, Raw]:
    return {row["id"]: row for row in records_by_id(tx, table, ids)}


def _orphans(tx: Tx, table: RecordTable, rows: dict[str, Raw]) -> list[tuple[str, str]]:
    """Rows that point to a record that is not here (yet)."""
    found: dict[str, str] = {}
    for column, parent in table.references.items():
        wanted = {row[column] for row in rows.values() if row[column] is not None}
        ids = record_tables()[parent].raw.c.id
        known = set(tx.connection().execute(sa.select(ids).where(ids.in_(sorted(wanted)))).scalars())
        found |= {id_: f"{column}: unknown here" for id_, row in rows.items() if row[column] not in known | {None}}
    return list(found.items())


def _version(table: RecordTable, row: Raw) -> Version:
    return Version({name: row[name] for name in table.fields}, json.loads(row["stamps"]))


def _prepared(table: RecordTable, row: Raw) -> Raw:
    return {name: row[name] for name in table.shared} | {"stamps": to_json(normal(json.loads(row["stamps"])))}


def _merged(table: RecordTable, rows: dict[str, Raw], present: dict[str, Raw]) -> tuple[list[Raw], list[Raw]]:
    """The records of ours that change, and the conflicts that were found."""
    changed: list[Raw] = []
    conflicts: list[Raw] = []
    for id_, mine in present.items():
        ours = _version(table, mine)
        merged = merge(ours, _version(table, rows[id_]))
        if merged.version.fields != ours.fields or merged.version.stamps != normal(ours.stamps):
            changed.append(mine | dict(merged.version.fields) | {"stamps": to_json(merged.version.stamps)})
        conflicts += [conflict_row(table.name, id_, d) for d in merged.disagreements if d.field not in table.quiet]
    return changed, conflicts


def _write(tx: Tx, table: RecordTable, fresh: list[Raw], changed: list[Raw], source: str, tally: Tally) -> None:
    """All at once; where the database refuses that, one by one, so that one bad row stops no other."""
    revision = tx.next_revision()
    for row in (*fresh, *changed):
        row["revision"] = revision
    try:
        with tx.begin_nested():
            _insert(tx, table, fresh)
            _update(tx, table, changed)
        tally.records += len(fresh) + len(changed)
    except DBAPIError as error:
        if error.connection_invalidated:
            raise
        for rows, write in ((fresh, _insert), (changed, _update)):
            rows[:] = [row for row in rows if _is_written(tx, table, row, write, source, tally)]


def _is_written(
    tx: Tx,
    table: RecordTable,
    row: Raw,
    write: Callable[[Tx, RecordTable, list[Raw]], None],
    source: str,
    tally: Tally,
) -> bool:
    try:
        with tx.begin_nested():
            write(tx, table, [row])
    except DBAPIError as error:
        if error.connection_invalidated:
            raise
        _set_aside(tx, source, table.name, row, str(error.orig).splitlines()[0], tally)
        return False
    tally.records += 1
    return True


def _insert(tx: Tx, table: RecordTable, rows: list[Raw]) -> None:
    if rows:
        tx.connection().execute(sa.insert(table.raw), rows)


def _update(tx: Tx, table: RecordTable, rows: list[Raw]) -> None:
    if rows:
        values: dict[str, Any] = {name: sa.bindparam(f"new_{name}") for name in (*table.shared, "revision")}
        del values["id"]
        statement = sa.update(table.raw).where(table.raw.c.id == sa.bindparam("of_id")).values(values)
        parameters = [
            {"of_id": row["id"]} | {f"new_{name}": value for name, value in row.items() if name != "id"} for row in rows
        ]
        tx.connection().execute(statement, parameters)


def _note_conflicts(tx: Tx, conflicts: list[Raw], tally: Tally, arrived: Arrived | None) -> None:
    """Conflicts that are not listed yet; both sides make the same row of the same conflict."""
    if not conflicts:
        return
    table = record_tables()[CONFLICTS]
    rows = {row["id"]: row for row in conflicts}
    known = _present(tx, table, list(rows))
    revision = tx.next_revision()
    fresh = [row | {"revision": revision} for id_, row in rows.items() if id_ not in known]
    if fresh:
        _insert(tx, table, fresh)
        tx.mention(CONFLICTS)
        tally.conflicts += len(fresh)
        if arrived is not None:
            arrived(tx, CONFLICTS, [row["id"] for row in fresh])


def _set_aside(tx: Tx, source: str, subject: str, row: Raw, reason: str, tally: Tally) -> None:
    content = json.dumps(row, default=lambda value: bytes(value).hex(), ensure_ascii=True)
    hold(tx, source, subject, str(row.get("id")), reason, content)
    tally.quarantined += 1


def hold(tx: Tx, source: str, subject: str, record: str, reason: str, content: str) -> None:
    """Keeps something from elsewhere aside, with the reason."""
    key = {"source": source, "subject": subject, "record": record.replace("\0", "")}
    _release(tx, source, subject, [key["record"]])
    found = {"reason": reason.replace("\0", ""), "content": content, "found_at": to_microseconds(tx.wall())}
    tx.connection().execute(sa.insert(_QUARANTINE), key | found)
    tx.mention("quarantine")


def _release(tx: Tx, source: str, subject: str, records: list[str]) -> None:
    if tx.connection().execute(sa.select(sa.literal(1)).select_from(_QUARANTINE).limit(1)).first() is None:
        return
    c = _QUARANTINE.c
    tx.connection().execute(
        sa.delete(_QUARANTINE).where(c.source == source, c.subject == subject, c.record.in_(records))
    )


def release_facts(tx: Tx, source: str, desk: str) -> None:
    """A desk's facts are no longer held back."""
    _release(tx, source, "fact", [desk])


def retry_quarantined(tx: Tx, source: str, tally: Tally, arrived: Arrived | None) -> None:
    """What was kept aside goes in where that is possible by now."""
    c = _QUARANTINE.c
    wanted = sa.select(c.subject, c.content).where(c.source == source, c.subject != "fact")
    kept: dict[str, list[Raw]] = {}
    for subject, content in tx.connection().execute(wanted).all():
        kept.setdefault(subject, []).append(json.loads(content))
    again = Tally()
    for name, table in record_tables().items():
        rows = [{key: row[key] for key in table.shared} for row in kept.get(name, []) if set(row) >= set(table.shared)]
        if rows:
            apply_records(tx, table, rows, source, again, arrived)
    tally.records += again.records
    tally.conflicts += again.conflicts


def apply_facts(tx: Tx, desk: str, rows: Sequence[Raw], before: Head, tally: Tally) -> str | None:
    """Appends verified facts of one desk to its chain here; answers why not, where that cannot be.

    Another process may have brought some of them meanwhile: those are left out.
    """
    known = chain_end(tx, desk)
    last = rows[-1]
    if known.seq > before.seq:
        if known.seq >= last["seq"]:
            return None if hash_at(tx, desk, last["seq"]) == last["hash"] else OTHER_HISTORY
        if rows[known.seq - before.seq - 1]["hash"] != known.hash:
            return OTHER_HISTORY
        rows = rows[known.seq - before.seq :]
    tx.connection().execute(sa.insert(FACT), list(rows))
    move_chain(tx, desk, Head(last["seq"], last["hash"]), max(row["hlc"] for row in rows), is_new=known == START)
    tally.kinds |= {row["kind"] for row in rows}
    tx.mention(*tally.kinds)
    tally.facts += len(rows)
    return None


def chain_end(tx: Tx, desk: str) -> Head:
    """Where a desk's chain ends here."""
    if desk == tx.desk:
        return Head(tx.chain.seq, tx.chain.hash)
    row = tx.connection().execute(sa.select(CHAIN.c.seq, CHAIN.c.hash).where(CHAIN.c.desk == desk)).first()
    return Head(row.seq, bytes(row.hash)) if row else START


def move_chain(tx: Tx, desk: str, head: Head, hlc: int, *, is_new: bool) -> None:
    """Records where a desk's chain now ends, and that our clock has seen it."""
    tx.observe(hlc)
    if desk == tx.desk:
        tx.extend_chain(head.seq, head.hash)
        return
    values: dict[str, Any] = {"seq": head.seq, "hash": head.hash, "hlc": hlc}
    changed = tx.connection().execute(sa.update(CHAIN).where(CHAIN.c.desk == desk).values(values))
    if is_new and changed.rowcount == 0:
        tx.connection().execute(sa.insert(CHAIN), values | {"desk": desk})
