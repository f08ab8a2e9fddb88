"""Copies of a project file: a backup taken while desks work, and a file made from a backup."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import sqlcipher3.dbapi2 as sqlite

from o2o_events.db.database import Database, connect
from o2o_events.db.encryption import is_protected, raw_key
from o2o_events.errors import UserError
from o2o_events.i18n import _


@contextmanager
def draft_of(file: Path, *, overwrite: bool = False) -> Iterator[Path]:
    """A name to write to; what is there at the end appears under the file's own name, whole.

    Raises ``UserError`` where the file exists, unless told to overwrite it, or its folder cannot be made.
    """
    if file.exists() and not overwrite:
        raise UserError(_("“{file}” exists already. Choose another name.").format(file=file))
    draft = file.with_name(file.name + ".part")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        _remove(draft)
    except OSError as error:
        raise UserError(_("“{file}” cannot be written. Choose another folder.").format(file=file)) from error
    try:
        yield draft
        _settle(draft)
        _remove_beside(file)
        draft.replace(file)
    except OSError as error:
        raise UserError(
            _("“{file}” could not be written: {reason}. Choose another folder.").format(
                file=file, reason=error.strerror or error
            )
        ) from error
    finally:
        _remove(draft)


def back_up(database: Database, target: Path, *, overwrite: bool = False) -> None:
    """Writes a consistent copy under the same passphrase; others may go on reading and writing.

    Raises ``UserError`` where the target exists, unless told to overwrite it, or is the project itself.
    """
    if target.exists() and target.samefile(database.file):
        raise UserError(_("“{file}” is the project itself. Give the backup another name.").format(file=target.name))
    with draft_of(target, overwrite=overwrite) as draft, database.connection() as raw:
        raw.execute("VACUUM INTO ?", [str(draft)])


def copy_backup(backup: Path, target: Path, passphrase: str | None) -> None:
    """Writes a copy of a backup; one that is not protected becomes so where a passphrase is given.

    Raises ``UserError`` where the backup cannot be read.
    """
    key = raw_key(backup, passphrase) if passphrase and is_protected(backup) else None
    try:
        raw = connect(backup, key)
        try:
            if passphrase and key is None:
                _export_protected(raw, target, raw_key(target, passphrase))
            else:
                raw.execute("VACUUM INTO ?", [str(target)])
        finally:
            raw.close()
    except sqlite.DatabaseError as error:
        raise UserError(
            _("“{file}” is damaged and cannot be restored. Take an earlier backup.").format(file=backup.name)
        ) from error


def _export_protected(raw: sqlite.Connection, target: Path, key: str) -> None:
    raw.execute("ATTACH ? AS target KEY ?", [str(target), key])
    raw.execute("SELECT sqlcipher_export('target')")
    for pragma in ("application_id", "user_version"):
        raw.execute(f"PRAGMA target.{pragma} = {int(raw.execute(f'PRAGMA main.{pragma}').fetchone()[0])}")
    raw.execute("DETACH target")


def _settle(draft: Path) -> None:
    """Waits until the copy is really on the disk."""
    with draft.open("rb+") as stream:
        os.fsync(stream.fileno())


def _remove(file: Path) -> None:
    file.unlink(missing_ok=True)
    _remove_beside(file)


def _remove_beside(file: Path) -> None:
    """SQLite's own files beside a database would be taken for parts of the one that replaces it."""
    for ending in ("-wal", "-shm", "-journal"):
        file.with_name(file.name + ending).unlink(missing_ok=True)
