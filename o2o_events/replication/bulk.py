"""Facts of a whole file at the speed of the disk: verified row by row, then copied inside SQLite."""

import hashlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, Final

from o2o_events.db.database import Database, patiently
from o2o_events.db.facts import CHAIN_START, HASHED
from o2o_events.replication.endpoint import Head
from o2o_events.replication.tables import LAST_MOMENT, record_tables
from o2o_events.replication.verifying import END_MISSING, MISSING, OTHER_HISTORY, START, why_broken

AT_ONCE: Final = 10_000
"""Facts copied under one lock, where desks may be scanning meanwhile."""
MANY: Final = 200_000
"""So many facts are a whole event that is brought in afterwards: one step, which is several times faster."""
_CACHE: Final = 131_072
"""KiB of index pages kept while facts are copied: they come in the order of time, not of the indices."""
_SANE: Final = (
    f"json_valid(body) AND substr(body, 1, 1) = '{{' AND abs(at) < {LAST_MOMENT} AND abs(hlc) < {LAST_MOMENT}"
    " AND typeof(seq) = 'integer' AND typeof(at) = 'integer' AND typeof(hlc) = 'integer' AND typeof(hash) = 'blob'"
    " AND typeof(desk) = 'text' AND typeof(id) = 'text' AND typeof(kind) = 'text'"
)
_VERIFY: Final = (
    f"SELECT desk, seq, hash, json_array({', '.join(HASHED)}), {_SANE} FROM fact"
    " WHERE desk = ? AND seq > ? ORDER BY seq"
)
_SCHEMAS: Final = ("main", "given")
_FACT: Final = (*HASHED, "hash")


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

    Each step is a short transaction that also moves the chain: what stops it loses nothing, and the next
    time goes on from there. Raises ``ValueError`` with the desk where the two tell different stories.
    """
    with _attached(target, source) as raw:
        raw.execute(f"PRAGMA main.cache_size = -{_CACHE}")
        chains = raw.execute("SELECT desk, seq, hlc FROM given.chain WHERE seq > 0 ORDER BY desk").fetchall()
        copied = _copy_whole(raw)
        if told is not None and copied:
            told(copied)
        for desk, end, hlc in chains:
            while True:
                amount, is_done = _copy_step(raw, desk, end, hlc)
                copied += amount
                if told is not None and amount:
                    told(copied)
                if is_done:
                    break
    return copied


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
            raw.execute("PRAGMA main.cache_size = -65536")


def _copy_whole(raw: Any) -> int:
    """Copies all facts where there are none yet: SQLite then takes table and indices over page by page.

    That needs both tables made alike, which those of one schema are.
    """
    patiently(lambda: raw.execute("BEGIN IMMEDIATE"))
    try:
        tables = [raw.execute("SELECT name FROM pragma_table_info('fact', ?)", [s]).fetchall() for s in _SCHEMAS]
        if tables[0] != tables[1] or raw.execute("SELECT 1 FROM main.fact LIMIT 1").fetchone():
            return 0
        copied = raw.execute("INSERT INTO main.fact SELECT * FROM given.fact").rowcount
        raw.execute(
            "INSERT INTO main.chain (desk, seq, hash, hlc) SELECT desk, seq, hash, hlc FROM given.chain WHERE seq > 0"
            " ON CONFLICT (desk) DO UPDATE SET seq = excluded.seq, hash = excluded.hash, hlc = max(hlc, excluded.hlc)"
        )
        raw.execute(
            "UPDATE main.chain SET hlc = max(hlc, coalesce((SELECT max(hlc) FROM given.chain), 0))"
            " WHERE desk = (SELECT desk FROM main.installation)"
        )
        raw.execute("COMMIT")
        return int(copied)
    finally:
        if raw.in_transaction:
            raw.execute("ROLLBACK")


def _copy_step(raw: Any, desk: str, end: int, hlc: int) -> tuple[int, bool]:
    patiently(lambda: raw.execute("BEGIN IMMEDIATE"))
    try:
        known = raw.execute("SELECT seq, hash FROM main.chain WHERE desk = ?", [desk]).fetchone() or (0, CHAIN_START)
        if known[0] >= end:
            return 0, True
        if known[0] and raw.execute(
            "SELECT hash FROM given.fact WHERE desk = ? AND seq = ?", [desk, known[0]]
        ).fetchone() != (known[1],):
            raise ValueError(OTHER_HISTORY)
        last = end if end - known[0] >= MANY else min(known[0] + AT_ONCE, end)
        columns = ", ".join(_FACT)
        raw.execute(
            f"INSERT INTO main.fact ({columns}) SELECT {columns} FROM given.fact"
            " WHERE desk = ? AND seq > ? AND seq <= ? ORDER BY seq",
            [desk, known[0], last],
        )
        (at_end,) = raw.execute("SELECT hash FROM given.fact WHERE desk = ? AND seq = ?", [desk, last]).fetchone()
        raw.execute(
            "INSERT INTO main.chain (desk, seq, hash, hlc) VALUES (?, ?, ?, ?) ON CONFLICT (desk)"
            " DO UPDATE SET seq = excluded.seq, hash = excluded.hash, hlc = max(hlc, excluded.hlc)",
            [desk, last, at_end, hlc],
        )
        raw.execute("UPDATE main.chain SET hlc = max(hlc, ?) WHERE desk = (SELECT desk FROM main.installation)", [hlc])
        raw.execute("COMMIT")
        return last - known[0], last >= end
    finally:
        if raw.in_transaction:
            raw.execute("ROLLBACK")
