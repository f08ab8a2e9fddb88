"""``event edit`` and naming an event, as a user runs them."""

from datetime import date
from pathlib import Path

import pytest
from commands import run
from factories import make_event, make_person
from sqlalchemy import update

from o2o_events.app import App
from o2o_events.db.models import EventRow
from o2o_events.registers.events import Event


@pytest.fixture
def project(app: App, event: Event, project_file: Path) -> Path:
    with app.database.write() as tx:
        make_person(tx, event, days=["2016-03-17"])
    app.close()
    return project_file


def test_an_event_is_changed_in_what_is_named_and_nothing_else(project: Path) -> None:
    before = run(project, "event", "list").row
    answer = run(project, "event", "edit", "vn", "--venue", "Hue", "--target", "150").row

    assert answer == {**before, "venue": "Hue", "target": 150, "effects": []}
    assert run(project, "event", "list").row == {**before, "venue": "Hue", "target": 150}


def test_what_other_days_do_is_told(project: Path) -> None:
    answer = run(project, "event", "edit", "VN", "--day", "2016-03-18", "--day", "2016-03-19").row

    assert (answer["days"], answer["effects"]) == (
        ["2016-03-18", "2016-03-19"],
        ["1 person is registered only for days that go, and will not be let in: change their days."],
    )


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--timezone", "Mars/Olympus"], "Mars/Olympus"),
        (["--economy", "Atlantis"], "Atlantis"),
        (["--target", "-1"], "The target cannot be below zero"),
        (["--name", " "], "An event needs a name"),
    ],
)
def test_what_an_event_cannot_be_is_told_and_changes_nothing(project: Path, arguments: list[str], words: str) -> None:
    before = run(project, "event", "list").row
    refused = run(project, "event", "edit", "VN", *arguments)

    assert (refused.status != 0, words in refused.err + refused.out) == (True, True)
    assert run(project, "event", "list").row == before


def test_two_events_of_one_code_are_told_apart_by_their_ids(app: App, event: Event, project_file: Path) -> None:
    with app.database.write() as tx:
        other = make_event(tx, "TPE", [date(2016, 5, 1)])
        tx.execute(update(EventRow).where(EventRow.id == other.id).values(code="VN"))
    app.close()

    refused = run(project_file, "status", "--event", "VN")
    found = run(project_file, "event", "edit", other.id, "--target", "7").row

    assert (refused.status, event.id in refused.out + refused.err, other.id in refused.out + refused.err) == (
        1,
        True,
        True,
    )
    assert (found["days"], found["target"]) == (["2016-05-01"], 7)
