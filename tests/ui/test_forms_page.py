"""The form editor in the window: questions by mouse and keys, texts, settings, versions, previews, files, phones."""

import urllib.request
from pathlib import Path
from typing import Any

import keyboard
import pytest
from papers import page_texts
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from o2o_events.feedback.answering import new_submission, store_answer
from o2o_events.feedback.forms import Form, FormVersion, add_form, current_version, get_form, list_forms
from o2o_events.feedback.queries import read_answers
from o2o_events.feedback.questions import KINDS, Condition, FormContent, Option, Question
from o2o_events.feedback.sheet_lookup import Target, find_typed_sheet
from ui.dialogs.kiosk_dialog import KioskDialog
from ui.dialogs.new_form_dialog import NewFormDialog
from ui.dialogs.print_form_dialog import PrintFormDialog
from ui.dialogs.sure_dialog import SureDialog
from ui.pages.form_texts import HERE
from ui.pages.forms_page import PREVIEW, SETTINGS, TEXTS
from ui.tables.lines import SECOND_LINE_ROLE

YES_NO = (Option("y", {"en": "Yes", "vi": "Có"}), Option("n", {"en": "No", "vi": "Không"}))
CONTENT = FormContent(
    ("en", "vi"),
    {"en": "Shops", "vi": "Cửa hàng"},
    questions=(
        Question("sells", "one", {"en": "Do you sell online?", "vi": "Bán trực tuyến?"}, options=YES_NO),
        Question("rate", "rating", {"en": "Rate it", "vi": "Đánh giá"}, lowest=1, highest=5),
        Question("more", "long_text", {"en": "More"}),
    ),
)


@pytest.fixture
def page(running) -> Any:
    """The page with one form, in two languages of which one lacks a text."""
    with running.app.database.write() as tx:
        add_form(tx, code="shops", name={"en": "Shops"}, content=CONTENT)
    running.window.show_page("forms")
    made = running.window.workspace.page("forms")
    running.qtbot.waitUntil(lambda: made.list.count() == 1)
    running.settle()
    return made


def stored(running, code: str = "shops") -> tuple[Form, FormVersion]:
    with running.app.database.read() as tx:
        form = get_form(tx, code)
        return form, current_version(tx, form.id)


def codes(page) -> list[str]:
    return [question.code for question in page.editor.draft.content.questions]


def dialog_of(running, kind) -> Any:
    running.qtbot.waitUntil(lambda: isinstance(QApplication.activeModalWidget(), kind))
    return QApplication.activeModalWidget()


def save(running, page) -> None:
    running.qtbot.mouseClick(page.head.save, Qt.MouseButton.LeftButton)
    running.settle()


def answer(running, count: int) -> None:
    with running.app.database.write() as tx:
        form = get_form(tx, "shops")
        version = current_version(tx, form.id)
        for _number in range(count):
            store_answer(
                tx, event=running.event, form=form, version=version, answers={}, channel="paper", language="en",
                submission=new_submission(),
            )  # fmt: skip


def test_empty_project_offers_the_shipped_forms(running) -> None:
    running.window.show_page("forms")
    page = running.window.workspace.page("forms")
    running.qtbot.waitUntil(page.empty.ship.isVisible)
    running.qtbot.mouseClick(page.empty.ship, Qt.MouseButton.LeftButton)
    running.qtbot.waitUntil(lambda: page.list.count() == 5)
    with running.app.database.read() as tx:
        assert len(list_forms(tx)) == 5


def test_text_is_typed_saved_and_read_back(running, page) -> None:
    page.questions.list.setCurrentRow(1)
    page.questions.panel.label.setFocus()
    page.questions.panel.label.selectAll()
    keyboard.commit("How good was it?")
    assert page.head.save.isEnabled()
    assert page.head.note.text() == "Version 1 has 0 answers: your change makes version 2."
    save(running, page)

    assert stored(running)[1].content.questions[1].label == {"en": "How good was it?", "vi": "Đánh giá"}
    assert (page.editor.is_changed, page.head.save.isEnabled()) == (False, False)


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_is_added_and_can_be_saved(running, page, kind: str) -> None:
    page.questions.list.setCurrentRow(0)
    page.questions.add_kind(kind)
    assert (codes(page)[1], page.questions.chosen, page.questions.panel.label.hasFocus()) == ("question_1", 1, True)
    assert page.head.problem.text() == "The question “question_1” has no text. Type what it asks."
    page.questions.panel.label.setPlainText("New")
    save(running, page)
    assert [(q.code, q.kind) for q in stored(running)[1].content.questions][1] == ("question_1", kind)


def test_questions_are_moved_by_keys(running, page) -> None:
    page.questions.list.setFocus()
    page.questions.list.setCurrentRow(2)
    running.qtbot.keyClick(page.questions.list, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    running.qtbot.keyClick(page.questions.list, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    running.qtbot.keyClick(page.questions.list, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert (codes(page), page.questions.chosen) == (["more", "sells", "rate"], 0)
    running.qtbot.keyClick(page.questions.list, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert codes(page) == ["sells", "more", "rate"]
    save(running, page)
    assert [q.code for q in stored(running)[1].content.questions] == ["sells", "more", "rate"]


def test_questions_are_moved_by_dragging(running, page) -> None:
    view = page.questions.list
    model = view.model()
    assert model.moveRow(view.rootIndex(), 0, view.rootIndex(), 3)
    running.settle()
    assert codes(page) == ["rate", "more", "sells"]
    assert [view.item(row).text() for row in range(3)] == [
        "1.  Rate it", "2.  More", "3.  Do you sell online?",
    ]  # fmt: skip


def test_steps_are_taken_back_and_done_again(running, page) -> None:
    page.questions.list.setCurrentRow(2)
    page.questions.panel.label.setPlainText("Tell us")
    page.questions.panel.label.setPlainText("Tell us more")
    running.qtbot.mouseClick(page.questions.remove, Qt.MouseButton.LeftButton)
    assert codes(page) == ["sells", "rate"]
    running.qtbot.keyClick(page, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert page.editor.draft.content.questions[2].label == {"en": "Tell us more"}
    page.head.undo.click()
    assert (page.editor.draft.content, page.editor.is_changed) == (CONTENT, False)
    assert not page.head.undo.isEnabled()
    page.head.redo.click()
    page.head.redo.click()
    assert codes(page) == ["sells", "rate"]


def test_options_are_added_written_ordered_and_removed(running, page) -> None:
    panel = page.questions.panel
    page.questions.list.setCurrentRow(0)
    running.qtbot.mouseClick(panel.add_option, Qt.MouseButton.LeftButton)
    assert panel.options[2].label.hasFocus()
    panel.options[2].label.setText("At times")
    panel.options[2].code.setText("sometimes")
    panel.options[2].code.editingFinished.emit()
    panel.options[2].positive.click()
    panel.options[2].up.click()
    panel.options[0].remove.click()
    panel.other.click()
    panel.required.click()
    panel.comment.click()
    save(running, page)

    question = stored(running)[1].content.questions[0]
    assert question.options == (Option("sometimes", {"en": "At times"}, True), YES_NO[1])
    assert (question.has_other, question.is_required, question.has_comment) == (True, True, True)


def test_question_is_asked_only_after_an_answer(running, page) -> None:
    panel = page.questions.panel
    page.questions.list.setCurrentRow(2)
    panel.asked_after.setCurrentIndex(panel.asked_after.findData("sells"))
    panel.asked_after.activated.emit(panel.asked_after.currentIndex())
    assert page.editor.draft.content.questions[2].show_if == Condition("sells", ("y",))
    panel.values.item(1).setCheckState(Qt.CheckState.Checked)
    panel.values.item(0).setCheckState(Qt.CheckState.Unchecked)
    save(running, page)
    assert stored(running)[1].content.questions[2].show_if == Condition("sells", ("n",))
    page.questions.move(-1)
    page.questions.move(-1)
    assert page.head.problem.text() == "“more” is shown by the answer to “sells”, which does not come before it."
    assert not page.head.save.isEnabled()


def test_number_is_bound_to_whole_ones_and_the_preview_holds_to_it(running, page) -> None:
    panel = page.questions.panel
    page.questions.list.setCurrentRow(0)
    page.questions.add_kind("number")
    panel.label.setPlainText("How many shops?")
    assert (panel.whole.isVisible(), panel.whole.isChecked(), panel.other.isVisible()) == (True, False, False)
    running.qtbot.mouseClick(panel.whole, Qt.MouseButton.LeftButton, pos=panel.whole.rect().center())
    assert page.editor.draft.content.questions[1].is_whole
    page.tabs.setCurrentIndex(PREVIEW)
    card = page.preview.form.cards[1]
    card.field.setText("2.5")
    running.qtbot.mouseClick(page.preview.form.next, Qt.MouseButton.LeftButton)
    assert card.problem.text() == "Write a whole number, such as 12."
    save(running, page)
    assert stored(running)[1].content.questions[1].is_whole
    page.tabs.setCurrentIndex(0)
    page.questions.list.setCurrentRow(0)
    assert not panel.whole.isVisible()


def test_rating_gets_bounds_words_at_its_ends_and_a_pair(running, page) -> None:
    panel = page.questions.panel
    page.questions.list.setCurrentRow(1)
    page.questions.copy.click()
    assert codes(page) == ["sells", "rate", "rate_2", "more"]
    panel.highest.setValue(10)
    panel.lowest.setValue(0)
    panel.low_end.setText("Low")
    panel.high_end.setText("High")
    panel.pairs_with.setCurrentIndex(panel.pairs_with.findData("rate"))
    panel.pairs_with.activated.emit(panel.pairs_with.currentIndex())
    save(running, page)
    question = stored(running)[1].content.questions[2]
    assert (question.lowest, question.highest, question.ends, question.pairs_with) == (
        0, 10, ({"en": "Low"}, {"en": "High"}), "rate",
    )  # fmt: skip


def test_missing_texts_are_counted_shown_and_written_in_the_table(running, page) -> None:
    assert [button.text() for button in page.head.languages.values()] == ["English", "Tiếng Việt (1 missing)"]
    page.head.languages["vi"].click()
    page.tabs.setCurrentIndex(TEXTS)
    assert page.texts.words.text() == "Tiếng Việt: 1 text is missing."
    table = page.texts.table
    row = next(row for row in range(table.rowCount()) if table.item(row, 0).text() == "more  ·  Text")
    assert (table.item(row, 1).text(), table.item(row, HERE).toolTip()) == ("More", "Missing")
    table.item(row, HERE).setText("Thêm")
    assert page.head.languages["vi"].text() == "Tiếng Việt"
    assert page.texts.words.text() == "Tiếng Việt: no text is missing."
    save(running, page)
    assert stored(running)[1].content.questions[2].label == {"en": "More", "vi": "Thêm"}


def test_language_is_added_and_all_its_texts_are_missing(running, page) -> None:
    page.tabs.setCurrentIndex(SETTINGS)
    page.settings.languages["es"].click()
    assert page.head.languages["es"].text() == "Español (6 missing)"
    save(running, page)
    assert stored(running)[1].content.languages == ("en", "vi", "es")


def test_form_with_answers_gets_a_new_version_and_says_so_before(running, page) -> None:
    answer(running, 12)
    running.qtbot.waitUntil(lambda: page.head.note.text() == "Version 1, 12 answers")
    page.questions.list.setCurrentRow(0)
    page.questions.panel.label.setPlainText("Do you sell on the net?")
    assert page.head.note.text() == "Version 1 has 12 answers: your change makes version 2."
    save(running, page)
    assert (stored(running)[1].number, page.head.note.text()) == (2, "Version 2, 0 answers")
    assert not page.remove.isEnabled()


def test_settings_are_changed_and_the_promise_is_shown_as_it_will_stand(running, page) -> None:
    settings = page.settings
    settings.scope.setCurrentIndex(settings.scope.findData("session"))
    settings.scope.activated.emit(settings.scope.currentIndex())
    settings.layout_box.setCurrentIndex(settings.layout_box.findData("pages"))
    settings.layout_box.activated.emit(settings.layout_box.currentIndex())
    settings.asks_badge.click()
    assert "only your economy and your category" in settings.promise_note.text()
    settings.promise.setCurrentIndex(settings.promise.findData("named"))
    settings.promise.activated.emit(settings.promise.currentIndex())
    assert settings.promise_note.text() == (
        "On the form stands: “Your answers are kept with your name. The organisers can read them.”"
    )
    assert not settings.needs_slip.isEnabled()
    save(running, page)
    form, _version = stored(running)
    assert (form.scope, form.layout, form.asks_badge, form.is_named) == ("session", "pages", True, True)


def test_promise_about_names_cannot_be_broken(running, page) -> None:
    answer(running, 1)
    said: list[str] = []
    page.said.connect(said.append)
    page.settings.edited.emit("is_named", True)
    save(running, page)
    assert said == [
        "“shops” has answers that were given under its present promise about names. Make a new form.",
    ]
    assert page.editor.is_changed


def test_draft_stays_while_another_form_is_looked_at(running, page) -> None:
    with running.app.database.write() as tx:
        add_form(tx, code="a_other", name={"en": "A other"}, content=CONTENT)
    running.qtbot.waitUntil(lambda: page.list.count() == 2)
    page.list.setCurrentRow(1)
    page.questions.list.setCurrentRow(0)
    page.questions.panel.label.setPlainText("Changed")
    page.list.setCurrentRow(0)
    assert page.questions.panel.label.toPlainText() == "Do you sell online?"
    assert page.list.item(1).data(SECOND_LINE_ROLE) == "The whole event  ·  0 answers  ·  not saved"
    page.list.setCurrentRow(1)
    assert page.questions.panel.label.toPlainText() == "Changed"
    page.reload()
    running.settle()
    assert page.editor.draft.content.questions[0].label["en"] == "Changed"


def test_preview_shows_the_draft_as_kiosk_phone_and_paper_in_each_language(running, page) -> None:
    page.questions.list.setCurrentRow(0)
    page.questions.panel.label.setPlainText("Changed, not saved")
    page.tabs.setCurrentIndex(PREVIEW)
    preview = page.preview
    assert preview.form.cards[0].label.text() == "Changed, not saved"
    page.head.languages["vi"].click()
    assert preview.form.cards[1].label.text() == "Đánh giá"
    preview.buttons["phone"].click()
    QApplication.processEvents()
    assert (preview.form.parentWidget().width(), preview.form.cards[0].choices["y"].text()) == (320, "Có")
    preview.buttons["paper"].click()
    running.qtbot.waitUntil(lambda: preview.paper.pages == 1)
    assert preview.paper.image.height() == 1600


def test_preview_keeps_nothing(running, page) -> None:
    said: list[str] = []
    page.said.connect(said.append)
    page.tabs.setCurrentIndex(PREVIEW)
    page.preview.form.cards[0].choices["y"].click()
    running.qtbot.mouseClick(page.preview.form.next, Qt.MouseButton.LeftButton)
    running.settle()
    assert said == ["Everything was answered well. Nothing was kept: this is a preview."]
    with running.app.database.read() as tx:
        assert read_answers(tx, get_form(tx, "shops"), events=[running.event]) == []


def test_new_form_begins_with_a_question_or_as_a_copy(running, page) -> None:
    page.new.click()
    dialog = dialog_of(running, NewFormDialog)
    dialog.answer()
    assert dialog.problem.text() == "A form needs a name. Type one, such as “Evaluation”."
    dialog.name.setText("Ý kiến về chợ")
    dialog.begins.setCurrentIndex(1)
    dialog.answer()
    running.settle()
    assert stored(running, "y_kien_ve_cho")[1].content == CONTENT
    assert page.editor.entry.form.code == "y_kien_ve_cho"


def test_form_without_answers_is_removed_after_asking(running, page) -> None:
    page.remove.click()
    dialog_of(running, SureDialog).answer()
    running.qtbot.waitUntil(page.empty.ship.isVisible)
    with running.app.database.read() as tx:
        assert list_forms(tx) == []


def test_printed_sheet_leads_back_to_the_form(running, page, tmp_path: Path) -> None:
    page.print.click()
    dialog = dialog_of(running, PrintFormDialog)
    assert [dialog.language.itemText(n) for n in range(2)] == ["English", "Tiếng Việt"]
    dialog.reject()
    file = tmp_path / "form.pdf"
    with running.qtbot.waitSignal(page.said) as said:
        page.files.print_file(page.editor.entry, file, tag="vi", target=Target(None, ""), count=2)
    texts = page_texts(file)
    code = said.args[0].split("Sheet code: ")[1].split(".")[0]
    assert [("Cửa hàng" in text, code in text) for text in texts] == [(True, True)] * 2
    with running.app.database.read() as tx:
        assert find_typed_sheet(tx, code).form.code == "shops"


def test_form_goes_out_and_comes_in_as_an_xlsform(running, page, tmp_path: Path) -> None:
    file = tmp_path / "shops.xlsx"
    with running.qtbot.waitSignal(page.said) as said:
        page.files.export_file(page.editor.entry, file)
    assert said.args == [f"Written: {file}."]
    page._remove(page.editor.entry)
    running.settle()
    with running.qtbot.waitSignal(page.files.imported):
        page.files.import_file(file)
    running.settle()
    assert [q.code for q in stored(running)[1].content.questions] == ["sells", "rate", "more"]
    assert page.editor.entry.form.code == "shops"


def test_what_is_no_form_is_refused_in_words(running, page, tmp_path: Path) -> None:
    file = tmp_path / "photo.xlsx"
    file.write_bytes(b"\x89PNG\r\n")
    with running.qtbot.waitSignal(running.desk.jobs.failed) as failed:
        page.files.import_file(file)
    assert "photo.xlsx" in str(failed.args[0])
    assert page.list.count() == 1


def test_kiosk_is_started_from_the_page_and_gives_the_desk_back(running, page) -> None:
    page.start_kiosk.click()
    dialog = dialog_of(running, KioskDialog)
    dialog.pin.setText("1234")
    dialog.again.setText("1234")
    dialog.answer()
    running.qtbot.waitUntil(lambda: page.kiosk.window is not None and page.kiosk.window.isActiveWindow())
    window = page.kiosk.window
    assert window.start.title.text() == "Shops\nCửa hàng"
    window.ask_pin()
    window.pin.field.setText("1234")
    with running.qtbot.waitSignal(page.kiosk.left):
        window.pin.enter.click()
    assert running.window.isVisible()
    page.start_kiosk.click()
    assert dialog_of(running, KioskDialog)._has_pin
    QApplication.activeModalWidget().reject()


def test_unsaved_changes_are_not_put_in_front_of_people(running, page) -> None:
    said: list[str] = []
    page.said.connect(said.append)
    page.questions.list.setCurrentRow(0)
    page.questions.panel.label.setPlainText("Changed")
    for button in (page.start_kiosk, page.print, page.export):
        button.click()
    running.settle()
    assert said == ["Save your changes first, or undo them."] * 3


def test_phones_page_is_started_and_stopped(running, page) -> None:
    page.phones.start(running.event, "127.0.0.1", 0)
    running.qtbot.waitUntil(page.served.isVisible)
    url = page.phones.url
    with urllib.request.urlopen(url, timeout=10) as answered:
        assert "Shops" in answered.read().decode()
    assert page.served.text() == f"Phones on this network open {url}"
    page.phones.stop()
    assert (page.phones.url, page.served.isVisible()) == ("", False)
