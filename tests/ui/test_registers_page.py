"""The page of registers in the window: tabs, search, dialog, undo, empty states, import and export, keyboard."""

from datetime import date
from pathlib import Path

import keyboard
import pytest
from filled_registers import fill_registers
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from o2o_events.checkin.checkpoints import add_checkpoint
from o2o_events.checkin.scanning import record_scan
from o2o_events.i18n import LANGUAGES
from o2o_events.registers import barriers, outputs, platforms, recommendations
from o2o_events.registers.register_list import PARTS, REGISTERS
from o2o_events.registers.register_records import list_entries
from ui.dialogs.register_dialog import RegisterDialog
from ui.dialogs.register_import_dialog import RegisterImportDialog
from ui.pages.register_view import share_out
from ui.tables.register_table import RegisterTable


def open_dialog(running, kind):
    running.qtbot.waitUntil(lambda: isinstance(QApplication.activeModalWidget(), kind))
    return QApplication.activeModalWidget()


def listed(running, name: str) -> list:
    with running.app.database.read() as tx:
        return list_entries(tx, REGISTERS[name])


@pytest.fixture
def filled(running):
    with running.app.database.write() as tx:
        fill_registers(tx, running.event)
    return running


@pytest.fixture
def page(filled):
    filled.window.show_page("registers")
    made = filled.window.workspace.page("registers")
    filled.qtbot.waitUntil(lambda: made.model.rowCount() == 2)
    return made


def turn(running, page, name: str, rows: int) -> None:
    page.show_register(name)
    running.qtbot.waitUntil(lambda: page.model.rowCount() == rows)


def column(page, heading: str) -> list[str]:
    model = page.model
    headings = [model.headerData(c, Qt.Orientation.Horizontal) for c in range(model.columnCount())]
    return [model.index(row, headings.index(heading)).data() for row in range(model.rowCount())]


@pytest.mark.parametrize("name", REGISTERS)
def test_empty_register_says_what_belongs_there_and_how_to_begin(running, name: str) -> None:
    running.window.show_page("registers")
    page = running.window.workspace.page("registers")
    page.show_register(name)
    running.settle()

    assert page.empty.isVisible()
    assert page.empty.text().endswith(".")
    assert (page.empty_add.isVisible(), page.empty_import.isVisible()) == (True, True)


def test_tabs_stand_for_the_registers_and_what_belongs_to_them(filled, page) -> None:
    assert [page.tabs.tabText(tab) for tab in range(page.tabs.count())] == [
        "Barriers to e-commerce",
        "Policy recommendations",
        "E-commerce platforms",
        "Hot products",
        "Outputs",
        "Outside fora",
    ]
    assert not page.parts.isVisible()
    page.tabs.setCurrentIndex(1)
    filled.qtbot.waitUntil(lambda: column(page, "Title") == ["=Simplify", "Mutual recognition"])
    assert [page.parts.tabText(tab) for tab in range(page.parts.count())] == [
        "Policy recommendations",
        "Wordings",
        "Endorsements",
    ]
    assert column(page, "Standing") == ["Final 2016-07-30 · endorsed by 3 economies", "Drafted"]
    page.parts.setCurrentIndex(2)
    filled.qtbot.waitUntil(lambda: column(page, "Economy") == ["Australia", "Chinese Taipei", "Viet Nam"])


def test_keys_go_from_one_register_to_the_next_and_back_to_the_first(filled, page) -> None:
    seen = []
    for _step in range(len(REGISTERS)):
        filled.qtbot.keyClick(page.search, Qt.Key.Key_PageDown, Qt.KeyboardModifier.ControlModifier)
        seen.append(page.register.name)

    order = [name for names in PARTS.values() for name in names]
    assert seen == [*order[1:], order[0]]
    filled.qtbot.keyClick(page.search, Qt.Key.Key_PageUp, Qt.KeyboardModifier.ControlModifier)
    assert page.register.name == "forum"


@pytest.mark.parametrize("name", REGISTERS)
def test_table_keeps_the_rules_of_models(filled, page, qtmodeltester, name: str) -> None:
    turn(filled, page, name, len(listed(filled, name)))
    qtmodeltester.check(page.model)


def test_short_table_model_has_no_rows() -> None:
    assert RegisterTable().rowCount() == 0


def test_page_finds_words_of_any_language_as_you_type(filled, page) -> None:
    page.search.setFocus()
    keyboard.type_slowly("the bi tu choi")
    filled.qtbot.waitUntil(lambda: column(page, "Title") == ["+Cards refused"])
    assert page.count.text() == "1 of 2 rows  ·  with a recommendation: 1"
    page.search.setText("nothing like it")
    assert page.empty.text() == "Nothing here fits. Clear the search."
    assert not page.empty_add.isVisible()


def test_new_record_is_added_and_the_step_taken_back_and_done_again(filled, page) -> None:
    turn(filled, page, "barrier", 2)
    page.add.click()
    dialog = open_dialog(filled, RegisterDialog)
    fields = dialog.fields.widgets
    assert fields["event"].currentData() == filled.event.id
    fields["title"].setText("Parcels")
    dialog.answer()
    filled.qtbot.waitUntil(dialog.problem.isVisible)
    assert dialog.problem.text() == "“Category” is missing. Fill it in; without it this cannot be kept."
    fields["category"].setCurrentIndex(fields["category"].findData("delivery"))
    fields["level"].setCurrentIndex(fields["level"].findData("policy"))
    fields["economy"].setCurrentIndex(fields["economy"].findData("HK"))
    dialog.fields.languages.buttons["vi"].click()
    fields["title"].setText("Bưu kiện")
    with filled.qtbot.waitSignal(dialog.accepted):
        dialog.answer()

    [made] = [barrier for barrier in listed(filled, "barrier") if barrier.category == "delivery" and barrier.economy]
    assert (made.title, made.economy, made.source) == ({"en": "Parcels", "vi": "Bưu kiện"}, "HK", "rapporteur")
    assert page.undo.toolTip() == "Undo: Add “Parcels” (Ctrl+Z)"
    page.undo.click()
    filled.qtbot.waitUntil(lambda: made not in listed(filled, "barrier"))
    filled.qtbot.waitUntil(page.redo.isEnabled)
    page.redo.click()
    filled.qtbot.waitUntil(lambda: made in listed(filled, "barrier"))


def test_only_what_changed_is_written_and_can_be_undone(filled, page) -> None:
    turn(filled, page, "platform", 2)
    page.view.selectRow(0)
    filled.qtbot.keyClick(page.view, Qt.Key.Key_Return)
    dialog = open_dialog(filled, RegisterDialog)
    before = listed(filled, "platform")
    assert dict(dialog.fields.changes) == {}
    dialog.fields.widgets["interviewed_after_on"].setText("2016-10-3")
    dialog.answer()
    filled.qtbot.waitUntil(dialog.problem.isVisible)
    assert dialog.problem.text() == "“2016-10-3” is not a day. Write it like 2016-03-17."
    dialog.fields.widgets["interviewed_after_on"].setText("2016-10-03")
    assert dict(dialog.fields.changes) == {"interviewed_after_on": "2016-10-03"}
    with filled.qtbot.waitSignal(dialog.accepted):
        dialog.answer()
    assert listed(filled, "platform")[0].interviewed_after_on == date(2016, 10, 3)
    page.undo.click()
    filled.qtbot.waitUntil(lambda: listed(filled, "platform") == before)


def test_undoing_a_new_final_wording_takes_the_recommendation_back_too(filled, page) -> None:
    turn(filled, page, "recommendation_text", 4)
    with filled.app.database.read() as tx:
        second = recommendations.list_recommendations(tx)[1]
    done: list[bool] = []
    page.editor.add(
        recommendations.TEXTS,
        {"recommendation": second.id, "stage": "final", "wording": {"en": "We agree."}, "written_on": "2016-09-01"},
        "Add",
        lambda: done.append(True),
        lambda error: pytest.fail(str(error)),
    )
    filled.qtbot.waitUntil(lambda: done == [True])
    assert listed(filled, "recommendation")[1].stage == "final"
    page.editor.undo()
    filled.qtbot.waitUntil(lambda: listed(filled, "recommendation")[1].stage == "drafted")
    assert len(listed(filled, "recommendation_text")) == 4


def test_removing_by_key_can_be_undone(filled, page) -> None:
    turn(filled, page, "product", 2)
    before = listed(filled, "product")
    page.view.selectAll()
    filled.qtbot.keyClick(page.view, Qt.Key.Key_Delete)
    filled.qtbot.waitUntil(lambda: page.model.rowCount() == 0)
    filled.qtbot.waitUntil(lambda: page.undo.toolTip() == "Undo: Remove 2 (Ctrl+Z)")
    filled.qtbot.keyClick(page.view, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    filled.qtbot.waitUntil(lambda: page.model.rowCount() == 2)
    assert listed(filled, "product") == before


def test_what_the_core_refuses_is_told(filled, page) -> None:
    turn(filled, page, "forum", 2)
    page.view.selectRow(0)
    page.remove.click()
    filled.qtbot.waitUntil(lambda: page.model.rowCount() == 1)
    with filled.app.database.write() as tx:
        from o2o_events.registers.register_records import remove_entry

        remove_entry(tx, REGISTERS["forum"], listed(filled, "forum")[0].id)
    filled.qtbot.waitUntil(lambda: page.model.rowCount() == 0)
    page.undo.click()
    filled.qtbot.waitUntil(lambda: page.model.rowCount() == 1)
    said: list[str] = []
    page.said.connect(said.append)
    page.editor.change(
        barriers.BARRIERS,
        listed(filled, "barrier")[0],
        {"category": "weather"},
        "Change",
        lambda: None,
        lambda error: said.append(str(error)),
    )
    filled.qtbot.waitUntil(lambda: bool(said))
    assert said[0].startswith("“weather” is not known as “Category”. Give one of: Getting the business online (online)")
    assert page.editor.redo_words == "Remove “VN · ASEAN Secretariat”"


def test_figures_stand_against_what_is_wanted(filled, page) -> None:
    turn(filled, page, "platform", 2)
    assert page.count.text() == (
        "2 rows  ·  engaged: 1 of 5  ·  interviewed before: 1 of 5  ·  interviewed after: 1 of 5"
    )
    assert column(page, "Engaged how far")[1] == "Not contacted yet"


def test_counter_is_imported_for_the_output_that_is_chosen(filled, page, tmp_path: Path) -> None:
    file = tmp_path / "counter.csv"
    file.write_text("Day,Views\n2017-01-31,900\n2017-02-31,901\n", encoding="utf-8")
    turn(filled, page, "reading", 2)
    page.files.import_file(page._shown, file)
    dialog = open_dialog(filled, RegisterImportDialog)
    filled.qtbot.waitUntil(lambda: dialog.cards["rejected"].text == "2")
    dialog.of.setCurrentIndex(dialog.of.findText("APEC Guidebook on SME O2O"))
    dialog.of.activated.emit(dialog.of.currentIndex())
    filled.qtbot.waitUntil(lambda: dialog.cards["created"].text == "1")
    assert len(listed(filled, "reading")) == 2
    with filled.qtbot.waitSignal(dialog.imported):
        dialog.answer()
    filled.qtbot.waitUntil(lambda: column(page, "Accesses so far") == ["0", "900", "1240"])


def test_import_of_what_is_no_table_says_so(filled, page, tmp_path: Path) -> None:
    file = tmp_path / "photo.png"
    file.write_bytes(b"\x89PNG\r\n\x1a\n")
    page.files.import_file(page._shown, file)
    dialog = open_dialog(filled, RegisterImportDialog)
    filled.qtbot.waitUntil(dialog.problem.isVisible)
    assert dialog.problem.text().startswith("“photo.png” is no table of: Barriers to e-commerce.")
    dialog.reject()


def test_export_and_endorsement_sheet_are_written_and_said(filled, page, tmp_path: Path) -> None:
    table, sheet = tmp_path / "register.xlsx", tmp_path / "sheet.pdf"
    with filled.qtbot.waitSignal(page.said) as said:
        page.files.export_file(outputs.OUTPUTS, table)
    assert said.args == [f"Written: {table}. Rows: 2."]
    with filled.qtbot.waitSignal(page.said) as said:
        page.files.save_sheet(sheet)
    assert said.args == [f"Written: {sheet}. Recommendations: 1."]
    assert (table.read_bytes()[:2], sheet.read_bytes()[:4]) == (b"PK", b"%PDF")


def test_another_desks_record_appears_by_itself(filled, page) -> None:
    turn(filled, page, "platform", 2)
    with filled.app.database.write() as tx:
        platforms.add_platform(tx, name="Rakuten", economy="JP")
    filled.qtbot.waitUntil(lambda: column(page, "Name") == ["eBay", "MercadoLibre", "Rakuten"])


@pytest.mark.parametrize("tag", LANGUAGES)
def test_dialog_of_every_register_opens_unchanged_in_every_language(filled, page, tag: str) -> None:
    filled.desk.speak(tag)
    for name in REGISTERS:
        turn(filled, page, name, len(listed(filled, name)))
        page.view.selectRow(0)
        page.edit.click()
        dialog = open_dialog(filled, RegisterDialog)
        assert dict(dialog.fields.changes) == {}
        dialog.reject()


@pytest.mark.parametrize(
    ("room", "shares", "least", "widths"),
    [
        (100, [1, 1], [10, 10], [50, 50]),
        (100, [9, 1], [10, 40], [60, 40]),
        (100, [1, 1, 2], [70, 20, 20], [70, 20, 20]),
        (100, [2, 1, 1], [10, 10, 50], [31, 18, 50]),
    ],
)
def test_columns_share_the_room_and_none_is_below_its_least(room, shares, least, widths) -> None:
    assert share_out(room, shares, least) == widths


@pytest.mark.parametrize("name", list(REGISTERS))
def test_headings_are_whole_and_fields_are_gone_through_as_they_are_seen(filled, page, name: str) -> None:
    filled.window.resize(1366, 768)
    page.show_register(name)
    filled.settle()
    header = page.view.horizontalHeader()
    for column in range(page.model.columnCount()):
        assert page.view.columnWidth(column) >= header.sectionSizeHint(column)
    page.open_new()
    dialog = open_dialog(filled, RegisterDialog)
    first = dialog.fields.first
    filled.qtbot.waitUntil(first.hasFocus)
    tops = [field.mapTo(dialog, field.rect().topLeft()).y() for field in dialog.fields.widgets.values()]
    assert first.mapTo(dialog, first.rect().topLeft()).y() == min(tops)
    seen = [first]
    while (following := seen[-1].nextInFocusChain()) not in seen:
        seen.append(following)
    order = [widget for widget in seen if widget in dialog.fields.widgets.values()]
    places = [(w.mapTo(dialog, w.rect().topLeft()).y(), w.mapTo(dialog, w.rect().topLeft()).x()) for w in order]
    assert places == sorted(places)


def test_import_shows_row_by_row_what_goes_in_and_what_is_wrong(filled, page, tmp_path: Path) -> None:
    file = tmp_path / "platforms.csv"
    file.write_text("Name,Economy,Contacted\neBay,US,2016-01-06\nRakuten,JP,soon\n,JP,\n", encoding="utf-8")
    page.show_register("platform")
    filled.settle()
    page.files.import_file(page._shown, file)
    dialog = open_dialog(filled, RegisterImportDialog)
    filled.qtbot.waitUntil(dialog.accept_button.isEnabled)

    assert cells(dialog.changes) == [
        ("2", "Changed", "eBay", "Contacted on: 2016-01-05 → 2016-01-06"),
        ("3", "New", "Rakuten", "Name: Rakuten; Economy: Japan"),
    ]
    assert [line[:3] for line in cells(dialog.problems)] == [("3", "Contacted", "soon"), ("4", "", "")]
    assert [dialog.tabs.tabText(tab) for tab in range(2)] == ["What goes in (2)", "What is wrong (2)"]
    assert len(listed(filled, "platform")) == 2
    dialog.tabs.setCurrentIndex(0)
    assert dialog.view.model() is dialog.changes
    with filled.qtbot.waitSignal(page.said) as said:
        filled.qtbot.keyClick(dialog.accept_button, Qt.Key.Key_Space)
    assert said.args == ["1 new, 1 updated, 0 unchanged, 1 rejected."]


def test_copies_handed_out_stand_beside_the_outputs_and_grow_with_each_scan(filled, page) -> None:
    with filled.app.database.write() as tx:
        door = add_checkpoint(tx, event=filled.event, name="Guidebook hand-out", policy="every")
    page.show_register("output")
    filled.qtbot.waitUntil(lambda: page.count.text().endswith("copies handed out at the checkpoint: 0"))
    with filled.app.database.write() as tx:
        for _n in range(2):
            record_scan(tx, checkpoint=door, text=filled.token("Nguyễn Thị Mai"))
    filled.qtbot.waitUntil(lambda: page.count.text().endswith("copies handed out at the checkpoint: 2"))


def cells(model) -> list[tuple[str, ...]]:
    return [
        tuple(model.index(row, column).data() for column in range(model.columnCount()))
        for row in range(model.rowCount())
    ]


@pytest.mark.parametrize("ending", [".xlsx", ".csv"])
@pytest.mark.parametrize("name", list(REGISTERS))
def test_every_register_is_removed_from_brought_back_exported_and_imported_again(
    filled, page, tmp_path: Path, name: str, ending: str
) -> None:
    page.show_register(name)
    filled.qtbot.waitUntil(lambda: page.model.rowCount() > 0)
    before = listed(filled, name)
    page.view.setFocus()
    page.view.selectRow(0)
    filled.qtbot.keyClick(page.view, Qt.Key.Key_Delete)
    filled.qtbot.waitUntil(lambda: page.model.rowCount() == len(before) - 1)
    filled.qtbot.keyClick(page.view, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    filled.qtbot.waitUntil(lambda: page.model.rowCount() == len(before))
    assert listed(filled, name) == before

    file = tmp_path / f"register{ending}"
    with filled.qtbot.waitSignal(page.said) as said:
        page.files.export_file(page.register, file)
    assert said.args == [f"Written: {file}. Rows: {len(before)}."]
    page.files.import_file(page._shown, file)
    dialog = open_dialog(filled, RegisterImportDialog)
    filled.qtbot.waitUntil(lambda: dialog.cards["unchanged"].text == str(len(before)))
    assert cells(dialog.problems) == []
    assert not dialog.accept_button.isEnabled()


def test_new_wording_is_about_the_recommendation_that_was_marked(filled, page) -> None:
    page.show_register("recommendation")
    filled.qtbot.waitUntil(lambda: page.model.rowCount() == 2)
    page.view.selectRow(1)
    second = page.view.chosen_entries()[0].id
    page.show_register("endorsement")
    filled.settle()
    page.open_new()
    assert open_dialog(filled, RegisterDialog).fields.values["recommendation"] == second


@pytest.mark.parametrize(("name", "first"), [("endorsement", "Policy recommendations"), ("reading", "Outputs")])
def test_nothing_is_added_about_records_that_are_not_there(running, name: str, first: str) -> None:
    running.window.show_page("registers")
    page = running.window.workspace.page("registers")
    page.show_register(name)
    running.settle()
    with running.qtbot.waitSignal(page.noted) as noted:
        running.qtbot.mouseClick(page.empty_add, Qt.MouseButton.LeftButton)
    assert noted.args == [f"There is nothing yet that this could be about. Add to “{first}” first."]
    assert QApplication.activeModalWidget() is None
