"""Bringing an exported file into a project."""

from pathlib import Path

import sqlalchemy as sa

from o2o_events.db.database import Database
from o2o_events.db.models import BadgeKeyRow
from o2o_events.errors import UserError
from o2o_events.i18n import _
from o2o_events.replication.bulk import check_histories, copy_facts, differing_records, kinds_of
from o2o_events.replication.conflicts import Arrived
from o2o_events.replication.endpoint import Endpoint
from o2o_events.replication.exchange import Progress, Received, pull
from o2o_events.replication.opening import open_exported


def merge_file(
    database: Database,
    file: Path,
    *,
    passphrase: str | None = None,
    arrived: Arrived | None = None,
    progress: Progress | None = None,
) -> Received:
    """Brings what an exported file has and the project lacks into the project.

    Raises ``UserError`` before anything is changed where the file is damaged, altered, newer or no export,
    or tells another story of a desk than the project.
    """
    with open_exported(file, passphrase) as opened:
        if desk := check_histories(database, opened.database):
            raise UserError(
                _(
                    "“{file}” was not merged: its facts of desk “{desk}” are not those that are here. Two laptops"
                    " may work as one desk: set up the second with “restore”, and ask for the file again."
                ).format(file=file.name, desk=_desk_name(database, desk)),
                in_window=_(
                    "“{file}” was not brought in: its facts of desk “{desk}” are not those that are here. Two"
                    " laptops may work as one desk: set up the second from a file exported for a desk, and ask for"
                    " the file again."
                ).format(file=file.name, desk=_desk_name(database, desk)),
            )
        given = opened.manifest.facts
        facts = copy_facts(database, opened.database, (lambda done: progress(done, given)) if progress else None)
        if facts:
            database.notices.announce(kinds_of(opened.database))
        source = Endpoint(opened.database, kind="file", address=file.name, is_partial=True)
        only, same = differing_records(database, opened.database)
        came = pull(Endpoint(database), source, arrived=arrived, only=only)
        if facts and arrived is not None:
            with database.write() as tx:
                arrived(tx, "fact", sorted(kinds_of(opened.database)))
        if opened.manifest.kind == "desk":
            _bring_keys(database, opened.database)
    return Received(
        facts=facts,
        records=came.records,
        unchanged=came.unchanged + same + given - facts,
        conflicts=came.conflicts,
        quarantined=came.quarantined,
    )


def _desk_name(database: Database, desk: str) -> str:
    with database.read() as tx:
        return tx.execute(sa.text("SELECT name FROM desk WHERE id = :id"), {"id": desk}).scalar() or desk


def _bring_keys(database: Database, source: Database) -> None:
    """A desk's file carries the keys that sign badges; those whose number is free here come in."""
    with source.read() as theirs:
        keys = theirs.execute(sa.select(BadgeKeyRow.number, BadgeKeyRow.secret, BadgeKeyRow.made_at)).all()
    with database.write() as tx:
        known = set(tx.scalars(sa.select(BadgeKeyRow.number)))
        fresh = [key for key in keys if key.number not in known]
        if fresh:
            tx.next_revision()
            tx.add_all(BadgeKeyRow(number=k.number, secret=k.secret, made_at=k.made_at) for k in fresh)
