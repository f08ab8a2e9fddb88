"""Facts of a whole file at the speed of the disk: verified row by row, then copied inside SQLite."""

import hashlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from time import monotonic, sleep
from typing import Any, Final

from o2o_events.db.database import Database, knocks, patiently
from o2o_events.db.facts import CHAIN_START, HASHED
from o2o_events.replication.endpoint import Head
from o2o_events.replication.tables import LAST_MOMENT, record_tables
from o2o_events.replication.verifying import END_MISSING, MISSING, OTHER_HISTORY, START, why_broken

FIRST_STEP: Final = 5_000
"""Facts copied under the first lock; later steps are as long as this computer's disk allows."""
_AT_ONCE: Final = 1_000
"""Facts copied between two looks at whether somebody waits."""
_LEAST_SECONDS: Final = 0.06
"""So much gets done under a lock even where somebody waits: a desk with a queue must not stop a merge."""
_MOST_SECONDS: Final = 1.0
_COMMIT_SECONDS: Final = 0.2
"""What a commit may take, since nothing can cut it short."""
_BREATH: Final = 0.015
"""Seconds between two steps, so that whoever waits for the lock gets it."""
_SANE: Final = (
    f"json_valid(body) AND substr(body, 1, 1) = '{{' AND abs(at) < {LAST_MOMENT} AND abs(hlc) < {LAST_MOMENT}"
    " AND typeof(seq) = 'integer' AND typeof(at) = 'integer' AND typeof(hlc) = 'integer' AND typeof(hash) = 'blob'"
    " AND typeof(desk) = 'text' AND typeof(id) = 'text' AND typeof(kind) = 'text'"
)
_VERIFY: Final = (
    f"SELECT desk, seq, hash, json_array({', '.join(HASHED)}), {_SANE} FROM fact"
    " WHERE desk = ? AND seq > ? ORDER BY seq"
)
_FACT: Final = (*HASHED, "hash")
_COPY: Final = (
    f"INSERT INTO main.fact ({', '.join(_FACT)}) SELECT {', '.join(_FACT)} FROM given.fact"
    " WHERE desk = ? AND seq > ? AND seq <= ? ORDER BY seq"
)
_MOVE_CHAIN: Final = (
    "INSERT INTO main.chain (desk, seq, hash, hlc) VALUES (?, ?, ?, ?) ON CONFLICT (desk)"
    " DO UPDATE SET seq = excluded.seq, hash = excluded.hash, hlc = max(hlc, excluded.hlc)"
)
_MOVE_CLOCK: Final = "UPDATE main.chain SET hlc = max(hlc, ?) WHERE desk = (SELECT desk FROM main.installation)"


def first_break(raw: Any) -> tuple[str, int, str] | None:
    """Desk, number and reason of the first place where a chain of the file does not hold."""
    ends = {d: Head(s, bytes(h)) for d, s, h in raw.execute("SELECT desk, seq, hash FROM chain")}
    desks = {desk for (desk,) in raw.execute("SELECT DISTINCT desk FROM fact")}
    for desk in sorted(desks | ends.keys(), key=str):
        end, reason = _follow(raw, desk)
        if reason is None and end != ends.get(desk, START):
            reason = END_MISSING
        if reason is not None:
            return str(desk), end.seq + 1, reason
    return None


def _follow(raw: Any, desk: str) -> tuple[Head, str | None]:
    """Where a desk's chain ends, and why there.

    SQLite writes the same canonical JSON as Python, several times faster; where the two differ on some
    character, Python's is what counts.
    """
    before, seq = CHAIN_START, 0
    sha256 = hashlib.sha256
    for _desk, number, digest, text, is_sane in raw.execute(_VERIFY, [desk, 0]):
        if number != seq + 1:
            return Head(seq, before), MISSING
        if not is_sane or sha256(before + text.encode()).digest() != digest:
            row = raw.execute(
                f"SELECT {', '.join(_FACT)} FROM fact WHERE desk = ? AND seq = ?", [desk, number]
            ).fetchone()
            if reason := why_broken(dict(zip(_FACT, row, strict=True)), Head(seq, before)):
                return Head(seq, before), reason
        before, seq = digest, number
    return Head(seq, before), None


def copy_facts(target: Database, source: Database, told: Callable[[int], None] | None = None) -> int:
    """Copies what a verified file has and the target lacks; answers how many facts that were.

    Each step is a short transaction that also moves the chain, and between steps whoever waits may write:
    what stops it leaves whole chains, and the next time goes on from there. Raises ``ValueError`` where the
    two tell different stories of a desk.
    """
    copied, pace = 0, _Pace(target.file)
    with _attached(target, source) as raw:
        raw.execute("PRAGMA wal_autocheckpoint = 0")
        chains = raw.execute("SELECT desk, seq, hlc FROM given.chain WHERE seq > 0 ORDER BY desk").fetchall()
        for desk, end, hlc in chains:
            while amount := _copy_step(raw, desk, end, hlc, pace):
                copied += amount
                pace.rest(raw)
                if told is not None:
                    told(copied)
    return copied


class _Pace:
    """How many facts go in under one lock: many where nobody waits, and never so many that the commit takes long."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._most = FIRST_STEP

    def start(self) -> None:
        self._began, self._knocks, self._amount = monotonic(), knocks(self._file), 0

    def goes_on(self, amount: int) -> bool:
        """Whether more may go in after so many."""
        self._amount += amount
        spent = monotonic() - self._began
        if self._amount >= self._most or spent > _MOST_SECONDS:
            return False
        return spent < _LEAST_SECONDS or knocks(self._file) == self._knocks

    def commit(self, raw: Any) -> None:
        start = monotonic()
        raw.execute("COMMIT")
        share = _COMMIT_SECONDS / max(monotonic() - start, 0.001)
        self._most = max(_AT_ONCE, int(self._most * min(2.0, share)))

    @staticmethod
    def rest(raw: Any) -> None:
        """Lets others write. Checkpoints need no lock: they fill the pauses."""
        start = monotonic()
        raw.execute("PRAGMA main.wal_checkpoint(PASSIVE)").fetchone()
        sleep(max(0.0, _BREATH - (monotonic() - start)))


def differing_records(target: Database, source: Database) -> tuple[dict[str, list[str]], int]:
    """Table -> the ids of the file's records that are not exactly the same in the target; and how many are."""
    found: dict[str, list[str]] = {}
    total = 0
    with _attached(target, source) as raw:
        for name, table in record_tables().items():
            mine = ", ".join(f"m.{column}" for column in table.shared)
            theirs = ", ".join(f"g.{column}" for column in table.shared)
            rows = raw.execute(
                f"SELECT g.id FROM given.{name} g LEFT JOIN main.{name} m ON m.id = g.id"
                f" WHERE ({mine}) IS NOT ({theirs})"
            )
            found[name] = sorted((id_ for (id_,) in rows), key=str)
            total += raw.execute(f"SELECT count(*) FROM given.{name}").fetchone()[0]
    return found, total - sum(map(len, found.values()))


def check_histories(target: Database, source: Database) -> str | None:
    """The first desk of which the two tell different stories, as far as both go."""
    with _attached(target, source) as raw:
        row = raw.execute(
            "SELECT mine.desk FROM main.chain mine JOIN given.chain theirs USING (desk)"
            " WHERE min(mine.seq, theirs.seq) > 0 AND"
            " (SELECT hash FROM main.fact f WHERE f.desk = mine.desk AND f.seq = min(mine.seq, theirs.seq)) IS NOT"
            " (SELECT hash FROM given.fact f WHERE f.desk = mine.desk AND f.seq = min(mine.seq, theirs.seq)) LIMIT 1"
        ).fetchone()
    return row[0] if row else None


def kinds_of(source: Database) -> frozenset[str]:
    """The kinds of facts in a file."""
    with source.connection() as raw:
        return frozenset(kind for (kind,) in raw.execute("SELECT DISTINCT kind FROM fact"))


@contextmanager
def _attached(target: Database, source: Database) -> Iterator[Any]:
    with target.connection() as raw:
        raw.execute("ATTACH ? AS given KEY ?", [str(source.file), source.key or ""])
        try:
            yield raw
        finally:
            if raw.in_transaction:
                raw.execute("ROLLBACK")
            raw.execute("DETACH given")
            raw.execute("PRAGMA wal_autocheckpoint = 1000")


def _copy_step(raw: Any, desk: str, end: int, hlc: int, pace: _Pace) -> int:
    """Copies a desk's next facts; answers how many, none where it has all."""
    patiently(lambda: raw.execute("BEGIN IMMEDIATE"))
    try:
        pace.start()
        known = raw.execute("SELECT seq, hash FROM main.chain WHERE desk = ?", [desk]).fetchone() or (0, CHAIN_START)
        if known[0] >= end:
            return 0
        if known[0] and _hash(raw, desk, known[0]) != known[1]:
            raise ValueError(OTHER_HISTORY)
        last, is_open = known[0], True
        while is_open and last < end:
            upto = min(last + _AT_ONCE, end)
            raw.execute(_COPY, [desk, last, upto])
            is_open = pace.goes_on(upto - last)
            last = upto
        raw.execute(_MOVE_CHAIN, [desk, last, _hash(raw, desk, last), hlc])
        raw.execute(_MOVE_CLOCK, [hlc])
        pace.commit(raw)
        return int(last - known[0])
    finally:
        if raw.in_transaction:
            raw.execute("ROLLBACK")


def _hash(raw: Any, desk: str, seq: int) -> bytes:
    row: tuple[bytes] = raw.execute("SELECT hash FROM given.fact WHERE desk = ? AND seq = ?", [desk, seq]).fetchone()
    return row[0]
