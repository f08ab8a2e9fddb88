"""How long after a badge is admitted at one desk another desk knows it, over a hub on loopback with --watch."""

import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median, quantiles

import sqlalchemy as sa
from desks import Desk, some_desks
from postgres import find_programs, start_server

from harness import Measure
from o2o_events.db.models import FactRow
from o2o_events.replication.hub import Hub
from o2o_events.replication.hub_setup import init_hub

SCANS = 60


def run() -> list[Measure]:
    if find_programs() is None:
        print("  PostgreSQL's server is not installed: nothing measured", file=sys.stderr)
        return []
    server = start_server()
    watchers: list[subprocess.Popen[str]] = []
    try:
        server.execute("CREATE DATABASE hub")
        hub = Hub(server.url("hub"))
        init_hub(hub)
        hub.close()
        with tempfile.TemporaryDirectory() as folder, some_desks(Path(folder), 2) as (a, b):
            tokens = [a.badge(a.add(given_name=f"{n}")) for n in range(SCANS)]
            command = [sys.executable, "-m", "o2o_events", "--json", "--file"]
            for desk in (a, b):
                watcher = subprocess.Popen(
                    [*command, str(desk.file), "sync", "--watch", server.url("hub")], stdout=subprocess.PIPE, text=True
                )
                assert watcher.stdout is not None
                watcher.stdout.readline()
                watchers.append(watcher)
            spent = [_until_known(a, b, token) for token in tokens]
    finally:
        for watcher in watchers:
            watcher.terminate()
            watcher.communicate()
        server.stop()
    return [
        Measure("admitted here, known there, median", median(spent), 1, "ms", 1000),
        Measure("admitted here, known there, 95th percentile", quantiles(spent, n=20)[18], 1, "ms", 2000),
    ]


def _until_known(a: Desk, b: Desk, token: str) -> float:
    scan = a.scan(token).scan
    start = time.perf_counter()
    while True:
        with b.app.database.read() as tx:
            if tx.scalar(sa.select(FactRow.seq).where(FactRow.id == scan)):
                break
        time.sleep(0.002)
    spent = (time.perf_counter() - start) * 1000
    time.sleep(0.05)
    return spent
