"""300 phones that send an evaluation at the same moment, while the desk scans: three programs, as on the day.

The phones are a program of their own, but on the same computer: what they cost is in the figures too. The desk is
compared with itself while nobody sends: on an idle machine, and beside one program that computes without end, which
is as busy as the server of the pages gets. The three take turns, so that they meet the same weather. The floor of 1
makes a ratio the figure itself.
"""

import json
import subprocess
import sys
import tempfile
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from time import perf_counter, sleep

from many_phones import Sent

from bench_scan import _project, _scanner
from harness import Measure, middle, percentile
from o2o_events.app import App
from o2o_events.feedback.forms import current_version, get_form
from o2o_events.feedback.queries import read_answers
from o2o_events.feedback.shipped import ship_forms
from o2o_events.registers.events import get_event

ROOT = Path(__file__).resolve().parents[2]
PHONES = 300
ROUNDS = 4
AT_ONCE = 100.0
"""Milliseconds: what takes less is seen as happening at once."""
SCANS = 30
"""In each round and weather; the phones may have their answers before that many."""
_PAUSE = 0.03
"""Seconds between two scans: thirty a second is more than any desk has."""
_BUSY = "while True: sum(range(1000))"


def run() -> list[Measure]:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "project.o2o")
        app, tokens = _project(file, 2_000)
        with app.database.write() as tx:
            ship_forms(tx)
            form = get_form(tx, "evaluation")
            version = current_version(tx, form.id)
        fields = {"version": version.id, "shown_in": "en", "q_better": "Longer breaks. " * 10}
        fields |= {f"q_{q.code}": "agree" for q in version.content.questions if q.kind == "agreement"}
        fields |= {f"q_{q.code}": "4" for q in version.content.questions if q.kind == "rating"}
        server, port = _serve(file)
        try:
            sent, desk = _measure(port, fields, _scanner(app, tokens))
        finally:
            server.terminate()
            server.wait(30)
        wrong = _lost_or_doubled(app, sent)
        app.close()
    waits = [seconds for _submission, seconds, _status in sent]
    return [
        Measure(f"{PHONES} phones send at once, 95th percentile", percentile(waits, 0.95), 1, "s", 1.0),
        Measure(f"{PHONES} phones send at once, slowest", max(waits), 1, "s", 2.0),
        Measure(f"answers lost or doubled of {len(sent)}", wrong, 1, "", 0),
        Measure("scan on an idle machine, median", middle(desk.idle), 1, "ms", AT_ONCE),
        Measure("scan on a busy machine, median", middle(desk.busy), 1, "ms", AT_ONCE),
        Measure("scan while they send, median, to the busy machine", middle(desk.beside), middle(desk.busy), "ms", 4.0),
        Measure("scan on a busy machine, 95th percentile", percentile(desk.busy, 0.95), 1, "ms", AT_ONCE),
        Measure("scan while they send, 95th percentile", percentile(desk.beside, 0.95), 1, "ms", AT_ONCE),
    ]


def _serve(file: Path) -> tuple[subprocess.Popen[str], int]:
    options = ["--file", str(file), "--json", "feedback", "serve", "--event", "VN", "--address", "127.0.0.1"]
    command = [sys.executable, "-m", "o2o_events", *options, "--port", "0"]
    server = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)
    assert server.stdout is not None
    return server, json.loads(server.stdout.readline())["port"]


@dataclass(frozen=True)
class Desk:
    """Milliseconds of scans: with nothing else to do, beside a plain load, and beside the phones."""

    idle: list[float] = field(default_factory=list)
    busy: list[float] = field(default_factory=list)
    beside: list[float] = field(default_factory=list)


def _measure(port: int, fields: dict[str, str], scan: Callable[[int], None]) -> tuple[list[Sent], Desk]:
    """What the phones met, and what the desk did."""
    order = {"port": port, "path": "/f/evaluation", "fields": fields, "amount": PHONES, "presses": 1}
    program = [sys.executable, str(ROOT / "tests" / "many_phones.py"), json.dumps(order)]
    phones = subprocess.Popen(program, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert phones.stdin is not None
    assert phones.stdout is not None
    phones.stdout.readline()
    number = iter(range(10_000))

    def scan_some(spent: list[float], is_over: Callable[[], object] = lambda: False) -> None:
        for _scan in range(SCANS):
            if is_over():
                return
            start = perf_counter()
            scan(next(number))
            spent.append((perf_counter() - start) * 1000)
            sleep(_PAUSE)

    sent: list[Sent] = []
    desk = Desk()
    for _round in range(ROUNDS):
        scan_some(desk.idle)
        load = subprocess.Popen([sys.executable, "-c", _BUSY])
        scan_some(desk.busy)
        load.kill()
        load.wait()
        said = _answered(phones)
        phones.stdin.write("send\n")
        phones.stdin.flush()
        scan_some(desk.beside, said.done)
        sent += [tuple(one) for one in json.loads(said.result())]
    phones.stdin.close()
    phones.wait(30)
    phones.stdout.close()
    return sent, desk


def _answered(phones: subprocess.Popen[str]) -> Future[str]:
    """What the phones tell once all have their answers."""
    assert phones.stdout is not None
    pool = ThreadPoolExecutor(1)
    line = pool.submit(phones.stdout.readline)
    pool.shutdown(wait=False)
    return line


def _lost_or_doubled(app: App, sent: list[Sent]) -> int:
    with app.database.read() as tx:
        form, event = get_form(tx, "evaluation"), get_event(tx, "VN")
        kept = [answer.id for answer in read_answers(tx, form, events=[event])]
    told = {submission for submission, _seconds, status in sent if status == 200}
    return len(sent) - len(told) + len(told - set(kept)) + len(kept) - len(set(kept))
