"""How long the window takes to show itself, against a bare window of the same toolkit in the same run."""

import os
import subprocess
import sys
import tempfile
from pathlib import Path
from time import perf_counter

from harness import Measure, middle

ROOT = Path(__file__).resolve().parents[2]
_REPEATS = 9
_FIRST_PAINT = """
from PySide6.QtCore import QEvent, QObject


class Watch(QObject):
    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Paint and watched.isWindow():
            print("painted", flush=True)
            watched.removeEventFilter(self)
        return False
"""
BARE = (
    """
import sys
from PySide6.QtWidgets import QApplication, QMainWindow
"""
    + _FIRST_PAINT
    + """
application = QApplication(sys.argv)
window = QMainWindow()
window.resize(1366, 768)
watch = Watch()
window.installEventFilter(watch)
window.show()
application.exec()
"""
)
OURS = (
    """
import sys
from ui import application as program
"""
    + _FIRST_PAINT
    + """
show = program.Desk.show


def watched_show(desk, options):
    desk.watch = Watch()
    desk.window.installEventFilter(desk.watch)
    show(desk, options)


program.Desk.show = watched_show
from ui.__main__ import main

main(["--lang", "{language}", "--file", "{file}"])
"""
)


def run() -> list[Measure]:
    """From the start of the process to the first paint; the languages differ by their fonts."""
    with tempfile.TemporaryDirectory() as folder:
        environment = _environment(Path(folder))
        file = Path(folder) / "sample.o2o"
        make = [sys.executable, "-m", "o2o_events", "--file", str(file), "init", "--name", "Sample", "--sample"]
        subprocess.run(make, cwd=ROOT, env=environment, check=True, capture_output=True)
        scripts = {
            "bare": BARE,
            "en": OURS.replace("{language}", "en").replace("{file}", str(file)),
            "zh-Hant": OURS.replace("{language}", "zh-Hant").replace("{file}", str(file)),
        }
        taken: dict[str, list[float]] = {name: [] for name in scripts}
        for _repeat in range(_REPEATS):
            for name, script in scripts.items():
                taken[name].append(_seconds_to_paint(script, environment))
    floor = middle(taken["bare"]) * 1000
    return [
        Measure("window start, English", middle(taken["en"]) * 1000, floor, "ms", 2.0),
        Measure("window start, Traditional Chinese", middle(taken["zh-Hant"]) * 1000, floor, "ms", 2.0),
    ]


def _environment(folder: Path) -> dict[str, str]:
    """Nobody's own settings, and a screen that is there on every machine."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("O2O_")}
    for name in ("XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CONFIG_HOME"):
        environment[name] = str(folder / name.lower())
    return environment | {"QT_QPA_PLATFORM": "offscreen"}


def _seconds_to_paint(script: str, environment: dict[str, str]) -> float:
    start = perf_counter()
    with subprocess.Popen(
        [sys.executable, "-c", script],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    ) as process:
        assert process.stdout is not None
        line = process.stdout.readline()
        taken = perf_counter() - start
        process.kill()
    if line != "painted\n":
        raise RuntimeError("the window never painted")
    return taken
