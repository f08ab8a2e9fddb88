"""Forms: what answers were given to stays as it was, and promises about names are kept."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from factories import make_event, make_person
from sqlalchemy import select

from o2o_events.app import App
from o2o_events.db.models import FactRow, FormRow, RegistrationRow
from o2o_events.db.transaction import Tx
from o2o_events.errors import UserError
from o2o_events.feedback import answering, forms, slips
from o2o_events.feedback.answering import Respondent, Stored, new_submission, store_answer
from o2o_events.feedback.forms import Form, FormVersion, add_form, current_version, edit_content, edit_form
from o2o_events.feedback.questions import FormContent, Question
from o2o_events.registers.events import Event


def content(text: str = "What did you learn?") -> FormContent:
    return FormContent(("en",), {"en": "Form"}, questions=(Question("learned", "long_text", {"en": text}),))


def make_form(tx: Tx, code: str = "evaluation", **fields: object) -> Form:
    return add_form(tx, code=code, name={"en": "Evaluation"}, content=content(), **fields)  # type: ignore[arg-type]  # any field


def answer(
    tx: Tx, event: Event, form: Form, submission: str, version: FormVersion | None = None, **fields: object
) -> Stored:
    return store_answer(
        tx,
        event=event,
        form=form,
        version=version or current_version(tx, form.id),
        answers={"learned": "Much"},
        channel="phone",
        language="en",
        submission=submission,
        **fields,  # type: ignore[arg-type]  # any field
    )


def test_a_version_is_never_altered_as_paper_and_phones_may_have_it(app: App) -> None:
    with app.database.write() as tx:
        form = make_form(tx)
        changed = edit_content(tx, form=form.id, content=content("What was new?"))
        newer = edit_content(tx, form=form.id, content=content("And now?"))
        versions = [(v.number, v.content.questions[0].label["en"]) for v in forms.list_versions(tx, form.id)]

    assert (changed.number, newer.number) == (2, 3)
    assert versions == [(1, "What did you learn?"), (2, "What was new?"), (3, "And now?")]


def test_the_same_content_makes_no_new_version(app: App) -> None:
    with app.database.write() as tx:
        event, form = make_event(tx), make_form(tx)
        answer(tx, event, form, new_submission())
        assert edit_content(tx, form=form.id, content=content()).number == 1


def test_the_promise_about_names_stands_once_there_are_answers(app: App) -> None:
    with app.database.write() as tx:
        event, form = make_event(tx), make_form(tx)
        answer(tx, event, form, new_submission())
        with pytest.raises(UserError, match="promise about names"):
            edit_form(tx, form=form.id, changes={"is_named": True})


def test_a_form_with_answers_is_not_removed(app: App) -> None:
    with app.database.write() as tx:
        event, form = make_event(tx), make_form(tx)
        answer(tx, event, form, new_submission())
        with pytest.raises(UserError, match="Close it instead"):
            forms.remove_form(tx, form=form.id)


def test_a_form_removed_before_its_answers_arrived_is_there_and_closed(app: App) -> None:
    with app.database.write() as tx:
        event, form = make_event(tx), make_form(tx)
        version = current_version(tx, form.id)
        forms.remove_form(tx, form=form.id)
        gone = forms.list_forms(tx)
        answer(tx, event, form, new_submission(), version=version)
        (left,) = forms.list_forms(tx)
        opened = edit_form(tx, form=form.id, changes={"is_open": True})

        assert (gone, left, opened) == ([], replace(form, is_open=False), form)
        assert tx.get(FormRow, form.id).deleted is False


@pytest.mark.parametrize("code", ["", "1st", "a b", "a" * 41, "ü"])
def test_a_code_that_cannot_be_is_refused(app: App, code: str) -> None:
    with app.database.write() as tx, pytest.raises(UserError):
        make_form(tx, code)


def test_the_same_submission_is_one_answer(app: App) -> None:
    submission = new_submission()
    with app.database.write() as tx:
        event, form = make_event(tx), make_form(tx)
        stored = [answer(tx, event, form, submission) for _press in range(5)]
        count = len(tx.scalars(select(FactRow.id).where(FactRow.kind == "answer")).all())

    assert stored == [Stored(submission, True)] + [Stored(submission, False)] * 4
    assert count == 1


def test_an_anonymous_answer_leads_to_no_person_badge_or_moment(app: App) -> None:
    with app.database.write() as tx:
        event, form = make_event(tx), make_form(tx)
        registration = tx.scalars(select(RegistrationRow.id).where(RegistrationRow.person == make_person(tx, event)))
        respondent = Respondent(registration.one(), economy="PE", category="delegate")
        answer(tx, event, form, new_submission(), respondent=respondent)
        row = tx.scalars(select(FactRow).where(FactRow.kind == "answer")).one()
        midnight = event.day_bounds(event.day_of(tx.now()))[0]
        desk = tx.desk

        assert (row.registration, row.badge, row.checkpoint) == (None, None, None)
        assert datetime.fromtimestamp(row.at / 1e6, UTC) == datetime.fromtimestamp(row.hlc / 1e6, UTC) == midnight
        assert row.desk == f"{desk}-apart"


def test_a_named_answer_carries_its_registration_in_the_desks_own_chain(app: App) -> None:
    with app.database.write() as tx:
        event, form = make_event(tx), make_form(tx, is_named=True)
        answer(tx, event, form, new_submission(), respondent=Respondent("r1"))
        row = tx.scalars(select(FactRow).where(FactRow.kind == "answer")).one()
        assert (row.registration, row.desk) == ("r1", tx.desk)


def test_a_closed_form_takes_no_answer(app: App) -> None:
    with app.database.write() as tx:
        event, form = make_event(tx), make_form(tx)
        closed = edit_form(tx, form=form.id, changes={"is_open": False})
        with pytest.raises(UserError, match="is closed"):
            answer(tx, event, closed, new_submission())


def test_taking_out_an_answer_needs_a_name_and_a_reason(app: App) -> None:
    submission = new_submission()
    with app.database.write() as tx:
        event, form = make_event(tx), make_form(tx)
        answer(tx, event, form, submission)
        with pytest.raises(UserError, match="your name and a reason"):
            answering.void_answer(tx, answer=submission, operator=" ", reason="typed twice")
        answering.void_answer(tx, answer=submission, operator="Lan", reason="typed twice")
        assert tx.scalars(select(FactRow.refers).where(FactRow.kind == "answer_void")).all() == [submission]


def test_a_slip_is_genuine_once_printed_and_used_once_answered(app: App) -> None:
    with app.database.write() as tx:
        event, form = make_event(tx), make_form(tx, needs_slip=True)
        printed = slips.print_slips(tx, event=event, form=form, count=3)
        batch = slips.read_slip(tx, printed[1].upper()[:10] + " - " + printed[1].upper()[10:])
        used_before = slips.is_used(tx, printed[1])
        stored = [answer(tx, event, form, slips.submission_of_slip(printed[1])) for _press in range(2)]

        assert batch is not None
        assert (batch.form, batch.event, batch.count) == (form.id, event.id, 3)
        assert len(set(printed)) == 3
        assert (used_before, slips.is_used(tx, printed[1]), slips.is_used(tx, printed[2])) == (False, True, False)
        assert [s.is_new for s in stored] == [True, False]


def test_a_changed_slip_is_no_slip(app: App) -> None:
    with app.database.write() as tx:
        event, form = make_event(tx), make_form(tx, needs_slip=True)
        (slip,) = slips.print_slips(tx, event=event, form=form, count=1)
        changed = [
            slip[:place] + ("2" if slip[place] != "2" else "3") + slip[place + 1 :] for place in range(len(slip))
        ]

        assert [slips.read_slip(tx, text) for text in [*changed, "", slip + "2", "🙂" * 24]] == [None] * 27
