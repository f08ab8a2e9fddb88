"""The register of best practices in the window: list, filter, dialog, files, course, undo, import and export."""

from pathlib import Path

import keyboard
import pytest
from factories import make_practice
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QApplication

from o2o_events.registers import attachments
from o2o_events.registers.practice_queries import SUBJECT, list_practices
from ui.dialogs.practice_dialog import PracticeDialog
from ui.dialogs.practice_import_dialog import PracticeImportDialog
from ui.tables.practices_table import COURSE, LED, TITLE, PracticesTable


def open_dialog(running, kind):
    running.qtbot.waitUntil(lambda: isinstance(QApplication.activeModalWidget(), kind))
    return QApplication.activeModalWidget()


def listed(running):
    with running.app.database.read() as tx:
        return {practice.company: practice for practice in list_practices(tx)}


@pytest.fixture
def filled(running):
    with running.app.database.write() as tx:
        make_practice(tx, company="Sen", title={"en": "Lotus tea", "vi": "Trà sen"}, economy="VN")
        make_practice(
            tx,
            company="Kopi",
            title={"en": "Coffee"},
            economy="ID",
            status="accepted",
            is_women_led=True,
            women_led_rule="51 %",
        )
        make_practice(tx, company="Llama", title={"en": "Scarves"}, economy="PE", status="accepted", is_selected=True)
    return running


@pytest.fixture
def page(filled):
    filled.window.show_page("practices")
    made = filled.window.workspace.page("practices")
    filled.qtbot.waitUntil(lambda: made.model.rowCount() == 3)
    return made


def titles(page) -> list[str]:
    return [page.model.index(row, TITLE).data() for row in range(page.model.rowCount())]


def choose(page, company: str) -> None:
    rows = [
        row for row in range(page.model.rowCount()) if page.model.practice(page.model.index(row, 0)).company == company
    ]
    page.view.selectRow(rows[0])


def test_empty_register_says_how_to_begin(running) -> None:
    running.window.show_page("practices")
    page = running.window.workspace.page("practices")
    running.settle()
    assert page.empty_add.isVisible()
    assert page._empty_words.text().startswith("The register is empty. Add the first best practice, or import")


def test_register_lists_practices_with_their_course_and_who_leads_them(page) -> None:
    assert titles(page) == ["Coffee", "Scarves", "Lotus tea"]
    assert [page.model.index(row, LED).data() for row in range(3)] == ["Women", "Not stated", "Not stated"]
    assert [page.model.index(row, COURSE).data() for row in range(3)] == ["Accepted", "Accepted", "Nominated"]
    assert page.count.text() == (
        "3 best practices  ·  accepted: 2 of 20  ·  economies: 2 of 10  ·  "
        "led by women 50 %, by youth 0 % of the accepted"
    )


def test_table_keeps_the_rules_of_models(page, qtmodeltester) -> None:
    qtmodeltester.check(page.model)


def test_page_finds_as_you_type_and_filters(filled, page) -> None:
    page.filter.search.setFocus()
    keyboard.type_slowly("tra sen")
    filled.qtbot.waitUntil(lambda: titles(page) == ["Lotus tea"])
    page.filter.clear()
    page.filter.state.setCurrentIndex(page.filter.state.findData("accepted"))
    page.filter.changed.emit()
    assert titles(page) == ["Coffee", "Scarves"]
    page.filter.economy.setCurrentIndex(page.filter.economy.findData("PE"))
    page.filter.changed.emit()
    assert titles(page) == ["Scarves"]
    page.filter.led.setCurrentIndex(page.filter.led.findData("youth"))
    page.filter.changed.emit()
    assert titles(page) == []
    assert page._empty_words.text() == "Nothing here fits. Clear the search, or choose other filters."


def test_accepting_and_declining_can_be_undone_and_done_again(filled, page) -> None:
    choose(page, "Llama")
    filled.qtbot.mouseClick(page.decline, Qt.MouseButton.LeftButton)
    filled.qtbot.waitUntil(lambda: listed(filled)["Llama"].status == "declined")
    assert listed(filled)["Llama"].is_selected is False
    filled.qtbot.waitUntil(page.undo.isEnabled)
    assert page.undo.toolTip() == "Undo: Decline “Scarves” (Ctrl+Z)"
    filled.qtbot.keyClick(page.view, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    filled.qtbot.waitUntil(lambda: listed(filled)["Llama"].status == "accepted")
    assert listed(filled)["Llama"].is_selected is True
    filled.qtbot.waitUntil(page.redo.isEnabled)
    page.redo.click()
    filled.qtbot.waitUntil(lambda: listed(filled)["Llama"].status == "declined")


def test_removing_can_be_undone(filled, page) -> None:
    choose(page, "Sen")
    before = listed(filled)
    page.remove.click()
    filled.qtbot.waitUntil(lambda: page.model.rowCount() == 2)
    page.undo.click()
    filled.qtbot.waitUntil(lambda: page.model.rowCount() == 3)
    assert listed(filled) == before


def test_what_the_core_refuses_is_told_and_leaves_the_history(filled, page) -> None:
    choose(page, "Sen")
    told: list[str] = []
    filled.desk.jobs.failed.connect(lambda error: told.append(str(error)))
    page.editor.change(page.view.chosen_practices(), {"is_selected": True}, "Select")
    filled.qtbot.waitUntil(lambda: bool(told))
    assert told == ["“Lotus tea” is not accepted (Nominated). Accept it first, then try again."]
    assert page.editor.undo_words == ""


def test_new_practice_is_added_with_texts_in_two_languages_and_a_file(filled, page, tmp_path: Path) -> None:
    file = tmp_path / "Ảnh.png"
    file.write_bytes(bytes(range(256)) * 2000)
    page.add.click()
    dialog = open_dialog(filled, PracticeDialog)
    dialog.fields.title.setText("Night market")
    dialog.fields.languages.buttons["zh-Hant"].click()
    dialog.fields.title.setText("夜市")
    dialog.fields.texts["company"].setText("Taipei stalls (illustrative)")
    dialog.fields.economy.setCurrentIndex(dialog.fields.economy.findData("TW"))
    dialog.fields.flags["is_youth_led"].setCurrentIndex(dialog.fields.flags["is_youth_led"].findData("yes"))
    dialog.files.add_file(file)
    dialog.answer()
    filled.qtbot.waitUntil(dialog.problem.isVisible)
    assert (
        dialog.problem.text() == "Say by which rule “Night market” is led by young people, such as “founder under 35”."
    )
    dialog.fields.texts["youth_led_rule"].setText("Founder under 35")
    dialog.course.status.setCurrentIndex(dialog.course.status.findData("accepted"))
    dialog.course.selected.setChecked(True)
    with filled.qtbot.waitSignal(dialog.accepted):
        dialog.answer()

    made = listed(filled)["Taipei stalls (illustrative)"]
    assert (made.title, made.economy, made.is_youth_led, made.status, made.is_selected) == (
        {"en": "Night market", "zh-Hant": "夜市"},
        "TW",
        True,
        "accepted",
        True,
    )
    with filled.app.database.read() as tx:
        [kept] = attachments.list_attachments(tx, SUBJECT, made.id)
        assert attachments.read_attachment(tx, kept.id) == file.read_bytes()


def test_practice_is_edited_and_only_what_changed_is_written(filled, page) -> None:
    choose(page, "Kopi")
    filled.qtbot.keyClick(page.view, Qt.Key.Key_Return)
    dialog = open_dialog(filled, PracticeDialog)
    assert (dict(dialog.fields.changes), dialog.course.changes) == ({}, {})
    dialog.fields.texts["o2o_model"].setText("Pick-up")
    dialog.course.shown[filled.event.id].setChecked(True)
    assert dict(dialog.fields.changes) == {"o2o_model": "Pick-up"}
    with filled.qtbot.waitSignal(dialog.accepted):
        dialog.answer()
    edited = listed(filled)["Kopi"]
    assert (edited.o2o_model, edited.presented_at) == ("Pick-up", (filled.event.id,))


def test_only_an_accepted_practice_can_be_ticked_as_selected(filled, page) -> None:
    choose(page, "Sen")
    filled.qtbot.keyClick(page.view, Qt.Key.Key_Return)
    dialog = open_dialog(filled, PracticeDialog)
    assert not dialog.course.selected.isEnabled()
    dialog.course.status.setCurrentIndex(dialog.course.status.findData("accepted"))
    assert dialog.course.selected.isEnabled()
    dialog.reject()


def test_file_is_dropped_saved_elsewhere_and_taken_off(filled, page, tmp_path: Path) -> None:
    source, target = tmp_path / "plan.txt", tmp_path / "copy.txt"
    source.write_text("what we did", encoding="utf-8")
    choose(page, "Kopi")
    filled.qtbot.keyClick(page.view, Qt.Key.Key_Return)
    dialog = open_dialog(filled, PracticeDialog)
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(source)), QUrl.fromLocalFile(str(tmp_path))])
    buttons, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    dialog.files.dropEvent(QDropEvent(QPointF(5, 5), Qt.DropAction.CopyAction, mime, buttons, keys))
    assert dialog.problem.text() == f"“{tmp_path.name}” is a folder. Choose a file in it."
    with filled.qtbot.waitSignal(dialog.accepted):
        dialog.answer()

    filled.qtbot.keyClick(page.view, Qt.Key.Key_Return)
    dialog = open_dialog(filled, PracticeDialog)
    dialog.files.list.setCurrentRow(0)
    entry = dialog.files.list.currentItem().data(Qt.ItemDataRole.UserRole)
    dialog._save_file(entry, target)
    filled.qtbot.waitUntil(target.is_file)
    assert target.read_bytes() == source.read_bytes()
    dialog.files.remove.click()
    with filled.qtbot.waitSignal(dialog.accepted):
        dialog.answer()
    assert listed(filled)["Kopi"].attachments == 0


def test_import_shows_what_it_will_do_before_it_does(filled, page, tmp_path: Path) -> None:
    file = tmp_path / "more.csv"
    file.write_text("Title;Company;Economy\nRice;Lúa;Atlantis\nCoffee;Kopi;Indonesia\n;Nobody;VN\n", encoding="utf-8")
    page.import_file(file)
    dialog = open_dialog(filled, PracticeImportDialog)
    filled.qtbot.waitUntil(lambda: dialog.cards["created"].text == "1")
    assert {name: card.text for name, card in dialog.cards.items()} == {
        "created": "1",
        "updated": "0",
        "unchanged": "1",
        "rejected": "1",
    }
    assert [dialog.problems.index(row, 2).data() for row in range(2)] == ["Atlantis", "Nobody"]
    assert len(listed(filled)) == 3
    with filled.qtbot.waitSignal(dialog.imported):
        dialog.answer()
    filled.qtbot.waitUntil(lambda: page.model.rowCount() == 4)


def test_import_of_what_is_no_table_says_so(filled, page, tmp_path: Path) -> None:
    file = tmp_path / "photo.png"
    file.write_bytes(b"\x89PNG\r\n\x1a\n")
    page.import_file(file)
    dialog = open_dialog(filled, PracticeImportDialog)
    filled.qtbot.waitUntil(dialog.problem.isVisible)
    assert dialog.problem.text().startswith("“photo.png” is no table of best practices.")
    assert not dialog.accept_button.isEnabled()
    dialog.reject()


def test_export_writes_the_register_and_says_where(filled, page, tmp_path: Path) -> None:
    file = tmp_path / "register.xlsx"
    with filled.qtbot.waitSignal(page.said) as said:
        page.export_file(file)
    assert said.args == [f"Written: {file}. Best practices: 3."]
    assert file.read_bytes().startswith(b"PK")


def test_page_follows_the_language(filled, page) -> None:
    filled.desk.speak("vi")
    filled.settle()
    assert "Trà sen" in titles(page)


def test_short_table_model_has_no_rows() -> None:
    assert PracticesTable().rowCount() == 0
