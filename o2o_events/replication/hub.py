"""The hub: a PostgreSQL database on the venue's network that desks exchange with. Nothing waits for it."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import sqlalchemy as sa
from sqlalchemy.exc import ArgumentError, DBAPIError

from o2o_events.clock import WallClock, system_time, to_microseconds
from o2o_events.db.database import make_hub_engine
from o2o_events.db.transaction import Tx
from o2o_events.db.upgrade import SCHEMA
from o2o_events.errors import UserError
from o2o_events.i18n import _
from o2o_events.replication.hub_troubles import why_away

CHANNEL = "o2o_events"
WRITE_LOCK = 0x4F324F48
"""One writer at a time: a revision that is seen means that all before it can be seen too."""
_REFUSALS = ("28", "42501", "3D000")
"""SQLSTATEs (or their beginning) of access that was taken away or never given."""
_REFUSAL_WORDS = ("authentication failed", "does not exist", "pg_hba.conf", "permission denied", "not permitted")
_WRONG_CERTIFICATE = ("certificate verify failed", "root certificate file", "server certificate for")


class HubAwayError(UserError):
    """The hub cannot be reached at present: trying again later is right."""


class HubRefusedError(UserError):
    """The hub does not let this desk in: trying again is useless until somebody changes that."""


class Hub:
    """A hub by its URL. Its blocks are those of a project file, so that either can stand at any end."""

    def __init__(self, url: str, *, desk: str = "", now: WallClock = system_time) -> None:
        self.url = read_url(url)
        self.desk = desk
        self.address = f"{self.url.host or 'localhost'}:{self.url.port or 5432}/{self.url.database or ''}"
        self._now = now
        self.engine = make_hub_engine(self.url)
        self._readers = self.engine.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)

    @contextmanager
    def read(self) -> Iterator[Tx]:
        """A consistent snapshot."""
        with self.explaining(), Tx(self._readers, wall=self._now) as tx:
            yield tx

    @contextmanager
    def write(self) -> Iterator[Tx]:
        """A transaction that is done whole, or not at all; wakes the desks that listen."""
        block = Tx(self.engine, wall=self._now, is_write=True, expire_on_commit=False)
        with self.explaining(), block as tx:
            tx.execute(sa.select(sa.func.pg_advisory_xact_lock(WRITE_LOCK)))
            yield tx
            tx.settle()
            if tx.subjects - {"peer", "quarantine"}:
                tx.execute(sa.select(sa.func.pg_notify(CHANNEL, self.desk)))
            tx.commit()

    def check_schema(self) -> None:
        """Raises ``UserError`` where the hub is of another age than this program, or no hub."""
        with self.explaining(), self.engine.connect() as connection:
            if not sa.inspect(connection).has_table("alembic_version"):
                raise HubRefusedError(
                    _("There is no hub at {address}. Make it with “hub init” and its owner's URL.").format(
                        address=self.address
                    ),
                    in_window=_("There is no hub at {address} yet. Ask whoever looks after it to set it up.").format(
                        address=self.address
                    ),
                )
            version = int(connection.execute(sa.text("SELECT version_num FROM alembic_version")).scalar_one())
        if version > SCHEMA:
            raise HubRefusedError(
                _("The hub at {address} is newer than this program. Update this program, then sync again.").format(
                    address=self.address
                )
            )
        if version < SCHEMA:
            raise HubRefusedError(
                _("The hub at {address} is older than this program. Run “hub init” with its owner's URL.").format(
                    address=self.address
                ),
                in_window=_(
                    "The hub at {address} is older than this program. Ask whoever looks after it to"
                    " bring it up to date."
                ).format(address=self.address),
            )

    def skew(self) -> int:
        """How many microseconds the hub's clock is ahead of ours, by half of the way there and back."""
        with self.explaining(), self.engine.connect() as connection:
            connection.execute(sa.text("SELECT 1"))
            before = self._now()
            theirs = connection.execute(sa.text("SELECT clock_timestamp()")).scalar_one()
            after = self._now()
        return to_microseconds(theirs) - (to_microseconds(before) + to_microseconds(after)) // 2

    @contextmanager
    def listening(self) -> Iterator[Any]:
        """A driver's connection of its own that hears when other desks bring something."""
        with self.explaining():
            pooled = self.engine.raw_connection()
            raw: Any = pooled.driver_connection
            pooled.detach()
            try:
                raw.autocommit = True
                raw.execute(f"LISTEN {CHANNEL}")
                yield raw
            finally:
                raw.close()

    def close(self) -> None:
        self.engine.dispose()

    @contextmanager
    def explaining(self) -> Iterator[None]:
        """Turns what goes wrong with the hub into a sentence; what goes wrong elsewhere passes."""
        from psycopg import Error  # imported when it is needed: a desk without a hub needs no PostgreSQL

        try:
            yield
        except (DBAPIError, Error) as error:
            cause = error.orig if isinstance(error, DBAPIError) else error
            if not isinstance(cause, Error):
                raise
            raise self._in_words(cause) from error

    def _in_words(self, error: Any) -> UserError:
        reason = " ".join(str(error).split())
        state = error.sqlstate or ""
        if "no password supplied" in reason:
            words = _("The hub at {address} asks for a password. Connect once more with its whole address.")
            return HubRefusedError(words.format(address=self.address))
        if any(words in reason for words in _WRONG_CERTIFICATE):
            words = _(
                "The hub at {address} cannot prove that it is the right one. Check the certificate file that"
                " sslrootcert names, and that the address is the certificate's. ({reason})"
            )
            return HubRefusedError(words.format(address=self.address, reason=reason[:300]))
        if state.startswith(_REFUSALS) or (not state and any(words in reason for words in _REFUSAL_WORDS)):
            words = _("The hub at {address} does not let this desk in. Ask the organiser for access.")
            return HubRefusedError(words.format(address=self.address))
        if state and not state.startswith(("08", "57", "53", "40", "55", "25P03")):
            words = _("The hub at {address} did not take this: {reason}. What is here is safe; tell the organiser.")
            return UserError(words.format(address=self.address, reason=reason[:300]))
        words = _("The hub at {address} cannot be reached. Work goes on without it; it is tried again. ({reason})")
        return HubAwayError(words.format(address=self.address, reason=why_away(reason)))


def read_url(text: str) -> sa.URL:
    """A plain PostgreSQL URL; TLS and other options go through as they are. Raises ``UserError``."""
    try:
        url = sa.make_url(text.strip())
    except (ArgumentError, ValueError) as error:
        raise UserError(_wrong_url()) from error
    if url.drivername not in ("postgresql", "postgres", "postgresql+psycopg") or not url.database:
        raise UserError(_wrong_url())
    return url.set(drivername="postgresql+psycopg")


def without_password(url: sa.URL) -> str:
    """The address as it may be kept where others can read it."""
    bare = url._replace(password=None, drivername="postgresql").difference_update_query(["password", "sslpassword"])
    return bare.render_as_string()


def with_password(text: str, password: str) -> str:
    """A hub's address with a password in it. Raises ``UserError`` where it is no address."""
    return read_url(text).set(password=password, drivername="postgresql").render_as_string(hide_password=False)


def _wrong_url() -> str:
    return _("This is not a hub's address. Write it like postgresql://desk1:password@192.168.1.10/o2o?sslmode=require.")
