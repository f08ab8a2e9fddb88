"""The environment that the product is pinned to."""

import re
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def test_pyside_is_a_version_that_survives_python_3_11() -> None:
    # PySide6 6.12.0 drops a reference of None in most calls that answer None: fatal after some thousands of them.
    major, minor = map(int, version("PySide6-Essentials").split(".")[:2])

    assert (6, 11) <= (major, minor) < (6, 12)


def test_twenty_thousand_calls_that_answer_none_survive() -> None:
    script = """
from PySide6.QtCore import QCoreApplication, QObject
from PySide6.QtGui import QStandardItem
application = QCoreApplication([])
thing, item = QObject(), QStandardItem()
for number in range(20_000):
    thing.setObjectName(str(number))
    item.setText(str(number))
print(thing.objectName(), item.text())
"""

    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)

    assert (done.returncode, done.stdout) == (0, "19999 19999\n"), done.stderr


def test_every_package_is_pinned_to_one_version() -> None:
    lines = (ROOT / "requirements.lock").read_text(encoding="utf-8").splitlines()

    loose = [line for line in lines if not re.fullmatch(r"[a-z0-9._-]+==[0-9][\w.]*( ; .+)?", line)]

    assert loose == []


def test_installed_packages_are_the_pinned_ones() -> None:
    pinned = dict(
        line.split("==")
        for line in (ROOT / "requirements.lock").read_text(encoding="utf-8").splitlines()
        if ";" not in line
    )

    assert {name: version(name) for name in pinned} == pinned
