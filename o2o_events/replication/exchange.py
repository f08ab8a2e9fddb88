"""One exchange between two databases: records field by field, facts by each desk's chain."""

import logging
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from time import monotonic, sleep

import sqlalchemy as sa

from o2o_events.db.models import PeerRow
from o2o_events.db.models.exchange import NOTHING_SEEN
from o2o_events.db.transaction import Tx
from o2o_events.errors import UserError
from o2o_events.i18n import _
from o2o_events.replication.applying import (
    Tally,
    apply_facts,
    apply_records,
    chain_end,
    hold,
    release_facts,
    retry_quarantined,
)
from o2o_events.replication.conflicts import Arrived
from o2o_events.replication.endpoint import (
    FACTS_AT_ONCE,
    Endpoint,
    Head,
    Identity,
    changed_ids,
    facts_after,
    hash_at,
    heads,
    identity,
    records,
)
from o2o_events.replication.quarantine import held_desks
from o2o_events.replication.tables import record_tables
from o2o_events.replication.verifying import MISSING, OTHER_HISTORY, START, verify

Progress = Callable[[int, int], None]
"""Told how many facts are done, of how many."""
_NOTICEABLE, _BREATH = 0.02, 0.015
"""Seconds."""
_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Received:
    """What one direction brought. ``held``: desk -> why its further facts were held back."""

    facts: int = 0
    records: int = 0
    unchanged: int = 0
    conflicts: int = 0
    quarantined: int = 0
    held: dict[str, str] = field(default_factory=dict)
    problem: str | None = None

    @property
    def received(self) -> int:
        return self.facts + self.records


@dataclass(frozen=True)
class Exchanged:
    """Both directions of one exchange. ``skew``: by how many microseconds the other's clock is ahead, if known."""

    incoming: Received
    outgoing: Received
    skew: int | None = field(default=None, compare=False)


def exchange(a: Endpoint, b: Endpoint, *, arrived: Arrived | None = None) -> Exchanged:
    """Brings two databases to the same state; ``arrived`` is told what came into ``a``.

    The directions are independent: what stops one is answered with it and does not stop the other.
    """
    return Exchanged(attempt(a, b, arrived=arrived), attempt(b, a))


def attempt(
    target: Endpoint,
    source: Endpoint,
    *,
    arrived: Arrived | None = None,
    skew: int | None = None,
    passing: tuple[type[UserError], ...] = (),
) -> Received:
    """One direction; what stops it is answered with it, but for the errors that are passed on."""
    try:
        return pull(target, source, arrived=arrived, skew=skew)
    except passing:
        raise
    except UserError as error:
        _log.warning("an exchange failed: %s", error)
        return Received(problem=str(error))


def pull(
    target: Endpoint,
    source: Endpoint,
    *,
    arrived: Arrived | None = None,
    progress: Progress | None = None,
    skew: int | None = None,
    only: Mapping[str, Sequence[str]] | None = None,
) -> Received:
    """Brings all that the source has and the target lacks into the target.

    Reads one snapshot of the source, writes short transactions: whatever stops it, what is in is in, and
    the next time goes on from there. ``only`` names the records that are to be looked at, where that is
    known already. Raises ``UserError`` where the two are one database.
    """
    tally = Tally()
    with source.store.read() as theirs:
        peer = identity(theirs)
        with target.store.read() as ours:
            if identity(ours).database == peer.database and source.kind != "file":
                raise UserError(
                    _("Both ends are the same desk. Set up a second laptop with “restore”, not by copying the file."),
                    in_window=_(
                        "Both ends are the same desk. Set up a second laptop from a file exported for a desk, not from"
                        " a copy."
                    ),
                )
            seen = NOTHING_SEEN if source.is_partial else _revision_seen(ours, peer)
        _pull_records(target, theirs, peer, seen, tally, arrived, only)
        _pull_facts(target, theirs, peer, tally, progress)
        if arrived is not None and tally.kinds:
            with target.store.write() as tx:
                arrived(tx, "fact", sorted(tally.kinds))
        _remember(target, source, peer, skew)
    return Received(tally.facts, tally.records, tally.unchanged, tally.conflicts, tally.quarantined, dict(tally.held))


def _revision_seen(tx: Tx, peer: Identity) -> int:
    """How far the peer's records were read; nothing where it has gone back since."""
    seen = tx.scalar(sa.select(PeerRow.revision_seen).where(PeerRow.database == peer.database))
    return seen if seen is not None and seen <= peer.revision else NOTHING_SEEN


def _pull_records(
    target: Endpoint,
    theirs: Tx,
    peer: Identity,
    seen: int,
    tally: Tally,
    arrived: Arrived | None,
    only: Mapping[str, Sequence[str]] | None,
) -> None:
    if peer.revision == seen:
        return
    for name, table in record_tables().items():
        ids = changed_ids(theirs, table, seen) if only is None else only.get(name, ())
        for rows in records(theirs, table, ids):
            with _writing(target) as tx:
                apply_records(tx, table, rows, peer.database, tally, arrived)
    with target.store.write() as tx:
        retry_quarantined(tx, peer.database, tally, arrived)


@contextmanager
def _writing(target: Endpoint) -> Iterator[Tx]:
    """A write block of many; after one that took long a desk that waits for the lock gets its turn."""
    start = monotonic()
    with target.store.write() as tx:
        yield tx
    if target.kind == "desk" and monotonic() - start > _NOTICEABLE:
        sleep(_BREATH)


def _pull_facts(target: Endpoint, theirs: Tx, peer: Identity, tally: Tally, progress: Progress | None) -> None:
    with target.store.read() as tx:
        known = heads(tx)
        forked = {desk: head for desk, head in heads(theirs).items() if _is_forked(tx, theirs, desk, head, known)}
    missing = {d: h for d, h in heads(theirs).items() if d not in forked and h.seq > known.get(d, START).seq}
    total = sum(head.seq - known.get(desk, START).seq for desk, head in missing.items())
    for desk, head in sorted(missing.items()):
        problem = _pull_chain(target, theirs, desk, known.get(desk, START), head, tally, progress, total)
        if problem:
            _hold_back(target, peer, desk, problem, tally)
        elif desk in _held(target, peer):
            with target.store.write() as tx:
                release_facts(tx, peer.database, desk)
    for desk in forked:
        _hold_back(target, peer, desk, OTHER_HISTORY, tally)


def _is_forked(ours: Tx, theirs: Tx, desk: str, head: Head, known: dict[str, Head]) -> bool:
    """Whether the two ends have told different stories of a desk, as far as both go."""
    mine = known.get(desk, START)
    if mine == START:
        return False
    if head.seq > mine.seq:
        return hash_at(theirs, desk, mine.seq) != mine.hash
    return hash_at(ours, desk, head.seq) != head.hash


def _pull_chain(
    target: Endpoint,
    theirs: Tx,
    desk: str,
    known: Head,
    head: Head,
    tally: Tally,
    progress: Progress | None,
    total: int,
) -> str | None:
    """Brings one desk's facts; answers what is wrong with the next one, where something is."""
    while known.seq < head.seq:
        rows = facts_after(theirs, desk, known.seq, FACTS_AT_ONCE)
        verified = verify(rows, known)
        if verified.rows:
            with _writing(target) as tx:
                if problem := apply_facts(tx, desk, verified.rows, known, tally):
                    return problem
        if verified.problem or not rows:
            return verified.problem or MISSING
        known = verified.head
        if progress is not None:
            progress(tally.facts, total)
    return None


def _held(target: Endpoint, peer: Identity) -> set[str]:
    with target.store.read() as tx:
        return held_desks(tx, peer.database)


def _hold_back(target: Endpoint, peer: Identity, desk: str, problem: str, tally: Tally) -> None:
    tally.held[desk] = problem
    with target.store.write() as tx:
        hold(tx, peer.database, "fact", desk, problem, str(chain_end(tx, desk).seq + 1))


def _remember(target: Endpoint, source: Endpoint, peer: Identity, skew: int | None) -> None:
    """Notes the meeting, and how far the peer's records were read."""
    with target.store.write() as tx:
        row = tx.get(PeerRow, peer.database)
        if row is None:
            row = PeerRow(database=peer.database, kind=source.kind, name=peer.name)
            tx.add(row)
        row.name = peer.name or row.name
        row.met_at, row.problem = tx.wall(), ""
        if target.kind == "hub" and skew is not None:
            row.met_at -= timedelta(microseconds=skew)  # by the hub's clock, not by that of the desk that writes
        if source.kind != "file":
            row.kind, row.address = source.kind, source.address
        if skew is not None:
            row.skew = skew
        if not source.is_partial:
            row.revision_seen = peer.revision
        tx.mention("peer")
