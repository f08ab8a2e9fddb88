"""Barriers that participants named become records of the register, once each."""

import pytest
from factories import make_event
from sqlalchemy import select

from o2o_events.app import App
from o2o_events.db.models import BarrierRow
from o2o_events.db.transaction import Tx
from o2o_events.feedback.answering import Respondent, new_submission, store_answer, void_answer
from o2o_events.feedback.barrier_feed import Fed, barrier_id, feed_barriers
from o2o_events.feedback.forms import current_version, edit_form, get_form
from o2o_events.feedback.shipped import ship_forms
from o2o_events.registers.events import Event

NAMED = {"barrier": "Phí cao", "category": "payment", "level": "environment", "detail": "4 %"}


@pytest.fixture
def event(app: App) -> Event:
    with app.database.write() as tx:
        ship_forms(tx)
        return make_event(tx)


def answer(
    tx: Tx, event: Event, form: str = "barriers", respondent: Respondent | None = None, **answers: object
) -> str:
    found = get_form(tx, form)
    stored = store_answer(
        tx,
        event=event,
        form=found,
        version=current_version(tx, found.id),
        answers=answers,
        channel="kiosk",
        language="vi",
        submission=new_submission(),
        respondent=respondent or Respondent(economy="VN"),
    )
    return stored.answer


def rows(tx: Tx) -> list[BarrierRow]:
    return list(tx.scalars(select(BarrierRow).where(~BarrierRow.deleted)))


def test_an_answer_becomes_one_barrier_however_often(app: App, event: Event) -> None:
    with app.database.write() as tx:
        given = answer(tx, event, **NAMED)
        fed = [feed_barriers(tx) for _time in range(3)]
        [row] = rows(tx)

        assert fed == [Fed(1, 0), Fed(0, 0), Fed(0, 0)]
        assert (row.id, row.source, row.source_ref, row.event) == (barrier_id(given), "feedback", given, event.id)
        assert (row.title, row.description) == ({"vi": "Phí cao"}, "4 %")
        assert (row.category, row.level, row.economy) == ("payment", "environment", "VN")


def test_what_was_edited_or_removed_since_stays_so(app: App, event: Event) -> None:
    with app.database.write() as tx:
        answer(tx, event, **NAMED)
        answer(tx, event, **NAMED)
        feed_barriers(tx)
        edited, removed = rows(tx)
        edited.title, removed.deleted = {"en": "High fees"}, True
        tx.flush()
        again = feed_barriers(tx)

        assert again == Fed(0, 0)
        assert [row.title for row in rows(tx)] == [{"en": "High fees"}]


def test_an_answer_taken_out_takes_its_barrier_out(app: App, event: Event) -> None:
    with app.database.write() as tx:
        given = answer(tx, event, **NAMED)
        feed_barriers(tx)
        void_answer(tx, answer=given, operator="Lan", reason="a test")

        assert feed_barriers(tx) == Fed(0, 1)
        assert rows(tx) == []


def test_an_answer_of_somebody_who_has_not_arrived_yet_waits(app: App, event: Event) -> None:
    with app.database.write() as tx:
        edit_form(tx, form=get_form(tx, "barriers").id, changes={"is_named": True})
        answer(tx, event, respondent=Respondent(registration="elsewhere"), **NAMED)

        assert feed_barriers(tx) == Fed(0, 0)


def test_answers_that_name_no_barrier_feed_nothing(app: App, event: Event) -> None:
    with app.database.write() as tx:
        answer(tx, event, **(NAMED | {"category": "weather"}))
        answer(tx, event, detail="only this")
        answer(tx, event, "evaluation", better="More")

        assert feed_barriers(tx) == Fed(0, 0)
