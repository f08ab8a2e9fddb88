"""A whole day through the window, with a scanner that types, and the attendance file cell by cell."""

import csv
from collections import Counter
from pathlib import Path

import keyboard
import pytest
from desk_window import make_desk  # noqa: F401 a fixture
from papers import codes_on
from PySide6.QtWidgets import QApplication

from o2o_events.people.queries import list_people
from ui.dialogs.export_dialog import export_attendance
from ui.dialogs.import_dialog import DONE, PLAN, ImportDialog
from ui.dialogs.person_dialog import PersonDialog
from ui.dialogs.reason_dialog import ReasonDialog
from ui.dialogs.walk_in_dialog import WalkInDialog

LIST = Path(__file__).parent.parent / "files" / "registrations" / "viet_nam" / "clean_utf8.csv"
DAY = "2016-03-17"


def dialog_of(qtbot, kind):
    """The dialog of a kind, once it is in front."""
    qtbot.waitUntil(lambda: isinstance(QApplication.activeModalWidget(), kind))
    return QApplication.activeModalWidget()


def decide(qtbot, reason: str) -> None:
    """The operator's name and reason."""
    dialog = dialog_of(qtbot, ReasonDialog)
    if not dialog.operator.text():
        dialog.operator.setText("Lan")
    dialog.reason.setText(reason)
    dialog.answer()


@pytest.fixture
def window(make_desk, event, project_file, qtbot):  # noqa: F811, ARG001 the event is in the file
    desk, _loudspeaker = make_desk()
    with qtbot.waitSignal(desk.window.project_shown):
        desk.window.opening.open_file(project_file)
    qtbot.waitUntil(lambda: desk.jobs.is_idle)
    return desk.window


def test_a_day_in_the_window(window, app, event, clock, qtbot, tmp_path: Path) -> None:
    checkin, people, badges = window.workspace.checkin, window.workspace.people, window.workspace.badges

    def verdict(act) -> str:
        with qtbot.waitSignal(checkin.answered) as answered:
            act()
        keyboard.pause()
        return str(answered.args[0].verdict)

    def to_the_desk() -> None:
        window.activateWindow()
        window.show_page("checkin")
        qtbot.waitUntil(checkin.scan_field.hasFocus)

    def entries():
        with app.database.read() as tx:
            return {entry.email: entry for entry in list_people(tx, event)}

    # the evening before: the list is imported, badges are issued and saved
    window.take_file(LIST)
    dialog = dialog_of(qtbot, ImportDialog)
    qtbot.waitUntil(lambda: dialog.preview.file is not None)
    dialog.answer()
    qtbot.waitUntil(lambda: dialog.step == PLAN, timeout=20_000)
    dialog.answer()
    qtbot.waitUntil(lambda: dialog.step == DONE, timeout=20_000)
    with LIST.open(encoding="utf-8", newline="") as stream:
        source = {row["E-mail"]: row for row in csv.DictReader(stream)}
    assert dialog.outcome.cards["created"].text == str(len(source))
    dialog.answer()
    approved = sorted(mail for mail, row in source.items() if row["Status"] == "Approved")
    window.show_page("badges")
    with qtbot.waitSignal(badges.said, timeout=20_000):
        badges.issue_all()
    with qtbot.waitSignal(badges.bar.finished, timeout=60_000):
        badges.save_to(tmp_path / "badges.pdf")
    with app.database.read() as tx:
        from o2o_events.badges.queries import badges_to_print

        token_of = {badge.person: badge.token for badge in badges_to_print(tx, event)}
    assert Counter(codes_on(tmp_path / "badges.pdf")) == Counter(token_of.values())
    known = entries()
    tokens = {mail: token_of[known[mail].person] for mail in approved}

    # the morning, 09:00: most come, one of them is scanned twice by a double trigger, and again later
    to_the_desk()
    absent, coming = approved[:20], approved[20:]
    for mail in coming:
        assert verdict(lambda mail=mail: keyboard.scan(tokens[mail])) == "admitted"
    clock.advance(minutes=5)
    assert verdict(lambda: (keyboard.scan(tokens[coming[0]]), keyboard.scan(tokens[coming[0]]))) == "duplicate"

    # 09:05: a walk-in, somebody who is not confirmed, a reissued badge, a mistake taken back
    checkin.walk_in_asked.emit()
    walk_in = dialog_of(qtbot, WalkInDialog)
    walk_in.family.setText("Đặng")
    walk_in.given.setText("Thuý")
    walk_in.organisation.setText("Chè Xanh (illustrative)")
    walk_in.economy.setCurrentIndex(walk_in.economy.findData("VN"))
    walk_in.wants_badge.setChecked(False)
    assert verdict(walk_in.answer) == "admitted"
    pending = next(entry for entry in known.values() if entry.status == "not_confirmed")
    assert verdict(lambda: checkin.check_in(pending)) == "not_confirmed"
    people.open_person(pending.person)
    person = dialog_of(qtbot, PersonDialog)
    person.confirm.click()
    decide(qtbot, "Organiser agreed")
    qtbot.waitUntil(lambda: person.state.text() == "Confirmed (Organiser agreed)")
    person.reject()
    assert verdict(lambda: checkin.check_in(entries()[pending.email])) == "admitted"
    lost = coming[1]
    people.open_person(known[lost].person)
    person = dialog_of(qtbot, PersonDialog)
    person.reissue.click()
    decide(qtbot, "Lost")
    qtbot.waitUntil(lambda: person.badge.text() != f"Badge {known[lost].badge}")
    person.reject()
    to_the_desk()
    assert verdict(lambda: keyboard.scan(tokens[lost])) == "revoked"
    mistake = absent[0]
    assert verdict(lambda: keyboard.scan(tokens[mistake])) == "admitted"
    qtbot.waitUntil(
        lambda: checkin.column.scans.scan(checkin.column.scans.index(0)).answer.person == known[mistake].person
    )
    checkin.undo_last()
    with qtbot.waitSignal(checkin.said):
        decide(qtbot, "Scanned by mistake")

    # 09:30: somebody on the waiting list is let in by the operator
    clock.advance(minutes=25)
    waiting = next(entry for entry in known.values() if entry.status == "waitlisted")
    assert verdict(lambda: checkin.check_in(waiting)) == "not_confirmed"
    checkin.admit_anyway()
    assert verdict(lambda: decide(qtbot, "Organiser’s decision")) == "admitted"
    to_the_desk()

    # 15:00: some leave; 15:20: one comes back
    clock.advance(hours=5, minutes=30)
    leaving = coming[10:30]
    window.workspace.place.turn()
    for mail in leaving:
        assert verdict(lambda mail=mail: keyboard.scan(tokens[mail], "Tab")) == "exited"
    clock.advance(minutes=20)
    window.workspace.place.turn()
    assert verdict(lambda: keyboard.type_keys(tokens[leaving[0]])) == "admitted"

    # the evening: the figures, and the attendance file cell by cell
    came = dict.fromkeys(coming, "09:00") | {pending.email: "09:05"}
    figures = {"people": len(came) + 2, "inside": len(came) + 2 - len(leaving) + 1, "entries": len(came) + 3}
    qtbot.waitUntil(
        lambda: {name: checkin.column.figures[name].text for name in figures} == {n: str(v) for n, v in figures.items()}
    )
    said = []
    export_attendance(window.project, tmp_path / "attendance.csv", said.append)
    qtbot.waitUntil(lambda: bool(said))
    now = entries()
    listed = {mail: entry for mail, entry in now.items() if entry.status in ("registered", "confirmed")}
    with (tmp_path / "attendance.csv").open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.DictReader(stream))
    expected = Counter(
        (
            entry.family_name,
            entry.given_name,
            entry.economy_name,
            entry.organisation,
            "09:05" if entry.source == "walk_in" else came.get(mail, ""),
            "15:00" if mail in leaving else "",
        )
        for mail, entry in listed.items()
    )
    in_file = Counter(
        (
            row["Family name"],
            row["Given name"],
            row["Economy"],
            row["Organisation"],
            row[f"{DAY} first in"],
            row[f"{DAY} last out"],
        )
        for row in rows
    )
    assert in_file == expected
    assert sum(bool(row[f"{DAY} first in"]) for row in rows) == len(came) + 1
    assert said == [
        f"Attendance list saved: {len(rows)} people, {len(rows) - len(came) - 1} of them did not come."
        f" {tmp_path / 'attendance.csv'}"
    ]
