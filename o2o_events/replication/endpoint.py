"""What a database at either end of an exchange offers: who it is, where its chains end, what is new."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Any, Literal, Protocol

import sqlalchemy as sa

from o2o_events.db.models import DeskRow, InstallationRow
from o2o_events.db.transaction import Tx
from o2o_events.replication.tables import CHAIN, FACT, Raw, RecordTable

Kind = Literal["desk", "hub", "file"]
RECORDS_AT_ONCE = 1_000
FACTS_AT_ONCE = 2_000
"""How many rows go in under one lock: few enough that a scan that comes meanwhile does not feel it."""
CHARACTERS_AT_ONCE = 4_000_000
"""Of records that hold whole files there are fewer at once."""
_READ_AT_ONCE = 50


class Store(Protocol):
    """Anything with blocks of transactions: a project file, an exported file, a hub."""

    def read(self) -> AbstractContextManager[Tx]: ...

    def write(self) -> AbstractContextManager[Tx]: ...


@dataclass(frozen=True)
class Endpoint:
    """One end of an exchange. ``is_partial``: it holds only a part, so what it lacks says nothing."""

    store: Store
    kind: Kind = "desk"
    address: str = ""
    is_partial: bool = False


@dataclass(frozen=True)
class Identity:
    """Which database it is, what it is called, and how many changes its records have seen."""

    database: str
    name: str
    revision: int


@dataclass(frozen=True)
class Head:
    """Where a desk's chain of facts ends."""

    seq: int
    hash: bytes


def identity(tx: Tx) -> Identity:
    """Who the database of this block is."""
    named = sa.select(InstallationRow.desk, InstallationRow.revision, DeskRow.name)
    row = tx.execute(named.outerjoin(DeskRow, DeskRow.id == InstallationRow.desk)).one()
    return Identity(row.desk, row.name or "", row.revision)


def heads(tx: Tx) -> dict[str, Head]:
    """Desk -> the end of its chain, for every desk that has written a fact."""
    rows = tx.connection().execute(sa.select(CHAIN.c.desk, CHAIN.c.seq, CHAIN.c.hash).where(CHAIN.c.seq > 0))
    return {row.desk: Head(row.seq, bytes(row.hash)) for row in rows}


def facts_after(tx: Tx, desk: str, seq: int, limit: int = FACTS_AT_ONCE) -> list[Raw]:
    """A desk's next facts in order."""
    wanted = sa.select(FACT).where(FACT.c.desk == desk, FACT.c.seq > seq).order_by(FACT.c.seq).limit(limit)
    return [dict(row) for row in tx.connection().execute(wanted).mappings()]


def hash_at(tx: Tx, desk: str, seq: int) -> bytes | None:
    """The hash of one fact; None where it is not here."""
    value: Any = tx.connection().execute(sa.select(FACT.c.hash).where(FACT.c.desk == desk, FACT.c.seq == seq)).scalar()
    return None if value is None else bytes(value)


def changed_ids(tx: Tx, table: RecordTable, revision: int) -> list[str]:
    """The records of a table changed after a revision, as many as there are: an import shares one revision."""
    c = table.raw.c
    return sorted(tx.connection().execute(sa.select(c.id).where(c.revision > revision)).scalars())


def records(tx: Tx, table: RecordTable, ids: Sequence[str]) -> Iterator[list[Raw]]:
    """Those records in batches; all from the block's one snapshot."""
    for start in range(0, len(ids), RECORDS_AT_ONCE):
        yield from _in_batches(_stream(tx, table, ids[start : start + RECORDS_AT_ONCE]))


def _in_batches(rows: Iterable[Raw]) -> Iterator[list[Raw]]:
    batch: list[Raw] = []
    size = 0
    for row in rows:
        batch.append(row)
        size += sum(len(value) for value in row.values() if isinstance(value, str))
        if size > CHARACTERS_AT_ONCE:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def records_by_id(tx: Tx, table: RecordTable, ids: Sequence[str]) -> list[Raw]:
    """The records with these ids that are here, without this database's own revision of them."""
    return list(_stream(tx, table, ids))


def _stream(tx: Tx, table: RecordTable, ids: Sequence[str]) -> Iterator[Raw]:
    names = table.shared
    wanted = sa.select(*(table.raw.c[name] for name in names)).where(table.raw.c.id.in_(ids))
    for row in tx.connection().execute(wanted, execution_options={"yield_per": _READ_AT_ONCE}):
        yield dict(zip(names, row, strict=True))
