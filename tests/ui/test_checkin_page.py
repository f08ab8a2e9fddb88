"""Searching, deciding and taking back at the check-in page."""

import keyboard
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from o2o_events.checkin.queries import event_status, latest_scans
from ui.dialogs.reason_dialog import ReasonDialog
from ui.dialogs.walk_in_dialog import WalkInDialog

MAI, LIN, JOSE = "Nguyễn Thị Mai", "Wei-ting Lin", "José Muñoz"


def open_dialog(running, kind):
    """The dialog of a kind, once it is in front."""
    running.qtbot.waitUntil(lambda: isinstance(QApplication.activeModalWidget(), kind))
    return QApplication.activeModalWidget()


def figures(running) -> tuple[int, int, int]:
    """People, inside, undone."""
    with running.app.database.read() as tx:
        status = event_status(tx, running.event, running.window.project.current_checkpoint)
    return status.people, status.inside, status.undone


def search(running, text: str, rows: int) -> None:
    running.checkin.focus_search()
    keyboard.type_slowly(text)
    running.qtbot.waitUntil(
        lambda: running.checkin.results.isVisible() and running.checkin.results.model.rowCount() == rows
    )


def test_typed_name_searches_and_enter_checks_the_only_one_in(running) -> None:
    search(running, "munoz", 1)
    assert running.answers(lambda: keyboard.end("Enter")) == "admitted"
    assert running.checkin.panel.view.name == JOSE
    assert running.checkin.search_field.text() == ""
    assert figures(running) == (1, 1, 0)


def test_enter_with_several_found_asks_to_choose(running) -> None:
    search(running, "nguyen", 2)
    keyboard.end("Enter")
    assert running.checkin.results.view.hasFocus()
    assert figures(running) == (0, 0, 0)
    keyboard.press(Qt.Key.Key_Down)
    chosen = running.checkin.results.current.printed_name
    keyboard.pause()
    assert running.answers(lambda: keyboard.end("Enter")) == "admitted"
    assert running.checkin.panel.view.name == chosen


def test_one_character_of_chinese_finds(running) -> None:
    running.checkin.focus_search()
    keyboard.commit("廷")
    running.qtbot.waitUntil(lambda: running.checkin.results.model.rowCount() == 1)
    assert running.checkin.results.current.printed_name == LIN


def test_name_typed_into_the_badge_field_becomes_a_search(running) -> None:
    keyboard.type_slowly("suk")
    keyboard.end("Enter")
    running.qtbot.waitUntil(lambda: running.checkin.results.model.rowCount() == 1)
    assert (running.checkin.scan_field.text(), running.checkin.search_field.text()) == ("", "suk")
    assert running.loudspeaker.heard == []


def test_badge_code_typed_by_hand_checks_in(running) -> None:
    keyboard.type_slowly(running.badges[MAI].code.lower())
    assert running.answers(lambda: keyboard.end("Enter")) == "admitted"


def test_unknown_code_offers_the_search(running) -> None:
    keyboard.type_slowly("3467-9ACD")
    assert running.answers(lambda: keyboard.end("Enter")) == "unknown"
    assert running.checkin.find.isVisible()
    assert not running.checkin.force.isVisible()


def test_escape_goes_back_to_being_ready(running) -> None:
    search(running, "munoz", 1)
    keyboard.press(Qt.Key.Key_Escape)
    assert running.checkin.panel.isVisible()
    assert running.checkin.panel.view.words == "Ready to scan"
    assert running.checkin.scan_field.hasFocus()


def test_refused_person_is_admitted_by_the_operator_with_a_reason(running) -> None:
    search(running, "gone", 1)
    assert running.answers(lambda: keyboard.end("Enter")) == "withdrawn"
    assert running.checkin.panel.view.kind == "refused"
    running.checkin.force.click()
    dialog = open_dialog(running, ReasonDialog)
    dialog.answer()
    assert dialog.problem.text() == "Type your name: it is kept with the decision."
    dialog.operator.setText("Hoa")
    dialog.reason.setText("Organiser agreed")
    assert running.answers(dialog.answer) == "admitted"
    assert running.checkin.panel.view.words == "Let in by the operator"
    assert figures(running) == (1, 1, 0)


def test_operator_and_reason_are_remembered_for_the_shift(running) -> None:
    search(running, "gone", 1)
    running.answers(lambda: keyboard.end("Enter"))
    running.checkin.admit_anyway()
    dialog = open_dialog(running, ReasonDialog)
    dialog.operator.setText("Hoa")
    dialog.reason.setText("Organiser agreed")
    running.answers(dialog.answer)
    running.window.activateWindow()
    running.qtbot.waitUntil(running.window.isActiveWindow)
    search(running, "petra", 1)
    running.answers(lambda: keyboard.end("Enter"))
    running.checkin.admit_anyway()
    dialog = open_dialog(running, ReasonDialog)
    assert (dialog.operator.text(), dialog.reason.text()) == ("Hoa", "Organiser agreed")
    dialog.reject()


def test_forged_badge_cannot_be_overruled(running) -> None:
    token = running.token(MAI)
    forged = token[:20] + str((int(token[20]) + 1) % 10) + token[21:]
    assert running.answers(lambda: keyboard.scan(forged)) == "forged"
    assert not running.checkin.force.isVisible()


def test_undo_takes_the_last_scan_back_and_keeps_both(running) -> None:
    running.answers(lambda: keyboard.scan(running.token(MAI)))
    running.qtbot.waitUntil(lambda: running.checkin.column.scans.rowCount() == 1)
    running.checkin.undo_last()
    dialog = open_dialog(running, ReasonDialog)
    dialog.operator.setText("Hoa")
    dialog.reason.setText("Wrong person")
    with running.qtbot.waitSignal(running.checkin.said) as said:
        dialog.answer()
    assert said.args == ["Undone: Nguyễn Thị Mai."]
    assert figures(running) == (0, 0, 1)
    with running.app.database.read() as tx:
        kept = latest_scans(tx, running.event, running.window.project.current_checkpoint)
    assert [(scan.answer.name, scan.is_undone) for scan in kept] == [(MAI, True)]
    running.qtbot.waitUntil(lambda: running.checkin.column.scans.latest_accepted() is None)


def test_undo_without_a_scan_is_told(running) -> None:
    with running.qtbot.waitSignal(running.checkin.noted) as said:
        running.checkin.undo_last()
    assert said.args == ["There is no scan to undo here."]


def test_walk_in_is_registered_checked_in_and_given_a_badge(running) -> None:
    running.checkin.walk_in_asked.emit()
    dialog = open_dialog(running, WalkInDialog)
    dialog.family.setText("Trần")
    dialog.given.setText("Thị Hoa")
    dialog.economy.setCurrentIndex(dialog.economy.findData("VN"))
    dialog.wants_badge.setChecked(False)
    assert running.answers(dialog.answer) == "admitted"
    assert running.checkin.panel.view.name == "Trần Thị Hoa"
    assert figures(running) == (1, 1, 0)
    with running.app.database.read() as tx:
        status = event_status(tx, running.event, running.window.project.current_checkpoint)
    assert status.registered == 6


def test_walk_in_without_a_name_is_refused_in_words(running) -> None:
    running.checkin.walk_in_asked.emit()
    dialog = open_dialog(running, WalkInDialog)
    dialog.answer()
    running.qtbot.waitUntil(dialog.problem.isVisible)
    assert dialog.problem.text() == "A person needs a name. Give a given name, a family name, or both."
    dialog.reject()


def test_walk_in_shows_who_is_registered_already(running) -> None:
    running.checkin.walk_in_asked.emit()
    dialog = open_dialog(running, WalkInDialog)
    dialog.family.setText("Munoz")
    running.qtbot.waitUntil(lambda: bool(dialog._alike.count()))
    with running.qtbot.waitSignal(running.checkin.answered) as answered:
        dialog._alike.itemAt(1).layout().itemAt(0).widget().click()
    assert answered.args[0].name == JOSE


def test_mute_silences_the_desk(running) -> None:
    running.window.corner.sound.click()
    running.answers(lambda: keyboard.scan(running.token(MAI)))
    assert running.loudspeaker.heard == []
    assert running.desk._preferences.text("muted") == "yes"


def test_scan_that_cannot_be_kept_is_told_as_loudly_as_a_refusal(running) -> None:
    with running.app.database.connection() as raw:
        raw.execute("CREATE TRIGGER full BEFORE INSERT ON fact BEGIN SELECT RAISE(ABORT, 'disk is full'); END")
    keyboard.scan(running.token(MAI))
    running.qtbot.waitUntil(lambda: running.checkin.panel.view.words == "Not saved")
    assert running.checkin.panel.view.message == "The disk is full: nothing was saved. Free some space and try again."
    assert running.loudspeaker.heard == ["refused"]


@pytest.mark.parametrize("language", ["zh-Hant", "es", "vi"])
def test_verdict_follows_the_language_at_once(running, language: str) -> None:
    from o2o_events.i18n import _, speaking

    running.answers(lambda: keyboard.scan(running.token(MAI)))
    running.desk.speak(language)
    with speaking(language):
        wanted = (_("Welcome"), _("People in"), _("Walk-in (F4)"))

    def shown() -> tuple[str, str, str]:
        figure = running.checkin.column.figures["people"].accessibleName().partition(":")[0]
        return running.checkin.panel.view.words, figure, running.checkin.walk_in.text()

    running.qtbot.waitUntil(lambda: shown() == wanted)
    assert wanted[0] != "Welcome"
