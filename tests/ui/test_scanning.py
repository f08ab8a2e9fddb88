"""Scanners at the check-in page: every way they type is one scan, and no field is touched."""

import keyboard
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit

from o2o_events.checkin.queries import event_status, latest_scans

MAI, DUC, LIN, JOSE, MALEE = "Nguyễn Thị Mai", "Nguyễn Văn Đức", "Wei-ting Lin", "José Muñoz", "Malee Suk"


def facts(running) -> list[tuple[str | None, str]]:
    """Everything that was kept: who and which verdict, oldest first."""
    with running.app.database.read() as tx:
        checkpoint = running.window.project.current_checkpoint
        kept = latest_scans(tx, running.event, checkpoint)
    return [(scan.answer.name, str(scan.answer.verdict)) for scan in reversed(kept)]


@pytest.mark.parametrize("terminator", sorted(keyboard.ENDS))
def test_scan_admits_whatever_the_terminator(running, terminator: str) -> None:
    assert running.answers(lambda: keyboard.scan(running.token(MAI), terminator)) == "admitted"
    running.settle()
    assert facts(running) == [(MAI, "admitted")]
    assert running.checkin.scan_field.text() == ""


def test_scan_with_cr_lf_presses_nothing_else(running) -> None:
    def act() -> None:
        keyboard.scan(running.token(MAI))
        keyboard.end("LF")

    assert running.answers(act) == "admitted"
    assert facts(running) == [(MAI, "admitted")]


def test_scan_without_terminator_ends_by_silence(running) -> None:
    assert running.answers(lambda: keyboard.type_keys(running.token(MAI))) == "admitted"
    assert running.checkin.scan_field.text() == ""


@pytest.mark.parametrize("prefix", ["]Q1", "]Q3", "]Q0", "\\000026", "\\000003", "\u00a0 ", "\ufeff"])
def test_scan_with_something_before_it_is_the_same_badge(running, prefix: str) -> None:
    assert running.answers(lambda: keyboard.scan(prefix + running.token(MAI))) == "admitted"
    assert facts(running) == [(MAI, "admitted")]


def test_scan_between_control_characters_is_the_same_badge(running) -> None:
    def act() -> None:
        keyboard.press(Qt.Key.Key_B, "\x02", Qt.KeyboardModifier.ControlModifier)
        keyboard.type_keys(running.token(MAI))
        keyboard.press(Qt.Key.Key_C, "\x03", Qt.KeyboardModifier.ControlModifier)
        keyboard.end("Enter")

    assert running.answers(act) == "admitted"


@pytest.mark.parametrize(
    "keys",
    [")!@#$%^&*(", '=!"·$%&/()', "à&é\"'(-è_ç", "é+ěščřžýáí", ')!"№;%:?*(', '=!"§$%&/()'],
    ids=["us", "es", "fr", "cs", "ru", "de"],
)
def test_scan_with_shifted_digits_is_the_same_badge(running, keys: str) -> None:
    shifted = "".join(keys[int(digit)] for digit in running.token(MAI))
    assert running.answers(lambda: keyboard.scan(shifted)) == "admitted"
    assert facts(running) == [(MAI, "admitted")]


def test_scan_by_the_keypad_is_the_same_badge(running) -> None:
    def act() -> None:
        keyboard.type_keys(running.token(MAI), Qt.KeyboardModifier.KeypadModifier)
        keyboard.end("keypad Enter")

    assert running.answers(act) == "admitted"


@pytest.mark.skipif("sys.platform == 'win32'", reason="Windows makes the characters of Alt codes itself")
def test_scan_by_alt_codes_is_the_same_badge(running) -> None:
    def act() -> None:
        for digit in running.token(MAI):
            keyboard.type_alt_code(digit)
        keyboard.end("Enter")

    assert running.answers(act) == "admitted"
    assert facts(running) == [(MAI, "admitted")]


def test_scan_through_an_input_method_in_full_width_is_the_same_badge(running) -> None:
    running.checkin.focus_search()
    wide = [chr(0xFF10 + int(digit)) for digit in running.token(MAI)]

    def act() -> None:
        for digit in wide:
            keyboard.commit(digit)

    assert running.answers(act) == "admitted"
    assert running.checkin.search_field.text() == ""


def test_double_trigger_is_one_fact_and_one_sound(running) -> None:
    def act() -> None:
        keyboard.scan(running.token(MAI))
        keyboard.scan(running.token(MAI))

    assert running.answers(act) == "admitted"
    running.settle()
    assert facts(running) == [(MAI, "admitted")]
    assert running.loudspeaker.heard == ["accepted"]


def test_double_trigger_without_terminator_is_one_fact(running) -> None:
    assert running.answers(lambda: keyboard.scan(running.token(MAI) * 2)) == "admitted"
    assert facts(running) == [(MAI, "admitted")]


def test_scan_with_its_first_key_lost_is_refused_in_words_and_searches_nothing(running) -> None:
    assert running.answers(lambda: keyboard.scan(running.token(MAI)[1:])) == "unreadable"
    assert running.checkin.panel.view.words == "Scan again"
    assert running.checkin.search_field.text() == ""
    assert running.loudspeaker.heard == ["retry"]


def test_half_a_name_and_its_cursor_stay_through_a_scan(running) -> None:
    field = running.checkin.search_field
    running.checkin.focus_search()
    keyboard.type_slowly("nguy")
    field.setCursorPosition(2)
    assert running.answers(lambda: keyboard.scan(running.token(JOSE))) == "admitted"
    running.settle()
    assert (field.text(), field.cursorPosition(), field.hasFocus()) == ("nguy", 2, True)
    assert running.checkin.panel.view.name == JOSE


def test_typing_goes_on_after_a_scan(running) -> None:
    running.checkin.focus_search()
    keyboard.type_slowly("mu")
    running.answers(lambda: keyboard.scan(running.token(MAI)))
    keyboard.pause()
    keyboard.type_slowly("ñoz")
    running.qtbot.waitUntil(lambda: running.checkin.results.model.rowCount() == 1)
    assert running.checkin.search_field.text() == "muñoz"


def test_scan_on_another_page_comes_back_to_the_desk(running) -> None:
    running.window.show_page("people")
    running.settle()
    assert running.answers(lambda: keyboard.scan(running.token(MAI))) == "admitted"
    assert running.checkin.isVisible()
    assert running.window.workspace.people.search.text() == ""


def test_scan_over_a_dialog_is_kept_and_told_and_leaves_the_dialog_alone(running) -> None:
    from ui.dialogs.walk_in_dialog import WalkInDialog
    from ui.widgets.toast import Toast

    running.checkin.walk_in_asked.emit()
    dialog = running.window.findChild(WalkInDialog)
    running.qtbot.waitUntil(dialog.isActiveWindow)
    dialog.family.setFocus()
    keyboard.type_slowly("Tra")
    assert running.answers(lambda: keyboard.scan(running.token(MAI))) == "admitted"
    assert (dialog.family.text(), dialog.isVisible(), dialog.problem.isVisible()) == ("Tra", True, False)
    assert dialog.findChild(Toast).text == "Welcome. Welcome, Nguyễn Thị Mai."
    dialog.reject()


def test_other_code_is_no_badge_and_types_nothing(running) -> None:
    running.checkin.focus_search()
    keyboard.type_slowly("mu")
    assert running.answers(lambda: keyboard.scan("https://example.org/ticket/4711")) == "not_a_badge"
    running.settle()
    assert running.checkin.search_field.text() == "mu"
    assert facts(running) == []


def test_other_code_with_a_name_in_it_shows_who_fits(running) -> None:
    running.answers(lambda: keyboard.scan("Wei-ting Lin"))
    running.qtbot.waitUntil(running.checkin.results.isVisible)
    assert running.checkin.results.current.printed_name == LIN


def test_key_held_down_is_no_scan(running) -> None:
    field = running.checkin.scan_field
    for _n in range(12):
        keyboard.press(Qt.Key.Key_7, "7", is_repeat=True)
    assert field.text() == "7" * 12


def test_scan_before_any_project_is_open_is_told(make_desk, qtbot) -> None:
    from ui.widgets.toast import Toast

    desk, _loudspeaker = make_desk()
    keyboard.scan("1234567890" * 5 + "12345678")
    qtbot.waitUntil(lambda: desk.window.findChild(Toast) is not None)
    assert desk.window.findChild(Toast).text == (
        "A badge was scanned, but no project is open. Open one first, then scan again."
    )


def test_verdicts_show_name_words_sound_and_attention(running) -> None:
    running.answers(lambda: keyboard.scan(running.token(MALEE)))
    view = running.checkin.panel.view
    assert (view.kind, view.words, view.name, view.attention) == ("attention", "Welcome", MALEE, "Call Ms Lan")
    running.answers(lambda: keyboard.scan(running.token(LIN)))
    view = running.checkin.panel.view
    assert (view.name, view.own_name, view.lines[-1], view.category) == (LIN, "林威廷", "Chinese Taipei", "Delegate")
    assert running.loudspeaker.heard == ["attention", "accepted"]


def test_figures_and_last_scans_follow(running) -> None:
    for name in (MAI, DUC, JOSE):
        running.answers(lambda name=name: keyboard.scan(running.token(name)))
    column = running.checkin.column
    running.qtbot.waitUntil(lambda: column.figures["people"].text == "3")
    figures = {name: card.text for name, card in column.figures.items()}
    assert figures == {"people": "3", "registered": "5", "inside": "3", "entries": "3"}
    assert [(bar.words, bar.amount) for bar in column.bars.bars] == [("Delegate", 2), ("Speaker", 1)]
    running.qtbot.waitUntil(lambda: column.scans.rowCount() == 3)
    assert [column.scans.index(row).data() for row in range(3)] == [JOSE, DUC, MAI]


def test_scans_of_another_process_refresh_the_figures(running) -> None:
    from o2o_events.checkin.scanning import record_scan

    checkpoint = running.window.project.current_checkpoint
    with running.app.database.write() as tx:
        record_scan(tx, checkpoint=checkpoint, text=running.token(MAI))
    running.qtbot.waitUntil(lambda: running.checkin.column.figures["people"].text == "1", timeout=8000)


def test_direction_out_records_an_exit(running) -> None:
    running.answers(lambda: keyboard.scan(running.token(MAI)))
    running.window.workspace.place.turn()
    keyboard.pause()
    assert running.answers(lambda: keyboard.scan(running.badges[MAI].code)) == "exited"
    running.settle()
    with running.app.database.read() as tx:
        status = event_status(tx, running.event, running.window.project.current_checkpoint)
    assert (status.people, status.inside) == (1, 0)


def test_line_edits_of_other_pages_keep_what_people_type(running) -> None:
    running.window.show_page("people")
    search: QLineEdit = running.window.workspace.people.search
    running.qtbot.waitUntil(search.hasFocus)
    keyboard.type_slowly("12")
    running.qtbot.waitUntil(lambda: search.text() == "12")
