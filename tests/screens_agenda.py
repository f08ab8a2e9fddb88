"""Draws the dialogs over the agenda, the day and the best practices, and the screens for other monitors, to PNG files.

python tests/screens_agenda.py FOLDER
"""

# ruff: noqa: E402 the folder of the other tools is known before they are imported

import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

sys.path[:0] = [str(Path(__file__).resolve().parent)]

from PySide6.QtCore import QSize
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QApplication
from screens import SIZES, settle

from o2o_events.agenda.running import start
from o2o_events.i18n import LANGUAGES
from ui.application import Desk
from ui.preferences import Preferences
from ui.screens.options import ScreenOptions
from ui.screens.window import ScreenWindow
from ui.sounds import Sounds
from ui.theme import load_more_fonts

_SCHEDULE = Path(__file__).resolve().parent / "files" / "schedules"


def openings(desk: Desk) -> dict[str, Callable[[], object]]:
    """Each dialog by a name, with what opens it."""
    workspace, project = desk.window.workspace, desk.window.project
    agenda, day = workspace.page("agenda"), workspace.page("day")
    practices, place = workspace.page("practices"), workspace.place
    programme = agenda.editor.programme
    session = next(s for s in programme.sessions if len(s.slots) > 1)
    practice = practices.view.table.index(0, 0)
    parts, event = agenda.opening.parts, project.current_event
    return {
        "session": lambda: agenda.opening.session(session.id),
        "new-session": lambda: agenda.opening.new_session(None),
        "part": lambda: parts.new_part(session),
        "slot": lambda: parts.slot(session.slots[0].id),
        "slot-moved": lambda: parts.ask_session_for(session.slots[0].id),
        "rooms": parts.ask_rooms,
        "speakers": parts.ask_speakers,
        "template": agenda.opening.ask_template,
        "release": agenda.opening.release,
        "print": agenda.opening.files.ask_print,
        "keys": agenda.opening.ask_keys,
        "import": lambda: agenda.opening.files.import_file(next(iter(sorted(_SCHEDULE.glob("*.ics"))))),
        "late": day.ask_late,
        "doors": lambda: day.records.ask_doors(event, event.days[0]),
        "attendance": lambda: day.records.show_attendance(event, event.days[0]),
        "screen": day.ask_screen,
        "practice": lambda: practices.view.chosen.emit(practice),
        "checkpoint": place.add_checkpoint.trigger,
    }


def draw_dialogs(desk: Desk, folder: Path, name: str) -> None:
    for what, show in openings(desk).items():
        show()
        settle(desk)
        dialog = QApplication.activeModalWidget()
        if dialog is None:
            print("nothing opened:", what)
            continue
        dialog.grab().save(str(folder / f"{what}-{name}.png"))
        dialog.reject()
        settle(desk)


def draw_screens(desk: Desk, folder: Path, scheme: str) -> None:
    project = desk.window.project
    programme = desk.window.workspace.page("agenda").editor.programme
    room = next(s.room for s in programme.sessions if s.room and len(s.slots) > 1)
    for languages in (*((tag,) for tag in LANGUAGES), ("en", "vi")):
        for kind in ("foyer", "door", "timer"):
            options = ScreenOptions(kind, room, languages, len(languages) > 1, "https://o2o.example.org/f/7H2K")
            screen = ScreenWindow(project, project.current_event, options)
            settle(desk)
            for width, height in SIZES:
                image = QImage(QSize(width, height), QImage.Format.Format_RGB32)
                painter = QPainter(image)
                screen.paint(painter, image.size())
                painter.end()
                image.save(str(folder / f"{kind}-{width}-{scheme}-{'+'.join(languages)}.png"))
            screen.deleteLater()
            settle(desk)


def main(folder: Path) -> None:
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
    window.opening.make_sample()
    while window.workspace is None or window.project is None:
        settle(desk)
    for page in ("practices", "day", "agenda"):
        window.show_page(page)
        settle(desk)
    project, programme = window.project, window.workspace.page("agenda").editor.programme
    running = next(s for s in programme.sessions if len(s.slots) > 1)
    with project.app.database.write() as tx:
        for subject in (running.id, running.slots[0].id):
            start(tx, event=project.current_event, subject=subject)
    for scheme in ("light", "dark"):
        desk.theme.choose(scheme)
        draw_screens(desk, folder, scheme)
        for language in LANGUAGES:
            desk.speak(language)
            settle(desk)
            for page in ("practices", "day", "agenda"):
                window.show_page(page)
                settle(desk)
            agenda = window.workspace.page("agenda")
            agenda.show_sessions([running.id], running.id)
            settle(desk)
            window.grab().save(str(folder / f"inspector-{scheme}-{language}.png"))
            draw_dialogs(desk, folder, f"{scheme}-{language}")
    desk.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
