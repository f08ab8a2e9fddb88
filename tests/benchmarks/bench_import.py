"""Importing 100,000 people against the plain floor: csv.reader and one executemany of the same cells.

The floor's table has the list's own number as its key, and the product's driver writes it durably.
"""

import csv
import io
import tempfile
from datetime import date
from pathlib import Path
from time import perf_counter

import sqlcipher3.dbapi2 as sqlite

from harness import Measure
from lists import make_list
from o2o_events.app import App, create_project, open_app
from o2o_events.people.importing import apply_import, read_file
from o2o_events.registers.events import Event, add_event
from o2o_events.settings import Settings

PEOPLE = 100_000


def run() -> list[Measure]:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "list.csv")
        file.write_text(make_list(PEOPLE), encoding="utf-8", newline="")
        floors, imports, agains = [], [], []
        for turn in range(3):
            floors.append(_time_floor(file, Path(folder, f"floor{turn}.db")))
            app, event = new_project(Path(folder, f"project{turn}.o2o"))
            imports.append(_time_import(app, event, file, expected=(PEOPLE, 0)))
            agains.append(_time_import(app, event, file, expected=(0, PEOPLE)))
            app.close()
    floor = min(floors)
    return [
        Measure(f"import {PEOPLE:,} people", min(imports), floor, "s", 5),
        Measure(f"import the same {PEOPLE:,} again", min(agains), floor, "s", 5),
    ]


def _time_floor(file: Path, database: Path) -> float:
    start = perf_counter()
    connection = sqlite.connect(str(database), isolation_level=None)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    with io.StringIO(file.read_bytes().decode("utf-8"), newline="") as stream:
        rows = csv.reader(stream)
        width = len(next(rows))
        connection.execute(
            f"CREATE TABLE person (c0 TEXT PRIMARY KEY, {', '.join(f'c{i} TEXT' for i in range(1, width))})"
        )
        connection.execute("BEGIN")
        connection.executemany(f"INSERT INTO person VALUES ({', '.join('?' * width)})", rows)
        connection.execute("COMMIT")
    took = perf_counter() - start
    connection.close()
    return took


def new_project(file: Path) -> tuple[App, Event]:
    create_project(Settings(file=file), name="Benchmark", desk="Desk 1")
    app = open_app(Settings(file=file))
    with app.database.write() as tx:
        event = add_event(
            tx,
            code="VN",
            name={"en": "Workshop"},
            economy="VN",
            venue="Ha Noi",
            timezone="Asia/Ho_Chi_Minh",
            days=[date(2016, 3, 17)],
            target=100,
        )
    return app, event


def _time_import(app: App, event: Event, file: Path, *, expected: tuple[int, int]) -> float:
    start = perf_counter()
    listed = read_file(file, economy=event.economy)
    with app.database.write() as tx:
        result = apply_import(tx, event=event, file=listed)
    took = perf_counter() - start
    if (result.created, result.unchanged) != expected:
        raise AssertionError(result)
    return took
