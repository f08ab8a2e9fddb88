"""Draws the page of the other desks and its dialogs to PNG files: three desks, disagreements, a row set aside, no hub.

python tests/screens_sync.py FOLDER
"""

# ruff: noqa: E402 the environment is set before Qt and the core read it

import os
import string
import sys
import tempfile
from datetime import timedelta
from pathlib import Path

os.environ["TZ"] = "America/Lima"
sys.path[:0] = [str(Path(__file__).resolve().parent)]

import desks as making
from desks import Desk as Laptop
from desks import some_desks
from PySide6.QtWidgets import QApplication, QDialog
from screens import SIZES, settle
from sqlalchemy import text

from o2o_events.db.models import PersonRow
from o2o_events.documents.exported_file import export_event
from o2o_events.i18n import LANGUAGES
from o2o_events.replication.endpoint import Endpoint
from o2o_events.replication.exchange import attempt, exchange
from ui.application import Desk
from ui.dialogs.checkpoint_dialog import CheckpointDialog
from ui.dialogs.event_dialog import EventDialog
from ui.dialogs.export_event_dialog import ExportEventDialog
from ui.dialogs.exported_dialog import ExportedDialog
from ui.dialogs.hub_dialog import HubDialog
from ui.dialogs.sure_dialog import SureDialog
from ui.preferences import Preferences
from ui.sounds import Sounds
from ui.theme import load_more_fonts

NAMES = (
    ("Nguyễn Thị Hoàng Mai Phương", "Bộ Khoa học và Công nghệ, Cục Phát triển thị trường và doanh nghiệp"),
    ("María de los Ángeles Fernández-Villanueva y Quispe", "Consejo Nacional de Ciencia y Tecnología"),
    ("陳林美玲 Chen-Lin Mei-ling", "經濟部中小及新創企業署"),
)
_SPOIL = "UPDATE person SET phone = 'a' || char(0), revision = revision + 1 WHERE id = :id"


def furnish(a: Laptop, b: Laptop, c: Laptop) -> None:
    """A morning of three desks that disagree."""
    people = [a.add(printed_name=name, organisation="", family_name=name, given_name=name[:4]) for name, _work in NAMES]
    tokens = [a.badge(person) for person in people]
    exchange(a.end, b.end)
    exchange(a.end, c.end)
    for person, (_name, work) in zip(people, NAMES, strict=True):
        b.change(PersonRow, person, organisation=work)
        a.change(PersonRow, person, organisation=work.split(",")[0].upper())
    for laptop in (a, b, c):
        for letter in string.ascii_uppercase:
            guest = laptop.add(family_name=f"{letter}ong {laptop.file.stem}", given_name=letter * 5)
            laptop.scan(laptop.badge(guest))
        laptop.scan(tokens[0])
    twice = {"given_name": "Ana", "family_name": "Díaz", "email": "ana.diaz@example.org", "printed_name": "Ana Díaz"}
    a.add(**twice)
    c.add(**twice)
    bad = c.add(printed_name=NAMES[1][0], family_name="Fernández")
    with c.app.database.write() as tx:
        tx.execute(
            text("UPDATE person SET phone = 'a' || char(0), revision = revision + 1 WHERE id = :id"), {"id": bad}
        )
    attempt(Endpoint(a.app.database), b.end, skew=7 * 60_000_000)
    exchange(b.end, a.end)
    exchange(a.end, c.end)


def main(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    place = Path(tempfile.mkdtemp())
    application = QApplication([])
    silent = Sounds()
    silent.is_muted = True
    desk = Desk(application, Preferences(place / "window.ini"), silent, lambda: making.OPENING + timedelta(hours=2))
    window = desk.window
    load_more_fonts()
    with some_desks(place, 3) as laptops:
        furnish(*laptops)
        file = place / "out.sqlite"
        export_event(laptops[0].app.database, file, kind="archive", event=laptops[0].event())
        window.show()
        window.opening.open_file(laptops[0].file)
        while window.workspace is None:
            settle(desk)
        window.show_page("sync")
        page = window.workspace.sync
        page.disputes.operator.setText("Lan")
        page.bring_in(file)
        settle(desk)
        for size in SIZES:
            for scheme in ("light", "dark"):
                for language in LANGUAGES:
                    window.resize(*size)
                    desk.theme.choose(scheme)
                    desk.speak(language)
                    name = f"{size[0]}-{scheme}-{language}"
                    window.workspace.syncing.stop()
                    settle(desk)
                    window.grab().save(str(folder / f"sync-off-{name}.png"))
                    window.workspace.syncing._connect("postgresql://desk1@127.0.0.1:1/o2o")
                    settle(desk)
                    window.grab().save(str(folder / f"sync-away-{name}.png"))
                    if size == SIZES[0]:
                        draw_dialogs(desk, folder, name)
        window.resize(1024, 640)
        settle(desk)
        window.grab().save(str(folder / "sync-smallest.png"))
        desk.close()


def draw_dialogs(desk: Desk, folder: Path, name: str) -> None:
    window = desk.window
    project = window.project
    options = [option for dispute in window.workspace.sync.disputes._disputes for option in dispute.options]
    option = next(option for option in options if option.warning)
    dialogs: list[QDialog] = [
        HubDialog(window, "postgresql://desk1@192.168.1.10/o2o?sslmode=require"),
        ExportEventDialog(window, project.current_event.label),
        ExportedDialog(window, Path("o2o-desk-20160317-0900.sqlite"), "desk", has_project=True),
        SureDialog(window, option.words, option.warning, option.words),
        EventDialog(window, project),
        CheckpointDialog(window, project, project.current_event),
    ]
    dialogs[1].kind.setCurrentIndex(1)
    for dialog in dialogs:
        dialog.open()
        settle(desk)
        dialog.grab().save(str(folder / f"{type(dialog).__name__}-{name}.png"))
        dialog.reject()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
