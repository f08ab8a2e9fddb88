"""What was changed on forms and not saved: it outlives the program, and closing asks."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from o2o_events.feedback.content_editing import put_question
from o2o_events.feedback.forms import add_form, current_version, edit_content, get_form
from o2o_events.feedback.questions import FormContent, Question
from ui.dialogs.unsaved_dialog import UnsavedDialog
from ui.form_drafts import KeptDrafts
from ui.form_editing import draft_of

CONTENT = FormContent(
    ("en",),
    {"en": "Shops"},
    questions=(Question("more", "long_text", {"en": "More"}), Question("n", "number", {"en": "N"})),
)


def open_page(running: Any) -> Any:
    running.window.show_page("forms")
    page = running.window.workspace.page("forms")
    running.qtbot.waitUntil(lambda: page.list.count() == 2)
    running.settle()
    page.list.setCurrentRow(1)
    return page


@pytest.fixture
def page(running: Any) -> Any:
    """The page with two forms, of which the second is open."""
    with running.app.database.write() as tx:
        add_form(tx, code="fairs", name={"en": "Fairs"}, content=CONTENT)
        add_form(tx, code="shops", name={"en": "Shops"}, content=CONTENT)
    return open_page(running)


def write(page: Any, words: str) -> None:
    page.questions.list.setCurrentRow(0)
    page.questions.panel.label.setPlainText(words)


def kept(running: Any, project_file: Path) -> Callable[[], bool]:
    return lambda: running.desk.jobs.is_idle and KeptDrafts(project_file).file.exists()


def opened_again(running: Any, project_file: Path) -> Any:
    """The page of the same file, opened anew: the window knows nothing of before."""
    with running.qtbot.waitSignal(running.window.project_shown):
        running.window.opening.open_file(project_file)
    running.settle()
    return open_page(running)


def label(draft: Any) -> str:
    return draft.content.questions[0].label["en"]


def saved_label(running: Any, code: str = "shops") -> str:
    with running.app.database.read() as tx:
        return current_version(tx, get_form(tx, code).id).content.questions[0].label["en"]


def test_draft_is_kept_while_it_is_typed(running, page, project_file: Path) -> None:
    write(page, "Tell us more")

    running.qtbot.waitUntil(kept(running, project_file))

    drafts = KeptDrafts(project_file).read()
    assert {form: label(kept.draft) for form, kept in drafts.items()} == {page.editor.entry.form.id: "Tell us more"}
    assert saved_label(running) == "More"


def test_draft_is_back_when_the_project_is_opened_again(running, page, project_file: Path) -> None:
    write(page, "Tell us more")
    page.settings.edited.emit("layout", "pages")

    page = opened_again(running, project_file)

    assert (label(page.editor.draft), page.editor.draft.settings["layout"]) == ("Tell us more", "pages")
    assert page.head.draft_note.isVisible()
    assert page.head.draft_note.words.text() == (
        "What was changed here and not saved is back (kept at 2016-03-17 09:00). Save it to use it."
    )
    running.qtbot.mouseClick(page.head.save, Qt.MouseButton.LeftButton)
    running.settle()
    assert (saved_label(running), page.head.draft_note.isVisible()) == ("Tell us more", False)
    running.qtbot.waitUntil(lambda: not KeptDrafts(project_file).file.exists())


def test_draft_that_was_found_is_discarded_and_taken_up_again(running, page, project_file: Path) -> None:
    write(page, "Tell us more")
    page = opened_again(running, project_file)

    running.qtbot.mouseClick(page.head.draft_note.discard, Qt.MouseButton.LeftButton)

    assert (label(page.editor.draft), page.editor.is_changed, page.head.draft_note.isVisible()) == (
        "More",
        False,
        False,
    )
    page.head.undo.click()
    assert (label(page.editor.draft), page.head.draft_note.isVisible()) == ("Tell us more", True)
    page.head.undo.click()
    assert (label(page.editor.draft), page.editor.is_changed) == ("More", False)


def test_draft_over_a_form_that_was_saved_elsewhere_says_so(running, page, project_file: Path) -> None:
    write(page, "Tell us more")
    with running.app.database.write() as tx:
        form = get_form(tx, "shops")
        edit_content(
            tx, form=form.id, content=put_question(CONTENT, 0, Question("more", "long_text", {"en": "Theirs"}))
        )

    running.qtbot.waitUntil(page.head.draft_note.isVisible)

    words = "This form was saved elsewhere since you began. Saving replaces that with yours."
    assert (page.head.draft_note.words.text(), label(page.editor.draft)) == (words, "Tell us more")
    page = opened_again(running, project_file)
    assert page.head.draft_note.words.text().splitlines()[1:] == [words]
    page.head.draft_note.discard.click()
    assert label(page.editor.draft) == "Theirs"


def test_file_that_holds_no_drafts_is_put_aside_and_a_bad_one_spoils_no_other(
    running, page, project_file: Path
) -> None:
    write(page, "Tell us more")
    drafts = KeptDrafts(project_file)
    running.qtbot.waitUntil(kept(running, project_file))
    values = json.loads(drafts.file.read_text(encoding="utf-8"))
    drafts.file.write_text(json.dumps({**values, "a": 1, "b": {"draft": {}}, "c": []}), encoding="utf-8")
    assert [label(kept.draft) for kept in drafts.read().values()] == ["Tell us more"]

    drafts.file.write_bytes(b"\xff\xfe{")

    assert drafts.read() == {}
    assert drafts.file.with_suffix(".unreadable").read_bytes() == b"\xff\xfe{"


def test_draft_of_a_removed_form_goes_with_it(running, page, project_file: Path) -> None:
    write(page, "Tell us more")
    running.qtbot.waitUntil(kept(running, project_file))
    page._remove(page.editor.entry)
    running.qtbot.waitUntil(lambda: not KeptDrafts(project_file).file.exists())
    assert page.editor.unsaved == []


def asked(running: Any) -> UnsavedDialog:
    assert running.window.close() is False
    running.qtbot.waitUntil(lambda: isinstance(QApplication.activeModalWidget(), UnsavedDialog))
    return QApplication.activeModalWidget()


def test_closing_without_changes_asks_nothing(running, page) -> None:
    write(page, "More")
    assert running.window.close() is True


def test_closing_asks_and_goes_back_to_the_form(running, page) -> None:
    write(page, "Tell us more")
    running.window.show_page("people")
    asked(running).reject()
    assert (running.window.isVisible(), running.window.workspace.shown, label(page.editor.draft)) == (
        True,
        "forms",
        "Tell us more",
    )


def test_closing_saves_every_form_first(running, page, project_file: Path) -> None:
    write(page, "Shops?")
    page.list.setCurrentRow(0)
    write(page, "Fairs?")
    dialog = asked(running)

    dialog.accept_button.click()

    running.qtbot.waitUntil(lambda: not running.window.isVisible())
    assert [saved_label(running, code) for code in ("fairs", "shops")] == ["Fairs?", "Shops?"]
    assert not KeptDrafts(project_file).file.exists()


def test_closing_without_saving_keeps_the_draft(running, page, project_file: Path) -> None:
    write(page, "")
    dialog = asked(running)
    assert not dialog.accept_button.isEnabled()

    dialog.leave_button.click()

    assert not running.window.isVisible()
    (found,) = KeptDrafts(project_file).read().values()
    assert found.draft.content.questions[0].label == {}


def test_drafts_equal_what_was_kept(running, page, project_file: Path) -> None:
    entry = page.editor.entry
    write(page, "Tell us more")
    running.qtbot.waitUntil(kept(running, project_file))
    found = KeptDrafts(project_file).read()[entry.form.id]
    assert (found.draft, found.base) == (page.editor.draft, draft_of(entry))
