"""All tables of a report over 1,000,000 scans, and the workbook of them, against floors of the same rows and cells."""

import json
import subprocess
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
_WRITING = """
import json, sys
from pathlib import Path
from time import perf_counter
import xlsxwriter
from o2o_events.app import open_app
from o2o_events.documents import report_workbook
from o2o_events.documents.report_content import read_report
from o2o_events.registers.events import get_event
from o2o_events.settings import Settings

def plainly(file, report):
    with xlsxwriter.Workbook(file, {"constant_memory": True}) as book:
        for table in report.tables:
            page = book.add_worksheet()
            for number, row in enumerate(table.rows):
                for place, cell in enumerate(row.cells):
                    if isinstance(cell, int | float):
                        page.write_number(number, place, cell)
                    elif cell is not None:
                        page.write_string(number, place, str(cell))

file, folder, how = Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3]
app = open_app(Settings(file=file))
start = perf_counter()
with app.database.read() as tx:
    report = read_report(tx, what="completion", event=get_event(tx, "VN"))
read = perf_counter()
if how == "workbook":
    report_workbook.write(folder / "workbook.xlsx", report)
elif how == "plain":
    plainly(str(folder / "plain.xlsx"), report)
done = perf_counter()
# not getrusage: a new process inherits the peak of the one that started it
peak = int(next(line for line in open("/proc/self/status") if line.startswith("VmHWM")).split()[1]) / 1024
print(json.dumps({"seconds": done - read, "in_all": done - start, "peak": peak, "rows": report.rows}))
app.close()
"""
"""Reads the completion report and writes it, in a process that does nothing else; peak memory in MiB."""
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
        told, plain, workbook = (_write(Path(folder), how) for how in ("nothing", "plain", "workbook"))
    for code, seconds in spent.items():
        print(f"  {code}: {seconds:.2f} s", file=sys.stderr)
    return [
        Measure("all tables over 100,000 people and 1,000,000 scans to reading the rows", everything, floor, "s", 25),
        Measure("all tables over 100,000 people and 1,000,000 scans", everything, 1, "s", 20),
        Measure(
            "completion workbook, tables and all, over 100,000 people and 1,000,000 scans",
            workbook["in_all"],
            1,
            "s",
            20,
        ),
        Measure("writing that workbook to writing its cells plainly", workbook["seconds"], plain["seconds"], "s", 2),
        Measure(
            "peak memory with the workbook to that of its tables alone", workbook["peak"], told["peak"], "MiB", 1.2
        ),
        Measure("T1 over 100,000 people and 1,000,000 scans", spent["T1"], 1, "s", 10),
    ]


def _write(folder: Path, how: str) -> dict[str, float]:
    """Seconds of writing and of everything, and peak memory."""
    command = [sys.executable, "-c", _WRITING, folder / "a.o2o", folder, how]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    answer: dict[str, float] = json.loads(done.stdout)
    print(f"  {how}: {answer['seconds']:.2f} s, {answer['peak']:.0f} MiB, {answer['rows']:,} rows", file=sys.stderr)
    return answer


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
