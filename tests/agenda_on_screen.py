"""The agenda page on a real X screen, driven by xdotool: prints as JSON what was seen after each step.

python tests/agenda_on_screen.py PROJECT_FILE
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
from ui.pages.agenda_page import AgendaPage
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
        self.desk.window.show()
        self.desk.window.move(0, 0)
        self.desk.window.resize(1366, 768)
        self.desk.window.opening.open_file(file)
        self.until(lambda: self.desk.window.workspace is not None)
        self.desk.window.show_page("agenda")
        assert self.desk.window.workspace is not None
        page = self.desk.window.workspace.page("agenda")
        assert isinstance(page, AgendaPage)
        self.page = page
        self.until(lambda: page.editor.programme is not None and self.desk.jobs.is_idle)
        page.grid.scroll_to_start()
        self.rest()

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
        """One thing that a hand does, as the X server reports it to the window."""
        subprocess.run(["xdotool", *words], check=True, timeout=20)
        self.rest()

    def point(self, widget: QWidget, at: QPoint) -> tuple[str, str]:
        where = widget.mapToGlobal(at)
        return str(where.x()), str(where.y())

    def name(self, title: str) -> str:
        assert self.page.editor.programme is not None
        return next(s.id for s in self.page.editor.programme.sessions if s.label == title)

    def start(self, title: str) -> str:
        """Where the grid shows a session."""
        block = self.page.grid.block(self.name(title))
        if block is None:
            return ""
        hours, minutes = divmod(block.place.start, 60)
        return f"{hours:02}:{minutes:02} {block.place.column and self._room(block.place.column)}".strip()

    def _room(self, column: str) -> str:
        return next(c.title for c in self.page.grid.columns if c.id == column)

    def middle(self, title: str) -> QPoint:
        block = self.page.grid.block(self.name(title))
        assert block is not None
        return self.page.grid.rect_of(block).center().toPoint()


def main(file: Path) -> None:
    screen = Screen(file)
    page, grid = screen.page, screen.page.grid
    view = grid.viewport()
    seen: dict[str, object] = {"before": screen.start("Opening")}

    def settle() -> None:
        screen.until(lambda: screen.desk.jobs.is_idle)
        screen.rest()

    # with the mouse: onto the panel in the hall, where it clashes; seen while the button is down
    begin = screen.middle("Opening")
    down = round(30 * grid.geometry_now.per_minute)
    screen.hand("mousemove", *screen.point(view, begin))
    screen.hand("mousedown", "1")
    screen.hand("mousemove", *screen.point(view, begin + QPoint(4, down // 2)))
    screen.hand("mousemove", *screen.point(view, begin + QPoint(4, down)))
    seen["while dragging"] = page.status.text()
    seen["wrong while dragging"] = sorted(page.editor.programme.sessions_by_id[n].label for n in grid.wrong)
    view.grab().save(str(file.with_suffix(".png")))
    screen.hand("mouseup", "1")
    settle()
    seen["dropped"] = screen.start("Opening")

    # by keyboard: five minutes later, into the other room; then all is taken back
    screen.hand("key", "alt+Down")
    screen.hand("key", "alt+Right")
    settle()
    seen["by keyboard"] = screen.start("Opening")
    for _step in range(3):
        screen.hand("key", "ctrl+z")
    settle()
    seen["taken back"] = screen.start("Opening")
    screen.hand("key", "ctrl+y")
    settle()
    seen["done again"] = screen.start("Opening")

    # from the list of those without a time, into the grid
    waiting = page.waiting
    row = waiting.visualItemRect(waiting.item(0)).center()
    target = QPoint(round(grid.geometry_now.x(2)) + 30, round(grid.geometry_now.y(665)))
    screen.hand("mousemove", *screen.point(waiting.viewport(), row))
    screen.hand("mousedown", "1")
    screen.hand("mousemove", *screen.point(view, target - QPoint(30, 30)))
    screen.hand("mousemove", *screen.point(view, target))
    screen.hand("mouseup", "1")
    settle()
    seen["from the list"] = screen.start("Breakout")

    # slots: choose the session, pull the first slot under the second
    screen.hand("mousemove", *screen.point(view, screen.middle("Best practices")))
    screen.hand("click", "1")
    strip = page.inspector.slots.strip
    page.inspector.ensureWidgetVisible(strip)
    screen.rest()
    first, second = (strip.rect_of(number).center().toPoint() for number in (0, 1))
    screen.hand("mousemove", *screen.point(strip, first))
    screen.hand("mousedown", "1")
    screen.hand("mousemove", *screen.point(strip, first + QPoint(0, 12)))
    screen.hand("mousemove", *screen.point(strip, second))
    screen.hand("mouseup", "1")
    settle()
    programme = page.editor.programme
    assert programme is not None
    seen["slots"] = [slot.label for slot in programme.sessions_by_id[screen.name("Best practices")].slots]
    screen.desk.close()
    print(json.dumps(seen, ensure_ascii=False), flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
