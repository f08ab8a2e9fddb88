"""Merging a million scans from a file against SQLite's own copying, scans meanwhile, an exchange with nothing new."""

import json
import shutil
import subprocess
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from time import perf_counter, sleep

from bench_scan import _project
from harness import Measure
from o2o_events.app import App, open_app, restore_project
from o2o_events.checkin.checkpoints import get_checkpoint
from o2o_events.checkin.scanning import record_scan
from o2o_events.clock import to_microseconds
from o2o_events.db.copying import back_up
from o2o_events.db.database import connect
from o2o_events.db.facts import HASHED, chained_hash
from o2o_events.documents.exported_file import export_event
from o2o_events.registers.events import get_event
from o2o_events.replication.endpoint import Endpoint
from o2o_events.replication.exchange import exchange
from o2o_events.settings import Settings

PEOPLE = 100_000
SCANS = 1_000_000
NOW = datetime(2016, 3, 17, 2, tzinfo=UTC)
_MERGE = """
import json, sys, time
from pathlib import Path
from o2o_events.app import open_app
from o2o_events.people.arriving import index_arrivals
from o2o_events.replication.file_merging import merge_file
from o2o_events.settings import Settings
app = open_app(Settings(file=Path(sys.argv[1])))
start = time.perf_counter()
received = merge_file(app.database, Path(sys.argv[2]), arrived=index_arrivals)
seconds = time.perf_counter() - start
# not getrusage: a new process inherits the peak of the one that started it
peak = int(next(line for line in open("/proc/self/status") if line.startswith("VmHWM")).split()[1])
print(json.dumps({"seconds": seconds, "peak": peak, "facts": received.facts}))
"""


def run() -> list[Measure]:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        app, tokens = _project(folder / "a.o2o", PEOPLE)
        back_up(app.database, folder / "backup.o2o")
        restore_project(Settings(file=folder / "b.o2o", now=lambda: NOW), backup=folder / "backup.o2o", desk="Desk 2")
        _add_scans(app, SCANS // 4)
        few = _export(app, folder / "few.sqlite")
        _add_scans(app, SCANS - SCANS // 4)
        many = _export(app, folder / "many.sqlite")
        empty = _floor(folder, many)
        _scan_once(folder / "b.o2o", tokens[0])
        floor = _floor(folder, many)
        merged_few = _merge(folder, few)
        merged_many = _merge(folder, many)
        longest = _longest_scan(folder, many, tokens)
        idle = _idle_exchange(folder, app, many)
        app.close()
    return [
        Measure("merging a file with 1,000,000 scans to INSERT ... SELECT", merged_many["seconds"], floor, "s", 5.0),
        Measure("the same, where SQLite may copy into an empty table", merged_many["seconds"], empty, "s", 5.0),
        Measure(
            "peak memory of merging 1,000,000 scans to 250,000", merged_many["peak"], merged_few["peak"], "KiB", 1.2
        ),
        Measure("longest scan at a desk while a merge brings 1,000,000 scans", longest * 1000, 1, "ms", 300),
        Measure("exchange with nothing new at 100,000 people and 1,000,000 scans", idle * 1000, 1, "ms", 100),
    ]


def _add_scans(app: App, amount: int) -> None:
    """Scans of everybody in turn at the Entrance, one in ten of them admitted, as this desk would chain them."""
    with app.database.read() as tx:
        event = get_event(tx, "VN")
        chain = tx.chain
        (checkpoint,) = tx.connection().exec_driver_sql("SELECT id FROM checkpoint").one()
        badges = tx.connection().exec_driver_sql("SELECT registration, id FROM badge ORDER BY id").all()
    before, seq, hlc = chain.hash, chain.seq, max(chain.hlc, to_microseconds(NOW))
    rows = []
    for _number in range(amount):
        seq, hlc = seq + 1, hlc + 1000
        registration, badge = badges[seq % len(badges)]
        outcome = "admitted" if seq % 10 == 0 else "duplicate"
        row = (chain.desk, seq, f"{hlc:016x}-{seq:016x}", "scan", event.id, checkpoint, registration, badge, None)
        row += (hlc, hlc, outcome, '{"direction":"in"}')
        before = chained_hash(before, row)
        rows.append((*row, before))
    with app.database.connection() as raw:
        raw.execute("BEGIN")
        raw.executemany(f"INSERT INTO fact ({', '.join(HASHED)}, hash) VALUES ({', '.join('?' * 14)})", rows)
        raw.execute("UPDATE chain SET seq = ?, hash = ?, hlc = ? WHERE desk = ?", [seq, before, hlc, chain.desk])
        raw.execute("COMMIT")


def _export(app: App, file: Path) -> Path:
    with app.database.read() as tx:
        event = get_event(tx, "VN")
    start = perf_counter()
    export_event(app.database, file, kind="archive", event=event)
    print(f"  export: {perf_counter() - start:.1f} s, {file.stat().st_size / 1e6:.0f} MB", file=sys.stderr)
    return file


def _scan_once(file: Path, token: str) -> None:
    """Gives a desk a fact of its own: into an empty table SQLite copies whole trees instead of rows."""
    desk = open_app(Settings(file=file, now=lambda: NOW))
    with desk.database.write() as tx:
        record_scan(tx, checkpoint=get_checkpoint(tx, get_event(tx, "VN")), text=token)
    desk.close()


def _floor(folder: Path, given: Path) -> float:
    """What SQLite alone needs for the facts, with the same indices and durability."""
    target = Path(shutil.copy(folder / "b.o2o", folder / "floor.o2o"))
    raw = connect(target, None)
    raw.execute("ATTACH ? AS given", [str(given)])
    start = perf_counter()
    raw.execute("BEGIN IMMEDIATE")
    raw.execute("INSERT INTO main.fact SELECT * FROM given.fact")
    raw.execute("COMMIT")
    spent = perf_counter() - start
    raw.close()
    target.unlink()
    return spent


def _merge(folder: Path, given: Path) -> dict[str, float]:
    """Seconds and peak memory of a process that does nothing else."""
    target = Path(shutil.copy(folder / "b.o2o", folder / f"{given.stem}.o2o"))
    done = subprocess.run([sys.executable, "-c", _MERGE, target, given], capture_output=True, text=True, check=True)
    answer: dict[str, float] = json.loads(done.stdout)
    print(f"  merge of {answer['facts']:,.0f} facts: {answer['seconds']:.1f} s", file=sys.stderr)
    return answer


def _longest_scan(folder: Path, given: Path, tokens: list[str]) -> float:
    """Seconds of the slowest scan at a desk into whose file another process merges."""
    target = Path(shutil.copy(folder / "b.o2o", folder / "busy.o2o"))
    desk = open_app(Settings(file=target, now=lambda: NOW))
    with desk.database.read() as tx:
        checkpoint = get_checkpoint(tx, get_event(tx, "VN"))
    command = [sys.executable, "-c", _MERGE, str(target), str(given)]
    merge = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    spent = []
    while merge.poll() is None:
        start = perf_counter()
        with desk.database.write() as tx:
            record_scan(tx, checkpoint=checkpoint, text=tokens[len(spent) % len(tokens)])
        spent.append(perf_counter() - start)
        sleep(0.02)
    answer = json.loads(merge.communicate()[0])
    assert answer["facts"] == SCANS
    desk.close()
    spent.sort()
    print(
        f"  {len(spent)} scans in {answer['seconds']:.1f} s: median {spent[len(spent) // 2] * 1000:.1f} ms,"
        f" longest {[round(s * 1000) for s in spent[-5:]]} ms",
        file=sys.stderr,
    )
    return spent[-1]


def _idle_exchange(folder: Path, app: App, given: Path) -> float:
    other = open_app(Settings(file=folder / f"{given.stem}.o2o", now=lambda: NOW))
    ends = Endpoint(app.database), Endpoint(other.database)
    for _twice in range(2):
        exchange(*ends)
    spent = []
    for _time in range(20):
        start = perf_counter()
        result = exchange(*ends)
        spent.append(perf_counter() - start)
        assert result.incoming.received + result.outgoing.received == 0
    other.close()
    return sorted(spent)[10]
