"""One exchange with a hub: both directions, the clocks compared, the other desks noted."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

import sqlalchemy as sa

from o2o_events.db.database import Database
from o2o_events.db.models import PeerRow
from o2o_events.replication.conflicts import Arrived
from o2o_events.replication.endpoint import Endpoint, identity
from o2o_events.replication.exchange import Exchanged, Received, attempt
from o2o_events.replication.handed_over import note_handed_over, read_handed_over
from o2o_events.replication.hub import Hub, HubAwayError, HubRefusedError, read_url, without_password

NOTICEABLE_SKEW = 60_000_000
"""Microseconds between two clocks from which on people are told."""


@dataclass(frozen=True)
class Peer:
    """Another database as people are told of it: a hub's address without its password.

    ``skew`` in microseconds, positive where its clock is ahead.
    """

    database: str
    kind: str
    name: str
    address: str
    met_at: datetime | None
    skew: int | None
    problem: str

    @property
    def is_clock_off(self) -> bool:
        return self.skew is not None and abs(self.skew) > NOTICEABLE_SKEW


def sync(database: Database, hub: Hub, *, arrived: Arrived | None = None) -> Exchanged:
    """Exchanges with the hub once.

    Raises ``HubAwayError`` or ``HubRefusedError`` where it cannot be reached or does not let this desk in;
    any other trouble of one direction is answered with it.
    """
    try:
        hub.check_schema()
        skew = hub.skew()
        desk, other = Endpoint(database), Endpoint(hub, kind="hub", address=_address_to_keep(database, hub))
        with database.read() as tx:
            hub.desk = tx.desk
        passing = (HubAwayError, HubRefusedError)
        incoming = attempt(desk, other, arrived=arrived, skew=skew, passing=passing)
        outgoing = attempt(other, desk, skew=-skew, passing=passing)
        _note_peers(database, hub, skew)
    except (HubAwayError, HubRefusedError) as error:
        _note_problem(database, hub, str(error))
        raise
    return Exchanged(incoming, _without_echo(outgoing), skew)


def _address_to_keep(database: Database, hub: Hub) -> str:
    """With the password only in a file that a passphrase protects."""
    if database.key is None:
        return without_password(hub.url)
    return hub.url.set(drivername="postgresql").render_as_string(hide_password=False)


@dataclass(frozen=True)
class KeptHub:
    """The hub that was met last. ``url`` lacks its password where that is not kept: ``with_password`` adds it."""

    url: str
    address: str
    has_password: bool


def kept_hub(database: Database) -> KeptHub | None:
    """The hub that this installation met last; no exported file carries it."""
    with database.read() as tx:
        met = sa.select(PeerRow.address, PeerRow.name).where(PeerRow.kind == "hub", PeerRow.met_at.is_not(None))
        rows = tx.execute(met.order_by(PeerRow.met_at.desc(), PeerRow.database)).all()
    for row in rows:
        if "://" in row.address:
            return KeptHub(row.address, row.name, read_url(row.address).password is not None)
    return None


def _without_echo(outgoing: Received) -> Received:
    return replace(outgoing, conflicts=0)


def _note_peers(database: Database, hub: Hub, skew: int) -> None:
    """The desks that the hub has met: when, and how their clocks differ from ours."""
    with hub.read() as theirs:
        own = hub.desk
        columns = (PeerRow.database, PeerRow.name, PeerRow.met_at, PeerRow.skew)
        desks = (PeerRow.kind == "desk", PeerRow.database != own, PeerRow.met_at.is_not(None))
        rows = theirs.execute(sa.select(*columns).where(*desks)).all()
        hub_id, there = identity(theirs).database, read_handed_over(theirs, own)
    with database.write() as tx:
        if there is not None:
            note_handed_over(tx, there)
        known = {row.database: row for row in tx.scalars(sa.select(PeerRow))}
        if hub_id in known:
            known[hub_id].name = hub.address
        for row in rows:
            mine = known.get(row.database)
            if mine is None:
                mine = PeerRow(database=row.database, kind="desk", name=row.name)
                tx.add(mine)
            met_at = row.met_at - timedelta(microseconds=skew)
            if mine.met_at is None or met_at >= mine.met_at or mine.met_at > tx.wall():
                mine.name, mine.met_at = row.name or mine.name, met_at
                mine.skew = None if row.skew is None else row.skew + skew


def _note_problem(database: Database, hub: Hub, problem: str) -> None:
    with database.write() as tx:
        for row in tx.scalars(sa.select(PeerRow).where(PeerRow.kind == "hub", PeerRow.name == hub.address)):
            row.problem = problem
            tx.mention("peer")


def list_peers(database: Database) -> list[Peer]:
    """The databases that this one has met, hubs first, then by name."""
    with database.read() as tx:
        rows = tx.scalars(sa.select(PeerRow).where(PeerRow.database != tx.desk)).all()
        peers = [Peer(r.database, r.kind, r.name, _shown(r), r.met_at, r.skew, r.problem) for r in rows]
    kinds = ("hub", "desk", "file")
    return sorted(peers, key=lambda peer: (kinds.index(peer.kind), peer.name.casefold(), peer.database))


def _shown(row: PeerRow) -> str:
    return row.name if row.kind == "hub" else row.address
