"""Reading answers: once each, without those taken out, whichever desk they came from."""

from factories import make_event

from o2o_events.app import App
from o2o_events.feedback.answering import new_submission, store_answer, void_answer
from o2o_events.feedback.forms import current_version, get_form
from o2o_events.feedback.queries import read_answers
from o2o_events.feedback.shipped import ship_forms


def test_answers_are_read_once_each_and_without_those_taken_out(app: App) -> None:
    kept, wrong = new_submission(), new_submission()
    with app.database.write() as tx:
        event = make_event(tx)
        ship_forms(tx)
        form = get_form(tx, "session")
        version = current_version(tx, form.id)
        for submission in (kept, kept, wrong):
            store_answer(
                tx,
                event=event,
                form=form,
                version=version,
                answers={"useful": 4},
                channel="paper",
                language="vi",
                submission=submission,
                target="s1",
                sheet="7",
            )
        void_answer(tx, answer=wrong, operator="Lan", reason="typed twice")
        (found,) = read_answers(tx, form, events=[event])
        elsewhere = read_answers(tx, form, events=[event], target="s2")

    assert (found.id, found.answers, found.target, found.sheet) == (kept, {"useful": 4}, "s1", "7")
    assert (found.day, found.language, found.registration) == (event.days[0], "vi", None)
    assert elsewhere == []
