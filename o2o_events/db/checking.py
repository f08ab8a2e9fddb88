"""Checks of a whole project file: its pages, its references and each desk's chain of facts."""

from collections.abc import Iterator
from dataclasses import dataclass

import sqlcipher3.dbapi2 as sqlite

from o2o_events.db.database import Database
from o2o_events.db.facts import verify_chains
from o2o_events.errors import UserError

MOST_OF_A_KIND = 100
"""SQLite names at most so many problems of one kind."""


@dataclass(frozen=True)
class Problem:
    """Something in the file that does not hold. ``kind`` is file, reference or chain."""

    kind: str
    message: str
    desk: str | None = None
    seq: int | None = None


def check(database: Database) -> list[Problem]:
    """Everything that is wrong with the file; nothing where all is well."""
    problems: list[Problem] = []
    for part in (_pages, _references, _chains):
        try:
            problems += part(database)
        except (UserError, sqlite.DatabaseError) as error:
            problems.append(Problem("file", str(error)))
    return list(dict.fromkeys(problems))


def _pages(database: Database) -> Iterator[Problem]:
    with database.connection() as raw:
        for (message,) in raw.execute("PRAGMA cipher_integrity_check").fetchmany(MOST_OF_A_KIND):
            yield Problem("file", str(message))
        for (message,) in raw.execute(f"PRAGMA integrity_check({MOST_OF_A_KIND})").fetchall():
            if message != "ok":
                yield Problem("file", str(message))


def _references(database: Database) -> Iterator[Problem]:
    with database.connection() as raw:
        for table, rowid, parent, _which in raw.execute("PRAGMA foreign_key_check").fetchmany(MOST_OF_A_KIND):
            yield Problem("reference", f"{table} {rowid} -> {parent}")


def _chains(database: Database) -> Iterator[Problem]:
    with database.read() as tx:
        for broken in verify_chains(tx):
            yield Problem("chain", broken.reason, broken.desk, broken.seq)
