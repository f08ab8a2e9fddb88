"""Draws the page of the results to PNG files: the whole, by gender, a session's form, nothing answered yet.

python tests/screens_results.py FOLDER
"""

# ruff: noqa: E402 the path is set before what stands on it is imported

import sys
import tempfile
from dataclasses import replace
from pathlib import Path

sys.path[:0] = [str(Path(__file__).resolve().parent)]

from PySide6.QtWidgets import QApplication
from screens import SIZES, settle, wait

from o2o_events.badges.queries import badges_to_print
from o2o_events.checkin.scanning import record_scan
from o2o_events.feedback.forms import get_form
from o2o_events.i18n import LANGUAGES
from ui.application import Desk
from ui.pages.results_page import Wanted
from ui.preferences import Preferences
from ui.sounds import Sounds
from ui.theme import load_more_fonts


def main(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    application = QApplication([])
    silent = Sounds()
    silent.is_muted = True
    desk = Desk(application, Preferences(Path(tempfile.mkdtemp()) / "window.ini"), silent)
    window = desk.window
    load_more_fonts()
    window.show()
    window.opening.make_sample()
    while window.workspace is None or window.project is None:
        wait(50)
    project = window.project
    with project.app.database.write() as tx:
        for badge in badges_to_print(tx, project.current_event)[:64]:
            record_scan(tx, checkpoint=project.current_checkpoint, text=badge.token)
        forms = {code: get_form(tx, code).id for code in ("evaluation", "session", "platform_before")}
    window.show_page("results")
    page = window.workspace.page("results")
    views = {
        "whole": Wanted(forms["evaluation"]),
        "gender": Wanted(forms["evaluation"], cut="gender"),
        "session": Wanted(forms["session"], cut="session"),
        "empty": Wanted(forms["platform_before"]),
    }
    for size in SIZES:
        for scheme in ("light", "dark"):
            for language in LANGUAGES:
                window.resize(*size)
                desk.theme.choose(scheme)
                desk.speak(language)
                for name, wanted in views.items():
                    page.choose(replace(wanted))
                    settle(desk)
                    page.texts.list.setCurrentRow(1)
                    settle(desk)
                    window.grab().save(str(folder / f"{name}-{size[0]}-{scheme}-{language}.png"))
    desk.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
