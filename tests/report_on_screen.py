"""Draws the report page and its dialogs to PNG files, to be looked at: sizes, light and dark, every language.

python tests/report_on_screen.py FOLDER
"""

# ruff: noqa: E402 the environment is set before Qt and the core read it

import os
import sys
import tempfile
from datetime import timedelta
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path[:0] = [str(Path(__file__).resolve().parent), str(Path(__file__).resolve().parent.parent)]
os.environ["XDG_DATA_HOME"] = tempfile.mkdtemp()

from PySide6.QtWidgets import QApplication
from screens import SIZES, settle, wait

from o2o_events.badges.queries import badges_to_print
from o2o_events.checkin.scanning import record_scan
from o2o_events.i18n import LANGUAGES
from o2o_events.people.retention import set_retention
from o2o_events.registers.pins import set_organiser_pin
from ui.application import Desk
from ui.dialogs.anonymise_dialog import AnonymiseDialog
from ui.dialogs.pin_dialog import ContactsDialog
from ui.dialogs.report_choices_dialog import ReportChoicesDialog
from ui.dialogs.rows_dialog import RowsDialog
from ui.pages.report_page import OVERVIEW, TABLES
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
    _let_people_in(window.project)
    window.show_page("report")
    page = window.workspace.page("report")
    for size in SIZES:
        for scheme in ("light", "dark"):
            for language in LANGUAGES:
                window.resize(*size)
                desk.theme.choose(scheme)
                desk.speak(language)
                for name, is_project in (("event", False), ("project", True)):
                    page.choose_scope(is_project=is_project)
                    settle(desk)
                    window.grab().save(str(folder / f"report-{name}-{size[0]}-{scheme}-{language}.png"))
                bar = page.overview.verticalScrollBar()
                bar.setValue(bar.maximum())
                settle(desk)
                window.grab().save(str(folder / f"report-below-{size[0]}-{scheme}-{language}.png"))
                bar.setValue(0)
                _draw_tables(desk, page, folder, f"{size[0]}-{scheme}-{language}")
                if size == SIZES[0]:
                    _draw_dialogs(desk, page, folder, f"{scheme}-{language}")
    desk.close()


def _draw_tables(desk: Desk, page: object, folder: Path, name: str) -> None:
    page.show_tab(TABLES)
    settle(desk)
    for code in ("T1", "T3", "T5", "T7"):
        page.tables.open_table(code)
        settle(desk)
        desk.window.grab().save(str(folder / f"table-{code}-{name}.png"))
    page.show_tab(OVERVIEW)


def _let_people_in(project: object) -> None:
    """Two thirds of the first event's people, over three hours of its first day."""
    with project.app.database.write() as tx:
        event, checkpoint = project.current_event, project.current_checkpoint
        opening = event.parse_moment(f"{event.days[0].isoformat()}T08:00")
        for number, badge in enumerate(badges_to_print(tx, event)):
            if number % 3:
                minutes = 12 + (number * 7919) % 170
                record_scan(tx, checkpoint=checkpoint, text=badge.token, at=opening + timedelta(minutes=minutes))
        set_retention(tx, event=event, until=event.days[-1])
    set_organiser_pin(project.app.database, pin="246810")


def _draw_dialogs(desk: Desk, page: object, folder: Path, name: str) -> None:
    page.open_figure("attendances")
    settle(desk)
    for kind in (RowsDialog, ReportChoicesDialog, AnonymiseDialog, ContactsDialog):
        if kind is ReportChoicesDialog:
            page.ask_rule()
        elif kind is AnonymiseDialog:
            page.deeds.ask_anonymise()
        elif kind is ContactsDialog:
            page.deeds.ask_contacts()
        settle(desk)
        dialog = next(d for d in desk.window.findChildren(kind) if d.isVisible())
        steps = 3 if kind is AnonymiseDialog else 1
        for step in range(steps):
            if kind is AnonymiseDialog:
                dialog._go(step)
            settle(desk)
            dialog.grab().save(str(folder / f"{kind.__name__}-{step}-{name}.png"))
        dialog.reject()
        settle(desk)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
