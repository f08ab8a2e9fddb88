"""Opening an exported file to merge it: whole, unaltered, of a schema we know; else refused in words."""

import shutil
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import sqlcipher3.dbapi2 as sqlite

from o2o_events.db.database import Database, connect
from o2o_events.db.encryption import is_protected, raw_key
from o2o_events.db.models import DeskRow
from o2o_events.db.upgrade import EXPORTED_FILE, PROJECT_FILE, SCHEMA, migrate
from o2o_events.errors import UserError
from o2o_events.i18n import _
from o2o_events.replication.bulk import first_break
from o2o_events.replication.digest import digest
from o2o_events.replication.exported import Manifest, is_sealed, read_manifest, remove_additions


@dataclass(frozen=True)
class Opened:
    """An exported file that can be trusted to be what was written."""

    database: Database
    manifest: Manifest


@contextmanager
def open_exported(file: Path, passphrase: str | None = None) -> Iterator[Opened]:
    """The file, verified from end to end; one of an older schema as an upgraded copy.

    Raises ``UserError`` where it is missing, damaged, altered, newer, of another kind or needs another
    passphrase.
    """
    if not file.is_file():
        raise UserError(_("There is no file “{file}”. Check its name and folder.").format(file=file))
    if file.stat().st_size == 0:
        raise UserError(_refused(file, _("it is empty")))
    key = _key(file, passphrase)
    manifest = _read_head(file, key)
    database = Database(file, key=key)
    try:
        _check_whole(file, database, manifest)
        if manifest.schema == SCHEMA:
            yield Opened(database, manifest)
            return
    finally:
        database.close()
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(shutil.copy(file, Path(folder) / "older.o2o"))
        raw = connect(copy, key)
        remove_additions(raw)
        raw.close()
        migrate(copy, key)
        upgraded = Database(copy, key=key)
        try:
            yield Opened(upgraded, manifest)
        finally:
            upgraded.close()


def _key(file: Path, passphrase: str | None) -> str | None:
    if not is_protected(file):
        return None
    if not passphrase:
        raise UserError(
            _(
                "“{file}” is protected, or no exported file. Give the passphrase it was exported under with"
                " --export-passphrase-file."
            ).format(file=file.name),
            in_window=_(
                "“{file}” is protected, or no exported file. Bring it in again and type the passphrase it was exported"
                " under."
            ).format(file=file.name),
        )
    return raw_key(file, passphrase)


def _read_head(file: Path, key: str | None) -> Manifest:
    """The marks and the manifest."""
    try:
        raw = connect(file, key)
        try:
            application = raw.execute("PRAGMA application_id").fetchone()[0]
            version = raw.execute("PRAGMA user_version").fetchone()[0]
            manifest = read_manifest(raw)
        finally:
            raw.close()
    except sqlite.DatabaseError as error:
        if key:
            raise UserError(
                _("The passphrase does not open “{file}”. Check it, and that the file is an exported file.").format(
                    file=file.name
                )
            ) from error
        raise UserError(_refused(file, _("it is damaged"))) from error
    if application == PROJECT_FILE:
        raise UserError(
            _("“{file}” is a project file. Export it there with “export”, and merge what that writes.").format(
                file=file.name
            ),
            in_window=_(
                "“{file}” is a project file. Export the event at that desk, and bring in what that writes."
            ).format(file=file.name),
        )
    if application != EXPORTED_FILE:
        raise UserError(
            _("“{file}” is not an exported file of O2O Events. Choose another file.").format(file=file.name)
        )
    if version > SCHEMA:
        raise UserError(
            _(
                "“{file}” was written by a newer version of O2O Events. Update this program, then merge it again."
            ).format(file=file.name)
        )
    if manifest is None or manifest.schema != version:
        raise UserError(_refused(file, _("its manifest is missing or was altered")))
    if manifest.kind not in ("archive", "desk"):
        raise UserError(
            _("“{file}” is anonymous: it has figures, but no people to merge. Ask for an archive.").format(
                file=file.name
            )
        )
    return manifest


def _check_whole(file: Path, database: Database, manifest: Manifest) -> None:
    """Each desk's chain first, so that the desk is named; then every byte; then the content."""
    is_plain = manifest.kind != "desk"
    try:
        with ThreadPoolExecutor(1) as beside, database.connection() as raw:
            sealed = beside.submit(is_sealed, file, manifest.seal) if is_plain else None
            if manifest.kind == "desk" and raw.execute("PRAGMA cipher_integrity_check").fetchone():
                raise UserError(_refused(file, _("it is damaged")))
            broken = first_break(raw)
            names = dict(raw.execute(f"SELECT id, name FROM {DeskRow.__tablename__}").fetchall()) if broken else {}
        if broken:
            desk, seq, reason = broken
            raise UserError(
                _refused(
                    file,
                    _("the facts of desk “{desk}” do not hold from number {seq} on ({reason})").format(
                        desk=names.get(desk, desk), seq=seq, reason=reason
                    ),
                )
            )
        if sealed is not None and not sealed.result():
            raise UserError(_refused(file, _("it was altered or damaged after it was written")))
        with database.read() as tx:
            if manifest.schema == SCHEMA and digest(tx) != manifest.digest:
                raise UserError(_refused(file, _("its content is not what was written")))
    except (sqlite.DatabaseError, UnicodeDecodeError, ValueError) as error:
        raise UserError(_refused(file, _("it is damaged"))) from error


def _refused(file: Path, reason: str) -> str:
    return _("“{file}” was not merged: {reason}. Nothing was changed; ask for the file again.").format(
        file=file.name, reason=reason
    )
