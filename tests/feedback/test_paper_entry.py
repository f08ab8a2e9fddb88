"""Paper: from the code to the form, entered twice, compared and settled; closed forms take paper still."""

from dataclasses import dataclass
from typing import Any

import pytest
from factories import make_event, make_session, make_slot
from sqlalchemy import select

from o2o_events.app import App
from o2o_events.db.models import FactRow
from o2o_events.errors import UserError
from o2o_events.feedback.answering import new_submission, store_answer
from o2o_events.feedback.double_entry import (
    Difference,
    as_on_paper,
    check_answer,
    checked_answers,
    compare_entries,
    sample_to_check,
    settle_answer,
)
from o2o_events.feedback.forms import current_version, edit_content, edit_form, get_form
from o2o_events.feedback.queries import read_answers
from o2o_events.feedback.questions import FormContent, Question
from o2o_events.feedback.sheet_lookup import FoundSheet, Target, entered_sheets, find_typed_sheet, list_targets
from o2o_events.feedback.sheets import Sheet, sheet_code
from o2o_events.feedback.shipped import ship_forms
from o2o_events.registers.events import Event


@dataclass
class Pile:
    """A pile of session forms, and typing one in."""

    app: App
    event: Event
    session: str

    def sheet(self, tx: Any) -> FoundSheet:
        version = current_version(tx, get_form(tx, "session").id)
        return find_typed_sheet(tx, sheet_code(Sheet(version.id, self.event.id, self.session)))

    def enter(self, tx: Any, number: str, **answers: object) -> str:
        sheet = self.sheet(tx)
        return store_answer(
            tx,
            event=sheet.event,
            form=sheet.form,
            version=sheet.version,
            answers=answers,
            channel="paper",
            language="vi",
            submission=new_submission(),
            target=sheet.target.id,
            sheet=number,
        ).answer


@pytest.fixture
def pile(app: App) -> Pile:
    with app.database.write() as tx:
        event = make_event(tx)
        session = make_session(tx, event, "Going online")
        ship_forms(tx)
    return Pile(app, event, session.id)


def test_code_leads_to_form_version_event_and_session(pile: Pile) -> None:
    with pile.app.database.read() as tx:
        sheet = pile.sheet(tx)

    assert (sheet.form.code, sheet.version.number, sheet.event, sheet.target) == (
        "session",
        1,
        pile.event,
        Target(pile.session, "Going online"),
    )


def test_code_of_an_old_version_leads_to_the_old_questions(pile: Pile) -> None:
    with pile.app.database.write() as tx:
        old = pile.sheet(tx)
        pile.enter(tx, "1", useful=4)
        fewer = old.version.content.questions[:2]
        edit_content(tx, form=old.form.id, content=type(old.version.content)(
            old.version.content.languages, old.version.content.title, questions=fewer
        ))  # fmt: skip
        again, new = find_typed_sheet(tx, old.code), pile.sheet(tx)

    assert (len(again.version.content.questions), len(new.version.content.questions)) == (3, 2)
    assert again.code != new.code


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("abc", "“abc” is no sheet code. Type the nine characters at the top of the sheet."),
        (
            "NTM-7N9-9H6",
            "No form of this project has the code NTM-7N9-9H6. Bring the desks together, then type it again.",
        ),
    ],
)
def test_code_that_leads_nowhere_says_what_to_do(pile: Pile, typed: str, said: str) -> None:
    with pile.app.database.read() as tx, pytest.raises(UserError) as refused:
        find_typed_sheet(tx, typed)

    assert str(refused.value) == said


def test_targets_follow_the_scope(pile: Pile) -> None:
    with pile.app.database.write() as tx:
        session = next(s for s in [pile.session])
        from o2o_events.agenda.queries import get_session

        slot = make_slot(tx, get_session(tx, pile.event, session), "Lotus tea")
        form = edit_form(tx, form=get_form(tx, "session").id, changes={"scope": "slot"})

        assert list_targets(tx, pile.event, form) == [Target(slot.id, "Going online: Lotus tea")]
        assert list_targets(tx, pile.event, get_form(tx, "evaluation")) == [Target(None, "Workshop VN")]


def test_closed_form_takes_paper_and_nothing_else(pile: Pile) -> None:
    with pile.app.database.write() as tx:
        edit_form(tx, form=get_form(tx, "session").id, changes={"is_open": False})
        pile.enter(tx, "1", useful=4)
        sheet = pile.sheet(tx)
        with pytest.raises(UserError):
            store_answer(
                tx,
                event=sheet.event,
                form=sheet.form,
                version=sheet.version,
                answers={},
                channel="kiosk",
                language="en",
                submission=new_submission(),
            )

        assert [answer.sheet for answer in entered_sheets(tx, sheet)] == ["1"]


def test_sheets_are_listed_by_number_and_sampled(pile: Pile) -> None:
    with pile.app.database.write() as tx:
        for number in (11, 2, 1, 10, 3, 4, 5, 6, 7, 8, 9):
            pile.enter(tx, str(number), useful=4)
        entered = entered_sheets(tx, pile.sheet(tx))

    assert [answer.sheet for answer in entered] == [str(number) for number in range(1, 12)]
    assert [answer.sheet for answer in sample_to_check(entered)] == ["1", "11"]


def test_entries_differ_in_what_either_has() -> None:
    first = {"useful": 4, "pace": "agree", "remark": "Good"}

    assert compare_entries(first, dict(first)) == []
    assert compare_entries(first, {"useful": 5, "pace": "agree", "more": "x"}) == [
        Difference("useful", 4, 5),
        Difference("remark", "Good", None),
        Difference("more", None, "x"),
    ]


def test_second_entry_that_agrees_is_noted_and_changes_nothing(pile: Pile) -> None:
    with pile.app.database.write() as tx:
        pile.enter(tx, "1", useful=4)
        (answer,) = entered_sheets(tx, pile.sheet(tx))
        found = check_answer(tx, answer=answer, second={"useful": 4}, operator="Lan")

        assert (found, entered_sheets(tx, pile.sheet(tx))) == ([], [answer])
        assert checked_answers(tx, [answer]) == {answer.id}


def test_settled_answer_takes_the_place_of_the_first(pile: Pile) -> None:
    with pile.app.database.write() as tx:
        first = pile.enter(tx, "1", useful=4, pace="agree")
        (answer,) = entered_sheets(tx, pile.sheet(tx))
        found = check_answer(tx, answer=answer, second={"useful": 5, "pace": "agree"}, operator="Lan")
        sheet = pile.sheet(tx)
        stored = settle_answer(
            tx, event=sheet.event, form=sheet.form, version=sheet.version, answer=answer,
            settled={"useful": 5, "pace": "agree"}, operator="Lan",
        )  # fmt: skip
        (left,) = read_answers(tx, sheet.form, events=[sheet.event])
        kinds = list(tx.scalars(select(FactRow.kind).where(FactRow.refers == first)))

        assert found == [Difference("useful", 4, 5)]
        assert (left.id, left.answers, left.sheet, left.language) == (
            stored.answer,
            {"useful": 5, "pace": "agree"},
            "1",
            "vi",
        )
        assert sorted(kinds) == ["answer_check", "answer_void"]
        assert checked_answers(tx, [left]) == {left.id}


def test_settling_again_leaves_one_answer(pile: Pile) -> None:
    with pile.app.database.write() as tx:
        pile.enter(tx, "1", useful=4)
        sheet = pile.sheet(tx)
        (answer,) = entered_sheets(tx, sheet)
        for useful in (5, 3):
            settle_answer(
                tx, event=sheet.event, form=sheet.form, version=sheet.version, answer=answer,
                settled={"useful": useful}, operator="Lan",
            )  # fmt: skip

        assert [left.answers for left in entered_sheets(tx, sheet)] == [{"useful": 5}]


def test_settling_for_the_first_entry_leaves_it(pile: Pile) -> None:
    with pile.app.database.write() as tx:
        pile.enter(tx, "1", useful=4)
        sheet = pile.sheet(tx)
        (answer,) = entered_sheets(tx, sheet)
        settle_answer(
            tx, event=sheet.event, form=sheet.form, version=sheet.version, answer=answer, settled={"useful": 4},
            operator="Lan",
        )  # fmt: skip

        assert entered_sheets(tx, sheet) == [answer]


def test_second_entry_needs_a_name(pile: Pile) -> None:
    with pile.app.database.write() as tx:
        pile.enter(tx, "1", useful=4)
        (answer,) = entered_sheets(tx, pile.sheet(tx))
        with pytest.raises(UserError, match="Type your name"):
            check_answer(tx, answer=answer, second={}, operator=" ")


def test_session_of_another_event_has_no_sheet(pile: Pile) -> None:
    with pile.app.database.write() as tx:
        other = make_event(tx, "TH")
        version = current_version(tx, get_form(tx, "session").id)
        code = sheet_code(Sheet(version.id, other.id, pile.session))
        with pytest.raises(UserError, match="No form of this project has the code"):
            find_typed_sheet(tx, code)


def test_differences_stand_in_the_order_of_the_paper() -> None:
    questions = tuple(Question(code, "one", {"en": code}, has_other=True) for code in ("zebra", "apple"))
    content = FormContent(("en",), {"en": "Form"}, questions=questions)
    second = {"apple": "x", "apple_comment": "c", "zebra": "other", "zebra_other": "Stripes", "gone": "y"}

    found = as_on_paper(content, compare_entries({}, second))

    assert [one.name for one in found] == ["zebra", "zebra_other", "apple", "apple_comment", "gone"]
