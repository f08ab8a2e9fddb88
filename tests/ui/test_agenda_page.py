"""The agenda page: dragging with clashes, keys, undo and redo, another desk's changes, slots, lists, releases."""

from datetime import UTC, date, datetime
from pathlib import Path

import keyboard
import pytest
from factories import make_event, make_practice, make_room, make_session, make_slot, make_speaker
from PIL import Image
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from o2o_events.agenda.appearances import add_appearance
from o2o_events.agenda.queries import read_programme
from o2o_events.agenda.sessions import edit_session, remove_session
from o2o_events.agenda.versions import latest_release
from ui.dialogs.agenda_import_dialog import AgendaImportDialog
from ui.dialogs.choice_dialog import ChoiceDialog
from ui.dialogs.part_dialog import PartDialog
from ui.dialogs.release_dialog import ReleaseDialog
from ui.dialogs.rooms_dialog import RoomsDialog
from ui.dialogs.session_dialog import SessionDialog
from ui.dialogs.slot_dialog import SlotDialog
from ui.dialogs.speakers_dialog import SpeakersDialog
from ui.widgets.time_grid_values import Place

LEFT, NONE = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
ALT, SHIFT = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ShiftModifier


def at(clock: str) -> datetime:
    """A moment of the event's day, by the venue's clock."""
    hour, minute = map(int, clock.split(":"))
    return datetime(2016, 3, 17, hour - 7, minute, tzinfo=UTC)


@pytest.fixture
def names(app, event) -> dict[str, str]:
    """A morning in two rooms: ids by title."""
    with app.database.write() as tx:
        hall = make_room(tx, event, "Hall", capacity=200).id
        small = make_room(tx, event, "Room B", capacity=40).id
        opening = make_session(tx, event, "Opening", type="opening", minutes=30, room=hall, at="09:00")
        panel = make_session(tx, event, "Panel", type="panel", minutes=60, room=hall, at="09:30")
        best = make_session(tx, event, "Best practices", type="best_practice", minutes=45, room=small, at="09:30")
        waiting = make_session(tx, event, "Breakout", type="breakout", minutes=45, at=None)
        slots = [make_slot(tx, best, title, 15).id for title in ("Tea", "Bamboo")]
        speaker = make_speaker(tx, event, "Lý Hữu Phước").id
        add_appearance(tx, session=opening.id, speaker=speaker, role="speaker")
    ids = {"Hall": hall, "Room B": small, "Lý Hữu Phước": speaker, "Tea": slots[0], "Bamboo": slots[1]}
    return ids | {session.label: session.id for session in (opening, panel, best, waiting)}


@pytest.fixture
def page(running, names):
    running.window.resize(1366, 768)
    running.window.show_page("agenda")
    page = running.window.workspace.page("agenda")
    running.qtbot.waitUntil(lambda: page.editor.programme is not None and page.grid.block(names["Panel"]) is not None)
    running.settle()
    page.grid.scroll_to_start()
    page.grid.setFocus()
    return page


def stored(running):
    with running.app.database.read() as tx:
        return read_programme(tx, running.event)


def place_in_file(running, name: str) -> tuple[str | None, str | None, int]:
    session = stored(running).sessions_by_id[name]
    clock = f"{running.event.local(session.starts_at):%H:%M}" if session.starts_at else None
    return clock, session.room, session.minutes


def move(widget: QWidget, point: QPoint) -> None:
    where = QPointF(point)
    globally = QPointF(widget.mapToGlobal(point))
    event = QMouseEvent(QEvent.Type.MouseMove, where, globally, Qt.MouseButton.NoButton, LEFT, NONE)
    QApplication.sendEvent(widget, event)


def grab(page, name: str, by: QPoint) -> QPoint:
    """Takes a session with the mouse and holds it elsewhere; answers where the pointer is."""
    view, start = page.grid.viewport(), page.grid.rect_of(page.grid.block(name)).center().toPoint()
    QTest.mousePress(view, LEFT, NONE, start)
    for part in (2, 1):
        move(view, start + QPoint(by.x() // part, by.y() // part))
    return start + by


def let_go(page, point: QPoint) -> None:
    QTest.mouseRelease(page.grid.viewport(), LEFT, NONE, point)


def minutes(page, amount: int) -> int:
    return round(amount * page.grid.geometry_now.per_minute)


def errors(page) -> list[str]:
    return [clash.kind for clash in page.clashes if clash.severity == "error"]


def dialog(running, kind):
    running.qtbot.waitUntil(lambda: isinstance(QApplication.activeModalWidget(), kind))
    return QApplication.activeModalWidget()


def test_clash_is_shown_while_dragging_and_the_move_is_stored_and_taken_back(running, page, names) -> None:
    point = grab(page, names["Opening"], QPoint(0, minutes(page, 30)))
    sentence = "“Opening” and “Panel” are both in Hall, 2016-03-17 09:30–10:00. Move one of them."
    assert page.status.text() == sentence
    assert page.grid.wrong == {names["Opening"]: sentence, names["Panel"]: sentence}
    assert place_in_file(running, names["Opening"])[0] == "09:00"
    let_go(page, point)
    running.settle()
    assert place_in_file(running, names["Opening"]) == ("09:30", names["Hall"], 30)
    assert errors(page) == ["room_twice"]
    page.undo()
    running.settle()
    assert place_in_file(running, names["Opening"]) == ("09:00", names["Hall"], 30)
    assert errors(page) == []
    page.redo()
    running.settle()
    assert place_in_file(running, names["Opening"]) == ("09:30", names["Hall"], 30)


def test_move_is_painted_before_it_is_written(running, page, names) -> None:
    let_go(page, grab(page, names["Opening"], QPoint(0, -minutes(page, 20))))
    assert page.grid.block(names["Opening"]).place.start == 8 * 60 + 40
    running.settle()
    assert place_in_file(running, names["Opening"])[0] == "08:40"


def test_keys_move_stretch_unschedule_and_remove_and_all_is_taken_back(running, page, names) -> None:
    name = names["Panel"]
    page.grid.select([name], name)
    for key, held in (
        (Qt.Key.Key_Down, ALT),
        (Qt.Key.Key_Right, ALT),
        (Qt.Key.Key_Down, SHIFT),
        (Qt.Key.Key_U, NONE),
    ):
        QTest.keyClick(page.grid, key, held)
    running.settle()
    assert place_in_file(running, name) == (None, None, 65)
    assert page.waiting.count() == 2
    for _step in range(4):
        page.undo()
    running.settle()
    assert place_in_file(running, name) == ("09:30", names["Hall"], 60)
    page.grid.select([name], name)
    QTest.keyClick(page.grid, Qt.Key.Key_Delete)
    running.settle()
    assert name not in stored(running).sessions_by_id
    keyboard.press(Qt.Key.Key_Z, modifiers=Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(page.grid, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    running.settle()
    assert place_in_file(running, name) == ("09:30", names["Hall"], 60)


def test_history_has_no_end(running, page, names) -> None:
    page.grid.select([names["Opening"]], names["Opening"])
    for _step in range(60):
        QTest.keyClick(page.grid, Qt.Key.Key_Down, ALT)
    running.settle()
    assert place_in_file(running, names["Opening"])[0] == "14:00"
    for _step in range(60):
        page.undo()
    running.settle()
    assert place_in_file(running, names["Opening"])[0] == "09:00"
    assert not page.bar.undo.isEnabled()


def test_from_the_list_into_the_grid_and_back(running, page, names) -> None:
    name = names["Breakout"]
    waiting, grid = page.waiting, page.grid
    row = waiting.visualItemRect(waiting.item(0)).center()
    QTest.mousePress(waiting.viewport(), LEFT, NONE, row)
    geometry = grid.geometry_now
    target = grid.viewport().mapToGlobal(QPoint(round(geometry.x(2)) + 30, round(geometry.y(665))))
    move(waiting.viewport(), waiting.viewport().mapFromGlobal(target))
    QTest.mouseRelease(waiting.viewport(), LEFT, NONE, waiting.viewport().mapFromGlobal(target))
    running.settle()
    assert place_in_file(running, name) == ("11:00", names["Room B"], 45)
    assert waiting.count() == 0
    inside = grid.viewport().mapFromGlobal(waiting.mapToGlobal(QPoint(40, 60)))
    start = grid.rect_of(grid.block(name)).center().toPoint()
    let_go(page, grab(page, name, inside - start))
    running.settle()
    assert place_in_file(running, name) == (None, None, 45)
    assert waiting.count() == 1


def test_list_gives_the_first_free_time_by_key(running, page, names) -> None:
    page.waiting.setCurrentRow(0)
    QTest.keyClick(page.waiting, Qt.Key.Key_S)
    running.settle()
    assert place_in_file(running, names["Breakout"]) == ("10:30", names["Hall"], 45)


def test_what_another_desk_changed_meanwhile_is_not_overwritten(running, page, names) -> None:
    """The other desk's change is in the file, and this page does not know of it yet."""
    with running.app.database.write() as tx:
        edit_session(tx, session=names["Opening"], changes={"starts_at": at("08:00")})
    told = []
    running.desk.jobs.failed.connect(lambda error: told.append(str(error)))
    page.deeds.place({names["Opening"]: Place(0, names["Hall"], 13 * 60, 30)})
    running.settle()
    running.settle()
    assert place_in_file(running, names["Opening"])[0] == "08:00"
    assert page.grid.block(names["Opening"]).place.start == 8 * 60
    assert told == [
        "“Opening” was changed at another desk meanwhile, so nothing was changed here. "
        "Look at it as it is now, and do it again if it is still wanted."
    ]
    assert not page.bar.undo.isEnabled()


def test_what_another_desk_removed_meanwhile_cannot_be_moved_back(running, page, names) -> None:
    let_go(page, grab(page, names["Opening"], QPoint(0, minutes(page, 5))))
    running.settle()
    with running.app.database.write() as tx:
        remove_session(tx, session=names["Opening"])
    told = []
    running.desk.jobs.failed.connect(lambda error: told.append(str(error)))
    page.undo()
    running.settle()
    running.settle()
    assert told == ["This was taken out of the agenda at another desk meanwhile. Nothing was changed."]
    assert page.grid.block(names["Opening"]) is None
    assert not page.bar.redo.isEnabled()


def test_other_field_of_another_desk_does_not_stand_in_the_way(running, page, names) -> None:
    with running.app.database.write() as tx:
        edit_session(tx, session=names["Opening"], changes={"track": "Plenary"})
    page.deeds.place({names["Opening"]: Place(0, names["Hall"], 8 * 60, 30)})
    running.settle()
    session = stored(running).sessions_by_id[names["Opening"]]
    assert (session.track, running.event.local(session.starts_at).hour) == ("Plenary", 8)


def test_another_programs_change_is_shown_and_selection_and_place_stay(running, page, names) -> None:
    page.grid.select([names["Panel"]], names["Panel"])
    page.grid.verticalScrollBar().setValue(700)
    with running.app.database.write() as tx:
        edit_session(tx, session=names["Opening"], changes={"title": {"en": "Welcome"}})
    running.qtbot.waitUntil(lambda: page.grid.block(names["Opening"]).title == "Welcome")
    assert (page.grid.selected, page.grid.verticalScrollBar().value()) == ([names["Panel"]], 700)
    assert page.inspector.session.id == names["Panel"]


def test_slots_are_put_in_order_resized_and_moved_to_another_session_by_dragging(running, page, names) -> None:
    best = names["Best practices"]
    page.show_sessions([best], best)
    running.settle()
    strip = page.inspector.slots.strip
    page.inspector.ensureWidgetVisible(strip)
    first, second = (strip.rect_of(n).center().toPoint() for n in (0, 1))
    QTest.mousePress(strip, LEFT, NONE, first)
    move(strip, second)
    QTest.mouseRelease(strip, LEFT, NONE, second)
    running.settle()
    assert [slot.label for slot in stored(running).sessions_by_id[best].slots] == ["Bamboo", "Tea"]
    edge = QPoint(60, round(strip.rect_of(1).bottom()) - 2)
    QTest.mousePress(strip, LEFT, NONE, edge)
    move(strip, edge + QPoint(0, 40))
    QTest.mouseRelease(strip, LEFT, NONE, edge + QPoint(0, 40))
    running.settle()
    assert [slot.minutes for slot in stored(running).sessions_by_id[best].slots] == [15, 40]
    assert page.inspector.slots.sum.text() == "Slots: 55 of 45 minutes  ·  10 minutes over"
    assert errors(page) == ["slots_too_long"]
    panel = page.grid.viewport().mapToGlobal(page.grid.rect_of(page.grid.block(names["Panel"])).center().toPoint())
    start = strip.rect_of(1).center().toPoint()
    QTest.mousePress(strip, LEFT, NONE, start)
    move(strip, strip.mapFromGlobal(panel))
    QTest.mouseRelease(strip, LEFT, NONE, strip.mapFromGlobal(panel))
    running.settle()
    programme = stored(running)
    assert [[s.label for s in programme.sessions_by_id[names[n]].slots] for n in ("Best practices", "Panel")] == [
        ["Bamboo"],
        ["Tea"],
    ]
    for _step in range(3):
        page.undo()
    running.settle()
    assert [(s.label, s.minutes) for s in stored(running).sessions_by_id[best].slots] == [("Tea", 15), ("Bamboo", 15)]


def test_slots_by_keyboard(running, page, names) -> None:
    best = names["Best practices"]
    page.show_sessions([best], best)
    running.settle()
    strip = page.inspector.slots.strip
    QTest.keyClick(strip, Qt.Key.Key_Down, ALT)
    running.settle()
    QTest.keyClick(strip, Qt.Key.Key_Down, SHIFT)
    running.settle()
    assert [(s.label, s.minutes) for s in stored(running).sessions_by_id[best].slots] == [("Bamboo", 15), ("Tea", 20)]
    QTest.keyClick(strip, Qt.Key.Key_Delete)
    running.settle()
    assert [s.label for s in stored(running).sessions_by_id[best].slots] == ["Bamboo"]


def test_slot_goes_to_another_session_by_keyboard_and_comes_back(running, page, names) -> None:
    best, panel = names["Best practices"], names["Panel"]
    page.show_sessions([best], best)
    running.settle()
    QTest.keyClick(page.inspector.slots.strip, Qt.Key.Key_M)
    asked = dialog(running, ChoiceDialog)
    [box] = asked.boxes
    assert [box.itemText(row) for row in range(box.count())] == [
        "Thu 17 Mar 09:00  ·  Opening",
        "Thu 17 Mar 09:30  ·  Panel",
        "Breakout",
    ]
    box.setCurrentIndex(box.findData(panel))
    asked.answer()
    running.settle()
    programme = stored(running).sessions_by_id
    assert [[s.label for s in programme[name].slots] for name in (best, panel)] == [["Bamboo"], ["Tea"]]
    page.undo()
    running.settle()
    programme = stored(running).sessions_by_id
    assert [[s.label for s in programme[name].slots] for name in (best, panel)] == [["Tea", "Bamboo"], []]


def test_day_is_named_as_the_language_writes_it(running, page) -> None:
    assert page.bar.days.tabText(0) == "Thu 17 Mar (day 1)"
    running.desk.speak("zh-Hant")
    running.qtbot.waitUntil(lambda: page.bar.days.tabText(0).startswith("3月17日"))


def test_long_sentence_of_a_clash_is_cut_and_told_whole_by_the_tool_tip(running, page, names) -> None:
    with running.app.database.write() as tx:
        edit_session(tx, session=names["Panel"], changes={"title": {"en": "Panel " * 40}})
    page.deeds.place({names["Opening"]: Place(0, names["Hall"], 9 * 60 + 45, 30)})
    running.settle()
    page.show_sessions([names["Opening"]], names["Opening"])
    problem = page.inspector.problem
    assert (len(problem.text()), problem.text()[-1]) == (151, "…")
    assert len(problem.toolTip()) > 260


def test_clash_in_the_list_leads_to_its_sessions(running, page, names) -> None:
    page.deeds.place({names["Opening"]: Place(0, names["Hall"], 9 * 60 + 45, 30)})
    running.settle()
    page.grid.select([])
    page.wrong.setCurrentRow(0)
    page.wrong.itemClicked.emit(page.wrong.item(0))
    assert set(page.grid.selected) == {names["Opening"], names["Panel"]}
    assert page.status.text() == page.clashes[0].message


def test_new_session_is_added_where_it_was_wanted_and_chosen(running, page, names) -> None:
    QTest.keyClick(page.grid, Qt.Key.Key_End)
    page.grid.select([names["Panel"]], names["Panel"])
    QTest.keyClick(page.grid, Qt.Key.Key_N)
    new = dialog(running, SessionDialog)
    new.answer()
    assert new.problem.text() == "A session needs a title. Type one, in any language."
    new.title.show_text({"en": "Policy dialogue", "vi": "Đối thoại chính sách"}, "vi")
    new.type.setCurrentIndex(new.type.findData("policy_dialogue"))
    new.answer()
    running.settle()
    running.settle()
    made = next(s for s in stored(running).sessions if s.type == "policy_dialogue")
    assert made.title == {"en": "Policy dialogue", "vi": "Đối thoại chính sách"}
    assert place_in_file(running, made.id) == ("10:30", names["Hall"], 30)
    assert page.grid.selected == [made.id]
    page.undo()
    running.settle()
    assert made.id not in stored(running).sessions_by_id
    page.redo()
    running.settle()
    assert place_in_file(running, made.id) == ("10:30", names["Hall"], 30)


def test_inspector_changes_title_room_time_and_length(running, page, names) -> None:
    name = names["Panel"]
    page.show_sessions([name], name)
    inspector = page.inspector
    inspector.title.field.setText("Panel: what small firms need")
    inspector.title.edited.emit()
    inspector.room.setCurrentIndex(inspector.room.findData(names["Room B"]))
    inspector.room.activated.emit(inspector.room.currentIndex())
    inspector.minutes.setValue(50)
    inspector.minutes.editingFinished.emit()
    running.settle()
    assert stored(running).sessions_by_id[name].label == "Panel: what small firms need"
    assert place_in_file(running, name) == ("09:30", names["Room B"], 50)
    inspector.title.show_text({}, "en")
    inspector.title.edited.emit()
    assert inspector.title.text == {"en": "Panel: what small firms need"}


def test_speaker_is_added_by_name_and_takes_a_part(running, page, names) -> None:
    page.show_sessions([names["Panel"]], names["Panel"])
    page.inspector.people.add.click()
    ask = dialog(running, PartDialog)
    ask.speaker.setEditText("Trần Thị Thuý")
    ask.role.setCurrentIndex(ask.role.findData("moderator"))
    ask.answer()
    running.settle()
    programme = stored(running)
    [part] = programme.sessions_by_id[names["Panel"]].appearances
    assert (programme.speakers_by_id[part.speaker].name, part.role) == ("Trần Thị Thuý", "moderator")
    page.undo()
    running.settle()
    assert stored(running).sessions_by_id[names["Panel"]].appearances == ()
    assert [speaker.name for speaker in stored(running).speakers] == ["Lý Hữu Phước"]


def test_speaker_in_two_places_is_told_while_dragging(running, page, names) -> None:
    with running.app.database.write() as tx:
        add_appearance(tx, session=names["Best practices"], speaker=names["Lý Hữu Phước"], role="moderator")
    running.qtbot.waitUntil(lambda: bool(page.deeds.programme.sessions_by_id[names["Best practices"]].appearances))
    grab(page, names["Best practices"], QPoint(0, -minutes(page, 15)))
    assert page.status.text().startswith("Lý Hữu Phước is in “")
    QTest.keyClick(page.grid, Qt.Key.Key_Escape)


def test_slot_for_a_practice_takes_its_title_and_its_presenter(running, page, names) -> None:
    with running.app.database.write() as tx:
        practice = make_practice(tx, title={"en": "Rice by bicycle"}).id
    best = names["Best practices"]
    page.show_sessions([best], best)
    page.inspector.slots.add.click()
    ask = dialog(running, SlotDialog)
    ask.practice.setCurrentIndex(ask.practice.findData(practice))
    ask.practice.activated.emit(ask.practice.currentIndex())
    assert ask.title.text == {"en": "Rice by bicycle"}
    ask.presenter.setCurrentIndex(ask.presenter.findData(names["Lý Hữu Phước"]))
    ask.answer()
    running.settle()
    session = stored(running).sessions_by_id[best]
    assert [(s.label, s.minutes, s.practice) for s in session.slots][-1] == ("Rice by bicycle", 15, practice)
    assert [(p.slot, p.role, p.speaker) for p in session.appearances] == [
        (session.slots[-1].id, "presenter", names["Lý Hữu Phước"])
    ]


def test_rooms_are_added_named_and_put_in_order(running, page) -> None:
    page.opening.parts.ask_rooms()
    rooms = dialog(running, RoomsDialog)
    rooms.name.show_text({"en": "Garden", "es": "Jardín"}, "en")
    rooms.seats.setValue(30)
    rooms.keep()
    running.settle()
    rooms.list.setCurrentRow(2)
    rooms.up.click()
    running.settle()
    assert [room.label for room in stored(running).rooms] == ["Hall", "Garden", "Room B"]
    rooms.name.show_text({"en": "Hall"}, "en")
    rooms.keep()
    running.settle()
    assert rooms.problem.isVisible()
    rooms.reject()
    assert [column.title for column in page.grid.columns] == ["All rooms", "Hall", "Garden", "Room B"]


def test_speakers_are_edited_and_their_photograph_is_kept_small(running, page, tmp_path: Path) -> None:
    page.opening.parts.ask_speakers()
    speakers = dialog(running, SpeakersDialog)
    Image.new("RGB", (2000, 1500), "#0B5F8F").save(tmp_path / "photo.jpg")
    speakers.fields.take_photo(tmp_path / "photo.jpg")
    speakers.fields.texts["organisation"].setText("Sen Xanh (illustrative)")
    speakers.fields.times.add.click()
    speakers.keep()
    running.settle()
    [speaker] = stored(running).speakers
    assert speaker.organisation == "Sen Xanh (illustrative)"
    assert 0 < len(speaker.photo) <= 120_000
    assert speaker.available == ((at("09:00"), at("18:00")),)
    (tmp_path / "no.jpg").write_bytes(b"no image")
    speakers.fields.take_photo(tmp_path / "no.jpg")
    assert speakers.problem.text().startswith("This file is no image")
    speakers.reject()
    page.undo()
    running.settle()
    [speaker] = stored(running).speakers
    assert (speaker.organisation, speaker.photo, speaker.available) == ("", "", None)


def test_release_shows_what_changed_and_the_button_says_how_it_stands(running, page, names) -> None:
    running.qtbot.waitUntil(lambda: page.bar.release.text() == "Draft: release…")
    page.opening.release()
    dialog(running, ReleaseDialog).answer()
    running.qtbot.waitUntil(lambda: page.bar.release.text() == "Released")
    page.deeds.place({names["Opening"]: Place(0, names["Hall"], 8 * 60 + 45, 30)})
    running.qtbot.waitUntil(lambda: page.bar.release.text() == "1 change…")
    assert page.bar.release.toolTip().splitlines()[0] == "1 change since release 1"
    page.opening.release()
    ask = dialog(running, ReleaseDialog)
    assert [ask.changes.item(n).text() for n in range(ask.changes.count())] == [
        "“Opening” moved from 09:00 to 08:45 on 2016-03-17."
    ]
    ask.note.setText("earlier")
    ask.answer()
    running.qtbot.waitUntil(lambda: page.bar.release.text() == "Released")
    with running.app.database.read() as tx:
        release = latest_release(tx, running.event)
    assert (release.number, release.note) == (2, "earlier")


def test_cancelled_session_stays_marked_and_may_take_place_after_all(running, page, names) -> None:
    page.show_sessions([names["Panel"]], names["Panel"])
    page.inspector.cancel.click()
    running.settle()
    assert stored(running).sessions_by_id[names["Panel"]].is_cancelled
    assert "struck" in page.grid.block(names["Panel"]).marks
    page.undo()
    running.settle()
    assert not stored(running).sessions_by_id[names["Panel"]].is_cancelled


def test_empty_agenda_tells_how_to_begin_and_a_template_begins_it(running) -> None:
    running.window.show_page("agenda")
    page = running.window.workspace.page("agenda")
    running.settle()
    assert page.empty.isVisible()
    page.empty.buttons["template"].click()
    ask = dialog(running, ChoiceDialog)
    ask.boxes[0].setCurrentIndex(ask.boxes[0].findData("workshop"))
    ask.answer()
    running.settle()
    assert page.grid.isVisible()
    assert len(stored(running).sessions) == 14
    page.undo()
    running.settle()
    assert (stored(running).sessions, stored(running).rooms) == ((), ())
    assert page.empty.isVisible()


def test_day_is_copied_to_another_and_taken_back_as_one(running, page) -> None:
    with running.app.database.write() as tx:
        event = make_event(tx, "TWO", [date(2016, 7, 14), date(2016, 7, 15)])
        make_session(tx, event, "Keynote", minutes=30)
    project = running.window.project
    running.qtbot.waitUntil(lambda: len(project.surroundings.events) == 2)
    project.choose_event(event)
    running.qtbot.waitUntil(lambda: page.editor.programme is not None and page.editor.programme.event == event.id)
    page.opening._copy_day(date(2016, 7, 14), date(2016, 7, 15))
    running.settle()
    running.settle()
    assert page.grid.day == 1
    assert sorted(s.starts_at.day for s in page.editor.programme.sessions) == [14, 15]
    page.undo()
    running.settle()
    assert len(page.editor.programme.sessions) == 1


def test_history_of_each_event_is_its_own(running, page, names) -> None:
    page.deeds.place({names["Opening"]: Place(0, names["Hall"], 8 * 60, 30)})
    running.settle()
    with running.app.database.write() as tx:
        other = make_event(tx, "PE")
    project, first = running.window.project, running.window.project.current_event
    running.qtbot.waitUntil(lambda: len(project.surroundings.events) == 2)
    project.choose_event(other)
    running.settle()
    assert not page.bar.undo.isEnabled()
    project.choose_event(first)
    running.settle()
    assert page.bar.undo.isEnabled()
    page.undo()
    running.settle()
    assert place_in_file(running, names["Opening"])[0] == "09:00"


def test_agenda_is_exported_and_imports_without_a_change(running, page, tmp_path: Path) -> None:
    said = []
    page.said.connect(said.append)
    for name in ("a.xlsx", "a.ics", "a.xml", "a.json"):
        page.opening.files.export(tmp_path / name)
    page.opening.files.print_to(tmp_path / "a.pdf", "whole:", ["en"], False)
    running.qtbot.waitUntil(lambda: len(said) == 5, timeout=20_000)
    assert [(tmp_path / name).stat().st_size > 200 for name in ("a.xlsx", "a.ics", "a.xml", "a.json", "a.pdf")] == [
        True
    ] * 5
    page.opening.files.import_file(tmp_path / "a.xlsx")
    ask = dialog(running, AgendaImportDialog)
    assert not ask.accept_button.isEnabled()
    ask.reject()
    running.window.take_file(tmp_path / "a.ics")
    dialog(running, AgendaImportDialog).reject()


def test_page_in_every_language_keeps_what_is_chosen(running, page, names) -> None:
    page.show_sessions([names["Panel"]], names["Panel"])
    for language in ("zh-Hant", "es", "vi", "en"):
        running.desk.speak(language)
        running.settle()
        assert page.inspector.session.id == names["Panel"]
        assert page.inspector.title.text == {"en": "Panel"}
    running.desk.speak("en")
