"""Making a project file, opening one, and bringing an older one up to date."""

import itertools
from collections.abc import Callable
from pathlib import Path

import sqlcipher3.dbapi2 as sqlite
from sqlalchemy import Connection

from o2o_events.clock import WallClock, system_time
from o2o_events.db.copying import draft_of
from o2o_events.db.database import Database, connect, patiently
from o2o_events.db.encryption import is_protected, raw_key
from o2o_events.errors import DamagedFileError, UserError
from o2o_events.i18n import _
from o2o_events.notices import Notices

SCHEMA = 5
"""The newest migration's number; a file's is in its PRAGMA user_version."""
PROJECT_FILE = 0x4F324F50
"""PRAGMA application_id of a project file: "O2OP"."""
EXPORTED_FILE = 0x4F324F45
"""PRAGMA application_id of an exported file: "O2OE"."""


def open_database(
    file: Path, *, passphrase: str | None = None, now: WallClock = system_time, notices: Notices | None = None
) -> Database:
    """Opens a project file; an older one is backed up beside itself, then upgraded.

    Raises ``UserError`` where the file is missing, is no project file, needs another passphrase, or
    was written by a newer version of the product.
    """
    key, version = examine(file, passphrase)
    if version < SCHEMA:
        _back_up(file, key, version)
        migrate(file, key)
    return Database(file, key=key, now=now, notices=notices)


def examine(file: Path, passphrase: str | None, *, may_be_exported: bool = False) -> tuple[str | None, int]:
    """The key and schema version of a project file; touches nothing. Raises ``UserError`` as ``open_database``."""
    if not file.is_file():
        raise UserError(
            _("There is no project file “{file}”. Make one with “init”, or name another with --file.").format(
                file=file
            ),
            in_window=_("There is no project file “{file}”. Open another, or make a new project.").format(file=file),
        )
    key = _key(file, passphrase)
    version = _read_version(file, key, (PROJECT_FILE, EXPORTED_FILE) if may_be_exported else (PROJECT_FILE,))
    if version > SCHEMA:
        raise UserError(
            _("“{file}” was written by a newer version of O2O Events. Update this program, then open it again.").format(
                file=file.name
            )
        )
    return key, version


def create_database(
    file: Path,
    *,
    fill: Callable[[Database], None],
    passphrase: str | None = None,
    now: WallClock = system_time,
    notices: Notices | None = None,
) -> None:
    """Makes a new project file, filled; it appears under its name only when complete.

    Raises ``UserError`` where a file of that name exists.
    """
    if file.exists():
        raise UserError(_("“{file}” exists already. Choose another name, or open it.").format(file=file))
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UserError(_("The folder of “{file}” cannot be made. Choose another.").format(file=file)) from error
    draft = file.with_name(file.name + ".part")
    _remove(draft)
    try:
        key = raw_key(draft, passphrase) if passphrase else None
        migrate(draft, key)
        database = Database(draft, key=key, now=now, notices=notices)
        fill(database)
        database.close()
        draft.rename(file)
    finally:
        _remove(draft)


def migrate(file: Path, key: str | None, revision: str = "head") -> None:
    """Runs the migrations up to a revision, all of them in one transaction."""
    from sqlalchemy import create_engine
    from sqlalchemy.pool import StaticPool

    raw = connect(file, key)
    raw.execute("PRAGMA journal_mode = WAL")
    engine = create_engine("sqlite://", module=sqlite, creator=lambda: raw, poolclass=StaticPool)
    try:
        with engine.connect() as connection:
            connection.exec_driver_sql("BEGIN IMMEDIATE")
            version = run_migrations(connection, revision)
            connection.exec_driver_sql(f"PRAGMA application_id = {PROJECT_FILE}")
            connection.exec_driver_sql(f"PRAGMA user_version = {version}")
            connection.commit()
    finally:
        engine.dispose()
        raw.close()


def run_migrations(connection: Connection, revision: str = "head") -> int:
    """Runs the migrations on an open connection of either kind of database; answers the schema's number."""
    from alembic import command  # imported when it is needed: it costs a tenth of a second
    from alembic.config import Config

    from o2o_events import paths

    config = Config()
    config.set_main_option("script_location", str(paths.migrations()))
    config.attributes["connection"] = connection
    command.upgrade(config, revision)
    return int(connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar_one())


def _key(file: Path, passphrase: str | None) -> str | None:
    if not is_protected(file):
        return None
    if not passphrase:
        raise UserError(
            _("“{file}” is protected. Give its passphrase with --passphrase-file or O2O_PASSPHRASE.").format(
                file=file.name
            ),
            in_window=_("“{file}” is protected. Open it again and type its passphrase.").format(file=file.name),
        )
    return raw_key(file, passphrase)


def _read_version(file: Path, key: str | None, applications: tuple[int, ...]) -> int:
    try:
        raw = patiently(lambda: connect(file, key))
        try:
            application = patiently(lambda: raw.execute("PRAGMA application_id").fetchone()[0])
            version = patiently(lambda: raw.execute("PRAGMA user_version").fetchone()[0])
        finally:
            raw.close()
    except sqlite.DatabaseError as error:
        if "malformed" in str(error):
            raise DamagedFileError(
                _("“{file}” is damaged. Restore your latest backup with “restore”.").format(file=file.name),
                in_window=_("“{file}” is damaged. Keep it, and go on with your latest backup of it.").format(
                    file=file.name
                ),
            ) from error
        if key:
            words = _("The passphrase does not open “{file}”. Check it, and that the file is a project file.")
        else:
            words = _("“{file}” is not a project file of O2O Events. Choose another file.")
        raise UserError(words.format(file=file.name)) from error
    if application not in applications:
        raise UserError(_("“{file}” is not a project file of O2O Events. Choose another file.").format(file=file.name))
    return int(version)


def _back_up(file: Path, key: str | None, version: int) -> None:
    """A copy of the file as it was, beside it, under a name that no earlier copy has."""
    name = f"{file.stem}.before-upgrade-{version}"
    names = itertools.chain([name], (f"{name}-{n}" for n in itertools.count(2)))
    copies = (file.with_name(name + file.suffix) for name in names)
    with draft_of(next(copy for copy in copies if not copy.exists())) as draft:
        raw = patiently(lambda: connect(file, key))
        try:
            patiently(lambda: raw.execute("VACUUM INTO ?", [str(draft)]))
        finally:
            raw.close()


def _remove(file: Path) -> None:
    for name in (file.name, file.name + "-wal", file.name + "-shm"):
        file.with_name(name).unlink(missing_ok=True)
