"""The bar at the top: choosing where one is, and adding events and checkpoints to the open project."""

from datetime import UTC, date, datetime, timedelta

from factories import make_event
from programme_day import make_programme_day
from PySide6.QtCore import QDate, Qt

from o2o_events.checkin.checkpoints import MINUTES_BEFORE, list_checkpoints
from ui.dialogs.checkpoint_dialog import CheckpointDialog
from ui.dialogs.event_dialog import EventDialog, EventEditDialog


def test_event_is_added_to_the_open_project_and_chosen(running) -> None:
    place, project = running.window.workspace.place, running.window.project
    place.add_event.trigger()
    dialog = running.window.findChild(EventDialog)
    dialog.answer()
    assert dialog.problem.text() == "Give the event a short code, such as VN."
    form = dialog.event_form
    form.code.setText("vn")
    dialog.answer()
    running.qtbot.waitUntil(lambda: "already" in dialog.problem.text())
    assert dialog.problem.text() == "There is an event “vn” already. Choose another code."
    assert dialog.accept_button.isEnabled()
    form.code.setText("PE")
    form.name.setText("Workshop II")
    form.economy.setCurrentIndex(form.economy.findData("PE"))
    form.first_day.setDate(QDate(2016, 5, 12))
    form.days.setValue(2)
    dialog.answer()
    running.qtbot.waitUntil(lambda: project.current_checkpoint is not None and project.current_event.code == "PE")
    running.settle()
    event = project.current_event
    assert (event.label, event.timezone, [day.isoformat() for day in event.days]) == (
        "Workshop II",
        "America/Lima",
        ["2016-05-12", "2016-05-13"],
    )
    assert place.event_box.currentText() == "PE  ·  Workshop II"
    assert project.current_checkpoint.name == "Entrance"


def test_checkpoint_is_added_with_its_rules_and_chosen(running) -> None:
    place, project = running.window.workspace.place, running.window.project
    place.add_checkpoint.trigger()
    dialog = running.window.findChild(CheckpointDialog)
    dialog.answer()
    running.qtbot.waitUntil(lambda: bool(dialog.problem.text()))
    assert dialog.problem.text() == "A checkpoint needs a name. Type one, such as “Main door”."
    dialog.name.setText("VIP lounge")
    dialog.policy.setCurrentIndex(dialog.policy.findData("in-out"))
    dialog.opens.setText("soon")
    dialog.answer()
    assert dialog.problem.text().startswith("“soon” is not a moment.")
    dialog.opens.setText("2016-03-17 08:00")
    dialog.capacity.setValue(40)
    dialog.reentry.setChecked(False)
    speaker = next(
        item
        for row in range(dialog.categories.count())
        if (item := dialog.categories.item(row)).data(Qt.ItemDataRole.UserRole) == "speaker"
    )
    speaker.setCheckState(Qt.CheckState.Checked)
    dialog.answer()
    running.qtbot.waitUntil(lambda: place.checkpoint_box.currentText() == "VIP lounge")
    running.settle()
    with running.app.database.read() as tx:
        [made] = [c for c in list_checkpoints(tx, running.event) if c.name == "VIP lounge"]
    assert project.current_checkpoint == made
    assert (made.policy, made.categories, made.capacity, made.allows_reentry) == ("in-out", ("speaker",), 40, False)
    assert (made.opens_at, made.closes_at) == (datetime(2016, 3, 17, 1, 0, tzinfo=UTC), None)
    assert (made.max_entries, made.minutes_between) == (None, None)
    assert running.answers(lambda: running.window.scan(running.token("Nguyễn Thị Mai"))) == "wrong_category"


def test_checkpoint_of_a_session_is_called_like_it_and_follows_it(running) -> None:
    with running.app.database.write() as tx:
        day = make_programme_day(tx, running.event)
    place = running.window.workspace.place
    place.add_checkpoint.trigger()
    dialog = running.window.findChild(CheckpointDialog)
    running.qtbot.waitUntil(lambda: dialog.session.count() == 3)
    assert [dialog.session.itemText(row) for row in (1, 2)] == [
        "Thu 17 Mar 09:00  ·  Practices",
        "Thu 17 Mar 10:30  ·  Panel",
    ]
    dialog.session.setCurrentIndex(2)
    assert dialog.name.text() == "Panel"
    dialog.session.setCurrentIndex(1)
    assert dialog.name.text() == "Practices"
    dialog.name.setText("Door of the hall")
    dialog.session.setCurrentIndex(2)
    dialog.policy.setCurrentIndex(dialog.policy.findData("once"))
    dialog.answer()
    running.qtbot.waitUntil(lambda: place.checkpoint_box.currentText() == "Door of the hall")
    running.settle()
    made = running.window.project.current_checkpoint
    opens = day.panel.starts_at - timedelta(minutes=MINUTES_BEFORE)
    assert (made.session, made.capacity, made.opens_at) == (day.panel.id, 50, opens)


def test_project_without_an_event_can_get_one_but_no_checkpoint(make_desk, qtbot, project_file) -> None:
    desk, _loudspeaker = make_desk()
    with qtbot.waitSignal(desk.window.project_shown):
        desk.window.opening.open_file(project_file)
    place = desk.window.workspace.place
    assert (place.add_event.isEnabled(), place.add_checkpoint.isEnabled()) == (True, False)


def test_event_is_changed_and_shown_so_at_once(running) -> None:
    place, project = running.window.workspace.place, running.window.project
    assert place.edit_event.text() == "Change VN…"
    place.edit_event.trigger()
    dialog = running.window.findChild(EventEditDialog)
    form = dialog.event_form
    assert (form.name.text(), form.code.text(), form.code.isEnabled()) == ("Workshop VN", "VN", False)
    form.name.setText("Workshop in Hà Nội")
    form.venue.setText("Lotus Hall")
    form.target.setValue(120)
    form.days.setValue(2)
    dialog.languages.turn("vi")
    form.name.setText("Hội thảo")
    dialog.answer()
    running.qtbot.waitUntil(lambda: project.current_event.label == "Workshop in Hà Nội")
    event = project.current_event
    assert event.name == {"en": "Workshop in Hà Nội", "vi": "Hội thảo"}
    assert (event.venue, event.target, [day.isoformat() for day in event.days]) == (
        "Lotus Hall",
        120,
        ["2016-03-17", "2016-03-18"],
    )
    assert place.event_box.currentText() == "VN  ·  Workshop in Hà Nội"


def test_change_that_scans_forbid_is_told_before_and_refused(running) -> None:
    running.answers(lambda: running.window.scan(running.token("Nguyễn Thị Mai")))
    running.window.workspace.place.edit_event.trigger()
    dialog = running.window.findChild(EventEditDialog)
    dialog.event_form.first_day.setDate(QDate(2016, 3, 18))
    running.qtbot.waitUntil(dialog.effect.isVisible)
    assert dialog.effect.text().startswith("Badges were scanned at VN on days that would be its days no longer")
    dialog.answer()
    running.qtbot.waitUntil(dialog.problem.isVisible)
    assert dialog.problem.text() == dialog.effect.text()
    assert dialog.accept_button.isEnabled()
    dialog.event_form.first_day.setDate(QDate(2016, 3, 17))
    running.qtbot.waitUntil(lambda: not dialog.effect.isVisible())


def test_days_with_gaps_are_changed_as_a_list(running) -> None:
    with running.app.database.write() as tx:
        event = make_event(tx, "PE", [date(2016, 5, 12), date(2016, 5, 14)])
    dialog = EventEditDialog(running.window, running.window.project, event)
    dialog.open()
    assert dialog.event_form.day_list.text() == "2016-05-12, 2016-05-14"
    dialog.event_form.day_list.setText("2016-05-12; soon")
    dialog.answer()
    assert dialog.problem.text() == "“soon” is no day. Write days like 2016-03-17, with commas between."
    dialog.event_form.day_list.setText("2016-05-12, 2016-05-15")
    with running.qtbot.waitSignal(dialog.changed) as changed:
        dialog.answer()
    assert [day.isoformat() for day in changed.args[0].days] == ["2016-05-12", "2016-05-15"]
