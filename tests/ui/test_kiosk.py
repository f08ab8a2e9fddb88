"""The kiosk as participants and organisers use it: real window, real file, real keys."""

from collections.abc import Callable, Mapping
from typing import Any

import keyboard
import pytest
from desk_window import bring_to_front, clear_away
from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QApplication, QWidget
from sqlalchemy import func, select

from o2o_events.badges.queries import PrintableBadge
from o2o_events.db.models import FactRow
from o2o_events.feedback.forms import add_form, edit_form, get_form
from o2o_events.feedback.kiosk_pin import set_pin
from o2o_events.feedback.queries import AnswerSet, read_answers
from o2o_events.feedback.questions import Condition, FormContent, Option, Question
from o2o_events.feedback.sheet_lookup import Target
from o2o_events.feedback.shipped import ship_forms
from o2o_events.feedback.slips import print_slips
from ui.dialogs.kiosk_dialog import KioskDialog
from ui.kiosk.showing import Kiosk
from ui.kiosk.starting import KioskTask, read_asked
from ui.kiosk.window import IDLE, KioskWindow
from ui.screens.showing import monitors

YES_NO = (Option("y", {"en": "Yes", "vi": "Có"}), Option("n", {"en": "No", "vi": "Không"}))
CONTENT = FormContent(
    ("en", "vi"),
    {"en": "All kinds", "vi": "Mọi loại"},
    thanks={"vi": "Cảm ơn!"},
    questions=(
        Question("part", "section", {"en": "Part one"}),
        Question("sells", "one", {"en": "Do you sell online?"}, options=YES_NO, has_other=True, is_required=True),
        Question("where", "many", {"en": "Where?"}, options=YES_NO, show_if=Condition("sells", ("y",))),
        Question("rate", "rating", {"en": "Rate it"}, lowest=1, highest=5),
        Question("shops", "number", {"en": "Shops"}, lowest=0, highest=99),
        Question("name", "short_text", {"en": "Name of the shop"}),
        Question("more", "long_text", {"en": "More"}, has_comment=True),
    ),
)
Start = Callable[..., KioskWindow]


@pytest.fixture
def kiosk(running, qtbot) -> Start:
    """Starts a kiosk over the desk's window; it is left when the test ends."""
    made: list[Kiosk] = []

    def start(code: str = "kinds", **changes: Any) -> KioskWindow:
        with running.app.database.write() as tx:
            ship_forms(tx)
            add_form(tx, code="kinds", name={"en": "Kinds"}, content=CONTENT)
            edit_form(tx, form=get_form(tx, code).id, changes=changes)
            set_pin(tx, pin="2468")
            asked = read_asked(tx, code)
        holder = Kiosk(running.window.project, running.window)
        made.append(holder)
        task = KioskTask(running.event, asked.form.id, Target(None, ""))
        window = holder.start(task, asked, running.window.screen())
        bring_to_front(qtbot, window)
        running.settle()
        return window

    yield start
    for holder in made:
        holder.close()
    clear_away()


def answers_to(running, code: str = "kinds") -> list[AnswerSet]:
    with running.app.database.read() as tx:
        return read_answers(tx, get_form(tx, code), events=[running.event])


def scans(running) -> int:
    with running.app.database.read() as tx:
        return tx.scalar(select(func.count()).select_from(FactRow).where(FactRow.kind == "scan"))


def card(window: KioskWindow, code: str) -> Any:
    return next(card for card in window.form.cards if card.question.code == code)


def touch(qtbot, button: QWidget) -> None:
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def stored(running, window: KioskWindow, act: Callable[[], object]) -> None:
    with running.qtbot.waitSignal(window.stored):
        act()


def shown(window: KioskWindow) -> list[str]:
    return [card.question.code for card in window.form.cards if card.isVisible()]


def test_language_comes_first_and_thanks_after_the_answer_is_stored(running, kiosk: Start, qtbot) -> None:
    window = kiosk()
    assert window.start.title.text() == "All kinds\nMọi loại"
    assert {tag: button.text() for tag, button in window.start.buttons.items()} == {
        "en": "English",
        "vi": "Tiếng Việt",
    }
    touch(qtbot, window.start.buttons["vi"])
    assert [button.text() for button in card(window, "sells").choices.values()][:2] == ["Có", "Không"]
    touch(qtbot, card(window, "sells").choices["n"])
    seen: list[int] = []
    window.stored.connect(lambda _answer: seen.append(len(answers_to(running))))

    stored(running, window, lambda: touch(qtbot, window.form.next))

    assert seen == [1]
    assert (window.thanks.isVisible(), window.thanks.words.text()) == (True, "Cảm ơn!")
    (answer,) = answers_to(running)
    assert (answer.answers, answer.channel, answer.language, answer.registration, answer.day) == (
        {"sells": "n"},
        "kiosk",
        "vi",
        None,
        running.event.days[0],
    )
    touch(qtbot, window.thanks.next)
    assert (window.start.isVisible(), window.form) == (True, None)


def test_keyboard_begins_on_a_language_and_not_on_the_way_out(kiosk: Start, qtbot) -> None:
    window = kiosk()
    assert window.focusWidget() is window.start.buttons["en"]
    keyboard.press(Qt.Key.Key_Space, " ")
    qtbot.waitUntil(lambda: window.form is not None)
    assert (window.language, window.pin.isVisible()) == ("en", False)


def test_every_kind_of_question_is_answered_by_touch_and_keys(running, kiosk: Start, qtbot) -> None:
    window = kiosk()
    window.choose_language("en")
    touch(qtbot, card(window, "sells").choices["y"])
    for code in ("y", "n"):
        touch(qtbot, card(window, "where").choices[code])
    touch(qtbot, card(window, "rate").choices["4"])
    card(window, "shops").field.setFocus()
    keyboard.type_slowly("12")
    card(window, "name").field.setFocus()
    keyboard.commit("Chợ quê 市集")
    card(window, "more").field.setPlainText("First\nsecond")
    card(window, "more").comment.setPlainText("A comment")
    qtbot.waitUntil(lambda: card(window, "shops").field.text() == "12")

    stored(running, window, lambda: touch(qtbot, window.form.next))

    (answer,) = answers_to(running)
    assert answer.answers == {
        "sells": "y",
        "where": ["y", "n"],
        "rate": 4,
        "shops": 12,
        "name": "Chợ quê 市集",
        "more": "First\nsecond",
        "more_comment": "A comment",
    }


def test_questions_show_and_hide_by_the_answers_before(running, kiosk: Start, qtbot) -> None:
    window = kiosk()
    window.choose_language("en")
    assert "where" not in shown(window)
    touch(qtbot, card(window, "sells").choices["y"])
    assert "where" in shown(window)
    touch(qtbot, card(window, "where").choices["n"])
    touch(qtbot, card(window, "sells").choices["n"])
    assert "where" not in shown(window)

    stored(running, window, lambda: touch(qtbot, window.form.next))

    assert answers_to(running)[0].answers == {"sells": "n"}


def test_an_answer_touched_again_is_taken_back(running, kiosk: Start, qtbot) -> None:
    window = kiosk()
    window.choose_language("en")
    for _touch in range(2):
        touch(qtbot, card(window, "rate").choices["4"])
    touch(qtbot, card(window, "sells").choices["y"])
    touch(qtbot, card(window, "sells").choices["n"])

    stored(running, window, lambda: touch(qtbot, window.form.next))

    assert answers_to(running)[0].answers == {"sells": "n"}


def test_what_is_missing_is_told_in_words_at_its_question(running, kiosk: Start, qtbot) -> None:
    window = kiosk()
    window.choose_language("en")
    card(window, "shops").field.setText("many")
    touch(qtbot, window.form.next)

    assert (card(window, "sells").problem.text(), card(window, "shops").problem.text()) == (
        "Please answer this question.",
        "Write a number, such as 12.",
    )
    assert answers_to(running) == []
    touch(qtbot, card(window, "sells").choices["other"])
    touch(qtbot, window.form.next)
    assert card(window, "sells").problem.text() == "Please write what the other is."
    card(window, "sells").other.setText("At fairs")
    card(window, "shops").field.clear()
    stored(running, window, lambda: touch(qtbot, window.form.next))
    assert answers_to(running)[0].answers == {"sells": "other", "sells_other": "At fairs"}


def test_one_question_a_page_skips_what_is_not_asked(running, kiosk: Start, qtbot) -> None:
    window = kiosk(layout="pages")
    window.choose_language("en")
    assert (shown(window), window.form.back.isVisible()) == (["part", "sells"], False)
    touch(qtbot, window.form.next)
    assert (window.form.step, card(window, "sells").problem.text()) == (0, "Please answer this question.")
    touch(qtbot, card(window, "sells").choices["n"])
    touch(qtbot, window.form.next)
    assert shown(window) == ["rate"]
    touch(qtbot, window.form.back)
    touch(qtbot, card(window, "sells").choices["y"])
    touch(qtbot, window.form.next)
    assert shown(window) == ["where"]
    for _page in range(4):
        touch(qtbot, window.form.next)
    assert (shown(window), window.form.next.text()) == (["more"], "Send")
    stored(running, window, lambda: touch(qtbot, window.form.next))
    assert answers_to(running)[0].answers == {"sells": "y"}


def test_pressing_send_often_stores_one_answer(running, kiosk: Start, qtbot) -> None:
    window = kiosk()
    window.choose_language("en")
    touch(qtbot, card(window, "sells").choices["y"])
    for _press in range(5):
        window.form.next.click()
    running.settle()
    assert len(answers_to(running)) == 1


def test_a_form_without_an_answer_is_not_sent(running, kiosk: Start) -> None:
    with running.app.database.write() as tx:
        question = Question("more", "long_text", {"en": "More?"})
        content = FormContent(("en",), {"en": "<b>Free</b>"}, questions=(question,))
        add_form(tx, code="free", name={"en": "Free"}, content=content)
    window = kiosk("free")
    window.choose_language("en")
    window.form.next.click()
    running.settle()
    said = window.form.problem.text()
    card(window, "more").field.setPlainText("Well done")
    window.form.next.click()
    running.settle()

    assert said == "Nothing is filled in yet. Answer at least one question, then send."
    assert [answer.answers for answer in answers_to(running, "free")] == [{"more": "Well done"}]


def test_after_a_minute_alone_it_starts_again_and_keeps_nothing(running, kiosk: Start, qtbot) -> None:
    window = kiosk()
    assert (window.idle.interval(), window.idle.isActive(), IDLE) == (60_000, False, 60_000)
    window.choose_language("en")
    touch(qtbot, card(window, "sells").choices["y"])
    assert window.idle.isActive()
    window.warning.timeout.emit()
    assert window._still_there.isVisible()
    touch(qtbot, card(window, "rate").choices["2"])
    assert not window._still_there.isVisible()

    window.idle.timeout.emit()

    running.settle()
    assert (window.start.isVisible(), window.form, window.begun, window.idle.isActive()) == (True, None, None, False)
    assert answers_to(running) == []
    window.choose_language("en")
    assert card(window, "sells").raw == {"sells": ""}


def test_idle_time_runs_out_by_itself(running, qtbot) -> None:
    with running.app.database.write() as tx:
        add_form(tx, code="kinds", name={"en": "Kinds"}, content=CONTENT)
        asked = read_asked(tx, "kinds")
    window = KioskWindow(
        running.window.project, KioskTask(running.event, asked.form.id, Target(None, "")), asked, idle=1
    )
    window.show()
    window.choose_language("en")
    qtbot.waitUntil(window.start.isVisible)
    running.settle()
    window.leave()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.mark.parametrize("way", ["close", "escape", "alt f4"])
def test_nothing_but_the_pin_leaves(running, kiosk: Start, qtbot, way: str) -> None:
    window = kiosk()
    window.choose_language("en")
    if way == "close":
        assert window.close() is False
    elif way == "escape":
        qtbot.keyClick(window, Qt.Key.Key_Escape)
    else:
        qtbot.keyClick(window, Qt.Key.Key_F4, Qt.KeyboardModifier.AltModifier)
        window.close()
    assert (window.isVisible(), running.window.isVisible(), window.form is not None) == (True, False, True)


def test_pin_leaves_and_a_wrong_one_does_not(running, kiosk: Start, qtbot) -> None:
    window = kiosk()
    window.choose_language("en")
    touch(qtbot, card(window, "sells").choices["y"])
    touch(qtbot, window.lock)
    for digit in "1357":
        touch(qtbot, window.pin.keys[digit])
    touch(qtbot, window.pin.enter)
    qtbot.waitUntil(window.pin.problem.isVisible)
    assert window.pin.problem.text() == "This is not the PIN. Try again."
    touch(qtbot, window.pin.back)
    assert (card(window, "sells").raw, window.form.isVisible()) == ({"sells": "y"}, True)
    touch(qtbot, window.lock)
    for digit in "2468":
        touch(qtbot, window.pin.keys[digit])
    with qtbot.waitSignal(window.left):
        touch(qtbot, window.pin.enter)
    assert running.window.isVisible()
    assert answers_to(running) == []


def test_pin_is_typed_on_the_keyboard_too(kiosk: Start, qtbot) -> None:
    window = kiosk()
    window.ask_pin()
    keyboard.type_slowly("2468")
    qtbot.waitUntil(lambda: window.pin.field.text() == "2468")
    with qtbot.waitSignal(window.left):
        keyboard.end("Enter")


def test_pad_rests_after_five_wrong_numbers(running, kiosk: Start) -> None:
    window = kiosk()
    window.ask_pin()
    for _try in range(5):
        window.pin.field.setText("1111")
        window.pin.enter.click()
        running.settle()
    assert (window.pin.enter.isEnabled(), window.pin.resting.isActive()) == (False, True)
    window.pin.resting.timeout.emit()
    assert window.pin.enter.isEnabled()


def test_badge_first_gives_economy_and_category_and_no_scan(running, kiosk: Start) -> None:
    window = kiosk(asks_badge=True)
    window.choose_language("en")
    assert window.badge.isVisible()
    keyboard.scan(running.token("José Muñoz"))
    running.qtbot.waitUntil(lambda: window.form is not None)
    assert "only your economy and your category" in window.form.findChild(QWidget, "note").text()
    touch(running.qtbot, card(window, "sells").choices["y"])
    stored(running, window, window.form.next.click)

    (answer,) = answers_to(running)
    assert (answer.economy, answer.category, answer.registration) == ("PE", "speaker", None)
    assert scans(running) == 0


def test_named_form_takes_the_registration_and_cannot_do_without(
    running, kiosk: Start, people: Mapping[str, PrintableBadge]
) -> None:
    window = kiosk(is_named=True)
    window.choose_language("en")
    assert (window.badge.isVisible(), window.badge.skip.isVisible()) == (True, False)
    keyboard.scan("9" * 58)
    running.qtbot.waitUntil(window.badge.problem.isVisible)
    assert window.badge.problem.text().startswith("No badge was read.")
    keyboard.scan(running.token("José Muñoz"))
    running.qtbot.waitUntil(lambda: window.form is not None)
    touch(running.qtbot, card(window, "sells").choices["y"])
    stored(running, window, window.form.next.click)

    (answer,) = answers_to(running)
    assert answer.registration == people["José Muñoz"].registration
    assert scans(running) == 0


def test_scanner_never_types_into_a_field(running, kiosk: Start) -> None:
    window = kiosk()
    window.choose_language("en")
    field = card(window, "name").field
    field.setFocus()
    keyboard.type_slowly("Lotus")
    keyboard.scan(running.token("José Muñoz"))
    running.settle()
    assert (field.text(), scans(running), window.form.isVisible()) == ("Lotus", 0, True)


def test_slip_answers_once(running, kiosk: Start) -> None:
    window = kiosk(needs_slip=True)
    with running.app.database.write() as tx:
        (slip,) = print_slips(tx, event=running.event, form=get_form(tx, "kinds"), count=1)
    window.choose_language("en")
    window.slip.field.setText(slip)
    keyboard.end("Enter")
    running.qtbot.waitUntil(lambda: window.form is not None)
    touch(running.qtbot, card(window, "sells").choices["y"])
    stored(running, window, window.form.next.click)
    window.reset()
    window.choose_language("en")
    window.slip.field.setText(slip)
    window.slip.go_on.click()
    running.qtbot.waitUntil(window.slip.problem.isVisible)

    assert window.slip.problem.text() == "This slip was used. Each slip answers once."
    assert len(answers_to(running)) == 1


def test_form_that_is_closed_meanwhile_says_so_and_keeps_what_was_typed(running, kiosk: Start, qtbot) -> None:
    window = kiosk()
    window.choose_language("en")
    touch(qtbot, card(window, "sells").choices["y"])
    with running.app.database.write() as tx:
        edit_form(tx, form=get_form(tx, "kinds").id, changes={"is_open": False})
    touch(qtbot, window.form.next)
    qtbot.waitUntil(window.form.problem.isVisible)
    assert window.form.problem.text() == "“Kinds” is closed. Ask the organisers to open it again."
    assert card(window, "sells").raw == {"sells": "y"}
    window.reset()
    qtbot.waitUntil(window.start.problem.isVisible)
    assert [button.isEnabled() for button in window.start.buttons.values()] == [False, False]


def test_desk_scans_on_from_another_program_while_the_kiosk_answers(running, kiosk: Start, qtbot) -> None:
    from o2o_events.checkin.checkpoints import list_checkpoints
    from o2o_events.checkin.scanning import record_scan

    window = kiosk()
    window.choose_language("en")
    touch(qtbot, card(window, "sells").choices["y"])
    with running.app.database.write() as tx:
        record_scan(tx, checkpoint=list_checkpoints(tx, running.event)[0], text=running.token("José Muñoz"))
    stored(running, window, window.form.next.click)
    assert (len(answers_to(running)), scans(running)) == (1, 1)


def test_everything_to_touch_is_large_enough(kiosk: Start) -> None:
    window = kiosk()
    low = [button.height() for button in (*window.start.buttons.values(), window.lock)]
    window.choose_language("en")
    for one in window.form.cards:
        low += [button.height() for button in one.choices.values()]
    low += [window.form.next.height(), window.again.height()]
    window.ask_pin()
    low += [button.height() for button in window.pin.keys.values()]
    assert min(low) >= 48


def test_dialog_asks_for_a_pin_the_first_time(running, qtbot) -> None:
    with running.app.database.write() as tx:
        ship_forms(tx)
        asked = read_asked(tx, "session")
    dialog = KioskDialog(
        running.window, running.window.project, running.event, asked, [Target("s1", "Opening")],
        monitors(running.window), has_pin=False,
    )  # fmt: skip
    dialog.open()
    dialog.answer()
    qtbot.waitUntil(dialog.problem.isVisible)
    assert dialog.problem.text() == "A PIN has 4 to 12 digits. Type one that you will remember."
    dialog.pin.setText("1234")
    dialog.answer()
    assert dialog.problem.text() == "The two PINs are not the same. Type them again."
    dialog.again.setText("1234")
    with qtbot.waitSignal(dialog.decided) as decided:
        dialog.answer()
    assert decided.args[0] == KioskTask(running.event, asked.form.id, Target("s1", "Opening"))


def test_thanks_do_not_take_the_pad_away(running, kiosk: Start, qtbot) -> None:
    window = kiosk()
    window.choose_language("en")
    touch(qtbot, card(window, "sells").choices["y"])
    stored(running, window, window.form.next.click)
    assert window.thanks.timer.isActive()
    touch(qtbot, window.lock)
    assert (window.thanks.timer.isActive(), window.pin.isVisible()) == (False, True)
    touch(qtbot, window.pin.back)
    assert window.start.isVisible()
