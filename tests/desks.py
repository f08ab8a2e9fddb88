"""Desks of one project for tests of exchange: each a real file, each with a clock of its own."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from conftest import OPENING, FakeClock
from factories import make_event, make_person

from o2o_events.app import App, create_project, open_app, restore_project
from o2o_events.badges.issuing import issue_badges
from o2o_events.checkin.answers import ScanAnswer
from o2o_events.checkin.checkpoints import get_checkpoint
from o2o_events.checkin.queries import EventStatus, event_status
from o2o_events.checkin.scanning import record_scan
from o2o_events.db.copying import back_up
from o2o_events.db.facts import verify_chains
from o2o_events.registers.events import Event, get_event
from o2o_events.replication.digest import digest
from o2o_events.replication.endpoint import Endpoint
from o2o_events.settings import Settings


@dataclass
class Desk:
    """A desk: its open project and its clock."""

    app: App
    clock: FakeClock

    @property
    def file(self) -> Path:
        return self.app.database.file

    @property
    def end(self) -> Endpoint:
        return Endpoint(self.app.database)

    @property
    def id(self) -> str:
        with self.app.database.read() as tx:
            return tx.desk

    def event(self, code: str = "VN") -> Event:
        with self.app.database.read() as tx:
            return get_event(tx, code)

    def add(self, **fields: object) -> str:
        """Registers somebody; answers the person's id."""
        with self.app.database.write() as tx:
            return make_person(tx, get_event(tx, "VN"), **fields)

    def badge(self, person: str) -> str:
        """Issues the person's badge; answers its token."""
        with self.app.database.write() as tx:
            [badge] = issue_badges(tx, event=get_event(tx, "VN"), person=person)
        return badge.token

    def change(self, model: type, record: str, **fields: object) -> None:
        """Writes fields of a record."""
        self.clock.advance(seconds=1)
        with self.app.database.write() as tx:
            row = tx.get_one(model, record)
            for name, value in fields.items():
                setattr(row, name, value)

    def value(self, model: type, record: str, field: str) -> object:
        with self.app.database.read() as tx:
            return getattr(tx.get_one(model, record), field)

    def scan(self, token: str, **options: object) -> ScanAnswer:
        self.clock.advance(seconds=1)
        with self.app.database.write() as tx:
            checkpoint = get_checkpoint(tx, get_event(tx, "VN"))
            return record_scan(tx, checkpoint=checkpoint, text=token, **options)  # type: ignore[arg-type]  # the test's

    def status(self, code: str = "VN") -> EventStatus:
        with self.app.database.read() as tx:
            event = get_event(tx, code)
            return event_status(tx, event, get_checkpoint(tx, event))

    def digest(self, event: str | None = None) -> str:
        with self.app.database.read() as tx:
            assert list(verify_chains(tx)) == []
            return digest(tx, event)


@contextmanager
def some_desks(folder: Path, amount: int, template: Path | None = None) -> Iterator[list[Desk]]:
    """So many desks of one project with an event VN; the others were set up from the first.

    With a ``template`` folder the files made there before are copied.
    """
    made = template or folder
    if not (made / "desk1.o2o").exists():
        _make(made, amount)
    files = [made / f"desk{number}.o2o" for number in range(1, amount + 1)]
    if template is not None:
        files = [Path(shutil.copy(file, folder / file.name)) for file in files]
    desks: list[Desk] = []
    try:
        for file in files:
            clock = FakeClock(OPENING)
            desks.append(Desk(open_app(Settings(file=file, now=clock)), clock))
        yield desks
    finally:
        for desk in desks:
            desk.app.close()


def _make(folder: Path, amount: int) -> None:
    first = Settings(file=folder / "desk1.o2o", now=lambda: OPENING)
    create_project(first, name="Several desks", desk="Desk 1")
    app = open_app(first)
    with app.database.write() as tx:
        make_event(tx)
    back_up(app.database, folder / "backup.o2o")
    app.close()
    for number in range(2, amount + 1):
        other = Settings(file=folder / f"desk{number}.o2o", now=lambda: OPENING)
        restore_project(other, backup=folder / "backup.o2o", desk=f"Desk {number}")
