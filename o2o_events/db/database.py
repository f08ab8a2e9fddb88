"""The project file's engine: read() and write() blocks that never show a lock to the operator."""

import os
import time
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, TypeVar

import sqlcipher3.dbapi2 as sqlite
from sqlalchemy import URL, Engine, create_engine, event, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import QueuePool

import o2o_events.db.models  # noqa: F401 maps every table before the first block opens
from o2o_events.clock import WallClock, system_time
from o2o_events.db.transaction import Tx
from o2o_events.errors import UserError
from o2o_events.i18n import _
from o2o_events.notices import Notices

T = TypeVar("T")
LOCK_PATIENCE = 60.0
"""Seconds to wait for another process before the operator is asked to do something."""
HUB_ANSWER_SECONDS = 30.0
"""How long one answer of a hub may take before it counts as away."""
_EAGER, _PATIENT = "PRAGMA busy_timeout = 0", f"PRAGMA busy_timeout = {LOCK_PATIENCE * 1000:.0f}"
"""Who waits for a lock looks themselves: SQLite's own steps grow long enough to miss a short gap."""
_FIRST_PAUSE, _LONGEST_PAUSE = 0.0005, 0.005
"""Seconds between two looks at a lock: most are held for no longer than one scan."""


class Database:
    """One project file. Safe to use from several threads; other processes may use the file too.

    Within this process only this driver may touch the file: file locks belong to processes, so a
    second SQLite library here (Python's own sqlite3) would neither see nor keep them.

    ``write()`` takes the write lock at once, so that what it reads is what it decides on; when the
    block ends it commits durably and only then announces what changed. An error rolls all of it back.
    """

    def __init__(
        self,
        file: Path,
        *,
        key: str | None = None,
        now: WallClock = system_time,
        notices: Notices | None = None,
    ) -> None:
        self.file = file
        self.key = key
        self.notices = notices or Notices()
        self._now = now
        self._memory: dict[Hashable, tuple[int, Any]] = {}
        engine = _make_engine(file, key)
        self._engine = engine
        self._readers = engine.execution_options(begin="BEGIN")
        self._writers = engine.execution_options(begin="BEGIN IMMEDIATE")

    @contextmanager
    def read(self) -> Iterator[Tx]:
        """A consistent snapshot; nothing in it is kept."""
        with _explaining(self.file), Tx(self._readers, wall=self._now, memory=self._memory) as tx:
            yield tx

    @contextmanager
    def write(self) -> Iterator[Tx]:
        """A transaction that is done whole, or not at all."""
        block = Tx(self._writers, wall=self._now, is_write=True, memory=self._memory, expire_on_commit=False)
        with _explaining(self.file), block as tx:
            tx.connection()
            yield tx
            tx.settle()
            tx.commit()
        if tx.subjects:
            self.notices.announce(frozenset(tx.subjects))

    @contextmanager
    def connection(self) -> Iterator[Any]:
        """The driver's own connection, outside any transaction: for backup, checks and migrations."""
        with _explaining(self.file):
            raw = self._engine.raw_connection()
            try:
                yield raw.driver_connection
            finally:
                raw.close()

    def change_counter(self) -> int:
        """A number that grows whenever any process commits a fact or a record."""
        with self.read() as tx:
            row = tx.connection().execute(text("SELECT sum(seq) + (SELECT revision FROM installation) FROM chain"))
            return int(row.scalar_one() or 0)

    def close(self) -> None:
        self._engine.dispose()


def connect(file: Path, key: str | None) -> Any:
    """A driver connection with everything set that keeps the file safe.

    Raises the driver's ``DatabaseError`` where the key does not fit.
    """
    raw = sqlite.connect(str(file), check_same_thread=False, timeout=LOCK_PATIENCE, isolation_level=None)
    if key is not None:
        raw.execute("PRAGMA cipher_log_level = NONE")  # a wrong passphrase is told in our words alone
        raw.execute(f'PRAGMA key = "{key}"')
    for pragma in ("synchronous = FULL", "foreign_keys = ON", "cache_size = -65536", "temp_store = MEMORY"):
        raw.execute(f"PRAGMA {pragma}")
    return raw


def _make_engine(file: Path, key: str | None) -> Engine:
    engine = create_engine(
        "sqlite://",
        module=sqlite,
        creator=lambda: patiently(lambda: connect(file, key)),
        pool_size=4,
        max_overflow=-1,
        poolclass=QueuePool,  # an in-memory URL would otherwise get a pool for one thread
    )

    @event.listens_for(engine, "begin")
    def _begin(connection: Any) -> None:
        statement = connection.get_execution_options().get("begin", "BEGIN")
        raw = connection.connection.driver_connection
        raw.execute(_EAGER)
        try:
            patiently(lambda: connection.exec_driver_sql(statement), lambda: knock(file))
        finally:
            raw.execute(_PATIENT)

    return engine


def make_hub_engine(url: URL) -> Engine:
    """The engine of a PostgreSQL hub.

    A connection that is cut is noticed within seconds, at both ends; so is a hub that takes what it is sent
    and never answers.
    """
    most = int(HUB_ANSWER_SECONDS * 1000)
    defaults = {
        "application_name": "O2O Events",
        "connect_timeout": "5",
        "keepalives_idle": "5",
        "keepalives_interval": "2",
        "keepalives_count": "3",
        "tcp_user_timeout": "10000",
        "options": f"-c statement_timeout={most} -c idle_in_transaction_session_timeout=60000 -c lock_timeout={most}",
    }
    query = defaults | dict(url.query)
    engine = create_engine(url.set(drivername="postgresql+psycopg", query=query), pool_size=2, pool_pre_ping=True)

    @event.listens_for(engine, "do_connect")
    def _connect(_dialect: Any, _record: Any, arguments: Any, options: Any) -> Any:
        from o2o_events.db.hub_connection import HubConnection  # imports PostgreSQL's driver

        return HubConnection.connect(*arguments, **options)

    return engine


def knock(file: Path) -> None:
    """Tells whoever holds the write lock for long that somebody waits: they see that the file was touched."""
    moment = time.time_ns()  # the system's own moment moves in steps of milliseconds: two knocks would look like one
    with suppress(OSError):
        os.utime(file, ns=(moment, moment))


def knocks(file: Path) -> int:
    """What changes when somebody knocks."""
    return file.stat().st_mtime_ns


def patiently(attempt: Callable[[], T], waiting: Callable[[], None] | None = None) -> T:
    """Runs something that another process may be in the way of, until it is through; ``waiting`` is told of each try.

    SQLite's own busy timeout does not cover recovery after a crash, nor the last connection's closing.
    """
    deadline, pause = time.monotonic() + LOCK_PATIENCE, _FIRST_PAUSE
    while True:
        try:
            return attempt()
        except (DBAPIError, sqlite.OperationalError) as error:
            if not _is_lock(error) or time.monotonic() > deadline:
                raise
            if waiting is not None:
                waiting()
            time.sleep(pause)
            pause = min(pause * 1.5, _LONGEST_PAUSE)


def _is_lock(error: Exception) -> bool:
    return "locked" in str(error) or "busy" in str(error)


@contextmanager
def _explaining(file: Path) -> Iterator[None]:
    """Turns what the environment is to blame for into a sentence with what to do next."""
    try:
        yield
    except (DBAPIError, sqlite.DatabaseError) as error:
        reason = str(getattr(error, "orig", None) or error)
        words = _in_words(reason, file)
        if words is None:
            raise
        raise UserError(words, in_window=_damaged_words(file) if _is_damaged(reason) else "") from error


def _is_damaged(reason: str) -> bool:
    return any(words in reason for words in ("malformed", "disk I/O error", "not a database"))


def _damaged_words(file: Path) -> str:
    return _("“{file}” is damaged. Keep it, and go on with your latest backup of it.").format(file=file.name)


def _in_words(reason: str, file: Path) -> str | None:
    if "locked" in reason or "busy" in reason:
        return _("Another program keeps “{file}” busy. Close it and try again.").format(file=file.name)
    if "full" in reason:
        return _("The disk is full: nothing was saved. Free some space and try again.")
    if "readonly" in reason or "read-only" in reason:
        return _("“{file}” cannot be written to. Check its permissions, or copy it to another folder.").format(
            file=file.name
        )
    if "unable to open" in reason:
        return _("“{file}” cannot be opened. Check the folder and its permissions.").format(file=file)
    if _is_damaged(reason):
        return _("“{file}” is damaged. Restore your latest backup with “restore”.").format(file=file.name)
    return None
