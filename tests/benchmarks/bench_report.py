"""All tables of a report over 100,000 people and 1,000,000 scans, against SQLite reading the same rows once."""

import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from time import perf_counter

from bench_scan import _project
from harness import Measure, best
from o2o_events.app import App
from o2o_events.checkin.checkpoints import add_checkpoint, list_checkpoints
from o2o_events.clock import to_microseconds
from o2o_events.db.facts import HASHED
from o2o_events.indicators.tables import CODES, build_all, build_table
from o2o_events.registers.events import Event, get_event

PEOPLE = 100_000
SCANS = 1_000_000
DOORS = 9
NOW = datetime(2016, 3, 17, 1, tzinfo=UTC)
_READ = (
    "SELECT f.id, f.desk, f.at, f.outcome, f.registration FROM fact f WHERE f.kind = 'scan'",
    "SELECT * FROM registration r JOIN person p ON p.id = r.person",
)


def run() -> list[Measure]:
    with tempfile.TemporaryDirectory() as folder:
        app, _tokens = _project(Path(folder) / "a.o2o", PEOPLE)
        with app.database.write() as tx:
            event = get_event(tx, "VN")
            for number in range(DOORS):
                add_checkpoint(tx, event=event, name=f"Hall {number}", policy="in-out", session=f"Talk {number}")
        _spread(app)
        _add_scans(app, event)
        floor = best(lambda: _floor(app))
        spent = {code: _seconds(app, event, code) for code in CODES}
        everything = best(lambda: _build(app, event))
        app.close()
    for code, seconds in spent.items():
        print(f"  {code}: {seconds:.2f} s", file=sys.stderr)
    return [
        Measure("all tables over 100,000 people and 1,000,000 scans to reading the rows", everything, floor, "s", 25),
        Measure("all tables over 100,000 people and 1,000,000 scans", everything, 1, "s", 20),
        Measure("T1 over 100,000 people and 1,000,000 scans", spent["T1"], 1, "s", 10),
    ]


def _seconds(app: App, event: Event, code: str) -> float:
    start = perf_counter()
    with app.database.read() as tx:
        build_table(tx, code, event)
    return perf_counter() - start


def _build(app: App, event: Event) -> None:
    with app.database.read() as tx:
        build_all(tx, event)


def _floor(app: App) -> None:
    """Every row that a report counts, fetched and thrown away."""
    with app.database.connection() as raw:
        for statement in _READ:
            for _row in raw.execute(statement):
                pass


def _spread(app: App) -> None:
    """People of every economy and gender, each with an address of their own."""
    with app.database.connection() as raw:
        raw.execute("BEGIN")
        raw.execute(
            "UPDATE person SET family_name = printed_name, email = id || '@example.org',"
            " economy = CASE rowid % 3 WHEN 0 THEN 'VN' WHEN 1 THEN 'TW' ELSE 'PE' END,"
            " gender = CASE rowid % 2 WHEN 0 THEN 'female' ELSE 'male' END"
        )
        raw.execute("COMMIT")


def _add_scans(app: App, event: Event) -> None:
    """One in ten at the Entrance, the others in and out of sessions' doors; one in fifty of them at another desk."""
    with app.database.read() as tx:
        doors = [c.id for c in list_checkpoints(tx, event)]
        badges = tx.connection().exec_driver_sql("SELECT registration, id FROM badge ORDER BY id").all()
    rows = []
    at = to_microseconds(NOW)
    for number in range(SCANS):
        registration, badge = badges[number % len(badges)]
        door = doors[number // len(badges) % len(doors)]
        at += 20_000
        outcome = "exited" if door != doors[0] and number % 7 == 0 else "admitted"
        desk = "other" if number % 50 == 0 else "desk"
        row = (desk, number + 1, f"{number:032x}", "scan", event.id, door, registration, badge, None)
        rows.append((*row, at, at, outcome, '{"direction":"in"}', b""))
    with app.database.connection() as raw:
        raw.execute("BEGIN")
        raw.executemany(f"INSERT INTO fact ({', '.join(HASHED)}, hash) VALUES ({', '.join('?' * 14)})", rows)
        raw.execute("COMMIT")
