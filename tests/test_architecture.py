"""The shape of the code: who may import whom, who may start threads, and what happens at import."""

import ast
import json
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SLOW_TO_IMPORT = ("alembic", "mako", "openpyxl", "xlsxwriter", "reportlab", "PIL", "uharfbuzz", "python_calamine")
SLOW_TO_IMPORT += ("charset_normalizer", "qrcode", "zxingcpp", "email_validator", "numpy", "PySide6")


def source_files(*packages: str) -> Iterator[tuple[str, str]]:
    """Path from the root, and text, of every module of the packages."""
    for package in packages:
        for file in sorted((ROOT / package).rglob("*.py")):
            yield file.relative_to(ROOT).as_posix(), file.read_text(encoding="utf-8")


def names_called(source: str) -> set[str]:
    """The last name of everything that a module calls."""
    calls = (node.func for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call))
    return {call.attr if isinstance(call, ast.Attribute) else getattr(call, "id", "") for call in calls}


def run_python(script: str) -> dict[str, list[str]]:
    """What a script, run by an interpreter of its own, prints as JSON on its last line."""
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    answer: dict[str, list[str]] = json.loads(done.stdout.splitlines()[-1])
    return answer


def test_import_contracts_are_kept() -> None:
    done = subprocess.run(
        [Path(sys.executable).with_name("lint-imports"), "--no-cache"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 0, done.stdout + done.stderr


def test_engines_are_made_only_by_the_database_and_the_upgrade() -> None:
    makers = {path for path, source in source_files("o2o_events", "ui") if "create_engine" in names_called(source)}

    assert makers == {"o2o_events/db/database.py", "o2o_events/db/upgrade.py"}


def test_threads_in_the_window_are_started_only_by_jobs() -> None:
    starts = {"Thread", "QThread", "QThreadPool", "globalInstance", "ThreadPoolExecutor", "start_new_thread", "Timer"}

    starters = {path for path, source in source_files("ui") if names_called(source) & starts}

    assert starters <= {"ui/jobs.py"}


def test_only_paths_knows_about_the_frozen_program() -> None:
    knowing = {path for path, source in source_files("o2o_events", "ui") if re.search(r"_MEIPASS|sys\.frozen", source)}

    assert knowing == {"o2o_events/paths.py"}


def test_every_exception_to_a_check_carries_its_reason() -> None:
    marks = re.compile(r"#\s*(?:noqa(?:: ?[A-Z]+[0-9]+(?:, ?[A-Z]+[0-9]+)*)?|type: ignore(?:\[[\w,\s-]+\])?)\s*(.*)$")
    bare = [
        f"{path}:{number}"
        for path, source in source_files("o2o_events", "ui", "tests", "resources")
        for number, line in enumerate(source.splitlines(), 1)
        if (mark := marks.search(line)) and not mark[1].strip("# ")
    ]

    assert bare == []


def test_every_module_says_in_one_line_what_it_is_about() -> None:
    silent = [
        path
        for path, source in source_files("o2o_events", "ui", "tests")
        if source.strip() and not (ast.get_docstring(ast.parse(source)) or "").split("\n")[0].endswith(".")
    ]

    assert silent == []


def test_imports_do_no_work() -> None:
    """Importing any module opens no file of ours, starts no thread or program, makes no Qt application."""
    worked = run_python(
        """
import importlib, json, os, pkgutil, sys, threading
writing = os.O_WRONLY | os.O_RDWR
import o2o_events.i18n

did = []

def too_early(message, *rest):
    did.append(f"translated {message!r}")
    return message

for name in ("_", "ngettext", "pgettext"):
    setattr(o2o_events.i18n, name, too_early)

def watch(happening, arguments):
    if happening == "open" and not isinstance(arguments[0], int):
        path, mode = os.fsdecode(arguments[0]), arguments[1] or ("w" if arguments[2] & writing else "r")
        is_written = any(letter in mode for letter in "wax+") and "__pycache__" not in path
        if is_written or path.startswith(os.path.join(os.getcwd(), "resources")) or path.endswith(".o2o"):
            did.append(f"opened {path} ({mode})")
    elif happening in ("sqlite3.connect", "socket.connect", "socket.bind", "subprocess.Popen", "os.mkdir"):
        did.append(f"{happening} {arguments}")

sys.addaudithook(watch)
import o2o_events, ui
for package in (o2o_events, ui):
    for module in pkgutil.walk_packages(package.__path__, package.__name__ + "."):
        if "migrations" not in module.name and not module.name.endswith("__main__"):
            importlib.import_module(module.name)
if threading.active_count() > 1:
    did.append("started a thread")
from PySide6.QtCore import QCoreApplication
if QCoreApplication.instance() is not None:
    did.append("made a Qt application")
print(json.dumps({"did": did}))
"""
    )

    assert worked == {"did": []}


def test_a_scan_loads_nothing_slow() -> None:
    loaded = run_python(
        f"""
import json, sys
import o2o_events.cli.main, o2o_events.cli.scan, o2o_events.cli.status
print(json.dumps({{"slow": [name for name in {SLOW_TO_IMPORT} if name in sys.modules]}}))
"""
    )

    assert loaded == {"slow": []}


def test_the_window_starts_without_multimedia_or_a_code_reader() -> None:
    loaded = run_python(
        """
import json, sys
import ui.application, ui.main_window, ui.pages.workspace
slow = ("PySide6.QtMultimedia", "zxingcpp")
print(json.dumps({"slow": [name for name in slow if name in sys.modules]}))
"""
    )

    assert loaded == {"slow": []}
