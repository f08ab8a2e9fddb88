"""The form editor and the kiosk on a real X screen, driven by xdotool: prints as JSON what was seen after each step.

python tests/forms_on_screen.py PROJECT_FILE
"""

import json
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from time import monotonic

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from PySide6.QtCore import QEventLoop, QPoint, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from ui.application import Desk
from ui.dialogs.kiosk_dialog import KioskDialog
from ui.pages.forms_page import FormsPage
from ui.preferences import Preferences
from ui.sounds import Sounds

_PATIENCE = 30.0


class Screen:
    """The window, and a hand at its mouse and keyboard."""

    def __init__(self, file: Path) -> None:
        self.application = QApplication([])
        silent = Sounds()
        silent.is_muted = True
        self.desk = Desk(self.application, Preferences(Path(tempfile.mkdtemp()) / "window.ini"), silent)
        self.desk.catch_scans()
        self.desk.window.show()
        self.desk.window.move(0, 0)
        self.desk.window.resize(1366, 768)
        self.desk.window.opening.open_file(file)
        self.until(lambda: self.desk.window.workspace is not None)
        self.desk.window.show_page("forms")
        assert self.desk.window.workspace is not None
        page = self.desk.window.workspace.page("forms")
        assert isinstance(page, FormsPage)
        self.page = page
        self.until(lambda: page.list.count() > 0 and self.desk.jobs.is_idle)
        self.rest(400)

    def rest(self, milliseconds: int = 150) -> None:
        loop = QEventLoop()
        QTimer.singleShot(milliseconds, loop.quit)
        loop.exec()

    def until(self, is_so: Callable[[], bool]) -> None:
        end = monotonic() + _PATIENCE
        while not is_so():
            if monotonic() > end:
                raise TimeoutError("the window never showed it")
            self.rest(20)

    def hand(self, *words: str) -> None:
        """One thing that a hand does, as the X server reports it to the window. A drag has a loop of its own."""
        done: list[int] = []
        running = subprocess.Popen(["xdotool", *words])
        timer = QTimer(interval=10)
        timer.timeout.connect(lambda: done.append(0) if running.poll() is not None and not done else None)
        timer.start()
        self.until(lambda: bool(done))
        self.rest()

    def point(self, widget: QWidget, at: QPoint | None = None) -> tuple[str, str]:
        where = widget.mapToGlobal(at if at is not None else widget.rect().center())
        return str(where.x()), str(where.y())

    def touch(self, widget: QWidget) -> None:
        self.hand("mousemove", *self.point(widget))
        self.hand("click", "1")

    def drag(self, widget: QWidget, begin: QPoint, end: QPoint) -> None:
        """The whole drag in one go: while it lasts, Qt hears nothing else."""
        steps: list[str] = ["mousemove", *self.point(widget, begin), "mousedown", "1"]
        for share in (0.2, 0.4, 0.6, 0.8, 1.0, 1.0):
            at = begin + (end - begin) * share
            steps += ["sleep", "0.1", "mousemove", *self.point(widget, at)]
        self.hand(*steps, "sleep", "0.2", "mouseup", "1")
        self.rest(300)


def edit(screen: Screen, seen: dict[str, object]) -> None:
    page = screen.page
    view = page.questions.list

    def codes() -> list[str]:
        assert page.editor.draft is not None
        return [question.code for question in page.editor.draft.content.questions]

    def foot(row: int) -> QPoint:
        where = view.visualItemRect(view.item(row))
        return QPoint(where.center().x(), where.bottom() - 3)

    seen["before"] = codes()
    screen.drag(view.viewport(), view.visualItemRect(view.item(0)).center(), foot(2))
    seen["dragged"] = codes()
    screen.hand("key", "alt+Up")
    seen["by keyboard"] = codes()
    screen.hand("key", "ctrl+z")
    screen.hand("key", "ctrl+z")
    seen["taken back"] = codes()
    screen.drag(view.viewport(), view.visualItemRect(view.item(1)).center(), foot(2))
    screen.hand("key", "ctrl+s")
    screen.until(lambda: screen.desk.jobs.is_idle)
    seen["saved"] = (codes(), page.editor.is_changed)


def ask(screen: Screen, seen: dict[str, object]) -> None:
    page = screen.page
    screen.touch(page.start_kiosk)
    screen.until(lambda: isinstance(QApplication.activeModalWidget(), KioskDialog))
    screen.hand("type", "--delay", "120", "1357\t1357")
    screen.hand("key", "Return")
    screen.until(lambda: page.kiosk.window is not None and page.kiosk.window.isVisible())
    screen.rest(400)
    kiosk = page.kiosk.window
    assert kiosk is not None
    seen["kiosk fills"] = (kiosk.width(), kiosk.height())
    screen.touch(kiosk.start.buttons["vi"])
    assert kiosk.form is not None
    cards = {card.question.code: card for card in kiosk.form.cards}
    screen.touch(cards["sells"].choices["n"])
    screen.hand("key", "Escape")
    screen.hand("key", "alt+F4")
    screen.hand("type", "--delay", "1", "1234567890" * 5 + "12345678")
    screen.hand("key", "Return")
    seen["has the keyboard"] = kiosk.isActiveWindow()
    seen["after Esc, Alt+F4 and a scan"] = (kiosk.isVisible(), screen.desk.window.isVisible(), cards["sells"].raw)
    kiosk.stored.connect(lambda _answer: seen.update(stored=True))
    screen.touch(kiosk.form.next)
    screen.until(lambda: "stored" in seen)
    seen["thanks"] = kiosk.thanks.words.text()
    screen.touch(kiosk.lock)
    screen.hand("type", "--delay", "120", "1357")
    screen.hand("key", "Return")
    screen.until(lambda: page.kiosk.window is None)
    screen.rest(300)
    seen["left"] = screen.desk.window.isVisible()


def main(file: Path) -> None:
    screen = Screen(file)
    seen: dict[str, object] = {}
    edit(screen, seen)
    ask(screen, seen)
    screen.desk.close()
    print(json.dumps(seen, ensure_ascii=False), flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
