"""The program itself on a real X screen: keys typed as a scanner types them end as facts in the file."""

import os
import shutil
import subprocess
import sys
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from commands import run
from factories import make_event, make_person

from o2o_events.app import create_project, open_app
from o2o_events.badges.issuing import issue_badges
from o2o_events.settings import Settings

TRIES = 60
"""Each asks the file by a command of half a second or so."""

pytestmark = pytest.mark.skipif(
    not (shutil.which("Xvfb") and shutil.which("xdotool")), reason="needs an X server and xdotool; .ci/test brings both"
)


@pytest.fixture
def project(tmp_path: Path) -> tuple[Path, list[str]]:
    """A project whose event is today, and the tokens of two people."""
    file = tmp_path / "project.o2o"
    create_project(Settings(file=file), name="Screen", desk="Desk 1")
    app = open_app(Settings(file=file))
    with app.database.write() as tx:
        event = make_event(tx, days=[datetime.now(ZoneInfo("Asia/Ho_Chi_Minh")).date()])
        tx.flush()
        for given in ("Ana", "Bảo"):
            make_person(tx, event, given_name=given)
    with app.database.write() as tx:
        tokens = [badge.token for badge in issue_badges(tx, event=event)]
    app.close()
    return file, tokens


def test_a_scanner_s_keys_on_a_real_screen_admit_people(display: str, project: tuple[Path, list[str]]) -> None:
    file, tokens = project
    environment = os.environ | {"DISPLAY": display, "QT_QPA_PLATFORM": "xcb", "O2O_LANG": "en"}
    window = subprocess.Popen([sys.executable, "-m", "ui", "--file", str(file)], env=environment)

    def press(*words: str) -> None:
        subprocess.run(["xdotool", *words], env=environment, check=True, capture_output=True, timeout=30)

    def people() -> int:
        return int(run(file, "status", "--event", "VN").row["people"])

    try:
        press("search", "--sync", "--onlyvisible", "--name", "O2O Events", "windowfocus", "--sync")
        for number, token in enumerate(tokens, 1):
            for _attempt in range(TRIES):
                press("type", "--delay", "1", token)
                press("key", "Return")
                if people() == number:
                    break
        assert people() == len(tokens)
        assert run(file, "verify").row == {"ok": True, "problems": []}
    finally:
        window.terminate()
        window.wait()
