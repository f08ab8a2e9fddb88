"""One figure for the state of a database: equal digests mean equal state, whatever the path to it."""

import hashlib
import json
from collections.abc import Iterator, Sequence
from functools import lru_cache

import sqlalchemy as sa

from o2o_events.db.columns import to_json
from o2o_events.db.stamps import history
from o2o_events.db.transaction import Tx
from o2o_events.replication.endpoint import heads
from o2o_events.replication.scope import in_event, is_of_events
from o2o_events.replication.tables import CONFLICTS, FACT, RecordTable, record_tables

_FACTS_AT_ONCE = 5_000
_RECORDS_AT_ONCE = 100
"""Some records hold whole files."""


def digest(tx: Tx, event: str | None = None) -> str:
    """The digest of everything, or of what one event's records and facts say.

    It covers where each desk's chain ends and, field by field, the value of every record with the stamp of
    its last write. What only this installation keeps (who was met, what was exported) is not part of it.
    """
    total = hashlib.sha256()
    for part in (*_facts(tx, event), *_records(tx, event)):
        total.update(to_json(part).encode() + b"\n")
    return total.hexdigest()


def _facts(tx: Tx, event: str | None) -> Iterator[Sequence[object]]:
    for desk, head in sorted(heads(tx).items()):
        if event is None:
            yield ["chain", desk, head.seq, head.hash.hex()]
            continue
        of_event = sa.and_(FACT.c.desk == desk, FACT.c.event == event)
        wanted = sa.select(FACT.c.seq, FACT.c.hash).where(of_event).order_by(FACT.c.seq)
        for row in tx.connection().execute(wanted, execution_options={"yield_per": _FACTS_AT_ONCE}):
            yield ["fact", desk, row.seq, bytes(row.hash).hex()]


def _records(tx: Tx, event: str | None) -> Iterator[Sequence[object]]:
    for name, table in sorted(record_tables().items()):
        if event is not None and not is_of_events(table):
            continue
        lines = hashlib.sha256()
        for id_, line in sorted(_lines(tx, table, event)):
            lines.update(f"{id_}\n".encode() + line)
        yield [name, lines.hexdigest()]


def _lines(tx: Tx, table: RecordTable, event: str | None) -> Iterator[tuple[str, bytes]]:
    """Each record with a digest of its fields. Of conflicts only what people settled: which were found depends
    on who met whom first."""
    c = table.raw.c
    wanted = sa.select(c.id, c.stamps, *(c[name] for name in table.fields))
    if table.name == CONFLICTS:
        wanted = wanted.where(c.state == "settled")
    if event is not None:
        wanted = wanted.where(in_event(table, event))
    for id_, stamps, *values in tx.connection().execute(wanted, execution_options={"yield_per": _RECORDS_AT_ONCE}):
        content = to_json(values) + _heads(stamps, table.fields)
        yield id_, hashlib.sha256(content.encode()).digest()


@lru_cache(maxsize=4_096)
def _heads(stamps: str, fields: tuple[str, ...]) -> str:
    """The stamp of each field's last write; many records share theirs, having come in together."""
    known = json.loads(stamps)
    return to_json([history(known, name)[0] for name in fields])
