"""What somebody wrote in a form of an event that was anonymised: counted, and shown no more."""

import sqlite3
from datetime import UTC, datetime
from pathlib import Path

import pytest
from conftest import FakeClock
from worked_example import fill_example

from o2o_events.app import App
from o2o_events.documents.exported_file import export_event
from o2o_events.feedback.forms import get_form
from o2o_events.feedback.queries import read_answers
from o2o_events.people.anonymised import NO_NAME
from o2o_events.people.privacy import anonymise_event, plan_anonymisation, stays_words
from o2o_events.registers.events import Event


@pytest.fixture
def events(app: App, clock: FakeClock) -> dict[str, Event]:
    clock.now = datetime(2020, 6, 1, tzinfo=UTC)
    with app.database.write() as tx:
        return fill_example(tx)


def anonymise(app: App, event: Event) -> None:
    with app.database.write() as tx:
        anonymise_event(tx, event=event, operator="Linh")


def words(app: App, event: Event, form: str, code: str) -> list[object]:
    with app.database.read() as tx:
        answers = read_answers(tx, get_form(tx, form), events=[event])
    return sorted(str(answer.answers[code]) for answer in answers if code in answer.answers)


def test_texts_become_dashes_and_choices_and_ratings_stay(app: App, events: dict[str, Event]) -> None:
    event = events["VN"]
    written = words(app, event, "evaluation", "words")
    chosen = words(app, event, "evaluation", "clear")

    anonymise(app, event)

    assert (written, words(app, event, "evaluation", "words")) == (["Good", "More time"], [NO_NAME, NO_NAME])
    assert chosen == words(app, event, "evaluation", "clear") == ["a", "a", "d", "sa", "sa"]
    assert words(app, event, "platform_before", "platform") == [NO_NAME, NO_NAME]


def test_another_events_texts_stay(app: App, events: dict[str, Event]) -> None:
    anonymise(app, events["PE"])

    assert words(app, events["VN"], "evaluation", "words") == ["Good", "More time"]


def test_an_exported_files_view_has_no_text(app: App, events: dict[str, Event], tmp_path: Path) -> None:
    anonymise(app, events["VN"])

    export_event(app.database, tmp_path / "vn.sqlite", kind="archive", event=events["VN"])

    with sqlite3.connect(tmp_path / "vn.sqlite") as file:
        texts = {
            answer for (answer,) in file.execute("SELECT answer FROM feedback_answers WHERE question LIKE 'How it%'")
        }
    file.close()
    assert texts == {NO_NAME}


def test_it_is_said_before_what_stays_in_the_file(app: App, events: dict[str, Event]) -> None:
    with app.database.read() as tx:
        plan = plan_anonymisation(tx, events["VN"])

    assert (plan.answers, plan.reasons) == (8, 0)
    lines = [line for line in stays_words(plan) if "stays in the file" in line or "other tools" in line]
    assert [line.split(" ", 1)[0] for line in lines] == ["8", "Whoever"]
