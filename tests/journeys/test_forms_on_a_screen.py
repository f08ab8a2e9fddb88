"""Forms under a real mouse and keyboard on an X screen: questions dragged, a kiosk that only the PIN leaves."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from factories import make_event
from sqlalchemy import select

from o2o_events.app import create_project, open_app
from o2o_events.db.models import FactRow
from o2o_events.feedback.forms import add_form, get_form
from o2o_events.feedback.queries import read_answers
from o2o_events.feedback.questions import FormContent, Option, Question
from o2o_events.registers.events import list_events
from o2o_events.settings import Settings

DRIVER = Path(__file__).parent.parent / "forms_on_screen.py"
YES_NO = (Option("y", {"en": "Yes", "vi": "Có"}), Option("n", {"en": "No", "vi": "Không"}))

pytestmark = pytest.mark.skipif(
    not (shutil.which("Xvfb") and shutil.which("xdotool")), reason="needs an X server and xdotool; .ci/test brings both"
)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """An event with one form of three questions."""
    file = tmp_path / "project.o2o"
    create_project(Settings(file=file), name="Screen", desk="Desk 1")
    app = open_app(Settings(file=file))
    with app.database.write() as tx:
        make_event(tx)
        questions = (
            Question("sells", "one", {"en": "Do you sell online?", "vi": "Bán trực tuyến?"}, options=YES_NO),
            Question("rate", "rating", {"en": "Rate it", "vi": "Đánh giá"}, lowest=1, highest=5),
            Question("name", "short_text", {"en": "Name of the shop", "vi": "Tên cửa hàng"}),
        )
        titles, thanks = {"en": "Shops", "vi": "Cửa hàng"}, {"vi": "Cảm ơn!"}
        content = FormContent(("en", "vi"), titles, thanks=thanks, questions=questions)
        add_form(tx, code="shops", name={"en": "Shops"}, content=content)
    app.close()
    return file


def test_questions_are_dragged_and_only_the_pin_leaves_the_kiosk(display: str, project: Path) -> None:
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
        "before": ["sells", "rate", "name"],
        "dragged": ["rate", "name", "sells"],
        "by keyboard": ["rate", "sells", "name"],
        "taken back": ["sells", "rate", "name"],
        "saved": [["sells", "name", "rate"], False],
        "kiosk fills": [1366, 768],
        "has the keyboard": True,
        "after Esc, Alt+F4 and a scan": [True, False, {"sells": "n"}],
        "stored": True,
        "thanks": "Cảm ơn!",
        "left": True,
    }
    app = open_app(Settings(file=project))
    with app.database.read() as tx:
        [answer] = read_answers(tx, get_form(tx, "shops"), events=list_events(tx))
        scans = list(tx.scalars(select(FactRow.id).where(FactRow.kind == "scan")))
    app.close()
    assert (answer.answers, answer.language, answer.channel, scans) == ({"sells": "n"}, "vi", "kiosk", [])
