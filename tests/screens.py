"""Draws every page of the window to PNG files, to be looked at: sizes, light and dark, every language.

python tests/screens.py FOLDER [PAGE...]
"""

# ruff: noqa: E402 the environment is set before Qt and the core read it

import os
import sys
import tempfile
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path[:0] = [str(Path(__file__).resolve().parent), str(Path(__file__).resolve().parent.parent)]
os.environ["XDG_DATA_HOME"] = tempfile.mkdtemp()

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication

from o2o_events.badges.queries import badges_to_print
from o2o_events.checkin.scanning import record_scan
from o2o_events.i18n import LANGUAGES
from ui.application import Desk
from ui.preferences import Preferences
from ui.sounds import Sounds
from ui.theme import load_more_fonts

SIZES = ((1366, 768), (1920, 1080))


def wait(milliseconds: int) -> None:
    """Lets the window work; unlike QTest's wait, it lets the other threads work too."""
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


def settle(desk: Desk) -> None:
    wait(50)
    while not desk.jobs.is_idle:
        wait(20)
    wait(450)


def main(folder: Path, *pages: str) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    application = QApplication([])
    silent = Sounds()
    silent.is_muted = True
    desk = Desk(application, Preferences(Path(tempfile.mkdtemp()) / "window.ini"), silent)
    window = desk.window
    load_more_fonts()
    window.show()
    window.resize(*SIZES[0])
    settle(desk)
    window.grab().save(str(folder / "welcome.png"))
    window.opening.make_sample()
    while window.workspace is None or window.project is None:
        wait(50)
    project = window.project
    with project.app.database.write() as tx:
        badges = badges_to_print(tx, project.current_event)
        for badge in badges[:60:2]:
            record_scan(tx, checkpoint=project.current_checkpoint, text=badge.token)
    pages = pages or tuple(entry.name for entry in window.workspace.seen_pages())
    for size in SIZES:
        for scheme in ("light", "dark"):
            for language in LANGUAGES:
                window.resize(*size)
                desk.theme.choose(scheme)
                desk.speak(language)
                window.scan(badges.pop(1).token)
                for page in pages:
                    window.show_page(page)
                    settle(desk)
                    window.grab().save(str(folder / f"{page}-{size[0]}-{scheme}-{language}.png"))
    desk.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]), *sys.argv[2:])
