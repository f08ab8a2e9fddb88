"""The composition root: makes a project, opens it, and hands out what everything else works with."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from o2o_events.badges.keys import make_key
from o2o_events.clock import WallClock
from o2o_events.db.checking import check
from o2o_events.db.copying import copy_backup, draft_of
from o2o_events.db.database import Database, connect
from o2o_events.db.models import ProjectRow
from o2o_events.db.upgrade import create_database, examine, migrate, open_database
from o2o_events.errors import UserError
from o2o_events.i18n import _
from o2o_events.ids import new_id
from o2o_events.notices import Notices
from o2o_events.registers.categories import ship_categories
from o2o_events.registers.desks import Desk, count_desks, new_identity
from o2o_events.replication.exported import read_manifest, remove_additions
from o2o_events.settings import Settings
from o2o_events.text import clean


@dataclass(frozen=True)
class App:
    """An open project: its file, what announces its changes, and the clock it lives by."""

    database: Database
    notices: Notices
    now: WallClock

    def close(self) -> None:
        self.database.close()


def open_app(settings: Settings) -> App:
    """Opens the project file. Raises ``UserError`` where that cannot be."""
    notices = Notices()
    database = open_database(settings.file, passphrase=settings.passphrase, now=settings.now, notices=notices)
    return App(database, notices, settings.now)


def create_project(settings: Settings, *, name: str, desk: str, furnish: Callable[[App], None] | None = None) -> None:
    """Makes the project file: this desk, the categories, a signing key, no event yet, and what ``furnish`` adds.

    Raises ``UserError`` where the file exists.
    """
    name, desk = clean(name), clean(desk)
    if not name:
        raise UserError(
            _("A project needs a name. Give it with --name."), in_window=_("Type the project’s name first.")
        )
    if not desk:
        raise UserError(_("A desk needs a name. Type one, such as “Desk 1”."))

    def fill(database: Database) -> None:
        with database.write() as tx:
            new_identity(tx, name=desk)
            tx.add(ProjectRow(id=new_id(), name={"en": name}))
            ship_categories(tx)
            make_key(tx)
        if furnish is not None:
            furnish(App(database, Notices(), settings.now))

    create_database(settings.file, fill=fill, passphrase=settings.passphrase, now=settings.now)


def exported_kind(settings: Settings) -> str | None:
    """What an exported file holds (archive, desk or anonymous); None for a project file.

    Raises ``UserError`` where it is neither, or the passphrase does not open it.
    """
    key, _version = examine(settings.file, settings.passphrase, may_be_exported=True)
    raw = connect(settings.file, key)
    try:
        manifest = read_manifest(raw)
    finally:
        raw.close()
    return manifest.kind if manifest is not None else None


def restore_project(settings: Settings, *, backup: Path, desk: str | None) -> Desk:
    """Makes the project file from a backup and gives it a desk identity of its own, which it answers.

    Raises ``UserError`` where the file exists, or the backup is damaged or newer than this program.
    """
    examine(backup, settings.passphrase, may_be_exported=True)
    with draft_of(settings.file) as draft:
        copy_backup(backup, draft, settings.passphrase)
        key, _version = examine(draft, settings.passphrase, may_be_exported=True)
        _take_over_export(backup, draft, key)
        migrate(draft, key)
        database = Database(draft, key=key, now=settings.now)
        try:
            if problems := check(database):
                raise UserError(
                    _("“{file}” is damaged ({reason}) and was not restored. Take an earlier backup.").format(
                        file=backup.name, reason=problems[0].message
                    )
                )
            with database.write() as tx:
                name = clean(desk or "") or _("Desk {n}").format(n=count_desks(tx) + 1)
                return new_identity(tx, name=name)
        finally:
            database.close()


def _take_over_export(backup: Path, draft: Path, key: str | None) -> None:
    """Makes a desk's exported file a project file again. Raises ``UserError`` where it is of another kind."""
    raw = connect(draft, key)
    try:
        manifest = read_manifest(raw)
        if manifest is not None and manifest.kind != "desk":
            raise UserError(
                _(
                    "“{file}” cannot become a desk: it does not hold everything. Export one with “export --kind desk”,"
                    " or bring this one in with “merge”."
                ).format(file=backup.name),
                in_window=_(
                    "“{file}” cannot become a desk: it does not hold everything. Export one for another desk, or bring"
                    " this one in."
                ).format(file=backup.name),
            )
        remove_additions(raw)
    finally:
        raw.close()
