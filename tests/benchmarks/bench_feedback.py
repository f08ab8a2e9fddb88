"""300 phones that send an evaluation at the same moment, while the desk scans: three programs, as on the day.

The phones are a program of their own, but on the same computer: what they cost is in the figures too. The floor of 1
makes a ratio the figure itself. The desk is compared with itself before anybody sends.
"""

import json
import subprocess
import sys
import tempfile
from collections.abc import Callable
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
ALONE = 100
AT_ONCE = 100.0
"""Milliseconds: what takes less is seen as happening at once."""
_PAUSE = 0.05
"""Seconds between two scans: twenty a second is more than any desk has."""


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
            sent, alone, beside = _measure(port, fields, _scanner(app, tokens))
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
        Measure("scan alone, median", middle(alone), 1, "ms", AT_ONCE),
        Measure("scan while they send, median", middle(beside), 1, "ms", AT_ONCE),
        Measure("scan while they send, 95th percentile", percentile(beside, 0.95), 1, "ms", AT_ONCE),
    ]


def _serve(file: Path) -> tuple[subprocess.Popen[str], int]:
    options = ["--file", str(file), "--json", "feedback", "serve", "--event", "VN", "--address", "127.0.0.1"]
    command = [sys.executable, "-m", "o2o_events", *options, "--port", "0"]
    server = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)
    assert server.stdout is not None
    return server, json.loads(server.stdout.readline())["port"]


def _measure(
    port: int, fields: dict[str, str], scan: Callable[[int], None]
) -> tuple[list[Sent], list[float], list[float]]:
    """What the phones met, and milliseconds of scans alone and beside them."""
    order = {"port": port, "path": "/f/evaluation", "fields": fields, "amount": PHONES, "presses": 1}
    program = [sys.executable, str(ROOT / "tests" / "many_phones.py"), json.dumps(order)]
    phones = subprocess.Popen(program, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert phones.stdin is not None
    assert phones.stdout is not None
    phones.stdout.readline()
    number = iter(range(10_000))

    def scan_one() -> float:
        start = perf_counter()
        scan(next(number))
        return (perf_counter() - start) * 1000

    alone = [scan_one() for _scan in range(ALONE)]
    sent: list[Sent] = []
    beside: list[float] = []
    for _round in range(ROUNDS):
        before = _answered(phones)
        phones.stdin.write("send\n")
        phones.stdin.flush()
        while not (said := before()):
            beside.append(scan_one())
            sleep(_PAUSE)
        sent += [tuple(one) for one in json.loads(said)]
        sleep(1)
    phones.stdin.close()
    phones.wait(30)
    phones.stdout.close()
    return sent, alone, beside


def _answered(phones: subprocess.Popen[str]) -> Callable[[], str]:
    """Looks whether the phones have their answers, without waiting."""
    from concurrent.futures import ThreadPoolExecutor

    assert phones.stdout is not None
    pool = ThreadPoolExecutor(1)
    line = pool.submit(phones.stdout.readline)
    pool.shutdown(wait=False)
    return lambda: line.result() if line.done() else ""


def _lost_or_doubled(app: App, sent: list[Sent]) -> int:
    with app.database.read() as tx:
        form, event = get_form(tx, "evaluation"), get_event(tx, "VN")
        kept = [answer.id for answer in read_answers(tx, form, events=[event])]
    told = {submission for submission, _seconds, status in sent if status == 200}
    return len(sent) - len(told) + len(told - set(kept)) + len(kept) - len(set(kept))
