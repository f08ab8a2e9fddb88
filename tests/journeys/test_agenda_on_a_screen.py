"""The agenda under a real mouse and keyboard on an X screen: a move, its clash on the way, and taking it back."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from factories import make_event, make_room, make_session, make_slot

from o2o_events.agenda.queries import read_programme
from o2o_events.app import create_project, open_app
from o2o_events.registers.events import list_events
from o2o_events.settings import Settings

DRIVER = Path(__file__).parent.parent / "agenda_on_screen.py"

pytestmark = pytest.mark.skipif(
    not (shutil.which("Xvfb") and shutil.which("xdotool")), reason="needs an X server and xdotool; .ci/test brings both"
)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A morning in two rooms, and a breakout that waits for its time."""
    file = tmp_path / "project.o2o"
    create_project(Settings(file=file), name="Screen", desk="Desk 1")
    app = open_app(Settings(file=file))
    with app.database.write() as tx:
        event = make_event(tx)
        hall, room = make_room(tx, event, "Hall").id, make_room(tx, event, "Room B").id
        make_session(tx, event, "Opening", "09:00", 30, type="opening", room=hall)
        make_session(tx, event, "Panel", "09:30", 60, room=hall)
        best = make_session(tx, event, "Best practices", "09:30", 45, type="best_practice", room=room)
        make_slot(tx, best, "Tea")
        make_slot(tx, best, "Bamboo")
        make_session(tx, event, "Breakout", None, 45, type="breakout")
    app.close()
    return file


def test_session_is_moved_by_mouse_and_keys_sees_its_clash_on_the_way_and_is_taken_back(
    display: str, project: Path
) -> None:
    environment = os.environ | {"DISPLAY": display, "QT_QPA_PLATFORM": "xcb", "O2O_LANG": "en"}

    done = subprocess.run(
        [sys.executable, str(DRIVER), str(project)],
        env=environment,
        capture_output=True,
        text=True,
        timeout=180,
        check=False,
    )

    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout.splitlines()[-1]) == {
        "before": "09:00 Hall",
        "while dragging": "“Opening” and “Panel” are both in Hall, 2016-03-17 09:30–10:00. Move one of them.",
        "wrong while dragging": ["Opening", "Panel"],
        "dropped": "09:30 Hall",
        "by keyboard": "09:35 Room B",
        "taken back": "09:00 Hall",
        "done again": "09:30 Hall",
        "from the list": "11:00 Room B",
        "slots": ["Bamboo", "Tea"],
    }
    app = open_app(Settings(file=project))
    with app.database.read() as tx:
        [event] = list_events(tx)
        sessions = {session.label: session for session in read_programme(tx, event).sessions}
    app.close()
    assert f"{event.local(sessions['Opening'].starts_at):%H:%M}" == "09:30"
    assert f"{event.local(sessions['Breakout'].starts_at):%H:%M}" == "11:00"
    assert [slot.label for slot in sessions["Best practices"].slots] == ["Bamboo", "Tea"]
