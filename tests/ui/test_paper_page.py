"""Paper sheets typed in with the keyboard alone, taken back, and entered twice."""

from typing import Any

import keyboard
import pytest
from factories import make_session
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPlainTextEdit
from sqlalchemy import select

from o2o_events.db.models import FactRow
from o2o_events.feedback.checking import check_answers
from o2o_events.feedback.forms import add_form, current_version, edit_form, get_form
from o2o_events.feedback.queries import AnswerSet, read_answers
from o2o_events.feedback.questions import Condition, FormContent, Option, Question
from o2o_events.feedback.sheets import Sheet, sheet_code
from o2o_events.feedback.shipped import ship_forms
from ui.dialogs.differences_dialog import DifferencesDialog
from ui.pages.paper_rows import PaperRow

YES_NO = (Option("y", {"en": "Yes", "vi": "Có"}), Option("n", {"en": "No", "vi": "Không"}))
CONTENT = FormContent(
    ("en", "vi"),
    {"en": "All kinds"},
    questions=(
        Question("part", "section", {"en": "Part"}),
        Question("sells", "one", {"en": "Do you sell online?"}, options=YES_NO, has_other=True, is_required=True),
        Question("where", "many", {"en": "Where?"}, options=YES_NO, show_if=Condition("sells", ("y",))),
        Question("rate", "rating", {"en": "Rate it"}, lowest=1, highest=10, has_comment=True),
        Question("shops", "number", {"en": "Shops"}, lowest=0, highest=99),
        Question("more", "long_text", {"en": "More"}),
    ),
)


@pytest.fixture
def page(running) -> Any:
    with running.app.database.write() as tx:
        ship_forms(tx)
        form = add_form(tx, code="kinds", name={"en": "Kinds"}, content=CONTENT)
        code = sheet_code(Sheet(current_version(tx, form.id).id, running.event.id))
    running.window.show_page("paper")
    made = running.window.workspace.page("paper")
    running.qtbot.waitUntil(made.code.hasFocus)
    made.code.setText(code.lower().replace("-", ""))
    keyboard.end("Enter")
    running.qtbot.waitUntil(lambda: bool(made.rows))
    running.settle()
    return made


def answers_to(running, code: str = "kinds") -> list[AnswerSet]:
    with running.app.database.read() as tx:
        found = read_answers(tx, get_form(tx, code), events=[running.event])
    return sorted(found, key=lambda answer: answer.sheet)


def key(running, character: str) -> None:
    """One key of a person: what could be a scanner's is held back for a moment."""
    keyboard.pause()
    row = QApplication.focusWidget()
    before = text_of(row)
    keyboard.type_keys(character)
    running.qtbot.waitUntil(lambda: text_of(row) != before)


def text_of(widget) -> object:
    if isinstance(widget, QLineEdit):
        return widget.text()
    return widget.toPlainText() if isinstance(widget, QPlainTextEdit) else str(widget.raw)


def enter() -> None:
    keyboard.pause()
    keyboard.end("Enter")


def type_sheet(running, sells: str = "1", rate: str = "4") -> None:
    """A whole sheet by keys; ends with Enter at the last question, which keeps it."""
    for character in (sells, "\n", *("12\n" if sells == "1" else ""), rate, "\n", "\n", "7", "\n", "\n"):
        enter() if character == "\n" else key(running, character)
    running.settle()


def test_code_leads_to_the_questions_and_the_keyboard_is_on_the_first(page) -> None:
    assert page.what.text() == "Kinds (version 1)  ·  Workshop VN"
    assert (page.number.text(), page.rows[0].hasFocus()) == ("1", True)
    assert [row.question.code for row in page.rows] == ["sells", "where", "rate", "shops", "more"]
    assert page.rows[1].isHidden()


def test_sheet_is_typed_with_keys_alone(running, page) -> None:
    type_sheet(running)

    (answer,) = answers_to(running)
    assert (answer.answers, answer.channel, answer.sheet, answer.language) == (
        {"sells": "y", "where": ["y", "n"], "rate": 4, "shops": 7},
        "paper",
        "1",
        "en",
    )
    assert (page.number.text(), page.rows[0].hasFocus(), page.raw["sells"]) == ("2", True, "")


@pytest.mark.parametrize(
    ("lowest", "highest", "keys"),
    [
        (1, 5, {"1": "1", "5": "5"}),
        (1, 10, {"9": "9", "0": "10"}),
        (0, 10, {"0": "0", "9": "9", "a": "10"}),
        (-2, 2, {"a": "-2", "b": "-1", "0": "0", "2": "2"}),
        (8, 18, {"8": "8", "0": "10", "a": "11", "h": "18"}),
    ],
)
def test_every_number_of_a_scale_has_a_key_of_its_own(qtbot, lowest: int, highest: int, keys: dict[str, str]) -> None:
    row = PaperRow(Question("rate", "rating", {"en": "Rate it"}, lowest=lowest, highest=highest), 1, "en")
    qtbot.addWidget(row)
    chosen = {}
    for pressed in keys:
        qtbot.keyClicks(row, pressed)
        chosen[pressed] = row.raw["rate"]
    assert chosen == keys
    assert len({pressed for pressed, _code, _words in row.options}) == highest - lowest + 1


def test_key_chooses_again_takes_back_and_backspace_empties(running, page) -> None:
    key(running, "2")
    assert page.rows[0].raw == {"sells": "n"}
    key(running, "2")
    assert page.rows[0].raw == {"sells": ""}
    key(running, "3")
    assert page.rows[0].raw == {"sells": "other", "sells_other": ""}
    keyboard.pause()
    keyboard.press(Qt.Key.Key_Backspace, "\b")
    assert page.rows[0].raw == {"sells": ""}


def test_key_that_chooses_nothing_changes_nothing(running, page) -> None:
    keyboard.type_slowly("9x")
    running.settle()
    assert page.rows[0].raw == {"sells": ""}


def test_a_key_that_types_nothing_chooses_nothing_of_a_long_list(qtbot) -> None:
    options = tuple(Option(f"option_{number}", {"en": f"Option {number}"}) for number in range(40))
    row = PaperRow(Question("which", "one", {"en": "Which?"}, options=options), 1, "en")
    qtbot.addWidget(row)
    qtbot.keyClick(row, Qt.Key.Key_Shift)
    nothing = row.raw
    qtbot.keyClicks(row, "z")

    assert (nothing, row.raw) == ({"which": ""}, {"which": "option_34"})


def test_a_fraction_that_is_taken_back_can_be_kept_again(qtbot) -> None:
    question = Question("share", "number", {"en": "Share"})
    row = PaperRow(question, 1, "en")
    qtbot.addWidget(row)
    row.fill({"share": 1.234})

    form = FormContent(("en",), {"en": "Form"}, questions=(question,))
    assert check_answers(form, row.raw).answers == {"share": 1.234}


def test_ten_is_the_key_nought(running, page) -> None:
    page.rows[2].begin()
    key(running, "0")
    assert page.rows[2].raw["rate"] == "10"


def test_other_is_asked_for_in_words(running, page) -> None:
    key(running, "3")
    enter()
    assert page.rows[0].other.hasFocus()
    enter()
    page.keep()
    assert page.rows[0].problem.text() == "Please write what the other is."
    page.rows[0].other.setText("Fairs")
    page.keep()
    running.settle()
    assert answers_to(running)[0].answers == {"sells": "other", "sells_other": "Fairs"}


def test_what_paper_leaves_empty_stays_empty(running, page) -> None:
    page.keep()
    running.settle()
    assert [answer.answers for answer in answers_to(running)] == [{}]


def test_tab_goes_through_every_question_in_order_and_is_never_lost(page) -> None:
    seen = []
    for _press in range(6):
        widget = QApplication.focusWidget()
        seen.append(widget)
        keyboard.pause()
        keyboard.end("Tab")
    rows = page.rows
    assert seen == [rows[0], rows[2], rows[2].comment, rows[3].field, rows[4].field, page.store]
    assert rows[4].field.toPlainText() == ""


def test_number_that_is_entered_already_is_refused_in_words(running, page) -> None:
    type_sheet(running)
    page.number.setText("1")
    page.keep()
    running.settle()
    assert page.problem.text() == ("Sheet 1 is entered already. Type another number, or choose the second entry.")
    assert len(answers_to(running)) == 1


def test_keeping_twice_in_one_moment_keeps_one(running, page) -> None:
    for _press in range(4):
        page.keep()
    running.settle()
    assert len(answers_to(running)) == 1


def test_last_sheet_comes_back_to_be_put_right(running, page) -> None:
    page.operator.setText("Lan")
    page.rows[0].begin()
    type_sheet(running)
    page.take_back()
    running.settle()
    assert answers_to(running) == []
    assert (page.number.text(), page.raw["sells"], page.raw["where"], page.raw["shops"]) == ("1", "y", ["y", "n"], "7")
    page.rows[2].begin()
    key(running, "9")
    page.keep()
    running.settle()
    assert [answer.answers["rate"] for answer in answers_to(running)] == [9]
    assert page.undo.isEnabled()


def test_taking_back_needs_a_name(running, page) -> None:
    type_sheet(running)
    page.take_back()
    assert (page.problem.text(), page.operator.hasFocus()) == (
        "Type your name first: it is kept with what you do.",
        True,
    )
    assert len(answers_to(running)) == 1


def second_entry(running, page, **changes: str) -> None:
    page.operator.setText("Lan")
    page.second.click()
    page.rows[0].begin()
    type_sheet(running, **changes)


def test_second_entry_that_agrees_says_so(running, page) -> None:
    type_sheet(running)
    said: list[str] = []
    page.said.connect(said.append)
    second_entry(running, page)
    assert said == ["Sheet 1: both entries are the same."]
    assert page.progress.text() == "1 sheet entered  ·  of the sample entered twice: 1 of 1"


def test_half_typed_sheet_is_not_lost_to_the_other_entry(running, page) -> None:
    key(running, "2")
    running.qtbot.mouseClick(page.second, Qt.MouseButton.LeftButton)
    assert (page.first.isChecked(), page.raw["sells"]) == (True, "n")
    assert page.problem.text() == "This sheet is half typed. Keep it first, or empty its answers."
    page.rows[0].begin()
    key(running, "2")
    running.qtbot.mouseClick(page.second, Qt.MouseButton.LeftButton)
    assert (page.second.isChecked(), page.problem.isVisible()) == (True, False)


def test_differences_are_shown_and_settled(running, page) -> None:
    type_sheet(running, rate="4")
    second_entry(running, page, rate="5")
    running.qtbot.waitUntil(lambda: isinstance(QApplication.activeModalWidget(), DifferencesDialog))
    dialog = QApplication.activeModalWidget()
    assert [button.text() for button in dialog.pairs[0]] == ["First entry: 4", "Second entry: 5"]
    assert "3.  Rate it" in [label.text() for label in dialog.findChildren(QLabel)]
    assert not dialog.accept_button.isEnabled()
    running.qtbot.mouseClick(dialog.pairs[0][1], Qt.MouseButton.LeftButton)
    dialog.answer()
    running.settle()

    (answer,) = answers_to(running)
    assert (answer.answers["rate"], answer.sheet) == (5, "1")
    with running.app.database.read() as tx:
        kinds = sorted(tx.scalars(select(FactRow.kind).where(FactRow.kind.in_(("answer_check", "answer_void")))))
    assert kinds == ["answer_check", "answer_check", "answer_void"]


def test_settling_for_the_first_entry_changes_nothing(running, page) -> None:
    type_sheet(running, sells="1")
    before = answers_to(running)
    second_entry(running, page, sells="2")
    running.qtbot.waitUntil(lambda: isinstance(QApplication.activeModalWidget(), DifferencesDialog))
    dialog = QApplication.activeModalWidget()
    assert [button.text() for pair in dialog.pairs for button in pair] == [
        "First entry: Yes", "Second entry: No", "First entry: Yes, No", "Second entry: –",
    ]  # fmt: skip
    for first, _second in dialog.pairs:
        running.qtbot.mouseClick(first, Qt.MouseButton.LeftButton)
    dialog.answer()
    running.settle()
    assert answers_to(running) == before


def test_second_entry_of_a_sheet_that_is_not_there_is_refused(running, page) -> None:
    page.second.click()
    page.number.setText("8")
    page.keep()
    running.settle()
    assert page.problem.text() == "Sheet 8 was not entered yet. Choose the first entry."


def test_code_that_leads_nowhere_says_what_to_do(running, page) -> None:
    page.code.setText("nonsense")
    page.code.setFocus()
    enter()
    running.qtbot.waitUntil(page.problem.isVisible)
    assert page.problem.text() == "“nonsense” is no sheet code. Type the nine characters at the top of the sheet."
    assert page.rows


def test_sheet_of_a_session_is_kept_with_it(running, page) -> None:
    with running.app.database.write() as tx:
        session = make_session(tx, running.event, "Opening")
        version = current_version(tx, get_form(tx, "session").id)
    page.code.setText(sheet_code(Sheet(version.id, running.event.id, session.id)))
    page.find()
    running.settle()
    assert page.what.text() == "Session feedback (version 1)  ·  Opening"
    key(running, "4")
    page.keep()
    running.settle()
    assert [(a.target, a.answers) for a in answers_to(running, "session")] == [(session.id, {"useful": 4})]


def test_named_form_takes_the_code_of_a_badge(running, page, people) -> None:
    with running.app.database.write() as tx:
        edit_form(tx, form=get_form(tx, "kinds").id, changes={"is_named": True})
    page.find()
    running.settle()
    assert page.badge.isVisible()
    page.badge.setText(people["José Muñoz"].code)
    page.keep()
    running.settle()
    assert [answer.registration for answer in answers_to(running)] == [people["José Muñoz"].registration]


def test_page_follows_the_language(running, page) -> None:
    running.desk.speak("vi")
    running.settle()
    assert page.rows[0].question.code == "sells"
    page.language.setCurrentIndex(page.language.findData("vi"))
    page.language.activated.emit(page.language.currentIndex())
    assert [words for _key, _code, words in page.rows[0].options][:2] == ["Có", "Không"]
