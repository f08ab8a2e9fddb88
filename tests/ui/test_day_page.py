"""The day page: one key a step, taking back, the rest of the day moved, who is awaited."""

import json
from datetime import date

import keyboard
import pytest
from factories import make_event
from programme_day import make_programme_day
from PySide6.QtCore import Qt, QTime
from PySide6.QtWidgets import QApplication

from o2o_events.agenda.actual import UNTOUCHED
from o2o_events.agenda.queries import read_programme
from o2o_events.agenda.running import read_runs, start
from o2o_events.checkin.checkpoints import get_checkpoint, list_checkpoints
from o2o_events.checkin.scanning import record_scan
from o2o_events.checkin.session_doors import add_session_door
from ui.dialogs.doors_dialog import DoorsDialog
from ui.dialogs.late_dialog import LateDialog
from ui.dialogs.session_attendance_dialog import SessionAttendanceDialog
from ui.tables.day_table import DayTable

MAI, LIN = "Nguyễn Thị Mai", "Wei-ting Lin"


@pytest.fixture
def day(app, event, people):
    assert people
    with app.database.write() as tx:
        return make_programme_day(tx, event)


@pytest.fixture
def page(day, running, clock):
    """The day page at 09:00, with the keyboard on the list."""
    clock.now = day.practices.starts_at
    running.window.show_page("day")
    shown = running.window.workspace.page("day")
    running.qtbot.waitUntil(lambda: len(shown.model.rows) == 5 and shown.table.hasFocus())
    return shown


def told(page, running, act) -> str:
    """What is said of an action, once the page shows it."""
    with running.qtbot.waitSignal(page.said) as said:
        act()
    running.settle()
    running.qtbot.waitUntil(lambda: running.desk.jobs.is_idle)
    return said.args[0]


def press(key, page, running):
    """A key as the window system hands it on, so that shortcuts see it first."""
    return lambda: running.qtbot.keyClick(page.table, key)


def states(page) -> list[str]:
    return [row.state for row in page.model.rows]


def runs(app, event):
    with app.database.read() as tx:
        return read_runs(tx, event)


def test_list_shows_the_day_with_its_slots(page) -> None:
    assert [(row.planned, row.title, row.slot is not None) for row in page.model.rows] == [
        ("09:00–10:00", "Practices", False),
        ("09:00–09:20", f"Practice of {MAI}", True),
        ("09:20–09:40", f"Practice of {LIN}", True),
        ("10:00–10:30", "Coffee", False),
        ("10:30–11:30", "Panel", False),
    ]
    assert states(page) == ["on", "coming", "coming", "coming", "coming"]
    assert page.current.title == "Practices"


def test_space_starts_goes_on_and_ends(page, running, app, event, day, clock) -> None:
    for words, shown in (
        ("started: Practices", ["running", "running", "coming"]),
        ("ended: Practice of Nguyễn Thị Mai", ["running", "over", "running"]),
        ("ended: Practice of Wei-ting Lin", ["running", "over", "over"]),
        ("ended: Practices", ["over", "over", "over"]),
    ):
        assert words in told(page, running, press(Qt.Key.Key_Space, page, running))
        running.qtbot.waitUntil(lambda shown=shown: states(page)[:3] == shown)
        clock.advance(minutes=15)
    assert page.current.title == "Coffee"
    assert runs(app, event)[day.practices.id].is_over


def test_lateness_is_told_beside_the_session(page, running, clock) -> None:
    clock.advance(minutes=12)
    told(page, running, page.advance)
    running.qtbot.waitUntil(lambda: states(page)[0] == "running")
    assert (page.model.rows[0].late, page.model.rows[0].real) == ("12 minutes late", "09:12–…")
    hall = page.side.rooms.item(1)
    assert hall.text() == "Hall"


def test_undo_takes_back_what_was_done_here(page, running, app, event) -> None:
    told(page, running, page.advance)
    running.qtbot.waitUntil(lambda: states(page)[0] == "running")
    assert told(page, running, page.take_back).startswith("Taken back: ")
    running.qtbot.waitUntil(lambda: states(page)[0] == "on")
    assert runs(app, event) == {}
    with running.qtbot.waitSignal(running.desk.jobs.failed) as failed:
        page.take_back()
    assert "nothing to take back" in str(failed.args[0])


def test_missing_presenter_is_marked_and_comes_back(page, running, app, event, day) -> None:
    page.table.selectRow(1)
    told(page, running, press(Qt.Key.Key_M, page, running))
    running.qtbot.waitUntil(lambda: states(page)[1] == "missing")
    assert page.missing.text() == "Presenter is here (M)"
    told(page, running, page.turn_missing)
    running.qtbot.waitUntil(lambda: states(page)[1] == "coming")
    assert runs(app, event).get(day.practices.slots[0].id, UNTOUCHED).missing == frozenset()


def test_two_slots_are_swapped_and_swapped_back(page, running) -> None:
    page.table.selectRow(1)
    page.table.selectionModel().select(
        page.model.index(2, 0),
        page.table.selectionModel().SelectionFlag.Select | page.table.selectionModel().SelectionFlag.Rows,
    )
    assert page.swap.isEnabled()
    told(page, running, page.swap_chosen)
    running.qtbot.waitUntil(lambda: page.model.rows[1].title == f"Practice of {LIN}")
    told(page, running, page.take_back)
    running.qtbot.waitUntil(lambda: page.model.rows[1].title == f"Practice of {MAI}")


def test_one_slot_alone_is_not_swapped(page, running) -> None:
    page.table.selectRow(1)
    assert not page.swap.isEnabled()
    with running.qtbot.waitSignal(page.noted) as noted:
        page.swap_chosen()
    assert noted.args == ["Choose two slots: click one, then the other with Ctrl held."]


def asked(running, kind):
    running.qtbot.waitUntil(lambda: isinstance(QApplication.activeModalWidget(), kind))
    return QApplication.activeModalWidget()


def late_dialog(page, running) -> LateDialog:
    page.ask_late()
    return asked(running, LateDialog)


def starts(app, event) -> list[str]:
    with app.database.read() as tx:
        return [f"{event.local(s.starts_at):%H:%M}" for s in read_programme(tx, event).sessions]


def test_delay_is_previewed_carried_out_and_taken_back(page, running, app, event) -> None:
    told(page, running, page.advance)
    running.qtbot.waitUntil(lambda: states(page)[0] == "running")
    dialog = late_dialog(page, running)
    dialog.minutes.setValue(20)
    shown = [dialog.table.item(row, 1).text() for row in range(2)]
    assert shown == ["10:20–10:50", "10:50–11:50  ⚠"]
    assert "After the day’s end (11:30): Panel." in dialog.outcome.text()
    assert starts(app, event) == ["09:00", "10:00", "10:30"]
    assert "20 minutes" in told(page, running, dialog.accept_button.click)
    assert starts(app, event) == ["09:00", "10:20", "10:50"]
    running.qtbot.waitUntil(lambda: page.model.rows[-1].planned == "10:50–11:50")
    told(page, running, page.take_back)
    assert starts(app, event) == ["09:00", "10:00", "10:30"]


def test_session_either_stays_or_is_left_out(page, running) -> None:
    dialog = late_dialog(page, running)
    stays, out = (dialog.table.item(1, column) for column in (3, 4))
    stays.setCheckState(Qt.CheckState.Checked)
    out.setCheckState(Qt.CheckState.Checked)
    assert stays.checkState() == Qt.CheckState.Unchecked
    assert [session.label for session in dialog.shifted.left_out] == ["Coffee"]
    dialog.reject()


def test_day_that_must_end_earlier_shows_what_falls_out(page, running) -> None:
    dialog = late_dialog(page, running)
    assert dialog.end.time() == QTime(11, 30)
    dialog.minutes.setValue(5)
    dialog.end.setTime(QTime(10, 30))
    assert [session.label for session in dialog.shifted.falls_out] == ["Coffee", "Panel"]
    assert "After the day’s end (10:30): Coffee; Panel." in dialog.outcome.text()
    dialog.end.setTime(QTime(12, 0))
    assert dialog.shifted.falls_out == ()
    dialog.reject()


def test_preview_without_minutes_moves_nothing(page, running) -> None:
    dialog = late_dialog(page, running)
    dialog.minutes.setValue(0)
    assert not dialog.accept_button.isEnabled()
    dialog.answer()
    assert "Nothing would move" in dialog.problem.text()
    dialog.reject()


def doors(app, event) -> list[tuple[str, str, int | None]]:
    with app.database.read() as tx:
        return [(c.session, c.policy, c.capacity) for c in list_checkpoints(tx, event) if c.session]


def test_sessions_of_the_day_get_their_checkpoints_once(page, running, app, event, day) -> None:
    running.qtbot.mouseClick(page.doors, Qt.MouseButton.LeftButton)
    dialog = asked(running, DoorsDialog)
    dialog.policy.setCurrentIndex(dialog.policy.findData("once"))
    assert told(page, running, dialog.accept_button.click) == "2 checkpoints made."
    made = [(day.practices.id, "once", 2), (day.panel.id, "once", 50)]
    assert doors(app, event) == made
    page.records.ask_doors(event, event.days[0])
    again = told(page, running, asked(running, DoorsDialog).accept_button.click)
    assert again == "0 checkpoints made. 2 sessions had one already."
    assert doors(app, event) == made


def test_checkpoints_of_a_day_without_sessions_are_refused_in_words(page, running, event) -> None:
    page.records.ask_doors(event, date(2016, 3, 1))
    dialog = asked(running, DoorsDialog)
    dialog.answer()
    running.qtbot.waitUntil(dialog.problem.isVisible)
    assert dialog.problem.text().startswith("There is no session to make a checkpoint for.")
    assert dialog.accept_button.isEnabled()
    dialog.reject()


def test_session_attendance_counts_who_came_and_says_where_nobody_counted(
    page, running, app, event, day, clock
) -> None:
    clock.advance(minutes=14, seconds=30)
    with app.database.write() as tx:
        door = add_session_door(tx, event=event, session=day.practices)
        record_scan(tx, checkpoint=door, text=running.token(MAI))
    running.qtbot.mouseClick(page.attendance, Qt.MouseButton.LeftButton)
    dialog = asked(running, SessionAttendanceDialog)

    def shown() -> list[list[str]]:
        columns = range(dialog.model.columnCount())
        return [[dialog.model.index(row, c).data() for c in columns] for row in range(dialog.model.rowCount())]

    counted = ["09:00", "Practices  ·  Hall", "2", "80", "1", "1", "45 minutes"]
    uncounted = ["10:30", "Panel  ·  Studio", "50", "–", "not counted", "–", "–"]
    running.qtbot.waitUntil(lambda: shown() == [counted, uncounted])
    assert dialog.sum.text() == "1 session has no checkpoint, so nobody was counted there."
    with app.database.write() as tx:
        record_scan(tx, checkpoint=door, text=running.token(LIN))
    running.qtbot.waitUntil(lambda: shown()[0][4:6] == ["2", "2"], timeout=5000)
    dialog.accept_button.click()


def test_record_of_the_day_is_saved_beside_what_was_planned(page, running, event, tmp_path, clock) -> None:
    clock.advance(minutes=7)
    told(page, running, page.advance)
    file = tmp_path / "day.json"
    assert told(page, running, lambda: page.records.save_record(event, file)) == (
        f"Saved how the days went: 5 sessions and slots. {file}"
    )
    rows = {row["title"]: row for row in json.loads(file.read_text(encoding="utf-8"))}
    assert (rows["Practices"]["minutes_late"], rows["Panel"]["started_at"]) == (7, None)


def test_presenters_who_are_not_here_are_listed_until_they_come(page, running, app, event) -> None:
    side = page.side.presenters
    assert [side.item(row).text() for row in range(side.count())] == [MAI, LIN, "Somebody Unknown"]
    with app.database.write() as tx:
        record_scan(tx, checkpoint=get_checkpoint(tx, event), text=running.token(MAI))
    running.qtbot.waitUntil(lambda: side.count() == 2)
    assert [side.item(row).text() for row in range(2)] == [LIN, "Somebody Unknown"]


def test_desk_is_told_who_is_awaited_and_led_to_the_day(page, running) -> None:
    running.window.show_page("checkin")
    note = running.checkin.column.note
    running.qtbot.waitUntil(note.isVisible)
    assert note.text() == "3 of today’s presenters are not here yet."
    assert f"{MAI}  ·  09:00  ·  Hall  ·  Presenter" in note.toolTip()
    running.qtbot.mouseClick(note, Qt.MouseButton.LeftButton)
    running.qtbot.waitUntil(page.isVisible)


def test_scan_on_the_day_page_goes_to_the_desk_and_starts_nothing(page, running, app, event) -> None:
    assert page.table.hasFocus()
    assert running.answers(lambda: keyboard.scan(running.token(MAI))) == "admitted"
    assert runs(app, event) == {}


def test_another_desk_s_mark_is_shown_by_itself(page, running, app, event, day) -> None:
    with app.database.write() as tx:
        start(tx, event=event, subject=day.panel.id)
    running.qtbot.waitUntil(lambda: states(page)[-1] == "running", timeout=5000)


def test_event_without_a_programme_says_where_to_plan_it(page, running, app) -> None:
    with app.database.write() as tx:
        other = make_event(tx, "PE", [date(2016, 9, 1)])
    running.qtbot.waitUntil(lambda: len(running.window.project.surroundings.events) == 2)
    running.window.project.choose_event(other)
    running.qtbot.waitUntil(page.empty.isVisible)
    assert "Plan it on the Agenda page" in page.empty.text()
    assert not page.table.isVisible()


def test_day_after_the_event_shows_its_last_day(page, running, event, clock) -> None:
    clock.now = event.parse_moment("2016-03-20T09:00")
    page._day = None
    page.reload()
    running.settle()
    assert page._day == event.days[-1]
    assert states(page) == ["past", "coming", "coming", "past", "past"]


def test_table_is_a_sound_model(qtmodeltester, page) -> None:
    model = DayTable()
    model.show(page.model.rows)
    qtmodeltester.check(model)
