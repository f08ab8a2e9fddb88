"""The composition root: makes a project, opens it, and hands out what everything else works with."""

from dataclasses import dataclass

from o2o_events.badges.keys import make_key
from o2o_events.clock import WallClock
from o2o_events.db.database import Database
from o2o_events.db.models import ProjectRow
from o2o_events.db.upgrade import create_database, open_database
from o2o_events.ids import new_id
from o2o_events.notices import Notices
from o2o_events.registers.categories import ship_categories
from o2o_events.registers.desks import new_identity
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


def create_project(settings: Settings, *, name: str, desk: str) -> None:
    """Makes the project file: this desk, the categories, a signing key, no event yet.

    Raises ``UserError`` where the file exists.
    """

    def fill(database: Database) -> None:
        with database.write() as tx:
            new_identity(tx, name=desk)
            tx.add(ProjectRow(id=new_id(), name={"en": clean(name)}))
            ship_categories(tx)
            make_key(tx)

    create_database(settings.file, fill=fill, passphrase=settings.passphrase, now=settings.now)
