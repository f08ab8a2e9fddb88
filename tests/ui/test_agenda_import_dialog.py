"""What the window shows before an agenda is imported."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from o2o_events.agenda.import_plan import AgendaPlan
from o2o_events.agenda.importing import Wishes, import_agenda
from o2o_events.agenda.queries import read_programme
from o2o_events.agenda.sessions import edit_session
from o2o_events.app import App
from o2o_events.registers.events import Event
from ui.dialogs.agenda_import_dialog import AgendaImportDialog

GUIDS = [f"a0a0fcfe-b7fb-46e3-84b6-97a54060160{n}" for n in range(4)]


def write(folder: Path, *talks: dict) -> Path:
    events = [
        {"guid": guid, "date": "2016-03-17T09:00:00+07:00", "duration": "00:30", "room": "Hall", "type": "lecture"}
        | talk
        for guid, talk in zip(GUIDS, talks, strict=False)
        if talk
    ]
    conference = {"acronym": "camp", "days": [{"date": "2016-03-17", "rooms": {"Hall": events}}]}
    file = folder / "schedule.json"
    file.write_text(json.dumps({"schedule": {"conference": conference}}), encoding="utf-8")
    return file


def plan(app: App, event: Event, file: Path, wishes: Wishes | None = None) -> AgendaPlan:
    with app.database.read() as tx:
        return import_agenda(tx, event=event, path=file, dry_run=True, wishes=wishes)


@pytest.fixture
def changed(app: App, event: Event, tmp_path: Path) -> Path:
    """A later version of a programme that is in the agenda: one moved, one gone, one new, one unclear."""
    with app.database.write() as tx:
        import_agenda(tx, event=event, path=write(tmp_path, {"title": "One"}, {"title": "Two"}))
    return write(
        tmp_path,
        {"title": "One", "date": "2016-03-17T10:00:00+07:00", "room": "Studio"},
        {},
        {"title": "Three"},
        {"title": "Four", "duration": "soon"},
    )


def rows(table) -> list[list[str]]:
    return [[table.index(r, c).data() for c in range(table.columnCount())] for r in range(table.rowCount())]


def test_dialog_shows_every_session_that_changes_and_every_problem(
    app: App, event: Event, changed: Path, qtbot: QtBot
) -> None:
    dialog = AgendaImportDialog(None, plan(app, event, changed))
    qtbot.addWidget(dialog)
    figures = {name: card.text for name, card in dialog.cards.items()}
    assert figures == {
        "created": "1", "updated": "0", "moved": "1", "withdrawn": "1", "unchanged": "0", "rejected": "1"
    }  # fmt: skip
    assert rows(dialog.sessions) == [
        ["Cancelled", "Two", "State", "Planned", "Cancelled"],
        ["Moved", "One", "Start", "2016-03-17 09:00", "2016-03-17 10:00"],
        ["Moved", "One", "Room", "Hall", "Studio"],
        ["New", "Three", "", "", ""],
    ]
    assert [row[0] for row in rows(dialog.problems)] == [f"event {GUIDS[3]}"]
    assert dialog.words.text().startswith("Nothing is imported yet.")
    assert not dialog.overwrite.isVisibleTo(dialog)


def test_accepting_tells_that_the_import_is_wanted(app: App, event: Event, changed: Path, qtbot: QtBot) -> None:
    dialog = AgendaImportDialog(None, plan(app, event, changed))
    dialog.open()
    with qtbot.waitSignal(dialog.decided) as blocker:
        dialog.accept_button.click()
    assert blocker.args == [Wishes()]


def test_file_with_nothing_new_cannot_be_imported(app: App, event: Event, changed: Path, qtbot: QtBot) -> None:
    with app.database.write() as tx:
        import_agenda(tx, event=event, path=changed)
    dialog = AgendaImportDialog(None, plan(app, event, changed))
    qtbot.addWidget(dialog)
    assert dialog.words.text() == "Everything in this file is in the agenda already: there is nothing to import."
    assert not dialog.accept_button.isEnabled()


def test_other_wishes_show_another_plan(app: App, event: Event, changed: Path, qtbot: QtBot) -> None:
    with app.database.write() as tx:
        [one] = [session for session in read_programme(tx, event).sessions if session.label == "One"]
        edit_session(tx, session=one.id, changes={"starts_at": datetime(2016, 3, 17, 8, tzinfo=UTC)})
    dialog = AgendaImportDialog(
        None, plan(app, event, changed), lambda wishes: dialog.show_plan(plan(app, event, changed, wishes))
    )
    qtbot.addWidget(dialog)
    assert [row[1:3] for row in rows(dialog.sessions)] == [["Two", "State"], ["One", "Room"], ["Three", ""]]
    assert dialog.doubts.rowCount() == 1
    dialog.overwrite.click()
    dialog.keep_missing.click()
    assert [row[1:3] for row in rows(dialog.sessions)] == [["One", "Start"], ["One", "Room"], ["Three", ""]]
    assert dialog.doubts.rowCount() == 0
    assert dialog.wishes == Wishes(overwrite=True, keep_missing=True)
