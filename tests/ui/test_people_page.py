"""The people page and the import."""

import shutil
from pathlib import Path

import keyboard
import pytest
from PySide6.QtWidgets import QApplication

from o2o_events.people.queries import get_person, list_people
from ui.dialogs.import_dialog import DONE, PLAN, ImportDialog
from ui.dialogs.person_dialog import PersonDialog
from ui.dialogs.reason_dialog import ReasonDialog
from ui.tables.people_table import NAME

FILES = Path(__file__).parent.parent / "files" / "registrations"


def open_dialog(running, kind):
    running.qtbot.waitUntil(lambda: isinstance(QApplication.activeModalWidget(), kind))
    return QApplication.activeModalWidget()


@pytest.fixture
def page(running):
    running.window.show_page("people")
    running.qtbot.waitUntil(lambda: running.window.workspace.people.model.rowCount() == 7)
    return running.window.workspace.people


def open_person(running, page, name: str) -> PersonDialog:
    page.open_person(running.badges[name].person)
    return open_dialog(running, PersonDialog)


def test_page_finds_as_you_type(running, page) -> None:
    page.search.setFocus()
    keyboard.type_slowly("duc")
    running.qtbot.waitUntil(lambda: page.model.rowCount() == 1)
    assert page.model.index(0, NAME).data() == "Nguyễn Văn Đức"


def test_page_shows_one_state(running, page) -> None:
    page.state.setCurrentIndex(page.state.findData("withdrawn"))
    page.reload()
    running.qtbot.waitUntil(lambda: page.model.rowCount() == 1)
    assert page.count.text().startswith("1 person")


def test_page_without_anybody_fitting_says_so(running, page) -> None:
    page.search.setText("nobody of this name")
    running.qtbot.waitUntil(lambda: page.model.rowCount() == 0)
    assert page._empty_words.text() == "Nobody here fits. Type less, or another part of the name."


def test_person_is_corrected_and_only_what_changed_is_written(running, page) -> None:
    dialog = open_person(running, page, "José Muñoz")
    assert dict(dialog.fields.changes) == {}
    dialog.fields.texts["organisation"].setText("Llama Textiles (illustrative)")
    assert dict(dialog.fields.changes) == {"organisation": "Llama Textiles (illustrative)"}
    with running.qtbot.waitSignal(dialog.accepted):
        dialog.answer()
    with running.app.database.read() as tx:
        entry = get_person(tx, running.event, running.badges["José Muñoz"].person)
    assert (entry.organisation, entry.family_name) == ("Llama Textiles (illustrative)", "Muñoz")


def test_person_with_a_wrong_address_is_refused_and_stays_open(running, page) -> None:
    dialog = open_person(running, page, "José Muñoz")
    dialog.fields.texts["email"].setText("no address")
    dialog.answer()
    running.qtbot.waitUntil(dialog.problem.isVisible)
    assert dialog.fields.texts["email"].text() == "no address"
    dialog.reject()


def test_person_is_blocked_with_a_reason(running, page) -> None:
    dialog = open_person(running, page, "José Muñoz")
    dialog.block.click()
    reason = open_dialog(running, ReasonDialog)
    reason.reason.setText("Asked by the organiser")
    reason.answer()
    running.qtbot.waitUntil(lambda: dialog.state.text() == "Blocked (Asked by the organiser)")
    dialog.reject()
    with running.app.database.read() as tx:
        assert get_person(tx, running.event, running.badges["José Muñoz"].person).status == "blocked"


def test_badge_is_reissued_with_a_reason(running, page) -> None:
    dialog = open_person(running, page, "José Muñoz")
    before = dialog.badge.text()
    dialog.reissue.click()
    reason = open_dialog(running, ReasonDialog)
    reason.reason.setText("Lost")
    reason.answer()
    running.qtbot.waitUntil(lambda: dialog.badge.text() != before)
    dialog.reject()
    assert running.answers(lambda: running.window.scan(running.token("José Muñoz"))) == "revoked"


def write_list(folder: Path) -> Path:
    file = folder / "list.csv"
    file.write_text(
        "Some workshop;;;\nHọ;Tên;Cơ quan;Email\n"
        "Phạm;Thị Lan;Sen Xanh (mẫu);lan@example.org\nLê;Minh;Sen Xanh (mẫu);not an address\n;;;\n",
        encoding="utf-8",
    )
    return file


def test_import_tries_then_imports_and_again_changes_nothing(running, page, tmp_path: Path) -> None:
    file = write_list(tmp_path)
    page.import_file(file)
    dialog = open_dialog(running, ImportDialog)
    running.qtbot.waitUntil(lambda: dialog.preview.file is not None)
    assert (dialog.preview.header_row.value(), dialog.preview.delimiter.currentData()) == (2, ";")
    sent_to = [box.currentData() for box in dialog.preview.fields]
    assert sent_to == ["family_name", "given_name", "organisation", "email"]
    dialog.answer()
    running.qtbot.waitUntil(lambda: dialog.step == PLAN)
    assert dialog.outcome.cards["created"].text == "2"
    assert dialog.outcome.problems.index(0, 1).data() == "Email"
    dialog.answer()
    running.qtbot.waitUntil(lambda: dialog.step == DONE)
    assert dialog.outcome.words.text() == "Imported: 2 new, 0 changed, 0 rows rejected."
    dialog.answer()
    with running.app.database.read() as tx:
        names = {entry.printed_name for entry in list_people(tx, running.event)}
    assert {"Phạm Thị Lan", "Minh Lê"} <= names
    running.qtbot.waitUntil(lambda: page.model.rowCount() == 9)
    page.import_file(file)
    dialog = open_dialog(running, ImportDialog)
    running.qtbot.waitUntil(lambda: dialog.preview.file is not None)
    dialog.answer()
    running.qtbot.waitUntil(lambda: dialog.step == PLAN)
    assert (dialog.outcome.cards["created"].text, dialog.outcome.cards["unchanged"].text) == ("0", "2")
    assert not dialog.accept_button.isEnabled()
    dialog.reject()


def test_import_maps_columns_by_hand(running, page, tmp_path: Path) -> None:
    file = tmp_path / "odd.csv"
    file.write_text("alpha,beta,gamma\nLan,Phạm,Sen Xanh (mẫu)\n", encoding="utf-8")
    page.import_file(file)
    dialog = open_dialog(running, ImportDialog)
    running.qtbot.waitUntil(lambda: dialog.preview.file is not None)
    assert dialog.problem.text() == "No row of headings was recognised. Choose the row, and where each column goes."
    for box, field in zip(dialog.preview.fields, ("given_name", "family_name", "organisation"), strict=True):
        box.setCurrentIndex(box.findData(field))
    dialog.answer()
    running.qtbot.waitUntil(lambda: dialog.step == PLAN)
    assert dialog.outcome.cards["created"].text == "1"
    dialog.reject()


def test_import_shows_the_names_in_another_encoding_when_chosen(running, page, tmp_path: Path) -> None:
    file = tmp_path / "big5.csv"
    file.write_bytes("姓名,單位\n陳怡君,青竹工坊\n林威廷,青竹工坊\n".encode("big5"))
    page.import_file(file)
    dialog = open_dialog(running, ImportDialog)
    running.qtbot.waitUntil(lambda: dialog.preview.file is not None)
    box = dialog.preview.encoding
    box.setCurrentIndex(box.findData("big5"))
    box.activated.emit(box.currentIndex())
    running.qtbot.waitUntil(lambda: dialog.preview.table.item(1, 0).text() == "陳怡君")
    dialog.reject()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("empty.csv", b""),
        ("picture.csv", b"\x89PNG\r\n\x1a\n" + bytes(100)),
        ("cut.xlsx", b"PK\x03\x04" + bytes(20)),
    ],
)
def test_import_of_what_is_no_list_is_refused_in_words(
    running, page, tmp_path: Path, name: str, content: bytes
) -> None:
    file = tmp_path / name
    file.write_bytes(content)
    page.import_file(file)
    dialog = open_dialog(running, ImportDialog)
    running.qtbot.waitUntil(dialog.problem.isVisible)
    assert f"“{name}”" in dialog.problem.text()
    assert not dialog.accept_button.isEnabled()
    dialog.reject()


def test_dropped_list_opens_the_import(running, tmp_path: Path) -> None:
    running.window.take_file(write_list(tmp_path))
    dialog = open_dialog(running, ImportDialog)
    running.qtbot.waitUntil(lambda: dialog.preview.file is not None)
    dialog.reject()


@pytest.mark.parametrize("place", ["peru", "taipei", "viet_nam"])
def test_real_list_imports_as_it_was_tried(running, page, tmp_path: Path, place: str) -> None:
    file = Path(shutil.copy(FILES / place / "clean_utf8.csv", tmp_path / "list.csv"))
    page.import_file(file)
    dialog = open_dialog(running, ImportDialog)
    running.qtbot.waitUntil(lambda: dialog.preview.file is not None)
    rows = len(dialog.preview.file.rows)
    dialog.answer()
    running.qtbot.waitUntil(lambda: dialog.step == PLAN, timeout=20_000)
    planned = {name: card.text for name, card in dialog.outcome.cards.items()}
    dialog.answer()
    running.qtbot.waitUntil(lambda: dialog.step == DONE, timeout=20_000)
    assert {name: card.text for name, card in dialog.outcome.cards.items()} == planned
    assert int(planned["created"]) == rows
    dialog.answer()
