"""The selection for Workshop II: choosing by mouse and keyboard, running figures, comparing, undo."""

import pytest
from factories import make_practice
from PySide6.QtCore import QItemSelectionModel, QPoint, Qt
from PySide6.QtWidgets import QApplication

from o2o_events.registers.practice_queries import list_practices
from ui.dialogs.practice_dialog import PracticeDialog
from ui.tables.lines import ICON_ROLE
from ui.tables.practices_table import TITLE

ECONOMIES = ("CL", "ID", "JP", "PE", "VN")


@pytest.fixture
def page(running):
    """Five accepted practices, two of them led by women and four by youth, and one that is only nominated."""
    with running.app.database.write() as tx:
        for n, economy in enumerate(ECONOMIES):
            make_practice(
                tx,
                title={"en": f"Practice {n}"},
                economy=economy,
                status="accepted",
                is_women_led=n < 2,
                is_youth_led=n > 0,
                women_led_rule="51 %",
                youth_led_rule="Under 35",
            )
        make_practice(tx, title={"en": "Waiting"})
    running.window.show_page("selection")
    made = running.window.workspace.page("selection")
    running.qtbot.waitUntil(lambda: made.model.rowCount() == 5)
    return made


def selected(running) -> list[str]:
    with running.app.database.read() as tx:
        return [practice.label for practice in list_practices(tx) if practice.is_selected]


def numbers(page) -> list[tuple[str, str, bool]]:
    meters = (page.meters.practices, page.meters.economies, page.meters.women, page.meters.youth)
    return [(meter.shown.number, meter.shown.target_words, meter.shown.is_met) for meter in meters]


def mark(page, *rows: int) -> None:
    page.view.clearSelection()
    for row in rows:
        page.view.selectionModel().select(
            page.model.index(row, 0), QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows
        )


def click_mark(running, page, row: int) -> None:
    place = page.view.visualRect(page.model.index(row, TITLE)).topLeft() + QPoint(24, 24)
    running.qtbot.mouseClick(page.view.viewport(), Qt.MouseButton.LeftButton, pos=place)


def test_only_accepted_practices_are_offered(page) -> None:
    assert [page.model.index(row, TITLE).data() for row in range(5)] == [f"Practice {n}" for n in range(5)]
    assert numbers(page) == [
        ("0", "of 20: 20 missing", False),
        ("0", "of 10: 10 missing", False),
        ("–", "target 40 %", False),
        ("–", "target 80 %", False),
    ]


def test_a_click_on_the_mark_selects_and_the_figures_run_along(running, page) -> None:
    click_mark(running, page, 0)
    running.qtbot.waitUntil(lambda: numbers(page)[0][0] == "1")
    assert selected(running) == ["Practice 0"]
    assert numbers(page)[1:] == [
        ("1", "of 10: 9 missing", False),
        ("100 %", "target 40 %: reached", True),
        ("0 %", "target 80 %", False),
    ]
    assert page.meters.women.shown.detail == "1 of 1 selected  ·  40 % of all accepted"
    assert page.model.index(0, TITLE).data(ICON_ROLE)[0] == "check"
    click_mark(running, page, 0)
    running.qtbot.waitUntil(lambda: numbers(page)[0][0] == "0")
    assert selected(running) == []


def test_space_selects_all_that_are_marked_and_undo_takes_them_back(running, page) -> None:
    mark(page, 1, 2, 3)
    page.view.setFocus()
    running.qtbot.keyClick(page.view, Qt.Key.Key_Space)
    running.qtbot.waitUntil(lambda: numbers(page)[0][0] == "3")
    assert selected(running) == ["Practice 1", "Practice 2", "Practice 3"]
    assert numbers(page)[2:] == [("33 %", "target 40 %", False), ("100 %", "target 80 %: reached", True)]
    assert [practice.label for practice in page.view.chosen_practices()] == ["Practice 1", "Practice 2", "Practice 3"]
    assert page.undo.toolTip() == "Undo: Select 3 practices (Ctrl+Z)"
    running.qtbot.keyClick(page.view, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    running.qtbot.waitUntil(lambda: numbers(page)[0][0] == "0")
    running.qtbot.waitUntil(page.redo.isEnabled)
    page.redo.click()
    running.qtbot.waitUntil(lambda: selected(running) == ["Practice 1", "Practice 2", "Practice 3"])


def test_undo_takes_back_only_what_was_done_here(running, page) -> None:
    click_mark(running, page, 0)
    running.qtbot.waitUntil(lambda: numbers(page)[0][0] == "1")
    with running.app.database.write() as tx:
        make_practice(tx, title={"en": "Practice 9"}, economy="TH", status="accepted", is_selected=True)
    running.qtbot.waitUntil(lambda: numbers(page)[0][0] == "2")
    page.undo.click()
    running.qtbot.waitUntil(lambda: numbers(page)[0][0] == "1")
    assert selected(running) == ["Practice 9"]


def test_two_or_three_are_compared_side_by_side(running, page) -> None:
    assert page.comparing._hint.isVisible()
    mark(page, 0, 4)
    assert [card.practice.label for card in page.comparing.cards] == ["Practice 0", "Practice 4"]
    mark(page, 0, 1, 2, 3, 4)
    assert len(page.comparing.cards) == 3
    assert page.comparing._more.text() == "2 more are marked; three are compared."
    page.comparing.cards[1].choose.click()
    running.qtbot.waitUntil(lambda: selected(running) == ["Practice 1"])


def test_filters_leave_the_figures_alone(running, page) -> None:
    mark(page, 0, 1, 2, 3, 4)
    running.qtbot.keyClick(page.view, Qt.Key.Key_Space)
    running.qtbot.waitUntil(lambda: numbers(page)[0][0] == "5")
    page.filter.led.setCurrentIndex(page.filter.led.findData("women"))
    page.filter.changed.emit()
    assert page.model.rowCount() == 2
    assert [number for number, _words, _met in numbers(page)] == ["5", "5", "40 %", "80 %"]
    assert [met for _number, _words, met in numbers(page)] == [False, False, True, True]


def test_only_selected_shows_the_selection(running, page) -> None:
    click_mark(running, page, 3)
    running.qtbot.waitUntil(lambda: numbers(page)[0][0] == "1")
    page.only_selected.click()
    assert [page.model.index(row, TITLE).data() for row in range(page.model.rowCount())] == ["Practice 3"]


def test_enter_opens_the_practice(running, page) -> None:
    page.view.selectRow(2)
    running.qtbot.keyClick(page.view, Qt.Key.Key_Return)
    running.qtbot.waitUntil(lambda: isinstance(QApplication.activeModalWidget(), PracticeDialog))
    dialog = QApplication.activeModalWidget()
    assert dialog.fields.title.text() == "Practice 2"
    dialog.reject()


def test_without_accepted_practices_the_way_to_the_register_is_shown(running) -> None:
    running.window.show_page("selection")
    page = running.window.workspace.page("selection")
    running.settle()
    assert page.to_register.isVisible()
    page.to_register.click()
    assert running.window.workspace.shown == "practices"
