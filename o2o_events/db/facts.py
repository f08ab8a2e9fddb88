"""Facts: appended once, numbered per desk, chained by hash, never changed.

Each fact's hash covers the hash before it and every column in canonical JSON, so that a changed,
missing or reordered fact breaks its desk's chain from there on.
"""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

from sqlalchemy import insert, select, update
from sqlalchemy.engine import Row

from o2o_events.clock import from_microseconds, to_microseconds
from o2o_events.db.columns import to_json
from o2o_events.db.models.fact import ChainRow, FactRow
from o2o_events.db.transaction import Tx
from o2o_events.ids import new_id

CHAIN_START: Final = bytes(32)
HASHED: Final = (
    "desk",
    "seq",
    "id",
    "kind",
    "event",
    "checkpoint",
    "registration",
    "badge",
    "refers",
    "at",
    "hlc",
    "outcome",
    "body",
)
_APART: Final = "-apart"
_TABLE: Final = FactRow.__table__
_INSERT: Final = insert(FactRow)


@dataclass(frozen=True)
class NewFact:
    """A fact to append. ``at`` is when it happened; without it, now by the desk's hybrid clock.

    ``id`` names what was asked for (a scan keeps its id when it is retried); ``refers`` is the id
    of the fact this one is about; ``body`` is whatever else the kind carries, JSON-able.
    """

    kind: str
    id: str = field(default_factory=new_id)
    event: str | None = None
    checkpoint: str | None = None
    registration: str | None = None
    badge: str | None = None
    refers: str | None = None
    at: datetime | None = None
    outcome: str | None = None
    body: Mapping[str, Any] = field(default_factory=dict)


def append(tx: Tx, fact: NewFact) -> datetime:
    """Appends one fact to this desk's chain; answers when it happened."""
    row = _append_row(tx, fact)
    tx.connection().execute(_INSERT, row)
    return from_microseconds(row["at"])


def append_all(tx: Tx, new: Iterable[NewFact]) -> int:
    """Appends many facts in order; answers how many."""
    rows = [_append_row(tx, fact) for fact in new]
    if rows:
        tx.connection().execute(_INSERT, rows)
    return len(rows)


def append_apart(tx: Tx, fact: NewFact, *, day_starts_at: datetime) -> None:
    """Appends a fact that must not tell when, or between which others, it came.

    It goes to a chain of its own beside this desk's, without the hybrid clock: all it says of time is the day.
    Whoever calls this gives an ``id`` that is random, not one of ``new_id``, which grows with time.
    """
    desk = apart(tx.desk)
    day = to_microseconds(day_starts_at)
    head = tx.connection().execute(select(ChainRow.__table__).where(ChainRow.desk == desk)).one_or_none()
    seq, before, latest = (head.seq, head.hash, head.hlc) if head else (0, CHAIN_START, 0)
    row = _row(fact, desk=desk, seq=seq + 1, at=day, hlc=max(day, latest + 1))
    row["hash"] = chained_hash(before, row.values())
    end = {"desk": desk, "seq": row["seq"], "hash": row["hash"], "hlc": row["hlc"]}
    tx.connection().execute(_INSERT, row)
    tx.connection().execute(update(ChainRow).where(ChainRow.desk == desk) if head else insert(ChainRow), end)
    tx.mention(fact.kind)


def apart(desk: str) -> str:
    """The name of the chain beside a desk's own, for facts without a moment."""
    return desk + _APART


def is_apart(chain: str) -> bool:
    """Whether a chain is one beside a desk's own."""
    return chain.endswith(_APART)


def desk_of(chain: str) -> str:
    """The desk whose chain it is, or beside whose own it is."""
    return chain.removesuffix(_APART)


def _append_row(tx: Tx, fact: NewFact) -> dict[str, Any]:
    hlc = tx.stamp()
    chain = tx.chain
    at = hlc if fact.at is None else to_microseconds(fact.at)
    row = _row(fact, desk=chain.desk, seq=chain.seq + 1, at=at, hlc=hlc)
    row["hash"] = chained_hash(chain.hash, row.values())
    tx.extend_chain(row["seq"], row["hash"])
    tx.mention(fact.kind)
    return row


def _row(fact: NewFact, *, desk: str, seq: int, at: int, hlc: int) -> dict[str, Any]:
    """The columns of a fact in ``HASHED`` order."""
    return {
        "desk": desk,
        "seq": seq,
        "id": fact.id,
        "kind": fact.kind,
        "event": fact.event,
        "checkpoint": fact.checkpoint,
        "registration": fact.registration,
        "badge": fact.badge,
        "refers": fact.refers,
        "at": at,
        "hlc": hlc,
        "outcome": fact.outcome,
        "body": to_json(fact.body),
    }


def chained_hash(before: bytes, values: Iterable[Any]) -> bytes:
    """The hash of a fact: SHA-256 over the hash before it and its columns in ``HASHED`` order."""
    return hashlib.sha256(before + to_json(list(values)).encode()).digest()


@dataclass(frozen=True)
class ChainBreak:
    """A place where a desk's chain of facts does not hold."""

    desk: str
    seq: int
    reason: str


def verify_chains(tx: Tx) -> Iterator[ChainBreak]:
    """The first break of each desk's chain: a gap, a changed fact, or a missing end."""
    heads = {row.desk: (row.seq, row.hash) for row in tx.execute(select(ChainRow.__table__))}
    ends: dict[str, tuple[int, bytes]] = {}
    broken: set[str] = set()
    columns = [_TABLE.c[name] for name in HASHED]
    rows = tx.execute(select(*columns, _TABLE.c.hash).order_by(_TABLE.c.desk, _TABLE.c.seq))
    for row in rows.yield_per(5_000):
        if row.desk in broken:
            continue
        seq, digest = ends.get(row.desk, (0, CHAIN_START))
        if reason := _why_broken(row, seq, digest):
            broken.add(row.desk)
            yield ChainBreak(row.desk, seq + 1, reason)
        ends[row.desk] = (row.seq, row.hash)
    for desk in sorted(heads.keys() | ends.keys() - broken):
        if desk not in broken and ends.get(desk, (0, CHAIN_START)) != heads.get(desk):
            yield ChainBreak(desk, ends.get(desk, (0, CHAIN_START))[0] + 1, "the end of the chain is missing")


def _why_broken(row: Row[*tuple[Any, ...]], seq: int, digest: bytes) -> str | None:
    if row.seq != seq + 1:
        return "facts are missing"
    if row.hash != chained_hash(digest, row[:-1]):
        return "a fact was changed"
    return None
