"""Writing exported files that hold facts and records: the archive of an event, the replica for a desk."""

import secrets
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from o2o_events.db.base import Base
from o2o_events.db.copying import draft_of
from o2o_events.db.database import Database
from o2o_events.db.encryption import raw_key
from o2o_events.db.models import EconomyRow, EventRow, InstallationRow, PeerRow, ProjectRow, QuarantineRow
from o2o_events.db.transaction import Tx
from o2o_events.db.upgrade import SCHEMA
from o2o_events.replication.digest import digest
from o2o_events.replication.endpoint import identity
from o2o_events.replication.exported import (
    PARTICIPANTS,
    Manifest,
    new_seal,
    seal,
    sha256_of,
    write_manifest,
    write_views,
)
from o2o_events.replication.scope import in_event
from o2o_events.replication.tables import CHAIN, FACT, record_tables


@dataclass(frozen=True)
class Derived:
    """Rows of the views that are worked out from the facts, in the order of their columns."""

    attendance: Sequence[tuple[Any, ...]]
    sessions: Sequence[tuple[Any, ...]]
    answers: Sequence[tuple[Any, ...]] = ()


Derive = Callable[[Tx], Derived]
"""Works out the derived figures from the exported content."""


@dataclass(frozen=True)
class Exported:
    """A file that was written, and what is in it."""

    file: Path
    kind: str
    facts: int
    records: int
    sha256: str


def export_archive(database: Database, file: Path, *, event: str, derive: Derive, overwrite: bool = False) -> Exported:
    """Writes an event's records and all facts, without any badge key.

    Each desk's chain of facts goes in whole, those of other events too: a chain with gaps could not be
    verified. A fact names nobody who is not among the records. Raises ``UserError`` where the file exists.
    """

    with draft_of(file, overwrite=overwrite) as draft, _stage(database) as stage:
        _keep_event(stage, event)
        code = _code(stage, event)
        place = new_seal()
        manifest = _complete(stage, derive, made_at=_wall(database), kind="archive", event=code, place=place)
        with stage.connection() as raw:
            raw.execute("ATTACH ? AS target KEY ''", [str(draft)])
            _copy(raw)
        seal(draft, place)
    return Exported(file, "archive", manifest.facts, manifest.records, sha256_of(file))


def export_desk(
    database: Database, file: Path, *, passphrase: str, derive: Derive, overwrite: bool = False
) -> Exported:
    """Writes a full replica for setting up another desk, protected by a passphrase.

    SQLCipher protects it, as it protects project files: no second library, and it opens with the same driver.
    """
    with draft_of(file, overwrite=overwrite) as draft, _stage(database) as stage:
        with stage.write() as tx:
            _drop_meetings(tx)
        manifest = _complete(stage, derive, made_at=_wall(database), kind="desk", event="", place="")
        with stage.connection() as raw:
            raw.execute("ATTACH ? AS target KEY ?", [str(draft), raw_key(draft, passphrase)])
            _copy(raw)
    return Exported(file, "desk", manifest.facts, manifest.records, sha256_of(file))


@contextmanager
def _stage(database: Database) -> Iterator[Database]:
    """A consistent copy beside the project file: what must not leave this computer is taken out of it here."""
    copy = database.file.with_name(f".{database.file.name}.{secrets.token_hex(4)}.stage")
    try:
        with database.connection() as raw:
            raw.execute("VACUUM INTO ?", [str(copy)])
        stage = Database(copy, key=database.key)
        try:
            yield stage
        finally:
            stage.close()
    finally:
        for ending in ("", "-journal", "-wal", "-shm"):
            copy.with_name(copy.name + ending).unlink(missing_ok=True)


def _keep_event(stage: Database, event: str) -> None:
    with stage.write() as tx:
        _drop_private(tx)
        for table in record_tables().values():
            tx.connection().execute(sa.delete(table.raw).where(sa.not_(in_event(table, event))))


def _drop_private(tx: Tx) -> None:
    """What only desks of the project may have, and what is nobody's but this installation's.

    Whatever is not exchanged stays here: a table that is new to the product too, until it says otherwise.
    """
    carried = {FACT.name, CHAIN.name, InstallationRow.__tablename__, EconomyRow.__tablename__, *record_tables()}
    for table in reversed(Base.metadata.sorted_tables):
        if table.name not in carried:
            tx.connection().execute(sa.delete(sa.table(table.name)))
    indices = sa.text("SELECT name FROM sqlite_master WHERE sql LIKE 'CREATE VIRTUAL TABLE%'")
    for name in tx.connection().execute(indices).scalars().all():
        tx.connection().execute(sa.text(f'DROP TABLE "{name}"'))


def _drop_meetings(tx: Tx) -> None:
    """Whom this installation met and how it reaches its hub is no other desk's affair."""
    for table in (PeerRow, QuarantineRow):
        tx.connection().execute(sa.delete(table))


def _code(stage: Database, event: str) -> str:
    with stage.read() as tx:
        return tx.scalars(sa.select(EventRow.code).where(EventRow.id == event)).one()


def _wall(database: Database) -> str:
    with database.read() as tx:
        return tx.wall().isoformat()


def _complete(stage: Database, derive: Derive, *, made_at: str, kind: str, event: str, place: str) -> Manifest:
    """Adds the views and the manifest."""
    with stage.read() as tx:
        derived = derive(tx)
        own = identity(tx)
        name = tx.scalars(sa.select(ProjectRow.name).order_by(ProjectRow.id)).first() or {}
        manifest = Manifest(
            kind=kind,
            event=event,
            project=name.get("en") or next(iter(name.values()), ""),
            desk=own.name,
            desk_id=own.database,
            made_at=made_at,
            schema=SCHEMA,
            facts=_count(tx, FACT),
            records=sum(_count(tx, table.raw) for table in record_tables().values()),
            digest=digest(tx),
            seal=place,
        )
    with stage.connection() as raw:
        raw.execute("BEGIN")
        write_views(raw, derived.attendance, derived.sessions, derived.answers)
        raw.execute(PARTICIPANTS)
        write_manifest(raw, manifest)
        raw.execute("COMMIT")
    return manifest


def _count(tx: Tx, table: sa.TableClause) -> int:
    return tx.scalar(sa.select(sa.func.count()).select_from(table)) or 0


def _copy(raw: Any) -> None:
    """Writes everything anew into the attached file, so that nothing which was taken out is left in it."""
    raw.execute("SELECT sqlcipher_export('target')")
    for pragma in ("application_id", "user_version"):
        raw.execute(f"PRAGMA target.{pragma} = {int(raw.execute(f'PRAGMA main.{pragma}').fetchone()[0])}")
    raw.execute("DETACH target")
