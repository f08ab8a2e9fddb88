"""T7: nobody can be told from a few others, by no table and by no two of them together."""

from collections.abc import Mapping

import pytest
from factories import make_event

from o2o_events.app import App
from o2o_events.db.transaction import Tx
from o2o_events.feedback.answering import new_submission, store_answer
from o2o_events.feedback.forms import Form, add_form, current_version
from o2o_events.feedback.questions import FormContent, Option, Question
from o2o_events.indicators.tables import build_table
from o2o_events.indicators.values import Table
from o2o_events.registers.events import Event

OPTIONS = (Option("yes", {"en": "Yes"}, is_positive=True), Option("no", {"en": "No"}))
QUESTIONS = (
    Question("good", "agreement", {"en": "Good"}, options=OPTIONS),
    Question("topics", "many", {"en": "Topics"}, options=OPTIONS, has_other=True),
)


def make_form(tx: Tx, *, is_named: bool = False, code: str = "evaluation", feeds: str = "") -> Form:
    content = FormContent(("en",), {"en": "Evaluation"}, questions=QUESTIONS)
    return add_form(tx, code=code, name={"en": code}, content=content, is_named=is_named, feeds=feeds)


def answer(tx: Tx, form: Form, event: Event, amount: int, answers: Mapping[str, object] | None = None) -> None:
    for _number in range(amount):
        store_answer(
            tx, event=event, form=form, version=current_version(tx, form.id), answers=answers or {"good": "yes"},
            channel="paper", language="en", submission=new_submission(),
        )  # fmt: skip


def good(table: Table) -> tuple[object, ...]:
    """What is said of the first item."""
    return next(row.cells[1:4] for row in table.rows if row.key.endswith(":good"))


@pytest.mark.parametrize(("amount", "figures"), [(4, (None, None, None)), (5, (5, 5, 0))])
def test_fewer_than_five_answers_without_names_are_kept_back(
    app: App, event: Event, amount: int, figures: tuple[object, ...]
) -> None:
    with app.database.write() as tx:
        answer(tx, make_form(tx), event, amount)
        table = build_table(tx, "T7", event)

    assert good(table) == figures


def test_answers_with_names_are_shown_however_few(app: App, event: Event) -> None:
    with app.database.write() as tx:
        answer(tx, make_form(tx, is_named=True), event, 2)

        assert good(build_table(tx, "T7", event)) == (2, 2, 0)


def test_an_item_that_few_answered_is_kept_back_alone(app: App, event: Event) -> None:
    with app.database.write() as tx:
        form = make_form(tx)
        answer(tx, form, event, 5)
        answer(tx, form, event, 3, {"good": "no", "topics": ["yes", "other"], "topics_other": "Trust"})
        table = build_table(tx, "T7", event)

    assert [(row.cells[0], row.cells[1]) for row in table.rows][:2] == [("Good", 8), ("Topics (kept back)", None)]
    assert (table.rows[1].sources, table.rows[1].cells[-1]) == ((), None), "not even how many left it blank"


def test_an_event_that_could_be_worked_out_from_the_others_is_kept_back_too(app: App, event: Event) -> None:
    with app.database.write() as tx:
        form, others = make_form(tx), [make_event(tx, code) for code in ("TPE", "PE")]
        for one, amount in ((event, 3), (others[0], 6), (others[1], 9)):
            answer(tx, form, one, amount)
        shown = [good(build_table(tx, "T7", one))[0] for one in (event, *others, None)]

    assert shown == [None, None, 9, 18], "3 is too few, and 18 - 9 - 6 would tell it"


def test_options_that_are_no_scale_stand_in_words(app: App, event: Event) -> None:
    with app.database.write() as tx:
        answer(tx, make_form(tx), event, 6, {"topics": ["yes", "other"], "topics_other": "Trust"})
        table = build_table(tx, "T7", event)

    assert [c.title for c in table.columns] == [
        "Item", "n", "Yes", "No", "Count per other option", "Mean", "% positive", "Blanks",
    ]  # fmt: skip
    assert [row.cells for row in table.rows][1] == ("Topics", 6, None, None, "Yes 6; No 0; Other 6", None, None, 0)


def test_forms_that_feed_a_register_are_no_evaluation(app: App, event: Event) -> None:
    with app.database.write() as tx:
        content = FormContent(("en",), {"en": "B"}, questions=(Question("barrier", "short_text", {"en": "B"}),))
        form = add_form(tx, code="barriers", name={"en": "B"}, content=content, feeds="barrier")
        answer(tx, form, event, 6, {"barrier": "Cards"})
        table = build_table(tx, "T7", event)

    assert (table.rows, "No evaluation form was answered." in table.notes) == ((), True)
