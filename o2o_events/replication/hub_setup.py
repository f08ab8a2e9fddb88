"""Setting up a hub: its schema, a role that may do what desks do and no more, and each desk's own login."""

import re
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Final

import sqlalchemy as sa

from o2o_events.db.models import ChainRow, InstallationRow
from o2o_events.db.upgrade import SCHEMA, run_migrations
from o2o_events.errors import UserError
from o2o_events.i18n import _
from o2o_events.ids import new_desk_id
from o2o_events.replication.hub import WRITE_LOCK, Hub, HubRefusedError
from o2o_events.replication.tables import record_tables

_READ_ONLY: Final = ("alembic_version", "economy")
_SETUP_LOCK: Final = WRITE_LOCK + 1
_UPGRADE_SECONDS: Final = 1800


@dataclass(frozen=True)
class Login:
    """One desk's access: what it puts after ``sync``."""

    desk: str
    role: str
    url: str


def init_hub(hub: Hub) -> int:
    """Makes or upgrades the schema and the role of desks; answers the schema's number.

    Safe to run again, and at the same time as another. Raises ``UserError`` where the hub is newer.
    """
    with hub.explaining(), hub.engine.begin() as connection, _taking_time(connection):
        connection.execute(sa.select(sa.func.pg_advisory_xact_lock(_SETUP_LOCK)))
        _refuse_newer(connection, hub)
        version = run_migrations(connection)
        if connection.execute(sa.select(InstallationRow.id)).first() is None:
            own = new_desk_id()
            connection.execute(sa.insert(InstallationRow).values(id=1, desk=own, revision=0))
            connection.execute(sa.insert(ChainRow).values(desk=own, seq=0, hash=bytes(32), hlc=0))
        _grant(connection, hub)
    return version


@contextmanager
def _taking_time(connection: sa.Connection) -> Iterator[None]:
    """A hub with many facts may take minutes to upgrade, and others wait until that is done."""
    raw: Any = connection.connection.driver_connection
    raw.patience = _UPGRADE_SECONDS
    try:
        for setting in ("statement_timeout", "lock_timeout"):
            connection.execute(sa.text(f"SET LOCAL {setting} = '{_UPGRADE_SECONDS}s'"))
        yield
    finally:
        raw.patience = None


def _refuse_newer(connection: sa.Connection, hub: Hub) -> None:
    if not sa.inspect(connection).has_table("alembic_version"):
        return
    if int(connection.execute(sa.text("SELECT version_num FROM alembic_version")).scalar_one()) > SCHEMA:
        raise HubRefusedError(
            _("The hub at {address} is newer than this program. Update this program, then try again.").format(
                address=hub.address
            )
        )


def desks_role(hub: Hub) -> str:
    """The role that every desk's login of this hub is a member of."""
    return f"o2o_desks_{hub.url.database}"[:63]


def _grant(connection: sa.Connection, hub: Hub) -> None:
    """Facts may be added and never changed; records changed and never removed; badge keys not be seen at all."""
    role, database = _quoted(desks_role(hub)), _quoted(str(hub.url.database))
    known = sa.text("SELECT 1 FROM pg_roles WHERE rolname = :role")
    if connection.execute(known, {"role": desks_role(hub)}).first() is None:
        connection.execute(sa.text(f"CREATE ROLE {role} NOLOGIN"))
    records = ", ".join(_quoted(name) for name in record_tables())
    for statement in (
        f"REVOKE ALL ON DATABASE {database} FROM PUBLIC",
        "REVOKE ALL ON SCHEMA public FROM PUBLIC",
        f"REVOKE ALL ON ALL TABLES IN SCHEMA public FROM PUBLIC, {role}",
        f"GRANT CONNECT ON DATABASE {database} TO {role}",
        f"GRANT USAGE ON SCHEMA public TO {role}",
        f"GRANT SELECT ON {', '.join(_READ_ONLY)}, installation, fact, chain, peer, quarantine TO {role}",
        f"GRANT INSERT ON fact, chain, peer, quarantine TO {role}",
        f"GRANT UPDATE ON chain, peer, quarantine TO {role}",
        f"GRANT DELETE ON quarantine TO {role}",
        f"GRANT UPDATE (revision) ON installation TO {role}",
        f"GRANT SELECT, INSERT, UPDATE ON {records} TO {role}",
    ):
        connection.execute(sa.text(statement))


def admit_desk(hub: Hub, name: str) -> Login:
    """Gives a desk a login of its own with a new password. Raises ``UserError`` where it has one already."""
    role = _login(hub, name)
    password = secrets.token_urlsafe(18)
    with hub.explaining(), hub.engine.begin() as connection:
        if _has_role(connection, role):
            raise UserError(
                _("“{desk}” has access already. Take it away with “hub dismiss” first, or choose another name.").format(
                    desk=name
                ),
                in_window=_("“{desk}” has access already. Choose another name.").format(desk=name),
            )
        connection.execute(sa.text(f"CREATE ROLE {_quoted(role)} LOGIN PASSWORD '{password}'"))
        connection.execute(sa.text(f"GRANT {_quoted(desks_role(hub))} TO {_quoted(role)}"))
    url = hub.url.set(drivername="postgresql", username=role, password=password)
    return Login(name, role, url.render_as_string(hide_password=False))


def dismiss_desk(hub: Hub, name: str) -> None:
    """Takes a desk's access away, at once. Raises ``UserError`` where it has none."""
    role = _login(hub, name)
    with hub.explaining(), hub.engine.begin() as connection:
        if not _has_role(connection, role):
            raise UserError(_("“{desk}” has no access to this hub. Check the name.").format(desk=name))
        connection.execute(sa.text(f"ALTER ROLE {_quoted(role)} NOLOGIN"))
    with hub.explaining(), hub.engine.begin() as connection:
        ending = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = :role"
        connection.execute(sa.text(ending), {"role": role}).all()
        connection.execute(sa.text(f"DROP ROLE {_quoted(role)}"))


def _has_role(connection: sa.Connection, role: str) -> bool:
    return connection.execute(sa.text("SELECT 1 FROM pg_roles WHERE rolname = :r"), {"r": role}).first() is not None


def _login(hub: Hub, name: str) -> str:
    slug = re.sub(r"\W+", "_", name.strip().lower()).strip("_")
    if not slug:
        raise UserError(_("A desk needs a name. Type one, such as “Desk 1”."))
    return f"{desks_role(hub)}_{slug}".encode()[:63].decode(errors="ignore")


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
