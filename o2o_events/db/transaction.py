"""One transaction: SQLAlchemy's session, with the desk's clock and counters."""

from collections.abc import Callable, Hashable
from dataclasses import dataclass, replace
from datetime import datetime
from threading import RLock
from typing import Any, TypeVar, cast

from sqlalchemy import text
from sqlalchemy.orm import Session

from o2o_events.clock import WallClock, field_stamp, from_microseconds, is_near, next_stamp, system_time

T = TypeVar("T")
G = TypeVar("G")
_GROWING = RLock()
_READ_CHAIN = text(
    "SELECT i.desk, i.revision, c.seq, c.hash, c.hlc FROM installation i JOIN chain c ON c.desk = i.desk"
)
_WRITE_CHAIN = text("UPDATE chain SET seq = :seq, hash = :hash, hlc = :hlc WHERE desk = :desk")
_WRITE_REVISION = text("UPDATE installation SET revision = :revision")


@dataclass(frozen=True)
class Chain:
    """Where this desk's chain of facts ends, and the latest stamp the desk knows."""

    desk: str
    seq: int
    hash: bytes
    hlc: int


class Tx(Session):
    """A transaction on the project file. Commands take it first and never commit it."""

    wall: WallClock
    is_write: bool

    def __init__(
        self,
        *args: Any,
        wall: WallClock = system_time,
        is_write: bool = False,
        memory: dict[Hashable, tuple[int, Any]] | None = None,
        **kw: Any,
    ) -> None:
        super().__init__(*args, **kw)
        self.wall = wall
        self.is_write = is_write
        self._memory = {} if memory is None else memory
        self.subjects: set[str] = set()
        self._chain: Chain | None = None
        self._chain_before: Chain | None = None
        self._revision = 0
        self._revision_before = 0

    @property
    def chain(self) -> Chain:
        """This desk's chain, as this transaction has moved it so far."""
        if self._chain is None:
            row = self.connection().execute(_READ_CHAIN).one()
            self._chain = self._chain_before = Chain(row.desk, row.seq, row.hash, row.hlc)
            self._revision = self._revision_before = row.revision
        return self._chain

    @property
    def desk(self) -> str:
        """The id of the desk this file belongs to."""
        return self.chain.desk

    def stamp(self) -> int:
        """The next moment of the desk's hybrid clock, in microseconds; never twice the same."""
        if not self.is_write:
            raise RuntimeError("only a write block has a stamp")
        chain = self.chain
        self._chain = replace(chain, hlc=next_stamp(self.wall(), chain.hlc))
        return self._chain.hlc

    def now(self) -> datetime:
        """The present by this desk's hybrid clock, without moving it.

        Where that is too far from the wall clock to be the time of day, the wall clock's.
        """
        wall = self.wall()
        moment = from_microseconds(next_stamp(wall, self.chain.hlc))
        return moment if is_near(moment, wall) else wall

    def field_stamp(self) -> str:
        """The stamp for fields of records written now."""
        return field_stamp(self.stamp(), self.desk)

    def next_revision(self) -> int:
        """This file's revision for all that this transaction changes."""
        _ = self.chain
        self._revision = self._revision_before + 1
        return self._revision

    def recall(self, key: Hashable, load: Callable[[], T]) -> T:
        """What ``load`` reads from records, remembered until any record of the file changes."""
        _ = self.chain
        known = self._memory.get(key)
        if known is not None and known[0] == self._revision:
            return cast("T", known[1])
        value = load()
        if self._revision == self._revision_before:
            self._memory[key] = (self._revision, value)
        return value

    def recall_growing(
        self,
        key: Hashable,
        load: Callable[[], G],
        bring_up: Callable[[G, int], None],
        ask: Callable[[G], T],
    ) -> T:
        """What is asked of something large that is read from records once, then brought up by what changed since.

        ``bring_up`` gets it with the revision after which records are new to it. One thread at a time asks; a
        block that sees an older state, or has changed records itself, reads everything anew for itself.
        """
        _ = self.chain
        with _GROWING:
            revision, value = self._memory.get(key) or (-1, None)
            if self._revision != self._revision_before or revision > self._revision:
                return ask(load())
            self._memory.pop(key, None)  # what breaks off here leaves nothing half brought up
            if value is None:
                value = load()
            elif revision < self._revision:
                bring_up(value, revision)
            self._memory[key] = (self._revision, value)
            return ask(value)

    def extend_chain(self, seq: int, digest: bytes) -> None:
        """Records that the desk's chain of facts now ends here."""
        self._chain = replace(self.chain, seq=seq, hash=digest)

    def observe(self, hlc: int) -> None:
        """Takes note of a stamp from elsewhere, so that the desk's next one comes after it."""
        if hlc > self.chain.hlc:
            self._chain = replace(self.chain, hlc=hlc)

    def mention(self, *subjects: str) -> None:
        """Notes what changed, to be announced after the commit."""
        self.subjects.update(subjects)

    def settle(self) -> None:
        """Writes the moved clock and counters; called once, before the commit."""
        self.flush()
        if self._chain is not None and self._chain != self._chain_before:
            self.connection().execute(
                _WRITE_CHAIN,
                {"seq": self._chain.seq, "hash": self._chain.hash, "hlc": self._chain.hlc, "desk": self._chain.desk},
            )
        if self._revision != self._revision_before:
            self.connection().execute(_WRITE_REVISION, {"revision": self._revision})
